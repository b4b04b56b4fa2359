"""Joining (*penggabungan*) and separating: a duplicate becomes part of another case, and back."""

from collections.abc import Iterable
from datetime import datetime

from sp4n.model.officer import Actor
from sp4n.validation import refuse, type_fault
from sp4n.workflow.case import Case
from sp4n.workflow.commands import Command, join, separate
from sp4n.workflow.decisions import Accepted
from sp4n.workflow.events import Event
from sp4n.workflow.links import mark_facts, taken_in
from sp4n.workflow.procedure import Procedure
from sp4n.workflow.reasons import CommandRefused


def join_cases(
    procedure: Procedure, duplicate: Case, *, into: Case, by: Actor, at: datetime
) -> tuple[Case, Case]:
    """Join a duplicate to another case; give both as they are afterwards.

    The workflow needs the extension ``duplicates``. Whoever joins has to reach both cases. Refused
    is what would make one of them known to somebody who may not know it: whom they accuse and who
    stepped aside must be the same, and if they are confidential, the holder and the reporter too.
    Refused is also what would bury a case of oversight in one of service. Store
    both in one transaction, each at the version that it was read at: then two people who join two
    cases to each other at once can't both succeed.

    If only one of the two was stored, the same call again does what is left, by the rules of the
    day: where the duplicate was, the other one takes it in; where the other one was, the duplicate
    ends, and is taken in anew if other reporters stand behind it by now. If both were, they come
    back as they are. What may not be finished any more can be undone by `separate_cases`.

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
    _refuse_wrong_types(procedure, duplicate, "duplicate", into, "into", by)
    joined, host, is_listed = duplicate, into, duplicate.number in into.duplicates
    if duplicate.joined_into != into.number:
        joined = procedure.perform(duplicate, join(into=into.number), by=by, at=at, beside=(into,))
        if _is_counted(into.events, duplicate):
            return joined, into
        if is_listed:
            let_go = Command("let_go", {"case": duplicate.number})
            host = procedure.perform(into, let_go, by=by, at=at, beside=(duplicate,))
    take_in = Command("gather", {"case": joined.number, "supporters": joined.supporters})
    decision = procedure.decide(host, take_in, by=by, at=at, beside=(joined,))
    if isinstance(decision, Accepted):
        return joined, decision.case
    if {one.code for one in decision.reasons} == {"already_joined"}:
        return joined, host  # both halves are done, and whoever asks may do them
    raise CommandRefused(decision.reasons)


def separate_cases(
    procedure: Procedure, joined: Case, *, out_of: Case, by: Actor, at: datetime
) -> tuple[Case, Case]:
    """Undo a joining; give both cases as they are afterwards.

    The joined case is again in the status in which it was joined, with its holder. Its timers begin
    anew; its clocks go on as if it had never been joined (`sp4n.sla`), since its reporter has been
    waiting all along. The other case loses the supporters that it had brought. Store both in one
    transaction, as for `join_cases`. If the other one was joined to a third, separate that first.
    What was joined or separated by half, since only one of the two was stored, is separated by what
    is left to do; the case for which nothing is left comes back as it is.

    Args:
        procedure: The procedure by which both are handled.
        joined: The case that goes on by itself.
        out_of: The case that it was joined to, whatever has become of that.
        by: Who separates them: whoever may join them.
        at: When: an instant with an offset.

    Raises:
        CommandRefused: With every reason; then nothing has changed.
        InvalidValue: An argument is of a wrong type.
    """
    _refuse_wrong_types(procedure, joined, "joined", out_of, "out_of", by)
    separating, is_listed = separate(out_of=out_of.number), joined.number in out_of.duplicates
    separated = joined
    if joined.joined_into == out_of.number or not is_listed:
        separated = procedure.perform(joined, separating, by=by, at=at, beside=(out_of,))
    if not is_listed:
        return separated, out_of
    let_go = Command("let_go", {"case": separated.number})
    return separated, procedure.perform(out_of, let_go, by=by, at=at, beside=(separated,))


def _refuse_wrong_types(
    procedure: object, one: object, name: str, other: object, other_name: str, by: object
) -> None:
    refuse(
        type_fault(Procedure, procedure, "procedure", "procedure"),
        type_fault(Case, one, name, "case"),
        type_fault(Case, other, other_name, "case"),
        type_fault(Actor, by, "by", "actor"),
    )


def _is_counted(events: Iterable[Event], other: Case) -> bool:
    """Tell whether a case has taken another one in, with all who are behind that one now."""
    taking = taken_in(events).get(other.number)
    if taking is None:
        return False
    behind = {*mark_facts(other.complaint, other.events), ("supporters", other.supporters)}
    return behind.issubset(taking.facts)
