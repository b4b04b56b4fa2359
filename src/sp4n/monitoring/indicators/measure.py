"""Measures: a definition with the function that works it out from a snapshot."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from attrs import frozen

from sp4n.labels import Label
from sp4n.monitoring.figures import Share
from sp4n.monitoring.indicators.definitions import Definition
from sp4n.monitoring.indicators.indicator import Excluded, Figure, Part
from sp4n.monitoring.indicators.snapshot import Snapshot
from sp4n.workflow import Phase

COMPLAINTS = Label(id="pengaduan", en="complaints")
"""What most indicators count."""

KEMENPANRB = "KemenPANRB's review of a province's complaint handling (Jambi, 2020)"
"""As the source of what that review measured."""

OUR_OWN = "our own definition"
"""As the source of a definition that no public one stands behind."""

UNKNOWN = Label(id="tidak diketahui", en="unknown")
"""What a part is called whose key nobody knows."""


class Measured(NamedTuple):
    """What a measure found: how many it rests on, the figure, its parts, what was left out."""

    n: int
    value: Figure
    parts: Sequence[Part] = ()
    excluded: Sequence[Excluded] = ()


@frozen
class Measure:
    """A definition, and the function that works it out from the complaints of a basis."""

    definition: Definition
    work_out: Callable[[Snapshot], Measured]


def parts_of(
    counts: Mapping[str, int],
    of: int,
    labels: Mapping[str, Label] | None = None,
    phases: Mapping[str, Phase] | None = None,
) -> tuple[Part, ...]:
    """Make a part of each count, in the order of the labels, then of their size.

    `phases` tells of the parts that are some or all complaints of a phase which that is.

    >>> [part.describe(short=True) for part in parts_of({"DLH": 1, "DPU": 3}, of=4)]
    ['DPU: 3 (75.0 %)', 'DLH: 1 (25.0 %)']
    """
    known, phase_of = labels or {}, phases or {}
    order = {key: place for place, key in enumerate(known)}
    keys = sorted(counts, key=lambda key: (order.get(key, len(order)), -counts[key], key))
    return tuple(
        Part(
            key,
            known.get(key) or Label(id=key, en=key),
            Share(counts[key], of),
            phase_of.get(key),
        )
        for key in keys
    )
