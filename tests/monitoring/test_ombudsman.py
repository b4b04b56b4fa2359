"""The Ombudsman's score: exact, by the bands of its year, and unknown where they are."""

import pickle
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wrong_values import WRONG_VALUES, is_refused

from sp4n.errors import InvalidValue
from sp4n.labels import Label
from sp4n.monitoring.figures import exact_number, exact_text
from sp4n.monitoring.ombudsman import SCALES, Band, Scale, opinion

OPINIONS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "data" / "compliance_opinions.toml").read_text("utf-8")
)["opinion"]
GOOD, BAD = Label(id="Baik", en="good"), Label(id="Buruk", en="bad")
NEW = Scale("Contoh 2025", 2025, None, [Band("A", GOOD, "green", 60), Band("B", BAD, "red", 0)])


def faults(build: Any) -> list[tuple[str, str]]:
    """The place and code of every fault."""
    with pytest.raises(InvalidValue) as caught:
        build()
    return [(one.where, one.code) for one in caught.value.faults]


@pytest.mark.parametrize("case", OPINIONS, ids=lambda case: f"{case['score']} in {case['year']}")
def test_a_score_means_what_its_year_says(case: dict[str, Any]) -> None:
    """At every bound, just below it, and as cities have published it."""
    found = opinion(case["score"], case["year"])

    assert found.band is not None
    assert (case["label"], case["zone"]) == (found.band.label.id, found.zone)


@pytest.mark.parametrize(
    "given", ["94.74", 94.74, Decimal("94.74"), Fraction(9474, 100), Decimal("94.740")]
)
def test_a_score_is_read_exactly(given: Any) -> None:
    """A float is the decimal that it shows, not the binary number that it is."""
    assert Fraction(4737, 50) == opinion(given, 2022).score


def test_a_score_is_never_rounded_across_a_band() -> None:
    """Two thirds of a hundredth are no decimal: they are told as they are."""
    found = opinion(Fraction(26399, 300), 2022)  # 87.99666…

    assert "26399/300 (2022): Kualitas Tinggi (high quality), green zone" == str(found)


def test_depok_in_both_languages() -> None:
    """The published name stays Indonesian in Indonesian; whose the bound is, is told."""
    found = opinion("94.74", 2022)

    assert found.describe("id") == (
        "Nilai kepatuhan 94,74 pada 2022: Kualitas Tertinggi (A), zona hijau, batas bawah 88"
        " (tidak kami temukan dalam sumber resmi; simpulan kami)."
    )
    assert found.describe() == (
        "Compliance score 94.74 in 2022: highest quality (A), green zone, lower bound 88"
        " (not found in an official source; inferred by us)."
    )
    assert opinion("70.07", 2021).describe() == (
        "Compliance score 70.07 in 2021: medium compliance, yellow zone, lower bound 51 (as"
        " published)."
    )
    assert "70.07 (2021): kepatuhan sedang (medium compliance), yellow zone" == str(
        opinion("70.07", 2021)
    )


def test_the_bands_of_2025_are_not_known() -> None:
    """No band is made up; the sentence says so, and what one can do."""
    found = opinion(90, 2025)

    assert (None, None, None) == (found.scale, found.band, found.zone)
    assert "the bands of that year are not published" in found.describe()
    assert "skala sendiri" in found.describe("id")
    assert "90 (2025): bands not published" == str(found)


def test_a_scale_of_ones_own_serves_a_year_without() -> None:
    """It is used instead of ours, and named."""
    found = opinion("59.99", 2026, scale=NEW)

    assert found.band is not None
    assert ("B", "red", "Contoh 2025") == (
        found.band.grade,
        found.zone,
        found.to_dict()["scale"],
    )


