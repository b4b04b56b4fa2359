"""Texts: what people wrote, kept beside the history so that erasing one leaves history whole."""

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import evolve, field, frozen

from sp4n.errors import fault, shown
from sp4n.quiet import shown_short
from sp4n.validation import items_or_as_given, list_faults, refuse, type_fault

__all__ = ["Text", "Texts"]


def _length(body: str | None) -> str:
    return "<erased>" if body is None else f"<{len(body)} characters>"


@shown_short
@frozen
class Text:
    """One text: its key, what it is (``answer``, ``reply``, ``corrected_title``, …), and the words.

    `body` is None once the text was erased: the key and the kind stay, since the history
    mentions them.
    """

    key: str = field(repr=shown)
    kind: str = field(repr=shown)
    body: str | None = field(repr=_length)

    def __attrs_post_init__(self) -> None:
        if self.key.__class__ is self.kind.__class__ is self.body.__class__ is str:
            return  # as nearly always
        refuse(
            type_fault(str, self.key, "text.key", "text"),
            type_fault(str, self.kind, "text.kind", "text"),
            None if self.body is None else type_fault(str, self.body, "text.body", "text"),
        )

    def erase(self) -> "Text":
        """Give the record without its words."""
        return evolve(self, body=None)


def _records(given: Iterable[Text]) -> tuple[Text, ...]:
    return items_or_as_given(given)


@shown_short
@frozen
class Texts:
    """The texts of a case, by key, in the order in which they were written.

    Raises InvalidValue (``duplicate``) when two have the same key.

    >>> texts = Texts().add([Text("1000001/2/answer", "answer", "Sudah ditambal.")])
    >>> texts["1000001/2/answer"].body
    'Sudah ditambal.'
    >>> texts.erase("1000001/2/answer")["1000001/2/answer"].body is None
    True
    """

    records: tuple[Text, ...] = field(default=(), converter=_records)

    def __attrs_post_init__(self) -> None:
        refuse(*list_faults(Text, self.records, "texts", "a text"))
        keys = Counter(record.key for record in self.records)
        refuse(*(fault("duplicate", "texts", found=shown(key)) for key, n in keys.items() if n > 1))

    def add(self, records: Iterable[Text]) -> "Texts":
        """Give the texts with more records behind; a key that is there already is replaced."""
        by_key = {record.key: record for record in self.records}
        for record in records:
            if record.__class__ is not Text:
                refuse(type_fault(Text, record, "texts", "a text"))
            by_key[record.key] = record
        after = object.__new__(Texts)  # nothing is left to check
        object.__setattr__(after, "records", tuple(by_key.values()))
        return after

    def erase(self, key: str) -> "Texts":
        """Give the texts with the words of one erased; KeyError when there is no such text."""
        return self.add([self[key].erase()])

    def __getitem__(self, key: str) -> Text:
        for record in self.records:
            if record.key == key:
                return record
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return any(record.key == key for record in self.records)

    def __iter__(self) -> Iterator[Text]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)
