"""Indicators: one figure with everything that it needs to be read rightly, in words and rows."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import assert_never

from attrs import field, frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message, Wording
from sp4n.monitoring.figures import Share, Spread, decimal_text
from sp4n.monitoring.indicators.definitions import BASIS_LABELS, Basis, Definition
from sp4n.monitoring.period import Period
from sp4n.tables import Cell, Kind
from sp4n.validation import (
    LABEL_LIMIT_CHARACTERS,
    NOTE_LIMIT_CHARACTERS,
    label_faults,
    line_fault,
    refuse,
    word_fault,
)
from sp4n.workflow import Phase

Figure = int | Share | Spread | None
"""What was measured: a count, an exact share, a spread; None when there was nothing to measure."""

EXCLUSION_LABELS: FrozenDict[str, Wording] = FrozenDict(
    {
        "not_due": Message("excluded.not_due"),
        "overdue": Message("excluded.overdue"),
        "paused": Message("excluded.paused"),
        "ended": Message("excluded.ended"),
        "not_started": Message("excluded.not_started"),
        "unknown": Message("excluded.unknown"),
        "still_open": Message("excluded.still_open"),
        "not_rated": Message("excluded.not_rated"),
        "joined": Message("excluded.joined"),
    }
)
"""Why something is left out of a figure."""


@frozen
class Excluded(Described):
    """How many were left out of a figure, and why (a code of `EXCLUSION_LABELS`, or a few words).

    `n` is None where the number is suppressed. Raises InvalidValue if the reason is not a line.
    """

    reason: str
    n: int | None

    def __attrs_post_init__(self) -> None:
        refuse(line_fault(self.reason, "excluded.reason", LABEL_LIMIT_CHARACTERS))

    def _full(self, language: Language) -> str:
        """Say how many, and why."""
        label = EXCLUSION_LABELS.get(self.reason)
        why = self.reason if label is None else label.describe(language)
        return f"{_FEW.describe(language) if self.n is None else self.n} {why}"


@frozen
class Part(Described):
    """One part of a figure.

    Attributes:
        key: What it is found by.
        label: What it is called.
        share: How many of how many; None if that is suppressed.
        phase: The phase that it is a part of, or all of; None if phases have nothing to do with it.

    Raises:
        InvalidValue: The key is not a line, or the label not a label.
    """

    key: str
    label: Wording
    share: Share | None
    phase: Phase | None = None

    def __attrs_post_init__(self) -> None:
        refuse(
            line_fault(self.key, "part.key", NOTE_LIMIT_CHARACTERS),
            *label_faults(self.label, "part.label", NOTE_LIMIT_CHARACTERS),
        )

    def _full(self, language: Language) -> str:
        """Say how many of how many."""
        said = _FEW if self.share is None else self.share
        return f"{self.label.describe(language)}: {said.describe(language)}"

    def _short(self, language: Language) -> str:
        """Leave out the whole, where all parts have the same."""
        if self.share is None:
            return self._full(language)
        return (
            f"{self.label.describe(language)}: {self.share.part} ({self.share.percent(language)})"
        )

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        share: dict[str, object] = {"part": None, "of": None, "share": None}
        if self.share is not None:
            share = self.share.to_dict()
        return {"key": self.key, "label": self.label.describe(language)} | share


_FEW = Message("figure.few")
_OF_COMPLAINTS = Message("figure.of_complaints")
_NOTHING = Message("figure.nothing")
_EVER = Message("figure.ever")
_AS_OF = Message("figure.as_of")
_UNKNOWN_DAY = Message("figure.unknown_day")
_LEFT_OUT = Message("figure.left_out")
_SPREAD = Message("figure.spread")


COLUMNS: Mapping[str, Kind] = FrozenDict(
    {
        "indicator": "text",
        "part": "text",
        "left_out": "text",
        "n": "whole",
        "value": "number",
        "part_n": "whole",
        "of_n": "whole",
        "median": "number",
        "p90": "whole",
        "basis": "text",
        "from_on": "date",
        "until_on": "date",
        "as_of": "text",  # an instant, or a day
        "suppressed": "flag",
    }
)
"""The columns of an indicator's rows."""


