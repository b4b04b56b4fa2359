"""Words for people: every code that a person may read has a text in Indonesian and English.

Logic never looks at a text; it looks at codes. The language is an argument, never the
process's locale.
"""

from collections.abc import Mapping
from typing import Literal, Protocol

from attrs import frozen

from sp4n.frozen_dict import FrozenDict

__all__ = ["LANGUAGE_LABELS", "Label", "Language", "Printer"]

Language = Literal["id", "en"]
"""``"id"`` for Indonesian, ``"en"`` for English."""


@frozen
class Label:
    """One text in both languages; ``{name}`` marks where a fact goes in.

    >>> Label(id="{n} hari kerja", en="{n} working days").text("id", n=5)
    '5 hari kerja'
    """

    id: str
    en: str

    def text(self, language: Language = "en", /, **facts: object) -> str:
        """Give the text in one language, with the facts filled in.

        A fact that the text does not mention is left out; a fact that is missing shows as ``?``.

        >>> Label(id="untuk {who}", en="for {who}").text()
        'for ?'
        """
        template = self.id if language == "id" else self.en
        return template.format_map(_Facts(facts))


class _Facts(dict[str, object]):
    """Facts for a template; a missing one shows as a question mark instead of raising."""

    def __missing__(self, name: str) -> str:
        return "?"


LANGUAGE_LABELS: Mapping[Language, Label] = {
    "id": Label(id="Indonesia", en="Indonesian"),
    "en": Label(id="Inggris", en="English"),
}
LANGUAGE_LABELS = FrozenDict(LANGUAGE_LABELS)
"""How the languages are called."""


class Printer(Protocol):
    """What IPython and Hypothesis hand to ``_repr_pretty_``."""

    def text(self, text: str) -> None:
        """Write some text."""
