"""What a complaint names that the directory does not have, and what hangs below what."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sp4n.model import (
    Agency,
    Appointment,
    Categories,
    Complaint,
    Directory,
    Officer,
    unknown_codes,
)

AGENCIES = (
    Agency("ROOT", "X"),
    Agency("KOTA", "X", parent="ROOT"),
    Agency("DPU", "X", parent="KOTA", active_until=date(2026, 2, 1)),
)
STATE = Directory(
    AGENCIES,
    [Officer("x-1", "X"), Officer("x-2", "X")],
    [
        Appointment("x-1", "DPU", "operator"),
        Appointment("x-1", "KOTA", "agency_admin", since=date(2026, 3, 1)),
    ],
    Categories({"Jalan": None}),
)


def complaint(**fields: Any) -> Complaint:
    return Complaint("X-1", "X", "X", datetime(2026, 1, 5, tzinfo=UTC), **fields)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"accused": {"DPU"}, "accused_officers": {"x-2"}, "category": "Jalan"}, []),
        ({"accused": {"DPUU"}}, [("complaint.accused", "unknown_agency", "DPU")]),
        (
            {"accused_officers": {"x-11"}},
            [("complaint.accused_officers", "unknown_officer", "x-1")],
        ),
        ({"target_agency": "KOTTA"}, [("complaint.target_agency", "unknown_agency", "KOTA")]),
        ({"category": "Jaln"}, [("complaint.category", "unknown_category", "Jalan")]),
        ({"category": " "}, []),  # blank: unknown, and not wrong
    ],
)
def test_each_code_that_is_not_there(
    fields: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    """With the closest that is."""
    found = unknown_codes(complaint(**fields), STATE)

    assert expected == [(one.where, one.code, one["suggestion"]) for one in found]


def test_without_a_tree_no_category_is_unknown() -> None:
    """There is nothing to check it against; and a citizen's words are not repeated."""
    odd = complaint(category="Nama Orang")

    assert () == unknown_codes(odd, Directory(AGENCIES))
    assert "Nama" not in str(unknown_codes(odd, STATE)[0])


@pytest.mark.parametrize(
    ("code", "agencies", "expected"),
    [
        ("DPU", {"DPU"}, True),
        ("DPU", {"ROOT"}, True),
        ("KOTA", {"DPU"}, False),
        ("DPU", set(), False),
        ("GONE", {"ROOT"}, False),
        ("GONE", {"GONE"}, True),
    ],
)
def test_what_hangs_below_some(code: str, agencies: set[str], expected: bool) -> None:  # noqa: FBT001 - a column
    """Itself included; a code that is not there hangs below nothing else."""
    assert expected is STATE.hangs_below(code, agencies)


@pytest.mark.parametrize(
    ("officer", "on", "expected"),
    [
        ("x-1", date(2026, 1, 5), ("DPU",)),
        ("x-1", date(2026, 2, 5), ()),  # the office has ended
        ("x-1", date(2026, 3, 5), ("KOTA",)),
        ("x-2", date(2026, 1, 5), ()),
        ("x-9", date(2026, 1, 5), ()),
    ],
)
def test_where_somebody_serves(officer: str, on: date, expected: tuple[str, ...]) -> None:
    """On a day, in whatever role."""
    assert expected == STATE.served_by(officer, on=on)
