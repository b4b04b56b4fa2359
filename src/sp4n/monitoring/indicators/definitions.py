"""Definitions: what a figure counts, on which basis, by whose words, and how sure we are.

Whoever hides small numbers has to know what a reader can work out from several indicators. So each
definition declares what its numbers have in common with those of others (`Counts`).
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from sp4n.errors import fault
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Label, Message, Wording
from sp4n.validation import (
    chosen,
    code_fault,
    items_or_as_given,
    label_faults,
    list_faults,
    note_fault,
    refuse,
    type_fault,
)
from sp4n.workdays.decree import Sureness
from sp4n.workflow import Phase


class Basis(StrEnum):
    """Which complaints a figure speaks of."""

    COHORT = "cohort"
    """Those received in the period, wherever they stand by now."""
    FLOW = "flow"
    """What happened in the period: those that ended in it, whenever they were received."""
    STOCK = "stock"
    """Those that are open at the instant of reading, whenever they were received; or agencies as
    they stand then."""


BASIS_LABELS: FrozenDict[Basis, Message] = FrozenDict(
    {basis: Message(f"basis.{basis}") for basis in Basis}
)
"""How the bases are said, with the period."""


class Knowledge(StrEnum):
    """What has to be known of complaints for a figure; a source may lack some of it."""

    HISTORY = "history"
    """When things happened, and who held the complaint: an export lacks it."""
    ENDS = "ends"
    """When complaints ended: an export of LAPOR! lacks it, other registers may have it."""
    REASONS = "reasons"
    """Why a complaint was archived."""
    RATINGS = "ratings"
    """What reporters said of how it was handled."""
    READ_ON = "read_on"
    """On which day the source was read."""


KNOWLEDGE_LABELS: FrozenDict[Knowledge, Wording] = FrozenDict(
    {knowledge: Message(f"knowledge.{knowledge}") for knowledge in Knowledge}
)
"""What a source lacks, for each kind of knowledge."""


def _phases(given: Iterable[Phase | str]) -> frozenset[Phase]:
    items: object = items_or_as_given(given)
    if not isinstance(items, tuple):
        return items  # type: ignore[return-value]  # for the check to refuse
    return frozenset(chosen(Phase, item) for item in items)


def _listed(phases: object) -> object:
    return tuple(phases) if isinstance(phases, frozenset) else phases


@frozen
class Counted:
    """The complaints that a number counts: all that stand in some phases, or some of those.

    Raises InvalidValue if a phase is unknown, or there is no phase at all.

    >>> Counted(["closed"]).phases == {Phase.CLOSED}
    True
    """

    phases: frozenset[Phase] = field(converter=_phases)
    is_all: bool = field(default=True, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(*list_faults(Phase, _listed(self.phases), "counted.phases", "code"))
        refuse(None if self.phases else fault("empty", "counted.phases"))


def _table(given: Mapping[str, Any]) -> Mapping[str, Any]:
    table: object = given
    return FrozenDict(table) if isinstance(table, Mapping) else given  # for the check to refuse


@frozen
class Counts:
    """What the numbers of an indicator count, as far as other indicators may count the same.

    Attributes:
        n: The complaints that the figure rests on; None if that has nothing to do with phases,
            or only with what is known of them.
        value: The complaints that the figure itself counts.
        rest: Those of `n` that a share doesn't count, where that is to be said too.
        parts: Those that a part counts, by its key. Parts whose keys aren't known beforehand say so
            by `Part.phase`.
        left_out: Those that are left out, by the reason.
        same: A name for what a part counts, by its key: the parts of several indicators with one
            name are the same complaints.
        in_time_of: The code of the standard by which runs of its clock are judged.
        time_of: The code of the standard whose runs are timed.

    `Counts()` says that no number has to do with the phases of complaints. What is declared wrongly
    is not protected. Raises InvalidValue if a field is not what it should be.
    """

    n: Counted | None = None
    value: Counted | None = None
    rest: Counted | None = field(default=None, kw_only=True)
    parts: Mapping[str, Counted] = field(factory=dict, converter=_table, kw_only=True)
    left_out: Mapping[str, Counted] = field(factory=dict, converter=_table, kw_only=True)
    same: Mapping[str, str] = field(factory=dict, converter=_table, kw_only=True)
    in_time_of: str = field(default="", kw_only=True)
    time_of: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        tables = {"parts": self.parts, "left_out": self.left_out, "same": self.same}
        refuse(
            *(
                type_fault(Mapping, table, f"counts.{name}", "table")
                for name, table in tables.items()
            )
        )
        whole = [counted for counted in (self.n, self.value, self.rest) if counted is not None]
        given = (*whole, *self.parts.values(), *self.left_out.values())
        refuse(
            *list_faults(Counted, given, "counts", "what_is_counted"),
            *list_faults(str, tuple(self.same.values()), "counts.same", "name"),
            *(code_fault(code, "counts") for code in (self.in_time_of, self.time_of) if code),
        )


_LONGEST = 1_000  # own choice, in characters: a meaning may be a few sentences


def _needs(given: "frozenset[Knowledge] | set[Knowledge]") -> frozenset[Knowledge]:
    return frozenset(given)


@frozen
class Definition:
    """What an indicator is, how it is measured, and whose it is.

    Attributes:
        id: Its code.
        label: What it is called.
        meaning: How it is measured.
        unit: What `n` counts.
        basis: Of which complaints it speaks. None for what can be measured both of the complaints
            received in a period and of those that ended in it; then whoever asks chooses.
        needs: What has to be known of the complaints.
        measured_in: The unit of the figure, if it has one.
        of_complaints: Whether what `n` counts are not complaints but something that happens to
            them.
        has_split: Whether the parts of the figure, if it has any, are shares of one whole; those of
            classes are each of its own.
        counts: What its numbers count. Without it, they can't be hidden safely beside those of
            others, and `suppressed` refuses the indicator.
        source: Who defined it, a line of at most 500 characters.
        sure: How sure we are.

    Raises:
        InvalidValue: The id is not a code, words are not labels (lines of at most 1,000
            characters), or another field is not what it should be.
    """

    id: str
    label: Wording
    meaning: Wording
    unit: Wording
    basis: Basis | None = None
    needs: frozenset[Knowledge] = field(default=frozenset(), converter=_needs)
    measured_in: Wording = field(default=Label(id="", en=""), kw_only=True)
    of_complaints: bool = field(default=False, kw_only=True)
    has_split: bool = field(default=True, kw_only=True)
    counts: Counts | None = field(default=None, kw_only=True, hash=False)
    source: str = field(default="", kw_only=True)
    sure: Sureness = field(default="own choice", kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            code_fault(self.id, "definition.id"),
            *(
                wrong
                for name in ("label", "meaning", "unit", "measured_in")
                for wrong in label_faults(getattr(self, name), f"definition.{name}", _LONGEST)
            ),
            None
            if self.counts is None
            else type_fault(Counts, self.counts, "definition.counts", "what_is_counted"),
            note_fault(self.source, "definition.source"),
            *list_faults(Knowledge, tuple(self.needs), "definition.needs", "code"),
        )
