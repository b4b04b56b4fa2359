"""A second opinion on `decide`: the rules of the workflow once more, as plainly as can be.

Written from the description of the field and the pages of the documentation, not from the code that
decides: dictionaries and ifs, one rule after another, nothing prepared and nothing remembered. It
reads the attributes of cases, directories and tables, but calls nothing that knows the rules.
"""

import re
import unicodedata
from copy import copy
from datetime import date, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

from attrs import evolve

from sp4n.model import Actor, Directory
from sp4n.workdays import Limit, WorkingCalendar
from sp4n.workflow import LAPOR, LAPOR_1, Case, Command, Effect, Procedure

__all__ = ["plain_decide"]

_HOURS_FROM_UTC = {"WIB": 7, "WITA": 8, "WIT": 9}
_ADMINS = {"national_admin", "agency_admin"}
_CLASSES = {"oversight", "service", "normative", "information", "aspiration", "light"}
_UNSEEN_LETTERS = "\u115f\u1160\u3164\uffa0"
_WITHOUT_FIELD = {
    "has_units_below", "not_at_the_root", "has_open_parts", "is_public", "is_confidential",
    "above_the_holder", "standing_case_closed", "not_by_the_holder", "some_standard_allows_it",
}  # fmt: skip
_OF_PARTS = {
    "has_open_parts", "receiver_is_not_involved", "receiver_is_involved", "disclosure_is_reasoned",
    "parts_are_in",
}  # fmt: skip
_OPEN = {"new", "assigned", "in_progress", "answered", "waiting_reporter"}
_MOVING = {"assign", "give_back", "escalate"}
_OVER = {"closed", "archived", "blocked"}
_LISTS = ("agencies", "officers")
_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?", re.ASCII)
_WARNING_DAYS = 5  # before a timer that ran out in another system does anything


class _Situation:
    """What every rule looks at."""

    def __init__(
        self, procedure: Procedure, case: Case, command: Command, by: Actor, at: datetime
    ) -> None:
        self.directory, self.calendar = procedure.directory, procedure.calendar
        self.has_no_standards = procedure.may_extend is None
        self.case, self.by, self.at = case, by, at
        self.code, self.fields = command.code, dict(command.fields)
        self.on = _day(self.calendar, at)
        self.tables = {one.version: one for one in (procedure.workflow, *procedure.older)}
        for lapors in (LAPOR, LAPOR_1):
            if lapors.version not in self.tables:
                self.tables[lapors.version] = _timed_as(lapors, procedure.workflow)
        self.table = self.tables.get(case.workflow, procedure.workflow)
        self.own = _stands(self, by.agency)


def _timed_as(table: Any, today: Any) -> Any:
    """LAPOR!'s tables are always known; their timers run as the table of the day has them."""
    rows = []
    for row in table.transitions:
        for one in today.transitions if row.after else ():
            if (one.source, one.command) == (row.source, row.command) and one.after:
                row = evolve(row, after=one.after)  # noqa: PLW2901 - the same row, another limit
        rows.append(row)
    return evolve(table, transitions=rows)


def plain_decide(
    procedure: Procedure,
    case: Case,
    command: Command,
    *,
    by: Actor,
    at: datetime,
    based_on: int | None = None,
    not_after: datetime | None = None,
    beside: tuple[Case, ...] = (),
) -> dict[str, Any] | set[str]:
    """What the case becomes, as a dictionary; or the codes of every reason for a refusal."""
    if at.tzinfo is None:
        guarded = _is_confidential(case) or _named(case) or _said_of(case, "agencies")
        hidden = guarded and by.kind == "officer"  # without a day, nobody knows who is barred
        return {"not_found"} if hidden or _is_stranger(case, by) else {"naive_time"}
    now = _Situation(procedure, case, command, by, at)
    if not _may_know(now, case):
        return {"not_found"}
    reasons = set()
    if not_after is not None and at > not_after:
        reasons.add("in_the_future")
    if based_on is not None and based_on != len(case.events):
        reasons.add("stale")
    if at < case.events[-1].at:
        reasons.add("time_reversed")
    if case.workflow not in now.tables:
        reasons.add("unknown_workflow")
    kinds = {one.code: one for one in now.table.commands}
    if command.code not in kinds:
        return reasons | {"unknown_command"}
    kind = kinds[command.code]
    lacking = _authority(now)
    reasons |= lacking | _payload(now, kind)
    row = _row(now, lacking, beside)
    if row is not None:
        reasons |= _speaks_against(now, row, beside)
    return reasons or _outcome(now, row, kind, beside)


def _row(now: _Situation, lacking: set[str], beside: tuple[Case, ...]) -> Any:
    """The row that the actor may take; the first, for whoever may take none; None without any.

    Where two are the actor's, it is the first against which nothing speaks but fields.
    """
    here = [
        one
        for one in now.table.transitions
        if (one.source, one.command) == (now.case.status, now.code)
    ]
    mine = [one for one in here if not lacking and _is_theirs(now, one)]
    for one in mine:
        guards = [guard for guard in one.guards if guard in _WITHOUT_FIELD]
        if not _limits(now, one) and not any(_guard(now, guard, beside) for guard in guards):
            return one
    return next(iter((*mine, *here)), None)


def _is_theirs(now: _Situation, row: Any) -> bool:
    """Whoever has the role, and reaches the case; where it is for the holder alone, serves it."""
    fitting = _roles(now) & set(row.who)
    if now.by.kind != "officer" or not fitting:
        return bool(fitting)
    if _contributes(now):
        return now.own in _involved(now, now.case)
    if row.holder_only:
        return now.own in _holders(now, now.case)
    return _reaches(now, now.case, fitting)


