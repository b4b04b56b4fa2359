"""Complaints (*pengaduan*, *laporan*): what a citizen submitted, as it was submitted."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from attrs import evolve, field, frozen
from attrs import fields as attrs_of

from sp4n.additions import Additions, additions_faults
from sp4n.errors import Fault
from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Message, Wording
from sp4n.model.region import Region, region_fault, region_or_as_given
from sp4n.quiet import shown_short
from sp4n.validation import (
    choice_fault,
    chosen,
    code_fault,
    date_fault,
    instant_fault,
    items_or_as_given,
    key_fault,
    line_fault,
    list_faults,
    number_fault,
    refuse,
    set_faults,
    set_or_as_given,
    set_repr,
    text_fault,
    type_fault,
)

BODY_LIMIT_CHARACTERS = 3_000
"""LAPOR!'s own limit of a complaint's text (verified)."""

TITLE_LIMIT_CHARACTERS = 300
"""Own choice: LAPOR!'s limit of a title has no public source."""

RECORDED_LIMIT_CHARACTERS = 1_000_000
"""Own choice: of a title or a body that was taken over from another register."""

_NUMBER_LIMIT = 64  # own choice
_NAME_LIMIT = 200  # own choice: of categories, channels and media types
_KEY_LIMIT = 2_000  # own choice: an attachment's key may be an address
_SIZE_LIMIT = 2**53  # bytes; own choice: the whole numbers that every reader of JSON takes

ATTACHMENT_KEYS = ("key", "media_type", "size_bytes")
"""What a document calls the parts of an attachment."""

COMPLAINT_KEYS = (
    "number", "title", "body", "submitted_at", "occurred_on", "classification", "category",
    "region", "channel", "anonymous", "confidential", "target_agency", "accused",
    "accused_officers", "attachments", "reporter", "representatives", "recorded", "erased",
)  # fmt: skip
"""What a document calls the parts of a complaint: as the attributes are called."""


class Classification(StrEnum):
    """What kind of report it is; the settlement limit depends on it."""

    OVERSIGHT = "oversight"
    SERVICE = "service"
    NORMATIVE = "normative"
    INFORMATION = "information"
    ASPIRATION = "aspiration"
    LIGHT = "light"


CLASSIFICATION_LABELS: FrozenDict[Classification, Wording] = FrozenDict(
    {
        classification: Message(f"classification.{classification}")
        for classification in Classification
    }
)
"""How the classes are called; the first two, information and aspiration as LAPOR! labels them."""


def _length(text: str | None) -> str:
    return "None" if text is None else f"<{len(text)} characters>"


@shown_short
@frozen
class Attachment:
    """A file that came with a complaint, as a reference: sp4n never holds its bytes.

    The repr shows lengths, since a key may be a file's name.

    Attributes:
        key: What finds the file in the embedder's own store.
        media_type: Its type, like ``image/jpeg``.
        size_bytes: Its size.
        additions: What a later version of the documents says of it.
    """

    key: str = field(repr=_length)
    media_type: str | None = field(default=None, repr=_length)
    size_bytes: int | None = None
    additions: Additions | None = field(default=None, kw_only=True, repr=False)

    def __attrs_post_init__(self) -> None:
        kind, size = self.media_type, self.size_bytes
        refuse(
            line_fault(self.key, "attachment.key", _KEY_LIMIT),
            None if kind is None else line_fault(kind, "attachment.media_type", _NAME_LIMIT),
            None if size is None else number_fault(size, "attachment.size_bytes", 0, _SIZE_LIMIT),
            *additions_faults(self.additions, ATTACHMENT_KEYS, "attachment.additions"),
        )


def _classification(value: Classification | str | None) -> Classification | None:
    return None if value is None else chosen(Classification, value)


def _attachments(given: Iterable[Attachment]) -> tuple[Attachment, ...]:
    return items_or_as_given(given)


def _if_given(
    check: Callable[[object, str], Fault | None], value: object, name: str
) -> Fault | None:
    return None if value is None else check(value, f"complaint.{name}")


def _classification_fault(value: object, where: str) -> Fault | None:
    return choice_fault(Classification, value, where)


def _name_fault(value: object, where: str) -> Fault | None:
    """A category or a channel may be blank: unknown, which excludes nobody."""
    wrong = line_fault(value, where, _NAME_LIMIT)
    return None if wrong is not None and wrong.code == "empty" else wrong


def _flag_fault(value: object, where: str) -> Fault | None:
    return type_fault(bool, value, where, "true_or_false")


