"""Each clock sentence of UU 25/2009 and UU 14/2008, with a date found on a wall calendar."""

from datetime import date
from typing import TYPE_CHECKING

import pytest
from stories import instant_of as at

from sp4n.sla import STATUTE_STANDARDS, assess
from sp4n.workdays import indonesia

if TYPE_CHECKING:
    from tests.sla.conftest import Story

CALENDAR = indonesia()
VERIFIED = "2026-07-06 09:00 kota verify DINAS"
ASKED = "2026-07-10 09:00 kota hold"
COMPLETED = "2026-07-20 09:00 pelapor complete"


def read(story: "Story", now: str, code: str, *steps: str, **told: str) -> tuple[object, ...]:
    """State, due date, days left; None if the statute does not concern the case."""
    case = story("2026-07-01 09:00", steps, **told)
    report = assess(case, STATUTE_STANDARDS, calendar=CALENDAR, now=at(now))
    if code not in [one.standard.code for one in report]:
        return ()
    return report[code].state.value, report[code].due_on, report[code].days_left


@pytest.mark.parametrize(
    ("now", "steps", "expected"),
    [
        # 44(3): "reply ≤ 14 days from receipt, saying complete or incomplete": 1 + 14 = 15 July
        ("2026-07-02 09:00", [], ("running", date(2026, 7, 15), 13)),
        ("2026-07-16 00:00", [], ("overdue", date(2026, 7, 15), -1)),
        ("2026-07-12 09:00", [ASKED], ("met", date(2026, 7, 15), 5)),  # incomplete
        ("2026-07-12 09:00", [VERIFIED], ("met", date(2026, 7, 15), 9)),  # complete
        ("2026-08-01 09:00", ["2026-07-16 09:00 kota hold"], ("breached", date(2026, 7, 15), -1)),
    ],
)
def test_a_reply_says_complete_or_incomplete(
    story: "Story", now: str, steps: list[str], expected: tuple[object, ...]
) -> None:
    """Plain days: Saturdays, Sundays and holidays count."""
    assert expected == read(story, now, "complete_or_not", *steps)


@pytest.mark.parametrize(
    ("now", "steps", "expected"),
    [
        # 50(1): "decide ≤ 60 days from completeness": 11 in July, 31 in August, 18 in September
        ("2026-07-21 09:00", [ASKED, COMPLETED], ("running", date(2026, 9, 18), 59)),
        # accepted on 6 July and not sent back: 25 in July, 31 in August, 4 in September
        ("2026-07-07 09:00", [VERIFIED], ("running", date(2026, 9, 4), 59)),
        # sent back, the acceptance was none: from the next one on 8 July, 6 September
        (
            "2026-07-09 09:00",
            [VERIFIED, "2026-07-07 09:00 dinas return", "2026-07-08 09:00 kota verify LAIN"],
            ("running", date(2026, 9, 6), 59),
        ),
        ("2026-07-07 09:00", [], ("not_started", None, None)),
        ("2026-07-12 09:00", [ASKED], ("not_started", None, None)),
        # a final answer is a decision, thanks are none
        (
            "2026-07-09 09:00",
            [VERIFIED, "2026-07-07 09:00 dinas follow_up answer_kind=interim"],
            ("running", date(2026, 9, 4), 57),
        ),
        (
            "2026-07-09 09:00",
            [VERIFIED, "2026-07-07 09:00 dinas follow_up"],
            ("met", date(2026, 9, 4), 59),
        ),
    ],
)
def test_a_decision_comes_within_sixty_days_of_completeness(
    story: "Story", now: str, steps: list[str], expected: tuple[object, ...]
) -> None:
    """Completeness comes once."""
    assert expected == read(story, now, "decision", *steps)


def test_what_is_decided_by_a_final_answer_is_told_at_once(story: "Story") -> None:
    """50(2): "tell ≤ 14 days from the decision". LAPOR! knows no other decision: 7 + 14 = 21."""
    steps = [VERIFIED, "2026-07-07 09:00 dinas follow_up"]

    assert ("met", date(2026, 7, 21), 14) == read(
        story, "2026-07-08 09:00", "notice_of_decision", *steps
    )
    assert ("not_started", None, None) == read(
        story, "2026-07-08 09:00", "notice_of_decision", VERIFIED
    )


@pytest.mark.parametrize(
    ("now", "steps", "expected"),
    [
        # 22(7): "within 10 working days": 2, 3, 6-10, 13-15 July
        ("2026-07-02 09:00", [], ("running", date(2026, 7, 15), 9)),
        ("2026-07-16 09:00", [VERIFIED], ("overdue", date(2026, 7, 15), -1)),
        (
            "2026-07-16 09:00",
            [VERIFIED, "2026-07-15 09:00 dinas follow_up"],
            ("met", date(2026, 7, 15), 0),
        ),
    ],
)
def test_a_request_for_information_is_answered_within_ten_working_days(
    story: "Story", now: str, steps: list[str], expected: tuple[object, ...]
) -> None:
    """And nothing else has that clock."""
    found = read(story, now, "information_request", *steps, classification="information")

    assert expected == found
    assert () == read(story, now, "information_request", *steps)


def test_the_statutes_are_verified_and_say_where_they_stand() -> None:
    """Article and paragraph."""
    assert {"verified"} == {one.sure for one in STATUTE_STANDARDS}
    assert ["44(3)", "50(1)", "50(2)", "22(7)-(8)"] == [
        one.source.split("art. ")[1].split(":")[0] for one in STATUTE_STANDARDS
    ]
