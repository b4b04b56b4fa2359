"""A day that isn't worked, with the reason."""

from collections.abc import Sequence
from datetime import date as Date  # noqa: N812 - the field is called `date`, as the JSON key is
from typing import Literal

from attrs import frozen

from sp4n.labels import Label, Language
from sp4n.workdays.decree import Decree

__all__ = ["KINDS", "Kind", "SkippedDay"]

Kind = Literal["weekend", "national", "joint_leave", "closure"]
"""Why a day isn't worked. A day with several reasons has the first of: national, joint leave,
closure, weekend (own choice), so that a holiday on a Sunday still shows its name and decree."""

KINDS: dict[Kind, Label] = {
    "weekend": Label(id="akhir pekan", en="weekend"),
    "national": Label(id="libur nasional", en="national holiday"),
    "joint_leave": Label(id="cuti bersama", en="joint leave"),
    "closure": Label(id="tutup", en="closure"),
}
"""The kinds in words."""

_WEEKDAYS = (
    Label(id="Senin", en="Monday"),
    Label(id="Selasa", en="Tuesday"),
    Label(id="Rabu", en="Wednesday"),
    Label(id="Kamis", en="Thursday"),
    Label(id="Jumat", en="Friday"),
    Label(id="Sabtu", en="Saturday"),
    Label(id="Minggu", en="Sunday"),
)


@frozen
class SkippedDay:
    """One day that a count of working days passes over: when, why, its name and its decree.

    `decree` is None for weekends, closures and election days, and for holidays that no decree has
    fixed yet.

    >>> SkippedDay.weekend(Date(2025, 1, 25)).name.en
    'Saturday'
    """

    date: Date
    kind: Kind
    name: Label
    decree: Decree | None = None

    @classmethod
    def weekend(cls, day: Date) -> "SkippedDay":
        """Make a weekend day."""
        return cls(day, "weekend", _WEEKDAYS[day.weekday()])

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self, language: Language = "en") -> str:
        """Say what day it is, such as ``2025-03-28 joint leave: Day of Silence``."""
        name = in_language(self.name, language)
        return f"{self.date} {in_language(KINDS[self.kind], language)}: {name}"

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "date": self.date.isoformat(),
            "kind": self.kind,
            "name": in_language(self.name, language),
            "decree": str(self.decree) if self.decree else None,
        }


def in_language(label: Label, language: Language) -> str:
    """Give a label's text as it stands: names may come from users, so no braces are filled in."""
    return label.id if language == "id" else label.en


def joined(labels: Sequence[Label]) -> Label:
    """Name a day on which several feasts fall."""
    if len(labels) == 1:
        return labels[0]
    return Label(id="; ".join(one.id for one in labels), en="; ".join(one.en for one in labels))
