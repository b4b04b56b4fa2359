"""What can be wrong with a workflow's table: all of it at once, each where it stands.

`table_faults` are what makes it no table at all. `safety_faults` are what must not be at work: rows
and commands that would give a case to anybody, forge a fact, or never end.
"""

from collections.abc import Collection, Iterable, Iterator, Sized
from typing import TYPE_CHECKING

from sp4n.errors import Fault, fault, shown_key, suggester
from sp4n.model.officer import Role
from sp4n.workflow.commands import MOVING, CommandField, CommandKind, Effect, FieldKind
from sp4n.workflow.guards import GUARDS
from sp4n.workflow.who import REPORTER, SYSTEM

if TYPE_CHECKING:
    from sp4n.workflow.table import Transition, Workflow

_JOINING = frozenset({"other_takes_in", "other_was_joined"})
_OWN_NAMES = {
    FieldKind.AGENCY: "to",
    FieldKind.CATEGORY: "category",
    FieldKind.CLASSIFICATION: "classification",
}
"""What a field of some kinds must be called, since the case is folded from it."""


def count_fault(value: object, where: str) -> Fault | None:
    """How often something may be done is a whole number from 1 on."""
    if not isinstance(value, int) or isinstance(value, bool):
        return fault("wrong_type", where, expected="a whole number", found=type(value).__name__)
    return fault("too_small", where, limit=1, found=value) if value < 1 else None


def size_faults(statuses: Sized, commands: Sized, transitions: Sized) -> Iterator[Fault]:
    """Refuse a table that has too much of a kind to be checked."""
    for where, given in (
        ("status", statuses), ("command", commands), ("transition", transitions)
    ):  # fmt: skip
        if len(given) > _MOST[where]:
            yield fault("too_large", where, found=len(given), limit=_MOST[where])


_MOST = {"status": 200, "command": 200, "transition": 20_000}
"""How much a table may have of each. Own choice: LAPOR! has a tenth, with all its extensions."""


def table_faults(workflow: "Workflow") -> Iterator[Fault]:
    """Check that statuses, commands and rows exist and fit each other."""
    yield from _duplicates("status", (one.code for one in workflow.statuses))
    yield from _duplicates("command", (one.code for one in workflow.commands))
    statuses = _Known("status", [one.code for one in workflow.statuses])
    commands = _Known("command", [one.code for one in workflow.commands])
    yield from statuses.lacks(workflow.initial, "initial")
    seen: set[tuple[str, str, str]] = set()
    for place, row in enumerate(workflow.transitions):
        where = f"transition[{place}]"
        yield from statuses.lacks(row.source, f"{where}.source")
        yield from statuses.lacks(row.target, f"{where}.target")
        yield from commands.lacks(row.command, f"{where}.command")
        yield from _row_faults(row, where)
        for who in row.who:
            key = (row.source, row.command, who)
            if key in seen:
                yield fault("duplicate", f"{where}.who", found=" ".join(map(shown_key, key)))
            seen.add(key)


def safety_faults(workflow: "Workflow") -> Iterator[Fault]:
    """Check what a table may do when it is at work, whoever wrote it."""
    if not workflow.phases[workflow.initial].is_open:
        yield fault("initial_not_open", "initial", found=workflow.initial)
    for kind in workflow.commands:
        yield from _command_faults(kind)
    for place, row in enumerate(workflow.transitions):
        where = f"transition[{place}]"
        kind_of_row = workflow.command(row.command)
        yield from _guard_faults(row, kind_of_row, f"{where}.guards")
        if row.after is not None:
            yield from _timer_faults(row, kind_of_row, where)


def _command_faults(kind: CommandKind) -> Iterator[Fault]:
    where = f"command.{kind.code}"
    if len(MOVING.intersection(kind.effects)) > 1:
        yield fault("contradiction", f"{where}.effects", found="effects", other="effects")
    if Effect.ASSIGN in kind.effects and kind.field_named("to") is None:
        yield fault("missing", f"{where}.fields.to")
    yield from _duplicates(f"{where}.fields", (one.name for one in kind.fields))
    yield from _duplicates(f"{where}.text_kind", kind.text_kinds)
    for one in kind.fields:
        yield from _field_faults(one, f"{where}.fields.{one.name}")


def _field_faults(one: CommandField, where: str) -> Iterator[Fault]:
    """A field from which cases are folded has the name of its kind, and no other kind has it."""
    own = _OWN_NAMES.get(one.kind)
    if own not in (None, one.name) or (own is None and one.name in _OWN_NAMES.values()):
        yield fault("bad_field_name", where, found=one.name, kind=one.kind.value)
    if one.kind is FieldKind.CHOICE and not one.choices:
        yield fault("missing", f"{where}.choices")


def _row_faults(row: "Transition", where: str) -> Iterator[Fault]:
    yield from _who_faults(row, where)
    for guard in row.guards:
        if guard not in GUARDS:
            yield fault(
                "not_one_of", f"{where}.guards", found=shown_key(guard), allowed=tuple(GUARDS)
            )


def _who_faults(row: "Transition", where: str) -> Iterator[Fault]:
    actors = (*Role, REPORTER, SYSTEM)
    if not row.who:
        yield fault("empty", f"{where}.who")
    for who in row.who:
        if who not in actors:
            yield fault("not_one_of", f"{where}.who", found=shown_key(who), allowed=tuple(actors))
    alone = row.who == (SYSTEM,)
    if alone != (row.after is not None) or (SYSTEM in row.who and not alone):
        yield fault("timer_without_system", f"{where}.after")


def _guard_faults(row: "Transition", kind: CommandKind | None, where: str) -> Iterator[Fault]:
    """Guards read a field that is there, and stand before what must be guarded."""
    for guard in row.guards:
        name = GUARDS[guard].field
        if name and kind and kind.field_named(name) is None:
            yield fault("guard_without_field", where, found=guard, field=name)
        elif guard in _JOINING and kind and name not in kind.required:
            yield fault("missing", f"command.{kind.code}.fields.{name}.required")
    effects = kind.effects if kind else ()
    if Effect.ASSIGN in effects and "receiver_is_fit" not in row.guards:
        yield fault("needs_guard", where, found="receiver_is_fit")
    if Effect.LINK in effects and _JOINING.isdisjoint(row.guards):
        yield fault("needs_guard", where, found="other_takes_in")


def _timer_faults(row: "Transition", kind: CommandKind | None, where: str) -> Iterator[Fault]:
    """What the system does once happens once: it is neither limited, nor does it go nowhere."""
    if row.until is not None or row.at_most is not None:
        yield fault("timer_is_limited", f"{where}.after")
    if row.source == row.target and not (kind and kind.moves):
        yield fault("timer_goes_nowhere", f"{where}.to")


def _duplicates(kind: str, codes: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            yield fault("duplicate", f"{kind}.{shown_key(code)}", found=shown_key(code))
        seen.add(code)


class _Known:
    """The statuses or commands of a table; it suggests what a misspelt one may have meant."""

    def __init__(self, kind: str, codes: Collection[str]) -> None:
        self.kind = kind
        self.codes = frozenset(codes)
        self.suggest = suggester(codes)

    def lacks(self, code: str, where: str) -> Iterator[Fault]:
        """Complain about a code that is not there."""
        if code not in self.codes:
            suggestion = self.suggest(code)
            yield fault(f"unknown_{self.kind}", where, found=shown_key(code), suggestion=suggestion)
