"""What a caller says of some files, since they do not say it themselves."""

from collections.abc import Mapping
from datetime import UTC, date, tzinfo
from typing import Literal, cast

from attrs import define, field

from sp4n.errors import Fault, InvalidValue
from sp4n.interchange.lapor_export.columns import Column, Headings
from sp4n.interchange.lapor_export.moments import DATES, Dates
from sp4n.model.directory import Directory
from sp4n.model.region import Region, region_fault, region_or_as_given
from sp4n.validation import date_fault, refuse, type_fault, word_fault
from sp4n.workdays.zones import ZONES, Zone, zone_of_province

Times = Literal["UTC", "local"] | Zone
"""How the days and times of a file are meant; ``local`` is the zone of the region."""


def _region(told: Region | str | None) -> Region | None:
    """Read the region; what is none stays as it is, and is refused with all else."""
    return None if told is None else cast("Region", region_or_as_given(told))


@define
class Options:
    """What a caller says of the files; `zone` is that of their times, `times` its name."""

    region: Region | None = field(converter=_region)
    columns: Mapping[str, str] | None
    dates: Dates | None
    times: Times
    keep_names: bool
    oversight_since: date | None
    directory: Directory | None
    words: bool
    zone: tzinfo = field(init=False)

    def __attrs_post_init__(self) -> None:
        given: dict[str, Fault | None] = {
            "region": region_fault(self.region, "region"),
            "columns": type_fault(Mapping, self.columns, "columns", "table"),
            "dates": word_fault(self.dates, DATES, "dates"),
            "times": word_fault(self.times, ("UTC", *ZONES, "local"), "times"),
            "oversight_since": date_fault(self.oversight_since, "oversight_since"),
            "keep_names": type_fault(bool, self.keep_names, "keep_names", "true_or_false"),
            "directory": type_fault(Directory, self.directory, "directory", "directory"),
            "words": type_fault(bool, self.words, "words", "true_or_false"),
        }
        optional = ("region", "columns", "dates", "oversight_since", "directory")
        refuse(
            *(
                wrong
                for name, wrong in given.items()
                if getattr(self, name) is not None or name not in optional
            )
        )
        self.times = self._zone_name()
        self.zone = UTC if self.times == "UTC" else ZONES[self.times]

    def _zone_name(self) -> Literal["UTC"] | Zone:
        if self.times != "local":
            return self.times
        local = zone_of_province("" if self.region is None else self.region.code)
        if local is None:
            raise InvalidValue.of("no_local_zone", "times", allowed=("UTC", *ZONES))
        return local

    def headings(self) -> Headings:
        """Give the names by which columns are found; reporters' names are not, unless asked for."""
        return Headings(self.columns, left_out=() if self.keep_names else (Column.REPORTER,))
