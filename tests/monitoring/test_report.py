"""Reports: every indicator with its definition, and what a source can't support."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import instant_of, small_city, tell

from sp4n import InvalidValue, UnknownCode, sample_cases, sample_complaints, sample_policy
from sp4n.labels import Label
from sp4n.monitoring import (
    DIMENSIONS,
    MEASURES,
    Basis,
    Definition,
    Entry,
    Knowledge,
    Measure,
    Measured,
    Period,
    Report,
    Share,
    Snapshot,
    Turn,
    observe,
    published,
    report,
    report_by,
)
from sp4n.sla import LAPOR_STANDARDS, ClockState
from sp4n.workdays import indonesia
from sp4n.workflow import LAPOR, Case, PastStep, extended

MON_20_JAN = date(2025, 1, 20)
JAMBI = (
    [Entry(f"C-{n:03}", date(2020, 3, 2), "closed_by_system", "closed") for n in range(77)]
    + [Entry(f"C-{n:03}", date(2020, 3, 2), "followed_up", "answered") for n in range(77, 89)]
    + [Entry(f"C-{n:03}", date(2020, 3, 2), "verified", "assigned") for n in range(89, 215)]
)


def test_the_follow_up_rate_of_kemenpanrb() -> None:
    """Jambi 2020: (77 + 12) / 215 = 41 %."""
    rate = report(Snapshot(date(2020, 12, 31), JAMBI))["follow_up_rate"]

    assert Share(77 + 12, 215) == rate.value
    assert isinstance(rate.value, Share)
    assert "41 %" == rate.value.percent(digits=0)
    assert (Share(77, 215), Share(12, 215)) == (rate.part("closed"), rate.part("in_process"))
    assert "verified" == rate.definition.sure


def test_archived_is_not_followed_up() -> None:
    """It stays among the received, and is nobody's follow-up."""
    entries = [*JAMBI[:1], Entry("C-999", date(2020, 3, 2), "archived_by_admin", "archived")]

    assert Share(1, 2) == report(Snapshot(None, entries))["follow_up_rate"].value


def test_an_unknown_status_is_left_out_and_told() -> None:
    """It counts as received, and in no rate."""
    found = report(Snapshot(None, [*JAMBI[:3], Entry("C-999", date(2020, 3, 2))]))

    assert 4 == found["received"].value
    assert (3, 1) == (found["follow_up_rate"].n, found["follow_up_rate"].left_out("unknown"))
    assert (3, 1) == (found["by_status"].n, found["by_status"].left_out("unknown"))
    assert 0 == found["by_status"].left_out("not_due")
    assert found["by_status"].part("replied") is None


def test_a_period_without_complaints_has_counts_and_no_shares() -> None:
    """Nothing is divided by nothing, and nothing is called 0 per cent."""
    found = report(Snapshot(None, JAMBI), Period.month(2021, 1))

    assert (0, 0) == (found["received"].value, found["received"].n)
    rate = found["follow_up_rate"].value
    assert isinstance(rate, Share)
    assert rate.exact is None
    assert "nothing to measure" in found["follow_up_rate"].describe()
    assert "tidak ada yang dapat diukur" in found["closed_by"].describe("id")


def test_a_source_without_history_supports_no_clocks() -> None:
    """What it can't say is told by name, with what it lacks."""
    source = Snapshot(None, JAMBI, standards=LAPOR_STANDARDS, knows=frozenset({Knowledge.REASONS}))
    found = report(source)

    assert {
        "verification_in_time", "verification_time", "first_follow_up_in_time",
        "first_follow_up_time", "settlement_in_time", "settlement_time", "out_of_authority",
        "hops", "satisfaction", "backlog_age", "outflow",
    } == {one.definition.id for one in found.unsupported}  # fmt: skip
    age = next(one for one in found.unsupported if one.definition.id == "backlog_age")
    assert age.describe().startswith("Age of the backlog: the source does not say when")
    assert age.describe("id").startswith("Umur tunggakan: sumber ini tidak menyebut")
    assert ["read_on"] == age.to_dict()["lacks"]
    assert "Hops: the source does not say when statuses changed" in str(found)
    with pytest.raises(UnknownCode) as refused:
        found["hop"]
    assert "indicator" == refused.value.kind


