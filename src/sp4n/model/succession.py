"""Succession (*perubahan instansi*): who does on a day what an agency did that has ended."""

from collections.abc import Collection, Iterable, Iterator, Mapping
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


def followers_of(
    codes: Iterable[str], on: date | None, by_code: Mapping[str, Agency]
) -> frozenset[str]:
    """Give codes with those of all that follow one of them by a day; without a day, that ever do.

    Nobody follows an agency before it has ended.
    """
    found, waiting = set[str](), [*codes]
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            agency = by_code.get(code)
            waiting += agency.successors if agency is not None and agency.has_ended(on) else ()
    return frozenset(found)


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


def stand_in(
    code: str, on: date | None, by_code: Mapping[str, Agency], chosen: Collection[str] = ()
) -> str:
    """Give who stands for an agency on a day: the one of its successors that was chosen.

    Else the only one; and the agency itself, if it has not ended, or nobody or several follow it.
    """
    agency, stays = by_code[code], code
    while agency.has_ended(on):
        pointed = [one for one in agency.successors if one in chosen]
        if len(pointed) == 1:
            stays = pointed[0]
        elif not chosen or len(agency.successors) != 1:
            found = successors_of(agency, on, by_code)
            return found[0] if len(found) == 1 else stays
        agency = by_code[pointed[0] if len(pointed) == 1 else agency.successors[0]]
    return agency.code if agency.is_active(on) or agency.code == code else stays


def line_of(
    code: str,
    on: date | None,
    by_code: Mapping[str, Agency],
    lineages: Mapping[str, tuple[str, ...]],
) -> tuple[str, ...]:
    """Give the codes from an agency up to the root as of a day, each once.

    Where an agency has ended, its successor and those above it come next (`Agency.falls_to` says
    which, if there are several), unless the successor hangs below what was met already: an office
    may end in one of its own units.
    """
    line: list[str] = []
    place: str | None = code
    chosen: tuple[str, ...] = ()
    while place is not None:
        now = stand_in(place, on, by_code, chosen)
        if now != place and not frozenset(line).isdisjoint(lineages[now]):
            now = place
        line.append(now)
        place, chosen = by_code[now].parent, by_code[now].falls_to
    return tuple(line)


def perhaps_above(
    code: str,
    on: date | None,
    by_code: Mapping[str, Agency],
    lineages: Mapping[str, tuple[str, ...]],
) -> frozenset[str]:
    """Give an agency and all that it may hang below on a day.

    As long as nobody chose to which of several successors it falls, these are all of them.
    """
    found, waiting = set[str](), [code]
    while waiting:
        line = line_of(waiting.pop(), on, by_code, lineages)
        found.update(line)
        for heirs in forks(line, on, by_code):
            waiting += [heir for heir in heirs if heir not in found]
    return frozenset(found)


def forks(
    line: tuple[str, ...], on: date | None, by_code: Mapping[str, Agency]
) -> Iterator[tuple[str, ...]]:
    """Walk over the successors of those above that ended in several, none of them in the line."""
    for up in line[1:]:
        heirs = successors_of(by_code[up], on, by_code) if by_code[up].has_ended(on) else ()
        if len(heirs) > 1 and frozenset(heirs).isdisjoint(line):
            yield heirs
