"""Joining and separating: nothing becomes known, nothing is buried, and all can be undone."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue
from sp4n.model import Actor, Complaint
from sp4n.workflow import (
    Case,
    Command,
    CommandRefused,
    Effect,
    Event,
    Needs,
    Phase,
    Procedure,
    Refused,
    StandingAnswer,
    commands,
    join_cases,
    replay,
    separate_cases,
    standing_answer,
)
from sp4n.workflow.extensions import duplicates
from sp4n.workflow.lapor import LAPOR
from sp4n.workflow.links import status_before_joining
from sp4n.workflow.replaying import check_cases
from sp4n.workflow.workflow import safety_faults

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_01_06 = datetime(2026, 1, 6, 2, 30, tzinfo=UTC)
WED_2026_01_07 = datetime(2026, 1, 7, 2, 30, tzinfo=UTC)
THU_2026_01_08 = datetime(2026, 1, 8, 2, 30, tzinfo=UTC)

Adopt = Callable[..., Case]
Find = Callable[[str], Actor]


@pytest.fixture(scope="session")
def adopted(city: Procedure, complaint: Callable[..., Complaint]) -> Adopt:
    """Adopt a case in a status at a holder, DPU unless another one is given."""

    def make(number: str, status: str = "verified", holder: str = "DPU", **fields: Any) -> Case:
        return city.adopt(
            complaint(number=number, **fields),
            status=status,
            holder=holder,
            source="x",
            at=MON_2026_01_05,
        )

    return make


@pytest.fixture(scope="session")
def joined(city: Procedure, adopted: Adopt, who: Find) -> Callable[..., tuple[Case, Case]]:
    """Join case 1 to case 2 on Tuesday, by KOTA's admin; each in a status with its reporter."""

    def make(status: str = "verified", into: str = "verified", **fields: Any) -> tuple[Case, Case]:
        one = adopted("1", status, reporter="pelapor-1")
        two = adopted("2", into, reporter="pelapor-2", **fields)
        return join_cases(city, one, into=two, by=who("kota-admin"), at=TUE_2026_01_06)

    return make


def against(city: Procedure, one: Case, two: Case, by: Actor) -> list[str]:
    """Why the first isn't joined to the second; nothing if it is."""
    try:
        join_cases(city, one, into=two, by=by, at=TUE_2026_01_06)
    except CommandRefused as refused:
        return [reason.code for reason in refused.reasons]
    return []


# -- what becomes known ----------------------------------------------------------------------------

OPEN: dict[str, Any] = {}
SECRET = {"confidential": True}
OF_DISHUB = {"accused": {"DISHUB"}}
OF_DISHUB_AND_KEM = {"accused": {"DISHUB", "KEM"}}
OF_ONE = {"accused_officers": {"dishub-liaison"}}
BY_ANOTHER = {"reporter": "pelapor-2"}
ELSEWHERE = {"holder": "DISHUB"}

# What one complaint is, what the other one is, and what speaks against joining the first to it.
MADE_KNOWN: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    (OPEN, OPEN, []),
    (OPEN, BY_ANOTHER, []),
    (OPEN, ELSEWHERE, []),
    # a number that stands on an open case is known to all
    (OPEN, SECRET, ["would_be_disclosed"]),
    (SECRET, OPEN, ["would_be_disclosed"]),
    # who holds and who wrote a confidential case may know it
    (SECRET, SECRET, []),
    (SECRET, SECRET | BY_ANOTHER, ["would_be_disclosed"]),
    (SECRET, SECRET | ELSEWHERE, ["would_be_disclosed"]),
    # the accused know the one that does not accuse them, and not the other
    (OPEN, OF_DISHUB, ["would_be_disclosed"]),
    (OF_DISHUB, OPEN, ["accusation_lost"]),
    (OF_DISHUB, OF_DISHUB, []),
    (OF_DISHUB, OF_DISHUB | BY_ANOTHER, []),
    (OF_DISHUB, OF_DISHUB_AND_KEM, ["would_be_disclosed"]),
    (OF_DISHUB_AND_KEM, OF_DISHUB, ["accusation_lost"]),
    (OPEN, OF_ONE, ["would_be_disclosed"]),
    (OF_ONE, OPEN, ["accusation_lost"]),
    (OF_ONE, OF_ONE, []),
    (OF_ONE | SECRET, OF_ONE | SECRET, []),
    (OF_ONE | SECRET, OF_DISHUB | SECRET, ["accusation_lost"]),
]


