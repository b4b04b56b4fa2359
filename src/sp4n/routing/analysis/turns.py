"""Turns: the days on which a rule, an agency or an appointment begins or ends to count."""

from collections.abc import Iterator
from datetime import date

from sp4n.routing.analysis.alternates import ever_about, named_agencies
from sp4n.routing.router import Router


def turns_of(router: Router, *, minds_desks: bool) -> Iterator[date]:
    """Walk over the days on which a rule, or the agency of one, begins or ends to count."""
    directory = router.directory
    lines = ever_about(directory, named_agencies(router, minds_desks=minds_desks))
    periods = (
        *((rule.valid_from, rule.valid_until) for rule in router.book),
        *(
            (agency.active_from, agency.active_until)
            for agency in map(directory.agency, sorted(lines))
        ),
        *((post.since, post.until) for post in directory.appointments if post.agency in lines),
    )
    yield from (day for period in periods for day in period if day is not None)
