"""Fingerprints cover what a value says: equal values have equal ones, whatever Python shows."""

import json
from datetime import date
from hashlib import sha256

import pytest
from attrs import evolve, field, frozen

from sp4n.fingerprint import fingerprint, plain
from sp4n.labels import Label, Message
from sp4n.model import Role
from sp4n.workdays import Limit

BLANK = Label(id="", en="")


@frozen
class Part:
    """A value with something of everything; what is worked out from it tells no two apart."""

    code: str
    n: int = 0
    days: frozenset[str] = frozenset()
    label: Label = BLANK
    also: "Part | None" = None
    is_on: bool = False
    since: date | None = None
    worked_out: object = field(default=object(), eq=False)


FULL = Part(
    "a", 1, frozenset({"b", "a"}), Label(id="kata", en="word"), Part("c"),
    is_on=True, since=date(2026, 1, 5),
)  # fmt: skip
FULL_PLAIN = {
    "code": "a",
    "n": 1,
    "days": ["a", "b"],
    "label": {"id": "kata", "en": "word"},
    "also": {"code": "c", "n": 0, "label": {"id": "", "en": ""}},
    "is_on": True,
    "since": "2026-01-05",
}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (FULL, FULL_PLAIN),
        (Role.OPERATOR, "operator"),
        ((Role.OPERATOR, "reporter"), ["operator", "reporter"]),
        (Limit(10, "working days"), {"n": 10, "unit": "working days"}),
        (Message("phase.closed"), {"id": "selesai", "en": "closed"}),
        ({"b": (), "a": 0, "c": None}, {"a": 0}),
        ([None, "", False], [None, "", False]),
    ],
)
def test_a_value_is_said_as_plain_data(value: object, expected: object) -> None:
    """What says nothing is left out of tables, never out of lists; a nought is said."""
    assert expected == plain(value)
    assert expected == json.loads(json.dumps(plain(value)))


def test_the_digest_is_that_of_the_plain_data() -> None:
    """Worked out here from data written by hand."""
    told = json.dumps(FULL_PLAIN, sort_keys=True).encode()

    assert f"sha256:{sha256(told).hexdigest()}" == fingerprint(FULL)


@pytest.mark.parametrize(
    "change",
    [
        {"code": "b"},
        {"n": 2},
        {"days": frozenset({"a"})},
        {"label": Label(id="kata", en="words")},
        {"also": Part("d")},
        {"is_on": False},
        {"since": None},
    ],
)
def test_whatever_makes_two_values_differ_makes_their_digests_differ(
    change: dict[str, object],
) -> None:
    """Deep inside as well; what is worked out does neither."""
    changed = evolve(FULL, **change)  # type: ignore[arg-type]

    assert fingerprint(FULL) != fingerprint(changed)
    assert fingerprint(FULL) == fingerprint(evolve(FULL, worked_out=1))


def test_what_is_neither_plain_nor_a_value_is_refused() -> None:
    """It would be shown with its place in memory."""
    with pytest.raises(TypeError):
        fingerprint(object())
