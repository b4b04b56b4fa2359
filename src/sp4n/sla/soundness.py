"""Soundness of clocks: no open case without a running clock or a timer.

Whether a clock runs in a status depends on the way to it: an answer stops it, a reply may let it
run on, a return may end it. So all ways are walked, and `sp4n.sla` reads the clocks of each: there
is no second idea of when a clock runs.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from attrs import evolve, frozen

from sp4n.findings import Finding, Severity, finding
from sp4n.model import Actor, Complaint
from sp4n.sla.clocks import Walk
from sp4n.sla.history import ACCEPTED, History
from sp4n.sla.moments import COMPLETE, SUBMITTED
from sp4n.sla.standards import Standard
from sp4n.work import BudgetExceeded, Work
from sp4n.workflow import Case, Effect, Event, Phase, Workflow
from sp4n.workflow.case import case_after
from sp4n.workflow.events import SUBMIT
from sp4n.workflow.status import PHASE_LABELS
from sp4n.workflow.ways import lasts

_AT = datetime(2000, 1, 1, tzinfo=UTC)  # any instant will do: when something happens matters not
_COMPLAINT = Complaint("X-0001", "X", "X", _AT)
_BY_HOLDER = frozenset({"ask", "answer", "answer.interim", "answer.final"})
_SYSTEM = Actor.system()
_STEPS = 400_000  # own choice: so many events are read, for all clocks on all ways


def check_clocks(
    workflow: Workflow, standards: Iterable[Standard], on: date | None = None
) -> tuple[Finding, ...]:
    """Find the open statuses in which a case can wait with no clock running and no timer.

    The witness is the shortest way on which that happens. A clock that stands still does not count:
    who waits for a reporter without a timer may wait for ever. Nor does a timer that some case does
    not have, because of a guard or a field that nobody fills in. The standards are those that hold
    for a complaint received on a day; without a day, those without end. Cases that began in
    another system are not judged: what ran there is unknown. Where so many standards run in so many
    ways that not all are walked, the statuses that are left are told (``clocks_undecided``).
    """
    clocks = _different(standard for standard in standards if _holds(standard, on))
    timed = {status.code for status in workflow.statuses if _has_a_timer(workflow, status.code)}
    by_status: dict[str, Finding] = {}
    left: tuple[str, ...] = ()
    try:
        for life in _lives(workflow, clocks, Work(_STEPS)):
            status = life.case.status
            if status not in by_status and life.stands_still and status not in timed:
                where = f"workflow.status.{status}"
                standstill = finding("open_without_clock", Severity.ERROR, where, status=status)
                by_status[status] = evolve(standstill, witness=life.witness)
    except BudgetExceeded:
        open_ones = (status.code for status in workflow.statuses if status.phase.is_open)
        left = tuple(code for code in open_ones if code not in by_status and code not in timed)
    told = tuple(by_status[status.code] for status in workflow.statuses if status.code in by_status)
    return (*told, *_undecided(left))


def check_standards(
    workflow: Workflow,
    standards: tuple[Standard, ...],
    without_clock: Iterable[Finding],
    on: date | None = None,
) -> tuple[Finding, ...]:
    """Find the phases in which nothing is measured, and the standards that are not in force.

    `without_clock` is what `check_clocks` found: what it says is not said again.
    """
    phases = _check_phases(workflow, standards, without_clock)
    words = [
        finding
        for place, standard in enumerate(standards)
        for finding in _check_words(workflow, standard, f"standard[{place}]")
    ]
    extensions = _check_extensions(workflow, standards)
    return (*phases, *words, *extensions, *_check_validity(standards, on))


def _check_extensions(workflow: Workflow, standards: tuple[Standard, ...]) -> Iterator[Finding]:
    """Find more time that nobody can take, and steps that can't take any."""
    kinds = filter(None, map(workflow.command, (row.command for row in workflow.transitions)))
    may_extend = any(Effect.EXTEND in kind.effects for kind in kinds)
    granting = [place for place, one in enumerate(standards) if one.extension is not None]
    if may_extend and not granting:
        yield finding("command_without_extension", Severity.WARNING, "workflow")
    for place in () if may_extend else granting:
        where, code = f"standard[{place}].extension", standards[place].code
        yield finding("extension_without_command", Severity.WARNING, where, standard=code)


def _check_words(workflow: Workflow, standard: Standard, where: str) -> Iterator[Finding]:
    """Find what is legal but surely not meant: what never starts, stops or counts."""
    come, code = _moments_of(workflow), standard.code
    if come.isdisjoint(standard.starts):
        yield finding("standard_never_starts", Severity.ERROR, f"{where}.starts", standard=code)
    if come.isdisjoint(standard.stops):
        yield finding("standard_never_stops", Severity.ERROR, f"{where}.stops", standard=code)
    first = {workflow.phases[workflow.initial]} if SUBMITTED in standard.starts else set[Phase]()
    if first.union(standard.starts) & set(standard.stops):
        yield finding("standard_met_at_once", Severity.WARNING, f"{where}.stops", standard=code)
    if standard.moments.again == "restart" and _BY_HOLDER.intersection(standard.starts):
        yield finding("restarts_by_holder", Severity.WARNING, f"{where}.again", standard=code)
    for place, (when, _) in enumerate(standard.by_condition):
        if any(earlier.covers(when) for earlier, _ in standard.by_condition[:place]):
            at = f"{where}.limits[{place}]"
            yield finding("limit_never_counts", Severity.WARNING, at, standard=code)


