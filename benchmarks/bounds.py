"""What is required of sp4n's speed, and whether the measurement shows it."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from benchmarks.analysis import analysed
from benchmarks.arrays import NUMPY_ARRAY, NUMPY_BY_ORDINALS
from benchmarks.days import BARE as LOOKUP
from benchmarks.days import NUMPY, NUMPY_DATES
from benchmarks.durations import in_words
from benchmarks.exports import FEW, KINDS, Peak, reported
from benchmarks.hours import (
    BUSINESS_DURATION,
    BUSINESSTIME,
    BUSINESSTIME_SET,
    PANDAS,
    PANDAS_TIMESTAMPS,
)
from benchmarks.memory import EVENTS, Size
from benchmarks.monitoring import MEASURED, figures_of
from benchmarks.processes import ATTRS, HOLIDAYS
from benchmarks.results import Result
from benchmarks.routing import REPLAYED, among
from benchmarks.routing_with_sp4n import ROUTE
from benchmarks.same_rules import SIZES
from benchmarks.upkeep import LENGTHS, folded
from benchmarks.with_rule_engine import RULE_ENGINE
from benchmarks.with_sp4n import BARE
from benchmarks.with_statemachine import STATEMACHINE
from benchmarks.with_transitions import TRANSITIONS
from benchmarks.with_zen import ZEN

__all__ = [
    "Bound",
    "analysis_bounds",
    "day_bounds",
    "monitoring_bounds",
    "routing_bounds",
    "workflow_bounds",
]

_LINEAR = 1.2  # a hash table or a tuple that grows may make an event so much dearer


@frozen
class Bound:
    """One requirement, with what was measured."""

    work: str
    required: str
    measured: str
    holds: bool


def day_bounds(results: Mapping[str, Result]) -> Iterator[Bound]:
    """Hold what is required of days against the results, given by their comparisons' codes."""
    for code in ("add", "count"):
        yield _faster(results[code], NUMPY, 20)
        yield _faster(results[code], NUMPY_DATES, 20)
        yield _near(results[code], LOOKUP, 2)
    yield _within(results["deadline"], 1e-6)
    yield _faster(results["add_array"], NUMPY_ARRAY, 10)
    yield _faster(results["add_list"], NUMPY_BY_ORDINALS, 1)
    for peer in (BUSINESSTIME, BUSINESSTIME_SET, BUSINESS_DURATION):
        yield _faster(results["between"], peer, 20)
    for peer in (PANDAS, PANDAS_TIMESTAMPS):
        yield _faster(results["after"], peer, 20)
    yield _within(results["build"], 2e-3)
    yield _share(results["process"], HOLIDAYS, 0.45)
    yield _above(results["process"], ATTRS, 15e-3)


def workflow_bounds(results: Mapping[str, Result], sizes: Sequence[Size]) -> Iterator[Bound]:
    """Hold what is required of the workflow against the results and the sizes of cases."""
    yield _rate(results["command"], BARE, 0.28)
    yield _faster(results["command"], TRANSITIONS.name, 3)
    yield _faster(results["command"], STATEMACHINE.name, 30)
    for size in sizes[:2]:  # sp4n's, with this workflow and with LAPOR!'s own table
        yield _small(size, 4_000)
    for code in ("fold", "fold_returns"):
        yield _linear(results[code])
    yield _within(results["soundness"], 10e-3)
    yield _within(results["assess"], 30e-6)


def routing_bounds(results: Mapping[str, Result]) -> Iterator[Bound]:
    """Hold what is required of routing against the results."""
    short, long = results[among(SIZES[0])], results[among(SIZES[-1])]
    yield _faster(long, ZEN.name, 4)
    yield _faster(long, RULE_ENGINE.name, 1_000)
    yield _within(long, 25e-6)
    yield _grown(short, long, 15)
    yield _explained(long, 8)
    yield _within(results["normalise"], 25e-6)
    for row in results["replay"].rows[:2]:  # with the trace, and the rule alone
        yield _at_this_pace(results["replay"], row.name, 100_000, 10)


def analysis_bounds(results: Mapping[str, Result]) -> Iterator[Bound]:
    """Hold what is required of analysis and comparison against the results."""
    yield _within(results[analysed(1_000)], 0.2)
    yield _within(results[analysed(10_000)], 20)
    yield _within(results["compare"], 0.3)