def _speaks_against(now: _Situation, row: Any, beside: tuple[Case, ...]) -> set[str]:
    reasons = _limits(now, row)
    for guard in row.guards:
        reasons |= _guard(now, guard, beside)
    return reasons


# Who somebody is


def _day(calendar: WorkingCalendar, at: datetime) -> date:
    """The date in the offices' zone; the last date that there is, beyond it."""
    try:
        return at.astimezone(timezone(timedelta(hours=_HOURS_FROM_UTC[calendar.zone]))).date()
    except OverflowError:
        return at.date()


def _held(directory: Directory, officer: str | None, on: date) -> set[tuple[str, str]]:
    """The agencies at which an officer serves on a day, and in which role."""
    active = {
        one.code for one in directory.agencies if _lasts(one.active_from, on, one.active_until)
    }
    return {
        (one.agency, one.role.value)
        for one in directory.appointments
        if one.officer == officer and one.agency in active and _lasts(one.since, on, one.until)
    }


def _lasts(start: date | None, on: date, end: date | None) -> bool:
    return (start is None or start <= on) and (end is None or on < end)


def _stands(now: _Situation, code: Any) -> Any:
    """Who stands for an agency: its successor, once it has ended and just one is active."""
    found = _follow(now, code, first=True)
    return found.pop() if len(found) == 1 else code


def _follow(now: _Situation, code: Any, *, first: bool) -> set[str]:
    one = {one.code: one for one in now.directory.agencies}.get(code)
    if one is None:
        return set()
    if one.active_until is None or now.on < one.active_until:
        begun = one.active_from is None or one.active_from <= now.on
        return {code} if begun or first else set()
    return {follower for heir in one.successors for follower in _follow(now, heir, first=False)}


def _holders(now: _Situation, case: Case) -> list[str]:
    return [_stands(now, code) for code in case.holders]


def _accused(now: _Situation, case: Case) -> set[str]:
    """Whom it accuses, and all who follow them by that day."""
    found, waiting = set(), list(_said_of(case, "agencies"))
    while waiting:
        code = waiting.pop()
        found.add(code)
        waiting += [
            heir
            for one in now.directory.agencies
            if one.code == code and one.active_until is not None and one.active_until <= now.on
            for heir in one.successors
        ]
    return found


def _roles(now: _Situation) -> set[str]:
    """The words of a row's `who` that fit the actor."""
    if now.by.kind != "officer":
        return {now.by.kind.value}
    held = _held(now.directory, now.by.id, now.on)
    return {role for agency, role in held if agency == now.own}


def _parents(directory: Directory) -> dict[str, str | None]:
    return {one.code: one.parent for one in directory.agencies}


def _above(now: _Situation, code: str) -> list[str]:
    """An agency and all above it, the nearest first; below the root lies what is unknown.

    Where one has ended, whoever stands for it and those above them come next; but not if they hang
    below what was met already.
    """
    parents = _parents(now.directory)
    if code not in parents:
        return [one for one, parent in parents.items() if parent is None]
    agencies = {one.code: one for one in now.directory.agencies}
    line: list[str] = []
    place: str | None = code
    chosen: tuple[str, ...] = ()
    while place is not None:
        now_there = _stands_for(now, place, chosen)
        chosen = agencies[now_there].falls_to
        if now_there != place and set(line) & _as_it_stands(parents, now_there):
            now_there = place
            chosen = agencies[now_there].falls_to
        line.append(now_there)
        place = parents[now_there]
    return line


def _stands_for(now: _Situation, code: str, chosen: tuple[str, ...]) -> str:
    """Who stands above: of several successors the one that was chosen, step by step."""
    one = {one.code: one for one in now.directory.agencies}[code]
    if one.active_until is None or now.on < one.active_until or not chosen:
        return str(_stands(now, code))
    taken = [heir for heir in one.successors if heir in chosen]
    if len(taken) == 1:
        return _stands_for(now, taken[0], chosen)
    if len(one.successors) == 1:
        further = _stands_for(now, one.successors[0], chosen)
        is_there = {other.code: other for other in now.directory.agencies}[further]
        return further if is_there.is_active(now.on) else code
    return str(_stands(now, code))


def _perhaps_above(now: _Situation, code: str) -> set[str]:
    """All that it may hang below; where nobody chose among several successors, that is any."""
    found: set[str] = set()
    waiting = [code]
    while waiting:
        line = _above(now, waiting.pop())
        found |= set(line)
        for up in line[1:]:
            heirs = _follow(now, up, first=True)
            if len(heirs) > 1 and not heirs & set(line):
                waiting += heirs - found
    return found


def _as_it_stands(parents: dict[str, str | None], code: str | None) -> set[str]:
    line = set()
    while code is not None:
        line.add(code)
        code = parents[code]
    return line


def _is_reporter(case: Case, by: Actor) -> bool:
    """The reporter, or whoever acts for them; nobody without a key."""
    keys = {case.complaint.reporter, *case.complaint.representatives}
    return by.kind == "reporter" and by.id is not None and by.id in keys


def _is_stranger(case: Case, by: Actor) -> bool:
    """Another reporter, to whom a confidential case does not exist."""
    return _is_confidential(case) and by.kind == "reporter" and not _is_reporter(case, by)


def _is_accused(now: _Situation, case: Case, code: str | None) -> bool:
    """An accused agency, one that follows it, or one that hangs below either, today or for good."""
    accused, parents = _accused(now, case), _parents(now.directory)
    if code is None or code not in parents:
        return code in accused
    return bool(accused & (_as_it_stands(parents, code) | _perhaps_above(now, code)))


