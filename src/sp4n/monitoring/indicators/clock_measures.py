"""Measures about clocks: for each standard, how long its step took, and how much was in time."""

from collections import Counter
from collections.abc import Iterable, Mapping

from sp4n.labels import Message, Wording
from sp4n.model.complaint import CLASSIFICATION_LABELS
from sp4n.monitoring.figures import Share, Spread
from sp4n.monitoring.indicators.definitions import Counts, Definition, Knowledge
from sp4n.monitoring.indicators.indicator import Excluded, Part
from sp4n.monitoring.indicators.measure import OUR_OWN, Measure, Measured
from sp4n.monitoring.indicators.snapshot import Snapshot, Turn
from sp4n.sla import ClockState, Standard

_RUNS = Message("indicator.runs")
_IN_TIME = Message("indicator.in_time")
_TIME = Message("indicator.time")
_IN_TIME_MEANING = Message("indicator.in_time_meaning")
_TIME_MEANING = Message("indicator.time_meaning")

_EACH_CLASS = Message("indicator.each_class")
_CLASSES: Mapping[str, Wording] = {
    **{name.value: label for name, label in CLASSIFICATION_LABELS.items()},
    "unknown": Message("indicator.classes_unknown"),
}
_JUDGED = (ClockState.MET, ClockState.BREACHED, ClockState.OVERDUE)
_WHY_NOT_JUDGED = {
    ClockState.RUNNING: "not_due",
    ClockState.DUE_SOON: "not_due",
    ClockState.PAUSED: "paused",
    ClockState.ENDED: "ended",
    ClockState.NOT_STARTED: "not_started",
    ClockState.UNKNOWN: "unknown",
}
_WHY_NO_DAYS = {
    **_WHY_NOT_JUDGED,
    ClockState.OVERDUE: "overdue",
    ClockState.BREACHED: "ended",  # late, and the case went another way before it was done
    ClockState.MET: "unknown",  # beyond what the calendar knows
}


def clock_measures(standards: Iterable[Standard]) -> tuple[Measure, ...]:
    """Give two measures for each standard: ``<code>_in_time`` and ``<code>_time``.

    Each run of a clock counts once, with the agency that held the complaint when it started: one
    that was sent back and disposed anew has two first follow-ups.

    >>> from sp4n.sla import LAPOR_STANDARDS
    >>> [measure.definition.id for measure in clock_measures(LAPOR_STANDARDS)][:3]
    ['verification_in_time', 'verification_time', 'first_follow_up_in_time']
    """
    given: dict[str, list[Standard]] = {}
    for standard in standards:
        given.setdefault(standard.code, []).append(standard)
    return tuple(
        measure for versions in given.values() for measure in (_in_time(versions), _time(versions))
    )


def _in_time(versions: list[Standard]) -> Measure:
    """Judge the runs of a standard, which may have had several versions."""
    code, by_class = versions[-1].code, any(version.by_class for version in versions)

    def work_out(snapshot: Snapshot) -> Measured:
        turns = _turns(code, snapshot)
        judged = [turn for turn in turns if turn.state in _JUDGED]
        parts = _by_class(judged) if by_class else ()
        left_out = _left_out(
            _WHY_NOT_JUDGED[turn.state] for turn in turns if turn.state not in _JUDGED
        )
        return Measured(len(judged), _share(judged), parts, left_out)

    definition = _definition(versions, "in_time", _IN_TIME, _IN_TIME_MEANING)
    return Measure(definition, work_out, lambda snapshot: _turns(code, snapshot))


def _time(versions: list[Standard]) -> Measure:
    code = versions[-1].code

    def work_out(snapshot: Snapshot) -> Measured:
        turns = _turns(code, snapshot)
        days = [turn.days for turn in turns if turn.days is not None]
        left_out = _left_out(_WHY_NO_DAYS[turn.state] for turn in turns if turn.days is None)
        return Measured(len(days), Spread.of(days), (), left_out)

    definition = _definition(versions, "time", _TIME, _TIME_MEANING)
    return Measure(definition, work_out, lambda snapshot: _turns(code, snapshot))


def _turns(code: str, snapshot: Snapshot) -> list[Turn]:
    return [turn for turn in snapshot.turns if turn.standard == code]


def _definition(
    versions: list[Standard], suffix: str, label: Message, meaning: Message
) -> Definition:
    """Let the standard lend the indicator its name and its limits."""
    last = versions[-1]
    name = last.label if last.label.describe("id") else last.code
    return Definition(
        f"{last.code}_{suffix}",
        label.given(name=name),
        meaning.given(limit=_limits(versions)),
        _RUNS,
        needs={Knowledge.HISTORY},
        of_complaints=True,
        has_split=False,
        counts=Counts(time_of=last.code) if suffix == "time" else Counts(in_time_of=last.code),
        measured_in=Message("indicator.working_days"),
        source=OUR_OWN if suffix == "time" else last.source,
        sure="own choice" if suffix == "time" else last.sure,
    )


def _limits(versions: list[Standard]) -> object:
    """Name every limit that it sets, each once."""
    limits = tuple(dict.fromkeys(limit for version in versions for limit in version.limits))
    by_class = any(version.by_class for version in versions)
    return _EACH_CLASS.given(limits=limits) if by_class else limits


def _share(judged: list[Turn]) -> Share:
    return Share(sum(turn.state is ClockState.MET for turn in judged), len(judged))


def _by_class(judged: list[Turn]) -> tuple[Part, ...]:
    """Judge each class by itself, since each has its own limit."""
    by_class: dict[str, list[Turn]] = {}
    for turn in judged:
        by_class.setdefault(turn.entry.classification or "unknown", []).append(turn)
    return tuple(
        Part(name, label, _share(by_class[name]))
        for name, label in _CLASSES.items()
        if name in by_class
    )


def _left_out(reasons: Iterable[str]) -> list[Excluded]:
    return [Excluded(reason, n) for reason, n in sorted(Counter(reasons).items())]
