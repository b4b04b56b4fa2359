"""What a reporter says by letter, at the counter or by phone, and who may say it for them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from sp4n.errors import InvalidValue
from sp4n.model import Actor, Complaint
from sp4n.workflow import Accepted, Case, Command, CommandRefused, Procedure, Refused, commands
from sp4n.workflow.replaying import check_cases

Make = Callable[..., Complaint]
Find = Callable[[str], Actor]
MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_01_06 = datetime(2026, 1, 6, 2, 30, tzinfo=UTC)
LETTER = "Surat X-0001/2026"

COMPLETE = commands.complete(addition="Di depan pasar.")
REPLY = commands.reply(message="Masih rusak.")
REOPEN = commands.reopen(why="Rusak lagi.")
WITHDRAW = commands.withdraw()
RATE = commands.rate(score=4)


TEAM = ("dpu-operator", "dpu-liaison", "dpu-admin", "kota-admin", "prov-admin", "nasional-admin")
ABOVE = ("kota-admin", "prov-admin", "nasional-admin")
OTHERS = ("dishub-admin", "dishub-liaison", "bidang-admin", "kota-liaison", "kab-admin")
MAY: dict[tuple[str, str], tuple[Command, tuple[str, ...]]] = {
    ("awaiting_completion", "unverified"): (COMPLETE, TEAM),
    ("followed_up", "replied"): (REPLY, TEAM),
    ("replied", "replied"): (REPLY, TEAM),
    ("closed_by_system", "replied"): (REOPEN, TEAM),
    ("unverified", "archived_by_reporter"): (WITHDRAW, ("dpu-admin", *ABOVE)),
    ("awaiting_completion", "archived_by_reporter"): (WITHDRAW, ABOVE),
    ("verified", "archived_by_reporter"): (WITHDRAW, ABOVE),
    ("followed_up", "archived_by_reporter"): (WITHDRAW, ABOVE),
    ("replied", "archived_by_reporter"): (WITHDRAW, ABOVE),
    ("closed_by_system", "closed_by_system"): (RATE, ABOVE),
}
"""Written by hand: from where to where, by what, and who may key it in when DPU holds the case."""


@pytest.mark.parametrize("step", MAY, ids=str)
def test_who_may_key_in_what(
    step: tuple[str, str], city: Procedure, case_of: Callable[..., Case], who: Find
) -> None:
    """The holder's people and admins above what keeps it open; only these what ends or rates it."""
    source, target = step
    command, may = MAY[step]
    keyed = commands.keyed_in(command, came_by="letter", letter=LETTER)
    case = case_of(source)

    found = {
        by: city.decide(case, keyed, by=who(by), at=TUE_2026_01_06)
        for by in dict.fromkeys((*TEAM, *ABOVE, *OTHERS))
    }

    assert set(may) == {by for by, decision in found.items() if decision}
    assert {target} == {one.case.status for one in found.values() if isinstance(one, Accepted)}


def test_it_is_marked_on_record(city: Procedure, case_of: Callable[..., Case], who: Find) -> None:
    """Who keyed it in and how it came stand in the event; what the letter is called lies beside."""
    keyed = commands.keyed_in(REPLY, came_by="letter", letter=LETTER)
    case = city.perform(case_of("followed_up"), keyed, by=who("dpu-operator"), at=TUE_2026_01_06)
    event = case.events[-1]

    assert ("reply", who("dpu-operator"), "letter") == (event.kind, event.by, event.fact("came_by"))
    assert {"reply": "Masih rusak.", "letter": LETTER} == {one.kind: one.body for one in case.texts}


def test_nobody_says_something_for_a_reporter_without_saying_how_it_came(
    city: Procedure, case_of: Callable[..., Case], who: Find
) -> None:
    """Nor by a way that there is not; nor withdraws without a document."""
    tries: dict[str, tuple[str, Command]] = {
        "came_by_untold": ("followed_up", REPLY),
        "field_invalid": ("followed_up", Command("reply", {**dict(REPLY.fields), "came_by": "x"})),
        "letter_unnamed": ("followed_up", commands.keyed_in(WITHDRAW, came_by="phone")),
    }
    for expected, (status, command) in tries.items():
        decision = city.decide(case_of(status), command, by=who("kota-admin"), at=TUE_2026_01_06)
        assert isinstance(decision, Refused)
        assert [expected] == [one.code for one in decision.reasons]


def test_an_admin_may_withdraw_where_nobody_is_above(
    city: Procedure, case_of: Callable[..., Case], who: Find
) -> None:
    """The last resort has to, or nobody could."""
    keyed = commands.keyed_in(WITHDRAW, came_by="counter", letter=LETTER)

    assert city.decide(
        case_of("verified", "NASIONAL"), keyed, by=who("nasional-admin"), at=TUE_2026_01_06
    )