def test_what_ended_in_a_period_needs_a_history() -> None:
    """By flow, an export supports nothing but what has a basis of its own."""
    source = Snapshot(None, JAMBI, knows=frozenset())

    assert ["received", "backlog", "inflow"] == [one.id for one in report(source, basis="flow")]


def test_the_same_cohort_read_later_gives_other_figures(cohort: tuple[Case, ...]) -> None:
    """Therefore every indicator says as of when it is."""
    days = [instant_of("2025-01-20 12:00"), instant_of("2025-02-03 12:00")]
    early, late = (
        report(observe(cohort, now=now, calendar=indonesia()), Period.month(2025, 1))
        for now in days
    )

    assert early["received"].value == late["received"].value
    assert [Share(2, 7), Share(4, 7)] == [one["follow_up_rate"].value for one in (early, late)]
    assert days == [one["follow_up_rate"].as_of for one in (early, late)]


def test_open_and_overdue_is_a_breach(cohort: tuple[Case, ...]) -> None:
    """A3 has no answer on 20 January: it is among those judged, and not among those in time."""
    alone = [one for one in cohort if one.number == "A3"]
    found = report(observe(alone, now=instant_of("2025-01-20 12:00"), calendar=indonesia()))

    assert Share(0, 1) == found["first_follow_up_in_time"].value
    assert (0, None, 1) == (
        found["first_follow_up_time"].n,
        found["first_follow_up_time"].value,
        found["first_follow_up_time"].left_out("overdue"),
    )


def test_a_sentence_says_all_that_a_reader_needs(on_20_jan: Snapshot) -> None:
    """Figure, parts, n, basis, period, as of, and what was left out, in both languages."""
    found = report(on_20_jan, Period.month(2025, 1))["settlement_in_time"]

    assert (
        "Settlement in time: 1 of 2 (50.0 %) (complaint about a service: 1 of 1 (100.0 %), "
        "request for information: 0 of 1 (0.0 %)); n = 2 (runs of the clock, of complaints "
        "received 2025-01-01 … 2025-01-31); as of 2025-01-20 12:00+07:00; left out: 2 ended or "
        "sent back before it was done, 2 not due yet, 1 paused."
    ) == str(found)
    assert (
        "Penyelesaian tepat waktu: 1 dari 2 (50,0 %) (Pengaduan Tidak Berkadar Pengawasan: "
        "1 dari 1 (100,0 %), Permintaan Informasi: 0 dari 1 (0,0 %)); n = 2 (hitungan waktu, "
        "atas pengaduan yang diterima 2025-01-01 … 2025-01-31); per 2025-01-20 12:00+07:00; "
        "tidak dihitung: 2 berakhir atau dikembalikan sebelum selesai, 2 belum jatuh tempo, "
        "1 sedang ditunda."
    ) == found.describe("id")
    assert "the limit of its class: 14 working days, 60 working days, 5 working days" in (
        found.definition.meaning.describe()
    )


def test_a_spread_is_said_in_its_unit(on_20_jan: Snapshot) -> None:
    """Working days, hops; a stock is whatever is open when read."""
    found = report(on_20_jan)

    assert "mean 0.9, median 1.0, p90 3 hops; n = 8 (complaints received at any time)" in str(
        found["hops"]
    )
    assert "<Indicator Backlog: 6 (assigned: 3 (50.0 %)" in repr(found["backlog"])
    assert "n = 6 (open complaints when read)" in str(found["backlog"])


