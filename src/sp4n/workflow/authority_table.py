"""Authority (*kewenangan*): who may give which command in which status, and where it leads.

A workflow says it row by row; this says it cell by cell, for whoever wants to know what one actor
may do, or how two workflows differ. Cells differ by the standing of who acts: who they are, and how
they stand to the case. `sp4n.workflow.asking` makes the cells.
"""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum

from attrs import field, frozen

from sp4n.errors import UnknownCode
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message, Wording
from sp4n.model.officer import REPORTER, SYSTEM, WHO_LABELS, Role
from sp4n.quiet import shown_short
from sp4n.tables import Cell, Kind, Table
from sp4n.validation import refuse, type_fault, word_fault
from sp4n.workdays import Limit
from sp4n.workflow.command_kinds import Effect
from sp4n.workflow.status import Phase
from sp4n.workflow.transition import GUARD_FIELDS


class Relation(StrEnum):
    """How an actor stands to a case: where an officer serves, or whose reporter somebody is."""

    HOLDER = "holder"
    """Serves the agency that holds the case."""
    ABOVE = "above"
    """Serves an agency above the holder."""
    BELOW = "below"
    """Serves an agency below the holder."""
    BESIDE = "beside"
    """Serves an agency that is neither the holder nor above or below it."""
    INVOLVED = "involved"
    """Serves an agency with an open part in the case; beside the holder here."""
    ACCUSED = "accused"
    """Barred from the case (`is_barred`), as an officer of an agency that the complaint accuses is:
    beside the holder here, but to all who are barred no such case exists."""
    UNAPPOINTED = "unappointed"
    """Acts for an agency without a current appointment there, whatever their role once was."""
    OWN = "own"
    """The reporter of this complaint."""
    ANOTHER = "another"
    """The reporter of another complaint, or one without a key."""
    ANY = "any"
    """The system, to which all cases are the same."""


RELATION_LABELS: Mapping[Relation, Wording] = FrozenDict(
    {relation: Message(f"relation.{relation}") for relation in Relation}
)
"""How the relations are called, after who stands in them."""

OFFICER = "officer"
"""Who acts without an appointment: no role is asked of them."""

_OFFICER_LABEL = Message("authority_table.officer_label")


@frozen
class Standing(Described):
    """Who acts, and how they stand to the case.

    `who` is a role, ``reporter``, ``system``, or ``officer`` for somebody without an appointment.
    """

    who: str
    relation: Relation

    def _full(self, language: Language) -> str:
        """Say it in words.

        >>> Standing("operator", Relation.HOLDER).describe()
        'operator at the holder'
        """
        who = WHO_LABELS.get(self.who, _OFFICER_LABEL)
        return f"{who.describe(language)} {RELATION_LABELS[self.relation].describe(language)}"


SERVING = (
    Relation.HOLDER,
    Relation.ABOVE,
    Relation.BELOW,
    Relation.BESIDE,
    Relation.INVOLVED,
    Relation.ACCUSED,
)

STANDINGS = (
    *(Standing(role.value, relation) for role in Role for relation in SERVING),
    Standing(OFFICER, Relation.UNAPPOINTED),
    Standing(REPORTER, Relation.OWN),
    Standing(REPORTER, Relation.ANOTHER),
    Standing(SYSTEM, Relation.ANY),
)
"""Everybody between whom decisions can differ, whatever the directory."""


@frozen
class Grant:
    """What a command does where it may be given, and what it still asks for.

    Attributes:
        target: The status that it leads to.
        phase: The phase of that status.
        moves: Who holds the case then: ``assign`` the agency named or proposed, ``give_back`` the
            sender, ``escalate`` the admin above; None when it stays where it is.
        effects: What the command does.
        guards: The guards that must pass.
        fields: The fields that must be given.
        after: The limit after which it can be given.
        until: The limit before which it can be given.
        at_most: How often it can be given.
    """

    target: str
    phase: Phase
    moves: Effect | None = None
    effects: tuple[Effect, ...] = ()
    guards: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    after: Limit | None = None
    until: Limit | None = None
    at_most: int | None = None


