"""LAPOR!'s table: every status, command and actor against expectations written by hand."""

import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sp4n.model import Actor
from sp4n.workflow import (
    LAPOR,
    Accepted,
    Case,
    Command,
    Decision,
    Needs,
    Procedure,
    Refused,
    commands,
)

EXPECTATIONS = Path(__file__).parent.parent / "data" / "lapor_expectations.toml"
EXPECTED: dict[str, Any] = tomllib.loads(EXPECTATIONS.read_text("utf-8"))
MAY: dict[str, dict[str, list[str]]] = EXPECTED["may"]
ACTORS: dict[str, str] = {name: one["id"] for name, one in EXPECTED["actor"].items()}

TUE_2026_03_03 = datetime(2026, 3, 3, 2, 30, tzinfo=UTC)  # after every timer since 5 January

RIGHTLY_FILLED = {
    "verify": commands.verify(to="BIDANG"),
    "hold": commands.hold(missing="Mohon sebutkan lokasinya."),
    "complete": commands.complete(addition="Di depan pasar."),
    "expire": commands.expire(),
    "return": commands.return_to_sender(why="Bukan kewenangan kami."),
    "dispose": commands.dispose(to="BIDANG"),
    "follow_up": commands.follow_up(answer="Sudah ditambal."),
    "reply": commands.reply(message="Masih berlubang."),
    "close": commands.close(),
    "close_by_system": commands.close_by_system(),
    "archive": commands.archive(reason="unclear"),
    "withdraw": commands.withdraw(),
    "block": commands.block(),
}

LEADS_TO = {
    "verify": "verified",
    "hold": "awaiting_completion",
    "complete": "unverified",
    "expire": "archived_by_system",
    "return": "unverified",
    "dispose": "verified",
    "follow_up": "followed_up",
    "reply": "replied",
    "close_by_system": "closed_by_system",
    "archive": "archived_by_admin",
    "withdraw": "archived_by_reporter",
    "block": "blocked",
}


# What each command takes; what has to be given is marked.
FIELDS = """
verify          | to title body category classification
hold            | missing*
complete        | addition*
expire          |
return          | why*
dispose         | to* note
follow_up       | answer* answer_kind
reply           | message*
close           |
close_by_system |
archive         | reason* note
withdraw        |
block           | note
"""


@pytest.mark.parametrize("line", FIELDS.strip().splitlines())
def test_what_a_command_takes_and_what_it_needs(line: str) -> None:
    """A disposal says to whom, a return why, an archive names a reason: nothing else is needed."""
    code, _, fields = line.partition("|")
    kind = LAPOR.command(code.strip())

    assert kind is not None
    assert fields.split() == [f"{one.name}{'*' * one.required}" for one in kind.fields]


def kinds_of(decision: Decision) -> list[str]:
    """The kinds of the reasons; none when it is accepted."""
    reasons = decision.reasons if isinstance(decision, Refused) else ()
    return sorted({one.kind.value for one in reasons})


def expected_kinds(status: str, command: str, actor: str) -> list[str]:
    """What the file says: who is listed may, and why all others may not."""
    listed = MAY[status].get(command)
    ever = any(actor in row.get(command, ()) for row in MAY.values())
    if listed is not None:
        return [] if actor in listed else ["authority"]
    return ["validity"] if ever else ["authority", "validity"]


def test_the_file_speaks_of_every_status_and_of_every_command() -> None:
    """Nothing is forgotten, and nothing is there that LAPOR! does not have."""
    listed = {command for row in MAY.values() for command in row}

    assert list(MAY) == [one.code for one in LAPOR.statuses]
    assert set(RIGHTLY_FILLED) == listed == {one.code for one in LAPOR.commands}


@pytest.mark.parametrize("status", MAY)
def test_who_may_do_what(
    status: str, case_in: Callable[..., Case], decide: Callable[..., Decision]
) -> None:
    """Every command by every actor: accepted, or refused with the kinds of reason expected."""
    case = case_in(status)
    pairs = [(command, actor) for command in RIGHTLY_FILLED for actor in ACTORS]

    expected = {pair: expected_kinds(status, *pair) for pair in pairs}
    actual = {
        (command, actor): kinds_of(
            decide(case, RIGHTLY_FILLED[command], ACTORS[actor], TUE_2026_03_03)
        )
        for command, actor in pairs
    }

    assert expected == actual


NOT_FOR_OFFICERS = {"close_by_system", "complete", "expire", "reply", "withdraw"}
"""Where the case lies is nothing to officers for these: they lack the role wherever it is."""


