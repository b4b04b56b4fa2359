"""Rights: what a lawyer would ask of a workflow that is not LAPOR!'s own.

Can a case be closed without an answer; who gains a right over whom; may the reporter do what is for
the office to do; may the system end what nobody touched. Compared is by deeds and phases
(`sp4n.workflow.deeds`): a row that only has other words for what LAPOR! does is never told.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache

from attrs import evolve, frozen

from sp4n.findings import Finding, Severity, finding
from sp4n.labels import Described, Message, Wording
from sp4n.model.officer import REPORTER, SYSTEM, WHO_LABELS
from sp4n.workflow.asking import cell_of
from sp4n.workflow.authority_table import Relation, Standing
from sp4n.workflow.deeds import (
    DEED_LABELS,
    Deed,
    Rights,
    accepted_gains,
    deeds,
    furthest,
    meaning,
    requires,
    rights,
)
from sp4n.workflow.fields import FieldKind
from sp4n.workflow.lapor import LAPOR
from sp4n.workflow.status import Phase
from sp4n.workflow.transition import Transition
from sp4n.workflow.ways import Graph, Way, by_source, lasts, marked_ways, witness_of
from sp4n.workflow.workflow import Workflow

_SAFE: Mapping[str, int] = {"calendar days": 30, "working days": 26, "working hours": 26 * 8}
"""From which number on a limit can't be shorter than the 30 days of UU 25/2009 art. 44(4)-(5) (own
choice: at worst six working days a week of eight hours, and no holiday)."""

_OWN_END = frozenset({Deed.CLOSE, Deed.ARCHIVE})
_NEEDS_A_REASON = frozenset({Deed.GIVE_BACK, Deed.ASK, Deed.ARCHIVE})
_OFFICERS_ALONE = frozenset(
    {"below_own_agency", "has_units_below", "other_takes_in", "host_lets_go"}
)
_UNTOUCHED = (Phase.NEW, Phase.ASSIGNED)
_MOVES = frozenset({Deed.ASSIGN_BELOW, Deed.GIVE_BACK, Deed.ESCALATE})

_OVER: Mapping[Relation, Wording] = {
    Relation.HOLDER: Message("rights.over_holder"),
    Relation.ABOVE: Message("rights.over_above"),
    Relation.INVOLVED: Message("rights.over_involved"),
    Relation.ANY: Message("rights.over_any"),
}

_LOST: Mapping[str, Wording] = {
    "withdraw": Message("rights.lost_withdraw"),
    "reply": Message("rights.lost_reply"),
    "complete": Message("rights.lost_complete"),
}


def check_rights(workflow: Workflow) -> tuple[Finding, ...]:
    """Find what a workflow allows against the citizen, and what it allows beyond LAPOR!.

    Each witness is the shortest way that ends with what is found; from a status that only adopted
    cases can be in, that row alone. What LAPOR!'s own rows do is never told; what an extension in
    use is known to do is told as accepted.

    >>> from sp4n.workflow.lapor import LAPOR
    >>> check_rights(LAPOR)
    ()
    """
    survey = _Survey.of(workflow)
    return (
        *_closed_without_answer(survey),
        *_system_ends_untouched(survey),
        *_reporter_decides(survey),
        *_in_anothers_name(survey),
        *_answer_without_words(survey),
        *_no_reason_required(survey),
        *_gains(survey),
        *_losses(survey),
        *_cut_short(survey),
    )


@frozen
class _Survey:
    """A workflow, the rows of it that can be taken with what each does, and the ways to them."""

    workflow: Workflow
    rows: Graph
    done: Mapping[Transition, frozenset[Deed]]
    unanswered: Mapping[str, Way]
    untouched: Mapping[str, Way]
    ways: Mapping[str, Way]

    @classmethod
    def of(cls, workflow: Workflow) -> "_Survey":
        taken = (_as_it_is_taken(workflow, row) for row in workflow.transitions)
        done = {row: deeds(workflow, row) for row in taken if row is not None}
        graph, phases = by_source(done), workflow.phases

        def unmarked(mark: Callable[[bool, Transition], bool]) -> Mapping[str, Way]:
            marked = marked_ways(graph, workflow.initial, mark)
            return {status: way for (status, is_marked), way in marked.items() if not is_marked}

        return cls(
            workflow,
            graph,
            done,
            unmarked(lambda answered, row: answered or Deed.ANSWER in done[row]),
            unmarked(lambda touched, row: _is_touched(touched, row, done[row], phases[row.target])),
            unmarked(lambda _, __: False),
        )

    def phase(self, status: str) -> Phase:
        return self.workflow.phases[status]

    def ends(self, row: Transition) -> bool:
        """Tell whether a row ends what was open."""
        return self.phase(row.source).is_open and not self.phase(row.target).is_open

    def ends_untouched(self, row: Transition) -> bool:
        """Tell whether the system ends by a row what no officer of its holder has acted on."""
        return SYSTEM in row.who and self.ends(row) and row.source in self.untouched

    def finding(
        self,
        code: str,
        severity: Severity,
        row: Transition,
        way: Way | None = None,
        **named: "_Named",
    ) -> Finding:
        """Make a finding about a row; its witness is the shortest way, unless another shows it."""
        before = self.ways.get(row.source, ()) if way is None else way
        codes = {name: value.codes for name, value in named.items()}
        where = f"workflow.status.{row.source}"
        about_row = finding(code, severity, where, status=row.source, command=row.command, **codes)
        words = tuple((name, value.label) for name, value in named.items())
        return evolve(about_row, witness=witness_of((*before, row)), words=words)


_ALL = Message("rights.all")


@frozen
class _Named:
    """Codes, and how all of them together are called."""

    codes: tuple[str, ...]
    label: Described

    @classmethod
    def of(cls, called: Mapping[str, Wording]) -> "_Named":
        return cls(tuple(called), _ALL.given(names=tuple(called.values())))


def _people(actors: Iterable[str]) -> _Named:
    return _Named.of({str(actor): WHO_LABELS[actor] for actor in actors})


def _deeds(done: Iterable[Deed]) -> _Named:
    return _Named.of({deed.value: DEED_LABELS[deed] for deed in furthest(done)})


def _as_it_is_taken(workflow: Workflow, row: Transition) -> Transition | None:
    """Leave to a row only those who can ever take it; None if nobody can.

    Reporter and system act for no agency, so that no guard finds anything below theirs; and the
    system fills in no field.
    """
    if row.after is not None and workflow.kind_of(row).required:
        return None
    if _OFFICERS_ALONE.isdisjoint(row.guards) or row.officers == row.who:
        return row
    return evolve(row, who=row.officers) if row.officers else None


def _is_touched(touched: bool, row: Transition, done: frozenset[Deed], target: Phase) -> bool:  # noqa: FBT001
    """Tell whether an officer has acted on a case since it came to whoever holds it."""
    if target in _UNTOUCHED or not _MOVES.isdisjoint(done):
        return False
    return touched or row.officers == row.who


def _closed_without_answer(survey: _Survey) -> Iterator[Finding]:
    """Give each command by which a case can be closed on a way without an answer, once a status.

    That only the reporter may do so is their wish, yet the case counts as settled.
    """
    closing: defaultdict[tuple[str, str], list[Transition]] = defaultdict(list)
    for row, done in survey.done.items():
        if Deed.CLOSE in done and Deed.ANSWER not in done and row.source in survey.unanswered:
            closing[row.source, row.command].append(row)
    for (source, _), rows in closing.items():
        actors = dict.fromkeys(actor for row in rows for actor in row.who)
        severity = Severity.WARNING if set(actors) == {REPORTER} else Severity.ERROR
        yield survey.finding(
            "closed_without_answer",
            severity,
            rows[0],
            survey.unanswered[source],
            who=_people(actors),
        )


def _system_ends_untouched(survey: _Survey) -> Iterator[Finding]:
    for row in filter(survey.ends_untouched, survey.done):
        way = survey.untouched[row.source]
        yield survey.finding("system_ends_untouched", Severity.ERROR, row, way)


def _reporter_decides(survey: _Survey) -> Iterator[Finding]:
    """Give what the reporter may do beyond what is theirs: to end their own case and to ask on."""
    for row, done in survey.done.items():
        if REPORTER not in row.who:
            continue
        phase = survey.phase(row.source)
        theirs = _lapor_rights().get((REPORTER, phase), frozenset())
        theirs |= _OWN_END if phase.is_open else {Deed.RATE}
        theirs |= {Deed.REVIVE} if phase is Phase.CLOSED else set()
        theirs |= {Deed.PROTECT, Deed.ACCUSE}  # at any time, as when they submit it
        if done - theirs:
            beyond = _deeds(done - theirs)
            yield survey.finding("reporter_decides", Severity.ERROR, row, deeds=beyond)


def _in_anothers_name(survey: _Survey) -> Iterator[Finding]:
    """Give the rows to an end whose label in LAPOR! says that others brought it about.

    Whoever names the document in which these others say so acts for them.
    """
    for row in survey.done:
        own = _lapor_ends().get(row.target, ())
        if (
            not own
            or "letter_is_named" in row.guards
            or LAPOR.phases[row.target] is not survey.phase(row.target)
        ):
            continue
        wrong = [actor for actor in row.who if _hand(actor) not in map(_hand, own)]
        if wrong and row.source != row.target:
            yield survey.finding(
                "in_anothers_name",
                Severity.ERROR,
                row,
                who=_people(wrong),
                others=_people(own),
                target=_Named((row.target,), LAPOR.status(row.target).label),
            )


def _hand(actor: str) -> str:
    return actor if actor in (REPORTER, SYSTEM) else "officer"


def _answer_without_words(survey: _Survey) -> Iterator[Finding]:
    for row, done in survey.done.items():
        kind = survey.workflow.kind_of(row)
        if Deed.ANSWER in done and not requires(kind, FieldKind.TEXT):
            yield survey.finding("answer_without_words", Severity.ERROR, row)


def _no_reason_required(survey: _Survey) -> Iterator[Finding]:
    """Give the rows by which officers turn a case away, or make it wait, and need not say why.

    A document that has to be named says why.
    """
    for row, done in survey.done.items():
        turned = _NEEDS_A_REASON & done if row.officers and Deed.JOIN not in done else ()
        kind = survey.workflow.kind_of(row)
        says_why = "letter_is_named" in row.guards
        if turned and not says_why and not requires(kind, FieldKind.TEXT, FieldKind.CHOICE):
            who, turning = _people(row.officers), _deeds(turned)
            yield survey.finding(
                "no_reason_required", Severity.WARNING, row, who=who, deeds=turning
            )


def _gains(survey: _Survey) -> Iterator[Finding]:
    """Give what officers and the system may do that they may not in LAPOR!, and over whom."""
    accepted = accepted_gains(survey.workflow)
    for row, done in survey.done.items():
        if survey.ends_untouched(row):
            continue  # worse is said already
        gaining: defaultdict[frozenset[Deed], list[str]] = defaultdict(list)
        for actor in row.who:
            had = _lapor_rights().get((actor, survey.phase(row.source)), frozenset())
            if actor != REPORTER and done - had:
                gaining[done - had].append(actor)
        because = accepted.get(meaning(survey.workflow, row)) if gaining else None
        for gained, actors in gaining.items():
            who, over = _people(actors), _over(survey.workflow, row, actors)
            if over is None:
                continue  # no part is open where a case is over: nobody may give one
            gain = survey.finding(
                "gains_a_right", Severity.WARNING, row, who=who, deeds=_deeds(gained), over=over
            )
            yield evolve(gain, accepted_because=because)


def _over(workflow: Workflow, row: Transition, actors: Iterable[str]) -> _Named | None:
    """Ask over whose cases some may take a row: their own agency's, those below, all, or none."""
    relations = [
        relation
        for relation in _OVER
        for actor in actors
        if (actor == SYSTEM) == (relation is Relation.ANY)
        if cell_of(workflow, Standing(actor, relation), row.source, workflow.kind_of(row))
    ]
    return _Named((relations[-1].value,), _OVER[relations[-1]]) if relations else None


