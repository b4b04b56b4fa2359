"""What is proven of a book whose offices end on a day, against every complaint on every day.

Rules name several offices, and complaints accuse some.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any, NamedTuple

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from sp4n.errors import InvalidValue
from sp4n.model import Agency, Complaint, Directory
from sp4n.routing import AnyWord, Not, Router, Rule, RuleBook
from sp4n.routing.analysis import analyse, differences

FIRST, SECOND = date(2026, 3, 2), date(2026, 9, 1)
DAYS = tuple(day for turn in (FIRST, SECOND) for day in (turn - timedelta(1), turn))
"""Days of each stretch of time in which nothing turns."""
AT = datetime(2025, 1, 6, tzinfo=UTC)
OFFICES = ("DPU", "DLH", "BARU", "UNIT")
CODES = ("KOTA", *OFFICES)
WORDS = ("lubang", "sampah")
HOLE, TRASH = map(AnyWord, WORDS)


class Seen(NamedTuple):
    """A complaint on a day, and where it goes by which rule."""

    complaint: Complaint
    on: date
    agency: str
    rule: str | None


def _every_complaint() -> Iterator[Complaint]:
    """Every word or none, from the city, elsewhere or nowhere; everybody accused who may be."""
    choices = product(*((False, True) for _ in (*WORDS, *CODES)))
    for told, region in product(choices, ("99.71", "98", None)):
        words = [word for word, is_there in zip(WORDS, told, strict=False) if is_there]
        accused = [code for code, is_so in zip(CODES, told[len(WORDS) :], strict=True) if is_so]
        body = " contoh ".join(("warga", *words))
        yield Complaint("X-0001", "Contoh", body, AT, region=region, accused=accused)


COMPLAINTS = tuple(_every_complaint())


@st.composite
def directories(draw: st.DrawFn) -> Directory:
    """A city with four offices; they begin, end and follow each other on two days."""
    periods = st.sampled_from(
        [(None, None), (None, FIRST), (None, SECOND), (FIRST, None), (FIRST, SECOND)]
    )
    agencies = [
        Agency("NASIONAL", "Nasional"),
        Agency("KOTA", "Kota", parent="NASIONAL", region="99.71", front_desk=True),
    ]
    for code in OFFICES:
        begins_on, ends_on = draw(periods)
        others = st.sampled_from([other for other in CODES if other != code])
        more: dict[str, Any] = {"active_from": begins_on, "active_until": ends_on}
        if ends_on is not None:
            more["successors"] = draw(st.lists(others, max_size=2, unique=True))
        parent = draw(st.sampled_from(["KOTA", "DPU"])) if code == "UNIT" else "KOTA"
        more["region"] = draw(st.sampled_from(["ID", "99.71"]))  # of the nation, or the city's own
        agencies.append(Agency(code, code, parent=parent, **more))
    try:
        return Directory(agencies)
    except InvalidValue:  # who follows whom in a circle, or what is not there by then
        reject()


@st.composite
def books(draw: st.DrawFn) -> RuleBook:
    """Rules for what two words decide, each to so many offices in order; some count for a time."""
    conditions = st.sampled_from([HOLE, TRASH, AnyWord(WORDS), Not(HOLE)])
    destinations = st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True)
    periods = st.sampled_from([(None, None)] * 3 + [(FIRST, None), (None, FIRST), (FIRST, SECOND)])
    count = draw(st.integers(1, 3))
    drawn = [draw(st.tuples(conditions, destinations, periods)) for _ in range(count)]
    return RuleBook(
        Rule(f"r{n}", when, to, valid_from=since, valid_until=until)
        for n, (when, to, (since, until)) in enumerate(drawn)
    )


@st.composite
def routers(draw: st.DrawFn) -> tuple[Router, Router]:
    """Two books in one directory; half of the second ones change one rule of the first."""
    directory = draw(directories())
    one, other = draw(books()), draw(books())
    if draw(st.booleans()):
        last = draw(st.sampled_from([one.rules[-1], evolve(other.rules[0], id="new")]))
        other = RuleBook((*one.rules[:-1], last))
    return Router(directory, one), Router(directory, other)


def _seen(router: Router) -> list[Seen]:
    routes = ((one, day, router.route(one, on=day)) for one in COMPLAINTS for day in DAYS)
    return [Seen(one, day, route.agency, route.rule) for one, day, route in routes]


def _minds_accused(*routers: Router) -> bool:
    return any(rule.alternates for router in routers for rule in router.book)


def _verdicts_hold(router: Router, told: Counter[str]) -> None:
    """Each rule is live just when some complaint goes by it, on any day and on each."""
    seen = _seen(router)
    for on in (None, *DAYS[1:]):
        for verdict, rule in zip(analyse(router, on=on), router.book, strict=True):
            by = {
                one.rule
                for one in seen
                if on in (None, one.on) and (rule.alternates or not one.complaint.accused)
            }
            told[verdict.why or verdict.standing] += 1
            assert ("live" if rule.id in by else "dead") == verdict.standing, (rule.id, on)


def _differences_hold(before: Router, after: Router, told: Counter[str]) -> None:
    """Equivalent just when every complaint goes the same way; each example goes another indeed."""
    pairs = list(zip(_seen(before), _seen(after), strict=True))
    minds = _minds_accused(before, after)
    for on in (None, *DAYS[1:]):
        found = differences(before, after, on=on)
        is_same = all(
            one.agency == other.agency
            for one, other in pairs
            if on in (None, one.on) and (minds or not one.complaint.accused)
        )
        told["equivalent" if found.is_equivalent else "different"] += 1
        assert found.is_equivalent is is_same, on
        assert () == found.undecided
        for each in found:
            assert on in (None, each.example.on)
            assert each.before.agency != each.after.agency
            assert each.before == before.route(each.example.complaint, on=each.example.on)
            assert each.after == after.route(each.example.complaint, on=each.example.on)


def _hold_in(worlds: int) -> Counter[str]:
    """Hold what is proven in so many drawn worlds against their complaints; tell what was met."""
    told = Counter[str]()

    @settings(max_examples=worlds, deadline=None, suppress_health_check=list(HealthCheck))
    @given(routers())
    def what_is_proven_holds(pair: tuple[Router, Router]) -> None:
        told["succeeded"] += bool(pair[0].directory.succeeded)
        _verdicts_hold(pair[0], told)
        _differences_hold(*pair, told)

    what_is_proven_holds()
    return told


def test_what_is_proven_of_dated_offices_holds_for_every_complaint_on_every_day() -> None:
    """In few worlds."""
    told = _hold_in(8)

    assert told["succeeded"]
    assert told["live"]
    assert told["different"]


@pytest.mark.long
def test_what_is_proven_of_dated_offices_holds_in_many_worlds(pytestconfig: pytest.Config) -> None:
    """In which everything comes about that is claimed."""
    told = _hold_in(pytestconfig.getoption("worlds") // 8)  # each is read for 384 complaints

    assert {
        "succeeded", "live", "no_agency", "not_in_force", "covered", "equivalent", "different",
    } <= {code for code, times in told.items() if times}  # fmt: skip
