"""Situations in which somebody tries a command, drawn so that every rule is met, often two at once.

A world is a directory, a table and a calendar. In it cases begin in any status and go on from
there; each attempt is one that might succeed, with one thing or another changed now and then.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

from attrs import evolve, frozen
from hypothesis import strategies as st

from sp4n.labels import Label
from sp4n.model import (
    Actor,
    Agency,
    Appointment,
    Categories,
    Complaint,
    Directory,
    Officer,
    Role,
)
from sp4n.testing import strategies
from sp4n.workdays import Limit, indonesia
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    LAPOR_1,
    Case,
    Command,
    CommandField,
    CommandKind,
    Effect,
    PastStep,
    Phase,
    Procedure,
    Proposal,
    Transition,
    Workflow,
    extended,
)
from sp4n.workflow.fields import FieldKind
from sp4n.workflow.reasons import Reason, reason

__all__ = [
    "Attempt", "World", "already_joined", "attempted", "beginning", "past_steps", "worlds",
]  # fmt: skip

_STARTS = (*12 * (datetime(2025, 12, 15, 1, tzinfo=UTC),), datetime(2029, 12, 10, tzinfo=UTC))
"""Before a year's turn with many days off; and where the calendars end."""
_REPORTERS = ("reporter-0001", "reporter-0002")
_ENDS = (None, None, None, date(2023, 1, 1), date(2026, 1, 20))
_CALENDARS = (
    indonesia(),
    indonesia(zone="WITA", closures={date(2026, 1, 7): "Contoh"}),
    indonesia(joint_leave=False, week="six-day", zone="WIT"),
    indonesia(as_of=date(2025, 12, 1)),
)


@frozen
class World:
    """Where cases live.

    `elsewhere` is a procedure with a table that the first does not know, `before` one with the
    table that was LAPOR!'s until its second answer was seen.
    """

    procedure: Procedure
    elsewhere: Procedure
    before: Procedure

    @property
    def codes(self) -> list[str]:
        return [one.code for one in self.procedure.directory]


class Attempt(NamedTuple):
    """Somebody tries a command."""

    command: Command
    by: Actor
    at: datetime
    based_on: int | None
    beside: tuple[Case, ...]
    not_after: datetime | None = None


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Any directory, or a crowded one; LAPOR!'s table, extended and with rows of a city's own."""
    random = draw(st.randoms(use_true_random=True))
    drawn = strategies.directories(max_agencies=6)
    directory = draw(drawn) if draw(st.booleans()) else _crowded(random)
    calendar = draw(st.sampled_from(_CALENDARS))
    table = _table(random)
    older = () if table.version == LAPOR.version or random.random() < 0.5 else (LAPOR,)
    return World(
        Procedure(table, directory, calendar, older=older, may_extend=granted),
        Procedure(evolve(table, version="elsewhere/9"), directory, calendar),
        Procedure(LAPOR_1, directory, calendar),
    )


def granted(case: Case, code: str | None, by: int | None, at: datetime) -> Reason | None:
    """A stand-in for a city's standards: one grants two units more, another one none."""
    del at
    if code is None:
        return None if case.holder else reason("nothing_to_extend")
    if code != "first_follow_up":
        known = code == "verification"
        return reason("standard_not_extendable" if known else "standard_unknown")
    return reason("extension_too_long") if by is not None and by > 2 else None


