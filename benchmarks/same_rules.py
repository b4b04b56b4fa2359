"""The rules that sp4n and its peers are given, and the complaints that are held against them.

A made-up book of 10,000 rules: most are one city's, on one of two words; others a province's, on
two words together; a city's, on a category and the want of a word; the whole country's, on three
words. Words are roots that no other word here is a form of, so that sp4n, which looks for forms,
finds what the peers find by comparing words.
"""

from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

from attrs import field, frozen

from sp4n.routing import Vocabulary, normalise
from sp4n.sample import sample_policy

__all__ = [
    "CATEGORIES",
    "NONE",
    "SIZES",
    "Engine",
    "Question",
    "SameRule",
    "facts",
    "questions",
    "rules",
]

SIZES = (10, 100, 1_000, 10_000)
"""How many rules the books have."""

NONE = ""
"""The answer when no rule matches."""

CATEGORIES = tuple(f"Kategori {number}" for number in range(1, 31))
"""What the complaints are about."""

_PROVINCES, _CITIES = 25, 20
_TOPICS = 400  # words that rules name
_WORDS = 55  # of a complaint
_TOLD = 8  # of which so many are words that rules name
_SHORTEST = 4
_NEAR = 0.8  # the share of complaints that are made to match a rule


@frozen
class SameRule:
    """One rule: where, about what, and with which words; what is empty is not asked."""

    id: str
    city: str = ""
    province: str = ""
    category: str = ""
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


@frozen
class Question:
    """A complaint: its city, its category and its normalised words."""

    city: str
    category: str
    words: tuple[str, ...] = field(repr=False)


@frozen
class Engine:
    """One library with its way to be given rules: `prepare` gives what answers for the facts."""

    name: str
    prepare: Callable[[tuple[SameRule, ...]], Callable[[Any], Any]]
    take: Callable[[Question], tuple[Any, ...]]


def facts(question: Question) -> tuple[dict[str, object]]:
    """Give the facts as the peers are given them; the province is cut off for them."""
    city = question.city
    return (
        {
            "city": city,
            "province": city[:2],
            "category": question.category,
            "words": list(question.words),
        },
    )


def rules(how_many: int) -> tuple[SameRule, ...]:
    """Give the first rules of the book."""
    return _book()[:how_many]


def questions(how_many: int, size: int) -> Iterator[tuple[Question]]:
    """Draw complaints from the places that a book of this size has rules for."""
    draw = Random(how_many + size)
    for _ in range(how_many):
        near = draw.choice(rules(size))
        yield (_near(near, draw) if draw.random() < _NEAR else _anywhere(draw),)


def _near(rule: SameRule, draw: Random) -> Question:
    city = rule.city or _city(draw, rule.province)
    told = (*rule.all_of, *rule.any_of[:1])
    return Question(city, rule.category or draw.choice(CATEGORIES), _text(told, draw))


def _anywhere(draw: Random) -> Question:
    return Question(_city(draw), draw.choice(CATEGORIES), _text((), draw))


def _text(told: tuple[str, ...], draw: Random) -> tuple[str, ...]:
    """Write a text with these words and others, each once, in any order."""
    topics, fillers = _words()
    more = [word for word in draw.sample(topics, _TOLD) if word not in told]
    words = [*told, *more][:_TOLD]
    words += draw.sample(fillers, _WORDS - len(words))
    return tuple(draw.sample(words, len(words)))


def _city(draw: Random, province: str = "") -> str:
    return f"{province or _province(draw)}.{draw.randrange(1, _CITIES + 1):02}"


def _province(draw: Random) -> str:
    return str(draw.randrange(11, 11 + _PROVINCES))


@cache
def _book() -> tuple[SameRule, ...]:
    draw = Random(SIZES[-1])
    return tuple(_rule(f"r{place}", draw) for place in range(SIZES[-1]))


def _rule(rule_id: str, draw: Random) -> SameRule:
    one, two, three = draw.sample(_words()[0], 3)
    kind = draw.randrange(10)
    if kind == 0:
        return SameRule(rule_id, all_of=(one, two, three))
    if kind == 1:
        return SameRule(rule_id, province=_province(draw), all_of=(one, two))
    if kind == 2:  # noqa: PLR2004 - one in ten
        category = draw.choice(CATEGORIES)
        return SameRule(rule_id, city=_city(draw), category=category, none_of=(one,))
    return SameRule(rule_id, city=_city(draw), any_of=(one, two))


@cache
def _words() -> tuple[list[str], list[str]]:
    """Give the words that rules name, and those that only texts have."""
    roots = sorted(sample_policy().book.vocabulary.roots)
    words = [one for one in roots if len(one) >= _SHORTEST and normalise(one) == (one,)]
    vocabulary = Vocabulary(words)
    alone = [one for one in words if vocabulary.roots_of(one) == (one,)]
    drawn = Random(_TOPICS).sample(alone, len(alone))
    return drawn[:_TOPICS], drawn[_TOPICS:]
