"""The clocks of `sp4n.sla` against the plain second opinion of `plain_clocks`, on drawn lives."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from plain_clocks import Happening, PlainOffice, plain_reading, plain_runs

from sp4n.model import Actor, Classification, Complaint
from sp4n.sla import Amendments, Extension, Standard, assess
from sp4n.workdays import Closure, Limit, WorkingCalendar, indonesia
from sp4n.workflow import Case, Effect, Event, Phase

if TYPE_CHECKING:
    from sp4n.workdays.limit import Unit
    from sp4n.workdays.zones import Zone

PHASES = ("new", "assigned", "in_progress", "answered", "waiting_reporter", "waiting_reporter")
OVERS = ("closed", "archived")
WORDS = ("ask", "answer", "answer.interim", "answer.final", "decide")
_SYSTEM = Actor.system()
TIMES = 2


def drawn_life(draw: Random) -> tuple[datetime, list[Happening]]:
    """Any phases, effects and holders in any order, an hour or some days apart."""
    at = datetime(2025, 1, 2, tzinfo=UTC) + timedelta(minutes=draw.randrange(60 * 24 * 150))
    submitted, life = at, list[Happening]()
    holder = draw.choice("AB")
    for place in range(draw.randrange(1, 11)):
        if place:
            at += timedelta(minutes=draw.choice((0, 30, 600, 1440, 4000, 9000)))
        phase = draw.choice(PHASES if draw.random() < 0.93 else OVERS)
        if place == 0:
            phase = draw.choice(("new", "new", "new", "assigned"))
        effects = tuple(
            each for each in ("assign", "give_back", "ask", "answer", "decide")
            if place and draw.random() < 0.22
        )  # fmt: skip
        if not place or "assign" in effects or "give_back" in effects:
            holder = draw.choice("AB")
        kind = draw.choice((None, "interim", "final")) if "answer" in effects else None
        correct = draw.choice((None, None, None, "information", "oversight")) if place else None
        more = draw.randrange(1, 8) if place and draw.random() < 0.15 else None
        life.append(Happening(at, phase, holder, effects, kind, correct, more))
    return submitted, life


def drawn_clock(draw: Random) -> dict[str, Any]:
    starts = draw.choice(
        [["submitted"], ["complete"], ["new"], ["assigned"], ["in_progress"], ["answered"],
         ["decide"], ["answer.interim"], ["ask", "assigned"], ["assigned", "in_progress"],
         ["submitted", "answered"], ["complete", "decide"]]
    )  # fmt: skip
    words = [*("assigned", "answered", "closed", "in_progress"), *WORDS]
    stops = draw.sample([word for word in words if word not in starts], draw.choice((1, 1, 2)))
    return {
        "starts": starts,
        "stops": stops,
        "pauses": draw.choice(([], ["waiting_reporter"], ["waiting_reporter"], ["in_progress"])),
        "resumes": draw.choice(([], [], ["in_progress"])),
        "again": draw.choice(("restart", "go_on", "beside")),
        "runs_for": draw.choice(("case", "holder")),
    }


def case_of(submitted: datetime, life: list[Happening]) -> Case:
    complaint = Complaint("X-0001", "Contoh", "Contoh", submitted)
    events = [
        Event(
            number,
            "x" if number > 1 else "submit",
            each.at,
            _SYSTEM,
            each.phase,
            Phase(each.phase),
            effects_of(each),
            (each.holder,),
            facts=facts_of(each),
        )
        for number, each in enumerate(life, start=1)
    ]
    return Case.from_events(complaint, events)


def effects_of(each: Happening) -> Any:
    names = (*each.effects, "correct") if each.classification else each.effects
    names = names if each.more is None else (*names, "extend")
    return tuple(Effect(name) for name in names)


def facts_of(each: Happening) -> tuple[tuple[str, str | int], ...]:
    facts = (
        ("answer_kind", each.kind), ("classification", each.classification),
        ("standard", None if each.more is None else "x"), ("by", each.more),
    )  # fmt: skip
    return tuple((name, value) for name, value in facts if value is not None)


def compare(seed: int) -> None:
    draw = Random(seed)
    submitted, life = drawn_life(draw)
    units: tuple[Unit, ...] = ("working days", "calendar days")
    clock, unit = drawn_clock(draw), draw.choice(units)
    n, special = draw.randrange(1, 13), draw.randrange(1, 13)
    zones: tuple[Zone, ...] = ("WIB", "WITA", "WIT")
    office = PlainOffice(draw.choice(zones), late=draw.random() < 0.3)
    for _ in range(draw.choice((0, 0, 2))):
        known = date(2025, 1, 1) + timedelta(days=draw.randrange(200))
        office.closures[known + timedelta(days=draw.randrange(20))] = known
    both: tuple[Amendments, ...] = ("follow", "keep")
    amendments = draw.choice(both)
    now = life[-1].at + timedelta(minutes=draw.choice((0, 900, 3000, 20000)))

    def known_on(day: date) -> WorkingCalendar:
        told = office.closures.items()
        return indonesia(
            as_of=max(day, date(2025, 8, 8)),
            zone=office.zone,
            late_receipt="next-working-day" if office.late else "same-day",
            closures=[Closure(on, "Contoh", known_on=since) for on, since in told if since <= day],
        )

    standard = Standard(
        "x", clock["starts"], clock["stops"], Limit(n, unit),
        by_class={Classification.INFORMATION: Limit(special, unit)},
        pauses=clock["pauses"], resumes=clock["resumes"],
        again=clock["again"], runs_for=clock["runs_for"],
        extension=Extension(Limit(7, unit), TIMES),
    )  # fmt: skip
    report = assess(
        case_of(submitted, life), [standard], calendar=known_on(date(2025, 12, 31)), now=now,
        calendar_on=known_on, amendments=amendments,
    )  # fmt: skip
    found = [
        (
            one.started_at,
            one.holders,
            one.state.value,
            one.counts_on,
            one.days_left,
            one.promised_on,
        )
        for one in report.all_readings
        if one.run is not None
    ]
    last_class = next((one.classification for one in reversed(life) if one.classification), None)
    limit = special if last_class == "information" else n
    expected = []
    for run in plain_runs(clock, life, submitted):
        whole = limit + sum(run.more[:TIMES])
        promise = plain_reading(run, whole, unit, office, office.day(run.start), now)
        today = plain_reading(run, whole, unit, office, office.day(now), now)
        counts = promise if amendments == "keep" else today
        expected.append(
            (run.start, (run.holder,), counts.state, counts.due, counts.left, promise.due)
        )
    assert expected == found, (seed, clock, life)


@pytest.mark.parametrize("block", range(6))
def test_no_drawn_life_is_read_otherwise(block: int) -> None:
    """Starts, due dates, verdicts, what is left, and the promise."""
    for seed in range(block * 100, block * 100 + 100):
        compare(seed)


@pytest.mark.long
@pytest.mark.parametrize("block", range(20))
def test_nor_are_thousands(block: int) -> None:
    """Ten thousand more."""
    for seed in range(10_000 + block * 500, 10_500 + block * 500):
        compare(seed)