def test_a_report_is_ready_for_json(on_20_jan: Snapshot) -> None:
    """Indicators by their ids, each with its definition."""
    document = json.loads(json.dumps(report(on_20_jan, Period.month(2025, 1)).to_dict("id")))

    rate = document["indicators"]["follow_up_rate"]
    assert ("2025-01-20T12:00:00+07:00", []) == (document["as_of"], document["unsupported"])
    assert {"part": 2, "of": 7, "share": 2 / 7} == rate["value"]
    assert ("cohort", "pengaduan", False) == (rate["basis"], rate["unit"], rate["suppressed"])
    assert {"from_on": "2025-01-01", "until_on": "2025-02-01"} == rate["period"]
    assert document["indicators"]["backlog"]["period"] is None
    assert report(Snapshot(None, [])).to_dict()["as_of"] is None


def test_a_table_has_a_row_for_each_figure_and_part(on_20_jan: Snapshot) -> None:
    """A share keeps its whole numbers, a spread its median; the group comes first."""
    rows = report(on_20_jan, Period.month(2025, 1)).table().records()
    by_id = {(row["indicator"], row["part"]): row for row in rows if row["left_out"] is None}

    rate = by_id["follow_up_rate", None]
    assert (2, 7, 2 / 7, 7) == (rate["part_n"], rate["of_n"], rate["value"], rate["n"])
    assert (11 / 5, 2.0, 5) == tuple(
        by_id["verification_time", None][name] for name in ("value", "median", "p90")
    )
    assert 1 == by_id["by_status", "replied"]["part_n"]
    assert (date(2025, 1, 1), date(2025, 2, 1)) == (rate["from_on"], rate["until_on"])
    left_out = [row for row in rows if row["indicator"] == "settlement_in_time" and row["left_out"]]
    assert [("ended", 2), ("not_due", 2), ("paused", 1)] == [
        (row["left_out"], row["part_n"]) for row in left_out
    ]
    assert "2025-01-20T12:00:00+07:00" == rate["as_of"]
    grouped = report_by(on_20_jan, "agency", period=Period.month(2025, 1)).table()
    assert "agency" == grouped.columns[0]
    assert {"DINAS", "KOTA", "LAIN"} == {row[0] for row in grouped.rows}
    assert report(Snapshot(None, JAMBI)).table().records()[0]["as_of"] is None


@pytest.mark.parametrize(
    ("dimension", "keys"),
    [
        ("category", ["Jalan", "Sampah", None]),
        ("channel", ["SMS", "Website", None]),
        ("month", ["2025-01", "2025-02"]),
        ("classification", ["information", "service", None]),
        ("region", ["99.71"]),
        ("agency", ["KOTA", "LAIN"]),
    ],
)
def test_groups(dimension: Any, keys: list[str | None]) -> None:
    """By what complaints have in common; what is unknown is a group of its own, the last."""
    city = small_city()
    cases = [
        tell(
            city,
            "2025-01-06 09:00",
            ["2025-01-07 09:00 kota verify LAIN"],
            number="B1",
            category="Sampah",
            channel="SMS",
            classification="service",
        ),
        tell(city, "2025-02-03 09:00", number="B2", channel="Website"),
        tell(city, "2025-02-03 09:00", number="B3", category="Jalan", classification="information"),
    ]
    grouped = report_by(
        observe(cases, now=instant_of("2025-02-04 12:00"), calendar=indonesia()), dimension
    )

    assert keys == list(grouped)
    assert 3 == sum(int(one["received"].n or 0) for one in grouped.values())
    assert len(keys) == len(grouped)
    assert f"<GroupedReport by {dimension}: {len(keys)} groups>" == repr(grouped)
    assert keys == [one["group"] for one in grouped.to_dict()["groups"]]  # type: ignore[attr-defined]


def test_an_unknown_group_and_dimension_are_told(on_20_jan: Snapshot) -> None:
    """A typing error gets a suggestion."""
    grouped = report_by(on_20_jan, "agency")
    with pytest.raises(UnknownCode) as unknown:
        grouped["DINAZ"]
    assert "DINAS" == unknown.value.suggestion
    with pytest.raises(InvalidValue) as refused:
        on_20_jan.by("agensi")  # type: ignore[arg-type]
    assert "not_one_of" == refused.value.code


