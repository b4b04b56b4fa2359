"""Why a clock stands otherwise by another policy, whose clock it is, and how many there are."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from sp4n.model import Actor, Complaint
from sp4n.policy import ClockChange, Policy
from sp4n.sample import sample_cases, sample_complaints, sample_policy
from sp4n.sla import SUBMITTED, Standard
from sp4n.workdays import GOVERNMENT_HOURS, Closure, Decree, Limit, decrees
from sp4n.workflow import Case, commands

CITY = sample_policy()
SETTINGS = CITY.calendar_settings
VERIFICATION, FOLLOW_UP, SETTLEMENT = CITY.standards
MON_2026_11_02 = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)  # 10.00 WIB, no holiday near
WED_2026_11_04 = MON_2026_11_02 + timedelta(days=2)
HOLE = Complaint("X-0001", "Jalan berlubang", "Jalan berlubang", MON_2026_11_02, region="99.71")
RECEIVED = CITY.receive(HOLE, at=MON_2026_11_02)
ADMIN = Actor.officer("kota-admin", at="KOTA")
CLOSED_ON_TUESDAY = Closure(date(2026, 11, 3), "Hari Libur Kota")


def by(policy: Policy = CITY, *changed: Standard, **settings: Any) -> Policy:
    """A policy with other standards or different calendar settings."""
    return evolve(
        policy,
        version="2026.2",
        standards=changed or policy.standards,
        calendar_settings=evolve(SETTINGS, **settings),
    )


def change(
    other: Policy, case: Case = RECEIVED, now: datetime = MON_2026_11_02, *, code: str = ""
) -> ClockChange:
    found = CITY.compare(other, [case], now=now).clocks
    return next(one for one in found if one.standard == (code or "verification"))


def test_a_day_off_is_named_as_the_reason() -> None:
    """Three working days from Monday end on Thursday, or on Friday if Tuesday is off."""
    found = change(by(closures=[*SETTINGS.closures, CLOSED_ON_TUESDAY]))

    assert (("days",), 1, 1) == (found.causes, found.moved_days, found.moved_working_days)
    assert [date(2026, 11, 3)] == [one.date for one in found.changed_days]
    assert "2026-11-03: a working day → closure: Hari Libur Kota" == found.why()
    assert str(found).endswith(f" ({found.why()})")
    told = found.to_dict("id")
    assert (["days"], "2026-11-03: hari kerja → hari tutup: Hari Libur Kota") == (
        told["causes"],
        told["why"],
    )


def test_the_deadline_of_each_reading_explains_itself() -> None:
    """With every day that it skips."""
    found = change(by(closures=[*SETTINGS.closures, CLOSED_ON_TUESDAY]))

    assert found.after is not None
    assert found.after.deadline is not None
    assert "Hari Libur Kota" in found.after.deadline.describe()


def test_another_limit_is_the_reason() -> None:
    """The readings say so themselves, so the sentence does not say it twice."""
    two = evolve(VERIFICATION, limit=Limit(2, "working days"))
    found = change(by(CITY, two, FOLLOW_UP, SETTLEMENT))

    assert (("limit",), "limit 3 working days -> 2 working days") == (found.causes, found.why())
    assert ("3 working days", "2 working days") == tuple(map(str, found.limits))
    assert not str(found).endswith(")")


def test_working_days_are_told_beside_calendar_days() -> None:
    """From Thursday to the Monday after are four days, of which two are worked."""
    five = evolve(VERIFICATION, limit=Limit(5, "working days"))
    found = change(by(CITY, five, FOLLOW_UP, SETTLEMENT))

    assert (4, 2) == (found.moved_days, found.moved_working_days)


def test_a_clock_that_only_one_policy_has_says_so() -> None:
    """Either way."""
    without = by(CITY, FOLLOW_UP, SETTLEMENT)
    removed = change(without)
    (added,) = without.compare(CITY, [RECEIVED], now=MON_2026_11_02).clocks

    assert (("removed",), "the second policy does not have it") == (removed.causes, removed.why())
    assert (("added",), "only the second policy has it") == (added.causes, added.why())
    assert ((), None) == (removed.changed_days, removed.moved_working_days)
    assert ("KOTA", "KOTA") == (removed.agency, added.agency)


def test_a_clock_that_pauses_otherwise_says_so() -> None:
    """Held on Tuesday; by the other policy the clock runs on."""
    held = CITY.perform(
        RECEIVED, commands.hold(missing="Di mana?"), by=ADMIN, at=MON_2026_11_02 + timedelta(1)
    )
    running = evolve(VERIFICATION, pauses=())
    found = change(by(CITY, running, FOLLOW_UP, SETTLEMENT), held, WED_2026_11_04)

    assert ("course",) == found.causes
    assert "it starts, stops or pauses differently" in str(found)
    assert () == found.changed_days


def test_what_is_received_on_another_day_is_due_on_another_day() -> None:
    """On Saturday at noon; by the other policy it counts as received on Monday."""
    saturday = MON_2026_11_02 + timedelta(days=5, hours=2)
    late = CITY.receive(evolve(HOLE, submitted_at=saturday), at=saturday)
    found = change(by(late_receipt="next-working-day"), late, saturday)

    assert (("calendar",), 1) == (found.causes, found.moved_days)
    assert "different calendar settings" in str(found)


def test_decrees_that_count_otherwise_are_the_reason() -> None:
    """The decree of 7 August 2025 made 18 August a day off; the other policy keeps its promises."""
    at = datetime(2025, 8, 5, 3, 0, tzinfo=UTC)
    case = CITY.receive(evolve(HOLE, submitted_at=at), at=at)
    keeping = evolve(CITY, amendments="keep")
    found = change(keeping, case, datetime(2025, 8, 11, tzinfo=UTC), code="settlement")

    assert {"amendments", "days"} == set(found.causes)
    assert date(2025, 8, 18) in [one.date for one in found.changed_days]
    assert -1 == found.moved_working_days


def test_a_limit_in_hours_moves_within_a_day() -> None:
    """From 10.00: one hour ends at 11.00, two at 12.00 of the same day."""
    hours = [evolve(VERIFICATION, limit=Limit(n, "working hours")) for n in (1, 2)]
    one, two = (by(CITY, each, FOLLOW_UP, SETTLEMENT, hours=GOVERNMENT_HOURS) for each in hours)
    (found,) = one.compare(two, [RECEIVED], now=MON_2026_11_02).clocks

    assert (0, True, ("limit",)) == (found.moved_days, found.is_deadline_moved, found.causes)
    eleven = MON_2026_11_02 + timedelta(hours=1)
    assert (eleven, eleven + timedelta(hours=1)) == found.due_at
    (row,) = one.compare(two, [RECEIVED], now=MON_2026_11_02).table("deadlines").records()
    assert found.due_at == (row["before_due_at"], row["after_due_at"])


def test_what_is_left_counts_only_while_nobody_knows_when_it_is_due() -> None:
    """Saturdays worked change how many days are left, but not when it is due, nor how it stands."""
    verified = CITY.perform(RECEIVED, commands.verify(), by=ADMIN, at=MON_2026_11_02)
    week_later = MON_2026_11_02 + timedelta(days=7)
    found = CITY.compare(by(week="six-day"), [verified], now=week_later)
    held = CITY.perform(RECEIVED, commands.hold(missing="Di mana?"), by=ADMIN, at=MON_2026_11_02)
    five = evolve(VERIFICATION, limit=Limit(5, "working days"))
    paused = change(by(CITY, five, FOLLOW_UP, SETTLEMENT), held, WED_2026_11_04)

    assert "verification" not in {one.standard for one in found.clocks}
    assert (None, False, ("limit",)) == (
        paused.moved_days,
        paused.is_deadline_moved,
        paused.causes,
    )


def test_limits_in_calendar_days_move_by_working_days_too() -> None:
    """From Sunday 30 December 2029 to Monday: one calendar day, and one that is worked."""
    at = datetime(2029, 12, 28, 3, 0, tzinfo=UTC)
    case = CITY.receive(evolve(HOLE, submitted_at=at), at=at)
    one, two = (by(CITY, evolve(VERIFICATION, limit=Limit(n, "calendar days"))) for n in (2, 3))
    (found,) = one.compare(two, [case], now=at).clocks

    assert (1, 1) == (found.moved_days, found.moved_working_days)


def test_a_due_date_beyond_the_other_policys_range_has_no_working_days() -> None:
    """Only the one policy has a decree for 2030; from Friday 28 December 2029 on."""
    at = datetime(2029, 12, 28, 3, 0, tzinfo=UTC)
    case = CITY.receive(evolve(HOLE, submitted_at=at), at=at)
    new_year = evolve(decrees()[-1].national[0], on=date(2030, 1, 1))
    decree = Decree(2030, date(2029, 9, 1), "own", national=[new_year], joint_leave=())
    ten, two = (by(CITY, evolve(VERIFICATION, limit=Limit(n, "calendar days"))) for n in (10, 2))
    known = evolve(ten, decrees=[decree])
    (moved,) = known.compare(two, [case], now=at).clocks
    (lost,) = known.compare(ten, [case], now=at).clocks

    assert (-8, None) == (moved.moved_days, moved.moved_working_days)
    assert (("calendar",), ()) == (lost.causes, lost.changed_days)


def test_clocks_are_counted_by_standard_and_agency() -> None:
    """Read on Wednesday: by one day verification is broken; settlement is the holder's."""
    verified = CITY.perform(
        CITY.receive(evolve(HOLE, number="X-0002"), at=MON_2026_11_02),
        commands.verify(),
        by=ADMIN,
        at=MON_2026_11_02,
    )
    one_day = evolve(VERIFICATION, limit=Limit(1, "working days"))
    found = CITY.compare(
        by(CITY, one_day, FOLLOW_UP, SETTLEMENT), [RECEIVED, verified], now=WED_2026_11_04
    )

    assert [
        ("first_follow_up", "DPU", 1, 0, 1, 0),
        ("settlement", "DPU", 1, 0, 1, 0),
        ("settlement", "KOTA", 1, 0, 1, 0),
        ("verification", "KOTA", 2, 0, 2, 1),
    ] == [tuple(row) for row in found.table("clock_counts").rows]
    assert ((5, 5), (0, 1)) == (found.clocks_read, found.breaches_counts)
    assert {"standard": "verification", "breaches_after": 1}.items() <= (
        found.clock_counts[-1].to_dict().items()
    )


