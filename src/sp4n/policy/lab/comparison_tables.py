"""The tables of a comparison: which columns each has, and what stands in them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from sp4n.frozen_dict import FrozenDict
from sp4n.policy.lab.clock_changes import ClockChange
from sp4n.routing import Proposals
from sp4n.tables import Cell, Kind, Shape

if TYPE_CHECKING:
    from sp4n.policy.lab.comparison import Comparison

_Rows = Iterator[tuple[Cell, ...]]

_MOVE: Mapping[str, Kind] = {
    "number": "text",
    "before_agency": "text",
    "before_via": "text",
    "before_rule": "text",
    "after_agency": "text",
    "after_via": "text",
    "after_rule": "text",
}
_HANDLING: Mapping[str, Kind] = {
    "number": "text",
    "before_received_by": "text",
    "after_received_by": "text",
    "before_supporting": "text",
    "after_supporting": "text",
    "before_classification": "text",
    "after_classification": "text",
    "before_flags": "text",
    "after_flags": "text",
}
_LOAD: Mapping[str, Kind] = {
    "agency": "text",
    "before": "whole",
    "after": "whole",
    "gain": "whole",
    "supporting_before": "whole",
    "supporting_after": "whole",
    "received_before": "whole",
    "received_after": "whole",
}
_CLOCK: Mapping[str, Kind] = {
    "number": "text",
    "standard": "text",
    "run": "whole",
    "agency": "text",
    "before_state": "text",
    "after_state": "text",
    "before_limit": "text",
    "after_limit": "text",
    "before_due_on": "date",
    "after_due_on": "date",
    "before_due_at": "instant",
    "after_due_at": "instant",
    "moved_days": "whole",
    "moved_working_days": "whole",
    "breach": "text",
    "causes": "text",
    "changed_days": "text",
}
_CLOCK_COUNT: Mapping[str, Kind] = {
    "standard": "text",
    "agency": "text",
    "clocks_before": "whole",
    "breaches_before": "whole",
    "clocks_after": "whole",
    "breaches_after": "whole",
}
_DIVERGENCE: Mapping[str, Kind] = {
    "number": "text",
    "event": "whole",
    "command": "text",
    "at": "instant",
    "reasons": "text",
}
_PART: Mapping[str, Kind] = {
    "part": "text",
    "name": "text",
    "before": "text",
    "after": "text",
    "details": "text",
}


def _moves(found: "Comparison") -> _Rows:
    for one in found.moves:
        before, after = one.before, one.after
        yield (
            one.number, before.agency, before.via, before.rule, after.agency, after.via, after.rule,
        )  # fmt: skip


def _handling(found: "Comparison") -> _Rows:
    for one in found.handling:
        classes = (each.classification for each in one.proposals)
        yield (
            one.number,
            *one.received_by,
            *map(_listed, one.supporting),
            *(None if each is None else each.value for each in classes),
            *map(_flags, one.proposals),
        )


def _flags(proposals: Proposals) -> str | None:
    return _listed(name for name, value in proposals.to_data().items() if value is True)


def _listed(words: Iterable[str]) -> str | None:
    return ", ".join(words) or None


def _loads(found: "Comparison") -> _Rows:
    for one in found.loads:
        yield (
            one.agency, one.before, one.after, one.gain, one.supporting_before,
            one.supporting_after, one.received_before, one.received_after,
        )  # fmt: skip


def _clocks(changes: Iterable[ClockChange]) -> _Rows:
    for one in changes:
        yield (
            one.number,
            one.standard,
            one.run,
            one.agency,
            *(None if read is None else read.state.value for read in (one.before, one.after)),
            *(None if limit is None else str(limit) for limit in one.limits),
            *one.due_on,
            *one.due_at,
            one.moved_days,
            one.moved_working_days,
            one.breach,
            _listed(one.causes),
            _listed(change.date.isoformat() for change in one.changed_days),
        )


def _breaches(found: "Comparison") -> _Rows:
    return _clocks((*found.breaches_appeared, *found.breaches_vanished))


def _clock_counts(found: "Comparison") -> _Rows:
    for one in found.clock_counts:
        yield (
            one.standard, one.agency, one.clocks_before, one.breaches_before, one.clocks_after,
            one.breaches_after,
        )  # fmt: skip


def _divergences(found: "Comparison") -> _Rows:
    for one in found.divergences:
        yield one.case, one.event, one.kind, one.at, _listed(each.code for each in one.reasons)


def _parts(found: "Comparison") -> _Rows:
    for one in found.parts:
        yield one.part, one.name, one.before, one.after, _listed(one.details)


TABLES: Mapping[str, Shape["Comparison"]] = FrozenDict(
    {
        "moves": Shape(_MOVE, _moves),
        "handling": Shape(_HANDLING, _handling),
        "loads": Shape(_LOAD, _loads),
        "clocks": Shape(_CLOCK, lambda found: _clocks(found.clocks)),
        "deadlines": Shape(_CLOCK, lambda found: _clocks(found.deadlines_moved)),
        "breaches": Shape(_CLOCK, _breaches),
        "clock_counts": Shape(_CLOCK_COUNT, _clock_counts),
        "divergences": Shape(_DIVERGENCE, _divergences),
        "parts": Shape(_PART, _parts),
    }
)
