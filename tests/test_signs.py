"""Signs: what can be seen is told from what can't, and what can't is never let through unseen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sp4n.signs import has_no_unseen, visible

EVERY_SIGN = [chr(number) for number in range(0x110000)]
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def is_no_character(sign: str) -> bool:
    """Tell the 66 that Unicode promises never to assign."""
    return ord(sign) & 0xFFFE == 0xFFFE or "\ufdd0" <= sign <= "\ufdef"


def test_no_line_has_a_control_a_format_a_half_or_a_private_sign() -> None:
    """Asked of every code point, by what this Python's Unicode says of it."""
    kept = [
        hex(ord(sign))
        for sign in EVERY_SIGN
        if unicodedata.category(sign) in HIDDEN or is_no_character(sign)
        if has_no_unseen(f"a{sign}b")
    ]

    assert [] == kept


def test_whatever_else_is_a_letter_a_number_or_a_symbol_may_stand_in_a_line() -> None:
    """But for blanks in disguise, which are called letters and symbols."""
    refused = {
        sign
        for sign in EVERY_SIGN
        if unicodedata.category(sign)[0] in "LNPS" and not has_no_unseen(f"a{sign}b")
    }

    assert set("\u115f\u1160\u2800\u3164\uffa0") == refused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dinas Pekerjaan Umum & Tata Ruang", True),
        ("ꦏꦸꦛ  漢字 العربية é 😀", True),
        ("⚠\ufe0f Tunda", True),  # the style of an emoji
        ("DPU\ufe0f", False),  # looks like DPU
        ("7\ufe0e", False),
        ("a\ufe01", False),
        ("a\u034fb", False),
        ("e\u0301\u0302\u0303\u0304", True),
        ("e\u0301\u0302\u0303\u0304\u0305", False),
        ("a\u20dd\u20dd\u20dd\u20dd\u20dd", False),  # enclosing marks count too
        ("a\u0301b\u0301c\u0301d\u0301e\u0301", True),
        ("\U000e0041", False),  # a tag
        ("\u0378", True),  # not assigned in Unicode 15, which another Python may not know
    ],
)
def test_what_may_stand_in_a_line(text: str, *, expected: bool) -> None:
    assert expected is has_no_unseen(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dinas Contoh", "Dinas Contoh"),
        ("\x1b[2J\x07", r"\x1b[2J\x07"),
        ("\x9b31m\x7f", r"\x9b31m\x7f"),
        ("a\r\nb\tc\x0bd\u2028e\x85f", "a b c d e f"),
        ("abc\rXY", "abc XY"),
        ("\u202eotnoc\u2066", r"\u202eotnoc\u2066"),
        ("\ud800 é \U000e0041", r"\ud800 é \U000e0041"),
        ("e" + 6 * "\u0301" + "!", "e" + 4 * "\u0301" + "!"),
        ("😀 漢字", "😀 漢字"),
    ],
)
def test_what_is_hidden_is_shown(text: str, expected: str) -> None:
    assert expected == visible(text)


@given(st.text(st.characters()) | st.text(st.sampled_from("a \n\r\t\x1b\x9b\u202e\u0301\ufe0f")))
def test_what_is_shown_holds_nothing_hidden(text: str) -> None:
    """And showing it again changes nothing."""
    shown = visible(text)

    assert not [one for one in shown if unicodedata.category(one) in HIDDEN - {"Co"}]
    assert shown == visible(shown)
    assert len(shown) <= 10 * len(text)
