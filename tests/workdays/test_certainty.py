"""How sure a deadline is, and between which days it lies."""

from datetime import date, timedelta

import pytest
from known_decrees import LIST_OF_2027
from known_decrees import as_known_in_2026 as indonesia

from sp4n.workdays import (
    CalendarYear,
    Decree,
    Holiday,
    OutsideKnownRange,
    WorkingCalendar,
    decrees,
)
from sp4n.workdays.bounds import possible_leave
from sp4n.workdays.holiday import MOVABLE_FEASTS

FRI_2027_03_05 = date(2027, 3, 5)
REPLACEMENTS = {date(2020, 12, day) for day in (29, 30, 31)}  # for leave that the pandemic undid


@pytest.mark.parametrize(
    ("start_on", "n", "certainty"),
    [
        (date(2025, 1, 24), 60, "fixed"),
        (date(2027, 3, 4), 1, "fixed"),  # ends on Friday 5 March, before the block's window
        (FRI_2027_03_05, 1, "pending"),  # Idul Fitri, 10-11 March
        (date(2027, 3, 16), 5, "fixed"),  # starts on the window's last day: nothing can move it
        (date(2027, 3, 15), 1, "pending"),
        (date(2027, 5, 14), 1, "pending"),  # Idul Adha, 17 May
        (date(2027, 6, 4), 5, "fixed"),  # 1 Muharram isn't pending
        (date(2027, 12, 20), 5, "fixed"),
        (date(2027, 12, 30), 1, "fixed"),
        (date(2027, 12, 31), 1, "estimated"),
        (date(2027, 3, 1), 300, "estimated"),  # estimated outweighs pending
        (date(2027, 3, 16), 0, "pending"),  # a roll counts the day itself
        (date(2028, 12, 1), 60, "estimated"),
    ],
)
def test_certainty_follows_the_days_that_a_deadline_touches(
    start_on: date, n: int, certainty: str
) -> None:
    """A deadline is as unsure as the worst day after its start up to its end."""
    assert certainty == indonesia().deadline(start_on, n).certainty


def test_everything_is_fixed_up_to_certain_until() -> None:
    """The first day that may change is the one before the block of Idul Fitri 2027."""
    assert date(2027, 3, 7) == indonesia().certain_until


@pytest.mark.parametrize(
    ("as_of", "certain_until"),
    [
        (date(2010, 1, 1), date(2017, 12, 31)),  # the final lists are always known
        (date(2017, 9, 21), date(2017, 12, 31)),
        (date(2017, 9, 22), date(2018, 6, 11)),  # Idul Fitri 2018 with its leave: 13 to 19 June
        (date(2019, 8, 27), date(2019, 12, 31)),
        (date(2019, 8, 28), date(2020, 5, 20)),  # joint leave of Idul Fitri 2020: 22 to 27 May
        (date(2020, 5, 22), date(2020, 5, 22)),  # two days before Idul Fitri on 24 and 25 May
        (date(2020, 5, 23), date(2020, 7, 29)),  # its eve; next is Idul Adha on 31 July
        (date(2020, 7, 30), date(2020, 12, 31)),  # the eve: the sighting is known
        (date(2030, 1, 1), date(2027, 3, 7)),  # the table knows nothing newer than its review
    ],
)
def test_a_feast_is_pending_until_its_eve(as_of: date, certain_until: date) -> None:
    """What was known on a day decides how far the calendar of that day is certain."""
    assert certain_until == indonesia(as_of=as_of).certain_until


def test_a_decree_signed_after_the_sighting_leaves_nothing_pending() -> None:
    """A city confirms a feast by adding a decree signed on its eve."""
    confirmed = Decree(
        2027,
        date(2027, 5, 16),
        "confirmed",
        national=LIST_OF_2027.national,
        joint_leave=LIST_OF_2027.joint_leave,
    )

    assert date(2027, 12, 31) == indonesia(decrees=[confirmed]).certain_until


def test_a_fixed_deadline_has_no_other_bounds() -> None:
    """`earliest` and `latest` are the due date itself."""
    deadline = indonesia().deadline(date(2025, 3, 27), 5)

    assert (deadline.due_on,) * 2 == (deadline.earliest, deadline.latest)


def test_a_pending_feast_moves_its_block_by_a_day() -> None:
    """By hand: 8 March is Nyepi; the block 9-12, 15 March moves to 8-11, 14 or to 10-13, 16."""
    deadline = indonesia().deadline(FRI_2027_03_05, 1)

    # as decreed: 16 March; a day earlier: Friday 12 March; a day later: Tuesday 9 March
    assert (date(2027, 3, 9), date(2027, 3, 16), date(2027, 3, 16)) == (
        deadline.earliest,
        deadline.due_on,
        deadline.latest,
    )


