"""Wrong types: what is handed in wrongly is told by name; nothing raw comes from deep inside."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from sp4n.errors import InvalidValue
from sp4n.sla import LAPOR_STANDARDS, Standard, assess, due_actions, next_due_at
from sp4n.workdays import Limit
from sp4n.workflow import Case, Procedure

Instant = Callable[[str], datetime]
Story = Callable[..., Case]

NAIVE = datetime(2025, 1, 7, 9, 0)  # noqa: DTZ001  # naive on purpose
NOTHING = object()
DAYS = Limit(5, "working days")


def faults(build: Callable[[], object]) -> list[tuple[str, str]]:
    """The place and code of every fault."""
    with pytest.raises(InvalidValue) as caught:
        build()
    return [(one.where, one.code) for one in caught.value.faults]


WRONG = [
    *(("case", one, "case", "wrong_type") for one in (5, None, "1000001", NOTHING)),
    *(("standards", one, "standards", "wrong_type") for one in (5, None, "verification")),
    ("standards", ["verification"], "standards[0]", "wrong_type"),
    *(("now", one, "now", "wrong_type") for one in (5, "2025-01-07")),
    ("now", NAIVE, "now", "naive_datetime"),
    *(("calendar_on", one, "calendar_on", "wrong_type") for one in (5, "x", NAIVE)),
    *(("amendments", one, "amendments", "not_one_of") for one in (5, None, "x", NOTHING)),
]


@pytest.mark.parametrize(
    ("name", "wrong", "where", "code"),
    [*WRONG, *(("calendar", one, "calendar", "wrong_type") for one in (5, None, "indonesia"))],
)
def test_assess(
    story: Story,
    procedure: Procedure,
    instant: Instant,
    name: str,
    wrong: object,
    where: str,
    code: str,
) -> None:
    """A case, standards, a calendar, an aware instant, a function, one of two words."""
    given: dict[str, Any] = {
        "case": story("2025-01-06 09:00"),
        "standards": LAPOR_STANDARDS,
        "calendar": procedure.calendar,
        "now": instant("2025-01-07 09:00"),
    }

    assert [(where, code)] == faults(lambda: assess(**given | {name: wrong}))


@pytest.mark.parametrize("ask", [due_actions, next_due_at])
@pytest.mark.parametrize(
    ("name", "wrong", "where", "code"),
    [*WRONG, *(("procedure", one, "procedure", "wrong_type") for one in (5, None, "lapor/1"))],
)
def test_what_is_due(
    story: Story,
    procedure: Procedure,
    instant: Instant,
    ask: Callable[..., object],
    name: str,
    wrong: object,
    where: str,
    code: str,
) -> None:
    """The same, by a procedure."""
    given: dict[str, Any] = {
        "procedure": procedure,
        "case": story("2025-01-06 09:00"),
        "standards": LAPOR_STANDARDS,
        "now": instant("2025-01-07 09:00"),
    }

    assert [(where, code)] == faults(lambda: ask(**given | {name: wrong}))


def test_what_the_calendar_was_is_a_calendar(
    story: Story, procedure: Procedure, instant: Instant
) -> None:
    """A function that gives none is no such function."""
    nothing: Any = lambda _: None  # noqa: E731
    case, now = story("2025-01-06 09:00"), instant("2025-01-07 09:00")

    def read() -> object:
        return assess(
            case, LAPOR_STANDARDS, calendar=procedure.calendar, now=now, calendar_on=nothing
        )

    assert [("calendar_on", "wrong_type")] == faults(read)


@pytest.mark.parametrize(
    ("name", "wrong", "where", "code"),
    [
        *(("by_class", one, "standard.limits", "wrong_type") for one in (5, None, "information")),
        ("by_class", ("information",), "standard.limits[0]", "wrong_type"),
        ("by_class", {"information": 5}, "standard.limits.information", "wrong_type"),
        ("by_class", {5: DAYS}, "standard.limits", "not_one_of"),
        *(("pauses", one, "standard.pauses", "wrong_type") for one in (5, None, "answered")),
        ("pauses", [5], "standard.pauses[0]", "wrong_type"),
        *(("resumes", one, "standard.resumes", "wrong_type") for one in (5, None, "answered")),
        ("label", "x", "standard.label", "wrong_type"),
        ("source", 5, "standard.source", "wrong_type"),
        *(("sure", one, "standard.sure", "not_one_of") for one in (5, None, "x", NOTHING)),
    ],
)
def test_standard(name: str, wrong: object, where: str, code: str) -> None:
    """Limits by class, phases, a label, a source, and how sure it is."""
    given: Any = {name: wrong}

    assert [(where, code)] == faults(lambda: Standard("x", "new", "assigned", DAYS, **given))


def test_a_standard_holds_on_days(instant: Instant) -> None:
    """An instant is none: on which date it falls depends on a zone."""
    wrong: Any = "2025-01-06"

    assert [("received_on", "wrong_type")] == faults(lambda: LAPOR_STANDARDS[0].is_valid(wrong))
    assert [("received_on", "not_a_plain_date")] == faults(
        lambda: LAPOR_STANDARDS[0].is_valid(instant("2025-01-06 09:00"))
    )


def test_readings_are_found_by_codes(story: Story, procedure: Procedure, instant: Instant) -> None:
    """Not by standards or places."""
    now = instant("2025-01-07 09:00")
    report = assess(
        story("2025-01-06 09:00"), LAPOR_STANDARDS, calendar=procedure.calendar, now=now
    )
    wrong: Any = 0

    assert [("standard", "wrong_type")] == faults(lambda: report[wrong])
