"""A cohort worked out by hand: each figure on two days, by agency, and by what ended."""

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from stories import instant_of

from sp4n.monitoring import (
    Basis,
    Indicator,
    Period,
    Report,
    Share,
    Snapshot,
    Spread,
    observe,
    report,
    report_by,
)
from sp4n.workdays import indonesia
from sp4n.workflow import Case

DATA = Path(__file__).parent.parent / "data" / "monitoring_cohort.toml"
READINGS: list[dict[str, Any]] = tomllib.loads(DATA.read_text(encoding="utf-8"))["reading"]
JANUARY = Period.month(2025, 1)

FIGURES = [
    pytest.param(reading["now"], group, name, expected, id=f"{reading['name']}, {group}: {name}")
    for reading in READINGS
    for group in ("january", "flow", "DINAS", "LAIN")
    for name, expected in reading.get(group, {}).items()
]


def _read(snapshot: Snapshot, group: str) -> Report:
    if group in {"january", "flow"}:
        basis = Basis.FLOW if group == "flow" else Basis.COHORT
        return report(snapshot, JANUARY, basis=basis)
    return report_by(snapshot, "agency", period=JANUARY)[group]


def _share(text: str) -> Share:
    part, _, of = text.partition("/")
    return Share(int(part), int(of))


def _in_words(indicator: Indicator) -> dict[str, Any]:
    """An indicator as the data file writes it down."""
    value = indicator.value
    found: dict[str, Any] = {"n": indicator.n}
    if isinstance(value, Share):
        found["share"] = value
    elif isinstance(value, Spread):
        found["spread"] = [value.mean, value.median, value.p90]
    elif value is not None:
        found["count"] = value
    parts = {one.key: one.share for one in indicator.parts}
    left_out = {one.reason: one.n for one in indicator.excluded}
    return found | ({"parts": parts} if parts else {}) | ({"out": left_out} if left_out else {})


def _expected(words: dict[str, Any]) -> dict[str, Any]:
    read = dict(words)
    if "share" in read:
        read["share"] = _share(read["share"])
    if "spread" in read:
        mean, median, p90 = read["spread"]
        read["spread"] = [Fraction(mean), Fraction(median), p90]
    if "parts" in read:
        read["parts"] = {key: _share(text) for key, text in read["parts"].items()}
    return read


@pytest.mark.parametrize(("now", "group", "name", "expected"), FIGURES)
def test_a_figure_is_what_a_person_works_out(
    cohort: tuple[Case, ...], now: str, group: str, name: str, expected: dict[str, Any]
) -> None:
    """n, the figure, its parts and what is left out, as counted on a wall calendar."""
    snapshot = observe(cohort, now=instant_of(now), calendar=indonesia())

    assert _expected(expected) == _in_words(_read(snapshot, group)[name])