def _named(case: Case) -> set[str]:
    """The officers who are accused themselves, and those who stepped aside."""
    aside = {str(one.by.id) for one in case.events if "recuse" in one.effects}
    return aside | _said_of(case, "officers")


def _said_of(case: Case, which: str) -> set[str]:
    """Whom the complaint accuses, and whom the history does since, but for those cleared again."""
    written = {"agencies": case.complaint.accused, "officers": case.complaint.accused_officers}
    said = set(written[which])
    for event in case.events:
        codes = {str(code) for name, code in event.facts if name.split(".")[0] == which}
        if "accuse" in event.effects:
            said |= codes
        if "clear" in event.effects:
            said -= codes - written[which]
    return said


def _is_confidential(case: Case) -> bool:
    """As the reporter wished or the route proposed, until somebody decided otherwise."""
    is_secret = (
        case.complaint.confidential or dict(case.events[0].facts).get("confidential") is True
    )
    for event in case.events:
        if "protect" in event.effects:
            is_secret = True
        if "lift_protection" in event.effects:
            is_secret = False
    return is_secret


def _is_barred(now: _Situation, case: Case, officer: str | None, agency: str | None = None) -> bool:
    """By name, by the agency that they act for, or by any appointment of today."""
    serves = {at for at, _ in _held(now.directory, officer, now.on)} | {agency}
    return officer in _named(case) or any(_is_accused(now, case, at) for at in serves)


def _reaches(now: _Situation, case: Case, roles: set[str]) -> bool:
    """Whoever serves the holder, and admins above the holder; above nobody is the root."""
    if roles and now.own in _holders(now, case):
        return True
    above = {one for holder in case.holders or ("",) for one in _above(now, holder)}
    return bool(roles & _ADMINS) and now.own in above


def _may_know(now: _Situation, case: Case) -> bool:
    """The barred never know; others know what is public, and of the rest what is theirs."""
    if now.by.kind == "officer" and _is_barred(now, case, now.by.id, now.by.agency):
        return False
    if not _is_confidential(case) or now.by.kind == "system" or _is_reporter(case, now.by):
        return True
    concerned = _reaches(now, case, _roles(now)) or now.own in _involved(now, case)
    return now.by.kind == "officer" and bool(_roles(now)) and concerned


# Parts


def _asked(case: Case) -> list[str]:
    """Whose part is open: asked, neither given nor released, on a case that goes on elsewhere."""
    asked: list[str] = []
    for event in case.events:
        part, effects = dict(event.facts).get("part"), {one.value for one in event.effects}
        if "involve" in effects and isinstance(part, str):
            asked.append(part)
        elif effects & {"contribute", "release"} and part in asked:
            asked.remove(part)  # the one that was asked first
        ended = event.phase not in _OPEN
        asked = [] if ended else [one for one in asked if one not in event.holders]
    return asked


def _involved(now: _Situation, case: Case) -> list[str]:
    """Who has a part in it on that day; whoever holds it has all of it."""
    standing = [_stands(now, one) for one in _asked(case)]
    return [one for one in standing if one not in _holders(now, case)]


def _contributes(now: _Situation) -> bool:
    """Whether it gives a part: then it is for the involved, and for nobody else."""
    kinds = [one for one in now.table.commands if one.code == now.code]
    return any(effect == "contribute" for one in kinds for effect in one.effects)


def _has_letter(value: object) -> bool:
    if not isinstance(value, str):
        return False
    shown = [one for one in value if one not in _UNSEEN_LETTERS]
    return any(unicodedata.category(one)[0] == "L" for one in shown)


# What speaks against it


def _authority(now: _Situation) -> set[str]:
    reasons = set()
    rows = [one for one in now.table.transitions if one.command == now.code]
    here = [one for one in rows if one.source == now.case.status]
    if not here:
        reasons.add("not_from_status")
    allowed = {who for one in here or rows for who in one.who}
    if now.by.kind == "reporter" and not _is_reporter(now.case, now.by):
        reasons.add("not_the_reporter")
    if now.by.kind != "officer":
        return reasons | (set() if now.by.kind.value in allowed else {"wrong_role"})
    if not _roles(now):
        return reasons | {"no_appointment"}
    if not _roles(now) & allowed:
        reasons.add("wrong_role")
    for_officers = allowed - {"reporter", "system"}
    if _contributes(now):
        return reasons | (set() if now.own in _involved(now, now.case) else {"not_involved"})
    if for_officers and not _reaches(now, now.case, _roles(now) & allowed or _roles(now)):
        reasons.add("not_the_holder")
    elif _roles(now) & allowed and not any(_is_theirs(now, one) for one in here or rows):
        reasons.add("only_the_holder")
    return reasons


def _payload(now: _Situation, kind: Any) -> set[str]:
    """What is wrong with the fields; one that is None was not given."""
    known = {one.name: one for one in kind.fields}
    wrong = {"field_unknown" for name in now.fields if name not in known}
    for name, one in known.items():
        value = now.fields.get(name)
        if value is not None:
            wrong |= _value(one, value) or _says_nothing(kind, one, value)
        elif one.required:
            wrong.add("field_missing")
    return wrong


