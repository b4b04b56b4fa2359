"""Reading what commands are given: a policy, a file, standard input, today's date."""

import sys
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from sp4n.errors import Fault, fault, hidden, reading_problem
from sp4n.interchange import FormatError, Reader
from sp4n.workdays.zones import ZONES

if TYPE_CHECKING:
    from sp4n.policy import Policy  # imported where it is needed: a report needs none


def policy_named(name: str) -> "Policy":
    """Load a policy by its path; ``sample`` is the sample city's."""
    from sp4n.policy import load_policy
    from sp4n.sample import sample_policy

    return sample_policy() if name == "sample" else load_policy(name)


def text_of(name: str) -> str:
    """Read a file as UTF-8, with or without a byte-order mark; ``-`` is standard input."""
    try:
        return _bytes_of(name).decode("utf-8-sig")
    except FormatError:
        raise
    except (OSError, ValueError) as error:  # or a name with a null byte, or no UTF-8
        problem = reading_problem(error)
    raise FormatError(fault("not_readable", name, problem=problem))  # without what was read


def _bytes_of(name: str) -> bytes:
    return _standard_input().read() if name == "-" else Path(name).read_bytes()


def exports_named(names: Sequence[str]) -> list[str | BinaryIO]:
    """Give what `read_export` takes: paths, standard input (``-``), or the ``sample``."""
    return [_export_named(name) for name in names]


def _export_named(name: str) -> str | BinaryIO:
    if name == "sample":
        from sp4n.sample import sample_export

        return BytesIO(sample_export().encode())
    return _standard_input() if name == "-" else name


def columns_named(name: str | None) -> dict[str, str] | None:
    """Read a file's own names of columns; FormatError if it isn't TOML of names."""
    if name is None:
        return None
    from sp4n.policy.toml_file import read_toml

    columns = read_toml(Path(name))
    if isinstance(columns, Fault):
        raise FormatError(columns)
    reader = Reader(columns)
    names = {key: reader.text(key) for key in reader.names()}
    reader.check()
    return {key: str(value) for key, value in names.items()}


def _standard_input() -> BinaryIO:
    """Give standard input as bytes; FormatError (``not_readable``) when it was closed."""
    stdin: TextIO | None = sys.stdin  # None when it was closed
    if stdin is None:
        raise FormatError(fault("not_readable", "-", problem=hidden("closed_input")))
    return stdin.buffer


def today(policy: "Policy") -> date:
    """Read the clock: today's date in the policy's zone."""
    return datetime.now(ZONES[policy.calendar_settings.zone]).date()
