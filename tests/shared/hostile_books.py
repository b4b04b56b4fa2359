"""Books of rules that can be read, and are hard to analyse."""

import random
from collections.abc import Callable
from itertools import islice, product

from hostile_pieces import EMPTY_POLICY, Hostile, day, inside

__all__ = ["BOOKS"]


def _rules(size: int, rule: Callable[[int], str]) -> str:
    return inside(size, "rule=[", rule)


def _rule(number: int, when: str, more: str = "") -> str:
    return f'{{id="r{number}",to="DPU",when={when}{more}}}'


def _word(number: int, letters: str = "bcdfgjklmnprst") -> str:
    """Make up a word of two syllables or more, which has as many forms as can be."""
    found = ""
    number += len(letters) * 5
    while number:
        number, one = divmod(number, len(letters) * 5)
        found += letters[one // 5] + "aeiou"[one % 5]
    return found


def _words(first: int, many: int, mark: str = "") -> str:
    return "[" + ",".join(f'"{mark}{_word(number)}"' for number in range(first, first + many)) + "]"


def _phrase(number: int, many: int) -> str:
    chance = random.Random(number)  # no secret
    return '"' + " ".join(_word(chance.randrange(40)) for _ in range(many)) + '"'


def _nested(kinds: tuple[str, ...], depth: int, number: int) -> str:
    if depth == 0:
        return f"{{any_word={_words(number % 50, 2)}}}"
    kind = kinds[depth % len(kinds)]
    inner = _nested(kinds, depth - 1, number * 2 + 1)
    if kind == "not":
        return f"{{not={inner}}}"
    return f"{{{kind}=[{inner},{{any_word={_words(number % 50, 2)}}}]}}"


def _of_two(number: int) -> str:
    return (
        f"{{all=[{{any_word={_words(number % 30, 4)}}},{{any_word={_words(number % 29 + 1, 4)}}}]}}"
    )


def _one_rule(said: list[str]) -> str:
    return f"{EMPTY_POLICY}rule=[{_rule(0, '{all=[' + ','.join(said) + ']}')}]\n"


def _pigeons(size: int) -> str:
    """Ask for more pigeons than there are holes: no solver without counting sees it soon."""
    holes = min(9, max(3, round((size / 40) ** (1 / 3))))
    said = [
        "{any=[" + ",".join(f'{{any_word="{_word(p * holes + h)}"}}' for h in range(holes)) + "]}"
        for p in range(holes + 1)
    ]
    said += [
        f'{{not={{all_words=["{_word(p * holes + h)}","{_word(q * holes + h)}"]}}}}'
        for h in range(holes)
        for p in range(holes + 1)
        for q in range(p)
    ]
    return _one_rule(said)


def _clauses_of_three(size: int) -> str:
    """Ask for three of many words or their absence, at the ratio that is the hardest."""
    chance = random.Random(3)  # no secret
    many = min(size // 90, 240)  # a rule has a limited number of clauses
    words = max(5, int(many / 4.26))

    def literal() -> str:
        word = f'{{any_word="{_word(chance.randrange(words))}"}}'
        return word if chance.random() < 0.5 else f"{{not={word}}}"

    return _one_rule(["{any=[" + ",".join(literal() for _ in range(3)) + "]}" for _ in range(many)])


def _covered(size: int) -> str:
    """Let one rule be taken by all before it, each of which takes a bit."""
    regions = [f"99.{one}" for one in range(10, 100)]
    pairs = islice(product(regions, range(10_000)), size // 60)
    said = [
        _rule(number, f'{{region="{region}",any_word="{_word(one)}"}}')
        for number, (region, one) in enumerate(pairs)
    ]
    said.append(_rule(9_999_999, "{min_words=0}"))
    return f"{EMPTY_POLICY}rule=[{','.join(said)}]\n"


BOOKS: Hostile = {
    "tiny rules": lambda size: _rules(
        size, lambda number: _rule(number, f'{{any_word="{_word(number)}"}}')
    ),
    "tiny rules that ask alike": lambda size: _rules(
        size, lambda number: _rule(number, '{any_word="jalan"}')
    ),
    "tiny rules that ask nothing": lambda size: _rules(
        size, lambda number: _rule(number, "{min_words=0}")
    ),
    "rules that take a number of words": lambda size: _rules(
        size, lambda number: _rule(number, f"{{min_words={number},max_words={number}}}")
    ),
    "rules that leave out a number of words": lambda size: _rules(
        size, lambda number: _rule(number, f"{{not={{min_words={number},max_words={number}}}}}")
    ),
    "rules of many words": lambda size: _rules(
        size, lambda number: _rule(number, f"{{any_word={_words(number * 1000, 1000)}}}")
    ),
    "rules of the same many words": lambda size: _rules(
        size, lambda number: _rule(number, f"{{any_word={_words(number, 500)}}}")
    ),
    "rules of all of many words": lambda size: _rules(
        size, lambda number: _rule(number, f"{{all_words={_words(number * 50, 300)}}}")
    ),
    "rules of very words": lambda size: _rules(
        size, lambda number: _rule(number, f"{{any_word={_words(number * 10, 400, '=')}}}")
    ),
    "rules of all forms of a word": lambda size: _rules(
        size,
        lambda number: _rule(number, '{any_word=["pukul","=memukul","=dipukul","=pemukulan"]}'),
    ),
    "rules with many exceptions": lambda size: _rules(
        size,
        lambda number: _rule(
            number, f'{{any_word=["{_word(number)}",{_words(number * 7, 200, "-")[1:]}}}'
        ),
    ),
    "rules with exceptions of their own words": lambda size: _rules(
        size,
        lambda number: _rule(
            number, f'{{any_word=["pukul","tulis","-{("di", "ter", "me")[number % 3]}pukul"]}}'
        ),
    ),
    "long phrases": lambda size: _rules(
        size, lambda number: _rule(number, f"{{phrase=[{_phrase(number, 20)}]}}")
    ),
    "long phrases that are not there": lambda size: _rules(
        size,
        lambda number: _rule(number, f"{{min_words=1,not={{phrase=[{_phrase(number, 12)}]}}}}"),
    ),
    "phrases of one word again and again": lambda size: _rules(
        size,
        lambda number: _rule(number, f'{{phrase=["pukul{" tulis pukul" * (number % 12 + 1)}"]}}'),
    ),
    "phrases of negations": lambda size: _rules(
        size,
        lambda number: _rule(
            number,
            f'{{negated=["tidak {_word(number % 9)} belum bukan"],'
            f'affirmed=["akan {_word(number % 7)}"]}}',
        ),
    ),
    "affirmed and negated": lambda size: _rules(
        size,
        lambda number: _rule(
            number, f"{{affirmed={_words(number % 20, 8)},negated={_words(number % 17, 8)}}}"
        ),
    ),
    "nested not, all and any": lambda size: _rules(
        size, lambda number: _rule(number, _nested(("all", "any", "not"), 12, number))
    ),
    "nested all and any": lambda size: _rules(
        size, lambda number: _rule(number, _nested(("all", "any"), 12, number))
    ),
    "nested nots": lambda size: _rules(
        size, lambda number: _rule(number, _nested(("not",), 13, number))
    ),
    "cross products": lambda size: _rules(size, lambda number: _rule(number, _of_two(number))),
    "cross products that are not there": lambda size: _rules(
        size, lambda number: _rule(number, f"{{not={_of_two(number)}}}")
    ),
    "any of many alls": lambda size: _rules(
        size,
        lambda number: _rule(
            number,
            "{any=["
            + ",".join(f"{{all_words={_words((number + one) % 40, 3)}}}" for one in range(40))
            + "]}",
        ),
    ),
    "all of many anys": lambda size: _rules(
        size,
        lambda number: _rule(
            number,
            "{all=["
            + ",".join(
                f"{{any_word={_words((number * 7 + one * 3) % 60, 3)}}}" for one in range(40)
            )
            + "]}",
        ),
    ),
    "none of many alls": lambda size: _rules(
        size,
        lambda number: _rule(
            number,
            "{not={any=["
            + ",".join(f"{{all_words={_words((number + one) % 40, 3)}}}" for one in range(20))
            + "]}}",
        ),
    ),
    "pigeons": _pigeons,
    "clauses of three": _clauses_of_three,
    "a rule taken by many": _covered,
    "regions that overlap": lambda size: _rules(
        size,
        lambda number: _rule(
            number,
            "{region=["
            + ",".join(f'"99.{(number * 7 + one * 11) % 90 + 10}"' for one in range(20))
            + "]}",
        ),
    ),
    "many regions": lambda size: _rules(
        size,
        lambda number: _rule(
            number, f'{{region="99.{number % 90 + 10}.{number // 90 % 90 + 10}.{1001 + number}"}}'
        ),
    ),
    "many channels": lambda size: _rules(
        size, lambda number: _rule(number, f'{{channel="k{number}"}}')
    ),
    "no channel of many": lambda size: _rules(
        size,
        lambda number: _rule(
            number,
            "{not={channel=["
            + ",".join(f'"k{number * 31 % 1000 + one}"' for one in range(40))
            + "]}}",
        ),
    ),
    "intervals of days": lambda size: _rules(
        size,
        lambda number: _rule(
            number, f"{{received={{from={day(number)},until={day(number + 90)}}}}}"
        ),
    ),
    "rules in force for a day": lambda size: _rules(
        size,
        lambda number: _rule(
            number, "{min_words=1}", f",valid={{from={day(number)},until={day(number + 1)}}}"
        ),
    ),
    "remarks": lambda size: _rules(
        size,
        lambda number: (
            f'{{id="r{number}",propose={{urgent=true}},when={{any_word={_words(number % 90, 6)}}}}}'
        ),
    ),
    "supporting agencies": lambda size: inside(
        size,
        'rule=[{id="r",to="DPU",when={min_words=1},supporting=[',
        lambda _: '"DPU"',
        "]}]\n",
    ),
}
"""Books of rules that can be read, and are hard to analyse."""
