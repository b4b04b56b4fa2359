"""Standing answers: what a reporter sees of a case, or of the one that theirs was joined to."""

from collections.abc import Iterable
from datetime import datetime

from attrs import evolve, field, frozen

from sp4n.errors import Fault, InvalidValue, fault, shown
from sp4n.labels import Language, Wording
from sp4n.quiet import shown_short
from sp4n.validation import items_or_as_given, list_faults, refuse, type_fault
from sp4n.workflow.case import Case
from sp4n.workflow.command_kinds import Effect
from sp4n.workflow.events import Event
from sp4n.workflow.joining_checks import hosts_of, standing_of
from sp4n.workflow.procedure import Procedure
from sp4n.workflow.status import Phase
from sp4n.workflow.workflow import Workflow


def _length(answer: str | None) -> str:
    return "None" if answer is None else f"<{len(answer)} characters>"


@shown_short
@frozen
class StandingAnswer:
    """How a reporter's matter stands; of another case no number, no holder and no history.

    Attributes:
        status: The code of the status.
        phase: The phase of that.
        label: What the status is called; None if the workflow doesn't have it.
        since_at: Since when it is in that status.
        answered_at: When it was answered last; None if it wasn't, or is not to be seen.
        answer: The words of that answer; None besides if they were erased, or are stored elsewhere.
    """

    status: str
    phase: Phase
    label: Wording | None
    since_at: datetime
    answered_at: datetime | None = None
    answer: str | None = field(default=None, repr=_length)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        answered_at = self.answered_at
        return {
            "status": self.status,
            "phase": self.phase.value,
            "label": self.label and self.label.describe(language),
            "since_at": self.since_at.isoformat(),
            "answered_at": answered_at and answered_at.isoformat(),
            "answer": self.answer,
        }


def standing_answer(
    procedure: Procedure, case: Case, *, beside: Iterable[Case] = ()
) -> StandingAnswer:
    """Give what the reporter of a case may see: of a joined one, how the other one stands.

    Of a case that is confidential, or indicates an abuse of authority (*berkadar pengawasan*), the
    reporter of one that was joined to it sees status and date only. Their own they see whole. Who
    asks is for the caller to check: show it to the reporter of *case* only.

    Args:
        procedure: The procedure by which they are handled.
        case: The reporter's own case.
        beside: The case that it was joined to, the one that that was joined to, and so on.

    Raises:
        InvalidValue: The case that stands for this one is not among those *beside* (``missing``);
            one of them doesn't say that it took in the one that says it was joined to it
            (``not_taken_in``: half of a joining or of a separation is stored); or an argument is of
            a wrong type.

    >>> from sp4n.sample import sample_cases, sample_policy
    >>> procedure, (case, *_) = sample_policy().procedure, sample_cases()
    >>> standing_answer(procedure, case).status == case.status
    True
    """
    given = items_or_as_given(beside)
    refuse(
        type_fault(Procedure, procedure, "procedure", "procedure"),
        type_fault(Case, case, "case", "case"),
        *list_faults(Case, given, "beside", "case"),
    )
    is_own = case.joined_into is None
    stands = case if is_own else standing_of(case, given)
    if stands is None:
        refuse(_half_joined(case, given))
        raise InvalidValue.of("missing", "beside")
    workflow = procedure.workflow_of(stands) or procedure.workflow
    label = next((known.label for known in workflow.statuses if known.code == stands.status), None)
    seen = StandingAnswer(stands.status, stands.phase, label, stands.since_at)
    if not is_own and (stands.is_confidential or stands.has_oversight_indication):
        return seen
    answers = (event for event in reversed(stands.events) if Effect.ANSWER in event.effects)
    answered = next(answers, None)
    if answered is None:
        return seen
    words = _words(workflow, stands, answered)
    return evolve(seen, answered_at=answered.at, answer=words)


def _half_joined(case: Case, beside: tuple[Case, ...]) -> Fault | None:
    """Say that the next case is shown and doesn't list the one that says it was joined to it."""
    last = (case, *hosts_of(case, beside))[-1]
    host = next((one for one in beside if one.number == last.joined_into), None)
    if host is None or last.number in host.duplicates:
        return None
    return fault("not_taken_in", "beside", case=shown(last.number), into=shown(host.number))


def _words(workflow: Workflow, case: Case, answered: Event) -> str | None:
    """Give the words that the command asks for: what else is written with it may be a note."""
    kind = workflow.command(answered.kind)
    asked = () if kind is None else [part.text_kind for part in kind.texts if part.required]
    keys = dict(zip(answered.texts, answered.text_keys(case.number), strict=True))
    found = (case.texts[keys[name]].body for name in asked if keys.get(name) in case.texts)
    return "\n".join(words for words in found if words is not None) or None
