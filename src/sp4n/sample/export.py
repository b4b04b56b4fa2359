"""What LAPOR!'s export of the sample city would look like: its layout, and made-up rows."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sp4n.interchange.lapor_export.columns import Column
from sp4n.model import Complaint
from sp4n.model.complaint import CLASSIFICATION_LABELS
from sp4n.model.region import RegionLevel
from sp4n.policy.policy import Policy
from sp4n.sample.city import sample_policy
from sp4n.sample.lives import sample_cases
from sp4n.workflow import Case, Effect, Phase
from sp4n.workflow.lapor import ARCHIVE_REASONS

_PREAMBLE_ROWS = 10
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_RATINGS = (5, None, None, 4, None, 2)  # own choice: who rates at all, and how
_LAST = (
    Column.LETTER_NUMBER,
    Column.LETTER_URL,
    Column.ANNUAL_REPORT_URL,
    Column.VICE_PRESIDENT,
    Column.RATING,
)
_HEADER = [
    *(column for column in Column if column not in (Column.REPORTER, *_LAST)),
    *_LAST,
]


def sample_export(cases: Iterable[Case] | None = None) -> str:
    """Write cases of the sample city as CSV, in the layout of LAPOR!'s export of 2026.

    By default those of `sample_cases`. Days and times are UTC. The names of reporters are not in
    it, and the numbers can't be real (``C-0001``).

    >>> sample_export().splitlines()[1]
    'Nama Instansi,Pemerintah Kota Contoh'
    """
    given = tuple(sample_cases() if cases is None else cases)
    policy = sample_policy()
    into = io.StringIO()
    writer = csv.writer(into, lineterminator="\n")
    writer.writerows(_preamble(given))
    writer.writerow(column.value for column in _HEADER)
    for place, case in enumerate(given):
        row = _row(case, policy, _RATINGS[place % len(_RATINGS)])
        writer.writerow(row.get(column) for column in _HEADER)
    return into.getvalue()


def _preamble(cases: Sequence[Case]) -> list[list[str]]:
    received = sorted(case.complaint.submitted_at for case in cases)
    generated = max((case.events[-1].at for case in cases), default=None)
    told = [
        ["Judul Laporan", "Laporan Ringkas"],
        ["Nama Instansi", "Pemerintah Kota Contoh"],
        ["Tanggal Generate", _day(generated) if generated else ""],
        ["Periode Masuk", f"{_day(received[0])} - {_day(received[-1])}" if received else ""],
    ]
    return told + [[""]] * (_PREAMBLE_ROWS - len(told))


def _row(case: Case, policy: Policy, rating: int | None) -> dict[Column, object]:
    complaint, agency = case.complaint, _given_to(case)
    office = None if agency is None else policy.directory.agency(agency)
    parent = office and office.parent
    labels = {status.code: status.label.id for status in policy.workflow.statuses}
    return {
        Column.NUMBER: complaint.number,
        Column.RECEIVED_ON: _day(complaint.submitted_at),
        Column.RECEIVED_AT: f"{complaint.submitted_at.astimezone(UTC):%H:%M:%S}",
        Column.CLASSIFICATION: case.classification
        and CLASSIFICATION_LABELS[case.classification].id,
        Column.CATEGORY: case.category,
        Column.TITLE: complaint.title,
        Column.BODY: complaint.body,
        Column.FINAL_BODY: case.body,
        Column.PRIVACY: _privacy(complaint),
        Column.CHANNEL: complaint.channel,
        Column.PARENT_AGENCY: parent and policy.directory.agency(parent).name,
        Column.AGENCY_ID: agency,
        Column.AGENCY: office and office.name,
        Column.STATUS: labels[case.status],
        Column.BECAUSE: _because(case),
        Column.PROVINCE: "Contoh",
        Column.CITY: "Kota Contoh",
        Column.DISTRICT: _district(complaint, policy),
        Column.RATING: rating if case.phase is Phase.CLOSED else None,
    }


def _day(instant: datetime) -> str:
    utc = instant.astimezone(UTC)
    return f"{utc.day} {_MONTHS[utc.month - 1]} {utc.year}"


def _given_to(case: Case) -> str | None:
    """The agency that it was given to last, unless that one sent it back."""
    agency = None
    for event in case.events[1:]:
        if Effect.ASSIGN in event.effects:
            agency = event.holders[0]
        elif Effect.GIVE_BACK in event.effects:
            agency = None
    return agency


def _privacy(complaint: Complaint) -> str:
    words = (complaint.anonymous and "Anonim", complaint.confidential and "Rahasia")
    return "|".join(word for word in words if word)


def _because(case: Case) -> str | None:
    reason = next((event.reason for event in reversed(case.events) if event.reason), None)
    return ARCHIVE_REASONS[reason].id if case.phase is Phase.ARCHIVED and reason else None


def _district(complaint: Complaint, policy: Policy) -> str | None:
    region = complaint.region
    if region is None or region.level < RegionLevel.DISTRICT:
        return None
    return policy.directory.front_desk(region).name.removeprefix("Kecamatan ")