def test_satisfaction_counts_no_silence() -> None:
    """Two rate 5 and 2, one is closed and says nothing, one is open: the mean is 3.5 of two."""
    city = small_city(extended(LAPOR, {"rating": {}}))
    answered = ["2025-01-07 09:00 kota verify LAIN", "2025-01-08 09:00 lain follow_up"]
    closed = [*answered, "2025-01-09 09:00 pelapor close"]
    stories = {
        "R1": [*closed, "2025-01-10 09:00 pelapor rate score=5"],
        "R2": [*closed, "2025-01-10 09:00 pelapor rate score=2"],
        "R3": closed,
        "R4": answered,
    }
    cases = [tell(city, "2025-01-06 09:00", told, number=name) for name, told in stories.items()]
    snapshot = observe(cases, now=instant_of("2025-01-13 12:00"), calendar=indonesia())

    found = report(snapshot)["satisfaction"]

    assert found.value is not None
    assert not isinstance(found.value, int | Share)
    assert (2, 3.5) == (found.n, float(found.value.mean))
    assert (1, 1) == (found.left_out("not_rated"), found.left_out("still_open"))
    assert (Share(1, 2), Share(1, 2)) == (found.part("2"), found.part("5"))
    ended = {one.number: one.ended_on for one in snapshot.entries}
    assert date(2025, 1, 9) == ended["R1"]


def test_what_happened_elsewhere_is_unknown() -> None:
    """An adopted case has no hops, and nobody who ended it; it may have stood still there."""
    city = small_city()
    cases = [
        tell(city, "2024-12-02 09:00", number=number, adopted=f"2025-01-06 09:00 {status}")
        for number, status in {"B1": "verified DINAS", "B2": "closed_by_admin KOTA"}.items()
    ]
    found = report(observe(cases, now=instant_of("2025-01-20 12:00"), calendar=indonesia()))

    assert (0, 2) == (found["hops"].n, found["hops"].left_out("unknown"))
    assert Share(0, 0) == found["settlement_in_time"].value
    assert 2 == found["settlement_in_time"].left_out("unknown")
    assert Share(1, 1) == found["closed_by"].part("unknown")


def test_what_is_known_of_a_past_elsewhere_counts() -> None:
    """Its clocks and when it ended; not who ended it, how often it moved, or what was sent back."""
    steps = [
        PastStep(instant_of("2024-12-02 09:00"), "unverified", "KOTA"),
        PastStep(instant_of("2024-12-03 09:00"), "verified", "DINAS"),
        PastStep(instant_of("2024-12-05 09:00"), "followed_up"),
        PastStep(instant_of("2024-12-20 09:00"), "closed_by_admin"),
    ]
    city = small_city()
    given = tell(city, "2024-12-02 09:00", number="B1").complaint
    case = city.adopt(
        given, status="closed_by_admin", holder="DINAS", source="lama",
        at=instant_of("2025-01-06 09:00"), steps=steps,
    )  # fmt: skip
    snapshot = observe([case], now=instant_of("2025-01-20 12:00"), calendar=indonesia())
    found, (entry,) = report(snapshot), snapshot.entries

    assert Share(1, 1) == found["settlement_in_time"].value
    assert (date(2024, 12, 20), None, None, None) == (
        entry.ended_on, entry.ended_by, entry.ended_because, entry.hops,
    )  # fmt: skip
    assert () == tuple(snapshot.dispositions)
    assert Share(1, 1) == found["closed_by"].part("unknown")


def test_an_age_beyond_the_calendar_is_unknown() -> None:
    """The calendar begins in 2015 and guesses nothing about earlier years."""
    city = small_city()
    old = tell(city, "2003-06-02 09:00", number="B1", adopted="2025-01-06 09:00 verified DINAS")
    found = report(observe([old], now=instant_of("2025-01-20 12:00"), calendar=indonesia()))

    assert (0, 1) == (found["backlog_age"].n, found["backlog_age"].left_out("unknown"))
    assert "Age of the backlog: nothing to measure; n = 0" in str(found["backlog_age"])


