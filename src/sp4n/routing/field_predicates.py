"""Predicates about the fields of a complaint, and about the day on which it was received."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import cast

from attrs import field, frozen

from sp4n.errors import Fault, closest, fault, shown, shown_key
from sp4n.model.complaint import Classification
from sp4n.model.region import Region, region_fault, region_or_as_given
from sp4n.routing.facts import RoutingFacts
from sp4n.routing.plain_values import (
    as_classification,
    as_tuple,
    classification_fault,
    each_fault,
    one_or_many,
    text_faults,
)
from sp4n.routing.predicates import Clause, Explanation, Predicate
from sp4n.routing.statements import Asks, Field, Received, Statement, plain_channel
from sp4n.validation import code_fault, date_fault, order_fault, refuse, type_fault

_Classes = Classification | str


def _texts(value: str | Iterable[str]) -> tuple[str, ...]:
    return cast("tuple[str, ...]", as_tuple(value))  # the constructors check them


def _classes(value: _Classes | Iterable[_Classes]) -> tuple[Classification, ...]:
    known = tuple(map(as_classification, as_tuple(value)))
    return cast("tuple[Classification, ...]", known)  # the constructor checks them


def _regions(value: Region | str | Iterable[Region | str]) -> tuple[Region, ...]:
    known = tuple(map(region_or_as_given, cast("tuple[Region | str, ...]", as_tuple(value))))
    return cast("tuple[Region, ...]", known)  # the constructor checks them


class _OneOf(Predicate):
    """A question whether one field, named by the key, has one of several values."""

    __slots__ = ()

    @abstractmethod
    def asked(self) -> tuple[str, ...]:
        """Give the values that a rule asks for, as it writes them."""
        raise NotImplementedError

    def met(self, facts: RoutingFacts) -> str:
        """Give the value by which it holds: the complaint's own."""
        return str(getattr(facts, self.key))

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Name the value that was met."""
        holds = self.test(facts)
        met = (self.met(facts),) if holds else ()
        return Explanation(holds, (Clause(self.key, self.asked(), holds, met),))

    def to_data(self) -> dict[str, object]:
        """Give one value or a list under its key."""
        return {self.key: one_or_many(self.asked())}

    def says(self) -> Statement:
        """Say which values of which field."""
        return Asks(cast("Field", self.key), self.asked())


@frozen
class CategoryWithin(_OneOf):
    """True for a category among these or below one of them in the directory's tree.

    >>> CategoryWithin("Perhubungan").test(
    ...     RoutingFacts(category_lineage=frozenset({"Parkir Liar", "Perhubungan"}))
    ... )
    True
    """

    categories: tuple[str, ...] = field(converter=_texts)

    key = "category"

    def __attrs_post_init__(self) -> None:
        refuse(*text_faults(self.categories))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether the complaint's category is one of them; unknown is False."""
        return not facts.category_lineage.isdisjoint(self.categories)

    def asked(self) -> tuple[str, ...]:
        """Give the categories."""
        return self.categories

    def met(self, facts: RoutingFacts) -> str:
        """Give the first category that the complaint's one is, or lies below."""
        return next(name for name in self.categories if name in facts.category_lineage)


@frozen
class ClassificationIs(_OneOf):
    """True for a complaint of one of these classes."""

    classifications: tuple[Classification, ...] = field(converter=_classes)

    key = "classification"

    def __attrs_post_init__(self) -> None:
        refuse(*each_fault(classification_fault, self.classifications))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether the complaint has one of the classes; unknown is False."""
        return facts.classification in self.classifications

    def asked(self) -> tuple[str, ...]:
        """Give the codes of the classes."""
        return tuple(known.value for known in self.classifications)


@frozen
class RegionWithin(_OneOf):
    """True for a complaint from one of these regions or from a region within them."""

    regions: tuple[Region, ...] = field(converter=_regions)

    key = "region"

    def __attrs_post_init__(self) -> None:
        refuse(*each_fault(region_fault, self.regions))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether the complaint's region lies within; unknown is False."""
        region = facts.region
        return region is not None and any(land.contains(region) for land in self.regions)

    def asked(self) -> tuple[str, ...]:
        """Give the codes of the regions."""
        return tuple(land.code for land in self.regions)


