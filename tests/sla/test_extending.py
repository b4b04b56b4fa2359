"""Extending: a standard grants more time once, before it is over, and the reporter is told why."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from sp4n import commands, sample_policy
from sp4n.errors import InvalidValue
from sp4n.model import Actor, Complaint
from sp4n.policy import Policy
from sp4n.reader import Reader
from sp4n.sla import (
    LAPOR_STANDARDS,
    STATUTE_STANDARDS,
    ClockState,
    Extension,
    Standard,
    with_limits,
)
from sp4n.sla.standard_data import read_standards
from sp4n.workdays import Limit
from sp4n.workflow import LAPOR, Accepted, Case, Needs, Refused, extended

MON_2026_03_02 = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TUE_2026_03_03 = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
WED_2026_03_11 = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ADMIN = Actor.officer("kota-admin", at="KOTA")
OPERATOR = Actor.officer("dpu-operator", at="DPU")
REPORTER = Actor.reporter("reporter-1")
WHY = "Dokumen disimpan di arsip provinsi."
MORE = commands.extend(standard="information_request", why=WHY)


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The sample city with the clocks of the statutes, by which an answer may be put off."""
    standards = [*LAPOR_STANDARDS, *STATUTE_STANDARDS]
    return evolve(
        sample_policy(), workflow=extended(LAPOR, {"time_extension": {}}), standards=standards
    )


@pytest.fixture(scope="module")
def case(policy: Policy) -> Case:
    """A request for information of Monday 2 March 2026, with DPU since the 3rd.

    Ten working days end on Monday 16 March: 3-6, 9-13, 16 March.
    """
    complaint = Complaint(
        "X-0001", "Anggaran", "Mohon rincian anggaran jalan.", MON_2026_03_02, region="99.71",
        reporter="reporter-1", classification="information",
    )  # fmt: skip
    received = policy.receive(complaint, at=MON_2026_03_02)
    return policy.perform(received, commands.verify(to="DPU"), by=ADMIN, at=TUE_2026_03_03)


def given(policy: Policy, case: Case, at: datetime = WED_2026_03_11, **fields: Any) -> Case:
    command = commands.extend(**({"standard": "information_request", "why": WHY} | fields))
    return policy.perform(case, command, by=OPERATOR, at=at)


def due_on(policy: Policy, case: Case, now: datetime = WED_2026_03_11) -> date | None:
    return policy.assess(case, now=now)["information_request"].due_on


def refused(
    policy: Policy,
    case: Case,
    who: Actor = OPERATOR,
    at: datetime = WED_2026_03_11,
    **fields: Any,
) -> list[str]:
    command = commands.extend(**({"standard": "information_request", "why": WHY} | fields))
    decision = policy.decide(case, command, by=who, at=at)
    assert isinstance(decision, Refused)
    return [one.code for one in decision.reasons]


def test_seven_working_days_are_added_to_ten(policy: Policy, case: Case) -> None:
    """After 16 March: 17, 25, 26, 27, 30, 31 March, 1 April 2026.

    The 18th is joint leave, the 19th Nyepi, the 20th, 23rd and 24th joint leave, and Idul Fitri
    lies on the weekend between them.
    """
    assert date(2026, 3, 16) == due_on(policy, case)
    assert date(2026, 4, 1) == due_on(policy, given(policy, case))


def test_the_reading_says_so(policy: Policy, case: Case) -> None:
    """How much, when, and why; in short without the words that somebody wrote."""
    reading = policy.assess(given(policy, case), now=WED_2026_03_11)["information_request"]

    assert "(10 + 7 working days)" in str(reading)
    assert WHY not in str(reading)
    assert "(10 + 7 hari kerja)" in reading.describe("id", short=True)
    assert (
        f"extended on 2026-03-11 09:00 WIB by 7 working days, because: {WHY}" in reading.describe()
    )
    assert [{"at": WED_2026_03_11.isoformat(), "by": 7, "why": WHY}] == (
        reading.to_dict()["extended"]
    )


def test_an_erased_reason_is_not_said(policy: Policy, case: Case) -> None:
    """The extension itself stays."""
    longer = given(policy, case)
    (key,) = longer.events[-1].text_keys(longer.number)
    reading = policy.assess(longer.erase(key), now=WED_2026_03_11)["information_request"]

    assert "10 + 7" in str(reading)
    assert "because" not in reading.describe()


