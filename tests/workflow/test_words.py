"""Words as they stand now: title and body after corrections, and once they were erased."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from attrs import evolve

import sp4n
from sp4n.errors import InvalidValue
from sp4n.labels import Label
from sp4n.model import Actor, Complaint, Text, Texts
from sp4n.workflow import (
    LAPOR,
    Case,
    Command,
    CommandField,
    CommandKind,
    Procedure,
    Transition,
    commands,
    replay,
)

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
TUE_2026_01_06 = datetime(2026, 1, 6, 2, 30, tzinfo=UTC)
TITLE, BODY = "Jalan berlubang", "Jalan di depan pasar berlubang."
NEW_TITLE, NEW_BODY = "Jalan pasar berlubang", "Jalan di depan pasar berlubang, dalam."

Make = Callable[..., Complaint]
Who = Callable[[str], Actor]


@pytest.fixture
def verified(procedure: Procedure, complaint: Make, who: Who) -> Callable[..., Case]:
    """Make a case verified by the city, with whatever corrections."""

    def make(**corrections: str) -> Case:
        case = procedure.receive(complaint(), at=MON_2026_01_05)
        command = commands.verify(to="DPU", **corrections)
        return procedure.perform(case, command, by=who("kota-admin"), at=TUE_2026_01_06)

    return make


Verified = Callable[..., Case]


@pytest.mark.parametrize(
    ("corrections", "expected"),
    [
        ({}, (TITLE, BODY)),
        ({"title": NEW_TITLE}, (NEW_TITLE, BODY)),
        ({"body": NEW_BODY}, (TITLE, NEW_BODY)),
        ({"title": NEW_TITLE, "body": NEW_BODY}, (NEW_TITLE, NEW_BODY)),
        ({"category": "Jalan"}, (TITLE, BODY)),
    ],
)
def test_words_follow_the_corrections(
    corrections: dict[str, str], expected: tuple[str, str], verified: Verified
) -> None:
    """Each for itself; what was submitted stays as it was."""
    case = verified(**corrections)

    assert expected == (case.title, case.body)
    assert (TITLE, BODY) == (case.complaint.title, case.complaint.body)


def test_the_last_correction_counts(procedure: Procedure, verified: Verified, who: Who) -> None:
    """Of each part its own."""
    case = verified(title="Jalan", body=NEW_BODY)
    back = commands.return_to_sender(why="Bukan kami.")
    case = procedure.perform(case, back, by=who("dpu-liaison"), at=TUE_2026_01_06)
    again = commands.verify(to="DPU", title=NEW_TITLE)
    case = procedure.perform(case, again, by=who("kota-admin"), at=TUE_2026_01_06)

    assert (NEW_TITLE, NEW_BODY) == (case.title, case.body)


def test_a_citys_own_command_corrects_too(directory: Any, complaint: Make, who: Who) -> None:
    """Its fields are called as the parts; a command that doesn't correct changes nothing."""
    fields = [CommandField(name, "text", text_kind=name) for name in ("title", "body")]
    kinds = [
        CommandKind(code, Label(id=code, en=code), fields, effects)
        for code, effects in (("mend", ["correct"]), ("remark", []))
    ]
    rows = [Transition("verified", kind.code, ("operator",), "verified") for kind in kinds]
    table = evolve(
        LAPOR, version="own/1", commands=(*LAPOR.commands, *kinds),
        transitions=(*LAPOR.transitions, *rows),
    )  # fmt: skip
    own = Procedure(table, directory, sp4n.indonesia())
    case = own.adopt(complaint(), status="verified", holder="DPU", source="x", at=MON_2026_01_05)
    for command in (
        Command("mend", {"body": NEW_BODY}),
        Command("remark", {"title": "Catatan", "body": "Catatan petugas."}),
    ):
        case = own.perform(case, command, by=who("dpu-operator"), at=TUE_2026_01_06)

    assert (TITLE, NEW_BODY) == (case.title, case.body)


