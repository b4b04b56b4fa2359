"""The policy (*kebijakan*): everything a city decides about its complaints, as one value."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from sp4n.errors import InvalidValue
from sp4n.model import Actor, Complaint, Directory
from sp4n.policy.offices import PolicyOfOffices
from sp4n.policy.parts import proposal_of
from sp4n.progress import Progress
from sp4n.quiet import shown_short
from sp4n.reader import PolicyError
from sp4n.routing import Route
from sp4n.sla import DueAction, due_actions, next_due_at
from sp4n.validation import date_fault, instant_fault, refuse, type_fault
from sp4n.workdays.receipt import day_of_receipt
from sp4n.workflow import (
    Accepted,
    Case,
    Command,
    Divergence,
    Needs,
    Refused,
    join_cases,
    replay,
)

if TYPE_CHECKING:
    from sp4n.findings import Finding
    from sp4n.monitoring import Snapshot
    from sp4n.policy.lab.batches import Item
    from sp4n.policy.lab.comparison import Comparison
    from sp4n.policy.lab.simulation import Simulation


@shown_short
@frozen
class Policy(PolicyOfOffices):
    """A city's choices: workflow, service standards, rule book and calendar settings.

    It is versioned and immutable: prototyping means making a second one. It is *bound to* a
    directory, which has its own file or comes from a database: a new officer makes no new version.
    Everything that needs agencies or officers raises PolicyError (`not_bound`) until `bind`.

    Attributes:
        name: What the city calls it.
        version: The version of the rules.
        workflow: By which table new cases go on.
        standards: The service standards; by default LAPOR!'s own.
        book: The rules by which complaints are routed.
        calendar_settings: The city's week, zone, office hours and closures.
        decrees: Joint decrees that the library doesn't know yet; for each year the one signed last
            is in force.
        older_workflows: Earlier tables: cases that are pinned to one go on by it.
        amendments: What a later decree does to a running clock (``follow`` or ``keep``).
        receive_at: Who receives a complaint that names no agency (``front_desk`` or ``national``).
        receive_confidential_at: Who receives what the route marks as oversight or confidential
            (``desk``, ``government`` or ``national``).
        strategies: Asked for an agency when no rule decides.
        normaliser: Turns texts, the words of the rules among them, into words.
        bound_to: The directory, or None.

    Raises:
        InvalidValue: A part is of a wrong type or contradicts another, or a rule of a bound policy
            names an agency or a category that the directory does not have.

    >>> from sp4n.sample import sample_policy
    >>> sample_policy().version
    '2026.1'
    """

    def bind(self, directory: Directory) -> "Policy":
        """Give the same policy at work in a directory.

        Raises PolicyError when the rules name agencies or categories that the directory lacks.
        """
        try:
            return evolve(self, bound_to=directory)
        except InvalidValue as error:
            raise PolicyError(*error.faults) from None

    def route(
        self, complaint: Complaint, *, at: datetime | None = None, excluding: Iterable[str] = ()
    ) -> Route:
        """Propose an agency for a complaint: always one (*No Wrong Door*).

        Args:
            complaint: As it came.
            at: On whose date the rules are in force; by default when it was submitted.
            excluding: Agencies that were tried already (`Case.tried`).

        Raises:
            InvalidValue: An argument is of a wrong type, or `at` has no offset.
            PolicyError: The policy is not bound to a directory.
        """
        refuse(type_fault(Complaint, complaint, "complaint", "complaint"))
        instant = complaint.submitted_at if at is None else at
        refuse(instant_fault(instant, "at"))
        on = day_of_receipt(self.calendar(), instant)
        return self.router.route(complaint, on=on, excluding=excluding)

    def receive(self, complaint: Complaint, *, at: datetime, by: Actor | None = None) -> Case:
        """Begin a case: the admin who verifies it holds it, the proposed route is on record.

        See `Procedure.receive` for who that is and what is refused.

        Args:
            complaint: As it came.
            at: When it was received.
            by: The reporter (by default), or the officer who keyed it in.

        Raises:
            CommandRefused: With every reason.
        """
        proposal = proposal_of(self.route(complaint, at=at))
        return self.procedure.receive(
            complaint,
            at=at,
            by=by,
            proposal=proposal,
            receive_at=self.receive_at,
            receive_confidential_at=self.receive_confidential_at,
        )

    def adopt(
        self, complaint: Complaint, *, status: str, holder: str, source: str, at: datetime
    ) -> Case:
        """Take over a case that began in another system; see `Procedure.adopt`.

        Args:
            complaint: As it came.
            status: In which status it is there.
            holder: The code of the agency that holds it.
            source: What the other system is called.
            at: When it was taken over.
        """
        return self.procedure.adopt(complaint, status=status, holder=holder, source=source, at=at)

    def decide(
        self,
        case: Case,
        command: Command,
        *,
        by: Actor,
        at: datetime,
        based_on: int | None = None,
        not_after: datetime | None = None,
    ) -> Accepted | Refused:
        """Say whether a command is allowed, and what it would do or every reason why not.

        Args:
            case: As it stands.
            command: What somebody wants to do.
            by: Who; whoever has two appointments says in which one they act.
            at: When.
            based_on: The version of the case that they looked at, if it is known.
            not_after: The clock of the caller: *at* may not lie after it.
        """
        return self.procedure.decide(
            case, command, by=by, at=at, based_on=based_on, not_after=not_after
        )

    def perform(
        self,
        case: Case,
        command: Command,
        *,
        by: Actor,
        at: datetime,
        based_on: int | None = None,
        not_after: datetime | None = None,
    ) -> Case:
        """Do what a command says, and give the case afterwards.

        Args:
            case: As it stands.
            command: What somebody wants to do.
            by: Who; whoever has two appointments says in which one they act.
            at: When.
            based_on: The version of the case that they looked at, if it is known.
            not_after: The clock of the caller: *at* may not lie after it.

        Raises:
            CommandRefused: With every reason.
        """
        return self.procedure.perform(
            case, command, by=by, at=at, based_on=based_on, not_after=not_after
        )

    def join(self, duplicate: Case, into: Case, *, by: Actor, at: datetime) -> tuple[Case, Case]:
        """Join a duplicate to another case; give both afterwards. See `sp4n.workflow.join_cases`.

        Needs the extension ``duplicates``.

        Args:
            duplicate: The case that ends.
            into: The one that goes on.
            by: Who joins them.
            at: When.

        Raises:
            CommandRefused: With every reason.
        """
        return join_cases(self.procedure, duplicate, into=into, by=by, at=at)

    def replay(self, cases: Iterable[Case]) -> tuple[Divergence, ...]:
        """Give every fact on record that this policy would refuse, or would lead elsewhere.

        Case by case, in the order of the events; see `sp4n.workflow.replay`. Raises InvalidValue if
        *cases* is not an iterable of Case.
        """
        refuse(type_fault(Iterable, cases, "cases", "list"))
        return tuple(found for case in cases for found in replay(self.procedure, case))

    def options(
        self, case: Case, *, by: Actor, at: datetime
    ) -> Mapping[str, Accepted | Refused | Needs]:
        """Say for every command what an actor may do with a case now.

        Args:
            case: As it stands.
            by: Who asks.
            at: When.
        """
        return self.procedure.options(case, by=by, at=at)

    def due_actions(self, case: Case, *, now: datetime) -> tuple[DueAction, ...]:
        """Give what the system has to do with a case by now: its timers, and whom to remind.

        Commands come first; after one the other actions are stale. See `sp4n.sla.due_actions`.
        """
        return due_actions(
            self.procedure,
            case,
            now=now,
            standards=self.standards,
            calendar_on=self._calendar_on,
            amendments=self.amendments,
        )

    def next_due_at(self, case: Case, *, now: datetime | None = None) -> datetime | None:
        """Give the instant from which `due_actions` has something to do, or None.

        It may lie in the past: then it is due already. With `now`, reminders that were due before
        count as sent. See `sp4n.sla.next_due_at` for when it has to be worked out anew.
        """
        return next_due_at(
            self.procedure,
            case,
            standards=self.standards,
            calendar_on=self._calendar_on,
            amendments=self.amendments,
            now=now,
        )

    def check(
        self,
        *,
        on: date | None = None,
        cases: Iterable[Case] = (),
        include_accepted: bool = False,
    ) -> "tuple[Finding, ...]":
        """Look for what would let a complaint down: errors first, then warnings.

        Args:
            on: The day by which appointments, agencies, rules and standards are judged; without it,
                those count that have no end.
            cases: Their statuses and phases on record are held against the workflow that each is
                pinned to; those are told that are stranded, or held by an agency that has ended.
            include_accepted: Adds, at the end, what LAPOR!'s own table is known for
                (`Finding.accepted_because` says why it is accepted).

        Raises:
            InvalidValue: `on` is not a plain date, or `cases` is not an iterable of Case.
            PolicyError: The policy is not bound to a directory.
        """
        from sp4n.policy.findings import check_policy
        from sp4n.workflow.replaying import check_cases
        from sp4n.workflow.versions import check_tables

        refuse(None if on is None else date_fault(on, "on"))
        of_cases = check_cases(self.procedure, cases, on)
        of_tables = check_tables((self.workflow, *self.older_workflows))
        found = check_policy(self.workflow, self.standards, self.router, on, of_tables)
        findings = (*of_cases, *found)
        return tuple(each for each in findings if include_accepted or not each.is_accepted)

    def snapshot(
        self, cases: Iterable[Case], *, now: datetime, progress: Progress = False
    ) -> "Snapshot":
        """Read cases at an instant, so that indicators can be worked out of them.

        By the policy's own standards, statuses and calendar; `sp4n.monitoring.report` comes next.

        Args:
            cases: The cases.
            now: The instant.
            progress: Told how many cases are done; True shows a bar.

        >>> from sp4n.monitoring import report
        >>> from sp4n.sample import sample_cases, sample_policy
        >>> now = datetime.fromisoformat("2026-03-27T17:00+07:00")
        >>> report(sample_policy().snapshot(sample_cases(), now=now))["follow_up_rate"].value
        Share(part=32, of=40)
        """
        from sp4n.monitoring import observe

        return observe(
            cases,
            now=now,
            calendar=self._calendar_on(None),
            standards=self.standards,
            workflow=self.workflow,
            calendar_on=self._calendar_on,
            amendments=self.amendments,
            progress=progress,
        )

    def simulate(
        self,
        items: "Iterable[Item]",
        *,
        now: datetime,
        progress: Progress = False,
        map: Callable[..., Iterable[Any]] = map,  # noqa: A002  # what every executor calls it
    ) -> "Simulation":
        """Find out what this policy does with cases, recorded or seeded, or with bare complaints.

        Each is routed as it came, on the day of receipt (of adoption); the clocks of each case are
        read at `now`. What happened to a case stays as it is on record: breaches are those of the
        recorded dates by this policy's standards and calendar, charged to who had them. A bare
        complaint has no clocks. What is raised is as for `compare`.

        Args:
            items: Complaints and cases.
            now: The instant at which clocks are read.
            progress: As for `compare`.
            map: As for `compare`.

        >>> from sp4n.sample import sample_cases, sample_policy
        >>> now = datetime.fromisoformat("2026-03-27T17:00+07:00")
        >>> sample_policy().simulate(sample_cases(), now=now)
        <Simulation Kota Contoh 2026.1: 40 items, 19 breaches>
        """
        from sp4n.policy.lab.simulation import simulate

        return simulate(self, items, now=now, progress=progress, map=map)

    def compare(
        self,
        other: "Policy",
        items: "Iterable[Item]" = (),
        *,
        now: datetime | None = None,
        progress: Progress = False,
        map: Callable[..., Iterable[Any]] = map,  # noqa: A002  # what every executor calls it
    ) -> "Comparison":
        """Find out what another policy would do differently with complaints, or cases.

        The rules are compared exactly, if both are bound to equal directories, and all other parts
        one by one. The items are replayed: each is routed by both as it came, on the day of receipt
        (of adoption). For cases, the other workflow is asked for the facts that it would refuse or
        lead elsewhere, and, with `now`, the clocks of both are read as `simulate` does, by standard
        codes.

        Args:
            other: The other policy.
            items: Complaints and cases.
            now: The instant at which clocks are read; without it, they are not.
            progress: Told how many items are done and how many there are; True shows a bar
                (``pip install 'sp4n[progress]'``).
            map: That of any executor: it is called with a function and batches of items, which are
                pickled for other processes, policies included.

        Raises:
            InvalidValue: `other` is not a Policy, `items` is not an iterable of Complaint and Case,
                `now` has no offset, or `map` loses answers.
            PolicyError: One of the policies is not bound to a directory.
            MissingExtra: A bar was asked for, and tqdm is not installed.

        >>> from sp4n.sample import sample_complaints, sample_policy
        >>> policy = sample_policy()
        >>> print(policy.compare(policy, sample_complaints(20)))
        Kota Contoh 2026.1 -> 2026.1: 0 of 20 complaints would go to another agency
        rules: it is proven that every complaint goes to the same agency
        """
        refuse(type_fault(Policy, other, "other", "policy"))
        from sp4n.policy.lab.comparing import compare

        return compare(self, other, items, now=now, progress=progress, map=map)
