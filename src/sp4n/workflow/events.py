"""Events: what happened to a case, in codes and keys; never words, never names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Self
from unicodedata import normalize

from attrs import evolve, field, frozen
from attrs.exceptions import FrozenInstanceError

from sp4n.additions import Additions, additions_faults, foreign_text_faults
from sp4n.errors import Fault, fault, shown, shown_key
from sp4n.model.officer import Actor, ActorKind
from sp4n.quiet import shown_short
from sp4n.validation import (
    choice_fault,
    instant_fault,
    is_pair,
    line_fault,
    list_faults,
    number_fault,
    refuse,
    type_fault,
)
from sp4n.workflow.command_kinds import Effect
from sp4n.workflow.status import Phase

SUBMIT = "submit"
"""The kind of a case's first event: the complaint was received."""

ADOPT = "adopt"
"""The kind of the first event of a case that began in another system."""

BEGINNINGS = frozenset({SUBMIT, ADOPT})
"""How a history begins; nothing else is a first event, and no later event is one of these."""

HAND_OVER = "hand_over"
"""The kind of an event without effects by which a successor takes what an ended agency held."""

PAST_STEP = "past_step"
"""The kind of an event of an adopted case that happened in the other system."""

TAKEN_OVER = "taken_over"
"""The kind of the event by which a case whose past is known was taken over: it is without effects,
since what it says of status and holder happened before, or nobody knows when."""

PAST_STEPS = "past_steps"
"""The fact of an ``adopt``: how many of the first events, itself among them, happened elsewhere."""

CAME_BY = "came_by"
"""The fact of an event that an officer keyed in for the reporter: the way in which it came."""

SET_RIGHT = "set_right"
"""The kind of an event by which an admin set the times of earlier ones right: ``at.3``, …"""

RECORDED_AT = "recorded_at"
"""The fact of an event whose time was set right: the time that was on record at first."""

PART = "part"
"""The fact of an event that asks for a part, gives or releases it: the agency whose part it is."""

SUPPORTING = "supporting."
"""How the facts of the first event begin that name the supporting offices: ``supporting.1``, …"""

EVENT_KEYS = (
    "number", "kind", "version", "at", "by", "status", "phase",
    "effects", "holders", "reason", "texts", "facts",
)  # fmt: skip
"""What a document calls the parts of an event."""

EVENTS_KEYS = ("schema", "case", "events")
"""What a document of events calls its parts."""

EventFact = str | int | bool
"""What an event may remember: codes, counts and flags."""

_CODES = re.compile(r"[A-Za-z0-9._-]{1,64}(?:/[A-Za-z0-9._-]{1,64})*", re.ASCII)
_NOT_FOREIGN = (*EVENT_KEYS, "case")  # whose an event is, its envelope says
_NAME_LIMIT = 200  # own choice
_NUMBER_LIMIT = 2**53  # own choice: the whole numbers that every reader of JSON takes
FACT_LIMIT_CHARACTERS = 1_000
"""Own choice: of a category, a choice, a workflow's version. What decides writes nothing longer."""


