"""Reading TOML: a file's bytes become plain data or one fault."""

import re
import tomllib
from importlib.resources.abc import Traversable
from typing import Any

from sp4n.errors import Fault, fault

__all__ = ["SIZE_LIMIT_BYTES", "read_toml"]

SIZE_LIMIT_BYTES = 5_000_000
"""Own choice: a city's directory with thousands of officers fits several times."""

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_DEPTH = 500  # Python's own limit of nested TOML, about


def read_toml(path: Traversable, where: str = "") -> dict[str, Any] | Fault:
    """Read a TOML file; a Fault when it can't be read, is too large or is no TOML.

    Only regular files are read, in UTF-8, with or without a byte-order mark. `where` is what the
    fault calls the file, by default its name.
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
    return _parsed(text, name)


def _bytes_of(path: Traversable) -> bytes:
    with path.open("rb") as file:
        if not path.is_file():
            raise ValueError
        data: bytes = file.read(SIZE_LIMIT_BYTES + 1)
        return data


def _parsed(text: str, name: str) -> dict[str, Any] | Fault:
    try:
        return tomllib.loads(text)
    except RecursionError:
        return fault("too_deep", name, limit=_DEPTH)
    except ValueError as error:  # also a number with too many digits
        place = _PLACE.search(str(error))
        line, column = place.groups() if place else ("?", "?")
        return fault("not_toml", name, line=line, column=column)
