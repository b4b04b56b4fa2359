"""Offices that end: who may act, hand-over, stranded cases, wrong times set right."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from attrs import evolve

import sp4n
from sp4n.errors import InvalidValue
from sp4n.model import Actor, Agency, Appointment, Complaint, Directory, Officer
from sp4n.workdays import indonesia
from sp4n.workflow import (
    LAPOR,
    Case,
    CommandKind,
    CommandRefused,
    Effect,
    Event,
    Phase,
    Procedure,
    Proposal,
    commands,
    hand_over,
    replay,
    set_right,
    stranded,
)
from sp4n.workflow.recording import due_hand_over
from sp4n.workflow.replaying import check_cases

DAY = date(2026, 3, 2)
MON_2026_02_23 = datetime(2026, 2, 23, 2, tzinfo=UTC)
EARLIER = MON_2026_02_23 - timedelta(1)
MON_2026_03_02 = datetime(2026, 3, 2, 2, tzinfo=UTC)
ANSWER = commands.follow_up(answer="Sudah kami tangani.")
SYSTEM = Actor.system()
WHY = "Jam server salah."

_AGENCIES = (
    Agency("NASIONAL", "Admin nasional"),
    Agency("KOTA", "Kota Contoh", parent="NASIONAL", region="99.71", front_desk=True),
    Agency("LAMA", "Lama", parent="KOTA", active_until=DAY, successors=["BARU"]),
    Agency("BARU", "Baru", parent="KOTA"),
    Agency("PECAH", "Pecah", parent="KOTA", active_until=DAY, successors=["KIRI", "KANAN"]),
    Agency("KIRI", "Kiri", parent="KOTA", active_from=DAY),
    Agency("KANAN", "Kanan", parent="KOTA", active_from=DAY),
    Agency("MATI", "Mati", parent="KOTA", active_until=DAY),
    Agency("SEKSI", "Seksi", parent="LAMA"),
)
_PEOPLE = {
    "nasional-admin": "national_admin",
    "kota-admin": "agency_admin",
    "lama-admin": "agency_admin",
    "lama-liaison": "liaison_officer",
    "baru-admin": "agency_admin",
    "baru-liaison": "liaison_officer",
    "kiri-liaison": "liaison_officer",
    "seksi-liaison": "liaison_officer",
}


def directory(*, without: tuple[str, ...] = ()) -> Directory:
    people = {one: role for one, role in _PEOPLE.items() if one not in without}
    return Directory(
        _AGENCIES,
        [Officer(one, f"Petugas {place}") for place, one in enumerate(people)],
        [Appointment(one, one.partition("-")[0].upper(), role) for one, role in people.items()],
    )


def procedure(*, without: tuple[str, ...] = ()) -> Procedure:
    return Procedure(LAPOR, directory(without=without), indonesia())


CITY = procedure()


def who(name: str, at: str | None = None) -> Actor:
    return Actor.officer(name, at=at or name.partition("-")[0].upper())


def complaint(**fields: Any) -> Complaint:
    given: dict[str, Any] = {"region": "99.71", "reporter": "pelapor-1"}
    given |= {"submitted_at": MON_2026_02_23} | fields
    return Complaint("1000001", "Jalan", "Jalan berlubang.", **given)


def held_by(agency: str, status: str = "verified", **fields: Any) -> Case:
    """A case in a status since 23 February, at an agency."""
    return CITY.adopt(
        complaint(**fields), status=status, holder=agency, source="lama", at=MON_2026_02_23
    )


def codes(build: Callable[[], object]) -> list[str]:
    with pytest.raises(CommandRefused) as caught:
        build()
    return [one.code for one in caught.value.reasons]


# Who may act


@pytest.mark.parametrize(
    ("holder", "officer", "at", "expected"),
    [
        ("LAMA", "lama-liaison", MON_2026_02_23, "may"),
        ("LAMA", "baru-liaison", MON_2026_02_23, "may not"),
        ("LAMA", "lama-liaison", MON_2026_03_02, "may not"),
        ("LAMA", "baru-liaison", MON_2026_03_02, "may"),
        ("LAMA", "kota-admin", MON_2026_03_02, "may"),
        ("SEKSI", "baru-admin", MON_2026_02_23, "may not"),
        ("SEKSI", "baru-admin", MON_2026_03_02, "may"),
        ("PECAH", "kiri-liaison", MON_2026_03_02, "may not"),
        ("PECAH", "kota-admin", MON_2026_03_02, "may"),
        ("MATI", "kota-admin", MON_2026_03_02, "may"),
    ],
)
def test_a_successors_people_may_act(
    holder: str, officer: str, at: datetime, expected: str
) -> None:
    """From its first day on, and the old one's no more; of several nobody, but an admin above."""
    back = commands.return_to_sender(why="Bukan wewenang kami.")
    decision = CITY.decide(held_by(holder), back, by=who(officer), at=at)

    assert expected == ("may" if decision else "may not")


