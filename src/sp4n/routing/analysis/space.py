"""The space of complaints: everything in which rules can tell two of them apart.

Each field is a variable whose values are those that rules and agencies name, *nothing told*, and
*something else*. Each word or phrase is a variable too, and so is whatever only a predicate itself
can tell. The first value of each is the one that a complaint has that says nothing in particular.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from itertools import count
from typing import assert_never, cast

from sp4n.model.complaint import BODY_LIMIT_CHARACTERS, Classification
from sp4n.model.directory import Directory
from sp4n.model.region import NATION, Region
from sp4n.routing.analysis.formulas import ALWAYS, NEVER, Both, Either, Formula, Literal, contrary
from sp4n.routing.analysis.solver import Values
from sp4n.routing.analysis.texts import Texts
from sp4n.routing.statements import (
    Asks,
    Every,
    Field,
    Mentions,
    Nothing,
    Opaque,
    Received,
    Some,
    Statement,
    WordCount,
    clauses,
    is_clear,
)

ABSENT, PRESENT = 0b001, 0b010
"""The values of a word and a phrase; what is opaque is false or true, or fails to answer."""

FAILS = 0b100
"""The third value of what is opaque: it raises, so that the rule that asks it does not match."""

_MOST_WORDS = BODY_LIMIT_CHARACTERS // 3
"""More words of ours don't fit a body: each has two letters or more, and a blank."""

_LOOKS = 10  # so many times is every simple part of a statement looked at for the variables
_USUAL_WORDS = 12  # own choice: how many words an example has, if it may
_ANY_DAY = date(2026, 1, 5)  # own choice: no rule cares
_FIELDS: tuple[Field, ...] = (
    "anonymous",
    "category",
    "channel",
    "classification",
    "confidential",
    "region",
    "target_agency",
)
_DAY, _WORDS = len(_FIELDS), len(_FIELDS) + 1


