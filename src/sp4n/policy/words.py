"""Words of a closed set, and codes that are keys, as a policy's file has them."""

from typing import TypeVar

from sp4n.errors import fault, shown
from sp4n.interchange import Reader
from sp4n.validation import LABEL_LIMIT_CHARACTERS, code_fault, line_fault

__all__ = ["at_most", "codes_of", "line_of", "one_of_words"]

Word = TypeVar("Word", bound=str)


def at_most(reader: Reader, name: str, limit: int) -> list[Reader]:
    """Read a list of at most so many tables; a longer one is a fault, and left out."""
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


def codes_of(reader: Reader) -> list[str]:
    """Give a table's keys that are codes; each other one is noted, and left out."""
    wrong = {name: code_fault(name, reader.path(name)) for name in reader.names()}
    reader.faults.extend(one for one in wrong.values() if one is not None)
    return [name for name, one in wrong.items() if one is None]


def line_of(reader: Reader, name: str) -> str | None:
    """Read a name; what is none is noted at once, beside the faults of all other parts."""
    found = reader.text(name)
    wrong = None if found is None else line_fault(found, reader.path(name), LABEL_LIMIT_CHARACTERS)
    if wrong is not None:
        reader.faults.append(wrong)
    return found
