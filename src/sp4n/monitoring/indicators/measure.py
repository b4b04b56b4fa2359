"""Measures: a definition with the function that works it out from a snapshot."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from attrs import frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Label, Message, Wording
from sp4n.model.officer import ActorKind
from sp4n.monitoring.figures import Share
from sp4n.monitoring.indicators.definitions import Counted, Definition
from sp4n.monitoring.indicators.indicator import Excluded, Figure, Part
from sp4n.monitoring.indicators.snapshot import Snapshot
from sp4n.workflow import ARCHIVE_REASONS, Phase

COMPLAINTS = Message("indicator.complaints")
"""What most indicators count."""

KEMENPANRB = "KemenPANRB's review of a province's complaint handling (Jambi, 2020)"
"""As the source of what that review measured."""

OUR_OWN = "our own definition"
"""As the source of a definition that no public one stands behind."""

UNKNOWN = Message("indicator.unknown")
"""What a part is called whose key nobody knows."""

CLOSERS: Mapping[str, Wording] = FrozenDict(
    {
        ActorKind.SYSTEM: Message("closer.system"),
        ActorKind.OFFICER: Message("closer.officer"),
        ActorKind.REPORTER: Message("closer.reporter"),
        "unknown": UNKNOWN,
    }
)
"""Who ended a complaint."""

REASONS: Mapping[str, Wording] = FrozenDict(
    {
        **ARCHIVE_REASONS,
        "withdraw": Message("end_reason.withdraw"),
        "expire": Message("end_reason.expire"),
        "other": Message("end_reason.other"),
        "unknown": UNKNOWN,
    }
)
"""Why a complaint was archived."""

EVERY = Counted(Phase)
OPEN = Counted(phase for phase in Phase if phase.is_open)
ENDED = Counted(phase for phase in Phase if not phase.is_open)
CLOSED, ARCHIVED = Counted([Phase.CLOSED]), Counted([Phase.ARCHIVED])
"""The complaints that most indicators count."""

_IN_STATUSES = {"system": "system", "reporter": "reporter", "officer": "admin"}


def by_whom(ended: str) -> dict[str, str]:
    """Name what the parts by who ended complaints count."""
    return {who: f"{ended} by {who}" for who in _IN_STATUSES}


BY_STATUS: Mapping[str, str] = FrozenDict(
    {
        f"{ended}_by_{said}": f"{ended} by {who}"
        for who, said in _IN_STATUSES.items()
        for ended in ("closed", "archived")
    }
)
"""The same by the statuses of LAPOR!'s table."""


class Measured(NamedTuple):
    """What a measure found: how many it rests on, the figure, its parts, what was left out."""

    n: int
    value: Figure
    parts: Sequence[Part] = ()
    excluded: Sequence[Excluded] = ()


Counting = Callable[[Snapshot], Sequence[object]]
"""Gives what a measure counts: complaints, turns or dispositions."""


def complaints(snapshot: Snapshot) -> Sequence[object]:
    """Give what most measures count."""
    return snapshot.entries


@frozen
class Measure:
    """A definition, and the function that works it out from the complaints of a basis.

    Complaints that were joined to another one are left out before, with that reason: they are
    handled there, and ten reports of one hole that was mended are one matter.

    Attributes:
        definition: What is measured.
        work_out: Works it out.
        counted: Gives what it counts, by which is told how many are left out. None for what leaves
            out no joined complaint, since it counts what reporters do, or says itself.
    """

    definition: Definition
    work_out: Callable[[Snapshot], Measured]
    counted: Counting | None = complaints

    def measure(self, within: Snapshot, standing: Snapshot) -> Measured:
        """Work it out from a snapshot, or from that without the joined complaints (`standing`)."""
        if self.counted is None:
            return self.work_out(within)
        measured = self.work_out(standing)
        joined = len(self.counted(within)) - len(self.counted(standing))
        left_out = (Excluded("joined", joined),) if joined else ()
        return measured._replace(excluded=(*measured.excluded, *left_out))


def called(code: str) -> tuple[str, Message, Message]:
    """Give an indicator's id with its name and its meaning, as the catalogues have them.

    >>> code, label, _ = called("received")
    >>> code, label.describe()
    ('received', 'Complaints received')
    """
    return code, Message(f"indicator.{code}"), Message(f"indicator.{code}_meaning")


def parts_of(
    counts: Mapping[str, int],
    of: int,
    labels: Mapping[str, Wording] | None = None,
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
            key, known.get(key) or Label(id=key, en=key), Share(counts[key], of), phase_of.get(key)
        )
        for key in keys
    )
