"""The same workflow with `python-statemachine`: a class of states and events."""

from datetime import datetime

from statemachine import State, StateMachine
from statemachine.exceptions import TransitionNotAllowed

from benchmarks.same_workflow import Answer, Ask, Entry, Peer, is_appointed
from sp4n.model import Actor

__all__ = ["STATEMACHINE"]

_GUARD = "is_appointed"


class _Case(StateMachine):
    """A case."""

    unverified = State(initial=True)
    awaiting_completion = State()
    verified = State()
    followed_up = State()
    replied = State()
    closed_by_system = State(final=True)
    closed_by_admin = State(final=True)
    archived_by_admin = State(final=True)

    verify = unverified.to(verified, cond=_GUARD)
    hold = awaiting_completion.from_(unverified, verified, cond=_GUARD)
    archive = archived_by_admin.from_(unverified, awaiting_completion, verified, cond=_GUARD)
    complete = awaiting_completion.to(unverified, cond=_GUARD)
    follow_up = followed_up.from_(verified, replied, cond=_GUARD)
    dispose = verified.to.itself(cond=_GUARD)
    reply = followed_up.to(replied, cond=_GUARD)
    close = closed_by_admin.from_(followed_up, replied, cond=_GUARD)
    close_by_system = followed_up.to(closed_by_system, cond=_GUARD)

    def __init__(self, status: str, holder: str) -> None:
        self.holder = holder
        self.history: list[Entry] = []
        super().__init__(start_value=status)

    def is_appointed(self, by: Actor, at: datetime) -> bool:
        """Answer the guard."""
        return is_appointed(by, at, self.holder)

    def after_verify(self, to: str) -> None:
        """Give the case to another agency."""
        self.holder = to

    def after_dispose(self, to: str) -> None:
        """Give the case to another agency."""
        self.holder = to

    def after_transition(self, source: State, target: State, by: Actor, at: datetime) -> None:
        """Write the history."""
        self.history.append((source.id, target.id, by, at))


def _attempt(case: _Case, asked: Ask) -> _Case:
    command, to, by, at = asked
    try:
        case.send(command, by=by, at=at, to=to)
    except TransitionNotAllowed:
        return case
    return case


def _may(case: _Case, asked: Ask) -> list[str]:
    _, _, by, at = asked
    return [event.id for event in case.enabled_events(by=by, at=at)]


def _tell(case: _Case) -> Answer:
    return str(case.current_state_value), case.holder, case.history


STATEMACHINE = Peer(
    "python-statemachine", _Case, _attempt, _may, _tell, "python-statemachine `enabled_events`"
)
