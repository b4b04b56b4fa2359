"""Who gets the case: verify, dispose, return, hold and complete, step by step."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from sp4n.model import Actor, Classification, Complaint
from sp4n.workflow import Case, Effect, Event, Phase, Procedure, Proposal, commands

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)

RETURN = commands.return_to_sender(why="Bukan kewenangan kami.")


@pytest.fixture
def proposed(procedure: Procedure, complaint: Callable[..., Complaint]) -> Callable[..., Case]:
    """Receive a complaint at KOTA with a proposal."""

    def make(agency: str, proposed: Classification | None = None, **fields: object) -> Case:
        proposal = Proposal(agency, "rule", "r-1", proposed)
        return procedure.receive(complaint(**fields), at=MON_2026_01_05, proposal=proposal)

    return make


# verify


def test_verify_takes_the_proposal(
    proposed: Callable[..., Case], after: Callable[..., Case]
) -> None:
    """The agency, and the class if the complaint has none."""
    case = after(proposed("DPU", Classification.SERVICE), commands.verify(), "kota-admin")

    assert ("verified", "DPU") == (case.status, case.holder)
    assert Classification.SERVICE is case.classification
    assert (("classification", "service"),) == case.events[-1].facts
    assert (Effect.ASSIGN, Effect.CORRECT) == case.events[-1].effects


@pytest.mark.parametrize(
    ("given", "to", "classification", "expected"),
    [
        ("normative", None, None, "normative"),  # the complaint has one
        (None, None, "light", "light"),  # the admin names one
        (None, "DPU", None, None),  # whoever names an agency follows no proposal
        ("normative", "DISHUB", "light", "light"),  # a correction
    ],
)
def test_whose_class_counts(
    given: str | None,
    to: str | None,
    classification: str | None,
    expected: str | None,
    proposed: Callable[..., Case],
    after: Callable[..., Case],
) -> None:
    """The admin's before the complaint's before the proposed one."""
    case = proposed("DPU", Classification.SERVICE, classification=given)
    moved = after(case, commands.verify(to=to, classification=classification), "kota-admin")

    assert expected == moved.classification


def test_a_verification_that_corrects_nothing_did_not_correct(
    proposed: Callable[..., Case], after: Callable[..., Case]
) -> None:
    """It only assigned."""
    assert (Effect.ASSIGN,) == after(proposed("DPU"), commands.verify(), "kota-admin").events[
        -1
    ].effects


@pytest.mark.parametrize("to", ["KOTA", "DPU", "SEKSI", "KEC", "KEM"])
def test_an_admin_verifies_to_the_own_subtree_or_the_proposal(
    to: str, proposed: Callable[..., Case], after: Callable[..., Case]
) -> None:
    """KEM lies elsewhere, but the route proposes it."""
    assert to == after(proposed("KEM"), commands.verify(to=to), "kota-admin").holder


@pytest.mark.parametrize("to", ["KAB", "PROV", "NASIONAL"])
def test_beyond_the_own_subtree_an_admin_may_not_verify(
    to: str, proposed: Callable[..., Case], codes: Callable[..., list[str]]
) -> None:
    """Not even upward: that is what `return` is for."""
    assert ["outside_subtree"] == codes(proposed("KEM"), commands.verify(to=to), "kota-admin")


@pytest.mark.parametrize("to", ["KAB", "KEM", "NASIONAL", "SEKSI"])
def test_the_national_admin_verifies_to_anybody(
    to: str, proposed: Callable[..., Case], after: Callable[..., Case]
) -> None:
    """The whole country is their subtree."""
    assert to == after(proposed("DPU"), commands.verify(to=to), "nasional-admin").holder


@pytest.mark.parametrize(
    ("agency", "expected"),
    [("LAMA", "agency_inactive"), ("TIDAK_ADA", "unknown_agency"), ("DISHUB", "agency_accused")],
)
def test_unfit_receivers(
    agency: str,
    expected: str,
    proposed: Callable[..., Case],
    codes: Callable[..., list[str]],
) -> None:
    """Ended, unknown or accused: whether the admin names it or the route does."""
    case = proposed(agency, accused={"DISHUB"})

    assert [expected] == codes(case, commands.verify(), "kota-admin")
    assert [expected] == codes(case, commands.verify(to=agency), "kota-admin")


def test_corrections_are_kept_beside_the_original(
    proposed: Callable[..., Case], after: Callable[..., Case]
) -> None:
    """Words as texts, codes as facts; the complaint itself never changes."""
    before = proposed("DPU", category="Jalan")
    command = commands.verify(title="Lubang", body="Ada lubang.", category="Trotoar")
    case = after(before, command, "kota-admin")

    assert before.complaint == case.complaint
    assert ("Jalan", "Trotoar") == (before.category, case.category)
    assert ("corrected_title", "corrected_body") == case.events[-1].texts
    assert "Lubang" == case.texts["1000001/2/corrected_title"].body
    assert "Ada lubang." == case.texts["1000001/2/corrected_body"].body
    assert (("category", "Trotoar"),) == case.events[-1].facts


# dispose


@pytest.mark.parametrize(
    ("by", "to"),
    [("dpu-admin", "BIDANG"), ("dpu-admin", "SEKSI"), ("kota-admin", "DISHUB"),
     ("prov-admin", "KAB"), ("prov-admin", "KOTA")],
)  # fmt: skip
def test_dispose_goes_below_the_own_agency(
    by: str, to: str, case_in: Callable[..., Case], after: Callable[..., Case]
) -> None:
    """At any depth; an admin above the holder may give it to somebody else of theirs."""
    moved = after(case_in(), commands.dispose(to=to, note="Segera."), by)

    assert ("verified", to) == (moved.status, moved.holder)
    assert (Effect.ASSIGN,) == moved.events[-1].effects
    assert ("note",) == moved.events[-1].texts


@pytest.mark.parametrize(
    ("holder", "by", "to", "expected"),
    [
        ("DPU", "dpu-admin", "DPU", ["already_the_holder", "outside_subtree"]),
        ("DPU", "dpu-admin", "KOTA", ["outside_subtree"]),
        ("DPU", "dpu-admin", "DISHUB", ["outside_subtree"]),
        ("BIDANG", "dpu-admin", "DPU", ["outside_subtree"]),
        ("BIDANG", "dpu-admin", "BIDANG", ["already_the_holder"]),
        ("DPU", "kota-admin", "LAMA", ["agency_inactive"]),
        ("DPU", "dpu-admin", "TIDAK_ADA", ["unknown_agency"]),
    ],
)
def test_dispose_is_strictly_downward(
    holder: str,
    by: str,
    to: str,
    expected: list[str],
    case_in: Callable[..., Case],
    codes: Callable[..., list[str]],
) -> None:
    """Neither to oneself, nor up, nor beside, nor to whoever holds it already."""
    assert expected == codes(case_in(holder=holder), commands.dispose(to=to), by)


def test_the_route_is_no_receiver_of_a_disposition(
    procedure: Procedure,
    complaint: Callable[..., Complaint],
    after: Callable[..., Case],
    codes: Callable[..., list[str]],
) -> None:
    """`to` is required, whatever the route on record proposes."""
    proposal = Proposal("BIDANG", "rule")
    case = procedure.receive(complaint(), at=MON_2026_01_05, proposal=proposal)
    held = after(case, commands.verify(to="DPU"), "kota-admin")

    assert ["field_missing"] == codes(held, commands.Command("dispose"), "dpu-admin")


# return


def test_return_walks_back_the_way_it_came_and_then_upward(
    proposed: Callable[..., Case], after: Callable[..., Case], codes: Callable[..., list[str]]
) -> None:
    """From hand to hand; each agency is remembered as tried; the root keeps it."""
    case = after(proposed("DPU"), commands.verify(), "kota-admin")
    case = after(case, commands.dispose(to="SEKSI"), "dpu-admin")
    assert (("SEKSI",), ("KOTA", "DPU")) == (case.holders, case.senders)

    steps = [
        ("bidang-admin", "DPU", ("KOTA",), ("SEKSI",)),
        ("dpu-liaison", "KOTA", (), ("SEKSI", "DPU")),
        ("kota-liaison", "PROV", (), ("SEKSI", "DPU", "KOTA")),
        ("prov-admin", "NASIONAL", (), ("SEKSI", "DPU", "KOTA", "PROV")),
    ]
    for by, holder, senders, tried in steps:
        case = after(case, RETURN, by)
        assert ("unverified", holder) == (case.status, case.holder)
        assert (senders, tried) == (case.senders, case.tried)
        assert (Effect.GIVE_BACK,) == case.events[-1].effects
        assert ("why_returned",) == case.events[-1].texts
    assert "at_the_root" in codes(case, RETURN, "nasional-admin")


@pytest.mark.parametrize(
    ("holder", "by", "accused", "expected"),
    [
        ("SEKSI", "bidang-admin", (), "BIDANG"),  # its parent has an admin
        ("KEC", "kota-admin", (), "KOTA"),
        ("DPU", "dpu-liaison", ("BIDANG", "DISHUB"), "KOTA"),  # whom it accuses is not above
        ("KEM", "kem-admin", (), "NASIONAL"),
    ],
)
def test_without_a_sender_it_goes_to_the_nearest_admin_above(
    holder: str,
    by: str,
    accused: tuple[str, ...],
    expected: str,
    case_in: Callable[..., Case],
    after: Callable[..., Case],
) -> None:
    """Of an adopted case nobody knows who gave it to whom."""
    case = case_in("unverified", holder, accused=frozenset(accused))

    assert expected == after(case, RETURN, by).holder


@pytest.mark.parametrize(
    ("sender", "expected"),
    [("DISHUB", "DISHUB"), ("KEC", "KOTA"), ("LAMA", "KOTA"), ("TIDAK_ADA", "KOTA")],
)
def test_a_sender_that_can_not_take_it_is_replaced_by_whoever_is_above(
    sender: str, expected: str, case_in: Callable[..., Case], after: Callable[..., Case]
) -> None:
    """KEC has no admin, LAMA ended, and one is not in the directory any more."""
    given = Event(
        2, "dispose", MON_2026_01_05, Actor.officer("somebody", at=sender), "verified",
        Phase.ASSIGNED, (Effect.ASSIGN,), ("DPU",),
    )  # fmt: skip
    case = case_in("verified", "KOTA").apply(given)

    assert (sender,) == case.senders
    assert expected == after(case, RETURN, "dpu-liaison").holder


def test_an_admin_above_takes_a_case_back(
    proposed: Callable[..., Case], after: Callable[..., Case]
) -> None:
    """It comes to whoever gave it, and the holder counts as tried."""
    case = after(proposed("DPU"), commands.verify(), "kota-admin")
    back = after(case, RETURN, "prov-admin")

    assert ("KOTA", ("DPU",)) == (back.holder, back.tried)


def test_a_proposal_that_was_tried_proposes_no_more(
    proposed: Callable[..., Case], after: Callable[..., Case], codes: Callable[..., list[str]]
) -> None:
    """The admin has to name somebody; they may even insist."""
    case = after(proposed("DPU"), commands.verify(), "kota-admin")
    back = after(case, RETURN, "dpu-liaison")

    assert ("DPU", None) == (case.proposed, back.proposed)
    assert ["no_proposal"] == codes(back, commands.verify(), "kota-admin")
    assert "DPU" == after(back, commands.verify(to="DPU"), "kota-admin").holder
    assert "DISHUB" == after(back, commands.verify(to="DISHUB"), "kota-admin").holder


def test_whoever_gives_it_away_again_is_its_only_sender(
    proposed: Callable[..., Case], after: Callable[..., Case]
) -> None:
    """An admin above who moves it from one office to another gets it back."""
    case = after(proposed("DPU"), commands.verify(), "kota-admin")
    moved = after(case, commands.dispose(to="DISHUB"), "kota-admin")

    assert ("KOTA",) == moved.senders
    assert "KOTA" == after(moved, RETURN, "dishub-liaison").holder


# hold and complete


def test_hold_and_complete_keep_the_holder_and_its_senders(
    proposed: Callable[..., Case], after: Callable[..., Case]
) -> None:
    """Whoever asked goes on with it."""
    case = after(proposed("DPU"), commands.verify(), "kota-admin")
    held = after(case, commands.hold(missing="Lokasinya?"), "dpu-admin")
    done = after(held, commands.complete(addition="Jalan Contoh."), "reporter")

    assert ("awaiting_completion", "DPU", ("KOTA",)) == (held.status, held.holder, held.senders)
    assert ("unverified", "DPU", ("KOTA",)) == (done.status, done.holder, done.senders)
    assert (Effect.ASK,) == held.events[-1].effects
    assert () == done.events[-1].effects
    assert ["1000001/3/missing", "1000001/4/addition"] == [one.key for one in done.texts]


def test_a_whole_life(proposed: Callable[..., Case], after: Callable[..., Case]) -> None:
    """Verified, answered, replied to, answered again and closed by the reporter."""
    case = after(proposed("DPU"), commands.verify(), "kota-admin")
    case = after(case, commands.follow_up(answer="Akan ditambal."), "dpu-operator")
    case = after(case, commands.reply(message="Kapan?"), "reporter")
    case = after(case, commands.follow_up(answer="Sudah."), "dpu-liaison")
    case = after(case, commands.close(), "reporter")

    assert [
        ("submit", "unverified"), ("verify", "verified"), ("follow_up", "followed_up"),
        ("reply", "replied"), ("follow_up", "followed_up"), ("close", "closed_by_reporter"),
    ] == [(one.kind, one.status) for one in case.events]  # fmt: skip
    assert (6, False, ("DPU",)) == (case.version, case.is_open, case.holders)