def _crowded(random: Random) -> Directory:
    """Three floors below the root, with people in every relation to each other."""
    agencies = [Agency("ROOT", "Instansi Contoh")]
    for number in range(random.randint(3, 8)):
        parent = random.choice(agencies[-3:]).code
        agencies.append(
            Agency(
                f"X-{number:04d}", f"Instansi Contoh {number}", parent=parent,
                active_until=random.choice(_ENDS), region=f"99.{71 + number}",
                front_desk=random.random() < 0.4,
            )
        )  # fmt: skip
    agencies = [
        evolve(one, successors=_later(random, agencies[place + 1 :])) if one.active_until else one
        for place, one in enumerate(agencies)
    ]
    heirs = {one.code: one.successors for one in agencies}
    agencies = [
        evolve(one, falls_to=random.sample(after, 1)) if after and random.random() < 0.6 else one
        for one in agencies
        for after in [heirs.get(one.parent or "", ())]
    ]
    officers, appointments = [], []
    for number in range(3 * len(agencies)):
        officers.append(Officer(f"officer-{number:04d}", f"Petugas Contoh {number}"))
        for _ in range(random.choice((1, 1, 1, 2))):
            until = random.choice(_ENDS)
            since = date(2026, 1, 9) if until is None and random.random() < 0.1 else None
            appointments.append(
                Appointment(
                    officers[-1].id, random.choice(agencies).code, random.choice(list(Role)),
                    since=since, until=until,
                )
            )  # fmt: skip
    tree = {"Jalan": None, "Trotoar": "Jalan"} if random.random() < 0.7 else {}
    return Directory(agencies, officers, appointments, Categories(tree))


def _later(random: Random, agencies: list[Agency]) -> list[str]:
    """None, one or two to follow an office, from those after it, so that none follows itself."""
    many = min(len(agencies), random.choice((0, 1, 1, 1, 2)))
    return [one.code for one in random.sample(agencies, many)]


def _table(random: Random) -> Workflow:
    """LAPOR!'s, with some extensions, and then with some rows made narrower and some added."""
    chosen: dict[str, dict[str, Any]] = {}
    for name, extension in EXTENSIONS.items():
        if random.random() < 0.6:
            parameters = [one for one in extension.parameters if random.random() < 0.5]
            chosen[name] = {
                one: _limit(random)
                if extension.parameters[one] == "limit"
                else random.randint(1, 3)
                for one in parameters
            }
    table = extended(LAPOR, chosen) if chosen else LAPOR
    if random.random() < 0.5:
        return table
    rows = [_narrower(random, row) for row in table.transitions]
    rows += [
        Transition(
            one.code, "pass_on", who, one.code, ("receiver_is_fit", *random.sample(_GUARDS, 2)),
            at_most=random.choice((None, 1, 2)), restarts=random.choice((None, False, True)),
        )
        for one in table.statuses
        for who in (random.sample(list(Role)[:2], 1), random.sample(list(Role)[2:], 1))
        if random.random() < 0.5
    ]  # fmt: skip
    effects = random.choice(((Effect.ASSIGN,), (Effect.ASSIGN, Effect.RESTART)))
    kinds = (*table.commands, evolve(_PASS_ON, effects=effects))
    return evolve(table, version=f"{table.version}+own", commands=kinds, transitions=tuple(rows))


_GUARDS = (
    "is_not_the_holder", "in_reach", "below_own_agency", "has_units_below", "not_at_the_root",
)  # fmt: skip
_PASS_ON = CommandKind(
    "pass_on",
    Label(id="teruskan", en="pass on"),
    (
        CommandField("to", FieldKind.AGENCY),
        CommandField("urgency", FieldKind.CHOICE, required=True, choices=("high", "low")),
        CommandField("side", FieldKind.CHOICE, choices=("left", "right"), default="left"),
        CommandField("reason", FieldKind.CHOICE, choices=("busy", "other")),
        CommandField("people", FieldKind.COUNT),
        CommandField("words", FieldKind.TEXT, text_kind="words", limit_characters=5),
    ),
    (Effect.ASSIGN,),
)


def _limit(random: Random) -> Limit:
    return Limit(random.randint(1, 12), random.choice(("working days", "calendar days")))


def _narrower(random: Random, row: Transition) -> Transition:
    """Now and then a row has another timer, or a window, a count or one more guard."""
    if row.after is not None:
        return evolve(row, after=_limit(random)) if random.random() < 0.3 else row
    if random.random() < 0.1:
        row = evolve(row, until=_limit(random))
    if random.random() < 0.1:
        row = evolve(row, at_most=random.randint(1, 2))
    if random.random() < 0.1:
        row = evolve(row, holder_only=True)
    if random.random() < 0.1:
        row = evolve(row, restarts=not row.restarts)
    if random.random() < 0.1:
        guard = random.choice(("has_units_below", "not_at_the_root"))
        row = evolve(row, guards=tuple(dict.fromkeys((*row.guards, guard))))
    return row


