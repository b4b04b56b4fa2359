"""People and the system: who may act on a complaint, and in which role."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from sp4n.additions import Additions, additions_faults
from sp4n.errors import Fault, fault
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Message, Wording
from sp4n.quiet import MASK, shown_short
from sp4n.validation import (
    choice_fault,
    chosen,
    code_fault,
    date_fault,
    key_fault,
    line_fault,
    order_fault,
    refuse,
)

_NAME_LIMIT = 200  # own choice, for letters too
_LETTER = "appointment.letter"
_ACTING_FOR = "appointment.acting_for"

ACTOR_KEYS = ("kind", "id", "agency")
"""What a document calls the parts of an actor."""


class Role(StrEnum):
    """What an appointment entitles an officer to; see the workflow's rows for who may do what."""

    NATIONAL_ADMIN = "national_admin"
    """KemenPANRB's administrator: verifies, hands to any agency, receives the misdirected."""
    AGENCY_ADMIN = "agency_admin"
    """Admin instansi, the coordinator; in a city usually at Diskominfo."""
    LIAISON_OFFICER = "liaison_officer"
    """Pejabat penghubung: receives and follows up for one office."""
    OPERATOR = "operator"
    """Works an office's account day by day."""


ADMIN_ROLES = (Role.NATIONAL_ADMIN, Role.AGENCY_ADMIN)
"""The roles whose reach is everything below their agency."""

ROLE_LABELS: FrozenDict[Role, Wording] = FrozenDict(
    {role: Message(f"role.{role}") for role in Role}
)
"""How the roles are called."""


@shown_short
@frozen
class Officer:
    """A person in public service. The name stays in the directory; events hold the id only."""

    id: str
    name: str = field(repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(key_fault(self.id, "officer.id"), line_fault(self.name, "officer.name", _NAME_LIMIT))


class Acting(StrEnum):
    """Why somebody acts in a post that is not theirs."""

    PLT = "plt"
    """Pelaksana tugas: nobody has the post for good."""
    PLH = "plh"
    """Pelaksana harian: whoever has the post is away."""


def _role(value: Role | str) -> Role:
    return chosen(Role, value)


def _acting(value: Acting | str | None) -> Acting | None:
    return None if value is None else chosen(Acting, value)


@frozen
class Appointment:
    """An officer's role at one agency for a time, by a letter (*SK*).

    An agency counts as connected to SP4N-LAPOR! once it has a letter that appoints its team.

    Attributes:
        officer: The officer's id.
        agency: The agency's code.
        role: What it entitles the officer to.
        since: Its first day; None if it has always held.
        until: The first day on which it holds no longer; None if it has no end.
        letter: What the letter is called; one line of at most 200 characters.
        acting: Whether, and why, the officer only acts in the post (*Plt.*, *Plh.*).
        acting_for: For whom they act: the id of the officer who has the post, or had it.

    Raises:
        InvalidValue: With all faults: a code, the role, a date or the letter is not valid, the
            period has no day, or it isn't said for whom a *Plh.* acts, or that `acting_for` means
            one of both (``missing``).

    >>> deputy = Appointment("dua", "DPU", "liaison_officer", acting="plh", acting_for="satu")
    >>> deputy.acting, deputy.acting_for
    (<Acting.PLH: 'plh'>, 'satu')
    """

    officer: str
    agency: str
    role: Role = field(converter=_role)
    since: date | None = field(default=None, kw_only=True)
    until: date | None = field(default=None, kw_only=True)
    letter: str | None = field(default=None, kw_only=True)
    acting: Acting | None = field(default=None, converter=_acting, kw_only=True)
    acting_for: str | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            key_fault(self.officer, "appointment.officer"),
            code_fault(self.agency, "appointment.agency"),
            choice_fault(Role, self.role, "appointment.role"),
            None if self.since is None else date_fault(self.since, "appointment.since"),
            None if self.until is None else date_fault(self.until, "appointment.until"),
            order_fault(self.since, self.until, "appointment.until"),
            None if self.letter is None else line_fault(self.letter, _LETTER, _NAME_LIMIT),
            *self._acting_faults(),
        )

    def _acting_faults(self) -> Iterator[Fault | None]:
        if self.acting is not None:
            yield choice_fault(Acting, self.acting, "appointment.acting")
        if self.acting_for is None:
            yield fault("missing", _ACTING_FOR) if self.acting is Acting.PLH else None
            return
        yield key_fault(self.acting_for, _ACTING_FOR)
        yield fault("missing", "appointment.acting") if self.acting is None else None
        if self.acting_for == self.officer:
            yield fault("contradiction", _ACTING_FOR, found="acting_for", other="officer")

    @property
    def is_standing(self) -> bool:
        """Tell whether it holds on every day, since it has neither beginning nor end."""
        return self.since is self.until is None

    def is_within(self, other: "Appointment") -> bool:
        """Tell whether another appointment gives the same officer the same role on all its days."""
        post = (self.officer, self.agency, self.role)
        begins = other.since is None or (self.since is not None and other.since <= self.since)
        ends = other.until is None or (self.until is not None and self.until <= other.until)
        return post == (other.officer, other.agency, other.role) and begins and ends

    def is_current(self, on: date | None) -> bool:
        """Tell whether the appointment holds on a day; without a day, whether it has no end."""
        if on is None:
            return self.until is None
        started = self.since is None or self.since <= on
        return started and (self.until is None or on < self.until)


