"""Many days at once give what one at a time gives."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sp4n.errors import InvalidValue
from sp4n.workdays import OutsideKnownRange, WorkingCalendar, indonesia
from sp4n.workdays.many import is_array

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAYS = [date(2015, 6, 1) + timedelta(days=n) for n in range(4400)]
FEW = DAYS[:50]


def _array(days: list[date]) -> "NDArray[np.datetime64]":
    return np.array(days, dtype="datetime64[D]")


@pytest.mark.parametrize(
    ("starts", "ends", "where", "found"),
    [
        (_array(FEW), FEW, "ends", "one_of_each"),
        (FEW, _array(FEW), "ends", "one_of_each"),
        (_array(FEW), FEW[0], "ends", "one_of_each"),
        (FEW, FEW[0], "ends", "2015-06-01"),
        (FEW[0], FEW, "starts", "2015-06-01"),
        (FEW, FEW[1:], "ends", "50 and 49"),
        (_array(FEW), _array(FEW[1:]), "ends", "(50,) and (49,)"),
        (_array(FEW).reshape(50, 1), _array(FEW), "ends", "(50, 1) and (50,)"),
    ],
)
def test_ends_pair_with_starts(starts: Any, ends: Any, where: str, found: str) -> None:
    """Both arrays of one shape or both lists of one length; nothing is spread out silently."""
    with pytest.raises(InvalidValue) as caught:
        indonesia().count_many(starts, ends)

    [fault] = caught.value.faults
    assert ("wrong_type", where, found) == (fault.code, fault.where, fault["found"])


@pytest.mark.parametrize("days", [None, 5, date(2025, 1, 24), "2025-01-24"], ids=repr)
def test_many_days_are_a_list_of_days(days: Any) -> None:
    """One day is none, nor is text."""
    with pytest.raises(InvalidValue) as caught:
        indonesia().add_many(days, 1)

    assert caught.value.code == "wrong_type"


@pytest.mark.parametrize("n", [np.array([1, 2]), 1.0, None], ids=["array", "float", "none"])
def test_one_number_for_many_days(n: Any) -> None:
    """An array of numbers is refused in words, not by numpy."""
    for days in (FEW, DAYS, _array(FEW)):
        with pytest.raises(InvalidValue, match="n: must be a whole number"):
            indonesia().add_many(days, n)


@pytest.mark.parametrize("n", [np.uint16(65000), np.uint32(2**32 - 100), np.int8(5), np.int64(5)])
def test_numbers_of_numpy_count_like_python_ones(n: Any) -> None:
    """No unsigned number wraps around, and no small one overflows."""
    day = date(2025, 1, 24)
    for ask in (indonesia().add, indonesia().deadline):
        if int(n) > 60000:
            with pytest.raises(OutsideKnownRange):
                ask(day, n)
        else:
            assert ask(day, n) == ask(day, 5)


@pytest.mark.parametrize("n", [10**14, -(10**14)])
def test_an_array_too_has_no_answer_beyond_all_days(n: int) -> None:
    """Nothing overflows."""
    with pytest.raises(OutsideKnownRange):
        indonesia().add_many(_array(FEW), n)


def test_a_number_that_nobody_can_say_is_refused() -> None:
    """An error has to be printable."""
    with pytest.raises(InvalidValue, match="a very long number"):
        indonesia().add(date(2025, 1, 24), 10**5000)


def test_a_masked_array_is_no_array_of_days() -> None:
    """What is masked has no answer; it is refused in words."""
    masked = np.ma.masked_array(_array(FEW), mask=[True] + [False] * 49)
    with pytest.raises(InvalidValue):
        indonesia().add_many(masked, 5)


@pytest.fixture
def fresh() -> WorkingCalendar:
    """A calendar that hasn't read any estimated year yet."""
    shared = indonesia()
    return WorkingCalendar(shared.settings, shared.decrees, shared.pending)


@pytest.mark.parametrize("days", [DAYS, FEW, iter(DAYS), []], ids=["many", "few", "lazy", "none"])
@pytest.mark.parametrize("n", [-14, 0, 14])
def test_add_many_is_add_for_each(days: list[date], n: int) -> None:
    """Short and long lists, iterators and nothing at all."""
    days = list(days)

    assert [indonesia().add(day, n) for day in days] == indonesia().add_many(iter(days), n)


@pytest.mark.parametrize("n", [-14, 0, 14])
def test_arrays_give_arrays(n: int) -> None:
    """datetime64[D] in, datetime64[D] out, in the same shape."""
    array = _array(DAYS).reshape(44, 100)
    actual = indonesia().add_many(array, n)

    assert indonesia().add_many(DAYS, n) == actual.ravel().tolist()
    assert actual.shape == (44, 100)


def test_an_empty_array_is_answered_with_one() -> None:
    """Nothing in, nothing out."""
    empty = _array([])

    assert indonesia().add_many(empty, 5).size == 0
    assert indonesia().count_many(empty, empty).size == 0


def test_days_that_need_an_estimate_are_read_on_the_way(fresh: WorkingCalendar) -> None:
    """Lists and arrays reach into 2028 and 2029, whatever was read before."""
    late = [date(2028, 1, 3) + timedelta(days=n) for n in range(600)]
    expected = [indonesia().add(day, 5) for day in late]

    assert expected == fresh.add_many(_array(late), 5).tolist()


def test_a_long_list_reads_on_too(fresh: WorkingCalendar) -> None:
    """The table of answers isn't the last word."""
    late = [*DAYS, date(2028, 1, 3)]

    assert [indonesia().add(day, 5) for day in late] == fresh.add_many(late, 5)


