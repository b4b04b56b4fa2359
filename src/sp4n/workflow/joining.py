"""Joining (*penggabungan*): a duplicate becomes part of another case."""

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

    Args:
        procedure: The procedure by which both are handled.
        duplicate: The case that ends: it becomes part of the other one.
        into: The case that goes on.
        by: Who joins them.
        at: When: an instant with an offset.

    Raises:
        CommandRefused: With every reason; then nothing has changed.
        InvalidValue: An argument is of a wrong type.
    """
    refuse(
        type_fault(Procedure, procedure, "procedure", "procedure"),
        type_fault(Case, duplicate, "duplicate", "case"),
        type_fault(Case, into, "into", "case"),
        type_fault(Actor, by, "by", "actor"),
    )
    join = Command("merge", {"into": into.number})
    joined = procedure.perform(duplicate, join, by=by, at=at, beside=(into,))
    take_in = Command("gather", {"case": joined.number, "supporters": joined.supporters})
    return joined, procedure.perform(into, take_in, by=by, at=at, beside=(joined,))
