"""Transitions: the rows of a workflow, and the guards that a row may name."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from attrs import field, frozen

from sp4n.errors import Fault, fault
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Message, Wording
from sp4n.model.officer import Role
from sp4n.validation import code_fault, codes_faults, items_or_as_given, refuse, type_fault
from sp4n.workdays import Limit

Key = TypeVar("Key")

_ROLES = frozenset(Role)

GUARD_FIELDS: Mapping[str, str] = FrozenDict(
    {
        "other_takes_in": "into",
        "other_was_joined": "case",
        "host_lets_go": "out_of",
        "other_was_separated": "case",
        "standing_case_closed": "",
        "receiver_is_fit": "to",
        "is_not_the_holder": "to",
        "in_reach": "to",
        "below_own_agency": "to",
        "category_is_known": "category",
        "has_units_below": "",
        "not_at_the_root": "",
        "receiver_is_not_involved": "to",
        "receiver_is_involved": "to",
        "has_open_parts": "",
        "disclosure_is_reasoned": "why",
        "parts_are_in": "why_without",
        "is_public": "",
        "is_confidential": "",
        "above_the_holder": "",
        "accused_are_known": "agencies",
        "accused_in_reach": "agencies",
        "accused_by_own": "agencies",
        "came_by_is_told": "came_by",
        "letter_is_named": "letter",
        "not_by_the_holder": "",
        "some_standard_allows_it": "",
        "standard_allows_it": "standard",
    }
)
"""Every guard that a row may name, and the field that it reads; none if it reads no field, so that
its answer holds for every payload. `sp4n.workflow.guards` has the checks."""

GUARD_LABELS: Mapping[str, Wording] = FrozenDict(
    {
        "other_takes_in": Message("guard.other_takes_in"),
        "other_was_joined": Message("guard.other_was_joined"),
        "host_lets_go": Message("guard.host_lets_go"),
        "other_was_separated": Message("guard.other_was_separated"),
        "standing_case_closed": Message("guard.standing_case_closed"),
        "receiver_is_fit": Message("guard.receiver_is_fit"),
        "is_not_the_holder": Message("guard.is_not_the_holder"),
        "in_reach": Message("guard.in_reach"),
        "below_own_agency": Message("guard.below_own_agency"),
        "category_is_known": Message("guard.category_is_known"),
        "has_units_below": Message("guard.has_units_below"),
        "not_at_the_root": Message("guard.not_at_the_root"),
        "receiver_is_not_involved": Message("guard.receiver_is_not_involved"),
        "receiver_is_involved": Message("guard.receiver_is_involved"),
        "has_open_parts": Message("guard.has_open_parts"),
        "disclosure_is_reasoned": Message("guard.disclosure_is_reasoned"),
        "parts_are_in": Message("guard.parts_are_in"),
        "is_public": Message("guard.is_public"),
        "is_confidential": Message("guard.is_confidential"),
        "above_the_holder": Message("guard.above_the_holder"),
        "accused_are_known": Message("guard.accused_are_known"),
        "accused_in_reach": Message("guard.accused_in_reach"),
        "accused_by_own": Message("guard.accused_by_own"),
        "came_by_is_told": Message("guard.came_by_is_told"),
        "letter_is_named": Message("guard.letter_is_named"),
        "not_by_the_holder": Message("guard.not_by_the_holder"),
        "some_standard_allows_it": Message("guard.some_standard_allows_it"),
        "standard_allows_it": Message("guard.standard_allows_it"),
    }
)
"""How the guards are called."""


def _codes(given: Iterable[str]) -> tuple[str, ...]:
    return items_or_as_given(given)


@frozen
class Transition:
    """One row of a workflow: from which status, by which command, by whom, to which status.

    Attributes:
        source: The status that it leads from.
        command: The command by which it is taken.
        who: Who may take it: roles, ``reporter`` or ``system``.
        target: The status that it leads to; it may be the same one.
        guards: Further conditions, by name (see `GUARD_FIELDS`).
        after: A timer: the system may give the command once the limit has passed since the case
            came into the status, or to its holder.
        until: A window: the command may be given only before that limit has passed.
        at_most: How often the command may be given in the life of a case. What officers key in for
            the reporter counts for them alone.
        restarts: Whether timers and windows begin anew though the case stays in its status with its
            holder; None leaves it to the command's effects. Where status or holder change they
            begin anew anyway.
        holder_only: Whether only people of an agency that holds the case may take it, and no admin
            above.
        is_limited: Whether it has a timer, a window or a count.
        case_guards: Those of its guards whose answer holds for every payload.
        field_guards: Those of its guards that read a field of the command.

    Raises:
        InvalidValue: A status, command, actor or guard is no code; `who` or `guards` is no list;
            `after` or `until` is no limit; `at_most` is no whole number from 1 on; `restarts` or
            `holder_only` is no bool.
    """

    source: str
    command: str
    who: tuple[str, ...] = field(converter=_codes)
    target: str
    guards: tuple[str, ...] = field(default=(), converter=_codes)
    after: Limit | None = None
    until: Limit | None = None
    at_most: int | None = None
    restarts: bool | None = None
    holder_only: bool = False
    is_limited: bool = field(init=False, eq=False, repr=False)
    case_guards: tuple[str, ...] = field(init=False, eq=False, repr=False)
    field_guards: tuple[str, ...] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(*self._faults())
        reading = tuple(guard for guard in self.guards if GUARD_FIELDS.get(guard))
        limited = (self.after, self.until, self.at_most) != (None, None, None)
        object.__setattr__(self, "is_limited", limited)
        object.__setattr__(self, "field_guards", reading)
        object.__setattr__(
            self, "case_guards", tuple(guard for guard in self.guards if guard not in reading)
        )

    def _faults(self) -> Iterator[Fault | None]:
        codes = (("source", self.source), ("command", self.command), ("target", self.target))
        for name, code in codes:
            yield code_fault(code, f"transition.{name}")
        for name, words in (("who", self.who), ("guards", self.guards)):
            yield from codes_faults(words, f"transition.{name}")
        for name, limit in (("after", self.after), ("until", self.until)):
            if limit is not None:
                yield type_fault(Limit, limit, f"transition.{name}", "limit")
        if self.at_most is not None:
            yield count_fault(self.at_most, "transition.at_most")
        for name, flag in (("restarts", self.restarts or False), ("holder_only", self.holder_only)):
            yield type_fault(bool, flag, f"transition.{name}", "true_or_false")

    @property
    def officers(self) -> tuple[str, ...]:
        """The roles of officers who may take it; empty if only reporter or system may."""
        return tuple(actor for actor in self.who if actor in _ROLES)

    @property
    def is_keyed_in(self) -> bool:
        """Tell whether officers take it for the reporter, who said so by letter for instance."""
        return "came_by_is_told" in self.guards


def count_fault(value: object, where: str) -> Fault | None:
    """How often something may be done is a whole number from 1 on."""
    if not isinstance(value, int) or isinstance(value, bool):
        return fault("wrong_type", where, expected="whole_number", found=type(value).__name__)
    return fault("too_small", where, limit=1, found=value) if value < 1 else None


def grouped(
    rows: Iterable[Transition], key: Callable[[Transition], Key]
) -> Mapping[Key, tuple[Transition, ...]]:
    """Sort rows by what a key says of them; each group keeps their order."""
    groups: defaultdict[Key, list[Transition]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {shared: tuple(members) for shared, members in groups.items()}
