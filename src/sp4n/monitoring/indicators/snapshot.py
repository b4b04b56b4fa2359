"""Snapshots: what is known of some complaints at an instant, as figures are worked out from."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any, Literal, TypeVar, cast, get_args

from attrs import evolve, field, frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Wording
from sp4n.model.complaint import Classification
from sp4n.model.officer import ActorKind
from sp4n.monitoring.indicators.definitions import Basis, Knowledge
from sp4n.monitoring.period import Period
from sp4n.quiet import shown_short
from sp4n.sla import ClockState, Standard
from sp4n.validation import (
    choice_fault,
    chosen,
    items_or_as_given,
    list_faults,
    refuse,
    set_faults,
    set_or_as_given,
    type_fault,
    word_fault,
)
from sp4n.workflow import Phase

Dimension = Literal["agency", "category", "classification", "channel", "region", "month"]
"""What complaints may be grouped by; the month is that of receipt."""

DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
"""All of them."""

_Item = TypeVar("_Item")
_Key = Callable[[Any], str | None]


def _phase(value: Phase | str | None) -> Phase | None:
    return value if value is None or isinstance(value, Phase) else chosen(Phase, value)


def _length(text: str | None) -> str:
    """Say how long a name is: one that no directory knows may be anybody's words."""
    return "None" if text is None else f"<{len(text)} characters>"


@shown_short
@frozen
class Entry:
    """One complaint as it stands at the instant; None is what nobody knows.

    It checks nothing of itself, since it is made from what was checked.

    Attributes:
        number: The complaint's number.
        received_on: The day of receipt.
        status: The code of its status.
        phase: The phase of that.
        agency: Who holds it (the first, if several do), or held it when it ended.
        category: Its category.
        classification: Its class.
        channel: How it came in.
        region: Where it happened.
        ended_on: The day on which it was closed, archived or blocked.
        ended_by: Who did that.
        ended_because: The code of the reason.
        age_days: For an open one, the working days since its receipt.
        hops: How often it changed hands after its reception.
        rating: The reporter's own, else the last that was keyed in for them; from 1 to 5.
        is_joined: Whether it was joined to another complaint, and is handled there.
    """

    number: str
    received_on: date
    status: str | None = None
    phase: Phase | None = field(default=None, converter=_phase)
    agency: str | None = None
    category: str | None = field(default=None, repr=_length)
    classification: Classification | None = None
    channel: str | None = field(default=None, repr=_length)
    region: str | None = None
    ended_on: date | None = None
    ended_by: ActorKind | None = None
    ended_because: str | None = None
    age_days: int | None = None
    hops: int | None = None
    rating: int | None = None
    is_joined: bool = False

    @property
    def month(self) -> str:
        """The month of receipt: ``2026-01``."""
        return f"{self.received_on:%Y-%m}"

    @property
    def month_of_end(self) -> str | None:
        """The month in which it ended; None for one that is open, and where nobody knows."""
        return None if self.ended_on is None else f"{self.ended_on:%Y-%m}"

    @property
    def is_open(self) -> bool | None:
        """Tell whether somebody still owes the citizen something; None when nobody knows."""
        return None if self.phase is None else self.phase.is_open


@shown_short
@frozen
class Turn:
    """One run of a standard's clock.

    Attributes:
        entry: The complaint.
        standard: The code of the standard.
        agency: Who held the complaint when the clock started. A clock that starts at the
            submission, as that of settlement, is told with whoever holds the complaint at last.
        state: How the clock stands.
        days: The working days that the step took, once it was done.
    """

    entry: Entry
    standard: str
    agency: str | None
    state: ClockState
    days: int | None = None


@shown_short
@frozen
class Disposition:
    """One handing over of a complaint to an agency.

    Attributes:
        entry: The complaint.
        agency: The agency that got it.
        is_returned: Whether that agency sent it back.
    """

    entry: Entry
    agency: str
    is_returned: bool


def _entries(given: Iterable[Entry]) -> tuple[Entry, ...]:
    return items_or_as_given(given)


def _turns(given: Iterable[Turn]) -> tuple[Turn, ...]:
    return items_or_as_given(given)


def _dispositions(given: Iterable[Disposition]) -> tuple[Disposition, ...]:
    return items_or_as_given(given)


def _standards(given: Iterable[Standard]) -> tuple[Standard, ...]:
    return items_or_as_given(given)


def _labels(given: Mapping[str, Wording]) -> Mapping[str, Wording]:
    return FrozenDict(given)


def _knowledge(given: Iterable[Knowledge]) -> frozenset[Knowledge]:
    return cast("frozenset[Knowledge]", set_or_as_given(given))


