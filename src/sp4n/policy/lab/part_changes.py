"""Which parts of two policies differ, whether anything comes of it or not."""

from collections.abc import Iterator, Mapping, Sized
from typing import Literal, get_args

from attrs import AttrsInstance, fields, frozen

from sp4n.labels import Described, Language, Message, Wording
from sp4n.model import Directory
from sp4n.policy.parts import PolicyParts
from sp4n.routing.rulebook import longest_rise
from sp4n.sla import Standard
from sp4n.workdays import CalendarSettings
from sp4n.workdays.setting_change import said_choice
from sp4n.workflow import Workflow
from sp4n.workflow.versions import table_parts

Part = Literal[
    "rule", "standard", "timer", "workflow", "calendar", "decree", "setting", "directory", "code"
]  # fmt: skip
"""What can differ. A ``setting`` is `amendments`, `receive_at` or `receive_confidential_at`;
``code``, a strategy or the normaliser."""

_PARTS: Mapping[Part, Wording] = {
    "rule": Message("part_change.parts_rule"),
    "standard": Message("part_change.parts_standard"),
    "timer": Message("part_change.parts_timer"),
    "workflow": Message("part_change.parts_workflow"),
    "calendar": Message("part_change.parts_calendar"),
    "decree": Message("part_change.parts_decree"),
    "setting": Message("part_change.parts_setting"),
    "directory": Message("part_change.parts_directory"),
    "code": Message("part_change.parts_code"),
}
_NOT_THERE = Message("part_change.not_there")


@frozen(repr=False)
class PartChange(Described):
    """One part that is another one in the other policy.

    Attributes:
        part: What it is.
        name: Which: a rule's id, a standard's code, the command of a timer, a setting.
        before: What the one policy has, as short as its file does; None if it has no such part.
        after: And in the other.
        details: The keys that differ (``when``, ``limit``, ``source``, …); the ``position`` of a
            rule is its priority.
    """

    part: Part
    name: str
    before: str | None
    after: str | None
    details: tuple[str, ...] = ()

    def _full(self, language: Language) -> str:
        """Say in a sentence what differs."""
        said = f"{_PARTS[self.part].describe(language)} {self.name}"
        if self.before != self.after:
            before, after = (
                told or _NOT_THERE.describe(language) for told in (self.before, self.after)
            )
            said += f": {before} -> {after}"
        return f"{said} ({', '.join(self.details)})" if self.details else said

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "part": self.part,
            "name": self.name,
            "before": self.before,
            "after": self.after,
            "details": list(self.details),
            "message": self.describe(language),
        }

    def __repr__(self) -> str:
        return f"<PartChange {self}>"


def part_changes(before: PolicyParts, after: PolicyParts) -> tuple[PartChange, ...]:
    """List the parts that differ between two policies that are bound to directories.

    >>> from attrs import evolve
    >>> from sp4n.sample import sample_policy
    >>> policy = sample_policy()
    >>> print(*part_changes(policy, evolve(policy, receive_at="national")))
    setting receive_at: front_desk -> national
    """
    order = get_args(Part)
    return tuple(sorted(_changes(before, after), key=lambda change: order.index(change.part)))


def _changes(before: PolicyParts, after: PolicyParts) -> Iterator[PartChange]:
    here, there = (
        {(facet.part, facet.name): facet for facet in _facets(policy)} for policy in (before, after)
    )
    moved = _moved(*([rule.id for rule in policy.book] for policy in (before, after)))
    for part, name in dict.fromkeys((*here, *there)):
        pair = here.get((part, name)), there.get((part, name))
        was, now = (None if facet is None else facet.text for facet in pair)
        details = _differing(*pair)
        if part == "rule" and name in moved:
            details = (*details, "position")
        if was != now or details:
            yield PartChange(part, name, was, now, details)


def _moved(here: list[str], there: list[str]) -> frozenset[str]:
    """Name as few rules as have to be moved to bring the one order into the other."""
    place_there = {name: place for place, name in enumerate(there)}
    both = [name for name in reversed(here) if name in place_there]
    from_below = [(place, -place_there[name]) for place, name in enumerate(both)]
    return frozenset(both).difference(both[place] for place, _ in longest_rise(from_below))


