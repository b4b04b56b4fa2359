"""Rerouting: where complaints and cases would go by a policy, on the day they were received."""

from datetime import datetime
from typing import TYPE_CHECKING

from sp4n.policy.batches import Item, complaint_of
from sp4n.routing import Route
from sp4n.workflow import Case

if TYPE_CHECKING:
    from sp4n.policy.policy import Policy

__all__ = ["Rerouting"]


class Rerouting:
    """Routes items by one policy; without a trace where a rule decides."""

    def __init__(self, policy: "Policy") -> None:
        self._policy = policy
        self._date_of = policy.calendar().nearest_date_of

    def agency(self, item: Item) -> str:
        """Find the agency."""
        return self.way(item)[0]

    def way(self, item: Item) -> tuple[str, str, str | None]:
        """Find the agency, what decided, and the rule that did, if one did."""
        on = self._date_of(_received_at(item))
        rule = self._policy.router.deciding_rule(complaint_of(item), on=on)
        if rule is not None and rule.to is not None:
            return rule.to, "rule", rule.id
        route = self.route(item)
        return route.agency, route.via, route.rule

    def route(self, item: Item) -> Route:
        """Route it in full."""
        return self._policy.route(complaint_of(item), at=_received_at(item))


def _received_at(item: Item) -> datetime:
    return item.events[0].at if isinstance(item, Case) else item.submitted_at
