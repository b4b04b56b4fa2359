"""Rows and what could hide them: stray quotes, delimiters and headers; none gets lost."""

import csv
import io
from collections.abc import Sequence

import pytest

from sp4n.interchange import Export, read_export

STANDARD = (
    "Tracking ID", "Tanggal Laporan Masuk", "Waktu Laporan Masuk", "Judul Laporan",
    "Isi Laporan Awal", "Tipe Laporan (Anonim/Rahasia)", "Sumber Laporan", "Status Laporan",
    "Rating",
)  # fmt: skip
NAME_SECOND = ("Tracking ID", "Nama Pelapor", *STANDARD[1:])
COUNTED = ("No", *STANDARD)
STATUS_FIRST = ("Status Laporan", *(one for one in STANDARD if one != "Status Laporan"))
TITLE_FIRST = ("Judul Laporan", *(one for one in STANDARD if one != "Judul Laporan"))
BODY_FIRST = ("Isi Laporan Awal", *(one for one in STANDARD if one != "Isi Laporan Awal"))
BACKWARDS = STANDARD[::-1]

CELLS = {
    "No": "1", "Tanggal Laporan Masuk": "3 Jan 2026", "Waktu Laporan Masuk": "01:30",
    "Nama Pelapor": "Pelapor Contoh", "Judul Laporan": "Jalan", "Isi Laporan Awal": "Berlubang.",
    "Tipe Laporan (Anonim/Rahasia)": "", "Sumber Laporan": "SMS",
    "Status Laporan": "Ditutup oleh Sistem", "Rating": "",
}  # fmt: skip


def line(number: int, columns: Sequence[str] = STANDARD, /, **cells: str) -> str:
    """A row as writers make it that know no quotes; `body` for instance is its text."""
    named = {"body": "Isi Laporan Awal", "rating": "Rating", "status": "Status Laporan",
             "time": "Waktu Laporan Masuk", "day": "Tanggal Laporan Masuk"}  # fmt: skip
    row = CELLS | {"Tracking ID": str(number)} | {named[key]: one for key, one in cells.items()}
    return ",".join(row[column] for column in columns)


def quoted(number: int, columns: tuple[str, ...] = STANDARD, **cells: str) -> str:
    """The same row as writers make it that keep to the rules."""
    into = io.StringIO()
    row = next(csv.reader([line(number, columns)])) if not cells else None
    texts = {"body": "Isi Laporan Awal", "title": "Judul Laporan"}
    named = CELLS | {"Tracking ID": str(number)} | {texts[key]: one for key, one in cells.items()}
    csv.writer(into, lineterminator="").writerow(row or [named[one] for one in columns])
    return into.getvalue()


def read(*lines: str, columns: tuple[str, ...] = STANDARD) -> Export:
    return read_export(io.BytesIO("\n".join((",".join(columns), *lines)).encode()))


def numbers(export: Export) -> list[str]:
    """Of the complaints that were read."""
    return [one.number for one in export.complaints]


def told(export: Export) -> list[str | None]:
    """The numbers of the rows that are told as unreadable."""
    return [one.number for one in export.unreadable]


@pytest.mark.parametrize("columns", [STANDARD, NAME_SECOND, COUNTED, STATUS_FIRST, TITLE_FIRST])
def test_two_quotes_that_fit_each_other_hide_no_row(columns: tuple[str, ...]) -> None:
    """Each row between them is told with its number: either it is one, or a citizen wrote it."""
    export = read(
        line(1, columns, body='"Gelap'),
        *(line(number, columns) for number in range(2, 5)),
        line(5, columns, body='Gelap"'),
        line(6, columns),
        columns=columns,
    )

    assert ["6"] == numbers(export)
    assert ["1", "2", "3", "4", "5"] == told(export)
    assert {"may_be_text"} == {one.faults[0].code for one in export.unreadable}


@pytest.mark.parametrize("columns", [STANDARD, NAME_SECOND, COUNTED, STATUS_FIRST])
def test_quotes_far_from_each_other_cost_the_rows_near_them(columns: tuple[str, ...]) -> None:
    """No form takes longer texts: behind them, what looks like rows are rows."""
    export = read(
        line(1, columns, body='"Gelap'),
        *(line(number, columns, body="x" * 6_000) for number in range(2, 100)),
        line(100, columns, body='pipa 5" bocor'),
        line(101, columns),
        columns=columns,
    )

    assert [str(number) for number in range(4, 102)] == numbers(export)
    assert ["1", "2", "3"] == told(export)
    assert 'pipa 5" bocor' == export.complaints[-2].body


