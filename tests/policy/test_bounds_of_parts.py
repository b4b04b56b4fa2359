"""Each part of a policy and a directory has a greatest size, which is told; just as much passes."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from sp4n.errors import InvalidValue
from sp4n.labels import Label
from sp4n.model import Agency, Categories, Directory
from sp4n.model.categories import DEPTH_LIMIT
from sp4n.policy import Policy, PolicyError, policy_from_data
from sp4n.sla import LAPOR_STANDARDS

HEAD = {"schema": "sp4n/policy/1", "name": "K", "version": "1"}
X = Label(id="x", en="x")


def _agencies(many: int) -> Directory:
    chain = [Agency(f"A{n}", "A", parent=f"A{n - 1}") for n in range(1, many)]
    return Directory([Agency("A0", "A"), *reversed(chain)])


def _categories(many: int) -> Categories:
    return Categories({"C0": None} | {f"C{n}": f"C{n - 1}" for n in range(1, many)})


def _standards(many: int) -> object:
    one = {"starts": "assigned", "stops": "answered", "limit": "1 working day"}
    return policy_from_data({**HEAD, "standard": [one | {"code": f"c{n}"} for n in range(many)]})


def _decrees(many: int) -> object:
    """Make lists of a year or two, each signed on another day, and the last of a year counts."""
    day = date(2028, 1, 1)
    decrees = [
        {
            "year": 2030,
            "signed_on": day + n * timedelta(days=1),
            "national": {"2030-01-01": "Libur X"},
        }
        for n in range(many)
    ]
    return policy_from_data({**HEAD, "decree": decrees})


def _older(many: int) -> object:
    tables = [
        {
            "version": f"x/{n}",
            "status": [{"code": "s", "phase": "closed", "label": {"id": "x", "en": "x"}}],
        }
        for n in range(many)
    ]
    return policy_from_data({**HEAD, "workflow": {"older": tables}})


@pytest.mark.parametrize(
    ("make", "most", "where", "code"),
    [
        (_agencies, DEPTH_LIMIT, f"agency.A{DEPTH_LIMIT}.parent", "too_deep"),
        (_categories, DEPTH_LIMIT, f"category.C{DEPTH_LIMIT}", "too_deep"),
        (_standards, 200, "standard", "too_large"),
        (_decrees, 500, "decree", "too_large"),
        (_older, 100, "workflow.older", "too_large"),
    ],
)
def test_as_much_as_may_be_passes_and_one_more_does_not(
    make: Callable[[int], object], most: int, where: str, code: str
) -> None:
    """A tree's depth is counted in its levels, everything else one by one."""
    make(most)
    with pytest.raises((InvalidValue, PolicyError)) as error:
        make(most + 1)

    assert [(where, code)] == [(one.where, one.code) for one in error.value.faults]


def test_a_policy_refuses_too_many_standards_however_it_was_made() -> None:
    """Not only a file's."""
    with pytest.raises(InvalidValue) as error:
        Policy("K", "1", standards=LAPOR_STANDARDS * 70)

    assert ("policy.standards", "too_large") == (error.value.faults[0].where, error.value.code)


def test_the_keys_of_a_table_get_twenty_suggestions() -> None:
    """Each compares with every known key; who has twenty wrong ones needs no more."""
    with pytest.raises(PolicyError) as error:
        policy_from_data(HEAD | {f"calendra{n}": 1 for n in range(150)})

    found = [one["suggestion"] for one in error.value.faults]
    assert ["calendar"] * 20 + [None] * 130 == found


def test_the_keys_of_a_rule_get_twenty_suggestions() -> None:
    """Of each rule, for the same reason."""
    rule = {"id": "r", "to": "A", "when": {"min_words": 1}} | {
        f"supportin{n}": 1 for n in range(30)
    }
    with pytest.raises(PolicyError) as error:
        policy_from_data(HEAD | {"rule": [rule]})

    found = [one["suggestion"] for one in error.value.faults]
    assert ["supporting"] * 20 + [None] * 10 == found
