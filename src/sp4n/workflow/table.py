"""Workflows: a table of transitions as one frozen value."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, field, frozen

from sp4n.errors import Fault, UnknownCode, fault, shown, shown_key
from sp4n.frozen_dict import FrozenDict
from sp4n.quiet import shown_short
from sp4n.validation import (
    LABEL_LIMIT_CHARACTERS,
    code_fault,
    codes_faults,
    items_or_as_given,
    line_fault,
    list_faults,
    refuse,
    type_fault,
)
from sp4n.workdays import Limit
from sp4n.workflow.commands import CommandKind
from sp4n.workflow.status import Phase, Status
from sp4n.workflow.table_faults import count_fault, size_faults, table_faults


def _words(given: Iterable[str]) -> tuple[str, ...]:
    return items_or_as_given(given)


@frozen
class Transition:
    """One row of the table: from which status, by which command, by whom, to which status.

    `who` holds roles, ``reporter`` or ``system``. `guards` name further conditions (see `GUARDS`).
    `after` is a timer: the system may give the command once the limit has passed since the case
    came into the status, or to its holder. `until` is a window: the command may be given only
    before that limit has passed. `at_most` is how often it may be given in the life of a case.
    `is_limited` tells whether it has any of the three.

    Raises InvalidValue for whatever is no code, no list of codes, no limit, no whole number from 1.
    """

    source: str
    command: str
    who: tuple[str, ...] = field(converter=_words)
    target: str
    guards: tuple[str, ...] = field(default=(), converter=_words)
    after: Limit | None = None
    until: Limit | None = None
    at_most: int | None = None
    is_limited: bool = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(*self._faults())
        limited = (self.after, self.until, self.at_most) != (None, None, None)
        object.__setattr__(self, "is_limited", limited)

    def _faults(self) -> Iterator[Fault | None]:
        codes = (("source", self.source), ("command", self.command), ("target", self.target))
        for name, code in codes:
            yield code_fault(code, f"transition.{name}")
        for name, words in (("who", self.who), ("guards", self.guards)):
            yield from codes_faults(words, f"transition.{name}")
        for name, limit in (("after", self.after), ("until", self.until)):
            if limit is not None:
                yield type_fault(Limit, limit, f"transition.{name}", "a limit")
        if self.at_most is not None:
            yield count_fault(self.at_most, "transition.at_most")


def _statuses(given: Iterable[Status]) -> tuple[Status, ...]:
    return items_or_as_given(given)


def _kinds(given: Iterable[CommandKind]) -> tuple[CommandKind, ...]:
    return items_or_as_given(given)


def _rows(given: Iterable[Transition]) -> tuple[Transition, ...]:
    return items_or_as_given(given)


@shown_short
@frozen(repr=False)
class Workflow:
    """Statuses, commands and transitions: what may happen to a case, and nothing else.

    `version` is what cases are pinned to, `phases` the phase of each status.

    Raises InvalidValue, all at once: duplicate codes, a row that nobody may take, a row
    with an unknown status, command, role or guard, two rows for the same status, command and role,
    a system row without a timer or with other actors; and before that, parts that are none, and
    more than 200 statuses or commands, or 20,000 rows.
    """

    version: str
    statuses: tuple[Status, ...] = field(converter=_statuses)
    commands: tuple[CommandKind, ...] = field(converter=_kinds)
    transitions: tuple[Transition, ...] = field(converter=_rows)
    initial: str
    phases: Mapping[str, Phase] = field(init=False, eq=False, repr=False)
    _status: Mapping[str, Status] = field(init=False, eq=False, repr=False)
    _command: Mapping[str, CommandKind] = field(init=False, eq=False, repr=False)
    _rows: Mapping[tuple[str, str], tuple[Transition, ...]] = field(
        init=False, eq=False, repr=False
    )
    _rows_of: Mapping[str, tuple[Transition, ...]] = field(init=False, eq=False, repr=False)
    _timers: Mapping[str, tuple[Transition, ...]] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(
            line_fault(self.version, "version", LABEL_LIMIT_CHARACTERS),
            *list_faults(Status, self.statuses, "status", "a status"),
            *list_faults(CommandKind, self.commands, "command", "a kind of command"),
            *list_faults(Transition, self.transitions, "transition", "a row"),
            code_fault(self.initial, "initial"),
        )
        refuse(*size_faults(self.statuses, self.commands, self.transitions))
        rows: defaultdict[tuple[str, str], list[Transition]] = defaultdict(list)
        for row in self.transitions:
            rows[row.source, row.command].append(row)
        statuses = {one.code: one for one in self.statuses}
        kinds = {one.code: one for one in self.commands}
        tables: dict[str, Mapping[Any, Any]] = {
            "phases": {code: one.phase for code, one in statuses.items()},
            "_status": statuses,
            "_command": kinds,
            "_rows": {key: tuple(found) for key, found in rows.items()},
            "_rows_of": {
                command: tuple(row for row in self.transitions if row.command == command)
                for command in kinds
            },
            "_timers": {
                status: tuple(row for row in self.transitions if row.source == status and row.after)
                for status in statuses
            },
        }
        for name, table in tables.items():
            object.__setattr__(self, name, FrozenDict(table))
        refuse(*table_faults(self))

    def __reduce__(self) -> tuple[type["Workflow"], tuple[object, ...]]:
        """Pickle what it was made of; what follows from that is worked out anew, and checked."""
        return Workflow, (
            self.version, self.statuses, self.commands, self.transitions, self.initial,
        )  # fmt: skip

    def __repr__(self) -> str:
        sizes = f"{len(self.statuses)} statuses, {len(self.commands)} commands"
        return f"<Workflow {self.version}: {sizes}, {len(self.transitions)} transitions>"

    def status(self, code: str) -> Status:
        """Find a status; UnknownCode when there is none, InvalidValue for what is no code."""
        _refuse_what_is_no_code(code, "status")
        found = self._status.get(code)
        if found is None:
            raise UnknownCode("status", code, self._status)
        return found

    def command(self, code: str) -> CommandKind | None:
        """Find a command by its code; None when the workflow has no such command."""
        _refuse_what_is_no_code(code, "command")
        return self._command.get(code)

    def rows(self, status: str, command: str) -> tuple[Transition, ...]:
        """Give the transitions of a command from a status; empty when there are none."""
        _refuse_what_is_no_code(status, "status")
        _refuse_what_is_no_code(command, "command")
        return self._rows.get((status, command), ())

    def rows_of(self, command: str) -> tuple[Transition, ...]:
        """Give the transitions of a command from every status."""
        _refuse_what_is_no_code(command, "command")
        return self._rows_of.get(command, ())

    def timers(self, status: str) -> tuple[Transition, ...]:
        """Give the transitions from a status that the system makes when their limit has passed."""
        _refuse_what_is_no_code(status, "status")
        return self._timers.get(status, ())

    def to_data(self) -> dict[str, object]:
        """Give everything in the table as plain data, for a fingerprint of it."""
        return {
            "version": self.version,
            "initial": self.initial,
            "statuses": [
                (one.code, one.phase, one.label.id, one.label.en) for one in self.statuses
            ],
            "commands": [(one.code, one.effects, repr(one.fields)) for one in self.commands],
            "transitions": [repr(one) for one in self.transitions],
        }

    def with_timers(self, limits: Mapping[str, Limit | str]) -> "Workflow":
        """Give the same workflow with other limits on its timers, by command.

        A limit may be written (``"7 working days"``). The version stays: cases are pinned to the
        table, and a timer runs as the policy of the day has it.

        Raises InvalidValue for a command without a timer, and for what is no limit.
        """
        refuse(type_fault(Mapping, limits, "timers", "a table"))
        given = {code: _limit(limit) for code, limit in limits.items()}
        timed = tuple(sorted({row.command for row in self.transitions if row.after}))
        refuse(
            *(
                fault("not_one_of", shown_key(code), found=shown(code), allowed=timed)
                for code in limits
                if code not in timed
            ),
        )
        changed = (
            evolve(row, after=given.get(row.command, row.after)) if row.after else row
            for row in self.transitions
        )
        return evolve(self, transitions=tuple(changed))


def _refuse_what_is_no_code(value: object, where: str) -> None:
    if value.__class__ is not str:
        refuse(type_fault(str, value, where, "a code"))


def _limit(value: Limit | str) -> Limit:
    return value if isinstance(value, Limit) else Limit.parse(value)
