"""Agencies (*instansi*): who may be competent for a complaint."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import cast

from attrs import field, frozen

from sp4n.errors import Fault, fault
from sp4n.model.region import NATION, Region, region_fault, region_or_as_given
from sp4n.validation import (
    choice_fault,
    chosen,
    code_fault,
    codes_faults,
    date_fault,
    items_or_as_given,
    line_fault,
    list_faults,
    order_fault,
    refuse,
    set_faults,
    set_or_as_given,
    set_repr,
    type_fault,
)

_NAME_LIMIT = 200  # own choice, for categories too
_ID_LIMIT = 40  # own choice


class AgencyKind(StrEnum):
    """What an agency is in the state's order."""

    NATIONAL = "national"
    """The national administrator of SP4N-LAPOR!, the root of a full directory."""
    MINISTRY = "ministry"
    """Kementerian."""
    INSTITUTION = "institution"
    """Lembaga: a national body that is no ministry, the police for instance."""
    PROVINCE = "province"
    """Pemerintah provinsi."""
    REGENCY = "regency"
    """Pemerintah kabupaten."""
    CITY = "city"
    """Pemerintah kota."""
    WORK_UNIT = "work_unit"
    """Perangkat daerah (OPD): an office of a city, regency or province."""
    DISTRICT = "district"
    """Kecamatan."""
    VILLAGE = "village"
    """Kelurahan or desa."""
    STATE_OWNED = "state_owned"
    """BUMN: a company of the state."""
    REGION_OWNED = "region_owned"
    """BUMD: a company of a region, the water company for instance."""


def _kind(value: AgencyKind | str) -> AgencyKind:
    return chosen(AgencyKind, value)


def _region(value: Region | str) -> Region:
    return cast("Region", region_or_as_given(value))


def _name_fault(value: object, where: str) -> Fault | None:
    return line_fault(value, where, _NAME_LIMIT)


def _id_fault(value: object, where: str) -> Fault | None:
    return line_fault(value, where, _ID_LIMIT)


@frozen
class FormerName:
    """What an agency was called before it was renamed.

    Attributes:
        name: One line of at most 200 characters.
        until: The first day on which it was called otherwise.

    Raises:
        InvalidValue: The name is no such line, or the day is no date.
    """

    name: str
    until: date

    def __attrs_post_init__(self) -> None:
        refuse(
            _name_fault(self.name, "former_name.name"),
            date_fault(self.until, "former_name.until"),
        )


def _codes(given: Iterable[str]) -> tuple[str, ...]:
    return items_or_as_given(given)


def _former_names(given: Iterable[FormerName]) -> tuple[FormerName, ...]:
    return items_or_as_given(given)


