"""Scorecards of many agencies at once: what is there is taken, what is missing has its reason."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from wrong_values import WRONG_VALUES, is_refused

from sp4n.errors import InvalidValue, UnknownCode
from sp4n.labels import Label
from sp4n.model import Agency, Appointment, Directory, Officer
from sp4n.monitoring.figures import Share, Spread
from sp4n.monitoring.four_elements.action_plan import (
    Action,
    ActionPlan,
    ActionReport,
    assess_actions,
)
from sp4n.monitoring.four_elements.activity import AccountUse, CityActivity, account_activity
from sp4n.monitoring.four_elements.elements import Element, ElementKind, Weights
from sp4n.monitoring.four_elements.recurrence import Recurrence
from sp4n.monitoring.four_elements.reviews import ReviewPlan, Reviews, assess_reviews
from sp4n.monitoring.four_elements.scorecard import Scorecard
from sp4n.monitoring.four_elements.scoring import scorecards
from sp4n.monitoring.indicators.definitions import Basis, Definition, Knowledge
from sp4n.monitoring.indicators.indicator import Figure, Indicator
from sp4n.monitoring.period import Period
from sp4n.monitoring.reporting import GroupedReport, Report, Unsupported

AS_OF_ON = date(2026, 3, 27)
OFFICES = ["DPU", "DLH", "BPBD"]
WEIGHTS = Weights(40, 20, 20, 20, "Kota Contoh")
WORDS = Label(id="contoh", en="example")
IN_TIME = "first_follow_up_in_time"


def defined(code: str) -> Definition:
    return Definition(code, WORDS, WORDS, WORDS)


def found(
    value: Figure, as_of: date | None = AS_OF_ON, code: str = IN_TIME, *, hidden: bool = False
) -> Report:
    """A report of one indicator."""
    figure = Indicator(defined(code), as_of, Basis.COHORT, None, None, value, is_suppressed=hidden)
    return Report(as_of, (figure,))


def lacking(*lacks: Knowledge, as_of: date | None = None) -> Report:
    """A report whose source can't support the indicator."""
    both = (defined("hops"), defined(IN_TIME))
    return Report(as_of, (), tuple(Unsupported(one, lacks) for one in both))


def by_agency(groups: Mapping[str | None, Report]) -> GroupedReport:
    return GroupedReport("agency", groups)


def activity(as_of_on: date = AS_OF_ON) -> CityActivity:
    """Two accounts at DPU, of which one was used; none at BPBD; DLH doesn't count."""
    city = Directory(
        [Agency("KOTA", "Kota Contoh"), *(Agency(code, code, parent="KOTA") for code in OFFICES)],
        [Officer("dpu-1", "Petugas Contoh"), Officer("dpu-2", "Petugas Contoh")],
        [Appointment("dpu-1", "DPU", "operator"), Appointment("dpu-2", "DPU", "operator")],
    )
    uses = [AccountUse("DPU", "dpu-1", date(2026, 3, 20))]
    return account_activity(city, uses, as_of_on=as_of_on, agencies=["DPU", "BPBD"])


def reviews(agency: str = "DPU", as_of_on: date = AS_OF_ON, month: int = 1) -> Reviews:
    """Held in January and February, not in March: 2 of 3 in the quarter."""
    monthly = Recurrence.every_month(day=5, from_on=date(2026, month, 1))
    held = [date(2026, 1, 5), date(2026, 2, 5)]
    return assess_reviews(
        ReviewPlan(agency, monthly, held), Period.quarter(2026, 1), as_of_on=as_of_on
    )


def actions(as_of_on: date = AS_OF_ON) -> ActionReport:
    """DPU did one of two in time; DLH has one that is not due yet."""
    plan = ActionPlan(
        [
            Action("training", "DPU", None, date(2026, 2, 27), date(2026, 2, 20)),
            Action("letter", "DPU", None, date(2026, 3, 13)),
            Action("poster", "DLH", None, date(2026, 12, 31)),
        ]
    )
    return assess_actions(plan, as_of_on)


FOLLOW_UP = by_agency({"DPU": found(Share(17, 23)), "DLH": found(Share(0, 0)), None: found(None)})


