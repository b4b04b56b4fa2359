"""What a city plugs into routing: predicates, strategies and a normaliser of its own.

They are passed in by whoever loads a policy. A file can name a predicate by its key, but never
bring one: reading it runs no foreign code that was not handed over.
"""

from collections.abc import Iterable
from typing import cast

from attrs import field, frozen

from sp4n.routing.predicate_data import own_conditions_faults
from sp4n.routing.predicates import Predicate
from sp4n.routing.router import strategies_of
from sp4n.routing.text import Normaliser, normalise
from sp4n.routing.walking import Strategy
from sp4n.validation import function_fault, items_or_as_given, list_faults, refuse


def _predicates(given: Iterable[type[Predicate]]) -> tuple[type[Predicate], ...]:
    return items_or_as_given(given)


@frozen
class Plugins:
    """Code of one's own that routing may use.

    Attributes:
        predicates: Subclasses of `Predicate`, each with a `key` by which a rule's ``when`` names it
            and a ``from_data`` that reads its value.
        strategies: Asked in order when no rule decides.
        normaliser: Turns texts into words, those of the rules too; it gives plain words in lower
            case, or affixes and negations go unseen.

    Raises:
        InvalidValue: One of them is of a wrong type, or a key is taken.

    >>> Plugins(strategies=[lambda facts: ["DPU"]]).predicates
    ()
    """

    predicates: tuple[type[Predicate], ...] = field(default=(), converter=_predicates, kw_only=True)
    strategies: tuple[Strategy, ...] = field(default=(), converter=strategies_of, kw_only=True)
    normaliser: Normaliser = field(default=normalise, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            *list_faults(object, self.predicates, "predicates", "class_of_predicates"),
            *list_faults(object, self.strategies, "strategies", "function"),
        )
        refuse(
            *own_conditions_faults(self.predicates),
            *(
                function_fault(strategy, f"strategies[{at}]")
                for at, strategy in enumerate(self.strategies)
            ),
            function_fault(self.normaliser, "normaliser"),
        )

    @classmethod
    def of(cls, given: "Plugins | Iterable[Strategy | type[Predicate]]") -> "Plugins":
        """Sort a bare list: classes of predicates, and strategies; a normaliser needs its name.

        >>> Plugins.of([]) == Plugins()
        True
        """
        if isinstance(given, Plugins):
            return given
        bare = items_or_as_given(given)
        refuse(*list_faults(object, bare, "", "function_or_a_class_of_predicates"))
        kinds = [code for code in bare if isinstance(code, type) and issubclass(code, Predicate)]
        strategies = [code for code in bare if code not in kinds]
        return cls(predicates=kinds, strategies=cast("list[Strategy]", strategies))
