"""Protection: what a history says of who may know a case, and of whom it is about.

It begins with what the complaint and the route say; afterwards a case is protected or not as was
decided last, and accused are those of the complaint and those recorded since, unless cleared.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sp4n.model.complaint import Complaint
from sp4n.model.officer import ActorKind
from sp4n.workflow.command_kinds import Effect
from sp4n.workflow.events import Event

PROTECTING = frozenset(
    {Effect.PROTECT, Effect.LIFT_PROTECTION, Effect.ACCUSE, Effect.CLEAR, Effect.RECUSE}
)
"""The effects that change who may know a case."""

AGENCIES, OFFICERS = "agencies", "officers"
"""What an event calls the lists of whom it accuses or clears."""


class Protection(NamedTuple):
    """Who is kept from a case."""

    is_confidential: bool
    accused: frozenset[str]
    accused_officers: frozenset[str]
    recused: tuple[str, ...]


def protection_at_first(complaint: Complaint, first: Event) -> Protection:
    """Give what holds before the first event: as the reporter wished, or the route proposed."""
    is_confidential = complaint.confidential or first.fact("confidential") is True
    return Protection(is_confidential, complaint.accused, complaint.accused_officers, ())


def protection_after(before: Protection, complaint: Complaint, event: Event) -> Protection:
    """Give what holds after an event with one of the `PROTECTING` effects."""
    is_confidential, accused, officers, recused = before
    for effect in event.effects:
        if effect is Effect.PROTECT:
            is_confidential = True
        elif effect is Effect.LIFT_PROTECTION:
            is_confidential = False
        elif effect is Effect.ACCUSE:
            accused = accused.union(event.listed(AGENCIES))
            officers = officers.union(event.listed(OFFICERS))
        elif effect is Effect.CLEAR:
            accused = accused.difference(event.listed(AGENCIES)) | complaint.accused
            officers = officers.difference(event.listed(OFFICERS)) | complaint.accused_officers
        elif effect is Effect.RECUSE and event.by.kind is ActorKind.OFFICER:
            recused = tuple(dict.fromkeys((*recused, str(event.by.id))))
    return Protection(is_confidential, accused, officers, recused)


def accusers(events: Iterable[Event], name: str, code: str) -> list[Event]:
    """Give the events that accuse an agency or an officer, be they cleared since or not."""
    return [
        event for event in events if Effect.ACCUSE in event.effects and code in event.listed(name)
    ]
