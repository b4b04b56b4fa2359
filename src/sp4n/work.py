"""Work: how many steps may still be taken, so that no question takes for ever.

Steps are counted, not seconds: the same question has the same answer on every machine. Whoever
runs out of them says so ("undecided"), and claims nothing.
"""


class BudgetExceeded(Exception):
    """More was asked than was granted."""


class Work:
    """So many steps may still be taken; a step is about what looks at one value.

    >>> work = Work(10)
    >>> work.spend(7)
    >>> work.left
    3
    """

    __slots__ = ("left",)

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        """Count steps; BudgetExceeded if they are too many."""
        self.left -= steps
        if self.left < 0:
            raise BudgetExceeded
