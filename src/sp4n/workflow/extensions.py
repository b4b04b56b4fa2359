"""Extensions: what LAPOR! has no public source for, off unless a policy switches it on.

Each is a function from a workflow to a workflow that adds statuses, commands and rows; nothing else
knows it. They ask for phases and effects, so that they fit a city's own workflow too. All of them,
and every number in them, are our own choices.
"""

from collections.abc import Callable, Mapping
from typing import Literal

from attrs import evolve, field, frozen

from sp4n.errors import InvalidValue, closest, fault, shown, shown_key
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Message
from sp4n.model.officer import ADMIN_ROLES, REPORTER, SYSTEM, Role
from sp4n.validation import refuse, type_fault
from sp4n.workdays import Limit
from sp4n.workflow.command_kinds import CommandKind, Effect
from sp4n.workflow.coordination import coordination
from sp4n.workflow.counter_service import counter_service
from sp4n.workflow.extending import giving_back, some_statuses, statuses_in, stays, with_added
from sp4n.workflow.fields import CommandField, FieldKind
from sp4n.workflow.protecting import protection, revival
from sp4n.workflow.status import Phase, Status
from sp4n.workflow.time_extension import time_extension
from sp4n.workflow.transition import Transition, count_fault
from sp4n.workflow.workflow import Workflow

_MONTH = Limit(30, "calendar days")  # own choice
_SILENCE = Limit(10, "working days")  # own choice: as long as LAPOR! waits after an answer
_FOLLOW_UP = Limit(5, "working days")  # LAPOR!'s promise of a follow-up (verified)


_UNSETTLED = (Phase.NEW, Phase.ASSIGNED, Phase.IN_PROGRESS, Phase.ANSWERED)


def reopening(workflow: Workflow, *, window: Limit = _MONTH, times: int = 1) -> Workflow:
    """Let the reporter reopen a closed case (*buka kembali*) within a window, so many times.

    It goes on as after a reply: the holder owes an answer again. Archived cases stay archived.

    >>> from sp4n.workflow import LAPOR
    >>> [row.source for row in reopening(LAPOR).rows_of("reopen")][0]
    'closed_by_system'
    """
    _refuse_wrong_types("reopening", workflow, window=window, times=times)
    goes_on = some_statuses(workflow, "reopening", Phase.IN_PROGRESS)[0]
    why = CommandField("why", FieldKind.TEXT, required=True, text_kind="why_reopened")
    command = CommandKind("reopen", Message("command.reopen"), (why,), (Effect.REOPEN,))
    rows = [
        Transition(status, "reopen", (REPORTER,), goes_on, until=window, at_most=times)
        for status in some_statuses(workflow, "reopening", Phase.CLOSED)
    ]
    given: dict[str, Limit | int] = {"window": window, "times": times}
    return with_added(workflow, "reopening", given, commands=[command], rows=rows)


def duplicates(workflow: Workflow) -> Workflow:
    """Let an admin join a duplicate to another open case (*gabung*), which counts supporters.

    The duplicate ends as ``merged``, in the phase archived: it was not settled itself. A joined
    case takes no others in, so that no chain of them runs in a circle. `join_cases` does both
    sides; neither can be done without the other case being shown. `separate_cases` undoes it
    (*pisahkan*), whatever has become of the other case since.

    >>> from sp4n.workflow import LAPOR
    >>> [(row.source, row.target) for row in duplicates(LAPOR).rows_of("separate")]
    [('merged', 'unverified')]
    """
    _refuse_wrong_types("duplicates", workflow)
    note = CommandField("note", FieldKind.TEXT, text_kind="note")
    joined = Status("merged", Phase.ARCHIVED, Message("status.merged"))
    join = CommandKind(
        "merge",
        Message("command.merge"),
        (CommandField("into", FieldKind.CASE, required=True), note),
        (Effect.LINK,),
    )
    separate = CommandKind(
        "separate",
        Message("command.separate"),
        (CommandField("out_of", FieldKind.CASE, required=True), note),
        (Effect.UNLINK,),
    )
    let_go = CommandKind(
        "let_go",
        Message("command.let_go"),
        (CommandField("case", FieldKind.CASE, required=True),),
        (Effect.UNLINK,),
    )
    take_in = CommandKind(
        "gather",
        Message("command.gather"),
        (
            CommandField("case", FieldKind.CASE, required=True),
            CommandField("supporters", FieldKind.COUNT, required=True),
        ),
        (Effect.LINK,),
    )
    rows = [
        row
        for status in statuses_in(workflow, _UNSETTLED)
        for row in (
            Transition(status, "merge", ADMIN_ROLES, "merged", ("other_takes_in",)),
            Transition(status, "gather", ADMIN_ROLES, status, ("other_was_joined",)),
        )
    ]
    initial, back = workflow.initial, ("host_lets_go",)
    rows.append(Transition("merged", "separate", ADMIN_ROLES, initial, back))
    rows += [
        Transition(status.code, "let_go", ADMIN_ROLES, status.code, ("other_was_separated",))
        for status in workflow.statuses
    ]
    return with_added(workflow, "duplicates", {}, [joined], [join, take_in, separate, let_go], rows)


