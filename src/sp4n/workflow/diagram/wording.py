"""What a diagram says: the names of statuses and commands, who may, within which limits."""

from collections.abc import Mapping

from attrs import frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Label, Language, Template
from sp4n.model.officer import Role
from sp4n.workflow.diagram.text_blocks import plain
from sp4n.workflow.status import Phase, Status
from sp4n.workflow.table import Transition, Workflow
from sp4n.workflow.who import REPORTER, SYSTEM, WHO_LABELS

__all__ = [
    "INK",
    "PHASE_LOOKS",
    "SOFT",
    "PhaseLook",
    "bounds",
    "command_name",
    "sentence",
    "status_name",
    "who",
]

INK, SOFT = "#1b2733", "#4d5a66"
"""Colours of the first and the second words."""


@frozen
class PhaseLook:
    """How a phase is coloured: `fill` behind dark text, `ink` for lines on white."""

    fill: str
    ink: str


# Own choice. Dark text on each fill has a contrast above 7:1, each ink on white above 4.5:1. No
# colour speaks alone: every box names its phase.
PHASE_LOOKS: Mapping[Phase, PhaseLook] = FrozenDict(
    {
        Phase.NEW: PhaseLook("#dcecfb", "#0b5fa5"),
        Phase.WAITING_REPORTER: PhaseLook("#fff3bf", "#7a6000"),
        Phase.ASSIGNED: PhaseLook("#d3f1f1", "#006d77"),
        Phase.ANSWERED: PhaseLook("#ecdff5", "#7b3fa0"),
        Phase.IN_PROGRESS: PhaseLook("#fde3c8", "#a64b00"),
        Phase.CLOSED: PhaseLook("#d9f2e0", "#1a7341"),
        Phase.ARCHIVED: PhaseLook("#e6e9ed", "#56616c"),
        Phase.BLOCKED: PhaseLook("#fbdcdd", "#a61b29"),
    }
)

_SHORT: Mapping[str, Label] = {
    Role.NATIONAL_ADMIN: Label(id="admin", en="admin"),
    Role.AGENCY_ADMIN: Label(id="admin", en="admin"),
    Role.LIAISON_OFFICER: Label(id="penghubung", en="liaison"),
    Role.OPERATOR: Label(id="operator", en="operator"),
    REPORTER: Label(id="pelapor", en="reporter"),
    SYSTEM: Label(id="sistem", en="system"),
}
_AFTER = Template(id="sesudah {limit}", en="after {limit}")
_WITHIN = Template(id="dalam {limit}", en="within {limit}")
_AT_MOST = Template(id="paling banyak {n} kali", en="at most {n} times")
_ONCE = Template(id="hanya sekali", en="only once")


def _words(label: Label, language: Language, code: str) -> str:
    """An empty label shows its code."""
    return plain(label.describe(language)) or code


def status_name(status: Status, language: Language) -> str:
    """Name a status as its label does."""
    return _words(status.label, language, status.code)


def command_name(workflow: Workflow, row: Transition, language: Language) -> str:
    """Name the command of a row as its label does."""
    command = next(one for one in workflow.commands if one.code == row.command)
    return _words(command.label, language, command.code)


def who(row: Transition, language: Language) -> str:
    """Say who may, in short: both kinds of admin are ``admin``."""
    return ", ".join(
        dict.fromkeys(_SHORT[one].describe(language) for one in _SHORT if one in row.who)
    )


def bounds(row: Transition, language: Language) -> tuple[str, ...]:
    """Say when and how often: the timer, the window, the number of times."""
    said = []
    if row.after:
        said.append(_AFTER.fill(language, limit=row.after.describe(language)))
    if row.until:
        said.append(_WITHIN.fill(language, limit=row.until.describe(language)))
    if row.at_most is not None:
        said.append((_ONCE if row.at_most == 1 else _AT_MOST).fill(language, n=row.at_most))
    return tuple(said)


def sentence(workflow: Workflow, row: Transition, language: Language) -> str:
    """Say a whole row: from, to, command, everybody who may, and the bounds."""
    source, target = (
        status_name(workflow.status(code), language) for code in (row.source, row.target)
    )
    may = ", ".join(WHO_LABELS[one].describe(language) for one in row.who)
    conditions = "; ".join((may, *bounds(row, language)))
    return f"{source} → {target}: {command_name(workflow, row, language)} ({conditions})"
