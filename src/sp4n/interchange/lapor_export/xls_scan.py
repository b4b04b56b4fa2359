"""The scan of an .xls: its cells, rows and texts, in records of a stream of a compound file.

Formats: [MS-CFB] for the file, [MS-XLS] for the records. What goes astray raises something, and is
a damaged workbook.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, takewhile
from struct import iter_unpack, unpack_from

from sp4n.errors import fault
from sp4n.interchange.lapor_export.source import refuse_over
from sp4n.interchange.lapor_export.workbook_scan import (
    CELLS_LIMIT,
    DAYS_BEFORE_1904,
    Notes,
    Room,
    damaged,
)
from sp4n.reader import FormatError

_NO_SECTOR = 0xFFFFFFFA  # from here on, a chain ends
_ENTRY_BYTES = 128
_SMALL_BYTES = 4_096  # what is smaller lies in a stream of small streams
_SMALL_SECTOR_BYTES = 64
_END, _SHEET, _TEXTS, _MORE, _ROW, _PASSWORD = 0x000A, 0x0085, 0x00FC, 0x003C, 0x0208, 0x002F
_SINCE_1904 = 0x0022
_FORMULA, _RESULT, _SHOWN, _NUMBERS = 0x0006, 0x0205, 0x00FD, 0x00BD
_CELLS = {_FORMULA, _RESULT, _SHOWN, _NUMBERS, 0x0203, 0x0204, 0x027E, 0x00D6}
_HIDDEN, _NO_NUMBER, _MAY_BE_EMPTY = 0x20, 0xFFFF, (0, 3)
_CHARACTER_BYTES = 3  # at most, as calamine keeps it


def xls_notes(content: bytes, room: Room) -> list[Notes]:
    """Look through an old workbook, and give the notes of each of its sheets, in their order."""
    stream = _stream(content)
    begins, texts, kind_before, days_before = [], list[bytes](), 0, 0
    for kind, record in _records(stream, 0):
        if kind == _PASSWORD:
            raise FormatError(fault("locked_workbook"))
        if kind == _SHEET:
            begins.append(unpack_from("<I", record)[0])
        elif kind == _SINCE_1904 and unpack_from("<H", record)[0] == 1:
            days_before = DAYS_BEFORE_1904
        elif kind == _TEXTS or (kind == _MORE and kind_before == _TEXTS):
            texts.append(record)
        kind_before = kind_before if kind == _MORE else kind
    if begins != sorted(set(begins)):
        damaged()
    lengths = _lengths(texts) if texts else array("q")
    return [
        _notes(stream, begin, lengths, room, Notes(days_before=days_before)) for begin in begins
    ]


def _notes(stream: bytes, begin: int, lengths: "array[int]", room: Room, notes: Notes) -> Notes:
    for kind, record in _records(stream, begin):
        if kind in _CELLS:
            row, column = unpack_from("<HH", record)
            last = unpack_from("<H", record, len(record) - 2)[0] if kind == _NUMBERS else column
            notes.hold(last + 1, row + 1, max(last - column, 0) + 1)
            if kind == _SHOWN:
                room.add_bytes(lengths[unpack_from("<I", record, 6)[0]])
            elif _holds(kind, record):
                notes.doubt(row + 1, column + 1)
        elif kind == _ROW and unpack_from("<H", record, 12)[0] & _HIDDEN:
            notes.hidden.add(unpack_from("<H", record)[0] + 1)
    room.add_sheet(notes)
    return notes


def _holds(kind: int, record: bytes) -> bool:
    """Tell of an error, and of a formula unless its result is a text, that it can't be empty."""
    if kind == _FORMULA:
        result, no_number = unpack_from("<B5xH", record, 6)
        return no_number != _NO_NUMBER or result not in _MAY_BE_EMPTY
    return kind == _RESULT and record[7] == 1


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Give the records from some place on, to the end of what begins there."""
    while True:
        kind, length = unpack_from("<HH", stream, at)
        if kind == _END:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _lengths(records: list[bytes]) -> "array[int]":
    """Read how long the texts of the table are; a record that goes on begins with their width."""
    table = b"".join(records)
    ends = list(accumulate(map(len, records)))
    count, at = unpack_from("<I", table, 4)[0], 8
    refuse_over("texts", CELLS_LIMIT, count)
    lengths = array("q")
    for _ in range(count):
        left, flags = unpack_from("<HB", table, at)
        lengths.append(left * _CHARACTER_BYTES)
        runs = unpack_from("<H", table, at + 3)[0] if flags & 8 else 0
        at += 5 if flags & 8 else 3
        extra = unpack_from("<I", table, at)[0] if flags & 4 else 0
        at += 4 if flags & 4 else 0
        while left:
            width, end = 1 + (flags & 1), ends[bisect_right(ends, at)]
            taken = min(left, (end - at) // width)
            left, at = left - taken, at + taken * width
            if left:
                flags, at = table[end], end + 1
        at += 4 * runs + extra
    return lengths


def _stream(content: bytes) -> bytes:
    """Take the stream of records out of a compound file."""
    size = 1 << unpack_from("<H", content, 30)[0]
    first, cut, small, more = unpack_from("<I4xII4xI", content, 48)
    listed = _numbers(content[76:512])
    while more < _NO_SECTOR:
        *numbers, more = _numbers(_sector(content, more, size))
        listed += numbers
        refuse_over("bytes", len(content), len(listed))
    fat: list[int] = []
    for sector in takewhile(lambda number: number < _NO_SECTOR, listed):
        fat += _numbers(_sector(content, sector, size))
    directory = _chain(content, fat, first, size)
    entries = [directory[at : at + _ENTRY_BYTES] for at in range(0, len(directory), _ENTRY_BYTES)]
    names = [
        entry[: max(unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le")
        for entry in entries
    ]
    name = next(
        name_of_stream for name_of_stream in ("Workbook", "Book") if name_of_stream in names
    )
    start, length = unpack_from("<II", entries[names.index(name)], 116)
    is_small = length < _SMALL_BYTES
    if names.count(name) > 1 or cut > _SMALL_BYTES or (is_small and cut != _SMALL_BYTES):
        damaged()
    if is_small:  # its sectors lie in the stream of the first entry, which has no header
        root = _chain(content, fat, unpack_from("<I", entries[0], 116)[0], size)
        fat, size = _numbers(_chain(content, fat, small, size)), _SMALL_SECTOR_BYTES
        content = bytes(size) + root
    return _chain(content, fat, start, size)[:length]


def _numbers(content: bytes) -> list[int]:
    return [number for (number,) in iter_unpack("<I", content)]


def _sector(content: bytes, number: int, size: int) -> bytes:
    return content[(number + 1) * size : (number + 2) * size]


def _chain(content: bytes, fat: list[int], number: int, size: int) -> bytes:
    sectors = []
    while number < _NO_SECTOR:
        sectors.append(_sector(content, number, size))
        number = fat[number]
        refuse_over("bytes", len(content), len(sectors) * size)
    return b"".join(sectors)
