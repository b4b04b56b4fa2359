"""Checks that every entrance of this room shares."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from sp4n.errors import InvalidValue, hidden, shown

_Kind = TypeVar("_Kind")
_MOST = 10**15  # own choice: beyond every calendar, and short enough to be said


def plain_date(value: object, where: str = "day") -> date:
    """Give the value back if it is a date without a time, else raise `InvalidValue`."""
    if isinstance(value, datetime) and not _is_missing(value):
        raise InvalidValue.of("not_a_plain_date", where)
    if not isinstance(value, date) or _is_missing(value):
        raise InvalidValue.of("wrong_type", where, expected="date", found=shown(value))
    return value


def aware(value: object, where: str) -> datetime:
    """Give the value back if it is a datetime with an offset, else raise `InvalidValue`."""
    moment = instance(value, datetime, where)
    if _is_missing(moment):
        raise InvalidValue.of("wrong_type", where, expected="datetime", found=shown(value))
    if moment.utcoffset() is None:
        raise InvalidValue.of("naive_datetime", where)
    return moment


def _is_missing(value: date) -> bool:
    """Tell the missing instant of pandas (NaT), which passes for a datetime but isn't one."""
    return value != value  # noqa: PLR0124 - nothing else differs from itself


def instance(value: object, kind: type[_Kind], where: str) -> _Kind:
    """Give the value back if it is of a kind, else raise `InvalidValue`."""
    if not isinstance(value, kind):
        raise InvalidValue.of("wrong_type", where, expected=kind.__name__, found=shown(value))
    return value


def iterable(value: Iterable[_Kind], where: str) -> Iterable[_Kind]:
    """Give the value back if it can be walked through, else raise `InvalidValue`."""
    given: object = value
    if not isinstance(given, Iterable):
        raise InvalidValue.of("wrong_type", where, expected="list", found=shown(given))
    return value


def whole_number(value: object, where: str = "n") -> int:
    """Give the value back if it is an int (or counts like one), else raise `InvalidValue`.

    True and False are no numbers, nor is what has more digits than anybody counts.
    """
    try:
        number = None if isinstance(value, bool) else value.__index__()  # type: ignore[attr-defined]
    except (AttributeError, TypeError):  # the latter by an array of several numbers
        number = None
    if number is not None and abs(number) < _MOST:
        return int(number)
    if number is not None:
        raise InvalidValue.of("too_large", where, limit=_MOST, found=hidden("number"))
    raise InvalidValue.of("wrong_type", where, expected="whole_number", found=shown(value))
