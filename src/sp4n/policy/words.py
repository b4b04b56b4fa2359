"""Words of a closed set, as a policy's file has them."""

from typing import TypeVar

from sp4n.errors import fault, shown
from sp4n.interchange import Reader

__all__ = ["one_of_words"]

Word = TypeVar("Word", bound=str)


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
