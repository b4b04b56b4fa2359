"""Statuses and phases: the vocabulary is open, the meaning is closed.

A city may add statuses; each lies in one of eight phases, and all code outside this room asks for
the phase, never for a status's code.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import assert_never

from attrs import field, frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Message, Wording
from sp4n.validation import choice_fault, chosen, code_fault, label_faults, refuse


class Phase(StrEnum):
    """What a status means for the citizen and for the clocks."""

    NEW = "new"
    """Received, not yet verified."""
    ASSIGNED = "assigned"
    """Given to an agency that has not acted on it yet."""
    IN_PROGRESS = "in_progress"
    """The agency has to act again, after the reporter's reply for instance."""
    ANSWERED = "answered"
    """The agency has answered; the reporter may respond."""
    WAITING_REPORTER = "waiting_reporter"
    """Nothing can be done before the reporter completes it."""
    CLOSED = "closed"
    """Done."""
    ARCHIVED = "archived"
    """Put aside without being settled; never to be counted as resolved."""
    BLOCKED = "blocked"
    """Content that must not be shown or handled."""

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still owes the citizen something."""
        return self in _OPEN


def _is_open(phase: Phase) -> bool:
    match phase:
        case (
            Phase.NEW | Phase.ASSIGNED | Phase.IN_PROGRESS | Phase.ANSWERED | Phase.WAITING_REPORTER
        ):
            return True
        case Phase.CLOSED | Phase.ARCHIVED | Phase.BLOCKED:
            return False
        case _:
            assert_never(phase)


_OPEN = frozenset(filter(_is_open, Phase))


PHASE_LABELS: Mapping[Phase, Wording] = FrozenDict(
    {phase: Message(f"phase.{phase}") for phase in Phase}
)
"""How the phases are called."""


def _phase(value: Phase | str) -> Phase:
    return chosen(Phase, value)


@frozen
class Status:
    """One status: its code, its phase, and its label exactly as LAPOR! shows it (in Indonesian).

    Raises InvalidValue if the code is no code, the phase is unknown, or the label is not one line
    of at most 200 characters (an empty one lets the code speak).
    """

    code: str
    phase: Phase = field(converter=_phase)
    label: Wording

    def __attrs_post_init__(self) -> None:
        refuse(
            code_fault(self.code, "status.code"),
            choice_fault(Phase, self.phase, "status.phase"),
            *label_faults(self.label, "status.label"),
        )