def test_counting_reads_on_too(fresh: WorkingCalendar) -> None:
    """An array may end in a year that no decree covers."""
    starts, ends = [date(2027, 12, 30)], [date(2028, 1, 4)]

    assert fresh.count_many(_array(starts), _array(ends)).tolist() == [3]


@pytest.mark.parametrize(
    ("day", "n"), [(date(2014, 12, 31), 5), (date(2015, 1, 5), -60), (date(2029, 12, 20), 60)]
)
def test_one_unknown_day_among_many_raises(day: date, n: int) -> None:
    """No answer is made up for a day whose answer isn't known."""
    for days in ([*FEW, day], [*DAYS, day], _array([*FEW, day])):
        with pytest.raises(OutsideKnownRange) as caught:
            indonesia().add_many(days, n)

        assert day == caught.value.day


@pytest.mark.parametrize(
    ("day", "n", "answer"),
    [
        (date(2015, 1, 5), -1, date(2015, 1, 2)),  # a Monday, and the first working day
        (date(2015, 1, 2), 0, date(2015, 1, 2)),
        (date(2015, 1, 1), 1, date(2015, 1, 2)),
        (date(2029, 12, 31), 0, date(2029, 12, 31)),  # a Monday
        (date(2029, 12, 28), 1, date(2029, 12, 31)),
        (date(2015, 1, 2), -1, None),
        (date(2015, 1, 1), -1, None),
        (date(2029, 12, 31), 1, None),
        (date(2029, 12, 30), 2, None),
    ],
)
def test_the_first_and_the_last_known_day_are_answered_and_no_other(
    day: date, n: int, answer: date | None
) -> None:
    """Alone, at the end of a long list, and in an array: by hand, at both ends of what is known."""
    for days in ([day], [*DAYS, day], _array([day]), _array([*FEW, day])):
        if answer is None:
            with pytest.raises(OutsideKnownRange, match=f"{n} working days? from {day}"):
                indonesia().add_many(days, n)
        else:
            assert answer == list(indonesia().add_many(days, n))[-1]


@pytest.mark.parametrize("day", [date(2014, 12, 31), date(2030, 1, 1)])
@pytest.mark.parametrize("known", [date(2015, 1, 1), date(2029, 12, 31)])
def test_no_array_is_counted_from_or_to_an_unknown_day(known: date, day: date) -> None:
    """Nothing wraps around: neither among the starts nor among the ends."""
    for starts, ends in ([known, day], [known, known]), ([known, known], [known, day]):
        with pytest.raises(OutsideKnownRange) as caught:
            indonesia().count_many(_array(starts), _array(ends))

        assert day == caught.value.day


def test_counting_reaches_from_the_first_known_day_to_the_last(fresh: WorkingCalendar) -> None:
    """By hand, 2015 has 2 January first; the last, 31 December 2029, is a Monday."""
    first, last = date(2015, 1, 1), date(2029, 12, 31)
    starts, ends = _array([first, first, last]), _array([date(2015, 1, 2), first, last])

    assert [1, 0, 0] == fresh.count_many(starts, ends).tolist()


def test_counting_reads_the_very_next_day(fresh: WorkingCalendar) -> None:
    """By hand: 1 January 2028 is the first day that is not decreed, and a holiday."""
    days = _array([date(2028, 1, 1)])

    assert [0] == fresh.count_many(days, days).tolist()


def test_a_long_list_is_not_answered_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """One table serves all of its days."""
    expected = indonesia().add_many(DAYS, 14)
    monkeypatch.setattr(WorkingCalendar, "add", None)

    assert expected == indonesia().add_many(DAYS, 14)


@pytest.mark.parametrize("n", [100_000, -100_000])
def test_a_distance_beyond_all_days_raises(n: int) -> None:
    """Not one day of an array has an answer then."""
    with pytest.raises(OutsideKnownRange):
        indonesia().add_many(_array(FEW), n)


def test_other_units_are_refused() -> None:
    """An array of nanoseconds holds times; which date one means must be said."""
    with pytest.raises(InvalidValue) as caught:
        indonesia().add_many(_array(FEW).astype("datetime64[ns]"), 5)

    assert caught.value.code == "wrong_type"


def test_a_missing_day_is_refused() -> None:
    """NaT has no deadline."""
    with pytest.raises(InvalidValue):
        indonesia().add_many(np.array(["2025-01-24", "NaT"], dtype="datetime64[D]"), 5)


def test_count_many_is_count_for_each() -> None:
    """Lists and arrays, forwards and backwards."""
    calendar, ends = indonesia(), DAYS[::-1]
    expected = [calendar.count(start, end) for start, end in zip(DAYS, ends, strict=True)]

    assert expected == calendar.count_many(DAYS, ends)
    assert expected == calendar.count_many(_array(DAYS), _array(ends)).tolist()


def test_count_many_needs_as_many_ends_as_starts() -> None:
    """A missing end is an error, not a shorter answer."""
    for starts, ends in ((FEW, DAYS), (_array(FEW), _array(DAYS))):
        with pytest.raises(InvalidValue):
            indonesia().count_many(starts, ends)


def test_count_many_refuses_unknown_days() -> None:
    """Each array is checked before anything is counted."""
    with pytest.raises(OutsideKnownRange):
        indonesia().count_many(_array([date(2014, 1, 1)]), _array([date(2025, 1, 1)]))


def test_a_list_is_no_array() -> None:
    """Only numpy's own arrays take the way of arrays."""
    assert not is_array(FEW)
    assert is_array(_array(FEW))
