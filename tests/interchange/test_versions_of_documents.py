"""Versions of documents: what a later one adds is kept, and decides nothing."""

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue
from sp4n.interchange import FormatError, dump, load, read_complaints, read_items
from sp4n.model import Actor, Additions, Attachment, Complaint, Text, Texts
from sp4n.workflow import Case

Row = Callable[..., dict[str, Any]]
Faults = Callable[[object], list[tuple[str, str]]]
ADDED: dict[str, Any] = {"priority": {"level": 3, "why": ["Ω", None, 0.5]}, "zz": True}


@pytest.fixture
def later(case: Case) -> dict[str, Any]:
    """A case as a later minor version might write it: with something new at every place."""
    attached = evolve(case.complaint, attachments=[Attachment("file-1")])
    document: dict[str, Any] = json.loads(json.dumps(dump(Case(attached, case.events))))
    document["schema"] = "sp4n/case/1.7"
    document["texts"] = []
    for place in (
        document,
        document["complaint"],
        document["complaint"]["attachments"][0],
        document["events"][0],
        document["events"][0]["by"],
    ):
        place.update(ADDED)
    return document


def test_what_needs_nothing_new_is_written_as_major_version_one(case: Case) -> None:
    """So that every reader of version 1 takes it."""
    for value in (case, case.complaint, case.events, case.texts):
        assert dump(value)["schema"].endswith("/1")
        assert dump(value) == dump(load(dump(value)))


def test_a_later_minor_version_comes_back_as_it_was(later: dict[str, Any]) -> None:
    """Complaint, attachment, actor, event and envelope, with the version's number."""
    case = load(later)

    assert isinstance(case, Case)
    assert later == dump(case)
    assert Additions(7, json.dumps(ADDED, ensure_ascii=False)) == case.additions
    assert later == dump(load(dump(case)))
    assert later == dump(pickle.loads(pickle.dumps(case)))
    assert later == dump(copy.deepcopy(case))


def test_parts_keep_what_was_added_to_them(later: dict[str, Any], complaint: Complaint) -> None:
    """A complaint taken out of such a case is of that minor version; one without is of none."""
    case = load(later)
    assert isinstance(case, Case)

    assert ("sp4n/complaint/1.7", 3) == (
        dump(case.complaint)["schema"], dump(case.complaint)["complaint"]["priority"]["level"],
    )  # fmt: skip
    assert "sp4n/events/1.7" == dump(case.events)["schema"]
    assert "sp4n/events/1" == dump(case.events[1])["schema"]
    assert "sp4n/complaint/1" == dump(complaint)["schema"]


@pytest.mark.parametrize("kind", ["texts", "events"])
def test_envelopes_of_parts_keep_what_was_added(kind: str, event_row: Row) -> None:
    """Though what is read is a list in all other respects."""
    rows = {"texts": [{"key": "1/2/x", "kind": "x", "body": None} | ADDED], "events": [event_row()]}
    document = {"schema": f"sp4n/{kind}/1.12", kind: rows[kind], **ADDED}

    assert document == dump(load(document))


def test_a_case_keeps_its_additions_as_it_goes_on(later: dict[str, Any], event_row: Row) -> None:
    """Whatever is decided by a version that doesn't know what they mean."""
    case = load(later)
    assert isinstance(case, Case)
    events = load(
        {"schema": "sp4n/events/1", "events": [event_row(3, kind="x")], "case": case.number}
    )
    assert isinstance(events, tuple)
    after = case.apply(events[0])
    before = after.as_of(case.events[0].at)

    assert before is not None
    assert case.additions == after.additions == before.additions is not None
    assert later["priority"] == dump(after)["priority"]


def test_in_a_known_version_unknown_keys_are_typing_errors(
    later: dict[str, Any], faults: Faults
) -> None:
    """Except in events, which have a version of their own."""
    assert [
        ("complaint.attachments[0].priority", "unknown_key"),
        ("complaint.attachments[0].zz", "unknown_key"),
        ("complaint.priority", "unknown_key"),
        ("complaint.zz", "unknown_key"),
        ("events[0].by.priority", "unknown_key"),
        ("events[0].by.zz", "unknown_key"),
        ("priority", "unknown_key"),
        ("zz", "unknown_key"),
    ] == faults(later | {"schema": "sp4n/case/1"})


@pytest.mark.parametrize(
    "schema",
    [
        "sp4n/case/2", "sp4n/case/2.1", "sp4n/case/10", "sp4n/case/1.0", "sp4n/case/1.",
        "sp4n/case/", "sp4n/case/\u0661",
        "sp4n/case/01", "sp4n/case/1.01", "sp4n/case/1.12345", "sp4n/case/1\n",
        "sp4n/cases/1", "SP4N/case/1", "sp4n/case/1.-1", "sp4n/case/1.1.1", "", "x" * 5_000,
    ],
)  # fmt: skip
def test_other_schemas_are_refused(schema: str, later: dict[str, Any], faults: Faults) -> None:
    """A later major version, and whatever is no version."""
    assert [("schema", "unknown_schema")] == faults(later | {"schema": schema})


