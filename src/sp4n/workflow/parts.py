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
    for event in events:
        agency = event.fact(PART) if event.effects else None
        if Effect.INVOLVE in event.effects and isinstance(agency, str):
            asked = event.text_keys(number)
            parts.append(Part(event.number, agency, event.at, event.by, asked))
        elif not _OVER.isdisjoint(event.effects):
            _end_one(parts, agency, event, number)
        if parts:
            parts = [_released(part, event) for part in parts]
    return tuple(parts)


def _end_one(parts: list[Part], agency: object, event: Event, number: str) -> None:
    """An agency's part is given or released: the open one that was asked for first."""
    for place, part in enumerate(parts):
        if part.is_open and part.agency == agency:
            if Effect.CONTRIBUTE in event.effects:
                given = event.text_keys(number)
                parts[place] = evolve(
                    part, contributed_at=event.at, contributed_by=event.by, contributed_texts=given
                )
            else:
                parts[place] = evolve(part, released_at=event.at)
            return


def _released(part: Part, event: Event) -> Part:
    """A part ends with the case, and where its agency comes to hold all of it."""
    is_over = not event.phase.is_open or part.agency in event.holders
    return evolve(part, released_at=event.at) if part.is_open and is_over else part
