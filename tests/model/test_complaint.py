"""Complaints: what was submitted, as it was submitted."""

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import attrs
import pytest

from sp4n.errors import InvalidValue
from sp4n.model import Attachment, Classification, Complaint, Region
from sp4n.model.complaint import CLASSIFICATION_LABELS

Faults = Callable[[Callable[[], object]], list[tuple[str, str]]]
Make = Callable[..., Complaint]


def test_a_complaint_needs_four_fields(complaint: Make) -> None:
    """Everything else is unknown, or no."""
    made = complaint()

    unknown = ("occurred_on", "classification", "category", "region", "channel")
    assert [None] * 7 == [getattr(made, name) for name in (*unknown, "target_agency", "reporter")]
    assert (False, False) == (made.anonymous, made.confidential)
    assert (frozenset(), ()) == (made.accused, made.attachments)


def test_plain_words_become_values(complaint: Make) -> None:
    """Region and classification may be given as strings; one accused agency may stand alone."""
    made = complaint(
        region="99.71", classification="oversight", accused="DPU", attachments=[Attachment("k")]
    )

    assert Region("99.71") == made.region
    assert Classification.OVERSIGHT is made.classification
    assert frozenset({"DPU"}) == made.accused
    assert (Attachment("k"),) == made.attachments


def test_every_classification_has_a_label() -> None:
    """In both languages."""
    assert set(Classification) == set(CLASSIFICATION_LABELS)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"number": ""}, ("complaint.number", "empty")),
        ({"number": 1_000_001}, ("complaint.number", "wrong_type")),
        ({"number": "1" * 65}, ("complaint.number", "too_long")),
        ({"number": "7\nFAKE"}, ("complaint.number", "control_character")),
        ({"number": "\x1b[2J"}, ("complaint.number", "control_character")),
        ({"title": " \t\n"}, ("complaint.title", "empty")),
        ({"title": "\u200b\u2060"}, ("complaint.title", "empty")),
        ({"title": "\u3164"}, ("complaint.title", "empty")),
        ({"title": "x" * 301}, ("complaint.title", "too_long")),
        ({"body": ""}, ("complaint.body", "empty")),
        ({"body": "x" * 3_001}, ("complaint.body", "too_long")),
        ({"body": b"x"}, ("complaint.body", "wrong_type")),
        ({"body": "lubang \ud83d"}, ("complaint.body", "not_unicode")),
        (
            {"submitted_at": datetime(2026, 1, 5, 8, 0)},  # noqa: DTZ001
            ("complaint.submitted_at", "naive_datetime"),
        ),
        ({"submitted_at": date(2026, 1, 5)}, ("complaint.submitted_at", "wrong_type")),
        ({"submitted_at": "2026-01-05"}, ("complaint.submitted_at", "wrong_type")),
        ({"occurred_on": "2026-01-05"}, ("complaint.occurred_on", "wrong_type")),
        (
            {"occurred_on": datetime(2026, 1, 5, tzinfo=UTC)},
            ("complaint.occurred_on", "not_a_plain_date"),
        ),
        ({"classification": "abuse"}, ("complaint.classification", "not_one_of")),
        ({"classification": 1}, ("complaint.classification", "not_one_of")),
        ({"category": 7}, ("complaint.category", "wrong_type")),
        ({"category": "x" * 201}, ("complaint.category", "too_long")),
        ({"region": "32.7"}, ("complaint.region", "bad_region_code")),
        ({"region": 32}, ("complaint.region", "bad_region_code")),
        ({"category": "Jalan\u202e"}, ("complaint.category", "control_character")),
        ({"channel": ["SMS"]}, ("complaint.channel", "wrong_type")),
        ({"anonymous": "yes"}, ("complaint.anonymous", "wrong_type")),
        ({"confidential": None}, ("complaint.confidential", "wrong_type")),
        ({"target_agency": "Dinas PU"}, ("complaint.target_agency", "bad_code")),
        ({"accused": ["DPU", "Dinas PU"]}, ("complaint.accused", "bad_code")),
        ({"accused": [7, "DPU"]}, ("complaint.accused", "wrong_type")),
        ({"accused": 5}, ("complaint.accused", "wrong_type")),
        ({"accused": None}, ("complaint.accused", "wrong_type")),
        ({"attachments": None}, ("complaint.attachments", "wrong_type")),
        ({"attachments": "k"}, ("complaint.attachments", "wrong_type")),
        ({"attachments": ["k"]}, ("complaint.attachments[0]", "wrong_type")),
        ({"reporter": "Nama Orang"}, ("complaint.reporter", "bad_code")),
    ],
)
def test_bad_fields_are_refused(
    fields: dict[str, Any], expected: tuple[str, str], complaint: Make, faults: Faults
) -> None:
    """Each field says what is wrong with it, and where."""
    assert [expected] == faults(lambda: complaint(**fields))


def test_all_faults_are_told_at_once(complaint: Make, faults: Faults) -> None:
    """A bad region or class hides nothing else."""
    assert [
        ("complaint.title", "empty"),
        ("complaint.body", "too_long"),
        ("complaint.submitted_at", "naive_datetime"),
        ("complaint.classification", "not_one_of"),
        ("complaint.region", "bad_region_code"),
    ] == faults(
        lambda: complaint(
            title="",
            body="x" * 3_412,
            submitted_at=datetime(2026, 1, 5),  # noqa: DTZ001
            classification="abuse",
            region="32.7",
        )
    )


