"""Definitions: what a figure counts, on which basis, by whose words, and how sure we are."""

from enum import StrEnum

from attrs import field, frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Label, Template
from sp4n.monitoring.indicators.counts import Counts
from sp4n.validation import (
    code_fault,
    label_faults,
    list_faults,
    note_fault,
    refuse,
    type_fault,
)
from sp4n.workdays.decree import Sureness


class Basis(StrEnum):
    """Which complaints a figure speaks of."""

    COHORT = "cohort"
    """Those received in the period, wherever they stand by now."""
    FLOW = "flow"
    """What happened in the period: those that ended in it, whenever they were received."""
    STOCK = "stock"
    """Those that are open at the instant of reading, whenever they were received; or agencies as
    they stand then."""


BASIS_LABELS: FrozenDict[Basis, Template] = FrozenDict(
    {
        Basis.COHORT: Template(id="yang diterima {period}", en="received {period}"),
        Basis.FLOW: Template(id="yang berakhir {period}", en="that ended {period}"),
        Basis.STOCK: Template(id="saat dibaca", en="when read"),
    }
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


KNOWLEDGE_LABELS: FrozenDict[Knowledge, Label] = FrozenDict(
    {
        Knowledge.HISTORY: Label(
            id="sumber ini tidak memuat kapan status berubah dan ke mana pengaduan berpindah",
            en="the source does not say when statuses changed, nor where complaints went",
        ),
        Knowledge.ENDS: Label(
            id="sumber ini tidak memuat kapan pengaduan berakhir",
            en="the source does not say when complaints ended",
        ),
        Knowledge.REASONS: Label(
            id="sumber ini tidak memuat alasan arsip", en="the source has no reasons for archiving"
        ),
        Knowledge.RATINGS: Label(
            id="sumber ini tidak memuat penilaian", en="the source has no ratings"
        ),
        Knowledge.READ_ON: Label(
            id="sumber ini tidak menyebut kapan dibuat; sebutkan tanggalnya",
            en="the source does not say when it was made; give the day",
        ),
    }
)
"""What a source lacks, for each kind of knowledge."""


_LONGEST = 1_000  # own choice, in characters: a meaning may be a few sentences


def _needs(given: "frozenset[Knowledge] | set[Knowledge]") -> frozenset[Knowledge]:
    return frozenset(given)


@frozen
class Definition:
    """What an indicator is: its id, what it is called, how it is measured, and whose it is.

    `unit` is what `n` counts, with `of_complaints` where those are no complaints but something that
    happens to them. `measured_in` is the unit of the figure, if it has one. `basis` is None
    for what can be measured both of the complaints received in a period and of those that ended in
    it; then whoever asks chooses. `needs` is what has to be known of the complaints. `has_split`
    tells that the parts of the figure, if it has any, are shares of one whole; those of classes are
    each of its own. `counts` declares what its numbers count: without it, they can't be hidden
    safely beside those of others, and `suppressed` refuses the indicator. `source` names who
    defined it and `sure` how sure we are.

    Raises InvalidValue: an id that is no code, words that are no labels (lines of at most 1,000
    characters), a source that is no line of at most 500, counts that are none.
    """

    id: str
    label: Label
    meaning: Label
    unit: Label
    basis: Basis | None = None
    needs: frozenset[Knowledge] = field(default=frozenset(), converter=_needs)
    measured_in: Label = field(default=Label(id="", en=""), kw_only=True)
    of_complaints: bool = field(default=False, kw_only=True)
    has_split: bool = field(default=True, kw_only=True)
    counts: Counts | None = field(default=None, kw_only=True, hash=False)
    source: str = field(default="", kw_only=True)
    sure: Sureness = field(default="own choice", kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            code_fault(self.id, "definition.id"),
            *(
                one
                for name in ("label", "meaning", "unit", "measured_in")
                for one in label_faults(getattr(self, name), f"definition.{name}", _LONGEST)
            ),
            None
            if self.counts is None
            else type_fault(Counts, self.counts, "definition.counts", "what is counted"),
            note_fault(self.source, "definition.source"),
            *list_faults(Knowledge, tuple(self.needs), "definition.needs", "a code"),
        )
