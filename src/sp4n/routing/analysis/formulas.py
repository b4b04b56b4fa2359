"""Formulas: what must hold, over variables that each take one of a few values.

A variable's values are the bits of a mask. A literal says that the value is among some of them, so
that its contrary is a literal too, and no formula needs a "not".
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from attrs import field, frozen


@frozen
class Literal:
    """A variable has one of the values in a mask."""

    variable: int
    mask: int
    size: ClassVar[int] = 1


@frozen
class Both:
    """All parts hold; `size` is how many literals and parts of parts there are."""

    parts: "tuple[Formula, ...]"
    size: int = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "size", 1 + sum([part.size for part in self.parts]))


@frozen
class Either:
    """At least one part holds; `size` as for `Both`."""

    parts: "tuple[Formula, ...]"
    size: int = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "size", 1 + sum([part.size for part in self.parts]))


Formula = Literal | Both | Either

ALWAYS = Both(())
"""What holds come what may."""

NEVER = Either(())
"""What can't hold."""


def contrary(formula: Formula, full: Sequence[int]) -> Formula:
    """Give the formula that holds just when this one does not; `full` has every variable's mask.

    >>> contrary(Both((Literal(0, 0b01), Literal(1, 0b10))), [0b11, 0b11])
    Either(parts=(Literal(variable=0, mask=2), Literal(variable=1, mask=1)))
    """
    if isinstance(formula, Literal):
        return Literal(formula.variable, full[formula.variable] & ~formula.mask)
    parts = tuple([contrary(part, full) for part in formula.parts])
    return Either(parts) if isinstance(formula, Both) else Both(parts)


def variables(formulas: Iterable[Formula]) -> Iterator[int]:
    """Walk over the variables that formulas speak of, with repetitions."""
    for formula in formulas:
        if isinstance(formula, Literal):
            yield formula.variable
        else:
            yield from variables(formula.parts)