@pytest.mark.parametrize("actor", EXPECTED["told"])
def test_outsiders_are_told_what_they_lack(
    actor: str, case_in: Callable[..., Case], codes: Callable[..., list[str]]
) -> None:
    """For every command that some officer may give, in every status, whatever else is wrong."""
    for status in MAY:
        case = case_in(status)
        for code, command in RIGHTLY_FILLED.items():
            if code in NOT_FOR_OFFICERS:
                continue
            assert EXPECTED["told"][actor] in codes(case, command, ACTORS[actor], TUE_2026_03_03)


@pytest.mark.parametrize("actor", sorted(set(ACTORS) - set(EXPECTED["told"])))
def test_insiders_are_only_told_that_role_or_place_is_wrong(
    actor: str, case_in: Callable[..., Case], decide: Callable[..., Decision]
) -> None:
    """Their authority over the case is beyond doubt; the command is just not theirs to give.

    An admin above is told that only the holder follows up.
    """
    told = set()
    for status in MAY:
        case = case_in(status)
        for command in RIGHTLY_FILLED.values():
            decision = decide(case, command, ACTORS[actor], TUE_2026_03_03)
            if isinstance(decision, Refused):
                told |= {one.code for one in decision.reasons}

    where_it_is_said_of_agencies = {"outside_subtree", "no_unit_below"}
    of_the_holder = {"only_the_holder"} if actor == "admin_above" else set()
    assert {"wrong_role", "not_from_status"} | of_the_holder == told - where_it_is_said_of_agencies


@pytest.mark.parametrize("status", MAY)
def test_options_say_the_same_as_decide(
    status: str,
    case_in: Callable[..., Case],
    decide: Callable[..., Decision],
    procedure: Procedure,
    who: Callable[[str], Actor],
) -> None:
    """Refused whatever the fields say, accepted as it is, or accepted once it is filled in."""
    case = case_in(status)
    for actor in ACTORS.values():
        options = procedure.options(case, by=who(actor), at=TUE_2026_03_03)
        assert list(options) == [one.code for one in LAPOR.commands]
        for code, option in options.items():
            right = RIGHTLY_FILLED[code]
            bare = decide(case, Command(code), actor, TUE_2026_03_03)
            filled = decide(case, right, actor, TUE_2026_03_03)
            if isinstance(option, Accepted):
                assert option == bare
            elif isinstance(option, Needs):
                assert not bare
                assert {name for name, _ in right.fields} == set(option.fields)
                assert isinstance(filled, Accepted)
            else:
                assert not bare
                assert not filled
                for payload in ({"to": "DPU"}, {"to": "KAB", "note": "-"}, {"answer": ""}):
                    assert not decide(case, Command(code, payload), actor, TUE_2026_03_03)


@pytest.mark.parametrize("status", MAY)
def test_where_each_command_leads(
    status: str, case_in: Callable[..., Case], after: Callable[..., Case]
) -> None:
    """The same status from everywhere; only `close` tells an admin from the reporter."""
    case = case_in(status)
    for code, actors in MAY[status].items():
        for actor in actors:
            target = LEADS_TO.get(
                code, "closed_by_reporter" if actor == "reporter" else "closed_by_admin"
            )
            moved = after(case, RIGHTLY_FILLED[code], ACTORS[actor], TUE_2026_03_03)
            assert (target, 2) == (moved.status, moved.version)


def test_labels_are_exactly_lapors() -> None:
    """As an admin's export writes them."""
    expected = [
        "Belum Terverifikasi", "Menunggu Kelengkapan Informasi", "Terverifikasi",
        "Ditindaklanjuti oleh Instansi", "Ditanggapi oleh Pelapor", "Ditutup oleh Sistem",
        "Ditutup oleh Admin", "Ditutup oleh Pelapor", "Diarsipkan oleh Admin",
        "Diarsipkan oleh Pelapor", "Diarsipkan oleh Sistem", "Konten Terblokir",
    ]  # fmt: skip

    assert expected == [one.label.describe("id") for one in LAPOR.statuses]


def test_open_statuses_and_their_phases() -> None:
    """Five statuses are open, each in its own phase; all others are ends."""
    phases = {one.code: one.phase.value for one in LAPOR.statuses}
    open_ones = {one.code for one in LAPOR.statuses if one.phase.is_open}

    assert {
        "unverified": "new",
        "awaiting_completion": "waiting_reporter",
        "verified": "assigned",
        "followed_up": "answered",
        "replied": "in_progress",
        "closed_by_system": "closed",
        "closed_by_admin": "closed",
        "closed_by_reporter": "closed",
        "archived_by_admin": "archived",
        "archived_by_reporter": "archived",
        "archived_by_system": "archived",
        "blocked": "blocked",
    } == phases
    assert {
        "unverified", "awaiting_completion", "verified", "followed_up", "replied",
    } == open_ones  # fmt: skip