def test_a_body_over_the_limit_says_both_lengths(complaint: Make) -> None:
    """LAPOR!'s limit is 3,000 characters; code points are counted, not bytes."""
    assert 3_000 == len(complaint(body="😭" * 3_000).body)
    with pytest.raises(InvalidValue) as caught:
        complaint(body="x" * 3_412)
    assert (3_412, 3_000) == (caught.value.faults[0]["length"], caught.value.faults[0]["limit"])


def test_blank_categories_and_channels_are_kept(complaint: Make) -> None:
    """A form that leaves them empty must not cost the citizen the complaint."""
    made = complaint(category="", channel=" ")

    assert ("", " ") == (made.category, made.channel)


def test_anonymous_and_confidential_are_independent(complaint: Make) -> None:
    """All four combinations are possible."""
    for anonymous in (False, True):
        for confidential in (False, True):
            made = complaint(anonymous=anonymous, confidential=confidential)
            assert (anonymous, confidential) == (made.anonymous, made.confidential)


def test_the_repr_leaks_nothing(complaint: Make) -> None:
    """Lengths stand for the texts, and the reporter's key is left out."""
    made = complaint(title="Judul rahasia", body="Isi rahasia", reporter="r-secret")

    for shown in (repr(made), str(made), f"{made}"):
        assert "rahasia" not in shown
        assert "secret" not in shown
        assert "title=<13 characters>, body=<11 characters>" in shown


def test_the_repr_shows_no_name_that_a_door_filled_in(complaint: Make) -> None:
    """Category, channel and the attachments' names by their lengths; codes and flags in full."""
    made = complaint(
        category="Pelapor Rahasia",
        channel="rahasia",
        attachments=[Attachment("rahasia.jpg", "rahasia/jpeg", 7), Attachment("rahasia")],
        region="99.71",
        classification="oversight",
        confidential=True,
    )

    assert "rahasia" not in repr(made).casefold()
    assert (
        "attachments=(Attachment(key=<11 characters>, media_type=<12 characters>, size_bytes=7), "
        "Attachment(key=<7 characters>, media_type=None, size_bytes=None))"
    ) in repr(made)
    for shown in (
        "number='1000001'", "classification=<Classification.OVERSIGHT: 'oversight'>",
        "category=<15 characters>", "region=Region('99.71')", "channel=<7 characters>",
        "anonymous=False", "confidential=True",
    ):  # fmt: skip
        assert shown in repr(made)
    assert "category=None" in repr(complaint())


@pytest.mark.parametrize(
    "fields",
    [
        {"region": "Budi Santoso minta suap"},
        {"region": "0800-0000-0000"},
        {"region": 9_999_000_000_000_000},
        {"region": "budi@example.invalid"},
        {"classification": "Nama saya Budi"},
        {"accused": ["Pak Budi"]},
        {"target_agency": "Pak Budi"},
    ],
)
def test_words_in_the_wrong_column_are_not_repeated(
    fields: dict[str, Any], complaint: Make
) -> None:
    """A mixed-up table must not put names and numbers of people into a log."""
    with pytest.raises(InvalidValue) as caught:
        complaint(**fields)

    told = f"{caught.value} {caught.value!r} {caught.value.to_dict('id')}".casefold()
    assert not any(secret in told for secret in ("budi", "0800", "9999"))


def test_a_refusal_leaks_nothing(complaint: Make) -> None:
    """Neither texts nor what stands where a key should be, in str, repr, traceback or JSON."""
    with pytest.raises(InvalidValue) as caught:
        complaint(body="rahasia " * 500, title="rahasia " * 50, reporter="Nama Rahasia")

    told = f"{caught.value} {caught.value!r} {caught.value.to_dict('id')}"
    assert "rahasia" not in told.casefold()


def test_a_complaint_is_a_value(complaint: Make) -> None:
    """The instant counts, not the zone in which it is written."""
    made = complaint(region="99.71", accused={"A", "B"}, attachments=[Attachment("k", None, 0)])
    wib = timezone(timedelta(hours=7))
    elsewhere = attrs.evolve(made, submitted_at=datetime(2026, 1, 5, 9, 30, tzinfo=wib))

    assert made == copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == elsewhere
    assert hash(made) == hash(elsewhere)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.number = "2"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"key": ""}, ("attachment.key", "empty")),
        ({"key": None}, ("attachment.key", "wrong_type")),
        ({"media_type": ""}, ("attachment.media_type", "empty")),
        ({"size_bytes": -1}, ("attachment.size_bytes", "too_small")),
        ({"size_bytes": True}, ("attachment.size_bytes", "wrong_type")),
        ({"size_bytes": "2 MB"}, ("attachment.size_bytes", "wrong_type")),
    ],
)
def test_bad_attachments_are_refused(
    fields: dict[str, Any], expected: tuple[str, str], faults: Faults
) -> None:
    """An attachment is a reference with a size that may be."""
    given: dict[str, Any] = {"key": "file-1"} | fields

    assert [expected] == faults(lambda: Attachment(**given))
