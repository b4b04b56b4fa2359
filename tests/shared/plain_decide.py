"""A second opinion on `decide`: the rules of the workflow once more, as plainly as they can be told.

Written from the description of the field and the pages of the documentation, not from the code that
decides: dictionaries and ifs, one rule after another, nothing prepared and nothing remembered. It
reads the attributes of cases, directories and tables, but calls nothing that knows the rules.
"""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from sp4n.model import Actor, Directory
from sp4n.workdays import WorkingCalendar
from sp4n.workflow import Case, Command, Procedure

__all__ = ["plain_decide"]

_HOURS_FROM_UTC = {"WIB": 7, "WITA": 8, "WIT": 9}
_ADMINS = {"national_admin", "agency_admin"}
_CLASSES = {"oversight", "service", "normative", "information", "aspiration", "light"}
_OPEN = {"new", "assigned", "in_progress", "answered", "waiting_reporter"}


class _Situation:
    """What every rule looks at."""

    def __init__(
        self, procedure: Procedure, case: Case, command: Command, by: Actor, at: datetime
    ) -> None:
        self.directory, self.calendar = procedure.directory, procedure.calendar
        self.case, self.by, self.at = case, by, at
        self.code, self.fields = command.code, dict(command.fields)
        self.on = _day(self.calendar, at)
        self.tables = {one.version: one for one in (procedure.workflow, *procedure.older)}
        self.table = self.tables.get(case.workflow)


def plain_decide(
    procedure: Procedure,
    case: Case,
    command: Command,
    *,
    by: Actor,
    at: datetime,
    based_on: int | None = None,
    beside: tuple[Case, ...] = (),
) -> dict[str, Any] | set[str]:
    """What the case becomes, as a dictionary; or the codes of every reason for a refusal."""
    if at.tzinfo is None:
        hidden = case.is_confidential and by.kind == "officer"
        return {"not_found"} if hidden or _is_stranger(case, by) else {"naive_time"}
    now = _Situation(procedure, case, command, by, at)
    if not _may_know(now, case):
        return {"not_found"}
    reasons = set()
    if based_on is not None and based_on != len(case.events):
        reasons.add("stale")
    if at < case.events[-1].at:
        reasons.add("time_reversed")
    if now.table is None:
        return reasons | {"unknown_workflow"}
    kinds = {one.code: one for one in now.table.commands}
    if command.code not in kinds:
        return reasons | {"unknown_command"}
    kind = kinds[command.code]
    row = None
    for one in now.table.transitions:
        may = _roles(now) & set(one.who)
        if (one.source, one.command) == (case.status, command.code) and may:
            row = one
    reasons |= _authority(now)
    wrong = _payload(now, kind)
    for codes in wrong.values():
        reasons |= codes
    if row is not None:
        reasons |= _limits(now, row)
        for guard in row.guards:
            reasons |= _guard(now, guard, kind, wrong, beside)
    return reasons or _outcome(now, row, kind)


# Who somebody is


def _day(calendar: WorkingCalendar, at: datetime) -> date:
    """The date in the offices' zone; the last date that there is, beyond it."""
    try:
        return at.astimezone(timezone(timedelta(hours=_HOURS_FROM_UTC[calendar.zone]))).date()
    except OverflowError:
        return at.date()


def _held(directory: Directory, officer: str | None, on: date) -> set[tuple[str, str]]:
    """The agencies at which an officer serves on a day, and in which role."""
    active = {one.code for one in directory.agencies if _lasts(one.active_from, on, one.active_until)}
    return {
        (one.agency, one.role.value)
        for one in directory.appointments
        if one.officer == officer and one.agency in active and _lasts(one.since, on, one.until)
    }


def _lasts(start: date | None, on: date, end: date | None) -> bool:
    return (start is None or start <= on) and (end is None or on < end)


def _roles(now: _Situation) -> set[str]:
    """The words of a row's `who` that fit the actor."""
    if now.by.kind != "officer":
        return {now.by.kind.value}
    held = _held(now.directory, now.by.id, now.on)
    return {role for agency, role in held if agency == now.by.agency}


def _parents(directory: Directory) -> dict[str, str | None]:
    return {one.code: one.parent for one in directory.agencies}


