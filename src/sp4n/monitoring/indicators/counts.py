"""Counts: which complaints, or runs of a clock, the numbers of an indicator count.

Whoever hides small numbers has to know what a reader can work out from several indicators. So each
definition declares what its numbers have in common with those of others.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from sp4n.errors import fault
from sp4n.frozen_dict import FrozenDict
from sp4n.validation import chosen, code_fault, items_or_as_given, list_faults, refuse, type_fault
from sp4n.workflow import Phase

__all__ = ["Counted", "Counts"]


def _phases(given: Iterable[Phase | str]) -> frozenset[Phase]:
    items: object = items_or_as_given(given)
    if not isinstance(items, tuple):
        return items  # type: ignore[return-value]  # for the check to refuse
    return frozenset(chosen(Phase, one) for one in items)


def _listed(phases: object) -> object:
    return tuple(phases) if isinstance(phases, frozenset) else phases


@frozen
class Counted:
    """The complaints that a number counts: all that stand in some phases, or some of those.

    Raises InvalidValue: phases that are none, or none at all.

    >>> Counted(["closed"]).phases == {Phase.CLOSED}
    True
    """

    phases: frozenset[Phase] = field(converter=_phases)
    is_all: bool = field(default=True, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(*list_faults(Phase, _listed(self.phases), "counted.phases", "a code"))
        refuse(None if self.phases else fault("empty", "counted.phases"))


def _table(given: Mapping[str, Any]) -> Mapping[str, Any]:
    items: object = given
    return FrozenDict(items) if isinstance(items, Mapping) else given


@frozen
class Counts:
    """What the numbers of an indicator count, as far as other indicators may count the same.

    Attributes:
        n: The complaints that the figure rests on; None if that has nothing to do with phases,
            or only with what is known of them.
        value: The complaints that the figure itself counts.
        rest: Those of `n` that a share doesn't count, where that is to be said too.
        parts: Those that a part counts, by its key. Parts whose keys aren't known beforehand say so
            by `Part.phase`.
        left_out: Those that are left out, by the reason.
        same: A name for what a part counts, by its key: the parts of several indicators with one
            name are the same complaints.
        in_time_of: The code of the standard by which runs of its clock are judged.
        time_of: The code of the standard whose runs are timed.

    `Counts()` says that no number has to do with the phases of complaints. What is declared wrongly
    is not protected. Raises InvalidValue with what is no `Counted`, no table or no code.
    """

    n: Counted | None = None
    value: Counted | None = None
    rest: Counted | None = field(default=None, kw_only=True)
    parts: Mapping[str, Counted] = field(factory=dict, converter=_table, kw_only=True)
    left_out: Mapping[str, Counted] = field(factory=dict, converter=_table, kw_only=True)
    same: Mapping[str, str] = field(factory=dict, converter=_table, kw_only=True)
    in_time_of: str = field(default="", kw_only=True)
    time_of: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        tables = {"parts": self.parts, "left_out": self.left_out, "same": self.same}
        refuse(
            *(
                type_fault(Mapping, table, f"counts.{name}", "a table")
                for name, table in tables.items()
            )
        )
        whole = [one for one in (self.n, self.value, self.rest) if one is not None]
        given = (*whole, *self.parts.values(), *self.left_out.values())
        refuse(
            *list_faults(Counted, given, "counts", "what is counted"),
            *list_faults(str, tuple(self.same.values()), "counts.same", "a name"),
            *(code_fault(one, "counts") for one in (self.in_time_of, self.time_of) if one),
        )
