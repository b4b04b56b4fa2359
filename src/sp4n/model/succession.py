"""Succession (*perubahan instansi*): who does on a day what an agency did that has ended."""

from collections.abc import Callable, Mapping
from datetime import date

from sp4n.model.agency import Agency


def successors_of(
    agency: Agency, on: date | None, by_code: Mapping[str, Agency]
) -> tuple[str, ...]:
    """Give the active agencies to which successors lead; the agency itself until it has ended."""
    if not agency.has_ended(on):
        return (agency.code,)
    found: dict[str, None] = {}
    waiting, met = [*reversed(agency.successors)], set[str]()
    while waiting:
        code = waiting.pop()
        if code in met:
            continue
        met.add(code)
        if by_code[code].is_active(on):
            found[code] = None
        elif by_code[code].has_ended(on):
            waiting += reversed(by_code[code].successors)
    return tuple(found)


def all_successors(by_code: Mapping[str, Agency]) -> dict[str, frozenset[str]]:
    """Give, for each agency that has successors, all that ever follow it."""
    found: dict[str, frozenset[str]] = {}
    for code, agency in by_code.items():
        waiting, met = [*agency.successors], set[str]()
        while waiting:
            one = waiting.pop()
            if one not in met:
                met.add(one)
                waiting += by_code[one].successors
        if met:
            found[code] = frozenset(met)
    return found


def circle_of(by_code: Mapping[str, Agency]) -> tuple[str, ...]:
    """Find a circle among successors: its codes in order, the first one again at the end; or none.

    >>> from datetime import date
    >>> def ended(code, *after):
    ...     return Agency(code, code, active_until=date(2026, 7, 1), successors=after)
    >>> circle_of({"A": ended("A", "B"), "B": ended("B", "A")})
    ('A', 'B', 'A')
    """
    done: set[str] = set()
    for start in by_code:
        path = {start: None}
        ways = [_ahead(start, by_code)]
        while path:
            code = ways[-1].pop() if ways[-1] else None
            if code is None:
                done.add(path.popitem()[0])
                ways.pop()
            elif code in path:
                codes = list(path)
                return (*codes[codes.index(code) :], code)
            elif code not in done:
                path[code] = None
                ways.append(_ahead(code, by_code))
    return ()


def _ahead(code: str, by_code: Mapping[str, Agency]) -> list[str]:
    return [one for one in reversed(by_code[code].successors) if one in by_code]


def line_of(
    code: str,
    on: date,
    in_office: Callable[[str, date], str],
    lineages: Mapping[str, tuple[str, ...]],
) -> tuple[str, ...]:
    """Give the codes from an agency up to the root as of a day, each once.

    Where an agency has ended, its successor and those above it come next, unless the successor
    hangs below what was met already (an office may end in one of its own units).
    """
    line: list[str] = []
    place: str | None = code
    while place is not None:
        now = in_office(place, on)
        if now != place and not frozenset(line).isdisjoint(lineages[now]):
            now = place
        line.append(now)
        place = next(iter(lineages[now][1:]), None)
    return tuple(line)
