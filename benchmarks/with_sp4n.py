"""The same workflow with sp4n, and the floor: a bare event and a bare state, made and no more."""

from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any

from attrs import astuple, evolve, fields, make_class

import sp4n
from benchmarks.comparison import Contender
from benchmarks.same_workflow import (
    ASSIGNING,
    BEGUN_AT,
    HOLDER,
    OTHER_HOLDER,
    ROWS,
    STATUSES,
    TERMS,
    Answer,
    Ask,
    Life,
    Peer,
)
from sp4n.model import Actor, Agency, Appointment, Complaint, Directory, Officer, Role
from sp4n.workflow import (
    LAPOR,
    Case,
    Command,
    CommandField,
    CommandKind,
    CommandRefused,
    Effect,
    Event,
    FieldKind,
    Procedure,
    Refused,
    Transition,
    Workflow,
)

__all__ = ["BARE", "COMPLAINT", "bare", "own", "procedure"]

BARE = "bare event and state, made and no more"

COMPLAINT = Complaint(
    number="X-0001",
    title="Jalan berlubang",
    body="Jalan di depan Pasar Sukamaju berlubang.",
    submitted_at=BEGUN_AT,
    reporter="reporter-1",
)
"""What all cases are about; it is made up."""

_TO = CommandField("to", FieldKind.AGENCY, required=True)
_FIT = ("receiver_is_fit",)  # without it, no procedure would work by such a table

_State = make_class("_State", [one.name for one in fields(Case)], frozen=True, slots=True)


@cache
def procedure() -> Procedure:
    """Give the workflow at work between the two agencies."""
    return Procedure(_workflow(), _directory(), sp4n.indonesia())


def _workflow() -> Workflow:
    kinds = (kind for kind in LAPOR.commands if any(kind.code == row[1] for row in ROWS))
    who = (Role.OPERATOR,)
    return Workflow(
        "benchmark/1",
        tuple(one for one in LAPOR.statuses if one.code in STATUSES),
        tuple(map(_without_texts, kinds)),
        tuple(
            Transition(source, command, who, target, _FIT if command in ASSIGNING else ())
            for source, command, target in ROWS
        ),
        initial=STATUSES[0],
    )


def _without_texts(kind: CommandKind) -> CommandKind:
    """Leave a command its effects, but for corrections, and no field but the agency."""
    effects = tuple(one for one in kind.effects if one is not Effect.CORRECT)
    return evolve(kind, fields=(_TO,) if kind.code in ASSIGNING else (), effects=effects)


def _directory() -> Directory:
    codes = (HOLDER, OTHER_HOLDER)
    return Directory(
        (Agency("NASIONAL", "NASIONAL"), *(Agency(one, one, parent="NASIONAL") for one in codes)),
        tuple(Officer(one, one) for one, _ in TERMS),
        tuple(
            Appointment(officer, agency, Role.OPERATOR, since=since, until=until)
            for (officer, agency), (since, until) in TERMS.items()
        ),
    )


def own() -> Peer:
    """Give sp4n with the workflow, as its peers have it."""
    perform, options = procedure().perform, procedure().options

    def attempt(case: Case, asked: tuple[Command, Actor, datetime]) -> Case:
        command, by, at = asked
        try:
            return perform(case, command, by=by, at=at)
        except CommandRefused:
            return case

    def may(case: Case, asked: tuple[Command, Actor, datetime]) -> list[str]:
        _, by, at = asked
        answers = options(case, by=by, at=at).items()
        return [code for code, answer in answers if not isinstance(answer, Refused)]

    name, may_by = "sp4n `procedure.perform`", "sp4n `procedure.options`"
    return Peer(name, _begin, attempt, may, _tell, may_by, _ask)


def _begin(status: str, holder: str) -> Case:
    return procedure().adopt(
        COMPLAINT, status=status, holder=holder, source="benchmark", at=BEGUN_AT
    )


def _ask(asked: Ask) -> tuple[Command, Actor, datetime]:
    code, to, by, at = asked
    return Command(code, {} if to is None else {"to": to}), by, at


def _tell(case: Case) -> Answer:
    both = pairwise(case.events)
    entries = [(before.status, event.status, event.by, event.at) for before, event in both]
    return case.status, str(case.holder), entries


def bare() -> Contender:
    """Give the floor: the event and the state that a command makes, from values at hand."""

    def construct(event: tuple[Any, ...], state: tuple[Any, ...]) -> object:
        return Event(*event), _State(*state)

    def after(status: str, life: Life) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        case = own().attempt(_begin(status, HOLDER), _ask(life[0]))
        return astuple(case.events[-1], recurse=False), astuple(case, recurse=False)

    return Contender(BARE, construct, after, answers=False)
