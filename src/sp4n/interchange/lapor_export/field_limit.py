"""The longest cell that ``csv`` takes: one number for the whole process, raised for a while."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Raised:
    """Who needs it now, and what it was before the first of them came."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.users = 0
        self.before = 0

    def enter(self, limit: int) -> None:
        with self.lock:
            self.users += 1
            if self.users == 1:
                self.before = csv.field_size_limit()
            csv.field_size_limit(max(limit, csv.field_size_limit()))

    def leave(self) -> None:
        with self.lock:
            self.users -= 1
            if not self.users:
                csv.field_size_limit(self.before)


_RAISED = _Raised()


@contextmanager
def longer_cells(limit_characters: int) -> Iterator[None]:
    """Let ``csv`` take cells of some length; afterwards its limit is what it was.

    Several threads may do so at the same time: the last one to leave puts it back.

    >>> with longer_cells(1_000_000):
    ...     csv.field_size_limit()
    1000000
    """
    _RAISED.enter(limit_characters)
    try:
        yield
    finally:
        _RAISED.leave()
