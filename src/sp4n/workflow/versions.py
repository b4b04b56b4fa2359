"""Versions: the table that a case is pinned to, also after extensions were switched on or off.

A version names what a table is made of: ``kota/1+reopening+rating`` is ``kota/1`` with two
extensions. So whoever knows ``kota/1`` knows all the tables that it makes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain

from attrs import evolve, field, frozen

from sp4n.errors import Fault, InvalidValue, fault
from sp4n.findings import Finding, Severity, finding
from sp4n.frozen_dict import FrozenDict
from sp4n.validation import items_or_as_given
from sp4n.workdays import Limit
from sp4n.workflow.extensions import EXTENSIONS, extended
from sp4n.workflow.lapor import VERSIONS
from sp4n.workflow.workflow import Workflow, safety_faults

LIBRARY_TABLES: Mapping[str, Workflow] = VERSIONS
"""The tables of this library, by version: they stay known, whatever a policy has."""


def _workflows(older: Iterable[Workflow]) -> tuple[Workflow, ...]:
    return items_or_as_given(older)


@frozen
class Tables:
    """The tables by which cases go on: that of new cases, older ones, and what they were made of.

    Attributes:
        current: What new cases are pinned to.
        older: Earlier tables, as they were.
    """

    current: Workflow
    older: tuple[Workflow, ...] = field(default=(), converter=_workflows)
    _bases: Mapping[str, Workflow] = field(init=False, eq=False, repr=False)
    _by_version: Mapping[str, Workflow] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        given = self.given
        bases = {table.version: table for table in map(_base_of, given)}
        object.__setattr__(self, "_bases", FrozenDict({**LIBRARY_TABLES, **bases}))
        by_version = FrozenDict({table.version: table for table in given})
        object.__setattr__(self, "_by_version", by_version)

    @property
    def given(self) -> tuple[Workflow, ...]:
        """The table of new cases, and the older ones."""
        return (self.current, *self.older)

    def find(self, version: str) -> Workflow | None:
        """Give the table with a version; None when it is neither given nor made of a known one.

        One that is not given is made of its base, with its extensions as they are set here, else as
        they are by default; its timers run as those of new cases do.

        >>> from sp4n.workflow.lapor import LAPOR
        >>> Tables(extended(LAPOR, {"rating": {}})).find("lapor/2+reopening+rating").version
        'lapor/2+reopening+rating'
        >>> Tables(LAPOR).find("lapor/2+unheard-of") is None
        True
        """
        return self._by_version.get(version) or self._remembered(version)

    @cached_property
    def _remembered(self) -> Callable[[str], Workflow | None]:
        """Do `_made` and remember it: the cases of a list ask for the same few tables."""
        return lru_cache(maxsize=64)(self._made)  # own choice: what six extensions make

    def _made(self, version: str) -> Workflow | None:
        for base in self._bases.values():
            names = _extensions_between(base.version, version)
            if names is None:
                continue
            try:
                table = self._timed(extended(base, {name: self._set(name) for name in names}))
            except InvalidValue:  # the base can't have that extension
                continue
            if table.version == version and not any(safety_faults(table)):
                return table
        return None

    def _set(self, extension: str) -> Mapping[str, Limit | int]:
        """Give how an extension is set, the table of new cases first."""
        tables = (table for table in self.given if extension in table.extensions)
        return next((table.extensions[extension] for table in tables), {})

    def _timed(self, table: Workflow) -> Workflow:
        """Give a table the timers of new cases: of the same row, else of the same command."""
        timers = [row for row in self.current.transitions if row.after is not None]
        by_command = {row.command: row.after for row in reversed(timers)}
        by_row = {(row.source, row.command): row.after for row in timers}
        rows = (
            evolve(row, after=by_row.get((row.source, row.command)) or by_command[row.command])
            if row.after is not None and row.command in by_command
            else row
            for row in table.transitions
        )
        return evolve(table, transitions=tuple(rows))


def _base_of(table: Workflow) -> Workflow:
    return table.base or table


def _extensions_between(base: str, version: str) -> tuple[str, ...] | None:
    """Name the extensions by which a version goes beyond its base; None if it is not made of it."""
    if version == base:
        return ()
    if not version.startswith(f"{base}+"):
        return None
    names = tuple(version.removeprefix(f"{base}+").split("+"))
    return names if set(names) <= EXTENSIONS.keys() else None


def same_table(one: Workflow, other: Workflow) -> bool:
    """Tell whether two workflows are one table, whatever their limits of timers are.

    Those may change under one version: a timer runs as the policy of the day has it.
    """
    return one is other or table_parts(one) == table_parts(other)


def table_parts(workflow: Workflow) -> dict[str, object]:
    """Give what makes a table up but the limits of its timers."""
    return {
        "statuses": workflow.statuses,
        "commands": workflow.commands,
        "transitions": [evolve(row, after=None) for row in workflow.transitions],
        "initial": workflow.initial,
    }


def version_faults(current: Workflow, older: Iterable[Workflow], where: str) -> Iterator[Fault]:
    """Refuse two tables of one version: nobody could say which a case is pinned to.

    That which an extended table was made of counts as well, unless it is the same table.
    """
    known: dict[str, Workflow] = {}
    given = (current, *older)
    for table in given:
        if table.version in known:
            yield fault("duplicate", where, found=table.version)
        known[table.version] = table
    for base in (table.base for table in given):
        if base is not None and not same_table(known.setdefault(base.version, base), base):
            yield fault("two_tables", where, found=base.version)


def check_tables(tables: Iterable[Workflow]) -> Iterator[Finding]:
    """Find the tables that have the version of one of this library's, and are another."""
    for version, base in {base.version: base for base in map(_base_of, tables)}.items():
        known = LIBRARY_TABLES.get(version)
        if known is not None and not same_table(known, base):
            yield finding("table_changed", Severity.WARNING, "workflow.version", workflow=version)


def changed_tables(before: Tables, after: Tables) -> tuple[str, ...]:
    """Name the versions that are another table in the one than in the other.

    Cases that are pinned to them would go on by the other table. Compared are the tables that
    either has for new cases and among the older ones, and what these were made of.
    """
    tables = (*before.given, *after.given)
    versions = dict.fromkeys(chain(*((table.version, _base_of(table).version) for table in tables)))
    pairs = ((version, before.find(version), after.find(version)) for version in versions)
    return tuple(version for version, was, now in pairs if was and now and not same_table(was, now))