def test_quotes_that_make_a_row_of_another_length_cost_the_rows_near_them() -> None:
    """The first opens in a text, the second closes in another column: that is no row."""
    far = line(4, body="x" * 12_000)
    export = read(line(1, body='"Gelap'), line(2), line(3, rating='4"'), far, line(5))

    assert (["5"], ["1", "2", "3", "4"]) == (numbers(export), told(export))


def test_many_stray_quotes_cost_the_rows_near_them() -> None:
    """However large the file is, and however far from each other they are: four rows each."""
    rows = [
        line(number, body='"Gelap' if number % 500 == 250 else "x" * 3_000)
        for number in range(1, 10_001)
    ]
    export = read(*rows)

    near = [str(number + one) for number in range(250, 10_000, 500) for one in range(5)]
    assert (9_900, near) == (len(export), told(export))


@pytest.mark.parametrize(
    "row",
    [
        '{0},3 Jan 2026,01:30,x",y,"z',
        '{0},3 Jan 2026,01:30,Jalan,"Gelap,,SMS,Ditutup oleh Sistem,',
        '"x",y,"z\n{0},3 Jan 2026,01:30,x",y,"z',
    ],
)
def test_a_file_of_stray_quotes_costs_no_time_without_end(row: str) -> None:
    """Each line leaves a quote open, whether one was open before or not."""
    export = read(*(row.format(number) for number in range(1, 20_001)))

    assert 0 == len(export)
    assert {str(number) for number in range(1, 20_001)} == set(told(export)) - {None}


@pytest.mark.parametrize(
    "columns",
    [STANDARD, NAME_SECOND, COUNTED, STATUS_FIRST, TITLE_FIRST, BODY_FIRST, BACKWARDS],
)
@pytest.mark.parametrize(
    "body",
    [
        "Kronologi:\n08.30, 12 Januari 2026, saya ke kelurahan\n10.15, 12 Jan 2026, pulang",
        "Saya tinggal di\nRT05, 3 Mei 2025, sudah lapor",
        'Baris\n\nkosong dan "kutip", lalu\nkoma, koma, koma',
        "Tiket\n9000001, 3 Jan 2026, lalu\n9000002, 4 Jan 2026, belum",
        "Tracking ID\nsaya, yang lama",
    ],
)
def test_what_citizens_list_is_their_text(columns: tuple[str, ...], body: str) -> None:
    """In whatever order the columns stand, and whatever else is wrong in the file."""
    export = read(quoted(1, columns, body=body), quoted(2, columns, title=body), columns=columns)

    assert ["1", "2"] == numbers(export)
    assert (body, body) == (export.complaints[0].body, export.complaints[1].title)


def test_texts_in_front_are_read_below_a_stray_quote_as_well() -> None:
    """There the end of a text looks like the beginning of a row, and is none."""
    body = "Gelap,\nsekali"
    export = read(
        line(1, BODY_FIRST, rating='"x" y'),
        line(4, BODY_FIRST, body="x" * 12_000),
        quoted(2, BODY_FIRST, body=body),
        quoted(3, BODY_FIRST, body=body),
        columns=BODY_FIRST,
    )

    assert (["2", "3"], ["1", "4"]) == (numbers(export), told(export))
    assert body == export.complaints[0].body


def test_rows_of_several_lines_without_quotes_are_found_again() -> None:
    """A row may be broken itself; it is told with its own number."""
    export = read(
        line(1, body='"Gelap'),
        line(2, body="Gelap\nsekali"),
        line(3, body="Gelap\nsekali"),
        line(4, body='sekali"'),
        line(5),
    )

    assert ["5"] == numbers(export)
    assert {"1", "2", "3", "4"} <= set(told(export))


@pytest.mark.parametrize("cells", [{"day": "-"}, {"time": ""}, {"day": "2026-01-03"},
                                   {"day": "3 Mei 2026"}, {"time": "01.30 WIB"}])  # fmt: skip
