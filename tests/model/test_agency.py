"""Agencies: mandate, region, period."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sp4n.model import NATION, Agency, AgencyKind, Region

Faults = Callable[[Callable[[], object]], list[tuple[str, str]]]
MON_2026_01_05 = date(2026, 1, 5)
TUE_2026_01_06 = date(2026, 1, 6)


def test_an_agency_needs_little() -> None:
    """Without more it is a work unit for the whole nation, every category and every day."""
    agency = Agency("DPU", "Dinas PU")

    assert AgencyKind.WORK_UNIT is agency.kind
    assert NATION == agency.region
    assert frozenset() == agency.mandate
    assert not agency.front_desk
    assert agency.parent is None
    assert agency.is_active(date.min)
    assert agency.is_active(None)


def test_plain_words_become_values() -> None:
    """Kind, region and mandate may be given as strings; one category may stand alone."""
    agency = Agency("DPU", "Dinas PU", kind="city", region="99.71", mandate="Jalan")

    assert AgencyKind.CITY is agency.kind
    assert Region("99.71") == agency.region
    assert frozenset({"Jalan"}) == agency.mandate


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"code": ""}, ("agency.code", "bad_code")),
        ({"code": "D P U"}, ("agency.code", "bad_code")),
        ({"code": "DPU-"}, ("agency.code", "bad_code")),
        ({"code": "é"}, ("agency.code", "bad_code")),
        ({"code": "A" * 65}, ("agency.code", "bad_code")),
        ({"code": "A\n"}, ("agency.code", "bad_code")),
        ({"code": 7}, ("agency.code", "wrong_type")),
        ({"name": " "}, ("agency.name", "empty")),
        ({"name": "x" * 201}, ("agency.name", "too_long")),
        ({"name": None}, ("agency.name", "wrong_type")),
        ({"kind": "ministery"}, ("agency.kind", "not_one_of")),
        ({"kind": None}, ("agency.kind", "not_one_of")),
        ({"parent": "no code"}, ("agency.parent", "bad_code")),
        ({"region": "99.7"}, ("agency.region", "bad_region_code")),
        ({"region": None}, ("agency.region", "bad_region_code")),
        ({"mandate": {7}}, ("agency.mandate", "wrong_type")),
        ({"mandate": {""}}, ("agency.mandate", "empty")),
        ({"mandate": None}, ("agency.mandate", "wrong_type")),
        ({"mandate": [["Jalan"]]}, ("agency.mandate", "wrong_type")),
        ({"name": "Dinas\nPU"}, ("agency.name", "control_character")),
        ({"front_desk": "yes"}, ("agency.front_desk", "wrong_type")),
        ({"active_from": "2026-01-05"}, ("agency.active_from", "wrong_type")),
        (
            {"active_until": datetime(2026, 1, 5, tzinfo=UTC)},
            ("agency.active_until", "not_a_plain_date"),
        ),
        (
            {"active_from": MON_2026_01_05, "active_until": MON_2026_01_05},
            ("agency.active_until", "out_of_order"),
        ),
    ],
)
def test_bad_fields_are_refused(
    fields: dict[str, Any], expected: tuple[str, str], faults: Faults
) -> None:
    """Each field says what is wrong with it, and where."""
    given: dict[str, Any] = {"code": "DPU", "name": "Dinas PU"} | fields

    assert [expected] == faults(lambda: Agency(**given))


def test_all_faults_are_told_at_once(faults: Faults) -> None:
    """A bad region hides neither a bad kind nor a bad code."""
    found = faults(lambda: Agency("no code", "", kind="boss", region="32.7", parent="?"))

    assert [
        ("agency.code", "bad_code"),
        ("agency.name", "empty"),
        ("agency.kind", "not_one_of"),
        ("agency.parent", "bad_code"),
        ("agency.region", "bad_region_code"),
    ] == found


def test_the_period_is_half_open() -> None:
    """The first day counts, the end does not; without a day only what has no end is active."""
    agency = Agency("A", "A", active_from=MON_2026_01_05, active_until=TUE_2026_01_06)

    assert [False, True, False] == [
        agency.is_active(day) for day in (date(2026, 1, 4), MON_2026_01_05, TUE_2026_01_06)
    ]
    assert not agency.is_active(None)
    assert Agency("A", "A", active_from=MON_2026_01_05).is_active(None)


@pytest.mark.parametrize(
    ("region", "expected"),
    [("99.71", True), ("99.71.01", True), ("99", False), ("99.72", False), (None, True)],
)
def test_an_agency_covers_what_lies_in_its_region(region: str | None, *, expected: bool) -> None:
    """An unknown region excludes nobody."""
    agency = Agency("A", "A", region="99.71")

    assert expected is agency.covers(None if region is None else Region(region))
