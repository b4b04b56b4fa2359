"""Encoding: rule books as formulas over one space of complaints, on which they are questioned."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date

from sp4n.model.region import Region
from sp4n.routing import statements
from sp4n.routing.analysis.alternates import Spread, accusable_agencies
from sp4n.routing.analysis.logic import (
    ALWAYS,
    STEPS_A_QUESTION,
    AllOf,
    AnyOf,
    Budget,
    Formula,
    Literal,
    Values,
    contrary,
    solve,
    variables,
)
from sp4n.routing.analysis.space import ABSENT, PRESENT, Space
from sp4n.routing.analysis.turns import turns_of
from sp4n.routing.analysis.witnesses import Texts, Witness, WitnessWriter
from sp4n.routing.facts import Vocabulary
from sp4n.routing.router import Router
from sp4n.routing.rulebook import Rule, RuleBook
from sp4n.routing.statements import Mentions, Opaque, Received, Statement, clauses
from sp4n.work import Work

QUESTIONS_LIMIT = 5_000
"""How many questions one answer may cost before it is "undecided". Own choice."""

HARD_ANSWERS = 4
"""How many times that all answers together may cost, a few questions each apart. Own choice."""

_STEPS_A_RULE = 500  # own choice: what each rule adds to the steps that all answers may take
_STEPS_A_TEST, _STEPS_A_MATCH = 3, 12  # own choice, as measured: for each part, for a rule


def work_for(questions: int, *books: RuleBook) -> Work:
    """Say how much work may be put into all answers about some books."""
    rules = sum(map(len, books))
    return Work(max(questions, QUESTIONS_LIMIT) * STEPS_A_QUESTION + rules * _STEPS_A_RULE)


class Ground:
    """The space of complaints that some books tell apart, and whoever finds values in it.

    The books work in the same directory and read texts by the same normaliser. With `minds_desks`,
    the days on which a front desk begins or ends to count are told apart as well; if a rule has
    alternates, whom complaints accuse. Otherwise they accuse nobody.
    """

    def __init__(
        self,
        spreads: Sequence[Spread],
        work: Work,
        *,
        first_on: date | None = None,
        last_on: date | None = None,
        minds_desks: bool = False,
    ) -> None:
        routers = [spread.router for spread in spreads]
        first = routers[0]
        self.work = work
        asked = [statement for router in routers for statement in router.book.statements]
        self.texts = Texts(_mentions(asked), _vocabulary(routers), first.normaliser, work)
        turns = [day for router in routers for day in turns_of(router, minds_desks=minds_desks)]
        accusable: set[str] = set()
        if any(spread.has_alternates for spread in spreads):
            named = (accusable_agencies(router, minds_desks=minds_desks) for router in routers)
            accusable.update(*named)
        self.space = Space(asked, first.directory, work, turns, first_on, last_on, accusable)
        self.books = tuple(BookInQuestion(router, self.space) for router in routers)
        self._writer = WitnessWriter(self.space, self.texts)
        self._bond_of: dict[int, Formula] = {}

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
        mention_of = self.space.mention_of
        bonds = {
            variable: self._bond(variable, mention_of[variable])
            for variable, left in values.items()
            if left == PRESENT and variable not in known and variable in mention_of
        }
        return {variable: bond for variable, bond in bonds.items() if bond != ALWAYS}

    def _bond(self, variable: int, mention: Mentions) -> Formula:
        """Say what a text must have besides if it has a word or phrase; never, if it can't."""
        if variable not in self._bond_of:
            self._bond_of[variable] = self._made_bond(variable, mention)
        return self._bond_of[variable]

    def _made_bond(self, variable: int, mention: Mentions) -> Formula:
        chunks = self.texts.chunks(mention)
        if any(len(chunk.finds) == 1 for chunk in chunks):
            return ALWAYS
        if not self.texts.knows_all_chunks(mention):
            return ALWAYS  # what can't be written down will be undecided
        self.work.spend(sum(len(chunk.finds) for chunk in chunks))
        together = (AllOf(tuple(map(self._is_there, chunk.finds - {mention}))) for chunk in chunks)
        return AnyOf((Literal(variable, ABSENT), *together))

    def _is_there(self, mention: Mentions) -> Literal:
        return Literal(self.space.variable(mention), PRESENT)


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
        self._there: dict[tuple[str, bool], Formula] = {}
        self._desks: dict[str, Formula] = {}
        self.asks = tuple(map(space.formula, self.says))
        self.decides = tuple([self._decides(rank) for rank in range(len(self.asks))])
        self.work.spend(sum(formula.size for formula in self.decides))
        self.soonest = tuple(self._soonest())

    def _decides(self, rank: int) -> Formula:
        rule = self.router.book.rules[rank]
        parts = [self.asks[rank], self.in_force(rule)]
        if rule.to is not None:
            parts += self._goes_to(rule.to)
        return _simply(AllOf(tuple(parts)))

    def _goes_to(self, code: str) -> tuple[Formula, ...]:
        """Say that an agency, or who stands for it on the day of receipt, may get a complaint."""
        if code not in self.router.directory.succeeded:
            return self._receives(code)
        ways = dict.fromkeys(self.agency_on(code, day) for day in self.space.days)
        fit = (AllOf((self._stands(code, way), *self._receives(way))) for way in ways)
        return (AnyOf(tuple(fit)),)

    def agency_on(self, code: str | None, day: date) -> str:
        """Give the agency that stands for one on a day."""
        return self.router.directory.in_office(code or "", day)

    def _stands(self, code: str, agency: str) -> Formula:
        return self.space.on_days(self.agency_on(code, day) == agency for day in self.space.days)

    def destinations(self, rank: int) -> Iterator[tuple[str, Formula]]:
        """Give the agencies to which a rule sends, with the formula of when it decides so."""
        to, decides = self.router.book.rules[rank].to or "", self.decides[rank]
        if to not in self.router.directory.succeeded:
            yield to, decides
            return
        for way in dict.fromkeys(self.agency_on(to, day) for day in self.space.days):
            yield way, AllOf((decides, self._stands(to, way)))

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

    def is_there(self, code: str, *, follows: bool = True) -> Formula:
        """Say that an agency, or who stands for it, may get complaints on the day of receipt."""
        key = code, follows and code in self.router.directory.succeeded
        if key not in self._there:
            directory = self.router.directory
            self.work.spend(len(self.space.days) * (1 + len(directory.appointments_at(code))))
            ways = [self.agency_on(code, day) if key[1] else code for day in self.space.days]
            self._there[key] = self.space.on_days(
                directory.agency(way).is_active(day) and not directory.lacks_liaison(way, day)
                for way, day in zip(ways, self.space.days, strict=True)
            )
        return self._there[key]

    def desk_is(self, code: str) -> Formula:
        """Say that a complaint that no rule decides is received by an agency, strategies apart."""
        if code not in self._desks:
            self._desks[code] = self._desk(code)
        return self._desks[code]

    def _desk(self, code: str) -> Formula:
        directory = self.router.directory
        root = directory.root.code
        desks: defaultdict[Region, list[str]] = defaultdict(list)
        for agency in (one for one in directory if one.front_desk and one.code != root):
            desks[agency.region].append(agency.code)
        regions: defaultdict[tuple[str, ...], list[str | None]] = defaultdict(list)
        for region in self.space.values["region"]:
            lineage = () if region is None else Region(region).lineage()
            way_up = [desk for land in lineage for desk in desks.get(land, ())]
            regions[*way_up, root].append(region)
        routes = tuple(
            self._route_to(code, up, of_regions) for up, of_regions in regions.items() if code in up
        )
        return ALWAYS if ALWAYS in routes else AnyOf(routes)

    def _route_to(self, code: str, desks: tuple[str, ...], regions: list[str | None]) -> Formula:
        """Say that a complaint is from some regions, and which of their desks receives it."""
        sooner = map(self._does_not_receive, desks[: desks.index(code)])
        parts = (self.space.has_region(regions), *sooner)
        is_last = code == desks[-1]
        return _simply(AllOf((*parts, *(() if is_last else self._receives(code)))))

    def _receives(self, code: str) -> tuple[Formula, ...]:
        served, spared = self.space.serves(code), self.space.spares(code)
        return self.is_there(code, follows=False), served, spared

    def _does_not_receive(self, code: str) -> Formula:
        return contrary(AllOf(self._receives(code)), self.space.full)

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
        used = variables(self.decides[rank] for rank in ranks)
        names = map(self.space.opaque.get, used)
        return tuple(dict.fromkeys(name for name in names if name is not None))


