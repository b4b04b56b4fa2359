"""Commands: what somebody wants to be done with a case.

A `CommandKind` declares what a command is called, which fields it takes, and which effects it has;
a `Command` is one request. The functions below make LAPOR!'s own commands with checked names;
a city's own command is ``Command("its_code", {"field": value})``.
"""

from collections.abc import Mapping
from enum import StrEnum

from attrs import field, frozen

from sp4n.labels import Label
from sp4n.model.complaint import Classification

__all__ = [
    "Command",
    "CommandField",
    "CommandKind",
    "Effect",
    "FieldKind",
    "archive",
    "block",
    "close",
    "close_by_system",
    "complete",
    "dispose",
    "expire",
    "follow_up",
    "hold",
    "reply",
    "return_to_sender",
    "verify",
    "withdraw",
]


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


class FieldKind(StrEnum):
    """What a field of a command holds."""

    AGENCY = "agency"
    """An agency's code."""
    TEXT = "text"
    """Words that somebody wrote; they go beside the history, never into it."""
    CLASSIFICATION = "classification"
    CATEGORY = "category"
    CHOICE = "choice"
    """One of the codes that the field lists."""


@frozen
class CommandField:
    """One field of a command. `text_kind` names the text that a TEXT field becomes."""

    # The default limit is our own choice: LAPOR!'s limit of an answer has no public source.

    name: str
    kind: FieldKind
    required: bool = False
    choices: tuple[str, ...] = ()
    text_kind: str = ""
    limit_characters: int = 10_000


@frozen
class CommandKind:
    """What a command is: code, label, fields and effects."""

    code: str
    label: Label
    fields: tuple[CommandField, ...] = ()
    effects: tuple[Effect, ...] = ()

    def field(self, name: str) -> CommandField | None:
        """Find a field by its name; None when the command has no such field."""
        return next((one for one in self.fields if one.name == name), None)


def _pairs(fields: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    return tuple(dict(fields).items()) if fields else ()


def _names(fields: tuple[tuple[str, object], ...]) -> str:
    return f"<{', '.join(name for name, _ in fields)}>"


@frozen
class Command:
    """One request: the command's code and its fields. Its repr names the fields, not their words.

    >>> Command("follow_up", {"answer": "Sudah ditambal kemarin."})
    Command(code='follow_up', fields=<answer>)
    """

    code: str
    fields: tuple[tuple[str, object], ...] = field(default={}, converter=_pairs, repr=_names)

    def get(self, name: str) -> object:
        """Give a field's value; None when it was not given."""
        for found, value in self.fields:
            if found == name:
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


def follow_up(*, answer: str) -> Command:
    """Answer the reporter with what was done (*tindak lanjut*)."""
    return _given("follow_up", answer=answer)


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