def _above(directory: Directory, code: str) -> list[str]:
    """An agency and all above it, the nearest first; below the root lies what is unknown."""
    parents = _parents(directory)
    if code not in parents:
        return [one for one, parent in parents.items() if parent is None]
    line = [code]
    while (parent := parents[line[-1]]) is not None:
        line.append(parent)
    return line


def _is_reporter(case: Case, by: Actor) -> bool:
    return by.kind == "reporter" and by.id is not None and by.id == case.complaint.reporter


def _is_stranger(case: Case, by: Actor) -> bool:
    """Another reporter, to whom a confidential case does not exist."""
    return case.is_confidential and by.kind == "reporter" and not _is_reporter(case, by)


def _serves_the_accused(now: _Situation, case: Case) -> bool:
    """By the agency that they act for, or by any appointment of today."""
    serves = {agency for agency, _ in _held(now.directory, now.by.id, now.on)}
    return bool(case.complaint.accused & (serves | {now.by.agency}))


def _reaches(now: _Situation, case: Case, roles: set[str]) -> bool:
    """Whoever serves the holder, and admins above the holder."""
    holders = case.holders or ("nobody",)
    if roles and now.by.agency in holders:
        return True
    above = {one for holder in holders for one in _above(now.directory, holder)}
    return bool(roles & _ADMINS) and now.by.agency in above


def _may_know(now: _Situation, case: Case) -> bool:
    if not case.is_confidential or now.by.kind == "system" or _is_reporter(case, now.by):
        return True
    if now.by.kind == "reporter" or _serves_the_accused(now, case):
        return False
    return _reaches(now, case, _roles(now))


# What speaks against it


def _authority(now: _Situation) -> set[str]:
    reasons = set()
    assert now.table is not None
    rows = [one for one in now.table.transitions if one.command == now.code]
    here = [one for one in rows if one.source == now.case.status]
    if not here:
        reasons.add("not_from_status")
    allowed = {who for one in here or rows for who in one.who}
    if now.by.kind == "reporter" and not _is_reporter(now.case, now.by):
        reasons.add("not_the_reporter")
    if now.by.kind != "officer":
        return reasons | (set() if now.by.kind.value in allowed else {"wrong_role"})
    if _serves_the_accused(now, now.case):
        reasons.add("own_agency_accused")
    if not _roles(now):
        return reasons | {"no_appointment"}
    if not _roles(now) & allowed:
        reasons.add("wrong_role")
    if not _reaches(now, now.case, _roles(now) & allowed or _roles(now)):
        reasons.add("not_the_holder")
    return reasons


def _payload(now: _Situation, kind: Any) -> dict[str, set[str]]:
    """What is wrong with each field; a field that is None was not given."""
    known = {one.name: one for one in kind.fields}
    wrong: dict[str, set[str]] = {}
    for name in now.fields:
        if name not in known:
            wrong[name] = {"field_unknown"}
    for name, one in known.items():
        value = now.fields.get(name)
        if value is None:
            if one.required:
                wrong[name] = {"field_missing"}
        elif found := _value(one, value):
            wrong[name] = {found}
    return wrong


def _value(one: Any, value: object) -> str | None:
    kind = one.kind.value
    if kind == "count":
        is_count = isinstance(value, int) and not isinstance(value, bool) and value >= 1
        return None if is_count else "field_invalid"
    if not isinstance(value, str):
        return "field_invalid"
    if kind == "classification":
        return None if value in _CLASSES else "field_invalid"
    if kind == "choice":
        return None if value in one.choices else "field_invalid"
    if kind == "agency":
        return None
    if len(value) > one.limit_characters:
        return "field_too_long"
    if not value.strip():
        return "field_missing" if one.required else "field_invalid"
    return None


def _limits(now: _Situation, row: Any) -> set[str]:
    reasons = set()
    if row.at_most is not None:
        given = [event for event in now.case.events if event.kind == row.command]
        if len(given) >= row.at_most:
            reasons.add("too_often")
    for limit, early in ((row.after, True), (row.until, False)):
        if limit is None:
            continue
        over = _over(now.calendar, limit, now.case.since_at, now.on)
        if over is None:
            reasons.add("time_unknown")
        elif early and not over:
            reasons.add("too_early")
        elif over and not early:
            reasons.add("too_late")
    return reasons


