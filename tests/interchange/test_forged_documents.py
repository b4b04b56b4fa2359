"""Documents are not to be trusted: of each comes a value or a FormatError."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue, Sp4nError
from sp4n.interchange import FormatError, dump, load, read_complaints, read_items
from sp4n.workflow import Case, Event

CANARY = "Kanari Contoh 0800-0000-0000"
Faults = Callable[[object], list[tuple[str, str]]]


@pytest.fixture
def document(case: Case) -> dict[str, Any]:
    """A case as its store has it, with an answer and its words."""
    found: dict[str, Any] = json.loads(json.dumps(dump(case)))
    found["events"][1] |= {"texts": ["answer"]}
    found["texts"] = [{"key": "1000001/2/answer", "kind": "answer", "body": "Sudah."}]
    load(found)
    return found


def changed(document: Any, path: str, value: object) -> Any:
    """The same document with another value at a path such as ``events.1.at``."""
    name, _, rest = path.partition(".")
    copied = list(document) if isinstance(document, list) else dict(document)
    key: Any = int(name) if isinstance(document, list) else name
    copied[key] = changed(copied[key], rest, value) if rest else value
    return copied


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        # texts and codes
        ("complaint.title", "a\0b", ("complaint.title", "control_character")),
        ("complaint.body", "x\ud800", ("complaint.body", "not_unicode")),
        ("complaint.number", "7\u202e", ("complaint.number", "control_character")),
        ("complaint.category", "Jalan\x1b[31m", ("complaint.category", "unknown_key")),
        ("texts.0.body", "a\0b", ("texts[0].body", "control_character")),
        ("texts.0.body", "\udfff", ("texts[0].body", "not_unicode")),
        ("texts.0.key", "1000001/2/ans\nwer", ("texts[0].key", "control_character")),
        ("texts.0.kind", "ans\x07wer", ("texts[0].kind", "control_character")),
        ("events.1.kind", "with\x00draw", ("events[1].kind", "control_character")),
        ("events.1.status", "clo\u200bsed", ("events[1].status", "control_character")),
        ("events.1.by.id", "a\u0007", ("events[1].by.id", "bad_code")),
        ("workflow", "lapor/2", ("workflow", "contradiction")),
        # whose, when and in which order
        ("events.0.kind", "withdraw", ("events[0].kind", "no_beginning")),
        ("events.1.kind", "submit", ("events[1].kind", "second_beginning")),
        ("events.1.at", "2026-01-05T02:29:59Z", ("events[1].at", "time_reversed")),
        ("events.0.at", "2020-01-01T00:00:00Z", ("events[0].at", "time_reversed")),
        ("events.1.number", 3, ("events[1].number", "out_of_order")),
        ("events.1.version", 0, ("events[1].version", "too_small")),
        ("events.1.version", -1, ("events[1].version", "too_small")),
        ("texts.0.key", "1000001/1/answer", ("texts[0].key", "text_of_no_event")),
        ("texts.0.key", "1000002/2/answer", ("texts[0].key", "text_of_no_event")),
        ("texts.0.kind", "note", ("texts[0].key", "text_of_no_event")),
    ],
)
def test_a_forged_case_is_refused(
    path: str, value: object, expected: tuple[str, str], document: dict[str, Any], faults: Faults
) -> None:
    """With the place and the kind of what is wrong."""
    if path == "complaint.category":
        document["complaint"]["category"] = value
        expected = ("complaint.category", "control_character")
        assert [expected] == faults(document)
        return

    assert expected in faults(changed(document, path, value))


def test_a_known_key_can_not_stand_twice_in_disguise(
    document: dict[str, Any], faults: Faults
) -> None:
    """Neither in other letters, nor with a space, nor in full width."""
    for name in ("Status", "status ", "\uff53tatus"):
        forged = changed(document, "events.1", document["events"][1] | {name: "closed"})
        assert ["looks_known"] == [code for _, code in faults(forged)]


class Odd(str):
    """A string of a kind of its own."""

    __slots__ = ()


@pytest.mark.parametrize(
    "value",
    [
        None, True, 0, -1, 10**5_000, 1.5, float("nan"), float("inf"), "", "\0", "\ud800",
        "x" * 9_999,
        b"x", bytearray(b"x"), [], [[]], {}, {"x": {}}, {7: 7}, {None: None}, (), (1,), set(),
        frozenset({1}), 1j, Decimal(1), Fraction(1, 3), date(2026, 1, 5),
        datetime(1, 1, 1, tzinfo=UTC), timedelta(1), object(),
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(-timedelta(hours=23))),
        int, len, iter(()), MappingProxyType({}), Odd("x"), Odd("2026-01-05T02:30:00Z"), ...,
        "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-W01-1T00:00Z", CANARY,
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_any_value_at_any_place_is_read_or_refused(value: Any, document: dict[str, Any]) -> None:
    """Whatever a program hands over: never another error, and never the words of the file."""
    refuse(value)
    for path in paths(document):
        refuse(changed(document, path, value))
        refuse(changed(document | {"schema": "sp4n/case/1.3"}, path, value))
        refuse(changed({"schema": "sp4n/events/1", "events": document["events"]}, "events", value))


def raises(*_: object) -> Any:
    """Stand for a method of a type that somebody else wrote."""
    raise RuntimeError(CANARY)


def touchy(kind: type, spared: frozenset[str]) -> Any:
    """A type whose every method raises; those that are spared do what they did."""
    special = {
        "__eq__",
        "__hash__",
        "__len__",
        "__iter__",
        "__getitem__",
        "__contains__",
        "__str__",
    }
    methods = {name for name in dir(kind) if not name.startswith("_")} | special | {"__lt__"}
    names: dict[str, Any] = dict.fromkeys(methods - spared, raises)
    if "__class__" not in spared:
        names["__class__"] = property(raises)
    return type("Touchy", (kind,), names)


@pytest.mark.parametrize(
    "spared",
    [frozenset[str](), frozenset({"__class__"}), frozenset({"__class__", "__hash__", "get"})],
    ids=["all raise", "the class is told", "they can be looked up"],
)
def test_what_foreign_methods_raise_becomes_a_format_error(
    spared: frozenset[str], document: dict[str, Any]
) -> None:
    """Values of a program's own types, as the document, at each place and as a further key."""
    kind = touchy(object, spared)
    for value in (kind(), touchy(dict, spared)(document)):
        with pytest.raises(FormatError) as error:
            load(value)
        assert not any("Kanari" in str(told) for told in said_by(error.value))
    for path in paths(document):
        for value in (
            kind(),
            touchy(str, spared)("x"),
            touchy(list, spared)(),
            touchy(dict, spared)(),
        ):
            refuse(changed(document, path, value))
            refuse(document | {"schema": "sp4n/case/1.3", "more": value})


