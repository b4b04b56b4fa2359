"""What was measured, as plain values that go from one process to another."""

from collections.abc import Iterable, Sequence
from statistics import median

from attrs import evolve, frozen

__all__ = ["Result", "Row", "middle"]


@frozen
class Row:
    """What one contender took for a call, in seconds: the median of all rounds."""

    name: str
    seconds: float


@frozen
class Result:
    """The rows of a comparison; the first is sp4n's.

    `checked` counts the equal answers, 0 when nothing was compared.
    """

    code: str
    title: str
    about: str
    checked: int
    rounds: int
    rows: tuple[Row, ...]
    part: str

    def seconds(self, name: str = "") -> float:
        """Give the time of a contender, or sp4n's."""
        return next(row.seconds for row in self.rows if name in {"", row.name})

    def ratio(self, name: str) -> float:
        """Tell a contender's time as a multiple of sp4n's."""
        return self.seconds(name) / self.seconds()


def middle(results: Sequence[Result]) -> Result:
    """Join the results of one comparison from several processes: the median of each row."""
    rows = zip(*(one.rows for one in results), strict=True)
    return evolve(
        results[0],
        rounds=sum(one.rounds for one in results),
        rows=tuple(_middle_row(same) for same in rows),
    )


def _middle_row(rows: Iterable[Row]) -> Row:
    same = list(rows)
    return Row(same[0].name, median(row.seconds for row in same))
