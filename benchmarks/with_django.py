"""The same workflow with `django-fsm-2`: a model that is never saved, permissions and a signal.

A permission is asked for by its user before the command is given, as the library means it to be.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from django import setup
from django.conf import settings
from django.db.models import CharField, Model
from django.dispatch import receiver
from django_fsm import FSMField, has_transition_perm, transition
from django_fsm.signals import post_transition

from benchmarks.same_workflow import STATUSES, Answer, Ask, Entry, Peer, is_appointed
from sp4n.model import Actor

__all__ = ["DJANGO"]

settings.configure()
setup()


@frozen
class _User:
    """The officer who asks, and when: all that a permission is told."""

    by: Actor
    at: datetime


def _may(case: "DjangoCase", user: _User) -> bool:
    return is_appointed(user.by, user.at, case.holder)


class DjangoCase(Model):
    """A case."""

    status = FSMField(default=STATUSES[0], protected=True)
    holder = CharField(max_length=20)
    history: list[Entry]

    class Meta:
        """No table."""

        app_label = "benchmarks"
        managed = False

    def __str__(self) -> str:
        return f"{self.status}, held by {self.holder}"

    @transition(status, "unverified", "verified", permission=_may)
    def verify(self, to: str, **_: object) -> None:
        """Give the case to the agency that is to answer."""
        self.holder = to

    @transition(status, ["unverified", "verified"], "awaiting_completion", permission=_may)
    def hold(self, **_: object) -> None:
        """Ask for what is missing."""

    @transition(
        status,
        ["unverified", "awaiting_completion", "verified"],
        "archived_by_admin",
        permission=_may,
    )
    def archive(self, **_: object) -> None:
        """Put it aside."""

    @transition(status, "awaiting_completion", "unverified", permission=_may)
    def complete(self, **_: object) -> None:
        """Write what was missing."""

    @transition(status, ["verified", "replied"], "followed_up", permission=_may)
    def follow_up(self, **_: object) -> None:
        """Answer."""

    @transition(status, "verified", "verified", permission=_may)
    def dispose(self, to: str, **_: object) -> None:
        """Hand it on."""
        self.holder = to

    @transition(status, "followed_up", "replied", permission=_may)
    def reply(self, **_: object) -> None:
        """Respond to the answer."""

    @transition(status, ["followed_up", "replied"], "closed_by_admin", permission=_may)
    def close(self, **_: object) -> None:
        """Close it."""

    @transition(status, "followed_up", "closed_by_system", permission=_may)
    def close_by_system(self, **_: object) -> None:
        """Close it after a silence."""


@receiver(post_transition, sender=DjangoCase)
def _record(
    instance: DjangoCase, source: str, target: str, method_kwargs: Mapping[str, Any], **_: object
) -> None:
    instance.history.append((source, target, method_kwargs["by"], method_kwargs["at"]))


def _begin(status: str, holder: str) -> DjangoCase:
    case = DjangoCase(status=status, holder=holder)
    case.history = []
    return case


def _attempt(case: DjangoCase, asked: Ask) -> DjangoCase:
    command, to, by, at = asked
    method = getattr(case, command)
    if has_transition_perm(method, _User(by, at)):
        method(by=by, at=at, to=to)
    return case


def _options(case: DjangoCase, asked: Ask) -> list[str]:
    _, _, by, at = asked
    return [row.name for row in case.get_available_user_status_transitions(_User(by, at))]


def _tell(case: DjangoCase) -> Answer:
    return str(case.status), case.holder, case.history


DJANGO = Peer(
    "django-fsm-2",
    _begin,
    _attempt,
    _options,
    _tell,
    "django-fsm-2 `get_available_user_…_transitions`",
)
