"""The targets: whatever the library reads that somebody else wrote."""

import io
import json
import os
import shlex
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fuzz_judge import CANARY, Attempt, Target

from sp4n.commandline.entry import main
from sp4n.interchange import FormatError, dump, load, read_complaints, read_export, read_items
from sp4n.model import Agency, Complaint, Directory, Region
from sp4n.monitoring import Period, Recurrence
from sp4n.policy import directory_from_data, load_policy, policy_from_data
from sp4n.routing import (
    Router,
    RuleBook,
    Vocabulary,
    normalise,
    rule_from_data,
    stems,
    word_forms,
)
from sp4n.workdays import Limit, OfficeHours

__all__ = ["PARTING", "TARGETS"]

PARTING = b"\n#=== directory.toml\n"
"""Between a policy and its directory, where one input holds both files."""

_MOST_TO_CHECK = 4_000  # bytes: the checks of larger policies are measured elsewhere
_MARK = "$python"
_AT = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
_ON = _AT.date()


def documents(data: bytes) -> Iterator[Attempt]:
    """Complaints, cases and events as text, as JSON values, and as values that no JSON has."""
    text = data.decode("utf-8", "surrogateescape")
    yield lambda: read_complaints(text)
    yield lambda: read_items(text)
    value = _value(text)
    if value is not None:
        yield lambda: _comes_back(value)


def _comes_back(document: Any) -> None:
    """What loads, dumps; and what was dumped loads again, the same."""
    first = load(document)
    dumped = dump(first)
    again = load(json.loads(json.dumps(dumped)))
    assert first == again
    assert dumped == dump(again)


def _value(text: str) -> Any:
    """The JSON value, if it is any; ``{"$python": name}`` stands for what JSON can't say."""
    try:
        return json.loads(text, object_hook=_strange)
    except (ValueError, RecursionError):
        return None


def _strange(table: dict[str, Any]) -> Any:
    name = table.get(_MARK)
    known = _STRANGE.get(name) if isinstance(name, str) else None
    return table if known is None else known()


def _circle() -> list[object]:
    circle: list[object] = []
    circle.append(circle)
    return circle


class _Rude:
    """A value whose every question fails."""

    def __repr__(self) -> str:
        raise KeyError

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        raise KeyError

    __hash__ = None  # type: ignore[assignment]


_STRANGE: Mapping[str, Callable[[], object]] = {
    "bytes": lambda: b"x",
    "set": lambda: {1, "x"},
    "tuple": lambda: (1, "x"),
    "object": object,
    "rude": _Rude,
    "class": lambda: dict,
    "date": lambda: _ON,
    "datetime": lambda: _AT,
    "decimal": lambda: Decimal("sNaN"),
    "circle": _circle,
    "huge": lambda: 10**5_000,
    "keys": lambda: {1: 2, None: 3, ("a",): 4},
}


def policies(data: bytes) -> Iterator[Attempt]:
    """A policy's file and its directory's, as files and as data; what loads is checked."""
    policy, _, directory = data.partition(PARTING)
    with TemporaryDirectory() as folder:
        path = Path(folder, "policy.toml")
        path.write_bytes(policy)
        Path(folder, "directory.toml").write_bytes(directory)
        yield lambda: _loaded(path, len(data))
    for one in (policy, directory):
        tables = _tables(one)
        if tables is not None:
            yield partial(policy_from_data, tables)
            yield partial(directory_from_data, tables)


def _loaded(path: Path, size: int) -> None:
    found = load_policy(path)
    assert found.digest == load_policy(path).digest
    if size <= _MOST_TO_CHECK:
        for one in found.check():
            one.describe("id"), one.describe("en")


def _tables(data: bytes) -> Any:
    """The data of a file, whether it is TOML or JSON with strange values in it."""
    text = data.decode("utf-8", "replace")
    if text.startswith("{"):
        return _value(text)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def exports(data: bytes) -> Iterator[Attempt]:
    """An export of LAPOR!, as delimited text or as a workbook; its complaints dump and load."""
    yield lambda: _exported(data)


