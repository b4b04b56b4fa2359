"""Acts of record: what becomes of a case without a command of its workflow.

An office that ends hands its cases over to its successor, one that is barred by now to whoever may
have them above it, and an admin sets a wrong time right.
Neither moves a status or starts a clock; both are events, so that the history shows them.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sp4n.errors import InvalidValue
from sp4n.model.officer import ADMIN_ROLES, REPORTER, SYSTEM, Actor, ActorKind
from sp4n.model.texts import Text
from sp4n.validation import instant_fault, refuse, says_something, type_fault
from sp4n.workflow.attempt import Attempt
from sp4n.workflow.barring import is_barred
from sp4n.workflow.case import Case
from sp4n.workflow.commands import Command
from sp4n.workflow.decisions import HIDDEN, future_reasons, may_know, value_reason
from sp4n.workflow.events import HAND_OVER, PART, RECORDED_AT, SET_RIGHT, Event, EventFact, text_key
from sp4n.workflow.fields import CommandField, FieldKind
from sp4n.workflow.histories import as_recorded, instant_of, time_fact, times_set
from sp4n.workflow.leaving_time import OWED, cut_short
from sp4n.workflow.procedure import Procedure
from sp4n.workflow.reasons import CommandRefused, Reason, named, reason
from sp4n.workflow.reception import fit_holders

WHY = CommandField("why", FieldKind.TEXT, required=True, text_kind="why_set_right", in_words=True)
"""What has to be said of times that are set right."""


def hand_over(
    procedure: Procedure,
    case: Case,
    at: datetime,
    *,
    to: str | None = None,
    by: Actor | None = None,
) -> Case:
    """Move what an ended agency holds to its successor; no clock and no timer starts anew.

    Any other case is given back as it is, so that this may be asked of all. To whom the case must
    not exist it does not: they are told ``not_found`` in any case. If the successor may not have
    the case, since the complaint accuses it, the nearest admin above it that may takes it; and so
    does that of a holder that has not ended but is barred by now (`is_barred`), as one that an
    accused agency was merged into. What accuses the root by now is nobody's.

    Args:
        procedure: The procedure by which the case is handled.
        case: The case.
        at: When: an instant with an offset.
        to: Which of several successors, or who takes the place of one that is barred; needless
            where there is one.
        by: An admin who reaches the case, or the system (the default).

    Raises:
        CommandRefused: The holder has no successor on that day (``no_successor``), or several and
            none was chosen (``several_successors``); *to* follows no holder (``not_a_successor``);
            *by* may not, or *at* lies before the last event.
        InvalidValue: An argument is of a wrong type, or *at* has no offset.
    """
    actor = Actor.system() if by is None else by
    refuse(
        type_fault(Procedure, procedure, "procedure", "procedure"),
        type_fault(Case, case, "case", "case"),
        instant_fault(at, "at"),
        None if to is None else type_fault(str, to, "to", "code"),
        type_fault(Actor, actor, "by", "actor"),
    )
    attempt = _attempt(procedure, case, actor, at)
    if not may_know(attempt):
        raise CommandRefused(HIDDEN)
    if not any(_must_go(attempt, holder) for holder in case.holders):
        return case
    reasons = tuple(hand_over_reasons(attempt, to))
    if reasons:
        raise CommandRefused(reasons)
    following = (_next_holders(attempt, holder, to) for holder in case.holders)
    holders = tuple(dict.fromkeys(code for codes in following for code in codes))
    return case.apply(_event(attempt, HAND_OVER, holders))


def set_right(
    procedure: Procedure,
    case: Case,
    times: Mapping[int, datetime],
    *,
    why: str,
    by: Actor,
    at: datetime,
    not_after: datetime | None = None,
) -> Case:
    """Set the wrong times of events right, as an admin above the holders: a recorded act.

    The case afterwards reads as if these had happened at the right times; each remembers the time
    that was on record, as its fact ``recorded_at``. So a case whose last event lies in the future
    by mistake goes on. The reason is kept as a text of the event, and the reporter is told
    (``tell_reporter`` in `sp4n.sla.due_actions`).

    Nobody sets their own clocks right, nor takes from the reporter what they have. So an event
    after which an office has to act never gets a later time than was first on record; and a timer
    or window of the present status that is not over runs for as long as it did, for five working
    days from *at*, or for its whole limit from then, whichever is shortest. A timer by which an
    office loses its time, as by escalation, is not over at *at*.

    Args:
        procedure: The procedure by which the case is handled.
        case: The case.
        times: The right time of each event, by its number.
        why: Why, in words.
        by: An admin above all who hold the case, who did not hold it (or give a part) when one of
            the events happened; at the root its own admin.
        at: When they are set right.
        not_after: The caller's clock: *at* may not lie after it.

    Raises:
        CommandRefused: *times* changes none (``nothing_set_right``), there is no such event
            (``no_such_event``), a time doesn't fit between those
            before and after it (``time_unfit``), is later than was on record though an office has
            to act (``later_than_recorded``), or leaves less time than there has to be
            (``cut_short``); *why* has no words; *by* may not, since they hold the case
            (``not_above_the_holder``) or held it then (``own_times``), for instance; or *at* lies
            before the last event or after the caller's clock.
        InvalidValue: An argument is of a wrong type, or an instant has no offset.

    >>> from datetime import timedelta
    >>> from sp4n.sample import sample_complaints, sample_policy
    >>> policy, complaint = sample_policy(), sample_complaints(1)[0]
    >>> now, admin = complaint.submitted_at, policy.directory.actor("nasional-admin")
    >>> case = policy.receive(complaint, at=now + timedelta(days=9_000))
    >>> right = policy.set_right(case, {1: now}, why="Jam server salah.", by=admin, at=now)
    >>> right.events[0].at == now, [text.body for text in right.texts]
    (True, ['Jam server salah.'])
    """
    refuse(
        type_fault(Procedure, procedure, "procedure", "procedure"),
        type_fault(Case, case, "case", "case"),
        type_fault(Mapping, times, "times", "table"),
        type_fault(Actor, by, "by", "actor"),
        instant_fault(at, "at"),
        None if not_after is None else instant_fault(not_after, "not_after"),
    )
    for number, time in times.items():
        refuse(type_fault(int, number, "times", "number"), instant_fault(time, "times"))
    attempt = _attempt(procedure, case, by, at)
    reasons = [*set_right_reasons(attempt, times)]
    if tuple(reasons) != HIDDEN:
        reasons = [*future_reasons(at, not_after), *reasons, *_why_reasons(why)]
    if reasons:
        raise CommandRefused(tuple(reasons))
    key = text_key(case.number, case.version + 1, WHY.text_kind)
    return case.apply(_setting_right(attempt, times), [Text(key, WHY.text_kind, why)])


def recorded_reasons(procedure: Procedure, case: Case, event: Event) -> list[Reason]:
    """Say what speaks against an act of record that happened, as the next event of a case."""
    if event.kind == SET_RIGHT:
        attempt = _attempt(procedure, _as_it_was(case), event.by, event.at)
        unsaid = () if WHY.text_kind in event.texts else (reason("field_missing", field=WHY.name),)
        return [*set_right_reasons(attempt, dict(times_set(event))), *unsaid]
    attempt = _attempt(procedure, case, event.by, event.at)
    known = (
        *_takers(attempt),
        *(one for held in case.holders for one in _followers(attempt, held)),
    )
    chosen = next((one for one in known if one in event.holders), None)
    return [*hand_over_reasons(attempt, chosen)]


def hand_over_reasons(attempt: Attempt, to: str | None) -> Iterator[Reason]:
    """Say what speaks against a hand-over: authority, time, or nobody to choose, or too many."""
    authority = [*_authority_reasons(attempt, system=True)]
    yield from authority
    if tuple(authority) == HIDDEN:
        return
    yield from _order_reasons(attempt, attempt.case.events[-1].at)
    known: dict[str, None] = {}
    for holder in attempt.case.holders:
        if not _has_ended(attempt, holder):
            continue
        followers, takers = _followers(attempt, holder), _takers_for(attempt, holder)
        known |= dict.fromkeys((*takers, *followers))
        if not followers:
            yield reason("no_successor", agency=named(holder))
        elif to is None and len(takers) > 1:
            yield reason("several_successors", agency=holder, successors=takers)
    if to is not None and known and to not in known:
        takers = tuple(one for one in known if one in _takers(attempt))
        yield reason("not_a_successor", agency=named(to), successors=takers or ("-",))


def due_hand_over(
    procedure: Procedure, case: Case, on: date | None
) -> tuple[date, tuple[str, ...]] | None:
    """Give since when a case has to be handed over, and who may take it.

    None if nobody has to by a day, without a day: ever; or if nobody follows.
    """
    directory = procedure.directory
    if not case.is_open or not (case.accused or directory.succeeded):
        return None
    first, last = procedure.calendar.nearest_date_of(case.events[-1].at), on or date.max
    ends = (directory.agency(code).active_until for code in directory.succeeded)
    if not case.accused:
        ends = (held.active_until for held in map(directory.find, case.holders) if held)
    later = sorted({end for end in ends if end is not None and first < end <= last})
    for day in (first, *later):
        attempt = _attempt(procedure, case, Actor.system(), case.events[-1].at, day)
        if any(_must_go(attempt, holder) for holder in case.holders):
            at_last = _attempt(procedure, case, Actor.system(), case.events[-1].at, last)
            left = (one for one in case.holders if _has_ended(at_last, one))
            lost = any(not _followers(at_last, one) for one in left)
            stays = not any(_must_go(at_last, holder) for holder in case.holders)
            return None if lost or stays else (day, _takers(at_last))
    return None


def set_right_reasons(attempt: Attempt, times: Mapping[int, datetime]) -> Iterator[Reason]:
    """Say what speaks against setting times right."""
    found = [*_authority_reasons(attempt, system=False)]
    if tuple(found) != HIDDEN:
        found = found or [*_not_above_reasons(attempt, times)]
        found += _time_reasons(attempt, times)
    if not found:
        after = attempt.case.apply(_setting_right(attempt, times))
        found += cut_short(attempt, after)
    yield from found


def _why_reasons(why: str) -> Iterator[Reason]:
    """It is said in words why."""
    against = value_reason(WHY, why)
    if against is not None:
        yield against
    elif not says_something(why):
        yield reason("field_without_words", field=WHY.name)


def _not_above_reasons(attempt: Attempt, times: Mapping[int, datetime]) -> Iterator[Reason]:
    """Nobody sets right what their own clocks rest on; above the root there is nobody else."""
    own, directory, events = attempt.own_agency, attempt.directory, attempt.case.events
    if attempt.by.kind is not ActorKind.OFFICER or own == directory.root.code:
        return
    holders = attempt.holders
    if own in holders:
        yield reason("not_above_the_holder", own=own)
        return
    beside = tuple(named(one) for one in holders if not attempt.is_within(one, own))
    if beside:  # of several holders: else they don't reach it at all
        yield reason("not_the_holder", holders=beside, agency=own, allowed=ADMIN_ROLES)
    for number in sorted(number for number in times if 0 < number <= len(events)):
        before, event = events[max(number - 2, 0)], events[number - 1]
        had = {*event.holders, *before.holders, str(event.fact(PART))}
        if own in map(attempt.in_office, had):
            yield reason("own_times", agency=own, event=number)


def _time_reasons(attempt: Attempt, times: Mapping[int, datetime]) -> Iterator[Reason]:
    """The events are there, and their times fit between their neighbours' and what is on record."""
    events = attempt.case.events
    right = [attempt.case.complaint.submitted_at, *(event.at for event in events)]
    strange = [number for number in times if not 0 < number <= len(events)]
    yield from (reason("no_such_event", event=number, last=len(events)) for number in strange)
    if not strange and all(events[number - 1].at == at for number, at in times.items()):
        yield reason("nothing_set_right")
    for number in times.keys() - set(strange):
        right[number] = times[number]
    right.append(attempt.at)
    for number in sorted(times.keys() - set(strange)):
        earliest, latest = right[number - 1], right[number + 1]
        if not earliest <= right[number] <= latest:
            begin, end = earliest.isoformat(), latest.isoformat()
            yield reason("time_unfit", event=number, earliest=begin, latest=end)
        known = _known_at(events, number)
        if events[number - 1].phase in OWED and right[number] > known:
            yield reason("later_than_recorded", event=number, recorded=known.isoformat())
    if len(events) not in times:
        yield from _order_reasons(attempt, right[-2])