_KNOWN_BY = ("accused", "accused_officers", "confidential", "reporter")
"""What decides who may know: two cases that have it in common can be joined."""


def beginning(random: Random, world: World, drawn: Complaint, beside: Case | None = None) -> Case:
    """A case that was received, adopted in any status, or told of by another system.

    It lies with whoever holds the one beside it, as often as not.
    """
    codes = world.codes
    officers = [one.id for one in world.procedure.directory.officers]
    complaint = evolve(
        drawn,
        number="X-1" if beside is None else "X-2",
        submitted_at=random.choice(_STARTS) + timedelta(hours=random.randint(0, 600)),
        reporter=random.choice((None, *_REPORTERS, *_REPORTERS)),
        representatives=frozenset(random.choice(((), (), ("kuasa-0001",)))),
        confidential=random.random() < 0.25,
        accused=frozenset(random.sample(codes, random.choice((0, 0, 0, min(2, len(codes)))))),
        accused_officers=frozenset(random.sample(officers, random.choice((0, 0, 0, 1)))),
        target_agency=random.choice((None, *codes)),
        classification=random.choice((None, None, "service", "oversight")),
    )
    if beside is not None and random.random() < 0.5:
        same = [name for name in _KNOWN_BY if random.random() < 0.9]
        alike = {name: getattr(beside.complaint, name) for name in same}
        complaint = evolve(complaint, **alike)
    at = complaint.submitted_at + timedelta(hours=random.randint(0, 50))
    chance = random.random()
    procedure = world.elsewhere if chance < 0.03 else world.procedure
    procedure = world.before if chance > 0.9 else procedure
    if random.random() < 0.3:
        proposal = Proposal(
            random.choice(codes), "rule", "aturan-contoh",
            random.choice((None, "service", "oversight")), random.random() < 0.1,
        )  # fmt: skip
        return procedure.receive(complaint, at=at, proposal=random.choice((None, proposal)))
    status = random.choice(procedure.workflow.statuses)
    if not status.phase.is_open:
        status = random.choice(procedure.workflow.statuses)
    if random.random() < 0.3:
        at += timedelta(days=random.randint(10, 90))
    near = () if beside is None else [one for one in beside.holders if one in codes]
    holder = random.choice(near if near and random.random() < 0.5 else codes)
    steps = past_steps(random, procedure, complaint, status.code, codes, at)
    case = procedure.adopt(
        complaint, status=status.code, holder=holder, source="lama", at=at, steps=steps
    )
    if random.random() < 0.1:
        lost = evolve(case.events[-1], holders=random.choice(((), ("VANISHED",))))
        return Case.from_events(complaint, [*case.events[:-1], lost])
    case = _handed_down(world, case, holder) if random.random() < 0.5 and not steps else case
    return _asked(random, world, case) if random.random() < 0.3 else case


def _asked(random: Random, world: World, case: Case) -> Case:
    """The same case, after one agency or two were asked for their parts."""
    for _ in range(random.choice((1, 1, 2))):
        part, number = (("part", random.choice(world.codes)),), case.version + 1
        asking: dict[str, Any] = {"kind": "involve", "effects": (Effect.INVOLVE,), "facts": part}
        case = case.apply(evolve(case.events[-1], number=number, **asking))
    return case


def past_steps(
    random: Random, procedure: Procedure, complaint: Complaint, status: str, codes: list[str],
    at: datetime,
) -> list[PastStep]:  # fmt: skip
    """Nothing, or a few steps that another system remembers, as often as not up to the status."""
    many = random.choice((0, 0, 1, 2, 4))
    whole = (at - complaint.submitted_at) / timedelta(hours=1)
    hours = sorted(random.uniform(0, whole) for _ in range(many))
    statuses = [random.choice(procedure.workflow.statuses).code for _ in hours]
    if statuses and random.random() < 0.7:
        statuses[-1] = status
    steps = [
        PastStep(
            complaint.submitted_at + timedelta(hours=hour), code, random.choice((None, *codes))
        )
        for hour, code in zip(hours, statuses, strict=True)
    ]
    return [*steps[:-1], evolve(steps[-1], holder=None)] if steps else []