@pytest.mark.parametrize(
    ("sure", "expected"),
    [
        ("own choice", "(by the scale Contoh 2025)."),
        ("secondary", "(by a secondary source)."),
        ("verified", "(as published)."),
    ],
)
def test_a_bound_of_ones_own_is_never_called_ours(sure: Any, expected: str) -> None:
    """What a city's scale chose is that scale's; what it read somewhere is told as such."""
    own = Scale("Contoh 2025", 2025, None, [Band("A", GOOD, "green", 0, sure)])

    assert opinion(60, 2025, scale=own).describe().endswith(f"lower bound 0 {expected}")


@pytest.mark.parametrize(("acted_on", "said"), [(True, True), (False, False), (None, False)])
def test_acting_on_products_is_told_from_2025(acted_on: bool | None, said: bool) -> None:  # noqa: FBT001
    """Without maladministration: only for those who acted on them."""
    found = opinion(90, 2025, products_acted_on=acted_on)

    assert said is ("Tanpa Maladministrasi" in found.describe("id"))
    assert ("without maladministration" if said else None) == found.to_dict()["addition"]


@pytest.mark.parametrize("acted_on", [True, False])
def test_before_2025_opinions_said_nothing_of_products(acted_on: bool) -> None:  # noqa: FBT001
    """Whichever way: it would be made up."""
    with pytest.raises(InvalidValue) as refused:
        opinion(90, 2024, products_acted_on=acted_on)

    assert "products_acted_on.year: must be at least 2025, not 2024" == str(refused.value)


def test_a_scale_holds_in_its_years() -> None:
    """Both ends included, and open where there is none."""
    assert [("year", "contradiction")] == faults(lambda: opinion(90, 2024, scale=NEW))
    assert [False, True, True] == [SCALES[1].is_valid(year) for year in (2021, 2022, 2024)]
    assert [True, False] == [SCALES[0].is_valid(year) for year in (2015, 2022)]


def test_how_sure_each_bound_is() -> None:
    """Up to 2021 all were read; from 2022 only the lowest is sure."""
    assert [{"verified"}, {"own choice", "verified"}] == [
        {band.sure for band in scale.bands} for scale in SCALES
    ]
    assert ["own choice"] * 4 + ["verified"] == [band.sure for band in SCALES[1].bands]


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        ([], [("scale.bands", "empty")]),
        ("AB", [("scale.bands", "wrong_type")]),
        (["A"], [("scale.bands[0]", "wrong_type")]),
        ([Band("A", GOOD, "green", 60)], [("scale.bands[0].from_score", "too_large")]),
        (
            [Band("B", BAD, "red", 0), Band("A", GOOD, "green", 60)],
            [("scale.bands[1].from_score", "too_large")] * 2,
        ),
        (
            [Band("A", GOOD, "green", 0), Band("B", BAD, "red", 0)],
            [("scale.bands[1].from_score", "duplicate")],
        ),
    ],
)
def test_bands_are_in_order_and_reach_down_to_nothing(
    bands: Any, expected: list[tuple[str, str]]
) -> None:
    """Best first, each bound once, the last from 0."""
    assert expected == faults(lambda: Scale("Contoh", 2022, None, bands))


def test_a_scale_says_all_that_is_wrong_with_it() -> None:
    """Name, years and source at once."""
    wrong: Any = 5

    assert [
        ("scale.name", "empty"),
        ("scale.first_year", "too_small"),
        ("scale.last_year", "too_large"),
        ("scale.source", "wrong_type"),
    ] == faults(lambda: Scale("", 1999, 2101, NEW.bands, wrong))
    assert [("scale.last_year", "too_small")] == faults(
        lambda: Scale("Contoh", 2024, 2023, NEW.bands)
    )


def test_a_band_says_all_that_is_wrong_with_it() -> None:
    """Grade, label, zone and sureness at once; a bound goes from 0 to 100."""
    wrong: Any = "x y"

    assert [
        ("band.grade", "bad_code"),
        ("band.label", "wrong_type"),
        ("band.zone", "not_one_of"),
        ("band.sure", "not_one_of"),
    ] == faults(lambda: Band(wrong, wrong, wrong, 5, wrong))
    assert [("band.from_score", "too_large")] == faults(lambda: Band("A", GOOD, "green", 101))


