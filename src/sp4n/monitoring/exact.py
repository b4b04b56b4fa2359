"""Exact numbers: read without rounding, and written as they are."""

import re
from decimal import Decimal
from fractions import Fraction

from sp4n.errors import Fault, InvalidValue, fault, shown
from sp4n.labels import Language

Exact = int | Decimal | Fraction | str
"""What an exact number may be given as; a text has digits and a point: ``"94.74"``."""

_MOST_DIGITS = 20  # own choice, before and after the point: more than anybody publishes
_LARGEST = 10**_MOST_DIGITS
_NUMBER = re.compile(rf"-?[0-9]{{1,{_MOST_DIGITS}}}(?:\.[0-9]{{1,{_MOST_DIGITS}}})?", re.ASCII)


def exact_number(value: object, where: str, least: int = 0, most: int | None = None) -> Fraction:
    """Read a number exactly: a float as the decimal by which it shows itself.

    `least` and `most` are bounds that it may reach. Numbers have at most 20 digits before the point
    and 20 after it (own choice).

    Raises InvalidValue: `wrong_type` for what is no number (True and False, a list),
    `not_a_number` for NaN, infinities, other texts and too many digits, `too_small` and
    `too_large` for what lies beyond the bounds.

    >>> exact_number("94.74", "score"), exact_number(0.1, "score")
    (Fraction(4737, 50), Fraction(1, 10))
    """
    number = _read(value, where)
    if isinstance(number, Fault):
        raise InvalidValue(number)
    if number < least:
        raise InvalidValue.of("too_small", where, limit=least, found=exact_text(number))
    if most is not None and number > most:
        raise InvalidValue.of("too_large", where, limit=most, found=exact_text(number))
    return number


def exact_text(value: Fraction, language: Language = "en") -> str:
    """Write a number without rounding: as a decimal, or as a fraction if it has no end.

    >>> exact_text(Fraction("80.995"), "id"), exact_text(Fraction(200, 3))
    ('80,995', '200/3')
    """
    digits = _digits(value.denominator)
    if digits is None:
        return str(value)
    whole, rest = divmod(abs(value.numerator) * 10**digits // value.denominator, 10**digits)
    sign, point = "-" if value < 0 else "", "," if language == "id" else "."
    return f"{sign}{whole}{point}{rest:0{digits}d}" if digits else f"{sign}{whole}"


def _read(value: object, where: str) -> Fraction | Fault:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction | str):
        return fault("wrong_type", where, expected="an exact number", found=type(value).__name__)
    if isinstance(value, Fraction | int):
        exact = Fraction(value)
        short = max(abs(exact.numerator), exact.denominator) < _LARGEST * _LARGEST
        return exact if short else fault("not_a_number", where, found="a very long number")
    text = value if isinstance(value, str) else _written(value)
    if _NUMBER.fullmatch(text):
        return Fraction(text)
    return fault("not_a_number", where, found=shown(value))


def _written(value: float | Decimal) -> str:
    """Write it without an exponent; what can't be, or is too long, as no number is."""
    exact = Decimal(float.__repr__(value)) if isinstance(value, float) else value
    if exact.is_zero():
        return "0"
    plain = exact.is_finite() and abs(exact.adjusted()) <= _MOST_DIGITS
    return f"{exact:f}" if plain else ""


def _digits(denominator: int) -> int | None:
    """Count the decimals that a fraction needs; None when they have no end."""
    rest, twos, fives = denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