@frozen
class AuthorityCell(Described):
    """One answer: may they, where does it lead, and if not, why not. It is truthy if they may.

    Attributes:
        standing: Who acts, and how they stand to the case.
        status: The status that the case is in.
        command: The command.
        grant: What it does there; None when it may not be given.
        reasons: The codes of the reasons why not. They are those of `decide`, which may add what
            speaks against one particular case: a guard, a limit, a field.
    """

    standing: Standing
    status: str
    command: str
    grant: Grant | None = None
    reasons: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.grant is not None

    def _full(self, language: Language) -> str:
        """Say it in a sentence without a full stop.

        >>> from sp4n.workflow import LAPOR, authority
        >>> cell = authority(LAPOR).cell(
        ...     "operator", "holder", status="verified", command="follow_up"
        ... )
        >>> cell.describe()
        'operator at the holder may follow_up in the status verified; this leads to followed_up'
        """
        words = {"who": self.standing.describe(language), "status": self.status}
        words |= {"command": self.command, "reasons": ", ".join(self.reasons)}
        if self.grant is None:
            return _MAY_NOT.fill(language, **words)
        limits = (
            label.fill(language, limit=limit.describe(language))
            for label, limit in ((_AFTER, self.grant.after), (_UNTIL, self.grant.until))
            if limit is not None
        )
        return "".join((_MAY.fill(language, **words, target=self.grant.target), *limits))


_MAY = Message("authority_table.may")
_MAY_NOT = Message("authority_table.may_not")
_AFTER = Message("authority_table.after")
_UNTIL = Message("authority_table.until")


def _cells_by_row(
    cells: Mapping[tuple[Standing, str, str], AuthorityCell],
) -> Mapping[tuple[Standing, str, str], AuthorityCell]:
    return FrozenDict(cells)


def _reasons_elsewhere(
    reasons: Mapping[tuple[Standing, str], tuple[str, ...]],
) -> Mapping[tuple[Standing, str], tuple[str, ...]]:
    return FrozenDict(reasons)