def test_whoever_acts_for_an_ended_office_acts_for_its_successor() -> None:
    """If they serve there: a session may still name the old code."""
    assert CITY.decide(held_by("LAMA"), ANSWER, by=who("baru-liaison", "LAMA"), at=MON_2026_03_02)
    assert ["no_appointment"] == codes(
        lambda: CITY.perform(
            held_by("LAMA"), ANSWER, by=who("lama-liaison", "LAMA"), at=MON_2026_03_02
        )
    )


def test_an_accusation_follows_the_accused() -> None:
    """Who accuses LAMA accuses BARU: it neither receives nor knows nor is handed the case."""
    about_lama = complaint(accused={"LAMA"}, confidential=True, target_agency="LAMA")
    case = CITY.receive(about_lama, at=MON_2026_03_02)

    assert ("KOTA",) == case.holders
    assert not CITY.may_know(case, by=who("baru-admin"), at=MON_2026_03_02)
    assert ["agency_accused"] == codes(
        lambda: CITY.perform(
            case, commands.verify(to="BARU"), by=who("kota-admin"), at=MON_2026_03_02
        )
    )


def test_targets_and_proposals_follow() -> None:
    """A complaint addressed to LAMA is received at BARU, and a route to LAMA leads there."""
    addressed = CITY.receive(complaint(target_agency="LAMA"), at=MON_2026_03_02)
    proposed = CITY.receive(
        complaint(), at=MON_2026_02_23, proposal=Proposal("LAMA", "rule", "aturan")
    )
    verified = CITY.perform(proposed, commands.verify(), by=who("kota-admin"), at=MON_2026_03_02)

    assert (("BARU",), ("BARU",)) == (addressed.holders, verified.holders)


def test_what_came_back_from_the_old_office_does_not_go_to_the_new_one() -> None:
    """Its return counts for its successor, so the route on record proposes nobody any more."""
    case = CITY.receive(complaint(), at=MON_2026_02_23, proposal=Proposal("LAMA", "rule"))
    case = CITY.perform(case, commands.verify(), by=who("kota-admin"), at=MON_2026_02_23)
    back = commands.return_to_sender(why="Bukan wewenang kami.")
    case = CITY.perform(case, back, by=who("lama-liaison"), at=MON_2026_02_23)

    assert ("KOTA",) == case.holders
    assert ["no_proposal"] == codes(
        lambda: CITY.perform(case, commands.verify(), by=who("kota-admin"), at=MON_2026_03_02)
    )


def test_a_return_goes_to_the_successor_of_the_sender() -> None:
    """LAMA disposed it to SEKSI; when SEKSI sends it back, BARU has LAMA's place."""
    case = CITY.perform(
        held_by("LAMA"), commands.dispose(to="SEKSI"), by=who("lama-admin"), at=MON_2026_02_23
    )
    back = commands.return_to_sender(why="Bukan wewenang kami.")

    assert ("BARU",) == CITY.perform(case, back, by=who("seksi-liaison"), at=MON_2026_03_02).holders


# Hand-over


def test_a_hand_over_moves_the_holder_and_nothing_else() -> None:
    """As an event of the system; status and phase stay, and so does when it came there."""
    case = held_by("LAMA")
    after = hand_over(CITY, case, MON_2026_03_02)
    event = after.events[-1]

    assert ("hand_over", SYSTEM, ("BARU",), ()) == (
        event.kind, event.by, event.holders, event.effects,
    )  # fmt: skip
    assert ("verified", Phase.ASSIGNED, MON_2026_02_23, ("BARU",)) == (
        after.status, after.phase, after.since_at, after.holders,
    )  # fmt: skip
    assert CITY.decide(after, ANSWER, by=who("baru-liaison"), at=MON_2026_03_02)