def test_without_joint_leave_only_the_holidays_move() -> None:
    """By hand: of Idul Fitri, 10-11 March may become 9-10 or 11-12 March."""
    deadline = indonesia(joint_leave=False).deadline(date(2027, 3, 8), 2)

    assert (date(2027, 3, 10), date(2027, 3, 12), date(2027, 3, 12)) == (
        deadline.earliest,
        deadline.due_on,
        deadline.latest,
    )


def test_an_extra_working_day_is_worked_wherever_a_feast_moves() -> None:
    """An office that works on 9 to 12 March has a certain answer despite the pending feast."""
    worked = [date(2027, 3, day) for day in (8, 9, 10, 11, 12)] + [date(2027, 8, 17)]
    deadline = indonesia(extra_working_days=worked).deadline(FRI_2027_03_05, 3)

    assert (date(2027, 3, 10),) * 3 == (deadline.earliest, deadline.due_on, deadline.latest)


def test_a_closure_stays_closed_wherever_a_feast_moves() -> None:
    """By hand: closed on 12 March too, the only change is 9 March worked or not, and 15, 16."""
    closed = {date(2027, 3, 12): "stock-taking"}
    deadline = indonesia(closures=closed).deadline(date(2027, 3, 9), 1)

    assert (date(2027, 3, 15), date(2027, 3, 16)) == (deadline.earliest, deadline.latest)


def test_a_roll_has_bounds_too() -> None:
    """Tuesday 16 March 2027 is worked unless the block moves a day later."""
    deadline = indonesia().deadline(date(2027, 3, 16), 0)

    assert (date(2027, 3, 16), date(2027, 3, 17)) == (deadline.earliest, deadline.latest)


def test_a_year_without_decree_allows_for_joint_leave() -> None:
    """By hand: Monday 28 February 2028 is the second day of Idul Fitri.

    The feast may be a day later, Monday and Tuesday, with leave from Wednesday 1 to Monday 6 March.
    """
    deadline = indonesia().deadline(date(2028, 2, 28), 1)

    assert (date(2028, 2, 29), date(2028, 2, 29)) == (deadline.earliest, deadline.due_on)
    assert date(2028, 3, 7) == deadline.latest


def test_without_joint_leave_an_estimate_allows_for_none() -> None:
    """An office that works on joint leave only has moving feasts: 28-29 February 2028."""
    deadline = indonesia(joint_leave=False).deadline(date(2028, 2, 28), 1)

    assert (date(2028, 2, 29), date(2028, 3, 1)) == (deadline.earliest, deadline.latest)


def test_no_more_joint_leave_than_a_year_has_ever_had() -> None:
    """Over all of 2028 the latest end allows for eleven days of leave and for moved feasts."""
    calendar = indonesia()
    deadline = calendar.deadline(date(2027, 12, 31), 200)
    between = calendar.count(deadline.due_on, deadline.latest)

    assert 11 <= between <= 11 + len(MOVABLE_FEASTS)


def test_feasts_that_meet_are_weighed_together() -> None:
    """In 2029 Lunar New Year (13 February) and Idul Fitri (15-16) may meet on the 14th."""
    deadline = indonesia(joint_leave=False).deadline(date(2029, 2, 12), 1)

    # as estimated: Wednesday 14; at best Tuesday 13, when Lunar New Year falls on 12 or 14;
    # at worst Imlek on 13 and Idul Fitri on 14-15: Friday 16, or Imlek on 14 ... never later
    assert date(2029, 2, 13) == deadline.earliest
    assert date(2029, 2, 14) == deadline.due_on
    assert date(2029, 2, 16) == deadline.latest


def test_the_latest_end_is_never_guessed_beyond_the_known_range() -> None:
    """Near the end of the range the due date is known, its latest day isn't."""
    deadline = indonesia().deadline(date(2029, 12, 19), 7)

    assert date(2029, 12, 31) == deadline.due_on
    assert deadline.to_dict()["latest"] is None
    assert "and beyond the known range" in str(deadline)
    with pytest.raises(OutsideKnownRange):
        _ = deadline.latest


