"""What is told at once: that a case is urgent, and whose parts are open; and what else is noted."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from attrs import evolve

from sp4n.model import Actor, Agency, Appointment, Complaint, Directory, Officer
from sp4n.sla import LAPOR_STANDARDS, DueAction, due_actions, next_due_at
from sp4n.workdays import indonesia
from sp4n.workflow import LAPOR, Case, Procedure, Proposal, commands, extended

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_01_06 = datetime(2026, 1, 6, 2, 30, tzinfo=UTC)
WED_2026_01_07 = datetime(2026, 1, 7, 2, 30, tzinfo=UTC)
FRI_2026_01_30 = datetime(2026, 1, 30, 2, 30, tzinfo=UTC)
DAY = date(2026, 1, 8)

AGENCIES = (
    Agency("KOTA", "Kota Contoh", region="99.71", front_desk=True),
    Agency("DPU", "Dinas PU", parent="KOTA"),
    Agency("DISHUB", "Dishub", parent="KOTA"),
    Agency("LAMA", "Lama", parent="KOTA", active_until=DAY, successors=["BARU"]),
    Agency("BARU", "Baru", parent="KOTA"),
    Agency("PECAH", "Pecah", parent="KOTA", active_until=DAY, successors=["BARU", "DISHUB"]),
)
STAFF = (
    Appointment("admin", "KOTA", "agency_admin"),
    Appointment("dpu", "DPU", "liaison_officer"),
    Appointment("dishub", "DISHUB", "liaison_officer"),
)
CITY = Procedure(
    extended(LAPOR, {"coordination": {}}),
    Directory(AGENCIES, [Officer(one.officer, "Petugas Contoh") for one in STAFF], STAFF),
    indonesia(),
)
ADMIN, DPU, DISHUB = (Actor.officer(one.officer, at=one.agency) for one in STAFF)


def received(**proposed: Any) -> Case:
    complaint = Complaint("X-0001", "Lampu mati", "Lampu mati.", MON_2026_01_05, region="99.71")
    proposal = Proposal("DPU", "rule", **proposed)
    return CITY.receive(complaint, at=MON_2026_01_05, proposal=proposal)


def asked(to: str = "DISHUB", **proposed: Any) -> Case:
    """Verified on Tuesday, and another office asked for its part at once."""
    case = CITY.perform(received(**proposed), commands.verify(), by=ADMIN, at=TUE_2026_01_06)
    command = commands.involve(to=to, question="Lampu siapa?")
    return CITY.perform(case, command, by=DPU, at=TUE_2026_01_06)


def told(case: Case, now: datetime = WED_2026_01_07) -> tuple[DueAction, ...]:
    return due_actions(CITY, case, now=now, standards=LAPOR_STANDARDS)


def codes(action: DueAction) -> list[str]:
    return [note.code for note in action.notes]


# Urgent


def test_an_urgent_case_is_told_at_once_to_whoever_holds_it() -> None:
    """On the day of receipt, though no clock is due for days; and once to each holder."""
    case = received(urgent=True)
    verified = CITY.perform(case, commands.verify(), by=ADMIN, at=TUE_2026_01_06)

    assert [
        ("urgent", None, MON_2026_01_05, "X-0001/urgent/KOTA", ("KOTA",), True),
        ("urgent", None, TUE_2026_01_06, "X-0001/urgent/DPU", ("DPU",), True),
    ] == [
        (one.kind, one.command, one.due_at, one.key, one.holders, one.is_urgent)
        for each, now in ((case, MON_2026_01_05), (verified, TUE_2026_01_06))
        for one in told(each, now)
    ]


def test_what_is_not_urgent_is_not_told_at_once() -> None:
    """Nor what an office has answered."""
    answered = CITY.perform(
        CITY.perform(received(urgent=True), commands.verify(), by=ADMIN, at=TUE_2026_01_06),
        commands.follow_up(answer="Sudah."), by=DPU, at=TUE_2026_01_06,
    )  # fmt: skip

    calm = received(supporting=["DISHUB"], ask_for_completion=True)

    assert () == told(calm, TUE_2026_01_06)
    assert () == told(answered)


def test_nothing_is_told_without_standards() -> None:
    """Whoever asks for timers alone gets timers alone."""
    case = asked(urgent=True)

    assert () == due_actions(CITY, case, now=WED_2026_01_07)
    assert next_due_at(CITY, case) is None


@pytest.mark.parametrize("now", [MON_2026_01_05, WED_2026_01_07])
def test_nothing_is_told_before_it_happened(now: datetime) -> None:
    """Asked on Tuesday, it is not due on Monday."""
    kinds = {one.kind for one in told(asked(urgent=True), now)}

    assert ({"urgent", "contribute"} if now == WED_2026_01_07 else set()) == (
        kinds & {"urgent", "contribute"}
    )


# Parts


def test_an_open_part_is_told_to_both_sides() -> None:
    """Those who were asked, and the holder, since when; until it is given."""
    case = asked()
    (action,) = told(case)
    given = CITY.perform(
        case, commands.contribute(text="Lampu kami."), by=DISHUB, at=WED_2026_01_07
    )

    assert ("contribute", None, TUE_2026_01_06, "X-0001/part/3", ("DPU",), ("DISHUB",)) == (
        action.kind, action.command, action.due_at, action.key, action.holders, action.involved,
    )  # fmt: skip
    assert (case.parts[0], ["parts_open"], False) == (action.part, codes(action), action.is_urgent)
    assert () == told(given)


def test_a_part_moves_no_clock() -> None:
    """Reminders are those of the same case without it."""
    verified = CITY.perform(received(), commands.verify(), by=ADMIN, at=TUE_2026_01_06)
    with_part, without = (
        [
            (one.due_at, one.key, one.standard)
            for one in told(case, FRI_2026_01_30)
            if one.kind == "remind"
        ]
        for case in (asked(), verified)
    )

    assert without
    assert without == with_part


def test_a_part_follows_successors() -> None:
    """LAMA becomes BARU; of an office that was split all successors are told."""
    later = datetime(2026, 1, 8, 2, 30, tzinfo=UTC)

    assert [("LAMA",), ("BARU",), ("PECAH",), ("BARU", "DISHUB")] == [
        one.involved
        for to in ("LAMA", "PECAH")
        for now in (WED_2026_01_07, later)
        for one in told(asked(to), now)
    ]


def test_nobody_who_is_barred_by_now_is_told() -> None:
    """The holder is, and can release them."""
    case = asked()
    accusing = evolve(case.complaint, accused={"DISHUB"})
    (action,) = told(Case.from_events(accusing, case.events))

    assert (("DPU",), ()) == (action.holders, action.involved)


# Notes, and when to look


def test_every_action_notes_what_was_proposed() -> None:
    """What nobody has done: urgency, completion, and whose help."""
    proposed: dict[str, Any] = {
        "urgent": True,
        "ask_for_completion": True,
        "supporting": ["DISHUB", "BARU"],
    }
    actions = told(asked(**proposed), FRI_2026_01_30)

    assert {"urgent", "contribute", "remind"} == {one.kind for one in actions}
    for action in actions:
        assert ["urgent", "completion_proposed", "support_proposed", "parts_open"] == codes(action)
        assert ("BARU",) == action.notes[2]["agencies"]
    assert all(one.is_urgent for one in actions)


def test_what_is_told_at_once_is_due_at_once() -> None:
    """And counts as told, once it was."""
    urgent, part = received(urgent=True), asked()
    quiet = [
        next_due_at(CITY, case, standards=LAPOR_STANDARDS, now=WED_2026_01_07)
        for case in (
            received(),
            CITY.perform(received(), commands.verify(), by=ADMIN, at=TUE_2026_01_06),
        )
    ]

    assert [MON_2026_01_05, TUE_2026_01_06] == [
        next_due_at(CITY, case, standards=LAPOR_STANDARDS) for case in (urgent, part)
    ]
    assert quiet == [
        next_due_at(CITY, case, standards=LAPOR_STANDARDS, now=WED_2026_01_07)
        for case in (urgent, part)
    ]
