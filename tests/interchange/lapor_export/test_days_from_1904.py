"""Workbooks that count days from 1904, as Excel did on the Macintosh: cells, and plain numbers."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from sp4n.interchange import FormatError, read_export

SERIAL = (date(2026, 1, 3) - date(1904, 1, 1)).days
ROWS: list[list[Any]] = [
    ["Tanggal Generate", SERIAL + 40, "", "", ""],
    ["Tracking ID", "Tanggal Laporan Masuk", "Status Laporan", "Rating", "closed_at"],
    [9_000_001, SERIAL, "Ditutup oleh Sistem", 4, SERIAL + 3.5],
    [9_000_002, date(2026, 1, 3), "Ditutup oleh Sistem", 5, ""],
]


def xlsx() -> io.BytesIO:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in ROWS:
        book.worksheets[0].append(row)
    book.save(into := io.BytesIO())
    return into


def xls() -> io.BytesIO:
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("Laporan")
    for at, row in enumerate(ROWS):
        for place, one in enumerate(row):
            form = "YYYY-MM-DD" if isinstance(one, date) else "General"
            sheet.write(at, place, one, xlwt.easyxf(num_format_str=form))
    book.save(into := io.BytesIO())
    return into


def ods(null_date: str = 'table:date-value="1904-01-01"') -> io.BytesIO:
    """What pandas writes, with the element that LibreOffice writes for such a workbook."""
    into, changed = io.BytesIO(), io.BytesIO()
    pd.DataFrame(ROWS).to_excel(into, engine="odf", index=False, header=False)
    begin = b"<office:spreadsheet>"
    told = (
        f"<table:calculation-settings><table:null-date {null_date}/></table:calculation-settings>"
    )
    with zipfile.ZipFile(into) as whole, zipfile.ZipFile(changed, "w") as other:
        for part in whole.infolist():
            content = whole.read(part)
            assert begin in content or part.filename != "content.xml"
            other.writestr(part, content.replace(begin, begin + told.encode()))
    return changed


@pytest.mark.parametrize("write", [xlsx, xls, ods])
def test_days_counted_from_1904_may_stand_as_plain_numbers(
    write: Callable[[], io.BytesIO],
) -> None:
    """Above the header, too; other numbers are what they are."""
    source = write()
    source.seek(0)
    export = read_export(source)

    assert [date(2026, 1, 3)] * 2 == [one.submitted_at.date() for one in export.complaints]
    assert ["9000001", "9000002"] == [one.number for one in export.complaints]
    assert [4, 5] == [one.rating for one in export.rows]
    assert date(2026, 2, 12) == export.generated_on
    assert "2026-01-06T12:00:00+00:00" == str(export.rows[0].closed_at).replace(" ", "T")


def test_without_a_day_from_which_an_ods_counts_it_is_the_usual_one() -> None:
    """One that is no day makes the file a damaged one."""
    usual, wrong = ods(""), ods('table:date-value="kemarin"')
    for one in (usual, wrong):
        one.seek(0)

    assert date(2022, 1, 2) == read_export(usual).complaints[0].submitted_at.date()
    with pytest.raises(FormatError) as caught:
        read_export(wrong)
    assert "damaged_workbook" == caught.value.code
