"""The order of the days of a column, and what a spreadsheet did to it that took days for months."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sp4n.interchange.lapor_export.day_column import DayColumn, Order
from sp4n.interchange.lapor_export.moments import Day, day_of


def settled(*cells: Any, asked: Any = None) -> tuple[str | None, bool] | str:
    """The order of a column, or the code with which it is refused."""
    found = read_as(*cells, asked=asked)
    return found if isinstance(found, str) else found[:2]


def read_as(*cells: Any, asked: Any = None) -> Order | str:
    """How a column is read, or the code with which it is refused."""
    column = DayColumn("Tanggal Laporan Masuk")
    for cell in cells:
        day = day_of(cell)
        assert day is not None
        column.add(day)
    order, wrong = column.order(asked)
    return order if wrong is None else wrong.code


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([], (None, False)),
        (["29 Mei 2023", "3 Jan 2026"], (None, False)),
        (["2023-05-04", date(2023, 5, 6), 45075], (None, False)),
        (["05/05/2023"], (None, False)),
        (["04/05/2023", "29/05/2023"], ("dmy", False)),
        (["04/05/2023", "05/29/2023"], ("mdy", False)),
        (["04/05/2023", "05/05/2023"], "dates_unclear"),
        (["04/05/2023", "2023-05-29", "29 Mei 2023"], "dates_unclear"),
        (["29/05/2023", "05/29/2023"], "dates_contradict"),
        (["29/05/2023", *[date(2023, 4, 5)] * 5], "dates_contradict"),
        (["29/05/2023", *["2023-04-05"] * 5], "dates_contradict"),
        (["29/05/2023", *[45075 - 24] * 5], "dates_contradict"),
        (["05/29/2023", *[date(2023, 4, 5)] * 5], "dates_contradict"),
        (["29/05/2023", date(2023, 4, 5)], "dates_contradict"),
        (["29/05/2023", "01/05/2023", date(2023, 4, 5)], ("dmy", False)),
        (["29/05/2023", *["04/05/2023"] * 2, *[date(2023, 4, 5)] * 5], ("dmy", False)),
        (["29/05/2023", date(2023, 4, 29)], ("dmy", False)),
        (["29/05/2023", *[date(2023, 4, 5)] * 9, date(2023, 4, 29)], "dates_contradict"),
        (["29/05/2023", *[date(2023, 4, 5)] * 9, *[date(2023, 4, 29)] * 3], ("dmy", False)),
        (["29/05/2023", "4 Mei 2023"], ("dmy", False)),
        (["23-05-29", "23-05-03"], "dates_unclear"),
        (["29-05-23", "13-06-23"], ("dmy", False)),
        (["29-05-23", "13-06-23", "04-07-24"], ("dmy", False)),
        (["29/05/2023", "29/06/2024"], ("dmy", False)),
    ],
)  # fmt: skip
def test_a_column_settles_its_order_or_is_refused(cells: list[Any], expected: object) -> None:
    """One day above 12 settles it; dates of which a spreadsheet swapped some never pass."""
    assert expected == settled(*cells)


@pytest.mark.parametrize(
    ("cells", "asked", "expected"),
    [
        (["04/05/2023"], "dmy", ("dmy", False)),
        (["04/05/2023"], "mdy", ("mdy", False)),
        (["04/05/2023"], "iso", ("iso", False)),
        (["29/05/2023", "05/29/2023"], "dmy", ("dmy", False)),
        (["29/05/2023", *[date(2023, 4, 5)] * 5], "dmy", ("dmy", True)),
        (["29/05/2023", *[date(2023, 4, 5)] * 5], "mdy", ("mdy", False)),
        (["29/05/2023", *[date(2023, 4, 5)] * 5], "iso", ("iso", False)),
        (["29/05/2023", *[date(2023, 4, 5)] * 4], "dmy", ("dmy", False)),
        (["29/05/2023", date(2023, 4, 29)], "dmy", ("dmy", False)),
    ],
)
def test_what_the_caller_says_counts(
    cells: list[Any], asked: str, expected: tuple[str, bool]
) -> None:
    """Swapped dates are put right by it."""
    assert expected == settled(*cells, asked=asked)


A_YEAR = [date(2025, 1, 1) + timedelta(days=n) for n in range(365)]
YEARS = st.lists(st.sampled_from(A_YEAR), min_size=60, max_size=90, unique=True).map(sorted)


def swapped(day: date) -> date:
    """As a spreadsheet of another country takes it, where it can."""
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else day


FORMS = {"dmy": "%d/%m/%Y", "mdy": "%m/%d/%Y"}


@given(days=YEARS, order=st.sampled_from(["dmy", "mdy"]), way=st.sampled_from([1, -1]))
def test_days_that_were_swapped_and_written_out_again_never_pass(
    days: list[date],
    order: str,
    way: int,
) -> None:
    """They all look alike; only the rows show it. Whoever says the other order gets them back."""
    rows = days[::way]
    column = DayColumn("Tanggal Laporan Masuk")
    read = [day_of(swapped(one).strftime(FORMS[order])) for one in rows]
    for one in read:
        assert one is not None
        column.add(one)

    _, wrong = column.order(None)
    assert "dates_contradict" == (wrong and wrong.code)
    assert (Order(order, is_doubted=True), None) == column.order(order)  # type: ignore[arg-type]
    (back, are_swapped, *_), _ = column.order("mdy" if order == "dmy" else "dmy")
    assert rows == [one and one.in_order(back, swapped=are_swapped) for one in read]


@given(days=YEARS, order=st.sampled_from(["dmy", "mdy"]), seed=st.none() | st.integers(0, 99))
def test_days_that_nobody_swapped_pass(days: list[date], order: str, seed: int | None) -> None:
    """Day by day or in any order, in numbers or as whole dates."""
    rows = days if seed is None else Random(seed).sample(days, len(days))
    texts = [one.strftime(FORMS[order]) for one in rows]
    has_late = any(one.day > 12 for one in days)

    assert (order if has_late else "dates_unclear", False) == (
        one if isinstance(one := settled(*texts), tuple) else (one, False)
    )
    assert not has_late or (None, False) == settled(*rows)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_whose_first_days_were_swapped_never_passes(month: int) -> None:
    """They seem to come on the same day of every month."""
    days = [date(2025, month, n) for n in range(1, 29)]
    texts = [f"{swapped(one):%d/%m/%Y}" for one in days]

    assert "dates_contradict" == settled(*texts)
    assert (None, False) == settled(*days)
    assert ("dmy", False) == settled(*[f"{one:%d/%m/%Y}" for one in days])


@pytest.mark.parametrize("days", [(5,), (1, 2)])
def test_the_same_day_of_every_month_is_no_sign(days: tuple[int, ...]) -> None:
    """Again and again, in whole dates."""
    rows = [date(2025, month, day) for _ in range(3) for month in range(1, 13) for day in days]

    assert (None, False) == settled(*rows[:19])


EARLY = [date(2025, month, day) for month in (1, 2, 3, 5) for day in (2, 9)]


@pytest.mark.parametrize(
    ("cells", "asked", "expected"),
    [
        (list(map(swapped, EARLY)), None, "dates_unclear"),
        (list(map(swapped, EARLY)), "dmy", ("dmy", True)),
        (list(map(swapped, EARLY)), "iso", ("iso", False)),
        ([one.isoformat() for one in map(swapped, EARLY)], None, "dates_unclear"),
        ([*map(swapped, EARLY), date(2025, 5, 29)], None, "dates_unclear"),
        (EARLY, None, (None, False)),
        (list(map(swapped, EARLY[:5])), None, (None, False)),
        ([f"{one:%d/%m/%Y}" for one in map(swapped, EARLY)], "dmy", ("dmy", False)),
        ([f"{one:%d/%m/%Y}" for one in map(swapped, EARLY)], "mdy", ("mdy", False)),
        ([f"{one:%d/%m/%Y}" for one in map(swapped, EARLY)], "iso", ("iso", False)),
        ([f"{one:%d/%m/%Y}" for one in EARLY], "dmy", ("dmy", False)),
        ([*map(swapped, EARLY), "2/5/2025"], "dmy", ("dmy", True)),
        ([*map(swapped, EARLY[:5]), "2/5/2025"], "dmy", ("dmy", False)),
    ],
)  # fmt: skip
def test_the_rows_tell_what_a_spreadsheet_swapped(
    cells: list[Any], asked: str | None, expected: object
) -> None:
    """Eight days suffice, beside texts, too; five don't."""
    assert expected == settled(*cells, asked=asked)


