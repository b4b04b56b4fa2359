"""Suppression, attacked: a reader who solves all equations finds out no hidden small number."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache

import pytest
from attrs import evolve
from reader_of_reports import WHOLE, Number, Reader

from sp4n import sample_cases, sample_complaints, sample_policy
from sp4n.monitoring import (
    FEWEST,
    Entry,
    Excluded,
    Indicator,
    Period,
    Report,
    Share,
    Snapshot,
    published,
    report,
    report_by,
    suppressed,
)
from sp4n.monitoring.indicators.snapshot import Dimension

FEBRUARY = Period.month(2026, 2)
SEEDS = [(40, 1), (40, 2), (100, 1), (100, 2)]
"""How many complaints, and the seed of their lives."""


@cache
def city(complaints: int, seed: int) -> Snapshot:
    """What a made-up city knows at the end of March."""
    cases = sample_cases(sample_complaints(complaints), seed=seed)
    return sample_policy().snapshot(cases, now=datetime(2026, 3, 27, 17, tzinfo=UTC))


def reader(true: Report, shown: Report, *, is_cut: bool = False) -> Reader:
    return Reader({WHOLE: true}, {WHOLE: shown}, is_cut=is_cut)


def reader_of_groups(
    true: tuple[Report, Mapping[str | None, Report]],
    shown: tuple[Report, Mapping[str | None, Report]],
    *,
    is_cut: bool = False,
) -> Reader:
    return Reader({WHOLE: true[0], **true[1]}, {WHOLE: shown[0], **shown[1]}, is_cut=is_cut)


@pytest.mark.parametrize("period", [None, Period.quarter(2026, 1)], ids=str)
@pytest.mark.parametrize(("complaints", "seed"), SEEDS)
def test_a_report_tells_no_small_number(complaints: int, seed: int, period: Period | None) -> None:
    """Each of them may still be four numbers at least, though all were received in the period."""
    whole = report(city(complaints, seed), period)
    attacked = reader(whole, whole.suppressed())

    assert len(attacked.small) >= 20
    assert {} == attacked.closely_known()


@pytest.mark.parametrize(("complaints", "seed"), SEEDS)
def test_a_report_of_a_month_tells_no_small_number(complaints: int, seed: int) -> None:
    """What is received, open and ended are not the same then, but lie within one another."""
    whole = report(city(complaints, seed), FEBRUARY)
    attacked = reader(whole, whole.suppressed(), is_cut=True)

    assert len(attacked.small) >= 20
    assert {} == attacked.closely_known()


@pytest.mark.long
@pytest.mark.parametrize(
    ("complaints", "seed", "dimension", "period"),
    [
        (40, 1, "agency", None),
        (100, 1, "agency", None),
        (100, 6, "category", None),
        (100, 4, "classification", FEBRUARY),
    ],
)
def test_reports_of_groups_tell_no_small_number(
    complaints: int, seed: int, dimension: Dimension, period: Period | None
) -> None:
    """Though they add up to the city's, which is published as well."""
    snapshot = city(complaints, seed)
    whole, groups = report(snapshot, period), report_by(snapshot, dimension, period=period)
    shown, (shown_groups,) = published(whole, groups)
    attacked = reader_of_groups((whole, groups), (shown, shown_groups), is_cut=period is not None)

    assert 100 < len(attacked.small)
    assert {} == attacked.closely_known()


def lives(*times: int, month: int = 2, agency: str = "DPU") -> list[Entry]:
    """So many that are closed, answered, assigned and archived by an admin."""
    kinds = [
        ("closed_by_system", "closed", "system", None),
        ("followed_up", "answered", None, None),
        ("verified", "assigned", None, None),
        ("archived_by_admin", "archived", "officer", "unclear"),
    ]
    return [
        Entry(
            f"{agency}-{month}-{status}-{n}",
            date(2026, month, 2),
            status,
            phase,
            agency,
            ended_by=by,  # type: ignore[arg-type]
            ended_because=why,
            ended_on=date(2026, 2, 20) if by else None,
            hops=0,
            age_days=None if by else 20,
        )
        for (status, phase, by, why), often in zip(kinds, times, strict=True)
        for n in range(often)
    ]


