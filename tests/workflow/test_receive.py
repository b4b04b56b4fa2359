"""receive and adopt: how a case begins, and who holds it then."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue, UnknownCode
from sp4n.model import Actor, Agency, Classification, Complaint, Directory
from sp4n.workdays import indonesia
from sp4n.workflow import (
    LAPOR,
    Case,
    CommandRefused,
    Effect,
    Phase,
    Procedure,
    Proposal,
    ReceiveAt,
    commands,
)

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
NAIVE = datetime(2026, 1, 6, 9, 30)  # noqa: DTZ001  # naive on purpose

Make = Callable[..., Complaint]
Who = Callable[[str], Actor]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("DPU", "DPU"),
        ("SEKSI", "BIDANG"),  # no admin of its own
        ("KEC", "KOTA"),
        ("LAMA", "KOTA"),  # ended, though it has an admin
        ("KEM", "KEM"),
        ("NASIONAL", "NASIONAL"),
        ("TIDAK_ADA", "KOTA"),  # unknown: as if nobody were named
        (None, "KOTA"),
    ],
)
def test_a_named_target_is_received_by_its_admin_or_the_nearest_above(
    target: str | None, expected: str, procedure: Procedure, complaint: Make
) -> None:
    """Whatever the region says."""
    case = procedure.receive(complaint(target_agency=target), at=MON_2026_01_05)

    assert expected == case.holder


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("99.71", "KOTA"),
        ("99.71.01", "KOTA"),  # KEC's desk has no admin
        ("99.71.02.1001", "KOTA"),
        ("99.72.05", "KAB"),
        ("99.73", "PROV"),
        ("98.01", "NASIONAL"),
        (None, "NASIONAL"),
    ],
)
def test_without_a_target_the_lowest_front_desk_receives(
    region: str | None, expected: str, procedure: Procedure, complaint: Make
) -> None:
    """That covers the region and has an admin; the root at worst."""
    assert expected == procedure.receive(complaint(region=region), at=MON_2026_01_05).holder


@pytest.mark.parametrize(
    ("target", "receive_at", "expected"),
    [(None, "national", "NASIONAL"), ("DPU", "national", "DPU"), (None, "front_desk", "KOTA")],
)
def test_a_policy_may_let_the_nation_receive(
    target: str | None,
    receive_at: ReceiveAt,
    expected: str,
    procedure: Procedure,
    complaint: Make,
) -> None:
    """What names nobody; a named target stays one."""
    case = procedure.receive(
        complaint(target_agency=target), at=MON_2026_01_05, receive_at=receive_at
    )

    assert expected == case.holder


@pytest.mark.parametrize(
    ("target", "accused", "expected"),
    [
        ("DPU", {"DPU"}, "KOTA"),
        ("DPU", {"DPU", "KOTA"}, "PROV"),
        (None, {"KOTA"}, "PROV"),
        (None, {"KOTA", "PROV"}, "NASIONAL"),
        ("BIDANG", {"DPU"}, "KOTA"),  # what hangs below the accused receives nothing either
        ("DISHUB", {"KOTA"}, "PROV"),
        ("KEM", {"NASIONAL"}, None),  # all agencies hang below the root: nobody may hold it
        (None, {"KOTA", "NASIONAL"}, None),
    ],
)
def test_the_accused_never_receive(
    target: str | None,
    accused: set[str],
    expected: str | None,
    procedure: Procedure,
    complaint: Make,
) -> None:
    """Nor does anybody below them: the mayor's own inspectorate is no way out, the province is."""
    case = procedure.receive(complaint(target_agency=target, accused=accused), at=MON_2026_01_05)

    assert expected == case.holder


def test_a_state_without_officers_still_receives(complaint: Make) -> None:
    """No Wrong Door: at the root."""
    alone = Procedure(LAPOR, Directory([Agency("X", "Contoh")]), indonesia())

    assert "X" == alone.receive(complaint(), at=MON_2026_01_05).holder


def test_what_the_first_event_remembers(procedure: Procedure, complaint: Make) -> None:
    """Who, when, the table's version, and the route as a proposal."""
    proposal = Proposal("DPU", "rule", "road", Classification.SERVICE, confidential=True)
    case = procedure.receive(complaint(), at=MON_2026_01_05, proposal=proposal)
    (event,) = case.events

    assert (1, "submit", MON_2026_01_05, Actor.reporter("pelapor-1")) == (
        event.number, event.kind, event.at, event.by,
    )  # fmt: skip
    assert ("unverified", Phase.NEW, (Effect.ASSIGN,), ("KOTA",)) == (
        event.status, event.phase, event.effects, event.holders,
    )  # fmt: skip
    assert (
        ("workflow", "lapor/2"),
        ("proposed", "DPU"),
        ("via", "rule"),
        ("rule", "road"),
        ("proposed_classification", "service"),
        ("confidential", True),
    ) == event.facts
    assert ("lapor/2", "DPU", True, None) == (
        case.workflow, case.proposed, case.is_confidential, case.classification,
    )  # fmt: skip


def test_what_nobody_proposed_is_not_remembered(procedure: Procedure, complaint: Make) -> None:
    """Absent, rather than empty."""
    bare = procedure.receive(complaint(), at=MON_2026_01_05)
    short = procedure.receive(complaint(), at=MON_2026_01_05, proposal=Proposal("X", "root"))

    assert (("workflow", "lapor/2"),) == bare.events[0].facts
    assert (("workflow", "lapor/2"), ("proposed", "X"), ("via", "root")) == short.events[0].facts
    assert (None, False, False) == (bare.proposed, bare.is_confidential, bare.is_adopted)


