"""Which rows speak of one office: by its ID where the file has one, else by its name."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from attrs import field, frozen

from sp4n.errors import Fault
from sp4n.frozen_dict import FrozenDict
from sp4n.interchange.lapor_export.cells import folded, is_placeholder
from sp4n.interchange.lapor_export.columns import Column
from sp4n.interchange.lapor_export.values import ExportRow
from sp4n.model.agency import Agency
from sp4n.model.directory import Directory

UNDISPOSED = "undisposed"
"""The key of complaints that were given to no office yet; no office has it."""


class _Told(NamedTuple):
    """What a row tells of the office that it was given to."""

    id: str | None
    name: str | None
    parent: str | None


class _Office(NamedTuple):
    """By what an office is told apart: its ID, or its name with a parent where that is needed."""

    id: str | None
    name: str = ""
    parent: str | None = None


def _frozen(given: Mapping[_Told, str]) -> Mapping[_Told, str]:
    return FrozenDict(given)


def _counts(given: Mapping[str, int]) -> Mapping[str, int]:
    return FrozenDict(given)


def _set(given: Iterable[str]) -> frozenset[str]:
    return frozenset(given)


@frozen
class Offices:
    """The key by which each row's office is counted: its code in a directory, or its name.

    Attributes:
        unknown: The offices that the directory does not have, with how many rows each has; none
            without a directory.
        governments: Those whose exports these are.
        doubts: Where IDs and names don't match one to one, as happens in genuine exports.
    """

    _keys: Mapping[_Told, str] = field(converter=_frozen, repr=False)
    unknown: Mapping[str, int] = field(converter=_counts)
    governments: frozenset[str] = field(default=frozenset(), converter=_set)
    doubts: tuple[Fault, ...] = ()

    def key_of(self, row: ExportRow) -> str | None:
        """Give the key of a row's office; None when the row names none."""
        return self._keys.get(_told(row))


def offices_of(
    rows: Iterable[ExportRow], governments: Collection[str], directory: Directory | None = None
) -> Offices:
    """Tell the offices of some rows apart.

    `governments` are whose exports these are: as a parent the only one distinguishes nothing (of
    two, each may have an office of that name), and neither does the office itself. An office of
    the `directory` is found by an ID of its `lapor_ids`, else by its name, or a former one, without
    regard to case and spaces; one whose IDs are known is not that of another ID.
    """
    times = Counter(map(_told, rows))
    del times[_NOBODY]
    own = {folded(government) for government in governments}
    offices = _apart(times, own if len(own) == 1 else ())
    names = _names(times, offices)
    codes = {} if directory is None else _codes(directory, names)
    keys = _keys(names, codes, {UNDISPOSED, *(agency.code for agency in directory or ())})
    unknown = Counter[str]()
    for told, office in offices.items():
        if directory is not None and office not in codes:
            unknown[keys[office]] += times[told]
    in_order = dict(sorted(unknown.items(), key=lambda counted: (-counted[1], counted[0])))
    of_rows = {told: keys[office] for told, office in offices.items()}
    return Offices(of_rows, in_order, governments, tuple(_doubts(times)))


def _doubts(told: Iterable[_Told]) -> Iterator[Fault]:
    """Tell of IDs with several names, and of names with several IDs."""
    names: dict[str, set[str]] = {}
    ids: dict[str, set[str]] = {}
    for naming in told:
        if _has_id(naming) and naming.name is not None:
            names.setdefault(str(naming.id), set()).add(folded(naming.name))
            ids.setdefault(folded(naming.name), set()).add(str(naming.id))
    for code, column, several in (
        ("one_id_many_names", Column.AGENCY_ID, names),
        ("one_name_many_ids", Column.AGENCY, ids),
    ):
        count = sum(len(of) > 1 for of in several.values())
        if count:
            yield Fault(code, column.value, (("count", count),))


_NOBODY = _Told(None, None, None)


def _told(row: ExportRow) -> _Told:
    if row.agency is None and row.agency_id is None:
        return _NOBODY
    return _Told(row.agency_id, row.agency, row.parent_agency)


