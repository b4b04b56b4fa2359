"""Where a decision tips over: the last day, the last character, the same instant, the last fact."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sp4n.model import Actor, Agency, Appointment, Complaint, Directory, Officer
from sp4n.workdays import indonesia
from sp4n.workflow import LAPOR, Accepted, Case, Needs, Procedure, Reason, Refused, commands

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_01_06 = datetime(2026, 1, 6, 2, 30, tzinfo=UTC)
WED_2026_01_07 = datetime(2026, 1, 7, 2, 30, tzinfo=UTC)
A_MICROSECOND = timedelta(microseconds=1)

Find = Callable[[str], Actor]
Make = Callable[..., Complaint]
Reasons = Callable[..., tuple[Reason, ...]]


def _procedure(unit: Agency) -> Procedure:
    """An office with one unit below it, which has no officers of its own."""
    agencies = [Agency("NASIONAL", "Admin"), Agency("DPU", "Dinas", parent="NASIONAL"), unit]
    officer = Officer("dpu-admin", "Petugas")
    serves = Appointment("dpu-admin", "DPU", "agency_admin")
    return Procedure(LAPOR, Directory(agencies, [officer], [serves]), indonesia())


@pytest.mark.parametrize(
    ("active", "may_take"),
    [
        ({}, True),
        ({"active_until": date(2026, 1, 6)}, False),  # up to but not including that day
        ({"active_until": date(2026, 1, 7)}, True),
        ({"active_from": date(2026, 1, 6)}, True),
        ({"active_from": date(2026, 1, 7)}, False),
    ],
)
def test_a_unit_counts_while_it_is_active(
    active: dict[str, Any], complaint: Make, who: Find, *, may_take: bool
) -> None:
    """A case can only be disposed onward on 6 January if the unit below is active on that day."""
    procedure = _procedure(Agency("BIDANG", "Bidang", parent="DPU", **active))
    case = procedure.adopt(
        complaint(), status="verified", holder="DPU", source="x", at=MON_2026_01_05
    )
    option = procedure.options(case, by=who("dpu-admin"), at=TUE_2026_01_06)["dispose"]

    if may_take:
        assert Needs(("to",)) == option
    else:
        assert isinstance(option, Refused)
        assert [("no_unit_below", "DPU")] == [(one.code, one["own"]) for one in option.reasons]


def test_the_last_event_is_named_when_time_runs_backwards(
    case_in: Callable[..., Case], after: Callable[..., Case], reasons: Reasons
) -> None:
    """Not the first: what happened on Tuesday bars what is dated to Monday noon."""
    case = after(case_in(), commands.follow_up(answer="Sudah."), "dpu-liaison", TUE_2026_01_06)
    [found] = reasons(case, commands.close(), "dpu-admin", TUE_2026_01_06 - A_MICROSECOND)

    assert ("time_reversed", "2026-01-06T02:30:00+00:00") == (found.code, found["last"])


@pytest.mark.parametrize(("length", "too_long"), [(64, []), (65, [(65, 64)])])
def test_the_number_of_a_case_has_at_most_64_characters(
    length: int, too_long: list[tuple[int, int]], city: Procedure, complaint: Make, who: Find
) -> None:
    """A longer one is no number of any case."""
    case = city.adopt(complaint(), status="verified", holder="DPU", source="x", at=MON_2026_01_05)
    decision = city.decide(
        case, commands.join(into="9" * length), by=who("kota-admin"), at=TUE_2026_01_06
    )

    assert isinstance(decision, Refused)
    assert too_long == [
        (one["length"], one["limit"]) for one in decision.reasons if one.code == "field_too_long"
    ]


def test_a_reason_is_written_once(case_in: Callable[..., Case], after: Callable[..., Case]) -> None:
    """As the reason of its event, and not among its facts too."""
    archived = after(case_in(), commands.archive(reason="insult"), "dpu-admin").events[-1]

    assert ("insult", ()) == (archived.reason, archived.facts)


@pytest.mark.parametrize(
    ("last_at", "fits"),
    [(TUE_2026_01_06, True), (TUE_2026_01_06 + A_MICROSECOND, False), (WED_2026_01_07, False)],
)
def test_a_duplicate_joins_what_happened_up_to_that_instant(
    last_at: datetime, city: Procedure, complaint: Make, who: Find, *, fits: bool
) -> None:
    """A case whose last event is yet to come takes nothing in, a moment ahead or a day."""

    def adopted(number: str, at: datetime) -> Case:
        return city.adopt(
            complaint(number=number), status="verified", holder="DPU", source="x", at=at
        )

    other = city.perform(
        adopted("2", MON_2026_01_05),
        commands.follow_up(answer="Sudah."),
        by=who("dpu-liaison"),
        at=last_at,
    )
    decision = city.decide(
        adopted("1", MON_2026_01_05), commands.join(into="2"), by=who("kota-admin"),
        at=TUE_2026_01_06, beside=[other],
    )  # fmt: skip

    if fits:
        assert isinstance(decision, Accepted)
    else:
        assert isinstance(decision, Refused)
        assert ["other_case_unfit"] == [one.code for one in decision.reasons]
