"""Laws of the workflow: what must hold for any history, any actor and any command."""

import pickle
from datetime import timedelta
from typing import NamedTuple

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from sp4n.interchange import dump, load
from sp4n.model import Actor, Complaint
from sp4n.testing import strategies
from sp4n.workdays import indonesia
from sp4n.workflow import (
    ARCHIVE_REASONS,
    LAPOR,
    Accepted,
    Case,
    Command,
    Effect,
    Event,
    Needs,
    Procedure,
    Refused,
    is_barred,
)

SOME = settings(max_examples=30)  # each draws a whole state and a history in it


class Situation(NamedTuple):
    """A case with a legal history, and somebody who looks at it some time later."""

    procedure: Procedure
    case: Case
    by: Actor
    wait: timedelta


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Any directory, any history in it, any actor."""
    directory = draw(strategies.directories(max_agencies=5))
    procedure = Procedure(LAPOR, directory, indonesia())
    return Situation(
        procedure,
        draw(strategies.cases(procedure=procedure)),
        draw(strategies.actors(directory=directory)),
        draw(st.timedeltas(timedelta(days=-1), timedelta(days=60))),
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Events of any shape, numbered without a gap, in the order in which they happened."""
    count = draw(st.integers(1, 5))
    times = sorted(draw(strategies.instants()) for _ in range(count))
    events = [draw(strategies.events(number=number)) for number in range(1, count + 1)]
    return [evolve(event, at=at) for event, at in zip(events, times, strict=True)]


_VALUES = st.sampled_from(
    ("X-0001", "X-0002", "X-0003", "X-9999", *ARCHIVE_REASONS, "service", "", "Sudah.", 7, None)
)
_NAMES = sorted({one.name for kind in LAPOR.commands for one in kind.fields} | {"unknown"})
_CODES = st.sampled_from([*(kind.code for kind in LAPOR.commands), "unknown"])
_FIELDS = st.dictionaries(st.sampled_from(_NAMES), _VALUES, max_size=4)
COMMANDS = st.builds(Command, _CODES, _FIELDS)


@SOME
@given(situations(), COMMANDS, st.none() | st.integers(0, 8))
def test_a_decision_changes_nothing(
    situation: Situation, command: Command, based_on: int | None
) -> None:
    """Refused or accepted, the case is what it was; a refusal has reasons that can be read."""
    procedure, case, by, wait = situation
    before = pickle.dumps(case)
    at = case.events[-1].at + wait
    decision = procedure.decide(case, command, by=by, at=at, based_on=based_on)

    assert before == pickle.dumps(case)
    assert decision == procedure.decide(case, command, by=by, at=at, based_on=based_on)
    if isinstance(decision, Refused):
        assert decision.reasons
        codes = [one.code for one in decision.reasons]
        assert ("not_found" in codes) == (["not_found"] == codes)
        assert "{" not in str(decision)
    else:
        assert case.events == decision.case.events[: case.version]
        assert decision.events == decision.case.since(case.version)


@SOME
@given(situations(), _FIELDS)
def test_options_and_decide_agree(situation: Situation, fields: dict[str, object]) -> None:
    """Refused refuses any payload, accepted is accepted as it is, needs is not."""
    procedure, case, by, wait = situation
    at = case.events[-1].at + wait
    for code, option in procedure.options(case, by=by, at=at).items():
        bare = procedure.decide(case, Command(code), by=by, at=at)
        full = procedure.decide(case, Command(code, fields), by=by, at=at)
        if isinstance(option, Accepted):
            assert option == bare
        else:
            assert isinstance(bare, Refused)
        if isinstance(option, Refused):
            assert isinstance(full, Refused)
            assert {one.code for one in option.reasons} <= {one.code for one in full.reasons}
        if isinstance(option, Needs):
            assert option.fields


