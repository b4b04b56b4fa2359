"""An export in other forms gives the same report or is refused: never another number."""

import io
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from changed_exports import (
    CELL_DAYS,
    CELL_TIMES,
    MIXED_DAYS,
    NUMERIC_DAYS,
    TIMES,
    WHOLE_DAYS,
    WRITTEN,
    Made,
    changed,
    made,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sp4n.interchange import FormatError, read_export
from sp4n.monitoring import observe_export, report
from sp4n.workdays import indonesia

pytestmark = pytest.mark.long

CALENDAR = indonesia()


def reported(source: io.BytesIO | list[io.BytesIO], **options: Any) -> dict[str, Any]:
    """All that is reported of a file, and of what any report of a part is made."""
    export = read_export(source, **options)
    snapshot = observe_export(export, calendar=CALENDAR)
    return {
        "report": report(snapshot).to_dict(),
        "entries": snapshot.entries,
        "unreadable": export.unreadable,
        "period": export.period,
        "private": [(one.anonymous, one.confidential) for one in export.complaints],
    }


def reported_or_refused(source: io.BytesIO, **options: Any) -> dict[str, Any] | str:
    try:
        return reported(source, **options)
    except FormatError as error:
        return error.code


@given(data=st.data())
def test_another_form_gives_the_same_report_or_is_refused(data: st.DataObject) -> None:
    """Of days, times, labels, names of columns, IDs and the order of columns, all at once.

    Only of days that a spreadsheet swapped, all of them, nobody can see that it did.
    """
    export = data.draw(made())
    other = data.draw(changed(export))
    is_late = any(row["Tanggal Laporan Masuk"].day > 12 for row in export.rows)
    assume(is_late or other.day is not MIXED_DAYS["swapped"])
    found = reported_or_refused(other.csv(data.draw(st.sampled_from(",;\t"))))

    assert found in ("dates_unclear", "dates_contradict", reported(export.csv()))


EARLY = st.dates(date(2023, 1, 1), date(2024, 3, 31)).filter(lambda on: on.day <= 12)


@given(export=made() | made(EARLY), form=st.sampled_from(sorted(NUMERIC_DAYS)))
def test_what_was_refused_is_read_in_the_order_that_is_said(export: Made, form: str) -> None:
    """Exactly those are refused in which no day is above 12, or short years may stand in front."""
    other = evolve(export, day=NUMERIC_DAYS[form])
    days = [row["Tanggal Laporan Masuk"] for row in export.rows]
    is_open = any(one.day != one.month for one in days) and all(one.day <= 12 for one in days)
    firsts, years = {one.day for one in days}, {one.year for one in days}
    may_be_years = (
        form == "dmy - short" and min(firsts, default=0) > 12 and len(years) > len(firsts)
    )
    expected = reported(export.csv())

    assert ("dates_unclear" if is_open or may_be_years else expected) == reported_or_refused(
        other.csv()
    )
    assert expected == reported(other.csv(), dates=form[:3])


@given(export=made(most=20))
def test_what_a_spreadsheet_swapped_is_put_right_when_it_is_said(export: Made) -> None:
    """Days up to 12 became months: without a word of the order nothing is counted.

    Five of them show it; fewer may be honest, and are not swapped by a word alone.
    """
    other = evolve(export, day=MIXED_DAYS["swapped"])
    days = [row["Tanggal Laporan Masuk"] for row in export.rows]
    is_seen = any(one.day > 12 for one in days) and any(one.day <= 12 for one in days)
    found = reported_or_refused(other.csv())

    if is_seen:
        assert "dates_contradict" == found
        is_shown = sum(one.day <= 12 for one in days) >= 5
        assert not is_shown or reported(export.csv()) == reported(other.csv(), dates="dmy")


@pytest.mark.parametrize("day", sorted(WHOLE_DAYS))
@settings(max_examples=30)  # of each form
@given(export=made())
def test_whole_dates_are_never_refused(export: Made, day: str) -> None:
    """In each form by itself."""
    assert reported(export.csv()) == reported(evolve(export, day=WHOLE_DAYS[day]).csv())


@pytest.mark.parametrize("form", sorted(TIMES))
@settings(max_examples=30)  # of each form
@given(export=made())
def test_times_are_never_refused(export: Made, form: str) -> None:
    """In each form by itself."""
    assert reported(export.csv()) == reported(evolve(export, time=TIMES[form]).csv())


@pytest.mark.parametrize("form", sorted(WRITTEN))
@settings(max_examples=30)  # of each form
@given(export=made())
def test_labels_are_never_refused(export: Made, form: str) -> None:
    """In each form by itself, those of columns as well; each status stays what it is."""
    other = evolve(export, label=WRITTEN[form], name=WRITTEN[form])

    assert reported(export.csv()) == reported(other.csv())


@pytest.mark.parametrize("day", sorted(CELL_DAYS))
@pytest.mark.parametrize("form", sorted(CELL_TIMES))
@settings(max_examples=30)  # of each form
@given(export=made())
def test_cells_of_a_workbook_are_what_their_text_is(export: Made, day: str, form: str) -> None:
    """Real dates and times, or numbers."""
    other = evolve(export, day=CELL_DAYS[day], time=CELL_TIMES[form])

    assert reported(export.csv()) == reported(other.xlsx())


@given(export=made(), encoding=st.sampled_from(["utf-8-sig", "utf-16", "cp1252"]))
def test_the_encoding_of_a_file_changes_nothing(export: Made, encoding: str) -> None:
    """Nor does a second, older copy of it, or reading without words."""
    expected = reported(export.csv())
    older = evolve(export, made_on=date(2024, 3, 30))

    assert expected == reported(export.csv(encoding=encoding))
    assert expected == reported(export.csv(), words=False)
    assert expected == reported([older.csv(), export.csv()])
    assert expected == reported([export.csv(), older.csv()])
