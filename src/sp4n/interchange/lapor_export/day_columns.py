"""The columns of days of a file together: one program mostly wrote them all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sp4n.errors import Fault
from sp4n.interchange.lapor_export.cells import Cell
from sp4n.interchange.lapor_export.columns import DAYS, Column
from sp4n.interchange.lapor_export.day_column import FEW, SEVERAL, DayColumn, Order
from sp4n.interchange.lapor_export.moments import Dates, Day
from sp4n.reader import FormatError

Orders = Mapping[Column, Order]
"""How each column of days is read."""

ACTS = DAYS[1:]
"""Those of what was done to a complaint: that can't be before it was received."""


class Act(NamedTuple):
    """What a row tells of something done to a complaint; `day` is None where it is no day."""

    column: Column
    cell: Cell
    day: Day | None


class DayColumns:
    """The days on which complaints came, were answered and closed, judged each by its column."""

    def __init__(self) -> None:
        self._received = DayColumn(Column.RECEIVED_ON.value)
        self._acts = {column: _ActColumn(column) for column in ACTS}

    def add(self, received: Day, acts: Iterable[Act]) -> None:
        """Take the days of the next row into account."""
        self._received.add(received)
        for act in acts:
            if act.day is not None:
                self._acts[act.column].add(act.day, received, self._received)

    def place(self, received: Day, period: tuple[date, date] | None) -> None:
        """Take into account whether a day lies within those of its export."""
        self._received.place(received, period)

    def orders(self, asked: Dates | None) -> Orders:
        """Give how each is read. Raises FormatError as `DayColumn.order` says."""
        settled = [days.settled() for days in (self._received, *self._days_of_acts())]
        told = {order for order in settled if order is not None}
        others = told.pop() if len(told) == 1 else settled[0]
        order, wrong = self._received.order(asked, others)
        orders, faults = {Column.RECEIVED_ON: _of_digits(order, self._received)}, [wrong]
        for column, act in self._acts.items():
            read, wrong = act.order(asked, order.order or others, self._received, order)
            orders[column] = _of_digits(read, act.days)
            faults.append(wrong)
        if any(faults):
            raise FormatError(*filter(None, faults))
        return orders

    def _days_of_acts(self) -> Iterable[DayColumn]:
        return (act.days for act in self._acts.values())


def _of_digits(order: Order, column: DayColumn) -> Order:
    return order._replace(is_compact=column.is_compact())


class _ActColumn:
    """The days of one kind of act, beside those on which the complaints came."""

    def __init__(self, column: Column) -> None:
        self.days = DayColumn(column.value, is_in_rows=False)
        self._before = Counter[tuple[bool, bool]]()

    def add(self, day: Day, received: Day, received_days: DayColumn) -> None:
        """Count, in each reading of both, whether it lies before the complaint was received."""
        self.days.add(day)
        if day.can_turn or received.can_turn:
            first, last = received_days.readings(received), self.days.readings(day)
            for came_turned in (False, True):
                for turned in (False, True):
                    self._before[came_turned, turned] += last[turned] < first[came_turned]

    def order(
        self, asked: Dates | None, others: Dates | None, received: DayColumn, came: Order
    ) -> tuple[Order, Fault | None]:
        """Give how it is read; whole dates are swapped only if several show that these are."""
        order, wrong = self.days.order(asked, others)
        came_turned, turned = received.is_turned(came), self.days.is_turned(order)
        if wrong or asked == "iso" or came_turned is None or turned is None:
            return order, wrong
        if self._speaks_against(came_turned, turned):
            if asked is None:
                return order, self.days.said("dates_contradict")
            is_swapped = came.is_swapped and not len(self.days.texts)
            return order._replace(is_swapped=is_swapped, is_doubted=not is_swapped), None
        is_open = came.is_swapped and not turned and self.days.wholes.early > 0
        is_doubted = is_open and not self._speaks_against(came_turned, not turned)
        return order._replace(is_doubted=order.is_doubted or is_doubted), None

    def _speaks_against(self, came_turned: bool, turned: bool) -> bool:  # noqa: FBT001
        """Tell whether several acts lie before the receipt in that reading of them only."""
        before = self._before[came_turned, turned]
        return before >= SEVERAL and before > FEW * self._before[came_turned, not turned]
