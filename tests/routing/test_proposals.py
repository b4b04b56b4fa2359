"""Proposals add up: the more important first."""

import pytest

from sp4n.errors import InvalidValue
from sp4n.routing import Proposals


def test_the_higher_class_stays() -> None:
    """A class is taken only where none is yet; flags add up."""
    first = Proposals(classification="oversight", urgent=True)
    second = Proposals(classification="service", confidential=True)

    assert first.then(second) == Proposals(
        classification="oversight", urgent=True, confidential=True
    )
    assert Proposals().then(second) == second == second.then(Proposals())


def test_nothing_is_false() -> None:
    """Whether anything is proposed is a plain question."""
    assert not Proposals()
    assert Proposals(ask_for_completion=True)


def test_it_reads_in_both_languages() -> None:
    """A proposal reads as words in Indonesian and English, and as plain data."""
    proposals = Proposals(classification="information", urgent=True, ask_for_completion=True)

    assert str(proposals) == "class request for information, urgent, ask for completion"
    assert proposals.describe("id") == (
        "klasifikasi Permintaan Informasi, mendesak, minta kelengkapan informasi"
    )
    assert proposals.to_data() == {
        "classification": "information",
        "urgent": True,
        "ask_for_completion": True,
    }
    assert str(Proposals()) == ""


def test_bad_proposals() -> None:
    """Unknown classes and flags that are none are refused together."""
    with pytest.raises(InvalidValue) as refused:
        Proposals(classification="x", urgent=1)  # type: ignore[arg-type]  # on purpose

    assert [(one.code, one.where) for one in refused.value.faults] == [
        ("not_one_of", "classification"),
        ("wrong_type", "urgent"),
    ]
