"""Scorecards: exact scores of what is known, bounds of what isn't, and rankings of equals."""

import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from wrong_values import WRONG_VALUES, is_refused

from sp4n.errors import InvalidValue
from sp4n.labels import Label
from sp4n.monitoring.figures import Share
from sp4n.monitoring.four_elements.elements import OWN_WEIGHTS, Element, ElementKind, Weights
from sp4n.monitoring.four_elements.scorecard import Scorecard, ranked, scorecards_table

AS_OF_ON = date(2026, 3, 31)
KINDS = tuple(ElementKind)
SHARES = (Share(9, 10), Share(3, 4), Share(1, 1), Share(1, 2))


def element(kind: ElementKind, share: Share | None) -> Element:
    return Element(kind, share, "not_measured" if share is None else None)


def card(*shares: Share | None, agency: str = "DPU", weights: Weights = OWN_WEIGHTS) -> Scorecard:
    elements = [element(*pair) for pair in zip(KINDS, shares or SHARES, strict=True)]
    return Scorecard(agency, elements, weights, as_of_on=AS_OF_ON)


def faults(build: Any) -> list[tuple[str, str]]:
    """The place and code of every fault."""
    with pytest.raises(InvalidValue) as caught:
        build()
    return [(one.where, one.code) for one in caught.value.faults]


def test_a_score_by_hand() -> None:
    """A quarter of 0.9 + 0.75 + 1 + 0.5 = 3.15 is 0.7875."""
    assert Fraction(315, 4) == card().score
    assert (card().score, card().score) == (card().at_least, card().at_most)


@pytest.mark.parametrize(
    ("weights", "score"),
    [
        (Weights(1, 0, 0, 0), Fraction(90)),
        (Weights("0.4", "0.2", "0.2", "0.2"), Fraction(81)),  # 36 + 15 + 20 + 10
        (Weights(Decimal("0.1"), Fraction(1, 10), 0, 0), Fraction(165, 2)),  # (90 + 75) / 2
        (Weights(2, 2, 2, 2), Fraction(315, 4)),
        (Weights(Fraction(1, 3), 0, Fraction(2, 3), 0), Fraction(290, 3)),  # 30 + 66.67
    ],
)
def test_weights_are_exact_and_only_their_relation_matters(
    weights: Weights, score: Fraction
) -> None:
    """By hand, from the shares 0.9, 0.75, 1 and 0.5."""
    assert score == card(weights=weights).score


def test_nothing_is_put_in_place_of_the_unknown() -> None:
    """Without the activity: at least 215/4, at most 315/4, and no score."""
    found = card(SHARES[0], SHARES[1], None, SHARES[3])

    assert (None, Fraction(215, 4), Fraction(315, 4)) == (
        found.score,
        found.at_least,
        found.at_most,
    )
    assert ["activity"] == [one.kind.value for one in found.unknown]


def test_an_element_without_weight_may_be_unknown() -> None:
    """It doesn't count."""
    found = card(SHARES[0], None, None, None, weights=Weights(1, 0, 0, 0))

    assert (Fraction(90), ()) == (found.score, found.unknown)


def test_a_share_of_nothing_is_unknown() -> None:
    """Nothing was due: that is neither all nor nothing."""
    nothing = Element("monitoring", Share(0, 0))

    assert (False, "nothing_due") == (nothing.is_known, nothing.because)
    assert "monitoring dan evaluasi: belum ada yang jatuh tempo" == nothing.describe("id")
    assert "no_plan" == Element("monitoring", Share(0, 0), "no_plan").because
    assert card(SHARES[0], Share(0, 0), *SHARES[2:]).score is None


