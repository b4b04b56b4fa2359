"""Rules, and the book that orders them: the position of a rule is its priority."""

import hashlib
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from attrs import evolve, field, frozen

from sp4n.errors import Fault, InvalidValue, UnknownCode, fault, shown, suggester
from sp4n.frozen_dict import FrozenDict
from sp4n.model.directory import Directory
from sp4n.quiet import shown_short
from sp4n.routing.facts import RoutingFacts, Vocabulary
from sp4n.routing.field_predicates import CategoryWithin, TargetAgencyIs
from sp4n.routing.index import Index, Plan
from sp4n.routing.plain_values import as_tuple
from sp4n.routing.predicates import Predicate
from sp4n.routing.proposals import Proposals
from sp4n.routing.statements import Opaque, Statement, is_sound
from sp4n.routing.text import Normaliser
from sp4n.validation import (
    NOTE_LIMIT_CHARACTERS,
    code_fault,
    date_fault,
    items_or_as_given,
    line_fault,
    list_faults,
    order_fault,
    refuse,
    type_fault,
)


def _codes(value: str | Iterable[str]) -> tuple[str, ...]:
    return cast("tuple[str, ...]", as_tuple(value))  # the constructor checks them


@frozen
class Rule:
    """When a complaint is like this, then it goes there.

    A rule without `to` is a *remark*: it sends nowhere, but adds its proposals and supporting
    agencies, wherever in the book it stands. A rule must do one or the other.

    Attributes:
        id: How it is called.
        when: What it asks of a complaint.
        to: The code of the agency that should handle it.
        supporting: The agencies that help.
        propose: What the admin should consider.
        basis: The legal basis.
        valid_from: The first day of receipt on which it is in force; None leaves that open.
        valid_until: The first one on which it no longer is.

    >>> from sp4n.routing import AnyWord
    >>> Rule("broken-road", AnyWord(["lubang", "aspal"]), to="DPU").is_in_force(date(2026, 1, 5))
    True
    """

    id: str
    when: Predicate
    to: str | None = None
    supporting: tuple[str, ...] = field(default=(), converter=_codes, kw_only=True)
    propose: Proposals = field(factory=Proposals, kw_only=True)
    basis: str | None = field(default=None, kw_only=True)
    valid_from: date | None = field(default=None, kw_only=True)
    valid_until: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            code_fault(self.id, "id"),
            type_fault(Predicate, self.when, "when", "predicate"),
            None if self.to is None else code_fault(self.to, "to"),
            *(code_fault(code, f"supporting[{at}]") for at, code in enumerate(self.supporting)),
            type_fault(Proposals, self.propose, "propose", "proposals"),
            None if self.basis is None else line_fault(self.basis, "basis", NOTE_LIMIT_CHARACTERS),
            None if self.valid_from is None else date_fault(self.valid_from, "valid.from"),
            None if self.valid_until is None else date_fault(self.valid_until, "valid.until"),
            order_fault(self.valid_from, self.valid_until, "valid.until"),
        )
        idle = self.to is None and not self.propose and not self.supporting
        refuse(fault("rule_does_nothing", "to") if idle else None)

    @property
    def is_remark(self) -> bool:
        """Whether it only adds to what another rule decides."""
        return self.to is None

    def is_in_force(self, on: date) -> bool:
        """Tell whether the rule holds for complaints received on a day."""
        started = self.valid_from is None or self.valid_from <= on
        return started and (self.valid_until is None or on < self.valid_until)

    def sends_as(self, other: "Rule") -> bool:
        """Tell whether another rule sends the same complaints to the same agency."""
        names = ("when", "to", "valid_from", "valid_until")
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def says(self) -> Statement:
        """Say what it asks of any complaint; a predicate that can't say so is opaque."""
        try:
            statement = self.when.says()
            known = is_sound(statement)
        except Exception:  # noqa: BLE001  # foreign code must not cost a city its book
            known = False
        return statement if known else Opaque(type(self.when).__name__)

    def to_data(self) -> dict[str, object]:
        """Give plain data as the policy file has it; `rule_from_data` reads it back."""
        valid = {"from": self.valid_from, "until": self.valid_until}
        optional: dict[str, object] = {
            "to": self.to,
            "supporting": list(self.supporting),
            "propose": self.propose.to_data(),
            "basis": self.basis,
            "valid": {side: day.isoformat() for side, day in valid.items() if day is not None},
        }
        given = {key: value for key, value in optional.items() if value}
        return {"id": self.id, "when": self.when.to_data(), **given}


