"""Standards: what a clock may be, and every way in which it may not."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sp4n.errors import InvalidValue
from sp4n.model import Classification
from sp4n.sla import LAPOR_STANDARDS, SUBMITTED, Standard
from sp4n.workdays import Limit
from sp4n.workflow import Phase

FIVE = Limit(5, "working days")


def faults_of(*given: Any, **fields: Any) -> list[tuple[str, str]]:
    with pytest.raises(InvalidValue) as error:
        Standard(*given, **fields)
    return [(one.where, one.code) for one in error.value.faults]


@pytest.mark.parametrize("code", ["", "two words", "../up"])
def test_a_code_is_plain(code: str) -> None:
    """Letters, digits, dots, underscores and hyphens."""
    assert [("standard.code", "bad_code")] == faults_of(code, "new", "assigned", FIVE)


@pytest.mark.parametrize("starts", ["later", "waiting_reporter", "closed", "archived", "blocked"])
def test_a_clock_starts_at_the_submission_or_in_an_open_phase(starts: str) -> None:
    """Waiting for the reporter starts nothing, and what is over starts nothing either."""
    assert [("standard.starts", "not_one_of")] == faults_of("x", starts, "answered", FIVE)


@pytest.mark.parametrize("starts", [SUBMITTED, "new", "assigned", "in_progress", "answered"])
def test_a_clock_may_start_in_any_phase_of_the_way_forward(starts: str) -> None:
    """Submission, and the four phases in which somebody in public service has to act or wait."""
    assert (starts,) == Standard("x", starts, "closed", FIVE).starts


def test_phases_are_known_wherever_they_stand() -> None:
    """Each fault says where."""
    assert [("standard.stops", "not_one_of")] == faults_of("x", "new", "done", FIVE)
    assert [("standard.pauses", "not_one_of")] == faults_of(
        "x", "new", "assigned", FIVE, pauses=["waiting_reporter", "asleep"]
    )
    assert [("standard.resumes", "not_one_of")] == faults_of(
        "x", "new", "assigned", FIVE, resumes=["again"]
    )


def test_classes_are_known() -> None:
    """A limit for a class that there is none of would never count."""
    assert [("standard.limits", "not_one_of")] == faults_of(
        "x", "new", "assigned", FIVE, by_class={"urgent": FIVE}
    )


def test_a_limit_is_in_any_unit() -> None:
    """Days of either kind, or the office's working hours, in general and by class."""
    hours, days = Limit(3, "working hours"), Limit(2, "calendar days")
    standard = Standard("x", "new", "assigned", hours, by_class={"light": days, "service": FIVE})

    assert (hours, days, FIVE) == standard.limits


def test_limits_and_days_are_of_their_kind() -> None:
    """Words are no limit, and an instant is no day of receipt."""
    assert [("standard.limit", "wrong_type"), ("standard.limits.light", "wrong_type")] == faults_of(
        "x", "new", "assigned", "5 working days", by_class={"light": 2}
    )
    assert [("standard.valid", "not_a_plain_date"), ("standard.valid", "wrong_type")] == faults_of(
        "x",
        "new",
        "assigned",
        FIVE,
        valid_from=datetime(2026, 1, 1, tzinfo=UTC),
        valid_until="2027-01-01",
    )


@pytest.mark.parametrize("until", [date(2026, 1, 1), date(2025, 12, 31)])
def test_a_period_holds_at_least_one_day(until: date) -> None:
    """Half-open: a period that ends on its first day is empty."""
    assert [("standard.valid", "out_of_order")] == faults_of(
        "x", "new", "assigned", FIVE, valid_from=date(2026, 1, 1), valid_until=until
    )


def test_a_standard_says_all_that_is_wrong_at_once() -> None:
    """Code, start, period and limit together."""
    assert [
        ("standard.code", "bad_code"),
        ("standard.starts", "not_one_of"),
        ("standard.limit", "wrong_type"),
        ("standard.valid", "out_of_order"),
    ] == faults_of(
        "no code",
        "later",
        "assigned",
        3,
        valid_from=date(2026, 1, 1),
        valid_until=date(2025, 1, 1),
    )


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_validity_is_half_open(day: date, *, holds: bool) -> None:
    """The first day counts, the last does not."""
    year = Standard(
        "x", "new", "assigned", FIVE, valid_from=date(2026, 1, 1), valid_until=date(2027, 1, 1)
    )

    assert holds is year.is_valid(day)
    assert Standard("x", "new", "assigned", FIVE).is_valid(day)


@pytest.mark.parametrize(
    ("classification", "days"),
    [
        (None, 14),
        (Classification.OVERSIGHT, 60),
        (Classification.SERVICE, 14),
        (Classification.NORMATIVE, 5),
        (Classification.INFORMATION, 5),
        (Classification.ASPIRATION, 5),
        (Classification.LIGHT, 14),
    ],
)
def test_lapors_settlement_limits(classification: Classification | None, days: int) -> None:
    """As three local standards and the older ministerial regulation have them."""
    assert Limit(days, "working days") == LAPOR_STANDARDS[2].limit_for(classification)


def test_every_standard_of_lapor_names_its_source() -> None:
    """And how sure we are of it; all stand still while the reporter is asked."""
    assert all(one.source and one.label.id and one.label.en for one in LAPOR_STANDARDS)
    assert ["verified", "verified", "secondary"] == [one.sure for one in LAPOR_STANDARDS]
    assert {frozenset({Phase.WAITING_REPORTER})} == {one.pauses for one in LAPOR_STANDARDS}


def test_a_standard_is_plain_data() -> None:
    """As a policy's file has it."""
    standard = Standard(
        "x",
        "new",
        Phase.ANSWERED,
        FIVE,
        by_class={Classification.OVERSIGHT: Limit(60, "working days")},
        pauses=["waiting_reporter"],
        resumes=["in_progress"],
        valid_from=date(2026, 1, 1),
        source="SK Contoh",
    )

    assert {
        "code": "x",
        "starts": "new",
        "stops": "answered",
        "limit": "5 working days",
        "limits": {"oversight": "60 working days"},
        "pauses": ["waiting_reporter"],
        "resumes": ["in_progress"],
        "valid": {"from": "2026-01-01"},
        "source": "SK Contoh",
        "sure": "own choice",
    } == standard.to_data()


@pytest.mark.parametrize(
    ("standard", "phases"),
    [
        (LAPOR_STANDARDS[0], {"new"}),
        (LAPOR_STANDARDS[1], {"assigned", "in_progress"}),
        (LAPOR_STANDARDS[2], {"new", "assigned", "in_progress"}),
        (Standard("x", "submitted", "answered", FIVE, pauses=["new"]), {"assigned", "in_progress"}),
        (
            Standard("x", "new", "closed", FIVE),
            {"new", "assigned", "in_progress", "answered"},
        ),
    ],
    ids=["verification", "first_follow_up", "settlement", "without new", "to the end"],
)
def test_a_standard_knows_which_phases_it_measures(standard: Standard, phases: set[str]) -> None:
    """From its start to its stop on the way forward, without its pauses and what is over."""
    assert phases == {phase.value for phase in Phase if standard.measures(phase)}