def test_days_of_answering_show_nothing_by_the_order_of_the_rows() -> None:
    """They come in any order."""
    column = DayColumn("closed_at", is_in_rows=False)
    for one in map(swapped, EARLY):
        column.add(Day(one, may_be_swapped=True))

    assert (Order(None), None) == column.order(None)


@pytest.mark.parametrize(
    ("cells", "asked", "expected"),
    [
        (["29/05/2023", date(2023, 4, 5)], "dmy", Order("dmy", is_doubted=True)),
        (["29/05/2023", "01/05/2023", date(2023, 4, 5)], None, Order("dmy")),
        (["29/05/2023", date(2023, 4, 5), date(2023, 4, 29)], None, Order("dmy")),
        (["29/05/2023", date(2023, 4, 5)], "iso", Order("iso")),
        ([f"{one:%d/%m/%Y}" for one in map(swapped, EARLY)], "dmy", Order("dmy", is_doubted=True)),
        ([f"{one:%d/%m/%Y}" for one in EARLY], "dmy", Order("dmy")),
    ],
)  # fmt: skip
def test_what_is_read_against_a_sign_is_doubted(
    cells: list[Any], asked: str | None, expected: Order
) -> None:
    """Too few whole dates, or rows that follow each other in the other order only."""
    assert expected == read_as(*cells, asked=asked)


