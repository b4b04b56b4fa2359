"""What may come next: the next event of this case, its own texts, and no time that runs back."""

import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue
from sp4n.model import Actor, Additions, Complaint, Text
from sp4n.workflow import Case, Effect, Event, Phase, commands
from sp4n.workflow.events import Events

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
FIRST = Event(
    1, "submit", MON_2026_01_05, Actor.system(), "unverified", Phase.NEW, (Effect.ASSIGN,),
    ("KOTA",), facts=(("workflow", "lapor/1"),),
)  # fmt: skip
SECOND = Event(
    2, "follow_up", MON_2026_01_05, Actor.system(), "followed_up", Phase.ANSWERED,
    (Effect.ANSWER,), ("KOTA",), texts=("answer",),
)  # fmt: skip
ANSWER = Text("1000001/2/answer", "answer", "Sudah ditambal.")
A_SECOND = timedelta(seconds=1)

Make = Callable[..., Complaint]


def faults(make: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidValue) as caught:
        make()
    return [(one.where, one.code) for one in caught.value.faults]


@pytest.fixture
def case(complaint: Make) -> Case:
    """Received, and nothing more."""
    return Case.from_events(complaint(), [FIRST])


def test_usual_events_are_looked_at_once(complaint: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The closer look, which says what is wrong, is not for those in which nothing is."""

    def never(*_: object) -> Any:
        raise AssertionError

    monkeypatch.setattr("sp4n.workflow.events._faults", never)
    told = evolve(
        SECOND, number=3, facts=(("to", "DPU"), ("supporters", 2), ("confidential", True))
    )

    assert 3 == Case.from_events(complaint(), [FIRST, SECOND, told]).version


# apply


def test_the_next_event_is_applied_with_what_it_wrote(case: Case) -> None:
    """And belongs to the case from then on."""
    after = case.apply(SECOND, [ANSWER])

    assert (2, "followed_up", [ANSWER]) == (after.version, after.status, list(after.texts))
    assert ["1000001", "1000001"] == [event.case for event in after.events]
    assert SECOND.case is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"number": 1, "kind": "submit"}, [("event.number", "out_of_order")]),
        (
            {"number": 1},
            [("event.number", "out_of_order"), ("event.kind", "no_beginning")],
        ),
        ({"number": 3}, [("event.number", "out_of_order")]),
        ({"number": -2}, [("event.number", "out_of_order")]),
        ({"kind": "submit"}, [("event.kind", "second_beginning")]),
        ({"kind": "adopt"}, [("event.kind", "second_beginning")]),
        ({"at": MON_2026_01_05 - A_SECOND}, [("event.at", "time_reversed")]),
        ({"case": "1000002"}, [("event.case", "other_case")]),
        ({"case": ""}, [("event.case", "other_case")]),
        ({"kind": "follow\x1bup"}, [("event.kind", "control_character")]),
        ({"status": "closed\u202e"}, [("event.status", "control_character")]),
        ({"status": ""}, [("event.status", "empty")]),
        ({"kind": "x" * 201}, [("event.kind", "too_long")]),
        ({"holders": ("KO\nTA",)}, [("event.holders[0]", "control_character")]),
        ({"holders": ("KOTA", "KOTA")}, [("event.holders", "duplicate")]),
        ({"reason": "\0"}, [("event.reason", "control_character")]),
        ({"texts": ("answer", "answer")}, [("event.texts", "duplicate")]),
        ({"facts": (("to", "\ud800"),)}, [("event.facts.to", "not_unicode")]),
        ({"facts": (("n", 2**53 + 1),)}, [("event.facts.n", "too_large")]),
        ({"facts": (("n", 1), ("n", 2))}, [("event.facts", "duplicate")]),
        ({"version": 0}, [("event.version", "too_small")]),
        ({"version": True}, [("event.version", "wrong_type")]),
        ({"kind": "follow_up "}, [("event.kind", "bad_code")]),
        ({"status": "\uff46ollowed_up"}, [("event.status", "bad_code")]),
        ({"facts": (("Budi minta uang", "a\x1b"),)},
         [("event.facts.<15 characters>", "control_character")]),
        ({"extra": '{"case": "1000002"}'}, [("event.case", "looks_known")]),
        ({"extra": "[]"}, [("event", "wrong_type")]),
        ({"extra": "{"}, [("event", "wrong_type")]),
        ({"extra": '{"status": "closed"}'}, [("event.status", "looks_known")]),
        ({"extra": '{"\uff33tatus ": "closed"}'}, [("event.<7 characters>", "looks_known")]),
    ],
)  # fmt: skip
def test_nothing_else_is_applied(
    changes: dict[str, Any], expected: list[tuple[str, str]], case: Case
) -> None:
    """Each forgery is told by what is wrong with it, and in a history too."""
    forged = evolve(SECOND, **changes)

    assert expected == faults(lambda: case.apply(forged))
    assert faults(lambda: Case(case.complaint, [FIRST, forged]))


@pytest.mark.parametrize(
    "texts",
    [
        [Text("1000002/2/answer", "answer", "Palsu.")],
        [Text("1000001/1/answer", "answer", "Palsu.")],
        [Text("1000001/3/answer", "answer", "Palsu.")],
        [Text("1000001/2/note", "note", "Palsu.")],
        [Text("1000001/2/answer", "note", "Palsu.")],
        [Text("1000001/02/answer", "answer", "Palsu.")],
        [ANSWER, ANSWER],
    ],
    ids=["other case", "earlier", "later", "not announced", "other kind", "zero", "twice"],
)
def test_only_what_the_event_wrote_comes_with_it(texts: list[Text], case: Case) -> None:
    """No text of another event, another case or another kind; and none twice."""
    place = len(texts) - 1

    assert [(f"texts[{place}].key", "text_of_no_event")] == faults(
        lambda: case.apply(SECOND, texts)
    )


def test_a_text_that_is_there_is_never_overwritten(case: Case) -> None:
    """What was answered stays answered, even if a store hands the event out once more."""
    answered = case.apply(SECOND, [ANSWER])
    again = evolve(SECOND, number=3)
    forged = Text(ANSWER.key, ANSWER.kind, "Palsu.")

    assert [("texts[0].key", "text_of_no_event")] == faults(lambda: answered.apply(again, [forged]))
    assert "Sudah ditambal." == answered.apply(again).texts[ANSWER.key].body


def test_an_event_that_a_decision_made_belongs_to_its_case(
    case_in: Callable[..., Case], after: Callable[..., Case]
) -> None:
    """So that it can't be applied to another one whose number of events happens to fit."""
    one, other = case_in(), case_in(number="1000002")
    answered = after(one, commands.follow_up(answer="Sudah."), "dpu-liaison")

    assert [("event.case", "other_case")] == faults(
        lambda: other.apply(answered.events[-1], answered.texts)
    )
    assert answered == one.apply(answered.events[-1], answered.texts)


# from_events


def test_a_history_begins_with_a_beginning(complaint: Make) -> None:
    """And only once; a time before the submission is none of it."""
    verified = evolve(FIRST, kind="verify")
    twice = [FIRST, evolve(FIRST, number=2)]
    early = complaint(submitted_at=MON_2026_01_05 + A_SECOND)

    assert [("events[0].kind", "no_beginning")] == faults(lambda: Case(complaint(), [verified]))
    assert [("events[1].kind", "second_beginning")] == faults(lambda: Case(complaint(), twice))
    assert [("events[0].at", "time_reversed")] == faults(lambda: Case(early, [FIRST]))
    assert "adopt" == Case(complaint(), [evolve(FIRST, kind="adopt")]).events[0].kind


def test_time_may_stand_still_but_never_runs_back(complaint: Make) -> None:
    """Instants are compared, whatever their offsets."""
    wit = datetime.fromisoformat("2026-01-05T11:30+09:00")  # the same instant as FIRST
    same = evolve(SECOND, at=wit)

    assert 2 == Case(complaint(), [FIRST, same]).version
    assert [("events[1].at", "time_reversed")] == faults(
        lambda: Case(complaint(), [FIRST, evolve(same, at=wit - A_SECOND)])
    )


def test_the_history_of_another_case_is_refused(complaint: Make, case: Case) -> None:
    """Events and texts say whose they are."""
    other = complaint(number="1000002")

    assert [("events[0].case", "other_case")] == faults(lambda: Case(other, case.events))
    assert [("texts[0].key", "text_of_no_event")] == faults(
        lambda: Case.from_events(other, [FIRST, SECOND], [ANSWER])
    )


def test_whose_an_event_is_takes_no_part_in_equality(case: Case) -> None:
    """It is no part of the fact: the same event, read without its envelope, is equal."""
    assert FIRST == case.events[0]
    assert hash(FIRST) == hash(case.events[0])
    assert "1000001" not in repr(FIRST)


def test_what_a_fact_means_depends_on_its_type(complaint: Make) -> None:
    """Words that look like a flag hide nothing, and no number of supporters is below one."""
    link = evolve(SECOND, kind="gather", effects=(Effect.LINK,), texts=())
    first = evolve(FIRST, facts=(("confidential", "false"),))
    for number in (-7, 0, True):
        linked = evolve(link, facts=(("case", "1000002"), ("supporters", number)))
        case = Case(complaint(), [first, linked])
        assert (1, False) == (case.supporters, case.is_confidential)


def test_a_repr_shows_no_words_that_stand_where_codes_do(complaint: Make) -> None:
    """A store may hand out anything that stands on one line."""
    odd = evolve(FIRST, status="Budi minta uang", holders=("Siti 0800 0000 0000",))

    assert "<Case 1000001: <15 characters>, held by <19 characters>, 1 events>" == repr(
        Case(complaint(), [odd])
    )


# events with additions


def test_events_with_additions_are_a_tuple() -> None:
    """That can't be changed, and is copied and pickled with them."""
    added = Additions(1, '{"batch": 7}')
    events = Events([FIRST], added)
    copied = pickle.loads(pickle.dumps(events))

    assert (FIRST,) == tuple(events) == tuple(copied)
    assert added == events.additions == copied.additions
    with pytest.raises(AttributeError):
        events.additions = added
    assert [("additions.events", "looks_known")] == faults(
        lambda: Events([FIRST], Additions(1, '{"events": []}'))
    )
