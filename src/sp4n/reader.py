"""Reading foreign data: every value is asked for by name and type, every fault is written down.

A `Reader` walks one JSON or TOML table. It never stops at the first fault: a fault is noted with
its key path and None is given back, and at the end `check` raises all of them at once.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from sp4n.additions import Additions, foreign_faults
from sp4n.errors import (
    FAULTS_LIMIT,
    Fault,
    InvalidValue,
    Sp4nError,
    fault,
    shown,
    shown_key,
    suggester,
)
from sp4n.validation import LABEL_LIMIT_CHARACTERS, code_fault, instant_fault, line_fault

_PLAIN = frozenset({str, int, float, bool, type(None)})
_NUMBER_LIMIT = 2**53  # own choice: what a double holds exactly

Made = TypeVar("Made")
Code = TypeVar("Code", bound=StrEnum)
Word = TypeVar("Word", bound=str)


class FormatError(Sp4nError, ValueError):
    """A document is not what it should be; `faults` lists everything, each with its key path."""


class PolicyError(Sp4nError, ValueError):
    """A policy's or a directory's file is not what it should be; `faults` lists everything.

    Each fault has its key path, such as ``rule[3].to``.
    """


class Reader:
    """One table of foreign data, read key by key; `where` is its key path.

    `minor` is the minor version of the document that it is part of: keys that nobody asked for are
    refused in a known version (0), and kept in a later one.

    >>> reader = Reader({"number": 7}, "complaint")
    >>> reader.text("number"), [fault.describe() for fault in reader.faults]
    (None, ['complaint.number: must be text, not int'])
    """

    def __init__(
        self, data: object, where: str = "", faults: list[Fault] | None = None, *, minor: int = 0
    ) -> None:
        self.where = where
        self.minor = minor
        self.faults: list[Fault] = [] if faults is None else faults
        self._data: Mapping[str, object] = {}
        self._asked: list[str] = []
        self._is_table = isinstance(data, Mapping)
        if isinstance(data, Mapping):
            self._data = data
        else:
            self._note(fault("wrong_type", where, expected="table", found=_kind(data)))

    def path(self, name: str) -> str:
        """Give the key path of one of the table's keys; of what looks like no key, its length."""
        return self.inside(shown_key(name))

    def inside(self, where: str) -> str:
        """Give the key path of something below the table, whose own path is known."""
        return f"{self.where}.{where}" if self.where and where else self.where or where

    def has(self, name: str) -> bool:
        """Tell whether a key is there with a value other than null."""
        return self._data.get(name) is not None

    def require(self, name: str) -> None:
        """Note a key that is not there at all; one with null is there."""
        if self._is_table and name not in self._data:
            self._note(fault("missing", self.path(name)))

    def raw(self, name: str) -> object:
        """Give a value unchecked, None when it is not there."""
        self._asked.append(name)
        return self._data.get(name)

    def names(self) -> list[str]:
        """Give the table's keys as they stand."""
        return list(self._data)

    def text(self, name: str, *, required: bool = True) -> str | None:
        """Read a string."""
        return self._typed(name, str, "text", required=required)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Read true or false."""
        found = self._typed(name, bool, "true_or_false", required=False)
        return default if found is None else found

    def number(self, name: str, *, required: bool = True) -> int | None:
        """Read a whole number (true and false are none) that every reader of JSON takes."""
        if isinstance(self._data.get(name), bool):
            self._note(fault("wrong_type", self.path(name), expected="number", found="bool"))
            self._asked.append(name)
            return None
        found = self._typed(name, int, "number", required=required)
        if found is None or -_NUMBER_LIMIT <= found <= _NUMBER_LIMIT:
            return found
        code, limit = ("too_large", _NUMBER_LIMIT) if found > 0 else ("too_small", -_NUMBER_LIMIT)
        self._note(fault(code, self.path(name), limit=limit, found=shown(found)))
        return None

    def texts(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        """Read a list of strings; an absent one is empty."""
        found = self._typed(name, list, "list_of_texts", required=required)
        if not found:
            return ()
        for place, item in enumerate(found):
            if not isinstance(item, str):
                where = f"{self.path(name)}[{place}]"
                self._note(fault("wrong_type", where, expected="text", found=_kind(item)))
        return tuple(item for item in found if isinstance(item, str))

    def choice(self, name: str, codes: type[Code], *, required: bool = True) -> Code | None:
        """Read one of a closed set of codes."""
        found = self.text(name, required=required)
        if found is None:
            return None
        try:
            return codes(found)
        except ValueError:
            where = self.path(name)
            self._note(fault("not_one_of", where, found=shown(found), allowed=tuple(codes)))
            return None

    def choices(self, name: str, codes: type[Code]) -> tuple[Code, ...]:
        """Read a list of codes of a closed set."""
        found = self.texts(name)
        if not found:
            return ()
        known = list(codes)
        for place, word in enumerate(found):
            if word not in known:
                where = f"{self.path(name)}[{place}]"
                self._note(fault("not_one_of", where, found=shown(word), allowed=tuple(codes)))
        return tuple(codes(word) for word in found if word in known)

    def word(self, name: str, allowed: tuple[Word, ...], *, default: Word) -> Word:
        """Read one of some words; the default stands in for none and for a fault."""
        found = self.text(name, required=False)
        word = next((known for known in allowed if found == known), None)
        if found is not None and word is None:
            self._note(fault("not_one_of", self.path(name), found=shown(found), allowed=allowed))
        return default if word is None else word

    def line(self, name: str) -> str | None:
        """Read a name: one line of at most 200 characters."""
        found = self.text(name)
        if found is not None:
            wrong = line_fault(found, self.path(name), LABEL_LIMIT_CHARACTERS)
            self.faults += [] if wrong is None else [wrong]
        return found

    def codes(self) -> list[str]:
        """Give the table's keys that are codes; each other one is noted, and left out."""
        wrong = {name: code_fault(name, self.path(name)) for name in self.names()}
        self.faults += filter(None, wrong.values())
        return [name for name, found in wrong.items() if found is None]

    def instant(self, name: str, *, required: bool = True) -> datetime | None:
        """Read an ISO instant with an offset, or a TOML one."""
        found = self._given(name, required=required)
        if isinstance(found, str):
            found = self._parsed(name, found, datetime.fromisoformat, "not_an_instant")
        if found is None:
            return None
        wrong = instant_fault(found, self.path(name))
        if wrong is not None:
            self._note(wrong)
            return None
        return found if isinstance(found, datetime) else None

    def day(self, name: str, *, required: bool = True) -> date | None:
        """Read an ISO date, or a TOML one."""
        found = self._given(name, required=required)
        if isinstance(found, str):
            return self._parsed(name, found, date.fromisoformat, "not_a_date")
        if found is None or (isinstance(found, date) and not isinstance(found, datetime)):
            return found
        self._note(fault("wrong_type", self.path(name), expected="date", found=_kind(found)))
        return None

    def table(self, name: str, *, required: bool = True) -> "Reader | None":
        """Read a table within this one; its faults are noted here."""
        found = self._given(name, required=required)
        if found is None:
            return None
        return Reader(found, self.path(name), self.faults, minor=self.minor)

    def tables(
        self, name: str, *, required: bool = False, limit: int | None = None
    ) -> list["Reader"]:
        """Read a list of tables; an absent one is empty, one of more than a limit a fault."""
        found = self._typed(name, list, "list_of_tables", required=required)
        if not found:
            return []
        path = self.path(name)
        if limit is not None and len(found) > limit:
            self._note(fault("too_large", path, found=len(found), limit=limit))
            return []
        return [
            Reader(table, f"{path}[{place}]", self.faults, minor=self.minor)
            for place, table in enumerate(found)
        ]

    def make(self, build: Callable[[], Made], prefix: str = "") -> Made | None:
        """Build a value; if it refuses itself, note its faults here instead.

        `prefix` is what the value's own faults call it (``complaint.``): our key path replaces it.
        """
        try:
            return build()
        except InvalidValue as error:
            for fault in error.faults:
                inner = fault.where.removeprefix(prefix)
                self._note(Fault(fault.code, self.inside(inner), fault.facts))
            return None

    def refuse_unknown_keys(self, known: Iterable[str] | None = None) -> None:
        """Note every key that nobody asked for (or that is not among `known`)."""
        asked = self._asked if known is None else list(known)
        foreign = [name for name in self._data if name not in asked]
        are_told = len(self.faults) < FAULTS_LIMIT
        suggest = suggester(asked) if foreign and are_told else None
        for name in foreign:
            suggestion = suggest(name) if suggest and isinstance(name, str) else None
            self._note(fault("unknown_key", self.path(name), suggestion=suggestion))

    def additions(self) -> Additions | None:
        """Give the keys that nobody asked for: what a later minor version added.

        In a known version there can be none, and each is noted as unknown.
        """
        if not self.minor:
            self.refuse_unknown_keys()
            return None
        kept = self.foreign(self._asked)
        return Additions(self.minor, kept) if kept else None

    def foreign(self, known: Collection[str], like: Collection[str] = ()) -> str:
        """Give all other keys than those as a JSON object; empty when there are none.

        A key that could not be written again is noted: one that is no plain name, or no JSON; and
        one that looks like a known one, or like those of `like`, which say something elsewhere.
        """
        keys = {name: value for name, value in self._data.items() if name not in known}
        if not keys:
            return ""
        faults = list(foreign_faults(keys, (*known, *like), self.where))
        self.faults += faults
        return "" if faults else json.dumps(keys, ensure_ascii=False)

    def check(self, error: type[Sp4nError] = FormatError) -> None:
        """Raise all faults at once, if there are any."""
        if self.faults:
            raise error(*self.faults)

    def _note(self, found: Fault) -> None:
        self.faults.append(found)

    def _given(self, name: str, *, required: bool) -> object:
        found = self.raw(name)
        if found is None and required and self._is_table:
            self._note(fault("missing", self.path(name)))
        return found

    def _typed(self, name: str, kind: type[Made], expected: str, *, required: bool) -> Made | None:
        found = self._given(name, required=required)
        if found is None or isinstance(found, kind):
            return found
        self._note(fault("wrong_type", self.path(name), expected=expected, found=_kind(found)))
        return None

    def _parsed(self, name: str, text: str, parse: Callable[[str], Made], code: str) -> Made | None:
        try:
            return parse(text)
        except (ValueError, OverflowError):
            self._note(fault(code, self.path(name), found=shown(text)))
            return None


def _kind(value: object) -> str:
    return "null" if value is None else type(value).__name__


def plain_fault(data: object) -> Fault | None:
    """Find a value in foreign data that JSON does not have; a subclass of its types is one, too."""
    waiting, seen = [("", data)], set[int]()
    while waiting:
        where, found = waiting.pop()
        kind = type(found)
        if kind not in _PLAIN and kind is not dict and kind is not list:
            return fault("wrong_type", where, expected="JSON", found=_kind(found))
        if id(found) in seen:
            continue
        seen.add(id(found))
        if isinstance(found, dict):
            odd = next((name for name in found if type(name) is not str), "")
            if type(odd) is not str:
                return fault("wrong_type", where, expected="JSON", found=_kind(odd))
            prefix = f"{where}." if where else ""
            waiting += ((prefix + shown_key(name), inner) for name, inner in found.items())
        elif isinstance(found, list):
            waiting += ((f"{where}[{place}]", inner) for place, inner in enumerate(found))
    return None
