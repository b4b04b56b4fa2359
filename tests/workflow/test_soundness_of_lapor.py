"""What LAPOR! itself fails: ping-pong and nothing else, shown by its table and played for real."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from attrs import evolve

from sp4n.findings import Severity
from sp4n.model import Actor, Complaint, Role
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    Case,
    Effect,
    Procedure,
    Proposal,
    Refused,
    Transition,
    commands,
    extended,
)
from sp4n.workflow.soundness import check_workflow

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_01_06 = datetime(2026, 1, 6, 2, 30, tzinfo=UTC)

RETURNS = ("unverified", "verify", "verified", "return", "unverified")
UPWARD = ("unverified", "return", "unverified")
KNOWN = [(RETURNS, True), (UPWARD, True)]
TABLES = {
    "": KNOWN,
    "reopening": KNOWN,
    "duplicates": KNOWN,
    "escalation": KNOWN,
    "rating": KNOWN,
    "closing_after_reply": KNOWN,
    "recusal": KNOWN,
    "coordination": KNOWN,
    "protection": KNOWN,
    "revival": KNOWN,
    "time_extension": KNOWN,
    "counter_service": KNOWN,
    # The limit on returns holds, and adjudication only goes downward.
    "return_limit": [],
    " ".join(EXTENSIONS): [],
}


def test_every_extension_is_judged() -> None:
    """Each alone, and all together."""
    assert set(EXTENSIONS) <= set(TABLES)


@pytest.mark.parametrize("names", TABLES)
def test_what_lapor_itself_fails(names: str) -> None:
    """Ping-pong and nothing else, accepted where it is LAPOR!'s own."""
    found = check_workflow(extended(LAPOR, {name: {} for name in names.split()}))

    assert {("ping_pong", Severity.WARNING)} >= {(one.code, one.severity) for one in found}
    assert TABLES[names] == [(one.witness, one.is_accepted) for one in found]


def test_a_reason_is_given_in_both_languages() -> None:
    """It names what would mend it."""
    for one in check_workflow(LAPOR):
        because = one.accepted_because
        assert because is not None
        assert "return_limit" in because.describe("id")
        assert "return_limit" in because.describe("en")


def test_only_lapors_own_rows_are_accepted() -> None:
    """A city that lets operators return too answers for it, though the witness reads the same."""
    rows = [
        evolve(one, who=(*one.who, Role.OPERATOR))
        if (one.source, one.command) == ("verified", "return")
        else one
        for one in LAPOR.transitions
    ]

    found = check_workflow(evolve(LAPOR, transitions=tuple(rows)))

    assert [(RETURNS, False), (UPWARD, True)] == [(one.witness, one.is_accepted) for one in found]


def test_another_way_round_beside_lapors_is_not_hidden() -> None:
    """What is accepted is one circle, not whatever touches it."""
    shortcut = Transition("verified", "archive", (Role.OPERATOR,), "unverified")

    found = check_workflow(evolve(LAPOR, transitions=(*LAPOR.transitions, shortcut)))

    assert [
        (("unverified", "verify", "verified", "archive", "unverified"), False),
        (RETURNS, True),
        (UPWARD, True),
    ] == [(one.witness, one.is_accepted) for one in found]


@pytest.mark.parametrize(
    ("guards", "witness"),
    [
        ((), ("unverified", "archive", "verified", "return", "unverified")),
        (
            ("receiver_is_fit", "below_own_agency"),
            ("unverified", "adjudicate", "verified", "return", "unverified"),
        ),
    ],
)
def test_another_way_on_into_lapors_returns_is_not_hidden(
    guards: tuple[str, ...], witness: tuple[str, ...]
) -> None:
    """Half of a known circle, and another half that is the city's own: even one downward."""
    command = witness[1]
    kinds = {one.code: one for one in extended(LAPOR, {"return_limit": {}}).commands}
    onward = Transition("unverified", command, (Role.OPERATOR,), "verified", guards)
    table = evolve(
        LAPOR,
        commands=tuple({one.code: one for one in (*LAPOR.commands, kinds[command])}.values()),
        transitions=(*LAPOR.transitions, onward),
    )

    assert [(witness, False), (RETURNS, True), (UPWARD, True)] == [
        (one.witness, one.is_accepted) for one in check_workflow(table)
    ]


