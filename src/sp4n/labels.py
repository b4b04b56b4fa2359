"""Words for people: every code that a person may read has a text in Indonesian and English.

Logic never looks at a text; it looks at codes. The language is an argument, never the
process's locale.

There are two kinds. A `Label` is words, whoever wrote them: a city may call a status
``dalam {5} hari``, and that is what shows. A `Template` is a sentence of this library, into which
facts are filled; none ever comes from a file.
"""

import re
from collections.abc import Mapping
from typing import Literal

from attrs import frozen

from sp4n.frozen_dict import FrozenDict

__all__ = ["LANGUAGE_LABELS", "Described", "Label", "Language", "Template"]

Language = Literal["id", "en"]
"""``"id"`` for Indonesian, ``"en"`` for English."""

_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


class Described:
    """A value that can be said in words; ``str`` says it in English.

    >>> from sp4n.workdays import Limit
    >>> Limit(5, "working days").describe("id")
    '5 hari kerja'
    """

    __slots__ = ()

    def describe(self, language: Language = "en", *, short: bool = False) -> str:
        """Say it in words; `short` where it can be said in fewer, too."""
        return self._short(language) if short else self._full(language)

    def _full(self, language: Language) -> str:
        """Say all of it."""
        raise NotImplementedError

    def _short(self, language: Language) -> str:
        """Say the most important."""
        return self._full(language)

    def __str__(self) -> str:
        return self.describe()


@frozen
class Label(Described):
    """One text in both languages, as it shows: no sign in it means anything.

    >>> Label(id="dalam {5} hari", en="within {5} days").describe("id")
    'dalam {5} hari'
    """

    id: str
    en: str

    def _full(self, language: Language) -> str:
        """Give the text in one language."""
        return self.id if language == "id" else self.en


@frozen
class Template:
    """A sentence of this library in both languages; ``{name}`` marks where a fact goes in.

    There are no other places, no formats and no attributes; what is filled in is not read again.

    >>> Template(id="{n} hari kerja", en="{n} working days").fill("id", n=5)
    '5 hari kerja'
    """

    id: str
    en: str

    def fill(self, language: Language = "en", /, **facts: object) -> str:
        """Give the sentence in one language, with the facts filled in as they are.

        A fact that it does not mention is left out; a fact that is missing shows as ``?``.

        >>> Template(id="untuk {who}", en="for {who}").fill()
        'for ?'
        """
        sentence = self.id if language == "id" else self.en
        return _PLACE.sub(lambda place: str(facts.get(place[1], "?")), sentence)


LANGUAGE_LABELS: Mapping[Language, Label] = {
    "id": Label(id="Indonesia", en="Indonesian"),
    "en": Label(id="Inggris", en="English"),
}
LANGUAGE_LABELS = FrozenDict(LANGUAGE_LABELS)
"""How the languages are called."""