def _moments_of(workflow: Workflow) -> set[str]:
    """Give the moments that may come to a case in a table."""
    phases = {status.phase for status in workflow.statuses}
    kinds = [kind for row in workflow.transitions if (kind := workflow.command(row.command))]
    come = {SUBMITTED, *(phase.value for phase in phases)}
    come |= {COMPLETE} if phases & ACCEPTED else set()
    for kind in kinds:
        come |= {effect.value for effect in kind.effects}
        if Effect.ANSWER in kind.effects:
            come |= {"answer.final", Effect.DECIDE.value}
            come |= {"answer.interim"} if kind.field_named("answer_kind") else set()
    return come


def _check_phases(
    workflow: Workflow, standards: tuple[Standard, ...], without_clock: Iterable[Finding]
) -> Iterator[Finding]:
    """Warn of a phase in which nothing but timers runs; worse is said already."""
    codes = {str(dict(standstill.facts).get("status")) for standstill in without_clock}
    said = {status.phase for status in workflow.statuses if status.code in codes}
    there = {status.phase for status in workflow.statuses}
    for phase in (Phase.NEW, Phase.ASSIGNED):
        measured = any(standard.measures(phase) for standard in standards)
        if phase in there - said and not measured:
            where = f"standard.starts.{phase.value}"
            unmeasured = finding("phase_without_clock", Severity.WARNING, where, phase=phase.value)
            yield evolve(unmeasured, words=(("phase", PHASE_LABELS[phase]),))


def _check_validity(standards: tuple[Standard, ...], on: date | None) -> Iterator[Finding]:
    for place, standard in enumerate(standards):
        if on is not None and not standard.is_valid(on):
            where = f"standard[{place}].valid"
            yield finding(
                "no_standard_in_force", Severity.WARNING, where, standard=standard.code, on=on
            )


def _undecided(statuses: tuple[str, ...]) -> Iterator[Finding]:
    if statuses:
        where = "workflow.status"
        yield finding("clocks_undecided", Severity.WARNING, where, statuses=statuses)


def _has_a_timer(workflow: Workflow, status: str) -> bool:
    return any(lasts(workflow, row) for row in workflow.timers(status))


def _holds(standard: Standard, on: date | None) -> bool:
    return standard.valid_until is None if on is None else standard.is_valid(on)


def _different(standards: Iterable[Standard]) -> tuple[Standard, ...]:
    """Leave out the standards whose clocks run exactly when that of another one does."""
    by_times = {standard.moments: standard for standard in standards}
    return tuple(by_times.values())


_Clock = tuple[bool, tuple[object, ...]]
"""Whether a clock runs, and all that its future depends on."""


@frozen
class _Life:
    """A case on one of its ways through the table, and its clocks."""

    case: Case
    clocks: tuple[_Clock, ...]
    witness: tuple[str, ...]

    @property
    def stands_still(self) -> bool:
        """Tell whether the case is open, and none of its clocks runs."""
        return self.case.is_open and not any(runs for runs, _ in self.clocks)


def _lives(workflow: Workflow, standards: tuple[Standard, ...], work: Work) -> Iterator[_Life]:
    """Walk every way on which status or clocks become what they were not before; shortest first."""
    first = _life(_received(workflow), standards, (workflow.initial,))
    steps = _steps(workflow)
    seen = {(first.case.status, first.clocks)}
    waiting = deque([first])
    while waiting:
        life = waiting.popleft()
        yield life
        for event in steps.get(life.case.status, ()):
            work.spend((1 + len(standards)) * (1 + life.case.version))
            case = case_after(life.case, evolve(event, number=life.case.version + 1))
            after = _life(case, standards, (*life.witness, event.kind, event.status))
            if (case.status, after.clocks) not in seen:
                seen.add((case.status, after.clocks))
                waiting.append(after)


def _received(workflow: Workflow) -> Case:
    phase = workflow.status(workflow.initial).phase
    first = Event(1, SUBMIT, _AT, _SYSTEM, workflow.initial, phase, (Effect.ASSIGN,), ("X",))
    return Case.from_events(_COMPLAINT, (first,))


def _steps(workflow: Workflow) -> Mapping[str, list[Event]]:
    """What may happen in each status, each thing that differs for the clocks once.

    What undoes a joining leads back to what was met on the way to it.
    """
    steps: defaultdict[str, list[Event]] = defaultdict(list)
    seen: set[tuple[str, str, tuple[Effect, ...]]] = set()
    for row in workflow.transitions:
        kind = workflow.command(row.command)
        effects = kind.effects if kind else ()
        if "host_lets_go" in row.guards:
            continue
        if (row.source, row.target, effects) not in seen:
            seen.add((row.source, row.target, effects))
            phase = workflow.status(row.target).phase
            event = Event(2, row.command, _AT, _SYSTEM, row.target, phase, effects, ("X",))
            steps[row.source].append(event)
    return steps


def _life(case: Case, standards: tuple[Standard, ...], witness: tuple[str, ...]) -> _Life:
    history = History(case)
    return _Life(case, tuple(_clock(standard, history) for standard in standards), witness)


def _clock(standard: Standard, history: History) -> _Clock:
    walk = Walk(standard.moments, history)
    walk.go()
    return walk.runs, walk.future