@pytest.mark.parametrize(
    ("score", "code"),
    [
        (-0.01, "too_small"),
        ("100.0001", "too_large"),
        ("94,74", "not_a_number"),
        ("٩٤", "not_a_number"),
        (" 94", "not_a_number"),
        ("1e1", "not_a_number"),
        (1e-300, "not_a_number"),
        (Decimal("1e-1000000"), "not_a_number"),
        (Fraction(1, 10**60), "not_a_number"),
        ("1." + "0" * 21, "not_a_number"),
        (Decimal("Infinity"), "not_a_number"),
        (False, "wrong_type"),
    ],
)
def test_what_is_no_score(score: Any, code: str) -> None:
    """Out of range, in another notation, or finer than anybody publishes."""
    assert [("score", code)] == faults(lambda: opinion(score, 2022))


def test_nothing_is_exact_however_it_is_written() -> None:
    """Zero with any exponent, and less than nothing, as numbers are."""
    assert [0, 0, 0] == [exact_number(one, "n") for one in (Decimal("0E-999"), -0.0, "0.000")]
    assert ("-1.5", "-1/3") == (exact_text(Fraction(-3, 2)), exact_text(Fraction(-1, 3)))


@pytest.mark.parametrize("wrong", WRONG_VALUES.values(), ids=WRONG_VALUES.keys())
def test_wrong_values_are_told_by_name(wrong: Any) -> None:
    """Nothing raw comes from deep inside, wherever a value stands."""
    builds = [
        lambda: opinion(wrong, 2022),
        lambda: opinion(90, wrong),
        lambda: SCALES[0].is_valid(wrong),
        lambda: opinion(90, 2025, scale=wrong),
        lambda: Band("A", GOOD, "green", wrong),
        lambda: Band("A", GOOD, wrong, 5),
        lambda: Scale("Contoh", wrong, None, NEW.bands),
        lambda: Scale("Contoh", None, None, wrong),
    ]
    means_something = {None: [3, 6], 0.5: [0, 4]}
    known = wrong is None or wrong.__class__ is float
    accepted = [place for place, build in enumerate(builds) if not is_refused(build)]

    assert (means_something.get(wrong, []) if known else []) == accepted


def test_plain_data() -> None:
    """Everything that the opinion rests on, exact numbers as text."""
    data = opinion("94.74", 2022).to_dict("id")

    assert ("94.74", 2022, "2022", "green", None, None) == (
        data["score"],
        data["year"],
        data["scale"],
        data["zone"],
        data["products_acted_on"],
        data["addition"],
    )
    assert data["band"] == {
        "grade": "A",
        "label": "Kualitas Tertinggi",
        "zone": "green",
        "from_score": "88",
        "sure": "own choice",
    }
    assert ["81", "51", "0"] == [band["from_score"] for band in _bands(SCALES[0])]


def _bands(scale: Scale) -> Any:
    return scale.to_dict()["bands"]


@given(st.decimals(0, 100, places=3), st.decimals(0, 100, places=3), st.integers(2000, 2024))
def test_a_better_score_never_means_less(one: Decimal, other: Decimal, year: int) -> None:
    """The band of the better score lies no lower; and every score has a band."""
    worse, better = (opinion(score, year).band for score in sorted((one, other)))

    assert worse is not None
    assert better is not None
    assert worse.from_score <= better.from_score


@given(st.fractions(0, 100, max_denominator=1000), st.sampled_from((2021, 2024, 2030)))
def test_an_opinion_is_a_value(score: Fraction, year: int) -> None:
    """It is equal to what it was pickled from, and keeps the exact score."""
    found = opinion(score, year)

    assert found == pickle.loads(pickle.dumps(found))
    assert score == found.score