def snapshot_of(*entries: Iterable[Entry]) -> Snapshot:
    return Snapshot(date(2026, 3, 27), [one for some in entries for one in some])


def without_small(one: Indicator) -> Indicator:
    """Hide small numbers, and nothing else: as it is done by whoever knows no better."""

    def few(n: int | None) -> bool:
        return n is not None and 0 < n < FEWEST

    def hides(share: object) -> bool:
        return isinstance(share, Share) and (few(share.part) or few(share.of - share.part))

    parts = [evolve(part, share=None) if hides(part.share) else part for part in one.parts]
    left_out = [Excluded(left.reason, None if few(left.n) else left.n) for left in one.excluded]
    n, value = None if few(one.n) else one.n, None if hides(one.value) else one.value
    return evolve(one, n=n, value=value, parts=parts, excluded=left_out)


def only(true: Report, *indicators: str) -> Report:
    """Leave out all others."""
    return evolve(true, indicators=tuple(true[one] for one in indicators))


def test_the_reader_subtracts() -> None:
    """20 less 9, 8 and 0 are three, where three alone are hidden."""
    whole = only(report(snapshot_of(lives(9, 8, 3, 0))), "by_status")
    naive = evolve(whole, indicators=tuple(map(without_small, whole)))

    assert {Number(WHOLE, "by_status", "part verified"): (3, 3)} == (
        reader(whole, naive).closely_known()
    )


def test_the_reader_puts_indicators_together() -> None:
    """Of 19, 9 are closed and 8 are open; each indicator alone hides well that two are archived."""
    whole = report(snapshot_of(lives(9, 8, 0, 2)))
    apart = evolve(whole, indicators=tuple(map(suppressed, whole)))

    known = reader(whole, apart).closely_known()
    assert (2, 2) == known[Number(WHOLE, "archived_by", "value")]
    assert (2, 2) == known[Number(WHOLE, "outflow", "part archived")]


def test_the_reader_puts_groups_together() -> None:
    """The city's 24 less the 20 of the one agency are the four of the other, which are hidden."""
    snapshot = snapshot_of(lives(20, 0, 0, 0), lives(4, 0, 0, 0, agency="DLH"))
    whole, groups = report(snapshot), report_by(snapshot, "agency")
    apart = {key: one.suppressed() for key, one in groups.items()}

    known = reader_of_groups((whole, groups), (whole.suppressed(), apart)).closely_known()
    assert (4, 4) == known[Number("DLH", "received", "n")]


def test_the_reader_can_do_nothing_where_enough_is_hidden() -> None:
    """Three and two are five together; by themselves they may be one to four."""
    whole = only(report(snapshot_of(lives(9, 8, 3, 2))), "by_status")
    naive = evolve(whole, indicators=tuple(map(without_small, whole)))

    assert 2 == len(reader(whole, naive).small)
    assert {} == reader(whole, naive).closely_known()


def test_what_is_no_part_of_the_follow_up_is_not_told_by_the_rate() -> None:
    """16 less the 11 that were followed up are assigned, archived or waiting."""
    waiting = Entry("W-1", date(2026, 2, 2), "awaiting_completion", "waiting_reporter")
    all_of = report(snapshot_of(lives(5, 6, 3, 1), [evolve(waiting, hops=0, age_days=20)]))
    whole = only(all_of, "by_status", "follow_up_rate", "closed_by", "archived_by")

    assert {} == reader(whole, whole.suppressed()).closely_known()


def test_the_backlog_does_not_tell_of_those_received_in_the_period() -> None:
    """Seven are open, five of them received in February, and assigned: the older ones are two."""
    snapshot = snapshot_of(lives(5, 0, 5, 1), lives(0, 1, 1, 0, month=1))
    whole = report(snapshot, FEBRUARY)

    assert {} == reader(whole, whole.suppressed(), is_cut=True).closely_known()
