"""The checks that constructors share: each looks at one value and says what is wrong, or None.

A constructor asks all its checks at once and hands the answers to `refuse`, so that a value with
three faults says three things.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar, cast

from sp4n.errors import Fault, InvalidValue, fault, hidden, shown
from sp4n.labels import Message, Wording
from sp4n.signs import has_no_unseen

Code = TypeVar("Code", bound=StrEnum)
Item = TypeVar("Item")

_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?", re.ASCII)
_BLANK = re.compile(  # what Unicode calls a letter or a mark although nothing is to be seen
    r"[\s\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164"
    r"\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_BLANK_LABELS = ("", " ")

LABEL_LIMIT_CHARACTERS = 200
"""Own choice, as names have it: a picture, a table or a sentence has room for no more."""
NOTE_LIMIT_CHARACTERS = 500
"""Own choice: a source with its article and where it was read."""


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
        return fault("wrong_type", where, expected="code", found=type(value).__name__)
    return None if _CODE.fullmatch(value) else fault("bad_code", where, found=shown(value))


def codes_faults(values: object, where: str) -> list[Fault | None]:
    """A list holds codes.

    >>> [fault.where for fault in codes_faults(("A", "B C"), "codes") if fault]
    ['codes[1]']
    """
    if not isinstance(values, tuple):
        return [type_fault(tuple, values, where, "list")]
    return [code_fault(value, f"{where}[{place}]") for place, value in enumerate(values)]


def key_fault(value: object, where: str) -> Fault | None:
    """A key of a person follows the rule of codes; a refused one is not shown: it may be a name.

    >>> key_fault("Budi Contoh", "reporter.key").describe()
    'reporter.key: a string of 11 characters is not a code: use letters, digits, dots, underscores \
and hyphens'
    """
    if isinstance(value, str) and not _CODE.fullmatch(value):
        return fault("bad_code", where, found=hidden("text", len(value)))
    return code_fault(value, where)


def type_fault(kind: type, value: object, where: str, expected: str) -> Fault | None:
    """A value is of the kind that it should be; `expected` says the kind in words.

    >>> type_fault(bool, 1, "complaint.anonymous", "true or false").describe()
    'complaint.anonymous: must be true or false, not int'
    """
    if isinstance(value, kind):
        return None
    return fault("wrong_type", where, expected=expected, found=type(value).__name__)


def items_or_as_given(value: Iterable[Item]) -> tuple[Item, ...]:
    """Turn what can be walked into a tuple; a string, and what can't, stays as it is.

    >>> items_or_as_given([1, 2]), items_or_as_given(None)
    ((1, 2), None)
    """
    if isinstance(value, str | bytes):
        return cast("tuple[Item, ...]", value)
    try:
        walk = iter(value)
    except TypeError:
        return cast("tuple[Item, ...]", value)
    return tuple(walk)


def function_fault(value: object, where: str) -> Fault | None:
    """A function, or another value that can be called."""
    if callable(value):
        return None
    return fault("wrong_type", where, expected="function", found=type(value).__name__)


def list_faults(kind: type, values: object, where: str, expected: str) -> list[Fault | None]:
    """A list holds values of one kind; `expected` says it in words: what, and a list of what.

    >>> [fault.describe() for fault in list_faults(int, (1, "x"), "n", "a number")]
    ['n[1]: must be a number, not str']
    """
    if not isinstance(values, tuple):
        return [type_fault(tuple, values, where, "list")]
    return [
        type_fault(kind, item, f"{where}[{place}]", expected)
        for place, item in enumerate(values)
        if not isinstance(item, kind)
    ]


def set_or_as_given(value: Iterable[str] | str) -> frozenset[str]:
    """Turn one string or several into a set; what can't be in one stays, for `set_faults`.

    >>> set_or_as_given("DPU"), set_or_as_given(5)
    (frozenset({'DPU'}), 5)
    """
    items = (value,) if isinstance(value, str) else items_or_as_given(value)
    try:
        return frozenset(items)
    except TypeError:
        return cast("frozenset[str]", items)


def set_repr(values: frozenset[str]) -> str:
    """Show a set in an order that no hash seed changes.

    >>> set_repr(frozenset({"B", "A"}))
    "frozenset({'A', 'B'})"
    """
    inside = ", ".join(map(repr, sorted(values)))
    return f"frozenset({{{inside}}})" if inside else "frozenset()"


def set_faults(
    check: Callable[[object, str], Fault | None], values: object, where: str
) -> list[Fault | None]:
    """A set holds what passes a check; its faults are told in an order that no hash seed changes.

    >>> [fault.code for fault in set_faults(code_fault, frozenset({"A", "B C"}), "codes")]
    ['bad_code']
    """
    if not isinstance(values, frozenset | tuple):
        return [type_fault(frozenset, values, where, "list")]
    answers = (check(value, where) for value in values)
    return [*sorted((answer for answer in answers if answer is not None), key=Fault.describe)]


def chosen(codes: type[Code], value: Code | str) -> Code:
    """Turn a string into its code; what is none stays as it is, for `choice_fault` to refuse.

    >>> from sp4n.model import Role
    >>> chosen(Role, "operator"), chosen(Role, "boss")
    (<Role.OPERATOR: 'operator'>, 'boss')
    """
    if isinstance(value, codes):
        return value
    return next((code for code in codes if value == code.value), cast("Code", value))


def choice_fault(codes: type[Code], value: object, where: str) -> Fault | None:
    """A choice is one of a closed set of codes.

    >>> from sp4n.model import Role
    >>> choice_fault(Role, "boss", "appointment.role").code
    'not_one_of'
    """
    if isinstance(value, codes):
        return None
    return fault("not_one_of", where, found=shown(value), allowed=tuple(codes))


def one_of(codes: type[Code], value: Code | str, where: str) -> Code:
    """Turn a string into one of a closed set of codes; InvalidValue (`not_one_of`) if it is none.

    >>> from sp4n.model import Role
    >>> one_of(Role, "operator", "appointment.role")
    <Role.OPERATOR: 'operator'>
    """
    code = chosen(codes, value)
    refuse(choice_fault(codes, code, where))
    return code


def word_fault(value: object, allowed: tuple[str, ...], where: str) -> Fault | None:
    """A word is one of those allowed.

    >>> word_fault("hold", ("follow", "keep"), "amendments").code
    'not_one_of'
    """
    if value in allowed:
        return None
    return fault("not_one_of", where, found=shown(value), allowed=allowed)


def text_fault(value: object, where: str, limit: int) -> Fault | None:
    """A text has at least one visible character and at most `limit` characters (code points).

    Half a character (a lone surrogate, as broken JSON may hold) is refused: no store takes it.

    >>> text_fault("   ", "complaint.title", limit=200).code
    'empty'
    """
    if not isinstance(value, str):
        return fault("wrong_type", where, expected="text", found=type(value).__name__)
    if len(value) > limit:
        return fault("too_long", where, length=len(value), limit=limit)
    found = storable_fault(value, where)
    if found is not None or (value[:1].isalnum() and value.isascii()):  # as most texts are
        return found
    visible = any(sign.isprintable() and not _BLANK.match(sign) for sign in value)
    return None if visible else fault("empty", where)


def line_fault(value: object, where: str, limit: int) -> Fault | None:
    r"""A number or a name is a text in one line in which all can be seen: see `has_no_unseen`.

    >>> line_fault("7\nFAKE", "complaint.number", limit=64).code
    'control_character'
    """
    found = text_fault(value, where, limit)
    if found is not None or not isinstance(value, str):
        return found
    return None if has_no_unseen(value) else fault("control_character", where)


def note_fault(value: object, where: str) -> Fault | None:
    """A note that a file may leave out, a source for instance: empty, or a line as such.

    >>> note_fault("", "standard.source") is None
    True
    """
    return None if value == "" else line_fault(value, where, NOTE_LIMIT_CHARACTERS)


def label_faults(
    value: object, where: str, limit: int = LABEL_LIMIT_CHARACTERS
) -> list[Fault | None]:
    r"""A label is a line in both languages; one that is blank lets its code speak.

    >>> from sp4n.labels import Message, Wording
    >>> from sp4n.labels import Label
    >>> [fault.where for fault in label_faults(Label(id="", en="a\nb"), "status.label") if fault]
    ['status.label.en']
    """
    if not isinstance(value, Wording):
        return [type_fault(Wording, value, where, "label")]
    if isinstance(value, Message):
        return []  # the library's own
    said = ((f"{where}.id", value.id), (f"{where}.en", value.en))
    return [line_fault(text, inner, limit) for inner, text in said if text not in _BLANK_LABELS]


def storable_fault(text: str, where: str) -> Fault | None:
    r"""Wording of any kind can be stored: no NUL, no half of a character (a lone surrogate).

    >>> storable_fault("a\0b", "text.body").code, storable_fault("", "text.body")
    ('control_character', None)
    """
    if "\0" in text:  # many stores take no such character
        return fault("control_character", where)
    return None if is_unicode(text) else fault("not_unicode", where)


def is_unicode(text: str) -> bool:
    r"""Tell whether a text has whole characters only: no lone surrogate, as broken JSON may hold.

    >>> is_unicode("Jalan"), is_unicode("\ud800")
    (True, False)
    """
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def instant_fault(value: object, where: str) -> Fault | None:
    """An instant is a datetime that knows its offset from UTC.

    >>> instant_fault(datetime(2026, 1, 5, 8, 0), "complaint.submitted_at").code
    'naive_datetime'
    """
    if not isinstance(value, datetime):
        return fault("wrong_type", where, expected="datetime", found=type(value).__name__)
    return fault("naive_datetime", where) if value.utcoffset() is None else None


def date_fault(value: object, where: str) -> Fault | None:
    """A date is a plain date; a datetime is refused, since its date depends on a zone.

    >>> date_fault(date(2026, 1, 5), "complaint.occurred_on") is None
    True
    """
    if isinstance(value, datetime):
        return fault("not_a_plain_date", where)
    if not isinstance(value, date):
        return fault("wrong_type", where, expected="date", found=type(value).__name__)
    return None


def number_fault(value: object, where: str, least: int, most: int) -> Fault | None:
    """A whole number within bounds, both of them allowed; True and False are none.

    >>> number_fault(13, "month", 1, 12).describe()
    'month: must be at most 12, not 13'
    """
    if isinstance(value, bool) or not isinstance(value, int):
        return fault("wrong_type", where, expected="whole_number", found=type(value).__name__)
    if value < least:
        return fault("too_small", where, limit=least, found=shown(value))
    return fault("too_large", where, limit=most, found=shown(value)) if value > most else None


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
