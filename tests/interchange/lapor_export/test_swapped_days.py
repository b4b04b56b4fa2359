"""Days that a spreadsheet took for months, by what a whole file or register shows of them."""

import io
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from sp4n.interchange import Export, FormatError, read_export, read_rows

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]

DAY = "Tanggal Laporan Masuk"
PERIOD = [["Periode Masuk", "1 Mei 2023 - 12 Mei 2023"]]
A_DAY = timedelta(days=1)
MAY = [date(2023, 5, 1) + n * A_DAY for n in range(12)]


def turned(day: date) -> date:
    """As a spreadsheet of another country takes it, where it can."""
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else day


def refusals(read: Callable[[], Export]) -> list[tuple[str, str]]:
    """Why a file is refused, column by column; nothing where it is read."""
    try:
        read()
    except FormatError as error:
        return [(one.where, one.code) for one in error.faults]
    return []


def file_on(days: Iterable[object], row: Row, write: Write, preamble: Any = PERIOD) -> io.BytesIO:
    rows = [row({DAY: day, "Tracking ID": f"X-{n}"}) for n, day in enumerate(days)]
    return write(rows, preamble=preamble)


def register(received: Iterable[object], closed: Iterable[object]) -> list[dict[str, object]]:
    """A register with a row for each pair of days."""
    return [
        {"number": f"X-{n}", "received_on": came, "closed_at": gone, "status": "Terverifikasi"}
        for n, (came, gone) in enumerate(zip(received, closed, strict=True))
    ]


def received(export: Export) -> list[date]:
    return [one.submitted_at.date() for one in export.complaints]


def closed(export: Export) -> list[date | None]:
    return [one.closed_at and one.closed_at.date() for one in export.rows]


FORMS = (date.isoformat, lambda day: day, lambda day: f"{day:%d/%m/%Y}")


@pytest.mark.parametrize("form", FORMS, ids=["iso", "cell", "text"])
def test_days_that_lie_in_the_period_only_if_they_are_swapped_are_refused(
    form: Callable[[date], object], row: Row, write: Write
) -> None:
    """Five, in no order; texts among late ones that settle their order."""
    days = [*map(turned, (MAY[7], MAY[0], MAY[8], MAY[3], MAY[10])), *[date(2023, 5, 13)] * 2]

    assert [(DAY, "dates_contradict")] == refusals(
        lambda: read_export(file_on(map(form, days), row, write))
    )
    assert [] == refusals(lambda: read_export(file_on(map(form, days[1:]), row, write)))
    as_they_stand = read_export(file_on(days, row, write), dates="iso")
    assert days == received(as_they_stand)
    put_right = read_export(file_on(days, row, write), dates="dmy")
    assert list(map(turned, days)) == received(put_right)


def test_old_complaints_outside_of_the_period_are_no_sign(row: Row, write: Write) -> None:
    """A twelfth of them would lie in it if they were swapped."""
    days = [date(2023, month, day) for month in (1, 2, 3) for day in range(3, 18)]
    source = file_on([*days, *MAY], row, write)

    assert [*days, *MAY] == received(read_export(source))


def test_one_whole_date_beside_texts_stays_what_it_is() -> None:
    """In the same column or in another one; the caller turns neither."""
    texts = [f"{day:02}/05/2023" for day in range(1, 31)]
    gone: list[object] = ["-"] * 30
    gone[3] = date(2023, 6, 4)
    mixed: list[object] = [*texts[:5], date(2023, 5, 6), *texts[6:]]
    for asked in (None, "dmy"):
        export = read_rows(register(mixed, gone), dates=asked)

        assert [date(2023, 5, day) for day in range(1, 31)] == received(export)
        assert [None, date(2023, 6, 4), None] == closed(export)[2:5]
        assert "dates_swapped" not in [one.code for one in export.notes]


def test_whole_dates_of_one_column_alone_were_swapped() -> None:
    """Those of closing: the day above 12 stayed a text. Those of receipt are as they stand."""
    came = [date(2023, 3, 1) + n * A_DAY for n in range(20)]
    gone = [day + 30 * A_DAY for day in came]
    cells = [turned(day) if day.day <= 12 else f"{day:%d/%m/%Y}" for day in gone]
    rows = register(came, cells)
    export = read_rows(rows, dates="dmy")

    assert [("closed_at", "dates_contradict")] == refusals(lambda: read_rows(rows))
    assert (came, gone) == (received(export), closed(export))
    assert ["dates_swapped"] == [one.code for one in export.notes if one.code.startswith("dates_")]


def test_ends_before_the_receipt_show_that_one_of_both_columns_was_swapped() -> None:
    """Whole dates; nobody knows in which, so neither is turned: it is doubted."""
    came = [date(2023, month, 14) for month in range(5, 12)]
    gone = [turned(day + 20 * A_DAY) for day in came]
    rows = register(came, gone)
    export = read_rows(rows, dates="dmy")

    assert [("closed_at", "dates_contradict")] == refusals(lambda: read_rows(rows))
    assert (came, gone) == (received(export), closed(export))
    assert ["dates_doubted"] == [one.code for one in export.notes if one.code.startswith("dates_")]
    assert gone == closed(read_rows(rows, dates="iso"))


def test_ends_are_swapped_with_the_days_of_receipt_if_they_show_it() -> None:
    """Some would lie before it. Honest ones stay; too few are doubted."""
    came = [date(2025, month, day) for month in (8, 9, 10, 11) for day in (2, 5)]
    gone = [day + 2 * A_DAY for day in came]
    swapped = list(map(turned, came))

    def doubts(rows: list[dict[str, object]]) -> tuple[bool, list[str]]:
        export = read_rows(rows, dates="dmy")
        assert came == received(export)
        codes = [f"{one.where} {one.code}" for one in export.notes]
        return closed(export) == gone, [one for one in codes if "closed_at" in one]

    assert (True, ["closed_at dates_swapped"]) == doubts(register(swapped, map(turned, gone)))
    assert (True, []) == doubts(register(swapped, gone))
    few = [gone[0], *[None] * 7]
    is_same, codes = doubts(register(swapped, few))
    assert (False, ["closed_at dates_doubted"]) == (is_same, codes)
