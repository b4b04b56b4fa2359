"""``sp4n compare``: what a second policy would change, by its rules and on the same complaints."""

import argparse
from collections.abc import Sequence

from sp4n.commandline.console import Console, columns, first_of, shows_progress
from sp4n.commandline.sources import policy_named, text_of
from sp4n.interchange import read_complaints
from sp4n.labels import Label
from sp4n.policy import Comparison, Load

__all__ = ["run"]

_SHOWN_LINES = 20  # own choice: of each list; --json gives all

_RULES = Label(id="Menurut aturan, dengan contoh buatan", en="By the rules, with made-up examples")
_MOVES = Label(id="Pengaduan yang berpindah", en="Complaints that go elsewhere")
_LOADS = Label(id="Instansi: sebelum, sesudah, selisih", en="Agencies: before, after, gain")


def run(asked: argparse.Namespace, console: Console) -> int:
    """Compare two policies, and show what changes."""
    before, after = policy_named(asked.before), policy_named(asked.after)
    items = () if asked.file is None else read_complaints(text_of(asked.file))
    found = before.compare(after, items, progress=shows_progress())
    if console.as_json:
        console.document(found.to_dict(console.language))
    else:
        _show(found, console)
    return 0


def _show(found: Comparison, console: Console) -> None:
    language = console.language
    for line in found.message(language).splitlines():
        console.line(line)
    changed = [load for load in found.loads if load.gain]
    _list(_LOADS, columns([(load.agency, *_numbers(load)) for load in changed]), console)
    _list(_MOVES, [one.message(language) for one in found.moves], console)
    differences = () if found.rules is None else found.rules.differences
    _list(_RULES, [one.message(language) for one in differences], console)


def _numbers(load: Load) -> tuple[int, int, str]:
    return load.before, load.after, f"{load.gain:+d}"


def _list(title: Label, lines: Sequence[str], console: Console) -> None:
    """Print the first of some lines below a title; nothing when there are none."""
    if lines:
        console.heading(title.text(console.language))
        for line in first_of(lines, _SHOWN_LINES, console.language):
            console.line(line, indent=2)
