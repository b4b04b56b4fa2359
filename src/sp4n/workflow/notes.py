"""Notes (*catatan*): what whoever handles a case should see beside what they may do.

What the route on record proposed beside an agency stays on the case until somebody has done it, or
the case is past it; and so does what supporting offices were asked for. A note allows and refuses
nothing.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from sp4n.errors import Fact
from sp4n.labels import Described, Language, Message
from sp4n.model.officer import ActorKind
from sp4n.workflow.attempt import Attempt
from sp4n.workflow.case import Case
from sp4n.workflow.command_kinds import CommandKind, Effect
from sp4n.workflow.links import joining_of, taken_in
from sp4n.workflow.protection import PROTECTING, protection_after, protection_at_first
from sp4n.workflow.status import Phase

_OWED = frozenset({Phase.NEW, Phase.ASSIGNED, Phase.IN_PROGRESS})
_KEEPING = frozenset({Effect.PROTECT, Effect.ACCUSE, Effect.RECUSE})
_ABOUT: Mapping[str, frozenset[Effect]] = {
    "urgent": frozenset({Effect.ASSIGN, Effect.ANSWER}),
    "completion_proposed": frozenset({Effect.ASK}),
    "support_proposed": frozenset({Effect.ASSIGN, Effect.ANSWER, Effect.INVOLVE}),
    "parts_open": frozenset({Effect.ANSWER, Effect.INVOLVE, Effect.RELEASE}),
    "joined": _KEEPING,
    "joined_others": _KEEPING,
    "joined_since": frozenset({Effect.UNLINK}),
}
"""The effects of the commands beside which a note is shown."""


@frozen
class Note(Described):
    """One note: a code with its facts, and a sentence.

    The codes are the names of the section ``note`` in `sp4n.messages`. The facts are codes of
    agencies and numbers of cases; never words that a citizen wrote.

    Attributes:
        code: ``urgent``, ``completion_proposed``, ``support_proposed`` or ``parts_open``; of a case
            that is joined with others, ``joined`` or (to its reporter) ``joined_others``, and
            ``joined_since`` once it is kept from people who may know these others.
        facts: The agencies (``agencies``) or the cases (``cases``) that it is about, if it is about
            some. A reporter is told no number of somebody else's case.

    >>> print(Note("support_proposed", (("agencies", ("DISHUB", "DLH")),)))
    the route proposes support by DISHUB, DLH
    """

    code: str
    facts: tuple[tuple[str, Fact], ...] = ()

    def __getitem__(self, name: str) -> Fact:
        """Give one fact by its name; KeyError when the note has no such fact."""
        return dict(self.facts)[name]

    def _full(self, language: Language) -> str:
        """Say it, in a sentence without a full stop."""
        return Message(f"note.{self.code}").fill(language, **dict(self.facts))

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        facts = {
            name: list(value) if isinstance(value, tuple) else value for name, value in self.facts
        }
        return {"code": self.code, "text": self.describe(language), "facts": facts}


def standing_notes(attempt: Attempt) -> Iterator[Note]:
    """Give what there is to note of a case, on the day and in the directory of an attempt.

    What the route proposed is noted as long as an office owes the next step. Offices that have
    ended are told as their successors; whoever is barred, holds it, or was asked, is not told.
    """
    case = attempt.case
    if case.phase in _OWED:
        if case.is_urgent:
            yield Note("urgent")
        if case.asks_for_completion:
            yield Note("completion_proposed")
        offices = tuple(dict.fromkeys(_offering(attempt)))
        if offices:
            yield Note("support_proposed", (("agencies", offices),))
    involved = attempt.involved
    if involved:
        yield Note("parts_open", (("agencies", involved),))
    less_kept = tuple(_less_kept(case))
    if less_kept:
        yield Note("joined_since", (("cases", less_kept),))


def joined_notes(attempt: Attempt) -> Iterator[Note]:
    """Give what to note before a case is kept from somebody: what is joined with it is not."""
    joined = tuple(_joinings(attempt.case))
    if not joined:
        return
    is_officer = attempt.by.kind is ActorKind.OFFICER
    yield Note("joined", (("cases", joined),)) if is_officer else Note("joined_others")


def is_urgent(notes: Iterable[Note]) -> bool:
    """Tell whether a case is urgent, by its notes."""
    return any(note.code == "urgent" for note in notes)


def notes_beside(kind: CommandKind, notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """Give those of a case's notes that are shown beside a command."""
    return tuple(
        note
        for note in notes
        if not _ABOUT[note.code].isdisjoint(kind.effects)
        or (note.code == "parts_open" and kind.field_named("why_without") is not None)
    )


def _offering(attempt: Attempt) -> Iterator[str]:
    """The offices that would support the holder, and were not asked yet."""
    if not attempt.case.supporting:
        return
    asked = {attempt.in_office(part.agency) for part in attempt.case.parts}
    for code in map(attempt.in_office, attempt.case.supporting):
        agency = attempt.directory.find(code)
        is_there = agency is not None and agency.is_active(attempt.on)
        if is_there and code not in asked.union(attempt.holders) and not attempt.bars(code):
            yield code


def _joinings(case: Case) -> Mapping[str, int]:
    """Give the cases that one is joined with, and at which event it was joined with each."""
    joining = joining_of(case.events)
    into = {} if joining is None else {str(joining.fact("into")): joining.number}
    taken = taken_in(case.events)
    return into | {number: taken[number].number for number in case.duplicates}


def _less_kept(case: Case) -> Iterator[str]:
    """The cases joined with one that has been kept from more people since."""
    joinings = _joinings(case)
    if not joinings:
        return
    standing = protection_at_first(case.complaint, case.events[0])
    then = [standing]
    for event in case.events:
        if not PROTECTING.isdisjoint(event.effects):
            standing = protection_after(standing, case.complaint, event)
        then.append(standing)
    for number, place in joinings.items():
        before = then[place]
        if (
            standing.is_confidential > before.is_confidential
            or standing.accused - before.accused
            or standing.accused_officers - before.accused_officers
            or set(standing.recused) - set(before.recused)
        ):
            yield number
