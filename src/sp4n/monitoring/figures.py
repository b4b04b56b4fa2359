"""Figures: exact numbers, shares and spreads, rounded only when they are shown."""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import ceil

from attrs import frozen

from sp4n.errors import Fault, InvalidValue, fault, hidden, shown
from sp4n.labels import Described, Language, Message
from sp4n.validation import refuse, type_fault

FEWEST = 5
"""Own choice, as many statistical offices have it: numbers below are hidden."""

Exact = int | Decimal | Fraction | str
"""What an exact number may be given as; a text has digits and a point: ``"94.74"``."""

_MOST_DIGITS = 20  # own choice, before and after the point: more than anybody publishes
_LARGEST = 10**_MOST_DIGITS
_NUMBER = re.compile(rf"-?[0-9]{{1,{_MOST_DIGITS}}}(?:\.[0-9]{{1,{_MOST_DIGITS}}})?", re.ASCII)
_NINE_TENTHS = Fraction(9, 10)
_HALF = Fraction(1, 2)


def decimal_text(value: Fraction | int, digits: int = 1, language: Language = "en") -> str:
    """Round an exact number half up, and write it with so many decimals.

    >>> decimal_text(Fraction(5, 2)), decimal_text(Fraction(1, 3), 2, "id")
    ('2.5', '0,33')
    """
    sign, value = ("-", -value) if value < 0 else ("", value)
    scaled = int(value * 10**digits + _HALF)
    whole, rest = divmod(scaled, 10**digits)
    if not digits:
        return f"{sign}{whole}"
    return f"{sign}{whole}{Message('figure.decimal_point').describe(language)}{rest:0{digits}d}"


def exact_number(value: object, where: str, least: int = 0, most: int | None = None) -> Fraction:
    """Read a number exactly: a float as the decimal by which it shows itself.

    Numbers have at most 20 digits before the point and 20 after it (own choice).

    Args:
        value: The number, or text that writes one.
        where: What it is called in an error.
        least: The least that it may be.
        most: The most that it may be; None sets no bound.

    Raises:
        InvalidValue: It is not a number (`wrong_type`: True and False, a list), NaN, an infinity,
            other text or too long (`not_a_number`), or out of bounds (`too_small`, `too_large`).

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
    below = value.denominator  # a decimal with an end has no more digits than this has bits
    digits = next((n for n in range(below.bit_length()) if 10**n % below == 0), None)
    return str(value) if digits is None else decimal_text(value, digits, language)


def _read(value: object, where: str) -> Fraction | Fault:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction | str):
        return fault("wrong_type", where, expected="exact_number", found=type(value).__name__)
    if isinstance(value, Fraction | int):
        exact = Fraction(value)
        short = max(abs(exact.numerator), exact.denominator) < _LARGEST * _LARGEST
        return exact if short else fault("not_a_number", where, found=hidden("number"))
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


@frozen
class Share(Described):
    """So many of so many, exactly: whole numbers from 0 up, `part` at most `of`.

    Of nothing there is no share: `exact` and `rounded` are None then, never 0.

    >>> share = Share(77 + 12, 215)
    >>> share.exact, share.percent(digits=0), str(share)
    (Fraction(89, 215), '41 %', '89 of 215 (41.4 %)')
    """

    part: int
    of: int

    def __attrs_post_init__(self) -> None:
        given = {"share.part": self.part, "share.of": self.of}
        refuse(*(type_fault(int, n, where, "whole_number") for where, n in given.items()))
        refuse(
            None if self.part >= 0 else fault("too_small", "share.part", limit=0, found=self.part),
            None
            if self.part <= self.of
            else fault("too_large", "share.part", limit=self.of, found=self.part),
        )

    @property
    def exact(self) -> Fraction | None:
        """The share as a fraction from 0 to 1; None when there is nothing to have a share of."""
        return Fraction(self.part, self.of) if self.of else None

    @property
    def rounded(self) -> float | None:
        """The share as the nearest number that a machine has; None as `exact` is."""
        return self.part / self.of if self.of else None

    def percent(self, language: Language = "en", digits: int = 1) -> str:
        """Write it in per cent, rounded half up; a dash when there is none."""
        exact = self.exact
        return "-" if exact is None else f"{decimal_text(exact * 100, digits, language)} %"

    def _full(self, language: Language) -> str:
        """Say it by its whole numbers, and rounded beside them.

        >>> Share(10, 12).describe("id")
        '10 dari 12 (83,3 %)'
        """
        facts = {"part": self.part, "of": self.of, "percent": self.percent(language)}
        return Message("figure.share").fill(language, **facts)

    def _short(self, language: Language) -> str:
        """Say it in per cent."""
        return self.percent(language)

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {"part": self.part, "of": self.of, "share": self.rounded}


@frozen
class Spread:
    """How numbers lie, exactly.

    Attributes:
        n: How many there are.
        mean: Their mean.
        median: Their median.
        p90: The smallest of the numbers that at least nine tenths of them do not exceed.
        least: The least; None where small numbers are suppressed, since it is of a single one.
        most: The most; None as `least` is.

    >>> spread = Spread.of([1, 2, 2, 3, 11])
    >>> spread.n, spread.mean, spread.median, spread.p90
    (5, Fraction(19, 5), Fraction(2, 1), 11)
    >>> Spread.of([]) is None
    True
    """

    n: int
    mean: Fraction
    median: Fraction
    p90: int
    least: int | None
    most: int | None

    @classmethod
    def of(cls, numbers: Iterable[int]) -> "Spread | None":
        """Find the spread of some numbers; None when there are none."""
        ordered = sorted(numbers)
        n = len(ordered)
        if not n:
            return None
        middle = Fraction(ordered[(n - 1) // 2] + ordered[n // 2], 2)
        p90 = ordered[ceil(_NINE_TENTHS * n) - 1]
        return cls(n, Fraction(sum(ordered), n), middle, p90, ordered[0], ordered[-1])

    def to_dict(self) -> dict[str, object]:
        """Give plain data, ready for JSON; mean and median rounded to what a machine has."""
        return {
            "n": self.n,
            "mean": float(self.mean),
            "median": float(self.median),
            "p90": self.p90,
            "least": self.least,
            "most": self.most,
        }
