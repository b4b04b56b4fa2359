"""Predicates to and from plain data."""

import tomllib
from typing import Any

import pytest

from sp4n.errors import InvalidValue
from sp4n.routing import (
    AllOf,
    AnyOf,
    AnyWord,
    CategoryWithin,
    Not,
    Phrase,
    Predicate,
    predicate_from_data,
)
from sp4n.routing.predicate_data import SIZE_LIMIT


def test_a_policy_file_reads_like_a_sentence() -> None:
    """The syntax of the design: keys of one table must all hold."""
    data = tomllib.loads(
        """
        when = { any_word = ["lubang", "aspal"], not = { phrase = ["jalan nasional"] } }
        """
    )

    assert predicate_from_data(data["when"]) == AllOf(
        [AnyWord(["lubang", "aspal"]), Not(Phrase("jalan nasional"))]
    )


@pytest.mark.parametrize(
    "data",
    [
        {"any_word": ["lubang"]},
        {"all_words": ["lubang", "jalan"]},
        {"phrase": ["jalan nasional"]},
        {"category": "Jalan"},
        {"category": ["Jalan", "Perhubungan"]},
        {"classification": "oversight"},
        {"region": "99.71"},
        {"channel": ["SMS", "Website"]},
        {"target_agency": "DPU"},
        {"anonymous": True},
        {"confidential": False},
        {"min_words": 2, "max_words": 9},
        {"not": {"not": {"any_word": ["bau"]}}},
        {"any": [{"any_word": ["bau"]}, {"category": "Jalan", "min_words": 3}]},
        {"all": [{"any_word": ["bau"]}, {"any_word": ["asap"]}]},
        {"all": [{"any_word": ["bau"]}]},
    ],
)
def test_round_trip(data: dict[str, object]) -> None:
    """Every key comes back as it was."""
    assert data == predicate_from_data(data).to_data()


def test_single_values_and_lists_are_the_same() -> None:
    """A list of one may be written without the list."""
    assert predicate_from_data({"any_word": "bau"}) == AnyWord(["bau"])
    assert predicate_from_data({"any": [{"category": "Jalan"}]}) == AnyOf([CategoryWithin("Jalan")])


def _nested(depth: int) -> dict[str, Any]:
    data: dict[str, Any] = {"any_word": ["bau"]}
    for _ in range(depth):
        data = {"not": data}
    return data


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        (None, [("wrong_type", "when")]),
        ("lubang", [("wrong_type", "when")]),
        ({}, [("empty", "when")]),
        ({"any": []}, [("empty", "when.any")]),
        ({"all": []}, [("empty", "when.all")]),
        ({"any": {"any_word": ["bau"]}}, [("wrong_type", "when.any")]),
        ({"not": ["bau"]}, [("wrong_type", "when.not")]),
        ({"not": {}}, [("empty", "when.not")]),
        ({7: "bau"}, [("unknown_predicate", "when")]),
        ({"region": "32.7"}, [("bad_region_code", "when.region")]),
        ({"any_word": ["bau", ""]}, [("empty", "when.any_word[1]")]),
        (_nested(15), [("too_deep", "when" + ".not" * 15)]),
        (_nested(5_000), [("too_deep", "when" + ".not" * 15)]),
        (
            {"any_wrod": ["bau"], "any": [{"regoin": "99"}, {"anonymous": "yes"}], "min_words": -1},
            [
                ("unknown_predicate", "when"),
                ("unknown_predicate", "when.any[0]"),
                ("wrong_type", "when.any[1].anonymous"),
                ("too_small", "when.min_words"),
            ],
        ),
    ],
)
def test_bad_data(data: object, faults: list[tuple[str, str]]) -> None:
    """All faults at once, each with its key path."""
    with pytest.raises(InvalidValue) as refused:
        predicate_from_data(data)

    assert faults == [(one.code, one.where) for one in refused.value.faults]


def test_unknown_keys_come_with_a_suggestion() -> None:
    """A misspelt key says what was probably meant."""
    with pytest.raises(InvalidValue) as refused:
        predicate_from_data({"any_wrod": ["bau"]}, "rule[3].when")

    (one,) = refused.value.faults
    assert (one.where, one["suggestion"]) == ("rule[3].when", "any_word")


def test_depth_fourteen_is_fine() -> None:
    """The limit of depth is the constructor's: sixteen levels."""
    assert predicate_from_data(_nested(14)).depth == 15


def test_size_is_limited() -> None:
    """A thousand clauses are read, more are refused with one fault."""
    many = [{"any_word": ["bau"]}] * (SIZE_LIMIT - 1)

    assert isinstance(predicate_from_data({"any": many}), Predicate)
    with pytest.raises(InvalidValue) as refused:
        predicate_from_data({"any": many * 50})
    assert [one.code for one in refused.value.faults] == ["too_large"]