def monitoring_bounds(results: Mapping[str, Result], peaks: Sequence[Peak]) -> Iterator[Bound]:
    """Hold what is required of monitoring against the results and the room that it takes."""
    few, many = (results[figures_of(cases)] for cases in MEASURED)
    yield _within(many, 10)
    yield _linear_in_cases(few, many)
    for kind, few_within, within in zip(KINDS, (0.4, 0.6), (10, 6), strict=True):
        yield _within(results[reported(kind, FEW)], few_within)
        yield _within(results[reported(kind)], within)
    for peak in peaks:
        yield _low(peak, 600)
    yield _within(results["lab"], 10)


def _linear_in_cases(few: Result, many: Result) -> Bound:
    times = (many.seconds() / MEASURED[-1]) / (few.seconds() / MEASURED[0])
    required = f"a case of {MEASURED[-1]:,} takes at most {_LINEAR} times one of {MEASURED[0]:,}"
    return Bound(many.title, required, f"{times:.2f} times", times <= _LINEAR)


def _low(peak: Peak, most_megabytes: int) -> Bound:
    found = peak.bytes / 1e6
    return Bound(
        peak.name, f"at most {most_megabytes} MB", f"{found:.0f} MB", found <= most_megabytes
    )


def _grown(short: Result, long: Result, most: float) -> Bound:
    times = long.seconds() / short.seconds()
    required = f"at most {most} times as long as among {SIZES[0]}"
    return Bound(long.title, required, f"{times:.1f} times", times <= most)


def _explained(result: Result, most: float) -> Bound:
    times = result.ratio(ROUTE.name)
    return Bound(
        f"{result.title}, explained", f"at most {most} times", f"{times:.1f}", times <= most
    )


def _at_this_pace(result: Result, name: str, how_many: int, seconds: float) -> Bound:
    found = result.seconds(name) * how_many / REPLAYED
    required = f"{how_many:,} at this pace in at most {in_words(seconds)}"
    return Bound(f"{result.title}: {name}", required, in_words(found), found <= seconds)


def _rate(result: Result, floor: str, share: float) -> Bound:
    found = result.ratio(floor)
    required = f"at least {share} of the rate of the {floor}"
    return Bound(result.title, required, f"{found:.2f}", found >= share)


def _small(size: Size, most: int) -> Bound:
    work = f"The room of a case after {EVENTS} events: {size.name}"
    return Bound(work, f"at most {most:,} bytes", f"{size.bytes:,.0f} bytes", size.bytes <= most)


def _linear(result: Result) -> Bound:
    short, long = LENGTHS[0], LENGTHS[-1]
    times = (result.seconds(folded(long)) / long) / (result.seconds(folded(short)) / short)
    required = f"an event of {long:,} takes at most {_LINEAR} times one of {short:,}"
    return Bound(result.title, required, f"{times:.2f} times", times <= _LINEAR)


def _faster(result: Result, peer: str, times: float) -> Bound:
    ratio = result.ratio(peer)
    required = (
        f"at least {times:,} times faster than {peer}" if times > 1 else f"faster than {peer}"
    )
    return Bound(result.title, required, f"{ratio:.1f} times", ratio >= times)


def _near(result: Result, floor: str, times: float) -> Bound:
    ratio = 1 / result.ratio(floor)
    required = f"at most {times} times the {floor}"
    return Bound(result.title, required, f"{ratio:.2f} times", ratio <= times)


def _within(result: Result, seconds: float) -> Bound:
    found = result.seconds()
    return Bound(result.title, f"at most {in_words(seconds)}", in_words(found), found <= seconds)


def _share(result: Result, peer: str, most: float) -> Bound:
    share = 1 / result.ratio(peer)
    required = f"at most {most} of {peer}"
    return Bound(result.title, required, f"{share:.2f}", share <= most)


def _above(result: Result, floor: str, seconds: float) -> Bound:
    found = result.seconds() - result.seconds(floor)
    required = f"at most {in_words(seconds)} above {floor}"
    return Bound(result.title, required, in_words(found), found <= seconds)
