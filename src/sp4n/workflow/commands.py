"""Commands: what somebody wants to be done with a case.

A `Command` is one request; its `CommandKind` says which fields it takes and what it does. The
functions below make LAPOR!'s own commands with checked names; a city's own command is
``Command("its_code", {"field": value})``.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from attrs import field, frozen

from sp4n.errors import fault, shown
from sp4n.model.complaint import Classification
from sp4n.quiet import shown_short
from sp4n.validation import is_pair, items_or_as_given, refuse, type_fault

__all__ = [
    "Command", "accuse", "adjudicate", "archive", "block", "clear", "close", "close_by_system",
    "complete", "contribute", "dispose", "escalate", "expire", "extend", "follow_up", "hold",
    "involve", "join", "keyed_in", "lift_protection", "protect", "rate", "recuse", "release",
    "reopen", "reply", "return_to_sender", "revive", "separate", "verify", "withdraw",
]  # fmt: skip


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


def follow_up(
    *,
    answer: str,
    answer_kind: Literal["interim", "final"] | None = None,
    why_without: str | None = None,
) -> Command:
    """Answer the reporter with what was done (*tindak lanjut*).

    An ``interim`` answer promises another one (*kami teruskan*); without a word it is ``final``.
    With the extension ``coordination``, `why_without` says why it is final though parts are open.

    >>> follow_up(answer="Laporan kami teruskan.", answer_kind="interim").get("answer_kind")
    'interim'
    """
    return _given("follow_up", answer=answer, answer_kind=answer_kind, why_without=why_without)


def reply(*, message: str) -> Command:
    """Respond to the answer (*tanggapi*), as the reporter."""
    return _given("reply", message=message)


def close(*, why_without: str | None = None) -> Command:
    """Close the case (*tutup*), as an admin or as the reporter.

    With the extension ``coordination``, an admin says in `why_without` why, though parts are open.
    """
    return _given("close", why_without=why_without)


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


def separate(*, out_of: str, note: str | None = None) -> Command:
    """Undo a joining (*pisahkan*): the case goes on as before; of the extension ``duplicates``.

    `out_of` is the number of the case that it was joined to, which has to be shown beside this one:
    `separate_cases` does both sides.
    """
    return _given("separate", out_of=out_of, note=note)


def adjudicate(*, to: str, note: str | None = None) -> Command:
    """Decide whose a case is (*putuskan*), as an admin; of the extension ``return_limit``."""
    return _given("adjudicate", to=to, note=note)


def escalate() -> Command:
    """Take a late case to the admin above, as the system; of the extension ``escalation``."""
    return Command("escalate")


def recuse(*, note: str | None = None) -> Command:
    """Step aside (*mengundurkan diri*), as an officer with an interest; of ``recusal``."""
    return _given("recuse", note=note)


def involve(*, to: str, question: str, why: str | None = None) -> Command:
    """Ask a supporting office for its part (*libatkan*); of the extension ``coordination``.

    Whoever is asked may know a confidential case as long as the part is open: `why` says why.
    """
    return _given("involve", to=to, question=question, why=why)


def contribute(*, text: str) -> Command:
    """Give one's part (*beri masukan*), as an office that was asked; of ``coordination``."""
    return _given("contribute", text=text)


def release(*, to: str, why: str) -> Command:
    """Give up the open part of an office (*lepaskan*), as the holder; of ``coordination``."""
    return _given("release", to=to, why=why)


def protect(*, note: str | None = None) -> Command:
    """Make a case confidential (*rahasiakan*), as an admin or its reporter; of ``protection``."""
    return _given("protect", note=note)


def lift_protection(*, why: str) -> Command:
    """Make a confidential case public again, as an admin, with a reason; of ``protection``."""
    return _given("lift_protection", why=why)


def accuse(
    *, agencies: Iterable[str] = (), officers: Iterable[str] = (), note: str | None = None
) -> Command:
    """Record whom a case is about, as an admin or its reporter; of ``protection``.

    They, and all that hang below an agency, are barred from it from then on (`is_barred`).

    >>> accuse(officers=["dpu-operator"]).get("officers")
    ('dpu-operator',)
    """
    return _given("accuse", **_lists(agencies, officers), note=note)


def clear(*, why: str, agencies: Iterable[str] = (), officers: Iterable[str] = ()) -> Command:
    """Take back whom one's own office accused, as an admin, with a reason; of ``protection``."""
    return _given("clear", **_lists(agencies, officers), why=why)


def _lists(agencies: Iterable[str], officers: Iterable[str]) -> dict[str, object]:
    lists = {"agencies": agencies, "officers": officers}
    return {name: items_or_as_given(codes) or None for name, codes in lists.items()}


def revive(*, why: str) -> Command:
    """Let an archived case go on, as an admin above its holder, with a reason; of ``revival``."""
    return _given("revive", why=why)


def extend(*, standard: str, why: str, by: int | None = None) -> Command:
    """Take more time by a service standard (*perpanjang*), with a reason; of ``time_extension``.

    Args:
        standard: The standard's code.
        why: Why, in words: the reporter reads it.
        by: By how many units of the standard's limit; by default as many as it grants.
    """
    return _given("extend", standard=standard, by=by, why=why)


def keyed_in(
    command: Command, *, came_by: Literal["letter", "counter", "phone"], letter: str | None = None
) -> Command:
    """Give a reporter's command as an officer keys it in (*loket*); of ``counter_service``.

    Args:
        command: What the reporter wants: to complete, reply, withdraw, rate, reopen.
        came_by: How it came.
        letter: By what the document is found, its number for instance; what ends a case, and a
            rating, needs one.

    Raises:
        InvalidValue: *command* is not a Command, or has these fields already.

    >>> keyed_in(withdraw(), came_by="letter", letter="Surat X-0001")
    Command(code='withdraw', fields=<came_by, letter>)
    """
    refuse(type_fault(Command, command, "command", "command"))
    said = _given(command.code, came_by=came_by, letter=letter)
    return Command(command.code, (*command.fields, *said.fields))
