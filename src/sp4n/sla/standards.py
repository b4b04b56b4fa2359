"""Service standards (*standar pelayanan*): how long each step may take, and by which rule."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import get_args

from attrs import evolve, field, frozen

from sp4n.errors import Fault, fault
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Label, Wording
from sp4n.model.complaint import Classification
from sp4n.sla.conditions import ALWAYS, CaseFacts, Condition
from sp4n.sla.extension import Extension
from sp4n.sla.moment_table import MomentTable
from sp4n.sla.moments import (
    AGAIN,
    COMPLETE,
    RUNS_FOR,
    START_WORDS,
    STARTING_PHASES,
    STOP_WORDS,
    SUBMITTED,
    Again,
    RunsFor,
    moment_faults,
    words,
)
from sp4n.validation import (
    code_fault,
    date_fault,
    is_pair,
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


def _by_class(
    limits: Mapping[Classification, Limit] | Mapping[str, Limit] | tuple[tuple[str, Limit], ...],
) -> tuple[tuple[Classification, Limit], ...]:
    pairs = tuple(limits.items()) if isinstance(limits, Mapping) else limits
    refuse(*list_faults(tuple, pairs, "standard.limits", "class_with_its_limit"))
    return tuple((one_of(Classification, name, "standard.limits"), limit) for name, limit in pairs)


ByCondition = tuple[tuple[Condition, Limit], ...]
"""Limits by condition; the first whose condition holds counts."""


def _by_condition(given: Iterable[tuple[Condition, Limit]]) -> ByCondition:
    pairs = items_or_as_given(given)
    refuse(*list_faults(tuple, pairs, "standard.limits", "limit_by_condition"))
    for place, pair in enumerate(pairs):
        where = f"standard.limits[{place}]"
        when, limit = pair if is_pair(pair) else (None, None)
        refuse(
            type_fault(Condition, when, f"{where}.when", "condition"),
            type_fault(Limit, limit, f"{where}.limit", "limit"),
        )
    return pairs


def _pauses(phases: Iterable[Phase | str]) -> frozenset[Phase]:
    return _phases(phases, "standard.pauses")


def _resumes(phases: Iterable[Phase | str]) -> frozenset[Phase]:
    return _phases(phases, "standard.resumes")


def _phases(phases: Iterable[Phase | str], where: str) -> frozenset[Phase]:
    given = items_or_as_given(phases)
    refuse(*list_faults(str, given, where, "phase"))
    return frozenset(one_of(Phase, phase, where) for phase in given)


@frozen
class Standard:
    """One clock: from when to when, how long, for whom, and what stops it meanwhile.

    Starts and stops are moments: ``submitted`` (handed in; once), ``complete`` (complete; once, see
    `sp4n.sla.moments`), a phase (whenever a case comes into it, or is assigned anew within it), and
    what a command did: ``ask``, ``answer``, ``answer.interim``, ``answer.final``, ``decide`` (a
    final answer is a decision too). One of several is enough.

    A hold (waiting for the reporter, or whatever else *pauses*) ends no run and starts none: after
    the completion the same run goes on with what is left, though the case may be in another phase
    than before, and though the step was done before and has to be done again.

    Attributes:
        code: Its code, such as ``first_follow_up``.
        starts: The moments that start it. If all of them are phases, a case that goes back before
            the first of these ends it.
        stops: The moments that meet it.
        limit: For every complaint that has no other limit; counted from the clock's own start.
        by_class: The limits of single classes.
        by_condition: Limits by condition, before those by class; the first that holds counts.
        when: For which complaints it holds at all.
        pauses: The phases in which it stands still.
        resumes: The phases whose entering makes a clock that was met run on: what lies between is
            not counted. Such a clock is met by the last of several answers.
        again: What a new start does to an open clock: it begins anew (``restart``), goes on
            (``go_on``), or another one runs beside it (``beside``). By default it begins anew if it
            starts in one phase, and goes on else.
        runs_for: Whose a run is. One of the ``case`` goes on whoever holds it. One of the
            ``holder`` goes on when the case is given to the same holder after a completion; when
            it is given to another one, theirs starts. By default ``case`` if it starts with
            ``submitted``, ``complete`` and ``new`` alone, else ``holder``.
        extension: How much more time it grants; None for none.
        valid_from: The first day of receipt for which it holds; None leaves that side open.
        valid_until: The day of receipt from which it holds no longer; None leaves that side open.
        label: What it is called, a line of at most 200 characters; an empty one lets the code
            speak.
        source: The legal basis, a line of at most 500 characters.
        sure: How sure we are of it.
        moments: What its words mean for each event, prepared once.
        by_class_table: The limits of single classes, to look one up.

    Raises:
        InvalidValue: A field is not what it should be; a moment both starts and stops it
            (``starts_and_stops``); a class is left without a limit (``class_without_limit``); or
            the period of validity is empty.

    >>> from sp4n.sla import LAPOR_STANDARDS
    >>> LAPOR_STANDARDS[2].limit_for(Classification.OVERSIGHT)
    Limit(n=60, unit='working days')
    >>> reply = Standard(
    ...     "reply", "submitted", ["assigned", "ask"], Limit(14, "calendar days"), again="go_on"
    ... )
    >>> reply.starts, reply.stops
    (('submitted',), ('assigned', 'ask'))
    """

    code: str
    starts: tuple[str, ...] = field(converter=words)
    stops: tuple[str, ...] = field(converter=words)
    limit: Limit
    by_class: tuple[tuple[Classification, Limit], ...] = field(
        default={}, converter=_by_class, kw_only=True
    )
    by_condition: ByCondition = field(default=(), converter=_by_condition, kw_only=True)
    when: Condition = field(default=ALWAYS, kw_only=True)
    pauses: frozenset[Phase] = field(default=(), converter=_pauses, kw_only=True)
    resumes: frozenset[Phase] = field(default=(), converter=_resumes, kw_only=True)
    again: Again | None = field(default=None, kw_only=True)
    runs_for: RunsFor | None = field(default=None, kw_only=True)
    extension: Extension | None = field(default=None, kw_only=True)
    valid_from: date | None = field(default=None, kw_only=True)
    valid_until: date | None = field(default=None, kw_only=True)
    label: Wording = field(default=Label(id="", en=""), kw_only=True)
    source: str = field(default="", kw_only=True)
    sure: Sureness = field(default="own choice", kw_only=True)
    moments: MomentTable = field(init=False, eq=False, repr=False)
    by_class_table: Mapping[Classification | None, Limit] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        days = (self.valid_from, self.valid_until)
        refuse(
            code_fault(self.code, "standard.code"),
            *moment_faults(self.starts, START_WORDS, "standard.starts"),
            *moment_faults(self.stops, STOP_WORDS, "standard.stops"),
            *_circle_faults(self.starts, self.stops),
            *self._limit_faults(),
            type_fault(Condition, self.when, "standard.when", "condition"),
            self.again and word_fault(self.again, AGAIN, "standard.again"),
            self.runs_for and word_fault(self.runs_for, RUNS_FOR, "standard.runs_for"),
            *(date_fault(day, "standard.valid") for day in days if day is not None),
            order_fault(*days, "standard.valid"),
            *label_faults(self.label, "standard.label"),
            note_fault(self.source, "standard.source"),
            word_fault(self.sure, get_args(Sureness), "standard.sure"),
        )
        object.__setattr__(self, "moments", _table(self))
        first = dict(reversed(self.by_class))
        object.__setattr__(self, "by_class_table", FrozenDict(first))

    def _limit_faults(self) -> Iterator[Fault | None]:
        yield type_fault(Limit, self.limit, "standard.limit", "limit")
        for name, limit in self.by_class:
            yield type_fault(Limit, limit, f"standard.limits.{name}", "limit")
        given = self.extension
        if given is not None:
            wrong = type_fault(Extension, given, "standard.extension", "extension")
            yield wrong
            if wrong is None and isinstance(self.limit, Limit):
                yield from given.faults(self.limits, "standard.extension.by")

    def to_data(self) -> dict[str, object]:
        """Give plain data as a policy's file has it."""
        valid = {"from": self.valid_from, "until": self.valid_until}
        asked = self.when.to_data()
        unusual = {"again": self.again, "runs_for": self.runs_for}
        return {
            "code": self.code,
            "starts": _one_or_many(self.starts),
            "stops": _one_or_many(self.stops),
            "limit": str(self.limit),
            "limits": self._limits_data(),
            **({"when": asked} if asked else {}),
            "pauses": sorted(self.pauses),
            "resumes": sorted(self.resumes),
            **{name: word for name, word in unusual.items() if word is not None},
            **({"extension": self.extension.to_data()} if self.extension else {}),
            "valid": {name: day.isoformat() for name, day in valid.items() if day is not None},
            "source": self.source,
            "sure": self.sure,
        }

    def _limits_data(self) -> object:
        """A table by class; a list where there are conditions, those by class last."""
        if not self.by_condition:
            return {name.value: str(limit) for name, limit in self.by_class}
        by_class = ((Condition(classification=name), limit) for name, limit in self.by_class)
        return [
            {"when": when.to_data(), "limit": str(limit)}
            for when, limit in (*self.by_condition, *by_class)
        ]

    def limit_for(self, classification: Classification | None) -> Limit:
        """Give the limit for a class of which nothing else is known; None means no class."""
        return self.limit_of(
            CaseFacts(classification, frozenset(), None, urgent=False, accused=False)
        )

    def limit_of(self, facts: CaseFacts) -> Limit:
        """Give the limit of a case: by the first condition that holds, by class, or the general."""
        for when, limit in self.by_condition:
            if when.holds(facts):
                return limit
        return self.by_class_table.get(facts.classification, self.limit)

    @property
    def limits(self) -> tuple[Limit, ...]:
        """Every limit that it may set: the general one, those by class, those by condition."""
        by_condition = (limit for _, limit in self.by_condition)
        return (self.limit, *(limit for _, limit in self.by_class), *by_condition)

    def measures(self, phase: Phase) -> bool:
        """Tell whether the clock runs in a phase, on a case's way forward from its start."""
        if phase not in STARTING_PHASES or phase in self.pauses:
            return False
        first = min(map(_place, self.starts))
        last = min((_place(moment) for moment in self.stops if moment != "ask"), default=_END)
        return first <= STARTING_PHASES.index(phase) < last

    def is_valid(self, received_on: date) -> bool:
        """Tell whether the standard holds for a complaint received on a day."""
        if received_on.__class__ is not date:
            refuse(date_fault(received_on, "received_on"))
        started = self.valid_from is None or self.valid_from <= received_on
        return started and (self.valid_until is None or received_on < self.valid_until)


