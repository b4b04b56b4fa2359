"""Suppression: small numbers are hidden, and can't be worked out from the others."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sp4n import InvalidValue
from sp4n.labels import Label
from sp4n.monitoring import (
    FEWEST,
    Basis,
    Definition,
    Entry,
    Excluded,
    Indicator,
    Period,
    Share,
    Snapshot,
    report,
    report_by,
    suppressed,
)
from sp4n.monitoring.indicators.measure import parts_of
from sp4n.monitoring.indicators.suppression import suppressed_groups

NAME = Label(id="contoh", en="example")
DEFINITION = Definition("example", NAME, NAME, NAME)
COUNTS = st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 12), min_size=1)


def split(counts: Mapping[str, int]) -> Indicator:
    """A figure that has parts only."""
    n = sum(counts.values())
    return Indicator(DEFINITION, None, Basis.COHORT, None, n, None, parts_of(counts, n))


def rate(part: int, of: int) -> Indicator:
    """A figure that is a share."""
    return Indicator(DEFINITION, None, Basis.COHORT, None, of, Share(part, of))


def shown(indicator: Indicator) -> dict[str, int | None]:
    return {one.key: None if one.share is None else one.share.part for one in indicator.parts}


def test_what_rests_on_too_few_is_hidden_whole() -> None:
    """Fewer than five: no number is left, not even that of the left out."""
    few = Indicator(
        DEFINITION, None, Basis.COHORT, None, 4, Share(2, 4), (), [Excluded("not_due", 90)]
    )

    hidden = suppressed(few)

    assert (None, None, True) == (hidden.n, hidden.value, hidden.is_suppressed)
    assert hidden.left_out("not_due") is None
    assert (
        "example: (suppressed); n = (suppressed) (example received at any time); as of an unknown "
        "day; left out: (suppressed) not due yet."
    ) == hidden.sentence()
    assert "(disembunyikan)" in hidden.sentence("id")
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
    assert "(suppressed); n" in hidden.sentence()


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
    whole = Indicator(
        DEFINITION,
        None,
        Basis.COHORT,
        None,
        20,
        Share(10, 20),
        (),
        [Excluded("paused", 3), Excluded("ended", 9)],
    )

    hidden = suppressed(whole)

    assert (Share(10, 20), None, 9, True) == (
        hidden.value,
        hidden.left_out("paused"),
        hidden.left_out("ended"),
        hidden.is_suppressed,
    )


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
    assert "example: A: (suppressed), B: (suppressed); n = 100" in hidden.sentence()


def test_shares_of_classes_hide_each_other_too() -> None:
    """Their numbers add up to those of the whole: 38 less 30 and 5 would be 3."""
    by_class = Indicator(
        DEFINITION,
        None,
        Basis.COHORT,
        None,
        60,
        Share(38, 60),
        (*parts_of({"A": 30}, 40), *parts_of({"B": 3}, 10), *parts_of({"C": 5}, 10)),
    )

    assert {"A": 30, "B": None, "C": None} == shown(suppressed(by_class))


def test_one_hidden_group_takes_the_next_with_it() -> None:
    """Whoever knows the whole city could subtract the others."""
    first, second, third = (
        one[0] for one in suppressed_groups([[rate(20, 40)], [rate(2, 4)], [rate(9, 18)]])
    )

    assert (40, None, None) == (first.n, second.n, third.n)


def test_one_hidden_part_in_a_column_takes_another_group_along() -> None:
    """Where no other group has any, nothing can be done."""
    first, second = (
        one[0]
        for one in suppressed_groups(
            [[split({"A": 40, "B": 3, "C": 30})], [split({"A": 50, "B": 9, "C": 20})]]
        )
    )

    assert {"A": 40, "B": None, "C": None} == shown(first)
    assert {"A": 50, "B": None, "C": None} == shown(second)


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


@given(st.lists(COUNTS, min_size=1, max_size=5), st.integers(1, 8))
def test_no_small_number_is_left_and_none_follows_from_the_rest(
    counts: list[dict[str, int]], fewest: int
) -> None:
    """In a row or a column there is no single hidden number, unless the others are all zero."""
    keys = sorted(set().union(*counts))
    full = [{key: one.get(key, 0) for key in keys} for one in counts]
    hidden = [one[0] for one in suppressed_groups([[split(one)] for one in full], fewest)]

    rows = [shown(one) for one in hidden]
    for row, true in zip(rows, full, strict=True):
        assert all(n is None or n == 0 or n >= fewest for n in row.values())
        assert all(n is None or n == true[key] for key, n in row.items())
        _no_single(row, true)
    for key in keys:
        _no_single(
            {str(place): row[key] for place, row in enumerate(rows)},
            {str(place): true[key] for place, true in enumerate(full)},
        )


def _no_single(row: Mapping[str, int | None], true: Mapping[str, int]) -> None:
    hidden = [key for key, n in row.items() if n is None]
    others = [key for key in row if key not in hidden and true[key]]
    assert len(hidden) != 1 or not others


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
