"""Readings in words: one line a clock, or a full sentence, in both languages."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from sp4n.labels import Label, Language, Template
from sp4n.model.complaint import CLASSIFICATION_LABELS
from sp4n.sla.states import STATE_LABELS, ClockState
from sp4n.workdays import ZONES

if TYPE_CHECKING:
    from sp4n.sla.reading import FormerClass, Reading
    from sp4n.workdays.limit import Unit

_DUE_ON = Template(id=", jatuh tempo {due}", en=", due on {due}")
_DUE_AT = Template(id=", jatuh tempo {due}", en=", due at {due}")
_LEFT = Template(id=", sisa {left}", en=", {left} left")
_WILL_BE_LEFT = Template(id=", akan tersisa {left}", en=", {left} will be left")
_LATE = Template(id=", lewat {left}", en=", {left} late")
_AMOUNTS: "dict[Unit, Template]" = {
    "working days": Template(id="{n} hari kerja", en="{n} working {days}"),
    "calendar days": Template(id="{n} hari kalender", en="{n} calendar {days}"),
    "working hours": Template(id="{n} jam kerja", en="{n} working hours"),
}
_STARTED = Template(
    id="; mulai {at}, dipegang {holders}", en="; started at {at}, held by {holders}"
)
_ELSEWHERE = Label(
    id="; yang terjadi di sistem lain tidak diketahui",
    en="; what happened in another system is not known",
)
_BEYOND = Label(
    id="; kalender tidak menjangkau sejauh itu", en="; the calendar does not reach so far"
)
_DONE = Template(id="; selesai {at}", en="; done at {at}")
_MOVED = Template(
    id="; bergeser dari {promised} ke {due} menurut {why}",
    en="; moved from {promised} to {due} by {why}",
)
_KEPT = Template(
    id="; janji {promised} tetap berlaku, menurut {why} seharusnya {due}",
    en="; the promise of {promised} is kept, by {why} it would be {due}",
)
_OTHER_DAYS = Template(id="hari libur lain ({days})", en="other days off ({days})")
_FORMER = Template(
    id="; batasnya {limit} ({name}) sampai kelasnya berubah {at}",
    en="; the limit was {limit} ({name}) until the class changed at {at}",
)
_NO_CLASS = Label(id="tanpa kelas", en="no class")


def in_brief(reading: "Reading", language: Language = "en") -> str:
    """Say how a clock stands, and what moved or changed it."""
    parts = (_head(reading, language), *_due(reading, language), *_reasons(reading, language))
    return "".join(parts)


def in_full(reading: "Reading", language: Language) -> str:
    """Say everything that a reading knows."""
    parts = (
        _head(reading, language),
        *_due(reading, language),
        *_left(reading, language),
        *_times(reading, language),
        *_reasons(reading, language),
    )
    return f"{''.join(parts)}."


def _head(reading: "Reading", language: Language) -> str:
    name = reading.standard.label.describe(language) or reading.standard.code
    state = STATE_LABELS[reading.state].describe(language)
    return f"{name} ({reading.limit.describe(language)}): {state}"


def _due(reading: "Reading", language: Language) -> Iterator[str]:
    if reading.counts_at is not None:
        yield _DUE_AT.fill(language, due=_said(reading, reading.counts_at))
    elif reading.counts_on is not None:
        yield _DUE_ON.fill(language, due=reading.counts_on)


def _left(reading: "Reading", language: Language) -> Iterator[str]:
    """What is left, or by how much it is late; nothing on the last day itself."""
    left = reading.days_left if reading.hours_left is None else reading.hours_left
    if not left:
        return
    label = _LATE if left < 0 else _LEFT
    if reading.state is ClockState.PAUSED:
        label = _WILL_BE_LEFT
    yield label.fill(language, left=_amount(abs(left), reading.limit.unit, language))


def _amount(left: float, unit: "Unit", language: Language) -> str:
    """Say a number of days, or hours and minutes (with seconds where there are some)."""
    said = str(left)
    if unit == "working hours":
        minutes, seconds = divmod(round(left * 3600), 60)
        said = f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return _AMOUNTS[unit].fill(language, n=said, days="day" if left == 1 else "days")


def _times(reading: "Reading", language: Language) -> Iterator[str]:
    if reading.started_at is not None:
        at, holders = _said(reading, reading.started_at), ", ".join(reading.holders)
        yield _STARTED.fill(language, at=at, holders=holders or "-")
    if reading.stopped_at is not None:
        yield _DONE.fill(language, at=_said(reading, reading.stopped_at))


def _reasons(reading: "Reading", language: Language) -> Iterator[str]:
    if reading.state is ClockState.UNKNOWN:
        yield (_BEYOND if reading.started_at else _ELSEWHERE).describe(language)
    if reading.is_moved:
        yield _moved(reading, language)
    if reading.reclassified_from is not None:
        yield _former(reading, reading.reclassified_from, language)


def _moved(reading: "Reading", language: Language) -> str:
    """Name both due dates, and the decrees between them; or the days, where no decree did it."""
    days = "; ".join(one.describe(language) for one in reading.changed_days)
    decrees = "; ".join(map(str, reading.moved_by or ()))
    promised, due = (
        str(on) if at is None else _said(reading, at)
        for on, at in (
            (reading.promised_on, reading.promised_at),
            (reading.due_on, reading.due_at),
        )
    )
    label = _KEPT if reading.reckoning and reading.reckoning.is_kept else _MOVED
    why = decrees or _OTHER_DAYS.fill(language, days=days)
    return label.fill(language, promised=promised, due=due, why=why)


def _former(reading: "Reading", former: "FormerClass", language: Language) -> str:
    name = former.classification
    label = _NO_CLASS if name is None else CLASSIFICATION_LABELS[name]
    at = _said(reading, former.until_at)
    limit = former.limit.describe(language)
    return _FORMER.fill(language, limit=limit, name=label.describe(language), at=at)


def _said(reading: "Reading", at: datetime) -> str:
    """Say an instant in the zone of the office; in its own, where no office is known."""
    if reading.reckoning is None:
        return at.isoformat(" ", "minutes")
    zone = reading.reckoning.calendar.zone
    return f"{at.astimezone(ZONES[zone]):%Y-%m-%d %H:%M} {zone}"
