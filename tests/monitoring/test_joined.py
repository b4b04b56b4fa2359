"""Joined complaints in indicators: left out with that reason, received all the same."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from attrs import evolve

from sp4n import commands, sample_policy
from sp4n.model import Actor, Complaint
from sp4n.monitoring import MEASURES, Entry, Report, Share, Snapshot, report, report_by
from sp4n.workflow import LAPOR, Case, Phase, extended

MON = datetime.fromisoformat("2026-03-02T09:00+07:00")
DAY = timedelta(days=1)
ADMIN, OPERATOR = Actor.officer("kota-admin", at="KOTA"), Actor.officer("dpu-operator", at="DPU")
POLICY = evolve(sample_policy(), workflow=extended(LAPOR, {"duplicates": {}, "rating": {}}))


def received(number: int) -> Case:
    """Somebody reports the hole; it is disposed to DPU on the same day."""
    complaint = Complaint(
        f"X-{number:04d}", "Jalan berlubang", "Di depan pasar.", MON, region="99.71",
        reporter=f"r-{number}",
    )  # fmt: skip
    verify = commands.verify(to="DPU")
    return POLICY.perform(POLICY.receive(complaint, at=MON), verify, by=ADMIN, at=MON)


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    """Ten report one hole; nine are joined to the tenth on Tuesday, which is mended and closed."""
    *nine, tenth = map(received, range(1, 11))
    joined = []
    for one in nine:
        one, tenth = POLICY.join(one, tenth, by=ADMIN, at=MON + DAY)  # noqa: PLW2901 - as it is then
        joined.append(one)
    answer = commands.follow_up(answer="Lubang sudah ditambal.")
    tenth = POLICY.perform(tenth, answer, by=OPERATOR, at=MON + 2 * DAY)
    tenth = POLICY.perform(tenth, commands.close(), by=ADMIN, at=MON + 3 * DAY)
    rated = POLICY.perform(
        joined[0], commands.rate(score=4), by=Actor.reporter("r-1"), at=MON + 4 * DAY,
        beside=[tenth],
    )  # fmt: skip
    return (rated, *joined[1:], tenth)


@pytest.fixture(scope="module")
def ten_reports(cases: tuple[Case, ...]) -> Report:
    """Read a week later."""
    return report(POLICY.snapshot(cases, now=MON + 7 * DAY))


def test_ten_reports_of_one_hole_that_was_mended_are_one_matter(ten_reports: Report) -> None:
    """The follow-up rate is 100 % of one, with nine left out; never 10 % of ten."""
    found = ten_reports["follow_up_rate"]

    assert (Share(1, 1), 1, 9) == (found.value, found.n, found.left_out("joined"))
    assert "9 joined to another complaint" in found.describe()
    assert "9 digabungkan dengan laporan lain" in found.describe("id")


def test_joined_complaints_are_left_out_of_every_indicator_but_receipts(
    ten_reports: Report,
) -> None:
    """With the reason: so many complaints, runs of a clock, or dispositions.

    Ten were received. Of the nine one has rated, which counts, since it is a citizen's word. What
    is open holds no joined complaint.
    """
    left_out = {found.id: found.left_out("joined") for found in ten_reports}
    n = {found.id: found.n for found in ten_reports}

    assert {"received": 0, "inflow": 0, "satisfaction": 8, "backlog": 0, "backlog_age": 0} == {
        code: many for code, many in left_out.items() if many != 9
    }
    assert (10, 10) == (n["received"], n["inflow"])
    assert (1, 1, 1) == (n["by_status"], n["out_of_authority"], n["first_follow_up_time"])
    assert (1, 1) == (n["satisfaction"], ten_reports["satisfaction"].left_out("not_rated"))


def test_a_joined_complaint_is_no_outflow(cases: tuple[Case, ...]) -> None:
    """It has ended, but nobody settled it; before it was joined it counts as any other."""
    week = report(POLICY.snapshot(cases, now=MON + 7 * DAY), basis="flow")
    monday = report(POLICY.snapshot(cases, now=MON + DAY / 2))

    assert (1, 9) == (week["outflow"].n, week["outflow"].left_out("joined"))
    assert (10, 0) == (monday["by_status"].n, monday["by_status"].left_out("joined"))


def test_a_separated_complaint_counts_again(cases: tuple[Case, ...]) -> None:
    """Whether that was a mistake, figures need not know."""
    *joined, tenth = cases
    apart, tenth = POLICY.separate(joined[-1], tenth, by=ADMIN, at=MON + 5 * DAY)
    found = report(POLICY.snapshot([*joined[:-1], apart, tenth], now=MON + 7 * DAY))

    assert Share(1, 2) == found["follow_up_rate"].value
    assert 8 == found["follow_up_rate"].left_out("joined")


def test_groups_leave_out_their_own(cases: tuple[Case, ...]) -> None:
    """All lay with DPU."""
    found = report_by(POLICY.snapshot(cases, now=MON + 7 * DAY), "agency")

    assert 9 == found["DPU"]["follow_up_rate"].left_out("joined")


def test_few_that_were_joined_are_hidden_with_what_tells_them() -> None:
    """Twenty were received and eighteen stand: the difference would be two people."""
    statuses = Counter({("closed_by_admin", Phase.CLOSED): 18, ("merged", Phase.ARCHIVED): 2})
    entries = [
        Entry(f"C-{n}", date(2026, 1, 5), status, phase, is_joined=status == "merged")
        for n, (status, phase) in enumerate(statuses.elements())
    ]
    whole = report(Snapshot(date(2026, 2, 1), entries), measures=MEASURES)
    shown = whole.suppressed()

    assert (20, 18, 2) == (
        whole["received"].n, whole["by_status"].n, whole["by_status"].left_out("joined"),
    )  # fmt: skip
    hidden = [one.n for found in shown for one in found.excluded if one.reason == "joined"]
    assert {None} == set(hidden)
    assert None in (shown["received"].n, shown["by_status"].n)