def _table(standard: Standard) -> MomentTable:
    return MomentTable.of(
        standard.starts,
        standard.stops,
        pauses=standard.pauses,
        resumes=standard.resumes,
        again=standard.again,
        runs_for=standard.runs_for,
        extends=standard.code if standard.extension else None,
    )


_END = len(STARTING_PHASES)


def _place(moment: str) -> int:
    """Say where on the way forward a moment lies; what is no phase on it, behind its end."""
    by_word = {phase.value: place for place, phase in enumerate(STARTING_PHASES)}
    by_word |= {SUBMITTED: 0, COMPLETE: 1, "decide": 3}
    return 3 if moment.startswith("answer.") or moment == "answer" else by_word.get(moment, _END)


def _one_or_many(moments: tuple[str, ...]) -> object:
    return moments[0] if len(moments) == 1 else list(moments)


def _circle_faults(starts: object, stops: object) -> Iterator[Fault]:
    """What meets a clock can't begin it: it would start over for ever, met each time at once.

    A phase may do both, as older policies have it: from one answer to the next, say.
    """
    if isinstance(starts, tuple) and isinstance(stops, tuple):
        for moment in starts:
            if moment in stops and moment not in list(Phase):
                yield fault("starts_and_stops", "standard.starts", found=moment)


def uncovered(by_condition: ByCondition) -> tuple[str, ...]:
    """Name the classes for which no limit is sure to hold; ``none`` for complaints without one."""
    sure = [when for when, _ in by_condition if when.is_by_class]
    if any(when.is_empty for when in sure):
        return ()
    covered = {name for when in sure for name in when.classification}
    return (*(name.value for name in Classification if name not in covered), "none")


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