def test_counts_are_those_of_two_simulations() -> None:
    """Of seeded lives, by standard and agency."""
    strict = by(CITY, evolve(VERIFICATION, limit=Limit(1, "working days")), FOLLOW_UP, SETTLEMENT)
    cases = sample_cases(sample_complaints(40))
    now = datetime(2026, 2, 20, 10, tzinfo=UTC)
    found = CITY.compare(strict, cases, now=now)

    for policy, name in ((CITY, "before"), (strict, "after")):
        clocks = [
            (clock.standard, clock.agency, clock.is_breach)
            for outcome in policy.simulate(cases, now=now).outcomes
            for clock in outcome.clocks
            if clock.started_at is not None
        ]
        for one in found.clock_counts:
            mine = [broken for *key, broken in clocks if key == [one.standard, one.agency]]
            assert (len(mine), sum(mine)) == (
                getattr(one, f"clocks_{name}"),
                getattr(one, f"breaches_{name}"),
            )


def test_the_row_of_a_clock_says_whose_it_is_by_which_limits_and_why() -> None:
    """Columns of the tables of clocks, deadlines and breaches."""
    one_day = evolve(VERIFICATION, limit=Limit(1, "working days"))
    found = CITY.compare(
        by(CITY, one_day, FOLLOW_UP, SETTLEMENT, closures=[CLOSED_ON_TUESDAY]),
        [RECEIVED],
        now=WED_2026_11_04,
    )
    row = found.table("clocks").records()[0]

    assert ("KOTA", "3 working days", "1 working day", "limit, days", "2026-11-03") == tuple(
        row[name] for name in ("agency", "before_limit", "after_limit", "causes", "changed_days")
    )


