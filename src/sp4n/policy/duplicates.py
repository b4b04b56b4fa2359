"""What a policy does with duplicates: joining them, undoing that, and what their reporters see."""

from collections.abc import Iterable
from datetime import datetime

from attrs import frozen

from sp4n.model import Actor
from sp4n.policy.offices import PolicyOfOffices
from sp4n.workflow import Case, StandingAnswer, join_cases, separate_cases, standing_answer


@frozen
class PolicyOfDuplicates(PolicyOfOffices):
    """A policy by which cases are joined and separated; `Policy` says what its parts mean."""

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

    def separate(self, joined: Case, out_of: Case, *, by: Actor, at: datetime) -> tuple[Case, Case]:
        """Undo a joining; give both cases afterwards. See `sp4n.workflow.separate_cases`.

        Args:
            joined: The case that goes on by itself.
            out_of: The one that it was joined to.
            by: Who separates them.
            at: When.

        Raises:
            CommandRefused: With every reason.
        """
        return separate_cases(self.procedure, joined, out_of=out_of, by=by, at=at)

    def standing_answer(self, case: Case, *, beside: Iterable[Case] = ()) -> StandingAnswer:
        """Give what the reporter of a case may see: of a joined one, how the other one stands.

        See `sp4n.workflow.standing_answer`.

        Args:
            case: The case.
            beside: The case that it was joined to, the one that that was joined to, and so on.
        """
        return standing_answer(self.procedure, case, beside=beside)
