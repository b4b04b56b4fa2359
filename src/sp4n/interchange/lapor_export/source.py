"""Where an export comes from: a path, or a binary file that is open already."""

import io
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from sp4n.errors import InvalidValue, fault, reading_problem
from sp4n.interchange.lapor_export.columns import shown_name
from sp4n.reader import FormatError

Source = str | os.PathLike[str] | BinaryIO
"""A path, or a binary file."""

MAGIC = b"PK\x03\x04"
"""With what a workbook begins: it is a zip."""

OLD_MAGIC = b"\xd0\xcf\x11\xe0"
"""With what an old workbook (.xls) begins, and one that is protected by a password."""

Result = TypeVar("Result")


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """Give a binary file that can be read anew from where it is; a path's file is closed again.

    What can't go back (a pipe for instance) is read into memory first. Raises FormatError
    (``not_readable``) if the path can't be opened, InvalidValue (``wrong_type``) if *source* is
    neither a path nor a binary file.
    """
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        with readable(lambda: path.open("rb"), path.name) as file:
            yield _rereadable(file)
    else:
        yield _rereadable(source)


def names_of(sources: Iterable[object]) -> Iterator[str]:
    """Give files their names, without folders; what has none is ``-``.

    The second one of a name is called ``laporan.csv (2)``, so that each is told apart.
    """
    times = Counter[str]()
    for source in sources:
        name = _name_of(source)
        times[name] += 1
        yield name if times[name] == 1 else f"{name} ({times[name]})"


def _name_of(source: object) -> str:
    name = getattr(source, "name", None) if hasattr(source, "read") else source
    named = isinstance(name, str | os.PathLike)
    return shown_name(Path(cast("str", name)).name) if named else "-"


def beginning(file: BinaryIO, length: int) -> bytes:
    """Look at the next bytes of a file, which stays where it is."""
    at = file.tell()
    begin = readable(lambda: file.read(length))
    file.seek(at)
    return begin


def readable(read: Callable[[], Result], name: str = "") -> Result:
    """Ask the system for bytes; raise FormatError (``not_readable``) if it has none to give.

    It is raised outside of the handling, lest it carry along what the other one quotes.
    """
    try:
        return read()
    except (OSError, EOFError) as error:
        problem = reading_problem(error)
    except ValueError as error:  # a name with a null byte
        name, problem = "", reading_problem(error)
    raise FormatError(fault("not_readable", name, problem=problem))


def refuse_over(where: str, limit: int, found: int) -> None:
    """Raise FormatError (``too_large``) for more than a limit."""
    if found > limit:
        raise FormatError(fault("too_large", where, limit=limit, found=found))


def _rereadable(file: object) -> BinaryIO:
    if isinstance(file, io.RawIOBase | io.BufferedIOBase) and readable(file.seekable):
        return cast("BinaryIO", file)
    read = getattr(file, "read", None)
    content = readable(read) if callable(read) else None
    if not isinstance(content, bytes):
        kind = type(file).__name__
        raise InvalidValue.of("wrong_type", "source", expected=_EXPECTED, found=kind)
    return io.BytesIO(content)


_EXPECTED = "path_or_a_binary_file"
