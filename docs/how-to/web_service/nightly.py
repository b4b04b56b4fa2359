"""The nightly job: what the system has to do by itself, close after silence for instance."""

from datetime import datetime

from sp4n import Actor, Case, CommandRefused
from sp4n.sla import DueAction
from web_service.store import Cases


def run(cases: Cases, now: datetime) -> list[str]:
    """Do what is due by now and tell it, one key an action; a second run finds nothing to do.

    A case that moves on is left alone, whether somebody acts while the job looks at it or the job
    itself does: the other actions are stale then, and the next run finds what is due.
    """
    done = []
    for number in cases.due(now):
        case = cases.get(number)
        for action in cases.policy.due_actions(case, now=now):
            if _do(cases, case, action, now):
                done.append(action.key)
            if action.command is not None:
                break
        else:
            cases.look_again(case, now)
    return done


def _do(cases: Cases, case: Case, action: DueAction, now: datetime) -> bool:
    """Give the command, or write down whom to remind; False when that was not to be done."""
    if action.command is None:
        return cases.remind(case, action)
    try:
        system = Actor.system()
        cases.perform(case.number, action.command, by=system, at=now, based_on=case.version)
    except CommandRefused:
        return False
    return True
