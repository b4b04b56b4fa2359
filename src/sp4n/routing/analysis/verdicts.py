"""Verdicts: which rules of a book ever decide, by what the others are covered, and its gaps.

Each answer is found in the same way. Some values are sought for which a rule could decide, and a
complaint with them is given to the router. If rules before it would take it, those are ruled out,
and the search goes on: until the router lets the rule decide, or nothing is left. So every example
was tried with the real thing, and every refusal names the rules that are in the way.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Literal, get_args

from attrs import evolve, frozen

from sp4n.errors import UnknownCode
from sp4n.labels import Described, Language, Message
from sp4n.routing.analysis.alternates import Spread, original_names
from sp4n.routing.analysis.encoding import QUESTIONS_LIMIT, Ground, work_for
from sp4n.routing.analysis.inquiry import Answer, Inquiry
from sp4n.routing.analysis.logic import Formula
from sp4n.routing.analysis.witnesses import Witness
from sp4n.routing.router import Router
from sp4n.routing.statements import Asks, Mentions, as_written, choices
from sp4n.work import BudgetExceeded

Standing = Literal["live", "dead", "undecided"]
"""Whether a rule ever decides: proven by an example, refuted, or not found out."""

WhyDead = Literal["contradiction", "not_in_force", "no_agency", "not_competent", "covered"]
"""Why a rule never decides: it asks what can't be; it is in force on no day in question; its agency
is not there on those days; the agency serves none of these complaints; earlier rules take all."""

_LIVE = Message("analysis.live")
_UNDECIDED = Message("analysis.undecided")
_DEAD: "dict[WhyDead | None, Message]" = {
    "contradiction": Message("analysis.dead_contradiction"),
    "not_in_force": Message("analysis.dead_not_in_force"),
    "no_agency": Message("analysis.dead_no_agency"),
    "not_competent": Message("analysis.dead_not_competent"),
    "covered": Message("analysis.dead_covered"),
}
_IDLE: "dict[str, Message]" = {
    "covered": Message("analysis.idle_covered"),
    "never_found": Message("analysis.idle_never_found"),
    "not_competent": Message("analysis.idle_not_competent"),
}
_MODULO = Message("analysis.modulo")
_GAPS = {
    "open": Message("analysis.gaps_open"),
    "closed": Message("analysis.gaps_closed"),
    "undecided": Message("analysis.gaps_undecided"),
}
_NO_CATEGORY = Message("analysis.no_category")
_SUMMARY = Message("analysis.summary")


@frozen
class IdlePart(Described):
    """A part of a rule that is of no use, though the rule is.

    `says` names it: a word of a list, a category, a region. `covered_by` are the earlier rules that
    take every complaint with it to another agency; when there are none, no complaint can have it
    (`never_found`), or the rule's agency doesn't serve it (`not_competent`).
    """

    says: str
    why: Literal["covered", "never_found", "not_competent"]
    covered_by: tuple[str, ...] = ()

    def _full(self, language: Language) -> str:
        """Say what is of no use, and why."""
        return _IDLE[self.why].fill(language, says=self.says, found=", ".join(self.covered_by))

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "says": self.says,
            "why": self.why,
            "covered_by": list(self.covered_by),
            "message": self.describe(language),
        }


@frozen(repr=False)
class RuleVerdict(Described):
    """What the analysis found out about one rule.

    Attributes:
        rule: Its id.
        standing: Whether it ever decides; a remark counts as live if some complaint matches it.
        example: A complaint that it decides; that was tried with the router itself.
        why: Why it never decides.
        covered_by: The earlier rules that together take all its complaints; all of them are needed.
        idle: The parts that are of no use.
        modulo: What is opaque in the rule or in those: a dead rule is dead whatever that answers,
            even if it fails to; a rule that is not dead is undecided.
    """

    rule: str
    standing: Standing
    example: Witness | None = None
    why: WhyDead | None = None
    covered_by: tuple[str, ...] = ()
    idle: tuple[IdlePart, ...] = ()
    modulo: tuple[str, ...] = ()

    def _full(self, language: Language) -> str:
        """Say in a sentence whether the rule decides, and why not."""
        facts = {"rule": self.rule, "found": ", ".join(self.covered_by)}
        modulo = _MODULO.fill(language, found=", ".join(self.modulo))
        notes = [part.describe(language) for part in self.idle] + [modulo] * bool(self.modulo)
        if self.example is not None:
            said = _LIVE.fill(
                language, rule=self.rule, title=self.example.describe(language, short=True)
            )
        else:
            label = _UNDECIDED if self.standing == "undecided" else _DEAD[self.why]
            said = label.fill(language, **facts)
        return "; ".join([said, *notes])

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "rule": self.rule,
            "standing": self.standing,
            "why": self.why,
            "covered_by": list(self.covered_by),
            "idle": [part.to_dict(language) for part in self.idle],
            "modulo": list(self.modulo),
            "example": None if self.example is None else self.example.to_dict(),
            "message": self.describe(language),
        }

    def __repr__(self) -> str:
        return f"<RuleVerdict {self}>"


@frozen(repr=False)
class Gap(Described):
    """Complaints of a category (None: without one) that no rule may take: a desk receives them.

    `example` is one of them. Without an example the rules take all of them.
    """

    category: str | None
    example: Witness | None
    standing: Literal["open", "closed", "undecided"]

    def _full(self, language: Language) -> str:
        """Say in a sentence whether rules take all complaints of the category."""
        category = _NO_CATEGORY.describe(language) if self.category is None else self.category
        title = "" if self.example is None else self.example.describe(language, short=True)
        return _GAPS[self.standing].fill(language, category=category, title=title)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "category": self.category,
            "standing": self.standing,
            "example": None if self.example is None else self.example.to_dict(),
            "message": self.describe(language),
        }

    def __repr__(self) -> str:
        return f"<Gap {self}>"


@frozen(repr=False)
class BookAnalysis(Described):
    """The verdicts on the rules of a book, in its order.

    All is said of complaints that were tried nowhere and accuse nobody: a rule that is dead may
    still help one that accuses the agency of the rule before it. Of a rule with alternates it is
    said of those that accuse somebody, too.
    """

    verdicts: tuple[RuleVerdict, ...]

    def __getitem__(self, rule: str) -> RuleVerdict:
        """Find the verdict on a rule; UnknownCode when the book has no such rule."""
        by_rule = {verdict.rule: verdict for verdict in self.verdicts}
        if rule not in by_rule:
            raise UnknownCode("rule", rule, by_rule)
        return by_rule[rule]

    def __iter__(self) -> Iterator[RuleVerdict]:
        return iter(self.verdicts)

    def __len__(self) -> int:
        return len(self.verdicts)

    def with_standing(self, standing: Standing) -> tuple[RuleVerdict, ...]:
        """Give the verdicts on the rules that are live, dead, or undecided."""
        return tuple(verdict for verdict in self.verdicts if verdict.standing == standing)

    def _full(self, language: Language) -> str:
        """Say how many rules are live, and what is wrong with each that is not, or not wholly."""
        wrong = (verdict for verdict in self.verdicts if verdict.standing != "live" or verdict.idle)
        return "\n".join([self._summary(language), *(each.describe(language) for each in wrong)])

    def _summary(self, language: Language) -> str:
        counts = Counter(verdict.standing for verdict in self.verdicts)
        sizes = {name: counts[name] for name in get_args(Standing)}
        return _SUMMARY.fill(language, rules=len(self), **sizes)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {"rules": [verdict.to_dict(language) for verdict in self.verdicts]}

    def __repr__(self) -> str:
        return f"<BookAnalysis {self._summary('en')}>"


def analyse(
    router: Router,
    *,
    on: date | None = None,
    since: date | None = None,
    questions: int = QUESTIONS_LIMIT,
) -> BookAnalysis:
    """Find out which rules of a router's book ever decide, and which parts of them are idle.

    Args:
        router: The book at work in its directory.
        on: The day of receipt of the complaints; without it, and without `since`, any day.
        since: Or the first of these days.
        questions: Bounds the work for one rule or part, and with it the work for all of them: the
            answer to a harder one is "undecided", and so is what is left when it is used up.

    >>> from sp4n.sample import sample_policy
    >>> {verdict.standing for verdict in analyse(sample_policy().router)}
    {'live'}
    """
    try:
        analyst = _Analyst(router, since if on is None else on, on, questions)
    except BudgetExceeded:
        return BookAnalysis(tuple([RuleVerdict(rule.id, "undecided") for rule in router.book]))
    return BookAnalysis(tuple(map(analyst.verdict, analyst.places)))


def gaps(
    router: Router, *, on: date | None = None, questions: int = QUESTIONS_LIMIT
) -> tuple[Gap, ...]:
    """Find out for which categories some complaint is taken by no rule, and goes to a desk.

    The first gap is that of complaints without a category. A book that closes a gap takes every
    complaint of the category, whatever it says and wherever it comes from.

    Args:
        router: The book at work in its directory.
        on: The day of receipt of the complaints; without it, any day.
        questions: Bounds the work for one gap, and with it the work for all of them.

    >>> from sp4n.sample import sample_policy
    >>> gaps(sample_policy().router)[0].standing
    'open'
    """
    categories = (None, *router.directory.categories)
    try:
        analyst = _Analyst(router, on, on, questions)
    except BudgetExceeded:
        return tuple(Gap(category, None, "undecided") for category in categories)
    return tuple(map(analyst.gap, categories))


class _Analyst:
    """Answers questions about one router's book."""

    def __init__(
        self, router: Router, first_on: date | None, last_on: date | None, questions: int
    ) -> None:
        spread = Spread.of(router)
        work = work_for(questions, spread.router.book)
        ground = Ground((spread,), work, first_on=first_on, last_on=last_on)
        self.rules = spread.router.book.rules
        self.places = spread.places
        self._named = partial(original_names, (spread,))
        self.space, self.texts = ground.space, ground.texts
        (self.book,) = ground.books
        self.inquiry = Inquiry(ground, self.book, questions)
        self._minding = {rank for ranks in spread.places if len(ranks) > 1 for rank in ranks}
        self._nobody = (self.space.accuses_nobody(),) if self._minding else ()
        self._has_bounds = first_on is not None

    def verdict(self, ranks: Sequence[int]) -> RuleVerdict:
        """Give the verdict on a rule; one with alternates has several ranks."""
        first = said = self._verdict_at(ranks[0])
        for rank in ranks[1:]:
            if said.standing == "live":
                break
            said = self._verdict_at(rank)
            first = said if said.standing == "undecided" else first
        return evolve(said if said.standing == "live" else first, rule=self.rules[ranks[0]].id)

    def _verdict_at(self, rank: int) -> RuleVerdict:
        """Give the verdict on one agency of a rule."""
        rule = self.rules[rank]
        answer = self.inquiry.search(rank, self._decided(rank))
        if answer.witness is not None:
            idle: list[IdlePart] = []
            with suppress(BudgetExceeded):  # what was not found idle is not said to be
                idle.extend(self._idle(rank, answer.witness))
            return RuleVerdict(rule.id, "live", answer.witness, idle=tuple(idle))
        modulo = self.book.modulo((rank, *answer.in_the_way))
        why = self._why(rank, answer)
        if why is None:
            return RuleVerdict(rule.id, "undecided", modulo=modulo)
        covered_by = self._named(self.rules[earlier].id for earlier in answer.in_the_way)
        return RuleVerdict(rule.id, "dead", None, why, covered_by, modulo=modulo)

    def _decided(self, rank: int) -> tuple[Formula, ...]:
        """Say that a rule decides; without alternates, a complaint that accuses nobody."""
        return (self.book.decides[rank], *(() if rank in self._minding else self._nobody))

    def gap(self, category: str | None) -> Gap:
        """Look for a complaint of a category that no rule takes."""
        asked = (self.space.has_category(category), *self._nobody)
        answer = self.inquiry.search(None, asked)
        if answer.witness is not None:
            return Gap(category, answer.witness, "open")
        return Gap(category, None, "closed" if answer.is_decided else "undecided")

    def _why(self, rank: int, answer: Answer) -> WhyDead | None:
        """Say why a rule never decides; None when that was not found out."""
        if answer.in_the_way or not answer.is_decided:
            return "covered" if answer.is_decided else None
        try:
            return self._why_ever(rank)
        except BudgetExceeded:
            return None

    def _why_ever(self, rank: int) -> WhyDead:
        """Say why a rule would not decide even if it came first."""
        rule, asked = self.rules[rank], [self.book.asks[rank]]
        if self.inquiry.is_impossible(asked):
            return "not_in_force" if self._is_of_other_days(rank) else "contradiction"
        asked.append(self.book.in_force(rule))
        if rule.to is None or self.inquiry.is_impossible(asked):
            return "not_in_force"
        asked.append(self.book.is_there(rule.to))
        return "no_agency" if self.inquiry.is_impossible(asked) else "not_competent"

    def _is_of_other_days(self, rank: int) -> bool:
        """Tell whether a rule asks for what can be, but on none of the days in question."""
        asked = self.book.asks_on_some_day(rank)
        return self._has_bounds and not self.inquiry.is_impossible([asked])

    def _idle(self, rank: int, example: Witness) -> Iterator[IdlePart]:
        """Find the words and values with which a complaint never gets to the rule's agency."""
        read = self.texts.read
        words = (*read(example.complaint.title), "", *read(example.complaint.body))
        met = self.texts.found_in(words)
        left: list[Asks | Mentions] = []
        for part in dict.fromkeys(choices(self.book.says[rank])):
            if isinstance(part, Mentions) and self._is_never_found(part):
                yield IdlePart(as_written(part), "never_found")
            elif part not in met:
                left.append(part)
        yield from self._idle_among(rank, left)

    def _idle_among(self, rank: int, parts: Sequence[Asks | Mentions]) -> Iterator[IdlePart]:
        """Find idle parts: a complaint with all of them shows at once that none is."""
        if len(parts) == 1:
            yield from self._if_idle(rank, parts[0])
        elif parts and not self._are_in_one(rank, parts):
            middle = len(parts) // 2
            yield from self._idle_among(rank, parts[:middle])
            yield from self._idle_among(rank, parts[middle:])

    def _are_in_one(self, rank: int, parts: Sequence[Asks | Mentions]) -> bool:
        """Tell whether the rule decides a complaint that has all of some parts."""
        formulas = map(self.space.formula, parts)
        return self.inquiry.search(rank, (*self._decided(rank), *formulas)).witness is not None

    def _is_never_found(self, part: Mentions) -> bool:
        return not self.texts.chunks(part) and self.texts.knows_all_chunks(part)

    def _if_idle(self, rank: int, part: Asks | Mentions) -> Iterator[IdlePart]:
        formula = self.space.formula(part)
        answer = self.inquiry.search(rank, (*self._decided(rank), formula))
        if answer.witness is not None or not answer.is_decided:
            return
        covering = [self.rules[earlier] for earlier in answer.in_the_way]
        if not covering:
            yield from self._why_idle(part, (self.book.asks[rank], formula))
        elif {rule.to for rule in covering} != {self.rules[rank].to}:
            covered_by = self._named(rule.id for rule in covering)
            yield IdlePart(as_written(part), "covered", covered_by)

    def _why_idle(self, part: Asks | Mentions, asked: Sequence[Formula]) -> Iterator[IdlePart]:
        """Say why no complaint with a part gets to the agency; nothing, if that is too hard."""
        with suppress(BudgetExceeded):
            is_impossible = self.inquiry.is_impossible(asked)
            yield IdlePart(as_written(part), "never_found" if is_impossible else "not_competent")