def _apart(told: Iterable[_Told], governments: Collection[str]) -> dict[_Told, _Office]:
    """Tell offices apart: an ID does; a name without one, if no or several IDs have it."""
    ids: dict[str, set[str]] = {}
    parents: dict[str, set[str]] = {}
    for naming in told:
        if _has_id(naming):
            ids.setdefault(folded(naming.name or ""), set()).add(str(naming.id))
        elif parent := _parent(naming, governments):
            parents.setdefault(folded(naming.name or ""), set()).add(parent)

    def office(naming: _Told) -> _Office:
        if _has_id(naming):
            return _Office(naming.id)
        name = folded(naming.name or "")
        if len(ids.get(name, ())) == 1:
            return _Office(*ids[name])
        is_shared = len(parents.get(name, ())) > 1
        return _Office(None, name, _parent(naming, governments) if is_shared else None)

    return {naming: office(naming) for naming in told}


def _has_id(naming: _Told) -> bool:
    return naming.id is not None and not is_placeholder(naming.id)


def _parent(naming: _Told, governments: Collection[str]) -> str | None:
    """Give the parent if it may tell two offices apart."""
    parent = folded(naming.parent or "")
    return None if parent in {"", folded(naming.name or ""), *governments} else parent


def _names(
    times: Mapping[_Told, int], offices: Mapping[_Told, _Office]
) -> dict[_Office, tuple[str, str]]:
    """Give each office's name and its parent's, as most rows write them."""
    names: dict[_Office, Counter[str]] = {}
    parents: dict[_Office, Counter[str]] = {}
    for told, office in offices.items():
        names.setdefault(office, Counter())[told.name or str(told.id)] += times[told]
        parents.setdefault(office, Counter())[told.parent or "-"] += times[told]
    return {office: (_most(names[office]), _most(parents[office])) for office in names}


def _most(times: Counter[str]) -> str:
    return min(times, key=lambda name: (-times[name], name))


def _keys(
    names: Mapping[_Office, tuple[str, str]], codes: Mapping[_Office, str], taken: Collection[str]
) -> dict[_Office, str]:
    """Give the code, else the name, with the parent's name or the ID where others have it, too."""
    others = {office: pair for office, pair in names.items() if office not in codes}
    alike = Counter(folded(name) for name, _ in others.values())
    pairs = Counter((folded(name), folded(parent)) for name, parent in others.values())

    used = {*taken, *(name for name, _ in others.values() if alike[folded(name)] == 1)}

    def key(office: _Office, name: str, parent: str) -> str:
        if alike[folded(name)] == 1 and name not in taken:
            return name
        with_id = f"{name} (ID {office.id or '-'})"
        is_clear = pairs[folded(name), folded(parent)] == 1
        full = f"{name} ({parent})" if is_clear else with_id
        while full in used:  # somebody's own name
            full = with_id if full != with_id and with_id not in used else f"{full} *"
        used.add(full)
        return full

    return {**codes, **{office: key(office, *pair) for office, pair in others.items()}}


def _names_of(agency: Agency) -> set[str]:
    """Give what an agency is called, or was."""
    return {folded(agency.name), *(folded(former.name) for former in agency.former_names)}


def _codes(directory: Directory, names: Mapping[_Office, tuple[str, str]]) -> dict[_Office, str]:
    """Find offices in a directory: by ID, else by a name that just one has on either side."""
    owners = Counter(number for agency in directory for number in agency.lapor_ids)
    by_id = {
        number: agency.code
        for agency in directory
        for number in agency.lapor_ids
        if owners[number] == 1
    }
    called = [(name, agency) for agency in directory for name in _names_of(agency)]
    there = Counter(name for name, _ in called)
    by_name = {name: agency for name, agency in called if there[name] == 1}
    codes = {office: by_id[office.id] for office in names if office.id in by_id}
    here = Counter(folded(name) for office, (name, _) in names.items() if office not in codes)
    for office, (name, _) in names.items():
        agency = by_name.get(folded(name))
        if office in codes or agency is None or here[folded(name)] > 1:
            continue
        if office.id is None or not agency.lapor_ids:
            codes[office] = agency.code
    return codes
