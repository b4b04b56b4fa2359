"""Moments: what starts and stops clocks, in one vocabulary.

A moment is the submission; coming into a phase; something that a command did (an effect); or that
the complaint is complete. Whether an event is such a moment is read from the event, and from where
the case was before it.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, cast, get_args

from sp4n.errors import Fault, fault, shown
from sp4n.frozen_dict import FrozenDict
from sp4n.validation import items_or_as_given, list_faults
from sp4n.workflow import Effect, Phase

SUBMITTED = "submitted"
"""The moment at which the complaint was handed in: it comes once."""

COMPLETE = "complete"
"""The moment at which the complaint was complete: the first acceptance that was not sent back, or
the completion that was asked for. It comes once."""

Again = Literal["restart", "go_on", "beside"]
"""What a new start does to a clock that is open: it begins anew, goes on, or another one runs
beside it."""

RunsFor = Literal["case", "holder"]
"""Whose a run is: the case's, whoever holds it, or one of each holder."""

STARTING_PHASES = (Phase.NEW, Phase.ASSIGNED, Phase.IN_PROGRESS, Phase.ANSWERED)
"""The phases that may start a clock, in the order in which a case goes forward."""

INTERIM = "interim"
ASKS, INTERIM_ANSWER, FINAL_ANSWER, DECIDES = 1, 2, 4, 8
_EFFECTS: Mapping[str, int] = FrozenDict(
    {
        Effect.ASK.value: ASKS,
        Effect.ANSWER.value: INTERIM_ANSWER | FINAL_ANSWER,
        f"{Effect.ANSWER}.{INTERIM}": INTERIM_ANSWER,
        f"{Effect.ANSWER}.final": FINAL_ANSWER,
        Effect.DECIDE.value: DECIDES | FINAL_ANSWER,
    }
)
"""By which of these bits each of the moments is known. A final answer tells a decision, so that it
was decided then at the latest."""

ANSWERS = INTERIM_ANSWER | FINAL_ANSWER
ASSIGNS_ANEW, GIVES_BACK, INTERRUPTS, HANDS_OVER, ASSIGNS, REVIVES, UNLINKS, EXTENDS = (
    16,
    32,
    64,
    128,
    256,
    512,
    1024,
    2048,
)
"""What else matters of an event: the case comes to another holder by an assignment; is sent back;
goes on in a way after which a start is a new one; is handed over to a successor; is assigned, be
it to whoever holds it; is revived from the archive; may have been separated from another; or has
more time by some standard."""

STANDS_STILL, COMES_BACK, STOPS, ENDS, RESUMES, MAY_START, ENTERS, OVER = (
    1,
    2,
    4,
    8,
    16,
    32,
    64,
    128,
)
"""What it means for a clock that a case comes from one phase to another (or stays in it): it
stands still; comes back from that; is met by coming into the phase; ends; runs on; may start; ends
since it comes into the phase, or since the case is over."""

BITS_OF = (
    (Effect.ASK, ASKS),
    (Effect.ANSWER, ANSWERS | INTERRUPTS),
    (Effect.DECIDE, DECIDES),
    (Effect.GIVE_BACK, GIVES_BACK | INTERRUPTS),
    (Effect.ASSIGN, INTERRUPTS | ASSIGNS),
    (Effect.REVIVE, INTERRUPTS | REVIVES),
    (Effect.UNLINK, UNLINKS),
    (Effect.EXTEND, EXTENDS),
)

START_WORDS = (SUBMITTED, COMPLETE, *STARTING_PHASES, *_EFFECTS)
"""What may start a clock."""

STOP_WORDS = (*Phase, *_EFFECTS)
"""What may stop a clock."""

ONCE = frozenset({SUBMITTED, COMPLETE})
"""What comes once in a case's life."""

AGAIN = get_args(Again)
RUNS_FOR = get_args(RunsFor)


def words(given: Iterable[str] | str) -> tuple[str, ...]:
    """Take one word or several; what is neither is told by `moment_faults`."""
    if isinstance(given, str):
        return (str(given),)
    items: object = items_or_as_given(given)
    if not isinstance(items, tuple):
        return cast("tuple[str, ...]", items)
    return tuple(str(item) if isinstance(item, str) else item for item in items)


def moment_faults(given: object, allowed: tuple[str, ...], where: str) -> Iterable[Fault | None]:
    """Each of them is a moment, and there is one at least."""
    if given == ():
        return [fault("missing", where)]
    if not isinstance(given, tuple):
        return list_faults(str, given, where, "moment")
    plain = tuple(map(str, allowed))
    return [
        None if word in plain else fault("not_one_of", where, found=shown(word), allowed=plain)
        for word in given
    ]


def bits_of(moments: Iterable[str]) -> int:
    """Give the bits by which what commands do is known."""
    bits = 0
    for moment in moments:
        bits |= _EFFECTS.get(moment, 0)
    return bits


WIDTH = len(Phase)
PLACES = FrozenDict({phase: place for place, phase in enumerate(Phase)})
"""The place of each phase in a `MomentTable`'s plan: that of coming from one to another is the
first's place times the width, and the second's."""
