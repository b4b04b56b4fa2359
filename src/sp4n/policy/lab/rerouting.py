"""Rerouting: where complaints and cases would go by a policy, on the day they were received."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from sp4n.model import Classification
from sp4n.policy.lab.batches import Item, complaint_of
from sp4n.policy.parts import PolicyParts, proposal_of
from sp4n.routing import Route, Rule
from sp4n.workdays.receipt import day_of_receipt
from sp4n.workflow import Case
from sp4n.workflow.reception import receiver


class Handling(NamedTuple):
    """What a policy does with an item; the route is there only if it had to be worked out."""

    agency: str
    supporting: tuple[str, ...]
    received_by: str | None
    rule: Rule | None
    route: Route | None


class Rerouter:
    """Routes items by one policy; without a trace where a rule decides."""

    def __init__(self, policy: PolicyParts) -> None:
        self._policy = policy
        self._date_of = partial(day_of_receipt, policy.calendar())
        self._remarks_help = any(rule.to is None and rule.supporting for rule in policy.book)
        self._marks = bool(_marking(policy))

    def named(self, item: Item) -> tuple[str, str, str | None]:
        """Find the agency, what decided, and the rule that did, if one did."""
        rule = self.deciding(item)
        if rule is not None and rule.to is not None and not rule.alternates:
            return self._in_office(rule.to, item), "rule", rule.id
        route = self.route(item)
        return route.agency, route.via, route.rule

    def handling(self, item: Item) -> Handling:
        """Find who should handle it, who helps, and who verifies it."""
        return self.handling_by(self.deciding(item), item, self.received_by(item))

    def handling_by(self, rule: Rule | None, item: Item, received_by: str | None) -> Handling:
        """Find the same, if it is known already which rule decides and who verifies it."""
        plain = rule is not None and not rule.supporting and not rule.alternates
        if not plain or rule is None or rule.to is None or self._remarks_help:
            route = self.route(item)
            return Handling(route.agency, route.supporting, received_by, rule, route)
        return Handling(self._in_office(rule.to, item), (), received_by, rule, None)

    def route(self, item: Item) -> Route:
        """Route it in full."""
        return self._policy.router.route(complaint_of(item), on=self._date_of(_received_at(item)))

    def _in_office(self, code: str, item: Item) -> str:
        return self._policy.directory.in_office(code, self._date_of(_received_at(item)))

    def deciding(self, item: Item) -> Rule | None:
        """Find the rule that decides; None where no rule does."""
        on = self._date_of(_received_at(item))
        return self._policy.router.deciding_rule(complaint_of(item), on=on)

    def received_by(self, item: Item) -> str | None:
        """Find who verifies it; nobody does, if it was adopted from another system."""
        if isinstance(item, Case) and item.is_adopted:
            return None
        complaint, on = complaint_of(item), self._date_of(_received_at(item))
        policy = self._policy
        find = partial(receiver, policy.directory, complaint, on, policy.receive_at)
        holders = find()
        if self._marks:
            delicate = find(policy.receive_confidential_at)
            if delicate != holders and proposal_of(self.route(item)).is_delicate:
                holders = delicate
        return next(iter(holders), None)


def _received_at(item: Item) -> datetime:
    if isinstance(item, Case):
        return item.adopted_at or item.events[0].at
    return item.submitted_at


class RerouterPair:
    """Routes items by two policies, and does nothing twice that both do alike."""

    def __init__(self, before: PolicyParts, after: PolicyParts) -> None:
        self._by = Rerouter(before), Rerouter(after)
        both = before, after
        alike = _alike(_reads, both)
        self._same_rules = alike and _alike(_rules, both)
        self._same_fallback = alike and before.strategies == after.strategies
        self._same_helpers = alike and _alike(_helpers, both)
        self._same_voices = alike and _alike(_voices, both)
        self._same_desks = alike and _alike(_desks, both)
        self._unchanged = _unchanged(*both)
        self._voices_before = [_voices_before(policy) for policy in both]

    def handlings(self, item: Item) -> tuple[Handling, Handling]:
        """Find what each of both does with an item."""
        by_before, by_after = self._by
        before = by_before.handling(item)
        rule = before.rule if self._same_rules else by_after.deciding(item)
        received_by = before.received_by if self._same_desks else by_after.received_by(item)
        if not self._goes_alike(before.rule, rule):
            return before, by_after.handling_by(rule, item, received_by)
        if self._same_rules and self._same_desks:
            return before, before
        return before, before._replace(received_by=received_by, rule=rule, route=None)

    def _goes_alike(self, before: Rule | None, after: Rule | None) -> bool:
        """Tell whether an item surely goes to the same agencies by the rules that decide."""
        same = self._same_helpers and self._are_same(before, after)
        return same and (before is not None or self._same_fallback)

    def _are_same(self, before: Rule | None, after: Rule | None) -> bool:
        if before is None or after is None:
            return before is after
        return before.id == after.id and before.id in self._unchanged

    def routes(self, item: Item, handlings: tuple[Handling, Handling]) -> tuple[Route, Route]:
        """Route an item in full by both."""
        before, after = (
            handling.route or rerouter.route(item)
            for rerouter, handling in zip(self._by, handlings, strict=True)
        )
        return before, after

    def surely_propose_alike(self, handlings: tuple[Handling, Handling]) -> bool:
        """Tell whether both must propose the same, without working out what.

        What is proposed follows from the rules that speak: all remarks that match, and the others
        down to the one that decides.
        """
        if handlings[0] is handlings[1]:
            return True
        before, after = (handling.rule for handling in handlings)
        if not self._same_voices or not self._are_same(before, after):
            return False
        here, there = self._voices_before
        return before is None or here[before.id] == there[before.id]


def _alike(part: Callable[[PolicyParts], object], both: tuple[PolicyParts, PolicyParts]) -> bool:
    return part(both[0]) == part(both[1])


def _reads(policy: PolicyParts) -> object:
    """Give what decides how a complaint is read, beside the rules."""
    return policy.directory, policy.normaliser, policy.calendar_settings.zone


def _rules(policy: PolicyParts) -> object:
    return tuple(policy.book)


def _desks(policy: PolicyParts) -> object:
    """Give what decides who verifies, as far as it does not follow from how a complaint is read."""
    marking = _marking(policy)
    delicate = (policy.receive_confidential_at, tuple(policy.book)) if marking else None
    return policy.receive_at, delicate


def _marking(policy: PolicyParts) -> list[Rule]:
    """Give the rules that mark a complaint as oversight or confidential."""
    return [
        rule
        for rule in policy.book
        if rule.propose.confidential or rule.propose.classification is Classification.OVERSIGHT
    ]


def _helpers(policy: PolicyParts) -> object:
    """Give the rules that name helpers wherever a complaint goes."""
    return [rule for rule in policy.book if rule.to is None and rule.supporting]


def _voices(policy: PolicyParts) -> object:
    """Give the rules that propose anything."""
    return [rule for rule in policy.book if rule.propose]


def _unchanged(before: PolicyParts, after: PolicyParts) -> frozenset[str]:
    """Name the rules that both have alike, wherever they stand."""
    here = {rule.id: rule for rule in before.book}
    return frozenset(rule.id for rule in after.book if here.get(rule.id) == rule)


def _voices_before(policy: PolicyParts) -> dict[str, int]:
    """Count for each rule those before it that propose anything."""
    counts, count = {}, 0
    for rule in policy.book:
        counts[rule.id] = count
        count += bool(rule.propose)
    return counts
