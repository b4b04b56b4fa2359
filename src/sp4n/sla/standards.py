"""Service standards (*standar pelayanan*): how long each step may take, and by which rule."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import get_args

from attrs import evolve, field, frozen

from sp4n.errors import Fault, fault, shown
from sp4n.labels import Label, Message, Wording
from sp4n.model.complaint import Classification
from sp4n.validation import (
    code_fault,
    date_fault,
    items_or_as_given,
    label_faults,
    list_faults,
    note_fault,
    one_of,
    order_fault,
    refuse,
    type_fault,
    word_fault,
)
from sp4n.workdays import Limit
from sp4n.workdays.decree import Sureness
from sp4n.workflow import Phase

STANDARDS_LIMIT = 200
"""How many standards a policy may have: own choice, LAPOR! has three."""

SUBMITTED = "submitted"
"""As `Standard.starts`: the clock starts once, when the complaint was submitted."""


STARTING_PHASES = (Phase.NEW, Phase.ASSIGNED, Phase.IN_PROGRESS, Phase.ANSWERED)
"""The phases that may start a clock, in the order in which a case goes forward."""


def _by_class(
    limits: Mapping[Classification, Limit] | Mapping[str, Limit] | tuple[tuple[str, Limit], ...],
) -> tuple[tuple[Classification, Limit], ...]:
    pairs = tuple(limits.items()) if isinstance(limits, Mapping) else limits
    refuse(*list_faults(tuple, pairs, "standard.limits", "class_with_its_limit"))
    return tuple((one_of(Classification, name, "standard.limits"), limit) for name, limit in pairs)


def _stops(phase: Phase | str) -> Phase:
    return one_of(Phase, phase, "standard.stops")


def _pauses(phases: Iterable[Phase | str]) -> frozenset[Phase]:
    return _phases(phases, "standard.pauses")


def _resumes(phases: Iterable[Phase | str]) -> frozenset[Phase]:
    return _phases(phases, "standard.resumes")


def _phases(phases: Iterable[Phase | str], where: str) -> frozenset[Phase]:
    given = items_or_as_given(phases)
    refuse(*list_faults(str, given, where, "phase"))
    return frozenset(one_of(Phase, phase, where) for phase in given)


@frozen
class PhaseTable:
    """What each phase does to a standard's clock, prepared once.

    `starts` is None for a clock that starts at the submission. `ends` are the phases that end an
    open clock without stopping it; coming back from one of those `beyond` its start starts it over.
    """

    starts: Phase | None
    stops: Phase
    pauses: frozenset[Phase]
    resumes: frozenset[Phase]
    ends: frozenset[Phase]
    beyond: frozenset[Phase]

    @classmethod
    def of(cls, standard: "Standard") -> "PhaseTable":
        """Read a standard's words."""
        over = frozenset(phase for phase in Phase if not phase.is_open)
        stops, pauses, resumes = standard.stops, standard.pauses, standard.resumes
        if standard.starts == SUBMITTED:
            return cls(None, stops, pauses, resumes, over, frozenset())
        starts = Phase(standard.starts)
        place = STARTING_PHASES.index(starts)
        ends = over.union(STARTING_PHASES[:place])
        return cls(starts, stops, pauses, resumes, ends, frozenset(STARTING_PHASES[place + 1 :]))