@frozen
class Agency:
    """An organiser of public services (*penyelenggara*) that complaints can be given to.

    Attributes:
        code: What it is called in data.
        name: How people call it now; one line of at most 200 characters.
        kind: What it is in the state's order.
        parent: The code of the agency above it; None only for the root of a directory.
        region: The land that it serves.
        mandate: The categories that it is competent for, with all below them; none means all.
        front_desk: Whether it is the receiver of its region: who verifies a complaint that names no
            agency.
        active_from: Its first day; None if it has always existed.
        active_until: The first day on which it exists no longer; None if it has no end.
        lapor_ids: The IDs by which LAPOR!'s exports name it (*ID Instansi Terdisposisi*).
        successors: The codes of the agencies that have done its work since it ended: one after a
            renaming or a merger, several after a split.
        former_names: What it was called before.
        falls_to: Below which it hangs once the agency above it was split: a code among that one's
            successors; of later splits, too.

    Raises:
        InvalidValue: With all faults: a code, name, region, date or ID is not valid, the period
            has no day, it has successors but no end (``successor_without_end``), or two names for
            the same days (``duplicate``).

    >>> office = Agency("DPU", "Dinas Pekerjaan Umum", parent="KOTA", region="99.71")
    >>> office.covers(Region("99.71.01"))
    True
    """

    code: str
    name: str
    kind: AgencyKind = field(default=AgencyKind.WORK_UNIT, converter=_kind, kw_only=True)
    parent: str | None = field(default=None, kw_only=True)
    region: Region = field(default=NATION, converter=_region, kw_only=True)
    mandate: frozenset[str] = field(
        default=frozenset(), converter=set_or_as_given, kw_only=True, repr=set_repr
    )
    front_desk: bool = field(default=False, kw_only=True)
    active_from: date | None = field(default=None, kw_only=True)
    active_until: date | None = field(default=None, kw_only=True)
    lapor_ids: frozenset[str] = field(
        default=frozenset(), converter=set_or_as_given, kw_only=True, repr=set_repr
    )

    successors: tuple[str, ...] = field(default=(), converter=_codes, kw_only=True)
    former_names: tuple[FormerName, ...] = field(default=(), converter=_former_names, kw_only=True)
    falls_to: tuple[str, ...] = field(default=(), converter=_codes, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            code_fault(self.code, "agency.code"),
            _name_fault(self.name, "agency.name"),
            choice_fault(AgencyKind, self.kind, "agency.kind"),
            None if self.parent is None else code_fault(self.parent, "agency.parent"),
            region_fault(self.region, "agency.region"),
            *set_faults(_name_fault, self.mandate, "agency.mandate"),
            type_fault(bool, self.front_desk, "agency.front_desk", "true_or_false"),
            *self._period_faults(),
            *set_faults(_id_fault, self.lapor_ids, "agency.lapor_ids"),
            *codes_faults(self.successors, "agency.successors"),
            *codes_faults(self.falls_to, "agency.falls_to"),
            *list_faults(FormerName, self.former_names, "agency.former_names", "former_name"),
        )
        refuse(*self._succession_faults())

    def _succession_faults(self) -> Iterator[Fault]:
        where = "agency.successors"
        if self.successors and self.active_until is None:
            yield fault("successor_without_end", where)
        for place, code in enumerate(self.successors):
            if code == self.code or code in self.successors[:place]:
                yield fault("duplicate", f"{where}[{place}]", found=code)
        days = [former.until for former in self.former_names]
        for place, day in enumerate(days):
            if day in days[:place]:
                yield fault("duplicate", f"agency.former_names[{place}].until", found=day)

    def _period_faults(self) -> list[Fault | None]:
        start, end = self.active_from, self.active_until
        return [
            None if start is None else date_fault(start, "agency.active_from"),
            None if end is None else date_fault(end, "agency.active_until"),
            order_fault(start, end, "agency.active_until"),
        ]

    @property
    def is_always_active(self) -> bool:
        """Tell whether it is active on every day, since its period has neither start nor end."""
        return self.active_from is self.active_until is None

    def is_active(self, on: date | None) -> bool:
        """Tell whether the agency exists on a day; without a day, whether it has no end."""
        if on is None:
            return self.active_until is None
        started = self.active_from is None or self.active_from <= on
        return started and (self.active_until is None or on < self.active_until)

    def has_ended(self, on: date | None) -> bool:
        """Tell whether the agency exists no longer on a day; without a day, whether it has an end.

        >>> Agency("A", "A", active_until=date(2026, 7, 1)).has_ended(date(2026, 7, 1))
        True
        """
        return self.active_until is not None and (on is None or self.active_until <= on)

    def name_on(self, on: date | None) -> str:
        """Give the name by which it was called on a day; without a day, the present one.

        >>> former = FormerName("Dinas PU", until=date(2026, 7, 1))
        >>> office = Agency("DPU", "Dinas PUPR", former_names=[former])
        >>> office.name_on(date(2026, 6, 30)), office.name_on(date(2026, 7, 1))
        ('Dinas PU', 'Dinas PUPR')
        """
        if on is None:
            return self.name
        later = (former for former in self.former_names if on < former.until)
        found = min(later, key=lambda former: former.until, default=None)
        return self.name if found is None else found.name

    def covers(self, region: Region | None) -> bool:
        """Tell whether it serves a region; an unknown region (None) excludes nobody."""
        return region is None or self.region.contains(region)
