"""Joining duplicates: two cases, of which one ends and the other counts its supporters."""

from datetime import datetime

from sp4n.model.officer import Actor
from sp4n.validation import refuse, type_fault
from sp4n.workflow.case import Case
from sp4n.workflow.commands import Command
from sp4n.workflow.procedure import Procedure


def join_cases(
    procedure: Procedure, duplicate: Case, *, into: Case, by: Actor, at: datetime
) -> tuple[Case, Case]:
    """Join a duplicate to another case; give both as they are afterwards.

    The workflow needs the extension ``duplicates``. Whoever joins has to reach both cases. Store
    both in one transaction, each at the version that it was read at: then two people who join two
    cases to each other at once can't both succeed.

    Raises CommandRefused with every reason; then nothing has changed. InvalidValue for what is no
    procedure, case or actor.
    """
    refuse(
        type_fault(Procedure, procedure, "procedure", "a procedure"),
        type_fault(Case, duplicate, "duplicate", "a case"),
        type_fault(Case, into, "into", "a case"),
        type_fault(Actor, by, "by", "an actor"),
    )
    merge = Command("merge", {"into": into.number})
    merged = procedure.perform(duplicate, merge, by=by, at=at, beside=(into,))
    gather = Command("gather", {"case": merged.number, "supporters": merged.supporters})
    return merged, procedure.perform(into, gather, by=by, at=at, beside=(merged,))
