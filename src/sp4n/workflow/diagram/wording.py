"""What a diagram says: the names of statuses and commands, who may, within which limits."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Language, Message, Wording
from sp4n.model.officer import REPORTER, SYSTEM, WHO_LABELS, Role
from sp4n.workflow.diagram.text_blocks import Block, Style, block, plain
from sp4n.workflow.status import PHASE_LABELS, Phase, Status
from sp4n.workflow.transition import Transition
from sp4n.workflow.workflow import Workflow


@frozen
class PhaseLook:
    """How a phase is coloured: `fill` behind words, `ink` for lines on the ground."""

    fill: str
    ink: str


@frozen
class Paper:
    """Colours of words (`soft` for the second ones), the ground, its edge, columns, and phases."""

    ink: str
    soft: str
    ground: str
    edge: str
    band: str
    looks: Mapping[Phase, PhaseLook]


# Own choice, the last two in the dark. Words on each fill have a contrast above 5:1, each ink on
# what it is drawn on above 4.5:1. No colour speaks alone: every box names its phase.
_COLOURS = {
    Phase.NEW: ("#dcecfb", "#0b5fa5", "#12314f", "#63b3f5"),
    Phase.WAITING_REPORTER: ("#fff3bf", "#7a6000", "#3b3208", "#e0bf3c"),
    Phase.ASSIGNED: ("#d3f1f1", "#006d77", "#0d3a3e", "#45c4cf"),
    Phase.ANSWERED: ("#ecdff5", "#7b3fa0", "#371f48", "#c795e8"),
    Phase.IN_PROGRESS: ("#fde3c8", "#a64b00", "#452309", "#f29a52"),
    Phase.CLOSED: ("#d9f2e0", "#1a7341", "#103a22", "#57c785"),
    Phase.ARCHIVED: ("#e6e9ed", "#56616c", "#2b343d", "#9fb0bf"),
    Phase.BLOCKED: ("#fbdcdd", "#a61b29", "#491518", "#f58088"),
}
_LIGHT, _DARK = (
    FrozenDict({phase: PhaseLook(*colours[at : at + 2]) for phase, colours in _COLOURS.items()})
    for at in (0, 2)
)
LIGHT = Paper("#1b2733", "#4d5a66", "#ffffff", "#c5ccd3", "#f4f6f8", _LIGHT)
DARK = Paper("#e8eef4", "#b4c0cc", "#10161d", "#36424e", "#18212a", _DARK)

_SHORT: Mapping[str, Wording] = {
    Role.NATIONAL_ADMIN: Message("diagram.short_national_admin"),
    Role.AGENCY_ADMIN: Message("diagram.short_agency_admin"),
    Role.LIAISON_OFFICER: Message("diagram.short_liaison_officer"),
    Role.OPERATOR: Message("diagram.short_operator"),
    REPORTER: Message("diagram.short_reporter"),
    SYSTEM: Message("diagram.short_system"),
}
_NAME, _PHASE = Style(14, is_bold=True), Style(11, is_soft=True)
_COMMAND, _DETAIL = Style(12, is_bold=True), Style(11, is_soft=True)
_UNREACHED = Message("diagram.unreached")
_AFTER = Message("diagram.after")
_WITHIN = Message("diagram.within")
_AT_MOST = Message("diagram.at_most")
_RESTARTS = Message("diagram.restarts")
_HOLDER_ONLY = Message("diagram.holder_only")
_SHORT_HOLDER_ONLY = Message("diagram.short_holder_only")


def _words(label: Wording, language: Language, code: str) -> str:
    """An empty label shows its code."""
    return plain(label.describe(language)) or code


def status_name(status: Status, language: Language) -> str:
    """Name a status as its label does."""
    return _words(status.label, language, status.code)


def command_name(workflow: Workflow, row: Transition, language: Language) -> str:
    """Name the command of a row as its label does."""
    return _words(workflow.kind_of(row).label, language, row.command)


def who(row: Transition, language: Language) -> str:
    """Say who may, in short: both kinds of admin are ``admin``; and if the holder's people only."""
    may = ", ".join(
        dict.fromkeys(_SHORT[actor].describe(language) for actor in _SHORT if actor in row.who)
    )
    return _SHORT_HOLDER_ONLY.fill(language, who=may) if row.holder_only else may


def bounds(row: Transition, language: Language) -> tuple[str, ...]:
    """Say when and how often: the timer, the window, the number of times, and what begins anew."""
    said = []
    if row.after:
        said.append(_AFTER.fill(language, limit=row.after.describe(language)))
    if row.until:
        said.append(_WITHIN.fill(language, limit=row.until.describe(language)))
    if row.at_most is not None:
        said.append(_AT_MOST.fill(language, n=row.at_most))
    if row.restarts:
        said.append(_RESTARTS.describe(language))
    return tuple(said)


def sentence(workflow: Workflow, row: Transition, language: Language) -> str:
    """Say a whole row: from, to, command, everybody who may, and the bounds."""
    source, target = (
        status_name(workflow.status(code), language) for code in (row.source, row.target)
    )
    may = ", ".join(WHO_LABELS[actor].describe(language) for actor in row.who)
    may = _HOLDER_ONLY.fill(language, who=may) if row.holder_only else may
    conditions = "; ".join((may, *bounds(row, language)))
    return f"{source} → {target}: {command_name(workflow, row, language)} ({conditions})"


def status_words(status: Status, language: Language, most: int, *, is_reached: bool) -> Block:
    """Set the name of a status and its phase, in lines of at most so many pixels."""
    phase = PHASE_LABELS[status.phase].describe(language)
    if not is_reached:
        phase = _UNREACHED.fill(language, phase=phase)
    return block([(status_name(status, language), _NAME), (phase, _PHASE)], most)


def rows_words(
    workflow: Workflow, rows: Iterable[Transition], language: Language, most: int
) -> Block:
    """Set the commands of rows, who may give them, and within which bounds, below each other."""
    parts: list[tuple[str, Style]] = []
    for row in rows:
        details = (who(row, language), *bounds(row, language))
        parts += [("", _DETAIL), (command_name(workflow, row, language), _COMMAND)]
        parts += [(said, _DETAIL) for said in details]
    return block(parts[1:], most)
