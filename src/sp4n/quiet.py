"""Quiet values: whatever tool shows them, it shows what their repr does, and no words."""

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

Kind = TypeVar("Kind", bound=type)

MASK = "•••"
"""What stands for a person's datum, or the key of one."""


class Printer(Protocol):
    """What IPython and Hypothesis hand to ``_repr_pretty_``."""

    def text(self, text: str) -> None:
        """Write some text."""


class _Verbatim:
    """Shows itself as it is."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def shown_short(kind: Kind) -> Kind:
    """Let a class of attrs values be shown by its repr where tools would spread its fields.

    These are IPython and Hypothesis (``_repr_pretty_``), rich (``__rich_repr__``), and pytest: of
    two values that are not equal it lists the fields that differ, unless their class compares them
    by a function of its own. Whoever asks for all fields gets them: ``attrs.asdict``.

    >>> from attrs import field, frozen
    >>> @shown_short
    ... @frozen
    ... class Note:
    ...     words: str = field(repr=lambda words: f"<{len(words)} characters>")
    >>> Note("Sudah ditambal.")
    Note(words=<15 characters>)
    """
    compare: Callable[[object, object], object] = kind.__eq__  # type: ignore[assignment]

    def is_equal(self: object, other: object) -> object:
        return compare(self, other)

    def pretty(self: object, printer: Printer, cycle: bool) -> None:  # noqa: FBT001 - IPython's
        del cycle
        printer.text(repr(self))

    def rich(self: object) -> Iterator[_Verbatim]:
        told = repr(self).removeprefix("<").removeprefix(type(self).__name__)
        yield _Verbatim(told[1:-1].strip())

    rich.angular = True  # type: ignore[attr-defined]  # rich then writes <Note …>
    for name, function in (
        ("__eq__", is_equal),
        ("_repr_pretty_", pretty),
        ("__rich_repr__", rich),
    ):
        setattr(kind, name, function)
    return kind
