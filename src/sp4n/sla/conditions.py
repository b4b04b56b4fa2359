"""Conditions: for which complaints a limit, or a whole standard, holds.

The words are those of the rules by which complaints are routed: what a complaint doesn't tell is
false, never an error.
"""

from collections.abc import Iterable
from typing import Self

from attrs import field, frozen

from sp4n.errors import Fault
from sp4n.labels import Described, Language
from sp4n.model.categories import Categories
from sp4n.model.complaint import Classification
from sp4n.reader import Reader
from sp4n.routing.statements import plain_channel
from sp4n.validation import (
    choice_fault,
    chosen,
    items_or_as_given,
    line_fault,
    list_faults,
    refuse,
    type_fault,
)
from sp4n.workflow import Case

_NAME_LIMIT = 200  # own choice: as a complaint's own category and channel


@frozen
class CaseFacts:
    """What conditions ask of a case."""

    classification: Classification | None
    lineage: frozenset[str]
    channel: str | None
    urgent: bool
    accused: bool

    @classmethod
    def of(
        cls,
        case: Case,
        categories: Categories | None,
        classification: Classification | None,
        category: str | None,
    ) -> Self:
        """Read a case; its class and category are given, since they may be those of earlier."""
        lineage = () if category is None else (category,)
        if categories is not None:
            lineage = (*lineage, *categories.lineage(category))
        complaint = case.complaint
        return cls(
            classification,
            frozenset(lineage),
            None if complaint.channel is None else plain_channel(complaint.channel),
            case.events[0].fact("urgent") is True,
            bool(complaint.accused or complaint.accused_officers),
        )


def _several(given: Iterable[str] | str) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else items_or_as_given(given)


def _classes(given: Iterable[Classification | str] | str) -> tuple[Classification, ...]:
    items: object = _several(given)
    if not isinstance(items, tuple):
        return items  # type: ignore[return-value]  # told by its faults
    return tuple(chosen(Classification, item) for item in items)


@frozen
class Condition(Described):
    """For which complaints something holds: all that is said must, and of a list one is enough.

    Attributes:
        classification: The class is one of these.
        category: The category is one of these, or below one of them in the directory's tree.
        channel: It came by one of these doors, whatever the case of letters.
        urgent: Whether the route on record proposed it as urgent.
        accused: Whether it accuses an agency or an officer.

    Raises:
        InvalidValue: A class is unknown, or a part is not what it should be.

    >>> Condition(classification="information", urgent=True).to_data()
    {'classification': 'information', 'urgent': True}
    """

    classification: tuple[Classification, ...] = field(default=(), converter=_classes, kw_only=True)
    category: tuple[str, ...] = field(default=(), converter=_several, kw_only=True)
    channel: tuple[str, ...] = field(default=(), converter=_several, kw_only=True)
    urgent: bool | None = field(default=None, kw_only=True)
    accused: bool | None = field(default=None, kw_only=True)
    _channels: frozenset[str] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        refuse(
            *_class_faults(self.classification),
            *_line_faults(self.category, "category"),
            *_line_faults(self.channel, "channel"),
            *(
                type_fault(bool, value, name, "true_or_false")
                for name, value in (("urgent", self.urgent), ("accused", self.accused))
                if value is not None
            ),
        )
        object.__setattr__(self, "_channels", frozenset(map(plain_channel, self.channel)))

    @property
    def is_empty(self) -> bool:
        """Tell whether it says nothing, so that it holds for every complaint."""
        return not self.to_data()

    @property
    def is_by_class(self) -> bool:
        """Tell whether it asks for nothing but the class."""
        return self.to_data().keys() <= {"classification"}

    def covers(self, other: "Condition") -> bool:
        """Tell whether it holds wherever another one does, as far as their words tell."""
        mine, theirs = self.to_data(), other.to_data()
        return all(
            name in theirs and set(_listed(theirs[name])) <= set(_listed(asked))
            for name, asked in mine.items()
        )

    def holds(self, facts: CaseFacts) -> bool:
        """Tell whether a case is one of those."""
        return (
            (not self.classification or facts.classification in self.classification)
            and (not self.category or not facts.lineage.isdisjoint(self.category))
            and (not self.channel or facts.channel in self._channels)
            and (self.urgent is None or self.urgent is facts.urgent)
            and (self.accused is None or self.accused is facts.accused)
        )

    def to_data(self) -> dict[str, object]:
        """Give plain data as a policy's file has it: only what it asks for."""
        several = {
            "classification": [name.value for name in self.classification],
            "category": list(self.category),
            "channel": list(self.channel),
        }
        asked: dict[str, object] = {
            name: values[0] if len(values) == 1 else values
            for name, values in several.items()
            if values
        }
        flags = {"urgent": self.urgent, "accused": self.accused}
        return asked | {name: value for name, value in flags.items() if value is not None}

    def _full(self, language: Language) -> str:
        """Say it as it is written: ``classification information, urgent``."""
        del language
        return ", ".join(f"{name} {_written(value)}" for name, value in self.to_data().items())


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "/".join(map(str, value)) if isinstance(value, list) else str(value)


def _class_faults(given: object) -> Iterable[Fault | None]:
    if not isinstance(given, tuple):
        return list_faults(str, given, "classification", "class")
    return [choice_fault(Classification, name, "classification") for name in given]


def _line_faults(given: object, where: str) -> Iterable[Fault | None]:
    if not isinstance(given, tuple):
        return list_faults(str, given, where, "line")
    return [line_fault(line, where, _NAME_LIMIT) for line in given]


ALWAYS = Condition()
"""Holds for every complaint."""


def read_condition(reader: Reader) -> Condition | None:
    """Read a ``when``; None if there is a fault."""
    several = {
        name: _one_or_many(reader, name) for name in ("classification", "category", "channel")
    }
    flags = {
        name: reader.flag(name) if reader.has(name) else None for name in ("urgent", "accused")
    }
    reader.refuse_unknown_keys(("classification", "category", "channel", "urgent", "accused"))
    return reader.make(
        lambda: Condition(
            classification=several["classification"],
            category=several["category"],
            channel=several["channel"],
            urgent=flags["urgent"],
            accused=flags["accused"],
        )
    )


def _one_or_many(reader: Reader, name: str) -> tuple[str, ...]:
    """Read one text or a list of them."""
    if not isinstance(reader.raw(name), str):
        return reader.texts(name)
    text = reader.text(name)
    return () if text is None else (text,)
