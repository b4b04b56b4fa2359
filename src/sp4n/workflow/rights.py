"""Rights: what a lawyer would ask of a table that is not LAPOR!'s own.

Can a case be closed without an answer; who gains a right over whom; may the reporter do what is for
the office to do; may the system end what nobody touched. Compared is by deeds and phases
(`sp4n.workflow.deeds`): a row that only has other words for what LAPOR! does is never told.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache

from attrs import evolve, frozen

from sp4n.findings import Finding, Severity, finding
from sp4n.labels import Label, Language
from sp4n.model.officer import Role
from sp4n.workflow.asking import cell_of
from sp4n.workflow.commands import FieldKind
from sp4n.workflow.deeds import DEED_LABELS, Deed, Rights, deeds, furthest, requires, rights
from sp4n.workflow.known_gains import accepted_gains, meaning
from sp4n.workflow.lapor import LAPOR
from sp4n.workflow.lasting import lasts
from sp4n.workflow.standings import Relation, Standing
from sp4n.workflow.status import Phase
from sp4n.workflow.table import Transition, Workflow
from sp4n.workflow.ways import Way, by_source, marked_ways, said
from sp4n.workflow.who import REPORTER, SYSTEM, WHO_LABELS

_ROLES = frozenset(Role)
_LANGUAGES: tuple[Language, ...] = ("id", "en")
_SAFE: Mapping[str, int] = {"calendar days": 30, "working days": 26, "working hours": 26 * 8}
"""From which number on a limit can't be shorter than the 30 days of UU 25/2009 art. 44(4)-(5) (own
choice: at worst six working days a week of eight hours, and no holiday)."""

_OWN_END = frozenset({Deed.CLOSE, Deed.ARCHIVE})
_NEEDS_A_REASON = frozenset({Deed.GIVE_BACK, Deed.ASK, Deed.ARCHIVE})
_OFFICERS_ALONE = frozenset({"below_own_agency", "has_units_below", "other_takes_in"})
_UNTOUCHED = (Phase.NEW, Phase.ASSIGNED)
_MOVES = frozenset({Deed.ASSIGN_BELOW, Deed.GIVE_BACK, Deed.ESCALATE})

_OVER: Mapping[Relation, Label] = {
    Relation.HOLDER: Label(
        id="untuk laporan instansinya sendiri", en="for cases of their own agency"
    ),
    Relation.ABOVE: Label(
        id="untuk laporan instansinya sendiri dan, sebagai admin, semua di bawahnya",
        en="for cases of their own agency and, as admins, of all below it",
    ),
    Relation.ANY: Label(id="untuk laporan apa pun", en="for any case"),
}

_LOST: Mapping[str, Label] = {
    "withdraw": Label(id="menarik laporannya", en="withdraw it"),
    "reply": Label(id="menanggapi jawaban", en="reply to the answer"),
    "complete": Label(id="melengkapinya", en="complete it"),
}


def check_rights(workflow: Workflow) -> tuple[Finding, ...]:
    """Find what a table allows against the citizen, and what it allows beyond LAPOR!.

    Each witness is the shortest way that ends with what is found; from a status that only adopted
    cases can be in, that row alone. What LAPOR!'s own rows do is never told; what an extension that
    is switched on is known to do is told as accepted.

    >>> from sp4n.workflow.lapor import LAPOR
    >>> check_rights(LAPOR)
    ()
    """
    table = _Table.of(workflow)
    return (
        *_closed_without_answer(table),
        *_system_ends_untouched(table),
        *_reporter_decides(table),
        *_in_anothers_name(table),
        *_answer_without_words(table),
        *_no_reason_required(table),
        *_gains(table),
        *_losses(table),
        *_cut_short(table),
    )


@frozen
class _Table:
    """A workflow, the rows of it that can be taken with what each does, and the ways to them."""

    workflow: Workflow
    done: Mapping[Transition, frozenset[Deed]]
    unanswered: Mapping[str, Way]
    untouched: Mapping[str, Way]
    ways: Mapping[str, Way]

    @classmethod
    def of(cls, workflow: Workflow) -> "_Table":
        rows = (_as_it_is_taken(workflow, row) for row in workflow.transitions)
        done = {row: deeds(workflow, row) for row in rows if row is not None}
        phases = workflow.phases
        ways = _searcher(workflow, done)
        return cls(
            workflow,
            done,
            ways(lambda answered, row: answered or Deed.ANSWER in done[row]),
            ways(lambda touched, row: _is_touched(touched, row, done[row], phases[row.target])),
            ways(lambda _, __: False),
        )

    def phase(self, status: str) -> Phase:
        return self.workflow.phases[status]

    def ends(self, row: Transition) -> bool:
        """Tell whether a row ends what was open."""
        return self.phase(row.source).is_open and not self.phase(row.target).is_open

    def finding(
        self,
        code: str,
        severity: Severity,
        row: Transition,
        way: Way | None = None,
        **named: "_Named",
    ) -> Finding:
        """Make a finding of a row; its way is the shortest, unless another one shows it."""
        before = self.ways.get(row.source, ()) if way is None else way
        facts = {"status": row.source, "command": row.command}
        found = finding(
            code,
            severity,
            f"workflow.status.{row.source}",
            **facts,
            **{name: one.codes for name, one in named.items()},
        )
        words = tuple((name, one.label) for name, one in named.items())
        return evolve(found, witness=said((*before, row)), words=words)


@frozen
class _Named:
    """Codes, and how all of them together are called."""

    codes: tuple[str, ...]
    label: Label

    @classmethod
    def of(cls, called: Mapping[str, Label]) -> "_Named":
        labels = called.values()
        together = (", ".join(one.describe(language) for one in labels) for language in _LANGUAGES)
        return cls(tuple(called), Label(*together))


def _people(who: Iterable[str]) -> _Named:
    return _Named.of({str(one): WHO_LABELS[one] for one in who})


def _deeds(done: Iterable[Deed]) -> _Named:
    return _Named.of({one.value: DEED_LABELS[one] for one in furthest(done)})


def _as_it_is_taken(workflow: Workflow, row: Transition) -> Transition | None:
    """Leave to a row only those who can ever take it; None if nobody can.

    Reporter and system act for no agency, so that no guard finds anything below theirs; and the
    system fills in no field.
    """
    kind = workflow.command(row.command)
    if row.after is not None and kind and kind.required:
        return None
    if _OFFICERS_ALONE.isdisjoint(row.guards) or _ROLES.issuperset(row.who):
        return row
    officers = tuple(one for one in row.who if one in _ROLES)
    return evolve(row, who=officers) if officers else None


def _searcher(
    workflow: Workflow, rows: Iterable[Transition]
) -> Callable[[Callable[[bool, Transition], bool]], Mapping[str, Way]]:
    graph = by_source(rows)

    def unmarked(mark: Callable[[bool, Transition], bool]) -> Mapping[str, Way]:
        found = marked_ways(graph, workflow.initial, mark)
        return {status: way for (status, is_marked), way in found.items() if not is_marked}

    return unmarked


def _is_touched(touched: bool, row: Transition, done: frozenset[Deed], target: Phase) -> bool:  # noqa: FBT001
    """Tell whether an officer has acted on a case since it came to whoever holds it."""
    if target in _UNTOUCHED or not _MOVES.isdisjoint(done):
        return False
    return touched or _ROLES.issuperset(row.who)


def _closed_without_answer(table: _Table) -> Iterator[Finding]:
    """Give each command by which a case can be closed on a way without an answer, once a status.

    That only the reporter may do so is their wish, yet the case counts as settled.
    """
    closing: defaultdict[tuple[str, str], list[Transition]] = defaultdict(list)
    for row, done in table.done.items():
        if Deed.CLOSE in done and Deed.ANSWER not in done and row.source in table.unanswered:
            closing[row.source, row.command].append(row)
    for (source, _), rows in closing.items():
        who = dict.fromkeys(one for row in rows for one in row.who)
        severity = Severity.WARNING if set(who) == {REPORTER} else Severity.ERROR
        yield table.finding(
            "closed_without_answer",
            severity,
            rows[0],
            table.unanswered[source],
            who=_people(who),
        )


def _system_ends_untouched(table: _Table) -> Iterator[Finding]:
    for row in table.done:
        if _ends_untouched(table, row):
            way = table.untouched[row.source]
            yield table.finding("system_ends_untouched", Severity.ERROR, row, way)


def _ends_untouched(table: _Table, row: Transition) -> bool:
    return SYSTEM in row.who and table.ends(row) and row.source in table.untouched


def _reporter_decides(table: _Table) -> Iterator[Finding]:
    """Give what the reporter may do beyond what is theirs: to end their own case and to ask on."""
    for row, done in table.done.items():
        if REPORTER not in row.who:
            continue
        phase = table.phase(row.source)
        theirs = _lapor_rights().get((REPORTER, phase), frozenset())
        theirs |= _OWN_END if phase.is_open else {Deed.RATE}
        theirs |= {Deed.REVIVE} if phase is Phase.CLOSED else set()
        if done - theirs:
            named = _deeds(done - theirs)
            yield table.finding("reporter_decides", Severity.ERROR, row, deeds=named)


def _in_anothers_name(table: _Table) -> Iterator[Finding]:
    """Give the rows to an end whose label in LAPOR! says that others brought it about."""
    for row in table.done:
        own = _lapor_ends().get(row.target, ())
        if not own or LAPOR.phases[row.target] is not table.phase(row.target):
            continue
        wrong = [one for one in row.who if _hand(one) not in map(_hand, own)]
        if wrong and row.source != row.target:
            yield table.finding(
                "in_anothers_name",
                Severity.ERROR,
                row,
                who=_people(wrong),
                others=_people(own),
                target=_Named((row.target,), LAPOR.status(row.target).label),
            )


def _hand(who: str) -> str:
    return "officer" if who in _ROLES else who


def _answer_without_words(table: _Table) -> Iterator[Finding]:
    for row, done in table.done.items():
        kind = table.workflow.command(row.command)
        if Deed.ANSWER in done and not requires(kind, FieldKind.TEXT):
            yield table.finding("answer_without_words", Severity.ERROR, row)


def _no_reason_required(table: _Table) -> Iterator[Finding]:
    """Give the rows by which officers turn a case away, or make it wait, and need not say why."""
    for row, done in table.done.items():
        officers = [one for one in row.who if one in _ROLES]
        turned = _NEEDS_A_REASON & done if officers and Deed.JOIN not in done else ()
        kind = table.workflow.command(row.command)
        if turned and not requires(kind, FieldKind.TEXT, FieldKind.CHOICE):
            yield table.finding(
                "no_reason_required",
                Severity.WARNING,
                row,
                who=_people(officers),
                deeds=_deeds(turned),
            )


def _gains(table: _Table) -> Iterator[Finding]:
    """Give what officers and the system may do that they may not in LAPOR!, and over whom."""
    accepted = accepted_gains(table.workflow)
    for row, done in table.done.items():
        if _ends_untouched(table, row):
            continue  # worse is said already
        gaining: defaultdict[frozenset[Deed], list[str]] = defaultdict(list)
        for who in row.who:
            had = _lapor_rights().get((who, table.phase(row.source)), frozenset())
            if who != REPORTER and done - had:
                gaining[done - had].append(who)
        for gained, whom in gaining.items():
            found = table.finding(
                "gains_a_right",
                Severity.WARNING,
                row,
                who=_people(whom),
                deeds=_deeds(gained),
                over=_over(table.workflow, row, whom),
            )
            yield evolve(found, accepted_because=accepted.get(meaning(table.workflow, row)))


def _over(workflow: Workflow, row: Transition, whom: Iterable[str]) -> _Named:
    """Ask over whose cases some may take a row: their own agency's, those below, or all."""
    kind = workflow.command(row.command)
    relations = [
        relation
        for relation in (Relation.HOLDER, Relation.ABOVE, Relation.ANY)
        for who in whom
        if (who == SYSTEM) == (relation is Relation.ANY)
        if kind and cell_of(workflow, Standing(who, relation), row.source, kind)
    ]
    return _Named((relations[-1].value,), _OVER[relations[-1]])


