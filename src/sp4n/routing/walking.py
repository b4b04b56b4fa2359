"""Walking: one complaint's way through the rules, the strategies and the front desks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import itemgetter

from sp4n.model.complaint import Complaint
from sp4n.model.directory import Directory
from sp4n.routing.facts import RoutingFacts
from sp4n.routing.predicates import Clause
from sp4n.routing.proposals import Proposals
from sp4n.routing.route import Outcome, Route, Source, Step, Via
from sp4n.routing.rulebook import Rule, RuleBook

Strategy = Callable[[RoutingFacts], Iterable[str]]
"""Your own way to choose, a classifier say: agency codes, the best first; none when unsure."""


class Walk:
    """One complaint's way through rules, strategies and desks; the trace grows as it goes."""

    def __init__(
        self,
        directory: Directory,
        complaint: Complaint,
        on: date,
        tried: frozenset[str],
        facts: RoutingFacts,
        failed: Iterable[Step],
    ) -> None:
        self.directory = directory
        self.complaint = complaint
        self.on = on
        self.tried = tried.union(map(self.in_office, tried))
        self.facts = facts
        self.trace = list(failed)
        self.proposals = _NOTHING
        self.helpers: list[str] = []

    def route(self, book: RuleBook, strategies: Iterable[Strategy]) -> Route:
        """Ask rules, strategies and front desks in turn, and the root when nobody takes it."""
        step = self.by_rule(book)
        if step is not None and step.agency is not None:
            return self.arrive(step.agency, "rule", step.rule)
        self.trace.append(Step("rule", Outcome.NO_RULE))
        agency = self.by_strategy(strategies)
        if agency is not None:
            return self.arrive(agency, "classifier", None)
        agency = self.by_desk()
        if agency is not None:
            return self.arrive(agency, "front_desk", None)
        return self.arrive(self.last_resort(), "root", None)

    def in_office(self, code: str) -> str:
        """Who stands for an agency on the day: its successor, once it has ended."""
        return self.directory.in_office(code, self.on)

    def arrive(self, agency: str, via: Via, rule: str | None) -> Route:
        """Give the route to an agency, with those that help it."""
        supporting = tuple(self.allowed_helpers(agency))
        return Route(agency, via, supporting, rule, tuple(self.trace), self.proposals)

    def by_rule(self, book: RuleBook) -> Step | None:
        """Read the rules that may match; give the deciding step, and gather what all propose."""
        deciding, remarks = book.deciding(self.facts), book.remarks(self.facts)
        met = sorted([*self.met(deciding), *self.met(remarks)], key=itemgetter(0))
        for _, rule, steps in met:
            self.take(rule, steps)
        last = (steps[-1] for _, _, steps in met)
        return next((step for step in last if step.outcome is Outcome.DECIDED), None)

    def met(self, rules: Iterable[tuple[int, Rule]]) -> Iterator[tuple[int, Rule, Sequence[Step]]]:
        """Walk over the rules that match, or fail to answer, up to the one that decides."""
        for rank, rule in rules:
            steps = self.read(rule)
            if steps:
                yield rank, rule, steps
                if steps[-1].outcome is Outcome.DECIDED:
                    return

    def read(self, rule: Rule) -> tuple[Step, ...]:
        """Say what comes of a rule and of each of its agencies; nothing when it does not match."""
        try:
            if not rule.when.test(self.facts):
                return ()
        except Exception:  # noqa: BLE001  # foreign code must not cost a citizen the way
            return (Step("rule", Outcome.FAILED, rule.to, rule.id),)
        clauses, outcomes = self.explained(rule), self.outcomes_of(rule)
        return tuple(Step("rule", came, code, rule.id, clauses) for code, came in outcomes)

    def take(self, rule: Rule, steps: Sequence[Step]) -> None:
        """Note what came of a rule, and take what it proposes."""
        self.trace += steps
        step = steps[-1]
        if step.outcome not in {Outcome.FAILED, Outcome.NOT_IN_FORCE}:
            self.proposals = self.proposals.then(rule.propose)
        if step.outcome in {Outcome.DECIDED, Outcome.REMARKED}:
            self.helpers += rule.supporting

    def deciders(self, book: RuleBook, reading: Callable[[Rule], object]) -> Iterator[Rule]:
        """Walk over the rules that may decide, and nothing else."""
        for _, rule in book.deciding(self.facts):
            reading(rule)
            if self.matches(rule) and self.decides(rule):
                yield rule

    def matches(self, rule: Rule) -> bool:
        """Test a rule; one that raises is false."""
        try:
            return bool(rule.when.test(self.facts))
        except Exception:  # noqa: BLE001  # as above
            return False

    def explained(self, rule: Rule) -> tuple[Clause, ...]:
        """Ask a rule by what it matched; one that can't say leaves its answer unexplained."""
        try:
            clauses = rule.when.explain(self.facts).clauses
            return clauses if all(map(_is_sound, clauses)) else ()
        except Exception:  # noqa: BLE001  # as above: the answer stands without its explanation
            return ()

    def outcomes_of(self, rule: Rule) -> Iterator[tuple[str | None, Outcome]]:
        """Walk over a rule's agencies up to the one that may have the complaint."""
        if not rule.is_in_force(self.on):
            yield rule.to and self.in_office(rule.to), Outcome.NOT_IN_FORCE
        elif rule.to is None:
            yield None, Outcome.REMARKED
        else:
            for code in map(self.in_office, rule.destinations):
                objection = self.objection(code)
                yield code, objection or Outcome.DECIDED
                if objection is None:
                    return

    def decides(self, rule: Rule) -> bool:
        """Tell whether one of a rule's agencies may have the complaint."""
        in_force, codes = rule.is_in_force(self.on), map(self.in_office, rule.destinations)
        return in_force and any(self.objection(code) is None for code in codes)

    def objection(self, code: str) -> Outcome | None:
        """Say why an agency may not have the complaint; None when it may."""
        if code not in self.directory:
            return Outcome.UNKNOWN_AGENCY
        if self.directory.hangs_below(code, self.complaint.accused, self.on):
            return Outcome.ACCUSED
        if code in self.tried:
            return Outcome.TRIED
        if not self.directory.agency(code).is_active(self.on):
            return Outcome.INACTIVE
        competent = self.directory.is_competent(
            code, region=self.complaint.region, category=self.complaint.category, on=self.on
        )
        if not competent:
            return Outcome.NOT_COMPETENT
        return Outcome.NO_LIAISON if self.directory.lacks_liaison(code, self.on) else None

    def by_strategy(self, strategies: Iterable[Strategy]) -> str | None:
        """Find the first suggestion of the strategies that may have the complaint."""
        for strategy in strategies:
            name = name_of(strategy)
            for code in self.suggested(strategy, name):
                outcome = self.objection(code) or Outcome.DECIDED
                self.step("classifier", outcome, code, name)
                if outcome is Outcome.DECIDED:
                    return code
        return None

    def suggested(self, strategy: Strategy, name: str) -> tuple[str, ...]:
        """Ask a strategy; what raises or is not a code is passed over, and the trace says so."""
        try:
            answer = strategy(self.facts)
            given: tuple[object, ...] = (answer,) if isinstance(answer, str) else tuple(answer)
        except Exception:  # noqa: BLE001  # foreign code must not cost a citizen the way
            given = (None,)
        codes = tuple(self.in_office(code) for code in given if isinstance(code, str))
        if len(codes) < len(given):
            self.step("classifier", Outcome.FAILED, None, name)
        return codes

    def by_desk(self) -> str | None:
        """Find the lowest front desk that may have the complaint, below the root."""
        root = self.directory.root.code
        for desk in self.directory.front_desks(self.complaint.region, self.on):
            if desk.code != root:
                outcome = self.objection(desk.code) or Outcome.DECIDED
                self.step("front_desk", outcome, desk.code)
                if outcome is Outcome.DECIDED:
                    return desk.code
        return None

    def last_resort(self) -> str:
        """Take the root, even if something speaks against it; the trace says what."""
        root = self.directory.root.code
        objection = self.objection(root)
        if objection is not None:
            self.step("root", objection, root)
        self.step("root", Outcome.DECIDED, root)
        return root

    def allowed_helpers(self, lead: str) -> Iterator[str]:
        """Walk over the agencies that help, each once, without those that may not and the lead."""
        for code in dict.fromkeys(map(self.in_office, self.helpers)):
            objection = self.objection(code)
            if objection is not None:
                self.step("supporting", objection, code)
            elif code != lead:
                yield code

    def step(
        self,
        source: Source,
        outcome: Outcome,
        agency: str | None,
        rule: str | None = None,
        clauses: tuple[Clause, ...] = (),
    ) -> None:
        """Note a step in the trace."""
        self.trace.append(Step(source, outcome, agency, rule, clauses))


_NOTHING = Proposals()


def name_of(code: object) -> str:
    """Name what was plugged in: by its own name when it has one, else by its type's."""
    try:
        name = getattr(code, "__name__", None)
    except Exception:  # noqa: BLE001  # even its name is foreign code
        name = None
    return name if isinstance(name, str) else type(code).__name__


def _is_sound(clause: object) -> bool:
    """Tell whether a clause can be shown: foreign code may have put anything into it."""
    if not isinstance(clause, Clause):
        return False
    kinds = set(map(type, (clause.name, *clause.asked, *clause.found)))
    return all(issubclass(kind, str) for kind in kinds)