def escalation(workflow: Workflow, *, after: Limit = _FOLLOW_UP) -> Workflow:
    """Let the system take a case to the admin above (*eskalasi*) when nobody has acted in time.

    The clock of the follow-up runs on: who was late stays late. From there the case goes on as
    before, but isn't sent back.
    """
    _refuse_wrong_types("escalation", workflow, after=after)
    escalated = Status("escalated", Phase.ASSIGNED, Message("status.escalated"))
    command = CommandKind("escalate", Message("command.escalate"), (), (Effect.ESCALATE,))
    sources = some_statuses(workflow, "escalation", Phase.ASSIGNED)
    back = giving_back(workflow)
    rows = [Transition(code, "escalate", (SYSTEM,), "escalated", after=after) for code in sources]
    goes_on = (
        row
        for row in workflow.transitions
        if row.source == sources[0] and row.command not in back and row.after is None
    )
    rows += [
        evolve(row, source="escalated", target="escalated" if stays(workflow, row) else row.target)
        for row in goes_on
    ]
    return with_added(workflow, "escalation", {"after": after}, [escalated], [command], rows)


def rating(workflow: Workflow, *, window: Limit = _MONTH) -> Workflow:
    """Let the reporter rate a closed case once (*penilaian*), from 1 to 5, within a window.

    Silence is no rating: whoever says nothing is counted nowhere. Whose case was joined to another
    one rates that one, in their own case.
    """
    _refuse_wrong_types("rating", workflow, window=window)
    score = CommandField(
        "score", FieldKind.CHOICE, required=True, choices=("1", "2", "3", "4", "5")
    )
    comment = CommandField("comment", FieldKind.TEXT, text_kind="comment")
    command = CommandKind("rate", Message("command.rate"), (score, comment), (Effect.RATE,))
    rows = [
        Transition(status, "rate", (REPORTER,), status, until=window, at_most=1)
        for status in some_statuses(workflow, "rating", Phase.CLOSED)
    ]
    joined = dict.fromkeys(
        row.target for row in workflow.transitions if "other_takes_in" in row.guards
    )
    rows += [
        Transition(status, "rate", (REPORTER,), status, ("standing_case_closed",), at_most=1)
        for status in joined
    ]
    return with_added(workflow, "rating", {"window": window}, commands=[command], rows=rows)


def return_limit(workflow: Workflow, *, returns: int = 2) -> Workflow:
    """Let a case be sent back so many times at most; then an admin adjudicates (*putuskan*).

    That ends the ping-pong between offices that all say the case is not theirs.
    """
    _refuse_wrong_types("return_limit", workflow, returns=returns)
    back = giving_back(workflow)
    command = CommandKind(
        "adjudicate",
        Message("command.adjudicate"),
        (
            CommandField("to", FieldKind.AGENCY, required=True),
            CommandField("note", FieldKind.TEXT, text_kind="note"),
        ),
        (Effect.ASSIGN,),
    )
    guards = ("has_units_below", "receiver_is_fit", "is_not_the_holder", "below_own_agency")
    assigned = some_statuses(workflow, "return_limit", Phase.ASSIGNED)
    limited = [
        evolve(row, at_most=returns) if row.command in back else row for row in workflow.transitions
    ]
    rows = [
        Transition(status, "adjudicate", ADMIN_ROLES, assigned[0], guards) for status in assigned
    ]
    given = {"returns": returns}
    return with_added(workflow, "return_limit", given, commands=[command], rows=rows, below=limited)


def closing_after_reply(workflow: Workflow, *, after: Limit = _SILENCE) -> Workflow:
    """Let the system close a case too whose reporter has replied and got no answer for so long.

    Public logs show that LAPOR! does so at times. It lets a citizen's last word go unanswered.
    """
    _refuse_wrong_types("closing_after_reply", workflow, after=after)
    closings = [
        row
        for row in workflow.transitions
        if row.after is not None and workflow.phases[row.target] is Phase.CLOSED
    ]
    if not closings:
        raise InvalidValue.of("no_closing_timer", "closing_after_reply")
    closes = closings[0]
    rows = [
        Transition(status, closes.command, (SYSTEM,), closes.target, after=after)
        for status in some_statuses(workflow, "closing_after_reply", Phase.IN_PROGRESS)
    ]
    return with_added(workflow, "closing_after_reply", {"after": after}, rows=rows)


