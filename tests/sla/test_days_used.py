"""What a step took, where the calendar does not reach so far."""

from datetime import UTC, datetime, timedelta

from attrs import evolve

from sp4n.model import Actor, Complaint
from sp4n.sample import sample_policy
from sp4n.sla import ClockState, Standard
from sp4n.workdays import Limit
from sp4n.workflow import commands

TUE_2029_12_04 = datetime(2029, 12, 4, 2, 0, tzinfo=UTC)  # 09.00 WIB
FRI_2030_02_01 = datetime(2030, 2, 1, 2, 0, tzinfo=UTC)  # the known range ends with 2029


def test_days_beyond_the_known_range_are_unknown_though_the_clock_is_read() -> None:
    """A limit in calendar days needs no working days to be broken, but what it took does."""
    standard = Standard("v", "assigned", "answered", Limit(5, "calendar days"))
    policy = evolve(sample_policy(), standards=[standard])
    complaint = Complaint("X-1", "Jalan berlubang", "Jalan", TUE_2029_12_04, region="99.71")
    admin = Actor.officer("kota-admin", at="KOTA")
    officer = Actor.officer("dpu-penghubung", at="DPU")
    case = policy.receive(complaint, at=TUE_2029_12_04)
    case = policy.perform(case, commands.verify(to="DPU"), by=admin, at=TUE_2029_12_04)
    case = policy.perform(
        case, commands.follow_up(answer="Selesai."), by=officer, at=FRI_2030_02_01
    )

    now = FRI_2030_02_01 + timedelta(days=28)
    (reading,) = policy.assess(case, now=now)

    assert (ClockState.BREACHED, None) == (reading.state, reading.days_used)
    assert 1 == len(policy.snapshot([case], now=now).turns)
