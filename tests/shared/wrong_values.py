"""Sixteen kinds of values that are hardly ever what is asked for."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal

from sp4n.errors import InvalidValue

__all__ = ["WRONG_VALUES", "is_refused"]

WRONG_VALUES: Mapping[str, object] = {
    "nothing": None,
    "true": True,
    "negative": -1,
    "very long": 10**5000,
    "half": 0.5,
    "nan": float("nan"),
    "infinite": float("inf"),
    "empty": "",
    "words": "Budi minta uang",
    "bytes": b"bytes",
    "list": [object()],
    "table": {"a": 1},
    "set": {1},
    "object": object(),
    "instant": datetime(2026, 1, 5, tzinfo=UTC),
    "signal": Decimal("sNaN"),
}
"""Each with a name for the test's own."""


def is_refused(build: Callable[[], object]) -> bool:
    """Tell whether it raises InvalidValue that can be said in both languages; any other escapes."""
    try:
        build()
    except InvalidValue as error:
        return bool(error.describe("id")) and "Budi" not in error.describe("en")
    return False
