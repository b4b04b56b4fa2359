"""Adoption (*pengambilalihan*): what is known of a case that began in another system.

What happened there becomes the first events of the case, at the times at which it happened, so that
clocks and timers read it like everything else. What nobody knows is not invented.
"""

from collections.abc import Iterator
from datetime import date, datetime

from attrs import evolve, frozen

from sp4n.errors import Fault, closest, fault, shown_key
from sp4n.model.complaint import Complaint
from sp4n.model.directory import Directory
from sp4n.model.officer import Actor
from sp4n.quiet import shown_short
from sp4n.validation import instant_fault, line_fault, list_faults, refuse, type_fault
from sp4n.workflow.command_kinds import Effect
from sp4n.workflow.events import (
    ADOPT,
    FACT_LIMIT_CHARACTERS,
    PAST_STEP,
    PAST_STEPS,
    TAKEN_OVER,
    Event,
    EventFact,
)
from sp4n.workflow.reception import fit_holders
from sp4n.workflow.status import Phase
from sp4n.workflow.workflow import Workflow


@shown_short
@frozen
class PastStep:
    """One step that a case took in another system.

    Attributes:
        at: When: an instant with an offset.
        status: In which of our statuses it was from then on. The same one again means that
            something happened anew: a second answer begins the ten days of silence anew.
        holder: The code of the agency that held it from then on; None if that did not change, or
            nobody knows.
        source_status: What the other system calls the status, if that is worth keeping: the event
            remembers it under this name.

    Raises:
        InvalidValue: With all faults: *at* has no offset, or a part is of a wrong type or no line.

    >>> from datetime import UTC
    >>> PastStep(datetime(2026, 1, 5, 2, tzinfo=UTC), "verified", "DPU").status
    'verified'
    """

    at: datetime
    status: str
    holder: str | None = None
    source_status: str | None = None

    def __attrs_post_init__(self) -> None:
        said = self.source_status
        refuse(
            instant_fault(self.at, "step.at"),
            type_fault(str, self.status, "step.status", "code"),
            None if self.holder is None else type_fault(str, self.holder, "step.holder", "code"),
            None if said is None else line_fault(said, "step.source_status", FACT_LIMIT_CHARACTERS),
        )