def test_who_has_not_ended_keeps_the_case() -> None:
    """The same case comes back: it may be asked of all, as often as one likes."""
    case = held_by("LAMA")
    after = hand_over(CITY, case, MON_2026_03_02)

    assert case is hand_over(CITY, case, MON_2026_02_23)
    assert after is hand_over(CITY, after, MON_2026_03_02)


@pytest.mark.parametrize(
    ("holder", "to", "expected"),
    [
        ("MATI", None, ["no_successor"]),
        ("PECAH", None, ["several_successors"]),
        ("PECAH", "BARU", ["not_a_successor"]),
        ("LAMA", "KIRI", ["not_a_successor"]),
        ("MATI", "KIRI", ["no_successor"]),
    ],
)
def test_a_hand_over_needs_one_successor(holder: str, to: str | None, expected: list[str]) -> None:
    """None is refused, several ask for a choice, and the choice must be one of them."""
    assert expected == codes(lambda: hand_over(CITY, held_by(holder), MON_2026_03_02, to=to))


@pytest.mark.parametrize(
    ("holder", "on", "expected"),
    [
        ("LAMA", DAY, (DAY, ("BARU",))),
        ("LAMA", date(2026, 3, 1), None),
        ("LAMA", None, (DAY, ("BARU",))),
        ("PECAH", DAY, (DAY, ("KIRI", "KANAN"))),
        ("MATI", DAY, None),
        ("BARU", None, None),
    ],
)
def test_a_hand_over_is_due_from_the_end_of_the_office_on(
    holder: str, on: date | None, expected: tuple[date, tuple[str, ...]] | None
) -> None:
    """To each that follows; to nobody where nobody does."""
    assert expected == due_hand_over(CITY, held_by(holder), on)


def test_a_case_is_told_as_stranded_on_the_day_that_is_asked_for() -> None:
    """MATI ends on 2 March, and nobody follows it; its people are nobody, so KOTA's admin acts.

    Without any admin above nobody does: from that day on, and without a day for ever.
    """
    alone = procedure(without=("nasional-admin", "kota-admin"))
    people = [*alone.directory.officers, Officer("mati-admin", "Petugas Mati")]
    held = [*alone.directory.appointments, Appointment("mati-admin", "MATI", "agency_admin")]
    city = evolve(alone, directory=evolve(alone.directory, officers=people, appointments=held))
    case = held_by("MATI")
    told = {
        on: "case_stranded" in [one.code for one in check_cases(city, [case], on)]
        for on in (date(2026, 3, 1), DAY, None)
    }

    assert {date(2026, 3, 1): False, DAY: True, None: True} == told


def test_a_holder_that_the_directory_lacks_has_no_successor() -> None:
    """It is told, rather than passed over in silence."""
    case = held_by("LAMA")
    lost = Case.from_events(case.complaint, [evolve(case.events[0], holders=("HILANG",))])

    assert ["no_successor"] == codes(lambda: hand_over(CITY, lost, MON_2026_03_02))


def test_of_several_holders_those_that_ended_hand_over() -> None:
    """The others keep their part; nobody holds it twice."""
    case = held_by("LAMA")
    first = case.events[0]

    def after(*holders: str) -> tuple[str, ...]:
        shared = Case.from_events(case.complaint, [evolve(first, holders=holders)])
        return hand_over(CITY, shared, MON_2026_03_02).holders

    assert (("KIRI", "BARU"), ("BARU",)) == (after("KIRI", "LAMA"), after("LAMA", "BARU"))


def test_one_of_several_is_chosen() -> None:
    """By the system, or by an admin who reaches the case."""
    by_admin = hand_over(CITY, held_by("PECAH"), MON_2026_03_02, to="KANAN", by=who("kota-admin"))

    assert ("KANAN",) == by_admin.holders
    assert ("KIRI",) == hand_over(CITY, held_by("PECAH"), MON_2026_03_02, to="KIRI").holders


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (who("kiri-liaison"), ["wrong_role"]),
        (who("seksi-liaison", "KIRI"), ["no_appointment"]),
        (who("baru-admin"), ["not_the_holder"]),
        (Actor.reporter("pelapor-1"), ["wrong_role"]),
    ],
)
def test_others_may_not_hand_over(by: Actor, expected: list[str]) -> None:
    """Only the system and admins who reach the case."""
    assert expected == codes(
        lambda: hand_over(CITY, held_by("PECAH"), MON_2026_03_02, to="KIRI", by=by)
    )


