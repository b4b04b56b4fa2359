"""The parts of a policy: what it is made of, what is wrong with them, and what they make."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import cast, get_args

from attrs import field, fields, frozen

from sp4n.errors import Fault
from sp4n.fingerprint import fingerprint, plain
from sp4n.model import Actor, Complaint, Directory, unknown_codes
from sp4n.policy.case_routing import as_corrected, tried_by
from sp4n.reader import PolicyError
from sp4n.routing import Normaliser, Route, Router, RuleBook, Strategy, normalise
from sp4n.routing.router import strategies_of
from sp4n.sla import LAPOR_STANDARDS, Amendments, SlaReport, Standard, assess
from sp4n.sla.extending import against_extending
from sp4n.sla.standards import overlap_faults
from sp4n.validation import (
    LABEL_LIMIT_CHARACTERS,
    instant_fault,
    items_or_as_given,
    line_fault,
    list_faults,
    refuse,
    set_or_as_given,
    type_fault,
    word_fault,
)
from sp4n.workdays import CalendarSettings, Decree, WorkingCalendar, calendar_of
from sp4n.workdays.receipt import day_of_receipt
from sp4n.workflow import (
    LAPOR,
    Case,
    Procedure,
    Proposal,
    Reason,
    ReceiveAt,
    ReceiveConfidentialAt,
    Workflow,
)
from sp4n.workflow.versions import version_faults

_NOT_SAID = frozenset({"bound_to", "strategies", "normaliser"})
"""The directory has its own digest; the other two are code."""


def _standards(given: Iterable[Standard]) -> tuple[Standard, ...]:
    return items_or_as_given(given)


def _decrees(given: Iterable[Decree]) -> tuple[Decree, ...]:
    return items_or_as_given(given)


def _workflows(given: Iterable[Workflow]) -> tuple[Workflow, ...]:
    return items_or_as_given(given)


@frozen
class PolicyParts:
    """What a policy consists of, and what its parts make once they are at work in a directory.

    `Policy`, which says what they mean, adds what can be done with complaints; the laboratory works
    with the parts alone.
    """

    name: str
    version: str
    workflow: Workflow = field(default=LAPOR, repr=False)
    standards: tuple[Standard, ...] = field(
        default=LAPOR_STANDARDS, converter=_standards, repr=False
    )
    book: RuleBook = field(factory=RuleBook, repr=False)
    calendar_settings: CalendarSettings = field(factory=CalendarSettings, repr=False)
    decrees: tuple[Decree, ...] = field(default=(), converter=_decrees, kw_only=True, repr=False)
    older_workflows: tuple[Workflow, ...] = field(
        default=(), converter=_workflows, kw_only=True, repr=False
    )
    amendments: Amendments = field(default="follow", kw_only=True, repr=False)
    receive_at: ReceiveAt = field(default="front_desk", kw_only=True, repr=False)
    receive_confidential_at: ReceiveConfidentialAt = field(
        default="government", kw_only=True, repr=False
    )
    strategies: tuple[Strategy, ...] = field(
        default=(), converter=strategies_of, kw_only=True, repr=False
    )
    normaliser: Normaliser = field(default=normalise, kw_only=True, repr=False)
    bound_to: Directory | None = field(default=None, kw_only=True, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(*self._part_faults())
        refuse(*version_faults(self.workflow, self.older_workflows, "policy.older_workflows"))
        self.calendar()  # refuses decrees that contradict each other
        if self._has_hours():
            self.calendar_settings.refuse_days_without_hours()
        if self.bound_to is not None:
            self.router  # noqa: B018  # making it refuses rules that point nowhere

    @property
    def title(self) -> str:
        """Its name and version, as people tell policies apart."""
        return f"{self.name} {self.version}"

    @property
    def directory(self) -> Directory:
        """The directory that it is bound to; PolicyError (`not_bound`) when there is none."""
        if self.bound_to is None:
            raise PolicyError.of("not_bound", "directory")
        return self.bound_to

    @cached_property
    def router(self) -> Router:
        """The rule book at work in the directory."""
        return Router(self.directory, self.book, self.strategies, normaliser=self.normaliser)

    @cached_property
    def procedure(self) -> Procedure:
        """The workflow at work in the directory."""
        return Procedure(
            self.workflow,
            self.directory,
            self.calendar(),
            self.older_workflows,
            may_extend=self._may_extend,
        )

    def _may_extend(
        self, case: Case, code: str | None, by: int | None, at: datetime
    ) -> Reason | None:
        """Say what speaks against more time by one of the standards, or any."""
        return against_extending(
            case,
            code,
            by,
            at,
            standards=self.standards,
            calendar=self._calendar_on(None),
            calendar_on=self._calendar_on,
            amendments=self.amendments,
            directory=self.bound_to,
        )

    @cached_property
    def digest(self) -> str:
        """A fingerprint of what the policy says, equal for equal policies and on every machine.

        Neither the directory is in it, nor what is code: strategies and normaliser.
        """
        return fingerprint(self.to_data())

    def to_data(self) -> dict[str, object]:
        """Give all that the policy says as plain data, for its fingerprint (`digest`).

        The rules are there by the digest of their book, the older tables in the order of their
        versions: no other order says anything.
        """
        said = {
            part.name: getattr(self, part.name)
            for part in fields(PolicyParts)
            if part.name not in _NOT_SAID
        }
        older = sorted(self.older_workflows, key=attrgetter("version"))
        data = plain(said | {"book": self.book.digest, "older_workflows": older})
        return cast("dict[str, object]", data)

    def calendar(self, as_of: date | None = None) -> WorkingCalendar:
        """Give the city's working calendar, as known now or on a day."""
        return calendar_of(self.calendar_settings, as_of=as_of, decrees=self.decrees)

    @cached_property
    def _calendar_on(self) -> Callable[[date | None], WorkingCalendar]:
        """Do `calendar` and remember it: the clocks ask for the same days over and over."""
        return lru_cache(maxsize=4096)(self.calendar)  # own choice: the days of eleven years

    def route(
        self,
        complaint: Complaint | Case,
        *,
        at: datetime | None = None,
        excluding: Iterable[str] = (),
    ) -> Route:
        """Propose an agency for a complaint, or for a case: always one (*No Wrong Door*).

        A case, one that was returned say, is routed by its words, category and class as last
        corrected, and without the agencies that were tried, or follow them; the trace names those
        that were passed over, and why. What its first event says of a route stays as it is.

        Args:
            complaint: As it came; or a case, as it stands.
            at: On whose date the rules are in force; by default when the complaint was submitted,
                or when something last happened to the case.
            excluding: Agencies that were tried already, besides those of the case (`Case.tried`).

        Raises:
            InvalidValue: An argument is of a wrong type, or `at` has no offset.
            PolicyError: The policy is not bound to a directory.

        >>> from sp4n.sample import sample_complaints, sample_policy
        >>> policy, complaint = sample_policy(), sample_complaints(1)[0]
        >>> case = policy.receive(complaint, at=complaint.submitted_at)
        >>> policy.route(case) == policy.route(complaint)
        True
        """
        case = complaint if isinstance(complaint, Case) else None
        known = as_corrected(complaint) if isinstance(complaint, Case) else complaint
        refuse(type_fault(Complaint, known, "complaint", "complaint"))
        last_at = known.submitted_at if case is None else case.events[-1].at
        instant = last_at if at is None else at
        refuse(instant_fault(instant, "at"))
        on, tried = day_of_receipt(self.calendar(), instant), set_or_as_given(excluding)
        if case is not None and isinstance(tried, frozenset):
            tried |= tried_by(case, self.directory, on)
        return self.router.route(known, on=on, excluding=tried)

    def assess(self, case: Case, *, now: datetime, as_known: datetime | None = None) -> SlaReport:
        """Read every clock of a case at an instant.

        By what was known then; a later `as_known` asks for hindsight. See `sp4n.sla.assess`.
        """
        return assess(
            case,
            self.standards,
            calendar=self._calendar_on(None),
            now=now,
            calendar_on=self._calendar_on,
            amendments=self.amendments,
            as_known=as_known,
            directory=self.bound_to,
        )

    def may_know(self, case: Case, *, by: Actor, at: datetime) -> bool:
        """Tell whether somebody may learn that a case exists; see `Procedure.may_know`.

        Args:
            case: The case.
            by: Who asks.
            at: When: appointments begin and end.
        """
        return self.procedure.may_know(case, by=by, at=at)

    def unknown_codes(self, complaint: Complaint) -> tuple[Fault, ...]:
        """Give a fault for each code of a complaint that the directory does not know.

        See `sp4n.model.unknown_codes`. Raises InvalidValue if *complaint* is not a Complaint.
        """
        refuse(type_fault(Complaint, complaint, "complaint", "complaint"))
        return unknown_codes(complaint, self.directory)

    def _part_faults(self) -> list[Fault | None]:
        """Ask of each part whether it is what it should be."""
        return [
            line_fault(self.name, "policy.name", LABEL_LIMIT_CHARACTERS),
            line_fault(self.version, "policy.version", LABEL_LIMIT_CHARACTERS),
            type_fault(Workflow, self.workflow, "policy.workflow", "workflow"),
            type_fault(RuleBook, self.book, "policy.book", "rule_book"),
            type_fault(CalendarSettings, self.calendar_settings, "policy.calendar", "settings"),
            *list_faults(Standard, self.standards, "policy.standards", "standard"),
            *overlap_faults(self.standards, "policy.standards"),
            *list_faults(Workflow, self.older_workflows, "policy.older_workflows", "workflow"),
            *list_faults(Decree, self.decrees, "policy.decrees", "decree"),
            word_fault(self.amendments, get_args(Amendments), "policy.amendments"),
            word_fault(self.receive_at, get_args(ReceiveAt), "policy.receive_at"),
            word_fault(
                self.receive_confidential_at,
                get_args(ReceiveConfidentialAt),
                "policy.receive_confidential_at",
            ),
        ]

    def _needs_hours(self) -> bool:
        """Tell whether office hours matter: for some limit, or for the day of receipt."""
        periods = self.calendar_settings.periods
        return self._has_hours() or any(
            held.late_receipt == "next-working-day" for _, held in periods
        )

    def _has_hours(self) -> bool:
        """Tell whether some limit is in working hours, so that every working day needs hours."""
        timers = [limit for row in self.workflow.transitions for limit in (row.after, row.until)]
        limits = [limit for standard in self.standards for limit in standard.limits]
        return any(limit is not None and limit.unit == "working hours" for limit in timers + limits)


def proposal_of(route: Route) -> Proposal:
    """Give what a case remembers of a route."""
    proposals = route.proposals
    return Proposal(
        route.agency,
        route.via,
        route.rule,
        proposals.classification,
        proposals.confidential,
        supporting=route.supporting,
        urgent=proposals.urgent,
        ask_for_completion=proposals.ask_for_completion,
    )
