"""Predicates: questions about a complaint, which compose and explain themselves."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import ClassVar, NoReturn

from attrs import field, frozen

from sp4n.errors import fault
from sp4n.routing import statements
from sp4n.routing.facts import RoutingFacts
from sp4n.routing.statements import Opaque, Statement
from sp4n.routing.text import Normaliser
from sp4n.validation import items_or_as_given, list_faults, refuse

_NEGATED = "not."

DEPTH_LIMIT = 16
"""How deep predicates may nest. Own choice: nobody reads deeper."""


@frozen
class Clause:
    """One question that was asked, and what it met.

    Its sentence names what was found, else what was asked; a negation that holds because nothing
    was found is named without the list of all that is absent.

    Attributes:
        name: Its key in a rule: ``any_word``; ``not.phrase`` below a negation.
        asked: What the rule wrote there.
        holds: Whether the complaint is like that.
        found: What answered it: for words ``berlubang ← lubang``, the form in the text and the root
            in the rule. It never holds other words of the complaint.
    """

    name: str
    asked: tuple[str, ...]
    holds: bool
    found: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "name": self.name,
            "asked": list(self.asked),
            "holds": self.holds,
            "found": list(self.found),
        }

    def __str__(self) -> str:
        if self.holds and not self.found and self.name.startswith(_NEGATED):
            return self.name
        asked = ", ".join(self.found or self.asked)
        return f"{self.name}: {asked}" if self.holds else f"{self.name} failed: {asked}"


@frozen
class Explanation:
    """Whether a predicate holds, and by which clauses: those that made it so."""

    holds: bool
    clauses: tuple[Clause, ...] = ()

    def __str__(self) -> str:
        return "; ".join(map(str, self.clauses))


class Predicate(ABC):
    """A question about a complaint. Compose with ``&``, ``|`` and ``~``.

    What a complaint does not tell answers False, never an error. Write your own by subclassing:
    `test` and `explain` must agree, and `to_data` gives plain data, one table of keys. With a
    `key` of its own it can stand in a policy's file (see `sp4n.routing.Plugins`).
    """

    __slots__ = ()

    key: ClassVar[str] = ""
    """Under which key a rule's ``when`` has it; empty for one that no file can name."""

    @classmethod
    def from_data(cls, value: object, /) -> "Predicate":
        """Read it from the value under its key; unless you tell, the constructor takes that."""
        return cls(value)  # type: ignore[call-arg]  # the constructor of a subclass

    @abstractmethod
    def test(self, facts: RoutingFacts, /) -> bool:
        """Answer the question."""
        raise NotImplementedError

    @abstractmethod
    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Answer the question, and say by what."""
        raise NotImplementedError

    @abstractmethod
    def to_data(self) -> dict[str, object]:
        """Give plain data as a rule's ``when`` has it."""
        raise NotImplementedError

    def says(self) -> Statement:
        """Say what it asks of any complaint; unless you tell, nobody knows (`Opaque`).

        What it says must be what `test` does: the index looks no further where it is false.
        """
        return Opaque(type(self).__name__)

    def parts(self) -> tuple["Predicate", ...]:
        """Give the predicates it is composed of; empty for a simple one."""
        return ()

    def roots(self) -> frozenset[str]:
        """Give the roots of words that this predicate itself, without its parts, asks for."""
        return frozenset()

    def read_by(self, normaliser: Normaliser, /) -> "Predicate":
        """Give the same question with its words read by a normaliser; itself when nothing changes.

        Raises InvalidValue for words of which the normaliser leaves nothing.
        """
        del normaliser  # whoever asks for no words reads none
        return self

    def walk(self) -> Iterator["Predicate"]:
        """Walk over the predicate and everything it is composed of."""
        yield self
        for part in self.parts():
            yield from part.walk()

    @property
    def depth(self) -> int:
        """How many levels it nests; 1 for a simple one."""
        return 1 + max((part.depth for part in self.parts()), default=0)

    def __and__(self, other: object) -> "Predicate":
        return AllOf((self, other)) if isinstance(other, Predicate) else NotImplemented

    def __or__(self, other: object) -> "Predicate":
        return AnyOf((self, other)) if isinstance(other, Predicate) else NotImplemented

    def __invert__(self) -> "Predicate":
        return Not(self)

    def __bool__(self) -> NoReturn:
        """Refuse: ``a and b`` would silently drop a; write ``a & b``."""
        raise TypeError("a predicate is neither true nor false; combine with &, | and ~")


