"""``sp4n due``: a due date that explains itself."""

import argparse

from sp4n.commandline.console import Console
from sp4n.workdays import indonesia


def run(asked: argparse.Namespace, console: Console) -> int:
    """Print the deadline."""
    calendar = indonesia(
        as_of=asked.as_of,
        joint_leave=not asked.no_joint_leave,
        week="six-day" if asked.six_day else "five-day",
    )
    deadline = calendar.deadline(asked.date, asked.n)
    if console.as_json:
        as_of = None if asked.as_of is None else asked.as_of.isoformat()
        console.document(deadline.to_dict(console.language) | {"as_of": as_of})
        return 0
    console.line(deadline.describe(console.language))
    for skipped in deadline.skipped:
        console.line(skipped.describe(console.language), indent=2)
    return 0
