"""Parts (*bagian*): what supporting offices are asked for and give, while the holder leads.

A case with parts is *terkoordinasi*. Its holders and clocks stay as they are: a part has times
of its own.
"""

from collections.abc import Iterable
from datetime import datetime

from attrs import evolve, frozen

from sp4n.model.officer import Actor
from sp4n.quiet import shown_short
from sp4n.workflow.command_kinds import Effect
from sp4n.workflow.events import PART, Event

_OVER = frozenset({Effect.CONTRIBUTE, Effect.RELEASE})
_Waiting = dict[str, list[int]]
"""Where the open parts of each agency are, those that were asked for first at the front."""


@shown_short
@frozen
class Part:
    """What one supporting office (*instansi pendukung*) is asked for, and what became of it.

    Attributes:
        number: The number of the event by which it was asked for.
        agency: The agency that was asked; its successor answers, once it has ended.
        asked_at: When.
        asked_by: By whom.
        asked_texts: The keys of the texts with the question.
        contributed_at: When it was given; None if it was not.
        contributed_by: By whom.
        contributed_texts: The keys of the texts that were given.
        released_at: When it was no longer needed: it was released, its agency came to hold the
            case, or the case ended. None as long as it is, or if it was given.
    """

    number: int
    agency: str
    asked_at: datetime
    asked_by: Actor
    asked_texts: tuple[str, ...] = ()
    contributed_at: datetime | None = None
    contributed_by: Actor | None = None
    contributed_texts: tuple[str, ...] = ()
    released_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it is still asked for."""
        return self.contributed_at is None and self.released_at is None


def parts_of(number: str, events: Iterable[Event]) -> tuple[Part, ...]:
    """Fold the parts of the case with a number from its events, in the order of asking."""
    parts: list[Part] = []
    waiting: _Waiting = {}
    for event in events:
        effects = event.effects
        if effects:
            if Effect.INVOLVE in effects:
                agency = event.fact(PART)
                if isinstance(agency, str):
                    asked = event.text_keys(number)
                    waiting.setdefault(agency, []).append(len(parts))
                    parts.append(Part(event.number, agency, event.at, event.by, asked))
                    _release(parts, waiting, event)
                    continue
            if waiting and not _OVER.isdisjoint(effects):
                _end_one(parts, waiting, event, number)
        if waiting:
            _release(parts, waiting, event)
    return tuple(parts)


def _end_one(parts: list[Part], waiting: _Waiting, event: Event, number: str) -> None:
    """An agency's part is given or released: the open one that was asked for first."""
    agency = event.fact(PART)
    places = waiting.get(agency) if isinstance(agency, str) else None
    if not places or not isinstance(agency, str):
        return
    place = places.pop(0)
    if not places:
        del waiting[agency]
    if Effect.CONTRIBUTE in event.effects:
        given = event.text_keys(number)
        parts[place] = evolve(
            parts[place],
            contributed_at=event.at,
            contributed_by=event.by,
            contributed_texts=given,
        )
    else:
        parts[place] = evolve(parts[place], released_at=event.at)


def _release(parts: list[Part], waiting: _Waiting, event: Event) -> None:
    """Parts end with the case, and where their agency comes to hold all of it."""
    over = event.holders if event.phase.is_open else tuple(waiting)
    for agency in over:
        for place in waiting.pop(agency, ()):
            parts[place] = evolve(parts[place], released_at=event.at)
