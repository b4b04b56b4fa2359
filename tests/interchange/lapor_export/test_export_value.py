"""An export as a value, and the arguments with which it is read."""

import io
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from sp4n.errors import InvalidValue
from sp4n.interchange import read_export

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]


def test_an_export_shows_itself_in_short(row: Row, write: Write) -> None:
    """No words of citizens, whatever is printed; notes are counted."""
    export = read_export(write([row({"Rating": "x"}), row({"Tracking ID": "-"})]))

    assert "<Export: 1 rows, 1 unreadable>" == repr(export)
    assert "<ExportRow 12: 9000001, closed_by_system, 1 notes>" == repr(export.rows[0])
    assert "Jalan" not in repr(export.rows) + repr(export.unreadable) + repr(export.complaints)


def test_an_export_is_a_value(row: Row, as_csv: Write) -> None:
    """It can be sent to another process, and compared."""
    export = read_export(as_csv([row()]))

    assert export == pickle.loads(pickle.dumps(export))
    assert hash(export.rows[0]) == hash(read_export(as_csv([row()])).rows[0])


def test_rows_are_a_table_without_words(row: Row, as_csv: Write) -> None:
    """Labels, names of offices and places, and how much was noted."""
    rows = [row(), row({"Tracking ID": "2", "Status Laporan": "?", "ID Instansi Terdisposisi": "",
                        "Instansi Terdisposisi": "", "Klasifikasi Laporan": ""})]  # fmt: skip
    table = read_export(as_csv(rows)).table()
    first, second = table.records()

    assert {
        "file": None, "sheet": None, "row": 12, "number": "9000001",
        "submitted_at": "2026-01-03T01:30:15+00:00", "status": "closed_by_system",
        "phase": "closed", "status_label": "Ditutup oleh Sistem", "classification": "service",
        "category": "Jalan Berlubang", "channel": "Website", "office": "Dinas Jalan Contoh",
        "agency": "Dinas Jalan Contoh", "agency_id": "D-7", "city": "Kota Contoh",
        "district": "Mekarjaya", "answered_at": None, "closed_at": None, "rating": 4, "notes": 0,
    } == first  # fmt: skip
    assert (None, None, "?", None, None, 1) == (
        second["status"], second["phase"], second["status_label"], second["classification"],
        second["office"], second["notes"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"region": "99.7"}, ("region", "bad_region_code")),
        ({"region": 99}, ("region", "bad_region_code")),
        ({"times": "GMT"}, ("times", "not_one_of")),
        ({"oversight_since": "2023-01-01"}, ("oversight_since", "wrong_type")),
        ({"keep_names": "yes"}, ("keep_names", "wrong_type")),
        ({"words": "no"}, ("words", "wrong_type")),
        ({"dates": "ymd"}, ("dates", "not_one_of")),
        ({"directory": "DPU"}, ("directory", "wrong_type")),
        ({"columns": "No. Tiket"}, ("columns", "wrong_type")),
        ({"columns": {"No. Tiket": "Nomor Tiket"}}, ("columns", "unknown_column")),
        ({"columns": {"No. Tiket": 7}}, ("columns", "unknown_column")),
        ({"times": "local"}, ("times", "no_local_zone")),
        ({"progress": "yes"}, ("progress", "not_progress")),
    ],
)
def test_wrong_arguments_are_refused(
    arguments: dict[str, Any], expected: tuple[str, str], row: Row, as_csv: Write
) -> None:
    """Before anything is read."""
    with pytest.raises(InvalidValue) as caught:
        read_export(as_csv([row()]), **arguments)

    assert [expected] == [(one.where, one.code) for one in caught.value.faults]