class ActorKind(StrEnum):
    """The three kinds of actors."""

    OFFICER = "officer"
    REPORTER = "reporter"
    SYSTEM = "system"


def _actor_kind(value: ActorKind | str) -> ActorKind:
    return chosen(ActorKind, value)


@shown_short
@frozen(repr=False)
class Actor:
    """Who acts: an officer at one agency, a complaint's reporter, or the system.

    A reporter without a key may submit, but nothing more: nobody could tell them from a stranger.
    Give every complaint whose reporter may come back a key (their account's, or that of a tracking
    secret).

    Attributes:
        kind: Which of the three.
        id: The officer's id or the reporter's key, never a name; None for the system.
        agency: For which agency an officer acts, who may have appointments at several.
        additions: What a later version of the documents says of the actor; it grants nothing.

    Raises:
        InvalidValue: An id or an agency is no code, is missing, or is given for a kind of actor
            that has none (``contradiction``).

    >>> Actor.officer("dpu-penghubung", at="DPU")
    Actor(kind=<ActorKind.OFFICER: 'officer'>, id='dpu-penghubung', agency='DPU')
    """

    kind: ActorKind = field(converter=_actor_kind)
    id: str | None = None
    agency: str | None = None
    additions: Additions | None = field(default=None, kw_only=True, repr=False)

    def __attrs_post_init__(self) -> None:
        system, officer = self.kind is ActorKind.SYSTEM, self.kind is ActorKind.OFFICER
        needless = self.id is None and not officer
        refuse(
            choice_fault(ActorKind, self.kind, "actor.kind"),
            self._surplus("id") if system or needless else key_fault(self.id, "actor.id"),
            code_fault(self.agency, "actor.agency") if officer else self._surplus("agency"),
            *additions_faults(self.additions, ACTOR_KEYS, "actor.additions"),
        )

    def _surplus(self, name: str) -> Fault | None:
        """Refuse what this kind of actor does not have, without showing it."""
        if getattr(self, name) is None or not isinstance(self.kind, ActorKind):
            return None
        return fault("contradiction", f"actor.{name}", found=name, other=self.kind.value)

    def __repr__(self) -> str:
        """Mask a reporter's key."""
        masked = self.kind is ActorKind.REPORTER and self.id is not None
        identity = MASK if masked else repr(self.id)
        return f"Actor(kind={self.kind!r}, id={identity}, agency={self.agency!r})"

    @classmethod
    def officer(cls, officer_id: str, *, at: str) -> "Actor":
        """Let an officer act for the agency `at`; whether they serve there is not asked here."""
        return cls(ActorKind.OFFICER, officer_id, at)

    @classmethod
    def reporter(cls, key: str | None = None) -> "Actor":
        """Let the reporter with this key act; only their own complaint will accept it."""
        return cls(ActorKind.REPORTER, key)

    @classmethod
    def system(cls) -> "Actor":
        """Let the system act: it may only do what a timer of the workflow allows."""
        return cls(ActorKind.SYSTEM)


REPORTER = ActorKind.REPORTER.value
"""In a transition's `who` and in reasons: the reporter of the complaint."""

SYSTEM = ActorKind.SYSTEM.value
"""In a transition's `who` and in reasons: the system itself, when a timer has run out."""

WHO_LABELS: Mapping[str, Wording] = FrozenDict(
    {
        **{role.value: label for role, label in ROLE_LABELS.items()},
        REPORTER: Message("who.reporter"),
        SYSTEM: Message("who.system"),
    }
)
"""How everybody who may act is called: the roles, the reporter and the system."""
