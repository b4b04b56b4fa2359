"""A directory as its file has it: agencies and their officers."""

from collections.abc import Mapping
from typing import Any

from sp4n.errors import fault, shown
from sp4n.model.agency import Agency, AgencyKind, FormerName
from sp4n.model.categories import Categories
from sp4n.model.directory import Directory
from sp4n.model.officer import Acting, Appointment, Officer, Role
from sp4n.reader import PolicyError, Reader

DIRECTORY_SCHEMA = "sp4n/directory/1"
"""What a directory's file says it is."""


def directory_from_data(data: Mapping[str, Any]) -> Directory:
    """Read a directory from plain data, as its file has it.

    ``categories`` maps each category to its parent, ``""`` at the top. ``agency`` maps each code
    to a table: name, kind, parent, region, mandate, front_desk, active (from, until), successors,
    falls_to, former_names (name, until), lapor_id (a list of the IDs by which LAPOR!'s exports
    name it) and officers
    (id, name, role, since, until, letter, acting, acting_for). An officer with two
    appointments stands there twice, with the same name. Raises PolicyError with every fault and its
    key path.
    """
    reader = Reader(data)
    schema = reader.text("schema")
    if schema not in (None, DIRECTORY_SCHEMA):
        allowed = (DIRECTORY_SCHEMA,)
        reader.faults.append(
            fault("unknown_schema", "schema", found=shown(schema), allowed=allowed)
        )
    tree = _categories(reader)
    people = _People()
    agencies = [
        _agency(inner, code, people)
        for outer in [reader.table("agency")]
        if outer is not None
        for code in outer.names()
        for inner in [Reader(outer.raw(code), outer.path(code), reader.faults)]
    ]
    reader.refuse_unknown_keys()
    reader.check(PolicyError)
    made = reader.make(
        lambda: Directory(
            [agency for agency in agencies if agency is not None],
            people.officers.values(),
            people.appointments,
            tree or Categories(),
        )
    )
    reader.check(PolicyError)
    assert made is not None  # noqa: S101  # no fault, hence a directory
    return made


class _People:
    """The officers and appointments met so far."""

    def __init__(self) -> None:
        self.officers: dict[str, Officer] = {}
        self.appointments: list[Appointment] = []


def _categories(reader: Reader) -> Categories | None:
    inner = reader.table("categories", required=False)
    if inner is None:
        return None
    parents = {name: inner.text(name) or None for name in inner.names()}
    return inner.make(lambda: Categories(parents), "category.")


def _agency(reader: Reader, code: str, people: _People) -> Agency | None:
    name, kind = reader.text("name"), reader.choice("kind", AgencyKind, required=False)
    parent, region = reader.text("parent", required=False), reader.text("region", required=False)
    mandate, front_desk = reader.texts("mandate"), reader.flag("front_desk")
    lapor_ids = reader.texts("lapor_id")
    successors, falls_to = reader.texts("successors"), reader.texts("falls_to")
    former_names = [_former_name(inner) for inner in reader.tables("former_names")]
    active = reader.table("active", required=False)
    active_from = active.day("from", required=False) if active else None
    active_until = active.day("until", required=False) if active else None
    if active is not None:
        active.refuse_unknown_keys()
    for inner in reader.tables("officers"):
        _officer(inner, code, people)
    reader.refuse_unknown_keys()
    if name is None:
        return None
    return reader.make(
        lambda: Agency(
            code,
            name,
            kind=kind or AgencyKind.WORK_UNIT,
            parent=parent,
            region=region or "ID",
            mandate=mandate,
            front_desk=front_desk,
            active_from=active_from,
            active_until=active_until,
            lapor_ids=lapor_ids,
            successors=successors,
            falls_to=falls_to,
            former_names=[former for former in former_names if former is not None],
        ),
        "agency.",
    )


def _former_name(reader: Reader) -> FormerName | None:
    name, until = reader.text("name"), reader.day("until")
    reader.refuse_unknown_keys()
    if name is None or until is None:
        return None
    return reader.make(lambda: FormerName(name, until), "former_name.")


def _officer(reader: Reader, agency: str, people: _People) -> None:
    identity, name, role = reader.text("id"), reader.text("name"), reader.choice("role", Role)
    since, until = reader.day("since", required=False), reader.day("until", required=False)
    letter, acting_for = (reader.text(key, required=False) for key in ("letter", "acting_for"))
    acting = reader.choice("acting", Acting, required=False)
    reader.refuse_unknown_keys()
    if identity is None or name is None or role is None:
        return
    officer = reader.make(lambda: Officer(identity, name), "officer.")
    appointment = reader.make(
        lambda: Appointment(
            identity,
            agency,
            role,
            since=since,
            until=until,
            letter=letter,
            acting=acting,
            acting_for=acting_for,
        ),
        "appointment.",
    )
    if officer is None or appointment is None:
        return
    if people.officers.setdefault(identity, officer) != officer:
        where = reader.path("name")
        reader.faults.append(
            fault("contradiction", where, found=identity, other="the name given before")
        )
    people.appointments.append(appointment)