def _check(composed: Predicate) -> None:
    parts = composed.parts()
    refuse(fault("empty") if parts == () else None, *list_faults(Predicate, parts, "", "predicate"))
    refuse(fault("too_deep", limit=DEPTH_LIMIT) if composed.depth > DEPTH_LIMIT else None)


def _given(parts: Iterable[Predicate]) -> tuple[Predicate, ...]:
    return items_or_as_given(parts)


@frozen
class _Composed(Predicate):
    """A question made of several; one of the same kind among them is spread out."""

    predicates: tuple[Predicate, ...] = field(converter=_given)

    def __attrs_post_init__(self) -> None:
        given: object = self.predicates
        if isinstance(given, tuple):
            kind = type(self)
            spread = (part.predicates if isinstance(part, kind) else (part,) for part in given)
            object.__setattr__(self, "predicates", tuple(chain.from_iterable(spread)))
        _check(self)

    def read_by(self, normaliser: Normaliser, /) -> Predicate:
        """Let every part be read."""
        parts = tuple(part.read_by(normaliser) for part in self.predicates)
        return self if parts == self.predicates else type(self)(parts)

    def parts(self) -> tuple[Predicate, ...]:
        """Give the parts."""
        return self.predicates


@frozen
class AllOf(_Composed):
    """True when every part is; an AllOf among the parts is spread out."""

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether every part holds."""
        for part in self.predicates:  # noqa: SIM110  # all() would take a third longer
            if not part.test(facts):
                return False
        return True

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Give all clauses when it holds, else those of the first part that failed."""
        clauses: tuple[Clause, ...] = ()
        for part in self.predicates:
            answer = part.explain(facts)
            if not answer.holds:
                return answer
            clauses += answer.clauses
        return Explanation(holds=True, clauses=clauses)

    def to_data(self) -> dict[str, object]:
        """Give one table where the keys allow it, else ``all = [...]``."""
        tables = [part.to_data() for part in self.predicates]
        merged = {key: value for table in tables for key, value in table.items()}
        if len(tables) > 1 and len(merged) == sum(map(len, tables)):
            return merged
        return {"all": tables}

    def says(self) -> Statement:
        """Say that all parts hold."""
        return statements.AllOf(tuple(part.says() for part in self.predicates))


@frozen
class AnyOf(_Composed):
    """True when at least one part is; an AnyOf among the parts is spread out."""

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether a part holds."""
        for part in self.predicates:  # noqa: SIM110  # as above
            if part.test(facts):
                return True
        return False

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Give the clauses of the first part that holds; all of them when none does."""
        clauses: tuple[Clause, ...] = ()
        for part in self.predicates:
            answer = part.explain(facts)
            if answer.holds:
                return answer
            clauses += answer.clauses
        return Explanation(holds=False, clauses=clauses)

    def to_data(self) -> dict[str, object]:
        """Give ``any = [...]``."""
        return {"any": [part.to_data() for part in self.predicates]}

    def says(self) -> Statement:
        """Say that a part holds."""
        return statements.AnyOf(tuple(part.says() for part in self.predicates))


@frozen
class Not(Predicate):
    """True when the part is false: also when the complaint does not tell."""

    predicate: Predicate

    def __attrs_post_init__(self) -> None:
        _check(self)

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether the part is false."""
        return not self.predicate.test(facts)

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Turn the part's answer round; its clauses are called ``not.…``."""
        answer = self.predicate.explain(facts)
        turned = tuple(
            Clause(f"{_NEGATED}{clause.name}", clause.asked, not clause.holds, clause.found)
            for clause in answer.clauses
        )
        return Explanation(holds=not answer.holds, clauses=turned)

    def to_data(self) -> dict[str, object]:
        """Give ``not = {...}``."""
        return {"not": self.predicate.to_data()}

    def says(self) -> Statement:
        """Say that the part does not hold."""
        return statements.Not(self.predicate.says())

    def read_by(self, normaliser: Normaliser, /) -> Predicate:
        """Let the part be read."""
        part = self.predicate.read_by(normaliser)
        return self if part == self.predicate else Not(part)

    def parts(self) -> tuple[Predicate, ...]:
        """Give the one part."""
        return (self.predicate,)

    def __invert__(self) -> Predicate:
        return self.predicate
