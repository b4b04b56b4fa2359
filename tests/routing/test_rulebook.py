"""Rules and rule books, made in Python and read from plain data."""

import tomllib
from datetime import date, datetime
from typing import Any

import pytest

from sp4n.errors import InvalidValue, UnknownCode
from sp4n.routing import (
    AnyWord,
    Proposals,
    Rule,
    RuleBook,
    rule_book_from_data,
    rule_from_data,
)

ROAD = AnyWord(["lubang", "aspal"])

POLICY = """
[[rule]]                              # first match wins
id      = "illegal-levy"
when    = { any_word = ["pungli", "suap"] }
to      = "INSPEKTORAT"
propose = { classification = "oversight", confidential = true }

[[rule]]
id         = "broken-road"
when       = { any_word = ["lubang", "aspal"], not = { phrase = ["jalan nasional"] } }
to         = "DPU"
supporting = ["DISHUB"]
basis      = "Perwali Contoh 1/2026"
valid      = { from = 2026-01-01, until = 2027-01-01 }

[[rule]]
id      = "too-short"
when    = { max_words = 4 }
propose = { ask_for_completion = true, urgent = false }
"""


def _book() -> RuleBook:
    return rule_book_from_data(tomllib.loads(POLICY)["rule"])


def test_a_book_reads_from_toml() -> None:
    """The syntax of the design gives rules in their order."""
    levy, road, short = _book()

    assert levy.propose == Proposals(classification="oversight", confidential=True)
    assert (road.to, road.supporting, road.basis) == ("DPU", ("DISHUB",), "Perwali Contoh 1/2026")
    assert (road.valid_from, road.valid_until) == (date(2026, 1, 1), date(2027, 1, 1))
    assert short.is_remark
    assert short.propose == Proposals(ask_for_completion=True)


def test_rules_survive_the_way_to_data_and_back() -> None:
    """A rule's plain data gives an equal rule, days included."""
    assert list(_book()) == [rule_from_data(rule.to_data()) for rule in _book()]


def test_validity_is_half_open() -> None:
    """A rule holds from its first day up to but not including its last."""
    rule = Rule("x", ROAD, "DPU", valid_from=date(2026, 1, 1), valid_until=date(2027, 1, 1))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]

    assert [rule.is_in_force(day) for day in days] == [False, True, True, False]
    assert Rule("x", ROAD, "DPU").is_in_force(date.max)


def test_the_digest_sees_order_and_content() -> None:
    """Equal books have equal digests; order and words matter."""
    rules = list(_book())

    assert _book().digest == _book().digest
    assert len(_book().digest) == len("sha256:") + 64
    assert RuleBook(rules[::-1]).digest != _book().digest
    assert RuleBook(rules[:2]).digest != _book().digest


def test_a_rule_is_found_by_its_id() -> None:
    """An unknown id comes with the closest one."""
    book = _book()

    assert book.rule("broken-road") is book.rules[1]
    assert len(book) == 3
    with pytest.raises(UnknownCode) as unknown:
        book.rule("brokn-road")
    assert (unknown.value.kind, unknown.value.suggestion) == ("rule", "broken-road")


