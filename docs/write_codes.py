# ruff: noqa: INP001 - a script beside the pages, no package
"""Write `docs/reference/codes.md`: every command with its fields, every fault and every finding.

Run it whenever one of them changes: ``.venv/bin/python docs/write_codes.py``.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sp4n.messages import catalogue, sentence
from sp4n.workflow import ARCHIVE_REASONS, EXTENSIONS, LAPOR, CommandField, CommandKind, extended

__all__ = ["page"]

_PAGE = Path(__file__).with_name("reference") / "codes.md"

_HEAD = """\
# Commands and codes

<!-- Generated; don't edit. Change the library, then run the command below. -->

This page is generated from the library itself, never edited by hand:
`.venv/bin/python docs/write_codes.py`. A test fails when it is stale. Programs act on codes, which
[stay](compatibility.md); sentences are for people. Facts stand in braces. The reasons why a command
is refused are on the page of [LAPOR!'s workflow](workflow.md#why-a-command-is-refused), the
indicators [on their own](indicators.md).

## Commands

What each command takes, and what it does to a case: its effects are the closed set that clocks and
statistics understand. A field in bold must be given. Texts go beside the history, never into it.

| command | English | Indonesian | fields | effects | of |
|---|---|---|---|---|---|
"""

_REASONS = """\

The reasons for archiving (`reason`), as LAPOR! has them:

| code | English | Indonesian |
|---|---|---|
"""

_FAULTS = """\

## Faults

What is wrong with a value, a file or a row. `InvalidValue`, `PolicyError`, `FormatError` and their
like carry them, each with its place; so do the notes on an export.

| code | English | Indonesian |
|---|---|---|
"""

_FINDINGS = """\

## Findings

What `policy.check()` (`sp4n check`) tells of a policy and its directory.

| code | English | Indonesian |
|---|---|---|
"""


def page() -> str:
    """Give the whole page as it should be."""
    parts = (
        [_HEAD, *_commands(), _REASONS],
        (_row(f"`{code}`", label.en, label.id) for code, label in ARCHIVE_REASONS.items()),
        [_FAULTS, *_sentences("fault"), _FINDINGS, *_sentences("finding")],
    )
    return "".join(piece for part in parts for piece in part)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _commands() -> Iterator[str]:
    for command in LAPOR.commands:
        yield _command(command, "LAPOR!")
    known = {command.code for command in LAPOR.commands}
    for name in EXTENSIONS:
        own = extended(LAPOR, {name: {}} if name != "return_limit" else {name: {"returns": 3}})
        yield from (_command(one, f"`{name}`") for one in own.commands if one.code not in known)


def _command(command: CommandKind, source: str) -> str:
    effects = ", ".join(f"`{effect}`" for effect in command.effects) or "-"
    label = command.label
    return _row(f"`{command.code}`", label.en, label.id, _fields(command.fields), effects, source)


def _fields(fields: Iterable[CommandField]) -> str:
    return "; ".join(map(_field, fields)) or "-"


def _field(field: CommandField) -> str:
    name = f"**`{field.name}`**" if field.required else f"`{field.name}`"
    choices = ", ".join(f"`{choice}`" for choice in field.choices)
    return f"{name}: {field.kind}{f' ({choices})' if choices else ''}"


def _sentences(section: str) -> Iterator[str]:
    for name in sorted(catalogue("en")[section]):
        code = f"{section}.{name}"
        yield _row(f"`{name}`", sentence(code, "en"), sentence(code, "id"))


if __name__ == "__main__":
    _PAGE.write_text(page(), encoding="utf-8")