def _handed_down(world: World, case: Case, holder: str) -> Case:
    """The same case, after everybody above its holder had it and disposed it onward."""
    first = case.events[0]
    line = world.procedure.directory.lineage(holder)[::-1]
    events = [evolve(first, holders=line[:1])]
    for giver, receiver in pairwise(line):
        by = Actor.officer("somebody", at=giver)
        number = len(events) + 1
        events.append(evolve(first, number=number, kind="dispose", by=by, holders=(receiver,)))
    return Case.from_events(case.complaint, events)


def already_joined(first: Case, second: Case) -> tuple[Case, Case]:
    """Both as they are after the second was joined to the first; each ends where it was."""
    at = max(one.events[-1].at for one in (first, second))
    links: dict[str, Any] = {"at": at, "effects": (Effect.LINK,), "by": Actor.system()}
    taken = evolve(
        first.events[-1], number=first.version + 1, kind="gather",
        facts=(("case", second.number), ("supporters", second.supporters)), **links,
    )  # fmt: skip
    given = evolve(
        second.events[-1], number=second.version + 1, kind="merge", status="merged",
        phase=Phase.ARCHIVED, facts=(("into", first.number),), **links,
    )  # fmt: skip
    return (
        Case.from_events(first.complaint, (*first.events, taken)),
        Case.from_events(second.complaint, (*second.events, given)),
    )


_LAPORS = {(row.source, row.command, row.target) for row in LAPOR.transitions}


def attempted(random: Random, world: World, case: Case, other: Case) -> Attempt:
    """Give an attempt on a case, with another one beside it; most fail, some for many reasons."""
    row = _some_row(random, world, case, other)
    versions = (*12 * (None,), *6 * (case.version,), case.version - 1, 99)
    return Attempt(
        Command(
            "unheard_of" if random.random() < 0.01 else row.command,
            _fields(random, world, case, row.command, other),
        ),
        _somebody(random, world, case, row),
        _some_time(random, world, case, other, row),
        random.choice(versions),
        () if random.random() < 0.1 else (other,),
        random.choice((None, None, None, case.events[-1].at)),
    )


def _some_row(random: Random, world: World, case: Case, other: Case) -> Transition:
    table = world.procedure.workflow_of(case) or world.procedure.workflow
    here = [row for row in table.transitions if row.source == case.status]
    gathers = [row for row in here if row.command == "gather"]
    if other.joined_into == case.number and gathers and random.random() < 0.6:
        return gathers[0]
    of_joined = [row for row in here if row.command in ("separate", "rate")]
    if case.joined_into is not None and of_joined and random.random() < 0.6:
        return random.choice(of_joined)
    releases = [row for row in here if row.command == "let_go"]
    if other.number in case.duplicates and releases and random.random() < 0.4:
        return releases[0]
    merges = [row for row in here if row.command == "merge"]
    lapors = [row for row in here if (row.source, row.command, row.target) in _LAPORS]
    leading = [row for row in here if row.target != row.source]
    for some, chance in ((merges, 0.25), (lapors, 0.2), (leading, 0.5)):
        if some and random.random() < chance:
            return random.choice(some)
    return random.choice(here if here and random.random() < 0.9 else table.transitions)


def _somebody(random: Random, world: World, case: Case, row: Transition) -> Actor:
    """Mostly whoever may; else anybody, perhaps for an agency where they do not serve."""
    chance, directory = random.random(), world.procedure.directory
    if chance < 0.1:
        return random.choice((Actor.system(), *map(Actor.reporter, (None, *_REPORTERS))))
    serving = list(directory.appointments)
    if chance < 0.8:
        who = random.choice(row.who)
        if who == "system":
            return Actor.system()
        if who == "reporter":
            return Actor.reporter(random.choice((case.complaint.reporter, "kuasa-0001")))
        gives = row.command == "contribute"
        near = {one.agency for one in case.parts} if gives else set(case.holders)
        for code in () if gives else case.holders:
            near |= set(directory.lineage(code) if code in directory else (directory.root.code,))
        serving = [one for one in serving if one.role == who and one.agency in near] or serving
    one = random.choice(serving)
    agency = random.choice(world.codes) if random.random() < 0.05 else one.agency
    return Actor.officer(one.officer, at=agency)


