"""Cases (*kasus*, *laporan*): a complaint and everything that happened to it."""

from collections.abc import Iterable
from datetime import datetime

from attrs import evolve, field, frozen

from sp4n.errors import InvalidValue
from sp4n.model.complaint import Classification, Complaint
from sp4n.model.officer import ActorKind
from sp4n.model.texts import Text, Texts
from sp4n.workflow.commands import Effect
from sp4n.workflow.events import ADOPT, Event
from sp4n.workflow.status import Phase

__all__ = ["Case"]

_CLASSIFICATIONS: dict[object, Classification] = {one.value: one for one in Classification}


@frozen(repr=False)
class Case:
    """The fold of a complaint's events. There is no setter: only an event changes a case.

    Every field below `events` is derived from them. `holders` are the agencies that hold it (one,
    in plain LAPOR!), `senders` who gave it to them, the last one last; `tried` the agencies that
    sent it back. `since_at` is when it came into its status. `texts` lie beside the history and
    take no part in equality, since any of them may be erased or stored elsewhere.
    """

    complaint: Complaint
    events: tuple[Event, ...]
    status: str = field(eq=False)
    phase: Phase = field(eq=False)
    since_at: datetime = field(eq=False)
    holders: tuple[str, ...] = field(eq=False)
    senders: tuple[str, ...] = field(eq=False)
    tried: tuple[str, ...] = field(eq=False)
    classification: Classification | None = field(eq=False)
    category: str | None = field(eq=False)
    texts: Texts = field(eq=False, default=Texts())

    @classmethod
    def from_events(
        cls, complaint: Complaint, events: Iterable[Event], texts: Iterable[Text] = ()
    ) -> "Case":
        """Fold a history, without asking any rule whether it would be allowed today.

        Raises InvalidValue when there is no event (``missing``) or when the events are not
        numbered 1, 2, 3, … (``out_of_order``): part of the history would be lost.
        """
        history = tuple(events)
        if not history:
            raise InvalidValue.of("missing", "events")
        for expected, event in enumerate(history, start=1):
            if event.number != expected:
                where = f"events[{expected - 1}].number"
                raise InvalidValue.of("out_of_order", where, earlier=expected - 1)
        case = _blank(complaint, history[0])
        for event in history:
            case = _after(case, event, history)
        return evolve(case, texts=Texts().add(texts))

    def apply(self, event: Event, texts: Iterable[Text] = ()) -> "Case":
        """Give the case after one more event; total: it never refuses."""
        after = _after(self, event, (*self.events, event))
        written = tuple(texts)
        return evolve(after, texts=self.texts.add(written)) if written else after

    @property
    def number(self) -> str:
        """The complaint's public number."""
        return self.complaint.number

    @property
    def version(self) -> int:
        """The number of events: what `based_on` compares, and what a store locks on."""
        return len(self.events)

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still owes the citizen something."""
        return self.phase.is_open

    @property
    def holder(self) -> str | None:
        """The agency that holds it; None when nobody does, the first when several do."""
        return self.holders[0] if self.holders else None

    @property
    def workflow(self) -> str:
        """The version of the workflow that the case is pinned to."""
        return str(self.events[0].fact("workflow") or "")

    @property
    def proposed(self) -> str | None:
        """The agency that the route on record proposes, unless that agency sent the case back."""
        agency = self.events[0].fact("proposed")
        return None if agency is None or agency in self.tried else str(agency)

    @property
    def is_adopted(self) -> bool:
        """Tell whether it began in another system: what happened there is unknown."""
        return self.events[0].kind == ADOPT

    @property
    def is_confidential(self) -> bool:
        """Tell whether the reporter asked for secrecy, or the route on record proposed it."""
        return self.complaint.confidential or bool(self.events[0].fact("confidential"))

    def __repr__(self) -> str:
        holders = ", ".join(self.holders) or "nobody"
        return f"<Case {self.number}: {self.status}, held by {holders}, {self.version} events>"

    def since(self, version: int) -> tuple[Event, ...]:
        """Give the events after a version: what a store has not got yet."""
        return self.events[version:]


def _blank(complaint: Complaint, first: Event) -> Case:
    """The case before its first event: nobody holds it."""
    classification, category = complaint.classification, complaint.category
    return Case(complaint, (), "", first.phase, first.at, (), (), (), classification, category)


def _after(case: Case, event: Event, history: tuple[Event, ...]) -> Case:
    """One step of the fold; `history` is what the case will have as its events."""
    category = event.fact("category")
    return Case(
        case.complaint,
        history,
        event.status,
        event.phase,
        case.since_at if event.status == case.status else event.at,
        event.holders,
        _senders(case, event),
        (*case.tried, *case.holders) if Effect.GIVE_BACK in event.effects else case.tried,
        _CLASSIFICATIONS.get(event.fact("classification"), case.classification),
        case.category if category is None else str(category),
        case.texts,
    )


def _senders(case: Case, event: Event) -> tuple[str, ...]:
    """Push the agency that gave the case away; a give-back pops it again."""
    if Effect.GIVE_BACK in event.effects:
        return case.senders[:-1]
    by_officer = event.by.kind is ActorKind.OFFICER
    if Effect.ASSIGN in event.effects and by_officer and case.holders:
        return (*case.senders, str(event.by.agency))
    return case.senders
