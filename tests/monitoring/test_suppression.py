"""Suppression: small numbers are hidden, and can't be worked out from the others."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sp4n import InvalidValue, sample_cases, sample_complaints, sample_policy
from sp4n.labels import Label
from sp4n.monitoring import (
    FEWEST,
    Basis,
    Counts,
    Definition,
    Entry,
    Excluded,
    Indicator,
    Part,
    Period,
    Share,
    Snapshot,
    Spread,
    published,
    report,
    report_by,
    suppressed,
)
from sp4n.monitoring.disclosure.suppression import suppressed_together
from sp4n.monitoring.indicators.measure import parts_of

NAME = Label(id="contoh", en="example")
DEFINITION = Definition("example", NAME, NAME, NAME, counts=Counts())
BY_CLASS = Definition("by_class", NAME, NAME, NAME, has_split=False, counts=Counts())


def split(counts: Mapping[str, int]) -> Indicator:
    """A figure that has parts only."""
    n = sum(counts.values())
    return Indicator(DEFINITION, None, Basis.COHORT, None, n, None, parts_of(counts, n))


def rate(part: int, of: int, **left_out: int) -> Indicator:
    """A figure that is a share."""
    excluded = [Excluded(reason, n) for reason, n in left_out.items()]
    return Indicator(DEFINITION, None, Basis.COHORT, None, of, Share(part, of), (), excluded)


def classes(*shares: Share) -> Indicator:
    """A share with those of classes, each of a whole of its own: A, B, C."""
    whole = Share(sum(one.part for one in shares), sum(one.of for one in shares))
    parts = [Part(key, NAME, share) for key, share in zip("ABCDE", shares, strict=False)]
    return Indicator(BY_CLASS, None, Basis.COHORT, None, whole.of, whole, parts)


def in_groups(*groups: Indicator) -> list[Indicator]:
    """The same indicator in some groups, without the whole, which everybody knows."""
    _, (found,) = suppressed_together(None, [{str(n): [one] for n, one in enumerate(groups)}])
    return [one for (one,) in found.values()]


def shown(indicator: Indicator) -> dict[str, int | None]:
    return {one.key: None if one.share is None else one.share.part for one in indicator.parts}


def test_what_rests_on_too_few_is_hidden_whole() -> None:
    """Fewer than five: no number is left, not even that of the left out."""
    hidden = suppressed(rate(2, 4, not_due=90))

    assert (None, None, True) == (hidden.n, hidden.value, hidden.is_suppressed)
    assert hidden.left_out("not_due") is None
    assert (
        "example: (suppressed); n = (suppressed) (example received at any time); as of an unknown "
        "day; left out: (suppressed) not due yet."
    ) == hidden.describe()
    assert "(disembunyikan)" in hidden.describe("id")
    assert hidden.to_dict()["value"] is None


def test_five_are_enough() -> None:
    """And none is no secret."""
    assert rate(5, 10) == suppressed(rate(5, 10))
    assert rate(0, 10) == suppressed(rate(0, 10))
    assert rate(10, 10) == suppressed(rate(10, 10))
    assert rate(0, 0) == suppressed(rate(0, 0))


@pytest.mark.parametrize(("part", "of"), [(3, 100), (97, 100), (4, 8), (1, 5)])
def test_a_share_is_hidden_by_either_side(part: int, of: int) -> None:
    """97 of 100 tells as much as 3 of 100."""
    hidden = suppressed(rate(part, of))

    assert (of, None) == (hidden.n, hidden.value)
    assert "(suppressed); n" in hidden.describe()


def test_one_hidden_part_takes_the_next_with_it() -> None:
    """Else the total would give it away."""
    assert {"A": 50, "B": None, "C": None, "D": 0} == shown(
        suppressed(split({"A": 50, "B": 20, "C": 3, "D": 0}))
    )


def test_two_hidden_parts_hide_each_other() -> None:
    """No third one has to be hidden."""
    assert {"A": 50, "B": 20, "C": None, "D": None} == shown(
        suppressed(split({"A": 50, "B": 20, "C": 3, "D": 4}))
    )


def test_a_small_rest_hides_the_large_part_too() -> None:
    """98 of 100 says that the others are two."""
    assert {"A": None, "B": None, "C": None} == shown(suppressed(split({"A": 98, "B": 1, "C": 1})))


def test_a_small_number_left_out_is_hidden() -> None:
    """Three that are paused are three people."""
    hidden = suppressed(rate(10, 20, paused=3, ended=9))

    assert (Share(10, 20), None, 9, True) == (
        hidden.value,
        hidden.left_out("paused"),
        hidden.left_out("ended"),
        hidden.is_suppressed,
    )


def test_what_nobody_knows_tells_of_nobody() -> None:
    """Three of unknown status are told: a city must see what its files lack."""
    assert 3 == suppressed(rate(10, 20, unknown=3)).left_out("unknown")


def test_a_hidden_share_hides_its_parts() -> None:
    """They would add up to it."""
    archived = Indicator(
        DEFINITION,
        None,
        Basis.COHORT,
        None,
        100,
        Share(97, 100),
        parts_of({"A": 50, "B": 47}, 97),
    )

    hidden = suppressed(archived)

    assert (None, {"A": None, "B": None}) == (hidden.value, shown(hidden))
    assert "example: (suppressed); n = 100" in hidden.describe()


def test_a_small_class_takes_another_with_it() -> None:
    """38 of 60 less 30 of 40 and 5 of 10 would be 3 of 10."""
    hidden = suppressed(classes(Share(30, 40), Share(3, 10), Share(5, 10)))

    assert {"A": 30, "B": None, "C": None} == shown(hidden)


def test_a_class_of_few_is_hidden_though_none_of_them_counts() -> None:
    """0 of 3 tells of three; beside it 0 of 40 of 43 would tell it."""
    hidden = suppressed(classes(Share(0, 40), Share(0, 3)))

    assert {"A": None, "B": None} == shown(hidden)


def test_two_hidden_parts_that_are_too_few_take_a_third_with_them() -> None:
    """102 less 50 and 50 leaves two, and zeros are shown: each would be one."""
    hidden = suppressed(split({"A": 50, "B": 52, "C": 1, "D": 1}))

    assert {"A": None, "B": 52, "C": None, "D": None} == shown(hidden)


def test_a_spread_that_tells_of_hidden_parts_is_hidden() -> None:
    """Six ratings with the mean 26/6 and the median 5: five times 5 and one 1."""
    scores = [5, 5, 5, 5, 5, 1]
    parts = parts_of({"1": 1, "5": 5}, 6)
    rated = Indicator(DEFINITION, None, Basis.COHORT, None, 6, Spread.of(scores), parts)

    assert (None, {"1": None, "5": None}) == (suppressed(rated).value, shown(suppressed(rated)))


def test_the_ends_of_a_spread_are_of_single_complaints() -> None:
    """The slowest of twenty took 75 days: mean and median stay, the 75 does not."""
    days = Indicator(DEFINITION, None, Basis.COHORT, None, 20, Spread.of([2] * 19 + [75]))

    value = suppressed(days).value

    assert isinstance(value, Spread)
    assert 2 == value.median
    assert (None, None) == (value.least, value.most)
    assert value.to_dict()["most"] is None


def test_a_count_beside_n_is_hidden_too() -> None:
    """A city's own indicator may count something else than what it rests on."""
    hidden = suppressed(Indicator(DEFINITION, None, Basis.COHORT, None, 20, 3))

    assert (20, None) == (hidden.n, hidden.value)


