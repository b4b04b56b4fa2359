"""Officers, appointments and actors."""

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sp4n.model import Actor, ActorKind, Appointment, Officer, Role
from sp4n.model.officer import ROLE_LABELS

Faults = Callable[[Callable[[], object]], list[tuple[str, str]]]
MON_2026_01_05 = date(2026, 1, 5)


def test_an_officers_name_stays_in_the_directory() -> None:
    """The repr shows the id alone."""
    assert "Officer(id='dpu-1')" == repr(Officer("dpu-1", "Petugas Rahasia"))


def test_a_bad_officer_says_everything_and_shows_no_name(faults: Faults) -> None:
    """An id that is no code might be a name: it is not shown."""
    assert [("officer.id", "bad_code"), ("officer.name", "empty")] == faults(
        lambda: Officer("Petugas Rahasia", " ")
    )
    with pytest.raises(ValueError, match="15 characters") as caught:
        Officer("Petugas Rahasia", "x")
    assert "Rahasia" not in repr(caught.value)


def test_a_name_is_one_line(faults: Faults) -> None:
    """It is printed in tables and letters."""
    assert [("officer.name", "control_character")] == faults(lambda: Officer("dpu-1", "Sa\ntu"))


def test_every_role_has_a_label() -> None:
    """In both languages."""
    assert set(Role) == set(ROLE_LABELS)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"officer": "a b"}, ("appointment.officer", "bad_code")),
        ({"agency": None}, ("appointment.agency", "wrong_type")),
        ({"role": "boss"}, ("appointment.role", "not_one_of")),
        ({"since": "2026"}, ("appointment.since", "wrong_type")),
        ({"until": datetime(2026, 1, 5, tzinfo=UTC)}, ("appointment.until", "not_a_plain_date")),
        (
            {"since": MON_2026_01_05, "until": MON_2026_01_05},
            ("appointment.until", "out_of_order"),
        ),
        ({"letter": " "}, ("appointment.letter", "empty")),
        ({"letter": "SK 1\x1b[2J"}, ("appointment.letter", "control_character")),
    ],
)
def test_bad_appointments_are_refused(
    fields: dict[str, Any], expected: tuple[str, str], faults: Faults
) -> None:
    """Each field says what is wrong with it, and where."""
    given: dict[str, Any] = {"officer": "dpu-1", "agency": "DPU", "role": "operator"} | fields

    assert [expected] == faults(lambda: Appointment(**given))


def test_an_unknown_role_hides_no_other_fault(faults: Faults) -> None:
    """All at once."""
    found = faults(lambda: Appointment("a b", "", "boss", since=7))  # type: ignore[arg-type]

    assert [
        ("appointment.officer", "bad_code"),
        ("appointment.agency", "bad_code"),
        ("appointment.role", "not_one_of"),
        ("appointment.since", "wrong_type"),
    ] == found


def test_appointments_are_half_open() -> None:
    """The first day counts, the last one named does not."""
    appointment = Appointment("a", "A", "operator", since=MON_2026_01_05, until=date(2026, 1, 7))

    assert [False, True, True, False] == [
        appointment.is_current(date(2026, 1, day)) for day in (4, 5, 6, 7)
    ]
    assert Role.OPERATOR is appointment.role


def test_without_a_day_an_appointment_holds_if_it_has_no_end() -> None:
    """Whoever asks without a day wants those without end."""
    assert Appointment("a", "A", "operator", since=MON_2026_01_05).is_current(None)
    assert not Appointment("a", "A", "operator", until=MON_2026_01_05).is_current(None)


def test_three_kinds_of_actors() -> None:
    """An officer at an agency, a reporter with or without a key, the system."""
    assert Actor(ActorKind.OFFICER, "dpu-1", "DPU") == Actor.officer("dpu-1", at="DPU")
    assert Actor(ActorKind.REPORTER, "r-1") == Actor.reporter("r-1")
    assert Actor(ActorKind.REPORTER) == Actor.reporter()
    assert Actor("system") == Actor.system()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("officer",), [("actor.id", "wrong_type"), ("actor.agency", "wrong_type")]),
        (("officer", "dpu-1", "D U"), [("actor.agency", "bad_code")]),
        (("reporter", "Nama Orang"), [("actor.id", "bad_code")]),
        (("reporter", "r-1", object()), [("actor.agency", "contradiction")]),
        (("reporter", None, "Nama Orang"), [("actor.agency", "contradiction")]),
        (("system", None, "Nama Orang"), [("actor.agency", "contradiction")]),
        (
            ("system", "Nama Orang", "DPU"),
            [("actor.id", "contradiction"), ("actor.agency", "contradiction")],
        ),
        (("robot", "Nama Orang"), [("actor.kind", "not_one_of"), ("actor.id", "bad_code")]),
        (("robot", None, "DPU"), [("actor.kind", "not_one_of")]),
    ],
)
def test_bad_actors_are_refused(
    given: tuple[Any, ...], expected: list[tuple[str, str]], faults: Faults
) -> None:
    """Events store ids; a name is none, and is not shown."""
    assert expected == faults(lambda: Actor(*given))
    with pytest.raises(ValueError, match="actor") as caught:
        Actor(*given)
    assert "Orang" not in repr(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        Officer("a", "Nama"),
        Appointment("a", "A", "operator", since=MON_2026_01_05, letter="SK 1"),
        Actor.officer("a", at="A"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_they_are_values(value: object) -> None:
    """Equal, hashable, copied, pickled."""
    assert value == copy.deepcopy(value) == pickle.loads(pickle.dumps(value))
    assert hash(value) == hash(copy.copy(value))
