"""The sample city's export: made up, in LAPOR!'s layout, and read like a real one."""

import io
from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from sp4n.interchange import Export, ExportRow, read_export
from sp4n.sample import sample_cases, sample_complaints, sample_export, sample_policy
from sp4n.workflow import Case, Phase, commands


def read(text: str) -> Export:
    return read_export(io.BytesIO(text.encode()))


@pytest.fixture(scope="module")
def export() -> Export:
    """The default one."""
    return read(sample_export())


def test_the_sample_export_is_the_same_each_time() -> None:
    """The same cases give the same text."""
    assert sample_export() == sample_export(sample_cases())


def test_the_sample_export_has_the_layout_of_2026() -> None:
    """Ten rows, then the header; only the names of reporters are not in it."""
    lines = sample_export().split("\n")

    assert lines[10].startswith("Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,")
    assert lines[10].endswith(",Laporan yang Masuk melalui Kanal Aduan Setwapres,Rating")
    assert ("Nama Pelapor",) == read(sample_export()).missing_columns


def test_the_sample_export_says_what_it_is(export: Export) -> None:
    """The day of the last event, and the days of the first and the last complaint, in UTC."""
    assert {
        "Judul Laporan": "Laporan Ringkas",
        "Nama Instansi": "Pemerintah Kota Contoh",
        "Tanggal Generate": "27 Mar 2026",
        "Periode Masuk": "4 Jan 2026 - 5 Mar 2026",
    } == export.about
    assert date(2026, 3, 27) == export.generated_on


def test_the_sample_export_tells_the_sample_cases(export: Export) -> None:
    """What was submitted, when, and how it stands."""
    cases = sample_cases()

    assert () == export.unreadable
    assert [case.status for case in cases] == [row.status for row in export.rows]
    for case, complaint in zip(cases, export.complaints, strict=True):
        assert case.number == complaint.number
        assert (case.complaint.title, case.complaint.body) == (complaint.title, complaint.body)
        assert case.complaint.submitted_at == complaint.submitted_at
        assert (case.category, case.complaint.channel) == (complaint.category, complaint.channel)
        assert case.complaint.anonymous == complaint.anonymous


def test_only_what_is_closed_is_rated(export: Export) -> None:
    """Here and there."""
    rated = [row.phase for row in export.rows if row.rating is not None]

    assert {Phase.CLOSED} == set(rated)
    assert 0 < len(rated) < len(export)


def lives() -> tuple[Case, Case, Case]:
    """One that was sent back, one that was put aside, one that is new and has no region."""
    policy = sample_policy()
    kota = policy.directory.actor("kota-admin", on=date(2026, 4, 1))
    dpu = policy.directory.actor("dpu-penghubung", on=date(2026, 4, 1))
    at = datetime(2026, 4, 1, 2, 30, tzinfo=UTC)
    first, second, third = sample_complaints(3)
    given = [policy.receive(one, at=at) for one in (first, second, evolve(third, region=None))]
    verified = policy.perform(given[0], commands.verify(to="DPU"), by=kota, at=at)
    back = policy.perform(verified, commands.return_to_sender(why="Bukan wewenang."), by=dpu, at=at)
    aside = policy.perform(given[1], commands.archive(reason="no_evidence"), by=kota, at=at)
    return back, aside, given[2]


def test_who_holds_a_complaint_is_told_once_it_was_given() -> None:
    """Not while it is new, nor when it was sent back; the reason of putting it aside is."""
    rows = read(sample_export(lives())).rows

    assert [("unverified", None, None), ("archived_by_admin", None, "tanpa bukti")] == [
        told(row) for row in rows[:2]
    ]
    assert ("unverified", None, None) == told(rows[2])


def told(row: ExportRow) -> tuple[str | None, str | None, str | None]:
    return row.status, row.agency, row.held_or_archived_because


def test_no_cases_are_an_export_too() -> None:
    """Nobody knows when it was made."""
    export = read(sample_export([]))

    assert (0, None) == (len(export), export.generated_on)