def _exported(data: bytes) -> None:
    try:
        found = read_export(io.BytesIO(data))
    except FormatError as error:
        codes = {one.code for one in error.faults}
        if "column_guessed" not in codes or "not_an_export" in codes:
            raise
        # The names of a header are shown, even where a mutation put words among them.
        raise FormatError(*(one for one in error.faults if one.code != "column_guessed")) from None
    said = [list(found.problems(language).records()) for language in ("id", "en")]
    assert CANARY not in repr((found, said))
    for one in found.complaints[:3]:
        assert one == load(json.loads(json.dumps(dump(one))))


def words(data: bytes) -> Iterator[Attempt]:
    """Words of citizens and of cities: read, searched and looked for; and the short notations."""
    text = data.decode("utf-8", "surrogateescape")
    first, _, rest = text.partition("\n")
    lines = rest.splitlines()[:8]
    yield lambda: normalise(text)
    yield lambda: (stems(first), word_forms(first))
    yield lambda: Vocabulary([first, *lines]).places(normalise(text))
    yield lambda: Limit.parse(first)
    yield lambda: Region(first)
    yield lambda: OfficeHours([first, *lines]).describe("id")
    yield lambda: OfficeHours(dict.fromkeys(lines, first)).describe("id")
    yield lambda: _recurs(first)
    for name in ("any_word", "all_words", "phrase", "negated_word", "affirmed_word"):
        yield partial(_routed, name, first, lines, text)


def _recurs(rule: str) -> None:
    found = Recurrence(rule, from_on=_ON)
    found.days(Period.year(2026)), found.describe("id"), found.describe("en")
    again = Recurrence(found.rule, from_on=found.from_on, until_on=found.until_on)
    assert found == again


def _routed(name: str, first: str, lines: list[str], text: str) -> None:
    """A rule with these words reads a text that may have them."""
    wanted: object = (
        [first] if name in {"phrase", "negated_word", "affirmed_word"} else [first, *lines]
    )
    rule = rule_from_data({"id": "rule", "to": "X-0001", "when": {name: wanted}})
    directory = Directory([Agency("X-0001", "Instansi Contoh")])
    complaint = Complaint("X-0001", text[:300], text[:3_000], _AT)
    Router(directory, RuleBook([rule])).route(complaint, on=_ON).to_dict("id")


def arguments(data: bytes) -> Iterator[Attempt]:
    """Odd arguments of the command line: an exit code of 0, 1 or 2, and never a traceback."""
    text = data.decode("utf-8", "surrogateescape")
    head, _, stdin = text.partition("\n")
    try:
        given = shlex.split(head)
    except ValueError:
        given = head.split()
    with TemporaryDirectory() as folder, chdir(folder):
        yield lambda: _run([_harmless(one) for one in given if one not in _DEAR], stdin)


def _run(given: list[str], stdin: str) -> None:
    typed = io.TextIOWrapper(io.BytesIO(stdin.encode("utf-8", "surrogateescape")))
    printed = io.TextIOWrapper(io.BytesIO(), "utf-8")
    complained = io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace")  # as Python's
    earlier, sys.stdin = sys.stdin, typed
    try:
        with redirect_stdout(printed), redirect_stderr(complained):
            code = main(given)
    finally:
        sys.stdin = earlier
    assert code in {0, 1, 2}


def _harmless(argument: str) -> str:
    """Arguments may name files, but none outside of the folder."""
    return argument.replace(os.sep, "_").replace("..", "_")


_DEAR = ("check", "compare")  # of the sample: a quarter of a second each, measured elsewhere

TARGETS: Mapping[str, Target] = {
    "documents": documents,
    "policies": policies,
    "exports": exports,
    "words": words,
    "arguments": arguments,
}
