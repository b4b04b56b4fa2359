"""Extensions: each does what it says, is off by default, and leaves LAPOR!'s own rows alone."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue
from sp4n.labels import Label
from sp4n.model import Actor, Appointment, Complaint, Role
from sp4n.workdays import Limit, indonesia
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    Case,
    Command,
    CommandKind,
    CommandRefused,
    Effect,
    Phase,
    Procedure,
    Refused,
    Status,
    Transition,
    Workflow,
    commands,
    extended,
    join_cases,
)
from sp4n.workflow.extensions import escalation, rating, reopening, return_limit

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_01_06 = datetime(2026, 1, 6, 2, 30, tzinfo=UTC)
WED_2026_01_07 = datetime(2026, 1, 7, 2, 30, tzinfo=UTC)

Find = Callable[[str], Actor]
Make = Callable[..., Complaint]
Adopt = Callable[..., Case]
CLOSED = ["closed_by_system", "closed_by_admin", "closed_by_reporter"]


@pytest.fixture
def adopted(city: Procedure, complaint: Make) -> Adopt:
    """A case in a status, held by DPU, since Monday."""

    def make(status: str, **fields: object) -> Case:
        return city.adopt(
            complaint(**fields), status=status, holder="DPU", source="x", at=MON_2026_01_05
        )

    return make


def refusals(decision: object) -> list[str]:
    assert isinstance(decision, Refused)
    return [one.code for one in decision.reasons]


@pytest.mark.parametrize("name", EXTENSIONS)
def test_an_extension_only_adds(name: str) -> None:
    """LAPOR!'s statuses, commands and rows are all still there.

    Returns get a limit; and for parts a last word gets a field and a guard, for which there is no
    use otherwise.
    """
    table = EXTENSIONS[name].build(LAPOR)
    added = [one for one in table.transitions if one not in LAPOR.transitions]
    gone = [one for one in LAPOR.transitions if one not in table.transitions]

    assert f"lapor/2+{name}" == table.version
    assert set(LAPOR.statuses) <= set(table.statuses)
    changed = {"return_limit": {"return"}, "coordination": {"follow_up", "close"}}.get(name, set())
    fields = {kind.code: set(kind.fields) for kind in table.commands}
    assert all(set(kind.fields) <= fields[kind.code] for kind in LAPOR.commands)
    assert added
    assert changed == {one.command for one in gone}


def test_the_order_in_which_extensions_are_named_does_not_matter() -> None:
    """Their own order decides."""
    forth: dict[str, dict[str, Limit | int]] = {name: {} for name in EXTENSIONS}
    back = dict(reversed(forth.items()))

    assert extended(LAPOR, forth) == extended(LAPOR, back)
    assert LAPOR is extended(LAPOR, {})


def test_the_page_about_workflows_has_every_extension() -> None:
    """A row of its table for each, with the parameters, in their order."""
    page = Path(__file__).parents[2] / "docs" / "how-to" / "write-a-workflow.md"
    rows = re.findall(r"^\| `(\w+)` \|.*\|(.*)\|$", page.read_text("utf-8"), re.MULTILINE)

    assert [(name, [*one.parameters]) for name, one in EXTENSIONS.items()] == [
        (name, re.findall(r"`(\w+)`", parameters))
        for name, parameters in rows
        if name in EXTENSIONS
    ]


def test_unknown_extensions_and_parameters_are_refused_at_once() -> None:
    """Each with the closest that there is."""
    with pytest.raises(InvalidValue) as caught:
        extended(LAPOR, {"ratng": {}, "reopening": {"time": 2}})

    assert [
        ("ratng", "unknown_extension", "rating"),
        ("reopening.time", "unknown_key", "times"),
    ] == [(one.where, one.code, one["suggestion"]) for one in caught.value.faults]


@pytest.mark.parametrize(
    "name",
    [
        one
        for one in EXTENSIONS
        if one not in ("duplicates", "recusal", "protection", "time_extension", "counter_service")
    ],
)
def test_an_extension_that_finds_nothing_to_work_on_says_so(name: str) -> None:
    """A table of a single status has no phase that it needs."""
    bare = Workflow("x", (Status("new", Phase.NEW, Label(id="a", en="b")),), (), (), "new")
    with pytest.raises(InvalidValue) as caught:
        EXTENSIONS[name].build(bare)

    assert caught.value.code in {"no_status_in_phase", "no_closing_timer"}
    assert name == caught.value.faults[0].where


# -- reopening -------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", CLOSED)
def test_a_closed_case_can_be_reopened_by_its_reporter(
    status: str, city: Procedure, adopted: Adopt, who: Find
) -> None:
    """The holder owes an answer again; the words are kept, the effect is on record."""
    reopen = commands.reopen(why="Rusak lagi.")
    case = city.perform(adopted(status), reopen, by=who("reporter"), at=TUE_2026_01_06)

    assert ("replied", Phase.IN_PROGRESS, "DPU") == (case.status, case.phase, case.holder)
    assert (Effect.REOPEN,) == case.events[-1].effects
    assert "Rusak lagi." == case.texts["1000001/2/why_reopened"].body


def test_a_case_is_reopened_once_within_thirty_days(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """After Monday 5 January the thirtieth calendar day is Wednesday 4 February."""
    reopen, reporter = commands.reopen(why="Lagi."), who("reporter")
    last = datetime(2026, 2, 4, 16, 59, 59, tzinfo=UTC)
    case = city.perform(adopted("closed_by_admin"), reopen, by=reporter, at=last)
    again = city.perform(case, commands.close(), by=reporter, at=last)

    assert ["too_late"] == refusals(
        city.decide(adopted("closed_by_admin"), reopen, by=reporter, at=last + timedelta(seconds=1))
    )
    assert ["too_often"] == refusals(city.decide(again, reopen, by=reporter, at=last))


def test_archived_cases_stay_archived(city: Procedure, adopted: Adopt, who: Find) -> None:
    """And nobody but the reporter reopens, unless it is keyed in for them."""
    reopen = commands.reopen(why="Lagi.")

    assert ["not_from_status"] == refusals(
        city.decide(adopted("archived_by_admin"), reopen, by=who("reporter"), at=TUE_2026_01_06)
    )
    assert ["came_by_untold"] == refusals(
        city.decide(adopted("closed_by_admin"), reopen, by=who("dpu-admin"), at=TUE_2026_01_06)
    )


# -- duplicates ------------------------------------------------------------------------------------


def test_a_duplicate_ends_and_the_other_case_counts_its_supporters(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Three people's complaints about one hole: a joined case brings those that it had gathered."""
    one, two, three = (
        adopted("verified", number=number, reporter=f"pelapor-{number}") for number in "123"
    )
    admin = who("kota-admin")
    one, two = join_cases(city, one, into=two, by=admin, at=TUE_2026_01_06)
    two, three = join_cases(city, two, into=three, by=admin, at=WED_2026_01_07)

    assert ("merged", Phase.ARCHIVED, "3") == (two.status, two.phase, two.joined_into)
    assert ("2", None) == (one.joined_into, three.joined_into)
    assert (("1",), ("2",)) == (two.duplicates, three.duplicates)
    assert (1, 2, 3) == (one.supporters, two.supporters, three.supporters)
    assert "verified" == three.status