@shown_short
@frozen
class Complaint:
    """What a citizen submitted, at whatever door: no status, no identity, never changed.

    The repr shows lengths instead of texts, so that a log line leaks nothing. What may be None is
    unknown then, which excludes nobody.

    Attributes:
        number: The public number (LAPOR!: 7 digits); not the secret by which a reporter tracks.
        title: What it is about; at most 300 characters.
        body: What the citizen wrote; at most 3,000 characters.
        submitted_at: When it was handed in at the door: an instant with an offset.
        occurred_on: The day of the event, which not every door asks for.
        classification: What kind of report it is.
        category: What it is about, in LAPOR!'s words.
        region: Where it happened.
        channel: The door by which it came.
        anonymous: *Anonim*: the identity is hidden from the reported party and the public.
        confidential: *Rahasia*: the content is hidden from the public; independent of the former.
        target_agency: The agency that the citizen addressed.
        accused: The agencies that the complaint is about: neither they nor any agency below them
            may handle it or know of it.
        accused_officers: The ids of the officers whom it is about, and who may not either, while
            the rest of their agency may.
        attachments: The files that came with it.
        reporter: A key into the embedder's own identity store.
        representatives: The keys of whoever acts for the reporter (*kuasa*): with one of them
            somebody may do all that the reporter may. A complaint may have them alone.
        recorded: Whether it was taken over from another register as it stands there: its title and
            body may be longer than LAPOR!'s form takes, or empty if that register has no words.
        erased: Whether words of it were erased (`erase`): its title or body may be empty then.
        additions: What a later version of the documents says of it: kept, and written back.

    Raises:
        InvalidValue: With all faults: a text is empty or too long, an instant has no offset, a
            code is not valid, a number or a category has several lines, or a part is of a wrong
            type.

    >>> from datetime import datetime, timezone
    >>> complaint = Complaint(
    ...     number="1000001",
    ...     title="Jalan berlubang",
    ...     body="Jalan di depan pasar berlubang cukup dalam.",
    ...     submitted_at=datetime(2026, 1, 5, 2, 30, tzinfo=timezone.utc),
    ...     region="99.71",
    ... )
    >>> complaint.title, complaint.region
    ('Jalan berlubang', Region('99.71'))
    """

    number: str
    title: str = field(repr=_length)
    body: str = field(repr=_length)
    submitted_at: datetime
    occurred_on: date | None = field(default=None, kw_only=True)
    classification: Classification | None = field(
        default=None, converter=_classification, kw_only=True
    )
    category: str | None = field(default=None, kw_only=True, repr=_length)
    region: Region | None = field(default=None, converter=region_or_as_given, kw_only=True)
    channel: str | None = field(default=None, kw_only=True, repr=_length)
    anonymous: bool = field(default=False, kw_only=True)
    confidential: bool = field(default=False, kw_only=True)
    target_agency: str | None = field(default=None, kw_only=True)
    accused: frozenset[str] = field(
        default=frozenset(), converter=set_or_as_given, kw_only=True, repr=set_repr
    )
    accused_officers: frozenset[str] = field(
        default=frozenset(), converter=set_or_as_given, kw_only=True, repr=set_repr
    )
    attachments: tuple[Attachment, ...] = field(default=(), converter=_attachments, kw_only=True)
    reporter: str | None = field(default=None, kw_only=True, repr=False)
    representatives: frozenset[str] = field(
        default=frozenset(), converter=set_or_as_given, kw_only=True, repr=False
    )
    recorded: bool = field(default=False, kw_only=True)
    erased: bool = field(default=False, kw_only=True)
    additions: Additions | None = field(default=None, kw_only=True, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(
            line_fault(self.number, "complaint.number", _NUMBER_LIMIT),
            self._words_fault(self.title, "complaint.title", TITLE_LIMIT_CHARACTERS),
            self._words_fault(self.body, "complaint.body", BODY_LIMIT_CHARACTERS),
            instant_fault(self.submitted_at, "complaint.submitted_at"),
            *self._optional_faults(),
        )

    def _words_fault(self, words: object, where: str, limit: int) -> Fault | None:
        if words == "" and (self.recorded is True or self.erased is True):
            return None
        limit = RECORDED_LIMIT_CHARACTERS if self.recorded is True else limit
        return text_fault(words, where, limit)

    def erase(self, *, title: bool = True, body: bool = True) -> "Complaint":
        """Give the complaint without the words of its title, its body or both; all else stays.

        >>> from datetime import datetime, timezone
        >>> at = datetime(2026, 1, 5, 2, 30, tzinfo=timezone.utc)
        >>> erased = Complaint("1000001", "Jalan", "Jalan berlubang.", at).erase()
        >>> erased.title, erased.body, erased.erased
        ('', '', True)
        """
        kept = ("" if title else self.title, "" if body else self.body)
        return evolve(self, title=kept[0], body=kept[1], erased=True)

    def words(self, name: Literal["title", "body"]) -> str | None:
        """Give its title or its body; None once that was erased."""
        said = self.title if name == "title" else self.body
        return None if self.erased and not said else said

    def _optional_faults(self) -> list[Fault | None]:
        return [
            _if_given(date_fault, self.occurred_on, "occurred_on"),
            _if_given(_classification_fault, self.classification, "classification"),
            _if_given(_name_fault, self.category, "category"),
            _if_given(region_fault, self.region, "region"),
            _if_given(_name_fault, self.channel, "channel"),
            _flag_fault(self.anonymous, "complaint.anonymous"),
            _flag_fault(self.confidential, "complaint.confidential"),
            _if_given(code_fault, self.target_agency, "target_agency"),
            *set_faults(code_fault, self.accused, "complaint.accused"),
            *set_faults(key_fault, self.accused_officers, "complaint.accused_officers"),
            *list_faults(Attachment, self.attachments, "complaint.attachments", "attachment"),
            _if_given(key_fault, self.reporter, "reporter"),
            *set_faults(key_fault, self.representatives, "complaint.representatives"),
            _flag_fault(self.recorded, "complaint.recorded"),
            _flag_fault(self.erased, "complaint.erased"),
            *additions_faults(self.additions, COMPLAINT_KEYS, "complaint.additions"),
        ]


def complaint_as_read(
    number: str, title: str, body: str, submitted_at: datetime, **fields: object
) -> Complaint:
    """Do what the constructor does, with what a reader has checked already."""
    made = object.__new__(Complaint)
    values = (number, title, body, submitted_at, *map(fields.get, _OPTIONAL, _DEFAULTS))
    for set_value, value in zip(_SETTERS, values, strict=True):
        set_value(made, value)
    return made


_OPTIONAL = tuple(part.name for part in attrs_of(Complaint) if part.kw_only)
_DEFAULTS = tuple(part.default for part in attrs_of(Complaint) if part.kw_only)
_SETTERS = tuple(getattr(Complaint, part.name).__set__ for part in attrs_of(Complaint))