def test_a_row_that_can_not_be_read_is_seen_behind_a_stray_quote(cells: dict[str, str]) -> None:
    """Its day or time is missing, or told in another way: it is told by itself."""
    export = read(
        line(1, body='"Gelap'), line(2, STANDARD, **cells), line(3, body="x" * 12_000), line(4)
    )

    assert (["4"], ["1", "2", "3"]) == (numbers(export), told(export))


def test_a_header_is_found_behind_a_stray_quote() -> None:
    """What stands below it is read by it."""
    other = ("Tracking ID", "Status Laporan", *STANDARD[1:5])
    far = line(2, body="x" * 12_000)
    export = read(line(1, body='"Gelap'), far, ",".join(other), line(3, other))

    assert ["3"] == numbers(export)
    assert [["broken_quotes"], ["may_be_text"]] == [
        [fault.code for fault in one.faults] for one in export.unreadable
    ]


def test_a_row_with_a_cell_without_end_is_told_by_itself() -> None:
    """Its cells can't be parted, but where it begins is seen."""
    endless, far = f'2,3 Jan 2026,01:30,"{"x" * 1_000_001}', line(3, body="x" * 12_000)
    export = read(endless, far, line(4))

    assert (["4"], ["2", "3"]) == (numbers(export), told(export))
    assert ["cell_too_long", "may_be_text"] == [one.faults[0].code for one in export.unreadable]


# Unquoted delimiters


def test_an_unquoted_comma_makes_no_agency_of_a_citizen_s_words() -> None:
    """Words would be a channel and a status else; the cells that are too many are empty."""
    columns = (*STANDARD, "Kecamatan", "Kelurahan", "Nomor SK")
    row = line(1, body="tolong, saya, Nama Contoh") + ",,,"
    export = read(row, line(2) + ",,,", columns=columns)

    assert (["2"], ["1"]) == (numbers(export), told(export))
    assert "has 14 cells, but there are only 12 columns" in export.unreadable[0].describe()


def test_empty_cells_behind_the_last_column_do_no_harm() -> None:
    """Where status and privacy are what they should be, nothing was shifted."""
    assert ["1"] == numbers(read(line(1) + ",,"))
    assert [] == numbers(read(line(1, status="Selesai") + ",,"))
    assert [] == numbers(read(line(1).replace("Berlubang.,,", "Berlubang.,Publik,") + ",,"))


def test_empty_cells_that_the_header_has_as_well_do_no_harm() -> None:
    """Spreadsheets write as many for each row."""
    columns = (*STANDARD, "", "")

    assert ["1"] == numbers(read(line(1, status="Selesai") + ",,", columns=columns))
    assert [] == numbers(read(line(1, status="Selesai") + ",", columns=columns))


def test_a_row_that_ends_before_what_is_required_is_none() -> None:
    """As where a line break stands in a text without quotes; the rest is told as well."""
    export = read(line(1, body="Gelap.\nSekali"), line(2))

    assert ["2"] == numbers(export)
    assert ["1", None] == told(export)
    assert ["too_few_cells", "too_few_cells"] == [one.faults[0].code for one in export.unreadable]
    assert "ends too early, at cell 5 of 9" in export.unreadable[0].describe()
    assert "pada sel ke-5 dari 9" in export.unreadable[0].describe("id")


@pytest.mark.parametrize("lost", ["Jalan,", "Berlubang.,", "3 Jan 2026,", "SMS,"])
def test_a_row_that_lacks_a_cell_is_none(lost: str) -> None:
    """Its cells are shifted: words would be a text of another sort, and nobody anonymous."""
    export = read(line(1).replace(lost, lost[:-1]), line(2))

    assert (["2"], ["too_few_cells"]) == (numbers(export), [export.unreadable[0].faults[0].code])


def test_a_row_may_lack_what_is_empty_at_its_end() -> None:
    """Some programs leave it out; status and privacy show that nothing was shifted."""
    columns = (*STANDARD, "Alasan Tunda/Arsip", "Kecamatan")
    rows = [line(number) for number in (1, 2, 3)]
    export = read(rows[0][:-1], rows[1] + ",", rows[2] + ",Sukamaju", columns=columns)

    assert (["1", "2"], ["3"]) == (numbers(export), told(export))


