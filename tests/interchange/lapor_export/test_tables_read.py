"""Any table: frames of pandas and polars, dicts, and files whose columns have other names."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sp4n.errors import InvalidValue
from sp4n.interchange import Export, FormatError, read_export, read_rows
from sp4n.monitoring import observe_export, report
from sp4n.workdays import indonesia

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]

REGISTER: list[dict[str, Any]] = [
    {"number": "X-1", "received_on": date(2026, 1, 5), "status": "Terverifikasi",
     "agency": "Dinas A", "rating": None, "privacy": "", "answered_at": None, "closed_at": None},
    {"number": "X-2", "received_on": date(2026, 1, 13), "status": "ditutup_oleh_pelapor",
     "agency": "Dinas B", "rating": 4, "privacy": "Anonim",
     "answered_at": datetime(2026, 1, 15, 3, tzinfo=UTC),
     "closed_at": datetime(2026, 1, 30, 3, tzinfo=UTC)},
    {"number": "X-3", "received_on": date(2026, 2, 28), "status": "Belum Terverifikasi",
     "agency": None, "rating": None, "privacy": "", "answered_at": None, "closed_at": None},
]  # fmt: skip


def told(export: Export) -> list[tuple[Any, ...]]:
    assert () == export.unreadable
    return [
        (row.row, row.complaint.number, row.complaint.submitted_at, row.status, row.agency,
         row.rating, row.is_disposed, row.complaint.anonymous, row.answered_at, row.closed_at,
         row.notes)
        for row in export.rows
    ]  # fmt: skip


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


EXPECTED = [
    (1, "X-1", noon(2026, 1, 5), "verified", "Dinas A", None, True, False, None, None, ()),
    (2, "X-2", noon(2026, 1, 13), "closed_by_reporter", "Dinas B", 4, True, True,
     datetime(2026, 1, 15, 3, tzinfo=UTC), datetime(2026, 1, 30, 3, tzinfo=UTC), ()),
    (3, "X-3", noon(2026, 2, 28), "unverified", None, None, False, False, None, None, ()),
]  # fmt: skip
FRAME = pd.DataFrame(REGISTER)


@pytest.mark.parametrize(
    "rows",
    [
        REGISTER,
        tuple(REGISTER),
        FRAME,
        FRAME.convert_dtypes(),
        FRAME.astype({"status": "category", "agency": "category"}),
        FRAME.assign(received_on=pd.to_datetime(FRAME["received_on"])),
        FRAME.set_index(pd.Index([7, 7, 7])),
        FRAME.convert_dtypes().to_dict("records"),
        [{**one, "rating": pd.NA if one["rating"] is None else one["rating"]} for one in REGISTER],
        [{**one, "rating": np.float64(one["rating"] or "nan")} for one in REGISTER],
        pl.DataFrame(REGISTER),
        pl.DataFrame(REGISTER).with_columns(pl.col("status").cast(pl.Categorical)),
        pl.DataFrame(REGISTER).with_columns(pl.col("received_on").cast(pl.Datetime("ns"))),
    ],
    ids=["dicts", "tuple", "pandas", "nullable", "category", "timestamps", "index", "records", "na",
         "numpy", "polars", "categorical", "datetimes"],
)  # fmt: skip
def test_every_sort_of_table_is_read_alike(rows: Any) -> None:
    """Missing values of each sort are empty cells; a day without a time is a day."""
    assert EXPECTED == told(read_rows(rows))


def test_an_iterator_of_dicts_is_a_table() -> None:
    """It is read once."""
    assert EXPECTED == told(read_rows(iter(REGISTER)))


def test_a_key_that_a_row_lacks_is_no_empty_cell() -> None:
    """Of an absent word of privacy nobody knows what it was; the row is protected."""
    first = {"number": "X-1", "received_on": "2026-01-05", "status": "Terverifikasi"}
    rows = [{**first, "privacy": ""}, {**first, "number": "X-2"}]
    found = [one.anonymous for one in read_rows(rows).complaints]

    assert [False, True] == found


@pytest.mark.parametrize(
    "rows", [None, 7, "number", {"number": ["X-1"]}, [], [7], [{}, 7], [["X-1"]]]
)
def test_what_is_no_table_is_refused(rows: Any) -> None:
    """Before anything is read."""
    with pytest.raises(InvalidValue) as caught:
        read_rows(rows)

    assert ("rows", "wrong_type") == (caught.value.faults[0].where, caught.value.code)


@pytest.mark.parametrize("rows", [[{}], [{"a": 1}], pd.DataFrame(), pl.DataFrame({"a": [1]})])
def test_a_table_of_something_else_is_refused(rows: Any) -> None:
    """As a file of something else is."""
    with pytest.raises(FormatError) as caught:
        read_rows(rows)

    assert "not_an_export" == caught.value.code


def test_a_frame_without_rows_is_an_export_without_complaints() -> None:
    """As a file with a header only is."""
    assert 0 == len(read_rows(FRAME.iloc[:0])) == len(read_rows(pl.DataFrame(REGISTER).clear()))


def test_a_frame_that_was_read_with_its_preamble_has_its_header_below(
    row: Row, as_csv: Write
) -> None:
    """As ``pandas.read_csv(header=None)`` gives it."""
    source = as_csv([row(), row({"Tracking ID": "2"})])
    expected = read_export(source)
    text = source.getvalue().decode()
    frame = pd.read_csv(io.StringIO(text), header=None, names=range(26), skip_blank_lines=False)
    found = read_rows(frame)

    assert (expected.about, expected.generated_on) == (found.about, found.generated_on)
    assert expected.complaints == found.complaints


@pytest.mark.parametrize("keep_default_na", [True, False])
@pytest.mark.parametrize("dtype", [None, str])
def test_a_frame_of_an_export_gives_the_report_of_the_export(
    keep_default_na: bool,  # noqa: FBT001
    dtype: Any,
    row: Row,
    as_csv: Write,
) -> None:
    """An empty cell is none however pandas calls it; numbers may have become floats."""
    rows = [
        row({"Tracking ID": str(n), "Rating": "4" if n == 2 else "",
             "ID Instansi Terdisposisi": office, "Instansi Terdisposisi": "Dinas" if office else "",
             "Status Laporan": "Terverifikasi"})
        for n, office in enumerate(("7", "", "7", "8"))
    ]  # fmt: skip
    source = as_csv(rows, preamble=())
    frame = pd.read_csv(
        io.StringIO(source.getvalue().decode()), keep_default_na=keep_default_na, dtype=dtype
    )
    calendar = indonesia()
    expected, found = (
        report(observe_export(one, calendar=calendar)).to_dict()
        for one in (read_export(source), read_rows(frame))
    )

    assert expected == found


# Names of columns


OWN = {"No. Tiket": "number", "Tgl": "received_on", "Keadaan": "status", "OPD": "agency"}
ROWS = [{"No. Tiket": "X-1", "Tgl": "5 Januari 2026", "Keadaan": "Terverifikasi", "OPD": "Dinas A"}]


@pytest.mark.parametrize(
    "columns",
    [
        OWN,
        {ours: name for name, ours in OWN.items()},
        {"no tiket": "Tracking ID", "TGL": "Tanggal Laporan Masuk", "keadaan": "Status Laporan",
         "opd": "Instansi Terdisposisi"},
        {"Tracking ID": "No. Tiket", "received_on": "Tgl", "STATUS": "Keadaan", "OPD": "agency"},
    ],
)  # fmt: skip
def test_columns_may_be_named_either_way_round(columns: dict[str, str]) -> None:
    """By LAPOR!'s names or those of our fields, without regard to case and punctuation."""
    text = "No. Tiket;Tgl;Keadaan;OPD\nX-1;5 Januari 2026;Terverifikasi;Dinas A\n"
    for export in (
        read_rows(ROWS, columns=columns),
        read_export(io.BytesIO(text.encode()), columns=columns),
    ):
        (found,) = export.rows

        assert ("X-1", "verified", "Dinas A") == (
            found.complaint.number,
            found.status,
            found.agency,
        )
        assert noon(2026, 1, 5) == found.complaint.submitted_at
        assert (
            "Tracking ID",
            "Tanggal Laporan Masuk",
            "Status Laporan",
            "Instansi Terdisposisi",
        ) == (export.columns)


