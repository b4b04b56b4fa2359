"""Categories: a tree of names."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from sp4n.errors import InvalidValue
from sp4n.model import Categories

Faults = Callable[[Callable[[], object]], list[tuple[str, str]]]


def test_the_lineage_goes_up_to_the_top() -> None:
    """From a category over its parents; nothing for one that is unknown or missing."""
    tree = Categories({"Jalan": None, "Berlubang": "Jalan", "Jalan/Parkir": "Berlubang"})

    assert ["Jalan/Parkir", "Berlubang", "Jalan"] == list(tree.lineage("Jalan/Parkir"))
    assert [] == list(tree.lineage("Hewan"))
    assert [] == list(tree.lineage(None))


def test_a_tree_can_be_counted_and_asked() -> None:
    """`len`, `in` and iteration, in alphabetical order."""
    tree = Categories({"Sampah": None, "Jalan": None})

    assert 2 == len(tree)
    assert "Jalan" in tree
    assert "Hewan" not in tree
    assert ["Jalan", "Sampah"] == list(tree)
    assert 0 == len(Categories())


def test_trees_are_values() -> None:
    """The order in which categories are given does not matter."""
    tree = Categories({"Sampah": None, "Jalan": None})

    assert tree == Categories({"Jalan": None, "Sampah": None})
    assert hash(tree) == hash(attrs.evolve(tree))


def test_a_dangling_parent_is_refused_with_a_suggestion() -> None:
    """The fault names the child, the parent that is not there, and the closest that is."""
    with pytest.raises(InvalidValue) as caught:
        Categories({"Jalan": None, "Berlubang": "Jalna"})

    (fault,) = caught.value.faults
    assert ("unknown_category", "category.Berlubang") == (fault.code, fault.where)
    assert ("Jalna", "Jalan") == (fault["found"], fault["suggestion"])


@pytest.mark.parametrize("tree", [None, 7, ["Jalan"], (("Jalan", None, 1),), "Jalan"])
def test_what_is_no_table_is_refused(tree: Any, faults: Faults) -> None:
    """A list of names says nothing about parents."""
    assert [("categories", "wrong_type")] == faults(lambda: Categories(tree))


def test_bad_names_are_refused_at_once(faults: Faults) -> None:
    """Names are text in one line."""
    tree: dict[Any, Any] = {"Jalan": 7, 8: None, "dua\nbaris": None, "": None, "Hewan": " "}

    assert [
        ("category", "empty"),
        ("category", "wrong_type"),
        ("category.Hewan", "empty"),
        ("category.Jalan", "wrong_type"),
        ("category", "control_character"),
    ] == faults(lambda: Categories(tree))


def test_a_bad_name_is_not_repeated_as_a_place(faults: Faults) -> None:
    """The place of a bad parent names the child only when the child is a name."""
    assert [("category", "control_character"), ("category", "empty")] == faults(
        lambda: Categories({"dua\nbaris": " "})
    )


@pytest.mark.parametrize("pairs", [(1, 2), (("a", None), 7)])
def test_a_tuple_of_what_is_no_pair_is_no_tree(pairs: Any, faults: Faults) -> None:
    """Refused by type, like any other value that is no table."""
    assert [("categories", "wrong_type")] == faults(lambda: Categories(pairs))


def test_many_dangling_parents_cost_few_comparisons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Suggestions are looked for twenty times at most, and a word only once."""
    asked: list[str] = []
    monkeypatch.setattr("sp4n.errors.closest", lambda found, known: asked.append(found))

    with pytest.raises(InvalidValue) as caught:
        Categories({f"C{n}": f"X{n // 2}" for n in range(100)})

    assert 100 == len(caught.value.faults)
    assert 20 == len(asked) == len(set(asked))


def test_circles_and_dangling_parents_are_told_at_once(faults: Faults) -> None:
    """Two circles, one of a single category, and a parent that is nowhere."""
    found = faults(
        lambda: Categories({"A": "B", "B": "A", "C": "C", "D": "nowhere", "E": "A", "F": None})
    )

    assert [
        ("category.D", "unknown_category"),
        ("category.A", "cycle"),
        ("category.C", "cycle"),
    ] == found
