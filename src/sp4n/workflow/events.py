"""Events: what happened to a case, in codes and keys; never words, never names."""

from datetime import datetime

from attrs import frozen

from sp4n.model.officer import Actor
from sp4n.workflow.commands import Effect
from sp4n.workflow.status import Phase

__all__ = ["ADOPT", "SUBMIT", "Event", "EventFact", "text_key"]

SUBMIT = "submit"
"""The kind of a case's first event: the complaint was received."""

ADOPT = "adopt"
"""The kind of the first event of a case that began in another system."""

EventFact = str | int | bool
"""What an event may remember: codes, counts and flags."""


@frozen(weakref_slot=False)  # a register holds many of them
class Event:
    """One fact in a case's history, complete in itself.

    `number` counts from 1. `kind` is the command's code. `status`, `phase` and `holders` are what
    the case has *afterwards*, and `effects` what the command did, so that a history can be read
    without the rules that made it. `texts` are the kinds of the texts that were written, `facts`
    further codes (a corrected category, the workflow's version, the proposed agency, …). `version`
    is that of the event's own format, and `extra` the JSON object of whatever a newer version of
    the library wrote into it: kept as it is, never interpreted.
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

    def fact(self, name: str) -> EventFact | None:
        """Give a fact by its name; None when the event has no such fact."""
        for found, value in self.facts:
            if found == name:
                return value
        return None

    def text_keys(self, number: str) -> tuple[str, ...]:
        """Give the keys of the texts written with this event, in the case with this number."""
        return tuple(text_key(number, self.number, kind) for kind in self.texts)


def text_key(number: str, event: int, kind: str) -> str:
    """Name a text by case, event and kind.

    >>> text_key("1000001", 3, "answer")
    '1000001/3/answer'
    """
    return f"{number}/{event}/{kind}"
