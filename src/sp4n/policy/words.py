"""Words of a closed set, as a policy's file has them."""

from typing import TypeVar

from sp4n.errors import fault, shown
from sp4n.interchange import Reader

__all__ = ["at_most", "one_of_words"]

Word = TypeVar("Word", bound=str)


def at_most(reader: Reader, name: str, limit: int) -> list[Reader]:
    """Read a list of tables that has no more than so many; a longer one is a fault, and left out."""
    found = reader.tables(name)
    if len(found) <= limit:
        return found
    reader.faults.append(fault("too_large", reader.path(name), found=len(found), limit=limit))
    return []


def one_of_words(reader: Reader, name: str, allowed: tuple[Word, ...], default: Word) -> Word:
    """Read one of some words; the default stands in for none and for a fault."""
    found = reader.text(name, required=False)
    for word in allowed:
        if found == word:
            return word
    if found is not None:
        reader.faults.append(
            fault("not_one_of", reader.path(name), found=shown(found), allowed=allowed)
        )
    return default
