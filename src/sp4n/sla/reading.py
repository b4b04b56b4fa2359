"""Readings: how one clock of one case stands and why, in words and as plain data."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from sp4n.labels import Described, Language, Message
from sp4n.model.complaint import CLASSIFICATION_LABELS
from sp4n.sla.clocks import STATE_LABELS, ClockState, FormerClass
from sp4n.sla.figures import Figures
from sp4n.workdays.deadline import CERTAINTIES
from sp4n.workdays.limit import DAYS, SPANS

if TYPE_CHECKING:
    from sp4n.workdays.limit import Unit

_DUE_ON = Message("reading.due_on")
_DUE_AT = Message("reading.due_at")
_LEFT = Message("reading.left")
_WILL_BE_LEFT = Message("reading.will_be_left")
_LATE = Message("reading.late")
_AMOUNTS: "dict[Unit, Message]" = {
    unit: Message(f"limit.{unit.replace(' ', '_')}") for unit in (*DAYS, *SPANS)
} | {"weeks": Message("limit.calendar_days")}
_STARTED = Message("reading.started")
_ELSEWHERE = Message("reading.elsewhere")
_BEYOND = Message("reading.beyond")
_DONE = Message("reading.done")
_MOVED = Message("reading.moved")
_KEPT = Message("reading.kept")
_OTHER_DAYS = Message("reading.other_days")
_FORMER = Message("reading.former")
_NO_CLASS = Message("reading.no_class")
_THEN_FORMER = Message("reading.formers")
_OTHER_CATEGORY = Message("reading.other_category")
_AT_THE_EARLIEST = Message("reading.at_the_earliest")
_CERTAINTY = Message("reading.certainty")
_CERTAINTY_ONLY = Message("reading.certainty_only")
_CERTAINTY_OPEN = Message("reading.certainty_open")
_ELSEWHERE_TOO = Message("reading.elsewhere_too")
_DUE_BEYOND = Message("reading.due_beyond")
_HELD_NOW = Message("reading.held_now")
_WAITED = Message("reading.waited")
_EXTENDED = Message("reading.extended")
_BECAUSE = Message("reading.because")
_AN_HOUR = timedelta(hours=1)


def _said_short(reading: Figures, language: Language) -> str:
    """Say how it stands, and what moved or changed it."""
    return "".join(
        (_head(reading, language), *_due(reading, language), *_reasons(reading, language))
    )


def _said_in_full(reading: Figures, language: Language) -> str:
    """Say all of it: how it stands, since when, with whom, and what moved or changed it."""
    parts = (
        _head(reading, language),
        *_due(reading, language),
        *_left(reading, language),
        *_started_and_done(reading, language),
        *_extended(reading, language),
        *_reasons(reading, language),
    )
    return f"{''.join(parts)}."


def _reading_dict(reading: Figures, language: Language) -> dict[str, object]:
    """Give plain data, ready for JSON; unknown values are None."""
    former, moved_by = reading.reclassified_from, reading.moved_by
    held, amount = _held(reading)
    return {
        "standard": reading.standard.code,
        "label": reading.standard.label.describe(language) or reading.standard.code,
        "state": reading.state.value,
        "state_label": STATE_LABELS[reading.state].describe(language),
        "limit": str(reading.limit),
        "extended": [
            {"at": more.at.isoformat(), "by": n, "why": reading.why_extended(more)}
            for more, n in zip(reading.extended, reading.more, strict=False)
        ],
        "started_at": _iso(reading.started_at),
        "stopped_at": _iso(reading.stopped_at),
        "promised_on": _iso(reading.promised_on),
        "due_on": _iso(reading.due_on),
        "counts_on": _iso(reading.counts_on),
        "promised_at": _iso(reading.promised_at),
        "due_at": _iso(reading.due_at),
        "certainty": reading.certainty,
        "earliest_on": _iso(reading.earliest_on),
        "latest_on": _iso(reading.latest_on),
        "at_the_earliest": not reading.is_known,
        "days_left": reading.days_left,
        "hours_left": reading.hours_left,
        "holds": {"number": held, "days" if reading.limit.in_days else "hours": amount},
        "holders": list(reading.holders),
        "holder_names": list(reading.names_of(reading.holders, reading.started_at)),
        "held_by": list(reading.held_by),
        "held_by_names": list(reading.names_of(reading.held_by, reading.read_at)),
        "moved_by": None if moved_by is None else [str(decree) for decree in moved_by],
        "reclassified_from": former and former.to_dict(),
        "former_limits": [each.to_dict() for each in reading.formers],
        "sentence": _said_in_full(reading, language),
    }


def _iso(value: date | None) -> str | None:
    """Write a date or an instant as ISO has it."""
    return None if value is None else value.isoformat()


def _head(reading: Figures, language: Language) -> str:
    name = reading.standard.label.describe(language) or reading.standard.code
    state = STATE_LABELS[reading.state].describe(language)
    return f"{name} ({_limit(reading, language)}): {state}"


def _limit(reading: Figures, language: Language) -> str:
    """Say the limit, with what was taken beyond it: ``10 + 7 working days``."""
    if not reading.more:
        return reading.limit.describe(language)
    return reading.limit.said(language, n=" + ".join(map(str, (reading.limit.n, *reading.more))))


def _due(reading: Figures, language: Language) -> Iterator[str]:
    if reading.counts_on is None:
        return
    if reading.counts_at is not None:
        yield _DUE_AT.fill(language, due=_said(reading, reading.counts_at))
    else:
        yield _DUE_ON.fill(language, due=reading.counts_on)
    if not reading.is_known:
        yield _AT_THE_EARLIEST.describe(language)
    yield from _how_sure(reading, language)


def _how_sure(reading: Figures, language: Language) -> Iterator[str]:
    """Between which days it may be due, unless it is fixed."""
    certainty, earliest, latest = reading.certainty, reading.earliest_on, reading.latest_on
    if certainty is None or certainty == "fixed":
        return
    sentence = _CERTAINTY if latest is not None else _CERTAINTY_OPEN
    if earliest is None:
        sentence = _CERTAINTY_ONLY
    said = CERTAINTIES[certainty].describe(language)
    yield sentence.fill(language, certainty=said, earliest=earliest, latest=latest)


def _left(reading: Figures, language: Language) -> Iterator[str]:
    """What is left, or by how much it is late; nothing on the last day itself."""
    left = reading.hours_left if reading.days_left is None else reading.days_left
    if not left:
        return
    label = _LATE if left < 0 else _LEFT
    if reading.state is ClockState.PAUSED:
        label = _WILL_BE_LEFT
    yield label.fill(language, left=_amount(abs(left), reading.limit.unit, language))


def _amount(amount: float, unit: "Unit", language: Language) -> str:
    """Say a number of days; or of minutes; or hours and minutes, with seconds where there are some.

    What a limit in weeks has left is said in days.
    """
    if unit in DAYS:
        return _AMOUNTS[unit].fill(language, n=amount)
    minutes, seconds = divmod(round(amount * 3600), 60)
    if SPANS[unit] < _AN_HOUR:
        said = f"{minutes}:{seconds:02}" if seconds else str(minutes)
    else:
        said = f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return _AMOUNTS[unit].fill(language, n=1 if said == "1" else said)


def _started_and_done(reading: Figures, language: Language) -> Iterator[str]:
    if reading.started_at is not None:
        holders = reading.names_of(reading.holders, reading.started_at)
        at = _said(reading, reading.started_at)
        yield _STARTED.fill(language, at=at, holders=", ".join(holders) or "-")
        if reading.is_open and reading.held_by not in ((), reading.holders):
            now = reading.names_of(reading.held_by, reading.read_at)
            yield _HELD_NOW.fill(language, holders=", ".join(now))
    if reading.stopped_at is not None:
        yield _DONE.fill(language, at=_said(reading, reading.stopped_at))


def _extended(reading: Figures, language: Language) -> Iterator[str]:
    """When more time was taken, by how much, and why."""
    for more, n in zip(reading.extended, reading.more, strict=False):
        by = _AMOUNTS[reading.limit.unit].fill(language, n=n)
        yield _EXTENDED.fill(language, at=_said(reading, more.at), by=by)
        why = reading.why_extended(more)
        if why is not None:
            yield _BECAUSE.fill(language, why=why)


def _waited(reading: Figures, language: Language) -> Iterator[str]:
    """How often the clock stood still, and for how long; what took no time is not told."""
    n, amount = _held(reading)
    if n:
        yield _WAITED.fill(language, n=n, amount=_amount(amount, reading.limit.unit, language))


def _held(reading: Figures) -> tuple[int, float]:
    took = [one.took for one in reading.holds if one.took]
    amounts = [one if isinstance(one, int) else one / _AN_HOUR for one in took]
    return len(amounts), sum(amounts)


def _reasons(reading: Figures, language: Language) -> Iterator[str]:
    yield from _waited(reading, language)
    if reading.state is ClockState.UNKNOWN:
        is_elsewhere = not (reading.started_at and reading.is_known)
        yield (_ELSEWHERE if is_elsewhere else _BEYOND).describe(language)
    elif not reading.is_known:
        yield _ELSEWHERE_TOO.describe(language)
    if reading.reckoning is not None and reading.reckoning.is_beyond:
        yield _DUE_BEYOND.describe(language)
    if reading.is_moved:
        yield _moved(reading, language)
    for place, former in enumerate(reading.formers):
        sentence = _THEN_FORMER if place else _FORMER
        yield sentence.fill(language, **_former(reading, former, place, language))


def _moved(reading: Figures, language: Language) -> str:
    """Name both due dates, and the decrees between them; or the days, where no decree did it."""
    days = "; ".join(change.describe(language) for change in reading.changed_days)
    decrees = "; ".join(map(str, reading.moved_by or ()))
    promised, due = (
        str(on) if at is None else _said(reading, at)
        for on, at in ((reading.promised_on, reading.promised_at), (reading.due_on, reading.due_at))
    )
    label = _KEPT if reading.reckoning and reading.reckoning.is_kept else _MOVED
    why = decrees or _OTHER_DAYS.fill(language, days=days)
    return label.fill(language, promised=promised, due=due, why=why)


def _former(
    reading: Figures, former: FormerClass, place: int, language: Language
) -> dict[str, object]:
    """Give the words for a former limit: its class, or that only the category was another one."""
    name = former.classification
    label = _NO_CLASS if name is None else CLASSIFICATION_LABELS[name]
    said = label.describe(language)
    if place and reading.formers[place - 1].classification is name:
        said = _OTHER_CATEGORY.fill(language, name=said)
    at = _said(reading, former.until_at)
    return {"limit": former.limit.describe(language), "name": said, "at": at}


def _said(reading: Figures, at: datetime) -> str:
    """Say an instant in the zone of the office; in its own, where no office is known."""
    if reading.reckoning is None:
        return at.isoformat(" ", "minutes")
    calendar = reading.reckoning.calendar
    local_at = calendar.local(at)
    return f"{local_at:%Y-%m-%d %H:%M} {calendar.zone_on(local_at.date())}"


@frozen(repr=False)
class Reading(Figures, Described):
    """How one clock of one case stands.

    `promised_on` is the due date by the calendar as it was known when the clock started, `due_on`
    by the calendar as known now; each is None while the clock is paused by that calendar, and where
    that one did not reach so far; both, while it is not started or unknown. `counts_on` is the one
    of the two that the verdict rests on.

    One rule is behind every figure. *Used* is what was counted after the start and was not held;
    *left* is the limit less that, *late* is that less the limit, and it is *due* when the limit is
    used. Waiting for the reporter is nobody's lateness, also after a breach.

    Limits in hours or minutes end at an instant, `promised_at` and `due_at`; the dates are those
    of their last moments. What is done at that instant itself is in time. Limits in days have no
    such instants (None), since the whole of their last day counts.

    Attributes:
        standard: The standard whose clock it is.
        state: How the clock stands.
        limit: The limit for the case's present class, counted from the clock's own start whenever
            the class was given.
        run: The run that was read; None if the clock has not started, or nobody knows.
        formers: The classes that it had since the start, in order, if their limits were other ones.
        reckoning: How the due dates were worked out; None if they can't be told.
        view: From when it was read, who held the case then, and how agencies are called.
    """

    def __repr__(self) -> str:
        return f"<Reading {self}>"

    def __str__(self) -> str:
        return self.describe(short=True)

    def _short(self, language: Language) -> str:
        """Say how it stands, and what moved or changed it."""
        return _said_short(self, language)

    def _full(self, language: Language) -> str:
        """Say all of it: how it stands, since when, with whom, and what moved or changed it."""
        return _said_in_full(self, language)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON; unknown values are None."""
        return _reading_dict(self, language)
