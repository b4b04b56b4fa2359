"""Texts: what people wrote, kept beside the history so that erasing one leaves history whole."""

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import evolve, field, frozen

from sp4n.additions import Additions, additions_faults
from sp4n.errors import Fault, fault, shown
from sp4n.frozen_dict import FrozenDict
from sp4n.quiet import shown_short
from sp4n.validation import (
    code_fault,
    items_or_as_given,
    line_fault,
    list_faults,
    refuse,
    storable_fault,
    type_fault,
)

TEXT_KEYS = ("key", "kind", "body")
"""What a document calls the parts of a text."""

_KEY_LIMIT = 200  # own choice: a number, an event and a kind fit


def _length(body: str | None) -> str:
    return "<erased>" if body is None else f"<{len(body)} characters>"


@shown_short
@frozen
class Text:
    """One text: its key, what it is (``answer``, ``reply``, ``corrected_title``, …), and the words.

    Attributes:
        key: What the history calls it: one line.
        kind: What it is: one line.
        body: The words; None once they were erased. Key and kind stay, since the history mentions
            them.
        additions: What a later version of the documents says of it.

    Raises:
        InvalidValue: With all faults: the key or the kind has several lines, or no store takes the
            words (NUL, half a character).
    """

    key: str = field(repr=shown)
    kind: str = field(repr=shown)
    body: str | None = field(repr=_length)
    additions: Additions | None = field(default=None, kw_only=True, repr=False)

    def __attrs_post_init__(self) -> None:
        if self._is_plain():
            return
        refuse(
            line_fault(self.key, "text.key", _KEY_LIMIT),
            line_fault(self.kind, "text.kind", _KEY_LIMIT),
            None if self.body is None else _body_fault(self.body, "text.body"),
            *additions_faults(self.additions, TEXT_KEYS, "text.additions"),
        )

    def _is_plain(self) -> bool:
        """Tell quickly that nothing is wrong, as nearly always; False when it takes a look."""
        key, kind, body = self.key, self.kind, self.body
        return (
            key.__class__ is kind.__class__ is body.__class__ is str
            and self.additions is None
            and key[:1].isalnum()
            and key.isascii()
            and key.isprintable()
            and len(key) <= _KEY_LIMIT
            and code_fault(kind, "") is None
            and body.isascii()
            and "\0" not in body
        )

    def erase(self) -> "Text":
        """Give the record without its words."""
        return evolve(self, body=None)


def _body_fault(body: object, where: str) -> Fault | None:
    if isinstance(body, str):
        return storable_fault(body, where)
    return type_fault(str, body, where, "text")


def _records(given: Iterable[Text]) -> tuple[Text, ...]:
    return items_or_as_given(given)


@shown_short
@frozen
class Texts:
    """The texts of a case, by key, in the order in which they were written.

    Raises InvalidValue (``duplicate``) if two have the same key. `additions` are what a later
    version says of a document of texts; they take no part in equality.

    >>> texts = Texts().add([Text("1000001/2/answer", "answer", "Sudah ditambal.")])
    >>> texts["1000001/2/answer"].body
    'Sudah ditambal.'
    >>> texts.erase("1000001/2/answer")["1000001/2/answer"].body is None
    True
    """

    records: tuple[Text, ...] = field(default=(), converter=_records)
    additions: Additions | None = field(default=None, kw_only=True, eq=False, repr=False)
    _found: FrozenDict[str, Text] | None = field(default=None, init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(
            *list_faults(Text, self.records, "texts", "text"),
            *additions_faults(self.additions, ("schema", "texts"), "texts.additions"),
        )
        keys = Counter(record.key for record in self.records)
        refuse(*(fault("duplicate", "texts", found=shown(key)) for key, n in keys.items() if n > 1))

    def add(self, records: Iterable[Text]) -> "Texts":
        """Give the texts with more records behind; a key that is there already is replaced."""
        by_key = {record.key: record for record in self.records}
        for record in records:
            if record.__class__ is not Text:
                refuse(type_fault(Text, record, "texts", "text"))
            by_key[record.key] = record
        after = object.__new__(Texts)  # nothing is left to check
        object.__setattr__(after, "records", tuple(by_key.values()))
        object.__setattr__(after, "additions", self.additions)
        object.__setattr__(after, "_found", None)
        return after

    def erase(self, key: str) -> "Texts":
        """Give the texts with the words of one erased; KeyError when there is no such text."""
        return self.add([self[key].erase()])

    def __getitem__(self, key: str) -> Text:
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    @property
    def _by_key(self) -> FrozenDict[str, Text]:
        """Every text by its key, put in order when one is first looked for."""
        found = self._found
        if found is None:
            found = FrozenDict({record.key: record for record in self.records})
            object.__setattr__(self, "_found", found)
        return found

    def __iter__(self) -> Iterator[Text]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)