def test_the_sentence_in_both_languages() -> None:
    """The Indonesian terms are those of Kota Depok; the weights are told as ours."""
    known, unknown = card(), card(*SHARES[:3], None)

    assert str(known) == (
        "DPU as of 2026-03-31: 78.8 of 100 (follow-up time: 9 of 10 (90.0 %); monitoring and"
        " evaluation: 3 of 4 (75.0 %); account activity: 1 of 1 (100.0 %); action plan: 1 of 2"
        " (50.0 %)); weights (sp4n's own choice, all equal since none are published): follow-up"
        " time 25 %, monitoring and evaluation 25 %, account activity 25 %, action plan 25 %."
    )
    assert unknown.describe("id") == (
        "DPU per 2026-03-31: tidak diketahui, antara 66,3 dan 91,3 dari 100 (waktu tindak lanjut:"
        " 9 dari 10 (90,0 %); monitoring dan evaluasi: 3 dari 4 (75,0 %); keaktifan pengelolaan"
        " akun: 1 dari 1 (100,0 %); rencana aksi: tidak diukur); bobot (pilihan sp4n"
        " sendiri, semuanya sama besar karena tidak ada bobot yang dipublikasikan): waktu"
        " tindak lanjut 25 %,"
        " monitoring dan evaluasi 25 %, keaktifan pengelolaan akun 25 %, rencana aksi 25 %."
    )


@pytest.mark.parametrize(
    ("weights", "english", "indonesian"),
    [
        (Weights(2, 1, 1, 0, "Kota Contoh"), "(Kota Contoh)", "(Kota Contoh)"),
        (
            Weights(2, 1, 1, 0, Label(id="Perwali Contoh", en="a decree")),
            "(a decree)",
            "(Perwali Contoh)",
        ),
        (Weights(2, 1, 1, 0), "(no source given)", "(sumber tidak disebutkan)"),
    ],
)
def test_weights_say_whose_they_are(weights: Weights, english: str, indonesian: str) -> None:
    """A city's are the city's, and never called ours."""
    found = card(weights=weights)

    assert f"; weights {english}: follow-up time 50 %, " in found.describe()
    assert f"; bobot {indonesian}: waktu tindak lanjut 50 %, " in found.describe("id")
    assert found.describe().endswith(f"; {weights}.")
    assert "own choice" not in found.describe()


def test_how_sure_weights_are() -> None:
    """Of a source unless told otherwise: that others tell of it. Without one nothing is sure."""
    assert ["secondary", "verified", "own choice", "own choice"] == [
        one.sure
        for one in (
            Weights(1, 1, 1, 1, "Kota Contoh"),
            Weights(1, 1, 1, 1, "Kota Contoh", "verified"),
            Weights(1, 1, 1, 1),
            OWN_WEIGHTS,
        )
    ]
    assert [("weights.source", "missing")] == faults(lambda: Weights(1, 1, 1, 1, "", "verified"))
    assert [("weights.source", "missing")] == faults(lambda: Weights(1, 1, 1, 1, sure="secondary"))


def test_elements_are_found_by_their_kind_in_any_order() -> None:
    """The order in which they were given makes no difference."""
    turned = evolve(card(), elements=card().elements[::-1])

    assert card() == turned
    assert SHARES[3] == turned["action_plan"].share
    assert "action plan: 1 of 2 (50.0 %)" == str(turned[ElementKind.ACTION_PLAN])


def test_equal_scores_share_a_place() -> None:
    """1, 1, 3; the one without a score stands apart, after nobody."""
    low = (Share(0, 1), *SHARES[1:])
    unknown = card(None, *SHARES[1:], agency="DLH")
    cards = [card(*low, agency="X-1"), card(agency="X-3"), unknown, card(agency="X-2")]
    found = ranked(cards)

    assert [(1, "X-2"), (1, "X-3"), (3, "X-1")] == [
        (one.place, one.card.agency) for one in found.places
    ]
    assert (unknown,) == found.unknown
    assert str(found) == (
        "1. X-2: 78.8\n1. X-3: 78.8\n3. X-1: 56.3\nnot ranked: DLH (follow-up time: not measured)"
    )
    assert found.to_dict("id") == {
        "places": [
            {"place": 1, "agency": "X-2", "score": 78.75},
            {"place": 1, "agency": "X-3", "score": 78.75},
            {"place": 3, "agency": "X-1", "score": 56.25},
        ],
        "unknown": ["DLH"],
        "sentence": "1. X-2: 78,8\n1. X-3: 78,8\n3. X-1: 56,3\n"
        "tanpa peringkat: DLH (waktu tindak lanjut: tidak diukur)",
    }


def test_whoever_is_not_ranked_is_told_every_reason() -> None:
    """Of each element that counts; the activity has no weight here."""
    weights = Weights(1, 1, 0, 1)
    found = ranked([card(SHARES[0], Share(0, 0), None, None, agency="DINKES", weights=weights)])

    assert str(found) == (
        "not ranked: DINKES (monitoring and evaluation: nothing due yet; action plan: not measured)"
    )


