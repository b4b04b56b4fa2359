"""The checks that constructors share."""

from datetime import UTC, date, datetime, timedelta, tzinfo

import pytest

from sp4n.errors import InvalidValue, fault
from sp4n.model import Role
from sp4n.validation import (
    choice_fault,
    chosen,
    code_fault,
    date_fault,
    instant_fault,
    key_fault,
    one_of,
    order_fault,
    refuse,
    text_fault,
    type_fault,
)

MON_2026_01_05 = date(2026, 1, 5)
TUE_2026_01_06 = date(2026, 1, 6)
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def code_of(found: object) -> str | None:
    """The code of a fault, None for no fault."""
    return getattr(found, "code", None)


def test_refuse_collects_every_fault() -> None:
    """None answers are no fault."""
    refuse()
    refuse(None, None)
    with pytest.raises(InvalidValue) as caught:
        refuse(None, fault("empty", "a"), None, fault("missing", "b"))

    assert (fault("empty", "a"), fault("missing", "b")) == caught.value.faults


@pytest.mark.parametrize("value", ["A", "7", "DPU-2", "a.b_c-d", "x" * 64, "32.76"])
def test_codes(value: str) -> None:
    """1 to 64 ASCII letters, digits, dots, underscores and hyphens."""
    assert code_fault(value, "code") is None
    assert key_fault(value, "key") is None


@pytest.mark.parametrize(
    "value", ["", "-A", "A-", ".", "A B", "A/B", "A\n", "É", "\uff15", "x" * 65, "a" * 10_000]
)
def test_what_is_no_code(value: str) -> None:
    """It starts and ends with a letter or digit, and has nothing else in it."""
    assert "bad_code" == code_of(code_fault(value, "code"))
    assert "bad_code" == code_of(key_fault(value, "key"))


@pytest.mark.parametrize("value", [None, 7, b"A", ["A"]])
def test_a_code_of_another_type(value: object) -> None:
    """The fault says the type, never the value."""
    assert fault("wrong_type", "c", expected="a code", found=type(value).__name__) == code_fault(
        value, "c"
    )
    assert code_fault(value, "c") == key_fault(value, "c")


def test_a_refused_key_is_not_shown_and_a_refused_code_is() -> None:
    """A key may be a name; a code helps whoever mistyped it."""
    assert fault("bad_code", "k", found="'Nama Orang'") == code_fault("Nama Orang", "k")
    assert fault("bad_code", "k", found="a string of 10 characters") == key_fault("Nama Orang", "k")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", None),
        ("x" * 5, None),
        ("😭" * 5, None),
        (" x ", None),
        ("x" * 6, "too_long"),
        (" " * 6, "too_long"),
        ("", "empty"),
        ("  \n", "empty"),
        ("\u00a0\u200b", "empty"),
        ("\x00", "empty"),
        ("x\x00", None),
        ("\ud83d", "not_unicode"),
        ("x\udc00", "not_unicode"),
        (None, "wrong_type"),
        (5, "wrong_type"),
    ],
)
def test_texts(value: object, expected: str | None) -> None:
    """One visible character at least, five at most, and nothing that UTF-8 can't write."""
    assert expected == code_of(text_fault(value, "text", 5))


def test_types() -> None:
    """A subclass passes."""
    assert type_fault(date, NOON, "on", "a date") is None
    assert fault("wrong_type", "n", expected="a number", found="str") == type_fault(
        int, "1", "n", "a number"
    )


def test_choices() -> None:
    """By value or as the code itself; anything else stays and is refused."""
    assert Role.OPERATOR is chosen(Role, "operator")
    assert Role.OPERATOR is chosen(Role, Role.OPERATOR)
    assert "boss" == chosen(Role, "boss")
    assert choice_fault(Role, Role.OPERATOR, "role") is None
    assert fault("not_one_of", "role", found="'boss'", allowed=tuple(Role)) == choice_fault(
        Role, "boss", "role"
    )


def test_one_of_refuses_at_once() -> None:
    """For places where nothing else can be wrong."""
    assert Role.OPERATOR is one_of(Role, "operator", "role")
    with pytest.raises(InvalidValue) as caught:
        one_of(Role, "OPERATOR", "role")
    assert ("not_one_of", "role") == (caught.value.code, caught.value.faults[0].where)


class Vague(tzinfo):
    """A zone that does not know its offset."""

    def utcoffset(self, _when: datetime | None, /) -> timedelta | None:
        return None

    dst = utcoffset

    def tzname(self, _when: datetime | None, /) -> str | None:
        return None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (NOON, None),
        (NOON.replace(tzinfo=None), "naive_datetime"),
        (NOON.replace(tzinfo=Vague()), "naive_datetime"),
        (MON_2026_01_05, "wrong_type"),
        ("2026-01-05T12:00:00Z", "wrong_type"),
        (None, "wrong_type"),
    ],
)
def test_instants(value: object, expected: str | None) -> None:
    """A datetime that knows its offset; a zone alone is not enough."""
    assert expected == code_of(instant_fault(value, "at"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (MON_2026_01_05, None),
        (NOON, "not_a_plain_date"),
        (NOON.replace(tzinfo=None), "not_a_plain_date"),
        ("2026-01-05", "wrong_type"),
        (None, "wrong_type"),
    ],
)
def test_dates(value: object, expected: str | None) -> None:
    """A plain date: the date of a datetime depends on a zone."""
    assert expected == code_of(date_fault(value, "on"))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (MON_2026_01_05, TUE_2026_01_06, None),
        (MON_2026_01_05, MON_2026_01_05, "out_of_order"),
        (TUE_2026_01_06, MON_2026_01_05, "out_of_order"),
        (None, MON_2026_01_05, None),
        (MON_2026_01_05, None, None),
        (None, None, None),
        (NOON, MON_2026_01_05, None),
        (MON_2026_01_05, NOON, None),
        ("b", "a", None),
    ],
)
def test_periods(start: object, end: object, expected: str | None) -> None:
    """A half-open period holds a day; whatever is no date is another check's business."""
    assert expected == code_of(order_fault(start, end, "until"))