def test_a_comma_in_the_reason_shifts_no_place() -> None:
    """Status and privacy stand in front of it, and tell nothing of what follows."""
    columns = (*STANDARD, "Alasan Tunda/Arsip", "Kecamatan")
    export = read(line(1) + ",-, tetangga,", line(2) + ",-,Mekarjaya", columns=columns)

    assert (["2"], ["1"]) == (numbers(export), told(export))


def test_a_header_with_a_delimiter_too_many_reads_no_row() -> None:
    """All of them are shifted, and each is told."""
    columns = (*STANDARD[:4], "", *STANDARD[4:])
    export = read(line(1), line(2), columns=columns)

    assert ([], ["1", "2"]) == (numbers(export), told(export))


# Several headers


def test_each_row_is_read_by_the_header_above_it() -> None:
    """Two exports of different years, joined: the second has no rating, and another order."""
    other = ("Tracking ID", "Status Laporan", "Instansi Terdisposisi", *STANDARD[1:5])
    rows = [line(2, other[:2] + other[3:]).replace("Sistem,", "Sistem,Dinas Contoh,")]
    export = read(line(1, rating="4"), ",".join(other), *rows)

    assert ["1", "2"] == numbers(export)
    assert [None, "Dinas Contoh"] == [one.agency for one in export.rows]
    assert ["closed_by_system"] * 2 == [one.status for one in export.rows]
    assert () == export.unreadable


def test_a_column_is_there_when_each_header_has_it() -> None:
    """So nothing is said of ratings that half of the file lacks."""
    other = (*STANDARD[:-1], "Catatan")
    export = read(line(1), ",".join(other), line(2), columns=(*STANDARD, "Urutan"))

    assert STANDARD[:-1] == export.columns
    assert "Rating" in export.missing_columns
    assert ("Urutan", "Catatan") == export.unknown_columns


def test_the_same_header_again_is_no_row() -> None:
    """It is no complaint; where files were joined, it may have a byte-order mark."""
    export = read(line(1), "\ufeff" + ",".join(STANDARD), line(2))

    assert (["1", "2"], ()) == (numbers(export), export.unreadable)
    assert [2, 4] == [one.row for one in export.rows]


def test_a_preamble_in_between_is_no_row() -> None:
    """What one export says of itself stands above its header; another line there is told."""
    between = ["Judul Laporan,Laporan Ringkas", "Tanggal Generate,4 Feb 2026", "", "Catatan,x"]
    export = read(line(1), *between, ",".join(STANDARD), line(2))

    assert ["1", "2"] == numbers(export)
    assert [6] == [one.row for one in export.unreadable]


@pytest.mark.parametrize(
    "other", [STANDARD[:7], STANDARD[:1] + STANDARD[2:], (*STANDARD, "Rating")]
)
def test_nothing_is_read_by_a_header_that_can_not_be_used(other: tuple[str, ...]) -> None:
    """One that lacks columns, or has one twice: until the next header each row is told."""
    export = read(line(1), ",".join(other), line(2), line(3), ",".join(STANDARD), line(4))

    assert ["1", "4"] == numbers(export)
    assert [
        (3, "unusable_header"), (4, "below_unusable_header"), (5, "below_unusable_header"),
    ] == [(one.row, one.faults[0].code) for one in export.unreadable]  # fmt: skip


def test_a_row_that_mentions_a_column_is_no_header() -> None:
    """A note between rows, for instance."""
    export = read(line(1), "Tracking ID,Judul Laporan,,,,,,,", line(2))

    assert ["1", "2"] == numbers(export)
    assert ["not_a_tracking_number"] == [one.faults[0].code for one in export.unreadable]


@pytest.mark.parametrize(
    "note", ["Tracking ID", "Tracking ID,Semua", "Tracking ID,Rating,Kategori"]
)
def test_a_line_above_that_mentions_the_number_hides_no_header(note: str) -> None:
    """The first row with all that is required is the header."""
    export = read(",".join(STANDARD), line(1), columns=tuple(note.split(",")))

    assert ["1"] == numbers(export)


def test_marks_before_the_first_name_are_forgiven() -> None:
    """Two programs may each have added one."""
    text = "\ufeff\ufeff" + ",".join(STANDARD) + "\n" + line(1)

    assert 1 == len(read_export(io.BytesIO(text.encode())))
