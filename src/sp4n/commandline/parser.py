"""A parser that speaks the language it is given: help by name, and argparse's own sentences."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, NoReturn

from sp4n.errors import InvalidValue, fault, shown
from sp4n.labels import Language, Message
from sp4n.messages import FALLBACK, catalogue, languages
from sp4n.signs import visible

DEFAULT_LANGUAGE: Language = "en"

_GETTEXT = {name: vars(argparse)[name] for name in ("_", "ngettext")}


def language_of(arguments: Sequence[str] | None) -> Language:
    """Find the language that is asked for, before anything is read: help and errors need it.

    The last one that is known counts, however it is written; what is wrong with others is told
    when the arguments are read.

    >>> language_of(["due", "--help", "--language=id"]), language_of(["--language", "jv"])
    ('id', 'en')
    """
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--language", nargs="?", action="append", default=[])
    asked = parser.parse_known_args(arguments)[0].language
    known = [language for language in asked if language in languages()]
    return known[-1] if known else DEFAULT_LANGUAGE


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Answer from our labels while argparse asks gettext, which would go by the environment."""

    def say(sentence: str) -> str:
        return catalogue(language).get("argparse", {}).get(sentence, sentence)

    vars(argparse).update(
        _=say, ngettext=lambda single, plural, n: say(single if n == 1 else plural)
    )
    try:
        yield
    finally:
        vars(argparse).update(_GETTEXT)


class Parser(argparse.ArgumentParser):
    """Reads arguments; what it complains of may hold anything that somebody typed.

    The help on it, and on each argument, is found by name.
    """

    def __init__(self, *, command: str, language: Language, **settings: Any) -> None:  # noqa: ANN401  # as in argparse
        self.command = command
        self.language = language
        super().__init__(description=self.words(command), **settings)

    def words(self, name: str) -> str:
        """Give the help of that name."""
        return Message(f"help.{name}").describe(self.language)

    def value(self, name: str) -> str:
        """Say what stands for a value of that name."""
        return Message(f"placeholder.{name}").describe(self.language)

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:  # noqa: ANN401
        """Add an argument, with the help of its name."""
        action = super().add_argument(*names, **settings)
        own = f"{self.command}.{action.dest}"
        if action.dest != "help":
            action.help = self.words(own if own in catalogue(FALLBACK)["help"] else action.dest)
        if isinstance(action.metavar, str):
            action.metavar = self.value(action.metavar)
        return action

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and leave."""
        super().error(visible(message))

    def day(self, text: str) -> date:
        """Read a day."""
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self._refused("not_a_date", found=shown(text)) from None

    def start(self, text: str) -> date | datetime:
        """Read a day, or an instant with its offset or without."""
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            raise self._refused("not_a_start", found=shown(text)) from None
        return at if len(text) > len("2026-03-17") else at.date()

    def closure(self, text: str) -> tuple[date, str]:
        """Read a day off, and why if it is said: ``2026-05-04=Hari Jadi``."""
        day, _, why = text.partition("=")
        return self.day(day), why

    def instant(self, text: str) -> datetime:
        """Read an instant, with its offset."""
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            raise self._refused("not_an_instant", found=shown(text)) from None
        if at.tzinfo is None:
            raise self._refused("naive_datetime")
        return at

    def number(self, text: str) -> int:
        """Read a whole number."""
        try:
            return int(text)
        except ValueError:
            expected = "whole_number"
            raise self._refused("wrong_type", expected=expected, found=shown(text)) from None

    def positive(self, text: str) -> int:
        """Read a whole number from 1."""
        n = self.number(text)
        if n < 1:
            raise self._refused("too_small", limit=1, found=shown(n))
        return n

    def _refused(self, code: str, **facts: int | str) -> argparse.ArgumentTypeError:
        return argparse.ArgumentTypeError(fault(code, **facts).describe(self.language))


class LimitAction(argparse.Action):
    """Reads a limit in one word or several: ``5``, ``"60 calendar days"``, ``1 x 24 jam``."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Join the words; a number alone are working days, and is left to the calendar."""
        del option_string
        from attrs import evolve

        from sp4n.workdays import Limit

        text = " ".join(values) if isinstance(values, list) else str(values)
        if not text:  # where none is needed
            setattr(namespace, self.dest, None)
            return
        try:
            limit: int | Limit = int(text)
        except ValueError:
            try:
                limit = Limit.parse(text)
            except InvalidValue as error:
                assert isinstance(parser, Parser)  # noqa: S101  # each of ours is
                wrong = evolve(error.faults[0], where="")
                raise argparse.ArgumentError(self, wrong.describe(parser.language)) from None
        setattr(namespace, self.dest, limit)


class CommandParser(Parser):
    """Has a command's options only once it reads arguments: others are never asked for theirs."""

    fill: Callable[[Parser], None]

    def parse_known_args(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401  # as in argparse
        """Get the options, and read; each command's parser does so once."""
        self.fill(self)
        return super().parse_known_args(*given, **named)