def test_a_confidential_case_is_not_handed_over_by_strangers() -> None:
    """To them there is no such case, whatever else speaks against it."""
    case = held_by("PECAH", confidential=True)

    right = {1: MON_2026_02_23}
    for by in (who("baru-admin"), Actor.reporter("pelapor-2")):
        handing = partial(hand_over, CITY, case, MON_2026_03_02, by=by)
        setting = partial(set_right, CITY, case, right, why=WHY, by=by, at=MON_2026_03_02)
        assert (["not_found"], ["not_found"]) == (codes(handing), codes(setting))


def test_the_accused_hand_nothing_over() -> None:
    """Nor do they set times right; the system hands it to the nearest who may have it."""
    case = Case.from_events(complaint(accused={"KOTA"}), held_by("PECAH").events)
    handing = partial(hand_over, CITY, case, MON_2026_03_02, to="KIRI")
    by = who("kota-admin")
    times = {1: MON_2026_02_23}
    setting = partial(set_right, CITY, case, times, why=WHY, by=by, at=MON_2026_03_02)

    assert (["not_found"], ["not_found"]) == (codes(partial(handing, by=by)), codes(setting))
    assert ("NASIONAL",) == handing().holders


def test_an_accused_successor_is_passed_over() -> None:
    """The nearest admin above it takes the case."""
    case = held_by("LAMA", accused={"BARU"})

    assert ("KOTA",) == hand_over(CITY, case, MON_2026_03_02).holders


def test_a_hand_over_does_not_go_back_in_time() -> None:
    """It comes after the last event."""
    case = CITY.perform(
        held_by("LAMA"), ANSWER, by=who("baru-liaison"), at=MON_2026_03_02 + timedelta(hours=1)
    )

    assert ["time_reversed"] == codes(lambda: hand_over(CITY, case, MON_2026_03_02))


def test_a_commands_own_name_is_no_hand_over() -> None:
    """A city's command that is called so and assigns starts what it starts."""
    case = held_by("LAMA")
    event = Event(
        2, "hand_over", MON_2026_03_02, SYSTEM, "verified", Phase.ASSIGNED, (Effect.ASSIGN,),
        ("BARU",),
    )  # fmt: skip

    assert MON_2026_03_02 == case.apply(event).since_at


# Replay and documents


def test_replay_allows_what_was_handed_over_and_set_right() -> None:
    """And refuses a hand-over to somebody else, or a time that a stranger set."""
    case = CITY.receive(complaint(target_agency="LAMA"), at=MON_2026_02_23)
    handed = hand_over(CITY, case, MON_2026_03_02)
    right = set_right(
        CITY,
        handed,
        {2: MON_2026_03_02 - timedelta(1)},
        why=WHY,
        by=who("kota-admin"),
        at=MON_2026_03_02,
    )
    forged = handed.apply(evolve(right.events[-1], by=who("kiri-liaison")))
    elsewhere = case.apply(evolve(handed.events[-1], by=who("kiri-liaison"), holders=("KIRI",)))

    assert replay(CITY, right) == ()
    for history in (forged, elsewhere):
        (divergence,) = replay(CITY, history)
        assert "wrong_role" in [one.code for one in divergence.reasons]


def test_replay_asks_a_workflow_that_has_such_a_command() -> None:
    """Then it is that command, which the table judges."""
    table = evolve(
        LAPOR, commands=(*LAPOR.commands, CommandKind("hand_over", LAPOR.commands[0].label))
    )
    case = CITY.receive(complaint(target_agency="LAMA"), at=MON_2026_02_23)
    handed = hand_over(CITY, case, MON_2026_03_02)

    (divergence,) = replay(evolve(CITY, workflow=evolve(table, version="kota/1")), handed)

    assert "not_from_status" in [one.code for one in divergence.reasons]


