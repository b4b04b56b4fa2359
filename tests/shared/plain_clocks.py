"""A second opinion on clocks: plain rules, days walked one by one, nothing from `sp4n.sla`.

A life is a list of happenings; a clock is a dict of words, as a policy's file has it. Whatever is
said of a clock is found from two sets of days: those that count, and those that were held.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

OPEN = ("new", "assigned", "in_progress", "answered", "waiting_reporter")
ORDER = ("new", "assigned", "in_progress", "answered")
OFFSETS = {"WIB": 7, "WITA": 8, "WIT": 9}
A_DAY = timedelta(days=1)

# National holidays and joint leave of 2025 on weekdays, from the decrees, typed by hand
OFF_2025 = {
    date(2025, month, day)
    for month, days in {
        1: (1, 27, 28, 29), 3: (28, 31), 4: (1, 2, 3, 4, 7, 18), 5: (1, 12, 13, 29, 30),
        6: (6, 9, 27), 8: (18,), 9: (5,), 12: (25, 26),
    }.items()
    for day in days
}  # fmt: skip


@dataclass
class Happening:
    """What one event says: when, the phase and holder afterwards, what was done."""

    at: datetime
    phase: str
    holder: str
    effects: tuple[str, ...] = ()
    kind: str | None = None
    classification: str | None = None
    more: int | None = None  # so many units more, by this clock


@dataclass
class PlainRun:
    """One run: its start, whose it is, and each stretch in which it did not run."""

    start: datetime
    holder: str
    owner: str
    stretches: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    stopped: datetime | None = None
    ended: datetime | None = None
    stopped_before: datetime | None = None
    more: list[int] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.stopped is None and self.ended is None

    @property
    def stands_still(self) -> bool:
        return bool(self.stretches) and self.stretches[-1][1] is None

    def go_on(self, at: datetime) -> None:
        if self.stands_still:
            self.stretches[-1] = (self.stretches[-1][0], at)

    def stand_still(self, at: datetime) -> None:
        if not self.stands_still:
            self.stretches.append((at, None))

    def stop(self, at: datetime) -> None:
        self.go_on(at)
        self.stopped = at

    def end(self, at: datetime) -> None:
        """Another way; if it was done once, that is what counts."""
        self.go_on(at)
        if self.stopped_before is None:
            self.ended = at
        else:
            done = self.stopped_before
            self.stretches = [each for each in self.stretches if each[0] < done]
            self.stopped = done

    def do_again(self, at: datetime, owner: str) -> None:
        """What was done has to be done again; the time between is not counted."""
        assert self.stopped is not None
        self.stretches.append((self.stopped, at))
        self.stopped_before, self.stopped, self.owner = self.stopped, None, owner


def words_of(before: Happening, now: Happening) -> set[str]:
    """The moments that a happening is, but for entering phases and completeness."""
    words = set()
    if "ask" in now.effects:
        words.add("ask")
    if "decide" in now.effects:
        words.add("decide")
    if "answer" in now.effects:
        kind = "interim" if now.kind == "interim" else "final"
        words |= {"answer", f"answer.{kind}"} | ({"decide"} if kind == "final" else set())
    del before
    return words


def complete_at(life: list[Happening]) -> dict[int, bool]:
    """By place: where the complaint became complete, or no more."""
    accepted = ("assigned", "in_progress", "answered")
    if life[0].phase in accepted:
        return {0: True}
    found: dict[int, bool] = {}
    complete = fresh = False
    for place in range(1, len(life)):
        before, now = life[place - 1], life[place]
        if complete:
            if fresh and now.phase == "new" and "give_back" in now.effects:
                found[place] = complete = False
            if {"ask", "answer", "decide", "assign"} & set(now.effects):
                fresh = False
        elif now.phase in accepted:
            found[place], complete, fresh = True, True, before.phase != "waiting_reporter"
        elif before.phase == "waiting_reporter" and now.phase == "new":
            found[place], complete, fresh = True, True, False
    return found


def plain_runs(  # noqa: C901, PLR0912, PLR0915  # the rules in one piece, as the page has them
    clock: dict[str, Any], life: list[Happening], submitted: datetime
) -> list[PlainRun]:
    """Every run of a clock, by the rules as docs/reference/clocks.md tells them."""
    starts, stops, pauses = clock["starts"], clock["stops"], clock["pauses"]
    by_holder, again = clock["runs_for"] == "holder", clock["again"]
    ends = {"closed", "archived", "blocked"}
    if all(word in ORDER for word in starts):
        ends |= set(ORDER[: min(ORDER.index(word) for word in starts)])
    complete = complete_at(life) if "complete" in starts else {}
    runs: list[PlainRun] = []

    def begin(now: Happening, start: datetime) -> None:
        runs.append(PlainRun(start, now.holder, now.holder))
        if now.phase in stops or words_of(now, now) & set(stops):
            runs[-1].stop(now.at)
        elif now.phase not in OPEN:
            runs[-1].end(now.at)
        elif now.phase in pauses:
            runs[-1].stand_still(start)

    first = life[0]
    if "submitted" in starts or first.phase in starts:
        begin(first, submitted)
    elif words_of(first, first) & set(starts) or complete.get(0):
        begin(first, first.at)
    back_from_hold = False
    for place in range(1, len(life)):
        before, now = life[place - 1], life[place]
        words = words_of(before, now)
        enters = before.phase != now.phase
        moved = before.holder != now.holder
        if before.phase in pauses and now.phase not in pauses:
            back_from_hold = True
        if now.more is not None and runs and runs[-1].is_open:
            runs[-1].more.append(now.more)
        met = bool(words & set(stops)) or (enters and now.phase in stops)
        stopped = False
        had_open = [run for run in runs if run.is_open]
        if runs and not runs[-1].is_open and runs[-1].stopped and clock["resumes"]:
            if now.phase in clock["resumes"]:
                runs[-1].do_again(now.at, now.holder)
            elif met or (now.phase in stops and "answer" in words):
                runs[-1].stopped = now.at
        for run in had_open:
            if met:
                run.stop(now.at)
                stopped = stopped or run is runs[-1]
            elif now.phase in pauses:
                run.stand_still(now.at)
            elif run.stands_still and not (
                now.phase in ends and (now.phase not in OPEN or "give_back" in now.effects)
            ):
                if not by_holder or run.owner == now.holder:
                    run.go_on(now.at)
            elif now.phase in ends and (enters or run.owner != now.holder):
                run.end(now.at)
        begins = bool(words & set(starts)) or complete.get(place, False)
        if complete.get(place) is False and runs and runs[-1].is_open:
            runs[-1].end(now.at)
        if now.phase in starts:
            earlier = [each.phase for each in life[:place] if each.phase not in pauses]
            came_from = earlier[-1] if earlier else life[0].phase
            is_open = bool(runs) and runs[-1].is_open
            if "assign" in now.effects and (moved or not is_open):
                begins = True
            if came_from != now.phase and came_from not in pauses:
                begins = True
        if begins and not stopped:
            last = runs[-1] if runs else None
            own = last is not None and (not by_holder or last.owner == now.holder)
            if last is None or last.ended is not None:
                begin(now, now.at)
            elif back_from_hold and own:
                if last.stopped is not None:
                    last.do_again(now.at, now.holder)
                last.go_on(now.at)
            elif last.is_open and own and again == "go_on":
                pass
            else:
                if last.is_open and again != "beside":
                    last.end(now.at)
                begin(now, now.at)
            back_from_hold = False
        if {"give_back", "answer", "assign"} & set(now.effects):
            back_from_hold = False
    return runs


@dataclass
class PlainOffice:
    """Which days an office works, as known on a day, and on which day it receives what comes."""

    zone: Literal["WIB", "WITA", "WIT"] = "WIB"
    late: bool = False
    closures: dict[date, date] = field(default_factory=dict)  # the day, and since when it is known

    def day(self, at: datetime) -> date:
        return (at + timedelta(hours=OFFSETS[self.zone])).replace(tzinfo=None).date()

    def works(self, day: date, known_on: date) -> bool:
        closed = day in self.closures and self.closures[day] <= known_on
        return day.weekday() < 5 and day not in OFF_2025 and not closed

    def next_worked(self, day: date, known_on: date) -> date:
        while not self.works(day, known_on):
            day += A_DAY
        return day

    def receipt(self, at: datetime, known_on: date) -> date:
        """Late rule: after closing time, or on a day off, it is the next working day."""
        day = self.day(at)
        if not self.late:
            return day
        clock = (at + timedelta(hours=OFFSETS[self.zone])).replace(tzinfo=None).time()
        if self.works(day, known_on) and clock > closing(day):
            day += A_DAY
        return self.next_worked(day, known_on)


def closing(day: date) -> time:
    """Government hours: 16:00, Fridays 16:30; in Ramadan (1-30 March 2025) 15:00 and 15:30."""
    ramadan = date(2025, 3, 1) <= day <= date(2025, 3, 30)
    hour = 15 if ramadan else 16
    return time(hour, 30) if day.weekday() == 4 else time(hour, 0)


@dataclass
class PlainReading:
    """What is to be said of one run."""

    state: str
    due: date | None
    left: int


def plain_reading(  # noqa: C901, PLR0912, PLR0915  # likewise
    run: PlainRun, n: int, unit: str, office: PlainOffice, known_on: date, now: datetime
) -> PlainReading:
    """Walk from day to day: what counts, what is held, when the limit is used."""

    def counts(day: date) -> bool:
        return unit != "working days" or office.works(day, known_on)

    def rolled(day: date) -> date:
        return office.next_worked(day, known_on) if unit == "working days" else day

    start = office.receipt(run.start, known_on)
    end = office.day(run.stopped or run.ended or now)
    held: set[date] = set()
    due: date | None = None
    position, left, waits = start, n, False
    day = start
    for since, until in [*run.stretches, (None, None)]:
        stop_on = None if since is None else office.day(since)
        reached = rolled(position) if left == 0 else None
        walked, rest = position, left
        while reached is None and (stop_on is None or walked < stop_on):
            walked += A_DAY
            rest -= counts(walked)
            if rest == 0:
                reached = walked
        if reached is not None and (stop_on is None or reached < stop_on):
            due = reached  # over before the next hold, if there is any
            break
        if stop_on is None:
            break
        left = max(0, rest)
        resumed = None if until is None else office.day(until)
        if resumed is None:
            waits = True
            break
        position = max(position, resumed)
    if waits:
        return PlainReading("paused", None, left)
    assert due is not None
    for since, until in run.stretches:  # (since, until] is held
        day = office.day(since)
        last = end if until is None else office.day(until)
        while day < last:
            day += A_DAY
            held.add(day)
    if end > due:
        late, day = 0, due
        while day < end:
            day += A_DAY
            late += counts(day) and day not in held
        shown = -late
    else:
        shown, day = 0, end
        while day < due:
            day += A_DAY
            shown += counts(day)
        shown = min(shown, left)
    if run.stopped is not None:
        state = "breached" if end > due else "met"
    elif run.ended is not None:
        state = "breached" if end > due else "ended"
    elif end > due:
        state = "overdue"
    else:
        state = "due_soon" if shown <= 1 else "running"
    return PlainReading(state, due, shown)