def _rules(given: Iterable[Rule]) -> tuple[Rule, ...]:
    return items_or_as_given(given)


@shown_short
@frozen(repr=False)
class RuleBook:
    """Rules in order: the first one that can decide does.

    A complaint need not be held against every rule: the book knows what each one needs (`plan`),
    and looks up those whose need is met. Nothing in it changes once it is made, so threads may
    share a book and swap it for another at any time. `statements` are what the rules ask, as index
    and analysis read them, `vocabulary` the roots that they look for.

    Raises InvalidValue if two rules have the same id, or *rules* is not an iterable of Rule.
    """

    rules: tuple[Rule, ...] = field(default=(), converter=_rules)
    statements: tuple[Statement, ...] = field(init=False, eq=False, repr=False)
    vocabulary: Vocabulary = field(init=False, eq=False, repr=False)
    _index: Index = field(init=False, eq=False, repr=False)
    _ranks: Mapping[str, int] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(*list_faults(Rule, self.rules, "rule", "rule"))
        refuse(*_duplicates(self.rules))
        remarks = {rank for rank, rule in enumerate(self.rules) if rule.is_remark}
        statements = tuple([rule.says() for rule in self.rules])
        index = Index.of(statements, remarks)
        roots = {root for rule in self.rules for part in rule.when.walk() for root in part.roots()}
        made = {
            "statements": statements,
            "vocabulary": Vocabulary(roots | index.roots),
            "_index": index,
            "_ranks": FrozenDict({rule.id: rank for rank, rule in enumerate(self.rules)}),
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)

    @property
    def digest(self) -> str:
        """A fingerprint of all rules in their order, equal on every machine."""
        data = json.dumps([rule.to_data() for rule in self.rules], sort_keys=True)
        return f"sha256:{hashlib.sha256(data.encode()).hexdigest()}"

    def rule(self, rule_id: str) -> Rule:
        """Find a rule by its id; UnknownCode, with the closest id, if there is no such rule."""
        return self.rules[self._rank(rule_id)]

    def plan(self, rule: Rule | str) -> Plan:
        """Say when a rule, or the one with an id, is looked at; UnknownCode if there is none.

        >>> from sp4n.routing import AnyWord
        >>> book = RuleBook([Rule("broken-road", AnyWord(["lubang", "aspal"]), to="DPU")])
        >>> print(book.plan("broken-road"))
        broken-road is checked when the text contains a form of aspal or lubang
        """
        rule_id = rule.id if isinstance(rule, Rule) else rule
        return self._index.plan(self._rank(rule_id), rule_id)

    def deciding(self, facts: RoutingFacts) -> Iterator[tuple[int, Rule]]:
        """Walk over the rules with an agency that may match, with their ranks, from the top.

        A rule that is left out does not match; one that is there need not.
        """
        return self._ranked(self._index.deciding.candidates(facts, self.vocabulary))

    def remarks(self, facts: RoutingFacts) -> Iterator[tuple[int, Rule]]:
        """Walk over the remarks that may match in the same way."""
        return self._ranked(self._index.remarks.candidates(facts, self.vocabulary))

    def _ranked(self, ranks: Iterable[int]) -> Iterator[tuple[int, Rule]]:
        return ((rank, self.rules[rank]) for rank in ranks)

    def _rank(self, rule_id: str) -> int:
        if rule_id not in self._ranks:
            raise UnknownCode("rule", rule_id, self._ranks)
        return self._ranks[rule_id]

    def read_by(self, normaliser: Normaliser, /) -> "RuleBook":
        """Give the same rules with their words read by a normaliser; itself when nothing changes.

        Rules and complaints must be read alike. Raises InvalidValue, each fault at
        ``rule[3].when``, for words of which the normaliser leaves nothing.
        """
        faults: list[Fault] = []
        rules: list[Rule] = []
        for place, rule in enumerate(self.rules):
            try:
                when = rule.when.read_by(normaliser)
            except InvalidValue as error:
                faults += [wrong.under(f"rule[{place}].when") for wrong in error.faults]
            else:
                rules.append(rule if when is rule.when else evolve(rule, when=when))
        refuse(*faults)
        return self if tuple(rules) == self.rules else RuleBook(rules)

    def __repr__(self) -> str:
        return f"<RuleBook {len(self)} rules>"

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)


