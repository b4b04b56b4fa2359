"""Laws of interchange: what is dumped is loaded again, and anything else is politely refused."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sp4n.interchange import FormatError, dump, load, read_complaints
from sp4n.model import Complaint, Directory, Texts
from sp4n.model.texts import Text
from sp4n.testing import strategies
from sp4n.workdays import indonesia
from sp4n.workflow import LAPOR, Case, Event, Procedure

PROCEDURES = strategies.directories(max_agencies=4).map(
    lambda directory: Procedure(LAPOR, directory, indonesia())
)
CASES = PROCEDURES.flatmap(lambda procedure: strategies.cases(procedure=procedure))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner),
    max_leaves=10,
)


def through_json(document: dict[str, Any]) -> Any:
    """What comes back from a store that keeps text."""
    return json.loads(json.dumps(document))


@given(strategies.complaints())
def test_complaints_round_trip(complaint: Complaint) -> None:
    """As values, and as documents; the offset of the instant is kept too."""
    document = dump(complaint)
    loaded = load(through_json(document))

    assert isinstance(loaded, Complaint)
    assert complaint == loaded
    assert document == dump(loaded)
    assert complaint.submitted_at.utcoffset() == loaded.submitted_at.utcoffset()


LINES = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=8)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(st.dictionaries(LINES.map("X/{}".format), st.none() | WORDS, max_size=4))
def test_texts_round_trip(bodies: dict[str, str | None]) -> None:
    """Any words, erased ones too, in their order."""
    texts = Texts(Text(key, "answer", body) for key, body in bodies.items())

    assert texts == load(through_json(dump(texts)))


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Events of any shape, without a gap between their numbers."""
    first = draw(st.integers(1, 9))
    numbers = range(first, first + draw(st.integers(0, 3)))
    return [draw(strategies.events(number=number)) for number in numbers]


@given(histories())
def test_events_round_trip_whatever_their_kind(events: list[Event]) -> None:
    """Unknown kinds, foreign keys, facts of any type: the document comes back word for word."""
    document = through_json(dump(events))
    loaded = load(document)

    assert json.dumps(document) == json.dumps(dump(loaded))
    assert tuple(events) == loaded


@settings(max_examples=40)
@given(CASES)
def test_cases_round_trip(case: Case) -> None:
    """History, texts, and everything that is folded from them."""
    document = dump(case)
    loaded = load(through_json(document))

    assert isinstance(loaded, Case)
    assert (case, case.texts) == (loaded, loaded.texts)
    assert document == dump(loaded)
    assert (case.status, case.phase, case.holders, case.senders, case.tried, case.since_at) == (
        loaded.status, loaded.phase, loaded.holders, loaded.senders, loaded.tried, loaded.since_at,
    )  # fmt: skip


@settings(max_examples=40)
@given(CASES, st.data())
def test_a_history_with_a_hole_is_refused(case: Case, data: st.DataObject) -> None:
    """Any event missing but the last, and any event twice."""
    document = dump(case)
    events = document["events"]
    place = data.draw(st.integers(0, len(events) - 1))
    twice = document | {"events": [*events[: place + 1], *events[place:]]}
    broken = [twice]
    if place < len(events) - 1:
        broken.append(document | {"events": [*events[:place], *events[place + 1 :]]})
    for one in broken:
        assert "out_of_order" in refused(one)


def refused(document: Any) -> list[str]:
    """The codes of a document's faults; an empty list when it is read."""
    try:
        load(document)
    except FormatError as error:
        return [fault.code for fault in error.faults]
    return []


@settings(max_examples=40)
@given(CASES, JSON, st.data())
def test_any_value_anywhere_is_read_or_refused(case: Case, value: Any, data: st.DataObject) -> None:
    """Whatever stands at whatever key: a value or a FormatError, and nothing else."""
    document = through_json(dump(case))
    spot: Any = document
    while True:
        key = data.draw(st.sampled_from(list(spot)) if isinstance(spot, dict) else indices(spot))
        inner = spot[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            break
        spot = inner
    spot[key] = value
    refused(document)


def indices(rows: list[Any]) -> st.SearchStrategy[int]:
    return st.integers(0, len(rows) - 1)


@given(st.dictionaries(st.sampled_from(("schema", "complaint", "events", "texts", "x")), JSON))
def test_any_envelope_is_refused_politely(document: dict[str, Any]) -> None:
    """No made-up document is one of ours."""
    assert refused(document)


@given(st.text() | st.text('[]{}",:0123 \n\\ufeE-.') | JSON.map(json.dumps))
def test_any_text_gives_complaints_or_a_format_error(text: str) -> None:
    """Random characters, almost JSON, and JSON of any shape."""
    try:
        assert () == read_complaints(text)
    except FormatError as error:
        assert error.to_dict("id")["faults"]  # noqa: PT017


@settings(max_examples=50)
@given(st.lists(strategies.complaints(), min_size=1, max_size=3), st.booleans())
def test_arrays_and_lines_give_the_same_complaints(
    complaints: list[Complaint],
    is_ascii: bool,  # noqa: FBT001
) -> None:
    """Also when texts hold line ends of all sorts."""
    rows = [dump(one)["complaint"] for one in complaints]
    lines = "\n".join(json.dumps(row, ensure_ascii=is_ascii) for row in rows)

    assert tuple(complaints) == read_complaints(json.dumps(rows)) == read_complaints(lines)


@settings(max_examples=30)
@given(strategies.directories(max_agencies=3), st.data())
def test_equal_histories_give_equal_documents(directory: Directory, data: st.DataObject) -> None:
    """Loading twice and dumping twice never drifts."""
    procedure = Procedure(LAPOR, directory, indonesia())
    case = data.draw(strategies.cases(procedure=procedure, max_events=4))
    once = dump(load(dump(case)))

    assert once == dump(load(once)) == dump(case)