def test_nothing_to_measure_is_not_called_hidden() -> None:
    """Nobody rated anything; three who could still do so are hidden."""
    silent = Indicator(
        DEFINITION, None, Basis.COHORT, None, 0, None, (), [Excluded("still_open", 3)]
    )

    assert "example: nothing to measure; left out: (suppressed) still open" == (
        suppressed(silent).describe(short=True)
    )


def test_one_hidden_group_takes_the_next_with_it() -> None:
    """Whoever knows the whole city could subtract the others."""
    first, second, third = in_groups(rate(20, 40), rate(2, 4), rate(9, 18))

    assert (40, None, None) == (first.n, second.n, third.n)


def test_one_hidden_part_in_a_column_takes_another_group_along() -> None:
    """B is 3 in the one; beside the city's 12 its 9 in the other would tell it."""
    first, second = in_groups(split({"A": 40, "B": 3, "C": 30}), split({"A": 50, "B": 9, "C": 20}))

    assert {"A": 40, "B": None, "C": None} == shown(first)
    assert {"A": 50, "B": None, "C": None} == shown(second)


def test_a_small_number_left_out_takes_that_of_another_group_along() -> None:
    """The city's 20 that are paused, less 8 and 9, are 3."""
    hidden = in_groups(rate(10, 20, paused=3), rate(10, 20, paused=8), rate(10, 20, paused=9))

    assert [None, None, 9] == [one.left_out("paused") for one in hidden]