@shown_short
@frozen(repr=False)
class Snapshot:
    """Complaints at an instant, with their clocks and dispositions: the input of every figure.

    `sp4n.monitoring.observe` makes one from cases, `observe_export` from a LAPOR! export;
    `Policy.snapshot` is the shortest way. A snapshot is read again and again; it never changes.

    Attributes:
        as_of: The instant, or a day; None if the source doesn't say.
        entries: The complaints.
        turns: The runs of their clocks.
        dispositions: Who got them, and who sent them back.
        standards: The clocks that were read.
        knows: What the source knows of each complaint.
        status_labels: What statuses are called.
        reason_labels: What reasons are called.
        unplaced: Those of which nobody knows whether they belong here; see `within`.
    """

    as_of: date | None
    entries: tuple[Entry, ...] = field(converter=_entries)
    turns: tuple[Turn, ...] = field(default=(), converter=_turns)
    dispositions: tuple[Disposition, ...] = field(default=(), converter=_dispositions)
    standards: tuple[Standard, ...] = field(default=(), converter=_standards, kw_only=True)
    knows: frozenset[Knowledge] = field(
        default=frozenset(Knowledge), converter=_knowledge, kw_only=True
    )
    status_labels: Mapping[str, Wording] = field(
        default=FrozenDict(), converter=_labels, kw_only=True, eq=False
    )
    reason_labels: Mapping[str, Wording] = field(
        default=FrozenDict(), converter=_labels, kw_only=True, eq=False
    )
    unplaced: tuple[Entry, ...] = field(default=(), converter=_entries, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            None if self.as_of is None else type_fault(date, self.as_of, "as_of", "date"),
            *list_faults(Entry, self.entries, "entries", "entry"),
            *list_faults(Entry, self.unplaced, "unplaced", "entry"),
            *list_faults(Turn, self.turns, "turns", "turn"),
            *list_faults(Disposition, self.dispositions, "dispositions", "disposition"),
            *list_faults(Standard, self.standards, "standards", "standard"),
            *set_faults(partial(choice_fault, Knowledge), self.knows, "knows"),
        )

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        return f"<Snapshot as of {self.as_of}: {len(self.entries)} complaints>"

    @property
    def standing(self) -> "Snapshot":
        """The complaints that stand by themselves: without those that were joined to another one.

        Their turns and dispositions go with them. Nearly always these are all.
        """
        if not any(entry.is_joined for entry in self.entries):
            return self
        return evolve(
            self,
            entries=[entry for entry in self.entries if not entry.is_joined],
            turns=[turn for turn in self.turns if not turn.entry.is_joined],
            dispositions=[
                disposition for disposition in self.dispositions if not disposition.entry.is_joined
            ],
        )

    def by(self, dimension: Dimension, basis: Basis = Basis.COHORT) -> dict[str | None, "Snapshot"]:
        """Split it by what complaints have in common; None holds those of which it isn't known.

        By agency, a complaint goes to its holder, but each turn and disposition to the agency whose
        it was: a complaint that moved on is no merit and no fault of the one that got it last. By
        month, a flow is split by when complaints ended, anything else by when they were received.
        InvalidValue if the dimension or the basis is unknown.
        """
        refuse(word_fault(dimension, DIMENSIONS, "by"), choice_fault(Basis, basis, "basis"))
        is_by_end = dimension == "month" and basis is Basis.FLOW
        entry_key, item_key = _KEYS["month_of_end" if is_by_end else dimension]
        entries, unplaced = _split(self.entries, entry_key), _split(self.unplaced, entry_key)
        turns, dispositions = _split(self.turns, item_key), _split(self.dispositions, item_key)
        split = (entries, unplaced, turns, dispositions)
        keys = sorted(set().union(*split), key=none_last)
        return {
            key: evolve(
                self,
                entries=entries.get(key, ()),
                turns=turns.get(key, ()),
                dispositions=dispositions.get(key, ()),
                unplaced=unplaced.get(key, ()),
            )
            for key in keys
        }

    def within(self, period: Period | None, basis: Basis) -> "Snapshot":
        """Keep the complaints of a basis: received in the period, ended in it, or open.

        Their turns and dispositions stay with them. Without a period every day counts. Those of
        which nobody knows whether they ended or are open, or when, become `unplaced`.
        """
        refuse(
            None if period is None else type_fault(Period, period, "period", "period"),
            choice_fault(Basis, basis, "basis"),
        )
        belongs = _BELONGS[basis]
        if basis is Basis.COHORT and period is None:
            return self
        days = Period() if period is None else period
        return evolve(
            self,
            entries=[entry for entry in self.entries if belongs(entry, days)],
            turns=[turn for turn in self.turns if belongs(turn.entry, days)],
            dispositions=[
                disposition for disposition in self.dispositions if belongs(disposition.entry, days)
            ],
            unplaced=(*self.unplaced, *filter(_IS_UNPLACED[basis], self.entries)),
        )


def none_last(key: str | None) -> tuple[bool, str]:
    """Sort keys by their letters, and None after all others."""
    return key is None, key or ""


def _split(
    items: Iterable[_Item], key_of: Callable[[_Item], str | None]
) -> dict[str | None, list[_Item]]:
    by_key: dict[str | None, list[_Item]] = {}
    for item in items:
        by_key.setdefault(key_of(item), []).append(item)
    return by_key


_KEYS: dict[str, tuple[_Key, _Key]] = {
    name: (attrgetter(name), attrgetter(f"entry.{name}")) for name in (*DIMENSIONS, "month_of_end")
}
_KEYS["agency"] = (attrgetter("agency"), attrgetter("agency"))
"""How complaints are grouped, and turns or dispositions: these by the agency whose they were."""

_BELONGS: Mapping[Basis, Callable[[Entry, Period], bool]] = {
    Basis.COHORT: lambda entry, period: entry.received_on in period,
    Basis.FLOW: lambda entry, period: entry.ended_on is not None and entry.ended_on in period,
    Basis.STOCK: lambda entry, period: entry.is_open is True,  # noqa: ARG005  # whenever received
}

_IS_UNPLACED: Mapping[Basis, Callable[[Entry], bool]] = {
    Basis.COHORT: lambda entry: False,  # noqa: ARG005  # the day of receipt is always known
    Basis.FLOW: lambda entry: entry.is_open is not True and entry.ended_on is None,
    Basis.STOCK: lambda entry: entry.is_open is None,
}
