"""The directory: which agencies there are, how they hang together, and who serves where."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from sp4n.errors import InvalidValue, UnknownCode, shown_key, suggester
from sp4n.frozen_dict import FrozenDict
from sp4n.model.agency import Agency
from sp4n.model.categories import Categories, parent_faults, shape_faults, upward
from sp4n.model.directory_digest import digest_of
from sp4n.model.directory_faults import (
    appointment_faults,
    desk_faults,
    duplicates,
    root_faults,
    successor_faults,
)
from sp4n.model.officer import ADMIN_ROLES, Actor, Appointment, Officer, Role
from sp4n.model.region import Region
from sp4n.model.succession import followers_of, line_of, perhaps_above, stand_in, successors_of
from sp4n.quiet import shown_short
from sp4n.validation import items_or_as_given, list_faults, refuse, type_fault

_Term = tuple[Role, date, date | None]


def _agencies(given: Iterable[Agency]) -> tuple[Agency, ...]:
    return items_or_as_given(given)


def _officers(given: Iterable[Officer]) -> tuple[Officer, ...]:
    return items_or_as_given(given)


def _appointments(given: Iterable[Appointment]) -> tuple[Appointment, ...]:
    return items_or_as_given(given)


_NO_ROLES: frozenset[Role] = frozenset()
_ONE_ROLE = {role: frozenset({role}) for role in Role}


@shown_short
@frozen(repr=False)
class Directory:
    """A frozen tree of agencies, and the appointments of their officers.

    There is exactly one root: the last resort of *No Wrong Door*, and the front desk of its own
    region unless another agency has that desk. Construction refuses, all at once (InvalidValue):
    duplicate codes, parents or successors that are not there, circles, more than 32 levels, no root
    or several, two front desks for one region at a time, appointments of or for unknown officers
    or at unknown agencies.

    Attributes:
        agencies: The agencies, in the order in which they were given.
        officers: The people.
        appointments: Who serves where, in which role.
        categories: The tree of categories.
        standing_roles: The roles that hold on every day, by officer and agency: whoever finds them
            there needs no date.
        succeeded: The codes of the agencies that somebody follows one day.
        changing: The agencies that are succeeded, or have such an agency above them: their lineage
            depends on the day.

    >>> directory = Directory([
    ...     Agency("NASIONAL", "Admin nasional"),
    ...     Agency("KOTA", "Kota Contoh", parent="NASIONAL", region="99.71", front_desk=True),
    ... ])
    >>> directory.front_desk(Region("99.71.01")).code, directory.front_desk(Region("98")).code
    ('KOTA', 'NASIONAL')
    """

    agencies: tuple[Agency, ...] = field(converter=_agencies)
    officers: tuple[Officer, ...] = field(default=(), converter=_officers, repr=False)
    appointments: tuple[Appointment, ...] = field(default=(), converter=_appointments, repr=False)
    categories: Categories = field(factory=Categories, repr=False)
    _by_code: Mapping[str, Agency] = field(init=False, eq=False, repr=False)
    _desks: Mapping[Region, tuple[Agency, ...]] = field(init=False, eq=False, repr=False)
    _terms: Mapping[tuple[str, str], tuple[_Term, ...]] = field(init=False, eq=False, repr=False)
    _teams: Mapping[str, tuple[Appointment, ...]] = field(init=False, eq=False, repr=False)
    _places: Mapping[str, tuple[str, ...]] = field(init=False, eq=False, repr=False)
    _lineages: Mapping[str, tuple[str, ...]] = field(init=False, eq=False, repr=False)
    standing_roles: Mapping[tuple[str, str], frozenset[Role]] = field(
        init=False, eq=False, repr=False
    )
    succeeded: frozenset[str] = field(init=False, eq=False, repr=False)
    changing: frozenset[str] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(
            *list_faults(Agency, self.agencies, "agencies", "agency"),
            *list_faults(Officer, self.officers, "officers", "officer"),
            *list_faults(Appointment, self.appointments, "appointments", "appointment"),
            type_fault(Categories, self.categories, "categories", "categories"),
        )
        by_code = {agency.code: agency for agency in self.agencies}
        parents = {agency.code: agency.parent for agency in self.agencies}
        suggest = suggester(by_code)
        refuse(
            *duplicates("agency", (agency.code for agency in self.agencies)),
            *parent_faults("agency", parents, "agency.{}.parent", suggest=suggest),
            *root_faults(parents),
            *shape_faults(parents, "agency.{}.parent"),
            *desk_faults(self.agencies),
            *duplicates("officer", (officer.id for officer in self.officers)),
            *appointment_faults(self.appointments, self.officers, by_code, suggest),
            *successor_faults(by_code, suggest),
        )
        self._index(by_code, parents)

    def _index(self, by_code: Mapping[str, Agency], parents: Mapping[str, str | None]) -> None:
        """Lay out who is where, and who hangs below whom, so that nothing is searched for."""
        desks: defaultdict[Region, list[Agency]] = defaultdict(list)
        for agency in self.agencies:
            if agency.front_desk:
                desks[agency.region].append(agency)
        roles: defaultdict[tuple[str, str], list[Appointment]] = defaultdict(list)
        teams: defaultdict[str, list[Appointment]] = defaultdict(list)
        places: defaultdict[str, list[str]] = defaultdict(list)
        for appointment in self.appointments:
            roles[appointment.officer, appointment.agency].append(appointment)
            teams[appointment.agency].append(appointment)
        for officer, place in roles:
            places[officer].append(place)
        index: dict[str, Mapping[Any, Any]] = {
            "_by_code": by_code,
            "_desks": {land: tuple(held) for land, held in desks.items()},
            "_terms": {
                (officer, agency): tuple(
                    _term(appointment, by_code[agency]) for appointment in held
                )
                for (officer, agency), held in roles.items()
            },
            "_teams": {agency: tuple(team) for agency, team in teams.items()},
            "_places": {officer: tuple(served) for officer, served in places.items()},
            "_lineages": {code: tuple(upward(code, parents)) for code in by_code},
            "standing_roles": {
                (officer, agency): frozenset(held.role for held in terms)
                for (officer, agency), terms in roles.items()
                if by_code[agency].is_always_active and all(held.is_standing for held in terms)
            },
        }
        for name, value in index.items():
            object.__setattr__(self, name, FrozenDict(value))
        replaced = frozenset(agency.code for agency in self.agencies if agency.successors)
        changing = (code for code, line in self._lineages.items() if not replaced.isdisjoint(line))
        object.__setattr__(self, "succeeded", replaced)
        object.__setattr__(self, "changing", frozenset(changing))

    @property
    def root(self) -> Agency:
        """The agency without a parent: where every complaint ends at worst."""
        return self._by_code[self._lineages[self.agencies[0].code][-1]]

    @property
    def digest(self) -> str:
        """A fingerprint of everything in it, equal on every machine: ``sha256:`` and 64 digits."""
        return digest_of(self.agencies, self.officers, self.appointments, self.categories)

    def agency(self, code: str) -> Agency:
        """Find an agency by its code; UnknownCode, with the closest one, if there is none."""
        agency = self._by_code.get(code)
        if agency is None:
            raise UnknownCode("agency", code, self._by_code)
        return agency

    def find(self, code: str) -> Agency | None:
        """Give the agency with a code; None when there is none."""
        return self._by_code.get(code)

    def lineage(self, code: str, on: date | None = None) -> tuple[str, ...]:
        """Give the codes from an agency up to the root, both included.

        With a day, successors stand where agencies had ended by then (`in_office`).
        """
        self.agency(code)
        if on is None or code not in self.changing:
            return self._lineages[code]
        return line_of(code, on, self._by_code, self._lineages)

    def is_within(self, code: str, ancestor: str, on: date | None = None) -> bool:
        """Tell whether an agency is `ancestor` or hangs below it; False for unknown codes.

        A day counts as it does for `lineage`.
        """
        return code in self._by_code and ancestor in self.lineage(code, on)

    def successors(self, code: str, on: date | None = None) -> tuple[str, ...]:
        """Give the agencies that do on a day what an agency did: itself as long as it has no end.

        Once it has ended, these are its successors that are active on the day, and theirs in turn.
        None: without a successor, or in a gap before it begins. Without a day, agencies that have
        no end count.

        Raises:
            UnknownCode: The directory has no such agency.

        >>> directory = Directory([
        ...     Agency("KOTA", "Kota Contoh"),
        ...     Agency("LAMA", "Dinas Lama", parent="KOTA", active_until=date(2026, 7, 1),
        ...         successors=["SATU", "DUA"]),
        ...     Agency("SATU", "Dinas Satu", parent="KOTA", active_from=date(2026, 7, 1)),
        ...     Agency("DUA", "Dinas Dua", parent="KOTA", active_from=date(2026, 7, 1)),
        ... ])
        >>> directory.successors("LAMA", date(2026, 6, 30)), directory.successors("LAMA")
        (('LAMA',), ('SATU', 'DUA'))
        """
        return successors_of(self.agency(code), on, self._by_code)

    def in_office(self, code: str, on: date | None = None) -> str:
        """Give the code that stands for an agency on a day: that of its successor once it ended.

        It is the agency's own as long as it has no end, if the directory doesn't have it, if nobody
        follows it, and if several do: then somebody must choose.
        """
        return stand_in(code, on, self._by_code) if code in self.succeeded else code

    def with_successors(self, codes: Collection[str], on: date | None = None) -> frozenset[str]:
        """Give codes with those of all agencies that follow one of them by a day, once it ended.

        Without a day, with those that ever do.
        """
        return followers_of(codes, on, self._by_code) if self.succeeded else frozenset(codes)

    def hangs_below(self, code: str, agencies: Collection[str], on: date | None = None) -> bool:
        """Tell whether an agency is one of some, or hangs below one of them, however far.

        Who follows one of them by the day counts as it does, without a day whoever ever does. So
        does the line of which an agency is part by then (`lineage`); and as long as nobody chose
        to which of several successors it falls (`Agency.falls_to`), the lines of all of them.
        """
        if not agencies:
            return False
        those = self.with_successors(agencies, on)
        if code in those or not those.isdisjoint(self._lineages.get(code, ())):
            return True
        if not self.succeeded or code not in self._by_code:
            return False
        return not those.isdisjoint(perhaps_above(code, on, self._by_code, self._lineages))

    def children(self, code: str) -> tuple[Agency, ...]:
        """Give the agencies directly below one, in the directory's order."""
        return tuple(agency for agency in self.agencies if agency.parent == code)

    def front_desk(self, region: Region | None, on: date | None = None) -> Agency:
        """Find the lowest active front desk that covers a region; the root when there is none.

        An unknown region (None) is received by the root.
        """
        return next(self.front_desks(region, on))

    def front_desks(self, region: Region | None, on: date | None = None) -> Iterator[Agency]:
        """Walk the active front desks from a region upward; the root comes last, once."""
        for land in () if region is None else region.lineage():
            for desk in self._desks.get(land, ()):
                if desk.is_active(on) and desk is not self.root:
                    yield desk
        yield self.root

    def is_competent(
        self,
        code: str,
        *,
        region: Region | None = None,
        category: str | None = None,
        on: date | None = None,
    ) -> bool:
        """Tell whether an agency is active, covers the region, and has the category in its mandate.

        What is unknown excludes nobody: a missing region, a missing category, and a category that
        the tree does not have.

        Args:
            code: The agency.
            region: Where it happened; None if unknown.
            category: What it is about; None if unknown.
            on: The day on which the agency has to be active; None: it has no end.

        Raises:
            UnknownCode: The directory has no such agency.
        """
        agency = self.agency(code)
        if not agency.is_active(on) or not agency.covers(region):
            return False
        lineage = frozenset(self.categories.lineage(category))
        return not lineage or not agency.mandate or not lineage.isdisjoint(agency.mandate)

    def roles(self, officer: str, agency: str, *, on: date) -> frozenset[Role]:
        """Give an officer's roles at an agency on a day; empty if the agency is not active then."""
        terms = self._terms.get((officer, agency), ())
        if len(terms) == 1:  # as nearly always
            role, since, until = terms[0]
            holds = since <= on and (until is None or on < until)
            return _ONE_ROLE[role] if holds else _NO_ROLES
        return frozenset(
            role for role, since, until in terms if since <= on and (until is None or on < until)
        )

    def served_by(self, officer: str, *, on: date) -> tuple[str, ...]:
        """Give the agencies at which an officer serves on a day, in whatever role."""
        places = self._places.get(officer, ())
        return tuple(agency for agency in places if self.roles(officer, agency, on=on))

    def team(self, agency: str, on: date | None) -> tuple[Appointment, ...]:
        """Give the appointments at an agency that hold on a day (None: those without end).

        An agency that is not active on the day (None: that has an end) has no team.
        """
        team = self._teams.get(agency, ())
        if not team or not self._is_active(agency, on):
            return ()
        return tuple(appointment for appointment in team if appointment.is_current(on))

    def appointments_at(self, agency: str) -> tuple[Appointment, ...]:
        """Give the appointments at an agency on whatever day; none for an unknown code."""
        return self._teams.get(agency, ())

    def has_role(self, agency: str, role: Role, *, on: date | None) -> bool:
        """Tell whether anybody holds a role at an agency on a day (None: without end)."""
        return any(appointment.role is role for appointment in self.team(agency, on))

    def has_admin(self, agency: str, on: date | None) -> bool:
        """Tell whether an agency has a national or an agency admin on a day (None: without end)."""
        return any(appointment.role in ADMIN_ROLES for appointment in self.team(agency, on))

    def lacks_liaison(self, agency: str, on: date | None) -> bool:
        """Tell whether nobody answers for an agency, while somebody does for the one above it.

        Such an agency would not know of a complaint that is sent to it; the one above it would.
        Raises UnknownCode if the directory has no such agency.
        """
        parent = self.agency(agency).parent
        if parent is None or self.has_role(agency, Role.LIAISON_OFFICER, on=on):
            return False
        return self.has_role(parent, Role.LIAISON_OFFICER, on=on)

    def actor(self, officer: str, *, on: date | None = None) -> Actor:
        """Let an officer act where they serve.

        With a day, only appointments that hold on it count, at agencies that are active on it.
        Raises InvalidValue if they serve nowhere (``no_appointment``) or at several agencies
        (``ambiguous_actor``).
        """
        held = (appointment for appointment in self.appointments if appointment.officer == officer)
        places = sorted(
            {
                appointment.agency
                for appointment in held
                if on is None or appointment in self.team(appointment.agency, on)
            }
        )
        if not places:
            raise InvalidValue.of("no_appointment", officer=shown_key(officer))
        if len(places) > 1:
            raise InvalidValue.of("ambiguous_actor", officer=officer, agencies=tuple(places))
        return Actor.officer(officer, at=places[0])

    def without_liaison(self, on: date | None) -> tuple[Agency, ...]:
        """Give the active agencies that have no liaison officer on a day (*belum terhubung*).

        Without a day, agencies and appointments that have no end count.
        """
        return tuple(
            agency
            for agency in self.agencies
            if agency.is_active(on) and not self.has_role(agency.code, Role.LIAISON_OFFICER, on=on)
        )

    def _is_active(self, code: str, on: date | None) -> bool:
        agency = self._by_code.get(code)
        return agency is not None and agency.is_active(on)

    def __repr__(self) -> str:
        sizes = f"{len(self.agencies)} agencies, {len(self.appointments)} appointments"
        return f"<Directory {self.root.code}: {sizes}>"

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Agency]:
        return iter(self.agencies)

    def __len__(self) -> int:
        return len(self.agencies)


def _term(held: Appointment, agency: Agency) -> _Term:
    """From when until when an appointment gives its role: as long as its agency is active too."""
    since = max(held.since or date.min, agency.active_from or date.min)
    ends = [end for end in (held.until, agency.active_until) if end is not None]
    return held.role, since, min(ends, default=None)