def _duplicates(rules: Iterable[Rule]) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for place, rule in enumerate(rules):
        seen[rule.id] += 1
        if seen[rule.id] > 1:
            yield fault("duplicate", f"rule[{place}].id", found=rule.id)


def misfits(rules: Iterable[tuple[int, Rule]], directory: Directory) -> Iterator[Fault]:
    """Tell of every rule, each with its place in the book, what the directory does not have.

    A directory without categories has no tree to check them against.
    """
    agencies = _Known("agency", [agency.code for agency in directory])
    categories = _Known("category", list(directory.categories))
    for place, rule in rules:
        where = f"rule[{place}]"
        if rule.to is not None:
            yield from agencies.lacks(rule.to, f"{where}.to")
        for at, code in enumerate(rule.supporting):
            yield from agencies.lacks(code, f"{where}.supporting[{at}]")
        for part in rule.when.walk():
            if isinstance(part, TargetAgencyIs):
                for code in part.agencies:
                    yield from agencies.lacks(code, f"{where}.when.{part.key}")
            if isinstance(part, CategoryWithin) and categories.codes:
                for name in part.categories:
                    yield from categories.lacks(name, f"{where}.when.{part.key}")


class _Known:
    """What a directory has of a kind; it suggests what a misspelt one may have meant."""

    def __init__(self, kind: str, codes: Collection[str]) -> None:
        self.kind = kind
        self.codes = frozenset(codes)
        self.suggest = suggester(codes)

    def lacks(self, code: str, where: str) -> Iterator[Fault]:
        """Complain about a code that is not there."""
        if code not in self.codes:
            suggestion = self.suggest(code)
            yield fault(f"unknown_{self.kind}", where, found=shown(code), suggestion=suggestion)


def kept_ranks(before: Sequence[Rule], after: Sequence[Rule]) -> dict[int, int]:
    """Give the ranks, in both books, of as many rules as send alike and stand in the same order."""
    rank_after = {rule.id: rank for rank, rule in enumerate(after)}
    pairs = [
        (rank, rank_after[rule.id])
        for rank, rule in enumerate(before)
        if rule.id in rank_after and rule.sends_as(after[rank_after[rule.id]])
    ]
    return dict(longest_rise(pairs))


def longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest row of pairs, in their order, whose second numbers rise.

    With the places of rules in two books: as many as stand in the same order in both.
    """
    ends: list[int] = []  # the least second number with which a row of each length ends
    last: list[int] = []  # the place of the pair that has it
    before: list[int] = []  # for each pair, the place of the one before it in its row
    for place, (_, number) in enumerate(pairs):
        length = bisect_left(ends, number)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        last[length : length + 1] = [place]
    row: list[tuple[int, int]] = []
    place = last[-1] if last else -1
    while place >= 0:
        row.append(pairs[place])
        place = before[place]
    return row
