"""Scoring: a scorecard for each of several agencies, from what was measured for all of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from sp4n.errors import Fault, InvalidValue, fault
from sp4n.monitoring.figures import Share
from sp4n.monitoring.four_elements.action_plan import ActionReport
from sp4n.monitoring.four_elements.activity import CityActivity
from sp4n.monitoring.four_elements.elements import OWN_WEIGHTS, Element, ElementKind, Weights
from sp4n.monitoring.four_elements.reviews import Reviews
from sp4n.monitoring.four_elements.scorecard import Scorecard
from sp4n.monitoring.indicators.definitions import Knowledge
from sp4n.monitoring.reporting import GroupedReport, Report
from sp4n.validation import (
    codes_faults,
    date_fault,
    items_or_as_given,
    list_faults,
    refuse,
    type_fault,
    word_fault,
)
from sp4n.workdays.zones import ZONES

FollowUps = Mapping[str | None, Report] | Mapping[str, Share | None]
"""Follow-up time by agency: a report of each, such as a `GroupedReport`, or the shares alone."""

_ByAgency = Mapping[str | None, Element]
_Measured = tuple[_ByAgency, Element]
"""One element by agency, and that of the agencies which aren't among them."""


def scorecards(
    agencies: Iterable[str],
    *,
    as_of_on: date,
    weights: Weights = OWN_WEIGHTS,
    follow_up: FollowUps | None = None,
    follow_up_by: str = "first_follow_up_in_time",
    reviews: Iterable[Reviews] | None = None,
    activity: CityActivity | None = None,
    actions: ActionReport | None = None,
) -> tuple[Scorecard, ...]:
    """Give each agency its scorecard, in their order, each once.

    Nothing is put in place of what is missing: an element is unknown, with the reason.
    ``not_measured``: nothing was given, or not for this agency. ``no_history``: the reports' source
    has no times. ``no_plan``: no review plan among the reviews, no action in the plan.
    ``no_account``: the agency has none. ``nothing_due``: no such complaint, nothing due yet.
    ``suppressed``: the number is hidden. What the inputs have of other agencies is left aside.

    Args:
        agencies: The codes of the agencies.
        as_of_on: The day of which all inputs speak; a report as of an instant, of the day which
            that is in one of Indonesia's zones.
        weights: How much each element counts.
        follow_up: What `report_by` found by agency, or an agency's share by its code.
        follow_up_by: The indicator of those reports that counts.
        reviews: What `assess_reviews` found for each agency.
        activity: What `account_activity` found for all of them.
        actions: What `assess_actions` found for all of them.

    Raises:
        InvalidValue: An argument has the wrong type; reports are not by agency, or the indicator is
            no share; an agency's reviews are there twice (``duplicate``); inputs are as of another
            day (``contradiction``) or of an unknown one (``missing``).
        UnknownCode: The reports have no such indicator.

    >>> offices = ["DPU", "DLH"]
    >>> cards = scorecards(offices, as_of_on=date(2026, 3, 31), follow_up={"DPU": Share(9, 10)})
    >>> [str(card["follow_up"]) for card in cards]
    ['follow-up time: 9 of 10 (90.0 %)', 'follow-up time: not measured']
    """
    codes = items_or_as_given(agencies)
    held = None if reviews is None else items_or_as_given(reviews)
    refuse(
        *codes_faults(codes, "agencies"),
        date_fault(as_of_on, "as_of_on"),
        type_fault(Weights, weights, "weights", "weights"),
        *_input_faults(follow_up, held, activity, actions),
    )
    refuse(*_follow_up_faults(follow_up, follow_up_by, as_of_on))
    refuse(*_other_faults(held, activity, actions, as_of_on))
    measured = (
        _follow_up(follow_up, follow_up_by),
        _monitoring(held),
        _activity(activity),
        _action_plan(actions),
    )
    return tuple(
        Scorecard(
            code,
            [elements.get(code, otherwise) for elements, otherwise in measured],
            weights,
            as_of_on=as_of_on,
        )
        for code in dict.fromkeys(codes)
    )


def _follow_up(given: FollowUps | None, by: str) -> _Measured:
    """An agency that is not in a report of all of them had no complaint that it could follow up."""
    elements = {code: _followed(figure, by) for code, figure in (given or {}).items()}
    because = "not_measured"
    if isinstance(given, GroupedReport):
        lacks = any(element.because == "no_history" for element in elements.values())
        because = "no_history" if lacks else "nothing_due"
    return elements, Element(ElementKind.FOLLOW_UP, None, because)


