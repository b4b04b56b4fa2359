"""The same workflow with `transitions`: one machine for all cases, conditions and a hook."""

from functools import cache

from attrs import evolve
from transitions import EventData, Machine, MachineError

from benchmarks.same_workflow import (
    ASSIGNING,
    ROWS,
    STATUSES,
    Answer,
    Ask,
    Entry,
    Peer,
    is_appointed,
)

__all__ = ["TRANSITIONS", "TRANSITIONS_ALONE"]


class _Case:
    """A case; `transitions` adds its status and a method for every command."""

    state: str

    def __init__(self, holder: str) -> None:
        self.holder = holder
        self.history: list[Entry] = []

    def is_appointed(self, event: EventData) -> bool:
        """Answer the machine's condition."""
        return is_appointed(event.kwargs["by"], event.kwargs["at"], self.holder)

    def assign(self, event: EventData) -> None:
        """Give the case to another agency."""
        self.holder = event.kwargs["to"]

    def record(self, event: EventData) -> None:
        """Write the history."""
        row, asked = event.transition, event.kwargs
        self.history.append((row.source, row.dest, asked["by"], asked["at"]))


def _begin(status: str, holder: str) -> _Case:
    """Begin a case in a status, as one of the many of a machine."""
    case = _Case(holder)
    _shared_machine().add_model(case, initial=status)
    return case


def _with_own_machine(status: str, holder: str) -> _Case:
    """Begin a case with a machine of its own, as the library's first examples do."""
    case = _Case(holder)
    _machine(case, status)
    return case


def _attempt(case: _Case, asked: Ask) -> _Case:
    command, to, by, at = asked
    try:
        getattr(case, command)(by=by, at=at, to=to)
    except MachineError:  # not from this status; what the condition refuses gives False
        return case
    return case


def _may(case: _Case, asked: Ask) -> list[str]:
    _, _, by, at = asked
    triggers = _shared_machine().get_triggers(case.state)
    return [name for name in triggers if getattr(case, f"may_{name}")(by=by, at=at)]


def _tell(case: _Case) -> Answer:
    return case.state, case.holder, case.history


@cache
def _shared_machine() -> Machine:
    return _machine(None, STATUSES[0])


def _machine(model: _Case | None, initial: str) -> Machine:
    return Machine(
        model,
        states=list(STATUSES),
        initial=initial,
        transitions=[_row(*row) for row in ROWS],
        auto_transitions=False,
        send_event=True,
        after_state_change="record",
    )


def _row(source: str, command: str, target: str) -> dict[str, str]:
    row = {"trigger": command, "source": source, "dest": target, "conditions": "is_appointed"}
    return row | {"after": "assign"} if command in ASSIGNING else row


TRANSITIONS = Peer(
    "transitions", _begin, _attempt, _may, _tell, "transitions `may_…` of each trigger"
)
"""One machine for all cases."""

TRANSITIONS_ALONE = evolve(
    TRANSITIONS, name="transitions, a machine for each case", begin=_with_own_machine
)
"""A machine for each, as the library's first examples have it."""
