"""The predicate about the day on which a complaint was received."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from sp4n.errors import Fault, closest, fault, shown, shown_key
from sp4n.routing.facts import RoutingFacts
from sp4n.routing.plain_values import kind_fault
from sp4n.routing.predicates import Clause, Explanation, Predicate
from sp4n.routing.statements import Received, Statement
from sp4n.validation import date_fault, order_fault, refuse

_SIDES = ("from", "until")


@frozen
class ReceivedBetween(Predicate):
    """True for a complaint received on a day from `since` up to but not including `until`.

    None leaves a side open, though not both. The day is that of receipt in the office's zone.

    >>> first_quarter = ReceivedBetween(date(2026, 1, 1), date(2026, 4, 1))
    >>> print(first_quarter.explain(RoutingFacts(on=date(2026, 3, 31))))
    received: 2026-03-31
    >>> first_quarter.test(RoutingFacts(on=date(2026, 4, 1)))
    False
    """

    since: date | None = None
    until: date | None = None

    key = "received"

    def __attrs_post_init__(self) -> None:
        refuse(
            fault("empty") if self.since is None and self.until is None else None,
            None if self.since is None else date_fault(self.since, "from"),
            None if self.until is None else date_fault(self.until, "until"),
            order_fault(self.since, self.until, "until"),
        )

    @classmethod
    def from_data(cls, value: object, /) -> "ReceivedBetween":
        """Read a table of ``from`` and ``until``, dates or ISO dates in strings."""
        refuse(kind_fault(value, Mapping, "", "a table"))
        table = value if isinstance(value, Mapping) else {}
        refuse(*_faults(table))
        return cls(*(_day(table.get(side)) for side in _SIDES))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether the day of receipt lies between; unknown is False."""
        on = facts.on
        if on is None or (self.since is not None and on < self.since):
            return False
        return self.until is None or on < self.until

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Name the day of receipt."""
        holds = self.test(facts)
        found = (facts.on.isoformat(),) if holds and facts.on is not None else ()
        return Explanation(holds, (Clause(self.key, self._asked(), holds, found),))

    def to_data(self) -> dict[str, object]:
        """Give ``received = {...}``, with ISO dates."""
        return {self.key: {side: day.isoformat() for side, day in self._days()}}

    def says(self) -> Statement:
        """Say which days."""
        return Received(self.since, self.until)

    def _asked(self) -> tuple[str, ...]:
        return tuple(f"{side} {day.isoformat()}" for side, day in self._days())

    def _days(self) -> Iterator[tuple[str, date]]:
        for side, day in zip(_SIDES, (self.since, self.until), strict=True):
            if day is not None:
                yield side, day


def _faults(table: Mapping[object, object]) -> Iterator[Fault]:
    for key, value in table.items():
        if key not in _SIDES:
            yield fault("unknown_key", shown_key(key), suggestion=closest(str(key), _SIDES))
        elif _day(value) is None:
            yield fault("not_a_date", shown_key(key), found=shown(value))


def _day(value: object) -> date | None:
    """Read one day; None for what is none."""
    if not isinstance(value, str):
        return value if isinstance(value, date) else None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
