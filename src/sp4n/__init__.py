"""The domain core of SP4N-LAPOR!, Indonesia's public-complaint system, as plain values.

The nouns that people ask for most are here; each room has the rest: `sp4n.model`,
`sp4n.workdays`, `sp4n.workflow`, `sp4n.routing`, `sp4n.sla`, `sp4n.interchange`,
`sp4n.monitoring`, `sp4n.policy`, and for tests `sp4n.testing`. Nothing is imported before it is
used.

>>> import sp4n
>>> from datetime import date
>>> print(sp4n.indonesia().add(date(2025, 1, 24), 5))
2025-02-05
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sp4n.errors import InvalidValue, MissingExtra, Sp4nError, UnknownCode
    from sp4n.interchange import FormatError, dump, load
    from sp4n.model import (
        Actor,
        Agency,
        Appointment,
        Classification,
        Complaint,
        Directory,
        Officer,
        Region,
        Reporter,
        Role,
    )
    from sp4n.policy import Policy, PolicyError, load_policy
    from sp4n.routing import Route, Rule, RuleBook
    from sp4n.sample import sample_cases, sample_complaints, sample_policy
    from sp4n.sla import SlaReport, Standard
    from sp4n.workdays import Deadline, Limit, OutsideKnownRange, WorkingCalendar, indonesia
    from sp4n.workflow import Case, Command, CommandRefused, Event, Workflow, commands

__version__ = "0.1.0"

_HOMES = {
    "errors": ("InvalidValue", "MissingExtra", "Sp4nError", "UnknownCode"),
    "interchange": ("FormatError", "dump", "load"),
    "model": (
        "Actor", "Agency", "Appointment", "Classification", "Complaint", "Directory", "Officer",
        "Region", "Reporter", "Role",
    ),
    "policy": ("Policy", "PolicyError", "load_policy"),
    "sample": ("sample_cases", "sample_complaints", "sample_policy"),
    "routing": ("Route", "Rule", "RuleBook"),
    "sla": ("SlaReport", "Standard"),
    "workdays": ("Deadline", "Limit", "OutsideKnownRange", "WorkingCalendar", "indonesia"),
    "workflow": ("Case", "Command", "CommandRefused", "Event", "Workflow", "commands"),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Actor",
    "Agency",
    "Appointment",
    "Case",
    "Classification",
    "Command",
    "CommandRefused",
    "Complaint",
    "Deadline",
    "Directory",
    "Event",
    "FormatError",
    "InvalidValue",
    "Limit",
    "MissingExtra",
    "Officer",
    "OutsideKnownRange",
    "Policy",
    "PolicyError",
    "Region",
    "Reporter",
    "Role",
    "Route",
    "Rule",
    "RuleBook",
    "SlaReport",
    "Sp4nError",
    "Standard",
    "UnknownCode",
    "Workflow",
    "WorkingCalendar",
    "commands",
    "dump",
    "indonesia",
    "load",
    "load_policy",
    "sample_cases",
    "sample_complaints",
    "sample_policy",
]


def __getattr__(name: str) -> object:
    """Import a name from its room when it is first asked for (PEP 562)."""
    home = _HOME_OF.get(name)
    if home is None:
        message = f"module 'sp4n' has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(f"sp4n.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