def _steps_to_test(rule: Rule, statement: Statement) -> int:
    """Say what reading a rule costs: plain words are looked up all at once, phrases are not."""
    parts = sum(1 for _ in rule.when.walk())
    phrases = (clause.entry for clause in _mentions([statement]) if not _is_looked_up(clause))
    return _STEPS_A_TEST * (parts + sum(2 + len(phrase.roots) for phrase in phrases))


def _is_looked_up(mention: Mentions) -> bool:
    return mention.entry.is_plain and not mention.without and mention.manner == "any"


def _without_days(statement: Statement) -> Statement:
    """Leave open what a statement asks of the day of receipt."""
    if isinstance(statement, Received):
        return Opaque("received")
    if isinstance(statement, statements.Not):
        return statements.Not(_without_days(statement.part))
    if isinstance(statement, statements.AllOf | statements.AnyOf):
        return type(statement)(tuple(map(_without_days, statement.parts)))
    return statement


def _simply(formula: AllOf) -> Formula:
    return AllOf(tuple(part for part in formula.parts if part != ALWAYS))


def _vocabulary(routers: Sequence[Router]) -> Vocabulary:
    """Give a vocabulary with the roots of all books."""
    first, *more = (router.book.vocabulary for router in routers)
    roots = first.roots.union(*(vocabulary.roots for vocabulary in more))
    return first if roots == first.roots else Vocabulary(roots)


def _mentions(asked: Iterable[Statement]) -> Iterator[Mentions]:
    for statement in asked:
        yield from (clause for clause in clauses(statement) if isinstance(clause, Mentions))
