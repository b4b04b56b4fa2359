"""Complaints taken over from another register keep texts that LAPOR!'s form would not take."""

from datetime import UTC, datetime

import pytest

from sp4n.errors import InvalidValue
from sp4n.interchange import dump, load
from sp4n.model import Complaint

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
LONG_TITLE, LONG_BODY = "j" * 301, "x" * 3_001


def faults_of(title: str, body: str, *, recorded: object) -> list[tuple[str, str, object]]:
    """The place, code and limit of every fault."""
    with pytest.raises(InvalidValue) as caught:
        Complaint("1", title, body, MON_2026_01_05, recorded=recorded)  # type: ignore[arg-type]
    return [(one.where, one.code, dict(one.facts).get("limit")) for one in caught.value.faults]


def test_a_recorded_complaint_may_be_longer_than_the_form_takes() -> None:
    """A citizen's own is not: 300 and 3,000 characters are the most."""
    recorded = Complaint("1", LONG_TITLE, LONG_BODY, MON_2026_01_05, recorded=True)

    assert (301, 3_001) == (len(recorded.title), len(recorded.body))
    assert [
        ("complaint.title", "too_long", 300),
        ("complaint.body", "too_long", 3_000),
    ] == faults_of(LONG_TITLE, LONG_BODY, recorded=False)


def test_a_recorded_complaint_has_a_ceiling_too() -> None:
    """A million characters, and the other rules for texts."""
    assert [
        ("complaint.title", "empty", None),
        ("complaint.body", "too_long", 1_000_000),
    ] == faults_of(" ", "x" * 1_000_001, recorded=True)


def test_recorded_is_true_or_false() -> None:
    """Another value is refused, and lifts no limit."""
    assert [
        ("complaint.body", "too_long", 3_000),
        ("complaint.recorded", "wrong_type", None),
    ] == faults_of("Jalan", LONG_BODY, recorded="yes")


def test_a_recorded_complaint_is_written_and_read() -> None:
    """The key is there when it is true only, so that older documents stay as they are."""
    long = Complaint("1", LONG_TITLE, LONG_BODY, MON_2026_01_05, recorded=True)
    short = Complaint("1", "Jalan", "Berlubang.", MON_2026_01_05)

    assert long == load(dump(long))
    assert dump(long)["complaint"]["recorded"] is True
    assert "recorded" not in dump(short)["complaint"]