def _value(one: Any, value: object) -> set[str]:
    kind = one.kind.value
    if kind == "count":
        is_count = isinstance(value, int) and not isinstance(value, bool) and value >= 1
        return set() if is_count else {"field_invalid"}
    if kind in _LISTS:
        codes = list(value) if isinstance(value, list | tuple | set | frozenset) else []
        are_codes = all(isinstance(code, str) and _CODE.fullmatch(code) for code in codes)
        return set() if 0 < len(codes) <= 100 and are_codes else {"field_invalid"}
    if kind == "code":
        is_code = isinstance(value, str) and _CODE.fullmatch(value)
        return set() if is_code else {"field_invalid"}
    if not isinstance(value, str):
        return {"field_invalid"}
    if len(value) > one.limit_characters:
        return {"field_too_long"}
    closed = {"classification": _CLASSES, "choice": one.choices}.get(kind)
    fits = value.strip() and (closed is None or value in closed)
    return set() if fits else {"field_invalid"}


def _says_nothing(kind: Any, one: Any, value: object) -> set[str]:
    """What must be said has a letter, or at least a digit where no words are asked for."""
    if one.kind.value != "text" or not one.required:
        return set()
    in_words = one.in_words or "answer" in [effect.value for effect in kind.effects]
    says = _has_sign(value, "L" if in_words else "LN")
    return set() if says else {"field_without_words"}


def _has_sign(value: object, kinds: str) -> bool:
    signs = [unicodedata.category(one)[0] for one in str(value) if one not in _UNSEEN_LETTERS]
    return isinstance(value, str) and not {*kinds}.isdisjoint(signs)


def _how_often(now: _Situation, row: Any) -> set[str]:
    """What is keyed in for reporters counts for itself, and uses up nothing that is theirs."""
    given = [event for event in now.case.events if event.kind == row.command]
    keyed_in = [one for one in given if one.by.kind == "officer" and "came_by" in dict(one.facts)]
    if "came_by_is_told" in row.guards:
        given = keyed_in
    elif now.by.kind == "reporter":
        given = [one for one in given if one not in keyed_in]
    if row.at_most is None or len(given) < row.at_most:
        return set()
    kinds = [one for one in now.table.commands if one.code == row.command]
    rates = any(Effect.RATE in one.effects for one in kinds)
    return {"already_rated" if rates else "too_often"}


def _limits(now: _Situation, row: Any) -> set[str]:
    reasons = _how_often(now, row)
    for limit, early in ((row.after, True), (row.until, False)):
        if limit is None:
            continue
        over = _over(now.calendar, limit, now.case.since_at, now.on)
        if over is not None and early and _ran_out_elsewhere(now):
            warned = _warned(now)  # when it ends is unknown if either is
            over = None if warned is None else over and warned
        if over is None:
            reasons.add("time_unknown")
        elif early and not over:
            reasons.add("too_early")
        elif over and not early:
            reasons.add("too_late")
    return reasons


def _adopted_at(case: Case) -> datetime:
    """What is known of the past comes first, one event a step; then the case was taken over."""
    steps = int(dict(case.events[0].facts).get("past_steps", 0))
    return case.events[min(steps, len(case.events) - 1)].at


def _ran_out_elsewhere(now: _Situation) -> bool:
    """Whether a timer began before the case was taken over."""
    return now.case.events[0].kind == "adopt" and now.case.since_at < _adopted_at(now.case)


def _warned(now: _Situation) -> bool | None:
    """Nothing is closed on the day of adoption: there are five working days to tell people."""
    days = Limit(_WARNING_DAYS, "working days")
    return _over(now.calendar, days, _adopted_at(now.case), now.on)


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


def _text(now: _Situation, name: str) -> str | None:
    """A field that is a text and not empty; what is none counts as not given."""
    value = now.fields.get(name)
    return value if isinstance(value, str) and value else None


def _guard(now: _Situation, guard: str, beside: tuple[Case, ...]) -> set[str]:  # noqa: C901, PLR0911, PLR0912 - one rule after another
    """What one guard says: the first thing that speaks against it."""
    case, own = now.case, now.own
    agencies = {one.code: one for one in now.directory.agencies}
    root = next(one.code for one in now.directory.agencies if one.parent is None)
    to = _stands(now, _text(now, "to") or _proposed(now))
    if guard == "not_at_the_root":
        return {"at_the_root"} if root in _holders(now, case) else set()
    if guard == "has_units_below":
        return set() if own is not None and _units_below(now, own) else {"no_unit_below"}
    if guard in _OF_PARTS:
        return _speaks_of_parts(now, guard, to)
    if guard == "not_by_the_holder":
        answering = _must_answer(now, case) | _must_answer(now, _standing_for(now, beside))
        served = {agency for agency, _ in _held(now.directory, now.by.id, now.on)} | {own}
        answering -= {root} if own == root else set()
        return {"by_the_holder"} if answering & served and now.by.kind == "officer" else set()
    if guard == "came_by_is_told":
        return set() if _text(now, "came_by") else {"came_by_untold"}
    if guard == "letter_is_named":
        return set() if _has_sign(now.fields.get("letter"), "LN") else {"letter_unnamed"}
    if guard == "category_is_known":
        name, tree = _text(now, "category"), dict(now.directory.categories.parents)
        return (
            {"unknown_category"} if name and name.strip() and tree and name not in tree else set()
        )
    if guard == "is_public":
        return {"already_confidential"} if _is_confidential(case) else set()
    if guard == "is_confidential":
        return set() if _is_confidential(case) else {"not_confidential"}
    if guard == "above_the_holder":
        below = own in _holders(now, case) and root != own
        return {"not_above_the_holder"} if below else set()
    if guard == "some_standard_allows_it":
        return {"nothing_to_extend"} if now.has_no_standards or case.holder is None else set()
    if guard == "standard_allows_it":
        return _not_granted(now)
    if guard == "accused_are_known":
        return _unknown_accused(now)
    if guard == "accused_in_reach":
        return _out_of_reach(now)
    if guard == "accused_by_own":
        return _not_to_clear(now)
    of_two = {
        "other_takes_in": _takes_in,
        "other_was_joined": _was_joined,
        "host_lets_go": _lets_go,
        "other_was_separated": _was_separated,
        "standing_case_closed": _standing_closed,
    }
    if guard in of_two:
        return of_two[guard](now, beside)
    if guard == "receiver_is_fit":
        return _fit(now, to)
    if guard == "is_not_the_holder":
        return {"already_the_holder"} if to in _holders(now, case) else set()
    if to not in agencies:
        return set()  # that is told already
    if guard == "in_reach":
        reached = to == _proposed(now) or own in _above(now, to)
        return set() if reached else {"outside_subtree"}
    assert guard == "below_own_agency", guard
    return set() if to != own and own in _above(now, to) else {"outside_subtree"}