class Space:
    """The variables, their values, and what statements and agencies say about them.

    `turns` are days on which something begins or ends beside what the statements name; `first_on`
    and `last_on` bound the days of receipt.
    """

    def __init__(
        self,
        statements: Iterable[Statement],
        directory: Directory,
        texts: Texts,
        *,
        turns: Iterable[date] = (),
        first_on: date | None = None,
        last_on: date | None = None,
    ) -> None:
        said = [clause for statement in statements for clause in clauses(statement)]
        self.directory = directory
        self.texts = texts
        self.work = texts.work
        self.work.spend(_LOOKS * len(said))
        self.values = {name: self._field_values(name, said) for name in _FIELDS}
        self.days = _days_between((*turns, *_turns_of(said)), first_on, last_on)
        self.counts = _word_counts(said)
        sizes = (*map(len, self.values.values()), len(self.days), len(self.counts))
        self.full = [(1 << size) - 1 for size in sizes]
        self.variable_of: dict[Mentions, int] = {}
        self.mention_of: dict[int, Mentions] = {}
        self.opaque: dict[int, str] = {}
        self._bonds: dict[Mentions, Formula] = {}
        self._masks: dict[Field, dict[str, int]] = {}
        self._served: dict[str, Formula] = {}
        self._earliest_first = self.days[::-1]
        self._categories = _places(self.values["category"])
        self._regions = _places(self.values["region"])

    def _field_values(self, name: Field, said: Iterable[Statement]) -> tuple[str | None, ...]:
        asks = (one for one in said if isinstance(one, Asks) and one.field == name)
        asked = dict.fromkeys(value for one in asks for value in one.values)
        if name in ("anonymous", "confidential"):
            return ("false", "true")
        if name == "category":
            return (None, *self.directory.categories)
        if name == "classification":
            return (None, *(one.value for one in Classification))
        if name == "region":
            lands = {NATION.code, *asked, *(agency.region.code for agency in self.directory)}
            return (None, *sorted(lands, key=lambda code: (len(code), code)))
        other = next(code for code in _others(name, self.directory) if code not in asked)
        return (None, *asked, other)

    def formula(self, statement: Statement) -> Formula:
        """Turn a statement into a formula over the variables: that it is true."""
        return self._clear(statement) if is_clear(statement) else self._answers(statement)[0]

    def _clear(self, statement: Statement) -> Formula:
        """Do it for a statement without anything opaque: it is false if it is not true."""
        self.work.spend()
        match statement:
            case Every(parts) | Some(parts):
                formulas = tuple([self._clear(part) for part in parts])
                if len(formulas) == 1:
                    return formulas[0]
                return Both(formulas) if isinstance(statement, Every) else Either(formulas)
            case Nothing(part):
                formula = self._clear(part)
                self.work.spend(formula.size)
                return contrary(formula, self.full)
            case Mentions():
                return Literal(self.variable(statement), PRESENT)
            case Asks() | Received() | WordCount():
                return self._of_field(statement)
            case Opaque():  # pragma: no cover  # it is clear
                raise AssertionError
            case _:
                assert_never(statement)

    def _answers(self, statement: Statement) -> tuple[Formula, Formula]:
        """Say when a statement is true and when it is false; it is neither if asking it fails."""
        if isinstance(statement, Opaque):
            one = self._opaque(statement.name)
            return Literal(one, PRESENT), Literal(one, ABSENT)
        if is_clear(statement):
            is_true = self._clear(statement)
            return is_true, contrary(is_true, self.full)
        if isinstance(statement, Nothing):
            return self._answers(statement.part)[::-1]
        some = cast("Every | Some", statement)  # else it would be clear
        is_some = isinstance(some, Some)
        answers = self._in_turn(some.parts, settles=is_some)
        return answers[::-1] if is_some else answers

    def _in_turn(self, parts: Iterable[Statement], *, settles: bool) -> tuple[Formula, Formula]:
        """Say when no part settles the question, and when one does; parts are asked in their order.

        One that fails leaves it open, if it is asked: if no part before it settles the question.
        """
        nowhere: list[Formula] = []
        somewhere: list[Formula] = []
        unfailing: tuple[Formula, ...] = ()
        for part in parts:
            is_true, is_false = self._answers(part)
            settling, going_on = (is_true, is_false) if settles else (is_false, is_true)
            somewhere.append(Both((*unfailing, settling)) if unfailing else settling)
            nowhere.append(going_on)
            unfailing += () if is_clear(part) else (going_on,)
        return Both(tuple(nowhere)), Either(tuple(somewhere))

    def _of_field(self, clause: Asks | Received | WordCount) -> Formula:
        if isinstance(clause, Received):
            return self.in_period(clause.since, clause.until)
        if isinstance(clause, WordCount):
            return self._of_mask(_WORDS, self._with_words(clause))
        mask = 0
        self.work.spend(len(clause.values))
        for value in clause.values:
            mask |= self._within(clause.field, value)
        return Literal(_FIELDS.index(clause.field), mask) if mask else NEVER

    def _with_words(self, asked: WordCount) -> int:
        """Give the numbers of words that are asked for; they rise, but for the usual one."""
        usual, *others = self.counts
        end = len(others) if asked.at_most is None else bisect_right(others, asked.at_most)
        first = bisect_left(others, asked.at_least, hi=end)
        mask = (1 << end) - (1 << first) << 1
        most = usual if asked.at_most is None else asked.at_most
        return mask | (asked.at_least <= usual <= most)

    def _within(self, name: Field, value: str) -> int:
        """Give the values of a field that are this one, or lie within it."""
        if name not in self._masks:
            masks = self._masks[name] = {}
            for place, one in enumerate(self.values[name]):
                for around in () if one is None else self._lineage(name, one):
                    self.work.spend()
                    masks[around] = masks.get(around, 0) | 1 << place
        return self._masks[name].get(value, 0)

    def _lineage(self, name: Field, value: str) -> Iterable[str]:
        """Give a value and all in which it lies."""
        if name == "region":
            return (land.code for land in Region(value).lineage())
        return self.directory.categories.lineage(value) if name == "category" else (value,)

    def _literal(self, variable: int, fits: Iterable[bool]) -> Formula:
        return self._of_mask(variable, _mask(fits))

    def _of_mask(self, variable: int, mask: int) -> Formula:
        if mask == self.full[variable]:
            return ALWAYS
        return Literal(variable, mask) if mask else NEVER

    def on_days(self, fits: Iterable[bool]) -> Formula:
        """Say that the day of receipt is one of those that fit, in the order of `days`."""
        self.work.spend(len(self.days))
        return self._literal(_DAY, fits)

    def in_period(self, since: date | None, until: date | None) -> Formula:
        """Say that the day of receipt lies in a period, up to but not including `until`."""
        days = self._earliest_first
        first = 0 if since is None else bisect_left(days, since)
        end = len(days) if until is None else bisect_left(days, until)
        mask = (1 << max(end - first, 0)) - 1 << len(days) - end
        return self._of_mask(_DAY, mask)

    def serves(self, code: str) -> Formula:
        """Say that a complaint's region and category are an agency's, as unknown ones are."""
        if code not in self._served:
            self._served[code] = self._serves(code)
        return self._served[code]

    def _serves(self, code: str) -> Formula:
        agency = self.directory.agency(code)
        region = 1 | self._within("region", agency.region.code)
        category = 1 if agency.mandate else self.full[_FIELDS.index("category")]
        self.work.spend(len(agency.mandate))
        for name in agency.mandate:
            category |= self._within("category", name)
        return Both(
            (
                Literal(_FIELDS.index("region"), region),
                Literal(_FIELDS.index("category"), category),
            )
        )

    def has_category(self, name: str | None) -> Formula:
        """Say that a complaint has just this category, or none."""
        return self._of_mask(_FIELDS.index("category"), 1 << self._categories[name])

    def has_region(self, codes: Collection[str | None]) -> Formula:
        """Say that a complaint has just one of these regions; None is none."""
        self.work.spend(len(codes))
        mask = sum(1 << self._regions[one] for one in codes)
        return self._of_mask(_FIELDS.index("region"), mask)

    def variable(self, mention: Mentions) -> int:
        """Give the variable of a word or phrase."""
        found = self.variable_of.get(mention)
        if found is None:
            found = self._new(ABSENT | PRESENT)
            self.variable_of[mention] = found
            self.mention_of[found] = mention
        return found

    def _opaque(self, name: str) -> int:
        found = self._new(ABSENT | PRESENT | FAILS)
        self.opaque[found] = name
        return found

    def _new(self, mask: int) -> int:
        self.full.append(mask)
        return len(self.full) - 1

    def bonds(self, mention: Mentions) -> Formula:
        """Say what a text must have besides if it has a word or phrase; never, if it can't."""
        found = self._bonds.get(mention)
        if found is None:
            found = self._bonds[mention] = self._bond(mention)
        return found

    def _bond(self, mention: Mentions) -> Formula:
        chunks = self.texts.chunks(mention)
        if any(len(chunk.finds) == 1 for chunk in chunks):
            return ALWAYS
        if not self.texts.knows_all_chunks(mention):
            return ALWAYS  # what can't be written down will be undecided
        self.work.spend(sum(len(chunk.finds) for chunk in chunks))
        together = (
            Both(tuple(Literal(self.variable(one), PRESENT) for one in chunk.finds - {mention}))
            for chunk in chunks
        )
        return Either((Literal(self.variable(mention), ABSENT), *together))

    def value(self, name: Field, values: Values) -> str | None:
        """Give the value of a field: the first of those left."""
        return self.values[name][self._first(_FIELDS.index(name), values)]

    def day(self, values: Values) -> date:
        """Give the day of receipt: the first of those left."""
        return self.days[self._first(_DAY, values)]

    def word_range(self, values: Values) -> tuple[int, int]:
        """Give the fewest and the most words that the body may have, no more than fit."""
        fewest = self.counts[self._first(_WORDS, values)]
        later = (one - 1 for one in self.counts if one > fewest)
        return fewest, min((_MOST_WORDS, *later))

    def _first(self, variable: int, values: Values) -> int:
        left = values.get(variable, self.full[variable])
        return (left & -left).bit_length() - 1


