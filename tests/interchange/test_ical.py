"""Days off and deadlines as calendar files, read again by the package that others use too."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from icalendar import Calendar

from sp4n.commandline import main
from sp4n.errors import InvalidValue, MissingExtra
from sp4n.interchange.ical import Entry, days_off, to_ical
from sp4n.workdays import OutsideKnownRange, indonesia

# The weekdays and weekends off in 2026 by SKB 3 Menteri 1497/2025, but for weekends in themselves,
# typed by hand from the decree: national holidays, then joint leave
NATIONAL_2026 = {
    (1, 1), (1, 16), (2, 17), (3, 19), (3, 21), (3, 22), (4, 3), (4, 5), (5, 1), (5, 14), (5, 27),
    (5, 31), (6, 1), (6, 16), (8, 17), (8, 25), (12, 25),
}  # fmt: skip
JOINT_2026 = {
    (2, 16), (3, 18), (3, 20), (3, 23), (3, 24), (5, 15), (5, 28), (12, 24),
}  # fmt: skip


def events(written: bytes) -> list[Any]:
    return [one for one in Calendar.from_ical(written).walk() if one.name == "VEVENT"]


def test_a_year_has_its_holidays_and_joint_leave() -> None:
    """As the decree has them; no plain weekend among them."""
    found = events(to_ical(days_off(indonesia(), 2026)))

    assert {date(2026, *day) for day in NATIONAL_2026 | JOINT_2026} == {
        one.decoded("dtstart") for one in found
    }
    assert len(found) == len(NATIONAL_2026 | JOINT_2026)


def test_what_may_move_is_tentative() -> None:
    """A feast before its sighting, as known in January 2026; and a year without a decree."""
    known = indonesia(as_of=date(2026, 1, 5))
    status = {
        one.decoded("dtstart"): one["status"] for one in events(to_ical(days_off(known, 2026)))
    }

    assert ("CONFIRMED", "TENTATIVE") == (status[date(2026, 1, 1)], status[date(2026, 3, 21)])
    assert {"TENTATIVE"} == {one["status"] for one in events(to_ical(days_off(known, 2029)))}


def test_a_day_keeps_its_identity_in_every_language() -> None:
    """And is stamped with the signing of its decree, so that the same file comes back."""
    first, again = (to_ical(days_off(indonesia(), 2026, language)) for language in ("en", "id"))

    assert first != again
    assert first == to_ical(days_off(indonesia(), 2026))
    assert [one["uid"] for one in events(first)] == [one["uid"] for one in events(again)]
    assert len({one["uid"] for one in events(first)}) == len(events(first))
    assert datetime(2025, 9, 19, tzinfo=UTC) == events(first)[0].decoded("dtstamp")


def test_an_instant_is_written_in_utc() -> None:
    """Wherever it was said."""
    at = datetime(2026, 3, 31, 16, 0, tzinfo=timezone(timedelta(hours=9)))
    (event,) = events(
        to_ical([Entry(at, "Jatuh tempo; X-0001, tahap 2\nbaris", key="X-0001")], "A")
    )

    assert datetime(2026, 3, 31, 7, 0, tzinfo=UTC) == event.decoded("dtstart")
    assert "Jatuh tempo; X-0001, tahap 2\nbaris" == str(event["summary"])


def test_lines_are_short_and_end_as_the_standard_says() -> None:
    """75 octets at most, and CR LF."""
    lines = to_ical([Entry(date(2026, 3, 31), "Jatuh tempo " * 30)]).split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)


@pytest.mark.parametrize("year", [0, "2026", None, 10_000])
def test_a_year_is_a_number(year: Any) -> None:
    """Of four digits."""
    with pytest.raises(InvalidValue):
        days_off(indonesia(), year)


def test_an_unknown_year_is_not_guessed() -> None:
    """The calendar ends with 2029."""
    with pytest.raises(OutsideKnownRange):
        days_off(indonesia(), 2031)


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to type."""
    monkeypatch.setitem(__import__("sys").modules, "icalendar", None)
    with pytest.raises(MissingExtra, match=r"sp4n\[ical\]"):
        to_ical([])


Written = Callable[..., bytes]


@pytest.fixture
def written(capfdbinary: pytest.CaptureFixture[bytes]) -> Written:
    """What the command prints; it has to succeed."""

    def run(*arguments: str) -> bytes:
        assert 0 == main(["ics", *arguments])
        return capfdbinary.readouterr().out

    return run


def test_the_command_writes_a_deadline(written: Written) -> None:
    """Five working days after Tuesday 17 March 2026 end on the 31st."""
    (event,) = events(written("2026-03-17", "5", "--summary", "X-0001"))

    assert (date(2026, 3, 31), "X-0001") == (event.decoded("dtstart"), str(event["summary"]))
    assert "joint leave" in str(event["description"])


def test_the_command_writes_an_instant_and_a_year(written: Written) -> None:
    """By day and night; and a year's days off with a closure of one's own."""
    (event,) = events(written("2026-03-16T15:30", "1", "x", "24", "jam"))
    year = events(written("--year", "2026", "--closure", "2026-05-04=Hari Jadi"))

    assert datetime(2026, 3, 17, 8, 30, tzinfo=UTC) == event.decoded("dtstart")
    assert date(2026, 5, 4) in [one.decoded("dtstart") for one in year]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 1),
        (["2026-03-17"], 1),
        (["2026-03-17", "5", "--year", "2026"], 1),
        (["--year", "2031"], 1),
        (["x", "5"], 2),
    ],
)
def test_the_command_refuses_what_is_nothing(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says what it needs."""
    assert code == main(["ics", *arguments])
    assert capsys.readouterr().err


def test_the_command_writes_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    """With the calendar file in it, and how many entries it has."""
    assert 0 == main(["ics", "--year", "2026", "--json"])
    found = json.loads(capsys.readouterr().out)

    assert len(NATIONAL_2026 | JOINT_2026) == found["entries"] == len(events(found["ics"].encode()))
