"""Runs of a clock, as they come out of a case's events."""

from datetime import datetime
from typing import NamedTuple

from attrs import frozen

from sp4n.sla.moment_table import MomentTable
from sp4n.sla.moments import (
    ANSWERS,
    ENDS,
    ENTERS,
    GIVES_BACK,
    HANDS_OVER,
    OVER,
    RESUMES,
    STANDS_STILL,
    STOPS,
)
from sp4n.workflow import Event


class Pause(NamedTuple):
    """From when to when a clock stood still.

    Attributes:
        since_at: From when.
        until_at: Until when; None while it still does.
        is_hold: Whether somebody was waited for. If not, the step was done for the time being, and
            had to be done again.
    """

    since_at: datetime
    until_at: datetime | None
    is_hold: bool = True


@frozen
class MoreTime:
    """More time that an agency took for a run.

    Attributes:
        at: When.
        by: By how many units of the limit; None for as many as the standard grants.
        event: The number of the event, under which the case keeps the reason.
    """

    at: datetime
    by: int | None
    event: int


class Run(NamedTuple):
    """One run of a clock: from its start to its stop.

    Attributes:
        started_at: When it started.
        holders: Those who held the case then.
        pauses: From when to when it stood still.
        stopped_at: When the step was done.
        ended_at: When the case went another way before that.
        last_stop_at: When the step was done for the time being, if the clock ran on after that:
            should the case end now, that is what counts.
        number: Counts the runs of one clock from 1.
        owners: Those whose turn it is or was: who held the case when it last began to run.
        is_known: Whether all its pauses are known. Not those of a case that began elsewhere, if not
            all of its steps are: it is due on the day that is found *at the earliest*.
        is_lost: Whether nobody knows what became of it: the case went on in another system.
        extended: Each time that an agency took more time for it.
    """

    started_at: datetime
    holders: tuple[str, ...]
    pauses: tuple[Pause, ...] = ()
    stopped_at: datetime | None = None
    ended_at: datetime | None = None
    last_stop_at: datetime | None = None
    number: int = 1
    owners: tuple[str, ...] = ()
    is_known: bool = True
    is_lost: bool = False
    extended: tuple[MoreTime, ...] = ()

    @property
    def is_paused(self) -> bool:
        """Tell whether it stands still now."""
        return bool(self.pauses) and self.pauses[-1].until_at is None

    @property
    def is_open(self) -> bool:
        """Tell whether it was neither stopped nor ended, nor lost sight of."""
        return self.stopped_at is None and self.ended_at is None and not self.is_lost


class Draft:
    """A run that is being read: it hears one event after the other, as long as it is open.

    While it is `away` the reporter has completed the case, but somebody else holds it: whether it
    goes on depends on whom they give it to.
    """

    is_open = is_known = True
    away = is_lost = False
    pauses: tuple[Pause, ...] = ()
    extended: tuple[MoreTime, ...] = ()
    paused_at: datetime | None = None
    stopped_at: datetime | None = None
    ended_at: datetime | None = None
    last_stop_at: datetime | None = None

    def __init__(self, event: Event, started_at: datetime, moments: MomentTable) -> None:
        self.started_at = started_at
        self.holders = self.owners = event.holders
        if event.phase in moments.pauses:
            self.paused_at = started_at

    def hear(self, event: Event, meaning: int, bits: int, moments: MomentTable) -> None:
        """Let an event that doesn't stop an open clock end it, or let it go on."""
        is_lost = meaning & ENDS and (meaning & OVER or bits & GIVES_BACK)
        if self.paused_at is not None and not is_lost:
            self._come_back(event, moments)
        elif meaning & ENDS and (
            meaning & ENTERS or (event.holders != self.owners and not bits & HANDS_OVER)
        ):
            self.end(event.at)

    def hear_undated(self, event: Event, meaning: int, moments: MomentTable) -> None:
        """Let it run on to where the case was found, or be lost if it stopped nobody knows when.

        A pause counts from the day on which the case was found in it.
        """
        if not self.is_open and (self.stopped_at is None or not meaning & RESUMES):
            return
        waits = bool(meaning & STANDS_STILL) and event.phase not in moments.stop_phases
        is_elsewhere = moments.by_holder and event.holders != self.owners and not waits
        self.is_known = False
        if (
            moments.may_have_stopped(event.phase)
            or meaning & ENDS
            or is_elsewhere
            or (self.paused_at is not None and not waits)
        ):
            self.is_lost, self.is_open, self.stopped_at = True, False, None
        elif waits:
            self.paused_at = self.paused_at or event.at

    def _come_back(self, event: Event, moments: MomentTable) -> None:
        """Go on after a hold, if whoever's turn it was holds the case."""
        self.away = moments.by_holder and event.holders != self.owners
        if not self.away:
            self._resume(event.at)

    def _resume(self, at: datetime) -> None:
        if self.paused_at is not None:
            self.pauses, self.paused_at = (*self.pauses, Pause(self.paused_at, at)), None

    def stop(self, at: datetime) -> None:
        """The step is done."""
        if self.paused_at is not None:
            self._resume(at)
        self.stopped_at, self.is_open = at, False

    def hear_when_done(self, event: Event, meaning: int, bits: int, moments: MomentTable) -> None:
        """Let a clock that may run on do so, or stop at a further answer instead.

        Between two answers it was not done after all: that time counts.
        """
        if meaning & RESUMES:
            self._run_on(event)
        elif (
            meaning & STOPS
            or bits & moments.stop_bits
            or (bits & ANSWERS and event.phase in moments.stop_phases)
        ):
            self.stopped_at = event.at

    def go_on(self, event: Event) -> None:
        """Go on after a hold, with what is left; what was done has to be done again."""
        if self.stopped_at is not None:
            self._run_on(event)
        self._resume(event.at)
        self.away = False

    def _run_on(self, event: Event) -> None:
        """Run on after the step was done: the time since then is not counted."""
        assert self.stopped_at is not None  # noqa: S101  # who calls it has looked
        self.pauses = (*self.pauses, Pause(self.stopped_at, event.at, is_hold=False))
        self.last_stop_at, self.stopped_at, self.is_open = self.stopped_at, None, True
        self.owners = event.holders

    def revive(self, at: datetime) -> None:
        """Run on after the case was archived.

        While it was archived nobody owed anything: that time is not counted.
        """
        if self.ended_at is not None:
            self.pauses = (*self.pauses, Pause(self.ended_at, at, is_hold=False))
            self.ended_at, self.is_open = None, True

    def end(self, at: datetime) -> None:
        """The case goes another way; what was done before the clock ran on stays done."""
        self._resume(at)
        self.is_open = False
        done_at = self.last_stop_at
        if done_at is None:
            self.ended_at = at
        else:
            self.pauses = tuple(pause for pause in self.pauses if pause.since_at < done_at)
            self.stopped_at = done_at

    def run(self, number: int) -> Run:
        """Give the run as it stands after the last event."""
        pauses = self.pauses
        if self.paused_at is not None:
            pauses = (*pauses, Pause(self.paused_at, None))
        return Run(
            self.started_at,
            self.holders,
            pauses,
            self.stopped_at,
            self.ended_at,
            self.last_stop_at,
            number,
            self.owners,
            self.is_known,
            self.is_lost,
            self.extended,
        )
