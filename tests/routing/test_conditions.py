"""The library's own conditions: each can be said, named at the door, and read."""

import pytest

import sp4n.routing
from sp4n.routing.predicate_data import _OTHERS, _WORD_LISTS, COMPOSED, CONDITIONS
from sp4n.routing.predicates import Predicate

KINDS = (*_WORD_LISTS, *_OTHERS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_condition_says_what_it_asks(kind: type[Predicate]) -> None:
    """None of the library's own is opaque to the checks and the index."""
    assert kind.says is not Predicate.says


@pytest.mark.parametrize("kind", KINDS)
def test_a_condition_stands_at_the_door(kind: type[Predicate]) -> None:
    """Whoever reads one from a file can write it in code, too."""
    assert kind.__name__ in sp4n.routing.__all__


def test_every_key_is_a_condition_or_composed() -> None:
    """No key is without a class behind it."""
    assert {*CONDITIONS} == {*COMPOSED, *(kind.key for kind in KINDS)}
