"""Laws of changing offices: a hand-over changes no clock, and nobody is lost on the way."""

from datetime import UTC, datetime, timedelta

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from sp4n.model import Agency, Complaint, Directory
from sp4n.sla import LAPOR_STANDARDS, assess, due_actions
from sp4n.testing import strategies
from sp4n.workdays import indonesia
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    Accepted,
    Case,
    Procedure,
    extended,
    hand_over,
    stranded,
)

CALENDAR = indonesia()
TABLES = (LAPOR, extended(LAPOR, {name: {} for name in EXTENSIONS}))
FIRST = datetime(2026, 1, 5, 2, tzinfo=UTC)


@st.composite
def handed_over(draw: st.DrawFn) -> tuple[Procedure, Case, Case, datetime]:
    """A case as it went on in a drawn directory, before and after its holder was followed."""
    directory = draw(strategies.directories())
    table = draw(st.sampled_from(TABLES))
    before = Procedure(table, directory, CALENDAR)
    complaints = strategies.complaints(directory=directory)
    case = draw(strategies.cases(procedure=before, complaint=complaints))
    held, last = case.holder or "", case.events[-1].at
    assume(held in directory and not directory.agency(held).has_ended(None))
    ends_on = CALENDAR.nearest_date_of(last) + timedelta(draw(st.integers(0, 40)))
    successor = Agency("X-9999", "Penerus Contoh", parent=_above(directory, held))
    assume(held != directory.root.code)
    agencies = [
        evolve(one, active_until=ends_on, successors=["X-9999"]) if one.code == held else one
        for one in directory
    ]
    after = Procedure(table, evolve(directory, agencies=[*agencies, successor]), CALENDAR)
    at = last + timedelta(days=42 + draw(st.integers(0, 20)))
    return after, case, hand_over(after, case, at), at


def _above(directory: Directory, code: str) -> str:
    return directory.agency(code).parent or directory.root.code


OF_THE_HOLDER = {"held_by", "held_by_names", "sentence"}


@given(handed_over(), st.integers(0, 400))
def test_a_hand_over_changes_no_clock(
    drawn: tuple[Procedure, Case, Case, datetime], days: int
) -> None:
    """Whatever the history: each reading at any later instant, and each timer, is what it was.

    But for who holds the case now.
    """
    procedure, case, after, at = drawn
    now = at + timedelta(days=days)

    def read(one: Case) -> list[dict[str, object]]:
        report = assess(one, LAPOR_STANDARDS, calendar=CALENDAR, now=now)
        return [
            {key: said for key, said in reading.to_dict().items() if key not in OF_THE_HOLDER}
            for reading in report.all_readings
        ]

    def timers(one: Case) -> list[datetime | None]:
        rows = procedure.workflow.timers(one.status)
        return [procedure.timer_ends_at(one, row) for row in rows]

    assert read(case) == read(after)
    assert timers(case) == timers(after)
    assert (case.status, case.phase, case.since_at) == (after.status, after.phase, after.since_at)


@given(handed_over())
def test_a_hand_over_is_one_event_and_there_is_no_second(
    drawn: tuple[Procedure, Case, Case, datetime],
) -> None:
    """To the successor or, if it is accused, to an admin; then nobody who has ended holds it."""
    procedure, case, after, at = drawn
    directory = procedure.directory
    accused = directory.with_successors(case.complaint.accused)

    assert case.version + 1 == after.version
    assert after.holders[0] == "X-9999" or "X-9999" in accused
    assert not directory.agency(after.holders[0]).has_ended(CALENDAR.nearest_date_of(at))
    assert after is hand_over(procedure, after, at)


@given(strategies.directories(), st.data())
def test_an_open_case_has_somebody_or_is_told_as_stranded(
    directory: Directory, data: st.DataObject
) -> None:
    """Nobody may act, and nothing is due, only where `stranded` and `due_actions` say so."""
    procedure = Procedure(LAPOR, directory, CALENDAR)
    complaint: Complaint = data.draw(strategies.complaints(directory=directory))
    case = data.draw(strategies.cases(procedure=procedure, complaint=st.just(complaint)))
    at = case.events[-1].at
    told = bool(stranded(procedure, case, at=at))
    kinds = {action.kind for action in due_actions(procedure, case, now=at)}
    actors = [data.draw(strategies.actors(directory=directory)) for _ in range(5)]
    moves = [
        accepted
        for by in actors
        if by.kind == "officer"
        for accepted in procedure.options(case, by=by, at=at).values()
        if isinstance(accepted, Accepted) and accepted.case.status != case.status
    ]

    assert told == ("stranded" in kinds)
    assert not (told and moves)
