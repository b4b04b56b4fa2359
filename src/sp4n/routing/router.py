"""The router: from a complaint to an agency, always (*No Wrong Door*)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from attrs import field, frozen

from sp4n.errors import Fault
from sp4n.model.complaint import Complaint
from sp4n.model.directory import Directory
from sp4n.quiet import shown_short
from sp4n.routing.facts import RoutingFacts
from sp4n.routing.route import Outcome, Route, Step
from sp4n.routing.rulebook import Rule, RuleBook, misfits
from sp4n.routing.text import Normaliser, normalise
from sp4n.routing.walking import Strategy, Walk, name_of
from sp4n.validation import (
    date_fault,
    function_fault,
    items_or_as_given,
    list_faults,
    refuse,
    set_faults,
    set_or_as_given,
    type_fault,
)


def strategies_of(given: Iterable[Strategy]) -> tuple[Strategy, ...]:
    """Take in strategies; what is not iterable stays as it is, to be refused."""
    return items_or_as_given(given)


@shown_short
@frozen
class Router:
    """Routes complaints by a directory and a rule book; it can't return nothing.

    The rules are read from the top. The first one that matches decides, if its agency, or the first
    of its alternates, may have the complaint: it is competent (active, region, category), the
    complaint accuses neither it nor one above it, it was not tried before, and it is not without a
    liaison officer (*pejabat penghubung*) on the day of receipt while its parent has one; the root
    has no parent. Once an agency has ended, a rule sends to the one that follows it; where several
    do, it is passed over. Remarks (rules without an agency) add their proposals wherever they
    stand. When no rule decides, the strategies are asked in order; then the front desks from the
    complaint's region upward, under the same conditions; and at last the root, come what may.

    Code that was plugged in can't stop it: a predicate or strategy that raises, or answers with
    anything but an answer, is passed over, and for such a normaliser `normalise` steps in. The
    words of the rules are read by the same normaliser as the complaints: the book anew, where need
    be.

    Construction refuses, all at once (InvalidValue): rules with agencies that the directory does
    not have, or with categories that its tree does not have; and then words of rules that the
    normaliser can't read.

    >>> from datetime import datetime, timezone
    >>> from sp4n.model import Agency
    >>> from sp4n.routing import AnyWord
    >>> directory = Directory([
    ...     Agency("NASIONAL", "Admin nasional"),
    ...     Agency("KOTA", "Kota Contoh", parent="NASIONAL", region="99.71", front_desk=True),
    ...     Agency("DPU", "Dinas Pekerjaan Umum", parent="KOTA", region="99.71"),
    ... ])
    >>> book = RuleBook([Rule("broken-road", AnyWord(["lubang", "aspal"]), to="DPU")])
    >>> router = Router(directory, book)
    >>> complaint = Complaint("1", "Jalan", "Jalan berlubang", datetime.now(timezone.utc),
    ...     region="99.71")
    >>> print(router.route(complaint, on=date(2026, 1, 5)))
    DPU (rule broken-road; any_word: berlubang ← lubang)
    >>> print(router.route(complaint, on=date(2026, 1, 5), excluding=["DPU"]))
    KOTA (front desk)
    """

    directory: Directory
    book: RuleBook = field(factory=RuleBook)
    strategies: tuple[Strategy, ...] = field(default=(), converter=strategies_of)
    normaliser: Normaliser = field(default=normalise, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            type_fault(Directory, self.directory, "directory", "directory"),
            type_fault(RuleBook, self.book, "book", "rule_book"),
            *list_faults(object, self.strategies, "strategies", "function"),
            function_fault(self.normaliser, "normaliser"),
        )
        refuse(
            *(
                function_fault(strategy, f"strategies[{at}]")
                for at, strategy in enumerate(self.strategies)
            )
        )
        refuse(*misfits(enumerate(self.book), self.directory))
        object.__setattr__(self, "book", self.book.read_by(self.normaliser))

    @property
    def strategy_names(self) -> tuple[str, ...]:
        """What its strategies are called, in order."""
        return tuple(map(name_of, self.strategies))

    def facts(
        self, complaint: Complaint, on: date, *, normaliser: Normaliser | None = None
    ) -> RoutingFacts:
        """Prepare a complaint as the rules see it, read by the router's own normaliser."""
        return RoutingFacts.of(
            complaint,
            categories=self.directory.categories,
            on=on,
            vocabulary=self.book.vocabulary,
            normaliser=self.normaliser if normaliser is None else normaliser,
        )

    def route(self, complaint: Complaint, *, on: date, excluding: Iterable[str] = ()) -> Route:
        """Find the agency for a complaint that was received on a day.

        Args:
            complaint: As it came.
            on: The day of receipt.
            excluding: The agencies that were tried before; only the root is used even so.

        Raises:
            InvalidValue: An argument is of a wrong type; nothing else is ever raised.
        """
        walk = self._walk(complaint, on, excluding)
        return walk.route(self.book, self.strategies)

    def deciding_rule(
        self, complaint: Complaint, *, on: date, excluding: Iterable[str] = ()
    ) -> Rule | None:
        """Find only the rule that decides, the one that `route` names, without saying why.

        None when no rule does, so that the complaint goes to whom strategies and desks say. The
        arguments, and what is raised, are those of `route`.
        """
        return next(self.deciding_rules(complaint, on=on, excluding=excluding), None)

    def deciding_rules(
        self,
        complaint: Complaint,
        *,
        on: date,
        excluding: Iterable[str] = (),
        reading: Callable[[Rule], object] = bool,
    ) -> Iterator[Rule]:
        """Walk over the rules that would decide, each if none of those before it did.

        `reading` is told of every rule that is read for it; all else is as for `route`.
        """
        return self._walk(complaint, on, excluding).deciders(self.book, reading)

    def remarks(self, rule: Rule, complaint: Complaint, *, on: date) -> bool:
        """Tell whether a rule without an agency remarks a complaint; InvalidValue as for `route`.

        >>> from sp4n.sample import sample_complaints, sample_policy
        >>> router, complaint = sample_policy().router, sample_complaints(1)[0]
        >>> router.remarks(router.book.rules[0], complaint, on=date(2026, 1, 5))
        False
        """
        walk = self._walk(complaint, on, ())
        looked_at = any(remark is rule for _, remark in self.book.remarks(walk.facts))
        return looked_at and walk.matches(rule) and rule.is_in_force(on)

    def _walk(self, complaint: Complaint, on: date, excluding: Iterable[str]) -> "Walk":
        tried = set_or_as_given(excluding)
        if tried != frozenset() or type(complaint) is not Complaint or type(on) is not date:
            refuse(
                type_fault(Complaint, complaint, "complaint", "complaint"),
                date_fault(on, "on"),
                *set_faults(_text_fault, tried, "excluding"),
            )
        facts, failed = self._read(complaint, on)
        return Walk(self.directory, complaint, on, tried, facts, failed)

    def _read(self, complaint: Complaint, on: date) -> tuple[RoutingFacts, tuple[Step, ...]]:
        """Prepare a complaint, by `normalise` when the normaliser of one's own fails."""
        try:
            return self.facts(complaint, on), ()
        except Exception:  # noqa: BLE001  # foreign code must not cost a citizen the way
            failed = Step("normaliser", Outcome.FAILED, None, name_of(self.normaliser))
            return self.facts(complaint, on, normaliser=normalise), (failed,)


def _text_fault(value: object, where: str) -> Fault | None:
    return type_fault(str, value, where, "text")
