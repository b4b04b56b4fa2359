"""Routing a case: where it should go as it stands, after corrections and returns."""

from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from sp4n import sample_policy
from sp4n.errors import InvalidValue
from sp4n.model import Actor, Agency, Categories, Complaint, Directory, Text
from sp4n.policy import Policy
from sp4n.policy.case_routing import as_corrected
from sp4n.routing import AnyWord, CategoryWithin, Rule, RuleBook
from sp4n.workflow import Case, Effect, commands

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_01_06 = datetime(2026, 1, 6, 2, 30, tzinfo=UTC)
JULY = date(2026, 7, 1)
THU_2026_07_02 = datetime(2026, 7, 2, 2, 30, tzinfo=UTC)

AGENCIES = (
    Agency("KOTA", "Kota Contoh", region="99.71", front_desk=True),
    Agency("DPU", "Dinas PU", parent="KOTA", active_until=JULY, successors=["JALAN", "AIR"]),
    Agency("JALAN", "Dinas Jalan", parent="KOTA", active_from=JULY),
    Agency("AIR", "Dinas Air", parent="KOTA", active_from=JULY),
    Agency("DISHUB", "Dishub", parent="KOTA"),
    Agency("DLH", "DLH", parent="KOTA"),
    Agency("BARU", "Baru", parent="KOTA", active_from=JULY),
)
BOOK = RuleBook(
    [
        Rule("tree", AnyWord("pohon"), "DLH"),
        Rule("new", AnyWord("lubang"), "BARU", valid_from=JULY),
        Rule("road", AnyWord("lubang"), "DPU", alternates=["JALAN", "AIR", "DISHUB"]),
        Rule("lamp", CategoryWithin("Lampu"), "DISHUB"),
    ]
)
DIRECTORY = Directory(AGENCIES, categories=Categories({"Lampu": None}))
POLICY = Policy("Kota Contoh", "1", book=BOOK, bound_to=DIRECTORY)
HOLE = Complaint(
    "X-0001", "Jalan berlubang", "Lubang di depan pasar.", MON_2026_01_05, region="99.71"
)


def received(complaint: Complaint = HOLE) -> Case:
    return POLICY.receive(complaint, at=complaint.submitted_at)


def returned(*agencies: str) -> Case:
    """A case that each of these had and sent back, on record."""
    case = received()
    first = case.events[0]
    for agency in agencies:
        number = case.version + 1
        given = evolve(first, number=number, kind="verify", holders=(agency,), facts=())
        back = evolve(
            given, number=number + 1, kind="return", effects=(Effect.GIVE_BACK,), holders=("KOTA",)
        )
        case = case.apply(given).apply(back)
    return case


def corrected(at: datetime = TUE_2026_01_06, **texts: str) -> Case:
    """A case whose words were corrected, on record."""
    case = received()
    kinds = tuple(f"corrected_{name}" for name in texts)
    event = evolve(
        case.events[0], number=2, kind="verify", at=at, facts=(("category", "Lampu"),), texts=kinds,
        effects=(Effect.CORRECT,),
    )  # fmt: skip
    written = zip(kinds, texts.values(), strict=True)
    return case.apply(event, [Text(f"X-0001/2/{kind}", kind, words) for kind, words in written])


def test_a_case_is_routed_by_its_corrected_words() -> None:
    """Title and body; what was not corrected is as it came."""
    assert "DPU" == POLICY.route(received()).agency
    assert "DLH" == POLICY.route(corrected(body="Pohon tumbang.")).agency
    assert "DLH" == POLICY.route(corrected(title="Pohon tumbang")).agency
    assert "DISHUB" == POLICY.route(corrected(title="Gelap", body="Gelap gulita.")).agency


def test_the_last_correction_counts() -> None:
    """Once a correction is erased, neither it nor what it mended speaks any more."""
    case = corrected(body="Pohon tumbang.")
    event = evolve(case.events[-1], number=3)
    again = case.apply(event, [Text("X-0001/3/corrected_body", "corrected_body", "Lubang lagi.")])
    erased = evolve(case, texts=case.texts.erase("X-0001/2/corrected_body"))

    assert "DPU" == POLICY.route(again).agency
    assert "DPU" == POLICY.route(erased).agency


