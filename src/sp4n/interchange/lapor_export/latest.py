"""The latest word on each complaint: of rows with one number, that of the export made last."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from attrs import evolve

from sp4n.errors import Fault, fault
from sp4n.interchange.lapor_export.cells import folded
from sp4n.interchange.lapor_export.columns import Column
from sp4n.interchange.lapor_export.preamble import Block
from sp4n.interchange.lapor_export.values import ExportRow, Lost, where_is


def made_last_on(blocks: Sequence[Block]) -> date | None:
    """Give the day on which the last of some exports was made, as far as they tell."""
    return max((block.made_on for block in blocks if block.made_on is not None), default=None)


class Found(NamedTuple):
    """One export as it was read: the rows that could be, and those that could not."""

    block: Block
    rows: Sequence[ExportRow]
    unreadable: Sequence[Lost]


def latest_rows(exports: Sequence[Found]) -> Iterator[ExportRow]:
    """Give one row for each number, with a note where another one was there before.

    The export that was made last counts; where that isn't told, or within one, the row further
    down. A complaint that only an older export of the same government knows says so, and so does
    one on which a later word could not be read.
    """
    rows = [row for export in exports for row in export.rows]
    blocks = [export.block for export in exports for _ in export.rows]
    best: dict[str, int] = {}
    earlier: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        number = row.complaint.number
        known = best.setdefault(number, place)
        if known != place:
            others = earlier.setdefault(number, [])
            is_later = not any(
                blocks[place].is_older(blocks[earlier_place]) for earlier_place in (known, *others)
            )
            best[number] = place if is_later else known
            others.append(known if is_later else place)
    unread = dict(_unread(exports, rows, blocks, best))
    newest, place = _newest(export.block for export in exports), -1
    for export in exports:
        alone = _only_in_older(export.block, newest)
        for row in export.rows:
            place += 1
            number = row.complaint.number
            if best[number] != place:
                continue
            notes = [_updated(row, rows[other]) for other in earlier.get(number, ())]
            notes += [unread[place]] if place in unread else []
            notes = notes or alone
            yield evolve(row, notes=(*row.notes, *notes)) if notes else row


def _unread(
    exports: Iterable[Found],
    rows: Sequence[ExportRow],
    blocks: Sequence[Block],
    best: Mapping[str, int],
) -> Iterator[tuple[int, Fault]]:
    """Find the places of rows on which a word that could not be read is not known to be older."""
    for export in exports:
        for lost, number in export.unreadable:
            place = best.get(number or "")
            if place is None:
                continue
            is_same = blocks[place] is export.block
            is_above = is_same and lost.row < rows[place].row
            if not is_above and not export.block.is_older(blocks[place]):
                yield place, fault("later_unreadable", Column.NUMBER.value, row=where_is(lost))


def _only_in_older(block: Block, newest: Mapping[str, date]) -> list[Fault]:
    """Say that the exports made after this one lack the complaint."""
    if block.made_on is None or block.made_on >= newest[_key(block)]:
        return []
    return [fault("only_in_older", Column.NUMBER.value, made_on=block.made_on)]


def _key(block: Block) -> str:
    return folded(block.government or "")


def _newest(blocks: Iterable[Block]) -> dict[str, date]:
    """Give the day on which the last export of each government was made."""
    newest: dict[str, date] = {}
    for block in blocks:
        if block.made_on is not None:
            newest[_key(block)] = max(block.made_on, newest.get(_key(block), date.min))
    return newest


def _updated(row: ExportRow, earlier: ExportRow) -> Fault:
    """Say whether an earlier row said something else of status or agency."""
    told = [(version.status_label, version.agency_id, version.agency) for version in (row, earlier)]
    code = "repeated" if told[0] == told[1] else "updated"
    return fault(code, Column.NUMBER.value, first_row=where_is(earlier))
