"""Deeds: what a row lets somebody do to a case, whatever its statuses and commands are called.

Rights are compared by deeds and phases, so that a city's own words change nothing: who may archive
a case that was assigned may do so in every status of that phase, by whatever command. What the
extensions are known to add to somebody's rights stands here too, with why it is accepted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Message, Wording
from sp4n.workflow.command_kinds import CommandKind, Effect
from sp4n.workflow.extensions import EXTENSIONS, extended
from sp4n.workflow.fields import FieldKind
from sp4n.workflow.lapor import LAPOR
from sp4n.workflow.status import Phase
from sp4n.workflow.transition import Transition
from sp4n.workflow.workflow import Workflow


class Deed(StrEnum):
    """One thing that matters in law; a step within a phase often does none of them."""

    VERIFY = "verify"
    """Takes a new case on, to whatever phase."""
    ASSIGN_BELOW = "assign_below"
    """Hands it to a unit below one's own agency."""
    ASSIGN_WITHIN = "assign_within"
    """Hands it to an agency within one's reach, or the one proposed."""
    ASSIGN_ANYWHERE = "assign_anywhere"
    """Hands it to any agency."""
    GIVE_BACK = "give_back"
    ESCALATE = "escalate"
    CORRECT = "correct"
    ASK = "ask"
    """Makes it wait for the reporter."""
    ANSWER = "answer"
    """Answers, or lets it count as answered."""
    DECIDE = "decide"
    JOIN = "join"
    SEPARATE = "separate"
    """Undoes a joining: the case goes on as it was before."""
    CLOSE = "close"
    ARCHIVE = "archive"
    BLOCK = "block"
    REVIVE = "revive"
    """Makes a case that was over one that is open."""
    RATE = "rate"
    RECUSE = "recuse"
    """Steps aside, and has no part in it any more."""
    INVOLVE = "involve"
    """Asks another office for its part, which may know the case then."""
    CONTRIBUTE = "contribute"
    PROTECT = "protect"
    """Makes it confidential."""
    LIFT_PROTECTION = "lift_protection"
    """Lets those know it from whom it was kept as confidential."""
    ACCUSE = "accuse"
    """Bars agencies or officers from it."""
    CLEAR = "clear"
    """Takes that back."""
    EXTEND = "extend"
    """Gives the agency more time."""


DEED_LABELS: Mapping[Deed, Wording] = FrozenDict({deed: Message(f"deed.{deed}") for deed in Deed})
"""How the deeds are called, after *may* and *dapat*."""

_BY_EFFECT: Mapping[Effect, Deed] = {
    Effect.GIVE_BACK: Deed.GIVE_BACK,
    Effect.ESCALATE: Deed.ESCALATE,
    Effect.CORRECT: Deed.CORRECT,
    Effect.ASK: Deed.ASK,
    Effect.ANSWER: Deed.ANSWER,
    Effect.DECIDE: Deed.DECIDE,
    Effect.LINK: Deed.JOIN,
    Effect.UNLINK: Deed.SEPARATE,
    Effect.REOPEN: Deed.REVIVE,
    Effect.RATE: Deed.RATE,
    Effect.RECUSE: Deed.RECUSE,
    Effect.INVOLVE: Deed.INVOLVE,
    Effect.CONTRIBUTE: Deed.CONTRIBUTE,
    Effect.PROTECT: Deed.PROTECT,
    Effect.LIFT_PROTECTION: Deed.LIFT_PROTECTION,
    Effect.ACCUSE: Deed.ACCUSE,
    Effect.CLEAR: Deed.CLEAR,
    Effect.REVIVE: Deed.REVIVE,
    Effect.EXTEND: Deed.EXTEND,
}
_BY_TARGET: Mapping[Phase, Deed] = {
    Phase.WAITING_REPORTER: Deed.ASK,
    Phase.ANSWERED: Deed.ANSWER,
    Phase.CLOSED: Deed.CLOSE,
    Phase.ARCHIVED: Deed.ARCHIVE,
    Phase.BLOCKED: Deed.BLOCK,
}
_TAKEN_ON = (Phase.ASSIGNED, Phase.IN_PROGRESS, Phase.ANSWERED)
_REACHES = (Deed.ASSIGN_BELOW, Deed.ASSIGN_WITHIN, Deed.ASSIGN_ANYWHERE)

Rights = Mapping[tuple[str, Phase], frozenset[Deed]]
"""What each may do in each phase; reporter and system among them."""