def _not_granted(now: _Situation) -> set[str]:
    """One standard grants two units more; another one grants none."""
    code, by = _text(now, "standard"), now.fields.get("by")
    code = code if code and _CODE.fullmatch(code) else None
    if code is None or now.has_no_standards or code == "first_follow_up":
        too_long = code and type(by) is int and by > 2
        return {"extension_too_long"} if too_long and not now.has_no_standards else set()
    return {"standard_not_extendable" if code == "verification" else "standard_unknown"}


def _speaks_of_parts(now: _Situation, guard: str, to: str | None) -> set[str]:
    """Whoever is asked has no open part, whoever is released has one, and so on."""
    involved = _involved(now, now.case)
    words = {name: _has_letter(now.fields.get(name)) for name in ("why", "why_without")}
    is_last = now.by.kind == "officer" and now.fields.get("answer_kind") != "interim"
    wrong, code = {
        "has_open_parts": (not involved, "no_open_part"),
        "receiver_is_not_involved": (to in involved, "already_involved"),
        "receiver_is_involved": (to is not None and to not in involved, "part_not_open"),
        "disclosure_is_reasoned": (
            now.case.is_confidential and not words["why"], "disclosure_unreasoned",
        ),
        "parts_are_in": (bool(involved) and is_last and not words["why_without"], "parts_open"),
    }[guard]  # fmt: skip
    return {code} if wrong else set()


def _listed(now: _Situation, which: str) -> list[str]:
    """The codes that a command lists; what is no list of words lists nothing."""
    value = now.fields.get(which)
    if not isinstance(value, list | tuple | set | frozenset):
        return []
    return sorted(one for one in value if isinstance(one, str))


def _unknown_accused(now: _Situation) -> set[str]:
    """Somebody must be named, and be in the directory."""
    if not _listed(now, "agencies") and not _listed(now, "officers"):
        return {"nobody_named"}
    if set(_listed(now, "agencies")) - {one.code for one in now.directory.agencies}:
        return {"unknown_accused"}
    known = {one.id for one in now.directory.officers}
    return {"unknown_accused_officer"} if set(_listed(now, "officers")) - known else set()


def _out_of_reach(now: _Situation) -> set[str]:
    """An admin names what lies below their agency, or what is above it: then they are out too."""
    parents = _parents(now.directory)
    for code in _listed(now, "agencies"):
        for one in _followed(now, code) if code in parents else ():
            if now.own not in _above(now, one) and one not in _line(now):
                return {"accused_out_of_reach"}
    for officer in _listed(now, "officers"):
        ever = [one for one in now.directory.appointments if one.officer == officer]
        ahead = [one for one in ever if one.until is None or now.on < one.until]
        serves = [one.agency for one in ahead or ever]
        if not serves or any(now.own not in _above(now, agency) for agency in serves):
            return {"accused_out_of_reach"}
    root = next(one.code for one in now.directory.agencies if one.parent is None)
    if root in _listed(now, "agencies"):
        return {"accused_out_of_reach"}
    before = {one for one in _admins(now, root) if not _is_barred(now, now.case, one)}
    after = copy(now)
    facts = [(f"{which}.{n}", one) for which in _LISTS for n, one in enumerate(_listed(now, which))]
    after.case = _accusing(now, tuple(facts))
    left = {one for one in before if not _is_barred(after, after.case, one)}
    return {"accused_out_of_reach"} if before and not left else set()


def _followed(now: _Situation, code: str) -> set[str]:
    """An agency, and all that ever follow it."""
    after = {one.code: one.successors for one in now.directory.agencies}
    found, waiting = {code}, [code]
    while waiting:
        new = set(after[waiting.pop()]) - found
        found |= new
        waiting += sorted(new)
    return found


def _admins(now: _Situation, agency: str) -> list[str]:
    return [
        one.officer
        for one in now.directory.appointments
        if one.agency == agency and one.role in _ADMINS and _lasts(one.since, now.on, one.until)
    ]


def _accusing(now: _Situation, facts: tuple[tuple[str, Any], ...], *effects: Effect) -> Case:
    """The case once it accuses those as well, or the actor has stepped aside, where it was."""
    more = evolve(
        now.case.events[-1], number=len(now.case.events) + 1, kind="accuse", texts=(),
        effects=effects or (Effect.ACCUSE,), facts=facts, by=now.by,
    )  # fmt: skip
    return Case.from_events(now.case.complaint, (*now.case.events, more))


def _line(now: _Situation) -> list[str]:
    return _above(now, str(now.own)) if now.own in _parents(now.directory) else []