def test_no_circle_of_duplicates_comes_about(city: Procedure, adopted: Adopt, who: Find) -> None:
    """A merged case takes nothing in, and no case joins itself; nothing has changed then."""
    one, two = (adopted("verified", number=number) for number in "12")
    merged, into = join_cases(city, one, into=two, by=who("kota-admin"), at=TUE_2026_01_06)

    with pytest.raises(CommandRefused) as circle:
        join_cases(city, into, into=merged, by=who("kota-admin"), at=WED_2026_01_07)
    with pytest.raises(CommandRefused) as itself:
        join_cases(city, two, into=two, by=who("kota-admin"), at=WED_2026_01_07)

    assert ["other_case_unfit"] == [one.code for one in circle.value.reasons]
    assert ["same_case"] == [one.code for one in itself.value.reasons]


def test_a_case_joins_none_that_was_joined_to_it(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Whoever shows the other case as it was before that would close the circle."""
    one, two = (adopted("verified", number=number) for number in "12")
    admin = who("kota-admin")
    _, into = join_cases(city, one, into=two, by=admin, at=TUE_2026_01_06)

    with pytest.raises(CommandRefused) as circle:
        join_cases(city, into, into=one, by=admin, at=WED_2026_01_07)

    assert ["already_joined"] == [one.code for one in circle.value.reasons]


def test_whoever_joins_reaches_both_cases(
    city: Procedure, complaint: Make, adopted: Adopt, who: Find
) -> None:
    """A confidential case out of reach isn't even told of."""
    own = adopted("verified")
    abroad, secret = (
        city.adopt(
            complaint(number=number, confidential=number == "3"),
            status="verified",
            holder="DISHUB",
            source="x",
            at=MON_2026_01_05,
        )
        for number in "23"
    )

    for other, expected in ((abroad, "outside_subtree"), (secret, "case_not_shown")):
        with pytest.raises(CommandRefused) as caught:
            join_cases(city, own, into=other, by=who("dpu-admin"), at=TUE_2026_01_06)
        assert [expected] == [one.code for one in caught.value.reasons]


def test_one_role_that_reaches_the_other_case_is_enough(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Kota's admin joins what lies below, though they are its liaison officer as well."""
    directory = city.directory
    both = Appointment("kota-admin", "KOTA", Role.LIAISON_OFFICER)
    staff = evolve(directory, appointments=(*directory.appointments, both))
    own, other = adopted("verified", number="1"), adopted("verified", number="2")

    decision = evolve(city, directory=staff).decide(
        own, commands.join(into="2"), by=who("kota-admin"), at=TUE_2026_01_06, beside=[other]
    )

    assert decision, str(decision)


def test_a_case_that_must_not_exist_for_somebody_is_not_shown_to_them(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Neither half of a merge tells an accused agency's admin that it exists, nor its status."""
    own = adopted("verified")
    secrets = [
        adopted(status, number="2", confidential=True, accused={"KOTA"})
        for status in ("verified", "closed_by_admin")
    ]
    halves = [commands.join(into="2"), Command("gather", {"case": "2", "supporters": 1})]

    for secret in secrets:
        assert not city.may_know(secret, by=who("kota-admin"), at=TUE_2026_01_06)
        for half in halves:
            shown = city.decide(own, half, by=who("kota-admin"), at=TUE_2026_01_06, beside=[secret])
            alone = city.decide(own, half, by=who("kota-admin"), at=TUE_2026_01_06)
            assert ["case_not_shown"] == refusals(shown) == refusals(alone)


def test_a_case_of_an_older_table_takes_nothing_in(
    city: Procedure, procedure: Procedure, complaint: Make, adopted: Adopt, who: Find
) -> None:
    """Nor does one whose last event is yet to come: the other half would be refused."""
    both = Procedure(city.workflow, city.directory, city.calendar, (LAPOR,))
    old = procedure.adopt(
        complaint(number="2"), status="verified", holder="DPU", source="x", at=MON_2026_01_05
    )
    later = city.adopt(
        complaint(number="2"), status="verified", holder="DPU", source="x", at=WED_2026_01_07
    )

    for other in (old, later):
        decision = both.decide(
            adopted("verified"), commands.join(into="2"), by=who("kota-admin"),
            at=TUE_2026_01_06, beside=[other],
        )  # fmt: skip
        assert ["other_case_unfit"] == refusals(decision)


def test_only_cases_can_be_shown_beside_a_case(city: Procedure, adopted: Adopt, who: Find) -> None:
    """A number is none."""
    with pytest.raises(InvalidValue, match=r"beside\[0\]: must be a case"):
        city.decide(
            adopted("verified"), commands.join(into="2"), by=who("kota-admin"),
            at=TUE_2026_01_06, beside=["2"],  # type: ignore[list-item]
        )  # fmt: skip


def test_neither_side_can_be_done_alone(city: Procedure, adopted: Adopt, who: Find) -> None:
    """The number of supporters can't be made up either."""
    one, two = (adopted("verified", number=number) for number in "12")
    admin = who("kota-admin")
    merged = city.perform(one, commands.join(into="2"), by=admin, at=TUE_2026_01_06, beside=[two])

    def gather(supporters: object) -> list[str]:
        command = Command("gather", {"case": "1", "supporters": supporters})
        at, beside = TUE_2026_01_06, [merged]
        return refusals(city.decide(two, command, by=admin, at=at, beside=beside))

    assert ["not_joined"] == gather(100)
    for wrong in (0, -1, True, "1", 1.5):
        assert "field_invalid" in gather(wrong)
    options = city.options(two, by=admin, at=TUE_2026_01_06)
    assert ("into",) == options["merge"].fields  # type: ignore[union-attr]
    assert ("case", "supporters") == options["gather"].fields  # type: ignore[union-attr]


# -- escalation ------------------------------------------------------------------------------------


def test_a_late_case_goes_to_the_admin_above(city: Procedure, adopted: Adopt, who: Find) -> None:
    """Five working days after Monday 5 January: 6 to 9 and 12; so from Tuesday the 13th."""
    case, system = adopted("verified"), who("system")
    midnight = datetime(2026, 1, 12, 17, 0, tzinfo=UTC)
    late = city.perform(case, commands.escalate(), by=system, at=midnight)

    assert ["too_early"] == refusals(
        city.decide(case, commands.escalate(), by=system, at=midnight - timedelta(seconds=1))
    )
    assert ("escalated", Phase.ASSIGNED, "KOTA") == (late.status, late.phase, late.holder)
    assert (Effect.ESCALATE,) == late.events[-1].effects


def test_a_case_that_nobody_holds_escalates_to_the_root(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """A history from elsewhere may have lost its holder; the system finds one."""
    case = adopted("verified")
    lost = Case.from_events(case.complaint, [evolve(case.events[0], holders=())])
    later = MON_2026_01_05 + timedelta(days=30)

    after = city.perform(lost, commands.escalate(), by=who("system"), at=later)

    assert ("escalated", ("NASIONAL",)) == (after.status, after.holders)


def test_from_there_the_admin_goes_on(city: Procedure, adopted: Adopt, who: Find) -> None:
    """Answers it or hands it on, but doesn't send it back; the new office has its own time.

    After Tuesday 13 January: 14, 15 (16 is Isra Mikraj), 19, 20, 21; over at midnight.
    """
    midnight = datetime(2026, 1, 12, 17, 0, tzinfo=UTC)
    late = city.perform(adopted("verified"), commands.escalate(), by=who("system"), at=midnight)
    options = city.options(late, by=who("kota-admin"), at=midnight)
    handed_on = city.perform(late, commands.dispose(to="DISHUB"), by=who("kota-admin"), at=midnight)
    (timer,) = city.workflow.timers("verified")

    assert {
        "dispose",
        "follow_up",
        "hold",
        "archive",
        "merge",
        "gather",
        "let_go",
        "adjudicate",
        "recuse",
        "involve",
        "protect",
        "accuse",
        "clear",
    } == {name for name, answer in options.items() if not isinstance(answer, Refused)}
    assert ("verified", "DISHUB") == (handed_on.status, handed_on.holder)
    assert datetime(2026, 1, 21, 17, 0, tzinfo=UTC) == city.timer_ends_at(handed_on, timer)


def test_an_escalation_may_run_in_working_hours(
    directory: object, complaint: Make, who: Find
) -> None:
    """Sixteen hours after Monday 09:30 in Jakarta: 5.5, then 7.5, then three on Wednesday."""
    table = escalation(LAPOR, after=Limit(16, "working hours"))
    city = Procedure(table, directory, indonesia())  # type: ignore[arg-type]
    case = city.adopt(complaint(), status="verified", holder="DPU", source="x", at=MON_2026_01_05)
    (timer,) = table.timers("verified")
    end = datetime(2026, 1, 7, 3, 30, tzinfo=UTC)
    moment = timedelta(seconds=1)

    assert end == city.timer_ends_at(case, timer)
    decision = city.decide(case, commands.escalate(), by=who("system"), at=end - moment)
    assert ["too_early"] == refusals(decision)
    assert "it ends on 2026-01-07T10:30+07:00" in str(decision)
    assert city.decide(case, commands.escalate(), by=who("system"), at=end)


# -- rating, returns, closing ----------------------------------------------------------------------


@pytest.mark.parametrize("status", CLOSED)
def test_a_closed_case_is_rated_once_from_one_to_five(
    status: str, city: Procedure, adopted: Adopt, who: Find
) -> None:
    """The status stays; the score is a fact, the words lie beside."""
    rate = commands.rate(score=4, comment="Cepat.")
    rated = city.perform(adopted(status), rate, by=who("reporter"), at=TUE_2026_01_06)
    event = rated.events[-1]

    assert (status, "4", (Effect.RATE,)) == (rated.status, event.fact("score"), event.effects)
    assert ("comment",) == event.texts
    assert ["already_rated"] == refusals(
        city.decide(rated, rate, by=who("reporter"), at=WED_2026_01_07)
    )
    for score in (0, 6, "x"):
        decision = city.decide(
            adopted(status), commands.rate(score=score), by=who("reporter"), at=TUE_2026_01_06
        )
        assert ["field_invalid"] == refusals(decision)


def test_after_two_returns_an_admin_adjudicates(city: Procedure, adopted: Adopt, who: Find) -> None:
    """The third is refused with that remedy; the admin's word moves the case on."""
    case, back = adopted("verified"), commands.return_to_sender(why="Bukan kami.")
    for _ in range(2):
        case = city.perform(case, back, by=who("dpu-liaison"), at=TUE_2026_01_06)
        case = city.perform(
            case, commands.verify(to="DPU"), by=who("kota-admin"), at=TUE_2026_01_06
        )
    third = city.decide(case, back, by=who("dpu-liaison"), at=TUE_2026_01_06)
    moved = city.perform(
        case, commands.adjudicate(to="DISHUB"), by=who("kota-admin"), at=TUE_2026_01_06
    )

    assert ["too_often"] == refusals(third)
    assert "ask an admin above to decide" in str(third)
    assert ("verified", "DISHUB") == (moved.status, moved.holder)
    assert ["already_the_holder"] == refusals(
        city.decide(case, commands.adjudicate(to="DPU"), by=who("kota-admin"), at=TUE_2026_01_06)
    )


def test_an_unanswered_reply_is_closed_by_the_system(
    city: Procedure, adopted: Adopt, who: Find
) -> None:
    """Ten working days after Monday 5 January: 6-9, 12-15 (16 is Isra Mikraj), 19, 20."""
    case, close = adopted("replied"), commands.close_by_system()
    midnight = datetime(2026, 1, 20, 17, 0, tzinfo=UTC)

    assert ["too_early"] == refusals(
        city.decide(case, close, by=who("system"), at=midnight - timedelta(seconds=1))
    )
    assert "closed_by_system" == city.perform(case, close, by=who("system"), at=midnight).status


def test_parameters_change_the_numbers() -> None:
    """Each where it says."""
    week = Limit(1, "working days")

    assert {week} == {row.until for row in reopening(LAPOR, window=week).rows_of("reopen")}
    assert {3} == {row.at_most for row in reopening(LAPOR, times=3).rows_of("reopen")}
    assert {week} == {row.until for row in rating(LAPOR, window=week).rows_of("rate")}
    assert {4} == {row.at_most for row in return_limit(LAPOR, returns=4).rows_of("return")}
    assert {week} == {row.after for row in escalation(LAPOR, after=week).rows_of("escalate")}


# -- older versions --------------------------------------------------------------------------------


def test_a_case_goes_on_by_the_table_that_it_is_pinned_to(
    city: Procedure, procedure: Procedure, complaint: Make, who: Find
) -> None:
    """A case of plain LAPOR! can't be rated, whether that table is kept or only known."""
    both = Procedure(city.workflow, city.directory, city.calendar, (LAPOR,))
    old = procedure.adopt(
        complaint(), status="closed_by_admin", holder="DPU", source="x", at=MON_2026_01_05
    )
    rate = commands.rate(score=5)

    assert ["unknown_command"] == refusals(
        both.decide(old, rate, by=who("reporter"), at=TUE_2026_01_06)
    )
    assert "rate" not in both.options(old, by=who("reporter"), at=TUE_2026_01_06)
    assert ["unknown_command"] == refusals(
        city.decide(old, rate, by=who("reporter"), at=TUE_2026_01_06)
    )
    assert (LAPOR, LAPOR) == (both.workflow_of(old), city.workflow_of(old))
    new = both.receive(complaint(), at=MON_2026_01_05)
    assert city.workflow.version == new.workflow


def test_two_tables_of_one_version_are_refused(city: Procedure) -> None:
    """A pin must name one table."""
    with pytest.raises(InvalidValue, match="lapor/2 appears more than once"):
        Procedure(LAPOR, city.directory, city.calendar, (LAPOR,))


def test_what_was_replied_to_is_closed_as_the_first_timer_closes() -> None:
    """A city may have two."""
    again = CommandKind("finish", Label(id="selesaikan", en="finish"), (), ())
    row = Transition(
        "unverified", "finish", ("system",), "closed_by_admin", after=Limit(90, "calendar days")
    )
    city = evolve(LAPOR, commands=[*LAPOR.commands, again], transitions=[*LAPOR.transitions, row])
    added = extended(city, {"closing_after_reply": {}}).transitions[-1]

    assert ("replied", "close_by_system", "closed_by_system") == (
        added.source, added.command, added.target,
    )  # fmt: skip
