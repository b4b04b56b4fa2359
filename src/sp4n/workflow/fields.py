"""Fields: what a command takes, and which of it must be said in words."""

from collections.abc import Iterable
from enum import StrEnum

from attrs import field, frozen

from sp4n.model.complaint import Classification
from sp4n.validation import (
    choice_fault,
    chosen,
    code_fault,
    codes_faults,
    items_or_as_given,
    number_fault,
    refuse,
    type_fault,
    word_fault,
)


class FieldKind(StrEnum):
    """What a field of a command holds."""

    AGENCY = "agency"
    """An agency's code."""
    TEXT = "text"
    """Words that somebody wrote; they go beside the history, never into it."""
    CLASSIFICATION = "classification"
    CATEGORY = "category"
    CHOICE = "choice"
    """One of the codes that the field lists; the event remembers it under the field's name."""
    CASE = "case"
    """The number of another case, which has to be shown beside this one."""
    COUNT = "count"
    """A whole number of at least 1."""
    AGENCIES = "agencies"
    """The codes of agencies, as a list; the event remembers each under a number of its own."""
    OFFICERS = "officers"
    """The ids of officers, likewise."""
    CODE = "code"
    """A code that something beside the workflow knows, a standard's for instance."""


LISTED: frozenset[FieldKind] = frozenset({FieldKind.AGENCIES, FieldKind.OFFICERS})
"""The kinds whose value is a list."""

LISTED_LIMIT = 100
"""Own choice: how many agencies or officers a field lists."""


def listed(value: object) -> tuple[object, ...] | None:
    """Give what a list holds, however it is given; None for what is no list.

    >>> listed(["DPU"]), listed("DPU")
    (('DPU',), None)
    """
    return tuple(value) if isinstance(value, list | tuple | set | frozenset) else None


_CASE_NUMBER_LIMIT = 64  # own choice: as a complaint's number


def _field_kind(value: FieldKind | str) -> FieldKind:
    return chosen(FieldKind, value)


def _choices(given: Iterable[str]) -> tuple[str, ...]:
    return items_or_as_given(given)


@frozen
class CommandField:
    """One field of a command.

    Attributes:
        name: The field's name, a code.
        kind: What it holds.
        required: Whether the command can't be given without it.
        choices: Of a choice, the codes to choose from.
        default: Of a choice, the code that is recorded when none is given.
        text_kind: Of a text, the kind of the text that it becomes.
        limit_characters: How long its value may be: from 1 to a million.
        in_words: Of a required text, whether it needs a letter; any other one does with a digit. A
            required text of a command that answers always needs a letter.

    Raises:
        InvalidValue: With all faults: `name`, `text_kind` or a choice is no code, `kind` is
            unknown, `required` or `in_words` is no bool, `default` is none of the choices, or the
            limit is out of bounds.
    """

    # The limits are our own choice: LAPOR!'s limit of an answer has no public source.

    name: str
    kind: FieldKind = field(converter=_field_kind)
    required: bool = False
    choices: tuple[str, ...] = field(default=(), converter=_choices)
    text_kind: str = ""
    limit_characters: int = 10_000
    default: str = ""
    in_words: bool = False

    def __attrs_post_init__(self) -> None:
        refuse(
            code_fault(self.name, "field.name"),
            choice_fault(FieldKind, self.kind, "field.kind"),
            type_fault(bool, self.required, "field.required", "true_or_false"),
            type_fault(bool, self.in_words, "field.in_words", "true_or_false"),
            *codes_faults(self.choices, "field.choices"),
            None if self.text_kind == "" else code_fault(self.text_kind, "field.text_kind"),
            number_fault(self.limit_characters, "field.limit_characters", 1, 1_000_000),
            None if self.default == "" else word_fault(self.default, self.choices, "field.default"),
        )
        if self.kind is FieldKind.CLASSIFICATION:
            object.__setattr__(self, "choices", tuple(Classification))
        if self.kind is FieldKind.CASE:
            limit = min(self.limit_characters, _CASE_NUMBER_LIMIT)
            object.__setattr__(self, "limit_characters", limit)