def _over(calendar: WorkingCalendar, limit: Any, since_at: datetime, on: date) -> bool | None:
    """Whether a limit in days has passed; the day itself does not count. None: not known."""
    day, left = _day(calendar, since_at), limit.n
    while left:
        if not calendar.known_from <= day <= calendar.known_until or day == date.max:
            return None
        day += timedelta(days=1)
        if not calendar.known_from <= day <= calendar.known_until:
            return None
        if limit.unit == "calendar days" or calendar.is_working_day(day):
            left -= 1
    return on > day


def _guard(
    now: _Situation, guard: str, kind: Any, wrong: dict[str, set[str]], beside: tuple[Case, ...]
) -> set[str]:
    """One guard of the row; what needs a field that is wrong already is not asked."""
    directory, case, own = now.directory, now.case, now.by.agency
    root = next(one.code for one in directory.agencies if one.parent is None)
    if guard == "not_at_the_root":
        return {"at_the_root"} if root in case.holders else set()
    if guard == "has_units_below":
        return set() if own is None or _units_below(now, own) else {"no_unit_below"}
    if guard == "category_is_known":
        category, tree = now.fields.get("category"), [name for name, _ in directory.categories.parents]
        unknown = category is not None and "category" not in wrong and tree and category not in tree
        return {"unknown_category"} if unknown else set()
    if guard == "other_takes_in":
        return set() if "into" in wrong else _takes_in(now, beside)
    if guard == "other_was_joined":
        return set() if "case" in wrong else _was_joined(now, beside)
    if "to" in wrong:
        return set()
    to = now.fields.get("to")
    to = _proposed(case) if to is None else to
    agencies = {one.code: one for one in directory.agencies}
    if guard == "receiver_is_fit":
        if to is None:
            return {"no_proposal"}
        if to not in agencies:
            return {"unknown_agency"}
        found = {"agency_accused"} if to in case.complaint.accused else set()
        lasts = _lasts(agencies[to].active_from, now.on, agencies[to].active_until)
        return found if lasts else found | {"agency_inactive"}
    if to not in agencies:
        return set()  # that is told already
    if guard == "is_not_the_holder":
        return {"already_the_holder"} if to in case.holders else set()
    if guard == "in_reach":
        reached = to == _proposed(case) or own in _above(directory, to)
        return set() if reached or "national_admin" in _roles(now) else {"outside_subtree"}
    assert guard == "below_own_agency", guard
    return set() if to != own and own in _above(directory, to) else {"outside_subtree"}


def _proposed(case: Case) -> Any:
    facts = dict(case.events[0].facts)
    return None if facts.get("proposed") in case.tried else facts.get("proposed")


def _units_below(now: _Situation, own: str) -> list[str]:
    """The units below an agency that could take the case."""
    return [
        one.code
        for one in now.directory.agencies
        if one.code != own
        and own in _above(now.directory, one.code)
        and one.code not in now.case.holders
        and one.code not in now.case.complaint.accused
        and _lasts(one.active_from, now.on, one.active_until)
    ]


def _shown(now: _Situation, number: object, beside: tuple[Case, ...]) -> Case | None:
    for one in beside:
        if one.complaint.number == number and _may_know(now, one):
            return one
    return None


def _takes_in(now: _Situation, beside: tuple[Case, ...]) -> set[str]:
    """A duplicate goes into a case that can take it in, which the actor reaches too."""
    assert now.table is not None
    number = now.fields["into"]
    if number == now.case.complaint.number:
        return {"same_case"}
    other = _shown(now, number, beside)
    if other is None:
        return {"case_not_shown"}
    reasons = set()
    if not _reaches(now, other, _roles(now)):
        reasons.add("not_the_holder")
    gathers = [
        one
        for one in now.table.transitions
        if (one.source, one.command) == (other.status, "gather")
    ]
    if not gathers or other.workflow != now.case.workflow or other.events[-1].at > now.at:
        reasons.add("other_case_unfit")
    if now.case.is_confidential and not other.is_confidential:
        reasons.add("would_be_disclosed")
    if now.case.complaint.accused - other.complaint.accused:
        reasons.add("accusation_lost")
    if _serves_the_accused(now, other):
        reasons.add("own_agency_accused")
    if number in _joined(now.case):
        reasons.add("already_joined")
    return reasons


