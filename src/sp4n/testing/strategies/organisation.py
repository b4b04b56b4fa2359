"""Strategies for who handles complaints: agencies, directories and actors."""

from datetime import date

from attrs import define, evolve, field
from hypothesis import strategies as st

from sp4n.model import (
    NATION,
    Actor,
    Agency,
    AgencyKind,
    Appointment,
    Categories,
    Directory,
    Officer,
    Region,
    RegionLevel,
    Role,
)
from sp4n.testing.strategies.plain import check_range, made_up_codes, regions

CATEGORIES = Categories(
    {
        "Jalan": None,
        "Jalan Berlubang": "Jalan",
        "Trotoar": "Jalan",
        "Lingkungan": None,
        "Sampah": "Lingkungan",
        "Topik Lainnya": None,
    }
)
"""The categories of every directory from here: three at the top, three below."""

_LONG_AGO, _ONCE = date(2020, 1, 1), date(2023, 1, 1)
_SINCE = st.sampled_from((None, _LONG_AGO))
_ENDED = st.sampled_from((None, None, None, _ONCE))
_MANDATES = st.frozensets(st.sampled_from(tuple(CATEGORIES)), max_size=3)
_KINDS = st.sampled_from(AgencyKind)


def agencies(*, parent: str | None = None) -> st.SearchStrategy[Agency]:
    """Give single agencies, by default roots, of any kind, mandate and period.

    Shrinks to a national one with number 1, for every category and without end.

    >>> from hypothesis import find
    >>> find(agencies(), lambda agency: True).code
    'X-0001'
    """
    return st.builds(
        Agency,
        made_up_codes("X"),
        st.integers(1, 99).map(lambda n: f"Instansi Contoh {n}"),
        kind=_KINDS,
        parent=st.just(parent),
        region=st.just(NATION) | regions(),
        mandate=_MANDATES,
        front_desk=st.booleans(),
        active_from=_SINCE,
        active_until=_ENDED,
    )


def directories(*, max_agencies: int = 8) -> st.SearchStrategy[Directory]:
    """Give directories of 1 to `max_agencies` agencies in which every complaint can be handled.

    The root has a national admin, every front desk an agency admin, and every agency a team of
    one to three; whoever serves, serves since 2020 or earlier and without end. Some officers serve
    at two agencies, some agencies ended in 2023 (never the root) and some of these have successors,
    some have no liaison officer. The categories are `CATEGORIES`. The agencies stand in any order.
    Shrinks to the root alone.

    >>> from hypothesis import find
    >>> find(directories(), lambda directory: True).root.code
    'X-0001'
    """
    check_range(1, max_agencies, "directories(max_agencies=…)", 1, 9_999)
    return _directories(max_agencies)


@define
class _Draft:
    """A directory on the way: what was drawn so far."""

    agencies: list[Agency] = field(factory=list)
    officers: list[Officer] = field(factory=list)
    appointments: list[Appointment] = field(factory=list)

    def appoint(self, role: Role, agency: Agency, since: date | None) -> None:
        """Find a new officer for an agency."""
        number = len(self.officers) + 1
        officer = Officer(f"officer-{number:04d}", f"Petugas Contoh {number}")
        self.officers.append(officer)
        self.appointments.append(Appointment(officer.id, agency.code, role, since=since))


@st.composite
def _directories(draw: st.DrawFn, max_agencies: int) -> Directory:
    draft = _Draft()
    for number in range(1, draw(st.integers(1, max_agencies)) + 1):
        agency = _root() if number == 1 else _below(draw, draft.agencies, number)
        draft.agencies.append(agency)
        _staff(draw, draft, agency)
    _serve_twice(draw, draft)
    agencies = [_followed(draw, place, draft.agencies) for place in range(len(draft.agencies))]
    return Directory(
        draw(st.permutations(agencies)), draft.officers, draft.appointments, CATEGORIES
    )


