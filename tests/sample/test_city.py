"""The sample city routes texts in the manner of real ones to the office that owns them."""

import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sp4n.model import Complaint
from sp4n.policy import PolicyError
from sp4n.sample import sample_cases, sample_complaints, sample_policy
from sp4n.sample.city import _sample
from sp4n.sla import ClockState
from sp4n.workflow import Phase

DATA = Path(__file__).parents[1] / "data"
TEXTS: list[dict[str, Any]] = json.loads(
    (DATA / "sample_complaints.json").read_text(encoding="utf-8")
)["complaints"]
MON_2026_11_02 = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

# What the texts were written to reach: how many of each group must go right.
AT_LEAST = {"A": 27, "B": 5, "C": 7, "D": 9, "E": 7, "F": 6}


def complaint_of(text: dict[str, Any]) -> Complaint:
    return Complaint(
        number=text["id"],
        title=text["text"][:60],
        body=text["text"],
        submitted_at=MON_2026_11_02,
        region="99.71",
        category=text.get("category"),
    )


@pytest.mark.parametrize("group", AT_LEAST)
def test_texts_reach_their_owner(group: str) -> None:
    """Each group of texts goes to the offices that its author names, or to some competent one."""
    policy = sample_policy()
    texts = [text for text in TEXTS if text["group"] == group]
    right = 0
    for text in texts:
        agency = policy.route(complaint_of(text)).agency
        right += agency in text.get("codes", [agency])

    assert right >= AT_LEAST[group]


@pytest.mark.parametrize("text", TEXTS, ids=[text["id"] for text in TEXTS])
def test_every_text_reaches_a_competent_agency(text: dict[str, Any]) -> None:
    """No wrong door: wherever a text goes, that agency is competent, and `via` says how."""
    policy = sample_policy()
    complaint = complaint_of(text)
    route = policy.route(complaint)

    assert policy.directory.is_competent(
        route.agency, region=complaint.region, category=complaint.category, on=date(2026, 11, 2)
    )
    assert (route.via == "rule") == (route.rule is not None)


@pytest.mark.parametrize(
    "text", [text for text in TEXTS if text["group"] == "B"], ids=lambda text: text["id"]
)
def test_oversight_goes_to_the_inspectorate_and_is_confidential(text: dict[str, Any]) -> None:
    """Hints at abuse are proposed as oversight, and as confidential."""
    route = sample_policy().route(complaint_of(text))

    assert route.proposals.confidential
    assert route.proposals.classification == "oversight"


def test_an_accused_inspectorate_does_not_get_its_own_case() -> None:
    """Whoever is accused never receives the complaint, whatever the rules say."""
    text = next(text for text in TEXTS if text["id"] == "S31")
    complaint = Complaint(
        "X-1", "Pungli", text["text"], MON_2026_11_02, region="99.71", accused=["INSPEKTORAT"]
    )

    assert sample_policy().route(complaint).agency != "INSPEKTORAT"


def test_texts_that_were_never_tuned_on_go_right() -> None:
    """Of the texts on which no rule was tuned, at least 85 in 100 go to their owner."""
    texts = json.loads((DATA / "routing_sample" / "held_out.json").read_text(encoding="utf-8"))
    rows = [row for row in texts["texts"] if row["half"] == "held_out" and "codes" in row]
    policy = sample_policy()
    right = sum(policy.route(complaint_of(row)).agency in row["codes"] for row in rows)

    assert len(rows) >= 40
    assert right / len(rows) >= 0.85


def test_texts_by_somebody_who_never_saw_the_rules_go_right() -> None:
    """Of texts written blind, at least 85 in 100 go to their owner (89 did at first sight)."""
    texts = json.loads((DATA / "routing_sample" / "independent.json").read_text(encoding="utf-8"))
    policy = sample_policy()
    right = sum(policy.route(complaint_of(row)).agency in row["codes"] for row in texts["texts"])

    assert len(texts["texts"]) == 80
    assert right >= 68


def test_the_sample_policy_has_no_findings() -> None:
    """The sample city is one that a check lets pass, on the days that it is used for."""
    assert sample_policy().check(on=date(2026, 1, 5)) == ()
    assert sample_policy().check(on=date(2026, 11, 24)) == ()
    assert sample_policy().check() == ()


def test_sample_complaints_are_the_same_every_time() -> None:
    """The same seed gives the same complaints, another one others, in order of submission."""
    first = sample_complaints(20, seed=7)

    assert first == sample_complaints(20, seed=7)
    assert first != sample_complaints(20, seed=8)
    assert list(first) == sorted(first, key=lambda one: one.submitted_at)
    assert all(date(2026, 1, 5) <= one.submitted_at.date() < date(2026, 3, 6) for one in first)


def test_no_sample_complaints_is_fine() -> None:
    """Nobody complained."""
    assert sample_complaints(0) == ()
    assert sample_cases(()) == ()


@pytest.mark.parametrize("seed", range(6))
def test_lives_hold_everything_that_can_happen(seed: int) -> None:
    """Lives end in many ways, and none is open without a holder."""
    cases = sample_cases(sample_complaints(60, seed=seed), seed=seed, until=date(2026, 4, 30))

    assert all(case.holder for case in cases)
    assert len({case.status for case in cases}) >= 4
    assert cases == sample_cases(
        sample_complaints(60, seed=seed), seed=seed, until=date(2026, 4, 30)
    )


def test_lives_show_every_phase_and_late_answers() -> None:
    """Over some seeds every phase but blocked occurs, and clocks are met, broken and overdue."""
    policy = sample_policy()
    now = datetime(2026, 2, 27, 10, 0, tzinfo=UTC)
    cases = [
        case
        for seed in range(12)
        for case in sample_cases(sample_complaints(40, seed=seed), seed=seed, until=now.date())
    ]
    phases = Counter(case.phase for case in cases)
    states = {reading.state for case in cases for reading in policy.assess(case, now=now)}

    assert set(phases) == set(Phase) - {Phase.BLOCKED}
    assert states >= {ClockState.MET, ClockState.BREACHED, ClockState.OVERDUE, ClockState.PAUSED}


def test_a_sample_file_that_is_missing_says_so() -> None:
    """As any policy's file would."""
    with pytest.raises(PolicyError) as error:
        _sample("none.toml")

    assert error.value.code == "not_readable"