def test_a_column_may_have_the_name_of_another() -> None:
    """A file's own *Kategori* may be the class: then it is no category."""
    rows = [
        {
            "number": "X-1",
            "received_on": "2026-01-05",
            "status": "Terverifikasi",
            "Kategori": "Aspirasi",
        }
    ]
    for columns in ({"Kategori": "classification"}, {"classification": "Kategori"}):
        (found,) = read_rows(rows, columns=columns).complaints

        assert ("aspiration", None) == (
            found.classification and found.classification.value,
            found.category,
        )


@pytest.mark.parametrize(
    "columns",
    [
        {"Tiket": "Nomor"}, {"status": "number"}, {"Kategori": "Judul Laporan"}, {"": "number"},
        {"number": "?"}, {"Tiket": None}, {7: "number"},
    ],
)  # fmt: skip
def test_a_pair_of_which_nobody_knows_what_is_meant_is_refused(columns: Any) -> None:
    """Neither name is ours, or both are."""
    with pytest.raises(InvalidValue) as caught:
        read_rows(ROWS, columns=columns)

    assert ("columns", "unknown_column") == (caught.value.faults[0].where, caught.value.code)


def test_a_likely_name_is_suggested() -> None:
    """Of one that was mistyped."""
    with pytest.raises(InvalidValue) as caught:
        read_rows(ROWS, columns={"Tiket": "numbr"})

    assert "did you mean number?" in caught.value.describe()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_is_found_instead_of_a_header_is_told(delimiter: str) -> None:
    """With a question for each column that may be ours."""
    text = delimiter.join(("No. Tiket", "Tanggal", "Status", "Uraian")) + "\n"
    with pytest.raises(FormatError) as caught:
        read_export(io.BytesIO((text + text).encode()))

    assert [("", "not_an_export"), ("Tracking ID", "column_guessed"),
            ("Tanggal Laporan Masuk", "column_guessed")] == [
        (one.where, one.code) for one in caught.value.faults
    ]  # fmt: skip
    assert (
        "Tracking ID: found the columns No. Tiket, Tanggal, Uraian: perhaps 'No. Tiket' is this"
        ' one; if so, set number = "No. Tiket" (columns, --columns)'
    ) == caught.value.faults[1].describe()
    assert "'No. Tiket'" in caught.value.faults[1].describe("id")