def test_both_acts_are_stored_and_loaded() -> None:
    """A case that was handed over and set right is the same after a round trip."""
    case = hand_over(CITY, held_by("LAMA", "followed_up"), MON_2026_03_02)
    case = set_right(
        CITY, case, {1: MON_2026_02_23 + timedelta(hours=1)}, why=WHY, by=who("kota-admin"),
        at=MON_2026_03_02,
    )  # fmt: skip

    assert case == sp4n.load(sp4n.dump(case))


# Wrong times


FAR = datetime(2062, 2, 23, 2, tzinfo=UTC)


def test_a_time_after_the_callers_clock_is_refused() -> None:
    """By decide and perform, beside whatever else speaks against it."""
    case, by = held_by("BARU"), who("baru-liaison")
    more: dict[str, Any] = {"by": by, "at": FAR, "not_after": MON_2026_03_02}

    assert ["in_the_future"] == codes(lambda: CITY.perform(case, ANSWER, **more))
    assert CITY.decide(case, ANSWER, **(more | {"at": MON_2026_03_02}))
    with pytest.raises(InvalidValue):
        CITY.decide(case, ANSWER, **(more | {"not_after": datetime(2026, 1, 1)}))  # noqa: DTZ001


def test_a_case_stuck_in_the_future_goes_on_once_its_time_is_right() -> None:
    """Nobody could do anything before 2062; the right time was on 2 March."""
    case = CITY.perform(held_by("BARU"), ANSWER, by=who("baru-liaison"), at=FAR)
    right = set_right(
        CITY, case, {2: MON_2026_03_02}, why=WHY, by=who("kota-admin"), at=MON_2026_03_02
    )
    event = right.events[1]

    assert (MON_2026_03_02, FAR.isoformat()) == (event.at, event.fact("recorded_at"))
    assert MON_2026_03_02 == right.since_at
    assert "followed_up" == right.status
    assert CITY.decide(right, commands.close(), by=who("kota-admin"), at=MON_2026_03_02)


def test_a_store_that_keeps_the_wrong_time_reads_the_right_one() -> None:
    """It appends one event; folded again, the history is the same case."""
    case = CITY.perform(held_by("BARU"), ANSWER, by=who("baru-liaison"), at=FAR)
    right = set_right(
        CITY, case, {2: MON_2026_03_02}, why=WHY, by=who("kota-admin"), at=MON_2026_03_02
    )
    stored = (*case.events, *right.since(case.version))

    assert right == Case.from_events(right.complaint, stored)


def test_a_time_may_be_set_right_twice() -> None:
    """The last word counts; the first time on record is remembered."""
    case, admin = held_by("BARU", "followed_up"), who("kota-admin")
    hour = timedelta(hours=1)
    for n in (1, 2):
        right = {1: MON_2026_02_23 + n * hour}
        case = set_right(CITY, case, right, why=WHY, by=admin, at=MON_2026_03_02)
    first = case.events[0]

    assert MON_2026_02_23 + 2 * hour == first.at
    assert [MON_2026_02_23.isoformat()] == [
        value for name, value in first.facts if name == "recorded_at"
    ]


@pytest.mark.parametrize(
    ("times", "at", "expected"),
    [
        ({3: MON_2026_03_02}, FAR, ["no_such_event"]),
        ({0: MON_2026_03_02}, FAR, ["no_such_event"]),
        ({2: EARLIER}, FAR, ["time_unfit"]),
        ({2: FAR + timedelta(1)}, FAR, ["time_unfit"]),
        ({1: EARLIER - timedelta(1)}, FAR, ["time_unfit"]),
        ({1: FAR + timedelta(1)}, FAR + timedelta(2), ["time_unfit", "later_than_recorded"]),
        ({1: EARLIER}, MON_2026_03_02, ["time_reversed"]),
        ({1: MON_2026_02_23, 2: MON_2026_03_02}, MON_2026_03_02, None),
    ],
)
def test_a_right_time_fits_between_its_neighbours(
    times: dict[int, datetime], at: datetime, expected: list[str] | None
) -> None:
    """Not before the event before it, nor after the next one, nor after the act itself."""
    case = CITY.perform(
        held_by("BARU", submitted_at=EARLIER), ANSWER, by=who("baru-liaison"), at=FAR
    )

    setting = partial(set_right, CITY, case, times, why=WHY, by=who("kota-admin"), at=at)

    if expected is None:
        right = setting()
        assert list(times.values()) == [event.at for event in right.events[:2]]
    else:
        assert expected == codes(setting)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (who("baru-liaison"), "wrong_role"),
        (who("kiri-liaison", "BARU"), "no_appointment"),
        (who("lama-admin"), "no_appointment"),
        (SYSTEM, "wrong_role"),
        (Actor.reporter("pelapor-1"), "wrong_role"),
    ],
)
def test_only_an_admin_sets_times_right(by: Actor, expected: str) -> None:
    """Who reaches the case."""
    case, right = held_by("BARU", submitted_at=EARLIER), {1: EARLIER}

    assert [expected] == codes(
        lambda: set_right(CITY, case, right, why=WHY, by=by, at=MON_2026_03_02)
    )