@frozen
class Adoption:
    """A case that is about to be taken over: how it stands, and what is known of its past."""

    complaint: Complaint
    status: str
    holder: str
    source: str
    at: datetime
    since_at: datetime | None
    first_disposed_at: datetime | None
    steps: tuple[PastStep, ...]
    workflow: Workflow
    directory: Directory

    def faults(self) -> Iterator[Fault | None]:
        """Say what is wrong with the past; if everything is of the right type, all the rest."""
        instants = {"since_at": self.since_at, "first_disposed_at": self.first_disposed_at}
        wrong = [instant_fault(at, name) for name, at in instants.items() if at is not None]
        wrong += list_faults(PastStep, self.steps, "steps", "past_step")
        yield from wrong
        if any(wrong):
            return
        past = (*self._code_faults(), *self._time_faults(), *self._contradictions())
        if past:  # what is asked for besides is told with it, else by itself
            yield from self._unknown(self.status, self.holder)
        yield from past

    def _code_faults(self) -> Iterator[Fault]:
        for place, step in enumerate(self.steps):
            yield from self._unknown(step.status, step.holder, f"steps[{place}].")
        if self.first_disposed_at is not None and self._assigned is None:
            yield fault("no_assigned_status", "first_disposed_at", workflow=self.workflow.version)

    def _unknown(self, status: str, holder: str | None, where: str = "") -> Iterator[Fault]:
        statuses = self.workflow.phases
        if status not in statuses:
            found, guess = shown_key(status), closest(status, statuses)
            yield fault("unknown_status", f"{where}status", found=found, suggestion=guess)
        if holder is not None and holder not in self.directory:
            found = shown_key(holder)
            guess = closest(holder, (agency.code for agency in self.directory))
            yield fault("unknown_agency", f"{where}holder", found=found, suggestion=guess)

    def _time_faults(self) -> Iterator[Fault]:
        """What happened lies between submission and adoption, one step after the other."""
        earliest, latest = self.complaint.submitted_at, self.at
        alone = (("since_at", self.since_at), ("first_disposed_at", self.first_disposed_at))
        single = [(name, at) for name, at in alone if at is not None]
        for where, at in single:
            if at < earliest:
                yield fault("time_reversed", where, earlier=earliest.isoformat())
        times = [(f"steps[{place}].at", step.at) for place, step in enumerate(self.steps)]
        for where, at in times:
            if at < earliest:
                yield fault("time_reversed", where, earlier=earliest.isoformat())
            earliest = max(earliest, at)
        yield from (
            fault("time_after", where, later=latest.isoformat())
            for where, at in (*single, *times)
            if at > latest
        )

    def _contradictions(self) -> Iterator[Fault]:
        """Say where the arguments tell one thing in two ways."""
        since_at, disposed_at, last = self.since_at, self.first_disposed_at, self.steps[-1:]
        assigned = self._assigned_at[:1]
        if disposed_at is not None and assigned not in ([], [disposed_at]):
            yield fault(
                "contradiction", "first_disposed_at", found="first_disposed_at", other="steps"
            )
        if since_at is not None and disposed_at is not None and since_at < disposed_at:
            yield fault("contradiction", "since_at", found="since_at", other="first_disposed_at")
        for step in last:
            arrived = step.status == self.status
            if since_at is not None and (since_at != step.at if arrived else since_at < step.at):
                yield fault("contradiction", "since_at", found="since_at", other="steps")
            if arrived and step.holder not in (None, self.holder):
                yield fault("contradiction", "holder", found="holder", other="steps")

    def events(self, on: date) -> tuple[Event, ...]:
        """Give the history with which the case begins; nothing is asked any more."""
        known = self._known()
        now = PastStep(self.at, self.status, self.holder)
        if not known:
            return (self._event(1, ADOPT, now, (self.holder,), on, (Effect.ASSIGN,)),)
        events: list[Event] = []
        held: tuple[str, ...] = ()
        for place, step in enumerate(known, start=1):
            held = held if step.holder is None else (step.holder,)
            kind = PAST_STEP if events else ADOPT
            event = self._event(place, kind, step, held, on, (Effect.ASSIGN,))
            events.append(
                evolve(event, effects=self._effects(events[-1], event)) if events else event
            )
        taken = self._event(len(known) + 1, TAKEN_OVER, now, (self.holder,), on)
        first = evolve(events[0], facts=(*events[0].facts, (PAST_STEPS, len(known))))
        return (first, *events[1:], taken)

    def _known(self) -> list[PastStep]:
        """Put all that is known into one list of steps."""
        known, since_at, disposed_at = [*self.steps], self.since_at, self.first_disposed_at
        if disposed_at is not None and not self._assigned_at and self._assigned is not None:
            place = sum(step.at <= disposed_at for step in known)
            known.insert(place, PastStep(disposed_at, self._assigned))
        if since_at is not None and (self.status, since_at) not in [
            (step.status, step.at) for step in known[-1:]
        ]:
            known.append(PastStep(since_at, self.status, self.holder))
        if known and known[-1].status == self.status and known[-1].holder is None:
            known[-1] = evolve(known[-1], holder=self.holder)
        return known

    @property
    def _assigned(self) -> str | None:
        """The status in which a case is that was disposed."""
        phases = self.workflow.phases.items()
        return next((code for code, phase in phases if phase is Phase.ASSIGNED), None)

    @property
    def _assigned_at(self) -> list[datetime]:
        phases = self.workflow.phases
        return [step.at for step in self.steps if phases.get(step.status) is Phase.ASSIGNED]

    def _event(
        self,
        number: int,
        kind: str,
        step: PastStep,
        holders: tuple[str, ...],
        on: date,
        effects: tuple[Effect, ...] = (),
    ) -> Event:
        fit = fit_holders(self.directory, holders, self.complaint, on)
        facts: tuple[tuple[str, EventFact], ...] = ()
        if kind == ADOPT:
            facts = (("workflow", self.workflow.version), ("source", self.source))
        if fit != holders:
            facts += (("held_by", holders[0]),)
        if step.source_status is not None:
            facts += (("source_status", step.source_status),)
        return Event(
            number, kind, step.at, Actor.system(), step.status, self.workflow.phases[step.status],
            effects, fit, facts=facts, case=self.complaint.number,
        )  # fmt: skip

    def _effects(self, before: Event, event: Event) -> tuple[Effect, ...]:
        """What a step did, as far as two statuses and two holders tell it.

        The same again begins the reporter's time anew, never that of the office.
        """
        if event.phase is Phase.ASSIGNED and event.holders != before.holders:
            return (Effect.ASSIGN,) if self._assigns(before.status, event.status) else ()
        did = {Phase.ANSWERED: (Effect.ANSWER,), Phase.WAITING_REPORTER: (Effect.ASK,)}
        effects = did.get(event.phase, ())
        again = (event.status, event.holders) == (before.status, before.holders)
        return (*effects, Effect.RESTART) if effects and again else effects

    def _assigns(self, source: str, target: str) -> bool:
        """Tell whether a new holder came by a disposition, as far as the rows know."""
        rows = self.workflow.transitions
        kinds = [
            self.workflow.kind_of(row)
            for row in rows
            if (row.source, row.target) == (source, target)
        ]
        return not kinds or any(Effect.ASSIGN in kind.effects for kind in kinds)
