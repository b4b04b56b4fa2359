"""The workflow that sp4n and its peers are given: LAPOR!'s in eight statuses, and one guard.

Only an officer who is appointed at the holder on that day may give a command. Two of the commands
give the case to another agency. What reporters and the system do in LAPOR! officers do here, so
that the one guard is the same for all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import cycle, islice, product
from random import Random
from typing import Any

from attrs import frozen

from benchmarks.comparison import as_is
from sp4n.model import Actor
from sp4n.workdays.zones import ZONES

__all__ = [
    "ACTORS",
    "ASSIGNING",
    "BEGUN_AT",
    "COMMANDS",
    "HOLDER",
    "OFFICER",
    "OTHER_HOLDER",
    "ROWS",
    "STATUSES",
    "TERMS",
    "Answer",
    "Ask",
    "Entry",
    "Life",
    "Peer",
    "cells",
    "is_appointed",
    "lives",
    "long_life",
    "possible",
]

Ask = tuple[str, str | None, Actor, datetime]
"""A command, the agency that it gives the case to, by whom and at which instant."""

Entry = tuple[str, str, Actor, datetime]
"""An entry of the history: from which status to which, by whom and at which instant."""

Life = tuple[Ask, ...]
"""What is asked of a case, one after another."""

Answer = tuple[str, str, list[Entry]]
"""The status of a case after all, its holder, and its history."""


@frozen
class Peer:
    """One library with the workflow: how its user begins a case and goes on with it.

    `ask` makes what the library wants to be asked, before the timing. `attempt` gives a command,
    and gives the case whether it was allowed or not; `may` lists what an actor may do, by
    what the library calls `may_by`; `tell` reads the answer.
    """

    name: str
    begin: Callable[[str, str], Any]
    attempt: Callable[[Any, Any], Any]
    may: Callable[[Any, Any], list[str]]
    tell: Callable[[Any], Answer]
    may_by: str
    ask: Callable[[Ask], Any] = as_is


STATUSES = (
    "unverified",
    "awaiting_completion",
    "verified",
    "followed_up",
    "replied",
    "closed_by_system",
    "closed_by_admin",
    "archived_by_admin",
)
"""The first is the one in which a case begins; the last three end it."""

ROWS = (
    ("unverified", "verify", "verified"),
    ("unverified", "hold", "awaiting_completion"),
    ("unverified", "archive", "archived_by_admin"),
    ("awaiting_completion", "complete", "unverified"),
    ("awaiting_completion", "archive", "archived_by_admin"),
    ("verified", "follow_up", "followed_up"),
    ("verified", "dispose", "verified"),
    ("verified", "hold", "awaiting_completion"),
    ("verified", "archive", "archived_by_admin"),
    ("followed_up", "reply", "replied"),
    ("followed_up", "close", "closed_by_admin"),
    ("followed_up", "close_by_system", "closed_by_system"),
    ("replied", "follow_up", "followed_up"),
    ("replied", "close", "closed_by_admin"),
)
"""From which status, by which command, to which status."""

COMMANDS = tuple(dict.fromkeys(command for _, command, _ in ROWS))
"""Every command once."""

ASSIGNING = ("verify", "dispose")
"""The commands that give the case to another agency."""

HOLDER, OTHER_HOLDER = "DPU", "KOTA"
"""The agency that holds a case at first, and the other one."""

BEGUN_AT = datetime(2026, 3, 16, 9, 0, tzinfo=ZONES["WIB"])
"""When every case begins."""

_SINCE, _UNTIL = date(2025, 1, 1), date(2027, 1, 1)
TERMS: Mapping[tuple[str, str], tuple[date, date]] = {
    ("dpu-operator", HOLDER): (_SINCE, _UNTIL),
    ("kota-operator", OTHER_HOLDER): (_SINCE, _UNTIL),
    ("dpu-former", HOLDER): (_SINCE, date(2026, 1, 1)),
    ("dpu-future", HOLDER): (date(2026, 12, 1), _UNTIL),
}
"""Who is appointed at which agency: from the first day on, until before the second."""

OFFICER = Actor.officer("dpu-operator", at=HOLDER)
"""Whoever may give commands while the first agency holds the case."""

_OTHER_OFFICER = Actor.officer("kota-operator", at=OTHER_HOLDER)
ACTORS = (
    OFFICER,
    _OTHER_OFFICER,
    Actor.officer("dpu-former", at=HOLDER),
    Actor.officer("dpu-future", at=HOLDER),
    Actor.officer("dpu-operator", at=OTHER_HOLDER),
    Actor.officer("nobody", at=HOLDER),
    Actor.reporter("reporter-1"),
    Actor.system(),
)
"""One actor of every kind: of the holder, of another agency, of a term that is over or has not
begun, at the wrong agency, without any term, and the two that are no officers."""

_AN_HOUR = timedelta(hours=1)


def is_appointed(by: Actor, at: datetime, holder: str) -> bool:
    """Tell whether the guard lets an actor pass: the peers' users would write a look-up like it."""
    if by.agency != holder or by.id is None:
        return False
    term = TERMS.get((by.id, holder))
    return term is not None and term[0] <= at.date() < term[1]


