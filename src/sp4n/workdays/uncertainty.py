"""How sure a calendar is of its days: which stretches of it may still change."""

from collections.abc import Iterable, Iterator
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

Stretch = tuple[date, date, Certainty]
"""Days that may still change: the first, the last, and why."""

_A_DAY = timedelta(days=1)


def feast_block(decree: Decree, feast: str) -> tuple[date, ...]:
    """Give the days that belong to a feast: its holidays and the joint leave around them."""
    days = (*decree.national, *decree.joint_leave)
    return tuple(sorted(one.on for one in days if one.feast == feast))


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
    holidays = [one.on for one in decree.national if one.feast == feast]
    return bool(holidays) and known_by < holidays[0] - _A_DAY


def stretches(
    decrees: Iterable[Decree],
    pending: Iterable[tuple[int, str]],
    known_from: date,
    known_until: date,
) -> tuple[Stretch, ...]:
    """List the uncertain stretches of a calendar in order.

    A pending feast makes its block uncertain, and the day on either side, onto which the block may
    move. A year without a decree is uncertain as a whole.
    """
    decreed = {one.year: one for one in decrees}
    found: list[Stretch] = []
    for year, feast in pending:
        block = feast_block(decreed[year], feast)
        found.append((block[0] - _A_DAY, block[-1] + _A_DAY, "pending"))
    found += _estimated_years(set(decreed), known_from.year, known_until.year)
    return tuple(sorted(found))


def _estimated_years(decreed: set[int], first: int, last: int) -> Iterator[Stretch]:
    for year in range(first, last + 1):
        if year not in decreed:
            yield date(year, 1, 1), date(year, 12, 31), "estimated"


def certainty_of(uncertain: Iterable[Stretch], start_on: date, due_on: date) -> Certainty:
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
