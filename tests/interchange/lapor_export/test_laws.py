"""Laws of reading exports: nothing but an export or a FormatError, no row lost, no word leaked."""

import io
import re
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sp4n.interchange import Export, FormatError, read_export

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]

REQUIRED = [
    "Tracking ID", "Tanggal Laporan Masuk", "Waktu Laporan Masuk", "Judul Laporan",
    "Isi Laporan Awal", "Status Laporan",
]  # fmt: skip
HEADER = ",".join(REQUIRED).encode()
SECRET = "rahasia-warga"


@given(data=st.data())
def test_any_order_and_any_choice_of_columns_reads_the_same_complaints(
    data: st.DataObject, columns: list[str], row: Row, as_csv: Write
) -> None:
    """What a column says does not depend on where it stands, nor on the others.

    Those two are never dropped of which "not there" says less than "empty".
    """
    told = (*REQUIRED, "Tipe Laporan (Anonim/Rahasia)", "Instansi Terdisposisi")
    optional = [one for one in columns if one not in told]
    dropped = data.draw(st.sets(st.sampled_from(optional)))
    chosen = [one for one in data.draw(st.permutations(columns)) if one not in dropped]
    cells = {**dict.fromkeys(dropped, ""), "Isi Laporan Awal": 'Jalan,\n"lubang"; x'}
    expected = read_export(as_csv([row(cells)]))
    found = read_export(as_csv([row(cells, chosen)], chosen))

    assert expected.rows[0] == found.rows[0]
    assert set(chosen) == set(found.columns)
    assert dropped == set(found.missing_columns)


KEYS = REQUIRED[:3]
PIECE = st.sampled_from(['"', '"', '""', ",", "x", " ", "\n", '",', ',"', '"x"', "1, 3 Jan 2026"])


@given(data=st.data())
def test_no_row_hides_another_whatever_is_wrong_with_quotes(
    data: st.DataObject, columns: list[str]
) -> None:
    """Each row says its number in its texts: nowhere else is it found, and each row is told."""
    others = [one for one in columns if one not in KEYS and one != "Nama Pelapor"]
    front = data.draw(st.permutations([*KEYS, "Nama Pelapor"]))
    order = [*front, *data.draw(st.permutations(others))]
    lines, first = [",".join(order)], {}
    for number in range(1, data.draw(st.integers(2, 6)) + 1):
        text = st.lists(PIECE, max_size=4).map("".join)
        row = {"Tracking ID": str(number), "Tanggal Laporan Masuk": "3 Jan 2026",
               "Waktu Laporan Masuk": "01:30", "Status Laporan": "Ditutup oleh Sistem",
               "Judul Laporan": data.draw(text) + f"<{number}>",
               "Isi Laporan Awal": f"<{number}>" + data.draw(text)}  # fmt: skip
        first[str(number)] = "\n".join(lines).count("\n") + 2
        lines.append(",".join(row.get(column, "") for column in order))
    export = read_export(io.BytesIO("\n".join(lines).encode()))

    told = {line for one in export.unreadable
            for line in range(one.row, (one.last_row or one.row) + 1)}  # fmt: skip
    read = {one.number: one for one in export.complaints}
    assert all(own in read or line in told for own, line in first.items())
    assert all(
        set(re.findall("<([0-9])>", one.title + one.body)) <= {own} for own, one in read.items()
    )


def read_or_refused(content: bytes) -> Export | None:
    try:
        return read_export(io.BytesIO(content))
    except FormatError:
        return None


PIECES = st.sampled_from(
    [HEADER, b"\n", b"\r", b'"', b",", b";", b"\t", b"1,3 Jan 2026,01:30,x,y,Selesai", b"\xff",
     b"\0", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"Tracking ID"]
)  # fmt: skip


@given(st.binary() | st.lists(PIECES | st.binary(max_size=4), max_size=30).map(b"".join))
def test_any_bytes_are_an_export_or_refused(content: bytes) -> None:
    """Never a traceback."""
    read_or_refused(content)


