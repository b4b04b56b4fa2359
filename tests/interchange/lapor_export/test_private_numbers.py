"""Numbers that may be somebody's phone number: compared as they are, shown by their length."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from sp4n.interchange import read_export

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]

PHONE = "080000000000"
NUMBER, DAY = "Tracking ID", "Tanggal Laporan Masuk"


@pytest.mark.parametrize(
    "number", [PHONE, "2023010001", "X-2023-000001", "9000001"], ids=["12", "10", "code", "7"]
)
@pytest.mark.parametrize(
    "broken", [{DAY: "3 Foo 2026"}, {"Status Laporan": "#N/A"}, {DAY: "13/13/2026"}], ids=str
)
def test_a_later_row_that_can_not_be_read_is_told_whatever_its_number(
    number: str, broken: dict[str, str], row: Row, write: Write
) -> None:
    """By the number itself, whether it may be shown or not."""
    good = row({NUMBER: number})
    export = read_export(write([good, row({NUMBER: number} | broken)]))

    assert ["later_unreadable"] == [one.code for one in export.rows[0].notes]


def test_a_later_row_that_waits_for_the_order_of_days_is_told_too(row: Row, as_csv: Write) -> None:
    """It is known as unreadable only when all rows were seen."""
    rows = [row({NUMBER: PHONE}), row({NUMBER: PHONE, DAY: "13/05/2026"})]
    export = read_export(as_csv(rows), dates="mdy")

    assert ["later_unreadable"] == [one.code for one in export.rows[0].notes]
    assert PHONE not in f"{export.unreadable} {export.unreadable[0].to_dict()}"


def test_such_a_number_is_shown_nowhere(row: Row, write: Write) -> None:
    """Neither of a row that was read nor of one that was not; the complaint has it."""
    rows = [row({NUMBER: PHONE, "Rating": "9"}), row({NUMBER: PHONE, DAY: "3 Foo 2026"})]
    export = read_export(write(rows))
    shown = (
        repr(export.rows), repr(export.unreadable), [one.to_dict() for one in export.unreadable],
        export.problems().to_dict(), [one.to_dict() for one in export.summary()],
        [one.describe() for one in export.unreadable],
    )  # fmt: skip

    assert PHONE not in str(shown)
    assert "<text:12>" in repr(export.rows)
    assert PHONE == export.rows[0].complaint.number


def test_a_complaint_on_which_a_newer_export_has_a_broken_row_is_in_no_older_one_only(
    row: Row, as_csv: Write
) -> None:
    """The newer one has it as well."""
    old = as_csv([row()], preamble=[["Tanggal Generate", "1 Feb 2026"]])
    new = as_csv([row({DAY: "3 Foo 2026"})], preamble=[["Tanggal Generate", "1 Mar 2026"]])

    codes = [one.code for one in read_export([old, new]).rows[0].notes]
    assert ["later_unreadable"] == codes
