"""Cases: a fold that bears everything, and values that behave like values."""

import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from sp4n.errors import InvalidValue
from sp4n.model import Actor, Classification, Complaint, Text
from sp4n.workflow import Case, Effect, Event, Phase, commands

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
FIRST = Event(
    1, "submit", MON_2026_01_05, Actor.reporter("pelapor-1"), "unverified", Phase.NEW,
    (Effect.ASSIGN,), ("KOTA",), facts=(("workflow", "lapor/1"),),
)  # fmt: skip

Make = Callable[..., Complaint]


def assigned(number: int, by: str, to: str, effect: Effect = Effect.ASSIGN) -> Event:
    """An officer of one agency gives the case to another, an hour after the event before."""
    return Event(
        number,
        "moved",
        MON_2026_01_05 + timedelta(hours=number),
        Actor.officer("somebody", at=by),
        "verified",
        Phase.ASSIGNED,
        (effect,),
        (to,),
    )


# from_events


def test_a_history_has_a_first_event(complaint: Make) -> None:
    """Without one there is no case."""
    with pytest.raises(InvalidValue) as caught:
        Case.from_events(complaint(), [])

    assert [("missing", "events")] == [(one.code, one.where) for one in caught.value.faults]


@pytest.mark.parametrize(
    ("numbers", "where", "earlier"),
    [
        ((2,), "events[0].number", 0),
        ((0,), "events[0].number", 0),
        ((1, 3), "events[1].number", 1),
        ((1, 1), "events[1].number", 1),
        ((1, 2, 4, 3), "events[2].number", 2),
    ],
)
def test_a_history_has_no_gap(
    numbers: tuple[int, ...], where: str, earlier: int, complaint: Make
) -> None:
    """The first number that is not the next one is named."""
    with pytest.raises(InvalidValue) as caught:
        Case.from_events(complaint(), [evolve(FIRST, number=number) for number in numbers])

    (found,) = caught.value.faults
    assert ("out_of_order", where, earlier) == (found.code, found.where, found["earlier"])


@pytest.mark.parametrize(
    ("hours", "version"), [(-1, None), (0, 1), (1, 1), (2, 2), (2.5, 2), (3, 3), (99, 3)]
)
def test_a_case_can_be_asked_how_it_was(hours: float, version: int | None, complaint: Make) -> None:
    """With what had happened until then, that instant included; before it began there was none."""
    moves = (assigned(2, "KOTA", "DPU"), assigned(3, "DPU", "BIDANG"))
    case = Case.from_events(complaint(), [FIRST, *moves])

    then = case.as_of(MON_2026_01_05 + timedelta(hours=hours))

    assert version == (then and then.version)
    assert (then is case) == (version == 3)
    assert then is None or ("KOTA", "DPU", "BIDANG")[then.version - 1] == then.holder


def test_unknown_kinds_fold(complaint: Make) -> None:
    """A later version's event says what it led to, and that is all the fold needs."""
    later = Event(
        2, "merged_with_another", MON_2026_01_05, Actor.system(), "merged", Phase.CLOSED,
        facts=(("other", "1000002"), ("classification", "a-new-class")), version=9,
        extra='{"supporters": 3}',
    )  # fmt: skip
    case = Case.from_events(complaint(classification="light"), [FIRST, later])

    assert ("merged", Phase.CLOSED, (), None) == (
        case.status, case.phase, case.holders, case.holder,
    )  # fmt: skip
    assert Classification.LIGHT is case.classification
    assert "<Case 1000001: merged, held by nobody, 2 events>" == repr(case)


def test_a_history_without_a_workflow_is_pinned_to_none(complaint: Make) -> None:
    """What the first event does not say is not made up."""
    case = Case.from_events(complaint(), [evolve(FIRST, facts=())])

    assert ("", None, False) == (case.workflow, case.proposed, case.is_confidential)


def test_facts_correct_what_the_complaint_says(complaint: Make) -> None:
    """The last one counts; what a command without that effect remembers corrects nothing."""
    corrects = evolve(FIRST, kind="corrected", effects=(Effect.CORRECT,))
    events = [
        FIRST,
        evolve(corrects, number=2, facts=(("category", "A"), ("classification", "service"))),
        evolve(corrects, number=3, facts=(("category", "B"),)),
        evolve(
            FIRST, kind="x", number=4, facts=(("category", "C"), ("into", "9"), ("supporters", 9))
        ),
    ]
    case = Case.from_events(complaint(category="Jalan"), events)

    assert ("B", Classification.SERVICE) == (case.category, case.classification)
    assert (None, (), 1) == (case.joined_into, case.duplicates, case.supporters)


def test_since_when_it_is_as_it_is(complaint: Make) -> None:
    """A new holder starts anew; an event that leaves status and holder as they are doesn't."""
    moved = [FIRST, assigned(2, "KOTA", "DPU"), assigned(3, "DPU", "BIDANG")]
    again = [*moved, assigned(4, "DPU", "BIDANG")]

    assert MON_2026_01_05 == Case.from_events(complaint(), moved[:1]).since_at
    assert MON_2026_01_05 + timedelta(hours=3) == Case.from_events(complaint(), moved).since_at
    assert MON_2026_01_05 + timedelta(hours=3) == Case.from_events(complaint(), again).since_at


