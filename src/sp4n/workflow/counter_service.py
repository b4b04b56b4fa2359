"""The counter (*loket*): the extension by which officers key in what reporters say elsewhere."""

from attrs import evolve

from sp4n.model.officer import ADMIN_ROLES, REPORTER, Role
from sp4n.validation import refuse, type_fault
from sp4n.workflow.extending import with_added
from sp4n.workflow.fields import CommandField, FieldKind
from sp4n.workflow.transition import Transition
from sp4n.workflow.workflow import Workflow

_CAME_BY = CommandField("came_by", FieldKind.CHOICE, choices=("letter", "counter", "phone"))
_LETTER = CommandField("letter", FieldKind.TEXT, text_kind="letter", limit_characters=200)


def counter_service(workflow: Workflow) -> Workflow:
    """Let officers key in what a reporter says by letter, at the counter or by phone (*loket*).

    That is whatever the reporter may do where officers have no row of their own by that command.
    Whoever keys it in says how it came (``came_by``). What ends the case, and a rating, needs a
    document that can be found (``letter``) besides, and an admin who serves at no office that has
    to answer, since nobody withdraws for a citizen what they have to answer themselves. What is
    keyed in is counted apart and uses up nothing of the reporter's own. `due_actions` has the
    reporter told.

    >>> from sp4n.workflow import LAPOR
    >>> for row in counter_service(LAPOR).transitions[-2:]:
    ...     print(row.source, row.command, row.guards)
    replied withdraw ('came_by_is_told', 'letter_is_named', 'not_by_the_holder')
    replied reply ('came_by_is_told',)
    """
    refuse(type_fault(Workflow, workflow, "workflow", "workflow"))
    officers = {(row.source, row.command) for row in workflow.transitions if row.officers}
    theirs = [
        row
        for row in workflow.transitions
        if REPORTER in row.who and (row.source, row.command) not in officers
    ]
    rows = [_keyed_in(row, ends=not workflow.phases[row.target].is_open) for row in theirs]
    keyed_in = {row.command for row in rows}
    kinds = (
        evolve(kind, fields=(*kind.fields, _CAME_BY, _LETTER)) if kind.code in keyed_in else kind
        for kind in workflow.commands
    )
    return evolve(with_added(workflow, "counter_service", {}, rows=rows), commands=tuple(kinds))


def _keyed_in(row: Transition, *, ends: bool) -> Transition:
    guards = ("came_by_is_told", *(("letter_is_named", "not_by_the_holder") if ends else ()))
    who = ADMIN_ROLES if ends else tuple(Role)
    return evolve(row, who=who, guards=(*row.guards, *guards))
