"""The workflow of SP4N-LAPOR!, each version as one value: the real one, no more and no less.

The rule on top: *a report moves only by the hand of whoever holds it* (or of an admin above the
holder, of its reporter, or of the system when a timer has run out), and every open status has a
holder.

Sources: LAPOR!'s public description of its flow and the labels of an admin export (verified),
except where a comment says otherwise. A version never changes once cases may be pinned to it; what
is learnt later makes the next one.
"""

from collections.abc import Mapping

from attrs import evolve

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Message, Wording
from sp4n.model.complaint import BODY_LIMIT_CHARACTERS, TITLE_LIMIT_CHARACTERS
from sp4n.model.officer import ADMIN_ROLES, REPORTER, SYSTEM, Role
from sp4n.workdays import Limit
from sp4n.workflow.command_kinds import CommandKind, Effect
from sp4n.workflow.fields import CommandField, FieldKind
from sp4n.workflow.status import Phase, Status
from sp4n.workflow.transition import Transition
from sp4n.workflow.workflow import Workflow

_STATUSES = (
    Status("unverified", Phase.NEW, Message("status.unverified")),
    Status("awaiting_completion", Phase.WAITING_REPORTER, Message("status.awaiting_completion")),
    Status("verified", Phase.ASSIGNED, Message("status.verified")),
    Status("followed_up", Phase.ANSWERED, Message("status.followed_up")),
    Status("replied", Phase.IN_PROGRESS, Message("status.replied")),
    Status("closed_by_system", Phase.CLOSED, Message("status.closed_by_system")),
    Status("closed_by_admin", Phase.CLOSED, Message("status.closed_by_admin")),
    Status("closed_by_reporter", Phase.CLOSED, Message("status.closed_by_reporter")),
    Status("archived_by_admin", Phase.ARCHIVED, Message("status.archived_by_admin")),
    Status("archived_by_reporter", Phase.ARCHIVED, Message("status.archived_by_reporter")),
    Status("archived_by_system", Phase.ARCHIVED, Message("status.archived_by_system")),
    Status("blocked", Phase.BLOCKED, Message("status.blocked")),
)

ARCHIVE_REASONS: Mapping[str, Wording] = FrozenDict(
    {
        "insult": Message("archive_reason.insult"),
        "no_evidence": Message("archive_reason.no_evidence"),
        "unclear": Message("archive_reason.unclear"),
        "not_government": Message("archive_reason.not_government"),
    }
)
"""Why an admin archives, as LAPOR! tells it (verified; the codes are ours)."""

_CATEGORY_LIMIT = 200  # own choice: as a complaint's; a category is a fact of the history, no text

_NOTE = CommandField("note", FieldKind.TEXT, text_kind="note")

_COMMANDS = (
    CommandKind(
        "verify",
        Message("command.verify"),
        (
            CommandField("to", FieldKind.AGENCY),
            CommandField(
                "title",
                FieldKind.TEXT,
                text_kind="corrected_title",
                limit_characters=TITLE_LIMIT_CHARACTERS,
            ),
            CommandField(
                "body",
                FieldKind.TEXT,
                text_kind="corrected_body",
                limit_characters=BODY_LIMIT_CHARACTERS,
            ),
            CommandField("category", FieldKind.CATEGORY, limit_characters=_CATEGORY_LIMIT),
            CommandField("classification", FieldKind.CLASSIFICATION),
        ),
        (Effect.ASSIGN, Effect.CORRECT),
    ),
    CommandKind(
        "hold",
        Message("command.hold"),
        (CommandField("missing", FieldKind.TEXT, required=True, text_kind="missing"),),
        (Effect.ASK,),
    ),
    CommandKind(
        "complete",
        Message("command.complete"),
        (CommandField("addition", FieldKind.TEXT, required=True, text_kind="addition"),),
    ),
    CommandKind("expire", Message("command.expire")),
    CommandKind(
        "return",
        Message("command.return"),
        (CommandField("why", FieldKind.TEXT, required=True, text_kind="why_returned"),),
        (Effect.GIVE_BACK,),
    ),
    CommandKind(
        "dispose",
        Message("command.dispose"),
        (CommandField("to", FieldKind.AGENCY, required=True), _NOTE),
        (Effect.ASSIGN,),
    ),
    CommandKind(
        "follow_up",
        Message("command.follow_up"),
        (CommandField("answer", FieldKind.TEXT, required=True, text_kind="answer"),),
        (Effect.ANSWER,),
    ),
    CommandKind(
        "reply",
        Message("command.reply"),
        (CommandField("message", FieldKind.TEXT, required=True, text_kind="reply", in_words=True),),
    ),
    CommandKind("close", Message("command.close")),
    CommandKind("close_by_system", Message("command.close_by_system")),
    CommandKind(
        "archive",
        Message("command.archive"),
        (
            CommandField("reason", FieldKind.CHOICE, required=True, choices=tuple(ARCHIVE_REASONS)),
            _NOTE,
        ),
    ),
    CommandKind("withdraw", Message("command.withdraw")),
    CommandKind("block", Message("command.block"), (_NOTE,)),
)

