"""What a later minor version of the documents added: kept as it is, never interpreted."""

import json
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from math import isfinite

from attrs import field, frozen

from sp4n.errors import Fault, fault, shown_key
from sp4n.validation import is_unicode, line_fault, number_fault, refuse, type_fault

_NAME_LIMIT = 200  # own choice
_MINOR_LIMIT = 9_999  # own choice
_DEPTH_LIMIT_LEVELS = 100  # own choice: far below what Python's JSON reads and writes
_VALUES_LIMIT = 1_000_000  # own choice
_BITS_LIMIT = 1_024  # own choice: what no double can hold, few readers of JSON take


def _length(text: str) -> str:
    return f"<{len(text)} characters>"


@frozen
class Additions:
    """The keys that a later minor version added to a complaint, an actor, a text or an envelope.

    `minor` is the minor version of the document that they were read from, from 1; `keys` is a JSON
    object of them. They are written back when the value is, and decide nothing: no key of a known
    name can be among them.

    Raises InvalidValue for a minor version that is none, and for keys that are no JSON object of
    plain names.

    >>> Additions(2, '{"priority": "high"}').to_data()
    {'priority': 'high'}
    """

    minor: int
    keys: str = field(repr=_length)

    def __attrs_post_init__(self) -> None:
        refuse(
            number_fault(self.minor, "additions.minor", 1, _MINOR_LIMIT),
            *foreign_text_faults(self.keys, (), "additions.keys"),
        )

    def to_data(self) -> dict[str, object]:
        """Give the keys as plain data."""
        found: dict[str, object] = json.loads(self.keys)
        return found


def additions_faults(value: object, known: Collection[str], where: str) -> Iterator[Fault | None]:
    """Additions are None, or hold no key that the value has itself."""
    if value is None:
        return
    if isinstance(value, Additions):
        yield from foreign_faults(value.to_data(), known, where)
    else:
        yield type_fault(Additions, value, where, "additions")


def foreign_text_faults(text: object, known: Collection[str], where: str) -> Iterator[Fault]:
    """Foreign keys are stored as the text of a JSON object."""
    found: object = None
    if isinstance(text, str):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
    if isinstance(found, dict):
        yield from foreign_faults(found, known, where)
    else:
        kind = type(text).__name__
        yield fault("wrong_type", where, expected="json_object", found=kind)


def foreign_faults(
    keys: Mapping[str, object], known: Collection[str], where: str
) -> Iterator[Fault]:
    """A foreign key has a name on one line that looks like no known one, and its value is JSON."""
    for name, value in keys.items():
        wrong = line_fault(name, where, _NAME_LIMIT)
        if wrong is not None:
            yield wrong
            continue
        place = f"{where}.{shown_key(name)}" if where else shown_key(name)
        if unicodedata.normalize("NFKC", name).strip().casefold() in known:
            yield fault("looks_known", place)
        found = _json_fault(value, place)
        if found is not None:
            yield found


def _json_fault(value: object, where: str) -> Fault | None:
    """What is kept as it is must be JSON that any store takes, or it could not be written again."""
    waiting, seen = [(value, 1)], 0
    while waiting:
        one, depth = waiting.pop()
        seen += 1
        if depth > _DEPTH_LIMIT_LEVELS:
            return fault("too_deep", where, limit=_DEPTH_LIMIT_LEVELS)
        if seen > _VALUES_LIMIT:
            return fault("too_many", where, limit=_VALUES_LIMIT)
        if isinstance(one, dict):
            waiting += ((name, depth) for name in one)
            if not all(isinstance(name, str) for name in one):
                return fault("wrong_type", where, expected="JSON", found="dict")
            waiting += ((inner, depth + 1) for inner in one.values())
        elif isinstance(one, list):
            waiting += ((inner, depth + 1) for inner in one)
        elif isinstance(one, str):
            if not is_unicode(one):
                return fault("not_unicode", where)
        elif not _is_plain(one):
            return fault("wrong_type", where, expected="JSON", found=type(one).__name__)
    return None


def _is_plain(value: object) -> bool:
    if isinstance(value, float):
        return isfinite(value)
    if isinstance(value, int):
        return value.bit_length() <= _BITS_LIMIT
    return value is None
