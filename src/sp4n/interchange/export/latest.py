"""The latest word on each complaint: of rows with one number, that of the export made last."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from attrs import evolve

from sp4n.errors import Fault, fault
from sp4n.interchange.export.columns import Column
from sp4n.interchange.export.values import ExportRow

__all__ = ["Block", "latest_rows", "made_last_on"]


class Block(NamedTuple):
    """What an export says of itself: whose it is, when it was made, and of which days."""

    about: dict[str, str]
    made_on: date | None
    period: tuple[date, date] | None

    @property
    def government(self) -> str | None:
        """Whose complaints it has."""
        return self.about.get("Nama Instansi")


def made_last_on(blocks: Sequence[Block]) -> date | None:
    """Give the day on which the last of some exports was made; None if one does not tell its."""
    days = [one.made_on for one in blocks]
    return None if None in days or not days else max(day for day in days if day is not None)


def latest_rows(rows: Sequence[tuple[ExportRow, Block]]) -> Iterator[ExportRow]:
    """Give one row for each number, with a note where another one was there before.

    The export that was made last counts; where that isn't told, or within one, the row further
    down. A complaint that only an older export of the same government knows says so.
    """
    newest: dict[str | None, date] = {}
    best: dict[str, int] = {}
    earlier: dict[str, list[int]] = {}
    for place, (row, block) in enumerate(rows):
        if block.made_on is not None:
            newest[block.government] = max(block.made_on, newest.get(block.government, date.min))
        number = row.complaint.number
        known = best.setdefault(number, place)
        if known != place:
            is_later = not _is_older(block, rows[known][1])
            best[number] = place if is_later else known
            earlier.setdefault(number, []).append(known if is_later else place)
    for place, (row, block) in enumerate(rows):
        number = row.complaint.number
        if best[number] != place:
            continue
        notes = [_updated(row, rows[one][0]) for one in earlier.get(number, ())]
        if block.made_on is not None and block.made_on < newest[block.government]:
            notes.append(fault("only_in_older", Column.NUMBER.value, made_on=block.made_on))
        yield evolve(row, notes=(*row.notes, *notes)) if notes else row


def _is_older(one: Block, other: Block) -> bool:
    return None not in (one.made_on, other.made_on) and one.made_on < other.made_on  # type: ignore[operator]


def _updated(row: ExportRow, earlier: ExportRow) -> Fault:
    """Say whether an earlier row said something else of status or agency."""
    told = [(one.status_label, one.agency_id, one.agency) for one in (row, earlier)]
    code = "repeated" if told[0] == told[1] else "updated"
    return fault(code, Column.NUMBER.value, first_row=earlier.row)