def test_a_share_hidden_by_its_rest_takes_zeros_along() -> None:
    """8 of 10 is hidden, for its two; 8 of the city's 80 would tell it where the others have 0."""
    hidden = in_groups(rate(8, 10), rate(0, 40), rate(0, 30))

    assert hidden[0].value is None
    assert 2 <= sum(one.value is None for one in hidden)


def test_the_indicators_of_a_report_do_not_tell_on_each_other() -> None:
    """Forty received, 28 closed, 10 open: the two that were archived would follow."""
    statuses = (
        [("closed_by_system", "closed", "system")] * 26
        + [("closed_by_reporter", "closed", "reporter")] * 2
        + [("followed_up", "answered", None)] * 8
        + [("verified", "assigned", None)] * 2
        + [("archived_by_admin", "archived", "officer")] * 2
    )
    entries = [
        Entry(f"C-{n}", date(2025, 1, 6), status, phase, ended_by=by)  # type: ignore[arg-type]
        for n, (status, phase, by) in enumerate(statuses)
    ]
    hidden = report(Snapshot(date(2025, 1, 20), entries)).suppressed()

    told = [hidden["closed_by"].value, hidden["follow_up_rate"].part("closed")]
    assert [None, None] == told
    assert 10 == hidden["backlog"].value


def test_what_is_published_together_is_hidden_together() -> None:
    """The city hides 9 of a status, to hide 3; the offices' 4 and 5 (hidden), 5 would tell it."""
    of_status = {"KOTA": {"A": 30, "B": 9}, "DINAS": {"A": 20, "C": 3}}
    entries = [
        Entry(f"{agency}-{status}-{n}", date(2025, 1, 6), status, "assigned", agency)
        for agency, counts in of_status.items()
        for status, times in counts.items()
        for n in range(times)
    ]
    snapshot = Snapshot(date(2025, 1, 20), entries)
    city, (offices,) = published(report(snapshot), report_by(snapshot, "agency"))

    assert {"A": 50, "B": None, "C": None} == shown(city["by_status"])
    assert {"A": None, "B": None} == shown(offices["KOTA"]["by_status"])
    assert {"A": None, "C": None} == shown(offices["DINAS"]["by_status"])


def test_a_report_by_agency_hides_its_small_groups() -> None:
    """LAIN has four complaints, DINAS six: with the city's eighteen both would be known."""
    entries = [
        Entry(f"C-{n}", date(2025, 1, 6), "verified", "assigned", agency)
        for n, agency in enumerate(["KOTA"] * 8 + ["DINAS"] * 6 + ["LAIN"] * 4)
    ]
    grouped = report_by(Snapshot(date(2025, 1, 20), entries), "agency").suppressed()

    assert {"KOTA": 8, "DINAS": None, "LAIN": None} == {
        key: one["received"].value for key, one in grouped.items()
    }
    rows = {row["agency"]: row["suppressed"] for row in reversed(grouped.table().records())}
    assert {"KOTA": False, "DINAS": True, "LAIN": True} == rows
    assert 8 == report(Snapshot(None, entries[:8])).suppressed()["received"].value
    assert 0 == len(report_by(Snapshot(None, []), "agency").suppressed())
    assert report(Snapshot(None, entries[:3]), Period()).suppressed(1)["received"].value == 3


def test_what_is_hidden_stays_hidden() -> None:
    """Hidden once more, a report shows nothing else."""
    for times in (3, 12):
        once = report(Snapshot(date(2025, 1, 20), lives_of(times))).suppressed()

        assert once == once.suppressed()