def because(kind: str, **inputs: Any) -> list[str | None]:
    """Why an element of each office is unknown."""
    return [one[kind].because for one in scorecards(OFFICES, as_of_on=AS_OF_ON, **inputs)]


def faults(**inputs: Any) -> list[tuple[str, str]]:
    """The place and code of every fault."""
    with pytest.raises(InvalidValue) as caught:
        scorecards(OFFICES, as_of_on=AS_OF_ON, **inputs)
    return [(one.where, one.code) for one in caught.value.faults]


def test_the_card_of_an_office_is_as_written_by_hand() -> None:
    """0.4 · 17/23 + 0.2 · (2/3 + 1/2 + 1/2) is some 62.9 of 100."""
    first, *_ = scorecards(
        OFFICES,
        as_of_on=AS_OF_ON,
        weights=WEIGHTS,
        follow_up=by_agency({"DPU": found(Share(17, 23))}),
        reviews=[reviews()],
        activity=activity(),
        actions=actions(),
    )
    shares = [Share(17, 23), Share(2, 3), Share(1, 2), Share(1, 2)]
    elements = [Element(*pair) for pair in zip(ElementKind, shares, strict=True)]

    assert Scorecard("DPU", elements, WEIGHTS, as_of_on=AS_OF_ON) == first
    assert 62.89 < float(first.score or 0) < 62.91


def test_each_agency_has_one_card_in_the_order_given() -> None:
    """Whatever the inputs have beside."""
    cards = scorecards(["DLH", "DPU", "DLH"], as_of_on=AS_OF_ON, actions=actions())

    assert ["DLH", "DPU"] == [one.agency for one in cards]
    assert () == scorecards([], as_of_on=AS_OF_ON)


@pytest.mark.parametrize("kind", list(ElementKind))
def test_what_was_not_given_was_not_measured(kind: ElementKind) -> None:
    """Of no agency, and nothing stands in its place."""
    assert ["not_measured"] * 3 == because(kind)


def test_reasons_of_follow_up_time() -> None:
    """Nothing was due of an agency that had no complaint; an export has no times at all."""
    followed = by_agency({"DPU": found(Share(1, 2)), "DLH": found(Share(0, 0))})
    hidden = by_agency({"DPU": found(None, hidden=True), "DLH": found(Share(1, 2))})
    export = by_agency({"DPU": lacking(Knowledge.HISTORY), None: lacking(Knowledge.HISTORY)})
    unrated = by_agency({"DPU": lacking(Knowledge.RATINGS), "DLH": found(Share(1, 2))})

    assert [None, "nothing_due", "nothing_due"] == because("follow_up", follow_up=followed)
    assert ["suppressed", None, "nothing_due"] == because("follow_up", follow_up=hidden)
    assert ["no_history"] * 3 == because("follow_up", follow_up=export)
    assert ["not_measured", None, "nothing_due"] == because("follow_up", follow_up=unrated)


def test_shares_serve_as_well_as_reports() -> None:
    """One that is missing, or None, was not measured."""
    shares = {"DPU": Share(1, 2), "DLH": None}
    reports = {"DPU": found(Share(1, 2)), "DLH": found(Share(0, 0))}

    assert [None, "not_measured", "not_measured"] == because("follow_up", follow_up=shares)
    assert [None, "nothing_due", "not_measured"] == because("follow_up", follow_up=reports)


def test_another_indicator_may_stand_for_follow_up_time() -> None:
    """By its id; one that the reports don't know is told."""
    rates = by_agency({"DPU": found(Share(3, 4), code="follow_up_rate")})
    (card,) = scorecards(["DPU"], as_of_on=AS_OF_ON, follow_up=rates, follow_up_by="follow_up_rate")

    assert Share(3, 4) == card["follow_up"].share
    with pytest.raises(UnknownCode, match="there is no indicator"):
        scorecards(["DPU"], as_of_on=AS_OF_ON, follow_up=rates)


def test_an_indicator_that_is_no_share_is_refused() -> None:
    """How long it took is no part of a whole."""
    times = by_agency({"DPU": found(Spread.of([1, 2]))})

    assert [(f"follow_up.{IN_TIME}", "wrong_type")] == faults(follow_up=times)
    assert [(f"follow_up.{IN_TIME}", "wrong_type")] == faults(
        follow_up=by_agency({"DPU": found(None)})
    )


