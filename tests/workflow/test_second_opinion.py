"""What a second, plain model of the rules found in the first one; each once more, by hand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from sp4n.model import Actor, Appointment, Complaint, Role
from sp4n.workflow import (
    LAPOR,
    Case,
    Procedure,
    Refused,
    Transition,
    commands,
)

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_01_06 = datetime(2026, 1, 6, 2, 30, tzinfo=UTC)
MAY = MON_2026_01_05 + timedelta(days=120)

Adopt = Callable[..., Case]


@pytest.fixture
def adopted(city: Procedure, complaint: Callable[..., Complaint]) -> Adopt:
    """A verified case with a number, held by an agency since Monday, accusing some."""

    def make(number: str, holder: str, *accused: str) -> Case:
        given = complaint(number=number, accused=accused)
        return city.adopt(given, status="verified", holder=holder, source="x", at=MON_2026_01_05)

    return make


def test_the_accused_join_nothing_to_what_accuses_them(
    city: Procedure, adopted: Adopt, who: Callable[[str], Actor]
) -> None:
    """Not even the half that ends their own case, though the other one lies below them."""
    own, accusing = adopted("1", "DPU"), adopted("2", "BIDANG", "DPU")

    decision = city.decide(
        own, commands.join(into="2"), by=who("dpu-admin"), at=TUE_2026_01_06, beside=(accusing,)
    )

    assert isinstance(decision, Refused)
    assert ["case_not_shown"] == [one.code for one in decision.reasons]


@pytest.mark.parametrize(("holders", "expected"), [(("GONE",), True), ((), True)])
def test_what_a_vanished_agency_held_can_be_joined_by_the_root(
    holders: tuple[str, ...],
    expected: bool,  # noqa: FBT001 - a column of the table
    city: Procedure,
    adopted: Adopt,
    who: Callable[[str], Actor],
) -> None:
    """As anything else that lies below it; so can what nobody holds, lest it be lost."""
    own, other = adopted("1", "DPU"), adopted("2", "DPU")
    gone = Case.from_events(other.complaint, [evolve(other.events[0], holders=holders)])

    decision = city.decide(
        own, commands.join(into="2"), by=who("nasional-admin"), at=TUE_2026_01_06, beside=(gone,)
    )

    assert expected == bool(decision), str(decision)


@pytest.mark.parametrize(
    ("accused", "expected"),
    [
        (("KEM",), ("NASIONAL",)),
        (("PROV",), ("NASIONAL",)),
        (("NASIONAL",), ()),  # all hang below it
    ],
)
def test_no_late_case_goes_to_the_accused(
    accused: tuple[str, ...], expected: tuple[str, ...], city: Procedure, adopted: Adopt
) -> None:
    """Whoever held it before it was taken over: not to them either."""
    late = adopted("1", "KEM", *accused)

    after = city.perform(late, commands.escalate(), by=Actor.system(), at=MAY)

    assert expected == after.holders


def test_of_two_rows_that_fail_the_first_says_why(
    procedure: Procedure, adopted: Adopt, who: Callable[[str], Actor]
) -> None:
    """All reasons are those of one row, when an officer with two roles could take two."""
    table = evolve(
        LAPOR,
        version="own/1",
        transitions=(
            *LAPOR.transitions[:1],
            Transition("verified", "hold", (Role.LIAISON_OFFICER,), "unverified", at_most=1),
            Transition(
                "verified", "hold", (Role.AGENCY_ADMIN,), "unverified", ("not_at_the_root",)
            ),
        ),
    )
    twice = tuple(
        Appointment("dpu-liaison", "NASIONAL", role)
        for role in (Role.LIAISON_OFFICER, Role.AGENCY_ADMIN)
    )
    staff = (*procedure.directory.appointments, *twice)
    own = Procedure(table, evolve(procedure.directory, appointments=staff), procedure.calendar)
    case = own.adopt(
        adopted("1", "DPU").complaint, status="verified", holder="NASIONAL", source="x",
        at=MON_2026_01_05,
    )  # fmt: skip
    held_before = case.apply(evolve(case.events[0], number=2, kind="hold"))

    decision = own.decide(
        held_before, commands.hold(missing="Contoh"), at=TUE_2026_01_06,
        by=Actor.officer("dpu-liaison", at="NASIONAL"),
    )  # fmt: skip

    assert isinstance(decision, Refused)
    assert ["too_often"] == [one.code for one in decision.reasons]