def test_a_city_may_add_an_indicator_of_its_own(on_20_jan: Snapshot) -> None:
    """A definition and a function are all that it takes."""
    by_website = Measure(
        Definition(
            "from_website",
            Label(id="Lewat situs web", en="From the website"),
            Label(id="yang masuk lewat situs web", en="those that came through the website"),
            Label(id="pengaduan", en="complaints"),
            Basis.COHORT,
        ),
        lambda within: Measured(
            len(within),
            Share(sum(one.channel == "Website" for one in within.entries), len(within)),
        ),
    )

    found = report(on_20_jan, measures=[*MEASURES, by_website])

    assert Share(0, 8) == found["from_website"].value
    assert len(MEASURES) + 1 == len(found)
    assert f"<Report as of 2025-01-20 12:00:00+07:00: {len(found)} indicators>" == repr(found)


@given(st.integers(0, 10**6), st.sampled_from(DIMENSIONS), st.sampled_from(["cohort", "flow"]))
def test_groups_and_exclusions_add_up(seed: int, dimension: Any, basis: str) -> None:
    """The groups of a figure make up the whole: what is measured, and what is left out."""
    policy = sample_policy()
    cases = sample_cases(sample_complaints(12, seed=seed, days=90), seed=seed)
    now = datetime(2026, 3, 1, 5, tzinfo=UTC) + timedelta(days=seed % 30)
    snapshot = observe(cases, now=now, calendar=policy.calendar(), standards=policy.standards)
    period = Period.month(2026, 1 + seed % 3)

    whole = report(snapshot, period, basis=basis)
    groups = report_by(snapshot, dimension, period=period, basis=basis)

    for indicator in whole:
        parts = [one[indicator.id] for one in groups.values()]
        assert indicator.n == sum(int(one.n or 0) for one in parts)
        for left_out in indicator.excluded:
            shares = [int(one.left_out(left_out.reason) or 0) for one in parts]
            assert left_out.n == sum(shares)
    for code in ("verification", "first_follow_up", "settlement"):
        runs = len([one for one in _within(snapshot, period, basis).turns if one.standard == code])
        for name in (f"{code}_in_time", f"{code}_time"):
            assert runs == _all(whole, name)


def _within(snapshot: Snapshot, period: Period, basis: str) -> Snapshot:
    return snapshot.within(period, Basis(basis))


