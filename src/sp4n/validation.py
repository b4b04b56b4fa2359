"""The checks that constructors share: each looks at one value and says what is wrong, or None.

A constructor asks all its checks at once and hands the answers to `refuse`, so that a value with
three faults says three things.
"""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from sp4n.errors import Fault, InvalidValue, fault, shown

__all__ = [
    "code_fault",
    "date_fault",
    "instant_fault",
    "one_of",
    "order_fault",
    "refuse",
    "text_fault",
]

Code = TypeVar("Code", bound=StrEnum)

_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?", re.ASCII)


def refuse(*answers: Fault | None) -> None:
    """Raise InvalidValue with every fault among the answers; do nothing when there is none.

    >>> refuse(None, None)
    """
    faults = [answer for answer in answers if answer is not None]
    if faults:
        raise InvalidValue(*faults)


def code_fault(value: object, where: str) -> Fault | None:
    """A code is 1 to 64 ASCII letters, digits, dots, underscores or hyphens, ends alphanumeric.

    >>> code_fault("PERUMDA-AIR", "agency.code") is None
    True
    """
    if not isinstance(value, str):
        return fault("wrong_type", where, expected="a code", found=type(value).__name__)
    return None if _CODE.fullmatch(value) else fault("bad_code", where, found=shown(value))


def one_of(codes: type[Code], value: Code | str, where: str) -> Code:
    """Turn a string into one of a closed set of codes; InvalidValue (`not_one_of`) if it is none.

    >>> from sp4n.model import Role
    >>> one_of(Role, "operator", "appointment.role")
    <Role.OPERATOR: 'operator'>
    """
    for code in codes:
        if value == code.value:
            return code
    raise InvalidValue.of("not_one_of", where, found=shown(value), allowed=tuple(codes))


def text_fault(value: object, where: str, limit: int) -> Fault | None:
    """A text has at least one visible character and at most `limit` characters (code points).

    >>> text_fault("   ", "complaint.title", limit=200).code
    'empty'
    """
    if not isinstance(value, str):
        return fault("wrong_type", where, expected="text", found=type(value).__name__)
    if not value.strip():
        return fault("empty", where)
    if len(value) > limit:
        return fault("too_long", where, length=len(value), limit=limit)
    return None


def instant_fault(value: object, where: str) -> Fault | None:
    """An instant is a datetime that knows its offset from UTC.

    >>> instant_fault(datetime(2026, 1, 5, 8, 0), "complaint.submitted_at").code
    'naive_datetime'
    """
    if not isinstance(value, datetime):
        return fault("wrong_type", where, expected="a datetime", found=type(value).__name__)
    return fault("naive_datetime", where) if value.utcoffset() is None else None


def date_fault(value: object, where: str) -> Fault | None:
    """A date is a plain date; a datetime is refused, since its date depends on a zone.

    >>> date_fault(date(2026, 1, 5), "complaint.occurred_on") is None
    True
    """
    if isinstance(value, datetime):
        return fault("not_a_plain_date", where)
    if not isinstance(value, date):
        return fault("wrong_type", where, expected="a date", found=type(value).__name__)
    return None


def order_fault(start: object, end: object, where: str) -> Fault | None:
    """A half-open period [start, end) holds at least one day; None leaves a side open.

    Whatever is no date is `date_fault`'s business and passes here.

    >>> order_fault(date(2026, 1, 5), date(2026, 1, 5), "appointment.until").code
    'out_of_order'
    """
    if not isinstance(start, date) or not isinstance(end, date):
        return None
    if isinstance(start, datetime) or isinstance(end, datetime) or start < end:
        return None
    return fault("out_of_order", where, earlier=start.isoformat())