def test_only_like_is_ranked_with_like() -> None:
    """An agency once; the same weights, whoever set them; the same day."""
    other = card(agency="X-1", weights=Weights(2, 2, 2, 2, "Contoh"))
    heavier = card(agency="X-1", weights=Weights(2, 1, 1, 1))
    later = evolve(card(agency="X-1"), as_of_on=date(2026, 4, 1))

    assert [1, 1] == [one.place for one in ranked([card(), other]).places]
    assert [("scorecards", "duplicate")] == faults(lambda: ranked([card(), card()]))
    assert [("scorecards", "different_scorecards")] == faults(lambda: ranked([card(), heavier]))
    assert [("scorecards", "different_scorecards")] == faults(lambda: ranked([card(), later]))


def test_the_table_has_whole_numbers_beside_rounded_ones() -> None:
    """One row an agency; what is unknown is empty, with its reason."""
    table = scorecards_table([card(), card(None, Share(0, 0), *SHARES[2:], agency="DLH")])
    first, second = table.records()

    assert ("DPU", AS_OF_ON, 0.9, 9, 10, None, 78.75) == tuple(
        first[name]
        for name in (
            "agency",
            "as_of_on",
            "follow_up",
            "follow_up_part",
            "follow_up_of",
            "follow_up_because",
            "score",
        )
    )
    assert (None, None, "not_measured", None, 0, "nothing_due", None, 37.5, 87.5) == tuple(
        second[name]
        for name in (
            "follow_up",
            "follow_up_part",
            "follow_up_because",
            "monitoring",
            "monitoring_of",
            "monitoring_because",
            "score",
            "at_least",
            "at_most",
        )
    )


def test_plain_data() -> None:
    """Exact numbers as text; a score that isn't known is null."""
    data: Any = card(weights=Weights("0.4", Fraction(1, 3), 1, 0)).to_dict()
    unknown: Any = card(None, *SHARES[1:]).to_dict("id")

    assert {
        "follow_up": "0.4",
        "monitoring": "1/3",
        "activity": "1",
        "action_plan": "0",
        "source": "",
        "sure": "own choice",
    } == data["weights"]
    assert "2415/26" == data["exact_score"]  # 0.36 + 0.25 + 1 of 0.4 + 1/3 + 1: 1.61 / (26 / 15)
    assert (None, None, 56.25, 81.25) == (
        unknown["score"],
        unknown["exact_score"],
        unknown["at_least"],
        unknown["at_most"],
    )
    assert {
        "kind": "follow_up",
        "label": "waktu tindak lanjut",
        "share": None,
        "because": "not_measured",
        "sentence": "waktu tindak lanjut: tidak diukur",
    } == unknown["elements"][0]
    assert card() == pickle.loads(pickle.dumps(card()))


def test_what_is_no_element() -> None:
    """A reason stands where there is no share, and only there."""
    wrong: Any = "x"

    assert [("element.kind", "not_one_of"), ("element.share", "wrong_type")] == faults(
        lambda: Element(wrong, wrong)
    )
    assert [("element.because", "missing")] == faults(lambda: Element("activity", None))
    assert [("element.because", "not_one_of")] == faults(lambda: Element("activity", None, "x"))
    assert [("element.because", "contradiction")] == faults(
        lambda: Element("activity", Share(1, 2), "no_plan")
    )


def test_what_are_no_weights() -> None:
    """Negative, all nothing, inexact, or of a sureness that is none."""
    wrong: Any = 0.25

    assert [("weights", "too_small")] == faults(lambda: Weights(1, -1, 1, 1))
    assert [("weights", "empty")] == faults(lambda: Weights(0, "0.0", 0, Decimal(0)))
    assert [("weights", "wrong_type")] == faults(lambda: Weights(wrong, 1, 1, 1))
    assert [("weights.source", "wrong_type"), ("weights.sure", "not_one_of")] == faults(
        lambda: Weights(1, 1, 1, 1, wrong, wrong)
    )
    assert [("weights.source", "control_character")] == faults(
        lambda: Weights(1, 1, 1, 1, "Kota\nContoh")
    )
    assert [("kind", "not_one_of")] == faults(lambda: OWN_WEIGHTS.share_of(wrong))


