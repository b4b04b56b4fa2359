"""A directory's digest: equal for equal directories, on every machine."""

import json
from collections.abc import Iterable

from attrs import Attribute, AttrsInstance, asdict

from sp4n.model.agency import Agency
from sp4n.model.categories import Categories
from sp4n.model.officer import Appointment, Officer

_ADDED = frozenset({"successors", "former_names", "falls_to", "acting", "acting_for"})


def digest_of(
    agencies: Iterable[Agency],
    officers: Iterable[Officer],
    appointments: Iterable[Appointment],
    categories: Categories,
) -> str:
    """Give a fingerprint of a directory's parts, whatever their order."""
    lines = (sorted(map(_line, part)) for part in (agencies, officers, appointments))
    facts = json.dumps((*lines, categories.parents))
    from hashlib import sha256  # slow to import

    return f"sha256:{sha256(facts.encode()).hexdigest()}"


def _line(value: AttrsInstance) -> str:
    """One agency, officer or appointment as text that no hash seed and no machine changes."""
    return json.dumps(asdict(value, filter=_is_told, value_serializer=_plain), default=str)


def _is_told(attribute: "Attribute[object]", value: object) -> bool:
    """Leave out what nothing is said of: a directory keeps its digest when facts can be added."""
    return attribute.name not in _ADDED or bool(value)


def _plain(_owner: object, _attribute: object, value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value
