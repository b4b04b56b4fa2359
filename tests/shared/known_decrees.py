"""Decrees by their signing day, for tests that need a certain one: a later one changes nothing."""

from datetime import date

from sp4n.workdays import Decree, decrees

OCTOBER_2026 = date(2026, 10, 1)
"""What was known then stays the same, whatever the table learns."""


def decree_signed_on(day: date) -> Decree:
    """Find a decree of the table."""
    [found] = (one for one in decrees() if one.signed_on == day)
    return found


LIST_OF_2026 = decree_signed_on(date(2025, 9, 19))
LIST_OF_2027 = decree_signed_on(date(2026, 9, 15))