def test_senders_are_the_way_back(complaint: Make) -> None:
    """Each who gave it away once, from the first to the last; the holder is never among them."""
    case = Case.from_events(complaint(), [FIRST])
    steps = [
        (assigned(2, "KOTA", "DPU"), ("KOTA",), ()),
        (assigned(3, "DPU", "BIDANG"), ("KOTA", "DPU"), ()),
        (assigned(4, "KOTA", "DISHUB"), ("KOTA",), ()),
        (assigned(5, "DISHUB", "KOTA", Effect.GIVE_BACK), (), ("DISHUB",)),
        (assigned(6, "KOTA", "KOTA"), (), ("DISHUB",)),
        (assigned(7, "KOTA", "DPU"), ("KOTA",), ("DISHUB",)),
        (assigned(8, "NASIONAL", "KOTA"), ("NASIONAL",), ("DISHUB",)),
        (assigned(9, "KOTA", "DPU"), ("NASIONAL", "KOTA"), ("DISHUB",)),
        (assigned(10, "DPU", "BIDANG"), ("NASIONAL", "KOTA", "DPU"), ("DISHUB",)),
        (
            assigned(11, "BIDANG", "KOTA", Effect.GIVE_BACK),  # past DPU, which is no more
            ("NASIONAL",),
            ("DISHUB", "BIDANG"),
        ),
    ]
    for event, senders, tried in steps:
        case = case.apply(event)
        assert (senders, tried) == (case.senders, case.tried)


def test_only_officers_send(complaint: Make) -> None:
    """The system that assigns is nobody to send a case back to."""
    given = evolve(assigned(2, "KOTA", "DPU"), by=Actor.system())

    assert () == Case.from_events(complaint(), [FIRST, given]).senders


# versions


def test_version_and_since(complaint: Make) -> None:
    """What a store that knows a version has not got yet."""
    events = (FIRST, assigned(2, "KOTA", "DPU"), assigned(3, "DPU", "BIDANG"))
    case = Case.from_events(complaint(), events)

    assert (3, "1000001") == (case.version, case.number)
    for version, expected in ((-1, 3), (0, 3), (1, 2), (2, 1), (3, 0), (9, 0)):
        assert events[3 - expected :] == case.since(version)


# values


def test_cases_are_equal_by_complaint_and_history(
    case_in: Callable[..., Case], complaint: Make
) -> None:
    """Whatever texts they carry; they hash alike."""
    case = case_in()
    texts = [Text("1000001/1/note", "note", "Rahasia.")]
    first = evolve(case.events[0], texts=("note",))
    case = Case.from_events(case.complaint, [first])
    with_texts = Case.from_events(case.complaint, case.events, texts)
    moved = case.apply(assigned(2, "DPU", "BIDANG"))

    assert case == with_texts
    assert hash(case) == hash(with_texts)
    assert 1 == len(with_texts.texts)
    assert case != moved
    assert case != Case.from_events(complaint(number="1000002"), [evolve(first, case=None)])
    assert 2 == len({case, with_texts, moved})


def test_a_case_is_never_changed(case_in: Callable[..., Case]) -> None:
    """There is no setter; applying gives another case."""
    case = case_in()
    with pytest.raises(FrozenInstanceError):
        case.status = "closed_by_admin"  # type: ignore[misc]
    moved = case.apply(assigned(2, "DPU", "BIDANG"))

    assert ("DPU", 1) == (case.holder, case.version)
    assert ("BIDANG", 2) == (moved.holder, moved.version)


def test_a_case_survives_pickle(case_in: Callable[..., Case], after: Callable[..., Case]) -> None:
    """With its texts and everything derived."""
    case = after(case_in(), commands.follow_up(answer="Sudah."), "dpu-liaison")
    copied = pickle.loads(pickle.dumps(case))

    assert case == copied
    assert case.texts == copied.texts
    assert (case.status, case.phase, case.since_at, case.holders) == (
        copied.status, copied.phase, copied.since_at, copied.holders,
    )  # fmt: skip


def test_repr_shows_no_words(case_in: Callable[..., Case], after: Callable[..., Case]) -> None:
    """Neither of the complaint nor of the answer, nor who complained."""
    case = after(
        case_in(title="Judul Rahasia", body="Isi Rahasia"),
        commands.follow_up(answer="Jawaban Rahasia"),
        "dpu-liaison",
    )

    assert "<Case 1000001: followed_up, held by DPU, 2 events>" == repr(case) == str(case)
    assert "Rahasia" not in repr((case.complaint, case.events, case.texts))


def test_texts_join_those_that_are_there(
    case_in: Callable[..., Case], after: Callable[..., Case]
) -> None:
    """In the order in which they were written; erasing one leaves the history whole."""
    case = after(case_in(), commands.follow_up(answer="Sudah."), "dpu-liaison")
    case = after(case, commands.reply(message="Belum."), "reporter")
    erased = evolve(case, texts=case.texts.erase("1000001/2/answer"))

    assert ["Sudah.", "Belum."] == [one.body for one in case.texts]
    assert [None, "Belum."] == [one.body for one in erased.texts]
    assert case == erased


# events


def test_text_keys() -> None:
    """A text's key names case, event and kind."""
    event = evolve(FIRST, number=4, texts=("answer", "note"))

    assert ("1000001/4/answer", "1000001/4/note") == event.text_keys("1000001")
    assert () == FIRST.text_keys("1000001")


def test_facts_of_an_event() -> None:
    """By name; None when there is none."""
    assert ("lapor/1", None) == (FIRST.fact("workflow"), FIRST.fact("proposed"))