@pytest.mark.parametrize(("one", "other", "expected"), MADE_KNOWN)
def test_what_would_become_known_is_not_joined(
    city: Procedure,
    adopted: Adopt,
    who: Find,
    one: dict[str, Any],
    other: dict[str, Any],
    expected: list[str],
) -> None:
    """To anybody who may know one of both only: the reporter, the holder's people, the accused."""
    cases = adopted("1", **one), adopted("2", **other)

    assert expected == against(city, cases[0], cases[1], who("kota-admin"))


@pytest.mark.parametrize("aside", [0, 1])
def test_whoever_stepped_aside_from_one_learns_nothing_of_it_by_the_other(
    city: Procedure, adopted: Adopt, who: Find, aside: int
) -> None:
    """DPU's liaison officer still knows the one from which they did not step aside."""
    cases = [adopted(number) for number in "12"]
    recuse, liaison = commands.recuse(), who("dpu-liaison")
    cases[aside] = city.perform(cases[aside], recuse, by=liaison, at=MON_2026_01_05)

    assert ["would_be_disclosed"] == against(city, cases[0], cases[1], who("kota-admin"))


def test_a_case_is_not_taken_in_either_that_was_joined_by_other_rules(
    city: Procedure, joined: Callable[..., tuple[Case, Case]], adopted: Adopt, who: Find
) -> None:
    """A history from elsewhere says that an open case was joined to a confidential one."""
    one, _ = joined()
    command = Command("gather", {"case": "1", "supporters": 1})
    decision = city.decide(
        adopted("2", confidential=True), command, by=who("kota-admin"), at=TUE_2026_01_06,
        beside=[one],
    )  # fmt: skip

    assert isinstance(decision, Refused)
    assert ["would_be_disclosed"] == [reason.code for reason in decision.reasons]


# -- oversight -------------------------------------------------------------------------------------

SERVICE, OVERSIGHT = {"classification": "service"}, {"classification": "oversight"}


@pytest.mark.parametrize(
    ("one", "other", "proposed", "expected"),
    [
        (SERVICE, SERVICE, (), []),
        (SERVICE, OVERSIGHT, (), []),
        (OVERSIGHT, OVERSIGHT, (), []),
        (OVERSIGHT, SERVICE, (), ["oversight_lost"]),
        (OVERSIGHT, OPEN, (), ["oversight_lost"]),
        # what the route proposes counts as long as nobody has said otherwise …
        (OVERSIGHT, OPEN, (1,), []),
        (OPEN, OPEN, (0,), ["oversight_lost"]),
        (OPEN, OPEN, (0, 1), []),
        # … and for the case that would be buried, even then
        (SERVICE, SERVICE, (0,), ["oversight_lost"]),
        (OVERSIGHT, SERVICE, (1,), ["oversight_lost"]),
    ],
)
def test_no_case_of_oversight_is_buried_in_one_of_service(
    city: Procedure,
    adopted: Adopt,
    who: Find,
    one: dict[str, Any],
    other: dict[str, Any],
    proposed: tuple[int, ...],
    expected: list[str],
) -> None:
    """By its class, or by what the route on record proposes of the cases named."""
    cases = [adopted("1", **one), adopted("2", **other)]
    for place in proposed:
        first = cases[place].events[0]
        facts = (*first.facts, ("proposed_classification", "oversight"))
        cases[place] = Case.from_events(cases[place].complaint, [evolve(first, facts=facts)])

    assert expected == against(city, cases[0], cases[1], who("kota-admin"))


# -- undoing ---------------------------------------------------------------------------------------

UNSETTLED = ("unverified", "verified", "followed_up", "replied", "escalated")


@pytest.mark.parametrize("status", UNSETTLED)
def test_a_separated_case_is_where_it_was(
    status: str, city: Procedure, joined: Callable[..., tuple[Case, Case]], who: Find
) -> None:
    """In its status, with its holder, since then; the other one has lost its supporter."""
    one, two = joined(status)
    apart, host = separate_cases(city, one, out_of=two, by=who("kota-admin"), at=WED_2026_01_07)

    assert (status, ("DPU",), WED_2026_01_07) == (apart.status, apart.holders, apart.since_at)
    assert apart.phase is city.workflow.phases[status]
    assert (("1",), 2, (), 1) == (two.duplicates, two.supporters, host.duplicates, host.supporters)
    assert (None, None) == (apart.joined_into, host.joined_into)
    assert () == replay(city, apart) == replay(city, host)


