"""How much room a case takes after some commands, by what Python itself has allocated."""

import gc
import sys
import tracemalloc
from collections.abc import Callable, Iterator

from attrs import frozen

from benchmarks.same_workflow import HOLDER, STATUSES, Peer, long_life
from benchmarks.with_django import DJANGO
from benchmarks.with_lapor import after, steps
from benchmarks.with_sp4n import own
from benchmarks.with_statemachine import STATEMACHINE
from benchmarks.with_transitions import TRANSITIONS, TRANSITIONS_ALONE
from sp4n.workflow import Case

__all__ = ["EVENTS", "Size", "sizes"]

EVENTS = 16
"""How many events a case of sp4n has: its beginning, and one for each command."""

_SHARE_OF_SLOW = 40  # a fortieth of the cases says as much, where one takes a millisecond to make
_LAPOR_LIFE = steps("hold", "complete", "verify", *("follow_up", "reply") * 6)


@frozen
class Size:
    """The room of one case, in bytes: the mean over so many cases."""

    name: str
    bytes: float
    cases: int


def sizes(cases: int) -> list[Size]:
    """Measure sp4n, and its peers."""
    return list(_sizes(cases))


def _sizes(cases: int) -> Iterator[Size]:
    few = cases // _SHARE_OF_SLOW
    yield _size("sp4n, this workflow", _lived(own()), cases)
    yield _size("sp4n, LAPOR!'s own table", _without_texts, cases // 5)
    yield _size("sp4n, LAPOR!'s own table, with the records of its 14 texts", _with_texts, few)
    for peer in (DJANGO, TRANSITIONS, TRANSITIONS_ALONE, STATEMACHINE):
        yield _size(peer.name, _lived(peer), few)


def _size(name: str, make: Callable[[], object], cases: int) -> Size:
    sys.stderr.write(f"The room of a case: {name} ...\n")
    make()  # whatever is made once and shared
    gc.collect()
    tracemalloc.start()
    kept: list[object] = [None] * cases
    before, _ = tracemalloc.get_traced_memory()
    for place in range(cases):
        kept[place] = make()
    gc.collect()
    now, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Size(name, (now - before) / cases, cases)


def _lived(peer: Peer) -> Callable[[], object]:
    def live() -> object:
        case = peer.begin(STATUSES[0], HOLDER)
        for asked in long_life(EVENTS - 1):
            case = peer.attempt(case, peer.ask(asked))
        return case

    return live


def _with_texts() -> Case:
    return after(_LAPOR_LIFE)


def _without_texts() -> Case:
    """Give the same case as a store would that keeps the texts elsewhere."""
    case = _with_texts()
    return Case.from_events(case.complaint, case.events)
