"""The ground on which rule books are questioned: one space of complaints for all of them."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date

from sp4n.model.region import Region
from sp4n.routing.analysis.formulas import ALWAYS, Both, Either, Formula, contrary, variables
from sp4n.routing.analysis.solver import Budget, Values, solve
from sp4n.routing.analysis.space import PRESENT, Space
from sp4n.routing.analysis.texts import Texts
from sp4n.routing.analysis.witnesses import Witness, WitnessWriter
from sp4n.routing.facts import Vocabulary
from sp4n.routing.router import Router
from sp4n.routing.rulebook import Rule
from sp4n.routing.statements import (
    Every,
    Mentions,
    Nothing,
    Opaque,
    Received,
    Some,
    Statement,
    clauses,
)
from sp4n.work import Work

_STEPS_A_TEST, _STEPS_A_MATCH = 3, 12  # own choice, as measured: for each part, for a rule


class Ground:
    """The space of complaints that some books tell apart, and whoever finds values in it.

    The books work in the same directory and read texts by the same normaliser. With `minds_desks`,
    the days on which a front desk begins or ends to count are told apart as well.
    """

    def __init__(
        self,
        routers: Sequence[Router],
        work: Work,
        *,
        first_on: date | None = None,
        last_on: date | None = None,
        minds_desks: bool = False,
    ) -> None:
        first = routers[0]
        self.work = work
        statements = [one for router in routers for one in router.book.statements]
        texts = Texts(_mentions(statements), _vocabulary(routers), first.normaliser, work)
        turns = [day for router in routers for day in _turns(router, minds_desks=minds_desks)]
        self.space = Space(
            statements,
            first.directory,
            texts,
            turns=turns,
            first_on=first_on,
            last_on=last_on,
        )
        self.books = tuple(BookInQuestion(router, self.space) for router in routers)
        self._writer = WitnessWriter(self.space)

    def find(self, formulas: Sequence[Formula], budget: Budget) -> Values | None:
        """Find values for which all formulas hold; None when there are none.

        What binds a word to others is looked up only for words that the answer would have.
        """
        bonds: dict[int, Formula] = {}
        while True:
            values = solve((*formulas, *bonds.values()), self.space.full, budget)
            new = {} if values is None else self._bonds(values, bonds)
            if not new:
                return values
            bonds |= new

    def write(self, values: Values) -> Witness | None:
        """Write a complaint with some values; None when it doesn't fit into one."""
        return self._writer.write(values)

    def _bonds(self, values: Values, known: Container[int]) -> dict[int, Formula]:
        """Give what binds the words that are there, by variable, as far as it is not known."""
        space = self.space
        there = [one for one, left in values.items() if left == PRESENT and one not in known]
        found = {
            one: space.bonds(space.mention_of[one]) for one in there if one in space.mention_of
        }
        return {one: bond for one, bond in found.items() if bond != ALWAYS}


