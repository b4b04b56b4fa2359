"""Errors hold no words: neither in what they say, nor in what hangs on them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest
from public_values import public_classes, public_values

from sp4n.errors import InvalidValue, Sp4nError, UnknownCode
from sp4n.labels import Label
from sp4n.model import Categories
from sp4n.monitoring import Period, Recurrence, opinion
from sp4n.policy import policy_from_data
from sp4n.routing import Predicate, predicate_from_data, rule_book_from_data, rule_from_data
from sp4n.sample import sample_policy
from sp4n.workdays import CalendarSettings, Limit, OfficeHours, indonesia
from sp4n.workflow import LAPOR, Status, Transition, commands, extended

SECRET = "Budi Kenari minta uang di 0800-0000-0000 setiap hari Senin di loket"
POLICY = sample_policy()
NOW = datetime(2026, 1, 1, tzinfo=UTC)
ATTRIBUTES = ("obj", "name", "object", "doc", "msg", "filename", "value", "__notes__")


def hanging_on(error: BaseException) -> Iterator[str]:
    """Give every text that can be reached from an error, frames of its traceback aside."""
    met: dict[int, object] = {}
    waiting: list[Any] = [error]
    while waiting:
        one = waiting.pop()
        if id(one) in met:
            continue
        met[id(one)] = one
        if isinstance(one, str):
            yield one
        elif isinstance(one, bytes):
            yield one.decode("latin-1")
        elif isinstance(one, Mapping):
            waiting += (*one.keys(), *one.values())
        elif isinstance(one, list | tuple | set | frozenset):
            waiting += one
        elif isinstance(one, BaseException):
            waiting += (str(one), repr(one), one.args, vars(one), one.__cause__, one.__context__)
            waiting += (getattr(one, name, None) for name in ATTRIBUTES)
        elif attrs.has(type(one)):
            waiting += (getattr(one, each.name) for each in attrs.fields(type(one)))


def leaks(call: Callable[[], object]) -> list[str]:
    """Give what an error of ours tells of the secret; what Python itself refuses is its own."""
    try:
        call()
    except Sp4nError as error:
        said = (error.describe("id"), error.describe("en"))
        return [text for text in (*hanging_on(error), *said) if "Kenari" in text]
    except (AttributeError, TypeError, ValueError, KeyError):
        pass
    return []


def raised(call: Callable[[], object]) -> list[str]:
    """Give the same, of what has to be refused."""
    with pytest.raises(Sp4nError):
        call()
    return leaks(call)


WRONG: tuple[Any, ...] = (
    SECRET,
    SECRET.encode(),
    [SECRET],
    [[SECRET, SECRET]],
    {SECRET: SECRET},
    [{SECRET: SECRET}],
)


def values() -> Iterator[Any]:
    """One value of each public class that its constructor checks."""
    waiting: list[Any] = list(public_values())
    met: set[type] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting += one
        elif attrs.has(type(one)) and type(one) not in met:
            met.add(type(one))
            waiting += (getattr(one, each.name) for each in attrs.fields(type(one)))
            if type(one) in public_classes():
                yield one


@pytest.mark.parametrize("value", list(values()), ids=lambda one: type(one).__name__)
def test_constructors_tell_nothing_of_a_wrong_value(value: Any) -> None:
    """In whatever field it is, alone, in a list, or as a key."""
    found = {
        each.name: told
        for each in attrs.fields(type(value))
        if each.init
        for wrong in WRONG
        if (told := leaks(lambda: attrs.evolve(value, **{each.alias: wrong})))  # noqa: B023
    }

    assert {} == found


class OfOnesOwn(Predicate):
    """A plug-in that says too much when it fails."""

    key = "own"

    @classmethod
    def from_data(cls, value: object, /) -> Predicate:
        raise RuntimeError(value)

    test = explain = to_data = from_data  # type: ignore[assignment]


ENTRANCES: Mapping[str, Callable[[], object]] = {
    "agency": lambda: POLICY.directory.agency(SECRET),
    "lineage": lambda: POLICY.directory.lineage(SECRET),
    "actor": lambda: POLICY.directory.actor(SECRET),
    "status": lambda: LAPOR.status(SECRET),
    "rule": lambda: POLICY.book.rule(SECRET),
    "plan": lambda: POLICY.book.plan(SECRET),
    "timers": lambda: LAPOR.with_timers({SECRET: "5 working days"}),
    "timer": lambda: LAPOR.with_timers({"expire": SECRET}),
    "extension": lambda: extended(LAPOR, {SECRET: {}}),
    "its table": lambda: extended(LAPOR, {SECRET: SECRET}),  # type: ignore[dict-item]
    "its parameter": lambda: extended(LAPOR, {"rating": {SECRET: 1}}),
    "categories": lambda: Categories({"Parkir": SECRET}),
    "category": lambda: Categories({SECRET: "Parkir"}),
    "circle": lambda: Categories({SECRET: SECRET}),
    "limit": lambda: Limit.parse(SECRET),
    "closure": lambda: CalendarSettings(closures={SECRET: SECRET}),  # type: ignore[arg-type]
    "hours": lambda: OfficeHours({SECRET: SECRET}),
    "special days": lambda: OfficeHours({"Mon": "08-09"}, special_days=SECRET),  # type: ignore[arg-type]
    "day": lambda: indonesia().is_working_day(SECRET),  # type: ignore[arg-type]
    "instant": lambda: indonesia().date_of(SECRET),  # type: ignore[arg-type]
    "days": lambda: indonesia().add_many([SECRET], 1),  # type: ignore[list-item]
    "recurrence": lambda: Recurrence.parse(SECRET, from_on=date(2026, 1, 1)),
    "period": lambda: Period(SECRET),  # type: ignore[arg-type]
    "opinion": lambda: opinion(SECRET, 2022),
    "predicate": lambda: predicate_from_data({SECRET: SECRET}),
    "receipt": lambda: predicate_from_data({"received_between": {SECRET: SECRET}}),
    "rule's data": lambda: rule_from_data({SECRET: SECRET}),
    "book's data": lambda: rule_book_from_data([{SECRET: SECRET}]),
    "plug-in": lambda: predicate_from_data({"own": SECRET}, predicates=[OfOnesOwn]),
    "row": lambda: workflow_with(Transition(SECRET, SECRET, (SECRET,), SECRET, (SECRET,))),
    "two statuses": lambda: attrs.evolve(
        LAPOR, statuses=[Status(SECRET, "new", Label(SECRET, SECRET))] * 2
    ),
    "policy": lambda: policy_from_data({SECRET: SECRET}),
    "table": lambda: POLICY.simulate([], now=NOW).table(SECRET),
    "bind": lambda: POLICY.bind(SECRET),  # type: ignore[arg-type]
    "command": lambda: commands.Command("x", ((SECRET, 1), (SECRET, 1))),
}


def workflow_with(row: Transition) -> object:
    return attrs.evolve(LAPOR, transitions=[row, row])


@pytest.mark.parametrize("enter", ENTRANCES.values(), ids=ENTRANCES.keys())
def test_no_entrance_tells_what_it_refuses(enter: Callable[[], object]) -> None:
    """Everything that anybody may get wrong, in words that could be a citizen's."""
    assert [] == raised(enter)


def test_a_code_that_is_like_one_is_told() -> None:
    """So that a program can go on from it."""
    with pytest.raises(UnknownCode) as caught:
        POLICY.directory.agency("DPUU")
    assert ("agency", "DPUU", "DPU") == (
        caught.value.kind,
        caught.value.found,
        caught.value.suggestion,
    )

    with pytest.raises(UnknownCode) as caught:
        POLICY.directory.agency("Budi minta uang")
    assert "<text:15>" == caught.value.found


def test_the_walk_finds_what_hangs_on_an_error() -> None:
    """Or it would prove nothing."""

    def hide() -> None:
        try:
            dict[str, int]()[SECRET]  # what fails is the point
        except KeyError:
            raise InvalidValue.of("empty", "x") from None

    assert [] != leaks(hide)