@frozen
class _Facet:
    """One part of a policy: in short, and with the values that make it up."""

    part: Part
    name: str
    text: str
    values: Mapping[str, object] = {}


def _differing(before: _Facet | None, after: _Facet | None) -> tuple[str, ...]:
    if before is None or after is None:
        return ()
    return tuple(name for name, value in before.values.items() if value != after.values[name])


def _facets(policy: PolicyParts) -> Iterator[_Facet]:
    for rule in policy.book:
        yield _Facet("rule", rule.id, rule.to or "remark", _values(rule))
    for standard in policy.standards:
        since = "" if standard.valid_from is None else f" {standard.valid_from}"
        name = f"{standard.code}{since}"
        yield _Facet("standard", name, _limits(standard), _values(standard))
    for command, limits in _timers(policy.workflow).items():
        yield _Facet("timer", command, limits)
    for workflow in (policy.workflow, *policy.older_workflows):
        yield _Facet("workflow", workflow.version, workflow.version, table_parts(workflow))
    yield from _calendar(policy.calendar_settings)
    for decree in policy.decrees:
        yield _Facet("decree", str(decree), str(decree), _values(decree))
    yield _Facet("setting", "amendments", policy.amendments)
    yield _Facet("setting", "receive_at", policy.receive_at)
    yield _Facet("setting", "receive_confidential_at", policy.receive_confidential_at)
    yield from _directory(policy.directory)
    for strategy in policy.strategies:
        yield _Facet("code", _name(strategy), "strategy", {"function": strategy})
    normaliser = policy.normaliser
    yield _Facet("code", "normaliser", _name(normaliser), {"function": normaliser})


def _values(value: AttrsInstance) -> dict[str, object]:
    """Give the attributes by which two of a kind are told apart."""
    return {field.name: getattr(value, field.name) for field in fields(type(value)) if field.eq}


def _limits(standard: Standard) -> str:
    """Write the general limit and those by class."""
    by_class = (f"{name.value} {limit}" for name, limit in standard.by_class)
    return ", ".join((str(standard.limit), *by_class))


def _timers(workflow: Workflow) -> dict[str, str]:
    """Write the limits of each timer, by its command."""
    limits_of: dict[str, list[str]] = {}
    for row in workflow.transitions:
        if row.after is not None:
            limits_of.setdefault(row.command, []).append(str(row.after))
    return {command: ", ".join(dict.fromkeys(limits)) for command, limits in limits_of.items()}


def _calendar(settings: CalendarSettings) -> Iterator[_Facet]:
    yield _Facet("calendar", "week", settings.week)
    yield _Facet("calendar", "joint_leave", "true" if settings.joint_leave else "false")
    yield _Facet("calendar", "zone", settings.zone)
    yield _Facet("calendar", "late_receipt", settings.late_receipt)
    if settings.works_on_holidays:
        yield _Facet("calendar", "works_on_holidays", "true")
    if settings.hours is not None:
        yield _Facet("calendar", "hours", settings.hours.describe("en"))
    for closure in settings.closures:
        on = closure.on.isoformat()
        yield _Facet("calendar", f"closures {on}", on, _values(closure))
    for day in settings.extra_working_days:
        on = day.on.isoformat()
        yield _Facet("calendar", f"extra_working_days {on}", on, _values(day))
    for change in settings.changes:
        known = f" known on {change.known_on}" if change.known_on else ""
        for name, value in change.choices.items():
            named = f"change {change.valid_from}{known} {name}"
            yield _Facet("calendar", named, said_choice(name, value, "en"), {name: value})


def _directory(directory: Directory) -> Iterator[_Facet]:
    """Count only: who the officers are is nobody's business here."""
    parts: tuple[tuple[str, Sized], ...] = (
        ("agencies", directory.agencies),
        ("officers", directory.officers),
        ("appointments", directory.appointments),
        ("categories", directory.categories),
    )
    for name, entries in parts:
        yield _Facet("directory", name, str(len(entries)), {"entries": entries})


def _name(code: object) -> str:
    name = getattr(code, "__name__", None)
    return name if isinstance(name, str) else type(code).__name__