@frozen
class ChannelIs(_OneOf):
    """True for a complaint that came in by one of these channels, whatever the case of letters."""

    channels: tuple[str, ...] = field(converter=_texts)
    _folded: frozenset[str] = field(init=False, eq=False, repr=False)

    key = "channel"

    def __attrs_post_init__(self) -> None:
        refuse(*text_faults(self.channels))
        object.__setattr__(self, "_folded", frozenset(map(plain_channel, self.channels)))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether the channel is one of them; unknown is False."""
        return facts.channel is not None and plain_channel(facts.channel) in self._folded

    def asked(self) -> tuple[str, ...]:
        """Give the channels."""
        return self.channels


@frozen
class TargetAgencyIs(_OneOf):
    """True for a complaint that the citizen addressed to one of these agencies."""

    agencies: tuple[str, ...] = field(converter=_texts)

    key = "target_agency"

    def __attrs_post_init__(self) -> None:
        refuse(*each_fault(code_fault, self.agencies))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether the complaint names one of them; unknown is False."""
        return facts.target_agency in self.agencies

    def asked(self) -> tuple[str, ...]:
        """Give the codes of the agencies."""
        return self.agencies


@frozen
class _Flag(Predicate):
    """A question whether one of the reporter's wishes, named by the key, is as asked."""

    wanted: bool = True

    def __attrs_post_init__(self) -> None:
        refuse(type_fault(bool, self.wanted, "", "true_or_false"))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Compare the flag."""
        return getattr(facts, self.key) is self.wanted

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Compare the flag, and say how it stands."""
        holds = self.test(facts)
        stands = (_said(flag=getattr(facts, self.key)),)
        return Explanation(holds, (Clause(self.key, (_said(flag=self.wanted),), holds, stands),))

    def to_data(self) -> dict[str, object]:
        """Give true or false under its key."""
        return {self.key: self.wanted}

    def says(self) -> Statement:
        """Say which way the flag is."""
        return Asks(cast("Field", self.key), (_said(flag=self.wanted),))


@frozen
class IsAnonymous(_Flag):
    """True when the reporter's wish to stay anonymous (*Anonim*) is as asked."""

    key = "anonymous"


@frozen
class IsConfidential(_Flag):
    """True when the reporter's wish for confidential content (*Rahasia*) is as asked."""

    key = "confidential"


def _said(*, flag: bool) -> str:
    return "true" if flag else "false"


_SIDES = ("from", "until")


@frozen
class ReceivedBetween(Predicate):
    """True for a complaint received on a day from `since` up to but not including `until`.

    None leaves a side open, though not both. The day is that of receipt in the office's zone.

    >>> first_quarter = ReceivedBetween(date(2026, 1, 1), date(2026, 4, 1))
    >>> print(first_quarter.explain(RoutingFacts(on=date(2026, 3, 31))))
    received: 2026-03-31
    >>> first_quarter.test(RoutingFacts(on=date(2026, 4, 1)))
    False
    """

    since: date | None = None
    until: date | None = None

    key = "received"

    def __attrs_post_init__(self) -> None:
        refuse(
            fault("empty") if self.since is None and self.until is None else None,
            None if self.since is None else date_fault(self.since, "from"),
            None if self.until is None else date_fault(self.until, "until"),
            order_fault(self.since, self.until, "until"),
        )

    @classmethod
    def from_data(cls, value: object, /) -> "ReceivedBetween":
        """Read a table of ``from`` and ``until``, dates or ISO dates in strings."""
        refuse(type_fault(Mapping, value, "", "table"))
        table = value if isinstance(value, Mapping) else {}
        refuse(*_faults(table))
        return cls(*(_day(table.get(side)) for side in _SIDES))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether the day of receipt lies between; unknown is False."""
        on = facts.on
        if on is None or (self.since is not None and on < self.since):
            return False
        return self.until is None or on < self.until

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Name the day of receipt."""
        holds = self.test(facts)
        met = (facts.on.isoformat(),) if holds and facts.on is not None else ()
        return Explanation(holds, (Clause(self.key, self._asked(), holds, met),))

    def to_data(self) -> dict[str, object]:
        """Give ``received = {...}``, with ISO dates."""
        return {self.key: {side: day.isoformat() for side, day in self._days()}}

    def says(self) -> Statement:
        """Say which days."""
        return Received(self.since, self.until)

    def _asked(self) -> tuple[str, ...]:
        return tuple(f"{side} {day.isoformat()}" for side, day in self._days())

    def _days(self) -> Iterator[tuple[str, date]]:
        for side, day in zip(_SIDES, (self.since, self.until), strict=True):
            if day is not None:
                yield side, day


def _faults(table: Mapping[object, object]) -> Iterator[Fault]:
    for key, value in table.items():
        if key not in _SIDES:
            yield fault("unknown_key", shown_key(key), suggestion=closest(str(key), _SIDES))
        elif _day(value) is None:
            yield fault("not_a_date", shown_key(key), found=shown(value))


def _day(value: object) -> date | None:
    """Read one day; None if it is not a date."""
    if not isinstance(value, str):
        return value if isinstance(value, date) else None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
