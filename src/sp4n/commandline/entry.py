"""The entry: arguments in, exit code out.

A command's modules, and what its options need, are imported when it is called: a due date needs no
rules, and a report no policy.
"""

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from sp4n import __version__
from sp4n.commandline.console import Console, first_of
from sp4n.errors import Sp4nError
from sp4n.signs import visible

__all__ = ["main"]

_FAULT_LINES = 40  # own choice: who has more faults has one cause

_Command = Callable[[argparse.Namespace, Console], int]
_Fill = Callable[[argparse.ArgumentParser], None]

_ABOUT = """\
The domain core of SP4N-LAPOR!: working-day deadlines, routing and workflow of public complaints.
Without a command it plays the complaints of a made-up city through their whole life."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code; no error of the library becomes a traceback.

    Without *arguments* it reads those of the process, as the installed command ``sp4n`` does.
    """
    try:
        asked = _parser().parse_args(arguments)
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
        lines = error.message(console.language).splitlines()
        console.complain("\n".join(first_of(lines, _FAULT_LINES, console.language)))
    return 1


class _Parser(argparse.ArgumentParser):
    """Reads arguments; what it complains of may hold anything that somebody typed."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and leave."""
        super().error(visible(message))


class _CommandParser(_Parser):
    """Has a command's options only once it reads arguments: others are never asked for theirs."""

    fill: _Fill

    def parse_known_args(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401  # as in argparse
        """Get the options, and read; each command's parser does so once."""
        self.fill(self)
        return super().parse_known_args(*given, **named)


def _parser() -> argparse.ArgumentParser:
    common = _CommandParser(add_help=False)
    _output_options(common, as_json=argparse.SUPPRESS, language=argparse.SUPPRESS)
    parser = _Parser(
        prog=_called(),
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"sp4n {__version__}")
    _output_options(parser, as_json=False, language="en")
    parser.add_argument(
        "--seed", type=int, default=2026, help="another seed, other complaints (default 2026)"
    )
    parser.set_defaults(run="demonstration")
    commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", parser_class=_CommandParser
    )
    for name, about, fill in (
        ("due", "a due date, and why it is then", _due),
        ("route", "route complaints from a file", _route),
        ("check", "check a policy", _check),
        ("compare", "compare two policies", _compare),
        ("report", "indicators of exports", _report),
        ("diagram", "draw a workflow", _diagram),
    ):
        commands.add_parser(name, parents=[common], help=about).fill = fill
    return parser


def _called() -> str:
    """Name the command as it was called, so that usage texts can be typed again."""
    return "python -m sp4n" if Path(sys.argv[0]).name == "__main__.py" else "sp4n"


def _output_options(parser: argparse.ArgumentParser, *, as_json: object, language: object) -> None:
    parser.add_argument(
        "--json", action="store_true", default=as_json, help="print one JSON document"
    )
    parser.add_argument(
        "--language", choices=("en", "id"), default=language, help="of the words (default en)"
    )


def _due(parser: argparse.ArgumentParser) -> None:
    parser.description = "When something is due: N working days after DATE, with each skipped day."
    parser.add_argument("date", metavar="DATE", type=_day, help="the day of receipt: 2026-03-17")
    parser.add_argument("n", metavar="N", type=int, help="working days")
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="as it was known on that day")
    parser.add_argument(
        "--no-joint-leave", action="store_true", help="joint leave (cuti bersama) is worked"
    )
    parser.add_argument("--six-day", action="store_true", help="Saturdays are worked")
    parser.set_defaults(run="due")


def _route(parser: argparse.ArgumentParser) -> None:
    parser.description = "Route complaints: where each goes, and why."
    parser.add_argument("policy", metavar="POLICY", help="a policy's TOML file, or 'sample'")
    parser.add_argument(
        "file", metavar="FILE", help="complaints: a JSON array or JSON lines, '-' for stdin"
    )
    parser.set_defaults(run="route")


def _check(parser: argparse.ArgumentParser) -> None:
    parser.description = "Check a policy and its directory; exit code 1 when something is found."
    parser.add_argument("policy", metavar="POLICY", help="a policy's TOML file, or 'sample'")
    parser.add_argument("--on", type=_day, metavar="DATE", help="judge by this day (default today)")
    parser.add_argument(
        "--all", action="store_true", help="show also what is known of LAPOR!'s table, and accepted"
    )
    parser.set_defaults(run="check")


