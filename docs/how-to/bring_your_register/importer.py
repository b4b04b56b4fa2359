"""Brings the register of *Aduan Warga*, a made-up application that keeps a status history."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sp4n import Case, CommandRefused, Complaint, InvalidValue, Policy, UnknownCode
from sp4n.workflow import PastStep

WIB = ZoneInfo("Asia/Jakarta")
STATUSES = {
    "baru": "unverified",
    "diteruskan": "verified",
    "diproses": "verified",  # none of ours: the office owes an answer, as before
    "survei": "verified",  # the same
    "menunggu warga": "awaiting_completion",
    "dijawab": "followed_up",
    "ditanggapi": "replied",
    "dibuka lagi": "replied",  # none of ours: it owes an answer once more
    "selesai": "closed_by_admin",
    "ditolak": "archived_by_admin",
}
OFFICES = {"Diskominfo": "KOTA", "PU": "DPU", "Lingkungan": "DLH", "Pertamanan": None}


def bring(file: Path, policy: Policy, at: datetime) -> tuple[list[Case], dict[str, str]]:
    """Take every report over, as of an instant; and tell of each that can't be, why not."""
    cases, left = [], {}
    for report in json.loads(file.read_text("utf-8")):
        try:
            cases.append(_adopted(report, policy, at))
        except (InvalidValue, CommandRefused, UnknownCode) as error:
            left[report["nomor"]] = str(error)
    return cases, left


def _adopted(report: Mapping[str, Any], policy: Policy, at: datetime) -> Case:
    steps = [_step(line) for line in report["riwayat"]]
    complaint = Complaint(
        report["nomor"], report["judul"], report["isi"], steps[0].at,
        region="99.71", reporter=report["pelapor"], recorded=True,
    )  # fmt: skip
    holder = next((step.holder for step in reversed(steps) if step.holder), "KOTA")
    status = STATUSES.get(report["status"], report["status"])
    return policy.adopt(
        complaint, status=status, holder=holder, source="aduan-warga", at=at, steps=steps
    )


def _step(line: Mapping[str, str]) -> PastStep:
    """Read one line of the history. What is not in the tables will be refused."""
    at = datetime.strptime(line["waktu"], "%d/%m/%Y %H:%M").replace(tzinfo=WIB)
    status = STATUSES.get(line["status"], line["status"])
    holder = OFFICES.get(line["unit"], line["unit"])
    return PastStep(at, status, holder, source_status=line["status"])
