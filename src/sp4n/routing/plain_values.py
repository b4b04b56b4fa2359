"""Values from plain data: one or many of a kind, and what is wrong with them.

A constructor of this room takes what a policy file may hold, whatever its type, and says what is
wrong with it; so readers of files need no checks of their own.
"""

from collections.abc import Callable, Iterable, Sequence

from sp4n.errors import Fault, fault, shown
from sp4n.model.complaint import Classification
from sp4n.validation import LABEL_LIMIT_CHARACTERS, line_fault


def as_tuple(value: object) -> tuple[object, ...]:
    """Let one value stand for a list of one; anything else is a value.

    >>> as_tuple("lubang"), as_tuple(["lubang", "aspal"]), as_tuple(7)
    (('lubang',), ('lubang', 'aspal'), (7,))
    """
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (value,)
    return tuple(value)


def one_or_many(values: Sequence[str]) -> str | list[str]:
    """Write a list of one as one value."""
    return values[0] if len(values) == 1 else list(values)


def list_where(values: Sequence[object], place: int) -> str:
    """Say where in a list a value stands; a single value stands at the key itself."""
    return f"[{place}]" if len(values) > 1 else ""


def each_fault(
    check: Callable[[object, str], Fault | None], values: Sequence[object]
) -> list[Fault | None]:
    """Check that there are values, and each of them."""
    if not values:
        return [fault("empty")]
    return [check(value, list_where(values, place)) for place, value in enumerate(values)]


def text_faults(values: Sequence[object]) -> list[Fault | None]:
    """Check that there are values, and that each of them is a line, as names are."""
    return each_fault(_name_fault, values)


def _name_fault(value: object, where: str) -> Fault | None:
    return line_fault(value, where, LABEL_LIMIT_CHARACTERS)


def as_classification(value: object) -> object:
    """Turn the name of a class into the class; leave all else for `classification_fault`."""
    return next((known for known in Classification if known.value == value), value)


def classification_fault(value: object, where: str) -> Fault | None:
    """Check that a value is a class of complaints."""
    if isinstance(value, Classification):
        return None
    return fault("not_one_of", where, found=shown(value), allowed=tuple(Classification))