def _known_at(events: tuple[Event, ...], number: int) -> datetime:
    """Give the time of an event that was first on record; if it lay ahead, when that was mended."""
    event = events[number - 1]
    recorded = instant_of(event.fact(RECORDED_AT))
    if recorded is None:
        return event.at
    of_time = f"at.{number}"
    mended = (one.at for one in events if one.kind == SET_RIGHT and one.fact(of_time) is not None)
    return min(recorded, next(mended, recorded))


def _order_reasons(attempt: Attempt, last_at: datetime) -> Iterator[Reason]:
    if attempt.at < last_at:
        yield reason("time_reversed", last=last_at.isoformat())


def _authority_reasons(attempt: Attempt, *, system: bool) -> Iterator[Reason]:
    """An admin who reaches the case may; and the system, where it may."""
    case, by = attempt.case, attempt.by
    allowed = (*ADMIN_ROLES, *((SYSTEM,) if system else ()))
    if by.kind is not ActorKind.OFFICER:
        if not may_know(attempt):
            yield from HIDDEN
        elif by.kind is ActorKind.REPORTER or not system:
            held = REPORTER if by.kind is ActorKind.REPORTER else SYSTEM
            yield reason("wrong_role", held=held, allowed=allowed)
        return
    if not may_know(attempt):
        yield from HIDDEN
    elif not attempt.roles:
        yield reason("no_appointment", officer=by.id, agency=attempt.own_agency)
    elif attempt.roles.isdisjoint(ADMIN_ROLES):
        yield reason("wrong_role", held=tuple(sorted(attempt.roles)), allowed=allowed)
    elif not any(attempt.reaches(case, role) for role in attempt.roles):
        holders, own = tuple(map(named, attempt.holders)) or ("-",), attempt.own_agency
        yield reason("not_the_holder", holders=holders, agency=own, allowed=ADMIN_ROLES)


