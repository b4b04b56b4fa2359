"""Whoever reads reports closely: bounds each small number by all that the reports tell.

It knows what each indicator counts, as docs/reference/indicators.md has it, and nothing of how
numbers are hidden. Complaints, runs of clocks and handings over are of kinds; a kind is what one of
it counts in. How many there are of each kind, in each group, is what the reader does not know. Each
number that is told is an equation about that; the groups make up the whole; and a hidden number is
at least one, unless it is zero. HiGHS, by scipy, tells the least and the most that it can then be.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array

from sp4n.monitoring import FEWEST, Basis, Indicator, Report, Share
from sp4n.workflow import Phase

__all__ = ["WHOLE", "Number", "Reader"]

WHOLE = "whole"  # the key of the report of all, among those of the groups

_Reports = Mapping[str | None, Report]
_Kind = Mapping[str, Iterable[str]]  # by indicators: the numbers that it counts in
_Keys = Mapping[str, Sequence[str]]  # by indicators: their parts
_MOST = 999  # more than there are complaints in any test


class Number(NamedTuple):
    """One number: of which group and indicator, and which it is."""

    group: str | None
    indicator: str
    name: str


class _Complaint(NamedTuple):
    phase: Phase
    bases: frozenset[Basis]
    status: str = ""
    ended_by: str = ""
    reason: str = ""
    score: str = ""
    age: str = ""


class _Run(NamedTuple):
    standard: str
    state: str
    classification: str = ""


class Reader:
    """One who sees reports; `true` tells what there is to find out, and that no zero is hidden.

    In both, `WHOLE` is the report of all. Unless a period cuts complaints off, the reader takes
    those received, open and ended for the same.
    """

    def __init__(self, true: _Reports, shown: _Reports, *, is_cut: bool = False) -> None:
        self.small: dict[Number, Sequence[int]] = {}
        self._kinds = list(_kinds(true[WHOLE], is_cut=is_cut))
        self._columns = {group: place * len(self._kinds) for place, group in enumerate(true)}
        self._rows: list[tuple[Mapping[int, int], float, float]] = []
        for group, report in true.items():
            for one in report:
                self._read(group, one, shown[group][one.id])
        signs = {column: -1 if group == WHOLE else 1 for group, column in self._columns.items()}
        for kind in range(len(self._kinds) if len(true) > 1 else 0):
            self._rows.append(({column + kind: sign for column, sign in signs.items()}, 0, 0))
        self._constraint = self._all_rows()

    def closely_known(self) -> dict[Number, tuple[int, int]]:
        """Give the least and the most of each small number that can't be four numbers at least.

        What fits serves for all numbers: those of which it leaves enough need no look any more.
        """
        found, waiting = dict[Number, tuple[int, int]](), dict(self.small)
        while waiting:
            number, columns = waiting.popitem()
            others = [column for one in waiting.values() for column in one]
            least, most = (self._fit(columns, sign, others) for sign in (1, -1))
            if not _is_wide(least, most, columns):
                least, most = (self._fit(columns, sign) for sign in (1, -1))
            if not _is_wide(least, most, columns):
                found[number] = round(least[columns].sum()), round(most[columns].sum())
            waiting = {one: at for one, at in waiting.items() if not _is_wide(least, most, at)}
        return found

    def _read(self, group: str | None, true: Indicator, shown: Indicator) -> None:
        """What isn't listed is zero."""
        numbers, told = dict(_told(true)), dict(_told(shown))
        counted = defaultdict[str, list[int]](list)
        for column, kind in enumerate(self._kinds, self._columns[group]):
            for name in kind.get(true.id, ()):
                counted[name].append(column)
        assert not [name for name, n in numbers.items() if n and name not in counted], true.id
        for name, columns in counted.items():
            number = numbers.get(name, 0)
            known = told.get(name, None if name in numbers else 0)
            low, high = (min(number, 1), np.inf) if known is None else (known, known)
            self._rows.append((dict.fromkeys(columns, 1), low, high))
            if 0 < number < FEWEST and name != "left out unknown":
                self.small[Number(group, true.id, name)] = columns

    def _all_rows(self) -> LinearConstraint:
        matrix = np.zeros((len(self._rows), len(self._kinds) * len(self._columns)))
        for place, (signs, _, _) in enumerate(self._rows):
            matrix[place, list(signs)] = list(signs.values())
        _, low, high = zip(*self._rows, strict=True)
        return LinearConstraint(csc_array(matrix), low, high)

    def _fit(self, columns: Sequence[int], sign: int, others: Sequence[int] = ()) -> np.ndarray:
        """Give counts that fit, with the least (or the most) of a number, and so of others."""
        wanted = np.zeros(self._constraint.A.shape[1])
        np.add.at(wanted, list(others), sign)
        wanted[columns] += sign * 10_000
        whole, limits = np.ones_like(wanted), Bounds(0, _MOST)
        found = milp(wanted, integrality=whole, bounds=limits, constraints=self._constraint)
        assert found.success, found.message
        return np.asarray(found.x)


def _is_wide(one: np.ndarray, other: np.ndarray, columns: Sequence[int]) -> bool:
    return abs(round(float((one - other)[columns].sum()))) >= FEWEST - 2


def _told(one: Indicator) -> Iterator[tuple[str, int]]:
    """Give each number that an indicator tells, with the wholes and rests of its shares."""
    if one.n is not None:
        yield "n", one.n
    if isinstance(one.value, Share):
        yield from (("value", one.value.part), ("rest", one.value.of - one.value.part))
    elif isinstance(one.value, int):
        yield "value", one.value
    for key, share in ((part.key, part.share) for part in one.parts):
        if share is not None:
            yield f"part {key}", share.part
            if one.definition.has_split:
                yield _WHOLES.get(one.id, "n"), share.of
            else:
                yield from ((f"of {key}", share.of), (f"rest {key}", share.of - share.part))
    yield from ((f"left out {left.reason}", left.n) for left in one.excluded if left.n is not None)


