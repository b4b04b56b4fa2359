"""``sp4n compare``: what a second policy would change, by its rules and on the same complaints."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import datetime

from sp4n.commandline.console import Console, columns, first_of, shows_progress
from sp4n.commandline.sources import policy_named, text_of
from sp4n.interchange import read_items
from sp4n.labels import Message, Wording
from sp4n.policy import Comparison, Load
from sp4n.workdays import ZONES
from sp4n.workflow import Case

_SHOWN_LINES = 20  # own choice: of each list; --json gives all

_RULES = Message("compare.rules")
_MOVES = Message("compare.moves")
_HANDLING = Message("compare.handling")
_CLOCKS = Message("compare.clocks")
_DIVERGENCES = Message("compare.divergences")
_LOADS = Message("compare.loads")
_SUPPORTS = Message("compare.supports")
_VERIFIES = Message("compare.verifies")


def run(asked: argparse.Namespace, console: Console) -> int:
    """Compare two policies, and show what changes."""
    before, after = policy_named(asked.before), policy_named(asked.after)
    items = () if asked.file is None else read_items(text_of(asked.file))
    now = asked.now
    if now is None and any(isinstance(item, Case) for item in items):
        now = datetime.now(ZONES[before.calendar_settings.zone])
    comparison = before.compare(after, items, now=now, progress=shows_progress())
    if console.as_json:
        console.document(comparison.to_dict(console.language))
    else:
        _show(comparison, console)
    return 0


def _show(comparison: Comparison, console: Console) -> None:
    language, rules = console.language, comparison.rules
    for line in comparison.describe(language).splitlines():
        console.line(line)
    changed = [load for load in comparison.loads if load.is_changed]
    _list(_LOADS, columns([_row(load, console) for load in changed]), console)
    for title, changes in (
        (_MOVES, comparison.moves),
        (_HANDLING, comparison.handling),
        (_CLOCKS, comparison.clocks),
        (_DIVERGENCES, comparison.divergences),
        (_RULES, () if rules is None else rules.differences),
    ):
        _list(title, [change.describe(language) for change in changes], console)


def _row(load: Load, console: Console) -> tuple[str, int, int, str, str]:
    beside = ", ".join(_beside(load, console))
    return load.agency, load.before, load.after, f"{load.gain:+d}", beside


def _beside(load: Load, console: Console) -> Iterator[str]:
    """Say what else it gains or loses."""
    for label, gain in ((_SUPPORTS, load.supporting_gain), (_VERIFIES, load.received_gain)):
        if gain:
            yield label.fill(console.language, gain=f"{gain:+d}")


def _list(title: Wording, lines: Sequence[str], console: Console) -> None:
    """Print the first of some lines below a title; nothing when there are none."""
    if lines:
        console.heading(title.describe(console.language))
        for line in first_of(lines, _SHOWN_LINES, console.language):
            console.line(line, indent=2)
