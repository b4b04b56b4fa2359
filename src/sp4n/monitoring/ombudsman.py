"""The Ombudsman's compliance score (*nilai kepatuhan*): which opinion and zone it means.

The Ombudsman of the Republic of Indonesia assesses every year how far public services comply with
their standards (*Penilaian Kepatuhan Penyelenggaraan Pelayanan Publik*), from 0 to 100. What a
score means depends on the year.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Literal, get_args

from attrs import field, frozen

from sp4n.errors import Fault, fault, shown
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message, Wording
from sp4n.monitoring.figures import Exact, exact_number, exact_text
from sp4n.validation import (
    code_fault,
    items_or_as_given,
    label_faults,
    line_fault,
    list_faults,
    note_fault,
    number_fault,
    refuse,
    type_fault,
    word_fault,
)
from sp4n.workdays.decree import Sureness

Zone = Literal["green", "yellow", "red"]
"""The colour under which the Ombudsman publishes a score."""

ZONE_LABELS: dict[Zone, Wording] = FrozenDict(
    {"green": Message("zone.green"), "yellow": Message("zone.yellow"), "red": Message("zone.red")}
)
"""How the zones are called."""

_FULL = 100
_FIRST_YEAR, _LAST_YEAR = 2000, 2100  # own choice: beyond them, a year is a slip of the pen
_FIRST_NEW_OPINION = 2025  # secondary: the year from which opinions tell of acting on products
_TEXT_LIMIT = 200  # own choice


def _bound(value: Exact | float) -> Fraction:
    return exact_number(value, "band.from_score", most=_FULL)


@frozen
class Band:
    """One band of a scale: scores from its lower bound up to the next better band's.

    Attributes:
        grade: The letter; None where none was given.
        label: The opinion's name as published in Indonesian, with an English one of ours.
        zone: The colour.
        from_score: The lower bound, from 0 to 100.
        sure: How sure that is.

    Raises:
        InvalidValue: A field is not what it should be.

    >>> from sp4n.labels import Wording
    >>> from sp4n.labels import Label
    >>> Band("A", Label(id="Kualitas Tertinggi", en="highest quality"), "green", 88).from_score
    Fraction(88, 1)
    """

    grade: str | None
    label: Wording
    zone: Zone
    from_score: Fraction = field(converter=_bound)
    sure: Sureness = "own choice"

    def __attrs_post_init__(self) -> None:
        refuse(
            None if self.grade is None else code_fault(self.grade, "band.grade"),
            *label_faults(self.label, "band.label"),
            word_fault(self.zone, get_args(Zone), "band.zone"),
            word_fault(self.sure, get_args(Sureness), "band.sure"),
        )

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON; the bound as exact text."""
        return {
            "grade": self.grade,
            "label": self.label.describe(language),
            "zone": self.zone,
            "from_score": exact_text(self.from_score),
            "sure": self.sure,
        }


def _bands(given: Iterable[Band]) -> tuple[Band, ...]:
    return items_or_as_given(given)


@frozen
class Scale:
    """What scores mean in some years.

    A band reaches from its lower bound up to, but not including, that of the band before it. The
    Ombudsman publishes bands with two decimals (51-80.99, 81-100); a score between two of them,
    such as 80.995, has not reached the better one and belongs to the lower.

    Attributes:
        name: What it is called.
        first_year: The first year for which it holds; None leaves that side open.
        last_year: The last year for which it holds; None leaves that side open.
        bands: The bands, best first, the last one from 0.
        source: Where they come from.

    Raises:
        InvalidValue: The bands aren't sorted, have a bound twice or don't reach down to 0; a year
            is not from 2000 to 2100, or the last comes before the first; another field is not what
            it should be.

    >>> SCALES[0].band_of("80.995").zone
    'yellow'
    """

    name: str
    first_year: int | None
    last_year: int | None
    bands: tuple[Band, ...] = field(converter=_bands)
    source: str = ""

    def __attrs_post_init__(self) -> None:
        refuse(
            line_fault(self.name, "scale.name", _TEXT_LIMIT),
            *self._year_faults(),
            *_band_faults(self.bands),
            note_fault(self.source, "scale.source"),
        )

    def _year_faults(self) -> list[Fault | None]:
        first, last = self.first_year, self.last_year
        faults = [
            _year_fault(year, f"scale.{name}")
            for name, year in (("first_year", first), ("last_year", last))
            if year is not None
        ]
        if not any(faults) and first is not None and last is not None and last < first:
            faults.append(fault("too_small", "scale.last_year", limit=first, found=last))
        return faults

    def is_valid(self, year: int) -> bool:
        """Tell whether it holds in a year; InvalidValue if it is out of range."""
        refuse(_year_fault(year, "year"))
        begun = self.first_year is None or self.first_year <= year
        return begun and (self.last_year is None or year <= self.last_year)

    def band_of(self, score: Exact | float) -> Band:
        """Find the band of a score from 0 to 100; InvalidValue if it is out of bounds."""
        exact = exact_number(score, "score", most=_FULL)
        return next(band for band in self.bands if band.from_score <= exact)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "name": self.name,
            "first_year": self.first_year,
            "last_year": self.last_year,
            "bands": [band.to_dict(language) for band in self.bands],
            "source": self.source,
        }


