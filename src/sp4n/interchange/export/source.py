"""Where an export comes from: a path, or a binary file that is open already."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from sp4n.errors import InvalidValue, fault
from sp4n.interchange.reader import FormatError

__all__ = ["Source", "beginning", "opened"]

Source = str | os.PathLike[str] | BinaryIO
"""A path, or a binary file."""


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """Give a binary file that can be read anew from where it is; a path's file is closed again.

    What can't go back (a pipe for instance) is read into memory first. Raises FormatError
    (``not_readable``) for a path that can't be opened, InvalidValue (``wrong_type``) for anything
    else.
    """
    if isinstance(source, str | os.PathLike):
        with _file_at(Path(source)) as file:
            yield _rereadable(file)
    else:
        yield _rereadable(source)


def beginning(file: BinaryIO, length: int) -> bytes:
    """Look at the next bytes of a file, which stays where it is."""
    at = file.tell()
    found = file.read(length)
    file.seek(at)
    return found


def _file_at(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        problem = error.strerror or "unknown"
        raise FormatError(fault("not_readable", path.name, problem=problem)) from None
    except ValueError:  # a name with a null byte
        raise FormatError(fault("not_readable", problem="not a file")) from None


def _rereadable(file: object) -> BinaryIO:
    if isinstance(file, io.RawIOBase | io.BufferedIOBase) and file.seekable():
        return cast("BinaryIO", file)
    read = getattr(file, "read", None)
    found = read() if callable(read) else None
    if not isinstance(found, bytes):
        kind = type(file).__name__
        raise InvalidValue.of("wrong_type", "source", expected=_EXPECTED, found=kind)
    return io.BytesIO(found)


_EXPECTED = "a path or a binary file"
