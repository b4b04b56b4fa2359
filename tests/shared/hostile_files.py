"""Policy and directory files that a stranger could have written to keep a reader busy, by name.

Each is about as long as it is asked to be, so that a test can ask whether twice as much takes about
twice as long. Some can't be read at all; others are fine policies that are hard to check.
"""

from collections.abc import Mapping

from hostile_books import BOOKS
from hostile_directories import DIRECTORIES
from hostile_pieces import Hostile
from hostile_policies import POLICIES
from hostile_texts import TEXTS

__all__ = ["HOSTILE"]

HOSTILE: Mapping[str, Hostile] = {
    "text": TEXTS,
    "policy": POLICIES,
    "directory": DIRECTORIES,
    "book": BOOKS,
}
"""All of them, by what they are."""
