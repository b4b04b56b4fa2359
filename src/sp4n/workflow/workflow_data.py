"""The workflow of a policy's file: a known table, a city's own rows, extensions, older versions."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar, get_args

from attrs import frozen

from sp4n.errors import Fault, InvalidValue, fault, shown, suggester
from sp4n.labels import Label
from sp4n.reader import Reader
from sp4n.validation import code_fault
from sp4n.workdays import Limit
from sp4n.workdays.settings_data import read_limit, read_limits
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    CommandField,
    CommandKind,
    Effect,
    FieldKind,
    Phase,
    ReceiveAt,
    Status,
    Transition,
    Workflow,
    extended,
)
from sp4n.workflow.workflow import safety_faults

Made = TypeVar("Made")

WorkflowChoices = tuple[Workflow, tuple[Workflow, ...], ReceiveAt]
"""The table for new cases, the older ones, and who receives what names no agency."""

_TABLES: Mapping[str, Workflow] = {LAPOR.version: LAPOR}
_OWN = "own"
_NOWHERE = Status("nowhere", Phase.NEW, Label(id="-", en="-"))
_ROW = re.compile(r"^transition\[(\d+)\]")
_LONGEST_TEXT = CommandField("any", FieldKind.TEXT).limit_characters
_KEYS = (
    "table", "version", "initial", "receive_at", "timers", "extensions", "older", "status",
    "command", "transition",
)  # fmt: skip
_MOST_OLDER = 100  # own choice: a table a year is much
_KEYS_OF_OLDER = tuple(one for one in _KEYS if one not in ("receive_at", "timers", "older"))


def read_workflow(reader: Reader) -> WorkflowChoices:
    """Read ``[workflow]``; faults are noted in the reader, and LAPOR! stands in for a bad table."""
    receive_at: ReceiveAt = reader.word("receive_at", get_args(ReceiveAt), default="front_desk")
    timers = reader.table("timers", required=False)
    limits = read_limits(timers) if timers else {}
    given = (_table(one, _KEYS_OF_OLDER) for one in reader.tables("older", limit=_MOST_OLDER))
    older = [one if one is None else _with_known_timers(one, limits) for one in given]
    workflow = _table(reader, _KEYS)
    if workflow is not None and timers is not None:
        table = workflow
        workflow = timers.make(lambda: table.with_timers(limits))
    return workflow or LAPOR, tuple(one for one in older if one is not None), receive_at


def _with_known_timers(table: Workflow, limits: Mapping[str, Limit]) -> Workflow:
    """Give an older table the timers of the day, as far as it has them."""
    timed = {row.command for row in table.transitions if row.after}
    return table.with_timers({name: one for name, one in limits.items() if name in timed})


def _table(reader: Reader, keys: tuple[str, ...]) -> Workflow | None:
    """Read one table: a known one or none, a city's own rows on top, and extensions."""
    base = _TABLES.get(reader.word("table", (*_TABLES, _OWN), default=LAPOR.version))
    chosen = _extensions(reader)
    noted = len(reader.faults)
    own = _Own(
        _known(_status(one) for one in reader.tables("status")),
        _known(_command(one) for one in reader.tables("command")),
        _known(_row(one) for one in reader.tables("transition")),
    )
    has_own = any((own.statuses, own.commands, own.rows)) or base is None
    version = reader.text("version", required=has_own)
    initial = reader.text("initial", required=base is None)
    reader.refuse_unknown_keys(keys)
    if not has_own:
        _refuse_without_own_rows(reader)
    if len(reader.faults) > noted:
        return None
    if has_own and (version or "").partition("+")[0] in _TABLES:
        reader.faults.append(fault("duplicate", reader.path("version"), found=shown(version)))
        return None
    table = _on_top(reader, base, own, version or "", initial) if has_own else base
    if table is not None:
        _note_unsafe_rows(reader, base, table)
    return None if table is None else _extended(reader, table, chosen)


def _refuse_without_own_rows(reader: Reader) -> None:
    """A known table has a version and a beginning; another one is for a table of one's own."""
    for name in ("version", "initial"):
        if reader.has(name):
            reader.faults.append(fault("needs_own_rows", reader.path(name)))


@frozen
class _Own:
    """A city's own statuses, commands and rows."""

    statuses: tuple[Status, ...]
    commands: tuple[CommandKind, ...]
    rows: tuple[Transition, ...]


def _known(values: Iterable[Made | None]) -> tuple[Made, ...]:
    return tuple(one for one in values if one is not None)


