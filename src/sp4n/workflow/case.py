"""Cases (*kasus*, *laporan*): a complaint and everything that happened to it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import takewhile

from attrs import field, frozen

from sp4n.additions import Additions, additions_faults
from sp4n.errors import Fault, fault, shown_key
from sp4n.model.complaint import Classification, Complaint
from sp4n.model.officer import ActorKind
from sp4n.model.texts import Text, Texts
from sp4n.quiet import shown_short
from sp4n.validation import instant_fault, items_or_as_given, list_faults, refuse, type_fault
from sp4n.workflow.command_kinds import Effect
from sp4n.workflow.events import (
    HAND_OVER,
    SET_RIGHT,
    TAKEN_OVER,
    Event,
    event_faults,
)
from sp4n.workflow.histories import gap_faults, history_faults, order_faults, set_right
from sp4n.workflow.on_record import CLASSIFICATIONS, OnRecord
from sp4n.workflow.protection import (
    PROTECTING,
    Protection,
    protection_after,
    protection_at_first,
)
from sp4n.workflow.status import Phase
from sp4n.workflow.words import without_words

CASE_KEYS = ("schema", "workflow", "complaint", "events", "texts")
"""What a document calls the parts of a case."""


def _tuple(events: Iterable[Event]) -> tuple[Event, ...]:
    return items_or_as_given(events)


@shown_short
@frozen(repr=False)
class Case(OnRecord):
    """The fold of a complaint's events. There is no setter: only an event changes a case.

    All fields but the first four follow from the events and can't be given. Whether the rules would
    have allowed the history is another question, which `replay` asks.

    Attributes:
        complaint: What the citizen submitted: for what offices are shown, ask `title` and `body`.
        events: The history, numbered 1, 2, 3, …; times that were set right are the right ones.
        texts: The words, beside the history. They take no part in equality, since any may be erased
            or stored elsewhere.
        additions: What a later version of the documents says of the case; no part in equality.
        status: The code of the status that it is in.
        phase: The phase of that status.
        since_at: When it came into its status or to its holder (a hand-over does not count, nor
            that it was taken over), or since then something let timers and windows begin anew
            (``restart``).
        holders: The agencies that hold it (one, in plain LAPOR!).
        senders: The agencies that gave it to them, the last one last.
        tried: The agencies that sent it back, each once.
        accused: The agencies that it is about, by the complaint or as recorded since: they are
            barred from it, with all below them.
        accused_officers: The ids of the officers whom it is about, likewise.
        recused: The ids of the officers who stepped aside, each once.
        classification: The class, as last corrected.
        category: The category, as last corrected.
        workflow: The version of the workflow that it is pinned to.
        is_confidential: Whether the reporter asked for secrecy or the route on record proposed it;
            afterwards, as was decided last.
        is_coordinated: Whether any office was ever asked for a part (*terkoordinasi*).

    Raises:
        InvalidValue: With all faults: there is no event (``missing``); the numbers have a gap, so
            that part of the history would be lost (``out_of_order``); the history begins otherwise
            than with ``submit`` or ``adopt``, or does so twice; an event is earlier than the one
            before it or than the complaint (``time_reversed``); an event or a text belongs to
            another case (``other_case``, ``text_of_no_event``); an instant has no offset; a part
            is of a wrong type.
    """

    complaint: Complaint
    events: tuple[Event, ...] = field(converter=_tuple)
    texts: Texts = field(factory=Texts, eq=False)
    additions: Additions | None = field(default=None, kw_only=True, eq=False)
    status: str = field(init=False, eq=False)
    phase: Phase = field(init=False, eq=False)
    since_at: datetime = field(init=False, eq=False)
    holders: tuple[str, ...] = field(init=False, eq=False)
    senders: tuple[str, ...] = field(init=False, eq=False)
    tried: tuple[str, ...] = field(init=False, eq=False)
    accused: frozenset[str] = field(init=False, eq=False)
    accused_officers: frozenset[str] = field(init=False, eq=False)
    recused: tuple[str, ...] = field(init=False, eq=False)
    classification: Classification | None = field(init=False, eq=False)
    category: str | None = field(init=False, eq=False)
    workflow: str = field(init=False, eq=False)
    is_confidential: bool = field(init=False, eq=False)
    is_coordinated: bool = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        refuse(
            type_fault(Complaint, self.complaint, "complaint", "complaint"),
            type_fault(Texts, self.texts, "texts", "texts"),
            *history_faults(self.complaint, self.events),
            *additions_faults(self.additions, CASE_KEYS, "additions"),
        )
        _set_events(self, set_right(self.events))
        if any(event.case is None for event in self.events):
            _set_events(self, tuple(event.of_case(self.number) for event in self.events))
        refuse(*_text_faults(self))
        _begin(self, self.events[0])
        for event in self.events:
            _fold(self, self, event)

    @classmethod
    def from_events(
        cls, complaint: Complaint, events: Iterable[Event], texts: Iterable[Text] = ()
    ) -> "Case":
        """Fold a history, without asking any rule whether it would be allowed today.

        Raises InvalidValue as the constructor does, and if two texts have the same key.
        """
        return cls(complaint, events, Texts(texts))

    def apply(self, event: Event, texts: Iterable[Text] = ()) -> "Case":
        """Give the case after its next event and the texts that were written with it.

        No rule is asked whether it would be allowed. Raises InvalidValue if *event* is no event or
        *texts* no texts; if the event can't come next, since its number is not the next one, it
        belongs to another case, lies before the last event or is a second beginning; and if the
        event did not write one of the texts, or the text is there already.
        """
        written = items_or_as_given(texts)
        refuse(
            *event_faults(event, "event", self.number),
            *list_faults(Text, written, "texts", "text"),
        )
        last = self.events[-1]
        if event.kind == SET_RIGHT:  # the times of earlier events change: all is folded anew
            refuse(*self._written_faults(event, written))
            events, texts = (*self.events, event), self.texts.add(written)
            return Case(self.complaint, events, texts, additions=self.additions)
        order = (*gap_faults((event,), last.number + 1), *order_faults((event,), last.at))
        refuse(
            *(
                Fault(wrong.code, wrong.where.replace("[0]", "event"), wrong.facts)
                for wrong in order
            ),
            *self._written_faults(event, written),
        )
        return case_after(self, event.of_case(self.number), written)

    def _written_faults(self, event: Event, texts: tuple[Text, ...]) -> Iterator[Fault]:
        kinds = dict(zip(event.text_keys(self.number), event.texts, strict=True))
        for place, text in enumerate(texts):
            if kinds.pop(text.key, None) != text.kind:  # each key once
                yield fault("text_of_no_event", f"texts[{place}].key")

    def as_of(self, now: datetime) -> "Case | None":
        """Give the case as it was at an instant, itself if nothing happened since; None before it.

        What happened at that instant itself counts. Raises InvalidValue if *now* is not a datetime
        with an offset.
        """
        refuse(instant_fault(now, "now"))
        version = len(self.events)
        while version and self.events[version - 1].at > now:
            version -= 1
        if version == len(self.events):
            return self
        kept = self.events[:version]
        later = {key for event in self.events[version:] for key in event.text_keys(self.number)}
        texts = Texts(text for text in self.texts if text.key not in later)
        return Case(self.complaint, kept, texts, additions=self.additions) if kept else None

    @property
    def number(self) -> str:
        """The complaint's public number."""
        return self.complaint.number

    def erase(self, *names: str) -> "Case":
        """Give the case without the words of some texts; the history stays whole.

        Args:
            names: The keys of texts; ``title`` and ``body`` erase these as they were submitted, and
                every correction of them.

        Raises:
            KeyError: There is no such text.
            InvalidValue: A key is no text.

        >>> from sp4n.sample import sample_cases
        >>> erased = (case := sample_cases()[0]).erase("title", "body")
        >>> erased.title, erased.body, erased.events == case.events
        (None, None, True)
        """
        refuse(*list_faults(str, names, "names", "text"))
        complaint, texts = without_words(self.complaint, self.events, self.texts, names)
        return Case(complaint, self.events, texts, additions=self.additions)

    @property
    def version(self) -> int:
        """The number of events: what `based_on` compares, and what a store locks on."""
        return len(self.events)

    @property
    def barred_officers(self) -> frozenset[str]:
        """The ids of the officers who are accused themselves, and of those who stepped aside."""
        return self.accused_officers.union(self.recused)

    @property
    def is_guarded(self) -> bool:
        """Tell whether there is anybody who may not know of it."""
        return self.is_confidential or self.is_about_somebody

    @property
    def is_about_somebody(self) -> bool:
        """Tell whether anybody is barred from it, being accused or having stepped aside."""
        return bool(self.accused or self.accused_officers or self.recused)

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still owes the citizen something."""
        return self.phase.is_open

    @property
    def holder(self) -> str | None:
        """The agency that holds it; None when nobody does, the first when several do."""
        return self.holders[0] if self.holders else None

    def __repr__(self) -> str:
        status, holders = shown_key(self.status), ", ".join(map(shown_key, self.holders))
        by = holders or "nobody"
        return f"<Case {self.number}: {status}, held by {by}, {self.version} events>"

    def since(self, version: int) -> tuple[Event, ...]:
        """Give the events after a version: what a store has not got yet."""
        refuse(type_fault(int, version, "version", "number"))
        return self.events[max(version, 0) :]


_MOVING = frozenset({Effect.ASSIGN, Effect.GIVE_BACK, Effect.ACCUSE, Effect.RECUSE, Effect.REVIVE})
_GOING_ON = frozenset({HAND_OVER, TAKEN_OVER})


def case_after(case: Case, event: Event, texts: tuple[Text, ...] = ()) -> Case:
    """Do what `Case.apply` does with what a decision has made: nothing is left to check."""
    after = object.__new__(Case)
    _set_complaint(after, case.complaint)
    _set_events(after, (*case.events, event))
    _set_texts(after, case.texts.add(texts) if texts else case.texts)
    _set_additions(after, case.additions)
    _set_workflow(after, case.workflow)
    _fold(after, case, event)
    return after


def _setter(name: str) -> Callable[[Case, object], None]:
    """Give what fills one field of a case that is being made; there is no other way to do so."""
    setter: Callable[[Case, object], None] = getattr(Case, name).__set__
    return setter


_set_complaint, _set_events, _set_texts = map(_setter, ("complaint", "events", "texts"))
_set_status, _set_phase, _set_since_at = map(_setter, ("status", "phase", "since_at"))
_set_holders, _set_senders, _set_tried = map(_setter, ("holders", "senders", "tried"))
_set_accused, _set_accused_officers = map(_setter, ("accused", "accused_officers"))
_set_recused = _setter("recused")
_set_classification, _set_category = map(_setter, ("classification", "category"))
_set_workflow, _set_confidential = map(_setter, ("workflow", "is_confidential"))
_set_additions, _set_coordinated = map(_setter, ("additions", "is_coordinated"))


def _text_faults(case: Case) -> Iterator[Fault]:
    """Each text was written by an event of the case, and is what that event says it is."""
    if not case.texts:
        return
    written = {
        key: kind
        for event in case.events
        for key, kind in zip(event.text_keys(case.number), event.texts, strict=True)
    }
    for place, text in enumerate(case.texts):
        if written.get(text.key) != text.kind:
            yield fault("text_of_no_event", f"texts[{place}].key")


def _begin(case: Case, first: Event) -> None:
    """Set what holds before the first event, when nobody holds the case, and what never changes."""
    complaint = case.complaint
    _set_status(case, "")
    _set_since_at(case, first.at)
    _set_holders(case, ())
    _set_senders(case, ())
    _set_tried(case, ())
    _set_protection(case, protection_at_first(complaint, first))
    _set_classification(case, complaint.classification)
    _set_category(case, complaint.category)
    _set_workflow(case, str(first.fact("workflow") or ""))
    _set_coordinated(case, False)  # noqa: FBT003 - a setter takes nothing else


def _set_protection(case: Case, protection: Protection) -> None:
    _set_confidential(case, protection.is_confidential)
    _set_accused(case, protection.accused)
    _set_accused_officers(case, protection.accused_officers)
    _set_recused(case, protection.recused)


def _fold(after: Case, before: Case, event: Event) -> None:
    """Make one step of the fold; most events move nothing but the status."""
    senders, tried = before.senders, before.tried
    classification, category = before.classification, before.category
    if event.effects and not _MOVING.isdisjoint(event.effects):
        senders = _senders(senders, before.holders, event)
        if Effect.GIVE_BACK in event.effects:
            tried = (*tried, *(agency for agency in before.holders if agency not in tried))
    if event.facts and Effect.CORRECT in event.effects:
        classification = CLASSIFICATIONS.get(event.fact("classification"), classification)
        corrected = event.fact("category")
        category = category if corrected is None else str(corrected)
    goes_on = (
        event.status == before.status
        and Effect.RESTART not in event.effects
        and (event.holders == before.holders or (event.kind in _GOING_ON and not event.effects))
    )
    _set_since_at(after, before.since_at if goes_on else event.at)
    _set_status(after, event.status)
    _set_phase(after, event.phase)
    _set_holders(after, event.holders)
    _set_senders(after, senders)
    _set_tried(after, tried)
    if event.effects and not PROTECTING.isdisjoint(event.effects):
        kept_from = Protection(
            before.is_confidential, before.accused, before.accused_officers, before.recused
        )
        _set_protection(after, protection_after(kept_from, before.complaint, event))
    elif after is not before:
        _set_confidential(after, before.is_confidential)
        _set_accused(after, before.accused)
        _set_accused_officers(after, before.accused_officers)
        _set_recused(after, before.recused)
    _set_classification(after, classification)
    _set_category(after, category)
    _set_coordinated(after, before.is_coordinated or Effect.INVOLVE in event.effects)


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
    return senders if Effect.ASSIGN in event.effects else _up_to(senders, event.holders)


def _up_to(senders: tuple[str, ...], agencies: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(takewhile(lambda sender: sender not in agencies, senders))
