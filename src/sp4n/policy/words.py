"""Words of a closed set, and codes that are keys, as a policy's file has them."""

from typing import TypeVar

from sp4n.errors import fault, shown
from sp4n.interchange import Reader
from sp4n.interchange.reader import shown_key
from sp4n.validation import code_fault

__all__ = ["codes_of", "one_of_words"]

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


def codes_of(reader: Reader) -> list[str]:
    """Give a table's keys that are codes; each other one is noted, and left out."""
    wrong = {name: code_fault(name, reader.path(shown_key(name))) for name in reader.names()}
    reader.faults.extend(one for one in wrong.values() if one is not None)
    return [name for name, one in wrong.items() if one is None]