def _year_fault(year: object, where: str) -> Fault | None:
    return number_fault(year, where, _FIRST_YEAR, _LAST_YEAR)


def _band_faults(bands: tuple[Band, ...]) -> Iterator[Fault | None]:
    wrong = [*filter(None, list_faults(Band, bands, "scale.bands", "band"))]
    if wrong:
        yield from wrong
        return
    if not bands:
        yield fault("empty", "scale.bands")
        return
    for place, (better, band) in enumerate(pairwise(bands), start=1):
        where, found = f"scale.bands[{place}].from_score", exact_text(band.from_score)
        if band.from_score == better.from_score:
            yield fault("duplicate", where, found=found)
        elif band.from_score > better.from_score:
            yield fault("too_large", where, limit=exact_text(better.from_score), found=found)
    if bands[-1].from_score > 0:
        where = f"scale.bands[{len(bands) - 1}].from_score"
        yield fault("too_large", where, limit=0, found=exact_text(bands[-1].from_score))


SCALES = (
    Scale(
        "2021",
        None,
        2021,
        (
            Band(None, Message("ombudsman.high_compliance"), "green", 81, "verified"),
            Band(None, Message("ombudsman.medium_compliance"), "yellow", 51, "verified"),
            Band(None, Message("ombudsman.low_compliance"), "red", 0, "verified"),
        ),
        "Ombudsman RI, assessments up to 2021: high 81-100, medium 51-80.99, low 0-50.99",
    ),
    Scale(
        "2022",
        2022,
        2024,
        (
            Band("A", Message("ombudsman.highest_quality"), "green", 88),
            Band("B", Message("ombudsman.high_quality"), "green", 78),
            Band("C", Message("ombudsman.medium_quality"), "yellow", 54),
            Band("D", Message("ombudsman.low_quality"), "red", 32),
            Band("E", Message("ombudsman.lowest_quality"), "red", 0, "verified"),
        ),
        "Ombudsman RI, assessments of 2022 to 2024: the names are verified, the bounds 88, 78 and"
        " 54 were inferred from published scores, 32 has no source that was seen",
    ),
)
"""The scales up to 2024. The bands of the opinion of 2025 and later were not published."""

_NO_MALADMINISTRATION = Message("ombudsman.no_maladministration")
_SAID = Message("ombudsman.said")
_WHOSE: dict[Sureness, Wording] = {
    "verified": Message("ombudsman.whose_verified"),
    "secondary": Message("ombudsman.whose_secondary"),
    "own choice": Message("ombudsman.whose_own_choice"),
}
_BY_A_SCALE = Message("ombudsman.by_a_scale")
_UNKNOWN = Message("ombudsman.unknown")
_PRODUCTS = Message("ombudsman.products")


