"""The workflow embedded in a few lines, as somebody would who has read the README only."""

import json
from datetime import datetime, timedelta, timezone
from typing import cast

import sp4n
from sp4n import Actor, CommandRefused, commands

WIB = timezone(timedelta(hours=7))
MONDAY = datetime(2026, 3, 16, 9, 0, tzinfo=WIB)
ADMIN = Actor.officer("kota-admin", at="KOTA")
OPERATOR = Actor.officer("dpu-operator", at="DPU")
COMPLAINT = sp4n.Complaint(
    number="X-0001",
    title="Jalan berlubang",
    body="Jalan di depan pasar berlubang.",
    submitted_at=MONDAY,
    region="99.71",
    reporter="reporter-1",
)
ANSWER = commands.follow_up(answer="Sudah ditambal.")


class Office:
    """A shelf of documents, a counter, and a nightly job."""

    def __init__(self) -> None:
        self.policy, self.sent = sp4n.sample_policy(), set[str]()
        self.keep(self.policy.receive(COMPLAINT, at=MONDAY))

    def keep(self, case: sp4n.Case) -> None:
        self.document = json.dumps(sp4n.dump(case))

    def read(self) -> sp4n.Case:
        return cast("sp4n.Case", sp4n.load(json.loads(self.document)))

    def give(self, command: sp4n.Command, by: Actor, at: datetime, seen: int) -> str:
        try:
            self.keep(self.policy.perform(self.read(), command, by=by, at=at, based_on=seen))
        except CommandRefused as refused:
            return refused.code
        return self.read().status

    def nightly(self, now: datetime) -> list[str]:
        case, done = self.read(), list[str]()
        for action in self.policy.due_actions(case, now=now):
            if action.command is not None:  # then the case has moved on
                return [self.give(action.command, Actor.system(), now, case.version)]
            if action.key not in self.sent:
                self.sent.add(action.key)
                done.append(action.kind)
        return done


def test_a_complaint_lives_its_life_in_an_office() -> None:
    """Two officers at once, a reminder once, and at the end silence, which closes it once."""
    office, tuesday = Office(), MONDAY + timedelta(days=1)

    assert "verified" == office.give(commands.verify(to="DPU"), ADMIN, tuesday, seen=1)
    assert "stale" == office.give(commands.hold(missing="Di mana?"), ADMIN, tuesday, seen=1)
    night = datetime(2026, 3, 31, 1, 0, tzinfo=WIB)
    assert ["remind"] == office.nightly(night)
    assert [] == office.nightly(night + timedelta(hours=1))
    noon = night.replace(hour=12)
    assert "followed_up" == office.give(ANSWER, OPERATOR, noon, seen=2)
    late = datetime(2026, 5, 1, 1, 0, tzinfo=WIB)
    assert ["closed_by_system"] == office.nightly(late)
    assert [] == office.nightly(late)
    assert office.policy.next_due_at(office.read()) is None