class BookInQuestion:
    """A router's book, each rule as the formula of what it `asks`, and of when it `decides`.

    It decides when it is in force and its agency is there and competent, as far as the rules before
    it let it.
    """

    def __init__(self, router: Router, space: Space) -> None:
        self.router = router
        self.space = space
        self.work = space.work
        self.says = router.book.statements
        self._ranks = {rule.id: rank for rank, rule in enumerate(router.book)}
        self._denied: dict[int, Formula] = {}
        self._tests = {
            rule.id: _steps_to_test(rule, statement)
            for rule, statement in zip(router.book, self.says, strict=True)
        }
        self._there: dict[str, Formula] = {}
        self._desks: dict[str, Formula] = {}
        self.asks = tuple([space.formula(one) for one in self.says])
        self.decides = tuple([self._decides(rank) for rank in range(len(self.asks))])
        self.work.spend(sum([one.size for one in self.decides]))
        self.soonest = tuple(self._soonest())

    def _decides(self, rank: int) -> Formula:
        rule = self.router.book.rules[rank]
        parts = [self.asks[rank], self.in_force(rule)]
        if rule.to is not None:
            parts += [self.is_there(rule.to), self.space.serves(rule.to)]
        return _simply(Both(tuple(parts)))

    def _soonest(self) -> Iterator[int]:
        """Give for each rule the first one that decides the same; a remark stands for itself."""
        first: dict[Formula, int] = {}
        for rank, formula in enumerate(self.decides):
            is_remark = self.router.book.rules[rank].is_remark
            yield rank if is_remark else first.setdefault(formula, rank)

    def asks_on_some_day(self, rank: int) -> Formula:
        """Say what a rule asks of a complaint that may be received on any day whatever."""
        return self.space.formula(_without_days(self.says[rank]))

    def in_force(self, rule: Rule) -> Formula:
        """Say that a complaint is received on a day on which a rule is in force."""
        return self.space.in_period(rule.valid_from, rule.valid_until)

    def is_there(self, code: str) -> Formula:
        """Say that a complaint is received on a day on which an agency may get any."""
        if code not in self._there:
            directory = self.router.directory
            agency = directory.agency(code)
            self.work.spend(len(self.space.days) * (1 + len(directory.appointments_at(code))))
            self._there[code] = self.space.on_days(
                agency.is_active(day) and not directory.lacks_liaison(code, day)
                for day in self.space.days
            )
        return self._there[code]

    def desk_is(self, code: str) -> Formula:
        """Say that a complaint that no rule decides is received by an agency, strategies apart."""
        if code not in self._desks:
            self._desks[code] = self._desk(code)
        return self._desks[code]

    def _desk(self, code: str) -> Formula:
        directory = self.router.directory
        root = directory.root.code
        desks = {one.region: one.code for one in directory if one.front_desk and one.code != root}
        regions: defaultdict[tuple[str, ...], list[str | None]] = defaultdict(list)
        for region in self.space.values["region"]:
            lineage = () if region is None else Region(region).lineage()
            regions[*(desks[land] for land in lineage if land in desks), root].append(region)
        found = tuple([self._way_to(code, *one) for one in regions.items() if code in one[0]])
        return ALWAYS if ALWAYS in found else Either(found)

    def _way_to(self, code: str, desks: tuple[str, ...], regions: list[str | None]) -> Formula:
        """Say that a complaint is from some regions, and which of their desks receives it."""
        sooner = map(self._does_not_receive, desks[: desks.index(code)])
        parts = (self.space.has_region(regions), *sooner)
        is_last = code == desks[-1]
        return _simply(Both((*parts, *(() if is_last else self._receives(code)))))

    def _receives(self, code: str) -> tuple[Formula, ...]:
        return self.space.serves(code), self.is_there(code)

    def _does_not_receive(self, code: str) -> Formula:
        return contrary(Both(self._receives(code)), self.space.full)

    def not_decided_by(self, rank: int) -> Formula:
        """Say that a rule could not decide."""
        if rank not in self._denied:
            self.work.spend(self.decides[rank].size)
            self._denied[rank] = contrary(self.decides[rank], self.space.full)
        return self._denied[rank]

    def decider(self, witness: Witness) -> int | None:
        """Ask the router which rule takes a complaint; None when it goes to a desk."""
        return next(self.deciders(witness), None)

    def deciders(self, witness: Witness) -> Iterator[int]:
        """Ask the router which rules would take a complaint, from the top."""
        self.work.spend(witness.length)
        rules = self.router.deciding_rules(
            witness.complaint, on=witness.on, reading=self._count_a_test
        )
        for rule in rules:
            self.work.spend(_STEPS_A_MATCH)
            yield self._ranks[rule.id]

    def remarks(self, rank: int, witness: Witness) -> bool:
        """Ask the router whether a rule without an agency remarks a complaint."""
        rule = self.router.book.rules[rank]
        self.work.spend(witness.length + self._tests[rule.id] + len(self._ranks))
        return self.router.remarks(rule, witness.complaint, on=witness.on)

    def _count_a_test(self, rule: Rule) -> None:
        self.work.spend(self._tests[rule.id])

    def modulo(self, ranks: Iterable[int]) -> tuple[str, ...]:
        """Name what is opaque in some rules."""
        if not self.space.opaque:
            return ()
        used = variables(self.decides[one] for one in ranks)
        names = (self.space.opaque.get(one) for one in used)
        return tuple(dict.fromkeys(name for name in names if name is not None))


def _steps_to_test(rule: Rule, statement: Statement) -> int:
    """Say what reading a rule costs: plain words are looked up all at once, phrases are not."""
    parts = sum(1 for _ in rule.when.walk())
    searched = (one for one in clauses(statement) if isinstance(one, Mentions))
    phrases = (one.entry for one in searched if not _is_looked_up(one))
    return _STEPS_A_TEST * (parts + sum(2 + len(one.roots) for one in phrases))


def _is_looked_up(one: Mentions) -> bool:
    return one.entry.is_plain and not one.without and one.manner == "any"


def _without_days(statement: Statement) -> Statement:
    """Leave open what a statement asks of the day of receipt."""
    if isinstance(statement, Received):
        return Opaque("received")
    if isinstance(statement, Nothing):
        return Nothing(_without_days(statement.part))
    if isinstance(statement, Every | Some):
        return type(statement)(tuple(map(_without_days, statement.parts)))
    return statement


def _simply(formula: Both) -> Formula:
    return Both(tuple(part for part in formula.parts if part != ALWAYS))


def _vocabulary(routers: Sequence[Router]) -> Vocabulary:
    """Give a vocabulary with the roots of all books."""
    first, *others = (router.book.vocabulary for router in routers)
    roots = first.roots.union(*(one.roots for one in others))
    return first if roots == first.roots else Vocabulary(roots)


def _mentions(statements: Iterable[Statement]) -> Iterator[Mentions]:
    for statement in statements:
        yield from (one for one in clauses(statement) if isinstance(one, Mentions))


def _turns(router: Router, *, minds_desks: bool) -> Iterator[date]:
    """Walk over the days on which a rule, or the agency of one, begins or ends to count."""
    directory = router.directory
    named = {rule.to for rule in router.book if rule.to is not None}
    if minds_desks:
        named |= {agency.code for agency in directory if agency.front_desk}
    lines = {code for one in named for code in directory.lineage(one)}
    periods = (
        *((rule.valid_from, rule.valid_until) for rule in router.book),
        *((one.active_from, one.active_until) for one in map(directory.agency, sorted(lines))),
        *((one.since, one.until) for one in directory.appointments if one.agency in lines),
    )
    yield from (day for period in periods for day in period if day is not None)