def _attempt(
    procedure: Procedure, case: Case, by: Actor, at: datetime, on: date | None = None
) -> Attempt:
    workflow = procedure.workflow_of(case) or procedure.workflow
    directory, calendar = procedure.directory, procedure.calendar
    return Attempt(case, Command(""), by, at, directory, workflow, calendar, None, on=on)


def _as_it_was(case: Case) -> Case:
    """Give a case without the times that were set right later; as it is if it can't be told."""
    events = as_recorded(case.events)
    try:
        return case if events == case.events else Case(case.complaint, events)
    except InvalidValue:  # a history that was not made here
        return case


def _has_ended(attempt: Attempt, holder: str) -> bool:
    """Tell whether a holder is no more; one that the directory doesn't have isn't either."""
    agency = attempt.directory.find(holder)
    return agency is None or agency.has_ended(attempt.on)


def _followers(attempt: Attempt, holder: str) -> tuple[str, ...]:
    directory = attempt.directory
    return directory.successors(holder, attempt.on) if holder in directory else ()


def _is_barred(attempt: Attempt, holder: str) -> bool:
    return is_barred(attempt.case, holder, directory=attempt.directory, on=attempt.on)


def _must_go(attempt: Attempt, holder: str) -> bool:
    """Tell whether a holder can't keep a case: it has ended, or is barred by now."""
    return _has_ended(attempt, holder) or _is_barred(attempt, holder)


