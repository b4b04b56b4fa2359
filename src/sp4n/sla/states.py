"""The states of a clock, and what they are called."""

from enum import StrEnum

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Label


class ClockState(StrEnum):
    """How a clock stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    DUE_SOON = "due_soon"
    """Open, and no more left than `DUE_SOON_DAYS` or `DUE_SOON_HOURS`."""
    OVERDUE = "overdue"
    """Open and past its due date: a breach already."""
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"
    ENDED = "ended"
    """The case went another way in time (sent back, archived): neither met nor breached."""
    UNKNOWN = "unknown"
    """It can't be told: the case began elsewhere, or the calendar does not reach that far."""


STATE_LABELS: FrozenDict[ClockState, Label] = FrozenDict(
    {
        ClockState.NOT_STARTED: Label(id="belum mulai", en="not started"),
        ClockState.RUNNING: Label(id="berjalan", en="running"),
        ClockState.DUE_SOON: Label(id="segera jatuh tempo", en="due soon"),
        ClockState.OVERDUE: Label(id="terlambat", en="overdue"),
        ClockState.PAUSED: Label(id="ditunda", en="paused"),
        ClockState.MET: Label(id="terpenuhi", en="met"),
        ClockState.BREACHED: Label(id="terlampaui", en="breached"),
        ClockState.ENDED: Label(id="berakhir", en="ended"),
        ClockState.UNKNOWN: Label(id="tidak diketahui", en="unknown"),
    }
)
