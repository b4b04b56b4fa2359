"""Guards of parts: whom somebody may ask for a part or release, and when the last word may fall."""

from collections.abc import Mapping

from sp4n.frozen_dict import FrozenDict
from sp4n.model.officer import ActorKind
from sp4n.validation import says_something
from sp4n.workflow.attempt import Attempt, Check
from sp4n.workflow.reasons import Reason, named, reason


def _receiver_is_not_involved(attempt: Attempt) -> Reason | None:
    """An agency is asked for one part at a time."""
    code = attempt.receiver
    return None if attempt.part_of(code) is None else reason("already_involved", agency=code)


def _receiver_is_involved(attempt: Attempt) -> Reason | None:
    """The agency has an open part."""
    code = attempt.receiver
    if code is None or attempt.part_of(code) is not None:
        return None
    return reason("part_not_open", agency=named(code), involved=attempt.involved or ("-",))


def _has_open_parts(attempt: Attempt) -> Reason | None:
    """Some agency has an open part."""
    return None if attempt.parts else reason("no_open_part")


def _disclosure_is_reasoned(attempt: Attempt) -> Reason | None:
    """Whoever lets another agency know a confidential case says why, in words."""
    if not attempt.case.is_confidential or says_something(attempt.command.text("why") or ""):
        return None
    return reason("disclosure_unreasoned", field="why")


def _parts_are_in(attempt: Attempt) -> Reason | None:
    """An officer waits for open parts with the last word, or says in words why they don't."""
    command, kind = attempt.command, attempt.kind
    answer_kind = command.text("answer_kind") or dict(kind.defaults if kind else ()).get(
        "answer_kind"
    )
    is_last = attempt.by.kind is ActorKind.OFFICER and answer_kind != "interim"
    if not is_last or says_something(command.text("why_without") or "") or not attempt.parts:
        return None
    return reason("parts_open", agencies=attempt.involved, field="why_without")


PART_CHECKS: Mapping[str, Check] = FrozenDict(
    {
        "receiver_is_not_involved": _receiver_is_not_involved,
        "receiver_is_involved": _receiver_is_involved,
        "has_open_parts": _has_open_parts,
        "disclosure_is_reasoned": _disclosure_is_reasoned,
        "parts_are_in": _parts_are_in,
    }
)
"""Their checks, by name."""
