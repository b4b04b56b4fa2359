"""Strategies for what happens to complaints: events of any shape, cases with legal histories."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache

from attrs import evolve, frozen
from hypothesis import strategies as st

from sp4n.model import Actor, Agency, Classification, Complaint, Directory
from sp4n.testing.strategies.citizens import complaints
from sp4n.testing.strategies.organisation import actors
from sp4n.testing.strategies.plain import check_range, instants, made_up_codes, texts
from sp4n.validation import says_something
from sp4n.workflow import (
    Case,
    Command,
    CommandField,
    CommandKind,
    Effect,
    Event,
    FieldKind,
    Needs,
    Phase,
    Procedure,
    Proposal,
    Refused,
)

_LONGEST_TEXT_CHARACTERS = 200  # longer ones would only cost time
_SOMEWHERE = Directory([Agency("X-0001", "Instansi Contoh 1")])
_CODES = made_up_codes("X", 5)
_WORD = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=12)
_LINE = st.text(st.characters(categories=("L", "N", "P", "S")), max_size=12)
_BEGINNINGS = st.sampled_from(("submit", "adopt"))
_KINDS = st.sampled_from(("verify", "follow_up", "a_later_invention")) | _WORD
_WAITS = st.timedeltas(timedelta(0), timedelta(days=3)) | st.timedeltas(
    timedelta(days=31), timedelta(days=40)
)
"""Hours and days, or so long that every timer of LAPOR! has run out."""
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def events(*, number: int = 1, directory: Directory = _SOMEWHERE) -> st.SearchStrategy[Event]:
    """Give events of any shape with one number: known and unknown kinds, facts and foreign keys.

    They need not make sense; the fold, stores and readers must bear them all the same. Only event 1
    begins a history; those of one history have to be sorted by time. Shrinks to an early event of
    the system without facts.

    >>> from hypothesis import find
    >>> find(events(number=3), lambda event: True).number
    3
    """
    check_range(number, number, "events(number=…)", 1, 1_000_000)
    return st.builds(
        Event,
        st.just(number),
        _BEGINNINGS if number == 1 else _KINDS,
        instants(),
        actors(directory=directory),
        st.sampled_from(("unverified", "verified")) | _WORD,
        st.sampled_from(Phase),
        effects=st.lists(st.sampled_from(Effect), max_size=2, unique=True).map(tuple),
        holders=st.lists(_CODES, max_size=2, unique=True).map(tuple),
        reason=st.none() | _WORD,
        texts=st.lists(_WORD, max_size=2, unique=True).map(tuple),
        facts=_facts(),
        version=st.integers(1, 3),
        extra=_extras(),
    )


def _facts() -> st.SearchStrategy[tuple[tuple[str, str | int | bool], ...]]:
    value = _LINE | st.integers(-(2**53), 2**53) | st.booleans()
    return st.dictionaries(_WORD, value, max_size=3).map(lambda facts: tuple(facts.items()))


def _extras() -> st.SearchStrategy[str]:
    """What a newer version wrote: nothing, or a JSON object whose keys no event has today."""
    later = _WORD.map("later_{}".format)
    objects = st.dictionaries(later, _JSON, min_size=1, max_size=2)
    return st.just("") | objects.map(lambda later: json.dumps(later, ensure_ascii=False))


def cases(
    *,
    procedure: Procedure,
    complaint: st.SearchStrategy[Complaint] | None = None,
    max_events: int = 6,
) -> st.SearchStrategy[Case]:
    """Give cases with a legal history: each step is one of those that `procedure.options` allows.

    A case is received with or without a proposal, or adopted in some status; then officers, the
    reporter and the system do what they may, up to 40 days apart, so that timers run out. A history
    ends early if nobody may do anything. Shrinks to a case that was just received.

    Args:
        procedure: The workflow at work in a directory.
        complaint: Which complaints, by default any (`complaints`).
        max_events: How many events a history may have, 1 to 1,000.

    Raises:
        InvalidArgument: `max_events` is out of range.
    """
    check_range(1, max_events, "cases(max_events=…)", 1, 1_000)
    given = complaints(directory=procedure.directory) if complaint is None else complaint
    return _cases(procedure, given, max_events)


@st.composite
def _cases(
    draw: st.DrawFn, procedure: Procedure, given: st.SearchStrategy[Complaint], max_events: int
) -> Case:
    complaint = draw(given)
    at = complaint.submitted_at + draw(_WAITS)
    case = draw(_beginnings(procedure, complaint, at))
    for _ in range(draw(st.integers(0, max_events - 1))):
        at += draw(_WAITS)
        steps = list(_steps(procedure, case, at))
        if not steps:
            break
        code = draw(_possible(procedure, case, steps))
        step = draw(st.sampled_from([step for step in steps if step.kind.code == code]))
        command = draw(_commands(step, procedure.directory))
        case = procedure.perform(case, command, by=step.by, at=at)
    return case


def _beginnings(
    procedure: Procedure, complaint: Complaint, at: datetime
) -> st.SearchStrategy[Case]:
    codes = st.sampled_from([agency.code for agency in procedure.directory])
    proposals = st.builds(
        Proposal,
        codes,
        st.just("rule"),
        _WORD,
        st.none() | st.sampled_from(Classification),
        st.booleans(),
    )
    received = st.builds(
        lambda proposal: procedure.receive(complaint, at=at, proposal=proposal),
        st.none() | proposals,
    )
    statuses = procedure.workflow.statuses
    leads_on = [status.code for status in statuses if status.phase.is_open]
    adopted = st.builds(
        lambda status, holder: procedure.adopt(
            complaint, status=status, holder=holder, source="another-system", at=at
        ),
        st.sampled_from((*leads_on, *leads_on, *(status.code for status in statuses))),
        codes,
    )
    return received | adopted


_OF_AGENCIES = (FieldKind.AGENCY, FieldKind.AGENCIES)


@frozen
class _Step:
    """Something that somebody may do now: the command, what it needs, and who may receive."""

    by: Actor
    kind: CommandKind
    needed: tuple[str, ...]
    receivers: tuple[str, ...]


def _everybody(procedure: Procedure, case: Case) -> Iterator[Actor]:
    """Whoever might act: the officers, the reporter, the system."""
    for appointment in procedure.directory.appointments:
        yield Actor.officer(appointment.officer, at=appointment.agency)
    yield Actor.reporter(case.complaint.reporter)
    yield Actor.system()


def _steps(procedure: Procedure, case: Case, at: datetime) -> Iterator[_Step]:
    for by in _everybody(procedure, case):
        for code, option in procedure.options(case, by=by, at=at).items():
            kind = procedure.workflow.command(code)
            if kind is None or isinstance(option, Refused) or _speaks_of_another_case(kind):
                continue
            step = _Step(by, kind, option.fields if isinstance(option, Needs) else (), ())
            receivers = tuple(_receivers(procedure, case, step, at))
            if receivers or not any(name in step.needed for name in _agency_fields(kind)):
                yield evolve(step, receivers=receivers)


def _possible(procedure: Procedure, case: Case, steps: list[_Step]) -> st.SearchStrategy[str]:
    """The commands that are possible; mostly timers, and those after which more can happen."""
    workflow, codes = procedure.workflow, list(dict.fromkeys(step.kind.code for step in steps))
    often = [
        code
        for code in codes
        for row in workflow.rows(case.status, code)
        if row.after is not None or workflow.status(row.target).phase.is_open
    ]
    return st.sampled_from((*often, *often, *codes))


def _agency_fields(kind: CommandKind) -> list[str]:
    return [field.name for field in kind.fields if field.kind in _OF_AGENCIES]


def _named(field: CommandField, code: str) -> object:
    return (code,) if field.kind is FieldKind.AGENCIES else code


def _receivers(procedure: Procedure, case: Case, step: _Step, at: datetime) -> Iterator[str]:
    """The agencies with which the command would be accepted."""
    kind, names = step.kind, _agency_fields(step.kind)
    needed = (field for field in kind.fields if field.required)
    shortest: dict[str, object] = {field.name: (*field.choices, "x")[0] for field in needed}
    for agency in procedure.directory if names else ():
        given = {one.name: _named(one, agency.code) for one in kind.fields if one.name in names}
        command = Command(kind.code, shortest | given)
        if procedure.decide(case, command, by=step.by, at=at):
            yield agency.code


@st.composite
def _commands(draw: st.DrawFn, step: _Step, directory: Directory) -> Command:
    fields = {
        field.name: draw(_values(field, step, directory))
        for field in step.kind.fields
        if field.name in step.needed or (_can_be_given(field, step) and draw(st.booleans()))
    }
    return Command(step.kind.code, fields)


def _can_be_given(field: CommandField, step: _Step) -> bool:
    if field.kind is FieldKind.OFFICERS:
        return False  # whoever is accused in person stands in the complaint
    return field.kind not in _OF_AGENCIES or bool(step.receivers)


def _speaks_of_another_case(kind: CommandKind) -> bool:
    """No other case is at hand here; `sp4n.workflow.join_cases` joins two."""
    return any(field.kind is FieldKind.CASE for field in kind.fields)


def _values(field: CommandField, step: _Step, directory: Directory) -> st.SearchStrategy[object]:
    choices = {
        FieldKind.AGENCY: step.receivers,
        FieldKind.AGENCIES: tuple((code,) for code in step.receivers),
        FieldKind.CHOICE: field.choices,
        FieldKind.CLASSIFICATION: tuple(name.value for name in Classification),
        FieldKind.CATEGORY: tuple(directory.categories) or ("Kategori Tak Dikenal",),
    }
    if field.kind is FieldKind.TEXT:
        words = _words(min(field.limit_characters, _LONGEST_TEXT_CHARACTERS))
        must_say = field.required or field.name in step.needed
        return words.map(_in_words) if must_say else words
    return st.sampled_from(choices[field.kind])


@cache
def _in_words(text: str) -> str:
    """What must be said has a letter."""
    return text if says_something(text) else f"{text[:-1]}x"


def _words(most: int) -> st.SearchStrategy[str]:
    return texts(max_characters=most)
