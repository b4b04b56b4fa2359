"""The command that an installation puts on the path, as it is called from there."""

import sys
import tomllib
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest

from sp4n.commandline import main

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
INSTALLED = Path("/somewhere/bin/sp4n")
MODULE = Path("/somewhere/site-packages/sp4n/__main__.py")

Said = pytest.CaptureFixture[str]


def declared() -> EntryPoint:
    return EntryPoint("sp4n", PROJECT["project"]["scripts"]["sp4n"], "console_scripts")


def test_what_is_declared_is_what_is_installed() -> None:
    """There is one command, and it is called without any argument."""
    (installed,) = entry_points(group="console_scripts", name="sp4n")

    assert main is declared().load()
    assert main is installed.load()


@pytest.mark.parametrize(
    ("options", "last"),
    [
        ([], "Next: sp4n due 2026-03-17 5 · sp4n check sample · all commands: sp4n --help"),
        (
            ["--language", "id"],
            "Selanjutnya: sp4n due 2026-03-17 5 · sp4n check sample · semua perintah: sp4n --help",
        ),
    ],
)
def test_without_a_command_it_plays_the_demonstration_and_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, said: Said, options: list[str], last: str
) -> None:
    """Its arguments are those of the process."""
    monkeypatch.setattr(sys, "argv", [str(INSTALLED), *options])

    assert 0 == declared().load()()
    assert last == said.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(
    ("called", "usage"),
    [
        (INSTALLED, "usage: sp4n due "),
        (INSTALLED.with_suffix(".exe"), "usage: sp4n due "),
        (MODULE, "usage: python -m sp4n due "),
    ],
)
def test_a_usage_can_be_typed_again(
    monkeypatch: pytest.MonkeyPatch, said: Said, called: Path, usage: str
) -> None:
    """It names the command as it was called."""
    monkeypatch.setattr(sys, "argv", [str(called), "due"])

    assert 2 == main()
    assert said.readouterr().err.startswith(usage)


def test_an_empty_list_of_arguments_is_not_that_of_the_process(
    monkeypatch: pytest.MonkeyPatch, said: Said
) -> None:
    """Whoever passes arguments, none among them, means those."""
    monkeypatch.setattr(sys, "argv", [str(INSTALLED), "--version"])

    assert 0 == main([])
    assert "sp4n --help" in said.readouterr().out


def test_the_version_is_that_of_the_package(said: Said) -> None:
    """As an installer knows it."""
    assert 0 == main(["--version"])
    assert f"sp4n {PROJECT['project']['version']}\n" == said.readouterr().out


@pytest.fixture(name="said")
def _said(capsys: Said) -> Said:
    return capsys
