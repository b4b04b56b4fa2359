"""What can be wrong with a directory as a whole, part by part."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from sp4n.errors import Fault, fault, suggester
from sp4n.model.agency import Agency
from sp4n.model.officer import Appointment, Officer
from sp4n.model.succession import circle_of

_Suggest = Callable[[str], str | None]


def duplicates(kind: str, codes: Iterable[str]) -> Iterator[Fault]:
    """Each code stands once."""
    for code, times in Counter(codes).items():
        if times > 1:
            yield fault("duplicate", f"{kind}.{code}", found=code)


def root_faults(parents: Mapping[str, str | None]) -> Iterator[Fault]:
    """Exactly one agency has no parent."""
    roots = tuple(code for code, parent in parents.items() if parent is None)
    if not roots:
        yield fault("no_root", "agency")
    elif len(roots) > 1:
        yield fault("two_roots", "agency", found=roots)


def desk_faults(agencies: Iterable[Agency]) -> Iterator[Fault]:
    """No region has two front desks on one day."""
    desks: defaultdict[str, list[Agency]] = defaultdict(list)
    for agency in agencies:
        if agency.front_desk:
            desks[agency.region.code].append(agency)
    for region, held in desks.items():
        found = tuple(desk.code for place, desk in enumerate(held) if _meets(held, place))
        if found:
            yield fault("two_front_desks", "agency", region=region, found=found)


def _meets(desks: Sequence[Agency], place: int) -> bool:
    """Tell whether another desk is active on one of a desk's days."""
    begin, end = _period(desks[place])
    others = (_period(desk) for other, desk in enumerate(desks) if other != place)
    return any(since < end and begin < until for since, until in others)


def _period(agency: Agency) -> tuple[date, date]:
    return agency.active_from or date.min, agency.active_until or date.max


def appointment_faults(
    appointments: Iterable[Appointment],
    officers: Iterable[Officer],
    by_code: Mapping[str, Agency],
    suggest_agency: _Suggest,
) -> Iterator[Fault]:
    """Agencies and officers of appointments are there."""
    ids = {officer.id for officer in officers}
    suggest_officer = suggester(ids)
    for place, held in enumerate(appointments):
        for part, kind, code, known, suggest in (
            ("agency", "agency", held.agency, by_code, suggest_agency),
            ("officer", "officer", held.officer, ids, suggest_officer),
            ("acting_for", "officer", held.acting_for, ids, suggest_officer),
        ):
            if code is not None and code not in known:
                where = f"appointment[{place}].{part}"
                yield fault(f"unknown_{kind}", where, found=code, suggestion=suggest(code))


def successor_faults(by_code: Mapping[str, Agency], suggest: _Suggest) -> Iterator[Fault]:
    """Successors, and whom agencies fall to, are there; nobody follows themselves in the end."""
    for agency in by_code.values():
        named = (("successors", agency.successors), ("falls_to", agency.falls_to))
        for key, place, code in (
            (key, place, code) for key, codes in named for place, code in enumerate(codes)
        ):
            if code not in by_code:
                where = f"agency.{agency.code}.{key}[{place}]"
                yield fault("unknown_agency", where, found=code, suggestion=suggest(code))
    circle = circle_of(by_code)
    if circle:
        yield fault("successor_cycle", f"agency.{circle[0]}.successors", found=circle)