def test_a_history_that_begins_joined_has_no_status_before_it(
    joined: Callable[..., tuple[Case, Case]],
) -> None:
    """Nobody knows where it was."""
    one, _ = joined("verified")
    joining = one.events[-1]

    assert ("verified", None) == (
        status_before_joining(one.events), status_before_joining((evolve(joining, number=1),))
    )  # fmt: skip


def test_what_was_over_when_it_was_joined_is_open_afterwards(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """A city may join closed cases too: separated, such a case waits where the table says."""
    row = next(row for row in city.workflow.transitions if row.command == "separate")
    joins = next(row for row in city.workflow.transitions if row.command == "merge")
    rows = [*city.workflow.transitions, evolve(joins, source="closed_by_admin")]
    city = evolve(city, workflow=evolve(city.workflow, transitions=rows))
    one, two = join_cases(
        city, adopted("1", "closed_by_admin"), into=adopted("2"), by=who("kota-admin"),
        at=TUE_2026_01_06,
    )  # fmt: skip
    apart, _ = separate_cases(city, one, out_of=two, by=who("kota-admin"), at=WED_2026_01_07)

    assert row.target == apart.status
    assert apart.is_open


@pytest.mark.parametrize(
    "end", [commands.withdraw(), commands.archive(reason="unclear"), commands.follow_up(answer="x")]
)
def test_whatever_became_of_the_other_case_both_can_be_separated(
    end: Command, city: Procedure, joined: Callable[..., tuple[Case, Case]], who: Find
) -> None:
    """So no complaint is lost with the one that it was joined to; that one stays as it is."""
    one, two = joined()
    by = {"withdraw": "other-reporter", "archive": "kota-admin"}.get(end.code, "dpu-liaison")
    two = city.perform(two, end, by=who(by), at=TUE_2026_01_06)
    apart, host = separate_cases(city, one, out_of=two, by=who("kota-admin"), at=WED_2026_01_07)

    assert ("verified", two.status, two.since_at) == (apart.status, host.status, host.since_at)


def test_what_was_separated_can_be_joined_and_separated_again(
    city: Procedure, joined: Callable[..., tuple[Case, Case]], who: Find
) -> None:
    """Each time to where it was, though it has gone on between."""
    admin = who("kota-admin")
    one, two = joined()
    one, two = separate_cases(city, one, out_of=two, by=admin, at=TUE_2026_01_06)
    answer = commands.follow_up(answer="Sudah.")
    one = city.perform(one, answer, by=who("dpu-liaison"), at=TUE_2026_01_06)
    one, two = join_cases(city, one, into=two, by=admin, at=WED_2026_01_07)
    assert ("merged", "2", ("1",), 2) == (
        one.status, one.joined_into, two.duplicates, two.supporters,
    )  # fmt: skip
    one, two = separate_cases(city, one, out_of=two, by=admin, at=THU_2026_01_08)

    assert ("followed_up", (), 1) == (one.status, two.duplicates, two.supporters)


def test_a_case_in_between_is_separated_first(city: Procedure, adopted: Adopt, who: Find) -> None:
    """While 2 is joined to 3, nothing leaves 2: 3 would go on counting it."""
    admin = who("kota-admin")
    one, two, three = (adopted(number, reporter=f"pelapor-{number}") for number in "123")
    one, two = join_cases(city, one, into=two, by=admin, at=TUE_2026_01_06)
    two, three = join_cases(city, two, into=three, by=admin, at=TUE_2026_01_06)
    with pytest.raises(CommandRefused) as refused:
        separate_cases(city, one, out_of=two, by=admin, at=WED_2026_01_07)
    two, three = separate_cases(city, two, out_of=three, by=admin, at=WED_2026_01_07)
    assert (2, 1) == (two.supporters, three.supporters)
    one, two = separate_cases(city, one, out_of=two, by=admin, at=WED_2026_01_07)

    assert ["other_case_unfit"] == [reason.code for reason in refused.value.reasons]
    assert (1, 1) == (one.supporters, two.supporters)


def test_neither_half_of_a_separation_is_done_alone(
    city: Procedure, joined: Callable[..., tuple[Case, Case]], adopted: Adopt, who: Find
) -> None:
    """Nor of cases that were never joined, or by whoever does not reach both."""
    one, two = joined()
    admin, release = who("kota-admin"), Command("let_go", {"case": "1"})

    def refusal(case: Case, command: Command, *beside: Case, by: Actor = admin) -> list[str]:
        decision = city.decide(case, command, by=by, at=WED_2026_01_07, beside=beside)
        assert isinstance(decision, Refused)
        return [reason.code for reason in decision.reasons]

    leave = commands.separate(out_of="2")
    assert ["case_not_shown"] == refusal(one, leave)
    assert ["not_joined_to"] == refusal(one, commands.separate(out_of="3"), adopted("3"))
    assert ["outside_subtree"] == refusal(
        one, leave, evolve_holder(two, "DISHUB"), by=who("dpu-admin")
    )
    assert ["other_case_unfit"] == refusal(
        one, leave, city.perform(two, commands.recuse(), by=who("dpu-liaison"), at=THU_2026_01_08)
    )
    assert ["case_not_shown"] == refusal(two, release)
    assert ["not_separated"] == refusal(two, release, one)
    assert ["not_joined"] == refusal(adopted("2"), release, one)
    assert ["field_invalid"] == refusal(two, Command("let_go", {"case": 1}))
    assert ["field_missing"] == refusal(one, Command("separate"))


@pytest.mark.parametrize("status", ["verified", "archived", "withdrawn"])
def test_half_a_joining_is_undone_by_the_other_half_of_a_separation(
    status: str, city: Procedure, joined: Callable[..., tuple[Case, Case]], adopted: Adopt,
    who: Find,
) -> None:  # fmt: skip
    """Only the duplicate was stored; whatever became of the other one, it has nothing to let go."""
    one, _ = joined()
    ends = {
        "archived": (commands.archive(reason="unclear"), "kota-admin"),
        "withdrawn": (commands.withdraw(), "other-reporter"),
    }
    two = adopted("2", reporter="pelapor-2")
    if status in ends:
        end, name = ends[status]
        two = city.perform(two, end, by=who(name), at=WED_2026_01_07)
    found = [(each.code, each.where) for each in check_cases(city, [one, two])]
    apart, host = separate_cases(city, one, out_of=two, by=who("kota-admin"), at=THU_2026_01_08)

    assert [("case_not_taken_in", "case.1")] == found
    assert ("verified", None, two) == (apart.status, apart.joined_into, host)
    assert [] == [*check_cases(city, [apart, host])]
    with pytest.raises(CommandRefused) as refused:  # nothing is left to undo
        separate_cases(city, apart, out_of=host, by=who("kota-admin"), at=THU_2026_01_08)
    assert "not_from_status" in {reason.code for reason in refused.value.reasons}


def test_half_a_joining_is_undone_by_whoever_may_act_on_both_cases(
    city: Procedure, joined: Callable[..., tuple[Case, Case]], adopted: Adopt, who: Find
) -> None:
    """As a whole one."""
    one, _ = joined()
    decision = city.decide(
        one, commands.separate(out_of="2"), by=who("dpu-admin"), at=WED_2026_01_07,
        beside=[adopted("2", holder="DISHUB")],
    )  # fmt: skip

    assert isinstance(decision, Refused)
    assert ["outside_subtree"] == [reason.code for reason in decision.reasons]


@pytest.mark.parametrize("then", ["nothing", "an answer", "another joining"])
def test_half_a_separation_is_finished_whatever_came_after(
    then: str, city: Procedure, joined: Callable[..., tuple[Case, Case]], adopted: Adopt, who: Find
) -> None:
    """Only what left was stored; the other one counts it until it lets it go."""
    admin = who("kota-admin")
    one, two = joined()
    apart, _ = separate_cases(city, one, out_of=two, by=admin, at=TUE_2026_01_06)
    if then == "an answer":
        apart = city.perform(apart, ANSWER, by=who("dpu-liaison"), at=WED_2026_01_07)
    elif then == "another joining":
        three = adopted("3", reporter="pelapor-3")
        apart, _ = join_cases(city, apart, into=three, by=admin, at=WED_2026_01_07)
    found = [(each.code, each.where) for each in check_cases(city, [two, apart])]
    same, host = separate_cases(city, apart, out_of=two, by=admin, at=THU_2026_01_08)

    assert [("case_not_let_go", "case.2")] == found
    assert (apart, (), 1) == (same, host.duplicates, host.supporters)
    assert [] == [*check_cases(city, [host, apart])]


def test_halves_of_which_the_other_case_is_not_given_are_not_told(
    city: Procedure, joined: Callable[..., tuple[Case, Case]]
) -> None:
    """Nobody can tell them from whole ones; and of whole ones nothing is told."""
    one, two = joined()

    assert [[], [], []] == [[*check_cases(city, each)] for each in ([one], [two], [one, two])]


def evolve_holder(case: Case, holder: str) -> Case:
    """The same case, held by somebody else at last."""
    *before, last = case.events
    return Case.from_events(case.complaint, [*before, evolve(last, holders=(holder,))])


def test_a_case_whose_earlier_status_is_gone_begins_anew(
    city: Procedure, joined: Callable[..., tuple[Case, Case]], who: Find
) -> None:
    """A history from elsewhere was joined in a status that the table does not have."""
    one, two = joined()
    first = evolve(one.events[0], status="lama")
    strange = Case.from_events(one.complaint, [first, *one.events[1:]])
    apart, _ = separate_cases(city, strange, out_of=two, by=who("kota-admin"), at=WED_2026_01_07)

    assert ("unverified", Phase.NEW) == (apart.status, apart.phase)


def test_a_case_that_was_joined_from_the_first_begins_anew(
    city: Procedure, joined: Callable[..., tuple[Case, Case]], who: Find
) -> None:
    """What was adopted as joined has no status before."""
    one, two = joined()
    facts = (*one.events[0].facts, ("into", "2"))
    first = evolve(one.events[1], number=1, kind="adopt", facts=facts)
    strange = Case.from_events(one.complaint, [first])
    apart, _ = separate_cases(city, strange, out_of=two, by=who("kota-admin"), at=WED_2026_01_07)

    assert "unverified" == apart.status


def test_what_revives_a_joined_case_otherwise_has_ended_the_joining(
    joined: Callable[..., tuple[Case, Case]],
) -> None:
    """A history from elsewhere went on, and was archived later; it is not joined any more."""
    one, _ = joined()
    revived = Event(3, "x", WED_2026_01_07, Actor.system(), "verified", Phase.ASSIGNED)
    again = evolve(revived, number=4, status="merged", phase=Phase.ARCHIVED)

    assert None is one.apply(revived).joined_into is one.apply(revived).apply(again).joined_into


def test_in_a_workflow_with_escalation_taking_in_a_duplicate_is_no_way_back(
    city: Procedure, joined: Callable[..., tuple[Case, Case]]
) -> None:
    """An escalated case stays escalated, and its timers run on."""
    _, two = joined(into="escalated")

    assert ("escalated", MON_2026_01_05) == (two.status, two.since_at)


# -- supporters ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reporters", "expected"),
    [
        (["r-1", "r-1"], 1),
        (["r-1", "r-2"], 2),
        (["r-1", "r-2", "r-2", "r-2", "r-2", "r-2"], 2),
        (["r-1", "r-1", "r-2", "r-1"], 2),
        ([None, None, None], 3),
        ([None, "r-1", None, "r-1"], 3),
        ([f"r-{n}" for n in range(150)], 150),
    ],
)
def test_whoever_complains_five_times_is_one_supporter(
    city: Procedure, adopted: Adopt, who: Find, reporters: list[str | None], expected: int
) -> None:
    """Each is joined to the first; without a key nobody can tell that it was the same person."""
    host, *others = (
        adopted(str(number), reporter=reporter) for number, reporter in enumerate(reporters)
    )
    for one in others:
        _, host = join_cases(city, one, into=host, by=who("kota-admin"), at=TUE_2026_01_06)

    assert expected == host.supporters
    assert len(reporters) - 1 == len(host.duplicates)


