"""What stands above the header that was chosen: rows and headers there must not vanish unseen."""

from collections.abc import Sequence

from sp4n.errors import Fault, fault
from sp4n.interchange.export.cells import Cell, is_blank
from sp4n.interchange.export.columns import FEWEST_NAMES, Layout, names_in
from sp4n.interchange.export.row_shape import has_keys

__all__ = ["ABOVE_HEADER", "Above"]

ABOVE_HEADER = fault("above_header")


class Above:
    """Tells, row by row from the first on, what is lost above the header of a layout.

    A header is one that was not chosen since it can't be used.

    >>> from sp4n.interchange.export.columns import REQUIRED, layout_of
    >>> above = Above(layout_of(REQUIRED))
    >>> row = ["9000001", "3 Jan 2026", "08:15"]
    >>> rows = ["Nama Instansi", "-"], row, REQUIRED[1:], row
    >>> [one and one.code for one in map(above.fault_of, rows)]
    [None, 'above_header', 'unusable_header', 'below_unusable_header']
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._is_below = False

    def fault_of(self, cells: Sequence[Cell]) -> Fault | None:
        """Tell why a row above can't be read; None for what is no row, as a preamble has it."""
        if all(map(is_blank, cells)):
            return None
        if names_in(cells) >= FEWEST_NAMES:
            self._is_below = True
            return fault("unusable_header")
        if self._is_below:
            return fault("below_unusable_header")
        return ABOVE_HEADER if has_keys(self._layout, cells) else None