@pytest.mark.parametrize("texts", [Texts(), None])
def test_a_correction_that_is_not_at_hand_brings_nothing_back(
    texts: Texts | None, verified: Verified
) -> None:
    """Stored elsewhere or erased: what an admin took out is not what the next office sees."""
    case = verified(body=NEW_BODY)
    key = "1000001/2/corrected_body"
    without = evolve(case, texts=case.texts.erase(key) if texts is None else texts)

    assert (TITLE, None) == (without.title, without.body)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("title",), (None, NEW_BODY)),
        (("body",), (TITLE, None)),
        (("title", "body"), (None, None)),
        (("1000001/2/corrected_body",), (TITLE, None)),
        ((), (TITLE, NEW_BODY)),
    ],
)
def test_what_is_erased_is_gone_in_every_version(
    names: tuple[str, ...], expected: tuple[str | None, str | None], verified: Verified
) -> None:
    """And the history is whole: a document of it loads, and says what was erased."""
    case = verified(body=NEW_BODY)
    erased = case.erase(*names)
    document = json.dumps(sp4n.dump(erased))
    loaded = cast("Case", sp4n.load(json.loads(document)))

    assert (case.events, case.status, case.holders) == (
        erased.events,
        erased.status,
        erased.holders,
    )
    for one in (erased, loaded):
        assert expected == (one.title, one.body)
    assert ("title" not in names) == (TITLE in document)
    assert loaded == erased
    if "body" in names:
        assert BODY not in document
        assert NEW_BODY not in document


def test_a_text_that_is_not_there_is_not_erased(verified: Verified) -> None:
    """A misspelt key is told, since somebody believes it gone."""
    with pytest.raises(KeyError):
        verified(body=NEW_BODY).erase("1000001/2/corected_body")


def test_an_erased_complaint_says_so(complaint: Make) -> None:
    """A mark in the document, and empty words, which nothing else may have."""
    given = complaint()
    erased = given.erase(title=False)

    assert (TITLE, "", True) == (erased.title, erased.body, erased.erased)
    assert (TITLE, None) == (erased.words("title"), erased.words("body"))
    assert {"body": "", "erased": True}.items() <= sp4n.dump(erased)["complaint"].items()
    assert "erased" not in sp4n.dump(given)["complaint"]
    assert sp4n.load(sp4n.dump(erased)) == erased
    assert given != erased
    with pytest.raises(InvalidValue):
        evolve(erased, erased=False)
    with pytest.raises(InvalidValue):
        evolve(given, erased=1)  # type: ignore[arg-type]
    with pytest.raises(InvalidValue):
        evolve(erased, title="x" * 301)


def test_a_register_without_words_is_not_erased(complaint: Make) -> None:
    """It never had any."""
    recorded = complaint(title="", body="", recorded=True)

    assert ("", "") == (recorded.words("title"), recorded.words("body"))


def test_an_erased_complaint_is_routed_by_its_fields() -> None:
    """It has no words, as some registers have none; nothing fails, and nobody is left out."""
    policy = sp4n.sample_policy()
    for one in sp4n.sample_complaints(60):
        route = policy.route(one.erase())

        assert route.agency in policy.directory
        assert () == tuple(word for clause in route.decision.clauses for word in clause.found)


def test_an_erased_history_can_be_replayed_and_goes_on(
    procedure: Procedure, verified: Verified, who: Who
) -> None:
    """Words decide nothing afterwards."""
    case = verified(title=NEW_TITLE, body=NEW_BODY).erase("title", "body")
    after = procedure.perform(
        case, commands.follow_up(answer="Sudah."), by=who("dpu-liaison"), at=TUE_2026_01_06
    )

    assert () == replay(procedure, case)
    assert (None, None) == (after.title, after.body)


def test_what_is_shown_of_a_case_shows_no_words(verified: Verified) -> None:
    """Neither repr has them, corrected or not."""
    case = verified(title=NEW_TITLE, body=NEW_BODY)

    for shown in (repr(case), repr(case.events), repr(case.complaint), repr(case.texts)):
        assert "pasar" not in shown
    assert isinstance(case.texts["1000001/2/corrected_body"], Text)