def _losses(survey: _Survey) -> Iterator[Finding]:
    """Give the open statuses in which the reporter can't always do what LAPOR! lets them do."""
    for status in survey.workflow.statuses:
        rows = survey.rows.get(status.code, ())
        if not rows or status.code not in survey.ways or not status.phase.is_open:
            continue
        theirs = (row for row in rows if _is_the_reporters(survey.workflow, row))
        lost = _lost(status.phase, {survey.phase(row.target) for row in theirs})
        if lost:
            where, named = f"workflow.status.{status.code}", _Named.of(lost)
            code, severity = "reporter_loses_a_right", Severity.WARNING
            loss = finding(code, severity, where, status=status.code, deeds=named.codes)
            witness = witness_of(survey.ways[status.code]) or (status.code,)
            yield evolve(loss, witness=witness, words=(("deeds", named.label),))


def _is_the_reporters(workflow: Workflow, row: Transition) -> bool:
    """Tell whether the reporter may always take a row: at least until a timer comes."""
    timed = row.until in {timer.after for timer in workflow.timers(row.source)}
    return REPORTER in row.who and lasts(workflow, evolve(row, until=None) if timed else row)


def _lost(phase: Phase, to: Collection[Phase]) -> Mapping[str, Wording]:
    """Tell what a reporter can't do in a phase from which they lead to some others."""
    leads_on = any(target.is_open and target is not phase for target in to)
    lost = {
        "withdraw": all(target.is_open for target in to),
        "reply": phase is Phase.ANSWERED and not leads_on,
        "complete": phase is Phase.WAITING_REPORTER and not leads_on,
    }
    return {deed: _LOST[deed] for deed, is_lost in lost.items() if is_lost}


def _cut_short(survey: _Survey) -> Iterator[Finding]:
    """Give the timers that end the reporter's time to complete before the statute does."""
    for row in survey.done:
        waits = survey.phase(row.source) is Phase.WAITING_REPORTER and survey.ends(row)
        if waits and row.after is not None and row.after.n < _SAFE[row.after.unit]:
            named = _Named((str(row.after),), row.after)
            yield survey.finding("completion_cut_short", Severity.WARNING, row, limit=named)


@cache
def _lapor_rights() -> Rights:
    return rights(LAPOR)


@cache
def _lapor_ends() -> Mapping[str, tuple[str, ...]]:
    """Who brings about each of LAPOR!'s ends; *blocked* names nobody."""
    actors: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for row in LAPOR.transitions:
        if LAPOR.phases[row.target] in (Phase.CLOSED, Phase.ARCHIVED):
            actors[row.target] |= dict.fromkeys(row.who)
    return {status: tuple(who) for status, who in actors.items()}
