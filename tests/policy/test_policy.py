"""A policy joins routing, workflow, clocks and calendar, and adds nothing of its own."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sp4n.errors import InvalidValue
from sp4n.model import Actor, Classification, Complaint
from sp4n.sample import sample_policy
from sp4n.workflow import Accepted, CommandRefused, Needs, Refused, commands

MON_2026_03_16 = datetime(2026, 3, 16, 2, 0, tzinfo=UTC)
TUE_2026_03_17 = MON_2026_03_16 + timedelta(days=1)
KOTA_ADMIN = Actor.officer("kota-admin", at="KOTA")
DPU_OPERATOR = Actor.officer("dpu-operator", at="DPU")
POLICY = sample_policy()
HOLE = Complaint(
    "X-0001", "Jalan berlubang", "Jalan kami berlubang dalam", MON_2026_03_16, region="99.71"
)
LEVY = Complaint(
    "X-0002", "Pungli", "Dimintai uang tanpa kuitansi oleh oknum", MON_2026_03_16, region="99.71"
)


def test_receiving_puts_the_route_on_record() -> None:
    """The first event remembers the proposed agency, how it was found, and by which rule."""
    first = POLICY.receive(HOLE, at=MON_2026_03_16).events[0]

    assert (first.fact("proposed"), first.fact("via"), first.fact("rule")) == (
        "DPU",
        "rule",
        "road-damage",
    )


def test_verifying_without_a_name_takes_the_proposal() -> None:
    """Agency and class are taken as proposed; the case is guarded from the start."""
    case = POLICY.receive(LEVY, at=MON_2026_03_16)
    after = POLICY.perform(case, commands.verify(), by=KOTA_ADMIN, at=TUE_2026_03_17)

    assert case.is_confidential
    assert (after.holder, after.classification) == ("INSPEKTORAT", Classification.OVERSIGHT)


def test_a_class_that_the_admin_gives_beats_the_proposed_one() -> None:
    """The admin disposes."""
    case = POLICY.receive(LEVY, at=MON_2026_03_16)
    command = commands.verify(classification=Classification.SERVICE)

    assert (
        POLICY.perform(case, command, by=KOTA_ADMIN, at=TUE_2026_03_17).classification
        == Classification.SERVICE
    )


def test_deciding_and_performing_agree() -> None:
    """What decide refuses, perform raises with the same reasons; what it accepts, it does."""
    case = POLICY.receive(HOLE, at=MON_2026_03_16)
    refused = POLICY.decide(case, commands.verify(), by=DPU_OPERATOR, at=TUE_2026_03_17)
    accepted = POLICY.decide(case, commands.verify(), by=KOTA_ADMIN, at=TUE_2026_03_17)

    assert isinstance(refused, Refused)
    assert isinstance(accepted, Accepted)
    assert accepted.case == POLICY.perform(
        case, commands.verify(), by=KOTA_ADMIN, at=TUE_2026_03_17
    )
    with pytest.raises(CommandRefused) as error:
        POLICY.perform(case, commands.verify(), by=DPU_OPERATOR, at=TUE_2026_03_17)
    assert error.value.reasons == refused.reasons


def test_options_say_what_is_needed() -> None:
    """An operator of the holder may follow up once they say with what."""
    case = POLICY.receive(HOLE, at=MON_2026_03_16)
    case = POLICY.perform(case, commands.verify(), by=KOTA_ADMIN, at=TUE_2026_03_17)
    options = POLICY.options(case, by=DPU_OPERATOR, at=TUE_2026_03_17)

    assert options["follow_up"] == Needs(("answer",))
    assert isinstance(options["verify"], Refused)


def test_clocks_and_timers_use_the_citys_calendar() -> None:
    """4 May 2026 is the sample city's own closure: an answer of 27 April is silent ten days later.

    After Mon 27 April: 28, 29, 30 April, (1 May holiday), (4 May closure), 5-8 May, 11-13 May are
    ten working days; 14 and 15 May are a holiday and joint leave.
    """
    case = POLICY.receive(HOLE, at=MON_2026_03_16)
    case = POLICY.perform(case, commands.verify(), by=KOTA_ADMIN, at=TUE_2026_03_17)
    mon_2026_04_27 = datetime(2026, 4, 27, 2, 0, tzinfo=UTC)
    answer = commands.follow_up(answer="Sudah ditambal.")
    case = POLICY.perform(case, answer, by=DPU_OPERATOR, at=mon_2026_04_27)

    assert POLICY.due_actions(case, now=datetime(2026, 5, 13, 12, 0, tzinfo=UTC)) == ()
    (action,) = POLICY.due_actions(case, now=datetime(2026, 5, 14, 12, 0, tzinfo=UTC))
    assert action.kind == "close"
    assert action.command == commands.close_by_system()
    assert action.due_at.isoformat() == "2026-05-14T00:00:00+07:00"
    assert action.key == "X-0001/3/close_by_system"
    due_at = POLICY.next_due_at(case, now=mon_2026_04_27)
    assert due_at is not None
    assert due_at.isoformat() == "2026-05-14T00:00:00+07:00"
    assert POLICY.assess(case, now=mon_2026_04_27)["first_follow_up"].is_breach


def test_reminders_are_those_of_the_policys_own_standards() -> None:
    """Received on Mon 16 March 2026, verification has 17, 25, 26 March (18-24 are off).

    So it is due soon from Wed the 25th on: that is when to look, and once it is sent, on the 27th.
    """
    case = POLICY.receive(HOLE, at=MON_2026_03_16)
    due_at = POLICY.next_due_at(case)
    assert due_at is not None

    (action,) = POLICY.due_actions(case, now=due_at)

    assert due_at.isoformat() == "2026-03-25T00:00:00+07:00"
    assert (action.kind, action.command, action.holders) == ("remind", None, ("KOTA",))
    assert action.standard is POLICY.standards[0]
    later = POLICY.next_due_at(case, now=due_at + timedelta(hours=1))
    assert later is not None
    assert later.isoformat() == "2026-03-27T00:00:00+07:00"


def test_the_calendar_of_an_earlier_day_lacks_what_became_known_later() -> None:
    """The closure of 4 May 2026 became known on 12 January 2026."""
    assert not POLICY.calendar().is_working_day(date(2026, 5, 4))
    assert POLICY.calendar(as_of=date(2026, 1, 11)).is_working_day(date(2026, 5, 4))


def test_routing_can_leave_out_agencies_that_were_tried() -> None:
    """A tried agency is passed over, and the route still ends somewhere."""
    assert POLICY.route(HOLE, excluding=["DPU"]).agency == "KOTA"
    assert POLICY.route(HOLE, at=TUE_2026_03_17).agency == "DPU"


def test_adopting_a_case_from_elsewhere() -> None:
    """A case that began in another system comes with a status, a holder and a source."""
    case = POLICY.adopt(
        HOLE, status="followed_up", holder="DPU", source="lapor-export", at=TUE_2026_03_17
    )

    assert (case.status, case.holder, case.events[0].fact("source")) == (
        "followed_up",
        "DPU",
        "lapor-export",
    )


def test_only_cases_can_be_replayed() -> None:
    """Each of a list of them."""
    for cases, where in ((5, "cases"), (["x"], "case")):
        wrong: Any = cases
        with pytest.raises(InvalidValue) as refused:
            POLICY.replay(wrong)

        assert (where, "wrong_type") == (refused.value.faults[0].where, refused.value.code)


def test_a_policy_is_checked_for_a_plain_date() -> None:
    """Not for a word that looks like one."""
    day: Any = "2026-01-05"
    with pytest.raises(InvalidValue) as refused:
        POLICY.check(on=day)

    assert ("on", "wrong_type") == (refused.value.faults[0].where, refused.value.code)
