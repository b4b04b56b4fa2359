"""Words for people: every code that a person may read can be said in each language.

Logic never looks at words; it looks at codes. The language is an argument, never the process's
locale.

There are two kinds. A `Label` is words, whoever wrote them: a city may call a status
``dalam {5} hari``, and that is what shows. A `Message` is a sentence of this library, found by its
code in the catalogue of a language (`sp4n.messages`); facts are filled into it.
"""

import re
from collections.abc import Mapping

from attrs import field, frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.messages import sentence

__all__ = ["Described", "Label", "Language", "Message", "Wording"]

Language = str
"""``"id"`` for Indonesian, ``"en"`` for English: what has a catalogue in `sp4n.messages`."""

_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}", re.IGNORECASE | re.ASCII)


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


class Wording(Described):
    """Words in every language: a `Label` or a `Message`. What says the same is equal."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """The words in Indonesian."""
        return self.describe("id")

    @property
    def en(self) -> str:
        """The words in English."""
        return self.describe("en")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Wording) and (self.id, self.en) == (other.id, other.en)

    def __hash__(self) -> int:
        return hash((self.id, self.en))

    def __repr__(self) -> str:
        return f"Label(id={self.id!r}, en={self.en!r})"


@frozen(eq=False, repr=False)
class Label(Wording):
    """One text in both languages, as it shows: no sign in it means anything.

    In a third language it shows as in Indonesian.

    >>> Label(id="dalam {5} hari", en="within {5} days").describe("id")
    'dalam {5} hari'
    """

    id: str
    en: str

    def _full(self, language: Language) -> str:
        """Give the text in one language."""
        return self.en if language == "en" else self.id


def _frozen(facts: Mapping[str, object]) -> Mapping[str, object]:
    return FrozenDict(facts)


@frozen(eq=False, repr=False)
class Message(Wording):
    """A sentence of this library, by its code in `sp4n.messages`; facts go in where it says so.

    Facts that are themselves said in words follow the language; several are told one after another.
    There are no formats and no attributes, and what is filled in is not read again. A fact that is
    missing shows as ``?``; one that the sentence does not mention is left out.

    >>> Message("limit.working_days").fill("id", n=5)
    '5 hari kerja'
    >>> Message("phase.closed").describe("id")
    'selesai'
    """

    code: str
    facts: Mapping[str, object] = field(factory=dict, converter=_frozen)

    def given(self, **facts: object) -> "Message":
        """Give the same sentence with these facts in it, to be said in a language later."""
        return Message(self.code, {**self.facts, **facts})

    def fill(self, language: Language = "en", /, **facts: object) -> str:
        """Say the sentence in one language, with these facts filled in as they are.

        >>> Message("limit.working_days").fill()
        '? working days'
        """
        known = {**self.facts, **facts}
        said = sentence(self.code, language, of_one=known.get("n") == 1)
        return _PLACE.sub(lambda place: _filled(place[1], known, language), said)

    def _full(self, language: Language) -> str:
        """Say it with the facts that it has."""
        return self.fill(language)


def _filled(place: str, facts: Mapping[str, object], language: Language) -> str:
    name = place.lower()
    said = _said(facts[name], language) if name in facts else "?"
    return said if place == name else said[:1].upper() + said[1:]


def _said(fact: object, language: Language) -> str:
    if isinstance(fact, tuple):
        return ", ".join(_said(each, language) for each in fact)
    return fact.describe(language) if isinstance(fact, Described) else str(fact)
