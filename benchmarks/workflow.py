"""Commands on a case: carried out, refused, a whole life of them, and what may be done now."""

from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.comparison import Comparison, Contender
from benchmarks.same_workflow import HOLDER, Life, Peer, cells, lives, possible
from benchmarks.with_django import DJANGO
from benchmarks.with_lapor import on_lapor
from benchmarks.with_sp4n import bare, own
from benchmarks.with_statemachine import STATEMACHINE
from benchmarks.with_transitions import TRANSITIONS

__all__ = ["commands"]

_AGAIN = 4  # how often a round asks each of the commands
_EVERY = 9  # of the cells that are refused, every ninth is timed
_LIVES, _LENGTH = 200, 16
_TIMED_LIVES = 6
_ABOUT = {
    "command": "From every status by every command that leads on, given by an officer who is "
    "appointed at the holder on that day. sp4n looks for every reason to refuse and gives a new "
    "case, of which nothing was changed; the peers change theirs. The floor makes an event and "
    "a state with as many fields as sp4n's case, from values at hand.",
    "refusal": "sp4n gives every reason, with what would help; a peer says no, or which "
    "status did not fit.",
    "life": "Drawn at random: half of what is asked is refused, since the status does not fit, "
    "the actor may not, or the case has ended.",
    "options": "sp4n tells for every command that it would be refused and why, what it would do, "
    "or what has to be filled in; its peers list the names of those that may be given.",
}


def commands(rounds: int) -> Iterator[Comparison]:
    """Give the comparisons of commands."""
    peers = (own(), TRANSITIONS, STATEMACHINE, DJANGO)
    yield _command(peers, rounds)
    yield _refusal(peers, rounds)
    yield _life(peers, rounds)
    yield _options(peers, rounds)


def _command(peers: tuple[Peer, ...], rounds: int) -> Comparison:
    first, *others = map(_once, peers)
    return Comparison(
        "command",
        "A command, decided and carried out",
        _ABOUT["command"],
        checked=list(cells()),
        timed=list(possible()) * _AGAIN,
        contenders=(first, bare(), on_lapor(), *others),
        rounds=rounds,
        warmed=True,
        part="workflow",
    )


def _once(peer: Peer) -> Contender:
    """Ask for one command."""

    def take(status: str, life: Life) -> tuple[Any, Any]:
        return peer.begin(status, HOLDER), peer.ask(life[0])

    return Contender(peer.name, peer.attempt, take, peer.tell)


def _refusal(peers: tuple[Peer, ...], rounds: int) -> Comparison:
    allowed = list(possible())
    refused = [cell for cell in cells() if cell not in allowed]
    return Comparison(
        "refusal",
        "A command refused",
        _ABOUT["refusal"],
        checked=refused,
        timed=refused[::_EVERY],
        contenders=tuple(map(_once, peers)),
        rounds=rounds,
        warmed=True,
        part="workflow",
    )


def _life(peers: tuple[Peer, ...], rounds: int) -> Comparison:
    return Comparison(
        "life",
        f"A life in which {_LENGTH} commands are asked for",
        _ABOUT["life"],
        checked=list(lives(_LIVES, _LENGTH)),
        timed=list(lives(_LIVES, _LENGTH))[:_TIMED_LIVES],
        contenders=tuple(map(_one_after_another, peers)),
        rounds=rounds,
        part="workflow",
    )


def _one_after_another(peer: Peer) -> Contender:
    def take(status: str, life: Life) -> tuple[Any, list[Any]]:
        return peer.begin(status, HOLDER), list(map(peer.ask, life))

    return Contender(peer.name, _living(peer.attempt), take, peer.tell)


def _living(attempt: Callable[[Any, Any], Any]) -> Callable[[Any, list[Any]], Any]:
    def live(case: Any, life: list[Any]) -> Any:  # noqa: ANN401 - each library has its own
        for asked in life:
            case = attempt(case, asked)
        return case

    return live


def _options(peers: tuple[Peer, ...], rounds: int) -> Comparison:
    return Comparison(
        "options",
        "What an actor may do now",
        _ABOUT["options"],
        checked=list(cells()),
        timed=list(possible()),
        contenders=tuple(map(_asked_for, peers)),
        rounds=rounds,
        warmed=True,
        part="workflow",
    )


def _asked_for(peer: Peer) -> Contender:
    def take(status: str, life: Life) -> tuple[Any, Any]:
        return peer.begin(status, HOLDER), peer.ask(life[0])

    return Contender(peer.may_by, peer.may, take, sorted)