@pytest.mark.parametrize("staff", ["dpu-operator", "kota-liaison", "kem-admin"])
def test_staff_key_in_what_came_on_paper(
    staff: str, procedure: Procedure, complaint: Make, who: Who
) -> None:
    """At any door; the case goes where it would have gone anyway."""
    case = procedure.receive(complaint(), at=MON_2026_01_05, by=who(staff))

    assert (who(staff), "KOTA", ()) == (case.events[0].by, case.holder, case.senders)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("dpu-former", "no_appointment"),
        ("dpu-future", "no_appointment"),
        ("dpu-operator@KOTA", "no_appointment"),
        ("other-reporter", "not_the_reporter"),
        ("system", "wrong_role"),
    ],
)
def test_who_may_not_submit(
    by: str, expected: str, procedure: Procedure, complaint: Make, who: Who
) -> None:
    """Whoever does not serve, somebody else, and the system; beside a time that can't be."""
    for wait, codes in ((0, [expected]), (-1, ["submitted_later", expected])):
        with pytest.raises(CommandRefused) as caught:
            procedure.receive(complaint(), at=MON_2026_01_05 + timedelta(seconds=wait), by=who(by))
        assert codes == [one.code for one in caught.value.reasons]
        assert "?" not in caught.value.describe("id") + caught.value.describe("en")


def test_a_reporter_without_a_key_has_only_complaints_without_one(
    procedure: Procedure, complaint: Make
) -> None:
    """Nobody's complaint is not everybody's."""
    nobody = Actor.reporter()

    assert procedure.receive(complaint(reporter=None), at=MON_2026_01_05, by=nobody).is_open
    with pytest.raises(CommandRefused):
        procedure.receive(complaint(), at=MON_2026_01_05, by=nobody)


def test_naive_times_are_refused(procedure: Procedure, complaint: Make) -> None:
    """To begin with, there is no case that could refuse."""
    with pytest.raises(InvalidValue) as received:
        procedure.receive(complaint(), at=NAIVE)
    with pytest.raises(InvalidValue) as adopted:
        procedure.adopt(complaint(), status="verified", holder="DPU", source="sebelumnya", at=NAIVE)

    assert ("naive_datetime", "at") == (received.value.code, received.value.faults[0].where)
    assert ("naive_datetime", "at") == (adopted.value.code, adopted.value.faults[0].where)


# adopt


def test_adopt_invents_nothing(procedure: Procedure, complaint: Make) -> None:
    """One event of the system, with the status, the holder and the source."""
    case = procedure.adopt(
        complaint(classification="light"),
        status="replied",
        holder="DPU",
        source="register-lama",
        at=MON_2026_01_05,
    )
    (event,) = case.events

    assert case.is_adopted
    assert ("adopt", Actor.system()) == (event.kind, event.by)
    assert ("replied", Phase.IN_PROGRESS, ("DPU",)) == (case.status, case.phase, case.holders)
    assert (("workflow", "lapor/2"), ("source", "register-lama")) == event.facts
    assert ((), (), None, Classification.LIGHT) == (
        case.senders, case.tried, case.proposed, case.classification,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "holder", "kind", "suggestion"),
    [
        ("verifed", "DPU", "status", "verified"),
        ("verified", "DPV", "agency", "DPU"),
        ("verifed", "QQQQQQ", "agency", None),
    ],
)
def test_adopt_refuses_what_there_is_not(
    status: str,
    holder: str,
    kind: str,
    suggestion: str | None,
    procedure: Procedure,
    complaint: Make,
) -> None:
    """With the closest code there is."""
    with pytest.raises(UnknownCode) as caught:
        procedure.adopt(
            complaint(), status=status, holder=holder, source="elsewhere", at=MON_2026_01_05
        )

    assert (kind, suggestion) == (caught.value.kind, caught.value.suggestion)


def test_appointments_are_read_on_the_day_of_receipt(complaint: Make, directory: Directory) -> None:
    """An admin who is not appointed yet receives nothing."""
    later = [
        evolve(one, since=date(2026, 1, 6)) if one.officer == "kota-admin" else one
        for one in directory.appointments
    ]
    procedure = Procedure(LAPOR, evolve(directory, appointments=later), indonesia())

    assert "PROV" == procedure.receive(complaint(), at=MON_2026_01_05).holder
    assert "KOTA" == procedure.receive(complaint(), at=MON_2026_01_05 + timedelta(days=1)).holder


def test_what_was_proposed_is_taken_though_much_happened_since(
    procedure: Procedure, complaint: Make, after: Callable[..., Case]
) -> None:
    """A verification that names nothing takes agency and class from the first event."""
    proposal = Proposal("DPU", "rule", "road", Classification.SERVICE)
    received = procedure.receive(complaint(), at=MON_2026_01_05, proposal=proposal)
    held = after(received, commands.hold(missing="Mohon sebutkan lokasinya."), "kota-admin")
    complete = after(held, commands.complete(addition="Di depan pasar."), "reporter")

    verified = after(complete, commands.verify(), "kota-admin")

    assert ("DPU", Classification.SERVICE) == (verified.holder, verified.classification)
