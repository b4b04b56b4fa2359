"""Notes: what a route proposed beside an agency stays on the case, and is shown where it helps."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from attrs import evolve
from coordinated import ASK, INTERIM, MON_2026_01_05, TUE_2026_01_06, WED_2026_01_07, asked

import sp4n
from sp4n.errors import InvalidValue
from sp4n.model import Actor, Complaint
from sp4n.workflow import (
    Accepted,
    Case,
    Needs,
    Note,
    Procedure,
    Proposal,
    Refused,
    commands,
)

MON_2024_12_30 = datetime(2024, 12, 30, 2, 30, tzinfo=UTC)
ALL = Proposal("DPU", "rule", supporting=["DISHUB", "KEM"], urgent=True, ask_for_completion=True)
URGENT, COMPLETION = Note("urgent"), Note("completion_proposed")

Find = Callable[[str], Actor]
Receive = Callable[..., Case]


def support(*agencies: str) -> Note:
    return Note("support_proposed", (("agencies", agencies),))


def waiting(*agencies: str) -> Note:
    return Note("parts_open", (("agencies", agencies),))


@pytest.fixture
def received(city: Procedure, complaint: Callable[..., Complaint]) -> Receive:
    """A case received on Monday, with whatever a route proposed."""

    def make(proposal: Proposal = ALL, at: datetime = MON_2026_01_05, **fields: Any) -> Case:
        return city.receive(complaint(submitted_at=at, **fields), at=at, proposal=proposal)

    return make


@pytest.fixture
def noted(city: Procedure, who: Find) -> Callable[..., dict[str, tuple[Note, ...]]]:
    """The notes beside each command that somebody may give on Wednesday, if there are any."""

    def find(case: Case, by: str, at: datetime = WED_2026_01_07) -> dict[str, tuple[Note, ...]]:
        options = city.options(case, by=who(by), at=at)
        return {
            code: one.notes
            for code, one in options.items()
            if not isinstance(one, Refused) and one.notes
        }

    return find


Noted = Callable[..., dict[str, tuple[Note, ...]]]


# On record


def test_what_a_route_proposed_stays_on_the_case(city: Procedure, received: Receive) -> None:
    """Through every event, and through documents."""
    case = received()
    later = city.perform(
        case, commands.verify(), by=Actor.officer("kota-admin", at="KOTA"), at=TUE_2026_01_06
    )
    read = sp4n.load(sp4n.dump(later))

    assert isinstance(read, Case)
    for one in (case, later, read):
        assert (True, True, ("DISHUB", "KEM")) == (
            one.is_urgent, one.asks_for_completion, one.supporting,
        )  # fmt: skip


def test_what_nobody_proposed_is_not_there(received: Receive, adopted: Receive) -> None:
    """Nor does a case have it that began elsewhere, or before this was recorded."""
    for one in (received(Proposal("DPU", "rule")), adopted()):
        assert (False, False, ()) == (one.is_urgent, one.asks_for_completion, one.supporting)


def test_completion_is_proposed_until_somebody_asked(
    city: Procedure, received: Receive, who: Find
) -> None:
    """Whatever the reporter says to it."""
    held = city.perform(
        received(), commands.hold(missing="Foto."), by=who("kota-admin"), at=TUE_2026_01_06
    )
    complete = commands.complete(addition="Ini fotonya.")

    assert not held.asks_for_completion
    assert not city.perform(
        held, complete, by=who("reporter"), at=WED_2026_01_07
    ).asks_for_completion


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"urgent": "yes"}, "proposal.urgent"),
        ({"ask_for_completion": None}, "proposal.ask_for_completion"),
        ({"supporting": "DISHUB"}, "proposal.supporting"),
        ({"supporting": ["DISHUB", "dinas lain"]}, "proposal.supporting[1]"),
        ({"supporting": 7}, "proposal.supporting"),
    ],
)
def test_a_proposal_of_something_else_is_refused(wrong: dict[str, Any], where: str) -> None:
    """Flags are flags, and offices are codes."""
    with pytest.raises(InvalidValue) as caught:
        Proposal("DPU", "rule", **wrong)

    assert where in [one.where for one in caught.value.faults]


# Beside what somebody may do


def test_whoever_verifies_sees_what_is_proposed(received: Receive, noted: Noted) -> None:
    """Urgency and support where it is sent on, completion where it can be asked for."""
    assert {"verify": (URGENT, support("DISHUB", "KEM")), "hold": (COMPLETION,)} == noted(
        received(), "kota-admin"
    )


def test_whoever_answers_sees_it_too(
    city: Procedure, received: Receive, noted: Noted, who: Find
) -> None:
    """Each command has what speaks of it; those of parts, whose parts are open."""
    case = city.perform(received(), commands.verify(), by=who("kota-admin"), at=TUE_2026_01_06)
    case = city.perform(case, ASK, by=who("dpu-admin"), at=TUE_2026_01_06)
    helped, open_part = support("KEM"), waiting("DISHUB")

    assert {
        "follow_up": (URGENT, helped, open_part),
        "dispose": (URGENT, helped),
        "adjudicate": (URGENT, helped),
        "hold": (COMPLETION,),
        "involve": (helped, open_part),
        "release": (open_part,),
    } == noted(case, "dpu-admin")


def test_notes_are_for_officers(city: Procedure, received: Receive, who: Find) -> None:
    """The reporter, the system and whoever may do nothing see none."""
    case = asked(received(ALL, confidential=True))
    for by in ("reporter", "other-reporter", "system", "kem-admin"):
        options = city.options(case, by=who(by), at=WED_2026_01_07)
        assert not any(one.notes for one in options.values() if isinstance(one, Accepted | Needs))


def test_a_case_past_it_has_no_such_note(
    city: Procedure, received: Receive, noted: Noted, who: Find
) -> None:
    """Once it was answered, what a route proposed is done or too late; open parts are not."""
    case = city.perform(received(), commands.verify(), by=who("kota-admin"), at=TUE_2026_01_06)
    case = city.perform(case, ASK, by=who("dpu-admin"), at=TUE_2026_01_06)
    answered = city.perform(case, INTERIM, by=who("dpu-admin"), at=TUE_2026_01_06)
    replied = city.perform(
        answered, commands.reply(message="Masih gelap."), by=who("reporter"), at=WED_2026_01_07
    )

    assert {
        code: (waiting("DISHUB"),) for code in ("follow_up", "close", "involve", "release")
    } == noted(answered, "dpu-admin")
    assert (URGENT, support("KEM"), waiting("DISHUB")) == noted(replied, "dpu-admin")["follow_up"]


@pytest.mark.parametrize(
    ("supporting", "accused", "expected"),
    [
        (["DISHUB", "KEM"], {"KEM"}, ["DISHUB"]),
        (["LAMA", "KEM"], (), ["KEM"]),  # it ended, and nobody follows it
        (["TIDAK", "KEM"], (), ["KEM"]),
        (["KOTA", "KEM"], (), ["KEM"]),  # it holds the case
        (["KEM"], {"KEM"}, []),
    ],
)
def test_only_who_can_be_asked_is_told(
    supporting: list[str],
    accused: Any,
    expected: list[str],
    received: Receive,
    noted: Noted,
) -> None:
    """Neither the barred nor the holder, and nobody who is not there."""
    case = received(Proposal("DPU", "rule", supporting=supporting), accused=accused)
    notes = noted(case, "kota-admin").get("verify", ())

    assert [support(*expected)] * bool(expected) == [*notes]


def test_support_follows_successors(
    city: Procedure, received: Receive, noted: Noted, who: Find
) -> None:
    """LAMA was proposed while it was there; who follows it would help now."""
    agencies = [
        evolve(one, successors=["DISHUB"]) if one.code == "LAMA" else one for one in city.directory
    ]
    later = evolve(city, directory=evolve(city.directory, agencies=agencies))
    proposal = Proposal("DPU", "rule", supporting=["LAMA", "DISHUB"])
    case = received(proposal, MON_2024_12_30)
    options = later.options(case, by=who("kota-admin"), at=WED_2026_01_07)

    assert not later.directory.agency("LAMA").is_active(date(2026, 1, 7))
    assert isinstance(options["verify"], Accepted)
    assert (support("DISHUB"),) == options["verify"].notes


def test_a_decision_has_no_notes(city: Procedure, received: Receive, who: Find) -> None:
    """They are shown before somebody decides."""
    decision = city.decide(received(), commands.verify(), by=who("kota-admin"), at=TUE_2026_01_06)

    assert isinstance(decision, Accepted)
    assert () == decision.notes


def test_notes_are_plain_data_in_both_languages(
    city: Procedure, received: Receive, who: Find
) -> None:
    """Beside the answer, if there are any."""
    options = city.options(received(), by=who("kota-admin"), at=TUE_2026_01_06)

    assert {
        "answer": "needs",
        "fields": ["missing"],
        "notes": [
            {
                "code": "completion_proposed",
                "text": "diusulkan: minta kelengkapan informasi",
                "facts": {},
            }
        ],
    } == options["hold"].to_dict("id")
    assert {
        "code": "support_proposed",
        "text": "the route proposes support by DISHUB, KEM",
        "facts": {"agencies": ["DISHUB", "KEM"]},
    } == support("DISHUB", "KEM").to_dict()
    assert ("DISHUB",) == waiting("DISHUB")["agencies"]
    assert {"answer": "accepted"} == Accepted((), (), received()).to_dict()
    assert "masukan masih ditunggu dari: DISHUB" == waiting("DISHUB").describe("id")


def test_a_command_without_effects_shows_nothing(received: Receive, noted: Noted) -> None:
    """To archive, block or step aside has nothing to do with what was proposed."""
    assert {"archive", "block", "recuse", "return"}.isdisjoint(noted(received(), "kota-admin"))
