"""Reasons: why a command was refused, and who may do what instead."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from sp4n.errors import Fact, Sp4nError, fault, in_words, shown
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Described, Language, Message, Wording
from sp4n.model.officer import WHO_LABELS
from sp4n.validation import code_fault, list_faults, refuse
from sp4n.workdays import Limit
from sp4n.workflow.fields import FieldKind
from sp4n.workflow.status import PHASE_LABELS, Phase

FIELD_KIND_LABELS: Mapping[str, Wording] = FrozenDict(
    {kind: Message(f"field_kind.{kind}") for kind in FieldKind}
)
"""What a field of each kind takes."""


class ReasonKind(StrEnum):
    """What sort of reason it is."""

    AUTHORITY = "authority"
    """This actor may not; somebody else may."""
    VALIDITY = "validity"
    """Nobody may, as things are."""
    HIDDEN = "hidden"
    """Even the reason would tell too much: to this actor the case does not exist."""


_HIDDEN = frozenset({"not_found"})
_ABOUT_AUTHORITY = frozenset(
    {
        "no_appointment",
        "wrong_role",
        "not_the_holder",
        "only_the_holder",
        "not_involved",
        "not_the_reporter",
        "outside_subtree",
        "no_unit_below",
        "accused_out_of_reach",
        "not_to_clear",
        "not_above_the_holder",
        "own_times",
    }
)
_ABOUT_INPUT = frozenset(
    {
        "unknown_command",
        "unknown_category",
        "field_missing",
        "field_unknown",
        "field_invalid",
        "field_too_long",
        "field_without_words",
        "unknown_agency",
        "unknown_accused",
        "unknown_accused_officer",
        "nobody_named",
        "case_not_shown",
        "same_case",
    }
)


@frozen
class Reason(Described):
    """One reason for a refusal: a code, its facts, and what would help.

    The codes are the names of the section ``reason`` in `sp4n.messages`. The facts are codes, dates
    and numbers; never words that a citizen wrote.

    >>> stale = reason("stale", based_on=2, version=3)
    >>> stale.describe(), stale.remedy()[:13]
    ('the case has moved on: this was based on version 2, it is now 3', 'read it again')
    """

    code: str
    facts: tuple[tuple[str, Fact], ...] = ()

    @property
    def kind(self) -> ReasonKind:
        """Tell whether it is about authority, about validity, or hidden."""
        if self.code in _HIDDEN:
            return ReasonKind.HIDDEN
        is_about_authority = self.code in _ABOUT_AUTHORITY
        return ReasonKind.AUTHORITY if is_about_authority else ReasonKind.VALIDITY

    @property
    def is_about_input(self) -> bool:
        """Tell whether the command itself has to be mended, whatever becomes of the case."""
        return self.code in _ABOUT_INPUT

    def __getitem__(self, name: str) -> Fact:
        """Give one fact by its name; KeyError when the reason has no such fact."""
        return dict(self.facts)[name]

    def _full(self, language: Language) -> str:
        """Say why, in a sentence without a full stop."""
        return Message(f"reason.{self.code}").fill(language, **self._phrases(language))

    def remedy(self, language: Language = "en") -> str:
        """Say what would help."""
        return Message(f"remedy.{self.code}").fill(language, **self._phrases(language))

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "code": self.code,
            "kind": self.kind.value,
            "text": self.describe(language),
            "remedy": self.remedy(language),
            "facts": {name: _plain(value) for name, value in self.facts},
        }

    def _phrases(self, language: Language) -> dict[str, object]:
        say = {
            "limit": _limit_in_words,
            "expected": _expected_in_words,
            "phase": _phase_in_words,
            "known_phase": _phase_in_words,
        }
        return {name: say.get(name, _phrase)(value, language) for name, value in self.facts}

    def __str__(self) -> str:
        return f"{self.describe()}; {self.remedy()}"


def reason(code: str, **facts: Fact) -> Reason:
    """Write a reason down."""
    return Reason(code, tuple(facts.items()))


def _limit_in_words(value: Fact, language: Language) -> str:
    """Say a limit in a language; a number of characters is only a number."""
    return Limit.parse(value).describe(language) if isinstance(value, str) else str(value)


def _expected_in_words(value: Fact, language: Language) -> str:
    """Say what a field takes: the codes to choose from as they are, or what kind it is of."""
    if isinstance(value, str) and value in FIELD_KIND_LABELS:
        return FIELD_KIND_LABELS[value].describe(language)
    return _phrase(value, language)


def _phase_in_words(value: Fact, language: Language) -> str:
    return PHASE_LABELS[Phase(str(value))].describe(language)


def _plain(value: Fact) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value if value is None or isinstance(value, int | float) else str(value)


def _phrase(value: Fact, language: Language) -> str:
    words = value if isinstance(value, tuple) else (str(value),)
    return ", ".join(
        WHO_LABELS[word].describe(language) if word in WHO_LABELS else str(in_words(word, language))
        for word in words
    )


def named(found: str) -> str:
    """Name in a reason what somebody gave as a code; whatever is no code is not repeated."""
    return shown(found) if code_fault(found, "") else found


class CommandRefused(Sp4nError):
    """A command was refused; `reasons` holds every reason, with its remedy."""

    reasons: tuple[Reason, ...]

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        refuse(*list_faults(Reason, reasons, "reasons", "reason"))
        super().__init__(*(fault("refused", found=against.code) for against in reasons))
        self.reasons = reasons

    @property
    def code(self) -> str:
        """The first reason's code."""
        return self.reasons[0].code

    def _full(self, language: Language) -> str:
        """Say every reason with its remedy, one a line."""
        return "\n".join(
            f"{against.describe(language)}; {against.remedy(language)}" for against in self.reasons
        )

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "code": self.code,
            "message": self.describe(language),
            "reasons": [against.to_dict(language) for against in self.reasons],
        }
