"""The importer of the how-to "Bring your register", and its table of statuses."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import sp4n
from bring_your_register.importer import OFFICES, STATUSES, bring
from sp4n import Case
from sp4n.workflow import LAPOR, Phase

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
REGISTER = HOW_TO / "bring_your_register" / "register.json"
AT = datetime.fromisoformat("2026-03-02T08:00+07:00")
POLICY = sp4n.sample_policy()
LINES = 60

THEIRS = {
    "baru", "diteruskan", "diproses", "survei", "menunggu warga", "dijawab", "ditanggapi",
    "dibuka lagi", "selesai", "ditolak",
}  # fmt: skip
"""Every status that the made-up application has."""


@pytest.fixture(scope="module")
def brought() -> tuple[list[Case], dict[str, str]]:
    """What comes of the register beside the page."""
    return bring(REGISTER, POLICY, AT)


def test_each_status_of_theirs_is_mapped_to_one_of_ours() -> None:
    """None is missing, none is made up, and each leads to a status that there is."""
    assert THEIRS == set(STATUSES)
    assert set(STATUSES.values()) <= set(LAPOR.phases)
    assert set(OFFICES.values()) - {None} <= {agency.code for agency in POLICY.directory}


def test_nothing_that_is_owed_counts_as_done() -> None:
    """Whatever is open with them is open with us."""
    over = {"selesai", "ditolak"}

    assert {theirs for theirs, ours in STATUSES.items() if not LAPOR.phases[ours].is_open} == over


def test_every_report_comes_along_or_is_told(brought: tuple[list[Case], dict[str, str]]) -> None:
    """None is lost."""
    cases, left = brought
    given = [report["nomor"] for report in json.loads(REGISTER.read_text("utf-8"))]

    assert given == [case.number for case in cases] + [*left]


def test_the_whole_history_comes_along(brought: tuple[list[Case], dict[str, str]]) -> None:
    """With the words of the other system."""
    (case,) = (one for one in brought[0] if one.number == "X-0004")

    assert [
        ("unverified", ("KOTA",), "baru"),
        ("verified", ("KOTA",), "diteruskan"),  # to an office that is no more
        ("followed_up", ("KOTA",), "dijawab"),
        ("closed_by_admin", ("KOTA",), "selesai"),
        ("replied", ("DPU",), "dibuka lagi"),
        ("replied", ("DPU",), None),
    ] == [(event.status, event.holders, event.fact("source_status")) for event in case.events]


def test_every_open_case_has_something_due(brought: tuple[list[Case], dict[str, str]]) -> None:
    """And closed ones have not."""
    for case in brought[0]:
        assert case.is_open is (POLICY.next_due_at(case) is not None)
        assert case.phase is not Phase.BLOCKED


def test_what_is_left_says_all_that_is_wrong(brought: tuple[list[Case], dict[str, str]]) -> None:
    """Status and time at once."""
    assert ["X-0006"] == [*brought[1]]
    assert 3 == len(brought[1]["X-0006"].splitlines())


def test_what_no_complaint_can_hold_is_told_too(tmp_path: Path) -> None:
    """A title with a NUL, say."""
    reports: list[dict[str, Any]] = json.loads(REGISTER.read_text("utf-8"))[:1]
    reports[0]["judul"] = "\x00"
    file = tmp_path / "register.json"
    file.write_text(json.dumps(reports), "utf-8")

    cases, left = bring(file, POLICY, AT)

    assert ([], ["X-0001"]) == (cases, [*left])


def test_an_office_that_is_not_in_the_table_is_told(tmp_path: Path) -> None:
    """Else its case would be with somebody who never had it."""
    reports: list[dict[str, Any]] = json.loads(REGISTER.read_text("utf-8"))[:1]
    reports[0]["riwayat"][-1]["unit"] = "Kesehatan"
    file = tmp_path / "register.json"
    file.write_text(json.dumps(reports), "utf-8")

    cases, left = bring(file, POLICY, AT)

    assert ([], ["X-0001"]) == (cases, [*left])
    assert "Kesehatan" in left["X-0001"]


def test_the_page_shows_the_file_that_is_tested_here() -> None:
    """Letter by letter; and it is short."""
    page = (HOW_TO / "bring-your-register.md").read_text("utf-8")
    source = (HOW_TO / "bring_your_register" / "importer.py").read_text("utf-8")

    assert f"```python\n{source}```\n" in page
    assert len(source.splitlines()) <= LINES