_OWNERS = (Role.AGENCY_ADMIN, Role.LIAISON_OFFICER)
_TEAM = (Role.LIAISON_OFFICER, Role.OPERATOR, Role.AGENCY_ADMIN)
_REPORTER = (REPORTER,)
_SYSTEM = (SYSTEM,)

# "10 working days have passed without a reply" (verified).
_SILENCE = Limit(10, "working days")
# LAPOR!'s own length is unknown; UU 25/2009 art. 44(4)-(5) gives the reporter 30 days (verified),
# and that the two belong together is our own choice.
_COMPLETION = Limit(30, "calendar days")

# fmt: off
_FIRST_ROWS = (
    Transition("unverified", "verify", ADMIN_ROLES, "verified",
               ("receiver_is_fit", "in_reach", "category_is_known")),
    Transition("unverified", "hold", ADMIN_ROLES, "awaiting_completion"),
    Transition("unverified", "return", _OWNERS, "unverified", ("not_at_the_root",)),  # own choice
    Transition("unverified", "archive", ADMIN_ROLES, "archived_by_admin"),
    Transition("unverified", "block", ADMIN_ROLES, "blocked"),
    Transition("unverified", "withdraw", _REPORTER, "archived_by_reporter"),

    Transition("awaiting_completion", "complete", _REPORTER, "unverified"),  # inferred
    Transition("awaiting_completion", "expire", _SYSTEM, "archived_by_system", after=_COMPLETION),
    Transition("awaiting_completion", "archive", ADMIN_ROLES, "archived_by_admin"),
    Transition("awaiting_completion", "withdraw", _REPORTER, "archived_by_reporter"),

    Transition("verified", "follow_up", _TEAM, "followed_up"),
    Transition("verified", "dispose", (Role.AGENCY_ADMIN,), "verified",
               ("has_units_below", "receiver_is_fit", "is_not_the_holder", "below_own_agency")),
    Transition("verified", "return", _OWNERS, "unverified", ("not_at_the_root",)),
    Transition("verified", "hold", ADMIN_ROLES, "awaiting_completion"),
    Transition("verified", "archive", ADMIN_ROLES, "archived_by_admin"),
    Transition("verified", "withdraw", _REPORTER, "archived_by_reporter"),

    Transition("followed_up", "reply", _REPORTER, "replied"),  # until closed: own choice
    Transition("followed_up", "close_by_system", _SYSTEM, "closed_by_system", after=_SILENCE),
    Transition("followed_up", "close", ADMIN_ROLES, "closed_by_admin"),
    Transition("followed_up", "close", _REPORTER, "closed_by_reporter"),
    Transition("followed_up", "withdraw", _REPORTER, "archived_by_reporter"),

    Transition("replied", "follow_up", _TEAM, "followed_up"),
    Transition("replied", "close", ADMIN_ROLES, "closed_by_admin"),
    Transition("replied", "close", _REPORTER, "closed_by_reporter"),
    Transition("replied", "withdraw", _REPORTER, "archived_by_reporter"),
)
# fmt: on

_ANSWER_KIND = CommandField(
    "answer_kind", FieldKind.CHOICE, choices=("interim", "final"), default="final"
)
"""Own choice, after the habit of answering at once and giving the substance later (secondary)."""

# What the public log of a real report shows: a second answer before any reply, a second reply
# before any answer (verified). That each answer begins the silence anew is inferred from the text
# in the store: ten days without a word from the reporter or the administrator. That a question may
# be passed on as before the answer is inferred too.
# fmt: off
_MORE_ROWS = (
    Transition("followed_up", "follow_up", _TEAM, "followed_up", restarts=True),

    Transition("replied", "reply", _REPORTER, "replied"),  # no countdown there
    Transition("replied", "return", _OWNERS, "unverified", ("not_at_the_root",)),
    Transition("replied", "dispose", (Role.AGENCY_ADMIN,), "verified",
               ("has_units_below", "receiver_is_fit", "is_not_the_holder", "below_own_agency")),
    Transition("replied", "hold", ADMIN_ROLES, "awaiting_completion"),
)
# fmt: on


def _commands() -> tuple[CommandKind, ...]:
    """The first version's, with a choice beside the answer."""
    return tuple(
        evolve(kind, fields=(*kind.fields, _ANSWER_KIND)) if kind.code == "follow_up" else kind
        for kind in _COMMANDS
    )


def _rows() -> tuple[Transition, ...]:
    """The first version's rows and the further ones, status by status.

    Who follows up is *of the holder* (verified): an admin above monitors, and takes it back first.
    """
    order = [status.code for status in _STATUSES]
    rows = sorted((*_FIRST_ROWS, *_MORE_ROWS), key=lambda row: order.index(row.source))
    return tuple(evolve(row, holder_only=row.command == "follow_up") for row in rows)


LAPOR = Workflow("lapor/2", _STATUSES, _commands(), _rows(), initial="unverified")
"""The workflow of SP4N-LAPOR!, as far as public sources show it: the newest version."""

LAPOR_1 = Workflow("lapor/1", _STATUSES, _COMMANDS, _FIRST_ROWS, initial="unverified")
"""The first version, before a second answer was seen; its cases go on under it."""

VERSIONS: Mapping[str, Workflow] = FrozenDict({one.version: one for one in (LAPOR, LAPOR_1)})
"""LAPOR!'s workflow by version, the newest first."""
