"""Workflows: statuses, commands and transitions as one frozen value, and what can be wrong with it.

A constructor refuses what makes it no workflow at all. `safety_faults` are what must not be at
work: rows and commands that would give a case to anybody, forge a fact, or never end.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from attrs import evolve, field, frozen

from sp4n.errors import Fault, UnknownCode, fault, shown, shown_key, suggester
from sp4n.frozen_dict import FrozenDict
from sp4n.model.officer import REPORTER, SYSTEM, Role
from sp4n.quiet import shown_short
from sp4n.validation import (
    LABEL_LIMIT_CHARACTERS,
    code_fault,
    items_or_as_given,
    line_fault,
    list_faults,
    refuse,
    type_fault,
)
from sp4n.workdays import Limit
from sp4n.workflow.command_kinds import MOVING, CommandKind, Effect
from sp4n.workflow.fields import CommandField, FieldKind
from sp4n.workflow.status import Phase, Status
from sp4n.workflow.transition import GUARD_FIELDS, Transition, grouped

_STATUSES_LIMIT = _COMMANDS_LIMIT = 200  # own choice: LAPOR! has a tenth, with all its extensions
_ROWS_LIMIT = 20_000  # own choice
_ACTORS = (*Role, REPORTER, SYSTEM)
_JOINING = frozenset({"other_takes_in", "other_was_joined"})
_NAMING = frozenset({Effect.ASSIGN, Effect.INVOLVE, Effect.RELEASE})
_NEEDED = {
    Effect.ASSIGN: ("receiver_is_fit",),
    Effect.INVOLVE: ("receiver_is_fit", "disclosure_is_reasoned"),
}
"""The guards without which nobody must get hold, or know, of a case."""
_SEPARATING = frozenset({"host_lets_go", "other_was_separated"})
_OWN_NAMES = {
    FieldKind.AGENCY: "to",
    FieldKind.CATEGORY: "category",
    FieldKind.CLASSIFICATION: "classification",
    FieldKind.AGENCIES: "agencies",
    FieldKind.OFFICERS: "officers",
}
"""What a field of some kinds must be called, since the case is folded from it."""


def _statuses(given: Iterable[Status]) -> tuple[Status, ...]:
    return items_or_as_given(given)


def _kinds(given: Iterable[CommandKind]) -> tuple[CommandKind, ...]:
    return items_or_as_given(given)


def _transitions(given: Iterable[Transition]) -> tuple[Transition, ...]:
    return items_or_as_given(given)


_Extensions = Mapping[str, Mapping[str, Limit | int]]


def _taken_over(given: _Extensions) -> _Extensions:
    """Take over a table as it is; what is none stays, and is refused."""
    checked: object = given
    return FrozenDict(given) if isinstance(checked, Mapping) else given


@shown_short
@frozen(repr=False)
class Workflow:
    """Statuses, commands and transitions: what may happen to a case, and nothing else.

    Attributes:
        version: What cases are pinned to; one line of at most 200 characters.
        statuses: The statuses, at most 200.
        commands: The kinds of commands, at most 200.
        transitions: The rows, at most 20,000.
        initial: The code of the status in which a case begins.
        base: What it was made of by switching extensions on (`sp4n.workflow.extended`); None if it
            has none. It takes no part in equality.
        extensions: Those extensions, by name, with their parameters; no part in equality.
        phases: The phase of each status, by its code.

    Raises:
        InvalidValue: With all faults: parts of a wrong type; too many of them; duplicate codes; a
            row with an unknown status, command, actor or guard; a row that nobody may take; two
            rows for the same status, command and actor; a row of the system without a timer or
            with other actors.
    """

    version: str
    statuses: tuple[Status, ...] = field(converter=_statuses)
    commands: tuple[CommandKind, ...] = field(converter=_kinds)
    transitions: tuple[Transition, ...] = field(converter=_transitions)
    initial: str
    base: "Workflow | None" = field(default=None, eq=False, repr=False)
    extensions: _Extensions = field(factory=dict, converter=_taken_over, eq=False, repr=False)
    phases: Mapping[str, Phase] = field(init=False, eq=False, repr=False)
    _status: Mapping[str, Status] = field(init=False, eq=False, repr=False)
    _command: Mapping[str, CommandKind] = field(init=False, eq=False, repr=False)
    _rows: Mapping[tuple[str, str], tuple[Transition, ...]] = field(
        init=False, eq=False, repr=False
    )
    _rows_of: Mapping[str, tuple[Transition, ...]] = field(init=False, eq=False, repr=False)
    _sources: Mapping[str, tuple[str, ...]] = field(init=False, eq=False, repr=False)
    _actors: Mapping[str, tuple[str, ...]] = field(init=False, eq=False, repr=False)
    _timers: Mapping[str, tuple[Transition, ...]] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(
            line_fault(self.version, "version", LABEL_LIMIT_CHARACTERS),
            *list_faults(Status, self.statuses, "status", "status"),
            *list_faults(CommandKind, self.commands, "command", "kind_of_command"),
            *list_faults(Transition, self.transitions, "transition", "row"),
            code_fault(self.initial, "initial"),
            None if self.base is None else type_fault(Workflow, self.base, "base", "workflow"),
            type_fault(Mapping, self.extensions, "extensions", "table"),
        )
        refuse(*_size_faults(self))
        timed = (row for row in self.transitions if row.after)
        rows_of = grouped(self.transitions, attrgetter("command"))
        indexes: dict[str, Mapping[Any, Any]] = {
            "phases": {status.code: status.phase for status in self.statuses},
            "_status": {status.code: status for status in self.statuses},
            "_command": {kind.code: kind for kind in self.commands},
            "_rows": grouped(self.transitions, attrgetter("source", "command")),
            "_rows_of": rows_of,
            "_sources": {
                command: tuple(dict.fromkeys(row.source for row in rows))
                for command, rows in rows_of.items()
            },
            "_actors": {command: actors(rows) for command, rows in rows_of.items()},
            "_timers": grouped(timed, attrgetter("source")),
        }
        for name, index in indexes.items():
            object.__setattr__(self, name, FrozenDict(index))
        refuse(*_workflow_faults(self))

    def __reduce__(self) -> tuple[type["Workflow"], tuple[object, ...]]:
        """Pickle what it was made of; what follows from that is worked out anew, and checked."""
        return Workflow, (
            self.version, self.statuses, self.commands, self.transitions, self.initial,
            self.base, self.extensions,
        )  # fmt: skip

    def __repr__(self) -> str:
        sizes = f"{len(self.statuses)} statuses, {len(self.commands)} commands"
        return f"<Workflow {self.version}: {sizes}, {len(self.transitions)} transitions>"

    def status(self, code: str) -> Status:
        """Find a status by its code.

        Raises UnknownCode if the workflow has no such status, InvalidValue if *code* is not a
        string.
        """
        _refuse_unless_code(code, "status")
        status = self._status.get(code)
        if status is None:
            raise UnknownCode("status", code, self._status)
        return status

    def command(self, code: str) -> CommandKind | None:
        """Find a command by its code; None when the workflow has no such command."""
        _refuse_unless_code(code, "command")
        return self._command.get(code)

    def kind_of(self, row: Transition) -> CommandKind:
        """Give the kind of command by which one of its own rows is taken."""
        return self._command[row.command]

    def rows(self, status: str, command: str) -> tuple[Transition, ...]:
        """Give the transitions of a command from a status; empty when there are none."""
        _refuse_unless_code(status, "status")
        _refuse_unless_code(command, "command")
        return self._rows.get((status, command), ())

    def rows_of(self, command: str) -> tuple[Transition, ...]:
        """Give the transitions of a command from every status."""
        _refuse_unless_code(command, "command")
        return self._rows_of.get(command, ())

    def sources_of(self, command: str) -> tuple[str, ...]:
        """Give the statuses from which a command leads on, each once."""
        return self._sources.get(command, ())

    def actors_of(self, command: str) -> tuple[str, ...]:
        """Give whoever may give a command in some status, each once."""
        return self._actors.get(command, ())

    def timers(self, status: str) -> tuple[Transition, ...]:
        """Give the transitions from a status that the system makes when their limit has passed."""
        _refuse_unless_code(status, "status")
        return self._timers.get(status, ())

    def with_timers(self, limits: Mapping[str, Limit | str]) -> "Workflow":
        """Give the same workflow with other limits on its timers, by command.

        A limit may be written (``"7 working days"``). The version stays: cases are pinned to the
        workflow, and a timer runs as the policy of the day has it.

        Raises InvalidValue if a command has no timer, or if what is given for it is no limit.
        """
        refuse(type_fault(Mapping, limits, "timers", "table"))
        given = {code: _limit(limit) for code, limit in limits.items()}
        timed = tuple(sorted({row.command for row in self.transitions if row.after}))
        refuse(
            *(
                fault("not_one_of", shown_key(code), found=shown(code), allowed=timed)
                for code in limits
                if code not in timed
            ),
        )
        return self._timed(given)

    def _timed(self, limits: Mapping[str, Limit]) -> "Workflow":
        changed = (
            evolve(row, after=limits.get(row.command, row.after)) if row.after else row
            for row in self.transitions
        )
        base = None if self.base is None else self.base._timed(limits)  # noqa: SLF001 - its own kind
        return evolve(self, transitions=tuple(changed), base=base)


def actors(rows: Sequence[Transition]) -> tuple[str, ...]:
    """Give whoever may take one of some rows, each once."""
    if len(rows) == 1:  # as nearly always
        return rows[0].who
    return tuple(dict.fromkeys(actor for row in rows for actor in row.who))


def _refuse_unless_code(value: object, where: str) -> None:
    if value.__class__ is not str:
        refuse(type_fault(str, value, where, "code"))


def _limit(value: Limit | str) -> Limit:
    return value if isinstance(value, Limit) else Limit.parse(value)


def _size_faults(workflow: Workflow) -> Iterator[Fault]:
    """Refuse a workflow that has too much of a kind to be checked."""
    for where, parts, limit in (
        ("status", workflow.statuses, _STATUSES_LIMIT),
        ("command", workflow.commands, _COMMANDS_LIMIT),
        ("transition", workflow.transitions, _ROWS_LIMIT),
    ):
        if len(parts) > limit:
            yield fault("too_large", where, found=len(parts), limit=limit)


def _workflow_faults(workflow: Workflow) -> Iterator[Fault | None]:
    """Check that statuses, commands and rows exist and fit each other."""
    statuses = [status.code for status in workflow.statuses]
    commands = [kind.code for kind in workflow.commands]
    yield from _duplicates("status", statuses)
    yield from _duplicates("command", commands)
    status_fault, command_fault = _unknown("status", statuses), _unknown("command", commands)
    yield status_fault(workflow.initial, "initial")
    taken: set[tuple[str, str, str]] = set()
    for place, row in enumerate(workflow.transitions):
        where = f"transition[{place}]"
        yield status_fault(row.source, f"{where}.source")
        yield status_fault(row.target, f"{where}.target")
        yield command_fault(row.command, f"{where}.command")
        yield from _row_faults(row, where)
        for actor in row.who:
            key = (row.source, row.command, actor)
            if key in taken:
                yield fault("duplicate", f"{where}.who", found=" ".join(map(shown_key, key)))
            taken.add(key)


def _unknown(kind: str, codes: Iterable[str]) -> Callable[[str, str], Fault | None]:
    """Give what complains about a code that is not there; it suggests what may have been meant."""
    known = dict.fromkeys(codes)
    suggest = suggester(known)

    def code_of_kind_fault(code: str, where: str) -> Fault | None:
        if code in known:
            return None
        return fault(f"unknown_{kind}", where, found=shown_key(code), suggestion=suggest(code))

    return code_of_kind_fault


def _duplicates(kind: str, codes: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            yield fault("duplicate", f"{kind}.{shown_key(code)}", found=shown_key(code))
        seen.add(code)


def _row_faults(row: Transition, where: str) -> Iterator[Fault]:
    if not row.who:
        yield fault("empty", f"{where}.who")
    yield from _strangers(row.who, _ACTORS, f"{where}.who")
    alone = row.who == (SYSTEM,)
    if alone != (row.after is not None) or (SYSTEM in row.who and not alone):
        yield fault("timer_without_system", f"{where}.after")
    yield from _strangers(row.guards, GUARD_FIELDS, f"{where}.guards")


def _strangers(codes: Iterable[str], known: Collection[str], where: str) -> Iterator[Fault]:
    for code in codes:
        if code not in known:
            yield fault("not_one_of", where, found=shown_key(code), allowed=tuple(known))


def safety_faults(workflow: Workflow) -> Iterator[Fault]:
    """Check what a workflow may do when it is at work, whoever wrote it."""
    if not workflow.phases[workflow.initial].is_open:
        yield fault("initial_not_open", "initial", found=workflow.initial)
    for kind in workflow.commands:
        yield from _command_faults(kind)
    for place, row in enumerate(workflow.transitions):
        where, kind = f"transition[{place}]", workflow.kind_of(row)
        yield from _guard_faults(row, kind, f"{where}.guards")
        if row.after is not None:
            yield from _timer_faults(row, kind, where)


def _command_faults(kind: CommandKind) -> Iterator[Fault]:
    where = f"command.{kind.code}"
    if len(MOVING.intersection(kind.effects)) > 1:
        yield fault("contradiction", f"{where}.effects", found="effects", other="effects")
    if not _NAMING.isdisjoint(kind.effects) and kind.field_named("to") is None:
        yield fault("missing", f"{where}.fields.to")
    yield from _duplicates(f"{where}.fields", (part.name for part in kind.fields))
    yield from _duplicates(f"{where}.text_kind", kind.text_kinds)
    for part in kind.fields:
        yield from _field_faults(part, f"{where}.fields.{part.name}")


def _field_faults(part: CommandField, where: str) -> Iterator[Fault]:
    """A field from which cases are folded has the name of its kind, and no other kind has it."""
    own = _OWN_NAMES.get(part.kind)
    if own not in (None, part.name) or (own is None and part.name in _OWN_NAMES.values()):
        yield fault("bad_field_name", where, found=part.name, kind=part.kind.value)
    if part.kind is FieldKind.CHOICE and not part.choices:
        yield fault("missing", f"{where}.choices")


def _guard_faults(row: Transition, kind: CommandKind, where: str) -> Iterator[Fault]:
    """Guards read a field that is there, and stand before what must be guarded."""
    for guard in row.field_guards:
        name = GUARD_FIELDS[guard]
        if kind.field_named(name) is None:
            yield fault("guard_without_field", where, found=guard, field=name)
        elif guard in _JOINING | _SEPARATING and name not in kind.required:
            yield fault("missing", f"command.{kind.code}.fields.{name}.required")
    needed = {guard for effect in kind.effects for guard in _NEEDED.get(effect, ())}
    for guard in sorted(needed.difference(row.guards)):
        yield fault("needs_guard", where, found=guard)
    if Effect.LINK in kind.effects and _JOINING.isdisjoint(row.guards):
        yield fault("needs_guard", where, found="other_takes_in")
    if Effect.UNLINK in kind.effects and _SEPARATING.isdisjoint(row.guards):
        yield fault("needs_guard", where, found="host_lets_go")


def _timer_faults(row: Transition, kind: CommandKind, where: str) -> Iterator[Fault]:
    """What the system does once happens once: it is neither limited, nor does it go nowhere."""
    if row.until is not None or row.at_most is not None:
        yield fault("timer_is_limited", f"{where}.after")
    if row.source == row.target and not kind.moves:
        yield fault("timer_goes_nowhere", f"{where}.to")
