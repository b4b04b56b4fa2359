"""Commands: what somebody wants to be done with a case.

A `CommandKind` declares what a command is called, which fields it takes, and which effects it has;
a `Command` is one request. The functions below make LAPOR!'s own commands with checked names;
a city's own command is ``Command("its_code", {"field": value})``.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Literal, cast

from attrs import field, frozen

from sp4n.errors import Fault, fault, shown
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Wording
from sp4n.model.complaint import Classification
from sp4n.quiet import shown_short
from sp4n.validation import (
    choice_fault,
    chosen,
    code_fault,
    is_pair,
    items_or_as_given,
    label_faults,
    list_faults,
    refuse,
    type_fault,
)
from sp4n.workflow.fields import CommandField, FieldKind

__all__ = [
    "MOVING", "Command", "CommandField", "CommandKind", "Effect", "FieldKind", "adjudicate",
    "archive", "block", "close", "close_by_system", "complete", "dispose", "escalate", "expire",
    "follow_up", "hold", "join", "rate", "recuse", "reopen", "reply", "return_to_sender", "verify",
    "withdraw",
]  # fmt: skip


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
    LINK = "link"
    """Joins the case with another one about the same matter."""
    ESCALATE = "escalate"
    """Takes it to the nearest admin above the holder, who was too late."""
    REOPEN = "reopen"
    """Makes a closed case one that somebody owes an answer again."""
    RATE = "rate"
    """Says how content the reporter is."""
    RESTART = "restart"
    """Lets timers and windows of the status begin anew; a row that says otherwise decides."""
    RECUSE = "recuse"
    """Takes the officer who gives the command out of everything to do with the case."""


_REMEMBERED = frozenset(FieldKind) - {FieldKind.AGENCY, FieldKind.TEXT}
MOVING = frozenset({Effect.ASSIGN, Effect.GIVE_BACK, Effect.ESCALATE})
"""The effects that change the holder; a command has one of them at most."""


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
        corrects: Whether it may correct the complaint.

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
    corrects: bool = field(init=False, eq=False, repr=False)
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
            ("corrects", Effect.CORRECT in self.effects),
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


_Pairs = tuple[tuple[str, object], ...]
_NO_TABLE = fault("wrong_type", "command.fields", expected="table", found="tuple")


def _pairs(fields: Mapping[str, object] | _Pairs) -> _Pairs:
    """Turn a table into pairs; pairs stay as they are. Raises InvalidValue if it is neither."""
    if fields.__class__ is dict or isinstance(fields, Mapping):
        return tuple(fields.items())
    refuse(type_fault(tuple, fields, "command.fields", "table"))
    refuse(*(None if is_pair(item) else _NO_TABLE for item in fields))
    names = [name for name, _ in fields]
    again = [name for place, name in enumerate(names) if name in names[:place]]
    refuse(*(fault("duplicate", "command.fields", found=shown(name)) for name in again))
    return fields


def _names(fields: _Pairs) -> str:
    names = (shown(name).strip("'") for name, _ in fields)
    return f"<{', '.join(names)}>"


@shown_short
@frozen
class Command:
    """One request: the command's code and its fields. Its repr names the fields, not their words.

    Whether there is such a command, and such fields, is for a workflow to say. Raises InvalidValue
    if the code or a field's name is not a string or *fields* is no mapping (``wrong_type``), and if
    a field is given twice (``duplicate``).

    >>> Command("follow_up", {"answer": "Sudah ditambal kemarin."})
    Command(code='follow_up', fields=<answer>)
    """

    code: str = field(repr=shown)
    fields: _Pairs = field(default={}, converter=_pairs, repr=_names)

    def __attrs_post_init__(self) -> None:
        if self.code.__class__ is not str:
            refuse(type_fault(str, self.code, "command.code", "code"))
        for name, _ in self.fields:
            if name.__class__ is not str:
                refuse(type_fault(str, name, "command.fields", "code"))

    def get(self, name: str) -> object:
        """Give a field's value; None when it was not given."""
        for given, value in self.fields:
            if given == name:
                return value
        return None

    def text(self, name: str) -> str | None:
        """Give a field's value if it is a string, else None."""
        value = self.get(name)
        return value if isinstance(value, str) else None


