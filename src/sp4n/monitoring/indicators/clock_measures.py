"""Measures about clocks: for each standard, how long its step took, and how much was in time."""

from collections import Counter
from collections.abc import Iterable, Mapping

from sp4n.labels import LANGUAGE_LABELS, Label, Language, Template
from sp4n.model.complaint import CLASSIFICATION_LABELS
from sp4n.monitoring.figures import Share, Spread
from sp4n.monitoring.indicators.definitions import Counts, Definition, Knowledge
from sp4n.monitoring.indicators.indicator import Excluded, Part
from sp4n.monitoring.indicators.measure import OUR_OWN, Measure, Measured
from sp4n.monitoring.indicators.snapshot import Snapshot, Turn
from sp4n.sla import ClockState, Standard

_RUNS = Label(id="perhitungan waktu", en="runs of the clock")
_IN_TIME = Template(id="{name} tepat waktu", en="{name} in time")
_TIME = Template(id="lama {name}", en="{name} time")
_IN_TIME_MEANING = Template(
    id="bagian yang selesai dalam {limit}; yang terlambat, masih terbuka ataupun sudah berakhir,"
    " dihitung sebagai pelanggaran; yang belum jatuh tempo tidak dihitung",
    en="the share done within {limit}; what is late counts as a breach, whether still open or ended"
    " by now; what is not due yet is left out",
)
_TIME_MEANING = Template(
    id="hari kerja yang dipakai, tanpa masa tunda, dari yang sudah selesai",
    en="the working days that it took, pauses left out, of what was done",
)

_EACH_CLASS = Template(id="batas kelasnya: {limits}", en="the limit of its class: {limits}")
_CLASSES: Mapping[str, Label] = {
    **{name.value: label for name, label in CLASSIFICATION_LABELS.items()},
    "unknown": Label(id="tanpa klasifikasi", en="without a class"),
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
        turns = [turn for turn in snapshot.turns if turn.standard == code]
        judged = [turn for turn in turns if turn.state in _JUDGED]
        parts = _by_class(judged) if by_class else ()
        left_out = _left_out(
            _WHY_NOT_JUDGED[turn.state] for turn in turns if turn.state not in _JUDGED
        )
        return Measured(len(judged), _share(judged), parts, left_out)

    return Measure(_definition(versions, "in_time", _IN_TIME, _IN_TIME_MEANING), work_out)


def _time(versions: list[Standard]) -> Measure:
    code = versions[-1].code

    def work_out(snapshot: Snapshot) -> Measured:
        turns = [turn for turn in snapshot.turns if turn.standard == code]
        days = [turn.days for turn in turns if turn.days is not None]
        left_out = _left_out(_WHY_NO_DAYS[turn.state] for turn in turns if turn.days is None)
        return Measured(len(days), Spread.of(days), (), left_out)

    return Measure(_definition(versions, "time", _TIME, _TIME_MEANING), work_out)


def _definition(
    versions: list[Standard], suffix: str, label: Template, meaning: Template
) -> Definition:
    """Let the standard lend the indicator its name and its limits."""
    last = versions[-1]
    said = {
        language: _first_upper(
            label.fill(language, name=last.label.describe(language) or last.code)
        )
        for language in LANGUAGE_LABELS
    }
    meant = {
        language: meaning.fill(language, limit=_limits(versions, language))
        for language in LANGUAGE_LABELS
    }
    return Definition(
        f"{last.code}_{suffix}",
        Label(**said),
        Label(**meant),
        _RUNS,
        needs={Knowledge.HISTORY},
        of_complaints=True,
        has_split=False,
        counts=Counts(time_of=last.code) if suffix == "time" else Counts(in_time_of=last.code),
        measured_in=Label(id="hari kerja", en="working days"),
        source=OUR_OWN if suffix == "time" else last.source,
        sure="own choice" if suffix == "time" else last.sure,
    )


def _limits(versions: list[Standard], language: Language) -> str:
    """Name every limit that it sets, each once."""
    said = (limit.describe(language) for version in versions for limit in version.limits)
    limits = ", ".join(dict.fromkeys(said))
    by_class = any(version.by_class for version in versions)
    return _EACH_CLASS.fill(language, limits=limits) if by_class else limits


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


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
