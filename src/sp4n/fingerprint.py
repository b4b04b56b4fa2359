"""Fingerprints: what a value says, as plain data, and a digest of that.

Nothing here rests on how Python shows a value: equal values have equal digests, on every machine
and every version of Python.
"""

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import cast

from attrs import AttrsInstance, fields, has

from sp4n.labels import Wording


def plain(value: object) -> object:
    """Give what a value says as plain data for JSON: lists, tables, texts, numbers.

    Of attrs values that is every attribute by which two of a kind are told apart. Days are in ISO
    notation, words in Indonesian and English, sets in order. What says nothing (None, False, an
    empty text or list) is left out of tables, so that one more attribute which nobody uses yet
    changes no digest.

    >>> from sp4n.workdays import Closure
    >>> plain(Closure(date(2026, 5, 4), "Hari Jadi"))
    {'on': '2026-05-04', 'why': {'id': 'Hari Jadi', 'en': 'Hari Jadi'}}
    """
    if isinstance(value, Wording):
        return {"id": value.id, "en": value.en}
    if isinstance(value, frozenset):
        return sorted(map(plain, value), key=_as_json)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        said = {str(name): plain(item) for name, item in value.items()}
        return {name: item for name, item in said.items() if _is_said(item)}
    if isinstance(value, Enum):
        return value.value
    return (
        plain(_told_apart_by(cast("AttrsInstance", value))) if has(type(value)) else _written(value)
    )


def _told_apart_by(value: AttrsInstance) -> dict[str, object]:
    return {part.name: getattr(value, part.name) for part in fields(type(value)) if part.eq}


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def fingerprint(value: object) -> str:
    """Give a digest of what a value says: ``sha256:`` and 64 digits.

    Raises TypeError if part of it is neither plain nor an attrs value.
    """
    from hashlib import sha256  # slow to import

    return f"sha256:{sha256(_as_json(plain(value)).encode()).hexdigest()}"


def _is_said(item: object) -> bool:
    return item is not None and item is not False and item not in ("", [], {})


def _as_json(data: object) -> str:
    return json.dumps(data, sort_keys=True)
