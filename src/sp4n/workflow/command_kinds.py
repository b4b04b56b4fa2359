"""Command kinds: what a command is called, which fields it takes, and which effects it has."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import cast

from attrs import field, frozen

from sp4n.errors import Fault
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Wording
from sp4n.validation import (
    choice_fault,
    chosen,
    code_fault,
    items_or_as_given,
    label_faults,
    list_faults,
    refuse,
    type_fault,
)
from sp4n.workflow.fields import CommandField, FieldKind


class Effect(StrEnum):
    """What a command does to a case; the closed set that clocks and statistics understand."""

    ASSIGN = "assign"
    """Gives the case to another agency."""
    GIVE_BACK = "give_back"
    """Sends it back to the sender; the agency counts as tried."""
    CORRECT = "correct"
    """May correct title, body, category or classification; both texts are kept."""
    ASK = "ask"
    """Asks the reporter for what is missing."""
    ANSWER = "answer"
    """Answers the reporter: a follow-up (*tindak lanjut*)."""
    DECIDE = "decide"
    """Decides about the complaint; the reporter is told by a final answer, which decides too."""
    LINK = "link"
    """Joins the case with another one about the same matter."""
    UNLINK = "unlink"
    """Undoes that; the case that was joined goes back to the status in which it was then, whatever
    the row says."""
    ESCALATE = "escalate"
    """Takes it to the nearest admin above the holder, who was too late."""
    REOPEN = "reopen"
    """Makes a closed case one that somebody owes an answer again."""
    RATE = "rate"
    """Says how content the reporter is."""
    RESTART = "restart"
    """Lets timers and windows of the status begin anew; a row that says otherwise decides."""
    RECUSE = "recuse"
    """Takes the officer who gives the command out of everything to do with the case. Where nobody
    is left at the holder, it goes to the nearest admin above who may have it."""
    INVOLVE = "involve"
    """Asks another agency for its part, which may know the case until that is over."""
    CONTRIBUTE = "contribute"
    """Gives a part; the agency that was asked for it may, and nobody else."""
    RELEASE = "release"
    """Gives up a part that is still open."""
    PROTECT = "protect"
    """Makes the case confidential."""
    LIFT_PROTECTION = "lift_protection"
    """Makes a confidential case one that anybody may know who is not barred."""
    ACCUSE = "accuse"
    """Records whom the case is about, besides those whom the complaint accuses: they are barred.
    What they hold goes to the nearest admin above who may have it."""
    CLEAR = "clear"
    """Takes back what was recorded so, never what the complaint says."""
    EXTEND = "extend"
    """Gives the agency more time by a service standard that allows it; the reporter is told."""
    REVIVE = "revive"
    """Makes an archived case one that somebody owes an answer again, held by whoever held it; or,
    if nobody there may act, by the agency that revives it."""


_REMEMBERED = frozenset(FieldKind) - {FieldKind.AGENCY, FieldKind.TEXT}
MOVING = frozenset({Effect.ASSIGN, Effect.GIVE_BACK, Effect.ESCALATE})
"""The effects that change the holder; a command has one of them at most."""
_OF_PARTS = frozenset({Effect.INVOLVE, Effect.CONTRIBUTE, Effect.RELEASE})


_WITHDRAWING = frozenset({Effect.ACCUSE, Effect.RECUSE, Effect.REVIVE})


def _fields(given: Iterable[CommandField]) -> tuple[CommandField, ...]:
    return items_or_as_given(given)


def _effects(given: Iterable[Effect | str]) -> tuple[Effect, ...]:
    items: object = items_or_as_given(given)
    known = tuple(chosen(Effect, item) for item in items) if isinstance(items, tuple) else items
    return cast("tuple[Effect, ...]", known)


@frozen
class CommandKind:
    """What a command is: code, label, fields and effects; the rest follows from these.

    Attributes:
        code: What it is called in data.
        label: How people call it; one line of at most 200 characters.
        fields: The fields that it takes.
        effects: What it does to a case.
        texts: Those of its fields that hold words.
        text_kinds: The kinds of the texts that these become.
        required: The names of the fields that must be given.
        remembered: The names of the fields that its event keeps.
        defaults: What its event keeps of those that were not given.
        has_reason: Whether it has a reason by code.
        moves: Whether it may change the holder.
        withdraws: Whether it takes the case from holders who may not have it, or can't act.
        corrects: Whether it may correct the complaint.
        has_part: Whether it asks for a part, gives one or gives one up.
        contributes: Whether it gives one.

    Raises:
        InvalidValue: With all faults: `code` is no code, `label` is no label of that length,
            or `fields` or `effects` is no list of such.
    """

    code: str
    label: Wording
    fields: tuple[CommandField, ...] = field(default=(), converter=_fields)
    effects: tuple[Effect, ...] = field(default=(), converter=_effects)
    texts: tuple[CommandField, ...] = field(init=False, eq=False, repr=False)
    text_kinds: tuple[str, ...] = field(init=False, eq=False, repr=False)
    required: tuple[str, ...] = field(init=False, eq=False, repr=False)
    remembered: tuple[str, ...] = field(init=False, eq=False, repr=False)
    defaults: tuple[tuple[str, str], ...] = field(init=False, eq=False, repr=False)
    has_reason: bool = field(init=False, eq=False, repr=False)
    moves: bool = field(init=False, eq=False, repr=False)
    withdraws: bool = field(init=False, eq=False, repr=False)
    corrects: bool = field(init=False, eq=False, repr=False)
    has_part: bool = field(init=False, eq=False, repr=False)
    contributes: bool = field(init=False, eq=False, repr=False)
    _by_name: Mapping[str, CommandField] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(
            code_fault(self.code, "command.code"),
            *label_faults(self.label, "command.label"),
            *list_faults(CommandField, self.fields, "command.fields", "field"),
            *_effect_faults(self.effects),
        )
        texts = tuple(part for part in self.fields if part.kind is FieldKind.TEXT)
        by_name = {part.name: part for part in self.fields}
        has_reason = "reason" in by_name and by_name["reason"].kind is FieldKind.CHOICE
        remembered = (part.name for part in self.fields if part.kind in _REMEMBERED)
        defaults = tuple((part.name, part.default) for part in self.fields if part.default)
        for name, value in (
            ("texts", texts),
            ("text_kinds", tuple(part.text_kind for part in texts)),
            ("required", tuple(part.name for part in self.fields if part.required)),
            (
                "remembered",
                tuple(name for name in remembered if name != "reason" or not has_reason),
            ),
            ("defaults", defaults),
            ("has_reason", has_reason),
            ("moves", not MOVING.isdisjoint(self.effects)),
            ("withdraws", not _WITHDRAWING.isdisjoint(self.effects)),
            ("corrects", Effect.CORRECT in self.effects),
            ("has_part", not _OF_PARTS.isdisjoint(self.effects)),
            ("contributes", Effect.CONTRIBUTE in self.effects),
            ("_by_name", FrozenDict(by_name)),
        ):
            object.__setattr__(self, name, value)

    def field_named(self, name: str) -> CommandField | None:
        """Find a field by its name; None when the command has no such field."""
        return self._by_name.get(name)


def _effect_faults(effects: object) -> Iterable[Fault | None]:
    if not isinstance(effects, tuple):
        return [type_fault(tuple, effects, "command.effects", "list")]
    return [
        choice_fault(Effect, effect, f"command.effects[{place}]")
        for place, effect in enumerate(effects)
    ]
