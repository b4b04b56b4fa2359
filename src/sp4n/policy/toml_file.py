"""Reading TOML: a file's bytes become plain data or one fault."""

import re
import tomllib
from importlib.resources.abc import Traversable
from typing import Any

from sp4n.errors import Fault, fault

__all__ = ["read_toml"]

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_toml(path: Traversable, where: str = "") -> dict[str, Any] | Fault:
    """Read a TOML file; a Fault when it can't be read or is no TOML.

    `where` is what the fault calls the file, by default its name.
    """
    name = where or path.name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        return fault("not_readable", name, problem=error.strerror or "unknown")
    except UnicodeDecodeError:
        return fault("not_readable", name, problem="not UTF-8")
    except RecursionError:
        return fault("too_deep", name, limit=_DEPTH)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line, column = place.groups() if place else ("last", "last")
        return fault("not_toml", name, line=line, column=column)


_DEPTH = 500  # Python's own limit of nested TOML, about