def _was_joined(now: _Situation, beside: tuple[Case, ...]) -> set[str]:
    number = now.fields["case"]
    if number == now.case.complaint.number:
        return {"same_case"}
    other = _shown(now, number, beside)
    if other is None:
        return {"case_not_shown"}
    reasons = set()
    if number in _joined(now.case):
        reasons.add("already_joined")
    last = other.events[-1]
    if "link" not in last.effects or dict(last.facts).get("into") != now.case.complaint.number:
        return reasons | {"not_joined"}
    supporters = 1
    for event in other.events:
        supporters += int(dict(event.facts).get("supporters", 0)) if "link" in event.effects else 0
    if now.fields.get("supporters") != supporters:
        reasons.add("field_invalid")
    return reasons


def _joined(case: Case) -> set[object]:
    return {dict(one.facts).get("case") for one in case.events if "link" in one.effects}


# What comes of it


def _outcome(now: _Situation, row: Any, kind: Any) -> dict[str, Any]:
    assert now.table is not None
    case, effects = now.case, {one.value for one in kind.effects}
    given = {name: value for name, value in now.fields.items() if value is not None}
    first = dict(case.events[0].facts)
    holders = case.holders
    facts: dict[str, Any] = {}
    texts, reason = [], None
    for one in kind.fields:
        if one.name not in given:
            continue
        if one.kind == "text":
            texts.append(one.text_kind)
        elif one.kind == "choice" and one.name == "reason":
            reason = given["reason"]
        elif one.kind != "agency":
            facts[one.name] = given[one.name]
    if "assign" in effects:
        holders = (given.get("to") or _proposed(case),)
    if "give_back" in effects:
        holders = (_sender(now),)
    if "escalate" in effects:
        holders = (_admin_above(now, case.holders[0] if case.holders else None, ()),)
    if "correct" in effects:
        takes_proposal = "to" not in given and case.classification is None
        proposed = first.get("proposed_classification")
        if takes_proposal and "classification" not in given and proposed is not None:
            facts["classification"] = proposed
        corrected = [one for one in kind.fields if one.name in given and one.kind != "agency"]
        if not corrected and "classification" not in facts:
            effects.remove("correct")
    return {
        "status": row.target,
        "phase": {one.code: one.phase.value for one in now.table.statuses}[row.target],
        "holders": holders,
        "effects": effects,
        "reason": reason,
        "texts": set(texts),
        "facts": facts,
    }


def _may_take(now: _Situation, code: str) -> bool:
    """An agency takes a case back if it is active, not accused and has an admin."""
    agencies = {one.code: one for one in now.directory.agencies}
    if code not in agencies or code in now.case.complaint.accused:
        return False
    if not _lasts(agencies[code].active_from, now.on, agencies[code].active_until):
        return False
    return any(
        one.agency == code and one.role in _ADMINS and _lasts(one.since, now.on, one.until)
        for one in now.directory.appointments
    )


def _sender(now: _Situation) -> str:
    """Whoever gave it to the holder, if they can take it; else the nearest admin above."""
    holders = now.case.holders
    if now.case.senders and _may_take(now, now.case.senders[-1]):
        return now.case.senders[-1]
    start = now.case.senders[-1] if now.case.senders else holders[0]
    return _admin_above(now, start, holders)


def _admin_above(now: _Situation, start: str | None, barred: tuple[str, ...]) -> str:
    """The nearest admin above; if nobody is left, whoever hangs below nobody else accused."""
    directory, accused = now.directory, now.case.complaint.accused
    root = next(one.code for one in directory.agencies if one.parent is None)
    line = [] if start is None else _above(directory, start)
    for code in line:
        if code != start and code not in barred and _may_take(now, code):
            return code
    if root in accused:
        for one in directory.agencies:
            hangs_below = set(_above(directory, one.code)) & (accused - {root})
            if not hangs_below and one.code not in barred and _may_take(now, one.code):
                return one.code
    return root