@given(changes=st.dictionaries(st.integers(0, 9_999), st.integers(0, 255), min_size=1, max_size=3))
def test_any_change_of_a_workbook_is_an_export_or_refused(
    changes: dict[int, int], row: Row, as_xlsx: Write
) -> None:
    """Bytes that were damaged on their way, anywhere behind the first four."""
    content = bytearray(as_xlsx([row()]).getvalue())
    for place, byte in changes.items():
        content[4 + place * (len(content) - 4) // 10_000] = byte
    read_or_refused(bytes(content))


@given(st.lists(PIECES, max_size=20).map(b"".join))
def test_every_line_with_something_in_it_is_accounted_for(rest: bytes) -> None:
    """In one row, read, unreadable or updated, or in a header; no two rows share a line."""
    text = (HEADER + b"\n" + rest).decode("utf-8", "replace")
    export = read_export(io.BytesIO(text.encode()))
    lines = re.split("\r\n|\r|\n", text)
    ends: dict[int, int] = {one.row: one.last_row or one.row for one in export.unreadable}
    earlier = [int(str(note["first_row"])) for one in export.rows for note in one.notes
               if note.code in ("updated", "repeated")]  # fmt: skip
    starts = sorted([*ends, *(one.row for one in export.rows), *earlier])

    assert len(set(starts)) == len(starts)
    assert all(end < later for start, end in ends.items() for later in starts if later > start)
    told = set(starts) | {line for start, end in ends.items() for line in range(start, end + 1)}
    inside = {place for place, line in enumerate(lines, 1) if place > 1 and line.strip(' ,\t"')}
    headers = {place for place, line in enumerate(lines, 1) if line.count(HEADER.decode()) == 1}
    assert export.updates == len(earlier)
    for place in inside - told - headers:
        before = max((start for start in {*starts, *headers} if start < place), default=0)
        assert before not in ends  # it goes on over several lines


CELLS = st.text(max_size=12).map(lambda text: f"{SECRET}{text}") | st.text(max_size=12)
COLUMNS = [
    *REQUIRED[1:5], "Nama Pelapor", "Kategori", "Isi Laporan Akhir", "Rating", "Instansi Induk",
    "Tipe Laporan (Anonim/Rahasia)", "Instansi Terdisposisi", "Alasan Tunda/Arsip", "Kelurahan",
    "Provinsi", "Kecamatan", "Kota/Kabupaten", "ID Instansi Terdisposisi",
]  # fmt: skip
"""All but the labels of statuses, classes and channels: those hold no personal data."""


@given(
    changes=st.lists(st.dictionaries(st.sampled_from(COLUMNS), CELLS), min_size=1, max_size=4),
    keep_names=st.booleans(),
)
def test_every_row_is_told_once_and_no_word_leaks(
    changes: list[dict[str, str]],
    keep_names: bool,  # noqa: FBT001
    row: Row,
    as_csv: Write,
) -> None:
    """Whatever citizens, admins or mistakes put into cells."""
    rows = [
        row({"Tracking ID": f"9{place}", "Isi Laporan Awal": SECRET, "Judul Laporan": SECRET}
            | {name: text.encode("utf-8", "replace").decode() for name, text in cells.items()})
        for place, cells in enumerate(changes)
    ]  # fmt: skip
    export = read_export(as_csv(rows), keep_names=keep_names)
    everything = [one.describe(language) for one in export.unreadable for language in ("id", "en")]
    everything += [one.describe(language) for one in export.summary() for language in ("id", "en")]
    everything += [repr(one.to_dict()) for one in export.summary()] + [repr(export.notes)]
    everything += [repr(row) for row in export.problems().rows]
    everything += [repr(export), repr(export.rows), repr(export.unreadable)]
    everything += [repr(row.complaint) for row in export.rows]
    everything += [note.describe() for row in export.rows for note in row.notes]
    everything += [repr(row.notes) + repr(row.reporter) for row in export.rows]

    assert len(rows) == len(export.rows) + len(export.unreadable)
    assert not any(SECRET in one for one in everything)
