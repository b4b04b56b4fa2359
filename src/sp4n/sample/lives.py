"""Seeded lives: what happens to the sample city's complaints, played through the real workflow."""

import random
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from sp4n.model import Actor, Complaint, Role
from sp4n.model.officer import ADMIN_ROLES
from sp4n.policy.policy import Policy
from sp4n.sample.city import sample_complaints, sample_policy
from sp4n.sla import due_actions, next_due_at
from sp4n.workdays.zones import ZONES
from sp4n.workflow import Case, Command, CommandRefused, Phase, Refused, commands


def sample_cases(
    complaints: Iterable[Complaint] | None = None,
    *,
    policy: Policy | None = None,
    seed: int = 2026,
    until: date = date(2026, 3, 27),
) -> tuple[Case, ...]:
    """Play complaints through their lives up to a day; the same seed gives the same lives.

    Officers are mostly in time, some are late, a few never act; some complaints are held, sent
    back, replied to or withdrawn. Every step goes through `Policy.decide`: what the workflow
    refuses does not happen, and the system acts as soon as a timer is over. The chances are our own
    choice: they show what can happen, not how often it does.

    Each complaint has chances of its own, which follow from the seed and its number. So a life is
    the same whichever complaints lie beside it, and under two policies it differs only from where
    they make a difference to it.

    Args:
        complaints: By default those of `sample_complaints`.
        policy: By default that of the sample city.
        seed: Another one gives other lives.
        until: The last day on which something happens.

    >>> cases = sample_cases(sample_complaints(3))
    >>> [case.number for case in cases]
    ['C-0001', 'C-0002', 'C-0003']
    """
    city = sample_policy() if policy is None else policy
    given = sample_complaints() if complaints is None else complaints
    return tuple(_Life(city, complaint, seed, until).play() for complaint in given)


# What happens next, with its weight: own choices.
_AT_THE_DESK = {"verify": 78, "verify late": 8, "hold": 8, "archive": 3, "withdraw": 3}
_AT_THE_REPORTER = {"complete": 75, "nothing": 25}
_AT_THE_OFFICE = {"answer": 76, "answer late": 10, "return": 7, "nothing": 7}
_AFTER_THE_ANSWER = {"nothing": 70, "reply": 20, "close": 10}


