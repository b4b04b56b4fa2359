"""Guards of the counter: what somebody has to tell who keys in for a reporter, and who may not."""

from collections.abc import Iterator, Mapping

from sp4n.frozen_dict import FrozenDict
from sp4n.model.officer import ActorKind
from sp4n.validation import says_something
from sp4n.workflow.attempt import Attempt, Check
from sp4n.workflow.case import Case
from sp4n.workflow.joining_checks import standing_of
from sp4n.workflow.reasons import Reason, reason
from sp4n.workflow.status import Phase


def _came_by_is_told(attempt: Attempt) -> Reason | None:
    """Whoever keys in what the reporter said tells how it came."""
    return None if attempt.command.text("came_by") else reason("came_by_untold", field="came_by")


def _letter_is_named(attempt: Attempt) -> Reason | None:
    """What ends a case, or rates it, rests on a document that others can find."""
    letter = attempt.command.text("letter")
    if letter is not None and says_something(letter, in_words=False):
        return None
    return reason("letter_unnamed", field="letter")


def _not_by_the_holder(attempt: Attempt) -> Reason | None:
    """Nobody ends or rates for the reporter what an office has to answer at which they serve.

    For whatever agency they act. Above the root there is nobody, so its own admin may.
    """
    by, own = attempt.by, attempt.own_agency
    if by.kind is not ActorKind.OFFICER:
        return None
    serves = {own, *attempt.directory.served_by(str(by.id), on=attempt.on)}
    if own == attempt.directory.root.code:
        serves.discard(own)
    host = standing_of(attempt.case, attempt.beside)
    for case in (attempt.case, *(() if host is None else (host,))):
        for office in map(attempt.in_office, _must_answer(case)):
            if office in serves:
                return reason("by_the_holder", agency=office)
    return None


def _must_answer(case: Case) -> Iterator[str]:
    """Give the offices that have to answer a case, had to, or will have to.

    As long as it is new and always was, whoever holds it only verifies it. Then only the office
    that it names, and the one that the route on record proposes, are known.
    """
    held = [event.holders for event in case.events if event.phase is not Phase.NEW]
    if held:
        yield from case.holders
    for holders in reversed(held):
        yield from holders
    if case.complaint.target_agency is not None:
        yield case.complaint.target_agency
    proposed = case.events[0].fact("proposed")
    if proposed is not None:
        yield str(proposed)


COUNTER_CHECKS: Mapping[str, Check] = FrozenDict(
    {
        "came_by_is_told": _came_by_is_told,
        "letter_is_named": _letter_is_named,
        "not_by_the_holder": _not_by_the_holder,
    }
)
"""Their checks, by name."""
