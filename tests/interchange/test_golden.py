"""Golden documents: what stores hold since the first version is read and written for ever."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sp4n.interchange import dump, load
from sp4n.model import Classification, Complaint, Texts
from sp4n.workflow import Case, Effect, Phase

GOLDEN = Path(__file__).parent.parent / "data" / "golden"
NAMES = sorted(path.stem for path in GOLDEN.glob("*.json"))


def text_of(name: str) -> str:
    return (GOLDEN / f"{name}.json").read_bytes().decode()


def test_every_golden_document_is_listed() -> None:
    """The README of the folder names each one, and says that none is ever edited."""
    readme = (GOLDEN / "README.md").read_text(encoding="utf-8")

    assert 7 == len(NAMES)
    assert all(f"`{name}.json`" in readme for name in NAMES)
    assert "never edited" in readme


@pytest.mark.parametrize("name", NAMES)
def test_golden_documents_load_and_dump_byte_for_byte(name: str) -> None:
    """Nothing is lost, added, reordered or respelt."""
    document = json.loads(text_of(name))
    written = json.dumps(dump(load(document)), ensure_ascii=False, indent=2) + "\n"

    assert text_of(name) == written


def golden(name: str) -> object:
    return load(json.loads(text_of(name)))


def test_the_golden_complaint_means_what_it_says() -> None:
    """Each key arrives in its field."""
    complaint = golden("complaint")

    assert isinstance(complaint, Complaint)
    assert datetime(2026, 1, 5, 2, 30, 0, 250_000, tzinfo=UTC) == complaint.submitted_at
    assert date(2025, 12, 15) == complaint.occurred_on
    assert Classification.SERVICE is complaint.classification
    assert "99.71.01.1001" == str(complaint.region)
    assert frozenset({"KEC-1", "KEL-1.2"}) == complaint.accused
    assert ["file-0001", "file-0002"] == [one.key for one in complaint.attachments]
    assert [183_044, None] == [one.size_bytes for one in complaint.attachments]
    assert (True, True) == (complaint.anonymous, complaint.confidential)


def test_the_golden_case_means_what_it_says() -> None:
    """The fold of its events, with one that this version does not know among them."""
    case = golden("case")

    assert isinstance(case, Case)
    assert (8, "followed_up", Phase.ANSWERED) == (case.version, case.status, case.phase)
    assert (("DPU",), (), ("DISHUB",)) == (case.holders, case.senders[1:], case.tried)
    assert ("lapor/1", "DPU") == (case.workflow, case.proposed)
    assert (Classification.SERVICE, "Lampu Jalan") == (case.classification, case.category)
    assert case.is_confidential
    assert not case.is_adopted
    assert "Sudah ditambal." == case.texts["9000003/8/answer"].body
    assert case.texts["9000003/3/addition"].body is None
    assert "merge" == case.events[5].kind
    assert (Effect.ASSIGN, Effect.CORRECT) == case.events[3].effects


def test_the_golden_adopted_case_means_what_it_says() -> None:
    """What happened elsewhere is not invented."""
    case = golden("case_adopted")

    assert isinstance(case, Case)
    assert case.is_adopted
    assert ("closed_by_reporter", "lapor-export") == (case.status, case.events[0].fact("source"))
    assert 0 == len(case.texts)


def test_the_golden_events_mean_what_they_say() -> None:
    """Unknown kinds keep number, facts and foreign keys."""
    events = golden("events")

    assert isinstance(events, tuple)
    assert [12, 13, 14] == [event.number for event in events]
    assert (-1, False, "") == tuple(events[1].fact(name) for name in ("times", "flag", "text"))
    assert ["appeal", "zz"] == list(json.loads(events[1].extra))
    assert "unclear" == events[0].reason
    assert () == golden("events_none")


def test_the_golden_texts_mean_what_they_say() -> None:
    """An erased text keeps its key."""
    texts = golden("texts")

    assert isinstance(texts, Texts)
    assert [False, True, False] == [text.body is None for text in texts]
