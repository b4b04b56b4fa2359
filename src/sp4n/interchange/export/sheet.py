"""A sheet: the preamble, the header and the records of an export, whatever file they came from."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from attrs import frozen

from sp4n.errors import Fault
from sp4n.interchange.export.cells import date_of, text_of
from sp4n.interchange.export.columns import Cell, heading
from sp4n.validation import line_fault

__all__ = ["HALF_A_CHARACTER", "HEADER_LIMIT_ROWS", "Record", "Sheet", "about_of", "generated_on"]

HEADER_LIMIT_ROWS = 100
"""Own choice: where the header is looked for; real files have it in row 11, about."""

HALF_A_CHARACTER = "\udcff"
"""Stands for bytes that are no text."""

_GENERATED = "Tanggal Generate"
_ABOUT = ("Judul Laporan", "Nama Instansi", _GENERATED, "Periode Masuk")
_KEYS = {heading(key): key for key in _ABOUT}
_ABOUT_LIMIT = 200  # own choice
_COLONS = ": \t\r\n"
_DAY_FIRST = re.compile(r"([0-9]{1,2} [A-Za-z]+ [0-9]{4})(?:,? [0-9]{1,2}[:.][0-9]{2}.*)?")


class Record(NamedTuple):
    """One row as it was found, from line to line; `fault` says why its cells can't be told."""

    row: int
    last_row: int
    cells: Sequence[Cell]
    fault: Fault | None = None


@frozen
class Sheet:
    """What lies in a file: `done` tells how much of `total` has been read (bytes, or rows)."""

    preamble: Sequence[Sequence[Cell]]
    header: Sequence[Cell]
    records: Iterator[Record]
    total: int
    done: Callable[[], int]


def about_of(preamble: Iterable[Sequence[Cell]]) -> dict[str, str]:
    """Read the four known keys of a preamble, each with the value beside it.

    >>> about_of([["Nama Instansi :", "", "Pemerintah Kota Contoh"], ["Catatan", "-"]])
    {'Nama Instansi': 'Pemerintah Kota Contoh'}
    """
    told = {key: " ".join(text_of(cell).split()) for key, cell in _pairs(preamble)}
    return {key: text for key, text in told.items() if not line_fault(text, key, _ABOUT_LIMIT)}


def generated_on(preamble: Iterable[Sequence[Cell]]) -> date | None:
    """Read the day on which the export was made; None when it is not told in a known way.

    >>> generated_on([["Tanggal Generate", "3 Jan 2026 10:15"]])
    datetime.date(2026, 1, 3)
    """
    cell = dict(_pairs(preamble)).get(_GENERATED)
    day = _DAY_FIRST.fullmatch(" ".join(cell.split())) if isinstance(cell, str) else None
    return date_of(day[1] if day else cell)


def _pairs(preamble: Iterable[Sequence[Cell]]) -> Iterator[tuple[str, Cell]]:
    """Give each known key with its value: behind a colon, or in the next cell that has one."""
    for row in preamble:
        first, *others = [cell for cell in row if text_of(cell).strip()] or [""]
        name, _, rest = text_of(first).partition(":")
        values = (cell for cell in (rest, *others) if text_of(cell).strip(_COLONS))
        if key := _KEYS.get(heading(name)):
            value = next(values, "")
            yield key, value.strip(_COLONS) if isinstance(value, str) else value