def _given(code: str, **fields: object) -> Command:
    return Command(code, {name: value for name, value in fields.items() if value is not None})


def verify(
    *,
    to: str | None = None,
    title: str | None = None,
    body: str | None = None,
    category: str | None = None,
    classification: Classification | str | None = None,
) -> Command:
    """Verify and dispose (*verifikasi, disposisi*); without `to`, as the route on record proposes.

    Without `to` the proposed classification is taken too, if the complaint has none. The other
    fields correct what the reporter wrote or chose; the original is kept.

    >>> verify(to="DPU", classification="service").get("to")
    'DPU'
    """
    return _given(
        "verify", to=to, title=title, body=body, category=category, classification=classification
    )


def hold(*, missing: str) -> Command:
    """Ask the reporter to complete (*tunda*): `missing` tells what is missing."""
    return _given("hold", missing=missing)


def complete(*, addition: str) -> Command:
    """Complete the complaint (*lengkapi*), as the reporter."""
    return _given("complete", addition=addition)


def expire() -> Command:
    """Archive what was never completed (*kadaluarsa*), as the system."""
    return Command("expire")


def return_to_sender(*, why: str) -> Command:
    """Send back what is not one's own to handle (*bukan wewenang*)."""
    return _given("return", why=why)


def dispose(*, to: str, note: str | None = None) -> Command:
    """Hand on to a unit below (*disposisi*)."""
    return _given("dispose", to=to, note=note)


def follow_up(*, answer: str, answer_kind: Literal["interim", "final"] | None = None) -> Command:
    """Answer the reporter with what was done (*tindak lanjut*).

    An ``interim`` answer promises another one (*kami teruskan*); without a word it is ``final``.

    >>> follow_up(answer="Laporan kami teruskan.", answer_kind="interim").get("answer_kind")
    'interim'
    """
    return _given("follow_up", answer=answer, answer_kind=answer_kind)


def reply(*, message: str) -> Command:
    """Respond to the answer (*tanggapi*), as the reporter."""
    return _given("reply", message=message)


def close() -> Command:
    """Close the case (*tutup*), as an admin or as the reporter."""
    return Command("close")


def close_by_system() -> Command:
    """Close after ten working days of silence, as the system."""
    return Command("close_by_system")


def archive(*, reason: str, note: str | None = None) -> Command:
    """Archive (*arsipkan*) with a reason.

    The reasons are LAPOR!'s: ``insult``, ``no_evidence``, ``unclear``, ``not_government``.
    """
    return _given("archive", reason=reason, note=note)


def withdraw() -> Command:
    """Withdraw one's own complaint, as the reporter."""
    return Command("withdraw")


def block(*, note: str | None = None) -> Command:
    """Block content that must not be shown (*konten terblokir*)."""
    return _given("block", note=note)


def reopen(*, why: str) -> Command:
    """Reopen a closed case (*buka kembali*), as the reporter; of the extension ``reopening``."""
    return _given("reopen", why=why)


def rate(*, score: int | str, comment: str | None = None) -> Command:
    """Rate a closed case from 1 to 5, as the reporter; of the extension ``rating``."""
    return _given("rate", score=str(score), comment=comment)


def join(*, into: str, note: str | None = None) -> Command:
    """Join a duplicate to the case with another number; of the extension ``duplicates``.

    That case has to be shown beside this one: `join_cases` does both sides.
    """
    return _given("merge", into=into, note=note)


def adjudicate(*, to: str, note: str | None = None) -> Command:
    """Decide whose a case is (*putuskan*), as an admin; of the extension ``return_limit``."""
    return _given("adjudicate", to=to, note=note)


def escalate() -> Command:
    """Take a late case to the admin above, as the system; of the extension ``escalation``."""
    return Command("escalate")


def recuse(*, note: str | None = None) -> Command:
    """Step aside (*mengundurkan diri*), as an officer with an interest; of ``recusal``."""
    return _given("recuse", note=note)
