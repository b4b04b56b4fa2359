"""The router: from a complaint to an agency, always (*No Wrong Door*)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import itemgetter

from attrs import field, frozen

from sp4n.errors import Fault
from sp4n.model.complaint import Complaint
from sp4n.model.directory import Directory
from sp4n.quiet import shown_short
from sp4n.routing.facts import RoutingFacts
from sp4n.routing.predicates import Clause
from sp4n.routing.proposals import Proposals
from sp4n.routing.route import Outcome, Route, Source, Step, Via
from sp4n.routing.rulebook import Rule, RuleBook, misfits
from sp4n.routing.text import Normaliser, normalise
from sp4n.validation import (
    date_fault,
    function_fault,
    items_or_as_given,
    list_faults,
    refuse,
    set_faults,
    set_or_as_given,
    type_fault,
)

Strategy = Callable[[RoutingFacts], Iterable[str]]
"""Your own way to choose, a classifier say: agency codes, the best first; none when unsure."""


def strategies_of(given: Iterable[Strategy]) -> tuple[Strategy, ...]:
    """Take in strategies; what is not iterable stays as it is, to be refused."""
    return items_or_as_given(given)


@shown_short
@frozen
class Router:
    """Routes complaints by a directory and a rule book; it can't return nothing.

    The rules are read from the top. The first one that matches decides, if its agency, or the first
    of its alternates, may have the complaint: it is competent (active, region, category), the
    complaint accuses neither it nor one above it, it was not tried before, and it is not without a
    liaison officer (*pejabat penghubung*) on the day of receipt while its parent has one; the root
    has no parent. Once an agency has ended, a rule sends to the one that follows it; where several
    do, it is passed over. Remarks (rules without an agency) add their proposals wherever they
    stand. When no rule decides, the strategies are asked in order; then the front desks from the
    complaint's region upward, under the same conditions; and at last the root, come what may.

    Code that was plugged in can't stop it: a predicate or strategy that raises, or answers with
    anything but an answer, is passed over, and for such a normaliser `normalise` steps in. The
    words of the rules are read by the same normaliser as the complaints: the book anew, where need
    be.

    Construction refuses, all at once (InvalidValue): rules with agencies that the directory does
    not have, or with categories that its tree does not have; and then words of rules that the
    normaliser can't read.

    >>> from datetime import datetime, timezone
    >>> from sp4n.model import Agency
    >>> from sp4n.routing import AnyWord
    >>> directory = Directory([
    ...     Agency("NASIONAL", "Admin nasional"),
    ...     Agency("KOTA", "Kota Contoh", parent="NASIONAL", region="99.71", front_desk=True),
    ...     Agency("DPU", "Dinas Pekerjaan Umum", parent="KOTA", region="99.71"),
    ... ])
    >>> book = RuleBook([Rule("broken-road", AnyWord(["lubang", "aspal"]), to="DPU")])
    >>> router = Router(directory, book)
    >>> complaint = Complaint("1", "Jalan", "Jalan berlubang", datetime.now(timezone.utc),
    ...     region="99.71")
    >>> print(router.route(complaint, on=date(2026, 1, 5)))
    DPU (rule broken-road; any_word: berlubang ← lubang)
    >>> print(router.route(complaint, on=date(2026, 1, 5), excluding=["DPU"]))
    KOTA (front desk)
    """

    directory: Directory
    book: RuleBook = field(factory=RuleBook)
    strategies: tuple[Strategy, ...] = field(default=(), converter=strategies_of)
    normaliser: Normaliser = field(default=normalise, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            type_fault(Directory, self.directory, "directory", "directory"),
            type_fault(RuleBook, self.book, "book", "rule_book"),
            *list_faults(object, self.strategies, "strategies", "function"),
            function_fault(self.normaliser, "normaliser"),
        )
        refuse(
            *(
                function_fault(strategy, f"strategies[{at}]")
                for at, strategy in enumerate(self.strategies)
            )
        )
        refuse(*misfits(enumerate(self.book), self.directory))
        object.__setattr__(self, "book", self.book.read_by(self.normaliser))

    @property
    def strategy_names(self) -> tuple[str, ...]:
        """What its strategies are called, in order."""
        return tuple(map(_name, self.strategies))

    def facts(
        self, complaint: Complaint, on: date, *, normaliser: Normaliser | None = None
    ) -> RoutingFacts:
        """Prepare a complaint as the rules see it, read by the router's own normaliser."""
        return RoutingFacts.of(
            complaint,
            categories=self.directory.categories,
            on=on,
            vocabulary=self.book.vocabulary,
            normaliser=self.normaliser if normaliser is None else normaliser,
        )

    def route(self, complaint: Complaint, *, on: date, excluding: Iterable[str] = ()) -> Route:
        """Find the agency for a complaint that was received on a day.

        Args:
            complaint: As it came.
            on: The day of receipt.
            excluding: The agencies that were tried before; only the root is used even so.

        Raises:
            InvalidValue: An argument is of a wrong type; nothing else is ever raised.
        """
        walk = self._walk(complaint, on, excluding)
        return walk.route(self.book, self.strategies)

    def deciding_rule(
        self, complaint: Complaint, *, on: date, excluding: Iterable[str] = ()
    ) -> Rule | None:
        """Find only the rule that decides, the one that `route` names, without saying why.

        None when no rule does, so that the complaint goes to whom strategies and desks say. The
        arguments, and what is raised, are those of `route`.
        """
        return next(self.deciding_rules(complaint, on=on, excluding=excluding), None)

    def deciding_rules(
        self,
        complaint: Complaint,
        *,
        on: date,
        excluding: Iterable[str] = (),
        reading: Callable[[Rule], object] = bool,
    ) -> Iterator[Rule]:
        """Walk over the rules that would decide, each if none of those before it did.

        `reading` is told of every rule that is read for it; all else is as for `route`.
        """
        return self._walk(complaint, on, excluding).deciders(self.book, reading)

    def remarks(self, rule: Rule, complaint: Complaint, *, on: date) -> bool:
        """Tell whether a rule without an agency remarks a complaint; InvalidValue as for `route`.

        >>> from sp4n.sample import sample_complaints, sample_policy
        >>> router, complaint = sample_policy().router, sample_complaints(1)[0]
        >>> router.remarks(router.book.rules[0], complaint, on=date(2026, 1, 5))
        False
        """
        walk = self._walk(complaint, on, ())
        looked_at = any(remark is rule for _, remark in self.book.remarks(walk.facts))
        return looked_at and walk.matches(rule) and rule.is_in_force(on)

    def _walk(self, complaint: Complaint, on: date, excluding: Iterable[str]) -> "_Walk":
        tried = set_or_as_given(excluding)
        if tried != frozenset() or type(complaint) is not Complaint or type(on) is not date:
            refuse(
                type_fault(Complaint, complaint, "complaint", "complaint"),
                date_fault(on, "on"),
                *set_faults(_text_fault, tried, "excluding"),
            )
        facts, failed = self._read(complaint, on)
        return _Walk(self.directory, complaint, on, tried, facts, failed)

    def _read(self, complaint: Complaint, on: date) -> tuple[RoutingFacts, tuple[Step, ...]]:
        """Prepare a complaint, by `normalise` when the normaliser of one's own fails."""
        try:
            return self.facts(complaint, on), ()
        except Exception:  # noqa: BLE001  # foreign code must not cost a citizen the way
            failed = Step("normaliser", Outcome.FAILED, None, _name(self.normaliser))
            return self.facts(complaint, on, normaliser=normalise), (failed,)


class _Walk:
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
        for strategy in strategies:
            name = _name(strategy)
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
        self.trace.append(Step(source, outcome, agency, rule, clauses))


_NOTHING = Proposals()


def _name(code: object) -> str:
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


def _text_fault(value: object, where: str) -> Fault | None:
    return type_fault(str, value, where, "text")