def _parts(given: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(given)


def _excluded(given: Iterable[Excluded]) -> tuple[Excluded, ...]:
    return tuple(excluded for excluded in given if excluded.n != 0)


@frozen(repr=False)
class Indicator(Described):
    """One figure with all that it needs to be read rightly.

    Attributes:
        definition: What was measured.
        as_of: When that was so: an instant or a day, None if nobody knows.
        basis: Of which complaints.
        period: Of which days; None if every day counts, and for a stock.
        n: How many (complaints, runs of a clock, dispositions, agencies: `definition.unit`) the
            figure rests on. With those `excluded` it makes up all that the basis has.
        value: The figure; one of nothing is None, never 0 per cent.
        parts: What it is made of.
        excluded: What was left out.
        is_suppressed: Whether numbers were hidden so that nobody is recognised; see `suppressed`.
    """

    definition: Definition
    as_of: date | None
    basis: Basis
    period: Period | None
    n: int | None
    value: Figure
    parts: tuple[Part, ...] = field(default=(), converter=_parts)
    excluded: tuple[Excluded, ...] = field(default=(), converter=_excluded)
    is_suppressed: bool = False

    @property
    def id(self) -> str:
        """The definition's id."""
        return self.definition.id

    def part(self, key: str) -> Share | None:
        """Give the share of one part; None when there is no such part, or it is suppressed."""
        return next((part.share for part in self.parts if part.key == key), None)

    def left_out(self, reason: str) -> int | None:
        """Give how many were left out for a reason; None when that is suppressed.

        InvalidValue for a reason that nobody knows.
        """
        known = {*EXCLUSION_LABELS, *(left_out.reason for left_out in self.excluded)}
        refuse(word_fault(reason, tuple(sorted(known)), "reason"))
        return next((left_out.n for left_out in self.excluded if left_out.reason == reason), 0)

    def __repr__(self) -> str:
        return f"<Indicator {self}>"

    def figure_text(self, language: Language = "en") -> str:
        """Write the figure with its parts, rounded for people: ``89 of 215 (41.4 %)``."""
        short = self.definition.has_split
        parts = ", ".join(part.describe(language, short=short) for part in self.parts)
        if self.n is None or self._is_hidden():
            return _FEW.describe(language)
        said = _figure_text(self, language)
        if not self.n or not parts:
            return said
        return parts if self.value is None else f"{said} ({parts})"

    def _is_hidden(self) -> bool:
        """Tell whether there was something to measure, but nothing of it is shown."""
        nothing_shown = self.value is None and all(part.share is None for part in self.parts)
        return self.is_suppressed and bool(self.n) and nothing_shown

    def _full(self, language: Language) -> str:
        """Say the figure, of which complaints and as of when it is, and what was left out."""
        label = self.definition.label.describe(language)
        return f"{label}: {'; '.join(self._clauses(language))}."

    def _short(self, language: Language) -> str:
        """Say the figure and what was left out, where the reader knows of which complaints."""
        label = self.definition.label.describe(language)
        return "; ".join([f"{label}: {self.figure_text(language)}", *self._left_out(language)])

    def _clauses(self, language: Language) -> Iterator[str]:
        n = _FEW.describe(language) if self.n is None else self.n
        unit = self.definition.unit.describe(language)
        if self.definition.of_complaints:
            unit += _OF_COMPLAINTS.describe(language)
        yield self.figure_text(language)
        period = _EVER.describe(language) if self.period is None else str(self.period)
        basis = BASIS_LABELS[self.basis].fill(language, period=period)
        yield f"n = {n} ({unit} {basis})"
        as_of = _UNKNOWN_DAY.describe(language) if self.as_of is None else _said(self.as_of)
        yield _AS_OF.fill(language, as_of=as_of)
        yield from self._left_out(language)

    def _left_out(self, language: Language) -> Iterator[str]:
        if self.excluded:
            what = ", ".join(left_out.describe(language) for left_out in self.excluded)
            yield _LEFT_OUT.fill(language, what=what)

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Write the figure, each of its parts and each number left out as a row of `COLUMNS`.

        `value` is rounded (of a spread the mean), the counts are exact.
        """
        period = self.period or Period()
        as_of = self.as_of and self.as_of.isoformat()
        tail = (self.basis.value, period.from_on, period.until_on, as_of)
        yield (self.id, None, None, self.n, *_cells(self.value), *tail, self.is_suppressed)
        for part in self.parts:
            yield (self.id, part.key, None, self.n, *_cells(part.share), *tail, part.share is None)
        for excluded in self.excluded:
            cells = (None, excluded.n, None, None, None)
            yield (self.id, None, excluded.reason, self.n, *cells, *tail, excluded.n is None)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON; a share is told by its whole numbers too."""
        definition, value = self.definition, self.value
        return {
            "id": definition.id,
            "label": definition.label.describe(language),
            "as_of": None if self.as_of is None else self.as_of.isoformat(),
            "basis": self.basis.value,
            "period": self.period and self.period.to_dict(),
            "n": self.n,
            "unit": definition.unit.describe(language),
            "value": value.to_dict() if isinstance(value, Share | Spread) else value,
            "parts": [part.to_dict(language) for part in self.parts],
            "excluded": [
                {"reason": left_out.reason, "n": left_out.n} for left_out in self.excluded
            ],
            "suppressed": self.is_suppressed,
            "sentence": self.describe(language),
            "meaning": definition.meaning.describe(language),
            "source": definition.source,
            "sure": definition.sure,
        }


def _figure_text(indicator: Indicator, language: Language) -> str:
    value = indicator.value
    if value is None or (isinstance(value, Share) and value.exact is None):
        return _NOTHING.describe(language)
    if isinstance(value, Spread):
        mean, median = (decimal_text(number, 1, language) for number in (value.mean, value.median))
        unit = indicator.definition.measured_in.describe(language)
        facts = {"p90": value.p90, "measured_in": f" {unit}" if unit else ""}
        return _SPREAD.fill(language, mean=mean, median=median, **facts)
    return value.describe(language) if isinstance(value, Share) else str(value)


def _said(as_of: date) -> str:
    return as_of.isoformat(" ", "minutes") if isinstance(as_of, datetime) else as_of.isoformat()


def _cells(value: Figure) -> tuple[Cell, ...]:
    match value:
        case Spread():
            return float(value.mean), None, None, float(value.median), value.p90
        case Share():
            return value.rounded, value.part, value.of, None, None
        case int() | None:
            return value, None, None, None, None
        case _:
            assert_never(value)