def _followed(draw: st.DrawFn, place: int, agencies: list[Agency]) -> Agency:
    """An agency as it is; one that ended perhaps with successors, from those before it."""
    agency, others = agencies[place], [one.code for one in agencies[:place]]
    if agency.active_until is None or not draw(st.booleans()):
        return agency
    successors = draw(st.lists(st.sampled_from(others), max_size=2, unique=True))
    return evolve(agency, successors=successors)


def _root() -> Agency:
    return Agency("X-0001", "Instansi Contoh 1", kind=AgencyKind.NATIONAL)


def _below(draw: st.DrawFn, above: list[Agency], number: int) -> Agency:
    """An agency below one of those that are there; a desk only where its region has none yet."""
    parent = draw(st.sampled_from(above))
    region = draw(_lands(parent.region))
    desks = {agency.region for agency in above if agency.front_desk}
    return Agency(
        f"X-{number:04d}",
        f"Instansi Contoh {number}",
        kind=draw(_KINDS),
        parent=parent.code,
        region=region,
        mandate=draw(_MANDATES),
        front_desk=region not in desks and draw(st.booleans()),
        active_until=draw(_ENDED),
    )


def _lands(land: Region) -> st.SearchStrategy[Region]:
    """The land itself, or one of a few within it, so that agencies meet."""
    within = st.just(Region("99")) if land == NATION else _few_within(land)
    return st.just(land) | within


def _few_within(land: Region) -> st.SearchStrategy[Region]:
    tails = {RegionLevel.PROVINCE: "7", RegionLevel.CITY: "0", RegionLevel.DISTRICT: "100"}
    if land.level not in tails:
        return st.just(land)
    return st.integers(1, 3).map(lambda n: Region(f"{land.code}.{tails[land.level]}{n}"))


def _staff(draw: st.DrawFn, draft: _Draft, agency: Agency) -> None:
    is_root = agency.parent is None
    if is_root:
        draft.appoint(Role.NATIONAL_ADMIN, agency, draw(_SINCE))
    elif agency.front_desk or draw(st.booleans()):
        draft.appoint(Role.AGENCY_ADMIN, agency, draw(_SINCE))
    for role in draw(st.sampled_from(_TEAMS)):
        draft.appoint(role, agency, draw(_SINCE))


_TEAMS = ((Role.LIAISON_OFFICER,), (Role.OPERATOR,), (Role.LIAISON_OFFICER, Role.OPERATOR))


def _serve_twice(draw: st.DrawFn, draft: _Draft) -> None:
    """Let somebody serve at a second agency, or in a second role at the same one."""
    if draw(st.booleans()):
        first = draw(st.sampled_from(draft.appointments))
        agency = draw(st.sampled_from(draft.agencies))
        role = draw(st.sampled_from((Role.LIAISON_OFFICER, Role.OPERATOR)))
        draft.appointments.append(evolve(first, agency=agency.code, role=role))


def actors(*, directory: Directory) -> st.SearchStrategy[Actor]:
    """Give the system, reporters, and the officers of a directory, each where they serve.

    Now and then an officer acts for an agency where they do not serve. Reporters have the keys
    that `complaints` gives, or none. Shrinks to the system.

    >>> from hypothesis import find
    >>> find(actors(directory=Directory([Agency("X", "Contoh")])), lambda actor: True).kind
    <ActorKind.SYSTEM: 'system'>
    """
    reporters = st.builds(Actor.reporter, st.none() | made_up_codes("reporter", 3))
    choices = [st.just(Actor.system()), reporters]
    if directory.appointments:
        serving = st.sampled_from(
            [
                Actor.officer(appointment.officer, at=appointment.agency)
                for appointment in directory.appointments
            ]
        )
        agency = st.sampled_from([agency.code for agency in directory])
        choices += [serving, st.builds(evolve, serving, agency=agency)]
    return st.one_of(choices)
