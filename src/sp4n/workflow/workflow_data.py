"""The workflow of a policy's file: a known one, a city's own rows, extensions, older versions."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TypeVar, get_args

from attrs import frozen

from sp4n.errors import Fault, InvalidValue, fault, shown, suggester
from sp4n.labels import Label, Message, Wording
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
from sp4n.workflow.versions import LIBRARY_TABLES
from sp4n.workflow.workflow import safety_faults

Made = TypeVar("Made")

WorkflowChoices = tuple[Workflow, tuple[Workflow, ...], ReceiveAt]
"""The workflow for new cases, the older ones, and who receives what names no agency."""

_OWN = "own"
_NOWHERE = Status("nowhere", Phase.NEW, Message("status.nowhere"))
_ROW = re.compile(r"^transition\[(\d+)\]")
_LONGEST_TEXT = CommandField("any", FieldKind.TEXT).limit_characters
_KEYS = (
    "table", "version", "initial", "receive_at", "timers", "extensions", "older", "status",
    "command", "transition",
)  # fmt: skip
_MOST_OLDER = 100  # own choice: a workflow a year is much
_KEYS_OF_OLDER = tuple(key for key in _KEYS if key not in ("receive_at", "timers", "older"))


def read_workflow(reader: Reader) -> WorkflowChoices:
    """Read ``[workflow]``; faults are noted in the reader, and LAPOR! stands in for a bad one."""
    receive_at: ReceiveAt = reader.word("receive_at", get_args(ReceiveAt), default="front_desk")
    timers = reader.table("timers", required=False)
    limits = read_limits(timers) if timers else {}
    given = (
        _workflow(table, _KEYS_OF_OLDER) for table in reader.tables("older", limit=_MOST_OLDER)
    )
    older = tuple(_with_known_timers(workflow, limits) for workflow in _made(given))
    workflow = _workflow(reader, _KEYS)
    if workflow is not None and timers is not None:
        workflow = timers.make(partial(workflow.with_timers, limits))
    return workflow or LAPOR, older, receive_at


def _with_known_timers(workflow: Workflow, limits: Mapping[str, Limit]) -> Workflow:
    """Give an older workflow the timers of the day, as far as it has them."""
    timed = {row.command for row in workflow.transitions if row.after}
    return workflow.with_timers({name: limits[name] for name in limits if name in timed})


def _workflow(reader: Reader, keys: tuple[str, ...]) -> Workflow | None:
    """Read one workflow: a known one or none, a city's own rows on top, and extensions."""
    base = LIBRARY_TABLES.get(reader.word("table", (*LIBRARY_TABLES, _OWN), default=LAPOR.version))
    chosen = _extensions(reader)
    noted = len(reader.faults)
    own = _Own(
        _made(_status(table) for table in reader.tables("status")),
        _made(_command(table) for table in reader.tables("command")),
        _made(_row(table) for table in reader.tables("transition")),
    )
    has_own = any((own.statuses, own.commands, own.rows)) or base is None
    version = reader.text("version", required=has_own)
    initial = reader.text("initial", required=base is None)
    reader.refuse_unknown_keys(keys)
    if not has_own:
        _refuse_without_own_rows(reader)
    if len(reader.faults) > noted:
        return None
    if has_own and (version or "").partition("+")[0] in LIBRARY_TABLES:
        reader.faults.append(fault("duplicate", reader.path("version"), found=shown(version)))
        return None
    workflow = _on_top(reader, base, own, version or "", initial) if has_own else base
    return None if workflow is None else _extended(reader, base, workflow, chosen)


def _refuse_without_own_rows(reader: Reader) -> None:
    """A known workflow has a version and a beginning; only one's own may have others."""
    for name in ("version", "initial"):
        if reader.has(name):
            reader.faults.append(fault("needs_own_rows", reader.path(name)))


@frozen
class _Own:
    """A city's own statuses, commands and rows."""

    statuses: tuple[Status, ...]
    commands: tuple[CommandKind, ...]
    rows: tuple[Transition, ...]


def _made(values: Iterable[Made | None]) -> tuple[Made, ...]:
    """Leave out what could not be made; its faults are noted."""
    return tuple(value for value in values if value is not None)