def test_whoever_stands_behind_both_clusters_counts_once(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """0 has taken in 100 reporters and 200 has 100, of whom 50 are the same: 150."""
    admin = who("kota-admin")
    hosts = []
    for first in (0, 50):
        host = adopted(f"host-{first}", reporter=f"r-{first}")
        for n in range(first + 1, first + 100):
            one = adopted(f"{first}-{n}", reporter=f"r-{n}")
            _, host = join_cases(city, one, into=host, by=admin, at=TUE_2026_01_06)
        hosts.append(host)
    assert [100, 100] == [host.supporters for host in hosts]
    one, two = join_cases(city, hosts[0], into=hosts[1], by=admin, at=TUE_2026_01_06)

    assert 150 == two.supporters
    assert 100 == separate_cases(city, one, out_of=two, by=admin, at=TUE_2026_01_06)[1].supporters


def test_no_reporters_key_stands_in_another_case(
    city: Procedure, joined: Callable[..., tuple[Case, Case]]
) -> None:
    """Only a mark of it."""
    _, two = joined()

    assert "pelapor-1" not in repr(two.events[-1]) + str(two.events[-1].facts)
    assert "6d6b6a78956d" == two.events[-1].fact("reporters")  # sha256sum of "reporter pelapor-1"


def test_what_was_joined_before_marks_were_noted_counts_as_it_says(
    joined: Callable[..., tuple[Case, Case]],
) -> None:
    """A history of version 1 of the extension: four complaints in two joinings."""
    _, two = joined()
    old = [
        evolve(two.events[-1], number=2 + n, facts=(("case", number), ("supporters", many)))
        for n, (number, many) in enumerate((("1", 3), ("3", 1)))
    ]
    case = Case.from_events(two.complaint, [two.events[0], *old])

    assert (5, ("1", "3")) == (case.supporters, case.duplicates)


# -- what the reporter sees ------------------------------------------------------------------------

ANSWER = commands.follow_up(answer="Sudah ditambal.")


def test_a_joined_reporter_sees_status_and_answer_of_the_case_that_stands(
    city: Procedure, joined: Callable[..., tuple[Case, Case]], who: Find
) -> None:
    """Whatever that is by then; neither number nor holder nor notes are among it."""
    one, two = joined()
    before = standing_answer(city, one, beside=[two])
    two = city.perform(two, ANSWER, by=who("dpu-liaison"), at=WED_2026_01_07)
    answered = standing_answer(city, one, beside=[two])

    label = city.workflow.status("verified").label
    assert StandingAnswer("verified", Phase.ASSIGNED, label, MON_2026_01_05) == before
    assert {
        "status": "followed_up",
        "phase": "answered",
        "label": "Ditindaklanjuti oleh Instansi",
        "since_at": "2026-01-07T02:30:00+00:00",
        "answered_at": "2026-01-07T02:30:00+00:00",
        "answer": "Sudah ditambal.",
    } == answered.to_dict("id")


@pytest.mark.parametrize("kept", ["oversight", "proposed", "confidential"])
def test_of_a_case_that_is_kept_they_see_status_and_date_only(
    kept: str, city: Procedure, joined: Callable[..., tuple[Case, Case]], who: Find
) -> None:
    """Of oversight by its class or by the route, or made confidential after it was joined."""
    one, two = joined()
    two = city.perform(two, ANSWER, by=who("dpu-liaison"), at=WED_2026_01_07)
    changes: dict[str, dict[str, Any]] = {
        "oversight": {"classification": "oversight"},
        "confidential": {"confidential": True},
    }
    complaint = evolve(two.complaint, **changes.get(kept, {}))
    first = two.events[0]
    if kept == "proposed":
        first = evolve(first, facts=(*first.facts, ("proposed_classification", "oversight")))
    two = Case.from_events(complaint, [first, *two.events[1:]], two.texts)
    seen = standing_answer(city, one, beside=[two])

    assert ("followed_up", WED_2026_01_07, None, None) == (
        seen.status, seen.since_at, seen.answered_at, seen.answer,
    )  # fmt: skip
    own = standing_answer(city, two)
    assert "Sudah ditambal." == own.answer


def test_in_a_chain_the_last_case_stands(city: Procedure, adopted: Adopt, who: Find) -> None:
    """1 was joined to 2, and 2 to 3; whoever does not show all of them learns nothing."""
    admin = who("kota-admin")
    one, two, three = (adopted(number) for number in "123")
    one, two = join_cases(city, one, into=two, by=admin, at=TUE_2026_01_06)
    two, three = join_cases(city, two, into=three, by=admin, at=TUE_2026_01_06)
    three = city.perform(three, ANSWER, by=who("dpu-liaison"), at=WED_2026_01_07)

    assert "Sudah ditambal." == standing_answer(city, one, beside=[three, two]).answer
    for beside in ((), (two,), (three,), (one,)):
        with pytest.raises(InvalidValue, match="beside: is required"):
            standing_answer(city, one, beside=beside)
    for half, told in (
        ((adopted("2"), three), "'1' says that it was joined to '2'"),
        ((two, adopted("3")), "'2' says that it was joined to '3'"),
    ):
        with pytest.raises(InvalidValue, match=told):
            standing_answer(city, one, beside=half)


def test_an_erased_answer_is_not_seen(
    city: Procedure, joined: Callable[..., tuple[Case, Case]], who: Find
) -> None:
    """But when it was given; so is one that is stored elsewhere, or of an unknown command."""
    one, two = joined()
    two = city.perform(two, ANSWER, by=who("dpu-liaison"), at=WED_2026_01_07)
    erased = evolve(two, texts=two.texts.erase("2/3/answer"))
    elsewhere = Case.from_events(two.complaint, two.events)
    *before, last = two.events
    strange = Case.from_events(two.complaint, [*before, evolve(last, kind="x", status="x")])

    for case in (erased, elsewhere, strange):
        seen = standing_answer(city, one, beside=[case])
        assert (WED_2026_01_07, None) == (seen.answered_at, seen.answer)
    assert None is standing_answer(city, one, beside=[strange]).label


# -- rating ----------------------------------------------------------------------------------------


def test_a_joined_reporter_rates_once_what_stands_when_it_is_closed(
    city: Procedure, joined: Callable[..., tuple[Case, Case]], who: Find
) -> None:
    """Within thirty days of its closing, not of the joining; it stays joined."""
    one, two = joined(into="followed_up")
    rate, by = commands.rate(score=5), who("reporter")
    closed_at = datetime(2026, 2, 2, 2, 30, tzinfo=UTC)
    closed = city.perform(two, commands.close(), by=who("kota-admin"), at=closed_at)
    last_moment = datetime(2026, 3, 4, 16, 59, tzinfo=UTC)  # thirty days after, in Jakarta
    rated = city.perform(one, rate, by=by, at=last_moment, beside=[closed])

    def refusal(beside: list[Case], at: datetime, case: Case = one) -> list[str]:
        decision = city.decide(case, rate, by=by, at=at, beside=beside)
        assert isinstance(decision, Refused)
        return [reason.code for reason in decision.reasons]

    assert ("merged", "2", (Effect.RATE,)) == (
        rated.status, rated.joined_into, rated.events[-1].effects,
    )  # fmt: skip
    assert ["standing_not_closed"] == refusal([two], closed_at)
    assert ["standing_not_closed"] == refusal([], last_moment)
    assert ["standing_not_closed"] == refusal([closed], WED_2026_01_07)  # is closed later
    assert ["too_late"] == refusal([closed], datetime(2026, 3, 4, 17, 0, tzinfo=UTC))
    assert ["already_rated"] == refusal([closed], last_moment, rated)
    assert () == replay(city, rated)


def test_what_stands_and_ended_otherwise_is_not_waited_for(
    city: Procedure, joined: Callable[..., tuple[Case, Case]], who: Find
) -> None:
    """It was archived, and nobody will close it: once separated, the duplicate goes on."""
    one, two = joined()
    end = commands.archive(reason="unclear")
    two = city.perform(two, end, by=who("kota-admin"), at=TUE_2026_01_06)
    decision = city.decide(
        one, commands.rate(score=1), by=who("reporter"), at=WED_2026_01_07, beside=[two]
    )
    apart, _ = separate_cases(city, one, out_of=two, by=who("kota-admin"), at=WED_2026_01_07)

    assert isinstance(decision, Refused)
    assert ["standing_ended_otherwise"] == [reason.code for reason in decision.reasons]
    assert apart.is_open


def test_what_may_be_rated_is_told_where_the_case_that_stands_is_shown(
    city: Procedure, joined: Callable[..., tuple[Case, Case]], who: Find
) -> None:
    """Though that was made confidential since, and nobody else may do it."""
    one, two = joined(into="followed_up")
    closed = city.perform(two, commands.close(), by=who("kota-admin"), at=TUE_2026_01_06)
    kept = Case.from_events(evolve(closed.complaint, confidential=True), closed.events)

    def option(name: str, *beside: Case) -> object:
        return city.options(one, by=who(name), at=WED_2026_01_07, beside=beside)["rate"]

    assert Needs(("score",)) == option("reporter", closed) == option("reporter", kept)
    assert isinstance(option("reporter"), Refused)
    assert isinstance(option("other-reporter", closed), Refused)


def test_a_city_may_rate_without_a_window_or_not_in_some_end(
    city: Procedure, joined: Callable[..., tuple[Case, Case]], who: Find
) -> None:
    """The joined reporter may what the row of the case that stands says."""
    one, two = joined(into="followed_up")
    closed = city.perform(two, commands.close(), by=who("kota-admin"), at=TUE_2026_01_06)
    rate, at = commands.rate(score=1), datetime(2028, 3, 4, 2, 30, tzinfo=UTC)
    rows = city.workflow.transitions
    endless = [evolve(row, until=None) if row.command == "rate" else row for row in rows]
    without = [row for row in rows if (row.command, row.source) != ("rate", "closed_by_admin")]
    answers = [
        evolve(city, workflow=evolve(city.workflow, transitions=changed)).decide(
            one, rate, by=who("reporter"), at=at, beside=[closed]
        )
        for changed in (endless, without)
    ]

    assert [True, False] == [bool(answer) for answer in answers]


def test_a_case_that_names_another_tells_the_joined_reporter_nothing_of_it(
    city: Procedure, joined: Callable[..., tuple[Case, Case]], who: Find
) -> None:
    """They may not separate it either; who holds what was made confidential is not in a reason."""
    one, two = joined()
    kept = Case.from_events(evolve(two.complaint, confidential=True), two.events)
    leave = commands.separate(out_of="2")
    shown, unshown = (
        city.decide(one, leave, by=who("reporter"), at=WED_2026_01_07, beside=beside)
        for beside in ([kept], [])
    )

    assert shown == unshown


# -- wrong arguments -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["procedure", "joined", "out_of", "by"])
def test_what_is_no_case_of_a_procedure_is_not_separated(
    name: str, city: Procedure, joined: Callable[..., tuple[Case, Case]], who: Find
) -> None:
    """What is none is refused with its name."""
    one, two = joined()
    given: dict[str, Any] = {
        "procedure": city, "joined": one, "out_of": two, "by": who("kota-admin"),
    }  # fmt: skip

    with pytest.raises(InvalidValue, match=name):
        separate_cases(**given | {name: 1}, at=WED_2026_01_07)


@pytest.mark.parametrize("name", ["procedure", "case", "beside"])
def test_only_cases_of_a_procedure_have_a_standing_answer(
    name: str, city: Procedure, joined: Callable[..., tuple[Case, Case]]
) -> None:
    """What is none is refused with its name."""
    one, two = joined()
    given: dict[str, Any] = {"procedure": city, "case": one, "beside": [two]}
    wrong: Any = [1] if name == "beside" else 1

    with pytest.raises(InvalidValue, match=name):
        standing_answer(**given | {name: wrong})


def test_what_separates_must_be_guarded() -> None:
    """A city's row without the guard would let one half be done alone."""
    table = duplicates(LAPOR)
    bare = [
        evolve(row, guards=()) if row.command == "separate" else row for row in table.transitions
    ]

    assert [("needs_guard", "host_lets_go")] == [
        (wrong.code, wrong["found"]) for wrong in safety_faults(evolve(table, transitions=bare))
    ]


@pytest.mark.parametrize(
    ("verb", "names"),
    [(join_cases, ["duplicate", "into"]), (separate_cases, ["joined", "out_of"])],
)
def test_what_is_no_case_is_told_by_its_name(
    verb: Callable[..., object], names: list[str], city: Procedure, who: Find
) -> None:
    """All at once."""
    given: dict[str, Any] = {names[1]: 5}
    with pytest.raises(InvalidValue) as caught:
        verb(city, "X-0001", **given, by=who("kota-admin"), at=TUE_2026_01_06)

    assert names == [one.where for one in caught.value.faults]
