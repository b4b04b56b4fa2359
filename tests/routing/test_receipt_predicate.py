"""The predicate about the day of receipt: half-open, False when the day is unknown."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sp4n.errors import InvalidValue
from sp4n.routing import Predicate, ReceivedBetween, RoutingFacts, predicate_from_data
from sp4n.routing.statements import Received

JAN, APR = date(2026, 1, 1), date(2026, 4, 1)


@pytest.mark.parametrize(
    ("since", "until", "on", "holds"),
    [
        (JAN, APR, date(2025, 12, 31), False),
        (JAN, APR, date(2026, 1, 1), True),
        (JAN, APR, date(2026, 3, 31), True),
        (JAN, APR, date(2026, 4, 1), False),
        (JAN, None, date(2026, 1, 1), True),
        (JAN, None, date(2025, 12, 31), False),
        (JAN, None, date.max, True),
        (None, APR, date.min, True),
        (None, APR, date(2026, 4, 1), False),
        (JAN, APR, None, False),
    ],
)
def test_the_first_day_counts_and_the_last_does_not(
    since: date | None, until: date | None, on: date | None, *, holds: bool
) -> None:
    """From the first day up to but not including the last; an unknown day is False."""
    predicate, facts = ReceivedBetween(since, until), RoutingFacts(on=on)

    assert predicate.test(facts) is holds
    assert predicate.explain(facts).holds is holds
    assert (~predicate).test(facts) is not holds


def test_it_names_the_day_or_what_was_asked() -> None:
    """An explanation names the day of receipt that was met, else the days of the rule."""
    predicate = ReceivedBetween(JAN, APR)

    assert str(predicate.explain(RoutingFacts(on=JAN))) == "received: 2026-01-01"
    assert str(predicate.explain(RoutingFacts(on=APR))) == (
        "received failed: from 2026-01-01, until 2026-04-01"
    )
    assert str(ReceivedBetween(JAN).explain(RoutingFacts())) == "received failed: from 2026-01-01"


def test_it_says_which_days() -> None:
    """The index and the analysis read the days from its statement."""
    assert ReceivedBetween(JAN, APR).says() == Received(JAN, APR)


@pytest.mark.parametrize(
    ("value", "data"),
    [
        ({"from": JAN, "until": APR}, {"from": "2026-01-01", "until": "2026-04-01"}),
        ({"from": "2026-01-01"}, {"from": "2026-01-01"}),
        ({"until": APR}, {"until": "2026-04-01"}),
    ],
)
def test_dates_are_dates_or_texts(value: dict[str, Any], data: dict[str, str]) -> None:
    """TOML has dates, JSON has ISO dates in texts; both come back as texts, ready for JSON."""
    predicate = predicate_from_data({"received": value})

    assert predicate.to_data() == {"received": data}
    assert predicate_from_data(predicate.to_data()) == predicate


@pytest.mark.parametrize(
    ("value", "faults"),
    [
        (JAN, [("wrong_type", "when.received")]),
        ({}, [("empty", "when.received")]),
        (
            {"form": JAN, "until": "soon"},
            [("unknown_key", "when.received.form"), ("not_a_date", "when.received.until")],
        ),
        ({"from": 2026}, [("not_a_date", "when.received.from")]),
        ({"from": APR, "until": APR}, [("out_of_order", "when.received.until")]),
        ({"from": APR, "until": JAN}, [("out_of_order", "when.received.until")]),
        (
            {"from": datetime(2026, 1, 1, tzinfo=UTC)},
            [("not_a_plain_date", "when.received.from")],
        ),
    ],
)
def test_bad_days(value: object, faults: list[tuple[str, str]]) -> None:
    """Days that contradict each other, or are none, are refused, each at its key path."""
    with pytest.raises(InvalidValue) as refused:
        predicate_from_data({"received": value})

    assert faults == [(one.code, one.where) for one in refused.value.faults]


@pytest.mark.parametrize(
    "make",
    [
        ReceivedBetween,
        lambda: ReceivedBetween("2026-01-01"),  # type: ignore[arg-type]  # on purpose
        lambda: ReceivedBetween(APR, JAN),
    ],
)
def test_the_constructor_refuses_too(make: Callable[[], Predicate]) -> None:
    """What a file may not say, Python code may not say either."""
    with pytest.raises(InvalidValue):
        make()