def recusal(workflow: Workflow) -> Workflow:
    """Let an officer step aside (*mengundurkan diri*) from an open case in which they have a part.

    Nothing else about the case changes. They are barred from it from then on (`is_barred`), in
    whatever appointment; the rest of their agency goes on.

    >>> from sp4n.workflow import LAPOR
    >>> {(row.source == row.target) for row in recusal(LAPOR).rows_of("recuse")}
    {True}
    """
    _refuse_wrong_types("recusal", workflow)
    note = CommandField("note", FieldKind.TEXT, text_kind="note")
    command = CommandKind("recuse", Message("command.recuse"), (note,), (Effect.RECUSE,))
    sources = [status.code for status in workflow.statuses if status.phase.is_open]
    rows = [Transition(status, "recuse", tuple(Role), status) for status in sources]
    return with_added(workflow, "recusal", {}, commands=[command], rows=rows)


Parameter = Literal["limit", "count"]


def _taken_over(given: Mapping[str, Parameter]) -> Mapping[str, Parameter]:
    return FrozenDict(given)


@frozen
class Extension:
    """An extension as a policy names it: how it changes a workflow, and what can be set."""

    build: Callable[..., Workflow]
    parameters: Mapping[str, Parameter] = field(converter=_taken_over)


EXTENSIONS: Mapping[str, Extension] = FrozenDict(
    {
        "reopening": Extension(reopening, {"window": "limit", "times": "count"}),
        "duplicates": Extension(duplicates, {}),
        "escalation": Extension(escalation, {"after": "limit"}),
        "rating": Extension(rating, {"window": "limit"}),
        "return_limit": Extension(return_limit, {"returns": "count"}),
        "closing_after_reply": Extension(closing_after_reply, {"after": "limit"}),
        "recusal": Extension(recusal, {}),
        "coordination": Extension(coordination, {}),
        "protection": Extension(protection, {}),
        "revival": Extension(revival, {}),
        "time_extension": Extension(time_extension, {}),
        "counter_service": Extension(counter_service, {}),  # last: of what all others add, too
    }
)
"""Every extension by name, in the order in which they are applied."""


def extended(workflow: Workflow, chosen: Mapping[str, Mapping[str, Limit | int]]) -> Workflow:
    """Switch extensions on, each with its parameters, whatever the order in which they are named.

    The version tells which: ``lapor/2+rating``. Raises InvalidValue if there is no extension with a
    name (``unknown_extension``) or it has no such parameter (``unknown_key``), all at once; and if
    *workflow* is not a Workflow or *chosen* not a mapping of mappings (``wrong_type``).

    >>> from sp4n.workflow import LAPOR
    >>> extended(LAPOR, {"rating": {}, "reopening": {"times": 2}}).version
    'lapor/2+reopening+rating'
    """
    refuse(
        type_fault(Workflow, workflow, "workflow", "workflow"),
        type_fault(Mapping, chosen, "extensions", "table"),
    )
    refuse(
        *(type_fault(Mapping, given, shown_key(name), "table") for name, given in chosen.items())
    )
    names = (*chosen, *(parameter for given in chosen.values() for parameter in given))
    refuse(*(type_fault(str, name, "extensions", "code") for name in names))
    faults = [
        fault(
            "unknown_extension",
            shown_key(name),
            found=shown(name),
            suggestion=closest(name, EXTENSIONS),
        )
        for name in chosen
        if name not in EXTENSIONS
    ]
    faults += [
        fault(
            "unknown_key",
            f"{name}.{shown_key(parameter)}",
            suggestion=closest(parameter, EXTENSIONS[name].parameters),
        )
        for name, given in chosen.items()
        for parameter in given
        if name in EXTENSIONS and parameter not in EXTENSIONS[name].parameters
    ]
    refuse(*faults)
    for name, extension in EXTENSIONS.items():
        if name in chosen:
            workflow = extension.build(workflow, **chosen[name])
    return workflow


def _refuse_wrong_types(name: str, workflow: Workflow, **given: Limit | int) -> None:
    """Each parameter is what `EXTENSIONS` declares it to be."""
    declared = EXTENSIONS[name].parameters
    refuse(
        type_fault(Workflow, workflow, "workflow", "workflow"),
        *(
            count_fault(value, f"{name}.{parameter}")
            if declared[parameter] == "count"
            else type_fault(Limit, value, f"{name}.{parameter}", "limit")
            for parameter, value in given.items()
        ),
    )