def _compare(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "What a second policy would change: which kinds of complaints would go to another agency, "
        "proven by the rules, and which of those in a file; and which clocks of cases stand "
        "otherwise."
    )
    parser.add_argument("before", metavar="A", help="a policy's TOML file, or 'sample'")
    parser.add_argument("after", metavar="B", help="the policy to compare it with")
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="complaints or cases: a JSON array or JSON lines, '-' for stdin; without it only "
        "the rules",
    )
    parser.add_argument(
        "--now",
        type=_instant,
        metavar="INSTANT",
        help="when to read the clocks of cases: 2026-03-27T17:00+07:00 (default: now)",
    )
    parser.set_defaults(run="compare")


def _report(parser: argparse.ArgumentParser) -> None:
    from sp4n.monitoring import DIMENSIONS, FEWEST

    parser.description = (
        "The indicators that exports of LAPOR! (Laporan Ringkas; .csv, .xlsx, .xls, .ods) can "
        "support, those that they can't, and what is wrong with the files. Of several rows on one "
        "complaint the latest word counts. Exit code 1 when no row could be read."
    )
    parser.add_argument(
        "exports", metavar="EXPORT", nargs="+", help="a file, '-' for stdin, or 'sample'"
    )
    parser.add_argument("--by", choices=DIMENSIONS, help="once more for each of these")
    parser.add_argument(
        "--from", dest="since", type=_day, metavar="DATE", help="received on this day or later"
    )
    parser.add_argument("--until", type=_day, metavar="DATE", help="received before this day")
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="the day of the file, if it does not tell it"
    )
    _reading(parser)
    parser.add_argument(
        "--suppress",
        nargs="?",
        type=_positive,
        const=FEWEST,
        metavar="N",
        help=f"hide numbers below N (default {FEWEST})",
    )
    parser.add_argument(
        "--csv", action="store_true", help="print the figures as a table, as CSV; not with --json"
    )
    parser.set_defaults(run="report_export")


def _reading(parser: argparse.ArgumentParser) -> None:
    """How exports are to be read: what they do not say themselves."""
    from sp4n.interchange.export.moments import DATES
    from sp4n.interchange.export.reading import OVERSIGHT_SINCE
    from sp4n.workdays import ZONES

    parser.add_argument(
        "--zone",
        choices=tuple(ZONES),
        help="of the city's days (default: that of the region's province, else WIB)",
    )
    parser.add_argument(
        "--times",
        choices=("UTC", *ZONES, "local"),
        default="UTC",
        help="how the files' times are meant (default UTC); local: as --zone or --region say",
    )
    parser.add_argument(
        "--dates",
        choices=DATES,
        help="whether all-numeric dates have the day or the month first, where no day settles it",
    )
    parser.add_argument(
        "--columns",
        metavar="FILE",
        help='the files\' own names of columns, as TOML: number = "No. Tiket"',
    )
    parser.add_argument(
        "--oversight-since",
        type=_day,
        default=OVERSIGHT_SINCE,
        metavar="DATE",
        help="earlier complaints of the class berkadar pengawasan have no class "
        f"(default {OVERSIGHT_SINCE})",
    )
    parser.add_argument("--region", metavar="CODE", help="the region of the complaints: 32.76")


def _diagram(parser: argparse.ArgumentParser) -> None:
    parser.description = "Draw a workflow: LAPOR!'s own, or that of a policy."
    parser.add_argument(
        "--format",
        choices=("svg", "mermaid", "dot"),
        default="svg",
        help="a picture (svg, the default), or text for Mermaid or Graphviz",
    )
    parser.add_argument("--policy", metavar="POLICY", help="a policy's TOML file, or 'sample'")
    parser.set_defaults(run="diagram")


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        message = f"{text!r} is no whole number from 1"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = datetime.min  # noqa: DTZ901  # refused below, as naive ones are
    if at.tzinfo is None:
        message = f"{text!r} is no instant such as 2026-03-27T17:00+07:00"
        raise argparse.ArgumentTypeError(message)
    return at


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is no date such as 2026-03-17"
        raise argparse.ArgumentTypeError(message) from None
