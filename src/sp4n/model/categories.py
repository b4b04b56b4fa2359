"""Categories (*kategori*): what complaints are about, as a tree."""

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from attrs import field, frozen

from sp4n.errors import Fault, fault, shown_key, suggester
from sp4n.frozen_dict import FrozenDict
from sp4n.validation import line_fault, refuse, type_fault

DEPTH_LIMIT = 32
"""How many levels a tree may have. Own choice: the state has five, and categories have three."""


def parent_faults(
    kind: str,
    parents: Mapping[str, str | None],
    where: str,
    *,
    suggest: Callable[[str], str | None],
    shown: Callable[[str], str] = str,
) -> Iterator[Fault]:
    """Each parent is there.

    Args:
        kind: What the tree is of: a category or an agency.
        parents: The parent of each code; None at a top.
        where: The key path of a parent, with ``{}`` for the code.
        suggest: What gives the code that a misspelt one may have meant.
        shown: How a fault names a code.
    """
    for code, parent in parents.items():
        if parent is not None and parent not in parents:
            place, found, suggestion = where.format(shown(code)), shown(parent), suggest(parent)
            yield fault(f"unknown_{kind}", place, found=found, suggestion=suggestion)


def shape_faults(
    parents: Mapping[str, str | None], where: str, shown: Callable[[str], str] = str
) -> Iterator[Fault]:
    """Nothing lies below itself, and nothing too deep: the first that does is told.

    >>> chain = {str(n): str(n - 1) for n in range(1, 40)} | {"0": None}
    >>> [(wrong.code, wrong.where) for wrong in shape_faults(chain, "agency.{}.parent")]
    [('too_deep', 'agency.32.parent')]
    """
    deep = next((code for code in parents if _is_too_deep(code, parents)), None)
    if deep is not None:
        yield fault("too_deep", where.format(shown(deep)), limit=DEPTH_LIMIT)
    for circle in circles(parents):
        codes = tuple(map(shown, circle))
        yield fault("cycle", where.format(codes[0]), found=codes)


def upward(code: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    """Walk from a code up to the top of its tree, both included."""
    current: str | None = code
    while current is not None:
        yield current
        current = parents[current]


def _is_too_deep(code: str, parents: Mapping[str, str | None]) -> bool:
    current: str | None = code
    met: set[str] = set()
    while current is not None and current not in met:
        met.add(current)
        if len(met) > DEPTH_LIMIT:
            return True
        current = parents.get(current)
    return False


def circles(parents: Mapping[str, str | None]) -> Iterator[tuple[str, ...]]:
    """Find each circle among the parents once: its codes in order, the first one again at the end.

    None marks a top. A parent that is not there ends a walk like a top does: it is no circle.

    >>> list(circles({"A": "B", "B": "A", "C": "A", "D": None, "E": "F"}))
    [('A', 'B', 'A')]
    """
    walked: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        current: str | None = start
        while current is not None and current not in walked and current not in path:
            path[current] = None
            current = parents.get(current)
        if current is not None and current in path:
            codes = list(path)
            yield (*codes[codes.index(current) :], current)
        walked.update(path)


_NAME_LIMIT = 200  # own choice
_PAIR = 2


def _pairs(tree: Mapping[str, str | None]) -> tuple[tuple[str, str | None], ...]:
    try:
        return tuple(sorted(dict(tree).items(), key=lambda pair: str(pair[0])))
    except (TypeError, ValueError):
        return cast("tuple[tuple[str, str | None], ...]", tree)


def _is_pair(value: object) -> bool:
    return isinstance(value, tuple | list) and len(value) == _PAIR


def _named(name: str) -> str:
    """Name a category; a long one, or one with many digits, by its length: it may be a sentence."""
    joined = name.replace(" ", "_")
    return name if shown_key(joined) == joined else f"<{len(name)} characters>"


def _name_faults(parents: object) -> Iterator[Fault | None]:
    if not isinstance(parents, tuple) or not all(map(_is_pair, parents)):
        yield type_fault(Mapping, parents, "categories", "table")
        return
    for child, parent in parents:
        wrong = line_fault(child, "category", _NAME_LIMIT)
        yield wrong
        if parent is not None:
            where = f"category.{_named(child)}" if wrong is None else "category"
            yield line_fault(parent, where, _NAME_LIMIT)


@frozen
class Categories:
    """The tree of LAPOR!'s categories that a directory knows: child to parent, None at the top.

    A name that recurs under two parents is written ``Parent/Name``. A complaint's unknown category
    is kept and reported, and counts as missing. Raises InvalidValue, with all faults, if a parent
    is not in the tree, parents run in a circle, or there are more than 32 levels.

    >>> tree = Categories({"Perhubungan": None, "Parkir Liar": "Perhubungan"})
    >>> list(tree.lineage("Parkir Liar"))
    ['Parkir Liar', 'Perhubungan']
    >>> list(tree.lineage("Hewan"))
    []
    """

    parents: tuple[tuple[str, str | None], ...] = field(default={}, converter=_pairs)
    _parent_of: Mapping[str, str | None] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(*_name_faults(self.parents))
        parent_of = FrozenDict(dict(self.parents))
        object.__setattr__(self, "_parent_of", parent_of)
        suggest = suggester(parent_of)
        refuse(
            *parent_faults("category", parent_of, "category.{}", suggest=suggest, shown=_named),
            *shape_faults(parent_of, "category.{}", _named),
        )

    def lineage(self, name: str | None) -> Iterator[str]:
        """Walk from a category up to its top category; nothing for an unknown or missing one."""
        return upward(name, self._parent_of) if name is not None and name in self else iter(())

    def __contains__(self, name: object) -> bool:
        return name in self._parent_of

    def __iter__(self) -> Iterator[str]:
        return iter(self._parent_of)

    def __len__(self) -> int:
        return len(self._parent_of)