def _losses(table: _Table) -> Iterator[Finding]:
    """Give the open statuses in which the reporter can't always do what LAPOR! lets them do."""
    rows = by_source(table.done)
    for status in table.workflow.statuses:
        if status.code in table.ways and status.phase.is_open and status.code in rows:
            lasting = [row for row in rows[status.code] if _is_the_reporters(table.workflow, row)]
            lost = _lost(status.phase, {table.phase(row.target) for row in lasting})
            if lost:
                where, named = f"workflow.status.{status.code}", _Named.of(lost)
                code, severity = "reporter_loses_a_right", Severity.WARNING
                found = finding(code, severity, where, status=status.code, deeds=named.codes)
                witness = said(table.ways[status.code]) or (status.code,)
                yield evolve(found, witness=witness, words=(("deeds", named.label),))


def _is_the_reporters(workflow: Workflow, row: Transition) -> bool:
    """Tell whether the reporter may always take a row: at least until a timer comes."""
    timed = row.until in {one.after for one in workflow.timers(row.source)}
    return REPORTER in row.who and lasts(workflow, evolve(row, until=None) if timed else row)


def _lost(phase: Phase, to: Collection[Phase]) -> Mapping[str, Label]:
    """Tell what a reporter can't do in a phase from which they lead to some others."""
    leads_on = any(one.is_open and one is not phase for one in to)
    lost = {
        "withdraw": all(one.is_open for one in to),
        "reply": phase is Phase.ANSWERED and not leads_on,
        "complete": phase is Phase.WAITING_REPORTER and not leads_on,
    }
    return {deed: _LOST[deed] for deed, is_lost in lost.items() if is_lost}


def _cut_short(table: _Table) -> Iterator[Finding]:
    """Give the timers that end the reporter's time to complete before the statute does."""
    for row in table.done:
        waits = table.phase(row.source) is Phase.WAITING_REPORTER and table.ends(row)
        if waits and row.after is not None and row.after.n < _SAFE[row.after.unit]:
            limit = Label(id=row.after.describe("id"), en=row.after.describe("en"))
            named = _Named((str(row.after),), limit)
            yield table.finding("completion_cut_short", Severity.WARNING, row, limit=named)


@cache
def _lapor_rights() -> Rights:
    return rights(LAPOR)


@cache
def _lapor_ends() -> Mapping[str, tuple[str, ...]]:
    """Who brings about each of LAPOR!'s ends; *blocked* names nobody."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for row in LAPOR.transitions:
        if LAPOR.phases[row.target] in (Phase.CLOSED, Phase.ARCHIVED):
            found[row.target] |= dict.fromkeys(row.who)
    return {status: tuple(who) for status, who in found.items()}
