"""The checks that constructors share."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

import pytest

from sp4n.errors import InvalidValue, fault
from sp4n.labels import Label
from sp4n.model import Role
from sp4n.validation import (
    choice_fault,
    chosen,
    code_fault,
    codes_faults,
    date_fault,
    instant_fault,
    items_or_as_given,
    key_fault,
    label_faults,
    line_fault,
    list_faults,
    note_fault,
    one_of,
    order_fault,
    refuse,
    set_faults,
    set_or_as_given,
    set_repr,
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
    assert fault("wrong_type", "c", expected="code", found=type(value).__name__) == code_fault(
        value, "c"
    )
    assert code_fault(value, "c") == key_fault(value, "c")


def test_a_refused_key_is_not_shown_and_a_refused_code_is() -> None:
    """A key may be a name, of one word even; a code helps whoever mistyped it."""
    assert fault("bad_code", "k", found="'Nama_'") == code_fault("Nama_", "k")
    assert fault("bad_code", "k", found="<text:5>") == key_fault("Nama_", "k")


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
        ("\x00", "control_character"),
        ("\u2800\u3164", "empty"),
        ("\ufe0f", "empty"),
        ("x\x00", "control_character"),
        ("\ud83d", "not_unicode"),
        ("x\udc00", "not_unicode"),
        (None, "wrong_type"),
        (5, "wrong_type"),
    ],
)
def test_texts(value: object, expected: str | None) -> None:
    """One visible character at least, five at most, and nothing that UTF-8 can't write."""
    assert expected == code_of(text_fault(value, "text", 5))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("7", None),
        ("Website - contoh", None),
        ("ꦲꦤ", None),
        ("7\nFAKE", "control_character"),
        ("7\r", "control_character"),
        ("7\u202e8", "control_character"),
        ("7\u200b", "control_character"),
        ("7\u2028", "control_character"),
        ("7\x00", "control_character"),
        ("", "empty"),
        ("x" * 21, "too_long"),
        (7, "wrong_type"),
    ],
)
def test_lines(value: object, expected: str | None) -> None:
    """A text in one line: nothing that ends it, hides in it or turns it round."""
    assert expected == code_of(line_fault(value, "line", 20))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([1, 2], (1, 2)),
        ((1,), (1,)),
        ({"a": 1}, ("a",)),
        (iter("ab"), ("a", "b")),
        ("ab", "ab"),
        (b"ab", b"ab"),
        (None, None),
        (7, 7),
    ],
)
def test_what_can_be_walked_becomes_a_tuple(value: Any, expected: object) -> None:
    """Strings and what can't be walked stay as they are, to be refused."""
    assert expected == items_or_as_given(value)


def test_lists_say_which_item_is_wrong() -> None:
    """Or that they are no list."""
    assert [] == list_faults(int, (1, 2), "n", "number")
    assert [
        fault("wrong_type", "n[0]", expected="number", found="str"),
        fault("wrong_type", "n[2]", expected="number", found="NoneType"),
    ] == list_faults(int, ("1", 2, None), "n", "number")
    assert [fault("wrong_type", "n", expected="list", found="str")] == list_faults(
        int, "12", "n", "number"
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("DPU", frozenset({"DPU"})),
        (["DPU", "DLH", "DPU"], frozenset({"DPU", "DLH"})),
        ((), frozenset()),
        (5, 5),
        (None, None),
        ([["DPU"]], (["DPU"],)),
    ],
)
def test_what_can_be_in_a_set_becomes_one(value: Any, expected: object) -> None:
    """One string stands for a set of one; what can't be in a set stays, to be refused."""
    assert expected == set_or_as_given(value)


def test_sets_are_shown_in_one_order() -> None:
    """The repr of a complaint is the same in every process; it reads back."""
    assert "frozenset({'A', 'B', 'C'})" == set_repr(frozenset("CAB"))
    assert "frozenset()" == set_repr(frozenset())
    assert frozenset({"it's"}) == eval(set_repr(frozenset({"it's"})))


def test_faults_of_sets_come_in_one_order() -> None:
    """Whatever the hash seed."""
    values = frozenset({"ok", "b b", "a\ta x", 7})

    assert [
        fault("bad_code", "s", found="<text:3>"),
        fault("bad_code", "s", found="<text:5>"),
        fault("wrong_type", "s", expected="code", found="int"),
    ] == set_faults(code_fault, values, "s")
    assert [fault("wrong_type", "s", expected="list", found="int")] == set_faults(
        code_fault, 5, "s"
    )
    assert ["wrong_type"] == [
        code_of(one)
        for one in set_faults(code_fault, set_or_as_given([["A"]]), "s")  # type: ignore[list-item]
    ]


def test_types() -> None:
    """A subclass passes."""
    assert type_fault(date, NOON, "on", "date") is None
    assert fault("wrong_type", "n", expected="number", found="str") == type_fault(
        int, "1", "n", "number"
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


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (Label(id="x", en="y"), []),
        (Label(id="", en=" "), []),
        (Label(id="a\nb", en="x" * 201), ["control_character", "too_long"]),
        (Label(id="  ", en="\xa0"), ["empty", "empty"]),
        (Label(id=5, en=None), ["wrong_type", "wrong_type"]),  # type: ignore[arg-type]
        ("x", ["wrong_type"]),
        (None, ["wrong_type"]),
    ],
)
def test_labels(label: object, expected: list[str]) -> None:
    """Each language by itself; what is blank lets a code speak."""
    assert expected == [one.code for one in label_faults(label, "label") if one]


@pytest.mark.parametrize(
    ("note", "expected"),
    [("", None), ("x" * 500, None), ("x" * 501, "too_long"), (" ", "empty"), (None, "wrong_type")],
)
def test_notes(note: object, expected: str | None) -> None:
    assert expected == code_of(note_fault(note, "note"))


def test_a_list_of_codes_says_which_is_none() -> None:
    """And what is no list is told as such."""
    found = codes_faults(("A", "b c", 5), "codes")

    assert [None, "codes[1]", "codes[2]"] == [one and one.where for one in found]
    assert ["wrong_type"] == [one.code for one in codes_faults(["A"], "codes") if one]
