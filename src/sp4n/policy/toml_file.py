"""Reading TOML: a file's bytes become plain data or one fault."""

import os
import re
import stat
import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, BinaryIO, cast

from sp4n.errors import Fault, fault
from sp4n.policy.toml_limits import limit_fault

SIZE_LIMIT_BYTES = 5_000_000
"""Own choice: a city's directory with thousands of officers fits several times."""

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_NAME_LIMIT = 255  # own choice; to follow a name costs the square of its length
_NO_PLAIN_NAME = re.compile(r"[\\:\0]|^[/~]|(^|/)\.\.(/|$)")
_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY", "O_NOINHERIT"):
    _FLAGS |= getattr(os, _name, 0)  # no system has all of them


def read_toml(path: Traversable, where: str = "") -> dict[str, Any] | Fault:
    """Read a TOML file; a Fault when it can't be read, is too large or is no TOML.

    Only regular files are read, and nothing else is waited for: no pipe, socket or device. The
    file is in UTF-8, with or without a byte-order mark. `where` is what the fault calls the file,
    by default its name.
    """
    name = where or path.name
    try:
        text = _bytes_of(path).decode("utf-8-sig")
    except OSError as error:
        return fault("not_readable", name, problem=error.strerror or "unknown")
    except ValueError as error:  # a name with a null byte, or bytes that are no UTF-8
        problem = "not UTF-8" if isinstance(error, UnicodeDecodeError) else "not a file"
        return fault("not_readable", name, problem=problem)
    if len(text) > SIZE_LIMIT_BYTES:
        return fault("too_long", name, length=len(text), limit=SIZE_LIMIT_BYTES)
    found = limit_fault(text, name)
    return _parsed(text, name) if found is None else found


def file_below(folder: Path, named: str) -> Path | None:
    """Give the file that a name means below a folder; None for a name that may mean another one.

    Whether there is such a file makes no difference: a name can't ask for what lies elsewhere. It
    is relative and short, has no ``..``, no backslash and no colon; and where links lead out of the
    folder, they are not followed.
    """
    if len(named) > _NAME_LIMIT or _NO_PLAIN_NAME.search(named) or not named.strip():
        return None
    try:
        inside, found = folder.resolve(), (folder / named).resolve()
    except (OSError, RuntimeError):  # links that go round
        return None
    return found if found.is_relative_to(inside) else None


def _bytes_of(path: Traversable) -> bytes:
    with _opened(path) as file:
        data: bytes = file.read(SIZE_LIMIT_BYTES + 1)
        return data


def _opened(path: Traversable) -> BinaryIO:
    """Open a regular file; whether it is one is asked of what was opened, not of its name."""
    if not isinstance(path, Path):  # within an archive there is nothing else
        if not path.is_file():
            raise ValueError
        return cast("BinaryIO", path.open("rb"))
    descriptor = os.open(path, _FLAGS)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise ValueError


def _parsed(text: str, name: str) -> dict[str, Any] | Fault:
    try:
        return tomllib.loads(text)
    except ValueError as error:
        place = _PLACE.search(str(error))
        line, column = place.groups() if place else ("?", "?")
        return fault("not_toml", name, line=line, column=column)