class _Life:
    """One complaint on its way; `at` is the time of its next step."""

    def __init__(self, policy: Policy, complaint: Complaint, seed: int, until: date) -> None:
        self.policy = policy
        self.chance = random.Random(f"{seed}/{complaint.number}")  # noqa: S311  # no secret
        self.calendar = policy.calendar()
        self.until = until
        self.reporter = Actor.reporter(complaint.reporter)
        self.case = self._received(complaint)

    def play(self) -> Case:
        """Let one thing after the other happen, until it ends, rests, or the day comes."""
        steps = {
            Phase.NEW: self._at_the_desk,
            Phase.WAITING_REPORTER: self._at_the_reporter,
            Phase.ASSIGNED: self._at_the_office,
            Phase.IN_PROGRESS: self._answer,
            Phase.ANSWERED: self._after_the_answer,
        }
        while self.case.is_open and steps[self.case.phase]():
            pass
        return self.case

    def _received(self, complaint: Complaint) -> Case:
        """Whoever comes in person is helped by staff, who key it in on the next working day.

        Where nobody is appointed by then, they write it themselves.
        """
        if complaint.channel != "Tatap Muka":
            return self.policy.receive(complaint, at=complaint.submitted_at)
        desk = self.policy.directory.front_desk(complaint.region)
        at = self._office_time(complaint.submitted_at, 1)
        try:
            return self.policy.receive(complaint, at=at, by=self._staff(desk.code, *Role))
        except CommandRefused:
            return self.policy.receive(complaint, at=at)

    def _at_the_desk(self) -> bool:
        admin = self._staff(str(self.case.holder), *ADMIN_ROLES)
        what = self._luck(_AT_THE_DESK)
        if what == "hold" and not self._happened("hold"):
            return self._do(commands.hold(missing="Mohon sebutkan lokasinya."), admin, (1, 3))
        if what == "archive":
            return self._do(commands.archive(reason="unclear"), admin, (1, 3))
        if what == "withdraw":
            return self._do(commands.withdraw(), self.reporter, (1, 2))
        days = (4, 6) if what == "verify late" else (1, 3)
        if self.case.proposed is not None:
            return self._do(commands.verify(), admin, days)
        return self._do(self._second_try(admin), admin, days)

    def _second_try(self, admin: Actor | None) -> Command:
        """After a return: to the next agency, or upward when that is out of the desk's reach."""
        to = self.policy.route(self.case.complaint, excluding=self.case.tried).agency
        own = str(admin.agency) if admin is not None else ""
        if self.policy.directory.is_within(to, own):
            return commands.verify(to=to)
        return commands.return_to_sender(why="Di luar wewenang kami.")

    def _at_the_reporter(self) -> bool:
        if self._luck(_AT_THE_REPORTER) == "complete":
            return self._do(commands.complete(addition="Di depan pasar."), self.reporter, (1, 9))
        return self._timers()

    def _at_the_office(self) -> bool:
        what = self._luck(_AT_THE_OFFICE)
        if what == "return" and not self.case.tried:
            liaison = self._staff(str(self.case.holder), Role.LIAISON_OFFICER)
            return self._do(commands.return_to_sender(why="Bukan wewenang kami."), liaison, (1, 3))
        if what == "nothing":
            return self._timers()
        return self._answer((6, 12) if what == "answer late" else (1, 5))

    def _answer(self, days: tuple[int, int] = (1, 4)) -> bool:
        officer = self._staff(str(self.case.holder), Role.OPERATOR, Role.LIAISON_OFFICER)
        return self._do(commands.follow_up(answer="Sudah kami tangani."), officer, days)

    def _after_the_answer(self) -> bool:
        what = self._luck(_AFTER_THE_ANSWER)
        if what == "reply" and not self._happened("reply"):
            return self._do(commands.reply(message="Masih sama."), self.reporter, (1, 8))
        if what == "close":
            return self._do(commands.close(), self.reporter, (1, 8))
        return self._timers()

    def _timers(self, before: datetime | None = None) -> bool:
        """Let the system do what it has to do, up to the last day, or before an instant."""
        due_at = next_due_at(self.policy.procedure, self.case)
        if due_at is None or (before is not None and due_at >= before):
            return False
        action = due_actions(self.policy.procedure, self.case, now=due_at)[0]
        if action.command is None:  # nobody may act on it any more
            return False
        return self._happens(action.command, Actor.system(), due_at)

    def _do(self, command: Command, by: Actor | None, days: tuple[int, int]) -> bool:
        """Let a command be given some working days later, unless the system comes before it."""
        at = self._office_time(self.case.events[-1].at, self.chance.randint(*days))
        if self._timers(before=at):
            return True
        happens = by is not None and self._happens(command, by, at)
        return happens or self._timers()

    def _happens(self, command: Command, by: Actor, at: datetime) -> bool:
        """Tell whether it comes to pass: by the last day, and if the workflow allows it."""
        if self.calendar.date_of(at) > self.until:
            return False
        decision = self.policy.decide(self.case, command, by=by, at=at)
        if isinstance(decision, Refused):
            return False
        self.case = decision.case
        return True

    def _office_time(self, after: datetime, working_days: int) -> datetime:
        day = self.calendar.add(self.calendar.date_of(after), working_days)
        moment = time(self.chance.randint(8, 15), self.chance.randrange(60))
        return datetime.combine(day, moment, ZONES[self.calendar.zone_on(day)])

    def _staff(self, agency: str, *roles: Role) -> Actor | None:
        """The first person at an agency who has one of some roles, in the order of the roles."""
        team = self.policy.directory.team(agency, None)
        fitting = (post.officer for role in roles for post in team if post.role is role)
        officer = next(fitting, None)
        return None if officer is None else Actor.officer(officer, at=agency)

    def _luck(self, weights: Mapping[str, int]) -> str:
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def _happened(self, kind: str) -> bool:
        return any(event.kind == kind for event in self.case.events)