def test_a_part_of_what_is_granted_may_be_taken(policy: Policy, case: Case) -> None:
    """Three days more: 17, 25 and 26 March; and then no more."""
    longer = given(policy, case, by=3)

    assert date(2026, 3, 26) == due_on(policy, longer)
    assert ["nothing_to_extend", "extended_too_often"] == refused(policy, longer)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"standard": "information"}, ["standard_unknown"]),
        ({"standard": "first_follow_up"}, ["standard_not_extendable"]),
        ({"by": 8}, ["extension_too_long"]),
        ({"by": 0}, ["field_invalid"]),
        ({"standard": "x y"}, ["field_invalid"]),
        ({"why": "-"}, ["field_without_words"]),
    ],
)
def test_a_standard_grants_what_it_says(
    fields: dict[str, Any], expected: list[str], policy: Policy, case: Case
) -> None:
    """No other one, no more, and never without a reason."""
    assert expected == refused(policy, case, **fields)


def test_only_before_it_is_over(policy: Policy, case: Case) -> None:
    """On 16 March itself, but not on the 17th."""
    last_day = datetime(2026, 3, 16, 16, 59, tzinfo=UTC)

    assert date(2026, 4, 1) == due_on(policy, given(policy, case, at=last_day), last_day)
    assert ["nothing_to_extend", "extension_too_late"] == refused(
        policy, case, at=last_day + timedelta(minutes=1)
    )


def test_not_what_was_answered(policy: Policy, case: Case) -> None:
    """The clock does not run any more."""
    answer = commands.follow_up(answer="Terlampir rinciannya.")
    answered = policy.perform(case, answer, by=OPERATOR, at=TUE_2026_03_03)

    assert ["nothing_to_extend", "standard_not_running"] == refused(policy, answered)


def test_only_the_holders_own_people_may(policy: Policy, case: Case) -> None:
    """No admin above, and not the reporter."""
    assert ["only_the_holder"] == refused(policy, case, who=ADMIN)
    assert "wrong_role" in refused(policy, case, who=REPORTER)


def test_every_reason_is_said_in_both_languages(policy: Policy, case: Case) -> None:
    """With its facts, and what helps."""
    decision = policy.decide(
        case, commands.extend(standard="informationrequest", why=WHY), by=OPERATOR,
        at=WED_2026_03_11,
    )  # fmt: skip
    assert isinstance(decision, Refused)
    (unknown,) = decision.reasons
    late = policy.decide(case, MORE, by=OPERATOR, at=WED_2026_03_11 + 30 * DAY)
    assert isinstance(late, Refused)

    assert "information_request" == unknown["suggestion"]
    assert "information_request was due on 2026-03-16" == late.reasons[-1].describe()
    assert "information_request jatuh tempo pada 2026-03-16" == late.reasons[-1].describe("id")


def test_options_show_it_where_some_standard_grants_more(policy: Policy, case: Case) -> None:
    """And not where none does."""
    option = policy.options(case, by=OPERATOR, at=WED_2026_03_11)["extend"]
    late = policy.options(case, by=OPERATOR, at=WED_2026_03_11 + 30 * DAY)["extend"]
    none = evolve(policy, standards=LAPOR_STANDARDS)

    assert isinstance(option, Needs)
    assert ("standard", "why") == option.fields
    for refusal in (late, none.options(case, by=OPERATOR, at=WED_2026_03_11)["extend"]):
        assert isinstance(refusal, Refused)
        assert ["nothing_to_extend"] == [one.code for one in refusal.reasons]


def test_the_reporter_is_told_and_reminders_begin_anew(policy: Policy, case: Case) -> None:
    """Once for the extension; a reminder by the new due date is another one than by the old."""
    longer = given(policy, case)
    told = [
        one.key
        for one in policy.due_actions(longer, now=WED_2026_03_11)
        if one.kind == "tell_reporter"
    ]
    keys = {
        policy.assess(each, now=WED_2026_03_11)["information_request"].due_key
        for each in (case, longer)
    }

    assert ["X-0001/3/tell_reporter"] == told
    assert {"1.0/10-working-days/2026-03-16", "1.0/10-working-days/2026-04-01"} == keys


def test_a_past_instant_knows_no_later_extension(policy: Policy, case: Case) -> None:
    """It was due on the 16th then."""
    assert date(2026, 3, 16) == due_on(policy, given(policy, case), TUE_2026_03_03)


def test_a_replay_allows_what_was_allowed(policy: Policy, case: Case) -> None:
    """And tells what a policy that grants less would have refused."""
    longer = given(policy, case)
    less = evolve(policy, standards=[
        evolve(one, extension=None) if one.code == "information_request" else one
        for one in policy.standards
    ])  # fmt: skip

    assert () == policy.replay([longer])
    (found,) = less.replay([longer])
    assert "nothing_to_extend" in [one.code for one in found.reasons]