def test_what_is_lacking_is_guessed_beside_what_is_known() -> None:
    """Only for what is required; and no words of a complaint are taken for names."""
    header = "Tracking ID,Tgl Diterima,Posisi,Isi Laporan Awal\n"
    with pytest.raises(FormatError) as caught:
        read_export(io.BytesIO(header.encode()))
    texts = (
        "Nomor saya ada di laporan yang saya kirim pada tanggal itu juga ya,status,tanggal,nomor\n"
    )
    with pytest.raises(FormatError) as other:
        read_export(io.BytesIO(texts.encode()))

    assert [("Tanggal Laporan Masuk", "missing"), ("Status Laporan", "missing"),
            ("Tanggal Laporan Masuk", "column_guessed"), ("Status Laporan", "column_guessed")] == [
        (one.where, one.code) for one in caught.value.faults
    ]  # fmt: skip
    assert ["not_an_export"] == [one.code for one in other.value.faults]


# When things were done


ACTS = {"number": "X-1", "received_on": "5 Jan 2026", "status": "Ditutup oleh Admin"}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-01-07T03:00:00Z", datetime(2026, 1, 7, 3, tzinfo=UTC)),
        ("2026-01-07 10:00 WIB", datetime(2026, 1, 7, 3, tzinfo=UTC)),
        ("7 Januari 2026", noon(2026, 1, 7)),
        ("13/01/2026 10.00", datetime(2026, 1, 13, 10, tzinfo=UTC)),
        (datetime(2026, 1, 7, 3), datetime(2026, 1, 7, 3, tzinfo=UTC)),  # noqa: DTZ001
        (date(2026, 1, 7), noon(2026, 1, 7)),
        (46029.125, datetime(2026, 1, 7, 3, tzinfo=UTC)),
        ("", None), ("-", None), (None, None),
    ],
)  # fmt: skip
def test_acts_have_their_times_where_a_register_has_them(cell: Any, expected: Any) -> None:
    """In all forms in which days and times come; empty ones are no fault."""
    (found,) = read_rows([{**ACTS, "answered_at": cell, "closed_at": cell}]).rows

    assert (expected, expected) == (found.answered_at, found.closed_at)
    assert {"answered_at", "closed_at"}.isdisjoint(one.where for one in found.notes)


