"""Clocks of cases that began elsewhere, and what is due: what is known counts, nothing else."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from stories import instant_of, small_city

from sp4n.model import Actor, Complaint
from sp4n.sla import LAPOR_STANDARDS, ClockState, assess, due_actions, next_due_at
from sp4n.workdays import indonesia
from sp4n.workflow import LAPOR, Case, Command, PastStep, commands, extended

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PROCEDURE = small_city(extended(LAPOR, {"counter_service": {}, "rating": {}}))
CALENDAR = indonesia()
AT = instant_of("2025-07-31 09:00")
NOW = instant_of("2025-08-01 09:00")
M, B, LATE, U, P, NOT = (  # as short as the table below needs
    ClockState.MET, ClockState.BREACHED, ClockState.OVERDUE, ClockState.UNKNOWN, ClockState.PAUSED,
    ClockState.NOT_STARTED,
)  # fmt: skip


def step(on: str, status: str, holder: str | None = None) -> PastStep:
    return PastStep(instant_of(f"2025-{on} 09:00"), status, holder)


def adopted(status: str, **known: Any) -> Case:
    """A case of 1 July 2025 that was taken over from another system on the 31st."""
    complaint = Complaint(
        "X-0001", "Contoh", "Jalan berlubang.", instant_of("2025-07-01 09:00"), region="99.71",
        reporter="reporter-0001",
    )  # fmt: skip
    return PROCEDURE.adopt(complaint, status=status, holder="DINAS", source="lama", at=AT, **known)


NEW, DISPOSED = step("07-01", "unverified", "KOTA"), step("07-03", "verified", "DINAS")
ANSWERED, REPLIED = step("07-08", "followed_up"), step("07-10", "replied")
ASKED = step("07-07", "awaiting_completion")

# Verification within 3 of 1 July: the 4th; first follow-up within 5 of the 3rd: the 10th;
# settlement within 14 of the 1st: the 21st.
STANDINGS: dict[str, tuple[Case, tuple[ClockState, ClockState, ClockState]]] = {
    "all is known": (adopted("followed_up", steps=[NEW, DISPOSED, ANSWERED]), (M, M, M)),
    "still where it was disposed": (adopted("verified", steps=[NEW, DISPOSED]), (M, LATE, LATE)),
    "answered nobody knows when": (adopted("followed_up", steps=[NEW, DISPOSED]), (M, U, U)),
    "first disposition alone": (adopted("replied", first_disposed_at=DISPOSED.at), (U, U, U)),
    "disposed and still there": (
        adopted("verified", first_disposed_at=DISPOSED.at), (U, LATE, LATE),
    ),
    "since when it is answered": (adopted("followed_up", since_at=ANSWERED.at), (U, U, M)),
    "answered too late": (adopted("followed_up", since_at=step("07-22", "x").at), (U, U, U)),
    "answered too late, all is known": (
        adopted("followed_up", steps=[NEW, DISPOSED, step("07-22", "followed_up")]), (M, B, B),
    ),
    "since when it is new": (adopted("unverified", since_at=NEW.at), (LATE, NOT, LATE)),
    "new since a later day": (adopted("unverified", since_at=REPLIED.at), (LATE, U, LATE)),
    "nothing, and new": (adopted("unverified"), (U, U, LATE)),
    "nothing, and assigned": (adopted("verified"), (U, U, LATE)),
    "nothing, and answered": (adopted("followed_up"), (U, U, U)),
    "nothing, and replied": (adopted("replied"), (U, U, U)),
    "nothing, and closed": (adopted("closed_by_system"), (U, U, U)),
    "replied since": (adopted("replied", since_at=REPLIED.at), (U, U, U)),
    "asked in time": (
        adopted("awaiting_completion", steps=[NEW, DISPOSED, ASKED]), (M, P, P),
    ),
    "asked since": (adopted("awaiting_completion", since_at=ASKED.at), (U, U, P)),
    "asked nobody knows when": (
        adopted("awaiting_completion", steps=[NEW, DISPOSED]), (M, LATE, LATE),
    ),
    "completed nobody knows when": (
        adopted("verified", steps=[NEW, DISPOSED, ASKED]), (M, U, U),
    ),
    "replied nobody knows when": (
        adopted("replied", steps=[NEW, DISPOSED, ANSWERED]), (M, M, U),
    ),
    "closed nobody knows when": (
        adopted("closed_by_system", steps=[NEW, DISPOSED, ANSWERED]), (M, M, M),
    ),
    "archived nobody knows when": (adopted("archived_by_admin", steps=[NEW, DISPOSED]), (M, U, U)),
    "sent back nobody knows when": (adopted("unverified", steps=[NEW, DISPOSED]), (M, U, LATE)),
}  # fmt: skip


@pytest.mark.parametrize("name", STANDINGS)
def test_a_clock_stands_as_far_as_it_is_known(name: str) -> None:
    """Verification, first follow-up and settlement, worked out by hand."""
    case, expected = STANDINGS[name]
    report = assess(case, LAPOR_STANDARDS, calendar=CALENDAR, now=NOW)

    assert expected == tuple(reading.state for reading in report)


def test_what_goes_on_here_goes_on_from_there() -> None:
    """Asked on 7 July after 4 of 14 days, completed on 4 August: ten from there end on the 19th.

    The 18th of August is joint leave.
    """
    case = adopted("awaiting_completion", steps=[NEW, DISPOSED, ASKED])
    at = instant_of("2025-08-04 09:00")
    case = PROCEDURE.perform(
        case, commands.complete(addition="Di sini."), by=Actor.reporter("reporter-0001"), at=at
    )
    report = assess(case, LAPOR_STANDARDS, calendar=CALENDAR, now=at)

    assert date(2025, 8, 19) == report["settlement"].due_on


def test_what_is_lost_says_that_it_went_on_elsewhere() -> None:
    """Not that the calendar ends."""
    case = adopted("followed_up", steps=[NEW, DISPOSED])
    lost = assess(case, LAPOR_STANDARDS, calendar=CALENDAR, now=NOW)["first_follow_up"]

    assert (DISPOSED.at, None, None) == (lost.started_at, lost.due_on, lost.overdue_at)
    assert "what happened in another system is not known" in lost.describe("en")


def test_whoever_had_it_is_charged_or_nobody() -> None:
    """Not the present holder for what another, unknown one did."""
    case = adopted("verified", first_disposed_at=DISPOSED.at, since_at=step("07-15", "x").at)
    report = assess(case, LAPOR_STANDARDS, calendar=CALENDAR, now=NOW)
    earlier, now = (
        reading for reading in report.all_readings if reading.standard.code == "first_follow_up"
    )

    assert (None, ClockState.BREACHED) == (earlier.charged_to("DINAS"), earlier.state)
    assert ("DINAS", ClockState.OVERDUE) == (now.charged_to("DINAS"), now.state)


# What is due


def kinds(case: Case, now: datetime, *, clocks: bool = True) -> list[str]:
    given = LAPOR_STANDARDS if clocks else ()
    return [one.kind for one in due_actions(PROCEDURE, case, now=now, standards=given)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nothing, and replied", ["review"]),
        ("replied since", ["review"]),
        ("nothing, and assigned", ["remind"]),
        ("disposed and still there", ["remind", "remind"]),
        ("nothing, and answered", []),  # its timer runs from the adoption
        ("nothing, and closed", []),
    ],
)
def test_somebody_looks_at_what_nothing_dates(name: str, expected: list[str]) -> None:
    """Only where neither a clock nor a timer does."""
    assert expected == kinds(STANDINGS[name][0], NOW)


def test_a_review_is_due_from_the_adoption_until_the_case_moves_on() -> None:
    """It goes to whoever holds it; once told it is not told again."""
    case = adopted("replied")
    (review,) = due_actions(PROCEDURE, case, now=NOW, standards=LAPOR_STANDARDS)
    answered = PROCEDURE.perform(
        case, commands.follow_up(answer="Sudah."), by=Actor.officer("dinas", at="DINAS"), at=NOW
    )

    assert (AT, ("DINAS",), "X-0001/1/review", None) == (
        review.due_at, review.holders, review.key, review.command,
    )  # fmt: skip
    assert [AT, None] == [
        next_due_at(PROCEDURE, case, standards=LAPOR_STANDARDS, now=now) for now in (None, NOW)
    ]
    assert [] == kinds(answered, NOW)


def test_a_case_that_began_here_needs_no_review() -> None:
    """Without any standards nothing is due, as ever."""
    case = PROCEDURE.receive(adopted("verified").complaint, at=AT)

    assert [] == kinds(case, NOW, clocks=False)


KEYED_IN: "Mapping[str, Callable[[], Command]]" = {
    "followed_up": lambda: commands.reply(message="Belum."),
    "closed_by_system": lambda: commands.rate(score=2),
    "verified": commands.withdraw,
}


@pytest.mark.parametrize("status", KEYED_IN)
def test_the_reporter_is_told_what_was_keyed_in(status: str) -> None:
    """Whether the case is open then or not, and whatever happened since."""
    keyed = commands.keyed_in(KEYED_IN[status](), came_by="letter", letter="Surat X-0001")
    case = PROCEDURE.perform(adopted(status), keyed, by=Actor.officer("kota", at="KOTA"), at=NOW)
    news = [
        one
        for one in due_actions(PROCEDURE, case, now=NOW, standards=LAPOR_STANDARDS)
        if one.kind == "tell_reporter"
    ]

    assert [(None, NOW, "X-0001/2/tell_reporter", ())] == [
        (one.command, one.due_at, one.key, one.holders) for one in news
    ]
    assert NOW == next_due_at(PROCEDURE, case, now=NOW)


def test_what_reporters_do_themselves_is_no_news_to_them() -> None:
    """Nor do they hear of tomorrow."""
    reply = commands.reply(message="Belum.")
    case = adopted("followed_up")
    own = PROCEDURE.perform(case, reply, by=Actor.reporter("reporter-0001"), at=NOW)
    keyed = PROCEDURE.perform(
        case, commands.keyed_in(reply, came_by="phone"), by=Actor.officer("dinas", at="DINAS"),
        at=NOW,
    )  # fmt: skip

    assert "tell_reporter" not in kinds(own, NOW)
    assert "tell_reporter" not in kinds(keyed, AT)