def lives_of(times: int) -> list[Entry]:
    """Complaints of three agencies, in statuses that some of them have few of."""
    statuses = [
        ("closed_by_system", "closed"),
        ("followed_up", "answered"),
        ("verified", "assigned"),
    ]
    return [
        Entry(f"C-{n}", date(2025, 1, 6), *statuses[n % 7 % 3], "ABC"[n % 5 % 3])
        for n in range(times)
    ]


@pytest.mark.long
def test_no_small_number_is_left_of_a_city() -> None:
    """Fifty seeded lives, by agency and month; each column with the city's number."""
    now = datetime(2026, 3, 27, 17, tzinfo=UTC)
    snapshot = sample_policy().snapshot(sample_cases(sample_complaints(50)), now=now)
    grouped = report_by(snapshot, "agency"), report_by(snapshot, "month")
    city, hidden = published(report(snapshot), *grouped)

    for one in (*city, *(one for groups in hidden for found in groups.values() for one in found)):
        assert not [n for n in _told(one) if n in range(1, FEWEST)]
    for groups in hidden:
        for whole, *column in zip(city, *groups.values(), strict=True):
            counts = [one.n for one in column]
            assert whole.n is None or 1 != counts.count(None)


def _told(one: Indicator) -> Iterator[int]:
    """Give every count that an indicator shows, and the rests that follow from it."""
    shares = [one.value, *(part.share for part in one.parts)]
    yield from () if one.n is None else (one.n,)
    for share in shares:
        if isinstance(share, Share):
            yield from (share.part, share.of - share.part) if share.of == one.n else (share.part,)
    yield from (left.n for left in one.excluded if left.n is not None and left.reason != "unknown")


COUNTS = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=2)
"""What two agencies have in three statuses."""


@given(COUNTS, st.integers(2, 5))
def test_each_hidden_small_number_may_be_any_small_number(
    counts: list[list[int]], fewest: int
) -> None:
    """Held against all tables that show the same: no small number can be told, nor nearly.

    The reader knows what all agencies have together, and that a hidden number is at least one
    unless it is zero. Where everything is hidden, nothing is left to hide.
    """
    groups = {str(n): [split(dict(zip("ABC", row, strict=True)))] for n, row in enumerate(counts)}
    _, (found,) = suppressed_together(None, [groups], fewest)

    rows = [[shown(one)[key] for key in "ABC"] for (one,) in found.values()]
    told = [n for row in rows for n in row]
    assert all(n is None or n == 0 or n >= fewest for n in told)
    if any(told):
        tables = list(_tables(rows, counts, [one.n is not None for (one,) in found.values()]))
        for place, true in enumerate(n for row in counts for n in row):
            if 0 < true < fewest:
                assert fewest - 1 <= len({table[place] for table in tables})


def _tables(
    rows: Sequence[Sequence[int | None]], true: Sequence[Sequence[int]], totals_told: Sequence[bool]
) -> Iterator[list[int]]:
    """Give every table of two rows that shows the same as the true one, with its columns' sums."""
    columns = [sum(column) for column in zip(*true, strict=True)]
    choices = [range(both + 1) for both in columns]
    for first in product(*choices):
        second = [both - own for both, own in zip(columns, first, strict=True)]
        if all(map(_fits, (first, second), rows, true, totals_told)):
            yield [*first, *second]


def _fits(
    row: Sequence[int],
    told: Sequence[int | None],
    true: Sequence[int],
    is_total_told: bool,  # noqa: FBT001
) -> bool:
    of_each = zip(row, told, true, strict=True)
    shows = all(n == one if one is not None else n >= min(own, 1) for n, one, own in of_each)
    return shows and (sum(row) == sum(true) or not is_total_told)


@pytest.mark.parametrize(("fewest", "code"), [(0, "too_small"), ("5", "wrong_type")])
def test_what_is_no_bound_is_refused(fewest: object, code: str) -> None:
    """At least one."""
    with pytest.raises(InvalidValue) as refused:
        suppressed(rate(1, 2), fewest)  # type: ignore[arg-type]

    assert code == refused.value.code


def test_the_bound_is_ours() -> None:
    """Five, and anybody may choose another."""
    assert 5 == FEWEST
    assert rate(3, 6) == suppressed(rate(3, 6), 3)