@pytest.mark.parametrize(("language", "advice"), [("en", "update sp4n"), ("id", "perbarui sp4n")])
def test_a_later_major_version_says_what_to_do(language: Any, advice: str) -> None:
    """In both languages."""
    with pytest.raises(FormatError) as caught:
        load({"schema": "sp4n/case/2"})

    assert advice in caught.value.describe(language)
    assert "'sp4n/case/2'" in caught.value.describe(language)


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"Number": 1}, "looks_known"),
        ({" title": 1}, "looks_known"),
        ({"\uff42ody": 1}, "looks_known"),
        ({"a\nb": 1}, "control_character"),
        ({"": 1}, "empty"),
        ({"x" * 201: 1}, "too_long"),
        ({7: 1}, "wrong_type"),
        ({"later": {7: 1}}, "wrong_type"),
        ({"later": {1, 2}}, "wrong_type"),
        ({"later": float("nan")}, "wrong_type"),
        ({"later": 2**2_000}, "wrong_type"),
        ({"later": "\ud800"}, "not_unicode"),
        ({"later": {"\ud800": 1}}, "not_unicode"),
    ],
    ids=repr,
)
def test_what_could_pretend_or_not_be_written_again_is_no_addition(
    keys: dict[Any, Any], code: str, complaint: Complaint, faults: Faults
) -> None:
    """A key that looks like a known one, and values that are no JSON."""
    document = dump(complaint) | {"schema": "sp4n/complaint/1.1"}
    document["complaint"] |= keys

    assert [code] == [found for _, found in faults(document)]


def test_no_addition_can_take_the_place_of_what_a_value_has(case: Case) -> None:
    """Neither when it is made in a program."""
    closed = Additions(1, '{"kind": "system", "title": "Palsu", "body": "Palsu", "events": []}')
    for make in (
        lambda: evolve(case.complaint, additions=closed),
        lambda: Actor.system().__class__("system", additions=closed),
        lambda: Text("1/2/x", "x", None, additions=closed),
        lambda: Case(case.complaint, case.events, additions=closed),
        lambda: Attachment("k", additions=Additions(1, '{"KEY": 1}')),
        lambda: Texts((), additions=Additions(1, '{"texts": 1}')),
    ):
        with pytest.raises(InvalidValue) as caught:
            make()
        assert {"looks_known"} == {one.code for one in caught.value.faults}


def test_additions_decide_nothing(later: dict[str, Any]) -> None:
    """The case is what it is without them."""
    case, plain = load(later), load(_without_additions(later))

    assert isinstance(case, Case)
    assert isinstance(plain, Case)
    assert (plain.status, plain.holders, plain.version) == (case.status, case.holders, case.version)


def _without_additions(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_additions(one) for one in value]
    if isinstance(value, dict):
        return {
            name: _without_additions(inner) for name, inner in value.items() if name not in ADDED
        }
    return value


@pytest.mark.parametrize("given", [0, -1, 10_000, True, "1", None])
def test_a_minor_version_is_a_number_from_one(given: Any) -> None:
    """Version 0 has no additions."""
    with pytest.raises(InvalidValue):
        Additions(given, "{}")


def test_files_of_a_later_version_are_read(later: dict[str, Any]) -> None:
    """By whoever reads complaints or cases from a file, too; and not shown in a repr."""
    (complaint,) = read_complaints(json.dumps([later]))
    (case,) = read_items(json.dumps([later]))

    assert complaint.additions is not None
    assert later == dump(case)
    assert "priority" not in repr((complaint, case, complaint.additions))
    with pytest.raises(FormatError, match="update sp4n"):
        read_items(json.dumps([later | {"schema": "sp4n/case/2"}]))
    with pytest.raises(FormatError, match="update sp4n"):
        read_complaints(json.dumps([later | {"schema": "sp4n/complaint/3"}]))


def test_deep_and_endless_values_are_refused_soon(complaint: Complaint, faults: Faults) -> None:
    """A hundred levels are enough; a list that holds itself never ends."""
    deep: Any = 1
    for _ in range(101):
        deep = [deep]
    endless: list[Any] = []
    endless.append(endless)
    wide: Any = []
    for _ in range(60):  # 2 ** 60 values, if they were written out
        wide = [wide, wide]
    document = dump(complaint) | {"schema": "sp4n/complaint/1.1"}
    document |= {"complaint": document["complaint"] | {"a": deep, "b": endless, "c": wide}}

    assert [
        ("complaint.a", "too_deep"), ("complaint.b", "too_deep"), ("complaint.c", "too_many"),
    ] == faults(document)  # fmt: skip


def test_only_additions_are_additions(complaint: Complaint) -> None:
    """No bare table and no text; and their keys are the text of a JSON object."""
    wrong: Any = {"priority": 3}
    for make in (
        lambda: evolve(complaint, additions=wrong),
        lambda: Additions(1, wrong),
        lambda: Additions(1, "[]"),
        lambda: Additions(1, "{"),
    ):
        with pytest.raises(InvalidValue) as caught:
            make()
        assert ["wrong_type"] == [one.code for one in caught.value.faults]


def test_a_document_of_another_kind_holds_no_complaint(event_row: Row) -> None:
    """Texts and events are read by `load` alone."""
    for document in (
        {"schema": "sp4n/texts/1", "texts": []},
        {"schema": "sp4n/events/1", "events": [event_row()]},
    ):
        with pytest.raises(FormatError) as caught:
            read_complaints(json.dumps([document]))
        assert {"unknown_key", "missing"} == {one.code for one in caught.value.faults}