def test_a_circle_is_lapors_only_as_long_as_it_goes_round() -> None:
    """With a return that answers the citizen there is none, though the rows are the same."""
    answering = tuple(
        evolve(one, effects=(*one.effects, Effect.ANSWER)) if one.code == "return" else one
        for one in LAPOR.commands
    )

    rows = tuple(
        evolve(one, restarts=True) if one.command == "return" else one for one in LAPOR.transitions
    )

    assert () == check_workflow(evolve(LAPOR, commands=answering, transitions=rows))


# What the findings say does happen


Who = Callable[[str], Actor]


def test_lapors_ping_pong_is_real(
    procedure: Procedure, who: Who, case_in: Callable[..., Case]
) -> None:
    """Twenty times there and back, and nobody is refused."""
    case = case_in("unverified", holder="KOTA")
    for _ in range(20):
        case = procedure.perform(
            case, commands.verify(to="DPU"), by=who("kota-admin"), at=TUE_2026_01_06
        )
        case = procedure.perform(
            case, commands.return_to_sender(why="Bukan kami."), by=who("dpu-liaison"),
            at=TUE_2026_01_06,
        )  # fmt: skip

    assert ("unverified", "KOTA", 41) == (case.status, case.holder, case.version)


def test_returns_alone_end_at_the_root(
    procedure: Procedure, who: Who, case_in: Callable[..., Case]
) -> None:
    """As the reason says."""
    case = case_in("unverified", holder="DPU")
    holders = [case.holder]
    while case.holder != "NASIONAL":
        by = who(f"{str(case.holder).lower()}-admin")
        case = procedure.perform(
            case, commands.return_to_sender(why="Bukan kami."), by=by, at=TUE_2026_01_06
        )
        holders.append(case.holder)

    assert ["DPU", "KOTA", "PROV", "NASIONAL"] == holders
    assert not procedure.decide(
        case, commands.return_to_sender(why="Bukan kami."), by=who("nasional-admin"),
        at=TUE_2026_01_06,
    )  # fmt: skip


def test_adjudication_only_goes_downward(
    city: Procedure, complaint: Callable[..., Complaint], who: Who
) -> None:
    """Not even to the agency that the route proposes, or a unit below could give it back."""
    proposal = Proposal("DPU", "rule")
    case = city.receive(complaint(), at=MON_2026_01_05, proposal=proposal)
    case = city.perform(case, commands.verify(), by=who("kota-admin"), at=TUE_2026_01_06)
    below = city.perform(
        case, commands.adjudicate(to="BIDANG"), by=who("dpu-admin"), at=TUE_2026_01_06
    )
    back = city.decide(
        below, commands.adjudicate(to="DPU"), by=who("bidang-admin"), at=TUE_2026_01_06
    )

    assert isinstance(back, Refused)
    assert ["outside_subtree"] == [one.code for one in back.reasons]


def test_dispositions_by_each_holders_own_admin_end(
    procedure: Procedure, who: Who, case_in: Callable[..., Case]
) -> None:
    """Downward from KOTA to the lowest unit that has an admin, and no way back or aside."""
    case = case_in("verified", holder="KOTA")
    for receiver in ("DPU", "BIDANG"):
        by = who(f"{str(case.holder).lower()}-admin")
        case = procedure.perform(case, commands.dispose(to=receiver), by=by, at=TUE_2026_01_06)

    allowed = [
        agency.code
        for agency in procedure.directory
        if procedure.decide(
            case, commands.dispose(to=agency.code), by=who("bidang-admin"), at=TUE_2026_01_06
        )
    ]
    assert ["SEKSI"] == allowed


def test_an_admin_above_may_hand_down_again_and_again(
    procedure: Procedure, who: Who, case_in: Callable[..., Case]
) -> None:
    """One office that answers for it: not told as ping-pong, but not impossible either."""
    case = case_in("verified", holder="DPU")
    for receiver in ("DISHUB", "DPU") * 5:
        case = procedure.perform(
            case, commands.dispose(to=receiver), by=who("kota-admin"), at=TUE_2026_01_06
        )

    assert ("DPU", 11) == (case.holder, case.version)
