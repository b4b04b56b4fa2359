"""What a constructor is given may change afterwards: the value has taken it over, or refused it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs
import pytest

from sp4n.model import Categories, Classification
from sp4n.monitoring import GroupedReport, Snapshot
from sp4n.sla import Standard
from sp4n.tables import Table
from sp4n.workdays import CalendarSettings, Decree, Limit, OfficeHours
from sp4n.workflow import LAPOR, Command, extended

DAY, FIRST = date(2026, 12, 24), {date(2026, 1, 1): "Tahun Baru"}
DAYS, CLASSES = Limit(5, "working days"), {Classification.SERVICE: Limit(7, "calendar days")}
HOURS = {"Mon-Fri": "08:00-16:00"}


class Own(Mapping[Any, Any]):
    """A table of somebody's own, which changes under the hands of whoever keeps it."""

    def __init__(self, entries: Mapping[Any, Any]) -> None:
        self.entries = dict(entries)

    def __getitem__(self, key: object) -> object:
        return self.entries[key]

    def __iter__(self) -> Iterator[object]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


@pytest.mark.parametrize("kind", [dict, Own])
@pytest.mark.parametrize(
    ("build", "table"),
    [
        (Categories, {"Perhubungan": None}),
        (lambda given: Standard("x", "new", "answered", DAYS, by_class=given), CLASSES),
        (lambda given: CalendarSettings(closures=given), {DAY: "Hari Jadi"}),
        (OfficeHours, HOURS),
        (lambda given: OfficeHours(HOURS, ramadan=given), HOURS),
        (lambda given: OfficeHours(HOURS, special_days=given), {DAY: "08:00-11:00"}),
        (lambda given: Decree(2026, DAY, national=given), {DAY: "Hari Contoh"}),
        (lambda given: Decree(2026, DAY, (), national=FIRST, joint_leave=given), {DAY: "Natal"}),
        (lambda given: Command("hold", given), {"missing": "Contoh"}),
        (LAPOR.with_timers, {"expire": Limit(9, "working days")}),
        (lambda given: extended(LAPOR, given), {"rating": {}}),
        (lambda given: Snapshot(None, (), status_labels=given), {}),
        (lambda given: GroupedReport("agency", given), {}),
        (lambda given: Table("x", ["a"], [[1]], kinds=given), {"a": "whole"}),
    ],
)  # fmt: skip
def test_tables_are_taken_over(
    kind: type[Any], build: Callable[[Any], Any], table: Mapping[Any, Any]
) -> None:
    """Dicts, and mappings of the caller's own."""
    given = kind(table)
    value = build(given)
    before = shown(value)
    entries = given.entries if isinstance(given, Own) else given
    entries.clear()
    entries["changed"] = "afterwards"

    assert before == shown(value)


def shown(value: object) -> str:
    """All that is in a value, in words."""
    return repr(attrs.astuple(value, recurse=True))  # type: ignore[arg-type]
