"""LAPOR!'s own table at work in the sample city: every role, guard, timer and text of it."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache

import sp4n
from benchmarks.comparison import Contender
from benchmarks.same_workflow import BEGUN_AT, Life
from sp4n.model import Actor, Complaint
from sp4n.workflow import Case, Command, commands

__all__ = ["COMPLAINT", "Step", "after", "on_lapor", "steps"]

Step = tuple[Command, Actor, timedelta]
"""A command, by whom, and how long after the complaint came in."""

COMPLAINT = Complaint(
    number="X-0001",
    title="Jalan berlubang",
    body="Jalan di depan Pasar Sukamaju berlubang, kalau hujan lubangnya tertutup air.",
    submitted_at=BEGUN_AT,
    region="99.71",
    reporter="reporter-1",
)
"""A made-up complaint of the made-up city."""

_ADMIN = Actor.officer("kota-admin", at="KOTA")
_OPERATOR = Actor.officer("dpu-operator", at="DPU")
_LIAISON = Actor.officer("dpu-penghubung", at="DPU")
_REPORTER = Actor.reporter("reporter-1")

_ASKED: Mapping[str, tuple[Command, Actor]] = {
    "verify": (commands.verify(), _ADMIN),
    "verify again": (commands.verify(to="DPU"), _ADMIN),
    "return": (commands.return_to_sender(why="Bukan wewenang kami."), _LIAISON),
    "hold": (commands.hold(missing="Mohon sebutkan lokasinya."), _ADMIN),
    "complete": (commands.complete(addition="Di depan pasar."), _REPORTER),
    "archive": (commands.archive(reason="unclear"), _ADMIN),
    "dispose": (commands.dispose(to="DISHUB"), _ADMIN),
    "follow_up": (commands.follow_up(answer="Sudah kami tambal."), _OPERATOR),
    "reply": (commands.reply(message="Belum semua."), _REPORTER),
    "close": (commands.close(), _ADMIN),
    "close_by_system": (commands.close_by_system(), Actor.system()),
}

_WAYS: Mapping[str, tuple[str, ...]] = {
    "unverified": (),
    "awaiting_completion": ("hold",),
    "verified": ("verify",),
    "followed_up": ("verify", "follow_up"),
    "replied": ("verify", "follow_up", "reply"),
}
"""By which commands a case comes into a status."""

_A_DAY, _LONG_AFTER = timedelta(days=1), timedelta(days=60)


def steps(*names: str) -> list[Step]:
    """Make steps of the commands with these names, a day apart."""
    return [(*_ASKED[name], _A_DAY * day) for day, name in enumerate(names, start=1)]


def after(taken: list[Step], complaint: Complaint = COMPLAINT) -> Case:
    """Give the case after some steps."""
    policy = sp4n.sample_policy()
    case = policy.receive(complaint, at=complaint.submitted_at)
    for command, by, later in taken:
        case = policy.perform(case, command, by=by, at=complaint.submitted_at + later)
    return case


def on_lapor() -> Contender:
    """Give what the same commands take on LAPOR!'s own table; its answers are no peer's."""
    perform = sp4n.sample_policy().procedure.perform
    at = BEGUN_AT + _LONG_AFTER

    def attempt(case: Case, asked: tuple[Command, Actor]) -> Case:
        command, by = asked
        return perform(case, command, by=by, at=at)

    def take(status: str, life: Life) -> tuple[Case, tuple[Command, Actor]]:
        return _case_in(status), _ASKED[life[0][0]]

    name = "sp4n, LAPOR!'s own table, with its texts, roles and guards"
    return Contender(name, attempt, take, answers=False)


@cache
def _case_in(status: str) -> Case:
    return after(steps(*_WAYS[status]))
