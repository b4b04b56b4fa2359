"""``sp4n diagram``: what the library draws, on standard output."""

import json

import pytest

from sp4n.commandline import main
from sp4n.workflow import LAPOR
from sp4n.workflow.diagram import FORMATS, svg

Said = pytest.CaptureFixture[str]

POLICY = """\
schema = "sp4n/policy/1"
name = "Kota Contoh"
version = "1"
directory = "d.toml"

[workflow]
timers = { close_by_system = "7 working days" }
"""
DIRECTORY = 'schema = "sp4n/directory/1"\n[agency.A]\nname = "Kantor Contoh"\n'


def test_the_picture_is_the_default(capsys: Said) -> None:
    """LAPOR!'s own table, in English as every command, to the last character."""
    assert main(["diagram"]) == 0
    assert capsys.readouterr().out == svg(LAPOR, "en")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_can_be_asked_for(capsys: Said, form: str) -> None:
    """The options of the command line are the library's formats."""
    assert main(["diagram", "--format", form, "--language", "id"]) == 0
    assert capsys.readouterr().out == FORMATS[form](LAPOR, "id")


@pytest.mark.parametrize("form", FORMATS)
def test_as_a_document(capsys: Said, form: str) -> None:
    """The format and the diagram."""
    assert main(["diagram", "--json", "--format", form]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "format": form,
        "diagram": FORMATS[form](LAPOR, "en"),
    }


def test_a_policys_own_workflow(capsys: Said, tmp_path_factory: pytest.TempPathFactory) -> None:
    """With its own timers; the sample city has LAPOR!'s."""
    folder = tmp_path_factory.mktemp("city")
    (folder / "d.toml").write_text(DIRECTORY, encoding="utf-8")
    (folder / "p.toml").write_text(POLICY, encoding="utf-8")
    assert main(["diagram", "--format", "mermaid", "--policy", str(folder / "p.toml")]) == 0
    own = capsys.readouterr().out
    assert main(["diagram", "--format", "mermaid", "--policy", "sample"]) == 0
    sample = capsys.readouterr().out

    assert "after 7 working days" in own
    assert "after 10 working days" in sample


def test_a_policy_that_is_not_there_is_refused(capsys: Said) -> None:
    """Exit 1, as with every command."""
    assert main(["diagram", "--policy", "none.toml", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "not_readable"


@pytest.mark.parametrize("arguments", [["--format", "png"], ["--policy"], ["lapor"]])
def test_wrong_usage_is_exit_2(capsys: Said, arguments: list[str]) -> None:
    """Unknown formats and stray arguments."""
    assert main(["diagram", *arguments]) == 2
    assert "usage:" in capsys.readouterr().err