@shown_short
@frozen(weakref_slot=False, repr=False)  # a register holds many of them
class Event:
    """One fact in a case's history, complete in itself.

    What the case has *afterwards* stands in it, so that a history can be read without the rules
    that made it. An event doesn't check itself, since most are made by a decision; a case checks
    the events that it is given.

    Attributes:
        number: Its place in the history, from 1.
        kind: The command's code.
        at: When it happened.
        by: Who did it.
        status: The status afterwards.
        phase: The phase of that status.
        effects: What the command did.
        holders: The agencies that hold the case afterwards.
        reason: The reason by code, where the command has one.
        texts: The kinds of the texts that were written.
        facts: Further codes: a corrected category, the workflow's version, the proposed agency, …
        version: The version of the event's own format.
        extra: The JSON object of whatever a newer version of the library wrote into it: kept as it
            is, never interpreted.
        case: The number of the case that it belongs to, None as long as nobody said: a case tells
            its events, and a document its own. It takes no part in equality and is not stored with
            each event.
    """

    number: int
    kind: str
    at: datetime
    by: Actor
    status: str
    phase: Phase
    effects: tuple[Effect, ...] = ()
    holders: tuple[str, ...] = ()
    reason: str | None = None
    texts: tuple[str, ...] = ()
    facts: tuple[tuple[str, EventFact], ...] = ()
    version: int = 1
    extra: str = ""
    case: str | None = field(default=None, eq=False, repr=False)

    def __repr__(self) -> str:
        """Tell what happened in codes; whatever may be words, or a reporter's key, is masked."""
        holders = ", ".join(map(shown, self.holders)) or "nobody"
        facts = ", ".join(f"{shown(name)}={shown(value)}" for name, value in self.facts)
        return (
            f"<Event {self.number!r} {shown(self.kind)} at {self.at}: by {self.by!r}, "
            f"{shown(self.status)}, held by {holders}, facts: {facts or 'none'}>"
        )

    def fact(self, name: str) -> EventFact | None:
        """Give a fact by its name; None when the event has no such fact."""
        for fact, value in self.facts:
            if fact == name:
                return value
        return None

    def listed(self, name: str) -> tuple[str, ...]:
        """Give the facts of a list in order: ``agencies.1``, ``agencies.2``, …; none without it."""
        found = ((*fact.partition("."), value) for fact, value in self.facts)
        return tuple(
            str(value) for head, _, place, value in found if head == name and place.isdecimal()
        )

    @property
    def is_keyed_in(self) -> bool:
        """Tell whether an officer keyed it in for the reporter, and said how it came."""
        return self.by.kind is ActorKind.OFFICER and self.fact(CAME_BY) is not None

    def of_case(self, number: str) -> "Event":
        """Give the event as one of the case with this number."""
        return self if self.case == number else evolve(self, case=number)

    def text_keys(self, number: str) -> tuple[str, ...]:
        """Give the keys of the texts written with this event, in the case with this number."""
        return tuple(text_key(number, self.number, kind) for kind in self.texts)


class Events(tuple[Event, ...]):  # noqa: SLOT001 - a tuple's subclass can't have any
    """The events of a document to which a later minor version added something: `additions`.

    A tuple in every other respect. Documents without additions are read as plain tuples.
    """

    additions: Additions

    def __new__(cls, events: Iterable[Event], additions: Additions) -> Self:
        """Raise InvalidValue if *additions* has a key that a document of events has itself."""
        refuse(*additions_faults(additions, EVENTS_KEYS, "additions"))
        made = super().__new__(cls, events)
        made.__dict__["additions"] = additions
        return made

    def __getnewargs__(self) -> tuple[object, ...]:
        return tuple(self), self.additions

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError


def event_faults(event: object, where: str, case: str | None = None) -> list[Fault]:
    """Check whatever a case is folded from: it is an event, its parts are what they should be.

    With `case`, it must not belong to another one. It is asked of every event of a history; nearly
    always nothing is wrong.
    """
    if not isinstance(event, Event):
        return [fault("wrong_type", where, expected="event", found=type(event).__name__)]
    faults = [] if _is_sound(event) else [*filter(None, _faults(event, where))]
    if case is not None and event.case not in (None, case):
        faults.append(fault("other_case", f"{where}.case"))
    return faults


def _faults(event: Event, where: str) -> list[Fault | None]:
    return [
        number_fault(event.number, f"{where}.number", -_NUMBER_LIMIT, _NUMBER_LIMIT),
        _name_fault(event.kind, f"{where}.kind"),
        instant_fault(event.at, f"{where}.at"),
        type_fault(Actor, event.by, f"{where}.by", "actor"),
        _name_fault(event.status, f"{where}.status"),
        choice_fault(Phase, event.phase, f"{where}.phase"),
        *list_faults(Effect, event.effects, f"{where}.effects", "effect"),
        *_name_faults(event.holders, f"{where}.holders"),
        None if event.reason is None else _word_fault(event.reason, f"{where}.reason"),
        *_name_faults(event.texts, f"{where}.texts"),
        *_fact_faults(event.facts, f"{where}.facts"),
        number_fault(event.version, f"{where}.version", 1, _NUMBER_LIMIT),
        *(foreign_text_faults(event.extra, _NOT_FOREIGN, where) if event.extra != "" else ()),
    ]