def _followed(given: Report | Share | None, by: str) -> Element:
    if not isinstance(given, Report):
        return Element(ElementKind.FOLLOW_UP, given, "not_measured" if given is None else None)
    for unsupported in given.unsupported:
        if unsupported.definition.id == by:
            because = "no_history" if Knowledge.HISTORY in unsupported.lacks else "not_measured"
            return Element(ElementKind.FOLLOW_UP, None, because)
    figure = given[by]
    if isinstance(figure.value, Share):
        return Element(ElementKind.FOLLOW_UP, figure.value)
    if figure.is_suppressed:
        return Element(ElementKind.FOLLOW_UP, None, "suppressed")
    kind = type(figure.value).__name__
    raise InvalidValue.of("wrong_type", f"follow_up.{by}", expected="share", found=kind)


def _monitoring(given: tuple[Reviews, ...] | None) -> _Measured:
    shares = None if given is None else {review.agency: review.share for review in given}
    return _shares(ElementKind.MONITORING, shares)


def _action_plan(given: ActionReport | None) -> _Measured:
    reports = None if given is None else given.by_agency()
    shares = None if reports is None else {code: report.share for code, report in reports.items()}
    return _shares(ElementKind.ACTION_PLAN, shares)


def _shares(kind: ElementKind, shares: Mapping[str, Share] | None) -> _Measured:
    """An agency of which nothing was found has no plan, if anything was measured at all."""
    elements: _ByAgency = {code: Element(kind, share) for code, share in (shares or {}).items()}
    return elements, Element(kind, None, "not_measured" if shares is None else "no_plan")


def _activity(given: CityActivity | None) -> _Measured:
    kind = ElementKind.ACTIVITY
    elements: _ByAgency = {
        agency.agency: Element(kind, agency.share, None if agency.accounts else "no_account")
        for agency in (() if given is None else given.agencies)
    }
    return elements, Element(kind, None, "not_measured")


_REVIEWS = "the_reviews_of_an_agency"


def _input_faults(
    follow_up: object, reviews: object, activity: object, actions: object
) -> Iterator[Fault | None]:
    """Each input is what it claims to be, or isn't there."""
    kinds = (
        (Mapping, follow_up, "follow_up", "report_by_agency"),
        (CityActivity, activity, "activity", "the_activity_of_a_city"),
        (ActionReport, actions, "actions", "report_on_actions"),
    )
    for kind, given, where, expected in kinds:
        yield None if given is None else type_fault(kind, given, where, expected)
    if reviews is not None:
        yield from list_faults(Reviews, reviews, "reviews", _REVIEWS)


def _follow_up_faults(given: FollowUps | None, by: str, as_of_on: date) -> Iterator[Fault | None]:
    """Reports are by agency; those that have the indicator speak of the day."""
    yield type_fault(str, by, "follow_up_by", "code")
    if isinstance(given, GroupedReport):
        yield word_fault(given.dimension, ("agency",), "follow_up.by")
    reports = [report for report in (given or {}).values() if isinstance(report, Report)]
    for day in dict.fromkeys(
        report.as_of for report in reports if any(figure.id == by for figure in report)
    ):
        if day is None:
            yield fault("missing", "follow_up.as_of")
        elif not _falls_on(day, as_of_on):
            yield _other_day(day, "follow_up.as_of", as_of_on)


def _other_faults(
    reviews: tuple[Reviews, ...] | None,
    activity: CityActivity | None,
    actions: ActionReport | None,
    as_of_on: date,
) -> Iterator[Fault | None]:
    """All speak of the day; an agency's reviews are there once."""
    held = reviews or ()
    days = {f"reviews[{place}].as_of_on": review.as_of_on for place, review in enumerate(held)}
    for where, measured in (("activity.as_of_on", activity), ("actions.as_of_on", actions)):
        if measured is not None:
            days[where] = measured.as_of_on
    yield from (_other_day(day, where, as_of_on) for where, day in days.items() if day != as_of_on)
    times = Counter(review.agency for review in held)
    yield from (
        fault("duplicate", "reviews", found=agency) for agency in times if times[agency] > 1
    )


def _falls_on(moment: date, day: date) -> bool:
    """Tell whether an instant lies on a day somewhere in Indonesia; a day is that day alone."""
    if not isinstance(moment, datetime):
        return moment == day
    zones = () if moment.tzinfo is None else ZONES.values()
    return any(moment.astimezone(zone).date() == day for zone in zones)


def _other_day(found: date, where: str, as_of_on: date) -> Fault:
    return fault("contradiction", where, found=found.isoformat(), other=as_of_on.isoformat())
