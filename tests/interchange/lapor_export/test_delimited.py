"""Exports as CSV: lines, delimiters, quotes and mistakes; every line is accounted for."""

import csv
import io
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from csv_lines import HEADER, found, line, lost, read

from sp4n.interchange import FormatError, read_export
from sp4n.interchange.lapor_export import delimited, delimited_records
from sp4n.interchange.lapor_export.delimited import longer_cells

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]

LONG = "x" * 12_000  # longer than two texts of the form


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    """Those of each system; lines are counted from one."""
    assert [(2, "1"), (4, "2")] == found(read(line(1), "", line(2), end=end))


def test_a_row_may_take_several_lines() -> None:
    """It is found by its first; the next one follows its last."""
    export = read(line(1, '"a\n\n""b"""'), line(2))

    assert [(2, "1"), (5, "2")] == found(export)
    assert 'a\n\n"b"' == export.rows[0].complaint.body


def test_a_lone_quote_within_a_cell_is_a_sign_like_others() -> None:
    """An inch, for instance."""
    assert 'pipa 5" bocor' == read(line(1, 'pipa 5" bocor')).rows[0].complaint.body


def test_a_quote_that_is_never_closed_costs_the_rows_near_it() -> None:
    """They may stand in its text; reading goes on behind what a form takes."""
    export = read(line(1), line(2, '"Berlubang.'), "dan gelap", line(3), line(4, LONG), line(5))

    assert [(2, "1"), (7, "5")] == found(export)
    assert [(3, 4, "broken_quotes"), (5, None, "may_be_text"), (6, None, "may_be_text")] == lost(
        export
    )


def test_a_quote_behind_an_open_one_ends_the_doubt() -> None:
    """It closes a text in a line that begins no row."""
    end = 'akhir",Ditutup oleh Sistem,SMS'
    export = read(line(1, '"a" b'), line(2, '"Berlubang.'), line(3), end, line(4))

    assert [(6, "4")] == found(export)
    assert [
        (2, None, "broken_quotes"), (3, None, "may_be_text"), (4, None, "may_be_text"),
        (5, None, "too_few_cells"),
    ] == lost(export)  # fmt: skip


def test_quotes_that_are_not_doubled_cost_the_rows_near_them() -> None:
    """What follows a closing quote must be the next cell; or the text goes on."""
    export = read(line(1, '"lubang "dalam" sekali"'), line(2, LONG), line(3), line(4, '"b" c'))

    assert [(4, "3")] == found(export)
    assert [
        (2, None, "broken_quotes"), (3, None, "may_be_text"), (5, None, "broken_quotes"),
    ] == lost(export)  # fmt: skip


def test_a_quote_that_is_not_doubled_makes_no_row_of_a_text() -> None:
    """Whoever wrote the file doubled none: the text goes on."""
    export = read(line(1, f'"kata "ya, lalu\n{line(7, "palsu")}\nakhir"'), line(7, "asli"))

    assert ["asli"] == [one.body for one in export.complaints]


def test_an_open_quote_that_meets_the_next_one_costs_the_rows_near_it() -> None:
    """The quote that opens a cell of the next row seems to close it."""
    export = read(line(1, '"Berlubang.'), line(2, '"Gelap."'), line(3, LONG), line(4))

    assert [(5, "4")] == found(export)
    assert [(2, None, "broken_quotes"), (3, None, "may_be_text"), (4, None, "may_be_text")] == lost(
        export
    )


def test_a_row_that_swallowed_another_is_no_row() -> None:
    """Two mistakes that fit each other: the cells are as many as they should be."""
    export = read(line(1, '"Berlubang.'), line(2, 'Gelap."'), line(3))

    assert [(4, "3")] == found(export)
    assert [(2, None, "may_be_text"), (3, None, "may_be_text")] == lost(export)


def test_what_a_citizen_wrote_never_becomes_a_row() -> None:
    """A text that looks like a row: both are told as unreadable, and nothing is made up."""
    forged = line(7, "x").replace('"', '""')
    export = read(line(1, f'"Berlubang.\n{forged}\n"'), line(2))

    assert [(5, "2")] == found(export)
    assert [(2, None, "may_be_text"), (3, 4, "may_be_text")] == lost(export)