# Which number their parts are parts of; elsewhere it is the n.
_WHOLES = dict.fromkeys(("closed_by", "archived_by", "archived_because"), "value")


def _kinds(whole: Report, *, is_cut: bool) -> Iterator[_Kind]:
    keys = {one.id: [part.key for part in one.parts] for one in whole}
    counting = {one.id: one.basis for one in whole if one.id in _COUNTED}
    for one in dict.fromkeys(_complaints(whole, keys, is_cut=is_cut)):
        yield {of: _COUNTED[of](one) for of, basis in counting.items() if basis in one.bases}
    for run in _runs(keys):
        yield {f"{run.standard}_in_time": _in_time(run), f"{run.standard}_time": [_time(run)]}
    for returned_or_not in ("value", "rest"):
        yield {"out_of_authority": ["n", returned_or_not]}


def _complaints(whole: Report, keys: _Keys, *, is_cut: bool) -> Iterator[_Complaint]:
    """What was received in a period may have ended after it, what ended in it be older."""
    for part in whole["by_status"].parts:
        assert part.phase is not None
        beside = Basis.STOCK if part.phase.is_open else Basis.FLOW
        one = _Complaint(part.phase, frozenset({Basis.COHORT, beside}), part.key)
        for rated in (one._replace(score=score) for score in ("", *keys.get("satisfaction", ()))):
            yield from _ways(rated, keys)
            if is_cut and not part.phase.is_open:
                yield from _ways(rated._replace(bases=frozenset({Basis.COHORT})), keys)
    for phase in Phase if is_cut else ():
        basis = Basis.STOCK if phase.is_open else Basis.FLOW
        yield from _ways(_Complaint(phase, frozenset({basis})), keys)


def _ways(one: _Complaint, keys: _Keys) -> Iterator[_Complaint]:
    """How old it is, or who ended it, and why, as far as the status leaves that open."""
    if one.phase.is_open:
        yield from (one._replace(age=age) for age in keys.get("backlog_age", [""]))
        return
    said = [who for who, end in _ENDS.items() if one.status.endswith(end)]
    reasons = [why for why in keys.get("archived_because", ()) if why not in _OWN_REASONS.values()]
    for who in said or (*_ENDS, "unknown"):
        for why in [_OWN_REASONS[who]] if who in _OWN_REASONS else [*reasons, ""]:
            yield one._replace(ended_by=who, reason=why)


_ENDS = {"system": "by_system", "reporter": "by_reporter", "officer": "by_admin"}
_OWN_REASONS = {"reporter": "withdraw", "system": "expire"}


def _runs(keys: _Keys) -> Iterator[_Run]:
    for standard in (one.removesuffix("_in_time") for one in keys if one.endswith("_in_time")):
        classes = keys[f"{standard}_in_time"] or [""]
        yield from (_Run(standard, state, one) for state in _JUDGED for one in classes)
        yield from (_Run(standard, state) for state in _NOT_JUDGED)


_JUDGED = ("met", "late", "late and gone", "overdue")
_NOT_JUDGED = ("not_due", "paused", "ended", "not_started", "unknown")


def _in_time(run: _Run) -> Iterable[str]:
    """Name what a run counts in, of what is in time."""
    if run.state in _NOT_JUDGED:
        return (f"left out {run.state}",)
    value, part = ("value", "part") if run.state == "met" else ("rest", "rest")
    of_class = (f"{part} {run.classification}", f"of {run.classification}")
    return ("n", value, *(of_class if run.classification else ()))


def _time(run: _Run) -> str:
    """Name what it counts in, of how long it took."""
    reason = "ended" if run.state == "late and gone" else run.state
    return "n" if run.state in {"met", "late"} else f"left out {reason}"


def _followed_up(one: _Complaint) -> Iterable[str]:
    if one.phase is Phase.CLOSED:
        return "n", "value", "part closed"
    is_in_process = one.phase in {Phase.ANSWERED, Phase.IN_PROGRESS}
    return ("n", "value", "part in_process") if is_in_process else ("n", "rest", "part other")


def _rated(one: _Complaint) -> Iterable[str]:
    silent = "left out still_open" if one.phase.is_open else "left out not_rated"
    return ("n", f"part {one.score}") if one.score else (silent,)


def _ended(one: _Complaint, phase: Phase, key: str) -> Iterable[str]:
    return ("n", "value", f"part {key}") if one.phase is phase else ("n", "rest")


_COUNTED: Mapping[str, Callable[[_Complaint], Iterable[str]]] = {
    "received": lambda one: ("n", "value"),
    "by_status": lambda one: ("n", f"part {one.status}"),
    "follow_up_rate": _followed_up,
    "closed_by": lambda one: _ended(one, Phase.CLOSED, one.ended_by),
    "archived_by": lambda one: _ended(one, Phase.ARCHIVED, one.ended_by),
    "archived_because": lambda one: _ended(one, Phase.ARCHIVED, one.reason),
    "hops": lambda one: ("n",),
    "satisfaction": _rated,
    "backlog": lambda one: ("n", "value", f"part {one.phase}"),
    "backlog_age": lambda one: ("n", f"part {one.age}"),
    "inflow": lambda one: ("n", "value"),
    "outflow": lambda one: ("n", "value", f"part {one.phase}"),
}
"""What one complaint counts in."""