def _is_sound(event: Event) -> bool:
    """Tell quickly that nothing is wrong; False when it takes a closer look."""
    return (
        event.number.__class__ is int
        and 0 < event.number <= _NUMBER_LIMIT
        and event.at.__class__ is datetime
        and event.at.utcoffset() is not None
        and event.by.__class__ is Actor
        and event.phase.__class__ is Phase
        and event.version.__class__ is int
        and 0 < event.version <= _NUMBER_LIMIT
        and event.extra == ""
        and event.reason is None
        and _are(Effect, event.effects)
        and _are(str, event.holders)
        and _are(str, event.texts)
        and len(event.holders) <= 1 >= len(event.texts)
        and event.kind.__class__ is event.status.__class__ is str
        and _CODES.fullmatch("/".join((event.kind, event.status, *event.holders, *event.texts)))
        is not None
        and (event.facts == () or not any(_fact_faults(event.facts, "")))
    )


def _are(kind: type, values: object) -> bool:
    return values.__class__ is tuple and (values == () or {kind}.issuperset(map(type, values)))


def _name_fault(value: object, where: str) -> Fault | None:
    """Codes of any version, ours or not: whatever stands on one line."""
    if value.__class__ is str and _CODES.fullmatch(value):  # as nearly always
        return None
    wrong = line_fault(value, where, _NAME_LIMIT)
    if wrong is None and normalize("NFKC", str(value)).strip() != value:
        return fault("bad_code", where, found=shown(value))  # it looks like another one
    return wrong


def _name_faults(values: object, where: str) -> Iterator[Fault | None]:
    """A list of codes, each once."""
    if not isinstance(values, tuple):
        yield type_fault(tuple, values, where, "list")
        return
    wrong = [_name_fault(name, f"{where}[{place}]") for place, name in enumerate(values)]
    yield from wrong
    if not any(wrong):
        yield from (fault("duplicate", where, found=shown(name)) for name in _again(values))


def _fact_faults(facts: object, where: str) -> Iterator[Fault]:
    """Facts are pairs of a code and a code, a count or a flag; each name stands once.

    The first wrong one is told.
    """
    if not isinstance(facts, tuple) or not all(map(is_pair, facts)):
        yield fault("wrong_type", where, expected="list_of_facts", found=type(facts).__name__)
        return
    for name, value in facts:
        wrong = _name_fault(name, where) or _fact_fault(value, f"{where}.{shown_key(name)}")
        if wrong is not None:
            yield wrong
            return
    if len(facts) > 1:
        names = [name for name, _ in facts]
        yield from (fault("duplicate", where, found=shown(name)) for name in _again(names))


def _word_fault(value: object, where: str) -> Fault | None:
    """A category or a choice of a city is no code, but it stands on one line; it may be blank."""
    wrong = line_fault(value, where, FACT_LIMIT_CHARACTERS)
    return None if wrong is not None and wrong.code == "empty" else wrong


def _fact_fault(value: object, where: str) -> Fault | None:
    if isinstance(value, str):
        return _word_fault(value, where)
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return number_fault(value, where, -_NUMBER_LIMIT, _NUMBER_LIMIT)
    kind = type(value).__name__
    return fault("wrong_type", where, expected="code_a_number_or_a_flag", found=kind)


def _again(names: Sequence[str]) -> list[str]:
    """Give the names that stand more than once."""
    if len({*names}) == len(names):
        return []
    return [name for name, times in Counter(names).items() if times > 1]


def text_key(number: str, event: int, kind: str) -> str:
    """Name a text by case, event and kind.

    >>> text_key("1000001", 3, "answer")
    '1000001/3/answer'
    """
    return f"{number}/{event}/{kind}"