def _on_top(
    reader: Reader, base: Workflow | None, own: _Own, version: str, initial: str | None
) -> Workflow | None:
    """Put own rows on top of a table; a fault in one is placed where the file has it."""
    under = base or Workflow(version, (_NOWHERE,), (), (), _NOWHERE.code)
    statuses = (*(under.statuses if base else ()), *own.statuses)
    try:
        return Workflow(
            version,
            statuses,
            (*under.commands, *own.commands),
            (*under.transitions, *own.rows),
            initial or under.initial,
        )
    except InvalidValue as error:
        before = len(under.transitions)
        reader.faults.extend(_placed(one, reader, before) for one in error.faults)
        return None


def _extended(
    reader: Reader, table: Workflow, chosen: Mapping[str, Mapping[str, Limit | int]]
) -> Workflow | None:
    try:
        return extended(table, chosen)
    except InvalidValue as error:
        reader.faults.extend(one.under(reader.path("extensions")) for one in error.faults)
        return None


def _note_unsafe_rows(reader: Reader, base: Workflow | None, table: Workflow) -> None:
    before = len(base.transitions) if base else 0
    reader.faults.extend(_placed(one, reader, before) for one in safety_faults(table))


def _placed(one: Fault, reader: Reader, before: int) -> Fault:
    """Place a fault in a row where the file has that row."""
    where = _ROW.sub(lambda found: f"transition[{int(found[1]) - before}]", one.where)
    return Fault(one.code, reader.inside(where), one.facts)


def _extensions(reader: Reader) -> dict[str, dict[str, Limit | int]]:
    """Read the extensions that are switched on, each with its parameters."""
    inner = reader.table("extensions", required=False)
    if inner is None:
        return {}
    known = [name for name in inner.names() if name in EXTENSIONS]
    suggest = suggester(EXTENSIONS)
    for name in inner.names():
        if name not in EXTENSIONS:
            found, suggestion = shown(name), suggest(name)
            where = inner.path(name)
            reader.faults.append(
                fault("unknown_extension", where, found=found, suggestion=suggestion)
            )
    return {name: _parameters(inner.table(name), name) for name in known}


def _parameters(reader: Reader | None, extension: str) -> dict[str, Limit | int]:
    if reader is None:
        return {}
    read = {"limit": read_limit, "count": _count}
    found: dict[str, Limit | int] = {}
    for name, kind in EXTENSIONS[extension].parameters.items():
        value = read[kind](reader, name, required=False)
        if value is not None:
            found[name] = value
    reader.refuse_unknown_keys()
    return found


def _count(reader: Reader, name: str, *, required: bool = False) -> int | None:
    number = reader.number(name, required=required)
    if number is not None and number < 1:
        reader.faults.append(fault("too_small", reader.path(name), limit=1, found=number))
        return None
    return number


def _status(reader: Reader) -> Status | None:
    code, phase, label = _code(reader, "code"), reader.choice("phase", Phase), _label(reader)
    reader.refuse_unknown_keys()
    if code is None or phase is None:
        return None
    return reader.make(lambda: Status(code, phase, label), "status.")


def _command(reader: Reader) -> CommandKind | None:
    code, label = _code(reader, "code"), _label(reader)
    effects = reader.choices("effects", Effect)
    fields = _known(_field(one) for one in reader.tables("fields"))
    reader.refuse_unknown_keys()
    if code is None:
        return None
    return reader.make(lambda: CommandKind(code, label, fields, effects), "command.")


def _field(reader: Reader) -> CommandField | None:
    name, kind = _code(reader, "name"), reader.choice("kind", FieldKind)
    required, choices = reader.flag("required"), reader.texts("choices")
    text_kind = reader.text("text_kind", required=False)
    limit = _count(reader, "limit_characters")
    reader.refuse_unknown_keys()
    if name is None or kind is None:
        return None
    given = (name, kind, required, choices, text_kind or name, limit or _LONGEST_TEXT)
    return reader.make(lambda: CommandField(*given), "field.")


def _row(reader: Reader) -> Transition | None:
    source, target = reader.text("from"), reader.text("to")
    command, who = reader.text("command"), reader.texts("who", required=True)
    guards = reader.texts("guards")
    after = read_limit(reader, "after", required=False)
    until = read_limit(reader, "until", required=False)
    at_most = _count(reader, "at_most")
    reader.refuse_unknown_keys()
    if source is None or target is None or command is None:
        return None
    row = (source, command, who, target, guards, after, until, at_most)
    return reader.make(lambda: Transition(*row), "transition.")


def _code(reader: Reader, name: str) -> str | None:
    """Read a code; what is none is told here, since the value that it is for may not be made."""
    code = reader.text(name)
    wrong = None if code is None else code_fault(code, reader.path(name))
    if wrong is None:
        return code
    reader.faults.append(wrong)
    return None


def _label(reader: Reader) -> Label:
    inner = reader.table("label")
    if inner is None:
        return Label(id="", en="")
    label = Label(id=inner.text("id") or "", en=inner.text("en") or "")
    inner.refuse_unknown_keys()
    return label