@frozen
class ComplianceOpinion(Described):
    """What a compliance score means; made by `opinion`.

    Attributes:
        score: The score, exactly, from 0 to 100.
        year: The year that it is for.
        scale: The scale; None for a year whose bands aren't known.
        band: The band that the score reaches; None as the scale is.
        products_acted_on: Whether the agency acted on the Ombudsman's products, None if nobody
            knows; before 2025 opinions said nothing about it.
    """

    score: Fraction
    year: int
    scale: Scale | None
    band: Band | None
    products_acted_on: bool | None = None

    @property
    def zone(self) -> Zone | None:
        """The colour; None where the band isn't known."""
        return None if self.band is None else self.band.zone

    @property
    def addition(self) -> Wording | None:
        """``Tanpa Maladministrasi`` when the products were acted on [secondary], else None."""
        return _NO_MALADMINISTRATION if self.products_acted_on else None

    def _full(self, language: Language) -> str:
        """Say what the score means, and how sure the bound is that it has reached."""
        facts = {"score": exact_text(self.score, language), "year": self.year}
        said = _UNKNOWN.fill(language, **facts)
        if self.band is not None:
            whose = _whose(self.band, self.scale, language)
            said = _SAID.fill(language, **facts, **_words(self.band, language), whose=whose)
        if self.addition is not None:
            said += _PRODUCTS.fill(language, opinion=self.addition.describe(language))
        return said

    def __str__(self) -> str:
        said = "bands not published"
        if self.band is not None:
            label, zone = self.band.label, ZONE_LABELS[self.band.zone]
            said = f"{label.id} ({label.en}), {zone.en}"
        return f"{exact_text(self.score)} ({self.year}): {said}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON; the score as exact text."""
        return {
            "score": exact_text(self.score),
            "year": self.year,
            "scale": self.scale and self.scale.name,
            "source": self.scale and self.scale.source,
            "band": self.band and self.band.to_dict(language),
            "zone": self.zone,
            "products_acted_on": self.products_acted_on,
            "addition": self.addition and self.addition.describe(language),
            "sentence": self.describe(language),
        }


def opinion(
    score: Exact | float,
    year: int,
    *,
    scale: Scale | None = None,
    products_acted_on: bool | None = None,
) -> ComplianceOpinion:
    """Tell which opinion and zone a score of the Ombudsman means in the year that it is for.

    Args:
        score: From 0 to 100, read exactly.
        year: The year, from 2000 to 2100 (own choice).
        scale: For years whose bands the library doesn't know (2025 and later), or for another
            reading of the bounds.
        products_acted_on: Whether the agency acted on the Ombudsman's products; it means something
            from 2025 on only [secondary].

    Raises:
        InvalidValue: The score or the year is out of range, the scale doesn't hold in that year,
            the year is before 2025 although `products_acted_on` is given (`too_small`), or an
            argument has the wrong type.

    >>> print(opinion("94.74", 2022))
    94.74 (2022): Kualitas Tertinggi (highest quality), green zone
    """
    exact = exact_number(score, "score", most=_FULL)
    refuse(
        _year_fault(year, "year"),
        None if scale is None else type_fault(Scale, scale, "scale", "scale"),
        None
        if products_acted_on is None
        else type_fault(bool, products_acted_on, "products_acted_on", "true_or_false"),
    )
    refuse(*_use_faults(year, scale, products_acted_on))
    used = scale or next((known for known in SCALES if known.is_valid(year)), None)
    band = None if used is None else used.band_of(exact)
    return ComplianceOpinion(exact, year, used, band, products_acted_on)


def _use_faults(year: int, scale: Scale | None, acted_on: bool | None) -> Iterator[Fault]:  # noqa: FBT001
    if scale is not None and not scale.is_valid(year):
        yield fault("contradiction", "year", found=year, other=shown(scale.name))
    if acted_on is not None and year < _FIRST_NEW_OPINION:
        yield fault("too_small", "products_acted_on.year", limit=_FIRST_NEW_OPINION, found=year)


def _whose(band: Band, scale: Scale | None, language: Language) -> str:
    """Say whose the lower bound is; what a scale of one's own chose is that scale's."""
    if band.sure == "own choice" and scale is not None and scale not in SCALES:
        return _BY_A_SCALE.fill(language, name=scale.name)
    return _WHOSE[band.sure].describe(language)


def _words(band: Band, language: Language) -> dict[str, object]:
    return {
        "label": band.label.describe(language),
        "grade": "" if band.grade is None else f" ({band.grade})",
        "zone": ZONE_LABELS[band.zone].describe(language),
        "bound": exact_text(band.from_score, language),
    }
