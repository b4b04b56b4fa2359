"""Numbers in a sentence: so many of each, and no word about what there is none of."""

from collections.abc import Iterable

from sp4n.labels import Label, Language

__all__ = ["UNPLANNED", "counted"]

UNPLANNED = Label(id="di luar rencana", en="unplanned")
"""What was done beside a plan."""


def counted(numbers: Iterable[tuple[int, Label]], language: Language = "en") -> str:
    """Say each number with its words after a semicolon; what there is none of is left out.

    >>> counted([(2, Label(id="terlewat", en="missed")), (0, UNPLANNED)])
    '; 2 missed'
    """
    return "".join(f"; {n} {words.describe(language)}" for n, words in numbers if n)
