"""Shares and spreads: exact, rounded only when shown, and never a figure of nothing."""

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sp4n import InvalidValue
from sp4n.monitoring import Share, Spread
from sp4n.monitoring.figures import decimal_text

DAYS = st.lists(st.integers(min_value=0, max_value=400), min_size=1, max_size=60)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_share_is_exact(part: int, rest: int) -> None:
    """Part and whole are kept; the fraction is theirs, and there is none of nothing."""
    share = Share(part, part + rest)

    assert share.exact == (Fraction(part, part + rest) if part + rest else None)
    assert (share.rounded is None) is (share.of == 0)


@pytest.mark.parametrize(
    ("part", "of", "digits", "en", "id_"),
    [
        (89, 215, 0, "41 %", "41 %"),  # KemenPANRB's own example
        (10, 12, 0, "83 %", "83 %"),
        (11, 12, 0, "92 %", "92 %"),
        (1, 8, 1, "12.5 %", "12,5 %"),
        (1, 80, 0, "1 %", "1 %"),  # 1.25
        (1, 40, 0, "3 %", "3 %"),  # 2.5 is rounded up
        (1, 3, 2, "33.33 %", "33,33 %"),
        (0, 5, 1, "0.0 %", "0,0 %"),
        (0, 0, 1, "-", "-"),
    ],
)
def test_a_share_is_rounded_only_when_shown(
    part: int, of: int, digits: int, en: str, id_: str
) -> None:
    """Half up, with the language's own decimal sign."""
    assert Share(part, of).percent() == Share(part, of).describe(short=True)
    assert (en, id_) == (
        Share(part, of).percent(digits=digits),
        Share(part, of).percent("id", digits),
    )


def test_a_number_below_zero_keeps_its_sign() -> None:
    """Rounding goes by the amount."""
    assert "-1.3" == decimal_text(Fraction(-5, 4))


@pytest.mark.parametrize(
    ("part", "of", "codes"),
    [
        (-1, 3, ["too_small"]),
        (4, 3, ["too_large"]),
        ("1", 3, ["wrong_type"]),
        (1, None, ["wrong_type"]),
        (1.5, "x", ["wrong_type", "wrong_type"]),
    ],
)
def test_what_is_no_share_is_refused(part: object, of: object, codes: list[str]) -> None:
    """More than all, less than nothing, and what is no whole number."""
    with pytest.raises(InvalidValue) as refused:
        Share(part, of)  # type: ignore[arg-type]

    assert codes == [one.code for one in refused.value.faults]


@given(DAYS)
def test_mean_and_median_are_those_of_the_statistics_module(days: list[int]) -> None:
    """An independent source says the same."""
    found = Spread.of(days)
    assert found is not None

    exact = [Fraction(day) for day in days]
    assert (statistics.mean(exact), statistics.median(exact)) == (found.mean, found.median)
    assert (len(days), min(days), max(days)) == (found.n, found.least, found.most)


@given(DAYS)
def test_p90_is_the_smallest_that_nine_tenths_do_not_exceed(days: list[int]) -> None:
    """The definition itself, asked of every number."""
    found = Spread.of(days)
    assert found is not None

    def covers(number: int) -> bool:
        return sum(day <= number for day in days) * 10 >= 9 * len(days)

    assert min(filter(covers, days)) == found.p90


def test_there_is_no_spread_of_nothing() -> None:
    """Not zero: none."""
    assert Spread.of([]) is None


def test_figures_as_plain_data() -> None:
    """Whole numbers beside what a machine has of the exact ones."""
    assert {"part": 1, "of": 4, "share": 0.25} == Share(1, 4).to_dict()
    assert {"part": 0, "of": 0, "share": None} == Share(0, 0).to_dict()
    found = Spread.of([1, 2])
    assert found is not None
    assert {"n": 2, "mean": 1.5, "median": 1.5, "p90": 2, "least": 1, "most": 2} == found.to_dict()
