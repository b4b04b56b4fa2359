"""Alternates: a rule with several agencies in order is so many rules one after another.

Each has one agency; the next takes what the one before may not have. So what reads a book with one
agency a rule reads one with alternates too, as long as it minds whom complaints accuse.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import count

from attrs import evolve, frozen

from sp4n.model import Directory
from sp4n.routing.router import Router
from sp4n.routing.rulebook import Rule, RuleBook

_KEPT = 48  # own choice: so much of an id is kept that a number fits behind it


@frozen
class Spread:
    """A router of which each rule has one agency, and which rules of the book they stand for.

    Attributes:
        router: Sends every complaint to the same agency as the original.
        places: For each rule of the original book, the ranks of those that stand for it.
        names: For each rule that stands for one, the id of that one.
    """

    router: Router
    places: tuple[tuple[int, ...], ...]
    names: Mapping[str, str]

    @classmethod
    def of(cls, router: Router) -> "Spread":
        """Take the rules of a router apart; one without alternates stays as it is."""
        taken = {rule.id for rule in router.book}
        rules: list[Rule] = []
        places: list[tuple[int, ...]] = []
        names: dict[str, str] = {}
        for rule in router.book:
            parts = list(_parts(rule, taken))
            places.append(tuple(range(len(rules), len(rules) + len(parts))))
            names |= dict.fromkeys((part.id for part in parts), rule.id)
            rules += parts
        plain = len(rules) == len(router.book)
        spread = router if plain else evolve(router, book=RuleBook(rules))
        return cls(spread, tuple(places), names)

    @property
    def has_alternates(self) -> bool:
        """Tell whether some rule had any."""
        return len(self.places) < len(self.router.book)


def _parts(rule: Rule, taken: set[str]) -> Iterator[Rule]:
    if not rule.alternates:
        yield rule
        return
    yield evolve(rule, alternates=())
    for code in rule.alternates:
        numbered = (f"{rule.id[:_KEPT]}.{number}" for number in count(1))
        name = next(name for name in numbered if name not in taken)
        taken.add(name)
        yield evolve(rule, id=name, to=code, alternates=())


def original_names(spreads: Iterable[Spread], rules: Iterable[str]) -> tuple[str, ...]:
    """Name the rules of several books as their authors call them."""
    names = {name: rule for spread in spreads for name, rule in spread.names.items()}
    return tuple(dict.fromkeys(names[rule] for rule in rules))


def named_agencies(router: Router, *, minds_desks: bool) -> set[str]:
    """Give the agencies to which rules send complaints; and the front desks, if they matter."""
    desks = {agency.code for agency in router.directory if agency.front_desk and minds_desks}
    return desks | {code for rule in router.book for code in rule.destinations}


def accusable_agencies(router: Router, *, minds_desks: bool) -> set[str]:
    """Give the agencies of which it matters whether a complaint accuses them.

    Whoever accuses one above those that are named might as well accuse all of them; not where
    agencies follow others, since their lines change.
    """
    directory, named = router.directory, named_agencies(router, minds_desks=minds_desks)
    return ever_about(directory, named) if directory.succeeded else named


def ever_about(directory: Directory, codes: Collection[str]) -> set[str]:
    """Give agencies with all that ever follow them, are above them, or were there before them."""
    before = defaultdict[str, list[str]](list)
    for agency in directory:
        for code in agency.successors:
            before[code].append(agency.code)
    above = _reached(codes, lambda code: _upward(directory, code))
    return _reached(above, before.__getitem__)


def _upward(directory: Directory, code: str) -> tuple[str, ...]:
    agency = directory.find(code)
    if agency is None:
        return ()
    return (*agency.successors, *(() if agency.parent is None else (agency.parent,)))


def _reached(codes: Iterable[str], ahead: Callable[[str], Iterable[str]]) -> set[str]:
    found, waiting = set[str](), [*codes]
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += ahead(code)
    return found
