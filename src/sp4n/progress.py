"""Progress: how far long work has come, told to a function or shown as a bar."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from sp4n.errors import Fault, MissingExtra, fault
from sp4n.validation import refuse

Progress = bool | Callable[[int, int], object]
"""A function that is called with how many are done and how many there are; True shows a bar."""


@contextmanager
def told_while(progress: Progress, total: int) -> Iterator[Callable[[int], object]]:
    """Give what is to be called with how many more are done.

    A bar is written to standard error by ``tqdm``, if there is one (a program without a console has
    none); without that package True raises MissingExtra.
    Raises InvalidValue for what is neither a truth value nor a function.

    >>> with told_while(lambda done, total: print(f"{done} of {total}"), 3) as tell:
    ...     tell(2)
    ...     tell(1)
    2 of 3
    3 of 3
    """
    if isinstance(progress, bool):
        with _bar(total) if progress else nullcontext(_nothing) as tell:
            yield tell
    else:
        refuse(_progress_fault(progress))
        yield _Count(progress, total)


def _progress_fault(value: object) -> Fault | None:
    return None if callable(value) else fault("not_progress", "progress")


def _nothing(_more: int) -> None:
    """Tell nobody."""


class _Count:
    def __init__(self, progress: Callable[[int, int], object], total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def __call__(self, more: int) -> None:
        self._done += more
        self._progress(self._done, self._total)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], object]]:
    try:
        from tqdm import tqdm  # an extra
    except ImportError:
        raise MissingExtra("progress") from None
    with tqdm(total=total, disable=sys.stderr is None) as bar:
        yield bar.update
