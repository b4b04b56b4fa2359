"""What keeps cases going: folding a history, checking a policy, reading the clocks."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import cycle

from attrs import evolve

import sp4n
from benchmarks.comparison import Comparison, Contender
from benchmarks.same_workflow import BEGUN_AT
from benchmarks.with_lapor import COMPLAINT, after, steps
from sp4n.findings import Finding
from sp4n.model import Complaint
from sp4n.policy import Policy
from sp4n.sla import SlaReport, assess
from sp4n.sla.soundness import check_clocks
from sp4n.workflow import Case, Event
from sp4n.workflow.soundness import check_workflow
from sp4n.workflow.staffing import check_staffing

__all__ = ["LENGTHS", "folded", "upkeep"]

LENGTHS = (250, 500, 1_000, 2_000)
"""How many events the folded histories have."""

_EIGHT = ("verify", "hold", "complete", "verify", "follow_up", "reply", "follow_up")
_EIGHT_UNPAUSED = ("verify", *("follow_up", "reply") * 3)
_NOW = BEGUN_AT + timedelta(days=len(_EIGHT) + 1)  # a day after the last event
_FEWER = 5  # rounds for a check that takes most of a second
_TIMES = 50  # how often a round asks for a reading of the clocks
_FOLDS = {
    "fold": ("hold", "complete"),
    "fold_returns": ("verify again", "return"),
}
_ABOUT = {
    "fold": "A history in which the reporter is asked and completes, again and again.",
    "fold_returns": "A history in which the case is given away and sent back, again and again: "
    "it remembers every agency that sent it back.",
    "soundness": "All ways through LAPOR!'s table, with the service standards and the directory of "
    "the sample city.",
    "check": "The sample city's: its workflow as above, and beside it each of its {rules} rules "
    "and each of their words, whether a complaint ever gets to the agency by it.",
    "assess": "LAPOR!'s standard clocks, a day after the last event. The case was put on hold and "
    "verified anew, so that two of the three clocks ran twice and one stood still. The first also "
    "tells which due date the calendar promised when a clock started.",
}


def upkeep(rounds: int) -> Iterator[Comparison]:
    """Give the measurements that have no peers."""
    yield _fold("fold", "A long history folded", rounds)
    yield _fold("fold_returns", "A long history of returns folded", rounds)
    yield _soundness(rounds)
    yield _check(rounds)
    yield _assess(rounds)


def folded(length: int) -> str:
    """Name the row of a history with so many events."""
    return f"sp4n `Case.from_events`, {length:,} events"


def _fold(code: str, title: str, rounds: int) -> Comparison:
    history = _long_history(*_FOLDS[code])
    question = [(COMPLAINT,)]
    return Comparison(
        code,
        title,
        _ABOUT[code],
        checked=question,
        timed=question,
        contenders=tuple(_folding(length, history) for length in LENGTHS),
        rounds=rounds,
        warmed=True,
        part="workflow",
    )


def _folding(length: int, history: Sequence[Event]) -> Contender:
    events = tuple(history[:length])

    def fold(complaint: Complaint) -> Case:
        return Case.from_events(complaint, events)

    return Contender(folded(length), fold, answers=length == LENGTHS[0])


def _long_history(*names: str) -> list[Event]:
    """Repeat what happens in some steps, as events with numbers and instants of their own."""
    first, *again = after(steps(*names)).events
    numbers = range(2, max(LENGTHS) + 1)
    return [first, *map(_renumbered, cycle(again), numbers)]


def _renumbered(event: Event, number: int) -> Event:
    return evolve(event, number=number, at=BEGUN_AT + timedelta(hours=number))


def _soundness(rounds: int) -> Comparison:
    policy = sp4n.sample_policy()

    def check(policy: Policy) -> tuple[Finding, ...]:
        return (
            *check_workflow(policy.workflow),
            *check_clocks(policy.workflow, policy.standards),
            *check_staffing(policy.workflow, policy.directory),
        )

    return Comparison(
        "soundness",
        "LAPOR!'s workflow checked for what would let a complaint down",
        _ABOUT["soundness"],
        checked=[(policy,)],
        timed=[(policy,)],
        contenders=(Contender("sp4n, the soundness of table, clocks and guards", check),),
        rounds=rounds,
        part="workflow",
    )


def _check(rounds: int) -> Comparison:
    policy = sp4n.sample_policy()
    return Comparison(
        "check",
        "A whole policy checked",
        _ABOUT["check"].format(rules=len(policy.book)),
        checked=[(policy,)],
        timed=[(policy,)],
        contenders=(Contender("sp4n `policy.check`", Policy.check),),
        rounds=max(rounds // _FEWER, 2),
        part="workflow",
    )


def _assess(rounds: int) -> Comparison:
    policy = sp4n.sample_policy()
    case, unpaused = after(steps(*_EIGHT)), after(steps(*_EIGHT_UNPAUSED))
    standards, calendar = policy.standards, policy.calendar()

    def read(case: Case, now: datetime) -> SlaReport:
        return policy.assess(case, now=now)

    def read_simply(case: Case, now: datetime) -> SlaReport:
        return assess(case, standards, calendar=calendar, now=now)

    return Comparison(
        "assess",
        f"The clocks of a case of {case.version} events",
        _ABOUT["assess"],
        checked=[(case, _NOW)],
        timed=[(case, _NOW)] * _TIMES,
        contenders=(
            Contender("sp4n `policy.assess`", read),
            Contender("sp4n `sla.assess`, no promises", read_simply, answers=False),
            Contender(
                "sp4n `policy.assess`, another case that was never on hold",
                read,
                lambda _, now: (unpaused, now),
                answers=False,
            ),
        ),
        rounds=rounds,
        warmed=True,
        part="workflow",
    )