def cells() -> Iterator[tuple[str, Life]]:
    """Give every status with every command by every kind of actor."""
    for status, command, by in product(STATUSES, COMMANDS, ACTORS):
        yield status, (_ask(command, OTHER_HOLDER, by, 1),)


def possible() -> Iterator[tuple[str, Life]]:
    """Give the cells in which the command is allowed: one for every row of the table."""
    for source, command, _ in ROWS:
        yield source, (_ask(command, OTHER_HOLDER, OFFICER, 1),)


def lives(how_many: int, length: int) -> Iterator[tuple[str, Life]]:
    """Draw lives at random, the same ones in every run; of what is asked a part is refused."""
    draw = Random(how_many)
    for _ in range(how_many):
        yield STATUSES[0], tuple(_drawn(draw, length))


def long_life(length: int) -> Life:
    """Make a life that nothing ends and in which nothing is refused, with instants of its own."""
    begun = (
        _ask("hold", "", OFFICER, 1),
        _ask("complete", "", OFFICER, 2),
        _ask("verify", OTHER_HOLDER, OFFICER, 3),
        _ask("dispose", HOLDER, _OTHER_OFFICER, 4),
    )
    hours = range(len(begun) + 1, length + 1)
    again = zip(cycle(["follow_up", "reply"]), hours, strict=False)
    return tuple(islice((*begun, *(_ask(one, "", OFFICER, hour) for one, hour in again)), length))


def _drawn(draw: Random, length: int) -> Iterator[Ask]:
    """Walk along the table, now and then to an end, or by a row or an actor that does not fit."""
    status, holder = STATUSES[0], HOLDER
    for hour in range(1, length + 1):
        source, command, target = draw.choice(_rows_to_try(draw, status))
        by = draw.choice([_officer_of(holder)] * 5 + [draw.choice(ACTORS)])
        to = draw.choice([HOLDER, OTHER_HOLDER])
        yield _ask(command, to, by, hour)
        if source == status and by == _officer_of(holder):
            status, holder = target, to if command in ASSIGNING else holder


def _rows_to_try(draw: Random, status: str) -> Sequence[tuple[str, str, str]]:
    fitting = [row for row in ROWS if row[0] == status]
    going_on = [row for row in fitting if row[2] not in STATUSES[-3:]]
    return draw.choice([going_on] * 15 + [fitting] + [ROWS] * 4) or ROWS


def _officer_of(holder: str) -> Actor:
    return OFFICER if holder == HOLDER else _OTHER_OFFICER


def _ask(command: str, to: str, by: Actor, hour: int) -> Ask:
    return command, to if command in ASSIGNING else None, by, BEGUN_AT + hour * _AN_HOUR