def deeds(workflow: Workflow, row: Transition) -> frozenset[Deed]:
    """Tell what a row does, by its command's effects and by the phases that it leads between.

    Handing on further is handing on near too.

    >>> from sp4n.workflow.lapor import LAPOR
    >>> sorted(map(str, deeds(LAPOR, LAPOR.rows("unverified", "verify")[0])))
    ['assign_below', 'assign_within', 'correct', 'verify']
    >>> deeds(LAPOR, LAPOR.rows("followed_up", "reply")[0])
    frozenset()
    """
    effects = workflow.kind_of(row).effects
    done = {_BY_EFFECT[effect] for effect in effects if effect in _BY_EFFECT}
    if Effect.ASSIGN in effects:
        done |= _reach(row)
    return frozenset(done.union(_steps(workflow.phases[row.source], workflow.phases[row.target])))


def _reach(row: Transition) -> set[Deed]:
    if "below_own_agency" in row.guards:
        return {*_REACHES[:1]}
    return {*(_REACHES[:2] if "in_reach" in row.guards else _REACHES)}


def _steps(source: Phase, target: Phase) -> Iterator[Deed]:
    if source is target:
        return
    if target in _BY_TARGET:
        yield _BY_TARGET[target]
    if source is Phase.NEW and target in _TAKEN_ON:
        yield Deed.VERIFY
    if target.is_open and not source.is_open:
        yield Deed.REVIVE


def rights(workflow: Workflow) -> Rights:
    """Gather what each may do in each phase."""
    gathered: defaultdict[tuple[str, Phase], set[Deed]] = defaultdict(set)
    for row in workflow.transitions:
        done = deeds(workflow, row)
        for actor in row.who:
            gathered[actor, workflow.phases[row.source]] |= done
    return {key: frozenset(done) for key, done in gathered.items()}


def furthest(done: Iterable[Deed]) -> tuple[Deed, ...]:
    """Put deeds in order; of those that hand the case on, only the one that reaches furthest."""
    given = set(done)
    near = [deed for deed in _REACHES if deed in given][:-1]
    return tuple(deed for deed in Deed if deed in given.difference(near))


def requires(kind: CommandKind, *kinds: FieldKind) -> bool:
    """Tell whether a command can't be given without a field of one of these kinds."""
    return any(part.required and part.kind in kinds for part in kind.fields)


_BECAUSE: Mapping[str, Wording] = {
    "duplicates": Message("deeds.because_duplicates"),
    "escalation": Message("deeds.because_escalation"),
    "return_limit": Message("deeds.because_return_limit"),
    "closing_after_reply": Message("deeds.because_closing_after_reply"),
    "recusal": Message("deeds.because_recusal"),
    "coordination": Message("deeds.because_coordination"),
    "protection": Message("deeds.because_protection"),
    "revival": Message("deeds.because_revival"),
    "time_extension": Message("deeds.because_time_extension"),
    "counter_service": Message("deeds.because_counter_service"),
}
"""Of each extension that lets officers or the system do what they may not in LAPOR!."""

Meaning = tuple[
    Phase, Phase, frozenset[str], frozenset[str], tuple[Effect, ...], tuple[str, ...], bool
]
"""All of a row but its words and numbers."""


def accepted_gains(workflow: Workflow) -> Mapping[Meaning, Wording]:
    """Give what the extensions named in a workflow's version add, and why that is accepted.

    A row that means something else, since a city changed who may take it for instance, is not among
    them.
    """
    switched_on = workflow.version.split("+")[1:]
    return {
        known: because
        for name, because in _BECAUSE.items()
        if name in switched_on
        for known in _meanings(name)
    }


@cache
def _meanings(name: str) -> tuple[Meaning, ...]:
    """What it adds to LAPOR!'s table, and to the same with every other extension."""
    others = [other for other in EXTENSIONS if other != name]
    return tuple(
        meaning(workflow, row)
        for before in (LAPOR, extended(LAPOR, {other: {} for other in others}))
        for workflow in [extended(before, {name: {}})]
        for row in workflow.transitions
        if row not in before.transitions
    )


def meaning(workflow: Workflow, row: Transition) -> Meaning:
    """Give all of a row but its words and numbers."""
    kind = workflow.kind_of(row)
    return (
        workflow.phases[row.source],
        workflow.phases[row.target],
        frozenset(row.who),
        frozenset(row.guards),
        kind.effects,
        kind.required,
        row.after is None,
    )
