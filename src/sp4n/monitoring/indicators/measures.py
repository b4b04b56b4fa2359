"""The measures about complaints: what a report says of them, in its order.

Each is a definition with a function; a city may add its own. Those about clocks follow from the
standards and lie in `clock_measures`.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Literal

from sp4n.labels import Label
from sp4n.monitoring.figures import Share, Spread
from sp4n.monitoring.indicators.definitions import (
    Basis,
    Counted,
    Counts,
    Definition,
    Knowledge,
)
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
    parts_of,
)
from sp4n.monitoring.indicators.snapshot import Snapshot
from sp4n.workflow import Phase
from sp4n.workflow.status import PHASE_LABELS

_WorkOut = Callable[[Snapshot], Measured]

_DISPOSITIONS = Label(id="disposisi", en="dispositions")
_OPEN_COMPLAINTS = Label(id="pengaduan terbuka", en="open complaints")


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


def _with_known(labels: Mapping[str, Label], counts: Mapping[str, int]) -> dict[str, Label]:
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
    "closed": Label(id="selesai", en="closed"),
    "in_process": Label(id="diproses", en="in process"),
    "other": Label(id="lainnya", en="other"),
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


def _backlog_age(snapshot: Snapshot) -> Measured:
    ages = [entry.age_days for entry in snapshot.entries if entry.age_days is not None]
    counts = Counter({band: 0 for band, _ in _AGES_DAYS})
    counts.update(map(_band, ages))
    labels = {band: Label(id=f"{band} hari kerja", en=f"{band} working days") for band in counts}
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


def _hops(snapshot: Snapshot) -> Measured:
    known = [entry.hops for entry in snapshot.entries if entry.hops is not None]
    left_out = [_unknown(snapshot, len(snapshot.entries) - len(known))]
    return Measured(len(known), Spread.of(known), (), left_out)


def _satisfaction(snapshot: Snapshot) -> Measured:
    scores = [entry.rating for entry in snapshot.entries if entry.rating is not None]
    silent = Counter(entry.is_open for entry in snapshot.entries if entry.rating is None)
    left_out = [
        Excluded("not_rated", silent[False]),
        Excluded("still_open", silent[True]),
        _unknown(snapshot, silent[None]),
    ]
    parts = parts_of(Counter(map(str, sorted(scores))), len(scores), _SCORES)
    return Measured(len(scores), Spread.of(scores), parts, left_out)


_SCORES = {str(score): Label(id=str(score), en=str(score)) for score in range(1, 6)}

_HISTORY = {Knowledge.HISTORY}


MEASURES: tuple[Measure, ...] = (
    Measure(
        Definition(
            "received",
            Label(id="Pengaduan diterima", en="Complaints received"),
            Label(
                id="banyaknya pengaduan yang diterima dalam periode",
                en="how many complaints were received in the period",
            ),
            COMPLAINTS,
            Basis.COHORT,
            counts=Counts(),
            source=OUR_OWN,
        ),
        _received,
    ),
    Measure(
        Definition(
            "by_status",
            Label(id="Menurut status", en="By status"),
            Label(id="status pengaduan saat dibaca", en="the status of each complaint when read"),
            COMPLAINTS,
            counts=Counts(EVERY, same=BY_STATUS),
            source=OUR_OWN,
        ),
        _by_status,
    ),
    Measure(
        Definition(
            "follow_up_rate",
            Label(id="Tingkat tindak lanjut", en="Follow-up rate"),
            Label(
                id="(selesai + diproses) / diterima. Arsip tidak dihitung sebagai"
                " ditindaklanjuti. Diproses: dijawab instansi dan belum ditutup (tafsiran"
                " kami)",
                en="(closed + in process) / received. Archived is not followed up. In process:"
                " an agency has answered and it is not closed (our own reading)",
            ),
            COMPLAINTS,
            counts=Counts(
                EVERY,
                Counted([Phase.CLOSED, *_IN_PROCESS]),
                rest=_OTHER,
                parts={
                    "closed": CLOSED,
                    "in_process": Counted(_IN_PROCESS),
                    "other": _OTHER,
                },
            ),
            source=KEMENPANRB,
            sure="verified",
        ),
        _follow_up_rate,
    ),
    Measure(
        Definition(
            "closed_by",
            Label(id="Penyelesaian", en="Completion"),
            Label(
                id="bagian pengaduan yang ditutup, menurut siapa yang menutup",
                en="the share of complaints that are closed, by who closed them",
            ),
            COMPLAINTS,
            counts=Counts(EVERY, CLOSED, same=by_whom("closed")),
            source=OUR_OWN,
        ),
        _ended(Phase.CLOSED, "ended_by"),
    ),
    Measure(
        Definition(
            "archived_by",
            Label(id="Diarsipkan", en="Archived"),
            Label(
                id="bagian pengaduan yang diarsipkan, menurut siapa yang mengarsipkan;"
                " arsip bukan penyelesaian",
                en="the share of complaints that are archived, by who did that; archived is"
                " not resolved",
            ),
            COMPLAINTS,
            counts=Counts(EVERY, ARCHIVED, same=by_whom("archived")),
            source=OUR_OWN,
        ),
        _ended(Phase.ARCHIVED, "ended_by"),
    ),
    Measure(
        Definition(
            "archived_because",
            Label(id="Alasan arsip", en="Reasons for archiving"),
            Label(
                id="bagian pengaduan yang diarsipkan, menurut alasannya",
                en="the share of complaints that are archived, by the reason",
            ),
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
            "out_of_authority",
            Label(id="Bukan wewenang", en="Out of authority"),
            Label(
                id="bagian disposisi ke instansi lain yang dikembalikan instansi itu",
                en="the share of dispositions to another agency that it sent back",
            ),
            _DISPOSITIONS,
            needs=_HISTORY,
            of_complaints=True,
            counts=Counts(),
            source=OUR_OWN,
        ),
        _out_of_authority,
    ),
    Measure(
        Definition(
            "hops",
            Label(id="Perpindahan", en="Hops"),
            Label(
                id="berapa kali pengaduan berpindah tangan setelah diterima",
                en="how often a complaint changed hands after its reception",
            ),
            COMPLAINTS,
            needs=_HISTORY,
            measured_in=Label(id="perpindahan", en="hops"),
            counts=Counts(),
            source=OUR_OWN,
        ),
        _hops,
    ),
    Measure(
        Definition(
            "satisfaction",
            Label(id="Kepuasan (1 sampai 5)", en="Satisfaction (1 to 5)"),
            Label(
                id="nilai pelapor, 1 sampai 5; yang diam tidak dihitung",
                en="the reporters' ratings, 1 to 5; silence is counted nowhere",
            ),
            COMPLAINTS,
            needs={Knowledge.RATINGS},
            counts=Counts(left_out={"still_open": OPEN}),
            source=OUR_OWN,
        ),
        _satisfaction,
    ),
    Measure(
        Definition(
            "backlog",
            Label(id="Tunggakan", en="Backlog"),
            Label(
                id="pengaduan yang masih terbuka saat dibaca, kapan pun diterima",
                en="the complaints that are open when read, whenever they were received",
            ),
            _OPEN_COMPLAINTS,
            Basis.STOCK,
            counts=Counts(OPEN),
            source=OUR_OWN,
        ),
        _by_phase,
    ),
    Measure(
        Definition(
            "backlog_age",
            Label(id="Umur tunggakan", en="Age of the backlog"),
            Label(
                id="hari kerja sejak pengaduan yang masih terbuka diterima",
                en="the working days since the open complaints were received",
            ),
            _OPEN_COMPLAINTS,
            Basis.STOCK,
            needs={Knowledge.READ_ON},
            measured_in=Label(id="hari kerja", en="working days"),
            counts=Counts(OPEN),
            source=OUR_OWN,
        ),
        _backlog_age,
    ),
    Measure(
        Definition(
            "inflow",
            Label(id="Arus masuk", en="Inflow"),
            Label(
                id="pengaduan yang masuk dalam periode",
                en="the complaints that came in during the period",
            ),
            COMPLAINTS,
            Basis.COHORT,
            counts=Counts(),
            source=OUR_OWN,
        ),
        _received,
    ),
    Measure(
        Definition(
            "outflow",
            Label(id="Arus keluar", en="Outflow"),
            Label(
                id="pengaduan yang ditutup, diarsipkan, atau diblokir dalam periode, menurut"
                " pengakhirannya yang terakhir; yang dibuka kembali tidak termasuk",
                en="the complaints that were closed, archived or blocked in the period, by when"
                " they ended last; one that was reopened is not among them",
            ),
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
