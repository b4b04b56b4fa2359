"""A policy's digest: what the policy says, all of it and nothing else."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from hashlib import sha256

import pytest
from attrs import evolve, fields

from sp4n.labels import Label, Message
from sp4n.model import Role
from sp4n.policy import Policy
from sp4n.policy.loader import policy_from_data
from sp4n.policy.parts import PolicyParts
from sp4n.routing import AnyWord, Rule, RuleBook
from sp4n.sample import sample_policy
from sp4n.sla import Standard
from sp4n.workdays import CalendarSettings, Closure, Decree, Holiday, Limit
from sp4n.workflow import (
    LAPOR,
    CommandField,
    CommandKind,
    Effect,
    Phase,
    Status,
    Transition,
    Workflow,
    extended,
)
from sp4n.workflow.fields import FieldKind

WORD = Label(id="kata", en="word")
NOTE = CommandField("note", FieldKind.TEXT, text_kind="note", limit_characters=99)
ANSWER = CommandKind("answer", WORD, (NOTE,), (Effect.ANSWER,))
ROW = Transition("new", "answer", (Role.OPERATOR, Role.AGENCY_ADMIN), "over", at_most=2)
TABLE = Workflow(
    "kota/1",
    (Status("new", Phase.NEW, WORD), Status("over", Phase.CLOSED, WORD)),
    (ANSWER,),
    (ROW,),
    "new",
)
CLOCK = Standard(
    "answered", "submitted", Phase.CLOSED, Limit(5, "working days"), label=WORD,
    by_class={"service": Limit(3, "calendar days")}, pauses={Phase.WAITING_REPORTER},
    valid_from=date(2026, 1, 1), source="Perwali Contoh", sure="own choice",
)  # fmt: skip
HOLIDAY = Holiday(date(2031, 1, 1), WORD)
DECREE = Decree(2031, date(2030, 1, 1), "1/2030", national=[HOLIDAY])
SETTINGS = CalendarSettings(closures=[Closure(date(2026, 5, 4), WORD)])
BOOK = RuleBook([Rule("road", AnyWord(["lubang"]), to="DPU")])
POLICY = Policy(
    "Kota Contoh", "1", TABLE, [CLOCK], BOOK, SETTINGS,
    decrees=[DECREE], older_workflows=[LAPOR, evolve(TABLE, version="kota/0")],
)  # fmt: skip


def test_the_digest_is_that_of_what_the_policy_says() -> None:
    """Written out by hand, and equal on every Python that this runs on."""
    label = {"id": "kata", "en": "word"}
    said = {
        "name": "Kota Contoh",
        "version": "1",
        "workflow": {
            "version": "kota/1",
            "initial": "new",
            "statuses": [
                {"code": "new", "phase": "new", "label": label},
                {"code": "over", "phase": "closed", "label": label},
            ],
            "commands": [
                {
                    "code": "answer",
                    "label": label,
                    "fields": [
                        {
                            "name": "note", "kind": "text", "text_kind": "note",
                            "limit_characters": 99,
                        },
                    ],
                    "effects": ["answer"],
                }
            ],
            "transitions": [
                {
                    "source": "new", "command": "answer", "who": ["operator", "agency_admin"],
                    "target": "over", "at_most": 2,
                },
            ],
        },
        "standards": [
            {
                "code": "answered",
                "starts": ["submitted"],
                "stops": ["closed"],
                "limit": {"n": 5, "unit": "working days"},
                "by_class": [["service", {"n": 3, "unit": "calendar days"}]],
                "pauses": ["waiting_reporter"],
                "valid_from": "2026-01-01",
                "label": label,
                "source": "Perwali Contoh",
                "sure": "own choice",
            }
        ],
        "book": BOOK.digest,
        "calendar_settings": {
            "week": "five-day",
            "joint_leave": True,
            "zone": "WIB",
            "closures": [{"on": "2026-05-04", "why": label}],
            "late_receipt": "same-day",
        },
        "amendments": "follow",
        "receive_at": "front_desk",
        "receive_confidential_at": "government",
    }  # fmt: skip
    plain = evolve(POLICY, decrees=(), older_workflows=())
    digits = sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    assert said == plain.to_data()
    assert f"sha256:{digits}" == plain.digest


@pytest.mark.parametrize(
    "same",
    [
        lambda: evolve(POLICY, bound_to=sample_policy().directory),
        lambda: evolve(POLICY, older_workflows=POLICY.older_workflows[::-1]),
        lambda: evolve(POLICY, normaliser=lambda text: text.split()),
        lambda: with_row(evolve(ROW, who=("operator", "agency_admin"))),
        lambda: with_table(commands=[evolve(ANSWER, label=Label(id="kata", en="word"))]),
        lambda: with_table(commands=[evolve(ANSWER, effects=("answer",))]),
    ],
)
def test_who_writes_a_policy_otherwise_says_the_same(same: Callable[[], Policy]) -> None:
    """A role by its code, older tables in another order, another directory."""
    assert POLICY.digest == same().digest


def with_table(**changes: object) -> Policy:
    return evolve(POLICY, workflow=evolve(TABLE, **changes))  # type: ignore[arg-type]


def with_row(row: Transition) -> Policy:
    return with_table(transitions=[row])


def with_clock(**changes: object) -> Policy:
    return evolve(POLICY, standards=[evolve(CLOCK, **changes)])  # type: ignore[arg-type]


def with_day(name: Label | Message) -> Policy:
    return evolve(POLICY, decrees=[evolve(DECREE, national=[evolve(HOLIDAY, name=name)])])


CHANGES: dict[str, Callable[[], Policy]] = {
    "name": lambda: evolve(POLICY, name="Kota Lain"),
    "version": lambda: evolve(POLICY, version="2"),
    "table": lambda: evolve(POLICY, workflow=LAPOR, older_workflows=()),
    "older": lambda: evolve(POLICY, older_workflows=[LAPOR]),
    "status label": lambda: with_table(
        statuses=[evolve(one, label=Label(id="kata", en="words")) for one in TABLE.statuses]
    ),
    "command label": lambda: with_table(
        commands=[evolve(ANSWER, label=Label(id="kata lain", en="word"))]
    ),
    "effect": lambda: with_table(commands=[evolve(ANSWER, effects=())]),
    "field": lambda: with_table(commands=[evolve(ANSWER, fields=[evolve(NOTE, required=True)])]),
    "who": lambda: with_row(evolve(ROW, who=(Role.OPERATOR,))),
    "guard": lambda: with_row(evolve(ROW, guards=("not_at_the_root",))),
    "window": lambda: with_row(evolve(ROW, until=Limit(1, "calendar days"))),
    "count": lambda: with_row(evolve(ROW, at_most=3)),
    "clock label": lambda: with_clock(label=Label(id="kata", en="words")),
    "limit": lambda: with_clock(limit=Limit(5, "calendar days")),
    "limit of a class": lambda: with_clock(by_class={"service": Limit(4, "calendar days")}),
    "pause": lambda: with_clock(pauses=()),
    "source": lambda: with_clock(source="Perwali Lain"),
    "validity": lambda: with_clock(valid_until=date(2027, 1, 1)),
    "rule": lambda: evolve(POLICY, book=RuleBook([Rule("road", AnyWord(["aspal"]), to="DPU")])),
    "why closed, in the other language": lambda: evolve(
        POLICY,
        calendar_settings=CalendarSettings(
            closures=[Closure(date(2026, 5, 4), Label(id="lain", en="word"))]
        ),
    ),
    "holiday in English": lambda: with_day(Label(id="kata", en="words")),
    "decree": lambda: evolve(POLICY, decrees=()),
    "amendments": lambda: evolve(POLICY, amendments="keep"),
    "receive_at": lambda: evolve(POLICY, receive_at="national"),
    "receive_confidential_at": lambda: evolve(POLICY, receive_confidential_at="desk"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_a_policy_says_otherwise_shows_in_its_digest(change: Callable[[], Policy]) -> None:
    """In every part, in both languages."""
    assert POLICY.digest != change().digest


def test_every_part_is_said_but_the_directory_and_code() -> None:
    """Also a part that comes later."""
    unsaid = {part.name for part in fields(PolicyParts)} - set(POLICY.to_data())

    assert {"bound_to", "strategies", "normaliser"} == unsaid


def test_a_policy_from_a_file_says_what_one_made_by_hand_says() -> None:
    """Roles are codes there, and enumerated here."""
    data = {"schema": "sp4n/policy/1", "name": "Kota Contoh", "version": "1"}
    extensions = {"reopening": {"times": 2}, "rating": {}}
    loaded = policy_from_data(data | {"workflow": {"extensions": extensions}})

    assert loaded.digest == Policy("Kota Contoh", "1", extended(LAPOR, extensions)).digest


def test_the_digest_is_equal_in_every_process() -> None:
    """Whatever the hash seed: sets are put in order."""
    code = "import sp4n; print(sp4n.sample_policy().digest)"
    told = {
        subprocess.run(  # our own interpreter and code
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed in ("0", "1")
    }  # fmt: skip

    assert {sample_policy().digest} == told