def test_a_key_with_a_mind_of_its_own_is_told_by_its_place(
    document: dict[str, Any], faults: Faults
) -> None:
    """A string that raises when it is compared is no key."""
    name = type("Key", (str,), {"__eq__": raises, "__hash__": str.__hash__})("kind")
    event = {one: value for one, value in document["events"][1].items() if one != "kind"}
    found = changed(document, "events.1", event | {name: "verify"})
    assert faults(found) == [("events[1]", "wrong_type")]


def test_a_fault_of_our_own_is_not_taken_for_one_of_the_document(
    document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of plain data whatever is raised is raised on."""
    monkeypatch.setattr("sp4n.interchange.documents._loaded", raises)

    with pytest.raises(RuntimeError):
        load(document)


def test_what_refers_to_itself_is_told_once(document: dict[str, Any], faults: Faults) -> None:
    """The search for a foreign value ends, whatever hangs on what."""
    document["events"][0]["facts"] = document
    document["more"] = touchy(object, frozenset())()
    assert faults(document) == [("more", "wrong_type")]


def paths(value: Any, before: str = "") -> Iterator[str]:
    """Every place of a document, its tables and lists among them."""
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for name, inner in items:
        yield f"{before}{name}"
        yield from paths(inner, f"{before}{name}.")


def refuse(document: Any) -> None:
    """Load it; an error may hold no canary, whatever hangs on it."""
    try:
        load(document)
    except FormatError as error:
        told = "".join(map(str, said_by(error)))
        assert "Kanari" not in told


def said_by(error: BaseException | None) -> Iterator[object]:
    """All that an error, and those that hang on it, hold and say."""
    while error is not None:
        yield from (repr(error), error, error.args, vars(error), getattr(error, "__notes__", ()))
        yield getattr(error, "doc", "")
        if isinstance(error, Sp4nError):
            yield from (error.describe("id"), error.to_dict("en"), error.faults)
        error = error.__context__ or error.__cause__


@pytest.mark.parametrize(
    "text",
    [
        f'{{"number": "1", "title": "{CANARY}',
        f'["{CANARY}", nope]',
        f'{{"{CANARY}": 1}}',
        f'{{"number": "1", "body": "{CANARY}", "submitted_at": "{CANARY}"}}',
        f'{{"number": {"9" * 5_000}, "title": "{CANARY}"}}',
        f'"{CANARY}"',
        "[" * 100_000 + f'"{CANARY}"',
        f'{{"schema": "{CANARY}"}}',
        f'{{"schema": "sp4n/case/1", "workflow": "{CANARY}", "{CANARY}": []}}',
        f'{{"number": "1", "region": "{CANARY}", "classification": "{CANARY}"}}',
        f'{{"number": "1", "occurred_on": "{CANARY}", "reporter": "{CANARY}"}}',
    ],
)
def test_no_error_holds_what_stood_in_a_file(text: str) -> None:
    """Neither in its words nor in what hangs on it: a parser's error holds the whole file."""
    for read in (read_complaints, read_items):
        with pytest.raises(FormatError) as caught:
            read(text)
        assert caught.value.__context__ is None
        assert "Kanari" not in "".join(map(str, said_by(caught.value)))


def test_nothing_is_dumped_that_nobody_could_load(case: Case) -> None:
    """An event checks nothing of itself, so dumping does."""
    odd: Any = {"by": None, "phase": "new", "effects": None, "facts": (("a",),), "extra": "["}
    for name, value in odd.items():
        with pytest.raises(InvalidValue):
            dump(evolve(case.events[0], **{name: value}))


def only_event(document: Any) -> Event:
    events = load(document)
    assert isinstance(events, tuple)
    (event,) = events
    return event


def test_events_of_several_cases_are_no_document(case: Case) -> None:
    """A document says once whose its events are."""
    other = evolve(case.events[0], case="1000002")
    with pytest.raises(Sp4nError) as caught:
        dump([case.events[0], other])

    assert "other_case" == caught.value.code


def test_events_know_their_case_from_the_envelope(case: Case) -> None:
    """Each as it lies in a store of rows; no event has a key for it."""
    document = dump(case.events[1])
    event = only_event(document)

    assert ["schema", "case", "events"] == list(document)
    assert "case" not in document["events"][0]
    assert case.number == event.case
    old = {name: value for name, value in document.items() if name != "case"}
    stored_before = only_event(old)
    assert stored_before.case is None
    assert old == dump(stored_before)
