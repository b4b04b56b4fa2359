"""Pieces of which hostile files are made."""

from collections.abc import Callable, Mapping
from itertools import count

__all__ = [
    "AB",
    "BA",
    "DIRECTORY",
    "EMPTY_POLICY",
    "Hostile",
    "day",
    "inside",
    "listed",
    "policy",
    "repeated",
]

Hostile = Mapping[str, Callable[[int], str]]
"""By what makes it hostile: a function from about how many characters to a file's text."""


DIRECTORY = """schema = "sp4n/directory/1"
[categories]
Jalan = ""
[agency.PUSAT]
name = "Pusat"
[agency.DPU]
name = "Dinas"
parent = "PUSAT"
region = "99.71"
officers = [{ id = "X-1", name = "Contoh", role = "liaison_officer" }]
"""
"""A directory to which the hostile policies are bound."""


EMPTY_POLICY = 'schema = "sp4n/policy/1"\nname = "X"\nversion = "1"\ndirectory = "directory.toml"\n'
"""A policy with nothing in it, to which the hostile directories are bound."""


AB, BA = "ab" * 10, "ba" * 10


def repeated(size: int, piece: Callable[[int], str]) -> str:
    """Put numbered pieces side by side until there is enough."""
    found: list[str] = []
    length = 0
    for number in count():
        if length >= size:
            return "".join(found)
        found.append(piece(number))
        length += len(found[-1])
    raise AssertionError  # there is always another number


def listed(size: int, start: str, piece: Callable[[int], str], end: str = "]\n") -> str:
    return f"{start}{repeated(size, lambda number: piece(number) + ',')}{end}"


def policy(size: int, start: str, piece: Callable[[int], str], end: str = "") -> str:
    return f"{EMPTY_POLICY}{start}{repeated(size, piece)}{end}"


def inside(size: int, start: str, piece: Callable[[int], str], end: str = "]\n") -> str:
    return f"{EMPTY_POLICY}{listed(size, start, piece, end)}"


def day(number: int) -> str:
    """Give a day by its number, from 1950 on."""
    year, rest = divmod(number, 336)
    return f"{1950 + year % 140:04}-{rest // 28 + 1:02}-{rest % 28 + 1:02}"
