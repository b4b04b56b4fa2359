"""How sure a calendar is of its days: which of them may still change."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from sp4n.workdays.decree import Decree
from sp4n.workdays.holiday import SIGHTED_FEASTS

Certainty = Literal["fixed", "pending", "estimated"]
"""How sure a date is.

``"fixed"``: by decree, nothing outstanding. ``"pending"``: decreed, but the moon sighting may move
a feast on the way. ``"estimated"``: no decree yet for a year on the way.
A later amendment can move a fixed date too; that makes another calendar.
"""

UncertainDays = tuple[date, date, Certainty]
"""Days in a row that may still change: the first, the last, and why."""

_A_DAY = timedelta(days=1)


def pending_feasts(decrees: Iterable[Decree], known_by: date) -> tuple[tuple[int, str], ...]:
    """List the decreed feasts whose moon sighting is outstanding on a day, as year and feast.

    A feast is pending until its eve, the evening of the sighting. A decree signed on the eve or
    later leaves nothing pending, nor does one without a signing day (a final list).
    """
    return tuple(
        (decree.year, feast)
        for decree in decrees
        for feast in sorted(SIGHTED_FEASTS)
        if decree.signed_on and _is_pending(decree, feast, max(known_by, decree.signed_on))
    )


def _is_pending(decree: Decree, feast: str, known_by: date) -> bool:
    holidays = [holiday.on for holiday in decree.national if holiday.feast == feast]
    return bool(holidays) and known_by < holidays[0] - _A_DAY


def uncertain_days(
    decrees: Iterable[Decree],
    pending: Iterable[tuple[int, str]],
    known_from: date,
    known_until: date,
) -> tuple[UncertainDays, ...]:
    """List the days of a calendar that may still change, in order.

    A pending feast makes its block uncertain, and the day on either side, onto which the block may
    move. A year without a decree is uncertain as a whole.
    """
    decreed = {decree.year: decree for decree in decrees}
    estimated: list[UncertainDays] = [
        (date(year, 1, 1), date(year, 12, 31), "estimated")
        for year in range(known_from.year, known_until.year + 1)
        if year not in decreed
    ]
    return tuple(sorted([*estimated, *(_block(decreed[year], feast) for year, feast in pending)]))


def _block(decree: Decree, feast: str) -> UncertainDays:
    """Give the days onto which a feast may move: its holidays, the joint leave around them, ±1."""
    days = (*decree.national, *decree.joint_leave)
    block = [holiday.on for holiday in days if holiday.feast == feast]
    return min(block) - _A_DAY, max(block) + _A_DAY, "pending"


def certainty_of(uncertain: Iterable[UncertainDays], start_on: date, due_on: date) -> Certainty:
    """Tell how sure a deadline is, by the days after its start up to its end.

    A deadline of no days counts the start itself.
    """
    worst: Certainty = "fixed"
    for first, last, certainty in uncertain:
        if first <= due_on and (start_on < last or start_on == due_on == last):
            if certainty == "estimated":
                return certainty
            worst = certainty
    return worst