@pytest.mark.parametrize("filler", ["a", '"', "\r\n"])
def test_a_long_text_displaces_no_row(filler: str) -> None:
    """However much stands behind what looks like a row: the file keeps to the rules."""
    text = (line(7, "palsu") + "\n" + filler * 9_000).replace('"', '""')
    export = read(line(1, f'"Halo\n{text}"'), line(7, "asli"))

    assert ["asli"] == [one.body for one in export.complaints]
    assert ["1", "7"] == [one.number for one in export.unreadable]


@pytest.mark.parametrize("inner", [line(7, "palsu"), HEADER.replace("Isi Laporan Awal", "Kategori"),
                                   HEADER.replace("Tanggal", "Hari")])  # fmt: skip
def test_behind_a_stray_quote_a_text_is_no_row_and_no_header(inner: str) -> None:
    """Neither is read, and none changes how others are read."""
    export = read(
        line(1, '"Berlubang.'), line(2, f'"Gelap.\n{inner}\n{inner}\nakhir"'), line(7, "asli")
    )

    assert ["asli"] == [one.body for one in export.complaints]
    assert {"1", "2"} <= {one.number for one in export.unreadable}


def test_a_row_that_begins_with_its_text_is_doubtful_behind_a_stray_quote() -> None:
    """Only its last line looks like a row."""
    header = (
        "Isi Laporan Awal,Judul Laporan,Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,"
        "Status Laporan"
    )
    rest = "3 Jan 2026,01:30,Ditutup oleh Sistem"
    broken = [f'Gelap,"x,1,{rest}', f"Gelap,x,2,{rest}"]
    export = read(*broken, f'"Gelap\nsekali",x,3,{rest}', header=header)

    assert [] == found(export)
    assert [
        (2, None, "broken_quotes"), (3, None, "may_be_text"), (4, 5, "may_be_text"),
    ] == lost(export)  # fmt: skip


def test_a_text_with_numbers_is_no_row() -> None:
    """Only a number and a day at the beginning of a line look like one."""
    export = read(line(1, '"1, 2\n3,4\n5,3 Jan 2026 malam,x"'))

    assert [(2, "1")] == found(export)


def test_a_broken_row_at_the_end_is_told() -> None:
    """A file that was cut off."""
    assert [(3, None, "broken_quotes")] == lost(read(line(1), line(2, '"Berlu')))


def test_a_number_in_front_shows_where_to_go_on() -> None:
    """When the day is elsewhere: a line that begins with a number is a row."""
    header = (
        "Tracking ID,Waktu Laporan Masuk,Judul Laporan,Isi Laporan Awal,Status Laporan,"
        "Tanggal Laporan Masuk"
    )
    rest = "Ditutup oleh Sistem,3 Jan 2026"
    export = read(
        f'1,01:30,Jalan,"Berlubang.,{rest}',
        "dan gelap",
        f"2,01:30,Jalan,Gelap.,{rest}",
        header=header,
    )

    assert [(2, 3, "broken_quotes"), (4, None, "may_be_text")] == lost(export)


def test_the_number_may_stand_anywhere() -> None:
    """A line is a row when number, day and time stand where they do in this header."""
    header = (
        "Status Laporan,Tracking ID,Waktu Laporan Masuk,Judul Laporan,Isi Laporan Awal,"
        "Tanggal Laporan Masuk"
    )
    first = 'Selesai,1,01:30,Jalan,"Berlubang.,3 Jan 2026'
    export = read(first, "dan gelap", "Selesai,2,01:30,Jalan,Gelap.,3 Jan 2026", header=header)

    assert [(2, 3, "broken_quotes"), (4, None, "may_be_text")] == lost(export)