def _takers(attempt: Attempt) -> tuple[str, ...]:
    """Give who may take a case from those that can't keep it."""
    going = (holder for holder in attempt.case.holders if _must_go(attempt, holder))
    takers = (one for holder in going for one in _takers_for(attempt, holder))
    return tuple(dict.fromkeys(takers))


def _takers_for(attempt: Attempt, holder: str) -> tuple[str, ...]:
    """Give who may take a case from a holder: successors, and admins above the barred."""
    found = _followers(attempt, holder) if _has_ended(attempt, holder) else (holder,)
    return fit_holders(attempt.directory, found, attempt.case, attempt.on)


def _next_holders(attempt: Attempt, holder: str, to: str | None) -> tuple[str, ...]:
    """Who holds instead of a holder: it stays, or its successor does, or an admin above that."""
    if not _must_go(attempt, holder):
        return (holder,)
    takers = _takers_for(attempt, holder)
    if to in takers:
        return (str(to),)
    if to is not None and _has_ended(attempt, holder) and to in _followers(attempt, holder):
        return fit_holders(attempt.directory, (to,), attempt.case, attempt.on)
    return takers


def _event(
    attempt: Attempt,
    kind: str,
    holders: tuple[str, ...],
    facts: tuple[tuple[str, EventFact], ...] = (),
    texts: tuple[str, ...] = (),
) -> Event:
    case = attempt.case
    return Event(
        case.version + 1, kind, attempt.at, attempt.by, case.status, case.phase, (), holders,
        texts=texts, facts=facts, case=case.number,
    )  # fmt: skip


def _setting_right(attempt: Attempt, times: Mapping[int, datetime]) -> Event:
    facts = tuple(time_fact(number, times[number]) for number in sorted(times))
    return _event(attempt, SET_RIGHT, attempt.case.holders, facts, (WHY.text_kind,))
