"""Monitoring: the figures of many cases, and what another policy would do with them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache

from attrs import evolve

import sp4n
from benchmarks.comparison import Comparison, Contender
from benchmarks.plain_figures import Figures, plain_figures
from sp4n.monitoring import DIMENSIONS, Report, Share, Spread, report, report_by
from sp4n.policy import Comparison as PolicyComparison
from sp4n.policy import Policy, Simulation
from sp4n.routing import AnyWord, Rule, RuleBook
from sp4n.sla import Reading
from sp4n.workdays import Limit
from sp4n.workflow import Case

__all__ = ["COMPARED", "MEASURED", "figures_of", "monitoring"]

MEASURED = (10_000, 100_000)
"""Of how many cases the figures are."""

COMPARED = 10_000
"""By how many cases two policies are compared."""

_LIVES = 400
_NOW = datetime.fromisoformat("2026-03-27T17:00:00+07:00")
_ABOUT_FIGURES = (
    "Lives of the sample city's complaints, each at instants of its own: the snapshot with its "
    "three clocks, and the report of all indicators. Eight of them are counted anew by a few plain "
    "lines, which know nothing of sp4n, with the working days by numpy."
)
_ABOUT_LAB = (
    "Where each case would go by both, every clock read by both, and the exact differences of "
    "their rules. The proposal sends floods elsewhere and takes a day off the limit of "
    "verification. Moves, moved deadlines and new breaches are counted anew, case by case."
)


def monitoring(rounds: int) -> Iterator[Comparison]:
    """Give the measurements; each takes seconds, so that few rounds have to do."""
    for cases in MEASURED:
        yield _figures(cases, rounds)
    yield _lab(rounds)


def figures_of(cases: int) -> str:
    """Name the figures of so many cases."""
    return f"figures_{cases}"


def _figures(how_many: int, rounds: int) -> Comparison:
    policy, cases = sp4n.sample_policy(), _cases(how_many)

    def measure(cases: Sequence[Case], now: datetime) -> Report:
        return report(policy.snapshot(cases, now=now))

    def measure_by(cases: Sequence[Case], now: datetime) -> list[object]:
        snapshot = policy.snapshot(cases, now=now)
        return [report(snapshot), *(report_by(snapshot, one) for one in DIMENSIONS)]

    return Comparison(
        figures_of(how_many),
        f"The indicators of {how_many:,} cases",
        _ABOUT_FIGURES if how_many == MEASURED[0] else "",
        checked=[(cases, _NOW)],
        timed=[(cases, _NOW)],
        contenders=(
            Contender("sp4n `policy.snapshot` and `report`", measure, give=_told),
            Contender("sp4n, and `report_by` all six dimensions", measure_by, answers=False),
            Contender("the plain count of eight of them", plain_figures, _histories),
        ),
        rounds=rounds,
        part="monitoring",
    )


@cache
def _cases(how_many: int) -> tuple[Case, ...]:
    lives = sp4n.sample_cases(sp4n.sample_complaints(_LIVES))
    return tuple(_another(lives[place % _LIVES], place) for place in range(how_many))


def _another(case: Case, place: int) -> Case:
    """Give the same life to a complaint with a number of its own, some microseconds later."""
    later = timedelta(microseconds=place)
    submitted_at = case.complaint.submitted_at + later
    complaint = evolve(case.complaint, number=f"X-{place:06}", submitted_at=submitted_at)
    return Case.from_events(complaint, [evolve(one, at=one.at + later) for one in case.events])


def _histories(cases: Sequence[Case], now: datetime) -> tuple[object, datetime]:
    return [case.events for case in cases], now


def _told(found: Report) -> Figures:
    """Give what is counted anew, in the same words."""
    time = found["first_follow_up_time"].value
    spread = (time.n, time.mean * time.n, time.p90) if isinstance(time, Spread) else None
    return [
        ("received", found["received"].value),
        ("by_status", _parts(found, "by_status")),
        ("follow_up_rate", _share(found, "follow_up_rate")),
        ("closed_by", _parts(found, "closed_by")),
        ("backlog", found["backlog"].value),
        ("out_of_authority", _share(found, "out_of_authority")),
        ("first_follow_up_time", spread),
        ("first_follow_up_in_time", _share(found, "first_follow_up_in_time")),
    ]


def _parts(found: Report, indicator: str) -> dict[str, int]:
    parts = found[indicator].parts
    return dict(sorted((one.key, one.share.part) for one in parts if one.share is not None))


def _share(found: Report, indicator: str) -> tuple[int, int] | None:
    value = found[indicator].value
    return (value.part, value.of) if isinstance(value, Share) else None


def _lab(rounds: int) -> Comparison:
    before, cases = sp4n.sample_policy(), _cases(COMPARED)
    after = _proposal(before)

    def compare(cases: Sequence[Case], now: datetime) -> PolicyComparison:
        return before.compare(after, cases, now=now)

    def simulate(cases: Sequence[Case], now: datetime) -> Simulation:
        return after.simulate(cases, now=now)

    def one_by_one(cases: Sequence[Case], now: datetime) -> list[int]:
        return [sum(column) for column in zip(*_changes(before, after, cases, now), strict=True)]

    return Comparison(
        "lab",
        f"Two policies compared by {COMPARED:,} cases",
        _ABOUT_LAB,
        checked=[(cases, _NOW)],
        timed=[(cases, _NOW)],
        contenders=(
            Contender("sp4n `policy.compare`", compare, give=_changes_told),
            Contender("sp4n `policy.simulate`, one of the two", simulate, answers=False),
            Contender("sp4n `route` and `assess` by both, one case after the other", one_by_one),
        ),
        rounds=rounds,
        part="monitoring",
    )


def _proposal(policy: Policy) -> Policy:
    verification, *others = policy.standards
    floods = Rule("floods-first", AnyWord(["banjir"]), to="BPBD")
    return evolve(
        policy,
        version="proposal",
        book=RuleBook((floods, *policy.book)),
        standards=[evolve(verification, limit=Limit(2, "working days")), *others],
    )


def _changes_told(found: PolicyComparison) -> list[int]:
    moved = sum(one.is_deadline_moved for one in found.clocks)
    return [len(found.moves), moved, sum(one.breach == "appears" for one in found.clocks)]


def _changes(
    before: Policy, after: Policy, cases: Sequence[Case], now: datetime
) -> Iterator[tuple[int, int, int]]:
    """Tell of each case whether it moves, and how many deadlines move and breaches appear."""
    for case in cases:
        at = case.events[0].at
        here, there = (one.route(case.complaint, at=at).agency for one in (before, after))
        pairs = list(zip(_readings(before, case, now), _readings(after, case, now), strict=True))
        due = ((old.counts_on, new.counts_on) for old, new in pairs)
        moved = sum(None not in (one, other) and one != other for one, other in due)
        appear = sum(new.is_breach and not old.is_breach for old, new in pairs)
        yield here != there, moved, appear


def _readings(policy: Policy, case: Case, now: datetime) -> list[Reading]:
    found = policy.assess(case, now=now)
    return [*found.earlier, *found.readings]