def _all(found: Report, name: str) -> int:
    """How many a figure speaks of: those that were measured and those left out."""
    return int(found[name].n or 0) + sum(int(one.n or 0) for one in found[name].excluded)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda cases: observe(cases, now=datetime(2026, 1, 1), calendar=indonesia()),  # noqa: DTZ001
         "naive_datetime"),
        (lambda cases: observe([*cases, cases[0]], now=datetime.now(UTC), calendar=indonesia()),
         "duplicate"),
        (lambda _: observe(["x"], now=datetime.now(UTC), calendar=indonesia()),  # type: ignore[list-item]
         "wrong_type"),
        (lambda _: observe(7, now=datetime.now(UTC), calendar=indonesia()),  # type: ignore[arg-type]
         "wrong_type"),
        (lambda cases: observe(cases, now=datetime.now(UTC), calendar=None),  # type: ignore[arg-type]
         "wrong_type"),
        (lambda _: report([]), "wrong_type"),  # type: ignore[arg-type]
        (lambda _: report_by([], "agency"), "wrong_type"),  # type: ignore[arg-type]
        (lambda _: report(Snapshot(None, []), basis="stock"), "not_one_of"),
        (lambda _: report(Snapshot(None, []), basis="kohor"), "not_one_of"),
        (lambda _: report(Snapshot(None, []), "2025"), "wrong_type"),  # type: ignore[arg-type]
        (lambda _: report(Snapshot(None, []), measures=["received"]), "wrong_type"),  # type: ignore[list-item]
        (lambda _: report(Snapshot(None, []))[7], "wrong_type"),  # type: ignore[index]
        (lambda _: Definition("a b", Label("", ""), Label("", ""), "x"), "bad_code"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_refused(cohort: tuple[Case, ...], call: Any, code: str) -> None:
    """With a code, before anything is counted."""
    with pytest.raises(InvalidValue) as refused:
        call(cohort)

    assert code == refused.value.code


def test_progress_is_told_to_the_end(cohort: tuple[Case, ...]) -> None:
    """How many cases are read, and how many there are."""
    told: list[tuple[int, int]] = []
    observe(
        cohort,
        now=instant_of("2025-01-20 12:00"),
        calendar=indonesia(),
        progress=lambda done, total: told.append((done, total)),
    )

    assert [(n, len(cohort)) for n in range(1, len(cohort) + 1)] == told


def test_a_snapshot_shows_itself_short(on_20_jan: Snapshot) -> None:
    """No number of a complaint, no agency."""
    assert "<Snapshot as of 2025-01-20 12:00:00+07:00: 8 complaints>" == repr(on_20_jan)
    assert 8 == len(on_20_jan)


def test_each_agency_that_sends_a_complaint_back_is_told() -> None:
    """Up the chain: the unit returns it to the office, and the office to the city."""
    case = tell(
        small_city(),
        "2025-01-06 09:00",
        [
            "2025-01-07 09:00 kota verify DINAS",
            "2025-01-08 09:00 dinas dispose UNIT",
            "2025-01-09 09:00 unit return",
            "2025-01-10 09:00 dinas return",
        ],
    )
    snapshot = observe([case], now=instant_of("2025-01-20 12:00"), calendar=indonesia())

    assert Share(2, 2) == report(snapshot)["out_of_authority"].value
    by_agency = report_by(snapshot, "agency")
    assert [Share(1, 1), Share(1, 1)] == [
        by_agency[code]["out_of_authority"].value for code in ("DINAS", "UNIT")
    ]


def test_who_keeps_a_complaint_gets_no_disposition() -> None:
    """The city verifies it to itself: nobody else could send it back."""
    case = tell(small_city(), "2025-01-06 09:00", ["2025-01-07 09:00 kota verify KOTA"])
    snapshot = observe([case], now=instant_of("2025-01-20 12:00"), calendar=indonesia())

    assert () == snapshot.dispositions


def test_what_nobody_knows_is_left_out_of_every_basis() -> None:
    """One of unknown status may be open or not, one that ended may have ended in the period."""
    entries = [
        Entry("C-1", date(2025, 1, 6)),
        Entry("C-2", date(2025, 1, 6), "closed_by_system", "closed"),
        Entry("C-3", date(2025, 1, 6), "verified", "assigned", age_days=3),
    ]
    found = report(Snapshot(MON_20_JAN, entries), Period.month(2025, 1), basis="flow")

    unknown = {code: found[code].left_out("unknown") for code in ("backlog", "backlog_age")}
    assert {"backlog": 1, "backlog_age": 1} == unknown
    assert {"by_status": 2, "outflow": 2} == {
        code: found[code].left_out("unknown") for code in ("by_status", "outflow")
    }
    silent = report(Snapshot(MON_20_JAN, entries))["satisfaction"]
    assert (1, 1, 1) == tuple(
        silent.left_out(reason) for reason in ("not_rated", "still_open", "unknown")
    )


def test_a_flow_by_month_goes_to_the_month_of_its_end() -> None:
    """Received in January and closed in February: in with the one, out with the other."""
    ended = Entry("C-1", date(2025, 1, 6), "closed_by_system", "closed", ended_on=date(2025, 2, 3))
    months = report_by(Snapshot(date(2025, 3, 1), [ended]), "month")

    assert {"2025-01": (1, 0), "2025-02": (0, 1)} == {
        month: (one["inflow"].value, one["outflow"].value) for month, one in months.items()
    }


def test_groups_have_what_the_period_has() -> None:
    """A complaint of February makes no group in a report on January, unless it is open."""
    day = date(2025, 2, 6)
    entries = [
        Entry("C-1", date(2025, 1, 6), "verified", "assigned", "DPU"),
        Entry("C-2", day, "closed_by_system", "closed", "DLH", ended_on=date(2025, 2, 20)),
        Entry("C-3", day, "verified", "assigned", "BPBD"),
    ]

    found = report_by(Snapshot(date(2025, 3, 1), entries), "agency", period=Period.month(2025, 1))

    assert {"BPBD": 0, "DPU": 1} == {key: one["received"].value for key, one in found.items()}


def test_groups_are_asked_for_as_in_a_mapping() -> None:
    """Whatever the key is: one that isn't there is not there."""
    found = report_by(Snapshot(None, JAMBI), "agency")

    assert None in found
    assert "DPU" not in found
    assert 7 not in found  # type: ignore[comparison-overlap]
    assert found.get("DPU") is None
    assert found[None] is found.get(None)
    with pytest.raises(UnknownCode):
        found["DPU"]


def test_a_reason_that_nobody_knows_is_refused() -> None:
    """Or a slip of the pen would read as nothing left out."""
    rate = report(Snapshot(None, JAMBI))["follow_up_rate"]

    with pytest.raises(InvalidValue) as refused:
        rate.left_out("not_duee")
    assert "not_one_of" == refused.value.code


def test_a_run_that_was_met_beyond_the_calendar_has_unknown_days() -> None:
    """It counts as in time, and is left out of how long it took."""
    entry = Entry("C-1", date(2025, 1, 6))
    turn = Turn(entry, "verification", "KOTA", ClockState.MET)
    found = report(Snapshot(None, [entry], [turn], standards=LAPOR_STANDARDS))

    assert Share(1, 1) == found["verification_in_time"].value
    assert 1 == found["verification_time"].left_out("unknown")
    assert found.suppressed()["verification_in_time"].value is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Snapshot("2025-01-20", []),  # type: ignore[arg-type]
        lambda: Snapshot(None, None),  # type: ignore[arg-type]
        lambda: Snapshot(None, ["C-1"]),  # type: ignore[list-item]
        lambda: Snapshot(None, [], [1]),  # type: ignore[list-item]
        lambda: Snapshot(None, [], [], "x"),  # type: ignore[arg-type]
        lambda: Snapshot(None, [], standards=[1]),  # type: ignore[list-item]
        lambda: Snapshot(None, [], knows=["words"]),  # type: ignore[list-item]
        lambda: Snapshot(None, []).within(None, "cohort"),  # type: ignore[arg-type]
        lambda: Snapshot(None, []).by("month", "flow"),  # type: ignore[arg-type]
        lambda: published([], report_by(Snapshot(None, []), "agency")),  # type: ignore[arg-type]
        lambda: published(report(Snapshot(None, [])), []),  # type: ignore[arg-type]
        lambda: published(
            report(Snapshot(MON_20_JAN, JAMBI)), report_by(Snapshot(None, JAMBI), "agency")
        ),
    ],
)
def test_what_is_no_part_of_a_snapshot_is_refused(wrong: Callable[[], object]) -> None:
    """With a code, not where it would be used."""
    with pytest.raises(InvalidValue) as refused:
        wrong()

    assert refused.value.code in {"wrong_type", "not_one_of", "contradiction"}


def test_a_notebook_shows_the_table() -> None:
    """Of a report and of its groups."""
    snapshot = Snapshot(MON_20_JAN, JAMBI)

    assert "<td>follow_up_rate</td>" in report(snapshot)._repr_html_()
    assert "<th>agency</th>" in report_by(snapshot, "agency")._repr_html_()
