"""dump and load: whole or not at all, with every fault at once."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from sp4n.errors import InvalidValue
from sp4n.interchange import FormatError, dump, load
from sp4n.model import Complaint, Masked, Reporter, Text, Texts
from sp4n.workflow import Case

Row = Callable[..., dict[str, Any]]
Faults = Callable[[object], list[tuple[str, str]]]


# dump


def test_the_envelope_names_schema_and_workflow(case: Case) -> None:
    """Every document says what it is; a case says which workflow it is pinned to."""
    assert "sp4n/complaint/1" == dump(case.complaint)["schema"]
    assert "sp4n/texts/1" == dump(case.texts)["schema"]
    assert "sp4n/events/1" == dump(case.events)["schema"]
    assert ("sp4n/case/1", "lapor/1") == (dump(case)["schema"], dump(case)["workflow"])


def test_one_event_is_a_document_of_one_event(case: Case) -> None:
    """A list, a tuple or a single event."""
    assert dump(case.events[:1]) == dump(case.events[0]) == dump([case.events[0]])
    assert {"schema": "sp4n/events/1", "events": []} == dump([]) == dump(())


@pytest.mark.parametrize(
    "value",
    [
        None, 7, "", "case", b"", {}, [7], (None,), date(2026, 1, 5), Text("k", "k", "b"),
        Reporter("r-1", name="Nama Rahasia"), Masked("Nama Rahasia"),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_nothing_else_is_dumped(value: Any) -> None:
    """Least of all an identity."""
    with pytest.raises(InvalidValue) as caught:
        dump(value)

    assert "wrong_type" == caught.value.code
    assert "Rahasia" not in str(caught.value)


def test_naive_events_are_not_dumped(case: Case) -> None:
    """No reader would take them back; a case refuses them itself."""
    naive = attrs.evolve(case.events[0], at=datetime(2026, 1, 5))  # noqa: DTZ001

    with pytest.raises(InvalidValue):
        attrs.evolve(case, events=(naive,))
    for value in (naive, [naive]):
        with pytest.raises(InvalidValue) as caught:
            dump(value)
        assert ("naive_datetime", "event.at") == (caught.value.code, caught.value.faults[0].where)


def test_a_document_does_not_depend_on_the_order_of_a_set(complaint: Complaint) -> None:
    """Accused agencies and officers, and representatives, are sorted, and read back."""
    names = frozenset({"Z", "A", "M"})
    accused = attrs.evolve(complaint, accused=names, accused_officers=names, representatives=names)

    assert ["A", "M", "Z"] == dump(accused)["complaint"]["accused"]
    assert ["A", "M", "Z"] == dump(accused)["complaint"]["accused_officers"]
    assert ["A", "M", "Z"] == dump(accused)["complaint"]["representatives"]
    assert accused == load(dump(accused))


def test_what_is_absent_is_left_out(complaint: Complaint) -> None:
    """Four keys for the least complaint; blank words were given and stay."""
    assert ["number", "title", "body", "submitted_at"] == list(dump(complaint)["complaint"])
    assert "" == dump(attrs.evolve(complaint, category=""))["complaint"]["category"]


# load: the envelope


@pytest.mark.parametrize("document", [None, 7, "sp4n/case/1", [], [{}], b"{}"])
def test_what_is_no_table_is_no_document(document: object, faults: Faults) -> None:
    """One fault says it all."""
    assert [("", "wrong_type")] == faults(document)


def test_a_document_says_what_it_is(faults: Faults) -> None:
    """A missing schema, one of another type, one of another version."""
    assert [("schema", "missing")] == faults({})
    assert [("schema", "wrong_type")] == faults({"schema": 1})
    assert [("schema", "unknown_schema")] == faults({"schema": "sp4n/case/2", "events": 7})


def test_an_unknown_schema_tells_the_known_ones() -> None:
    """So that whoever has a newer document knows why."""
    with pytest.raises(
        FormatError, match="'sp4n/case/2' is not known; this version reads"
    ) as caught:
        load({"schema": "sp4n/case/2"})

    assert (
        "sp4n/complaint/1", "sp4n/texts/1", "sp4n/events/1", "sp4n/case/1",
    ) == caught.value.faults[0]["allowed"]  # fmt: skip


def test_unknown_keys_get_a_suggestion(complaint: Complaint) -> None:
    """At every level; whatever is unknown may be a typing error that costs data."""
    document = dump(complaint) | {"complaintt": 1}
    document["complaint"] |= {"chanel": "SMS", "x" * 5_000: 1, "by": 2}
    with pytest.raises(FormatError) as caught:
        load(document)

    assert [
        ("complaint.chanel", "channel"),
        ("complaint.<5000 characters>", None),
        ("complaint.by", "body"),
        ("complaintt", "complaint"),
    ] == [(one.where, one["suggestion"]) for one in caught.value.faults]
    assert {"unknown_key"} == {one.code for one in caught.value.faults}


# load: complaints


def test_every_fault_of_a_complaint_is_told_at_once(faults: Faults) -> None:
    """Though the number is missing and the instant is none, body and region are checked too."""
    complaint = {
        "title": " ",
        "body": "x" * 3_001,
        "submitted_at": "yesterday",
        "occurred_on": "2026-02-30",
        "classification": "abuse",
        "category": ["Jalan"],
        "region": "32.7",
        "anonymous": 1,
        "accused": ["DPU", 7, None],
        "target_agency": "Dinas PU",
        "attachments": [{"key": "k", "size_bytes": -1}, {"media_type": "image/png"}, "file"],
        "reporter": "Nama Orang",
    }

    assert [
        ("complaint.number", "missing"),
        ("complaint.submitted_at", "not_an_instant"),
        ("complaint.occurred_on", "not_a_date"),
        ("complaint.classification", "not_one_of"),
        ("complaint.category", "wrong_type"),
        ("complaint.region", "bad_region_code"),
        ("complaint.anonymous", "wrong_type"),
        ("complaint.accused[1]", "wrong_type"),
        ("complaint.accused[2]", "wrong_type"),
        ("complaint.attachments[2]", "wrong_type"),
        ("complaint.attachments[0].size_bytes", "too_small"),
        ("complaint.attachments[1].key", "missing"),
        ("complaint.title", "empty"),
        ("complaint.body", "too_long"),
        ("complaint.target_agency", "bad_code"),
        ("complaint.reporter", "bad_code"),
    ] == faults({"schema": "sp4n/complaint/1", "complaint": complaint})


def test_an_empty_complaint_lacks_four_things(faults: Faults) -> None:
    """The stand-ins that let the rest be checked are never part of a result."""
    required = ("number", "title", "body", "submitted_at")

    assert [(f"complaint.{name}", "missing") for name in required] == faults(
        {"schema": "sp4n/complaint/1", "complaint": {}}
    )
    assert [("complaint", "missing")] == faults({"schema": "sp4n/complaint/1"})


@pytest.mark.parametrize(
    ("submitted_at", "code"),
    [
        ("2026-01-05T08:00:00", "naive_datetime"),
        ("2026-01-05", "naive_datetime"),
        ("2026-01-05T25:00:00Z", "not_an_instant"),
        ("", "not_an_instant"),
        (datetime(2026, 1, 5), "naive_datetime"),  # noqa: DTZ001
        (date(2026, 1, 5), "wrong_type"),
        (1_767_600_000, "wrong_type"),
        ({}, "wrong_type"),
    ],
)
def test_only_instants_with_an_offset_are_read(
    submitted_at: object, code: str, complaint: Complaint, faults: Faults
) -> None:
    """A naive time would be another instant on another machine."""
    document = dump(complaint)
    document["complaint"]["submitted_at"] = submitted_at

    assert [("complaint.submitted_at", code)] == faults(document)


@pytest.mark.parametrize("written", ["2026-01-05T09:30:00+07:00", "20260105T023000Z"])
def test_any_iso_instant_is_read(written: str, complaint: Complaint) -> None:
    """In any offset and spelling."""
    document = dump(complaint)
    document["complaint"]["submitted_at"] = written

    assert complaint == load(document)


# load: texts


def test_an_erased_text_is_null_and_a_lost_one_is_refused(faults: Faults) -> None:
    """A body that is not there at all was cut off somewhere."""
    row = {"key": "1/2/answer", "kind": "answer"}

    assert Texts([Text("1/2/answer", "answer", None)]) == load(
        {"schema": "sp4n/texts/1", "texts": [row | {"body": None}]}
    )
    assert [("texts[0].body", "missing")] == faults({"schema": "sp4n/texts/1", "texts": [row]})


def test_every_fault_of_texts_is_told_at_once(faults: Faults) -> None:
    """Missing and unknown keys, wrong types, one row after the other."""
    rows = [{"kind": 1, "body": 2}, 3, {"key": "a", "kind": "b", "body": "c", "date": 1}]

    assert [
        ("texts[1]", "wrong_type"),
        ("texts[0].key", "missing"),
        ("texts[0].kind", "wrong_type"),
        ("texts[0].body", "wrong_type"),
        ("texts[2].date", "unknown_key"),
    ] == faults({"schema": "sp4n/texts/1", "texts": rows})
    assert [("texts", "missing")] == faults({"schema": "sp4n/texts/1"})
    assert [("texts", "wrong_type")] == faults({"schema": "sp4n/texts/1", "texts": {}})


def test_two_texts_with_one_key_are_refused(faults: Faults) -> None:
    """One of them would be lost."""
    row = {"key": "a", "kind": "b", "body": "c"}

    assert [("texts", "duplicate")] == faults({"schema": "sp4n/texts/1", "texts": [row, row]})


# load: events


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"number": None}, [("events[0].number", "missing")]),
        ({"number": True}, [("events[0].number", "wrong_type")]),
        ({"number": "1"}, [("events[0].number", "wrong_type")]),
        ({"number": 1.0}, [("events[0].number", "wrong_type")]),
        ({"kind": 7}, [("events[0].kind", "wrong_type")]),
        ({"version": None}, [("events[0].version", "missing")]),
        ({"at": "2026-01-05T08:00:00"}, [("events[0].at", "naive_datetime")]),
        ({"by": None}, [("events[0].by", "missing")]),
        ({"by": "system"}, [("events[0].by", "wrong_type")]),
        ({"by": {}}, [("events[0].by.kind", "missing")]),
        ({"by": {"kind": "robot"}}, [("events[0].by.kind", "not_one_of")]),
        (
            {"by": {"kind": "officer"}},
            [("events[0].by.id", "wrong_type"), ("events[0].by.agency", "wrong_type")],
        ),
        ({"by": {"kind": "system", "name": "x"}}, [("events[0].by.name", "unknown_key")]),
        ({"by": {"kind": "reporter", "id": "Nama Orang"}}, [("events[0].by.id", "bad_code")]),
        ({"status": None}, [("events[0].status", "missing")]),
        ({"phase": "paused"}, [("events[0].phase", "not_one_of")]),
        ({"phase": None}, [("events[0].phase", "missing")]),
        ({"effects": ["assign", "explode"]}, [("events[0].effects[1]", "not_one_of")]),
        ({"holders": "DPU"}, [("events[0].holders", "wrong_type")]),
        ({"texts": [1]}, [("events[0].texts[0]", "wrong_type")]),
        ({"reason": 1}, [("events[0].reason", "wrong_type")]),
        ({"facts": [1]}, [("events[0].facts", "wrong_type")]),
        ({"facts": {"a": 1.5, "b": None}},
         [("events[0].facts.a", "wrong_type"), ("events[0].facts.b", "wrong_type")]),
        ({"facts": {"x" * 99: []}}, [("events[0].facts.<99 characters>", "wrong_type")]),
        ({"later": {1, 2}}, [("events[0].later", "wrong_type")]),
        ({"later": float("nan")}, [("events[0].later", "wrong_type")]),
        ({"later": datetime(2026, 1, 5, tzinfo=UTC)}, [("events[0].later", "wrong_type")]),
        ({"later": 10**5_000}, [("events[0].later", "wrong_type")]),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)  # fmt: skip
def test_bad_events_are_refused(
    keys: dict[str, Any], expected: list[tuple[str, str]], event_row: Row, faults: Faults
) -> None:
    """Each key says what is wrong with it, and where."""
    document = {"schema": "sp4n/events/1", "events": [event_row(**keys)]}

    assert expected == faults(document)


def test_every_fault_of_events_is_told_at_once(event_row: Row, faults: Faults) -> None:
    """In all rows."""
    rows = [event_row(at=7, phase="x"), event_row(2), {"number": 3}, None]

    assert [
        ("events[3]", "wrong_type"),
        ("events[0].at", "wrong_type"),
        ("events[0].phase", "not_one_of"),
        ("events[2].kind", "missing"),
        ("events[2].version", "missing"),
        ("events[2].at", "missing"),
        ("events[2].by", "missing"),
        ("events[2].status", "missing"),
        ("events[2].phase", "missing"),
    ] == faults({"schema": "sp4n/events/1", "events": rows})


def test_what_nests_too_deeply_to_be_written_is_refused(event_row: Row, faults: Faults) -> None:
    """A hundred thousand lists within each other."""
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]

    document = {"schema": "sp4n/events/1", "events": [event_row(later=nested)]}

    assert [("events[0].later", "too_deep")] == faults(document)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 3], []),
        ([4, 5], []),
        ([], []),
        ([1, 3], [("events[1].number", "out_of_order")]),
        ([2, 1], [("events[1].number", "out_of_order")]),
        ([1, 1], [("events[1].number", "out_of_order")]),
        ([7, 8, 10, 11, 13], [("events[2].number", "out_of_order"),
                             ("events[4].number", "out_of_order")]),
    ],
)  # fmt: skip
def test_events_leave_no_gap(
    numbers: list[int], expected: list[tuple[str, str]], event_row: Row, faults: Faults
) -> None:
    """Part of a history may begin anywhere, but nothing in it may be missing or twice."""
    document = {"schema": "sp4n/events/1", "events": [event_row(number) for number in numbers]}

    if expected:
        assert expected == faults(document)
    else:
        assert document == dump(load(document))


# load: cases


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], [("events", "missing")]),
        ([2], [("events[0].number", "out_of_order")]),
        ([0, 1], [("events[0].number", "out_of_order")]),
        ([1, 3], [("events[1].number", "out_of_order")]),
        ([2, 4], [("events[0].number", "out_of_order"), ("events[1].number", "out_of_order")]),
    ],
)
def test_a_case_begins_at_its_beginning(
    numbers: list[int],
    expected: list[tuple[str, str]],
    event_row: Row,
    complaint: Complaint,
    faults: Faults,
) -> None:
    """Its events are numbered 1, 2, 3, …; one event at least."""
    rows = [event_row(number, facts={"workflow": "lapor/1"}) for number in numbers]
    document = dump(complaint) | {"schema": "sp4n/case/1", "workflow": "lapor/1", "events": rows}

    assert expected == faults(document)


def test_every_fault_of_a_case_is_told_at_once(event_row: Row, faults: Faults) -> None:
    """Complaint, events, texts and envelope."""
    document = {
        "schema": "sp4n/case/1",
        "complaint": {"number": "1", "title": "t", "body": "b"},
        "events": [event_row(at=None), event_row(2, kind=None)],
        "texts": [{"key": "a", "kind": "b", "body": 1}],
        "events_": [],
    }

    assert [
        ("workflow", "missing"),
        ("complaint.submitted_at", "missing"),
        ("events[0].at", "missing"),
        ("events[1].kind", "missing"),
        ("texts[0].body", "wrong_type"),
        ("events_", "unknown_key"),
    ] == faults(document)


def test_an_empty_case_lacks_three_things(faults: Faults) -> None:
    """Each said once; texts may be stored elsewhere."""
    assert [
        ("workflow", "missing"),
        ("complaint", "missing"),
        ("events", "missing"),
    ] == faults({"schema": "sp4n/case/1"})


def test_the_envelope_must_agree_with_the_history(case: Case) -> None:
    """A case pinned to one workflow must not be read as one of another."""
    with pytest.raises(FormatError, match="'lapor/2' contradicts 'lapor/1'") as caught:
        load(dump(case) | {"workflow": "lapor/2"})

    assert ("workflow", "contradiction") == (caught.value.faults[0].where, caught.value.code)


def test_two_texts_of_a_case_with_one_key_are_refused(case: Case, faults: Faults) -> None:
    """Though the case itself would keep the later one."""
    row = {"key": "a", "kind": "b", "body": "c"}

    assert [("texts", "duplicate")] == faults(dump(case) | {"texts": [row, row]})


def test_a_case_may_be_stored_without_its_texts(case: Case) -> None:
    """They lie beside the history."""
    document = dump(case)
    del document["texts"]

    assert case == load(document)


def test_unknown_kinds_and_keys_come_back_as_they_were(event_row: Row) -> None:
    """In the order in which they stood."""
    rows = [
        event_row(1, kind="later", version=9, zeta=[1, {"a": None}], alpha={"x": 0.1, "y": "😭"}),
        event_row(2, phase="closed", status="dibuka", mid=False),
    ]
    document = {"schema": "sp4n/events/1", "events": rows}

    assert json.dumps(document) == json.dumps(dump(load(document)))


def test_loading_changes_nothing_in_the_document(case: Case) -> None:
    """Readers look, they do not take."""
    document = dump(case)
    before = json.dumps(document)
    load(document)

    assert before == json.dumps(document)


def test_a_refusal_leaks_no_text(complaint: Complaint) -> None:
    """Only lengths, types and key paths."""
    document = dump(complaint)
    document["complaint"] |= {
        "title": "rahasia " * 99,
        "body": ["rahasia"],
        "reporter": "Rahasia X",
    }
    with pytest.raises(FormatError) as caught:
        load(document)

    told = f"{caught.value} {caught.value!r} {caught.value.to_dict()}"
    assert "rahasia" not in told.casefold()
