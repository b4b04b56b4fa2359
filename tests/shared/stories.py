"""A small city, and the lives of its complaints told in a few words."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from sp4n.model import (
    Actor,
    Agency,
    AgencyKind,
    Appointment,
    Classification,
    Complaint,
    Directory,
    Officer,
    Role,
)
from sp4n.workdays import indonesia
from sp4n.workflow import LAPOR, Case, Command, Procedure, Workflow

__all__ = ["WIB", "instant_of", "small_city", "tell"]

WIB = timezone(timedelta(hours=7))

_PEOPLE = {
    "nasional": ("NASIONAL", Role.NATIONAL_ADMIN),
    "kota": ("KOTA", Role.AGENCY_ADMIN),
    "dinas": ("DINAS", Role.AGENCY_ADMIN),
    "unit": ("UNIT", Role.LIAISON_OFFICER),
    "lain": ("LAIN", Role.LIAISON_OFFICER),
}
_ACTORS = {
    "pelapor": Actor.reporter("reporter-0001"),
    "sistem": Actor.system(),
    **{officer: Actor.officer(officer, at=agency) for officer, (agency, _) in _PEOPLE.items()},
}
_FIELDS = {
    "hold": {"missing": "Contoh: di mana?"},
    "complete": {"addition": "Contoh: di sini."},
    "return": {"why": "Contoh: bukan wewenang kami."},
    "follow_up": {"answer": "Contoh: sudah diperbaiki."},
    "reply": {"message": "Contoh: belum."},
    "archive": {"reason": "unclear"},
}


def instant_of(text: str) -> datetime:
    """Read an instant; without an offset it is WIB."""
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=WIB)


def small_city(workflow: Workflow = LAPOR) -> Procedure:
    """A workflow, LAPOR!'s own at first, in a nation with one city, two offices and a unit."""
    directory = Directory(
        [
            Agency("NASIONAL", "Admin Contoh", kind=AgencyKind.NATIONAL, front_desk=True),
            Agency("KOTA", "Kota Contoh", parent="NASIONAL", region="99.71", front_desk=True),
            Agency("DINAS", "Dinas Contoh", parent="KOTA", region="99.71"),
            Agency("UNIT", "Unit Contoh", parent="DINAS", region="99.71"),
            Agency("LAIN", "Dinas Lain Contoh", parent="KOTA", region="99.71"),
        ],
        [Officer(officer, f"Petugas Contoh {officer}") for officer in _PEOPLE],
        [Appointment(officer, agency, role) for officer, (agency, role) in _PEOPLE.items()],
    )
    return Procedure(workflow, directory, indonesia())


def tell(
    procedure: Procedure,
    submitted: str,
    steps: Iterable[str] = (),
    *,
    classification: str | None = None,
    keyed_in: str | None = None,
    adopted: str | None = None,
    number: str = "1000001",
    category: str | None = None,
    channel: str | None = None,
) -> Case:
    """Tell a case: submitted when, keyed in or adopted when, and then what happened."""
    complaint = Complaint(
        number=number,
        title="Contoh",
        body="Jalan berlubang.",
        submitted_at=instant_of(submitted),
        region="99.71",
        reporter="reporter-0001",
        classification=classification and Classification(classification),
        category=category,
        channel=channel,
    )
    case = _begin(procedure, complaint, keyed_in, adopted)
    for step in steps:
        day, time, who, command, *more = step.split()
        words = [one if "=" in one else f"to={one}" for one in more]
        fields = {name: value for name, _, value in (one.partition("=") for one in words)}
        case = procedure.perform(
            case,
            Command(command, _FIELDS.get(command, {}) | fields),
            by=_ACTORS[who],
            at=instant_of(f"{day} {time}"),
        )
    return case


def _begin(
    procedure: Procedure, complaint: Complaint, keyed_in: str | None, adopted: str | None
) -> Case:
    if adopted is not None:
        day, time, status, holder = adopted.split()
        at = instant_of(f"{day} {time}")
        return procedure.adopt(complaint, status=status, holder=holder, source="lama", at=at)
    if keyed_in is not None:
        return procedure.receive(complaint, at=instant_of(keyed_in), by=_ACTORS["kota"])
    return procedure.receive(complaint, at=complaint.submitted_at)
