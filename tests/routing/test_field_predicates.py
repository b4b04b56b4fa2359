"""Predicates about fields: exact, generous about one or many, False for what is unknown."""

from collections.abc import Callable

import pytest

from sp4n.errors import InvalidValue
from sp4n.model import NATION, Classification, Region
from sp4n.routing import (
    CategoryWithin,
    ChannelIs,
    ClassificationIs,
    IsAnonymous,
    IsConfidential,
    Predicate,
    RegionWithin,
    RoutingFacts,
    TargetAgencyIs,
)

FULL = RoutingFacts(
    category_lineage=frozenset({"Parkir Liar", "Perhubungan"}),
    classification=Classification.SERVICE,
    region=Region("99.71.01"),
    channel="Tatap Muka",
    anonymous=True,
    target_agency="DPU",
)


@pytest.mark.parametrize(
    ("predicate", "said"),
    [
        (CategoryWithin("Perhubungan"), "category: Perhubungan"),
        (CategoryWithin(["Jalan", "Parkir Liar"]), "category: Parkir Liar"),
        (ClassificationIs("service"), "classification: service"),
        (ClassificationIs(Classification.SERVICE), "classification: service"),
        (RegionWithin("99.71"), "region: 99.71.01"),
        (RegionWithin([Region("98"), NATION]), "region: 99.71.01"),
        (ChannelIs(["SMS", " tatap muka"]), "channel: Tatap Muka"),
        (TargetAgencyIs("DPU"), "target_agency: DPU"),
        (IsAnonymous(), "anonymous: true"),
        (IsConfidential(wanted=False), "confidential: false"),
    ],
)
def test_holds(predicate: Predicate, said: str) -> None:
    """A predicate that holds says what it met."""
    assert predicate.test(FULL)
    assert str(predicate.explain(FULL)) == said


@pytest.mark.parametrize(
    ("predicate", "said"),
    [
        (CategoryWithin("Jalan"), "category failed: Jalan"),
        (ClassificationIs(["oversight", "light"]), "classification failed: oversight, light"),
        (RegionWithin("99.71.02"), "region failed: 99.71.02"),
        (ChannelIs("SMS"), "channel failed: SMS"),
        (TargetAgencyIs("DLH"), "target_agency failed: DLH"),
        (IsAnonymous(wanted=False), "anonymous failed: true"),
        (IsConfidential(), "confidential failed: false"),
    ],
)
def test_fails(predicate: Predicate, said: str) -> None:
    """A predicate that does not hold says what it asked for; a flag, how it stands."""
    assert not predicate.test(FULL)
    assert str(predicate.explain(FULL)) == said


@pytest.mark.parametrize(
    "predicate",
    [
        CategoryWithin("Perhubungan"),
        ClassificationIs("service"),
        RegionWithin(NATION),
        ChannelIs("SMS"),
        TargetAgencyIs("DPU"),
        IsAnonymous(),
        IsConfidential(),
    ],
)
def test_unknown_is_false(predicate: Predicate) -> None:
    """What a complaint does not tell is False, never an error; its negation is True."""
    nothing = RoutingFacts()

    assert not predicate.test(nothing)
    assert not predicate.explain(nothing).holds
    assert (~predicate).test(nothing)


@pytest.mark.parametrize(
    ("make", "codes"),
    [
        (lambda: CategoryWithin([]), [("empty", "")]),
        (lambda: CategoryWithin(["Jalan", " "]), [("empty", "[1]")]),
        (lambda: CategoryWithin(3), [("wrong_type", "")]),  # type: ignore[arg-type]
        (lambda: ClassificationIs([]), [("empty", "")]),
        (lambda: ClassificationIs(["service", "srvice"]), [("not_one_of", "[1]")]),
        (lambda: ClassificationIs(["x", "y"]), [("not_one_of", "[0]"), ("not_one_of", "[1]")]),
        (lambda: RegionWithin([]), [("empty", "")]),
        (lambda: RegionWithin("32.7"), [("bad_region_code", "")]),
        (lambda: RegionWithin(["32", 32]), [("bad_region_code", "[1]")]),  # type: ignore[list-item]
        (lambda: ChannelIs([None]), [("wrong_type", "")]),  # type: ignore[list-item]
        (lambda: TargetAgencyIs([]), [("empty", "")]),
        (lambda: TargetAgencyIs(["DPU", "no code"]), [("bad_code", "[1]")]),
        (lambda: IsAnonymous("yes"), [("wrong_type", "")]),  # type: ignore[arg-type]
        (lambda: IsConfidential(1), [("wrong_type", "")]),  # type: ignore[arg-type]
    ],
)
def test_bad_values(make: Callable[[], Predicate], codes: list[tuple[str, str]]) -> None:
    """Wrong values are refused, all at once, each with its place in the list."""
    with pytest.raises(InvalidValue) as refused:
        make()

    assert codes == [(one.code, one.where) for one in refused.value.faults]
