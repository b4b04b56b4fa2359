"""Cases (*kasus*, *laporan*): a complaint and everything that happened to it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import takewhile

from attrs import field, frozen

from sp4n.errors import Fault, fault
from sp4n.model.complaint import Classification, Complaint
from sp4n.model.officer import ActorKind
from sp4n.model.texts import Text, Texts
from sp4n.validation import instant_fault, refuse, type_fault
from sp4n.workflow.commands import Effect
from sp4n.workflow.events import ADOPT, Event
from sp4n.workflow.status import Phase

__all__ = ["Case"]

_CLASSIFICATIONS: dict[object, Classification] = {one.value: one for one in Classification}


def _tuple(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(events)


@frozen(repr=False)
class Case:
    """The fold of a complaint's events. There is no setter: only an event changes a case.

    Every field below `texts` is derived from the events and can't be given. `holders` are the
    agencies that hold it (one, in plain LAPOR!), `senders` who gave it to them, the last one last;
    `tried` the agencies that sent it back. `since_at` is when it came into its status. `texts` lie
    beside the history and take no part in equality, since any of them may be erased or stored
    elsewhere.

    Raises InvalidValue when there is no event (``missing``), when the events are not numbered
    1, 2, 3, … (``out_of_order``: part of the history would be lost), and for a naive instant.
    """

    complaint: Complaint
    events: tuple[Event, ...] = field(converter=_tuple)
    texts: Texts = field(factory=Texts, eq=False)
    status: str = field(init=False, eq=False)
    phase: Phase = field(init=False, eq=False)
    since_at: datetime = field(init=False, eq=False)
    holders: tuple[str, ...] = field(init=False, eq=False)
    senders: tuple[str, ...] = field(init=False, eq=False)
    tried: tuple[str, ...] = field(init=False, eq=False)
    classification: Classification | None = field(init=False, eq=False)
    category: str | None = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        refuse(
            type_fault(Complaint, self.complaint, "complaint", "a complaint"),
            *_history_faults(self.events),
        )
        state = _before_all(self.complaint, self.events[0])
        for event in self.events:
            state = _after(state, event)
        _set(self, state)

    @classmethod
    def from_events(
        cls, complaint: Complaint, events: Iterable[Event], texts: Iterable[Text] = ()
    ) -> "Case":
        """Fold a history, without asking any rule whether it would be allowed today.

        Raises InvalidValue as the constructor does, and for two texts with one key.
        """
        return cls(complaint, events, Texts(tuple(texts)))

    def apply(self, event: Event, texts: Iterable[Text] = ()) -> "Case":
        """Give the case after one more event; total: it never refuses."""
        written = tuple(texts)
        after = object.__new__(Case)
        _put(after, "complaint", self.complaint)
        _put(after, "events", (*self.events, event))
        _put(after, "texts", self.texts.add(written) if written else self.texts)
        _set(after, _after(_state(self), event))
        return after

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
        return self.events[max(version, 0) :]


_State = tuple[
    str,
    Phase,
    datetime,
    tuple[str, ...],
    tuple[str, ...],
    tuple[str, ...],
    Classification | None,
    str | None,
]
"""The derived fields of a case, in their order."""

_put = object.__setattr__


def _history_faults(events: tuple[object, ...]) -> Iterator[Fault]:
    if not events:
        yield fault("missing", "events")
    for expected, event in enumerate(events, start=1):
        where = f"events[{expected - 1}]"
        if not isinstance(event, Event):
            yield fault("wrong_type", where, expected="an event", found=type(event).__name__)
            continue
        wrong = instant_fault(event.at, f"{where}.at")
        if wrong is not None:
            yield wrong
        if event.number != expected:
            yield fault("out_of_order", f"{where}.number", earlier=expected - 1)
            return  # one gap puts all that follow out of order


def _before_all(complaint: Complaint, first: Event) -> _State:
    """The state before the first event: nobody holds it."""
    classification, category = complaint.classification, complaint.category
    return "", first.phase, first.at, (), (), (), classification, category


def _state(case: Case) -> _State:
    return (
        case.status,
        case.phase,
        case.since_at,
        case.holders,
        case.senders,
        case.tried,
        case.classification,
        case.category,
    )


def _set(case: Case, state: _State) -> None:
    for name, value in zip(_DERIVED, state, strict=True):
        _put(case, name, value)


_DERIVED = (
    "status", "phase", "since_at", "holders", "senders", "tried", "classification", "category",
)  # fmt: skip


def _after(state: _State, event: Event) -> _State:
    """One step of the fold."""
    status, _, since_at, holders, senders, tried, classification, category = state
    corrected = event.fact("category")
    return (
        event.status,
        event.phase,
        since_at if event.status == status else event.at,
        event.holders,
        _senders(senders, holders, event),
        (*tried, *holders) if Effect.GIVE_BACK in event.effects else tried,
        _CLASSIFICATIONS.get(event.fact("classification"), classification),
        category if corrected is None else str(corrected),
    )


def _senders(senders: tuple[str, ...], holders: tuple[str, ...], event: Event) -> tuple[str, ...]:
    """Push the agency that gave the case away; a give-back pops it. The holder is never among them.

    Whoever gives it away once more takes back what they had given before: those after them go.
    """
    if Effect.GIVE_BACK in event.effects:
        return _up_to(senders[:-1], event.holders)
    by_officer = event.by.kind is ActorKind.OFFICER
    if Effect.ASSIGN in event.effects and by_officer and holders:
        giver = str(event.by.agency)
        kept = _up_to(senders, (giver, *event.holders))
        return kept if giver in event.holders else (*kept, giver)
    return senders


def _up_to(senders: tuple[str, ...], agencies: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(takewhile(lambda one: one not in agencies, senders))
