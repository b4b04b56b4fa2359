"""What each command takes. The words of help are in `sp4n.messages`.

What an option needs is imported when its command is called: a due date needs no rules, and a report
no policy.
"""

import sys
from argparse import SUPPRESS
from collections.abc import Callable, Mapping
from pathlib import Path

from sp4n import __version__
from sp4n.commandline.parser import DEFAULT_LANGUAGE, CommandParser, LimitAction, Parser
from sp4n.labels import Language
from sp4n.messages import languages


def parser_of(language: Language) -> Parser:
    """Make the parser of the whole command line, which speaks that language."""
    parser = Parser(command="sp4n", language=language, prog=_called())
    parser.add_argument("--version", action="version", version=f"sp4n {__version__}")
    _output_options(parser, as_json=False, language=DEFAULT_LANGUAGE)
    parser.add_argument("--seed", metavar="SEED", type=parser.number, default=2026)
    parser.set_defaults(run="demonstration")
    commands = parser.add_subparsers(
        title=parser.words("commands"),
        metavar=parser.value("COMMAND"),
        parser_class=CommandParser,
    )
    for name in _COMMANDS:
        about = parser.words(f"{name}.brief")
        commands.add_parser(name, help=about, command=name, language=language).fill = _fill
    return parser


def _fill(parser: Parser) -> None:
    """Give a command what all commands take, and its own."""
    _output_options(parser, as_json=SUPPRESS, language=SUPPRESS)
    _COMMANDS[parser.command](parser)


def _called() -> str:
    """Name the command as it was called, so that usage texts can be typed again."""
    return "python -m sp4n" if Path(sys.argv[0]).name == "__main__.py" else "sp4n"


def _output_options(parser: Parser, *, as_json: object, language: object) -> None:
    parser.add_argument("--json", action="store_true", default=as_json)
    parser.add_argument("--language", choices=languages(), default=language)


def _due(parser: Parser) -> None:
    parser.add_argument("start", metavar="DATE", type=parser.start)
    parser.add_argument("limit", metavar="LIMIT", nargs="+", action=LimitAction)
    _office(parser)
    parser.set_defaults(run="due")


def _ics(parser: Parser) -> None:
    parser.add_argument("start", metavar="DATE", type=parser.start, nargs="?")
    parser.add_argument("limit", metavar="LIMIT", nargs="*", action=LimitAction)
    parser.add_argument("--year", metavar="YEAR", type=parser.positive)
    parser.add_argument("--summary", metavar="TEXT")
    _office(parser)
    parser.set_defaults(run="ics")


def _office(parser: Parser) -> None:
    """What is known of an office's days and hours."""
    from sp4n.workdays.zones import ZONES

    parser.add_argument("--as-of", type=parser.day, metavar="DATE")
    parser.add_argument("--no-joint-leave", action="store_true")
    parser.add_argument("--six-day", action="store_true")
    parser.add_argument("--policy", metavar="POLICY")
    parser.add_argument("--zone", choices=tuple(ZONES))
    parser.add_argument("--hours", metavar="HOURS")
    parser.add_argument(
        "--closure", type=parser.closure, action="append", default=[], metavar="DATE"
    )


def _route(parser: Parser) -> None:
    parser.add_argument("policy", metavar="POLICY")
    parser.add_argument("file", metavar="FILE")
    parser.set_defaults(run="route")


def _check(parser: Parser) -> None:
    parser.add_argument("policy", metavar="POLICY")
    parser.add_argument("--on", type=parser.day, metavar="DATE")
    parser.add_argument("--all", action="store_true")
    parser.set_defaults(run="check")


def _compare(parser: Parser) -> None:
    parser.add_argument("before", metavar="A")
    parser.add_argument("after", metavar="B")
    parser.add_argument("file", metavar="FILE", nargs="?")
    parser.add_argument("--now", type=parser.instant, metavar="INSTANT")
    parser.set_defaults(run="compare")


def _report(parser: Parser) -> None:
    from sp4n.monitoring import DIMENSIONS, FEWEST

    parser.add_argument("exports", metavar="EXPORT", nargs="+")
    parser.add_argument("--by", choices=DIMENSIONS)
    parser.add_argument("--from", dest="since", type=parser.day, metavar="DATE")
    parser.add_argument("--until", type=parser.day, metavar="DATE")
    parser.add_argument("--as-of", type=parser.day, metavar="DATE")
    _reading(parser)
    parser.add_argument("--suppress", nargs="?", type=parser.positive, const=FEWEST, metavar="N")
    parser.add_argument("--csv", action="store_true")
    parser.set_defaults(run="report_export")


def _reading(parser: Parser) -> None:
    """How exports are to be read: what they do not say themselves."""
    from sp4n.interchange.lapor_export.moments import DATES
    from sp4n.interchange.lapor_export.reading import OVERSIGHT_SINCE
    from sp4n.workdays import ZONES

    parser.add_argument("--zone", choices=tuple(ZONES))
    parser.add_argument("--times", choices=("UTC", *ZONES, "local"), default="UTC")
    parser.add_argument("--dates", choices=DATES)
    parser.add_argument("--columns", metavar="FILE")
    parser.add_argument(
        "--oversight-since", type=parser.day, default=OVERSIGHT_SINCE, metavar="DATE"
    )
    parser.add_argument("--region", metavar="CODE")


def _diagram(parser: Parser) -> None:
    parser.add_argument("--format", choices=("svg", "mermaid", "dot"), default="svg")
    parser.add_argument("--policy", metavar="POLICY")
    parser.set_defaults(run="diagram")


_COMMANDS: Mapping[str, Callable[[Parser], None]] = {
    "due": _due,
    "ics": _ics,
    "route": _route,
    "check": _check,
    "compare": _compare,
    "report": _report,
    "diagram": _diagram,
}
