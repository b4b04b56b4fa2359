"""Measures of a city's own: protected by what they declare that they count, or refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sp4n import InvalidValue
from sp4n.labels import Label
from sp4n.monitoring import (
    MEASURES,
    Basis,
    Counted,
    Counts,
    Definition,
    Entry,
    Indicator,
    Measure,
    Measured,
    Part,
    Report,
    Share,
    Snapshot,
    activity_indicators,
    published,
    report,
    report_by,
    suppressed,
)
from sp4n.monitoring.four_elements.activity import CityActivity
from sp4n.monitoring.indicators.clock_measures import clock_measures
from sp4n.sla import LAPOR_STANDARDS
from sp4n.workflow import Phase

NAME = Label(id="contoh", en="example")
COMPLAINTS = Label(id="pengaduan contoh", en="example complaints")
CLOSED, ARCHIVED = Phase.CLOSED, Phase.ARCHIVED


def entries(status: str, phase: Phase, channel: str, times: int, agency: str) -> list[Entry]:
    ended = None if phase.is_open else date(2026, 2, 20)
    return [
        Entry(
            f"{agency}-{status}-{channel}-{n}",
            date(2026, 2, 2),
            status,
            phase,
            agency,
            channel=channel,
            ended_on=ended,
        )
        for n in range(times)
    ]


def city(*agencies: str, archived: int = 6) -> Snapshot:
    """In each agency 10 are closed, 8 of them by website; 15 are answered, some are archived."""
    return Snapshot(
        date(2026, 3, 27),
        [
            one
            for agency in agencies or ("DPU",)
            for some in (
                entries("closed_by_system", CLOSED, "website", 8, agency),
                entries("closed_by_system", CLOSED, "sms", 2, agency),
                entries("followed_up", Phase.ANSWERED, "website", 15, agency),
                entries("archived_by_admin", ARCHIVED, "sms", archived, agency),
            )
            for one in some
        ],
    )


def own(
    counts: Counts | None, work_out: Callable[[Snapshot], Measured], basis: Basis | None = None
) -> Measure:
    return Measure(Definition("own", NAME, NAME, COMPLAINTS, basis, counts=counts), work_out)


def closed_by_website(snapshot: Snapshot) -> Measured:
    """8 of all."""
    found = [one for one in snapshot.entries if (one.phase, one.channel) == (CLOSED, "website")]
    return Measured(len(snapshot), Share(len(found), len(snapshot)))


def closed(snapshot: Snapshot) -> Measured:
    """10 of all."""
    n = sum(one.phase is CLOSED for one in snapshot.entries)
    return Measured(len(snapshot), Share(n, len(snapshot)))


def by_channel(snapshot: Snapshot) -> Measured:
    """One part alone, of those that are closed: 8 of all."""
    share = closed_by_website(snapshot).value
    assert isinstance(share, Share)
    return Measured(len(snapshot), None, [Part("website", NAME, share, CLOSED)])


def closed_are_shown(shown: Report) -> bool:
    """Ten, by whichever indicator says it."""
    return any(
        one is not None
        for one in (
            shown["closed_by"].value,
            shown["by_status"].part("closed_by_system"),
            shown["follow_up_rate"].part("closed"),
        )
    )


def own_is_shown(shown: Report) -> bool:
    return shown["own"].value is not None or any(part.share for part in shown["own"].parts)


SOME_CLOSED = Counts(Counted(Phase), Counted([CLOSED], is_all=False))
BY_PHASE = Counts(Counted(Phase))
SUBSETS = [(SOME_CLOSED, closed_by_website), (BY_PHASE, by_channel)]


@pytest.mark.parametrize(("counts", "work_out"), SUBSETS, ids=["value", "part"])
def test_what_a_measure_declares_protects_it(
    counts: Counts, work_out: Callable[[Snapshot], Measured]
) -> None:
    """Of ten that are closed eight came by the website: the two that are left follow."""
    shown = report(city(), measures=[*MEASURES, own(counts, work_out)]).suppressed()

    assert not (closed_are_shown(shown) and own_is_shown(shown))


@pytest.mark.parametrize(("counts", "work_out"), SUBSETS, ids=["value", "part"])
def test_in_groups_too(counts: Counts, work_out: Callable[[Snapshot], Measured]) -> None:
    """The whole is told with the agencies, each of which has two such."""
    snapshot, measures = city("DPU", "DLH", "BPBD"), [*MEASURES, own(counts, work_out)]
    whole, groups = (
        report(snapshot, measures=measures),
        report_by(snapshot, "agency", measures=measures),
    )

    city_shown, (groups_shown,) = published(whole, groups)

    assert closed_are_shown(city_shown) or own_is_shown(city_shown)
    for shown in groups_shown.values():
        assert not (closed_are_shown(shown) and own_is_shown(shown))


@pytest.mark.parametrize("declared", [True, False])
def test_what_counts_all_of_a_phase_is_hidden_with_it(*, declared: bool) -> None:
    """36 less 10, 15 and the 9 that wait are two; where nothing is declared, they follow."""

    def waiting(snapshot: Snapshot) -> Measured:
        n = sum(one.phase is Phase.ASSIGNED for one in snapshot.entries)
        return Measured(len(snapshot), Share(n, len(snapshot)))

    waiting_ones = entries("verified", Phase.ASSIGNED, "sms", 9, "DPU")
    snapshot = Snapshot(date(2026, 3, 27), [*city(archived=2).entries, *waiting_ones])
    counts = Counts(Counted(Phase), Counted([Phase.ASSIGNED])) if declared else Counts()
    by_status = [one for one in MEASURES if one.definition.id == "by_status"]
    shown = report(snapshot, measures=[*by_status, own(counts, waiting)]).suppressed()

    told = [part.share for part in shown["by_status"].parts if part.key != "archived_by_admin"]
    known = {*filter(None, told), shown["own"].value} & {Share(n, 36) for n in (9, 10, 15)}
    assert (len(known) < 3) is declared


@pytest.mark.parametrize("work_out", [closed_by_website, closed])
def test_a_wrong_declaration_protects_nothing(work_out: Callable[[Snapshot], Measured]) -> None:
    """Whoever says that it has nothing to do with phases is believed."""
    shown = report(city(), measures=[*MEASURES, own(Counts(), work_out)]).suppressed()

    assert closed_are_shown(shown)
    assert own_is_shown(shown)


def test_without_the_split_by_status_a_subset_is_protected_as_well() -> None:
    """The ten that are closed are told by `closed_by` alone."""
    closed_by = [one for one in MEASURES if one.definition.id == "closed_by"]
    measures = [*closed_by, own(SOME_CLOSED, closed_by_website)]
    shown = report(city(), measures=measures).suppressed()

    assert not (shown["closed_by"].value and shown["own"].value)


def test_a_stock_of_ones_own_is_part_of_the_backlog() -> None:
    """13 of the 15 that are answered and open; some parts of a phase leave a rest."""

    def answered(snapshot: Snapshot) -> Measured:
        parts = [Part(key, NAME, Share(n, 15), Phase.ANSWERED) for key, n in (("a", 7), ("b", 6))]
        return Measured(len(snapshot), None, parts)

    open_ones = Counts(Counted(one for one in Phase if one.is_open))
    measures = [*MEASURES, own(open_ones, answered, Basis.STOCK)]
    shown = report(city(), measures=measures).suppressed()

    told = [part.share for part in shown["own"].parts]
    assert shown["backlog"].value is None or None in told


def test_what_is_declared_to_be_the_same_is_hidden_together() -> None:
    """Two archived by a reporter are two that a city calls regretted, beside forty others."""

    def regretted(snapshot: Snapshot) -> Measured:
        return Measured(len(snapshot), None, [Part("regretted", NAME, Share(6, 29))])

    reporters = entries("archived_by_reporter", ARCHIVED, "sms", 6, "DPU")
    operators = entries("archived_by_admin", ARCHIVED, "sms", 2, "DPU")
    others = entries("followed_up", Phase.ANSWERED, "sms", 21, "DPU")
    snapshot = Snapshot(date(2026, 3, 27), [*reporters, *operators, *others])
    same = Counts(same={"regretted": "archived by reporter"})
    shown = report(snapshot, measures=[*MEASURES, own(same, regretted)]).suppressed()

    assert shown["by_status"].part("archived_by_reporter") is None
    assert shown["own"].part("regretted") is None


def test_what_the_parts_leave_of_the_whole_is_protected() -> None:
    """25 of 27 are listed: two are not."""
    parts = [Part("a", NAME, Share(15, 27)), Part("b", NAME, Share(10, 27))]
    measure = own(Counts(), lambda _: Measured(27, None, parts))
    shown = report(city(), measures=[measure]).suppressed()

    assert None in [part.share for part in shown["own"].parts]


@pytest.mark.parametrize(
    "hide",
    [
        lambda found: suppressed(found["own"]),
        lambda found: found.suppressed(),
        published,
        lambda found: published(
            report(city(), measures=MEASURES),
            report_by(city(), "agency", measures=[own(None, closed)]),
        ),
    ],
)
def test_a_measure_that_declares_nothing_is_refused(hide: Callable[[Report], object]) -> None:
    """Nobody knows what could be worked out from it; it can still be read unhidden."""
    found = report(city(), measures=[*MEASURES, own(None, closed)])

    with pytest.raises(InvalidValue) as refused:
        hide(found)

    assert ["counts_undeclared"] == [one.code for one in refused.value.faults]
    assert "indicator.own.counts" == refused.value.faults[0].where


def test_parts_that_count_twice_are_refused() -> None:
    """20 and 15 of 27 overlap: they are no split of one whole."""
    parts = [Part("a", NAME, Share(20, 27)), Part("b", NAME, Share(15, 27))]
    found = report(city(), measures=[own(Counts(), lambda _: Measured(27, None, parts))])

    with pytest.raises(InvalidValue) as refused:
        found.suppressed()

    assert ("too_large", "indicator.own.parts") == (
        refused.value.code,
        refused.value.faults[0].where,
    )


def test_all_of_ours_declare_what_they_count() -> None:
    """None of the library's own is refused."""
    definitions = [one.definition for one in (*MEASURES, *clock_measures(LAPOR_STANDARDS))]
    nobody = CityActivity(date(2026, 3, 31), date(2026, 2, 28), ())
    definitions += [one.definition for one in activity_indicators(nobody)]

    assert [] == [one.id for one in definitions if one.counts is None]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Counted(["over"]), "wrong_type"),
        (lambda: Counted(7), "wrong_type"),  # type: ignore[arg-type]
        (lambda: Counted([]), "empty"),
        (lambda: Counts("all"), "wrong_type"),  # type: ignore[arg-type]
        (lambda: Counts(parts=["a"]), "wrong_type"),  # type: ignore[arg-type]
        (lambda: Counts(same={"a": 1}), "wrong_type"),
        (lambda: Counts(time_of="a b"), "bad_code"),
        (lambda: Definition("own", NAME, NAME, NAME, counts="all"), "wrong_type"),  # type: ignore[arg-type]
    ],
)
def test_what_declares_nothing_sensible_is_refused(make: Callable[[], Any], code: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        make()

    assert code == refused.value.code


def test_a_hidden_split_says_nothing_of_phases() -> None:
    """An indicator that was hidden before has no numbers to add up."""
    once = report(city(), measures=MEASURES).suppressed()

    assert all(isinstance(one, Indicator) for one in once.suppressed())