def test_days_of_acts_are_read_in_the_order_of_the_file() -> None:
    """Whatever column settles it; without that the file is refused."""
    rows = [
        {**ACTS, "answered_at": "04/02/2026"},
        {**ACTS, "number": "X-2", "answered_at": "13/02/2026"},
    ]
    found = read_rows(rows).rows

    assert [noon(2026, 2, 4), noon(2026, 2, 13)] == [one.answered_at for one in found]
    with pytest.raises(FormatError):
        read_rows(rows[:1])
    assert noon(2026, 4, 2) == read_rows(rows[:1], dates="mdy").rows[0].answered_at


def test_an_act_whose_day_can_not_be_read_is_noted() -> None:
    """The complaint counts."""
    (found,) = read_rows([{**ACTS, "answered_at": "31 Feb 2026", "closed_at": "besok"}]).rows

    assert (None, None) == (found.answered_at, found.closed_at)
    assert [("answered_at", "not_a_day"), ("closed_at", "not_a_day")] == [
        (one.where, one.code) for one in found.notes if one.code == "not_a_day"
    ]


def test_lapor_s_own_export_lacks_no_times_of_acts(row: Row, as_csv: Write) -> None:
    """It never had them: they are not told as missing."""
    export = read_export(as_csv([row()]))

    assert ((), None) == (export.missing_columns, export.rows[0].answered_at)


def test_times_of_frames_are_times() -> None:
    """As text, times of day, and parts of a day."""
    for cell in ("04.05", time(4, 5), timedelta(hours=4, minutes=5), 245 / 1440):
        (found,) = read_rows([{**ACTS, "received_at": cell}]).complaints

        assert datetime(2026, 1, 5, 4, 5, tzinfo=UTC) == found.submitted_at


NAMES = [
    "number", "received_on", "received_at", "status", "classification", "category_id", "category",
    "title", "body", "final_body", "privacy", "channel", "parent_agency", "agency_id", "agency",
    "because", "province", "city", "district", "village", "rating", "reporter", "answered_at",
    "closed_at",
]  # fmt: skip
THINGS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.just(10**5_000), st.floats(), st.text(max_size=8),
    st.dates(), st.datetimes(timezones=st.none() | st.timezones()), st.times(), st.timedeltas(),
    st.decimals(), st.lists(st.integers(), max_size=2), st.binary(max_size=3), st.just(pd.NA),
    st.sampled_from(
        [np.array([1, 2]), np.float32(4.5), np.datetime64("NaT", "ns"), np.int64(45000)]
    ),
)  # fmt: skip


@given(
    rows=st.lists(st.dictionaries(st.sampled_from(NAMES), THINGS), min_size=1, max_size=3),
    words=st.booleans(),
)
def test_any_table_is_read_or_refused_and_each_row_is_told_once(
    rows: list[dict[str, Any]],
    words: bool,  # noqa: FBT001
) -> None:
    """Whatever a program puts into it; what is read can be reported."""
    first = {"received_on": "2026-01-05", "status": "Terverifikasi"}
    given_rows = [{**first, "number": f"X-{n}", **row} for n, row in enumerate(rows)]
    export = read_rows(given_rows, words=words, keep_names=True, dates="dmy")

    assert len(rows) == len(export) + len(export.unreadable) + export.updates
    assert len(export) == report(observe_export(export, calendar=indonesia()))["received"].value
    noted = {(one.kind, one.column, one.code) for one in export.summary() if one.rows}
    assert noted == {(one["kind"], one["column"], one["code"])
                     for one in export.problems().records()}  # fmt: skip


def test_an_act_before_the_receipt_is_noted() -> None:
    """On the same day it may be one: not every register keeps times."""
    rows = [
        {**ACTS, "closed_at": "5 Jan 2026"},
        {**ACTS, "number": "X-2", "closed_at": "4 Jan 2026"},
    ]
    notes = [
        [(one.where, one.code) for one in row.notes if one.where == "closed_at"]
        for row in read_rows(rows).rows
    ]

    assert [[], [("closed_at", "before_receipt")]] == notes
