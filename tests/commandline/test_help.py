"""The command line's help, and what it complains of, in either language."""

import argparse
import ast
import inspect
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sp4n.commandline import main
from sp4n.commandline.arguments import parser_of
from sp4n.commandline.parser import Parser, language_of, speaking
from sp4n.labels import Language
from sp4n.messages import catalogue, languages

Said = pytest.CaptureFixture[str]

LANGUAGES = languages()
COMMANDS = ("due", "ics", "route", "check", "compare", "report", "diagram")
SECTIONS = ("help", "placeholder", "argparse")
SAID = {
    language: {
        f"{section}.{name}": text
        for section in SECTIONS
        for name, text in catalogue(language)[section].items()
    }
    for language in LANGUAGES
}
HELP = catalogue("en")["help"]


def parsers(language: Language) -> dict[str, Parser]:
    """The parser of sp4n itself and of each command, with all that they take."""
    with speaking(language):
        parser = parser_of(language)
        (listed,) = (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
        for one in listed.choices.values():
            one.fill(one)
    return {"sp4n": parser, **listed.choices}


def words(text: str) -> set[str]:
    """The words of a text, but for those that are typed as they stand, and for places of facts."""
    typed = rf"--?[a-z-]+|\{{[^}}]*\}}|'[^']*'|^ +({'|'.join(COMMANDS)})\b|python -m|sp4n \w*"
    prose = re.sub(rf"{typed}|%\(\w+\)[a-z]|%[a-z]", " ", text, flags=re.MULTILINE)
    return set(re.findall(r"[a-z]{2,}", prose.lower()))


def said_by_argparse() -> set[str]:
    """The words of all sentences that argparse hands to gettext."""
    called = [
        one
        for one in ast.walk(ast.parse(inspect.getsource(argparse)))
        if isinstance(one, ast.Call) and getattr(one.func, "id", "") in ("_", "ngettext")
    ]
    sentences = [
        part.value
        for one in called
        for given in one.args
        for part in ast.walk(given)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    assert "usage: " in sentences
    return {word for one in sentences for word in words(one)}


NAMES = words(  # typed and read alike in both languages
    "json toml csv xls xlsx ods svg mermaid graphviz iso dmy mdy utc wib local sp lapor id en"
    " number no tiket"
)
LOAN_WORDS = words("laporan ringkas cuti bersama bahasa indonesia")  # in English help
INDONESIAN = {word for text in SAID["id"].values() for word in words(text)} - NAMES
ENGLISH = {word for text in SAID["en"].values() for word in words(text)} | said_by_argparse()
ENGLISH -= NAMES | LOAN_WORDS


def test_no_word_is_of_both_languages() -> None:
    """Else the tests below could not tell them apart."""
    assert LOAN_WORDS == INDONESIAN & (ENGLISH | LOAN_WORDS)


def test_the_commands_are_these() -> None:
    """The tests below walk over all of them."""
    assert {"sp4n", *COMMANDS} == set(parsers("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_argument_has_help_and_every_help_its_argument(language: Language) -> None:
    """In the language that is asked for; nothing is left over."""
    found = parsers(language)
    told = {
        (name, one.dest): one.help
        for name, parser in found.items()
        for one in parser._actions
        if one.dest not in ("help", argparse.SUPPRESS)
    }
    shared = {dest for _, dest in told if dest in HELP}
    own = {f"{name}.{dest}" for name, dest in told if f"{name}.{dest}" in HELP}
    briefs = {f"{name}.brief" for name in COMMANDS}

    for (name, dest), text in told.items():
        own_name = f"{name}.{dest}"
        assert catalogue(language)["help"][own_name if own_name in HELP else dest] == text
    assert set(HELP) == shared | own | briefs | set(found) | {"commands"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_has_a_name_in_the_language(language: Language) -> None:
    """What stands for a value is a word of the language, and each of our words stands for one."""
    found = {
        one.metavar
        for parser in parsers(language).values()
        for one in parser._actions
        if one.metavar is not None
    }

    assert set(catalogue(language)["placeholder"].values()) == found


@pytest.mark.parametrize("code", SAID["en"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_fills_in_the_same_facts(code: str, language: Language) -> None:
    """Each text has the places that argparse fills."""
    places = re.compile(r"%(?:\(\w+\))?[a-z]")

    own, english = SAID[language][code], SAID["en"][code]
    assert sorted(places.findall(own)) == sorted(places.findall(english))


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_no_english_word_is_in_indonesian_help(capsys: Said, command: str) -> None:
    """Neither ours nor argparse's own, but for what is typed: options, choices, commands."""
    assert main([*command.split(), "--help", "--language", "id"]) == 0
    told = capsys.readouterr().out

    assert "penggunaan: " in told
    assert "tampilkan bantuan ini, lalu keluar" in told
    assert set() == words(told) & ENGLISH


WRONG = {
    "nothing": ["due"],
    "a day": ["due", "kemarin", "5"],
    "a number": ["due", "2025-01-24", "lima"],
    "a seed": ["--seed", "x"],
    "an instant": ["compare", "sample", "sample", "--now", "kemarin"],
    "a naive instant": ["compare", "sample", "sample", "--now", "2026-03-27T17:00"],
    "a value too few": ["due", "2025-01-24", "5", "--as-of"],
    "an argument too many": ["check", "sample", "x"],
    "an unknown option": ["check", "sample", "--lagi"],
    "an ambiguous option": ["report", "sample", "--c"],
    "a flag with a value": ["due", "2025-01-24", "5", "--six-day=3"],
    "no command": ["laporkan"],
    "no choice": ["report", "sample", "--times", "GMT"],
    "no files": ["report", "--times", "UTC"],
    "too small": ["report", "sample", "--suppress", "0"],
    "a language": ["--language", "jv"],
    "no language": ["--language"],
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_usage_is_told_in_indonesian(capsys: Said, arguments: list[str]) -> None:
    """Exit code 2, and no English word of ours or argparse's."""
    assert main(["--language", "id", *arguments]) == 2
    told = capsys.readouterr().err

    assert "penggunaan: " in told
    assert ": kesalahan: " in told
    assert set() == words(told) & ENGLISH


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_usage_is_told_in_english_unless_asked_otherwise(
    capsys: Said, arguments: list[str]
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr().err

    assert "usage: " in told
    assert ": error: " in told
    assert set() == words(told) & INDONESIAN - LOAN_WORDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_tells_how_exports_are_read(capsys: Said, language: Language) -> None:
    """Several files, and what a file may not say of itself."""
    assert main(["report", "--help", "--language", language]) == 0
    told = capsys.readouterr().out
    value = catalogue(language)["placeholder"]["EXPORT"]

    assert f"{value} [{value} ...]" in told
    assert "--times {UTC,WIB,WITA,WIT,local}" in told
    assert "--dates {dmy,mdy,iso}" in told
    assert f"--columns {catalogue(language)['placeholder']['FILE']}" in told
    assert "--oversight-since" in told
    assert "2023-10-07" in told
    assert 'number = "No. Tiket"' in " ".join(told.split())


def test_every_option_that_a_sentence_names_is_there() -> None:
    """What a fault or a command advises can be typed."""
    folder = Path(parser_of.__code__.co_filename).parent
    texts = [
        *(text for name in LANGUAGES for text in catalogue(name)["fault"].values()),
        *SAID["en"].values(),
        *(one.read_text("utf-8") for one in folder.iterdir() if one.suffix == ".py"),
    ]
    named = {option for one in texts for option in re.findall(r"--[a-z][a-z-]*", one)}
    found = {
        option
        for parser in parsers("en").values()
        for action in parser._actions
        for option in action.option_strings
    }

    assert {"--dates", "--as-of", "--json"} <= named
    assert set() == named - found


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ("", "en"),
        ("--language id", "id"),
        ("--language=id", "id"),
        ("--lang id", "id"),
        ("--l=id", "id"),
        ("report --help --language id", "id"),
        ("--language id report --help", "id"),
        ("--language id report --language en", "en"),
        ("--language id report --language jv", "id"),
        ("--language jv", "en"),
        ("--language", "en"),
        ("report --language", "en"),
        ("report --language --help", "en"),
        ("--languages id", "en"),
        ("-l id", "en"),
        ("report -- --language id", "en"),
        ("report --region=--language id", "en"),
    ],
)
def test_the_language_is_known_before_anything_is_read(arguments: str, language: Language) -> None:
    """However it is written; the last known one counts."""
    assert language == language_of(arguments.split())


@given(
    st.lists(
        st.sampled_from(
            [
                "--json", "--language", "id", "en", "jv", "--language=id", "--lang=en", "--l", "--",
                "due", "2025-01-24", "5", "-5", "--as-of", "--as-of=2025-01-24", "check", "sample",
            ]
        ),
        max_size=7,
    )
)  # fmt: skip
def test_what_is_found_before_is_what_is_read(arguments: list[str]) -> None:
    """Whenever the arguments can be read at all."""
    try:
        with speaking("en"):
            asked = parser_of("en").parse_args(arguments)
    except SystemExit:
        return

    assert asked.language == language_of(arguments)


@pytest.mark.parametrize("arguments", [["due", "--help"], ["due"], ["due", "2025-01-24", "5"]])
def test_other_programs_speak_as_before(arguments: list[str]) -> None:
    """Argparse asks us only while we read arguments."""
    main(["--language", "id", *arguments])

    assert "usage: other [-h]\n" == argparse.ArgumentParser(prog="other").format_usage()


def test_wrong_usage_shows_nothing_that_a_terminal_obeys_in_indonesian(capsys: Said) -> None:
    """As in English."""
    assert main(["--language", "id", "due", "2025-01-24", "5\x1b[31m\u202e"]) == 2
    assert main(["--language", "id", "check", "sample", "x\x1b[31m\u202e"]) == 2

    assert not {"\x1b", "\u202e"} & set(capsys.readouterr().err)
