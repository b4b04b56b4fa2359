"""What a case's record tells of it beyond its status: words, route, parts, duplicates, its past."""

from datetime import datetime

from sp4n.frozen_dict import FrozenDict
from sp4n.model.complaint import Classification, Complaint
from sp4n.model.texts import Texts
from sp4n.workflow.command_kinds import Effect
from sp4n.workflow.events import ADOPT, PAST_STEPS, SUPPORTING, Event
from sp4n.workflow.links import joining_of, supporters, taken_in
from sp4n.workflow.parts import Part, parts_of
from sp4n.workflow.words import standing_words

CLASSIFICATIONS: FrozenDict[object, Classification] = FrozenDict(
    {known.value: known for known in Classification}
)
"""Each class by what facts call it."""

_MANY = 2**31  # own choice: nobody's history is as long


class OnRecord:
    """A case by its complaint, its events and its texts, read anew whenever something is asked."""

    __slots__ = ()

    complaint: Complaint
    events: tuple[Event, ...]
    texts: Texts
    tried: tuple[str, ...]
    classification: Classification | None
    is_coordinated: bool

    @property
    def title(self) -> str | None:
        """What it is about, as last corrected; None if that was erased, or is stored elsewhere."""
        return standing_words(self.complaint, self.events, self.texts, "title")

    @property
    def body(self) -> str | None:
        """What the citizen wrote, as last corrected; None as for the title.

        This is for the offices: what an admin took out is in `complaint` alone.
        """
        return standing_words(self.complaint, self.events, self.texts, "body")

    @property
    def proposed(self) -> str | None:
        """The agency that the route on record proposes, unless that agency sent the case back."""
        agency = self.events[0].fact("proposed")
        return None if agency is None or agency in self.tried else str(agency)

    @property
    def is_urgent(self) -> bool:
        """Tell whether the route on record called it urgent (*mendesak*)."""
        return self.events[0].fact("urgent") is True

    @property
    def asks_for_completion(self) -> bool:
        """Tell whether the route proposed to ask the reporter for more, and nobody has asked."""
        is_proposed = self.events[0].fact("ask_for_completion") is True
        return is_proposed and not any(Effect.ASK in event.effects for event in self.events)

    @property
    def supporting(self) -> tuple[str, ...]:
        """The offices that the route on record proposed to support the holder."""
        facts = self.events[0].facts
        return tuple(str(code) for name, code in facts if name.startswith(SUPPORTING))

    @property
    def parts(self) -> tuple[Part, ...]:
        """What supporting offices were asked for, in order; whoever holds the case leads."""
        return parts_of(self.complaint.number, self.events) if self.is_coordinated else ()

    @property
    def joined_into(self) -> str | None:
        """The number of the case that this one is joined to as a duplicate, or None."""
        joining = joining_of(self.events)
        return None if joining is None else str(joining.fact("into"))

    @property
    def duplicates(self) -> tuple[str, ...]:
        """The numbers of the cases that are joined to this one, in order."""
        taken = taken_in(self.events)
        return tuple(str(number) for number, event in taken.items() if event.fact("case") == number)

    @property
    def supporters(self) -> int:
        """How many reporters are behind it: its own, and those of all that are joined to it.

        Each counts once, however often they complained; without a key, once for each complaint.
        """
        return supporters(self.complaint, self.events)

    @property
    def has_oversight_indication(self) -> bool:
        """Tell whether it is classified as oversight, or the route on record proposes it."""
        proposed = self.events[0].fact("proposed_classification")
        return Classification.OVERSIGHT in (self.classification, CLASSIFICATIONS.get(proposed))

    @property
    def is_oversight(self) -> bool:
        """Tell whether it is handled as oversight: by its class, without one by the proposed."""
        proposed = self.events[0].fact("proposed_classification")
        handled_as = self.classification or CLASSIFICATIONS.get(proposed)
        return handled_as is Classification.OVERSIGHT

    @property
    def is_adopted(self) -> bool:
        """Tell whether it began in another system."""
        return self.events[0].kind == ADOPT

    @property
    def past_steps(self) -> int:
        """How many of its first events happened in another system; 0 if nothing is known of it."""
        known = self.events[0].fact(PAST_STEPS) if self.is_adopted else None
        return known if known.__class__ is int and 0 < known < _MANY else 0

    @property
    def adopted_at(self) -> datetime | None:
        """When it was taken over from another system; None of a case that was received here.

        None too of a case as it was before that (`as_of`).
        """
        steps = self.past_steps
        return self.events[steps].at if self.is_adopted and steps < len(self.events) else None

    def times(self, command: str, *, keyed_in: bool | None = None) -> int:
        """Count how often a command was given in the life of the case.

        With *keyed_in*, only what officers keyed in for the reporter, or all but that.
        """
        return sum(
            event.kind == command and keyed_in in (None, event.is_keyed_in) for event in self.events
        )
