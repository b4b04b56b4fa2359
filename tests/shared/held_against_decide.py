"""Holds a table of authority against `decide`: each cell asked of real cases, actors and times."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from sp4n.model import Actor, ActorKind, Directory
from sp4n.workflow import (
    Accepted,
    Authority,
    AuthorityCell,
    Case,
    Command,
    CommandField,
    Effect,
    FieldKind,
    Procedure,
)

__all__ = ["differences", "standings_of"]

_LATER = timedelta(days=400)  # after every timer and every window
_FILLED: Mapping[FieldKind, object] = {
    FieldKind.TEXT: "Sudah.",
    FieldKind.COUNT: 1,
    FieldKind.CASE: "Y-0001",
    FieldKind.CLASSIFICATION: "service",
    FieldKind.CODE: "first_follow_up",
}
_SAID_BY_GUARDS = {
    "no_proposal": {"receiver_is_fit"},
    "unknown_agency": {"receiver_is_fit"},
    "agency_accused": {"receiver_is_fit"},
    "everybody_barred": {"receiver_is_fit"},
    "agency_inactive": {"receiver_is_fit"},
    "already_the_holder": {"is_not_the_holder"},
    "outside_subtree": {"in_reach", "below_own_agency", "other_takes_in", "host_lets_go"},
    "no_unit_below": {"has_units_below"},
    "at_the_root": {"not_at_the_root"},
    "already_confidential": {"is_public"},
    "not_confidential": {"is_confidential"},
    "not_above_the_holder": {"above_the_holder"},
    "nobody_named": {"accused_are_known", "accused_by_own"},
    "accused_out_of_reach": {"accused_in_reach"},
    "not_to_clear": {"accused_by_own"},
    "case_not_shown": {
        "other_takes_in", "other_was_joined", "host_lets_go", "other_was_separated",
    },
    "standing_not_closed": {"standing_case_closed"},
    "standing_ended_otherwise": {"standing_case_closed"},
    "already_involved": {"receiver_is_not_involved"},
    "part_not_open": {"receiver_is_involved"},
    "no_open_part": {"has_open_parts"},
    "disclosure_unreasoned": {"disclosure_is_reasoned"},
    "parts_open": {"parts_are_in"},
    "came_by_untold": {"came_by_is_told"},
    "letter_unnamed": {"letter_is_named"},
    "by_the_holder": {"not_by_the_holder"},
    "nothing_to_extend": {"some_standard_allows_it"},
    "standard_unknown": {"standard_allows_it"},
    "standard_not_extendable": {"standard_allows_it"},
    "extension_too_long": {"standard_allows_it"},
}  # fmt: skip
"""Which guards can give a reason."""


def standings_of(
    case: Case, by: Actor, directory: Directory, at: datetime
) -> list[tuple[str, str]]:
    """How somebody stands to a case, by walking up the tree; nothing where no cell speaks of them.

    Successors stand for those that have ended. No cell speaks of the barred who act for an agency
    without an appointment: they hear what all the barred hear.
    """
    if by.kind is ActorKind.SYSTEM:
        return [("system", "any")]
    if by.kind is ActorKind.REPORTER:
        own = by.id in {case.complaint.reporter, *case.complaint.representatives} - {None}
        return [("reporter", "own" if own else "another")]
    assert by.id is not None
    assert by.agency is not None
    on = at.date()
    acting_for = directory.in_office(by.agency, on)
    roles = [role.value for role in directory.roles(by.id, acting_for, on=on)]
    serves = {one.agency for one in directory.appointments if one.officer == by.id}
    places = {acting_for, *(code for code in serves if directory.roles(by.id, code, on=on))}
    lines = {up for code in places for day in (None, on) for up in directory.lineage(code, day)}
    barred = directory.with_successors(case.accused, on) & lines
    if barred or by.id in case.accused_officers or by.id in case.recused:
        return [(role, "accused") for role in roles]
    holder = directory.in_office(case.holder or directory.root.code, on)
    if acting_for == holder:
        return [(role, "holder") for role in roles] or [("officer", "unappointed")]
    relation = "below" if holder in directory.lineage(acting_for, on) else "beside"
    relation = "above" if acting_for in directory.lineage(holder, on) else relation
    relations = [relation]
    if acting_for in {directory.in_office(one.agency, on) for one in case.parts if one.is_open}:
        relations = ["involved", *(one for one in relations if one != "beside")]
    return [(role, one) for role in roles for one in relations] or [("officer", "unappointed")]


def _upward(code: str, directory: Directory) -> Iterator[str]:
    parent = directory.agency(code).parent
    while parent is not None:
        yield parent
        parent = directory.agency(parent).parent


def differences(
    table: Authority, procedure: Procedure, cases: Iterable[Case], actors: Iterable[Actor]
) -> Iterator[str]:
    """Tell every cell that a decision contradicts, of the cases' statuses and all commands."""
    actors = tuple(actors)
    for case in cases:
        for kind in procedure.workflow.commands:
            filled = Command(kind.code, dict(_payload(kind.fields, case, procedure)))
            for by in actors:
                standings = standings_of(case, by, procedure.directory, case.since_at)
                cells = [
                    table.cell(*one, status=case.status, command=kind.code) for one in standings
                ]
                for command in dict.fromkeys((filled, Command(kind.code))) if cells else ():
                    for at in (case.events[-1].at, case.events[-1].at + _LATER):
                        wrong = _contradicts(cells, procedure, case, command, by, at)
                        if wrong:
                            yield f"{case.status} {kind.code} {standings}: {wrong}"


