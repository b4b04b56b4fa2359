"""The nightly job: what the system has to do by itself, close after silence for instance."""

from datetime import datetime

from sp4n import Actor, CommandRefused
from web_service.store import Cases


def run(cases: Cases, now: datetime) -> list[str]:
    """Do what is due by now and tell it, one key an action; a second run finds nothing to do.

    A case that moves on while the job looks at it is left alone: what is due then, the next run
    finds.
    """
    done = []
    for number in cases.due(now):
        case = cases.get(number)
        for action in cases.policy.due_actions(case, now=now):
            try:
                cases.perform(
                    number, action.command, by=Actor.system(), at=now, based_on=case.version
                )
            except CommandRefused:
                continue
            done.append(action.key)
    return done