def test_longer_words_than_a_complaint_may_have_are_no_dead_end() -> None:
    """A table of one's own may allow them, and no case is without a way."""
    assert "DLH" == POLICY.route(corrected(body="Pohon tumbang. " + "x" * 9_000)).agency


def test_a_case_is_not_sent_again_to_who_sent_it_back() -> None:
    """The trace says so; the first event's route stays as it was."""
    case = returned("DPU")
    route = POLICY.route(case)
    step = next(one for one in route.trace if one.rule == "road")

    assert ("DISHUB", "road") == (route.agency, route.rule)
    assert ("DPU", "tried") == (step.agency, step.outcome)
    assert "not to DPU: already tried" in step.describe()
    assert "DPU" == case.events[0].fact("proposed")


def test_nor_to_any_that_follows_it() -> None:
    """DPU was split in July: JALAN and AIR have the same people, and the same answer."""
    case = returned("DPU")
    july = POLICY.route(case, at=THU_2026_07_02, excluding=["BARU"])

    assert "DISHUB" == july.agency
    assert {"DPU", "JALAN", "AIR"} <= {
        step.agency for step in july.trace if step.outcome == "tried"
    }


def test_whoever_is_excluded_besides_is_left_out_too() -> None:
    """A code by itself, or several."""
    for others in ("DISHUB", ["DISHUB"]):
        assert "KOTA" == POLICY.route(returned("DPU"), excluding=others).agency


def test_the_accused_are_left_out_as_ever() -> None:
    """With all below them."""
    case = received(evolve(HOLE, accused={"DPU"}))
    route = POLICY.route(case)
    step = next(one for one in route.trace if one.rule == "road")

    assert "DISHUB" == route.agency
    assert ("DPU", "accused") == (step.agency, step.outcome)


def test_rules_count_as_of_the_last_event_unless_a_day_is_given() -> None:
    """Rule ``new`` is in force from July on."""
    case = corrected(THU_2026_07_02, body="Lubang lagi.")

    assert "BARU" == POLICY.route(case).agency
    assert "DPU" == POLICY.route(case, at=MON_2026_01_05).agency


@pytest.mark.parametrize("wrong", [None, "X-0001", HOLE.title, POLICY])
def test_nothing_else_is_routed(wrong: object) -> None:
    """Neither a number nor a policy."""
    with pytest.raises(InvalidValue, match="must be a complaint"):
        POLICY.route(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [7, [7], [None]])
def test_whom_to_exclude_is_a_list_of_codes(wrong: object) -> None:
    """Also of a case."""
    with pytest.raises(InvalidValue):
        POLICY.route(returned("DPU"), excluding=wrong)  # type: ignore[arg-type]


def test_what_was_not_corrected_is_the_same_complaint() -> None:
    """Nothing else of it is left behind."""
    assert received().complaint == as_corrected(received())
    assert HOLE == as_corrected(returned("DPU"))


def test_in_the_sample_city_a_returned_case_finds_another_way() -> None:
    """As played there: DPU says that it is not theirs."""
    policy = sample_policy()
    complaint = evolve(HOLE, submitted_at=MON_2026_01_05)
    case = policy.receive(complaint, at=MON_2026_01_05)
    first = policy.route(case).agency
    admin = Actor.officer("kota-admin", at="KOTA")
    case = policy.perform(case, commands.verify(), by=admin, at=TUE_2026_01_06)
    liaison = next(
        Actor.officer(one.officer, at=first)
        for one in policy.directory.team(first, date(2026, 1, 6))
        if one.role == "liaison_officer"
    )
    back = commands.return_to_sender(why="Bukan kami.")
    case = policy.perform(case, back, by=liaison, at=TUE_2026_01_06)

    assert first == policy.route(case.complaint).agency
    assert first != policy.route(case).agency
