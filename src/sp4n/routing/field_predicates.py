"""Predicates about the fields of a complaint: category, class, region, channel, flags, target."""

from collections.abc import Iterable
from typing import cast

from attrs import field, frozen

from sp4n.errors import InvalidValue, fault, shown
from sp4n.model.complaint import Classification
from sp4n.model.region import Region
from sp4n.routing.facts import RoutingFacts
from sp4n.routing.plain_values import (
    as_classification,
    as_tuple,
    classification_fault,
    kind_fault,
    list_where,
    one_or_many,
    text_faults,
)
from sp4n.routing.predicates import Clause, Explanation, Predicate
from sp4n.routing.statements import Asks, Statement, plain_channel
from sp4n.validation import code_fault, refuse

_Classes = Classification | str


def _answer(name: str, asked: Iterable[str], found: str | None, *, holds: bool) -> Explanation:
    met = (found,) if holds and found is not None else ()
    return Explanation(holds, (Clause(name, tuple(asked), holds, met),))


def _texts(value: str | Iterable[str]) -> tuple[str, ...]:
    return cast("tuple[str, ...]", as_tuple(value))  # the constructors check them


def _classes(value: _Classes | Iterable[_Classes]) -> tuple[Classification, ...]:
    known = tuple(map(as_classification, as_tuple(value)))
    return cast("tuple[Classification, ...]", known)  # the constructor checks them


@frozen
class CategoryWithin(Predicate):
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

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Name the category that was met."""
        met = next((one for one in self.categories if one in facts.category_lineage), None)
        return _answer(self.key, self.categories, met, holds=met is not None)

    def to_data(self) -> dict[str, object]:
        """Give ``category = …``."""
        return {self.key: one_or_many(self.categories)}

    def says(self) -> Statement:
        """Say which categories."""
        return Asks("category", self.categories)


@frozen
class ClassificationIs(Predicate):
    """True for a complaint of one of these classes."""

    classifications: tuple[Classification, ...] = field(converter=_classes)

    key = "classification"

    def __attrs_post_init__(self) -> None:
        asked = self.classifications
        refuse(
            None if asked else fault("empty"),
            *(
                classification_fault(value, list_where(asked, place))
                for place, value in enumerate(asked)
            ),
        )

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether the complaint has one of the classes; unknown is False."""
        return facts.classification in self.classifications

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Name the class that was met."""
        holds = self.test(facts)
        return _answer(self.key, self.classifications, facts.classification, holds=holds)

    def to_data(self) -> dict[str, object]:
        """Give ``classification = …``."""
        return {self.key: one_or_many([one.value for one in self.classifications])}

    def says(self) -> Statement:
        """Say which classes."""
        return Asks("classification", tuple(one.value for one in self.classifications))


def _regions(value: Region | str | Iterable[Region | str]) -> tuple[Region, ...]:
    known = tuple(map(_region, as_tuple(value)))
    return cast("tuple[Region, ...]", known)  # the constructor checks them


def _region(value: object) -> object:
    try:
        return Region(value) if isinstance(value, str) else value
    except InvalidValue:
        return value


@frozen
class RegionWithin(Predicate):
    """True for a complaint from one of these regions or from a region within them."""

    regions: tuple[Region, ...] = field(converter=_regions)

    key = "region"

    def __attrs_post_init__(self) -> None:
        asked: tuple[object, ...] = self.regions
        refuse(
            None if asked else fault("empty"),
            *(
                fault("bad_region_code", list_where(asked, place), found=shown(value))
                for place, value in enumerate(asked)
                if not isinstance(value, Region)
            ),
        )

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether the complaint's region lies within; unknown is False."""
        region = facts.region
        return region is not None and any(land.contains(region) for land in self.regions)

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Name the complaint's region."""
        asked = [land.code for land in self.regions]
        met = None if facts.region is None else facts.region.code
        return _answer(self.key, asked, met, holds=self.test(facts))

    def to_data(self) -> dict[str, object]:
        """Give ``region = …``."""
        return {self.key: one_or_many([land.code for land in self.regions])}

    def says(self) -> Statement:
        """Say which regions."""
        return Asks("region", tuple(one.code for one in self.regions))


@frozen
class ChannelIs(Predicate):
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

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Name the channel that was met."""
        return _answer(self.key, self.channels, facts.channel, holds=self.test(facts))

    def to_data(self) -> dict[str, object]:
        """Give ``channel = …``."""
        return {self.key: one_or_many(self.channels)}

    def says(self) -> Statement:
        """Say which channels."""
        return Asks("channel", self.channels)


@frozen
class TargetAgencyIs(Predicate):
    """True for a complaint that the citizen addressed to one of these agencies."""

    agencies: tuple[str, ...] = field(converter=_texts)

    key = "target_agency"

    def __attrs_post_init__(self) -> None:
        refuse(
            None if self.agencies else fault("empty"),
            *(
                code_fault(code, list_where(self.agencies, place))
                for place, code in enumerate(self.agencies)
            ),
        )

    def test(self, facts: RoutingFacts, /) -> bool:
        """Tell whether the complaint names one of them; unknown is False."""
        return facts.target_agency in self.agencies

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Name the agency that was met."""
        return _answer(self.key, self.agencies, facts.target_agency, holds=self.test(facts))

    def to_data(self) -> dict[str, object]:
        """Give ``target_agency = …``."""
        return {self.key: one_or_many(self.agencies)}

    def says(self) -> Statement:
        """Say which agencies."""
        return Asks("target_agency", self.agencies)


@frozen
class IsAnonymous(Predicate):
    """True when the reporter's wish to stay anonymous (*Anonim*) is as asked."""

    wanted: bool = True

    key = "anonymous"

    def __attrs_post_init__(self) -> None:
        refuse(kind_fault(self.wanted, bool, "", "true or false"))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Compare the flag."""
        return facts.anonymous is self.wanted

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Compare the flag."""
        return _flag(self.key, wanted=self.wanted, found=facts.anonymous)

    def to_data(self) -> dict[str, object]:
        """Give ``anonymous = …``."""
        return {self.key: self.wanted}

    def says(self) -> Statement:
        """Say which way the flag is."""
        return Asks("anonymous", (_said(flag=self.wanted),))


@frozen
class IsConfidential(Predicate):
    """True when the reporter's wish for confidential content (*Rahasia*) is as asked."""

    wanted: bool = True

    key = "confidential"

    def __attrs_post_init__(self) -> None:
        refuse(kind_fault(self.wanted, bool, "", "true or false"))

    def test(self, facts: RoutingFacts, /) -> bool:
        """Compare the flag."""
        return facts.confidential is self.wanted

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        """Compare the flag."""
        return _flag(self.key, wanted=self.wanted, found=facts.confidential)

    def to_data(self) -> dict[str, object]:
        """Give ``confidential = …``."""
        return {self.key: self.wanted}

    def says(self) -> Statement:
        """Say which way the flag is."""
        return Asks("confidential", (_said(flag=self.wanted),))


def _flag(name: str, *, wanted: bool, found: bool) -> Explanation:
    holds = found is wanted
    return Explanation(holds, (Clause(name, (_said(flag=wanted),), holds, (_said(flag=found),)),))


def _said(*, flag: bool) -> str:
    return "true" if flag else "false"