@shown_short
@frozen(repr=False)
class Authority:
    """Who, in which status, by which command: where it leads, by when, or why not.

    It is equal to another one that says the same, whatever the versions of the workflows. It has
    a cell for each standing, status and command, and iterates over them in this order.
    """

    version: str = field(eq=False)
    statuses: tuple[str, ...]
    commands: tuple[str, ...]
    _by_row: Mapping[tuple[Standing, str, str], AuthorityCell] = field(
        converter=_cells_by_row, hash=False
    )
    _elsewhere: Mapping[tuple[Standing, str], tuple[str, ...]] = field(
        converter=_reasons_elsewhere, hash=False
    )

    def cell(
        self, who: str, relation: Relation | str, *, status: str, command: str
    ) -> AuthorityCell:
        """Find one cell.

        Args:
            who: A role, ``reporter``, ``system``, or ``officer`` for one without an appointment.
            relation: How they stand to the case.
            status: The status that the case is in.
            command: The command.

        Raises:
            UnknownCode: The workflow has no such status or command.
            InvalidValue: *who* is nobody who may act, or never stands in that *relation*.

        >>> from sp4n.workflow import LAPOR, authority
        >>> of_lapor = authority(LAPOR)
        >>> of_lapor.cell("agency_admin", "above", status="verified", command="hold").grant.target
        'awaiting_completion'
        >>> of_lapor.cell("operator", "beside", status="verified", command="hold").reasons
        ('wrong_role', 'not_the_holder')
        """
        refuse(word_fault(who, _WHO, "who"))
        theirs = tuple(known.relation.value for known in STANDINGS if known.who == who)
        refuse(word_fault(relation, theirs, "relation"))
        _refuse_unknown("status", status, self.statuses)
        _refuse_unknown("command", command, self.commands)
        return self._cell(Standing(who, Relation(relation)), status, command)

    def where(
        self,
        *,
        who: str | None = None,
        relation: Relation | str | None = None,
        status: str | None = None,
        command: str | None = None,
    ) -> tuple[AuthorityCell, ...]:
        """Give the cells that agree with whatever is given, in order.

        The arguments are those of `cell`; None leaves one open. Raises UnknownCode and InvalidValue
        as `cell` does.
        """
        if who is not None:
            refuse(word_fault(who, _WHO, "who"))
        if relation is not None:
            refuse(word_fault(relation, tuple(map(str, Relation)), "relation"))
        if status is not None:
            _refuse_unknown("status", status, self.statuses)
        if command is not None:
            _refuse_unknown("command", command, self.commands)
        return tuple(
            self._cell(standing, source, code)
            for standing in STANDINGS
            if who in (None, standing.who) and relation in (None, standing.relation)
            for source in self.statuses
            if status in (None, source)
            for code in self.commands
            if command in (None, code)
        )

    @property
    def allowed(self) -> tuple[AuthorityCell, ...]:
        """The cells in which a command leads somewhere, in order."""
        return tuple(cell for cell in self if cell)

    def table(self) -> Table:
        """Give a row for each cell, for frames, notebooks and spreadsheets."""
        return Table("authority", _COLUMNS, map(_cells, self), kinds=_COLUMNS)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON: the version and every cell, said in a sentence too."""
        cells = [
            dict(zip(_COLUMNS, _cells(cell), strict=True)) | {"text": cell.describe(language)}
            for cell in self
        ]
        return {"version": self.version, "cells": cells}

    def __iter__(self) -> Iterator[AuthorityCell]:
        return iter(self.where())

    def __len__(self) -> int:
        return len(STANDINGS) * len(self.statuses) * len(self.commands)

    def __repr__(self) -> str:
        sizes = f"{len(STANDINGS)} standings, {len(self.statuses)} statuses"
        return f"<Authority {self.version}: {sizes}, {len(self.commands)} commands>"

    def _repr_html_(self) -> str:
        """Show a notebook what is allowed; `table` has the refusals too."""
        return Table("allowed", _COLUMNS, map(_cells, self.allowed), kinds=_COLUMNS)._repr_html_()

    def _cell(self, standing: Standing, status: str, command: str) -> AuthorityCell:
        cell = self._by_row.get((standing, status, command))
        if cell is not None:
            return cell
        reasons = self._elsewhere[standing, command]
        return AuthorityCell(standing, status, command, reasons=reasons)


def _refuse_unknown(kind: str, code: str, known: Collection[str]) -> None:
    refuse(type_fault(str, code, kind, "code"))
    if code not in known:
        raise UnknownCode(kind, code, known)


_WHO = tuple(dict.fromkeys(standing.who for standing in STANDINGS))

_COLUMNS: Mapping[str, Kind] = {
    "who": "text",
    "relation": "text",
    "status": "text",
    "command": "text",
    "leads_to": "text",
    "phase": "text",
    "holder": "text",
    "guards": "text",
    "fields": "text",
    "after": "text",
    "until": "text",
    "at_most": "whole",
    "reasons": "text",
}


def _cells(cell: AuthorityCell) -> tuple[Cell, ...]:
    who = (cell.standing.who, cell.standing.relation.value, cell.status, cell.command)
    grant = cell.grant
    if grant is None:
        return (*who, *[None] * 8, ", ".join(cell.reasons))
    return (
        *who,
        grant.target,
        grant.phase.value,
        "stays" if grant.moves is None else grant.moves.value,
        ", ".join(map(_guard, grant.guards)),
        ", ".join(grant.fields),
        None if grant.after is None else str(grant.after),
        None if grant.until is None else str(grant.until),
        grant.at_most,
        None,
    )


def _guard(name: str) -> str:
    """A guard with the field that it reads, if it reads one."""
    field_read = GUARD_FIELDS[name]
    return f"{name}({field_read})" if field_read else name
