"""Strategies for plain values: texts, instants, regions, limits, and codes that can't be real."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from sp4n.errors import InvalidValue
from sp4n.model import NATION, Region, RegionLevel
from sp4n.workdays import Limit
from sp4n.workdays.limit import Unit

_WORDS = (
    "jalan", "berlubang", "lampu", "mati", "sampah", "menumpuk", "di", "depan", "pasar", "contoh",
    "sudah", "tiga", "hari", "mohon", "ditindaklanjuti", "air", "keruh", "pungli", "antrean",
)  # fmt: skip
_LONGEST_WORD = max(map(len, _WORDS))
# What Unicode calls a letter although nothing is to be seen counts for nothing in a text.
_VISIBLE = st.characters(
    categories=("L", "N", "P", "S"), exclude_characters="\u115f\u1160\u2800\u3164\uffa0"
)
_ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0")

_ZONES = tuple(
    timezone(timedelta(minutes=minutes))
    for minutes in (0, 7 * 60, 8 * 60, 9 * 60, 345, -210, -11 * 60, 14 * 60)
)
"""UTC, the zones of Indonesia, and some that others forget (Nepal, Newfoundland, the far east)."""

_SEGMENTS = (2, 2, 2, 4)
"""How many digits a region code has at each level below the nation."""

_MADE_UP = Region("99")


def check_range(least: int, most: int, name: str, lowest: int, highest: int) -> None:
    """Refuse bounds that are crossed or lie outside what the value itself allows."""
    if not lowest <= least <= most <= highest:
        raise InvalidArgument(
            f"{name}: need {lowest} <= least <= most <= {highest}, got {least} and {most}"
        )


def made_up_codes(letter: str, most: int = 9_999) -> st.SearchStrategy[str]:
    """Give codes such as ``X-0001``; shrinks to number 1."""
    return st.integers(1, most).map(lambda n: f"{letter}-{n:04d}")


def texts(*, min_characters: int = 1, max_characters: int = 200) -> st.SearchStrategy[str]:
    """Give texts with at least one visible character: Indonesian words, or any characters at all.

    Lengths count characters (code points). Line ends, zero-width and right-to-left characters,
    emoji and NUL occur; lone surrogates, which no store takes, do not. Shrinks to zeros.

    >>> from hypothesis import find
    >>> find(texts(), lambda text: True)
    '0'
    """
    check_range(min_characters, max_characters, "texts(*_characters)", 1, 1_000_000)
    rest = st.text(_ANY, min_size=min_characters - 1, max_size=max_characters - 1)
    anything = st.builds("{}{}".format, _VISIBLE, rest)
    least = (min_characters + 3) // 3  # a word has two characters or more, and there are spaces
    most = (max_characters + 1) // (_LONGEST_WORD + 1)
    if most < least:
        return anything
    words = st.lists(st.sampled_from(_WORDS), min_size=least, max_size=most)
    return anything | words.map(" ".join)


def instants(
    *,
    min_value: datetime = datetime(2025, 1, 1, tzinfo=UTC),
    max_value: datetime = datetime(2026, 12, 31, tzinfo=UTC),
) -> st.SearchStrategy[datetime]:
    """Give aware datetimes between two instants, both included, in several zones.

    The zones are fixed offsets: no time is skipped or doubled, and no zone table is needed.
    Shrinks to the start of 2000 in UTC, or to the bound nearest to it.

    >>> from hypothesis import find
    >>> find(instants(), lambda instant: True).isoformat()
    '2025-01-01T00:00:00+00:00'
    """
    for bound in (min_value, max_value):
        if bound.utcoffset() is None:
            raise InvalidArgument(f"instants: {bound!r} has no offset")
    if min_value > max_value:
        raise InvalidArgument(f"instants: {min_value!r} lies after {max_value!r}")
    first, last = (bound.astimezone(UTC).replace(tzinfo=None) for bound in (min_value, max_value))
    moments = st.datetimes(first, last)
    return st.builds(
        lambda moment, zone: moment.replace(tzinfo=UTC).astimezone(zone),
        moments,
        st.sampled_from(_ZONES),
    )


def regions(
    *, level: RegionLevel | None = None, within: Region | str = _MADE_UP
) -> st.SearchStrategy[Region]:
    """Give regions that lie within one (itself included), of one level or of any.

    By default they lie in the made-up province ``99``. Shrinks to `within` itself, or with a
    level to the first number in each segment.

    >>> from hypothesis import find
    >>> find(regions(), lambda region: True)
    Region('99')
    >>> find(regions(level=RegionLevel.VILLAGE), lambda region: True)
    Region('99.00.00.0000')
    """
    try:
        top = Region(within) if isinstance(within, str) else within
    except InvalidValue as error:
        raise InvalidArgument(f"regions(within=…): {error}") from None
    deepest = RegionLevel.VILLAGE if level is None else RegionLevel(level)
    if deepest < top.level:
        raise InvalidArgument(f"regions: no {deepest.name} lies within {top}")
    first = top.level if level is None else deepest
    levels = [depth for depth in RegionLevel if first <= depth <= deepest]
    return st.one_of([_regions_at(depth, top) for depth in levels])


def _regions_at(level: RegionLevel, top: Region) -> st.SearchStrategy[Region]:
    segments = [_segments(digits) for digits in _SEGMENTS[top.level : level]]
    head = () if top == NATION else (top.code,)
    return st.tuples(*segments).map(lambda tail: Region(".".join((*head, *tail)) or NATION.code))


def _segments(digits: int) -> st.SearchStrategy[str]:
    return st.integers(0, 10**digits - 1).map(lambda n: f"{n:0{digits}d}")


def limits(*, units: Sequence[Unit] = get_args(Unit), max_n: int = 60) -> st.SearchStrategy[Limit]:
    """Give limits of 1 to `max_n` in some units. Shrinks to 1 of the first unit.

    >>> from hypothesis import find
    >>> str(find(limits(), lambda limit: True))
    '1 working day'
    """
    check_range(1, max_n, "limits(max_n=…)", 1, 9_999)
    if not units or not set(units) <= set(get_args(Unit)):
        raise InvalidArgument(f"limits: units must be some of {get_args(Unit)}, got {units!r}")
    return st.builds(Limit, st.integers(1, max_n), st.sampled_from(tuple(units)))
