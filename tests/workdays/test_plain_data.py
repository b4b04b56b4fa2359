"""Values as plain data: every key, with what is known and with what is not."""

from datetime import UTC, date, datetime, timedelta

from sp4n.workdays import Closure, ExtraWorkingDay, OfficeHours, diff, indonesia

SKB_2020_04_09 = "SKB 3 Menteri 391/2020, 02/2020, 02/2020 (2020-04-09)"
SKB_2020_05_20 = "SKB 3 Menteri 440/2020, 03/2020, 03/2020 (2020-05-20)"


def test_settings_of_an_office_are_told_whole() -> None:
    """Days in ISO form, office hours for each weekday from Monday on."""
    settings = indonesia(
        week="six-day",
        joint_leave=False,
        zone="WIT",
        closures=[Closure(date(2026, 5, 4), "Hari Jadi", known_on=date(2026, 1, 12))],
        extra_working_days=[
            date(2026, 5, 3), ExtraWorkingDay(date(2026, 5, 10), known_on=date(2026, 4, 1)),
        ],
        hours=OfficeHours({"Mon-Sun": "08:00-14:00"}),
        late_receipt="next-working-day",
    ).settings  # fmt: skip

    assert {
        "week": "six-day",
        "joint_leave": False,
        "zone": "WIT",
        "closures": [{"on": "2026-05-04", "why": "Hari Jadi", "known_on": "2026-01-12"}],
        "extra_working_days": ["2026-05-03", {"on": "2026-05-10", "known_on": "2026-04-01"}],
        "hours": {
            "week": dict.fromkeys(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "08:00-14:00"),
            "ramadan": None,
            "special_days": {},
            "ramadans": [],
        },
        "late_receipt": "next-working-day",
        "works_on_holidays": False,
        "changes": [],
    } == settings.to_dict("id")


def test_a_year_without_a_decree_has_neither_day_nor_certainty() -> None:
    """2028 is estimated, 2026 is decreed."""
    assert {
        "year": 2028, "source": "holidays", "decree": None, "signed_on": None, "sure": None,
    } == indonesia().source_of(2028).to_dict()  # fmt: skip
    assert {
        "year": 2026,
        "source": "decree",
        "decree": "SKB 3 Menteri 1497/2025, 2/2025, 5/2025 (2025-09-19)",
        "signed_on": "2025-09-19",
        "sure": "secondary",
    } == indonesia().source_of(2026).to_dict()


def test_a_change_tells_what_the_day_was_and_what_it_is() -> None:
    """Friday 22 May 2020 was joint leave until the decree of 20 May."""
    [first, *_] = diff(indonesia(as_of=date(2020, 5, 19)), indonesia(as_of=date(2020, 5, 20)))

    assert {
        "date": "2020-05-22",
        "before": {
            "date": "2020-05-22",
            "kind": "joint_leave",
            "name": "Hari Raya Idul Fitri",
            "decree": SKB_2020_04_09,
        },
        "after": None,
        "decree": SKB_2020_05_20,
        "setting": None,
    } == first.to_dict("id")


def test_a_calendar_tells_its_range_beside_its_settings() -> None:
    """And by which digest it can be told apart."""
    calendar = indonesia()
    data = calendar.to_dict()

    assert {
        **calendar.settings.to_dict(),
        "known_from": "2015-01-01",
        "known_until": "2029-12-31",
        "certain_until": "2027-03-07",
        "digest": calendar.digest,
    } == data


def test_a_deadline_in_hours_is_told_whole() -> None:
    """By hand: Friday 23 January 2026, 15:00 WIB to 16:30, then Monday 07:30 to 08:00."""
    start = datetime(2026, 1, 23, 8, 0, tzinfo=UTC)
    calendar = indonesia()
    data = calendar.hours_deadline(start, timedelta(hours=2)).to_dict("id")

    assert {
        "start_at": "2026-01-23T15:00:00+07:00",
        "hours": 2.0,
        "unit": "working hours",
        "due_at": "2026-01-26T08:00:00+07:00",
        "due_on": "2026-01-26",
        "certainty": "fixed",
        "stretches": [
            ["2026-01-23T15:00:00+07:00", "2026-01-23T16:30:00+07:00"],
            ["2026-01-26T07:30:00+07:00", "2026-01-26T08:00:00+07:00"],
        ],
        "skipped": [
            {"date": f"2026-01-{day}", "kind": "weekend", "name": name, "decree": None}
            for day, name in ((24, "Sabtu"), (25, "Minggu"))
        ],
        "office_hours": calendar.hours.to_dict(),
        "calendar": calendar.to_dict("id"),
    } == data
