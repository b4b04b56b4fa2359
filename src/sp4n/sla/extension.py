"""Extensions (*perpanjangan*): how much more time a standard grants, and how often."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from sp4n.errors import Fault, fault
from sp4n.labels import Described, Language, Message
from sp4n.sla.drafts import MoreTime
from sp4n.validation import number_fault, refuse, type_fault
from sp4n.workdays import Limit

_TIMES_LIMIT = 100  # own choice

_ONCE = Message("extension.once")
_OFTEN = Message("extension.often")


@frozen
class Extension(Described):
    """More time than the limit of a standard, which an agency takes before that is over.

    By the command ``extend`` of the workflow's extension ``time_extension``, with a reason.

    Attributes:
        by: By how much each time, in the unit of the standard's limits.
        times: How often at most in one run, from 1 to 100.

    Raises:
        InvalidValue: `by` is no limit, or `times` no whole number in these bounds.

    >>> str(Extension(Limit(7, "working days")))
    '7 working days more, once'
    """

    by: Limit
    times: int = 1

    def __attrs_post_init__(self) -> None:
        refuse(
            type_fault(Limit, self.by, "extension.by", "limit"),
            number_fault(self.times, "extension.times", 1, _TIMES_LIMIT),
        )

    def taken(self, extended: tuple[MoreTime, ...]) -> tuple[int, ...]:
        """Give by how many units a run was extended, each time that counts."""
        return tuple(self.by.n if more.by is None else more.by for more in extended[: self.times])

    def faults(self, limits: Iterable[Limit], where: str) -> Iterator[Fault]:
        """Tell the limits whose unit is another one, to which this can't be added."""
        for unit in dict.fromkeys(limit.unit for limit in limits if limit.unit != self.by.unit):
            yield fault("other_unit", where, found=self.by.unit, expected=unit)

    def _full(self, language: Language) -> str:
        """Say how much, and how often."""
        by = self.by.describe(language)
        return (_ONCE if self.times == 1 else _OFTEN).fill(language, by=by, n=self.times)

    def to_data(self) -> dict[str, object]:
        """Give plain data as a policy's file has it."""
        return {"by": str(self.by), "times": self.times}
