"""Routing: the first rule that matches, a text turned into words, and complaints routed whole."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from random import Random
from typing import Any

from attrs import evolve

from benchmarks.comparison import Comparison, Contender, as_is
from benchmarks.routing_with_sp4n import DECIDING, ROUTE, decided, routed
from benchmarks.same_rules import NONE, SIZES, Engine, questions, rules
from benchmarks.with_business_rules import BUSINESS_RULES
from benchmarks.with_json_logic import JSON_LOGIC
from benchmarks.with_rule_engine import RULE_ENGINE
from benchmarks.with_zen import ZEN, found_by_zen
from sp4n.model import Complaint, Directory
from sp4n.policy import Comparison as PolicyComparison
from sp4n.policy import Policy
from sp4n.routing import Rule, RuleBook, normalise
from sp4n.sample import sample_complaints, sample_policy

__all__ = ["REPLAYED", "among", "routing"]

_CHECKED = {10: 400, 100: 200, 1_000: 60, 10_000: 30}
_TIMED = {10: 60, 100: 40, 1_000: 20, 10_000: 10}
_FEWER = 4  # of the longest books, whose slowest engines take most of a second a complaint
_TEXTS = 100
REPLAYED = 2_000
"""How many complaints are replayed."""

_ABOUT = (
    "sp4n asks besides whether the agency is competent, and makes a complaint's words out to be "
    "forms of roots; its `route` adds what came of every rule that matched and by which words."
)
_REPLAY = (
    "From the raw texts on. Asked one after the other, without an index, the rules have to give "
    "the same answers. `compare` routes every complaint by two policies, which differ in the place "
    "of one rule, and proves which other complaints go elsewhere."
)
_WORDS = (
    "Selamat pagi Pak, jln di depan rumah sy RT 03 RW 05 Kelurahan Sukamaju rusak2 dan berlubang, "
    "sudah 3 bulan blm diperbaiki. Kalau hujan airnya menggenang & byk motor yg jatuh. Mohon "
    "segera ditindaklanjuti dinas terkait, krn sangat membahayakan warga, terutama anak-anak "
    "sekolah. Lampu jalan jg mati semua sejak bulan lalu. Terima kasih banyak Pak."
)


def routing(rounds: int) -> Iterator[Comparison]:
    """Give the comparisons of routing."""
    for size in SIZES:
        yield _first_match(size, rounds if size < SIZES[-2] else max(rounds // _FEWER, 2))
    yield _normalising(rounds)
    yield _replay(rounds)


def among(size: int) -> str:
    """Name the comparison among so many rules."""
    return f"among_{size}"


def _first_match(size: int, rounds: int) -> Comparison:
    return Comparison(
        among(size),
        f"A complaint of 55 words among {size:,} rules",
        _ABOUT if size == SIZES[0] else "",
        checked=list(questions(_CHECKED[size], size)),
        timed=list(questions(_TIMED[size], size)),
        contenders=(
            Contender(DECIDING.name, _prepared(DECIDING, size), DECIDING.take, decided),
            Contender(ROUTE.name, _prepared(ROUTE, size), ROUTE.take, routed),
            Contender(ZEN.name, _prepared(ZEN, size), ZEN.take, found_by_zen),
            *(
                Contender(one.name, _prepared(one, size), one.take, as_is)
                for one in (RULE_ENGINE, BUSINESS_RULES, JSON_LOGIC)
            ),
        ),
        rounds=rounds,
        warmed=True,
        part="routing",
    )


def _prepared(engine: Engine, size: int) -> Callable[[Any], Any]:
    return engine.prepare(rules(size))


def _normalising(rounds: int) -> Comparison:
    return Comparison(
        "normalise",
        "A text of 55 words as people type them, made into plain words",
        "Texts of the same words in another order, each with one that no other has.",
        checked=[],
        timed=list(_texts()),
        contenders=(Contender("sp4n `normalise`", normalise),),
        rounds=rounds,
        warmed=True,
        part="routing",
    )


def _texts() -> Iterator[tuple[str]]:
    words = _WORDS.split()
    for number in range(_TEXTS):
        own = "".join(chr(ord("a") + int(digit)) for digit in str(number))
        mixed = [f"jalan{own}", *Random(number).sample(words, len(words) - 1)]
        yield (" ".join(mixed),)


def _replay(rounds: int) -> Comparison:
    policy = sample_policy()
    rules = policy.book.rules
    other = evolve(policy, book=RuleBook((*rules[1:], rules[0])))

    def replay(complaints: tuple[Complaint, ...]) -> list[str]:
        return [routed(policy.route(one)) for one in complaints]

    def decide(complaints: tuple[Complaint, ...]) -> list[str]:
        return [decided(_deciding_rule(policy, one)) for one in complaints]

    def compare(complaints: tuple[Complaint, ...]) -> PolicyComparison:
        return policy.compare(other, complaints)

    return Comparison(
        "replay",
        f"{REPLAYED:,} complaints of the sample city, routed by its policy",
        _REPLAY,
        checked=[(sample_complaints(REPLAYED),)],
        timed=[(sample_complaints(REPLAYED),)],
        contenders=(
            Contender("sp4n `Policy.route`, with the whole trace", replay),
            Contender("sp4n `deciding_rule`, the rule alone", decide),
            Contender("sp4n `Policy.compare` with another policy", compare, answers=False),
            Contender("every rule asked", partial(_in_turn, policy), timed=False),
        ),
        rounds=rounds,
        warmed=True,
        part="routing",
    )


def _deciding_rule(policy: Policy, complaint: Complaint) -> Rule | None:
    on = policy.calendar().nearest_date_of(complaint.submitted_at)
    return policy.router.deciding_rule(complaint, on=on)


def _in_turn(policy: Policy, complaints: tuple[Complaint, ...]) -> list[str]:
    """Ask one rule after the other; the first that may send a complaint to its agency decides."""
    return [next(_willing(policy, one), NONE) for one in complaints]


def _willing(policy: Policy, complaint: Complaint) -> Iterator[str]:
    """Walk over the rules that match, each if it may send the complaint to its agency."""
    on = policy.calendar().nearest_date_of(complaint.submitted_at)
    facts = policy.router.facts(complaint, on)
    for rule in policy.router.book:
        is_asked = rule.to is not None and rule.is_in_force(on)
        if is_asked and rule.when.test(facts) and _may(policy.directory, rule, complaint, on):
            yield rule.id


def _may(directory: Directory, rule: Rule, complaint: Complaint, on: date) -> bool:
    """Tell whether a rule's agency serves a complaint on a day, and has somebody to receive it."""
    code, region, category = str(rule.to), complaint.region, complaint.category
    serves = directory.is_competent(code, region=region, category=category, on=on)
    return serves and code not in complaint.accused and not directory.lacks_liaison(code, on)
