"""The measures about complaints: what a report says of them, in its order.

Each is a definition with a function; a city may add its own. Those about clocks follow from the
standards and lie in `clock_measures`.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from sp4n.labels import Label, Message, Wording
from sp4n.monitoring.figures import Share, Spread
from sp4n.monitoring.indicators.definitions import Basis, Counted, Counts, Definition, Knowledge
from sp4n.monitoring.indicators.indicator import Excluded
from sp4n.monitoring.indicators.measure import (
    ARCHIVED,
    BY_STATUS,
    CLOSED,
    CLOSERS,
    COMPLAINTS,
    ENDED,
    EVERY,
    KEMENPANRB,
    OPEN,
    OUR_OWN,
    REASONS,
    Measure,
    Measured,
    by_whom,
    called,
    parts_of,
)
from sp4n.monitoring.indicators.snapshot import Snapshot
from sp4n.workflow import Phase
from sp4n.workflow.status import PHASE_LABELS

_WorkOut = Callable[[Snapshot], Measured]

_DISPOSITIONS = Message("indicator.dispositions")
_OPEN_COMPLAINTS = Message("indicator.open_complaints")


def _received(snapshot: Snapshot) -> Measured:
    n = len(snapshot.entries)
    return Measured(n, n)


def _by_status(snapshot: Snapshot) -> Measured:
    known = [entry.status for entry in snapshot.entries if entry.status is not None]
    counts, n = Counter(known), len(known)
    phases = {
        entry.status: entry.phase for entry in snapshot.entries if entry.status and entry.phase
    }
    parts = parts_of(counts, n, _with_known(snapshot.status_labels, counts), phases)
    return Measured(n, None, parts, [_unknown(snapshot, len(snapshot.entries) - n)])


def _unknown(snapshot: Snapshot, n: int) -> Excluded:
    """Leave out those of which nobody knows it, or whether they belong to the basis at all."""
    return Excluded("unknown", n + len(snapshot.unplaced))


def _with_known(labels: Mapping[str, Wording], counts: Mapping[str, int]) -> dict[str, Wording]:
    """Keep the labels of what occurs, in their order."""
    return {key: label for key, label in labels.items() if key in counts}


_IN_PROCESS = (Phase.ANSWERED, Phase.IN_PROGRESS)
_OTHER = Counted({*Phase} - {Phase.CLOSED, *_IN_PROCESS})


def _follow_up_rate(snapshot: Snapshot) -> Measured:
    phases = Counter(entry.phase for entry in snapshot.entries)
    unknown = phases.pop(None, 0)
    n = sum(phases.values())
    closed, in_process = phases[Phase.CLOSED], sum(phases[phase] for phase in _IN_PROCESS)
    counts = {"closed": closed, "in_process": in_process, "other": n - closed - in_process}
    parts = parts_of(counts, n, _FOLLOW_UP_LABELS)
    return Measured(n, Share(closed + in_process, n), parts, [_unknown(snapshot, unknown)])


_FOLLOW_UP_LABELS = {
    "closed": Message("follow_up.closed"),
    "in_process": Message("follow_up.in_process"),
    "other": Message("follow_up.other"),
}


def _ended(phase: Phase, told_by: Literal["ended_by", "ended_because"]) -> _WorkOut:
    """Give the share that ended in a phase, and of those by whom or why."""

    def work_out(snapshot: Snapshot) -> Measured:
        known = [entry for entry in snapshot.entries if entry.phase is not None]
        ended = [entry for entry in known if entry.phase is phase]
        counts = Counter[str](getattr(entry, told_by) or "unknown" for entry in ended)
        reasons = {**snapshot.reason_labels, **REASONS}
        labels = _with_known(CLOSERS if told_by == "ended_by" else reasons, counts)
        parts = parts_of(counts, len(ended), labels)
        left_out = [_unknown(snapshot, len(snapshot.entries) - len(known))]
        return Measured(len(known), Share(len(ended), len(known)), parts, left_out)

    return work_out


def _by_phase(snapshot: Snapshot) -> Measured:
    phases = Counter(entry.phase.value for entry in snapshot.entries if entry.phase is not None)
    n, known = len(snapshot.entries), {phase.value: label for phase, label in PHASE_LABELS.items()}
    parts = parts_of(phases, n, _with_known(known, phases), {name: Phase(name) for name in phases})
    return Measured(n, n, parts, [_unknown(snapshot, 0)])


_AGES_DAYS: tuple[tuple[str, int | None], ...] = (
    ("0-5", 5), ("6-14", 14), ("15-60", 60), (">60", None),
)  # fmt: skip


_AGE = Message("indicator.age")


def _backlog_age(snapshot: Snapshot) -> Measured:
    ages = [entry.age_days for entry in snapshot.entries if entry.age_days is not None]
    counts = Counter({band: 0 for band, _ in _AGES_DAYS})
    counts.update(map(_band, ages))
    labels = {band: _AGE.given(band=band) for band in counts}
    unknown = len(snapshot.entries) - len(ages)
    parts = parts_of(counts, len(ages), labels)
    return Measured(len(ages), Spread.of(ages), parts, [_unknown(snapshot, unknown)])


def _band(age_days: int) -> str:
    return next(band for band, most in _AGES_DAYS if most is None or age_days <= most)


def _out_of_authority(snapshot: Snapshot) -> Measured:
    n = len(snapshot.dispositions)
    return Measured(
        n, Share(sum(disposition.is_returned for disposition in snapshot.dispositions), n)
    )


def _counted_dispositions(snapshot: Snapshot) -> Sequence[object]:
    return snapshot.dispositions


def _hops(snapshot: Snapshot) -> Measured:
    known = [entry.hops for entry in snapshot.entries if entry.hops is not None]
    left_out = [_unknown(snapshot, len(snapshot.entries) - len(known))]
    return Measured(len(known), Spread.of(known), (), left_out)


def _satisfaction(snapshot: Snapshot) -> Measured:
    scores = [entry.rating for entry in snapshot.entries if entry.rating is not None]
    silent = Counter(entry.is_open for entry in snapshot.standing.entries if entry.rating is None)
    joined = sum(entry.is_joined for entry in snapshot.entries if entry.rating is None)
    left_out = [
        Excluded("not_rated", silent[False]),
        Excluded("still_open", silent[True]),
        _unknown(snapshot, silent[None]),
        *([Excluded("joined", joined)] if joined else ()),
    ]
    parts = parts_of(Counter(map(str, sorted(scores))), len(scores), _SCORES)
    return Measured(len(scores), Spread.of(scores), parts, left_out)


_SCORES = {str(score): Label(id=str(score), en=str(score)) for score in range(1, 6)}

_HISTORY = {Knowledge.HISTORY}


MEASURES: tuple[Measure, ...] = (
    Measure(
        Definition(
            *called("received"),
            COMPLAINTS,
            Basis.COHORT,
            counts=Counts(),
            source=OUR_OWN,
        ),
        _received,
        counted=None,
    ),
    Measure(
        Definition(
            *called("by_status"),
            COMPLAINTS,
            counts=Counts(EVERY, same=BY_STATUS),
            source=OUR_OWN,
        ),
        _by_status,
    ),
    Measure(
        Definition(
            *called("follow_up_rate"),
            COMPLAINTS,
            counts=Counts(
                EVERY,
                Counted([Phase.CLOSED, *_IN_PROCESS]),
                rest=_OTHER,
                parts={"closed": CLOSED, "in_process": Counted(_IN_PROCESS), "other": _OTHER},
            ),
            source=KEMENPANRB,
            sure="verified",
        ),
        _follow_up_rate,
    ),
    Measure(
        Definition(
            *called("closed_by"),
            COMPLAINTS,
            counts=Counts(EVERY, CLOSED, same=by_whom("closed")),
            source=OUR_OWN,
        ),
        _ended(Phase.CLOSED, "ended_by"),
    ),
    Measure(
        Definition(
            *called("archived_by"),
            COMPLAINTS,
            counts=Counts(EVERY, ARCHIVED, same=by_whom("archived")),
            source=OUR_OWN,
        ),
        _ended(Phase.ARCHIVED, "ended_by"),
    ),
    Measure(
        Definition(
            *called("archived_because"),
            COMPLAINTS,
            needs={Knowledge.REASONS},
            counts=Counts(
                EVERY,
                ARCHIVED,
                same={"withdraw": "archived by reporter", "expire": "archived by system"},
            ),
            source=OUR_OWN,
        ),
        _ended(Phase.ARCHIVED, "ended_because"),
    ),
    Measure(
        Definition(
            *called("out_of_authority"),
            _DISPOSITIONS,
            needs=_HISTORY,
            of_complaints=True,
            counts=Counts(),
            source=OUR_OWN,
        ),
        _out_of_authority,
        counted=_counted_dispositions,
    ),
    Measure(
        Definition(
            *called("hops"),
            COMPLAINTS,
            needs=_HISTORY,
            measured_in=Message("indicator.hops_measured_in"),
            counts=Counts(),
            source=OUR_OWN,
        ),
        _hops,
    ),
    Measure(
        Definition(
            *called("satisfaction"),
            COMPLAINTS,
            needs={Knowledge.RATINGS},
            counts=Counts(left_out={"still_open": OPEN}),
            source=OUR_OWN,
        ),
        _satisfaction,
        counted=None,
    ),
    Measure(
        Definition(
            *called("backlog"),
            _OPEN_COMPLAINTS,
            Basis.STOCK,
            counts=Counts(OPEN),
            source=OUR_OWN,
        ),
        _by_phase,
    ),
    Measure(
        Definition(
            *called("backlog_age"),
            _OPEN_COMPLAINTS,
            Basis.STOCK,
            needs={Knowledge.READ_ON},
            measured_in=Message("indicator.backlog_age_measured_in"),
            counts=Counts(OPEN),
            source=OUR_OWN,
        ),
        _backlog_age,
    ),
    Measure(
        Definition(
            *called("inflow"),
            COMPLAINTS,
            Basis.COHORT,
            counts=Counts(),
            source=OUR_OWN,
        ),
        _received,
        counted=None,
    ),
    Measure(
        Definition(
            *called("outflow"),
            COMPLAINTS,
            Basis.FLOW,
            needs={Knowledge.ENDS},
            counts=Counts(ENDED),
            source=OUR_OWN,
        ),
        _by_phase,
    ),
)
"""The indicators about complaints, in the order of a report."""