def test_a_right_time_lies_not_after_the_callers_clock() -> None:
    """Setting right is an act like others."""
    assert ["in_the_future"] == codes(
        lambda: set_right(
            CITY, held_by("BARU", submitted_at=EARLIER), {1: EARLIER}, why=WHY,
            by=who("kota-admin"), at=FAR, not_after=MON_2026_03_02,
        )
    )  # fmt: skip


def test_a_foreign_event_of_that_name_sets_nothing_right_without_a_time() -> None:
    """What is no instant, or of no earlier event, is passed over."""
    case = held_by("BARU")
    facts = (("at.1", "kemarin"), ("at.2", FAR.isoformat()), ("at.9", 7))
    event = Event(
        2, "set_right", MON_2026_03_02, SYSTEM, "verified", Phase.ASSIGNED, (), ("BARU",),
        facts=facts,
    )  # fmt: skip
    naive = evolve(event, facts=(("at.1", "2026-02-24T08:00:00"),))

    for one in (event, naive):
        assert MON_2026_02_23 == case.apply(one).events[0].at
    with pytest.raises(InvalidValue):
        case.apply(evolve(event, number=3))


# Stranded


NOBODY = tuple(one for one in _PEOPLE if one != "seksi-liaison")


@pytest.mark.parametrize(
    ("case", "without", "at", "expected"),
    [
        (held_by("BARU"), (), MON_2026_03_02, []),
        (held_by("LAMA"), (), MON_2026_03_02, []),
        (held_by("MATI"), (), MON_2026_03_02, []),
        (held_by("MATI"), NOBODY, MON_2026_03_02, ["holder_ended"]),
        (held_by("BARU"), NOBODY, MON_2026_03_02, ["nobody_may_act"]),
        (held_by("BARU", "followed_up"), NOBODY, MON_2026_03_02, []),  # the system will close it
        (held_by("BARU", "awaiting_completion"), NOBODY, MON_2026_03_02, []),
        (held_by("BARU", "closed_by_admin"), NOBODY, MON_2026_03_02, []),
        (held_by("BARU"), (), MON_2026_02_23 - timedelta(1), ["time_reversed"]),
    ],
)
def test_who_is_stranded(
    case: Case, without: tuple[str, ...], at: datetime, expected: list[str]
) -> None:
    """Open, and nobody but the reporter may act, and no timer runs."""
    found = stranded(procedure(without=without), case, at=at)

    assert expected == [one.code for one in found]


def test_a_case_of_unknown_holder_table_or_status_is_stranded() -> None:
    """An unknown holder lies below the root, whose admin may act, if there is one."""
    case = held_by("BARU")
    first = case.events[0]

    def told(people: Procedure, **changes: Any) -> list[str]:
        forged = Case.from_events(case.complaint, [evolve(first, **changes)])
        return [one.code for one in stranded(people, forged, at=MON_2026_03_02)]

    assert [] == told(CITY, holders=("HILANG",))
    assert ["holder_unknown"] == told(procedure(without=NOBODY), holders=("HILANG",))
    assert ["nobody_may_act"] == told(CITY, holders=())
    assert ["unknown_workflow"] == told(CITY, facts=(("workflow", "lapor/0"),))
    assert ["status_unknown"] == told(CITY, status="hilang")


def test_a_command_that_moves_nothing_saves_no_case() -> None:
    """Nor does a timer that lies beyond the calendar, or whose guard nobody passes."""
    people = procedure(without=NOBODY)
    late = CITY.adopt(complaint(), status="followed_up", holder="BARU", source="lama", at=FAR)

    assert ["nobody_may_act"] == [one.code for one in stranded(people, late, at=FAR)]