def test_a_verdict_is_by_the_longer_limit(policy: Policy, case: Case) -> None:
    """Answered on 1 April it is met with nothing left, and never more left than 17 days."""
    longer = given(policy, case, at=TUE_2026_03_03)
    answered_at = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
    answer = commands.follow_up(answer="Terlampir rinciannya.")
    answered = policy.perform(longer, answer, by=OPERATOR, at=answered_at)
    reading = policy.assess(answered, now=answered_at)["information_request"]

    assert (ClockState.MET, 0) == (reading.state, reading.days_left)
    early = policy.assess(longer, now=TUE_2026_03_03)["information_request"]
    assert 16 == early.days_left


def test_each_standard_is_extended_for_itself(policy: Policy, case: Case) -> None:
    """What one grants does not move another that grants some, too."""
    both = evolve(policy, standards=[
        evolve(one, extension=Extension(Limit(2, "working days")))
        if one.code == "first_follow_up" else one
        for one in policy.standards
    ])  # fmt: skip
    at = TUE_2026_03_03
    first = given(both, case, at=at, standard="first_follow_up")
    report = both.assess(first, now=at)

    # five days after 3 March end on the 10th, and two more on the 12th
    assert (date(2026, 3, 12), date(2026, 3, 16)) == (
        report["first_follow_up"].due_on, report["information_request"].due_on,
    )  # fmt: skip


# The standard itself


def test_a_file_says_it(policy: Policy) -> None:
    """Once, unless it says how often; and it comes back as it was."""
    table = {
        "code": "answer", "starts": "assigned", "stops": "answered", "limit": "10 working days",
        "extension": {"by": "7 hari kerja"},
    }  # fmt: skip
    reader = Reader(
        {
            "standard": [
                table,
                {**table, "code": "other", "extension": {"by": "7 working days", "times": 3}},
            ]
        }
    )
    first, second = read_standards(reader)

    assert [] == reader.faults
    assert (Extension(Limit(7, "working days")), 3) == (first.extension, second.extension.times)  # type: ignore[union-attr]
    assert {"by": "7 working days", "times": 1} == first.to_data()["extension"]
    assert "extension" not in LAPOR_STANDARDS[0].to_data()
    assert policy.digest != evolve(policy, standards=LAPOR_STANDARDS).digest


@pytest.mark.parametrize(
    ("extension", "expected"),
    [
        ({"by": "7 calendar days"}, [("standard[0].extension.by", "other_unit")]),
        ({"by": "7"}, [("standard[0].extension.by", "bad_limit")]),
        ({"by": "7 working days", "times": 0}, [("standard[0].extension.times", "too_small")]),
        ({"by": "7 working days", "often": 2}, [("standard[0].extension.often", "unknown_key")]),
        ({}, [("standard[0].extension.by", "missing")]),
    ],
)
def test_what_it_can_not_be_is_refused(
    extension: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """With its key path."""
    table = {
        "code": "answer", "starts": "assigned", "stops": "answered", "limit": "10 working days",
        "extension": extension,
    }  # fmt: skip
    reader = Reader({"standard": [table]})
    read_standards(reader)

    assert expected == [(one.where, one.code) for one in reader.faults]


def test_units_are_those_of_every_limit() -> None:
    """By class too."""
    with pytest.raises(InvalidValue) as caught:
        Standard(
            "answer", "assigned", "answered", Limit(10, "working days"),
            by_class={"oversight": Limit(60, "calendar days")},
            extension=Extension(Limit(7, "working days")),
        )  # fmt: skip

    assert [("standard.extension.by", "other_unit", "calendar days")] == [
        (one.where, one.code, one["expected"]) for one in caught.value.faults
    ]


def test_other_limits_keep_the_extension() -> None:
    """`with_limits` changes nothing else."""
    (standard,) = with_limits([STATUTE_STANDARDS[3]], {"information_request": "5 working days"})

    assert STATUTE_STANDARDS[3].extension == standard.extension


@pytest.mark.parametrize("wrong", [7, "7 working days"])
def test_an_extension_is_one(wrong: Any) -> None:
    """By a limit, and nothing else."""
    with pytest.raises(InvalidValue):
        Extension(wrong)
    with pytest.raises(InvalidValue):
        evolve(LAPOR_STANDARDS[0], extension=wrong)


def test_accepted_extensions_keep_the_reason_apart(policy: Policy, case: Case) -> None:
    """The event holds codes and numbers; the words lie beside it."""
    decision = policy.decide(case, MORE, by=OPERATOR, at=WED_2026_03_11)
    assert isinstance(decision, Accepted)
    (event,), (text,) = decision.events, decision.texts

    assert ({"standard": "information_request"}, ("why_extended",), WHY) == (
        dict(event.facts), event.texts, text.body,
    )  # fmt: skip