@pytest.mark.parametrize("starts", [SUBMITTED, "new"])
def test_two_standards_of_one_code_on_one_day_are_refused(starts: str) -> None:
    """Versions that follow each other are fine."""
    from sp4n.errors import InvalidValue

    twin = evolve(VERIFICATION, starts=starts)
    with pytest.raises(InvalidValue) as refused:
        by(CITY, VERIFICATION, FOLLOW_UP, twin)
    new_year = date(2027, 1, 1)
    by(CITY, evolve(VERIFICATION, valid_until=new_year), evolve(twin, valid_from=new_year))

    assert [("duplicate", "policy.standards[2]")] == [
        (one.code, one.where) for one in refused.value.faults
    ]


def test_a_history_that_is_refused_earlier_is_told() -> None:
    """This policy refuses the third fact, the other one the second."""
    from sp4n.model import Directory

    def left(**until: date) -> Policy:
        directory = CITY.directory
        terms = [
            evolve(one, until=until[one.officer.replace("-", "_")])
            if one.officer.replace("-", "_") in until
            else one
            for one in directory.appointments
        ]
        return CITY.bind(
            Directory(
                directory.agencies, directory.officers, terms, categories=directory.categories
            )
        )

    office = Actor.officer("dpu-penghubung", at="DPU")
    case = CITY.perform(RECEIVED, commands.verify(), by=ADMIN, at=WED_2026_11_04)
    answered = CITY.perform(
        case,
        commands.follow_up(answer="Selesai."),
        by=office,
        at=WED_2026_11_04 + timedelta(days=1),
    )
    gone = date(2026, 11, 3)
    here, there = left(dpu_penghubung=gone), left(dpu_penghubung=gone, kota_admin=gone)

    assert [("X-0001", 2)] == [
        (one.case, one.event) for one in here.compare(there, [answered]).divergences
    ]
    assert () == there.compare(here, [answered]).divergences


def test_a_clock_that_has_not_started_by_one_policy_runs_by_the_other() -> None:
    """It takes another course; no days can be named, since by one policy nothing is due."""
    sooner = by(CITY, VERIFICATION, evolve(FOLLOW_UP, starts=SUBMITTED), SETTLEMENT)
    found = change(sooner, code="first_follow_up")

    assert (("course",), ()) == (found.causes, found.changed_days)
