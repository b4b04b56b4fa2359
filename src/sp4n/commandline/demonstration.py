"""``sp4n`` without a command: the sample city's complaints through their whole life."""

import argparse
from collections import Counter
from datetime import date, datetime, time

from attrs import frozen

from sp4n.commandline.console import Console, day
from sp4n.labels import Language, Message
from sp4n.model import Actor, AgencyKind, Directory, Role
from sp4n.model.officer import WHO_LABELS
from sp4n.policy import Policy
from sp4n.routing import Route
from sp4n.routing.route import VIA_LABELS
from sp4n.sample import sample_cases, sample_complaints, sample_policy
from sp4n.sla import ClockState, SlaReport
from sp4n.sla.clocks import STATE_LABELS
from sp4n.workdays.zones import ZONES
from sp4n.workflow import Case, Event, Refused, Workflow, commands

_READ_ON = date(2026, 3, 27)  # own choice: the Friday after the Lebaran holidays

_TITLE = Message("demonstration.title")
_ROUTES = Message("demonstration.routes")
_REFUSAL = Message("demonstration.refusal")
_TRIES = Message("demonstration.tries")
_DEADLINE = Message("demonstration.deadline")
_LATE = Message("demonstration.late")
_LATE_LINE = Message("demonstration.late_line")
_NONE = Message("demonstration.none")
_LIFE = Message("demonstration.life")
_SUMMARY = Message("demonstration.summary")
_BY_STATUS = Message("demonstration.by_status")
_BY_OFFICE = Message("demonstration.by_office")
_BY_CLOCK = Message("demonstration.by_clock")
_PROPOSED = Message("demonstration.proposed")
_NEXT = Message("demonstration.next")


@frozen
class _Read:
    """One case, its route as first proposed, and its clocks at the instant of reading."""

    case: Case
    route: Route
    report: SlaReport


def run(asked: argparse.Namespace, console: Console) -> int:
    """Play the seeded complaints of the sample city, and show what came of them."""
    policy = sample_policy()
    now = datetime.combine(_READ_ON, time(17, 0), ZONES[policy.calendar_settings.zone])
    complaints = sample_complaints(seed=asked.seed)
    cases = sample_cases(complaints, seed=asked.seed, until=_READ_ON)
    read = [
        _Read(case, policy.route(case.complaint), policy.assess(case, now=now)) for case in cases
    ]
    if console.as_json:
        console.document(_document(policy, read, now))
        return 0
    _show(policy, read, now, console)
    return 0


def _show(policy: Policy, read: list[_Read], now: datetime, console: Console) -> None:
    calendar, language = policy.calendar(), console.language
    submitted = [calendar.date_of(life.case.complaint.submitted_at) for life in read]
    facts = {"city": policy.name, "version": policy.version, "n": len(read)}
    days = {"first": min(submitted), "last": max(submitted), "read": calendar.date_of(now)}
    console.line(_TITLE.fill(language, **facts, **days))
    _show_routes(read, console)
    _show_refusal(policy, read, now, console)
    _show_deadline(read, console)
    _show_late(read, console)
    _show_life(policy, read, console)
    _show_summary(policy, read, console)
    console.line()
    console.line(_NEXT.describe(language))


def _show_routes(read: list[_Read], console: Console) -> None:
    """One complaint for each rule: a shared one, one that no rule decided, and others."""
    console.heading(_ROUTES.describe(console.language))
    firsts = {life.route.rule or life.route.via: life for life in reversed(read)}
    shared = [life for life in firsts.values() if life.route.supporting]
    fallen = [life for life in firsts.values() if life.route.via != "rule"]
    plain = [life for life in firsts.values() if life not in (*shared, *fallen)]
    plain.sort(key=lambda life: not life.route.proposals)
    chosen = (*shared[:1], *fallen[:1], *plain[:3], *plain[3:][-2:])
    for life in sorted(chosen, key=lambda life: life.case.number):
        case = life.case
        console.line(f"{case.number}  {case.complaint.channel}: {case.title}", indent=2)
        console.line(f"-> {_why(life.route, console)}", indent=4)


def _why(route: Route, console: Console) -> str:
    """The agency, the rule and the words that matched, and what the rules propose."""
    words = [word for clause in route.decision.clauses for word in clause.found if clause.holds]
    decided = VIA_LABELS[route.via].fill(console.language, rule=route.rule or "").strip()
    parts = [f"{route.agency} ({decided}{': ' if words else ''}{', '.join(words)})"]
    if route.supporting:
        parts.append(f"+ {', '.join(route.supporting)}")
    if route.proposals:
        proposals = route.proposals.describe(console.language)
        parts.append(_PROPOSED.fill(console.language, found=proposals))
    return "; ".join(parts)


def _show_refusal(policy: Policy, read: list[_Read], now: datetime, console: Console) -> None:
    """An officer of another office tries to answer an open case."""
    console.heading(_REFUSAL.describe(console.language))
    case = min((life.case for life in read if life.case.is_open), key=lambda case: case.version)
    outsider = next(
        appointment
        for appointment in policy.directory.appointments
        if appointment.role is Role.OPERATOR
        and _is_elsewhere(policy.directory, appointment.agency, case)
    )
    answer = commands.follow_up(answer="Sudah kami tangani.")
    by = Actor.officer(outsider.officer, at=outsider.agency)
    decision = policy.decide(case, answer, by=by, at=now)
    title = case.title
    who = {"agency": outsider.agency, "number": case.number, "title": title}
    console.line(_TRIES.fill(console.language, **who))
    for reason in decision.reasons if isinstance(decision, Refused) else ():
        console.line(f"x {reason.describe(console.language)}", indent=2)
        console.line(f"  {reason.remedy(console.language)}", indent=2)


