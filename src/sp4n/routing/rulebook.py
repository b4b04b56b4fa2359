"""Rules, and the book that orders them: the position of a rule is its priority."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import cast

from attrs import evolve, field, frozen

from sp4n.errors import Fault, InvalidValue, UnknownCode, fault
from sp4n.routing.facts import Vocabulary
from sp4n.routing.plain_values import as_tuple, kind_fault
from sp4n.routing.predicates import Predicate
from sp4n.routing.proposals import Proposals
from sp4n.routing.text import Normaliser
from sp4n.validation import (
    code_fault,
    date_fault,
    items_or_as_given,
    list_faults,
    order_fault,
    refuse,
)

__all__ = ["Rule", "RuleBook"]


def _codes(value: str | Iterable[str]) -> tuple[str, ...]:
    return cast("tuple[str, ...]", as_tuple(value))  # the constructor checks them


@frozen
class Rule:
    """When a complaint is like this, then it goes there.

    `to` is the agency that should handle it and `supporting` those that help; `propose` is what
    the admin should consider. `basis` names the legal basis. The rule is in force on days of
    receipt from `valid_from` up to but not including `valid_until`; None leaves a side open.

    A rule without `to` is a *remark*: it sends nowhere, but adds its proposals and supporting
    agencies, wherever in the book it stands. A rule must do one or the other.

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
            kind_fault(self.when, Predicate, "when", "a predicate"),
            None if self.to is None else code_fault(self.to, "to"),
            *(code_fault(code, f"supporting[{at}]") for at, code in enumerate(self.supporting)),
            kind_fault(self.propose, Proposals, "propose", "proposals"),
            None if self.basis is None else kind_fault(self.basis, str, "basis", "text"),
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


@frozen
class RuleBook:
    """Rules in order: the first one that can decide does.

    Raises InvalidValue when two rules have one id, and for what is no list of rules.
    """

    rules: tuple[Rule, ...] = field(default=(), converter=_rules)
    vocabulary: Vocabulary = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(*list_faults(Rule, self.rules, "rule", "a rule"))
        refuse(*_duplicates(self.rules))
        roots = {root for rule in self.rules for one in rule.when.walk() for root in one.roots()}
        object.__setattr__(self, "vocabulary", Vocabulary(roots))

    @property
    def digest(self) -> str:
        """A fingerprint of all rules in their order, equal on every machine."""
        data = json.dumps([rule.to_data() for rule in self.rules], sort_keys=True)
        return f"sha256:{hashlib.sha256(data.encode()).hexdigest()}"

    def rule(self, rule_id: str) -> Rule:
        """Find a rule by its id; UnknownCode, with the closest id, when there is none."""
        by_id = {rule.id: rule for rule in self.rules}
        if rule_id not in by_id:
            raise UnknownCode("rule", rule_id, by_id)
        return by_id[rule_id]

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
                faults += [one.under(f"rule[{place}].when") for one in error.faults]
            else:
                rules.append(rule if when is rule.when else evolve(rule, when=when))
        refuse(*faults)
        return self if tuple(rules) == self.rules else RuleBook(rules)

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
