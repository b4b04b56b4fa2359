"""Tabulating: an indicator as rows, for frames and spreadsheets."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from sp4n.frozen_dict import FrozenDict
from sp4n.monitoring.figures import Share, Spread
from sp4n.monitoring.indicators.indicator import Figure, Indicator
from sp4n.monitoring.period import Period
from sp4n.tables import Cell, Kind

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


def rows_of(indicator: Indicator) -> Iterator[tuple[Cell, ...]]:
    """Write the figure, each of its parts and each number left out as a row.

    `value` is rounded (of a spread the mean), the counts are exact.
    """
    period, n = indicator.period or Period(), indicator.n
    tail = (
        indicator.basis.value,
        period.from_on,
        period.until_on,
        indicator.as_of and indicator.as_of.isoformat(),
    )
    figure = _figure_cells(indicator.value)
    yield (indicator.id, None, None, n, *figure, *tail, indicator.is_suppressed)
    for one in indicator.parts:
        cells = _figure_cells(one.share)
        yield (indicator.id, one.key, None, n, *cells, *tail, one.share is None)
    for other in indicator.excluded:
        cells = (None, other.n, None, None, None)
        yield (indicator.id, None, other.reason, n, *cells, *tail, other.n is None)


def _figure_cells(value: Figure) -> tuple[Cell, ...]:
    match value:
        case Spread():
            return float(value.mean), None, None, float(value.median), value.p90
        case Share():
            return value.rounded, value.part, value.of, None, None
        case int() | None:
            return value, None, None, None, None
        case _:
            assert_never(value)