def _not_to_clear(now: _Situation) -> set[str]:
    """Only whom officers of one's own agency, or of one below it, accused, and nobody else did."""
    if not _listed(now, "agencies") and not _listed(now, "officers"):
        return {"nobody_named"}
    for which in _LISTS:
        for code in _listed(now, which):
            by = [
                event.by
                for event in now.case.events
                if "accuse" in event.effects
                and code in [said for name, said in event.facts if name.split(".")[0] == which]
            ]
            if not by or any(
                one.kind != "officer" or now.own not in _above(now, _stands(now, one.agency))
                for one in by
            ):
                return {"not_to_clear"}
    return set()


def _fit(now: _Situation, to: str | None) -> set[str]:
    agencies = {one.code: one for one in now.directory.agencies}
    if to is None:
        return {"no_proposal"}
    if to not in agencies:
        return {"unknown_agency"}
    if _is_accused(now, now.case, to):
        return {"agency_accused"}
    if not _lasts(agencies[to].active_from, now.on, agencies[to].active_until):
        return {"agency_inactive"}
    team = [
        one.officer
        for one in now.directory.appointments
        if one.agency == to and _lasts(one.since, now.on, one.until)
    ]
    left = [one for one in team if not _is_barred(now, now.case, one)]
    return {"everybody_barred"} if team and not left else set()


def _proposed(now: _Situation) -> Any:
    proposed = _stands(now, dict(now.case.events[0].facts).get("proposed"))
    return None if proposed in [_stands(now, one) for one in now.case.tried] else proposed


def _units_below(now: _Situation, own: str) -> list[str]:
    """The units below an agency that could take the case."""
    return [
        one.code
        for one in now.directory.agencies
        if one.code != own
        and own in _above(now, one.code)
        and one.code not in _holders(now, now.case)
        and not _is_accused(now, now.case, one.code)
        and _lasts(one.active_from, now.on, one.active_until)
    ]


def _shown(now: _Situation, number: object, beside: tuple[Case, ...]) -> Case | None:
    for one in beside:
        if one.complaint.number == number and _may_know(now, one):
            return one
    return None


def _takes_in(now: _Situation, beside: tuple[Case, ...]) -> set[str]:  # noqa: PLR0911 - one rule after another
    """A duplicate goes into a case that can take it in, which the actor reaches too."""
    case, number = now.case, now.fields.get("into")
    if not isinstance(number, str):
        return set()
    if number == case.complaint.number:
        return {"same_case"}
    other = _shown(now, number, beside)
    if other is None:
        return {"case_not_shown"}
    if not _reaches(now, other, _roles(now)):
        return {"outside_subtree"}
    if _is_unfit(now, other, "gather"):
        return {"other_case_unfit"}
    if number in _taken_in(case):
        return {"already_joined"}
    if _is_confidential(case) and not _is_confidential(other):
        return {"would_be_disclosed"}
    lost = _said_of(case, "agencies") - _said_of(other, "agencies")
    if lost or _said_of(case, "officers") - _named(other):
        return {"accusation_lost"}
    if _knowers(now, case) != _knowers(now, other):
        return {"would_be_disclosed"}
    buried = "oversight" in _classes(case) and _handled_as(other) != "oversight"
    return {"oversight_lost"} if buried else set()


def _is_unfit(now: _Situation, other: Case, command: str) -> bool:
    """The other half would be refused: by status, by table, or since it has moved on."""
    where = {one.source for one in now.table.transitions if one.command == command}
    moved_on = other.events[-1].at > now.at
    return other.status not in where or other.workflow != now.table.version or moved_on


def _knowers(now: _Situation, case: Case) -> tuple[Any, ...]:
    """By what it is decided who may know a case: of a confidential one, who holds and who wrote."""
    barred = _said_of(case, "agencies"), _named(case)
    if not _is_confidential(case):
        return barred
    return (*barred, {*_holders(now, case), *_involved(now, case)}, case.complaint.reporter)


def _classes(case: Case) -> set[object]:
    """What it is classified as, and what the route proposes."""
    return {case.classification, dict(case.events[0].facts).get("proposed_classification")}


def _handled_as(case: Case) -> object:
    return case.classification or dict(case.events[0].facts).get("proposed_classification")


def _was_joined(now: _Situation, beside: tuple[Case, ...]) -> set[str]:
    """A case takes in what was joined to it, once, with all the supporters that it had."""
    number = now.fields.get("case")
    if not isinstance(number, str):
        return set()
    other = _shown(now, number, beside)
    if other is None:
        return {"case_not_shown"}
    if number in _taken_in(now.case):
        return {"already_joined"}
    told = now.fields.get("supporters")
    if _into(other) != now.case.complaint.number or told not in (None, _supporters(other)):
        return {"not_joined"}
    return set() if _knowers(now, now.case) == _knowers(now, other) else {"would_be_disclosed"}


def _lets_go(now: _Situation, beside: tuple[Case, ...]) -> set[str]:
    """A joined case leaves the one that it was joined to, unless that one was joined itself.

    If that one never took it in, nothing is left for it to do, whatever has become of it.
    """
    number = now.fields.get("out_of")
    if not isinstance(number, str):
        return set()
    host = _shown(now, number, beside)
    if host is None:
        return {"case_not_shown"}
    if not _reaches(now, host, _roles(now)):
        return {"outside_subtree"}
    if _into(now.case) != number:
        return {"not_joined_to"}
    if now.case.complaint.number not in _taken_in(host):
        return set()
    return {"other_case_unfit"} if _is_unfit(now, host, "let_go") else set()


def _was_separated(now: _Situation, beside: tuple[Case, ...]) -> set[str]:
    """A case lets go of what it took in and what is not joined to it (any more)."""
    number = now.fields.get("case")
    if not isinstance(number, str):
        return set()
    other = _shown(now, number, beside)
    if other is None:
        return {"case_not_shown"}
    if number not in _taken_in(now.case):
        return {"not_joined"}
    return {"not_separated"} if _into(other) == now.case.complaint.number else set()


