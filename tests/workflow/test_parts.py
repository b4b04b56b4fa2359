"""Parts: what becomes of them when cases and offices change, on record, and in a table."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from attrs import evolve
from coordinated import (
    ASK,
    ASK_SECRETLY,
    FINAL,
    GIVE,
    MON_2026_01_05,
    RELEASE,
    THU_2026_01_08,
    TUE_2026_01_06,
    WED_2026_01_07,
    WITHOUT,
    asked,
    refusals,
)

import sp4n
from sp4n.errors import InvalidValue
from sp4n.labels import Label
from sp4n.model import Actor, Agency, Appointment, Complaint, Directory, Officer
from sp4n.workdays import indonesia
from sp4n.workflow import (
    LAPOR,
    LAPOR_1,
    Case,
    Command,
    CommandField,
    CommandKind,
    Effect,
    FieldKind,
    Phase,
    Procedure,
    Status,
    Transition,
    Workflow,
    commands,
    extended,
    hand_over,
    replay,
    set_right,
)
from sp4n.workflow.coordination import coordination
from sp4n.workflow.workflow import safety_faults

Find = Callable[[str], Actor]
Adopt = Callable[..., Case]


# Where the case goes


def test_a_part_ends_where_its_agency_comes_to_hold_the_case(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """It owes all of it then; and owes no part once it has passed the case on."""
    case = asked(adopted(), "BIDANG")
    held = city.perform(case, commands.dispose(to="BIDANG"), by=who("dpu-admin"), at=WED_2026_01_07)
    answered = city.decide(held, FINAL, by=who("bidang-admin"), at=WED_2026_01_07)
    back = city.perform(
        held, commands.return_to_sender(why="Bukan kami."), by=who("bidang-admin"),
        at=THU_2026_01_08,
    )  # fmt: skip

    assert answered
    assert [[WED_2026_01_07]] * 2 == [[one.released_at for one in c.parts] for c in (held, back)]


def test_parts_stay_open_when_the_case_moves_on(city: Procedure, adopted: Adopt, who: Find) -> None:
    """Whoever holds it leads: the next holder waits for them, or releases them."""
    case = asked(adopted())
    held = city.perform(case, commands.dispose(to="BIDANG"), by=who("dpu-admin"), at=WED_2026_01_07)

    assert ["parts_open"] == refusals(
        city.decide(held, FINAL, by=who("bidang-admin"), at=WED_2026_01_07)
    )
    assert ["only_the_holder"] == refusals(
        city.decide(held, RELEASE, by=who("dpu-admin"), at=WED_2026_01_07)
    )
    assert city.decide(held, RELEASE, by=who("bidang-admin"), at=WED_2026_01_07)
    assert city.decide(held, GIVE, by=who("dishub-admin"), at=WED_2026_01_07)


# When offices change


DAY = date(2026, 1, 7)
_PEOPLE = ("kota", "dpu", "lama", "baru", "kiri")


@pytest.fixture
def changing() -> Procedure:
    """LAMA becomes BARU on Wednesday, PECAH becomes KIRI and KANAN."""
    agencies = [
        Agency("KOTA", "Kota", region="99.71", front_desk=True),
        Agency("DPU", "Dinas PU", parent="KOTA"),
        Agency("LAMA", "Lama", parent="KOTA", active_until=DAY, successors=["BARU"]),
        Agency("BARU", "Baru", parent="KOTA"),
        Agency("PECAH", "Pecah", parent="KOTA", active_until=DAY, successors=["KIRI", "KANAN"]),
        Agency("KIRI", "Kiri", parent="KOTA", active_from=DAY),
        Agency("KANAN", "Kanan", parent="KOTA", active_from=DAY),
    ]
    staff = [Appointment(f"{one}-liaison", one.upper(), "liaison_officer") for one in _PEOPLE]
    people = [Officer(one.officer, "Petugas Contoh") for one in staff]
    admin = Appointment("kota-liaison", "KOTA", "agency_admin")
    table = extended(LAPOR, {"coordination": {}})
    return Procedure(table, Directory(agencies, people, [*staff, admin]), indonesia())


def test_the_successor_gives_what_an_ended_office_was_asked_for(
    changing: Procedure, complaint: Callable[..., Complaint], who: Find
) -> None:
    """On record it is the part of the office that was asked; whoever gave it is there, too."""
    case = changing.adopt(
        complaint(confidential=True), status="verified", holder="DPU", source="x",
        at=MON_2026_01_05,
    )  # fmt: skip
    ask = commands.involve(to="LAMA", question="Lampu siapa?", why="Hanya Lama tahu.")
    case = changing.perform(case, ask, by=who("dpu-liaison"), at=TUE_2026_01_06)
    early = changing.may_know(case, by=who("baru-liaison"), at=TUE_2026_01_06)
    again = commands.involve(to="BARU", question="Lampu siapa?", why="Hanya Baru tahu.")
    twice = changing.decide(case, again, by=who("dpu-liaison"), at=WED_2026_01_07)
    given = changing.perform(case, GIVE, by=who("baru-liaison"), at=WED_2026_01_07)
    released = changing.perform(
        case, commands.release(to="BARU", why="Tidak perlu."), by=who("dpu-liaison"),
        at=WED_2026_01_07,
    )  # fmt: skip
    (part,) = given.parts

    assert not early
    assert ["already_involved"] == refusals(twice)
    assert ("LAMA", who("baru-liaison"), False) == (part.agency, part.contributed_by, part.is_open)
    assert [WED_2026_01_07] == [one.released_at for one in released.parts]


def test_of_an_office_that_was_split_the_holder_asks_again(
    changing: Procedure, complaint: Callable[..., Complaint], who: Find
) -> None:
    """Nobody knows who it is now; so nobody is told, and the old part can be released."""
    given = complaint()
    case = changing.adopt(given, status="verified", holder="DPU", source="x", at=MON_2026_01_05)
    case = asked(case, "PECAH")
    liaison = who("dpu-liaison")

    assert ["not_involved"] == refusals(
        changing.decide(case, GIVE, by=who("kiri-liaison"), at=WED_2026_01_07)
    )
    case = changing.perform(
        case, commands.release(to="PECAH", why="Sudah dipecah."), by=liaison, at=WED_2026_01_07
    )
    ask = commands.involve(to="KIRI", question="Lampu siapa?")
    case = changing.perform(case, ask, by=liaison, at=WED_2026_01_07)
    assert changing.decide(case, GIVE, by=who("kiri-liaison"), at=WED_2026_01_07)


def test_what_the_holder_was_asked_for_before_is_no_part_any_more(
    changing: Procedure, complaint: Callable[..., Complaint], who: Find
) -> None:
    """LAMA was asked, and BARU holds the case, which follows it."""
    given = complaint()
    case = changing.adopt(given, status="verified", holder="BARU", source="x", at=MON_2026_01_05)

    assert changing.decide(asked(case, "LAMA"), FINAL, by=who("baru-liaison"), at=WED_2026_01_07)


def test_a_hand_over_leaves_parts_alone(
    changing: Procedure, complaint: Callable[..., Complaint], who: Find
) -> None:
    """The successor leads from then on."""
    given = complaint()
    case = changing.adopt(given, status="verified", holder="LAMA", source="x", at=MON_2026_01_05)
    case = hand_over(changing, asked(case, "DPU"), WED_2026_01_07)

    assert (("BARU",), [True]) == (case.holders, [one.is_open for one in case.parts])
    assert changing.decide(
        case, commands.release(to="DPU", why="Tidak perlu."), by=who("baru-liaison"),
        at=THU_2026_01_08,
    )  # fmt: skip
    assert changing.decide(case, GIVE, by=who("dpu-liaison"), at=THU_2026_01_08)


# On record


def test_times_that_are_set_right_are_those_of_the_part(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """And as the case was before nobody had been asked."""
    right = TUE_2026_01_06 - timedelta(hours=2)
    case = set_right(
        city, asked(adopted()), {2: right}, why="Salah ketik.", by=who("kota-admin"),
        at=WED_2026_01_07,
    )  # fmt: skip
    before = case.as_of(MON_2026_01_05)

    assert [right] == [one.asked_at for one in case.parts]
    assert before is not None
    assert () == before.parts


def test_a_case_with_parts_is_stored_and_read(city: Procedure, adopted: Adopt, who: Find) -> None:
    """In documents of the same schema."""
    case = city.perform(adopted(), ASK, by=who("dpu-liaison"), at=TUE_2026_01_06)
    case = city.perform(case, GIVE, by=who("dishub-liaison"), at=WED_2026_01_07)
    read = sp4n.load(sp4n.dump(case))

    assert isinstance(read, Case)
    assert (case, case.parts) == (read, read.parts)


def test_a_replay_finds_nothing_in_what_was_allowed(
    city: Procedure, procedure: Procedure, adopted: Adopt, who: Find
) -> None:
    """Where nobody can be asked for a part, each step is told but the answer."""
    case = adopted(confidential=True)
    for command, by in (
        (ASK_SECRETLY, "dpu"), (GIVE, "dishub"), (ASK_SECRETLY, "dpu"), (WITHOUT, "dpu"),
        (RELEASE, "dpu"),
    ):  # fmt: skip
        case = city.perform(case, command, by=who(f"{by}-admin"), at=TUE_2026_01_06)

    assert () == replay(city, case)
    assert {2, 3, 4, 6} == {one.event for one in replay(procedure, case)}


@pytest.mark.parametrize("effect", [Effect.CONTRIBUTE, Effect.RELEASE, Effect.INVOLVE])
def test_what_is_forged_makes_no_part(effect: Effect, adopted: Adopt) -> None:
    """A part that nobody asked for; an agency that is no code."""
    first = adopted().events[0]
    part = (("part", 7 if effect is Effect.INVOLVE else "DISHUB"),)
    forged = evolve(first, number=2, kind="x", effects=(effect,), facts=part)

    assert () == Case.from_events(adopted().complaint, [first, forged]).parts


def test_a_part_is_given_by_whoever_was_asked_first(adopted: Adopt) -> None:
    """Two offices that were asked apart may have become one by the time."""
    case = asked(asked(adopted()))
    last = case.events[-1]
    given = evolve(last, number=4, kind="contribute", effects=(Effect.CONTRIBUTE,), texts=())

    assert [False, True] == [one.is_open for one in case.apply(given).parts]


# The extension


def test_lapors_first_table_can_have_it_too(
    procedure: Procedure, complaint: Callable[..., Complaint], who: Find
) -> None:
    """Every answer there is final."""
    table = extended(LAPOR_1, {"coordination": {}})
    city = evolve(procedure, workflow=table)
    case = city.adopt(complaint(), status="verified", holder="DPU", source="x", at=MON_2026_01_05)

    assert "lapor/1+coordination" == table.version
    assert ["parts_open"] == refusals(
        city.decide(asked(case), FINAL, by=who("dpu-admin"), at=WED_2026_01_07)
    )


def test_switching_it_on_or_off_keeps_open_cases_going(
    city: Procedure, procedure: Procedure, adopted: Adopt, who: Find
) -> None:
    """The table that a case is pinned to stays known, its parts with it."""
    case = asked(adopted())

    assert procedure.decide(case, GIVE, by=who("dishub-admin"), at=WED_2026_01_07)
    assert ["parts_open"] == refusals(
        procedure.decide(case, FINAL, by=who("dpu-admin"), at=WED_2026_01_07)
    )


def test_a_table_without_a_status_for_it_is_refused() -> None:
    """Nobody could ask."""
    bare = Workflow("x", (Status("new", Phase.NEW, Label(id="a", en="b")),), (), (), "new")

    with pytest.raises(InvalidValue) as caught:
        coordination(bare)

    assert ("no_status_in_phase", "coordination") == (
        caught.value.code, caught.value.faults[0].where,
    )  # fmt: skip


def test_a_citys_own_field_for_the_reason_stays() -> None:
    """It is asked for by its name, and not given twice."""
    field = CommandField("why_without", FieldKind.TEXT, text_kind="alasan")
    kinds = [
        evolve(one, fields=(*one.fields, field)) if one.code == "close" else one
        for one in LAPOR.commands
    ]
    close = coordination(evolve(LAPOR, version="own/1", commands=kinds)).command("close")

    assert close is not None
    assert (field,) == close.fields


TO = CommandField("to", FieldKind.AGENCY, required=True)
WHY = CommandField("why", FieldKind.TEXT, text_kind="why")


def own(effect: Effect, fields: list[CommandField], *guards: str) -> Workflow:
    """LAPOR!'s table with a command of a city's own that has an effect on parts."""
    kind = CommandKind("own", Label(id="a", en="b"), fields, (effect,))
    row = Transition("verified", "own", ("operator",), "verified", guards)
    rows = (*LAPOR.transitions, row)
    return evolve(LAPOR, version="own/1", commands=(*LAPOR.commands, kind), transitions=rows)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (own(Effect.INVOLVE, [TO, WHY], "receiver_is_fit", "disclosure_is_reasoned"), []),
        (own(Effect.INVOLVE, [TO, WHY], "receiver_is_fit"), ["needs_guard"]),
        (own(Effect.INVOLVE, [TO, WHY]), ["needs_guard", "needs_guard"]),
        (own(Effect.RELEASE, []), ["missing"]),
        (own(Effect.RELEASE, [TO]), []),
        (own(Effect.CONTRIBUTE, [WHY]), []),
    ],
)
def test_a_citys_own_table_must_not_disclose(table: Workflow, expected: list[str]) -> None:
    """Whoever is asked is fit to know, and a reason is given."""
    assert expected == [one.code for one in safety_faults(table)]


def test_a_field_of_the_same_name_forges_no_part(
    procedure: Procedure, complaint: Callable[..., Complaint], who: Find
) -> None:
    """The event remembers whose part it is, once."""
    side = CommandField("part", FieldKind.CHOICE, choices=("KOTA",), default="KOTA")
    table = own(Effect.CONTRIBUTE, [side])
    rows = [
        evolve(row, who=("agency_admin",)) if row.command == "own" else row
        for row in table.transitions
    ]
    city = evolve(procedure, workflow=evolve(table, transitions=rows))
    case = city.adopt(complaint(), status="verified", holder="DPU", source="x", at=MON_2026_01_05)
    given = city.perform(asked(case), Command("own"), by=who("dishub-admin"), at=WED_2026_01_07)

    assert (("part", "DISHUB"),) == given.events[-1].facts


def test_nothing_is_released_by_naming_nobody(
    procedure: Procedure, complaint: Callable[..., Complaint], who: Find
) -> None:
    """A table of one's own need not ask whom."""
    city = evolve(procedure, workflow=own(Effect.RELEASE, [evolve(TO, required=False)]))
    case = city.adopt(complaint(), status="verified", holder="DPU", source="x", at=MON_2026_01_05)
    after = city.perform(asked(case), Command("own"), by=who("dpu-operator"), at=WED_2026_01_07)

    assert ((), [True]) == (after.events[-1].facts, [one.is_open for one in after.parts])