def test_the_vocabulary_has_every_root() -> None:
    """Roots are gathered from all depths of all rules."""
    rules = [Rule("a", ~(ROAD | AnyWord("=bau")) & AnyWord("jalan tol"), "DPU")]

    assert RuleBook(rules).vocabulary.roots == {"lubang", "aspal", "jalan", "tol"}
    assert RuleBook().vocabulary.roots == frozenset()


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"id": "no id"}, [("bad_code", "id")]),
        ({"when": "lubang"}, [("wrong_type", "when")]),
        ({"to": 7}, [("wrong_type", "to")]),
        ({"supporting": ["DLH", ""]}, [("bad_code", "supporting[1]")]),
        ({"supporting": 7}, [("wrong_type", "supporting[0]")]),
        ({"propose": {}}, [("wrong_type", "propose")]),
        ({"basis": 7}, [("wrong_type", "basis")]),
        ({"valid_from": datetime(2026, 1, 1)}, [("not_a_plain_date", "valid.from")]),  # noqa: DTZ001
        ({"valid_until": "2026-01-01"}, [("wrong_type", "valid.until")]),
        (
            {"valid_from": date(2026, 1, 1), "valid_until": date(2026, 1, 1)},
            [("out_of_order", "valid.until")],
        ),
        ({"to": None}, [("rule_does_nothing", "to")]),
    ],
)
def test_bad_rules(fields: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    """A rule refuses what it can't be, with the key that the policy file uses."""
    good: dict[str, Any] = {"id": "x", "when": ROAD, "to": "DPU"}
    with pytest.raises(InvalidValue) as refused:
        Rule(**(good | fields))

    assert faults == [(one.code, one.where) for one in refused.value.faults]


def test_a_remark_needs_no_agency() -> None:
    """Proposals or supporting agencies are reason enough for a rule."""
    assert Rule("x", ROAD, supporting="DLH").supporting == ("DLH",)
    assert Rule("x", ROAD, propose=Proposals(urgent=True)).is_remark


def test_bad_books() -> None:
    """Two rules with one id, and things that are no rules, are refused."""
    with pytest.raises(InvalidValue) as twice:
        RuleBook([Rule("x", ROAD, "DPU"), Rule("y", ROAD, "DPU"), Rule("x", ROAD, "DLH")])
    with pytest.raises(InvalidValue) as stranger:
        RuleBook(["x"])  # type: ignore[list-item]  # on purpose

    assert [(one.code, one.where) for one in twice.value.faults] == [("duplicate", "rule[2].id")]
    assert [one.where for one in stranger.value.faults] == ["rule[0]"]


@pytest.mark.parametrize("rules", [5, None, "x", Rule("x", ROAD, "DPU")])
def test_a_book_is_a_list(rules: Any) -> None:
    """A book of what is no list is refused by the library's own error."""
    with pytest.raises(InvalidValue) as refused:
        RuleBook(rules)

    assert [(one.code, one.where) for one in refused.value.faults] == [("wrong_type", "rule")]


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        ("x", [("wrong_type", "rule[0]")]),
        ({}, [("missing", "rule[0].id"), ("missing", "rule[0].when")]),
        (
            {"id": "x", "when": {}, "too": "DPU"},
            [("unknown_key", "rule[0].too"), ("empty", "rule[0].when")],
        ),
        (
            {"id": "x", "when": {"any_word": "bau"}},
            [("rule_does_nothing", "rule[0].to")],
        ),
        (
            {
                "id": "x",
                "when": {"any_word": "bau"},
                "to": "D P U",
                "propose": {"urgnt": True, "classification": "x"},
                "valid": {"from": "soon", "until": 7, "form": 1},
            },
            [
                ("unknown_key", "rule[0].valid.form"),
                ("unknown_key", "rule[0].propose.urgnt"),
                ("not_one_of", "rule[0].propose.classification"),
                ("not_a_date", "rule[0].valid.from"),
                ("bad_code", "rule[0].to"),
                ("wrong_type", "rule[0].valid.until"),
            ],
        ),
        (
            {"id": "x", "when": {"any_word": "bau"}, "to": "DPU", "propose": [], "valid": 2026},
            [("wrong_type", "rule[0].valid"), ("wrong_type", "rule[0].propose")],
        ),
    ],
)
def test_bad_data(data: object, faults: list[tuple[str, str]]) -> None:
    """All faults of a rule at once, each with its key path."""
    with pytest.raises(InvalidValue) as refused:
        rule_from_data(data, "rule[0]")

    assert faults == [(one.code, one.where) for one in refused.value.faults]


def test_bad_data_of_several_rules() -> None:
    """A book tells the faults of all its rules, duplicates included."""
    good = {"id": "x", "when": {"any_word": "bau"}, "to": "DLH"}
    with pytest.raises(InvalidValue) as refused:
        rule_book_from_data([good, 7, good | {"to": "!"}, {"id": 7}])
    with pytest.raises(InvalidValue) as no_list:
        rule_book_from_data({"id": "x"})

    assert [(one.code, one.where) for one in refused.value.faults] == [
        ("wrong_type", "rule[1]"),
        ("bad_code", "rule[2].to"),
        ("missing", "rule[3].when"),
        ("wrong_type", "rule[3].id"),
        ("duplicate", "rule[2].id"),
    ]
    assert no_list.value.code == "wrong_type"


def test_iso_days_in_strings() -> None:
    """JSON has no dates; an ISO date in a string will do."""
    rule = rule_from_data(
        {
            "id": "x",
            "when": {"any_word": "bau"},
            "to": "DLH",
            "valid": {"from": "2026-01-01"},
        }
    )

    assert rule.valid_from == date(2026, 1, 1)