def test_the_barred_key_in_nothing(
    city: Procedure, case_of: Callable[..., Case], who: Find
) -> None:
    """Whatever letter they hold in their hands."""
    keyed = commands.keyed_in(WITHDRAW, came_by="letter", letter=LETTER)
    case = case_of("verified", "KOTA", accused={"DPU"}, accused_officers={"prov-admin"})

    for by in ("dpu-admin", "prov-admin"):
        decision = city.decide(case, keyed, by=who(by), at=TUE_2026_01_06)
        assert isinstance(decision, Refused)
        assert ["not_found"] == [one.code for one in decision.reasons]


def test_it_is_off_unless_switched_on(procedure: Procedure, complaint: Make, who: Find) -> None:
    """LAPOR! has no public source for it."""
    case = procedure.adopt(
        complaint(), status="followed_up", holder="DPU", source="x", at=MON_2026_01_05
    )
    keyed = commands.keyed_in(REPLY, came_by="letter")
    decision = procedure.decide(case, keyed, by=who("dpu-operator"), at=TUE_2026_01_06)

    assert isinstance(decision, Refused)
    assert {"wrong_role", "field_unknown"} == {one.code for one in decision.reasons}


def test_reporters_go_on_by_themselves(city: Procedure, case_of: Callable[..., Case]) -> None:
    """Without saying how it came, as ever."""
    case = case_of("followed_up", reporter="pelapor-1")

    assert city.decide(case, REPLY, by=Actor.reporter("pelapor-1"), at=TUE_2026_01_06)


def test_only_a_command_can_be_keyed_in() -> None:
    """And once."""
    for wrong in ("reply", commands.keyed_in(REPLY, came_by="phone")):
        with pytest.raises(InvalidValue):
            commands.keyed_in(wrong, came_by="phone")  # type: ignore[arg-type]


# Somebody acting for the reporter (UU 25/2009 art. 42(1))


KUASA = Actor.reporter("kuasa-1")


@pytest.mark.parametrize("reporter", [None, "pelapor-1"])
def test_a_representative_does_all_that_the_reporter_may(
    reporter: str | None, procedure: Procedure, complaint: Make
) -> None:
    """Whether the reporter has a key or not; the event says who it was."""
    given = complaint(reporter=reporter, representatives={"kuasa-1"}, confidential=True)
    case = procedure.adopt(
        given, status="awaiting_completion", holder="DPU", source="x", at=MON_2026_01_05
    )
    after = procedure.perform(case, COMPLETE, by=KUASA, at=TUE_2026_01_06)

    assert (True, KUASA) == (
        procedure.may_know(case, by=KUASA, at=TUE_2026_01_06),
        after.events[-1].by,
    )


def test_a_representative_hands_it_in(procedure: Procedure, complaint: Make) -> None:
    """Others do not."""
    given = complaint(representatives={"kuasa-1"})

    assert KUASA == procedure.receive(given, at=TUE_2026_01_06, by=KUASA).events[0].by
    with pytest.raises(CommandRefused) as caught:
        procedure.receive(given, at=TUE_2026_01_06, by=Actor.reporter("kuasa-2"))
    assert ["not_the_reporter"] == [one.code for one in caught.value.reasons]


def test_nobody_without_a_key_acts_for_anybody(procedure: Procedure, complaint: Make) -> None:
    """Whoever the complaint names."""
    case = procedure.adopt(
        complaint(reporter=None, representatives={"kuasa-1"}), status="followed_up",
        holder="DPU", source="x", at=MON_2026_01_05,
    )  # fmt: skip

    for by in (Actor.reporter(None), Actor.reporter("kuasa-2")):
        decision = procedure.decide(case, REPLY, by=by, at=TUE_2026_01_06)
        assert isinstance(decision, Refused)
        assert ["not_the_reporter"] == [one.code for one in decision.reasons]


@pytest.mark.parametrize("wrong", [{"two\nlines"}, {""}, 5, {7}])
def test_a_representative_is_a_key(wrong: Any, complaint: Make) -> None:
    """As the reporter is."""
    with pytest.raises(InvalidValue) as caught:
        complaint(representatives=wrong)

    assert {"complaint.representatives"} == {
        one.where.partition("[")[0] for one in caught.value.faults
    }


@pytest.mark.parametrize(
    ("fields", "told"),
    [({}, 1), ({"reporter": "pelapor-1"}, 0), ({"representatives": {"kuasa-1"}}, 0)],
)
def test_a_case_that_waits_for_somebody_without_a_key_is_found(
    fields: dict[str, Any], told: int, procedure: Procedure, city: Procedure, complaint: Make
) -> None:
    """Unless somebody acts for them, or officers may key it in."""
    given = complaint(**{"reporter": None} | fields)
    adopting: dict[str, Any] = {"holder": "DPU", "source": "x", "at": MON_2026_01_05}
    case = procedure.adopt(given, status="awaiting_completion", **adopting)
    answered = procedure.adopt(given, status="followed_up", **adopting)
    open_counter = city.adopt(given, status="awaiting_completion", **adopting)

    found = [[one.code for one in check_cases(procedure, [one])] for one in (case, answered)]
    assert [["case_waits_for_nobody"] * told, []] == found
    assert [] == [*check_cases(city, [open_counter])]