def test_a_row_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that is longer than any could be."""
    monkeypatch.setattr(delimited_records, "_RECORD_LIMIT", 200)
    export = read(line(1, '"Berlubang.'), line(2, LONG), *(line(number) for number in range(3, 6)))

    assert [(number + 1, str(number)) for number in range(3, 6)] == found(export)
    assert [(2, None, "broken_quotes"), (3, None, "may_be_text")] == lost(export)


def test_the_rest_of_a_line_without_end_is_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stays one line: no part of it is taken for another, and the first part for all."""
    monkeypatch.setattr(delimited, "_LINE_LIMIT", 200)
    monkeypatch.setattr(delimited_records, "_RECORD_LIMIT", 200)
    forged = line(7)
    head = len(line(1, ""))
    for length in range(150, 260):
        export = read(line(1, "x" * (length - head) + forged), line(2))

        assert [(3, "2")] == found(export)[-1:]
        assert "7" not in {one.number for one in export.complaints}
        assert 2 == len(export) + len(export.unreadable)


def test_long_cells_are_read_and_the_limit_of_csv_stays() -> None:
    """It is one for the whole process: others may rely on it."""
    before = csv.field_size_limit()
    export = read(line(1, "x" * 200_000), line(2, f'"{"y" * 200_000}"'))

    assert [200_000, 200_000] == [len(one.body) for one in export.complaints]
    assert before == csv.field_size_limit()
    with pytest.raises(FormatError):
        read_export(io.BytesIO(b"x"))
    assert before == csv.field_size_limit()


def test_several_threads_leave_the_limit_as_it_was() -> None:
    """The last one puts it back."""
    before, together = csv.field_size_limit(), Barrier(2)
    sizes: list[int] = []

    def work() -> None:
        with longer_cells(1_000_000):
            together.wait()
            sizes.append(csv.field_size_limit())
            together.wait()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ([1_000_000] * 2, before) == (sizes, csv.field_size_limit())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"Tracking",
        b'"Tracking ID',
        b"\x00" * 50,
        b"PK\x05\x06" + b"\x00" * 18,
    ],
)
def test_other_bytes_are_no_export(content: bytes) -> None:
    """Empty zips among them."""
    with pytest.raises(FormatError) as caught:
        read_export(io.BytesIO(content))

    assert "not_an_export" == caught.value.code


def test_a_preamble_may_be_broken() -> None:
    """What can be read of it is told; the rows don't depend on it."""
    text = f"Nama Instansi,Kota Contoh\n{'x' * 1_000_001}\n{HEADER}\n{line(1)}"
    export = read_export(io.BytesIO(text.encode()))

    assert ({"Nama Instansi": "Kota Contoh"}, 1) == (export.about, len(export))


def test_rows_above_the_header_are_told() -> None:
    """Nobody knows their columns; a preamble, broken or not, is none."""
    export = read(line(1, '"a\nb"'), "", HEADER, line(2), header="Nama Instansi,Kota Contoh")

    assert [(6, "2")] == found(export)
    assert [(2, 3, "above_header")] == lost(export)
    assert "is above the header" in export.unreadable[0].describe()


@pytest.mark.parametrize("row", ['"a\n1,3 Jan 2026,01:30,x,y,z', "x" * 1_000_001 + "\n" + line(1)])
def test_rows_in_a_broken_preamble_are_told(row: str) -> None:
    """A quote there may have swallowed them."""
    export = read(HEADER, line(2), header=row)

    assert ["above_header"] == [one.faults[0].code for one in export.unreadable]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_what_stands_below_a_header_that_is_not_taken_is_told(delimiter: str) -> None:
    """Two files were joined, and the first lacks a column that is required."""
    lacking = HEADER.replace("Tanggal", "Hari").replace(",", delimiter)
    export = read(line(1).replace(",", delimiter), HEADER, line(2), header=lacking)

    assert [(4, "2")] == found(export)
    assert [(1, None, "unusable_header"), (2, None, "below_unusable_header")] == lost(export)


@pytest.mark.parametrize("text", ["Siti.Aminah-85, tinggal di sini", "3276014501900001, x"])
def test_what_citizens_wrote_is_shown_as_no_number(text: str) -> None:
    """Without its day and time it may be a name."""
    export = read(line(1, f"Gelap\n{text}"))

    assert ["1", None] == [one.number for one in export.unreadable]


def test_a_delimiter_that_is_in_the_names_does_not_mislead() -> None:
    """The one that finds the most columns is taken."""
    header = HEADER.replace(",", ";") + ';"Nilai, catatan"'
    export = read(line(1).replace(",", ";"), header=header)

    assert (7, ("Nilai, catatan",)) == (len(export.columns), export.unknown_columns)