@frozen
class Standard:
    """One clock: from when to when, how long, and what stops it meanwhile.

    Attributes:
        code: Its code, such as ``first_follow_up``.
        starts: ``submitted``, or an open phase other than waiting for the reporter. ``submitted``
            starts the clock once. A phase starts it whenever a case comes into it or is assigned
            anew within it (coming back from a pause is no new start), and a case that goes back
            before that phase ends it.
        stops: The phase that meets it.
        limit: For every class without a limit of its own in `by_class`, and for complaints without
            a class. In working days, calendar days or working hours; hours run from the instant of
            the start, or from the next opening of the office.
        by_class: The limits of single classes.
        pauses: The phases in which it stands still.
        resumes: The phases whose entering makes a clock that was met run on: what lies between is
            not counted. Such a clock is met by the last of several answers.
        valid_from: The first day of receipt for which it holds; None leaves that side open.
        valid_until: The day of receipt from which it holds no longer; None leaves that side open.
        label: What it is called, a line of at most 200 characters; an empty one lets the code
            speak.
        source: The legal basis, a line of at most 500 characters.
        sure: How sure we are of it.
        phases: What its words mean for each phase, prepared once.

    Raises:
        InvalidValue: A field is not what it should be, or the period of validity is empty.

    >>> LAPOR_STANDARDS[2].limit_for(Classification.OVERSIGHT)
    Limit(n=60, unit='working days')
    >>> str(LAPOR_STANDARDS[2].limit_for(None))
    '14 working days'
    """

    code: str
    starts: str
    stops: Phase = field(converter=_stops)
    limit: Limit
    by_class: tuple[tuple[Classification, Limit], ...] = field(
        default={}, converter=_by_class, kw_only=True
    )
    pauses: frozenset[Phase] = field(default=(), converter=_pauses, kw_only=True)
    resumes: frozenset[Phase] = field(default=(), converter=_resumes, kw_only=True)
    valid_from: date | None = field(default=None, kw_only=True)
    valid_until: date | None = field(default=None, kw_only=True)
    label: Wording = field(default=Label(id="", en=""), kw_only=True)
    source: str = field(default="", kw_only=True)
    sure: Sureness = field(default="own choice", kw_only=True)
    phases: PhaseTable = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        starts = (SUBMITTED, *STARTING_PHASES)
        known = self.starts in starts
        days = (self.valid_from, self.valid_until)
        refuse(
            code_fault(self.code, "standard.code"),
            None
            if known
            else fault("not_one_of", "standard.starts", found=shown(self.starts), allowed=starts),
            type_fault(Limit, self.limit, "standard.limit", "limit"),
            *(
                type_fault(Limit, limit, f"standard.limits.{name}", "limit")
                for name, limit in self.by_class
            ),
            *(date_fault(day, "standard.valid") for day in days if day is not None),
            order_fault(*days, "standard.valid"),
            *label_faults(self.label, "standard.label"),
            note_fault(self.source, "standard.source"),
            word_fault(self.sure, get_args(Sureness), "standard.sure"),
        )
        object.__setattr__(self, "phases", PhaseTable.of(self))

    def to_data(self) -> dict[str, object]:
        """Give plain data as a policy's file has it."""
        valid = {"from": self.valid_from, "until": self.valid_until}
        return {
            "code": self.code,
            "starts": self.starts,
            "stops": self.stops.value,
            "limit": str(self.limit),
            "limits": {name.value: str(limit) for name, limit in self.by_class},
            "pauses": sorted(self.pauses),
            "resumes": sorted(self.resumes),
            "valid": {name: day.isoformat() for name, day in valid.items() if day is not None},
            "source": self.source,
            "sure": self.sure,
        }

    def limit_for(self, classification: Classification | None) -> Limit:
        """Give the limit for a class; None means that the complaint has no class."""
        for name, limit in self.by_class:
            if name is classification:
                return limit
        return self.limit

    @property
    def limits(self) -> tuple[Limit, ...]:
        """Every limit that it may set: the general one, and those by class."""
        return (self.limit, *(limit for _, limit in self.by_class))

    def measures(self, phase: Phase) -> bool:
        """Tell whether the clock runs in a phase, on a case's way forward from its start."""
        order = (SUBMITTED, *STARTING_PHASES)
        if phase not in order or phase in self.pauses:
            return False
        end = order.index(self.stops) if self.stops in order else len(order)
        return order.index(self.starts) <= order.index(phase) < end

    def is_valid(self, received_on: date) -> bool:
        """Tell whether the standard holds for a complaint received on a day."""
        if received_on.__class__ is not date:
            refuse(date_fault(received_on, "received_on"))
        started = self.valid_from is None or self.valid_from <= received_on
        return started and (self.valid_until is None or received_on < self.valid_until)