@SOME
@given(situations())
def test_a_case_is_the_fold_of_its_events(situation: Situation) -> None:
    """However it is put together again: at once, or one event after another."""
    case = situation.case
    folded = Case.from_events(case.complaint, case.events, case.texts)
    grown = Case.from_events(case.complaint, case.events[:1])
    for event in case.events[1:]:
        grown = grown.apply(event)

    for other in (folded, grown):
        assert case == other
        assert hash(case) == hash(other)
        assert (
            case.status, case.phase, case.since_at, case.holders, case.senders, case.tried,
            case.classification, case.category,
        ) == (
            other.status, other.phase, other.since_at, other.holders, other.senders, other.tried,
            other.classification, other.category,
        )  # fmt: skip
    assert case.texts == folded.texts


@SOME
@given(situations())
def test_events_name_exactly_the_texts_that_there_are(situation: Situation) -> None:
    """Every text has its event, every event its texts."""
    case = situation.case
    named = [key for event in case.events for key in event.text_keys(case.number)]

    assert named == [text.key for text in case.texts]


@SOME
@given(situations())
def test_no_open_case_without_a_holder(situation: Situation) -> None:
    """At no point of any legal history, unless the root is barred; and the directory has it."""
    procedure, case, _, _ = situation
    barred = procedure.directory.with_successors(case.complaint.accused)
    for version in range(1, case.version + 1):
        past = Case.from_events(case.complaint, case.events[:version])
        if not past.holders:
            assert procedure.directory.root.code in barred
            continue
        assert 1 == len(past.holders)
        assert past.holder in procedure.directory
        assert past.holder not in past.senders
        assert len(set(past.senders)) == len(past.senders)


@SOME
@given(situations())
def test_a_legal_history_moves_by_rows_of_the_table(situation: Situation) -> None:
    """Time never runs backwards, ends are ends, and nobody accused was given the case."""
    case = situation.case
    for earlier, later in zip(case.events, case.events[1:], strict=False):
        assert later.status in {row.target for row in LAPOR.rows(earlier.status, later.kind)}
        assert LAPOR.status(later.status).phase is later.phase
        assert earlier.phase.is_open
        assert earlier.at <= later.at
        if Effect.ASSIGN in later.effects:
            assert case.complaint.accused.isdisjoint(later.holders)


@SOME
@given(situations())
def test_stores_bring_back_the_same_case(situation: Situation) -> None:
    """Pickled or dumped, with its texts."""
    case = situation.case
    pickled = pickle.loads(pickle.dumps(case))
    loaded = load(dump(case))

    assert isinstance(loaded, Case)
    for other in (pickled, loaded):
        assert case == other
        assert dump(case) == dump(other)
    assert case.texts == pickled.texts


@SOME
@given(strategies.complaints(), histories())
def test_the_fold_bears_any_events(complaint: Complaint, events: list[Event]) -> None:
    """Past facts stay facts, whatever rules there are today."""
    complaint = evolve(complaint, submitted_at=events[0].at)
    case = Case.from_events(complaint, events)

    assert (len(events), events[-1].status) == (case.version, case.status)
    assert events[-1].holders == case.holders
    assert tuple(events) == case.since(0)
    assert str(len(events)) in repr(case)


@SOME
@given(st.data())
def test_any_complaint_is_received_by_somebody_who_is_not_accused(data: st.DataObject) -> None:
    """No Wrong Door: somebody holds it who is not barred, unless it accuses the root."""
    directory = data.draw(strategies.directories(max_agencies=5))
    complaint = data.draw(strategies.complaints(directory=directory))
    case = Procedure(LAPOR, directory, indonesia()).receive(complaint, at=complaint.submitted_at)

    assert "unverified" == case.status
    on = complaint.submitted_at.date()
    barred = [
        is_barred(case, code, directory=directory, on=on)
        for code in (directory.root.code, *case.holders)
    ]
    is_about_root = directory.root.code in directory.with_successors(complaint.accused)
    assert barred == ([True] if is_about_root else [False, False])
    assert set(case.holders) <= {agency.code for agency in directory}