def _fields(
    random: Random, world: World, case: Case, command: str, other: Case
) -> dict[str, object]:
    table = world.procedure.workflow_of(case) or world.procedure.workflow
    kind = table.command(command)
    fields: dict[str, object] = {}
    for one in () if kind is None else kind.fields:
        if random.random() < (0.93 if one.required else 0.5):
            fields[one.name] = _value(random, world, one, case, other)
    if random.random() < 0.03:
        fields["unheard_of"] = "x"
    return fields


def _value(random: Random, world: World, one: CommandField, case: Case, other: Case) -> object:  # noqa: C901, PLR0911, PLR0912 - one a kind
    if random.random() < 0.06:
        return random.choice((None, "", "  ", 7, True, "x" * 20_000, ["x"], "Kalimat contoh."))
    if one.kind is FieldKind.TEXT and random.random() < 0.1:
        return random.choice((".", "-", "…", "12", "!?", "\u3164.", "ya"))
    if one.kind is FieldKind.AGENCY:
        asked = [part.agency for part in case.parts if part.is_open]
        if asked and random.random() < 0.4:
            return random.choice(asked)
        below = [one.code for one in world.procedure.directory if one.parent in case.holders]
        if below and random.random() < 0.5:
            return random.choice(below)
        return random.choice(world.codes) if random.random() < 0.95 else "UNKNOWN"
    if one.kind is FieldKind.AGENCIES:
        return _some(random, [*world.codes, *case.accused, *case.accused], "UNKNOWN")
    if one.kind is FieldKind.OFFICERS:
        known = [officer.id for officer in world.procedure.directory.officers]
        return _some(random, [*known, *sorted(case.accused_officers)], "nobody")
    if one.kind is FieldKind.CASE:
        return other.number if random.random() < 0.92 else random.choice((case.number, "X-9999"))
    if one.kind is FieldKind.CODE:
        return random.choice(("first_follow_up", "first_follow_up", "verification", "x"))
    if one.name == "by":
        return random.randint(1, 4)
    if one.kind is FieldKind.COUNT:
        return other.supporters if random.random() < 0.8 else random.randint(0, 3)
    if one.kind is FieldKind.CATEGORY:
        return random.choice(("Jalan", "Trotoar", "Tak Dikenal"))
    if one.choices:
        return random.choice(one.choices)
    length = random.choice((3, 5, 6, one.limit_characters, one.limit_characters + 1))
    return "Contoh " * (length // 7) + "x" * (length % 7)


def _some(random: Random, known: list[str], unknown: str) -> list[str]:
    """One or two of them, now and then one that nobody knows."""
    found = random.sample(known, min(len(known), random.choice((1, 1, 2))))
    return [*found, unknown] if random.random() < 0.05 else found


def _some_time(random: Random, world: World, case: Case, other: Case, row: Transition) -> datetime:
    """Soon after the last event, long after it, before it; or where a limit ends, or the other."""
    last = case.events[-1].at
    limit = row.after or row.until
    if limit is not None and random.random() < 0.6:
        ends = world.procedure.timer_ends_at(case, evolve(row, after=limit, until=None))
        if ends is not None:
            return ends + timedelta(microseconds=random.randint(-1, 1))
    chance = random.random()
    if row.command in ("merge", "gather", "separate", "let_go") and chance > 0.7:
        return other.events[-1].at
    if chance < 0.04:
        return last - timedelta(microseconds=random.choice((1, 10**9)))
    if chance < 0.05:
        return last.replace(tzinfo=None)
    if chance < 0.07:
        return last + timedelta(days=random.randint(300, 9000))
    hours = random.choice((0, 1, 5, 24, 24 * 7, 24 * 40))
    return last + timedelta(hours=hours)
