"""Words for people: every code that a person may read has a text in Indonesian and English.

Logic never looks at a text; it looks at codes. The language is an argument, never the
process's locale.

There are two kinds. A `Label` is words, whoever wrote them: a city may call a status
``dalam {5} hari``, and that is what shows. A `Template` is a sentence of this library, into which
facts are filled; none ever comes from a file.
"""

from collections.abc import Mapping
from typing import Literal, Protocol

from attrs import frozen

__all__ = ["LANGUAGE_LABELS", "Label", "Language", "Printer", "Template"]

Language = Literal["id", "en"]
"""``"id"`` for Indonesian, ``"en"`` for English."""


@frozen
class Label:
    """One text in both languages, as it shows: no sign in it means anything.

    >>> Label(id="dalam {5} hari", en="within {5} days").text("id")
    'dalam {5} hari'
    """

    id: str
    en: str

    def text(self, language: Language = "en", /) -> str:
        """Give the text in one language."""
        return self.id if language == "id" else self.en


@frozen
class Template:
    """A sentence of this library in both languages; ``{name}`` marks where a fact goes in.

    >>> Template(id="{n} hari kerja", en="{n} working days").text("id", n=5)
    '5 hari kerja'
    """

    id: str
    en: str

    def text(self, language: Language = "en", /, **facts: object) -> str:
        """Give the sentence in one language, with the facts filled in as they are.

        A fact that it does not mention is left out; a fact that is missing shows as ``?``.

        >>> Template(id="untuk {who}", en="for {who}").text()
        'for ?'
        """
        sentence = self.id if language == "id" else self.en
        return sentence.format_map(_Facts(facts))


class _Facts(dict[str, object]):
    """Facts for a template; a missing one shows as a question mark instead of raising."""

    def __missing__(self, name: str) -> str:
        return "?"


LANGUAGE_LABELS: Mapping[Language, Label] = {
    "id": Label(id="Indonesia", en="Indonesian"),
    "en": Label(id="Inggris", en="English"),
}
"""How the languages are called."""


class Printer(Protocol):
    """What IPython and Hypothesis hand to ``_repr_pretty_``."""

    def text(self, text: str) -> None:
        """Write some text."""
