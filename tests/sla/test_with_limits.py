"""The same standards with other limits."""

from typing import Any

import pytest

from sp4n.errors import InvalidValue
from sp4n.sla import LAPOR_STANDARDS, with_limits
from sp4n.workdays import Limit


def test_limits_are_changed_by_code_and_all_else_stays() -> None:
    """Written or as a value; those by class are not touched."""
    found = with_limits(
        LAPOR_STANDARDS, {"verification": "2 working days", "settlement": Limit(9, "calendar days")}
    )

    assert ["2 working days", "5 working days", "9 calendar days"] == [
        str(one.limit) for one in found
    ]
    assert LAPOR_STANDARDS[2].by_class == found[2].by_class
    assert LAPOR_STANDARDS[1] == found[1]


@pytest.mark.parametrize(
    ("standards", "limits", "code"),
    [
        (LAPOR_STANDARDS, {"verify": "2 working days"}, "not_one_of"),
        (LAPOR_STANDARDS, {"verification": 2}, "wrong_type"),
        (LAPOR_STANDARDS, ["verification"], "wrong_type"),
        (["verification"], {}, "wrong_type"),
        (None, {}, "wrong_type"),
    ],
)
def test_what_is_no_standard_or_no_limit_is_refused(standards: Any, limits: Any, code: str) -> None:
    """With what there is."""
    with pytest.raises(InvalidValue) as refused:
        with_limits(standards, limits)

    assert code == refused.value.code
