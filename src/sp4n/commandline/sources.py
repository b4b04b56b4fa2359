"""Reading what commands are given: a policy, a file, standard input, today's date."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from sp4n.errors import fault
from sp4n.interchange import FormatError
from sp4n.policy import Policy, load_policy, sample_policy
from sp4n.workdays.settings import ZONES

__all__ = ["policy_named", "text_of", "today"]


def policy_named(name: str) -> Policy:
    """Load a policy by its path; ``sample`` is the sample city's."""
    return sample_policy() if name == "sample" else load_policy(name)


def text_of(name: str) -> str:
    """Read a file as UTF-8, with or without a byte-order mark; ``-`` is standard input."""
    try:
        return _bytes_of(name).decode("utf-8-sig")
    except FormatError:
        raise
    except OSError as error:
        raise FormatError(fault("not_readable", name, problem=error.strerror or "")) from None
    except ValueError as error:  # a name with a null byte, or bytes that are no UTF-8
        problem = "not UTF-8" if isinstance(error, UnicodeDecodeError) else "not a file"
        raise FormatError(fault("not_readable", name, problem=problem)) from None


def _bytes_of(name: str) -> bytes:
    if name != "-":
        return Path(name).read_bytes()
    stdin: TextIO | None = sys.stdin  # None when it was closed
    if stdin is None:
        raise FormatError(fault("not_readable", name, problem="standard input is closed"))
    return stdin.buffer.read()


def today(policy: Policy) -> date:
    """Read the clock: today's date in the policy's zone."""
    return datetime.now(ZONES[policy.calendar_settings.zone]).date()