def _days(n: int) -> Limit:
    return Limit(n, "working days")


_WAITING = (Phase.WAITING_REPORTER,)

LAPOR_STANDARDS = (
    Standard(
        "verification",
        Phase.NEW,
        Phase.ASSIGNED,
        _days(3),
        pauses=_WAITING,
        label=Message("standard.verification"),
        source="LAPOR! service promise: verified and handed on within 3 working days",
        sure="verified",
    ),
    Standard(
        "first_follow_up",
        Phase.ASSIGNED,
        Phase.ANSWERED,
        _days(5),
        pauses=_WAITING,
        label=Message("standard.first_follow_up"),
        source="LAPOR! service promise: followed up within 5 working days of the disposition",
        sure="verified",
    ),
    Standard(
        "settlement",
        SUBMITTED,
        Phase.ANSWERED,
        _days(14),  # for a complaint without a class: own choice
        by_class={
            Classification.OVERSIGHT: _days(60),  # three local standards (verified)
            Classification.SERVICE: _days(14),  # the same
            Classification.NORMATIVE: _days(5),  # the same
            Classification.INFORMATION: _days(5),  # PermenPANRB 62/2018 (secondary)
            Classification.ASPIRATION: _days(5),  # PermenPANRB 62/2018 (secondary)
        },
        pauses=_WAITING,
        resumes=(Phase.IN_PROGRESS,),
        label=Message("standard.settlement"),
        source="Local service standards by class; information and aspiration: PermenPANRB 62/2018",
        sure="secondary",
    ),
)
"""The clocks of LAPOR!: verification 3, first follow-up 5, settlement 5, 14 or 60 working days.

PermenPANRB 5/2025 has replaced 62/2018; its own limits were not seen, so none is attributed to it.
"""


def overlap_faults(standards: object, where: str) -> Iterator[Fault]:
    """Refuse two standards of one code on one day of receipt: which one counts, nobody could say.

    Versions that follow each other are fine.
    """
    if not isinstance(standards, tuple):
        return
    if len(standards) > STANDARDS_LIMIT:
        yield fault("too_large", where, found=len(standards), limit=STANDARDS_LIMIT)
        return
    seen: list[Standard] = []
    for place, standard in enumerate(standards):
        if isinstance(standard, Standard):
            if any(earlier.code == standard.code and _meet(standard, earlier) for earlier in seen):
                yield fault("duplicate", f"{where}[{place}]", found=standard.code)
            seen.append(standard)


def _meet(standard: Standard, earlier: Standard) -> bool:
    return all(
        until is None or since is None or since < until
        for until, since in (
            (standard.valid_until, earlier.valid_from),
            (earlier.valid_until, standard.valid_from),
        )
    )


def with_limits(
    standards: Iterable[Standard], limits: Mapping[str, Limit | str]
) -> tuple[Standard, ...]:
    """Give the same standards with other limits, by their codes; those by class stay.

    A limit may be written (``"4 working days"``). It is what `Workflow.with_timers` is for timers:
    ``evolve(policy, standards=with_limits(policy.standards, {"verification": "2 working days"}))``.

    Raises:
        InvalidValue: No standard has the code, a limit can't be read, or *standards* is not an
            iterable of Standard.

    >>> from sp4n.sla import LAPOR_STANDARDS
    >>> quick = with_limits(LAPOR_STANDARDS, {"verification": "2 working days"})
    >>> [str(standard.limit) for standard in quick]
    ['2 working days', '5 working days', '14 working days']
    """
    given = items_or_as_given(standards)
    refuse(
        *list_faults(Standard, given, "standards", "standard"),
        type_fault(Mapping, limits, "limits", "table"),
    )
    codes = tuple(dict.fromkeys(standard.code for standard in given))
    refuse(*(word_fault(code, codes, "limits") for code in limits))
    chosen = {
        code: Limit.parse(limit) if isinstance(limit, str) else limit
        for code, limit in limits.items()
    }
    return tuple(
        evolve(standard, limit=chosen.get(standard.code, standard.limit)) for standard in given
    )
