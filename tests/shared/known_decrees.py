"""Decrees by their signing day, for tests that need a certain one: a later one changes nothing."""

from datetime import date
from typing import Any

from sp4n.workdays import Decree, WorkingCalendar, decrees, indonesia

OCTOBER_2026 = date(2026, 10, 1)
"""What was known then stays the same, whatever the table learns."""


def decree_signed_on(day: date) -> Decree:
    """Find a decree of the table."""
    [found] = (one for one in decrees() if one.signed_on == day)
    return found


LIST_OF_2026 = decree_signed_on(date(2025, 9, 19))
LIST_OF_2027 = decree_signed_on(date(2026, 9, 15))


def as_known_in_2026(**given: Any) -> WorkingCalendar:
    """Do `indonesia` for tests that need years without a decree: 2028 has none, whatever comes.

    Whoever gives decrees of their own means those, whenever they were signed.
    """
    pinned = {} if "decrees" in given else {"as_of": date(2026, 11, 30)}
    return indonesia(**{**pinned, **given})