def test_reasons_of_the_other_elements() -> None:
    """No plan, no account, nothing due yet; not measured where the activity leaves one out."""
    later = reviews("DLH", month=4)

    assert [None, "nothing_due", "no_plan"] == because("monitoring", reviews=[reviews(), later])
    assert [None, "not_measured", "no_account"] == because("activity", activity=activity())
    assert [None, "nothing_due", "no_plan"] == because("action_plan", actions=actions())


def test_all_speak_of_one_day() -> None:
    """Each input that doesn't is told."""
    day = date(2026, 3, 26)
    held = [reviews(), reviews("DLH", day)]

    assert [
        ("reviews[1].as_of_on", "contradiction"),
        ("activity.as_of_on", "contradiction"),
        ("actions.as_of_on", "contradiction"),
    ] == faults(reviews=held, activity=activity(day), actions=actions(day))
    with pytest.raises(InvalidValue, match=r"follow_up\.as_of: 2026-03-26 contradicts 2026-03-27"):
        scorecards(OFFICES, as_of_on=AS_OF_ON, follow_up=by_agency({"X": found(None, day)}))


@pytest.mark.parametrize(
    ("as_of", "fits"),
    [
        ("2026-03-26T14:59:59+00:00", False),  # 23:59:59 in eastern Indonesia
        ("2026-03-26T15:00:00+00:00", True),  # midnight there
        ("2026-03-27T00:00:00+07:00", True),
        ("2026-03-27T23:59:59+07:00", True),
        ("2026-03-28T00:00:00+07:00", False),
        ("2026-03-27T12:00:00", False),  # in no zone
    ],
)
def test_an_instant_is_of_the_day_that_it_is_somewhere_in_indonesia(
    as_of: str,
    fits: bool,  # noqa: FBT001
) -> None:
    """In which of its three zones the reports were read, they don't say."""
    reports = by_agency({"DPU": found(Share(1, 2), datetime.fromisoformat(as_of))})

    assert fits is not is_refused(lambda: scorecards(OFFICES, as_of_on=AS_OF_ON, follow_up=reports))


def test_a_figure_of_an_unknown_day_is_refused() -> None:
    """Unless nothing is taken from it."""
    undated = by_agency({"DPU": found(Share(1, 2), None)})
    export = by_agency({"DPU": lacking(Knowledge.HISTORY, as_of=datetime(2025, 1, 1, tzinfo=UTC))})

    assert [("follow_up.as_of", "missing")] == faults(follow_up=undated)
    assert ["no_history"] * 3 == because("follow_up", follow_up=export)


def test_what_cannot_be_joined_is_refused() -> None:
    """Reports by another dimension; an agency's reviews twice."""
    by_class = GroupedReport("classification", {"DPU": found(Share(1, 2))})

    assert [("follow_up.by", "not_one_of")] == faults(follow_up=by_class)
    assert [("reviews", "duplicate")] == faults(reviews=[reviews(), reviews()])


@pytest.mark.parametrize("wrong", WRONG_VALUES.values(), ids=WRONG_VALUES.keys())
def test_wrong_values_are_told_by_name(wrong: Any) -> None:
    """Nothing raw comes from deep inside; every input may be missing."""

    def cards(**inputs: Any) -> object:
        given: dict[str, Any] = {"agencies": OFFICES, "as_of_on": AS_OF_ON} | inputs
        return scorecards(given.pop("agencies"), **given)

    builds = [
        lambda: cards(as_of_on=wrong),
        lambda: cards(weights=wrong),
        lambda: cards(agencies=wrong),
        lambda: cards(follow_up_by=wrong),
        lambda: cards(follow_up={"DPU": wrong}),
        lambda: cards(follow_up=wrong),
        lambda: cards(reviews=wrong),
        lambda: cards(activity=wrong),
        lambda: cards(actions=wrong),
    ]
    accepted = [place for place, build in enumerate(builds) if not is_refused(build)]
    means_something: dict[type, list[int]] = {
        dict: [2],  # a list of codes
        str: [3],
        type(None): [4, 5, 6, 7, 8],
    }

    assert means_something.get(type(wrong), []) == accepted
