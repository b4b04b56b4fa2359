"""Events: what happened to a case, in codes and keys; never words, never names."""

from datetime import datetime

from attrs import frozen

from sp4n.errors import Fault, fault, shown
from sp4n.model.officer import Actor
from sp4n.quiet import shown_short
from sp4n.validation import choice_fault, instant_fault, list_faults, type_fault
from sp4n.workflow.commands import Effect
from sp4n.workflow.status import Phase

__all__ = ["ADOPT", "SUBMIT", "Event", "EventFact", "event_faults", "text_key"]

SUBMIT = "submit"
"""The kind of a case's first event: the complaint was received."""

ADOPT = "adopt"
"""The kind of the first event of a case that began in another system."""

EventFact = str | int | bool
"""What an event may remember: codes, counts and flags."""


@shown_short
@frozen(weakref_slot=False, repr=False)  # a register holds many of them
class Event:
    """One fact in a case's history, complete in itself.

    `number` counts from 1. `kind` is the command's code. `status`, `phase` and `holders` are what
    the case has *afterwards*, and `effects` what the command did, so that a history can be read
    without the rules that made it. `texts` are the kinds of the texts that were written, `facts`
    further codes (a corrected category, the workflow's version, the proposed agency, …). `version`
    is that of the event's own format, and `extra` the JSON object of whatever a newer version of
    the library wrote into it: kept as it is, never interpreted.

    It checks nothing of itself, since most are made by a decision; a case checks what it is given.
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
        for found, value in self.facts:
            if found == name:
                return value
        return None

    def text_keys(self, number: str) -> tuple[str, ...]:
        """Give the keys of the texts written with this event, in the case with this number."""
        return tuple(text_key(number, self.number, kind) for kind in self.texts)


def event_faults(event: object, where: str) -> list[Fault | None]:
    """Check whatever a case is folded from: it is an event, and its parts are what they should be.

    It is asked of every event of a history; nearly always nothing is wrong.
    """
    if not isinstance(event, Event):
        return [type_fault(Event, event, where, "an event")]
    if _is_sound(event):
        return []
    return [
        type_fault(int, event.number, f"{where}.number", "a whole number"),
        type_fault(str, event.kind, f"{where}.kind", "a code"),
        instant_fault(event.at, f"{where}.at"),
        type_fault(Actor, event.by, f"{where}.by", "an actor"),
        type_fault(str, event.status, f"{where}.status", "a code"),
        choice_fault(Phase, event.phase, f"{where}.phase"),
        *list_faults(Effect, event.effects, f"{where}.effects", "an effect"),
        *list_faults(str, event.holders, f"{where}.holders", "a code"),
        *list_faults(str, event.texts, f"{where}.texts", "a code"),
        None if _are_facts(event.facts) else _no_facts(event.facts, f"{where}.facts"),
    ]


def _is_sound(event: Event) -> bool:
    """Tell quickly that nothing is wrong; False when it takes a closer look."""
    return (
        event.number.__class__ is int
        and event.kind.__class__ is str
        and event.at.__class__ is datetime
        and event.at.utcoffset() is not None
        and event.by.__class__ is Actor
        and event.status.__class__ is str
        and event.phase.__class__ is Phase
        and _are(Effect, event.effects)
        and _are(str, event.holders)
        and _are(str, event.texts)
        and _are_facts(event.facts)
    )


def _are(kind: type, values: object) -> bool:
    return isinstance(values, tuple) and {kind}.issuperset(map(type, values))


def _are_facts(facts: object) -> bool:
    """Facts are pairs of a name and a code, a count or a flag."""
    return isinstance(facts, tuple) and all(map(_is_fact, facts))


def _is_fact(one: object) -> bool:
    if not isinstance(one, tuple) or len(one) != len(("name", "value")):
        return False
    return isinstance(one[0], str) and isinstance(one[1], EventFact)


def _no_facts(facts: object, where: str) -> Fault:
    return fault("wrong_type", where, expected="a list of facts", found=type(facts).__name__)


def text_key(number: str, event: int, kind: str) -> str:
    """Name a text by case, event and kind.

    >>> text_key("1000001", 3, "answer")
    '1000001/3/answer'
    """
    return f"{number}/{event}/{kind}"
