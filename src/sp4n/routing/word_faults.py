"""What can be wrong with a rule's list of words, each fault with its place."""

from collections.abc import Sequence

from sp4n.errors import Fault, fault, shown
from sp4n.routing.affixes import stems, word_forms
from sp4n.routing.plain_values import list_where, text_faults
from sp4n.routing.text import Normaliser
from sp4n.routing.word_lists import EXACT, WITHOUT, words_of
from sp4n.validation import LABEL_LIMIT_CHARACTERS

__all__ = ["LETTERS_LIMIT", "WORDS_LIMIT", "list_of_words_faults"]

WORDS_LIMIT = 1_000
"""How many entries one list of words may have. Own choice."""

LETTERS_LIMIT = LABEL_LIMIT_CHARACTERS
"""How long one entry may be. Own choice: no phrase is, and every form of it is kept."""


def list_of_words_faults(written: Sequence[object], normaliser: Normaliser) -> list[Fault | None]:
    """Say what is wrong with a list of words, read by a normaliser.

    An entry can't be looked for when it holds no word, or when the exceptions of its own list take
    all its forms away.
    """
    if len(written) > WORDS_LIMIT:
        return [fault("too_large", found=len(written), limit=WORDS_LIMIT)]
    faults = text_faults(written)
    readable = [
        (one, list_where(written, place))
        for place, (one, found) in enumerate(zip(written, faults, strict=False))
        if found is None and isinstance(one, str)
    ]
    read = [_Reading(one, where, normaliser) for one, where in readable]
    faults += [one.fault for one in read]
    if readable and all(isinstance(one, str) and one.startswith(WITHOUT) for one in written):
        faults.append(fault("only_exceptions"))
    without = frozenset(one.words[0] for one in read if one.is_exception and one.words)
    return faults + [one.never_matches(without) for one in read if without]


class _Reading:
    """One entry as a file has it: its words, and the fault when it has none."""

    def __init__(self, written: str, where: str, normaliser: Normaliser) -> None:
        self.written = written
        self.where = where
        self.is_exception = written.startswith(WITHOUT)
        self.words: tuple[str, ...] = ()
        self.fault = self._read(normaliser)

    def _read(self, normaliser: Normaliser) -> Fault | None:
        try:
            words = words_of(self.written, normaliser)
            given: tuple[object, ...] = words
        except Exception as error:  # noqa: BLE001  # the normaliser may be foreign code
            return fault("plug_in_failed", self.where, problem=type(error).__name__)
        if not all(isinstance(one, str) and one for one in given):
            return fault("plug_in_failed", self.where, problem="no words")
        self.words = words
        if not words:
            return fault("no_word", self.where, found=shown(self.written))
        if self.is_exception and len(words) > 1:
            return fault("exception_of_many_words", self.where, found=shown(self.written))
        return None

    def never_matches(self, without: frozenset[str]) -> Fault | None:
        """Complain when no form of one of its roots is left."""
        if self.is_exception or self.written.startswith(EXACT):
            return None
        if all(_is_left(root, without) for root in self.words):
            return None
        return fault("never_matches", self.where, found=shown(self.written))


def _is_left(root: str, without: frozenset[str]) -> bool:
    return any(without.isdisjoint(stems(form)) for form in word_forms(root))
