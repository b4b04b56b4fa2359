"""What a policy does when registers and offices change, and when a record has to be put right."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from attrs import frozen

from sp4n.model import Actor, Agency, Complaint
from sp4n.policy.parts import PolicyParts
from sp4n.workflow import Case, PastStep, hand_over, set_right

if TYPE_CHECKING:
    from sp4n.policy.reorganising import Reorganisation


@frozen
class PolicyOfOffices(PolicyParts):
    """A policy whose offices change, and whose cases may have begun in other systems.

    `Policy` says what its parts mean.
    """

    def adopt(
        self,
        complaint: Complaint,
        *,
        status: str,
        holder: str,
        source: str,
        at: datetime,
        since_at: datetime | None = None,
        first_disposed_at: datetime | None = None,
        steps: Iterable[PastStep] = (),
    ) -> Case:
        """Take over a case that began in another system; see `Procedure.adopt`.

        Args:
            complaint: As it came.
            status: In which status it is there.
            holder: The code of the agency that holds it.
            source: What the other system is called.
            at: When it was taken over.
            since_at: When it came into that status, or to that agency.
            first_disposed_at: When it was first handed to an office.
            steps: All dated steps that are known, in order.
        """
        return self.procedure.adopt(
            complaint, status=status, holder=holder, source=source, at=at, since_at=since_at,
            first_disposed_at=first_disposed_at, steps=steps,
        )  # fmt: skip

    def hand_over(
        self, case: Case, at: datetime, *, to: str | None = None, by: Actor | None = None
    ) -> Case:
        """Move what an ended agency holds to its successor; see `sp4n.workflow.hand_over`.

        Args:
            case: The case; one whose holder has not ended stays as it is.
            at: When.
            to: Which of several successors.
            by: An admin who reaches the case, or the system (the default).

        Raises:
            CommandRefused: With every reason.
        """
        return hand_over(self.procedure, case, at, to=to, by=by)

    def set_right(
        self,
        case: Case,
        times: Mapping[int, datetime],
        *,
        why: str,
        by: Actor,
        at: datetime,
        not_after: datetime | None = None,
    ) -> Case:
        """Set wrong times of events right, as an admin above; see `sp4n.workflow.set_right`.

        Args:
            case: The case.
            times: The right time of each event, by its number.
            why: Why, in words.
            by: An admin above all who hold the case or held it then; at the root its own admin.
            at: When they are set right.
            not_after: The clock of the caller: *at* may not lie after it.

        Raises:
            CommandRefused: With every reason.
        """
        return set_right(self.procedure, case, times, why=why, by=by, at=at, not_after=not_after)

    def merged(
        self, codes: Iterable[str], into: Agency | str, *, on: date, letter: str | None = None
    ) -> "Reorganisation[Self]":
        """Give the policy after agencies were merged into a new one, or into one that is there.

        They end on the day, and the other follows them: it gets their people, and, if it was there
        already and has a mandate, theirs besides. Rules that name them stay: they send to the
        successor from that day on. What hangs below them hangs below the successor.

        Args:
            codes: The agencies that end.
            into: Which follows them: a new agency, or the code of one that stays.
            on: The first day of the new order.
            letter: The letter by which people are appointed anew.

        Raises:
            UnknownCode: The directory has no such agency.
            InvalidValue: One of them has ended already (``already_ended``), is the root
                (``root_stays``) or named twice, or the new directory would be unsound.
            PolicyError: The policy is not bound to a directory.

        >>> from sp4n.sample import sample_policy
        >>> change = sample_policy().merged(["DISTAN"], "DISDAGIN", on=date(2026, 7, 1))
        >>> change.policy.directory.in_office("DISTAN", date(2026, 7, 1))
        'DISDAGIN'
        """
        from sp4n.policy.reorganising import merged

        return merged(self, codes, into, on=on, letter=letter)

    def renamed(
        self,
        code: str,
        name: str,
        *,
        on: date,
        to: str | None = None,
        letter: str | None = None,
    ) -> "Reorganisation[Self]":
        """Give the policy after an agency was renamed, with a new code if there is one.

        Without a new code it remembers what it was called. With one it ends, and a new agency that
        is like it in all else follows it, as after a merger.

        Args:
            code: The agency.
            name: What it is called from that day on.
            on: The first day of the new name.
            to: The new code, if it gets one.
            letter: The letter by which people are appointed anew, if it gets a new code.

        Raises:
            UnknownCode: The directory has no such agency.
            InvalidValue: As for `merged`.
            PolicyError: The policy is not bound to a directory.
        """
        from sp4n.policy.reorganising import renamed

        return renamed(self, code, name, on=on, to=to, letter=letter)

    def split(
        self,
        code: str,
        into: Iterable[Agency | str],
        *,
        on: date,
        officers: Mapping[str, str] | None = None,
        rules: Mapping[str, str] | None = None,
        children: Mapping[str, str] | None = None,
        rest: str | None = None,
        letter: str | None = None,
    ) -> "Reorganisation[Self]":
        """Give the policy after an agency was split; who follows whom has to be chosen.

        A rule that names it ends on the day, and a twin that names the chosen successor begins.

        Args:
            code: The agency that ends.
            into: Which follow it: new agencies, or codes of some that stay.
            on: The first day of the new order.
            officers: To which of them each officer goes, by id.
            rules: To which of them each rule sends, by id.
            children: Below which of them each agency hangs that hung directly below it, by code.
            rest: Where all others go; without it, each must be named.
            letter: The letter by which people are appointed anew.

        Raises:
            UnknownCode: The directory has no such agency.
            InvalidValue: An officer, a rule or an agency below is neither named nor among the
                rest (``choice_needed``); or as for `merged`.
            PolicyError: The policy is not bound to a directory.
        """
        from sp4n.policy.reorganising import split

        return split(
            self,
            code,
            into,
            on=on,
            chosen={
                "officers": {} if officers is None else officers,
                "rules": {} if rules is None else rules,
                "children": {} if children is None else children,
            },
            rest=rest,
            letter=letter,
        )
