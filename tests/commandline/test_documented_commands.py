"""What the documentation shows of the command line is what it prints."""

import re
import shlex
from pathlib import Path

import pytest

from sp4n.commandline import main

DOCS = Path(__file__).parents[2] / "docs"
SHOWN = [
    pytest.param(command, output, id=command)
    for page in sorted(DOCS.rglob("*.md"))
    for command, output in re.findall(
        r"^```console\n\$ sp4n (.*)\n((?:(?!```).*\n)*)```$",
        page.read_text("utf-8"),
        re.MULTILINE,
    )
]


def test_something_is_shown() -> None:
    """Else the pattern above has gone stale."""
    assert SHOWN


@pytest.mark.parametrize(("command", "output"), SHOWN)
def test_a_command_prints_what_the_page_shows(
    command: str,
    output: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To the last blank; a page names files from the root of the repository on."""
    monkeypatch.chdir(DOCS.parent)
    code = main(shlex.split(command))

    assert code == 0
    assert capsys.readouterr().out == output