@pytest.mark.parametrize(
    "decree", [one for one in decrees() if one.signed_on and one.year > 2017], ids=str
)
def test_history_stays_within_the_allowance_for_joint_leave(decree: Decree) -> None:
    """Every joint leave day of the years since 2018 lies where an estimate would allow for it."""
    year = CalendarYear(decree.year, None)
    calendar = indonesia(as_of=date(2010, 1, 1))
    allowed = possible_leave(calendar, year) | REPLACEMENTS
    weekdays = {one.on for one in decree.joint_leave}

    assert weekdays <= allowed | {one.on for one in year.national}
    assert len(weekdays) <= 11


def test_history_stays_within_the_bounds_of_estimates() -> None:
    """14-day deadlines of 2021-2027 estimated in 2019 end between `earliest` and `latest`."""
    estimated, decreed = indonesia(as_of=date(2019, 1, 1)), indonesia()
    days = [date(2021, 1, 1) + timedelta(days=3 * n) for n in range(800)]
    outside = [
        day
        for day in days
        if not (
            (guess := estimated.deadline(day, 14)).earliest <= decreed.add(day, 14) <= guess.latest
        )
    ]

    assert outside == []


def test_no_movable_feast_lies_at_the_edge_of_a_year() -> None:
    """The bounds look at one year at a time, which is enough as long as this holds."""
    edges = {
        one.on
        for year in indonesia().years
        for one in year.national
        if one.feast in MOVABLE_FEASTS and (one.on.month, one.on.day) in {(1, 1), (12, 31)}
    }

    assert set() == edges


def _decreed(feast: str, shift: int) -> WorkingCalendar:
    """A decree for 2028 as it might come: one feast a day off, leave on either side of feasts."""
    estimate = indonesia()
    days = timedelta(days=shift)
    national = [
        Holiday(one.on + days, one.name, one.feast) if one.feast == feast else one
        for one in estimate.source_of(2028).national
    ]
    bare = indonesia(decrees=[Decree(2028, date(2027, 9, 1), national=national)])
    leave: dict[date, str] = {}
    for one in (*(one for one in national if one.feast == feast), *national):
        for n in (-1, 1):
            on = bare.add(one.on, n)
            if len(leave) < 11 and on.year == 2028:
                leave[on] = "Cuti contoh"
    return indonesia(decrees=[Decree(2028, date(2027, 9, 1), national=national, joint_leave=leave)])


@pytest.mark.parametrize("shift", [-1, 1])
@pytest.mark.parametrize("feast", sorted(MOVABLE_FEASTS))
def test_a_decree_that_comes_stays_within_the_bounds(feast: str, shift: int) -> None:
    """One feast a day off and leave beside it: what was estimated had allowed for that."""
    estimate, decreed = indonesia(), _decreed(feast, shift)
    starts = [date(2027, 12, 1) + timedelta(days=n) for n in range(0, 360, 3)]

    for start in starts:
        for n in (1, 3, 10):
            deadline = estimate.deadline(start, n)
            assert deadline.earliest <= decreed.add(start, n) <= deadline.latest, (start, n)


def test_the_turn_of_the_year_is_allowed_for() -> None:
    """By hand: Friday 29 December 2028 may be leave beside New Year on Monday; so may Tuesday 2."""
    assert date(2029, 1, 3) == indonesia().deadline(date(2028, 12, 28), 1).latest


def test_a_feast_late_in_a_year_may_have_leave_in_the_next() -> None:
    """By hand: a decree puts Isra Mikraj on Friday 29 December 2028, with two days either side.

    Monday is New Year, so Tuesday 2 and Wednesday 3 January 2029 may be leave; 4 January is worked.
    """
    last = indonesia().source_of(2028).national
    national = [one for one in last if one.feast != "isra_mikraj"]
    national.append(Holiday.named(date(2028, 12, 29), "isra_mikraj"))
    office = indonesia(decrees=[Decree(2028, date(2027, 9, 1), national=national)])

    assert date(2029, 1, 4) == office.deadline(date(2028, 12, 31), 1).latest


def test_the_twelfth_day_of_leave_is_worked() -> None:
    """By hand, for 2028: leave on 3, 24 and 28 January, 21 to 25 February, 1 to 3 March is eleven.

    Feasts may be on 25, 26, 27 January, 28 and 29 February anyway. So 15 working days are left of
    January and 14 of February, and Monday 6 March is the thirtieth, though leave may lie there too.
    """
    assert date(2028, 3, 6) == indonesia().deadline(date(2027, 12, 31), 30).latest


def test_an_extra_working_day_is_worked_whatever_a_decree_may_say() -> None:
    """So it is no leave that might come."""
    office = indonesia(extra_working_days=[date(2028, 1, 3)])

    assert date(2028, 1, 3) == office.deadline(date(2028, 1, 2), 1).latest
