"""Batches: many complaints and cases worked on by whatever `map` is given, none of them lost."""

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, Generic, TypeVar

from attrs import frozen

from sp4n.errors import Fault, fault
from sp4n.model import Complaint
from sp4n.progress import Progress, told_while
from sp4n.validation import function_fault, instant_fault, refuse, type_fault
from sp4n.workflow import Case

Item = Complaint | Case
"""What is worked on."""

Result = TypeVar("Result")

_BATCH_ITEMS = 5_000  # own choice: one step of progress
_FEWEST_BATCHES = 20  # own choice: so that short work shows progress too


@frozen
class _Batch:
    """Some items that follow each other, from a place on."""

    place: int
    items: tuple[Item, ...]


@frozen
class _Answer(Generic[Result]):
    """What came of a batch."""

    place: int
    items_count: int
    result: Result


@frozen
class _Numbered(Generic[Result]):
    """Does the work on a batch and says which one it was; it can be sent to another process.

    There it goes with every batch, while the policies in it are as big as thousands of complaints:
    so it is pickled once here, and unpickled once there.
    """

    work: Callable[[tuple[Item, ...]], Result]

    def __call__(self, batch: _Batch) -> _Answer[Result]:
        return _Answer(batch.place, len(batch.items), self.work(batch.items))

    @cached_property
    def _pickled(self) -> bytes:
        return pickle.dumps(self.work)

    def __reduce__(self) -> tuple[object, ...]:
        return _unpickled, (self._pickled,)


@lru_cache(maxsize=2)  # own choice: a pool may be given the next work before it is rid of the last
def _unpickled(work: bytes) -> _Numbered[Any]:
    return _Numbered(pickle.loads(work))  # noqa: S301  # what `_Numbered` wrote, not a stranger


def refuse_wrong_items(given: object, now: object, map: object) -> None:  # noqa: A002
    """Refuse items that are not a tuple of Complaint and Case, a naive instant, a wrong `map`."""
    refuse(
        *_item_faults(given),
        None if now is None else instant_fault(now, "now"),
        function_fault(map, "map"),
    )


def _item_faults(given: object) -> Iterator[Fault | None]:
    if not isinstance(given, tuple):
        yield type_fault(tuple, given, "items", "list")
        return
    for place, item in enumerate(given):
        if not isinstance(item, Complaint | Case):
            yield type_fault(Complaint, item, f"items[{place}]", "complaint_or_a_case")


def worked_in_batches(
    work: Callable[[tuple[Item, ...]], Result],
    items: tuple[Item, ...],
    *,
    progress: Progress,
    map: Callable[..., Iterable[Any]],  # noqa: A002  # what every executor calls it
) -> list[Result]:
    """Give what came of each batch, in the order of the items.

    Args:
        work: Done to each batch.
        items: What is worked on.
        progress: Told how many items are done.
        map: That of any executor, in whatever order it gives its answers.

    Raises:
        InvalidValue: `map` does not give just one answer for each batch (``lost_answers``).
    """
    size = max(1, min(_BATCH_ITEMS, -(-len(items) // _FEWEST_BATCHES)))
    batches = [_Batch(at, items[at : at + size]) for at in range(0, len(items), size)]
    answers: list[_Answer[Result]] = []
    with told_while(progress, len(items)) as tell:
        given: object = map(_Numbered(work), batches)
        for answer in given if isinstance(given, Iterable) else ():
            if isinstance(answer, _Answer):
                answers.append(answer)
                tell(answer.items_count)
    answers.sort(key=attrgetter("place"))
    _refuse_lost(batches, answers)
    return [answer.result for answer in answers]


def _refuse_lost(batches: Sequence[_Batch], answers: Sequence[_Answer[Any]]) -> None:
    """Refuse what a foreign `map` gave when it is not one answer for each batch."""
    asked = [(batch.place, len(batch.items)) for batch in batches]
    given = [(answer.place, answer.items_count) for answer in answers]
    refuse(None if asked == given else fault("lost_answers", "map"))


def complaint_of(item: Item) -> Complaint:
    """Give the complaint as it came."""
    return item.complaint if isinstance(item, Case) else item