def test_a_card_has_each_element_once() -> None:
    """A missing one is given with its reason instead."""
    double = (*card().elements[1:], card().elements[1])
    wrong: Any = "x y"

    assert [
        ("scorecard.elements.follow_up", "missing"),
        ("scorecard.elements", "duplicate"),
    ] == faults(lambda: evolve(card(), elements=double))
    assert [
        ("scorecard.agency", "bad_code"),
        ("scorecard.elements", "wrong_type"),
        ("scorecard.weights", "wrong_type"),
        ("scorecard.as_of_on", "wrong_type"),
    ] == faults(lambda: Scorecard(wrong, wrong, wrong, as_of_on=wrong))
    assert [("kind", "not_one_of")] == faults(lambda: card()["x"])


@pytest.mark.parametrize("wrong", WRONG_VALUES.values(), ids=WRONG_VALUES.keys())
def test_wrong_values_are_told_by_name(wrong: Any) -> None:
    """Nothing raw comes from deep inside."""
    builds = [
        lambda: Weights(wrong, 0, 0, 0),
        lambda: Weights(1, 1, 1, 1, wrong),
        lambda: Weights(1, 1, 1, 1, sure=wrong),
        lambda: Element(wrong, Share(1, 2)),
        lambda: Element("activity", wrong),
        lambda: Element("activity", None, wrong),
        lambda: Scorecard(wrong, card().elements, as_of_on=AS_OF_ON),
        lambda: Scorecard("DPU", wrong, as_of_on=AS_OF_ON),
        lambda: Scorecard("DPU", card().elements, wrong, as_of_on=AS_OF_ON),
        lambda: Scorecard("DPU", card().elements, as_of_on=wrong),
        lambda: card()[wrong],
        lambda: scorecards_table(wrong),
        lambda: ranked(wrong),
    ]
    accepted = [place for place, build in enumerate(builds) if not is_refused(build)]

    assert ([1] if isinstance(wrong, str) else []) == accepted


SHARE = st.integers(1, 20).flatmap(lambda of: st.integers(0, of).map(lambda part: Share(part, of)))
WEIGHTS = (
    st.tuples(*[st.fractions(0, 5, max_denominator=20)] * 4)
    .filter(any)
    .map(lambda four: Weights(*four))
)


@given(st.tuples(*[st.none() | SHARE] * 4), st.tuples(*[SHARE] * 4), WEIGHTS)
def test_a_score_lies_within_its_bounds(
    shares: tuple[Share | None, ...], instead: tuple[Share, ...], weights: Weights
) -> None:
    """Whatever the unknown elements turn out to be."""
    found = card(*shares, weights=weights)
    filled = [share or other for share, other in zip(shares, instead, strict=True)]
    later = card(*filled, weights=weights).score

    assert later is not None
    assert 0 <= found.at_least <= later <= found.at_most <= 100
    assert found.score in (None, later)


@given(
    st.tuples(*[SHARE] * 4), st.integers(0, 3), SHARE, st.tuples(*[st.none() | SHARE] * 4), WEIGHTS
)
def test_a_better_share_never_makes_a_worse_score(
    shares: tuple[Share, ...],
    place: int,
    other: Share,
    hidden: tuple[Share | None, ...],
    weights: Weights,
) -> None:
    """In each element, with the others as they are; in the bounds too, where some are unknown."""
    worse, better = sorted((shares[place], other), key=lambda one: one.exact or 0)
    for rest in (shares, hidden):
        low, high = (
            card(*rest[:place], share, *rest[place + 1 :], weights=weights)
            for share in (worse, better)
        )

        assert low.at_least <= high.at_least
        assert low.at_most <= high.at_most
        assert (low.score or 0) <= (high.score or 0)


@given(st.lists(SHARE, max_size=12))
def test_a_place_is_one_more_than_those_ahead(shares: list[Share]) -> None:
    """Counted anew, the slow way."""
    cards = [card(share, *SHARES[1:], agency=f"X-{place}") for place, share in enumerate(shares)]
    found = ranked(cards)

    assert [1 + sum(other.score > one.score for other in found.places) for one in found.places] == [
        one.place for one in found.places
    ]
    assert len(shares) == len(found.places)
