"""The bytes of a CSV: its encoding, and what is no text in it."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from csv_lines import HEADER, found, line, lost, read

from sp4n.interchange import Export, FormatError, read_export

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]


def notes(export: Export) -> list[list[tuple[str, str]]]:
    """The column and code of every note, row by row, but of privacy: no header here has it."""
    return [
        [(one.where, one.code) for one in row.notes if one.code != "privacy_unknown"]
        for row in export.rows
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(encoding: str, delimiter: str, row: Row, as_csv: Write) -> None:
    """All that spreadsheets write."""
    cells = {"Judul Laporan": "Jalan, lubang; gelap\t😭"}
    export = read_export(as_csv([row(cells)], delimiter=delimiter, encoding=encoding))

    assert "Jalan, lubang; gelap\t😭" == export.rows[0].complaint.title
    assert 26 == len(export.columns)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_both_sorts_of_utf_16(encoding: str, row: Row, as_csv: Write) -> None:
    """With their marks."""
    text = "\ufeff" + as_csv([row()]).getvalue().decode()

    assert 1 == len(read_export(io.BytesIO(text.encode(encoding))))


BROKEN = [b"\xff", b"Ber\xe9lubang", b"\xed\xa0\xbd", b"\xf0\x9f\x98"]


@pytest.mark.parametrize("body", BROKEN)
def test_bytes_that_are_no_text_cost_one_text(body: bytes) -> None:
    """Where other rows have characters of UTF-8: the complaint counts, and its column is noted."""
    text = "\n".join((HEADER, line(1, "Café"), line(2, "@"), line(3))).encode().replace(b"@", body)
    export = read_export(io.BytesIO(text))

    assert [(2, "1"), (3, "2"), (4, "3")] == found(export)
    assert [[], [("Isi Laporan Awal", "not_utf_8")], []] == notes(export)
    assert ["Café", "", "Berlubang."] == [one.body for one in export.complaints]
    assert [False, True, False] == [one.recorded for one in export.complaints]


@pytest.mark.parametrize("body", BROKEN)
def test_bytes_that_are_no_text_cost_a_row_where_they_stand_for_a_day(body: bytes) -> None:
    """Nobody knows when it came; the same in its number."""
    text = "\n".join((HEADER, line(1, "Café"), "2,@" + line(2)[1:], "@" + line(3))).encode()
    export = read_export(io.BytesIO(text.replace(b"@", body)))

    assert [(2, "1")] == found(export)
    assert 2 == len(export.unreadable)
    assert not {"2", "3"} & {one.number for one in export.complaints}


@pytest.mark.parametrize("body", ["Café", "\u201cLubang\u201d", "10 \u20ac"])
def test_a_file_that_is_nowhere_utf_8_is_read_as_windows_1252(body: str) -> None:
    """As old spreadsheets save it; it is noted once, for the file."""
    text = "\n".join((HEADER, line(1, body), line(2)))
    export = read_export(io.BytesIO(text.encode("cp1252")))

    assert [body, "Berlubang."] == [one.body for one in export.complaints]
    assert ["read_as_cp1252"] == [one.code for one in export.notes]
    assert () == read_export(io.BytesIO(text.encode())).notes
    assert () == read(line(1), line(2)).notes


def test_bytes_that_windows_1252_does_not_have_cost_one_text() -> None:
    """Five of its bytes mean nothing."""
    content = "\n".join((HEADER, line(1, "Caf@"), line(2, "a#b"))).encode()
    export = read_export(io.BytesIO(content.replace(b"@", b"\xe9").replace(b"#", b"\x81")))

    assert ["Café", ""] == [one.body for one in export.complaints]
    assert [[], [("Isi Laporan Awal", "not_utf_8")]] == notes(export)


def test_broken_utf_16_costs_one_text() -> None:
    """A lone surrogate within, half a unit at the end: that one is a channel."""
    text = "\ufeff" + "\n".join((HEADER, line(1), line(2, "\ud83d"), line(3), line(4)))
    export = read_export(io.BytesIO(text.encode("utf-16-le", "surrogatepass") + b"x"))

    assert [(2, "1"), (3, "2"), (4, "3"), (5, "4")] == found(export)
    assert [
        [], [("Isi Laporan Awal", "not_utf_8")], [], [("Sumber Laporan", "not_utf_8")],
    ] == notes(export)  # fmt: skip
    assert ("", None) == (export.complaints[1].body, export.complaints[3].channel)


def test_null_characters_cost_a_text_or_a_number() -> None:
    """No store takes them in a text."""
    export = read(line(1, "a\0b"), line(2), f"3\0{line(3)[1:]}", line(4))

    assert [(2, "1"), (3, "2"), (5, "4")] == found(export)
    assert [("Isi Laporan Awal", "control_character")] == notes(export)[0]
    assert "" == export.complaints[0].body
    assert [(4, None, "not_a_tracking_number")] == lost(export)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_refused_in_plain_words(encoding: str) -> None:
    """Whoever saved it can save it in another way."""
    text = "\n".join((HEADER, line(1)))
    with pytest.raises(FormatError) as caught:
        read_export(io.BytesIO(text.encode(encoding)))

    assert "not_utf_8" == caught.value.code
    assert "is not UTF-8 text: save the file as 'CSV UTF-8'" == caught.value.describe()