def _places(values: Iterable[str | None]) -> dict[str | None, int]:
    return {one: place for place, one in enumerate(values)}


def _mask(fits: Iterable[bool]) -> int:
    return sum(1 << place for place, one in enumerate(fits) if one)


def _others(name: str, directory: Directory) -> Iterator[str]:
    """Walk over values that may be none of those that rules ask for."""
    if name == "target_agency":
        yield from (agency.code for agency in directory)
    yield from (f"other-{number}" for number in count())  # small letters: channels are compared so


def _turns_of(said: Iterable[Statement]) -> Iterator[date]:
    for clause in said:
        if isinstance(clause, Received):
            yield from (day for day in (clause.since, clause.until) if day is not None)


def _days_between(
    turns: Iterable[date], first_on: date | None, last_on: date | None
) -> tuple[date, ...]:
    """Give a day for each stretch between two turns, the newest first, within some bounds."""
    found = sorted(set(turns))
    if first_on is not None:
        found = [first_on, *(day for day in found if day > first_on)]
    elif not found:
        found = [_ANY_DAY]
    elif found[0] > date.min:
        found = [found[0] - timedelta(days=1), *found]
    return tuple(day for day in reversed(found) if last_on is None or day <= last_on)


def _word_counts(said: Iterable[Statement]) -> tuple[int, ...]:
    """Give the fewest words of each range that rules tell apart, the usual one first."""
    bounds = {0}
    for clause in said:
        if isinstance(clause, WordCount):
            bounds.add(clause.at_least)
            if clause.at_most is not None:
                bounds.add(clause.at_most + 1)
    begins = sorted(bounds)
    usual = max(bound for bound in begins if bound <= _USUAL_WORDS)
    return (usual, *(bound for bound in begins if bound != usual))
