"""What the library says to people: one file a language, each sentence found by its code.

A code is ``section.name``, such as ``fault.too_long``; ``{name}`` marks where a fact goes in, and
``{Name}`` where it begins with a capital letter. A sentence about one thing may have a form of its
own, ``name.one``, said where the fact ``n`` is 1.

A further language is a further file beside these. What it does not say yet is said in English.
"""

import pkgutil
import re
import tomllib
from collections.abc import Mapping
from functools import cache

from sp4n.frozen_dict import FrozenDict

__all__ = ["FALLBACK", "catalogue", "languages", "sentence"]

FALLBACK = "en"
"""The language of what has not been translated."""

_CODE_OF_LANGUAGE = re.compile("[a-z]{2,8}")


@cache
def languages() -> tuple[str, ...]:
    """Give the languages in which the library speaks.

    >>> {"en", "id"} <= set(languages())
    True
    """
    from importlib.resources import files  # only help and mistakes need the list

    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def catalogue(language: str) -> Mapping[str, Mapping[str, str]]:
    """Give all sentences of a language, by section and name.

    Raises LookupError if the library does not speak it.

    >>> catalogue("id")["phase"]["closed"]
    'selesai'
    """
    try:
        is_a_code = _CODE_OF_LANGUAGE.fullmatch(language) is not None
        text = pkgutil.get_data(__name__, f"{language}.toml") if is_a_code else None
    except FileNotFoundError:
        text = None
    if text is None:
        problem = f"the language must be one of {', '.join(languages())}"
        raise LookupError(problem)
    sections = tomllib.loads(text.decode())
    return FrozenDict({name: FrozenDict(said) for name, said in sections.items()})


def sentence(code: str, language: str, *, of_one: bool = False) -> str:
    """Give a sentence as it is written, places for facts and all.

    `of_one` asks for the form that it has for one thing, if it has one.

    Raises KeyError if there is no such sentence.

    >>> sentence("limit.working_days", "id"), sentence("limit.working_days", "en", of_one=True)
    ('{n} hari kerja', '{n} working day')
    """
    section, _, name = code.partition(".")
    for known in (catalogue(language), catalogue(FALLBACK)):
        said = known.get(section, {})
        if of_one and f"{name}.one" in said:
            return said[f"{name}.one"]
        if name in said:
            return said[name]
    raise KeyError(code)