def _is_elsewhere(directory: Directory, agency: str, case: Case) -> bool:
    """Tell whether it is an office of a city, and not on the way from the holder upward."""
    kind = directory.agency(agency).kind
    return kind is AgencyKind.WORK_UNIT and agency not in directory.lineage(str(case.holder))


def _show_deadline(read: list[_Read], console: Console) -> None:
    """The reading that skips most days."""
    console.heading(_DEADLINE.describe(console.language))
    number, reading, deadline = max(
        (
            (life.case.number, reading, reading.deadline)
            for life in read
            for reading in life.report
            if reading.deadline is not None
        ),
        key=lambda row: len(row[2].skipped),
    )
    console.line(f"{number}, {reading.standard.label.describe(console.language)}:")
    console.line(deadline.describe(console.language), indent=2)


def _show_late(read: list[_Read], console: Console) -> None:
    """Every clock that is open and past its due date."""
    console.heading(_LATE.describe(console.language))
    late = [
        (life.case, reading)
        for life in read
        for reading in life.report
        if reading.state is ClockState.OVERDUE
    ]
    for case, reading in late:
        facts = {
            "number": case.number,
            "title": case.title,
            "holder": case.holder,
            "clock": reading.standard.label.describe(console.language),
            "due": day(reading.counts_on, console.language),
            "n": -(reading.days_left or 0),
        }
        console.line(_LATE_LINE.fill(console.language, **facts), indent=2)
    if not late:
        console.line(_NONE.describe(console.language), indent=2)


def _show_life(policy: Policy, read: list[_Read], console: Console) -> None:
    """The case with the longest history, event by event."""
    calendar, workflow = policy.calendar(), policy.workflow
    case = max((life.case for life in read), key=lambda case: case.version)
    console.heading(_LIFE.fill(console.language, number=case.number))
    console.rows(
        [
            day(calendar.date_of(event.at), console.language),
            _deed(workflow, event, console.language),
        ]
        for event in case.events
    )


def _deed(workflow: Workflow, event: Event, language: Language) -> str:
    """Say what was done, by whom, and what became of the case."""
    command = workflow.command(event.kind)
    label = Message(f"beginning.{event.kind}") if command is None else command.label
    deed, status = (
        words.describe(language) for words in (label, workflow.status(event.status).label)
    )
    by = event.by.agency or WHO_LABELS[event.by.kind.value].describe(language)
    return f"{deed} ({by}) -> {status} ({', '.join(event.holders)})"


def _show_summary(policy: Policy, read: list[_Read], console: Console) -> None:
    language = console.language
    labels = {status.code: status.label.describe(language) for status in policy.workflow.statuses}
    console.heading(_SUMMARY.describe(language))
    console.line(_BY_STATUS.describe(language))
    console.rows([labels[code], n] for code, n in _by_status(read).items())
    console.line(_BY_OFFICE.describe(language))
    console.rows([office, opened, n] for office, (opened, n) in _by_office(read).items())
    console.line(_BY_CLOCK.describe(language))
    counts = _by_clock(policy, read)
    states = [state for state in ClockState if any(by_state[state] for by_state in counts.values())]
    names = {standard.code: standard.label.describe(language) for standard in policy.standards}
    console.rows(
        [
            ["", *(STATE_LABELS[state].describe(language) for state in states)],
            *(
                [names[code], *(by_state[state] for state in states)]
                for code, by_state in counts.items()
            ),
        ]
    )


def _by_status(read: list[_Read]) -> dict[str, int]:
    return dict(Counter(life.case.status for life in read).most_common())


def _by_office(read: list[_Read]) -> dict[str, tuple[int, int]]:
    """For each office that holds cases: how many are open, and how many there are."""
    held = Counter(str(life.case.holder) for life in read)
    opened = Counter(str(life.case.holder) for life in read if life.case.is_open)
    return {office: (opened[office], n) for office, n in held.most_common()}


def _by_clock(policy: Policy, read: list[_Read]) -> dict[str, Counter[ClockState]]:
    """For each standard, how its clocks stand, earlier runs included."""
    by_clock = {standard.code: Counter[ClockState]() for standard in policy.standards}
    for life in read:
        for reading in life.report.all_readings:
            by_clock[reading.standard.code][reading.state] += 1
    return by_clock


def _document(policy: Policy, read: list[_Read], now: datetime) -> dict[str, object]:
    """The same as one JSON document."""
    return {
        "policy": {"name": policy.name, "version": policy.version, "digest": policy.digest},
        "read_at": now.isoformat(),
        "complaints": [
            {
                "number": life.case.number,
                "route": life.route.to_dict(),
                "status": life.case.status,
                "holder": life.case.holder,
                "clocks": [reading.to_dict() for reading in life.report],
            }
            for life in read
        ],
        "by_status": _by_status(read),
        "by_office": {
            office: {"open": opened, "all": n} for office, (opened, n) in _by_office(read).items()
        },
        "by_clock": {
            code: {state.value: n for state, n in states.items()}
            for code, states in _by_clock(policy, read).items()
        },
    }