def _payload(
    fields: Iterable[CommandField], case: Case, procedure: Procedure
) -> Iterator[tuple[str, object]]:
    """What is required, a receiver below the holder if there is one, and how words came."""
    directory = procedure.directory
    below = [one.code for one in directory if (case.holder or "") in _upward(one.code, directory)]
    for one in fields:
        if one.kind is FieldKind.AGENCIES:
            yield one.name, (case.holder or directory.root.code,)
        elif one.kind is FieldKind.AGENCY:
            yield one.name, (below or [directory.root.code])[0]
        elif one.required or one.name in ("came_by", "letter"):
            yield one.name, one.choices[0] if one.choices else _FILLED[one.kind]


def _contradicts(
    cells: list[AuthorityCell],
    procedure: Procedure,
    case: Case,
    command: Command,
    by: Actor,
    at: datetime,
) -> str:
    decision = procedure.decide(case, command, by=by, at=at)
    granted = [cell for cell in cells if cell.grant is not None]
    if isinstance(decision, Accepted):
        to = procedure.directory.in_office(str(command.get("to") or case.proposed), at.date())
        led = [cell for cell in granted if _led_there(cell, case, decision.case, command, to)]
        return "" if led else f"accepted, to {decision.case.status}"
    codes = [one.code for one in decision.reasons]
    if not granted:
        lacking = [code for code in codes if not _is_of_the_case(code)]
        # What somebody with two roles lacks is told of both together.
        return "" if len(cells) > 1 or lacking == list(cells[0].reasons) else f"refused: {codes}"
    explained = [cell for cell in granted if all(_explains(cell, code) for code in codes)]
    missing = {str(one["field"]) for one in decision.reasons if one.code == "field_missing"}
    given = {name for name, _ in command.fields}
    owed = [cell for cell in explained if cell.grant and set(cell.grant.fields) - given == missing]
    return "" if owed else f"refused: {codes}, without {missing}"


def _led_there(cell: AuthorityCell, before: Case, after: Case, command: Command, to: str) -> bool:
    grant = cell.grant
    assert grant is not None
    if (grant.target, grant.phase) != (after.status, after.phase):
        return False
    if set(grant.fields) - {name for name, _ in command.fields}:
        return False
    if not {Effect.ACCUSE, Effect.RECUSE, Effect.REVIVE}.isdisjoint(grant.effects):
        return True  # it stays, unless the holder may not have it any more or can't act
    if grant.moves is None:
        return after.holders == before.holders
    return grant.moves in after.events[-1].effects and (
        grant.moves is not Effect.ASSIGN or after.holder == to
    )


_OF_LIMITS = {
    "too_early": "after", "too_late": "until", "too_often": "at_most", "already_rated": "at_most",
}  # fmt: skip


def _is_of_the_case(code: str) -> bool:
    """Tell whether a reason is of one case or one command, not of who acts in which status."""
    return code in _SAID_BY_GUARDS or code in _OF_LIMITS or code.startswith("field_")


def _explains(cell: AuthorityCell, code: str) -> bool:
    grant = cell.grant
    assert grant is not None
    if code in _OF_LIMITS:
        return getattr(grant, _OF_LIMITS[code]) is not None
    return code == "field_missing" or bool(_SAID_BY_GUARDS.get(code, set()) & set(grant.guards))
