"""Documents, complaints and events for the tests of interchange."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from sp4n.interchange import FormatError, load
from sp4n.model import Actor, Complaint
from sp4n.workflow import Case, Event, Phase

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)


@pytest.fixture
def complaint() -> Complaint:
    """The least that a complaint can be."""
    return Complaint("1000001", "Jalan", "Jalan berlubang.", MON_2026_01_05)


@pytest.fixture
def case(complaint: Complaint) -> Case:
    """A case with two events."""
    first = Event(
        1, "submit", MON_2026_01_05, Actor.reporter(), "unverified", Phase.NEW,
        holders=("KOTA",), facts=(("workflow", "lapor/1"),),
    )  # fmt: skip
    second = Event(
        2, "withdraw", MON_2026_01_05, Actor.reporter(), "archived_by_reporter", Phase.ARCHIVED
    )
    return Case.from_events(complaint, [first, second])


@pytest.fixture
def event_row() -> Callable[..., dict[str, Any]]:
    """Make an event as plain data, in which any key may be given."""

    def make(number: int = 1, **keys: Any) -> dict[str, Any]:
        return {
            "number": number,
            "kind": "submit",
            "version": 1,
            "at": "2026-01-05T02:30:00+00:00",
            "by": {"kind": "reporter"},
            "status": "unverified",
            "phase": "new",
        } | keys

    return make


@pytest.fixture
def faults() -> Callable[[object], list[tuple[str, str]]]:
    """Load a document that must be refused, and give the place and code of every fault."""

    def collect(document: Any) -> list[tuple[str, str]]:
        with pytest.raises(FormatError) as caught:
            load(document)
        return [(one.where, one.code) for one in caught.value.faults]

    return collect