def _must_answer(now: _Situation, case: Case | None) -> set[Any]:
    """Whom it names or is proposed for; once it was more than new, whoever held it then or now."""
    if case is None:
        return set()
    offices = {case.complaint.target_agency, dict(case.events[0].facts).get("proposed")} - {None}
    left = [event for event in case.events if event.phase != "new"]
    for event in (*left, case.events[-1]) if left else ():
        offices |= set(event.holders)
    return {_stands(now, code) for code in offices}


def _standing_for(now: _Situation, beside: tuple[Case, ...]) -> Case | None:
    """What stands for a joined case, if all on the way to it are shown; None if it isn't joined."""
    stands, by_reporter = now.case, _is_reporter(now.case, now.by)
    seen = [now.case.complaint.number]
    while _into(stands) is not None:
        found = [one for one in beside if one.complaint.number == _into(stands)]
        found = [one for one in found if by_reporter or _may_know(now, one)][:1]
        if not found or seen[-1] not in _taken_in(found[0]) or _into(stands) in seen:
            return None
        stands = found[0]
        seen.append(stands.complaint.number)
    return None if stands is now.case else stands


def _standing_closed(now: _Situation, beside: tuple[Case, ...]) -> set[str]:
    """The reporter of a joined case rates what stands for it: closed, and not for too long."""
    stands = _standing_for(now, beside)
    if stands is None:
        return {"standing_not_closed"}
    rows = [
        one
        for one in now.table.transitions
        if (one.source, one.command) == (stands.status, now.code)
    ]
    has_happened = stands.events[-1].at <= now.at
    if has_happened and stands.phase.value in {"archived", "blocked"}:
        return {"standing_ended_otherwise"}
    if stands.phase.value != "closed" or not has_happened or not rows:
        return {"standing_not_closed"}
    if rows[0].until is None:
        return set()
    over = _over(now.calendar, rows[0].until, stands.since_at, now.on)
    return {"time_unknown"} if over is None else {"too_late"} if over else set()


def _into(case: Case) -> object:
    """The case that it was joined to, unless something has happened to its status since."""
    for event in reversed(case.events):
        if event.status != case.events[-1].status:
            return None
        if "link" in event.effects and "into" in dict(event.facts):
            return dict(event.facts)["into"]
    return None


def _taken_in(case: Case) -> dict[object, tuple[int, set[str]]]:
    """What it took in and holds still: how many were said to be behind each, and their marks."""
    taken: dict[object, tuple[int, set[str]]] = {}
    for event in case.events:
        facts = dict(event.facts)
        if "link" in event.effects and "case" in facts:
            lists = [str(facts[name]) for name in facts if name.startswith("reporters")]
            taken[facts["case"]] = int(facts.get("supporters", 0)), set(" ".join(lists).split())
        if "unlink" in event.effects:
            taken.pop(facts.get("case"), None)
    return taken


def _marks(case: Case) -> set[str]:
    """A mark for each reporter behind a case, whoever has no key by their complaint."""
    key, number = case.complaint.reporter, case.complaint.number
    said = f"complaint {number}" if key is None else f"reporter {key}"
    own = {sha256(said.encode()).hexdigest()[:12]}
    return own.union(*(marks for _, marks in _taken_in(case).values()))


def _supporters(case: Case) -> int:
    """Each reporter once; of what was recorded without marks, as many as were said."""
    unmarked = (told - len(marks) for told, marks in _taken_in(case).values())
    return len(_marks(case)) + sum(n for n in unmarked if n > 0)


# What comes of it


def _outcome(  # noqa: C901, PLR0912 - one effect after another
    now: _Situation, row: Any, kind: Any, beside: tuple[Case, ...]
) -> dict[str, Any]:
    case, effects = now.case, {one.value for one in kind.effects}
    given = {name: value for name, value in now.fields.items() if value is not None}
    first = dict(case.events[0].facts)
    holders: tuple[Any, ...] = case.holders
    facts: dict[str, Any] = {}
    texts, reason = [], None
    for one in kind.fields:
        if one.default:
            given.setdefault(one.name, one.default)
        if one.name not in given:
            continue
        if one.kind == "text":
            texts.append(one.text_kind)
        elif one.kind == "choice" and one.name == "reason":
            reason = given["reason"]
        elif one.kind in _LISTS:
            codes = sorted(set(_listed(now, one.name)))
            facts |= {f"{one.name}.{n}": code for n, code in enumerate(codes, start=1)}
        elif one.kind != "agency":
            facts[one.name] = given[one.name]
    if "assign" in effects:
        holders = (_stands(now, given.get("to") or _proposed(now)),)
    if "give_back" in effects:
        holders = _sender(now)
    if "escalate" in effects:
        holders = _admin_above(now, case.holders[0] if case.holders else None)
    if effects & {"involve", "contribute", "release"}:
        facts["part"] = _part(now, effects, given)
    if "accuse" in effects or "recuse" in effects:
        holders = _without_the_accused(now, facts, effects)
    if "revive" in effects:
        holders = _revived(now, row.target) or (now.own,)
    if "correct" in effects:
        takes_proposal = "to" not in given and case.classification is None
        proposed = first.get("proposed_classification")
        if takes_proposal and "classification" not in given and proposed is not None:
            facts["classification"] = proposed
        corrected = [one for one in kind.fields if one.name in given and one.kind != "agency"]
        if not corrected and "classification" not in facts:
            effects.remove("correct")
    if "link" in effects and "supporters" in facts:
        marks = sorted(_marks(next(iter(_found(facts["case"], beside)))))
        for place in range(0, len(marks), 70):
            name = "reporters" if not place else f"reporters.{place // 70 + 1}"
            facts[name] = " ".join(marks[place : place + 70])
    target = row.target
    if "unlink" in effects and "out_of" in facts:
        target = _status_before_joining(now) or target
    if row.restarts is not None:
        effects = effects - {"restart"} | ({"restart"} if row.restarts else set())
    as_it_was = (target, holders) == (case.status, case.holders) and "restart" not in effects
    return {
        "status": target,
        "since_at": case.since_at if as_it_was else now.at,
        "phase": {one.code: one.phase.value for one in now.table.statuses}[target],
        "holders": holders,
        "effects": effects,
        "reason": reason,
        "texts": set(texts),
        "facts": facts,
    }


