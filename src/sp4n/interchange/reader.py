"""Reading foreign data: every value is asked for by name and type, every fault is written down.

A `Reader` walks one JSON or TOML table. It never stops at the first fault: a fault is noted with
its key path and None is given back, and at the end `check` raises all of them at once.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from sp4n.errors import Fault, InvalidValue, Sp4nError, closest, fault, shown
from sp4n.validation import instant_fault

__all__ = ["FormatError", "Reader", "shown_key"]

Made = TypeVar("Made")
Code = TypeVar("Code", bound=StrEnum)


class FormatError(Sp4nError, ValueError):
    """A document is not what it should be; `faults` lists everything, each with its key path."""


class Reader:
    """One table of foreign data, read key by key; `where` is its key path.

    >>> reader = Reader({"number": 7}, "complaint")
    >>> reader.text("number"), [one.message() for one in reader.faults]
    (None, ['complaint.number: must be text, not int'])
    """

    def __init__(self, data: object, where: str = "", faults: list[Fault] | None = None) -> None:
        self.where = where
        self.faults: list[Fault] = [] if faults is None else faults
        self._data: Mapping[str, object] = {}
        self._asked: list[str] = []
        self._is_table = isinstance(data, Mapping)
        if isinstance(data, Mapping):
            self._data = data
        else:
            self._note(fault("wrong_type", where, expected="a table", found=_kind(data)))

    def path(self, name: str) -> str:
        """Give the key path of one of the table's keys."""
        return f"{self.where}.{name}" if self.where else name

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
        found = self._typed(name, bool, "true or false", required=False)
        return default if found is None else found

    def number(self, name: str, *, required: bool = True) -> int | None:
        """Read a whole number (true and false are none)."""
        if isinstance(self._data.get(name), bool):
            self._note(fault("wrong_type", self.path(name), expected="a number", found="bool"))
            self._asked.append(name)
            return None
        return self._typed(name, int, "a number", required=required)

    def texts(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        """Read a list of strings; an absent one is empty."""
        found = self._typed(name, list, "a list of texts", required=required) or []
        for place, one in enumerate(found):
            if not isinstance(one, str):
                where = f"{self.path(name)}[{place}]"
                self._note(fault("wrong_type", where, expected="text", found=_kind(one)))
        return tuple(one for one in found if isinstance(one, str))

    def choice(self, name: str, codes: type[Code], *, required: bool = True) -> Code | None:
        """Read one of a closed set of codes."""
        found = self.text(name, required=required)
        if found is None:
            return None
        if found in list(codes):
            return codes(found)
        self._note(fault("not_one_of", self.path(name), found=shown(found), allowed=tuple(codes)))
        return None

    def choices(self, name: str, codes: type[Code]) -> tuple[Code, ...]:
        """Read a list of codes of a closed set."""
        found, known = self.texts(name), list(codes)
        for place, one in enumerate(found):
            if one not in known:
                where = f"{self.path(name)}[{place}]"
                self._note(fault("not_one_of", where, found=shown(one), allowed=tuple(codes)))
        return tuple(codes(one) for one in found if one in known)

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
        self._note(fault("wrong_type", self.path(name), expected="a date", found=_kind(found)))
        return None

    def table(self, name: str, *, required: bool = True) -> "Reader | None":
        """Read a table within this one; its faults are noted here."""
        found = self._given(name, required=required)
        return None if found is None else Reader(found, self.path(name), self.faults)

    def tables(self, name: str, *, required: bool = False) -> list["Reader"]:
        """Read a list of tables; an absent one is empty."""
        found = self._typed(name, list, "a list of tables", required=required) or []
        return [
            Reader(one, f"{self.path(name)}[{place}]", self.faults)
            for place, one in enumerate(found)
        ]

    def make(self, build: Callable[[], Made], prefix: str = "") -> Made | None:
        """Build a value; if it refuses itself, note its faults here instead.

        `prefix` is what the value's own faults call it (``complaint.``): our key path replaces it.
        """
        try:
            return build()
        except InvalidValue as error:
            for one in error.faults:
                inner = one.where.removeprefix(prefix)
                self._note(Fault(one.code, self.path(inner) if inner else self.where, one.facts))
            return None

    def refuse_unknown_keys(self, known: Iterable[str] | None = None) -> None:
        """Note every key that nobody asked for (or that is not among `known`)."""
        asked = dict.fromkeys(self._asked if known is None else known)
        for name in self._data:
            if name not in asked:
                is_told = len(self.faults) < _SUGGESTED  # each compares with all that was asked
                suggestion = closest(str(name), asked) if is_told else None
                self._note(fault("unknown_key", self.path(shown_key(name)), suggestion=suggestion))

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
        except ValueError:
            self._note(fault(code, self.path(name), found=shown(text)))
            return None


def shown_key(name: object) -> str:
    """Show a foreign key in a path: short ones as they are, a long one by its length."""
    text = str(name)
    return text if len(text) <= _KEY_LENGTH else f"<{len(text)} characters>"


_SUGGESTED = 100  # own choice: among so many faults a key is told what it may have meant
_KEY_LENGTH = 40  # own choice, as in errors.shown


def _kind(value: object) -> str:
    return "null" if value is None else type(value).__name__
