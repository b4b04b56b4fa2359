"""The entry: arguments in, exit code out.

A command's modules are imported when it is called: a due date needs no rules, and a report no
policy.
"""

import argparse
import gc
import io
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from sp4n.commandline.arguments import parser_of
from sp4n.commandline.console import Console, first_of
from sp4n.commandline.parser import language_of, speaking
from sp4n.errors import Sp4nError

_FAULT_LINES = 40  # own choice: who has more faults has one cause

_GARBAGE_THRESHOLD_OBJECTS = 100_000
"""Own choice: a command makes many values and few circles, and ends soon."""

_Command = Callable[[argparse.Namespace, Console], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code; no error of the library becomes a traceback.

    Without *arguments* it reads those of the process, as the installed command ``sp4n`` does.
    """
    if arguments is None:  # a process of its own
        gc.set_threshold(_GARBAGE_THRESHOLD_OBJECTS)
    try:
        language = language_of(arguments)
        with speaking(language):
            asked = parser_of(language).parse_args(arguments)
    except SystemExit as stop:  # argparse has said what is wrong
        return int(stop.code or 0)
    command: _Command = import_module(f"sp4n.commandline.{asked.run}").run
    console = Console(as_json=asked.json, language=asked.language)
    if not console.can_answer():
        console.complain("standard output: is closed")
        return 1
    _allow_any_text()
    try:
        code = _run(command, asked, console)
        print(end="", flush=True)
    except BrokenPipeError:  # whoever reads has seen enough
        if sys.stderr is not None:
            sys.stderr.close()
        return 0
    except OSError as error:
        console.complain(f"standard output: {error.strerror}")
        return 1
    return code


def _run(run: _Command, asked: argparse.Namespace, console: Console) -> int:
    try:
        return run(asked, console)
    except Sp4nError as error:
        return _refuse(error, console)


def _allow_any_text() -> None:
    """Let what the terminal's encoding lacks show as an escape instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _refuse(error: Sp4nError, console: Console) -> int:
    if console.as_json:
        console.document({"error": error.to_dict(console.language)})
    else:
        lines = error.describe(console.language).splitlines()
        console.complain("\n".join(first_of(lines, _FAULT_LINES, console.language)))
    return 1