@given(
    days=YEARS,
    cells=st.lists(st.integers(0, 89), min_size=1, max_size=12, unique=True),
    asked=st.sampled_from([None, "dmy", "iso"]),
)
def test_whole_dates_that_somebody_typed_beside_texts_stay_as_they_are(
    days: list[date], cells: list[int], asked: Any
) -> None:
    """Texts are left that a spreadsheet would have taken; whatever the caller says."""
    rows = [one if n in cells else f"{one:%d/%m/%Y}" for n, one in enumerate(days)]

    found = read_as(*rows, asked=asked)
    left = sum(one.day <= 12 for n, one in enumerate(days) if n not in cells)
    typed = sum(one.day <= 12 for n, one in enumerate(days) if n in cells)
    assert left * 4 < typed or Order(asked or "dmy") == found


BY_TEXT = [
    "03/01/2023", "03/07/2023", "05/01/2023", "05/09/2023", "06/04/2023", "06/07/2023",
    "09/06/2023", "12/05/2023", "25/11/2023", "30/01/2023",
]  # fmt: skip


def turned(text: str) -> str:
    """The same day with the month first."""
    day, month, year = text.split("/")
    return f"{month}/{day}/{year}"


def bare(text: str) -> str:
    """The same day without noughts in front."""
    return "/".join(part.lstrip("0") for part in text.split("/"))


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (BY_TEXT, "dmy"),
        (list(map(turned, BY_TEXT)), "mdy"),
        (sorted(map(bare, BY_TEXT)), "dmy"),
        (["-".join(reversed(one.split("/"))) for one in BY_TEXT], None),
    ],
)
def test_days_sorted_as_texts_show_nothing(cells: list[str], order: str | None, way: int) -> None:
    """A spreadsheet sorts texts by their first signs; ISO texts and cells were made of such."""
    rows = cells[::way]

    assert Order(order) == read_as(*rows)  # type: ignore[arg-type]
    assert Order("dmy" if order is None else order) == read_as(*rows, asked=order or "dmy")  # type: ignore[arg-type]


@pytest.mark.parametrize("times", [2, 25])
def test_many_rows_on_one_day_of_each_month_are_a_sign(times: int) -> None:
    """As if swapped of the first twelve days of May; two of each are as made up."""
    days = [date(2023, month, 5) for month in range(1, 13)]
    rows = [one for one in days for _ in range(times)]

    assert (Order(None) if times == 2 else "dates_unclear") == read_as(*rows)
    assert ("dmy", times > 2) == settled(*rows, asked="dmy")
    assert Order("iso") == read_as(*rows, asked="iso")