def _part(now: _Situation, effects: set[str], given: dict[str, object]) -> Any:
    """Whose part it is: by the code by which it was asked, if it was."""
    agency = now.own if "contribute" in effects else _stands(now, given.get("to"))
    asked = [] if "involve" in effects else _asked(now.case)
    return next((one for one in asked if _stands(now, one) == agency), agency)


def _without_the_accused(
    now: _Situation, facts: dict[str, Any], effects: set[str]
) -> tuple[str, ...]:
    """Holders stay, unless they are barred now, or nobody there is left who may act."""
    after = copy(now)
    barring = [one for one in (Effect.ACCUSE, Effect.RECUSE) if one.value in effects]
    after.case = _accusing(now, tuple(facts.items()), *barring)
    found: list[str] = []
    for holder in now.case.holders:
        lost = _hands(now, holder, now.case.status) and not _hands(after, holder, now.case.status)
        if _is_accused(after, after.case, holder):
            found += _next_above(after, holder, ())
        else:
            found += _next_above(after, holder, (holder,)) if lost else [holder]
    return tuple(dict.fromkeys(found))


def _hands(now: _Situation, agency: str, status: str) -> list[str]:
    """Who serves at an agency, is not barred, and may take a row that moves the case.

    Where no officer may, or the case is over, whoever serves there.
    """
    is_over = {one.code for one in now.table.statuses if one.phase.value in _OVER}
    moving = {one.code for one in now.table.commands if _MOVING & {e.value for e in one.effects}}
    roles = {
        who
        for row in now.table.transitions
        if row.source == status not in is_over and "came_by_is_told" not in row.guards
        if row.target != status or row.command in moving
        for who in row.who
    } - {"reporter", "system"}
    agencies = {one.code: one for one in now.directory.agencies}
    if agency not in agencies:
        return []
    if not _lasts(agencies[agency].active_from, now.on, agencies[agency].active_until):
        return []
    return [
        one.officer
        for one in now.directory.appointments
        if one.agency == agency
        and _lasts(one.since, now.on, one.until)
        and (not roles or one.role.value in roles)
        and not _is_barred(now, now.case, one.officer)
    ]


def _next_above(now: _Situation, start: str, passed: tuple[str, ...]) -> tuple[str, ...]:
    """The nearest agency upward that may take it; the root at worst, unless it is accused."""
    root = next(one.code for one in now.directory.agencies if one.parent is None)
    for code in _above(now, start):
        if code not in passed and _may_take(now, code):
            return (code,)
    return () if _is_accused(now, now.case, root) else (root,)


def _revived(now: _Situation, target: str) -> tuple[str, ...]:
    """Whoever held it, if they are not barred and somebody there may act."""
    return tuple(
        holder
        for holder in dict.fromkeys(_holders(now, now.case))
        if not _is_accused(now, now.case, holder) and _hands(now, holder, target)
    )


def _found(number: object, beside: tuple[Case, ...]) -> list[Case]:
    return [one for one in beside if one.complaint.number == number]


def _status_before_joining(now: _Situation) -> str | None:
    """The status in which it was joined, if the table has it and it is open there."""
    events = now.case.events
    joins = [
        place
        for place, one in enumerate(events)
        if "link" in one.effects and "into" in dict(one.facts)
    ]
    if not joins or not joins[-1]:
        return None
    status = events[joins[-1] - 1].status
    is_open = [one.code for one in now.table.statuses if one.phase.is_open]
    return status if status in is_open else None


def _may_take(now: _Situation, code: str) -> bool:
    """An agency takes a case back if it is active, not accused, and an admin there may know it."""
    agencies = {one.code: one for one in now.directory.agencies}
    if code not in agencies or _is_accused(now, now.case, code):
        return False
    if not _lasts(agencies[code].active_from, now.on, agencies[code].active_until):
        return False
    return any(
        one.agency == code
        and one.role in _ADMINS
        and _lasts(one.since, now.on, one.until)
        and not _is_barred(now, now.case, one.officer)
        for one in now.directory.appointments
    )


def _sender(now: _Situation) -> tuple[str, ...]:
    """Whoever gave it to the holder, if they can take it; else the nearest admin above."""
    held_by = _holders(now, now.case)
    start = _stands(now, now.case.senders[-1]) if now.case.senders else None
    if start is not None and start not in held_by and _may_take(now, start):
        return (start,)
    return _admin_above(now, start or next(iter(held_by), None))


def _admin_above(now: _Situation, start: str | None) -> tuple[str, ...]:
    """The nearest admin above who does not hold it; the root at worst; nobody, if it is accused."""
    root = next(one.code for one in now.directory.agencies if one.parent is None)
    line = [root] if start is None else _above(now, start)
    for code in line:
        if code not in _holders(now, now.case) and _may_take(now, code):
            return (code,)
    return () if _is_accused(now, now.case, root) else (root,)