def _on_top(
    reader: Reader, base: Workflow | None, own: _Own, version: str, initial: str | None
) -> Workflow | None:
    """Put own rows on top of a workflow; a fault in one is placed where the file has it."""
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
        _note(error.faults, reader, base)
        return None


def _extended(
    reader: Reader,
    base: Workflow | None,
    workflow: Workflow,
    chosen: Mapping[str, Mapping[str, Limit | int]],
) -> Workflow | None:
    """Switch extensions on; what is unsafe in a workflow is noted before."""
    _note(safety_faults(workflow), reader, base)
    try:
        return extended(workflow, chosen)
    except InvalidValue as error:
        path = reader.path("extensions")
        reader.faults.extend(wrong.under(path) for wrong in error.faults)
        return None


def _note(faults: Iterable[Fault], reader: Reader, base: Workflow | None) -> None:
    """Note faults, each where the file has its row: it does not have the rows below its own."""
    below = len(base.transitions) if base else 0
    for wrong in faults:
        where = _ROW.sub(lambda place: f"transition[{int(place[1]) - below}]", wrong.where)
        reader.faults.append(Fault(wrong.code, reader.inside(where), wrong.facts))


def _extensions(reader: Reader) -> dict[str, dict[str, Limit | int]]:
    """Read the extensions that are switched on, each with its parameters."""
    inner = reader.table("extensions", required=False)
    if inner is None:
        return {}
    known = [name for name in inner.names() if name in EXTENSIONS]
    suggest = suggester(EXTENSIONS)
    for name in inner.names():
        if name not in EXTENSIONS:
            where, suggestion = inner.path(name), suggest(name)
            reader.faults.append(
                fault("unknown_extension", where, found=shown(name), suggestion=suggestion)
            )
    return {name: _parameters(inner.table(name), name) for name in known}


def _parameters(reader: Reader | None, extension: str) -> dict[str, Limit | int]:
    if reader is None:
        return {}
    read = {"limit": read_limit, "count": _count}
    declared = EXTENSIONS[extension].parameters
    values = {name: read[kind](reader, name, required=False) for name, kind in declared.items()}
    reader.refuse_unknown_keys()
    return {name: value for name, value in values.items() if value is not None}


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
    fields = _made(_field(table) for table in reader.tables("fields"))
    reader.refuse_unknown_keys()
    if code is None:
        return None
    return reader.make(lambda: CommandKind(code, label, fields, effects), "command.")


def _field(reader: Reader) -> CommandField | None:
    name, kind = _code(reader, "name"), reader.choice("kind", FieldKind)
    required, choices = reader.flag("required"), reader.texts("choices")
    text_kind = reader.text("text_kind", required=False)
    default, in_words = reader.text("default", required=False), reader.flag("in_words")
    limit = _count(reader, "limit_characters")
    reader.refuse_unknown_keys()
    if name is None or kind is None:
        return None
    given = (name, kind, required, choices, text_kind or name, limit or _LONGEST_TEXT)
    return reader.make(lambda: CommandField(*given, default or "", in_words), "field.")


def _row(reader: Reader) -> Transition | None:
    source, target = reader.text("from"), reader.text("to")
    command, who = reader.text("command"), reader.texts("who", required=True)
    guards = reader.texts("guards")
    after = read_limit(reader, "after", required=False)
    until = read_limit(reader, "until", required=False)
    at_most = _count(reader, "at_most")
    restarts = reader.flag("restarts") if reader.has("restarts") else None
    holder_only = reader.flag("holder_only")
    reader.refuse_unknown_keys()
    if source is None or target is None or command is None:
        return None
    row = (source, command, who, target, guards, after, until, at_most, restarts, holder_only)
    return reader.make(lambda: Transition(*row), "transition.")


def _code(reader: Reader, name: str) -> str | None:
    """Read a code. A bad one is told here, since the value that it is for may not be made."""
    code = reader.text(name)
    wrong = None if code is None else code_fault(code, reader.path(name))
    if wrong is None:
        return code
    reader.faults.append(wrong)
    return None


def _label(reader: Reader) -> Wording:
    inner = reader.table("label")
    if inner is None:
        return Label(id="", en="")
    label = Label(id=inner.text("id") or "", en=inner.text("en") or "")
    inner.refuse_unknown_keys()
    return label
