"""The space of complaints: everything in which rules can tell two of them apart.

Each field is a variable whose values are those that rules and agencies name, *nothing told*, and
*something else*. Each word or phrase is a variable too, and so is whatever only a predicate itself
can tell. The first value of each is the one that a complaint has that says nothing in particular.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from itertools import count as counting
from typing import assert_never, cast

from sp4n.model.complaint import BODY_LIMIT_CHARACTERS, Classification
from sp4n.model.directory import Directory
from sp4n.model.region import NATION, Region
from sp4n.routing import statements
from sp4n.routing.analysis.logic import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    Formula,
    Literal,
    Values,
    contrary,
)
from sp4n.routing.statements import (
    Asks,
    Field,
    Mentions,
    Opaque,
    Received,
    Statement,
    WordCount,
    clauses,
    is_clear,
)
from sp4n.work import Work

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
    and `last_on` bound the days of receipt. `accusable` are the agencies whom a complaint may
    accuse; whoever accuses one above them might as well accuse all of them.
    """

    def __init__(
        self,
        asked: Iterable[Statement],
        directory: Directory,
        work: Work,
        turns: Iterable[date],
        first_on: date | None,
        last_on: date | None,
        accusable: Collection[str],
    ) -> None:
        said = [clause for statement in asked for clause in clauses(statement)]
        self.directory = directory
        self.work = work
        self.work.spend(_LOOKS * len(said))
        self.values = {name: self._field_values(name, said) for name in _FIELDS}
        self.days = _days_between((*turns, *_turns_of(said)), first_on, last_on)
        self.counts = _word_counts(said)
        sizes = (*map(len, self.values.values()), len(self.days), len(self.counts))
        self.full = [(1 << size) - 1 for size in sizes]
        self.accused_of: dict[str, int] = {}
        for code in sorted(accusable):
            self.accused_of[code] = self._new(ABSENT | PRESENT)
        self.variable_of: dict[Mentions, int] = {}
        self.mention_of: dict[int, Mentions] = {}
        self.opaque: dict[int, str] = {}
        self._masks: dict[Field, dict[str, int]] = {}
        self._served: dict[str, Formula] = {}
        self._spared: dict[str, Formula] = {}
        self._earliest_first = self.days[::-1]
        self._categories = _places(self.values["category"])
        self._regions = _places(self.values["region"])

    def _field_values(self, name: Field, said: Iterable[Statement]) -> tuple[str | None, ...]:
        asks = (clause for clause in said if isinstance(clause, Asks) and clause.field == name)
        asked = dict.fromkeys(value for clause in asks for value in clause.values)
        if name in ("anonymous", "confidential"):
            return ("false", "true")
        if name == "category":
            return (None, *self.directory.categories)
        if name == "classification":
            return (None, *(known.value for known in Classification))
        if name == "region":
            lands = {NATION.code, *asked, *(agency.region.code for agency in self.directory)}
            return (None, *sorted(lands, key=lambda code: (len(code), code)))
        unasked = next(code for code in _others(name, self.directory) if code not in asked)
        return (None, *asked, unasked)

    def formula(self, statement: Statement) -> Formula:
        """Turn a statement into a formula over the variables: that it is true."""
        return self._clear(statement) if is_clear(statement) else self._answers(statement)[0]

    def _clear(self, statement: Statement) -> Formula:
        """Do it for a statement without anything opaque: it is false if it is not true."""
        self.work.spend()
        match statement:
            case statements.AllOf(parts) | statements.AnyOf(parts):
                formulas = tuple([self._clear(part) for part in parts])
                if len(formulas) == 1:
                    return formulas[0]
                return (
                    AllOf(formulas) if isinstance(statement, statements.AllOf) else AnyOf(formulas)
                )
            case statements.Not(part):
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
            variable = self._opaque(statement.name)
            return Literal(variable, PRESENT), Literal(variable, ABSENT)
        if is_clear(statement):
            is_true = self._clear(statement)
            return is_true, contrary(is_true, self.full)
        if isinstance(statement, statements.Not):
            return self._answers(statement.part)[::-1]
        composed = cast("statements.AllOf | statements.AnyOf", statement)  # else it would be clear
        is_any = isinstance(composed, statements.AnyOf)
        answers = self._in_turn(composed.parts, settles=is_any)
        return answers[::-1] if is_any else answers

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
            somewhere.append(AllOf((*unfailing, settling)) if unfailing else settling)
            nowhere.append(going_on)
            unfailing += () if is_clear(part) else (going_on,)
        return AllOf(tuple(nowhere)), AnyOf(tuple(somewhere))

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
        usual, *rising = self.counts
        end = len(rising) if asked.at_most is None else bisect_right(rising, asked.at_most)
        first = bisect_left(rising, asked.at_least, hi=end)
        mask = (1 << end) - (1 << first) << 1
        most = usual if asked.at_most is None else asked.at_most
        return mask | (asked.at_least <= usual <= most)

    def _within(self, name: Field, value: str) -> int:
        """Give the values of a field that are this one, or lie within it."""
        if name not in self._masks:
            masks = self._masks[name] = {}
            for place, known in enumerate(self.values[name]):
                for around in () if known is None else self._lineage(name, known):
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
        return AllOf(
            (
                Literal(_FIELDS.index("region"), region),
                Literal(_FIELDS.index("category"), category),
            )
        )

    def spares(self, code: str) -> Formula:
        """Say that a complaint accuses neither an agency nor one above it, as of its day."""
        if code not in self._spared:
            parts = (self._spared_by(accused, code) for accused in self.accused_of)
            needed = tuple(part for part in parts if part != ALWAYS)
            self._spared[code] = AllOf(needed) if needed else ALWAYS
        return self._spared[code]

    def _spared_by(self, accused: str, code: str) -> Formula:
        directory, spared = self.directory, Literal(self.accused_of[accused], ABSENT)
        if not directory.succeeded:
            return spared if directory.is_within(code, accused) else ALWAYS
        fits = [not directory.hangs_below(code, {accused}, day) for day in self.days]
        return ALWAYS if all(fits) else AnyOf((spared, self.on_days(fits)))

    def accuses_nobody(self) -> Formula:
        """Say that a complaint accuses no agency."""
        return AllOf(tuple(Literal(accused, ABSENT) for accused in self.accused_of.values()))

    def accused(self, values: Values) -> frozenset[str]:
        """Give the agencies that a complaint has to accuse."""
        variables = self.accused_of.items()
        return frozenset(code for code, variable in variables if values.get(variable) == PRESENT)

    def has_category(self, name: str | None) -> Formula:
        """Say that a complaint has just this category, or none."""
        return self._of_mask(_FIELDS.index("category"), 1 << self._categories[name])

    def has_region(self, codes: Collection[str | None]) -> Formula:
        """Say that a complaint has just one of these regions; None is none."""
        self.work.spend(len(codes))
        mask = sum(1 << self._regions[code] for code in codes)
        return self._of_mask(_FIELDS.index("region"), mask)

    def variable(self, mention: Mentions) -> int:
        """Give the variable of a word or phrase."""
        variable = self.variable_of.get(mention)
        if variable is None:
            variable = self._new(ABSENT | PRESENT)
            self.variable_of[mention] = variable
            self.mention_of[variable] = mention
        return variable

    def _opaque(self, name: str) -> int:
        variable = self._new(ABSENT | PRESENT | FAILS)
        self.opaque[variable] = name
        return variable

    def _new(self, mask: int) -> int:
        self.full.append(mask)
        return len(self.full) - 1

    def value(self, name: Field, values: Values) -> str | None:
        """Give the value of a field: the first of those left."""
        return self.values[name][self._first(_FIELDS.index(name), values)]

    def day(self, values: Values) -> date:
        """Give the day of receipt: the first of those left."""
        return self.days[self._first(_DAY, values)]

    def word_range(self, values: Values) -> tuple[int, int]:
        """Give the fewest and the most words that the body may have, no more than fit."""
        fewest = self.counts[self._first(_WORDS, values)]
        later = (count - 1 for count in self.counts if count > fewest)
        return fewest, min((_MOST_WORDS, *later))

    def _first(self, variable: int, values: Values) -> int:
        left = values.get(variable, self.full[variable])
        return (left & -left).bit_length() - 1


def _places(values: Iterable[str | None]) -> dict[str | None, int]:
    return {value: place for place, value in enumerate(values)}


def _mask(fits: Iterable[bool]) -> int:
    return sum(1 << place for place, fit in enumerate(fits) if fit)


def _others(name: str, directory: Directory) -> Iterator[str]:
    """Walk over values that may be none of those that rules ask for."""
    if name == "target_agency":
        yield from (agency.code for agency in directory)
    yield from (
        f"other-{number}" for number in counting()
    )  # small letters: channels are compared so


def _turns_of(said: Iterable[Statement]) -> Iterator[date]:
    for clause in said:
        if isinstance(clause, Received):
            yield from (day for day in (clause.since, clause.until) if day is not None)


def _days_between(
    turns: Iterable[date], first_on: date | None, last_on: date | None
) -> tuple[date, ...]:
    """Give a day for each period between two turns, the newest first, within some bounds."""
    days = sorted(set(turns))
    if first_on is not None:
        days = [first_on, *(day for day in days if day > first_on)]
    elif not days:
        days = [_ANY_DAY]
    elif days[0] > date.min:
        days = [days[0] - timedelta(days=1), *days]
    return tuple(day for day in reversed(days) if last_on is None or day <= last_on)


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
