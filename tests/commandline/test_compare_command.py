"""``sp4n compare``: what a second policy would change, in words and as one document."""

import json
import shutil
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from sp4n.commandline import console, main
from sp4n.interchange import dump
from sp4n.policy import sample_complaints

Said = pytest.CaptureFixture[str]

FLOODS_FIRST = '[[rule]]\nid = "floods-first"\nwhen.any_word = ["banjir"]\nto = "BPBD"\n\n'


@pytest.fixture(name="proposal")
def _proposal(tmp_path: Path) -> str:
    """The sample city's policy with one rule more, before all others."""
    with_samples = files("sp4n.policy") / "sample"
    shutil.copy(str(with_samples / "directory.toml"), tmp_path)
    policy = (with_samples / "policy.toml").read_text("utf-8")
    path = tmp_path / "policy.toml"
    path.write_text(policy.replace("\n[[rule]]", f"\n{FLOODS_FIRST}[[rule]]", 1), "utf-8")
    return str(path)


@pytest.fixture(name="complaints")
def _complaints(tmp_path: Path) -> str:
    path = tmp_path / "complaints.jsonl"
    rows = (json.dumps(dump(one)) for one in sample_complaints(200))
    path.write_text("\n".join(rows), "utf-8")
    return str(path)


def test_a_policy_is_proven_to_do_what_it_does(capsys: Said) -> None:
    """Without a file only the rules are compared."""
    assert main(["compare", "sample", "sample"]) == 0
    assert capsys.readouterr().out == (
        "rules: proven that every complaint goes to the same agency\n"
    )


def test_a_proof_that_nothing_changes_is_a_document_too(capsys: Said) -> None:
    """Without any difference, it still says that it was looked for."""
    assert main(["compare", "sample", "sample", "--json"]) == 0
    rules = json.loads(capsys.readouterr().out)["rules"]

    assert rules == {
        "differences": [],
        "undecided": [],
        "modulo": [],
        "message": "rules: proven that every complaint goes to the same agency",
    }


def test_moves_gains_and_kinds_are_told(capsys: Said, proposal: str, complaints: str) -> None:
    """Floods go from the roads' office to the one for disasters; long lists are cut."""
    assert main(["compare", "sample", proposal, complaints]) == 0
    said = capsys.readouterr().out

    assert "of 200 go to another agency: Kota Contoh 2026.1 -> Kota Contoh 2026.1" in said
    assert "DPU (rule drains-and-floods) -> BPBD (rule floods-first), for example: banjir" in said
    assert "Agencies: before, after, gain" in said
    assert "more (--json has all)" in said
    assert "DISHUB (" in said
    assert all(len(line) <= 100 for line in said.splitlines())


def test_offices_that_gain_nothing_are_left_out(
    capsys: Said, proposal: str, complaints: str
) -> None:
    """In words; the document has them."""
    main(["compare", "sample", proposal, complaints, "--language", "id"])
    table = capsys.readouterr().out.partition("selisih\n")[2].partition("\n\n")[0]
    main(["compare", "sample", proposal, complaints, "--json"])
    document = json.loads(capsys.readouterr().out)

    assert [line.split()[0] for line in table.splitlines()[1:]] == ["BPBD", "DPU"]
    assert len(document["loads"]) > 2
    assert document["rules"]["undecided"] == []
    assert {one["before"]["agency"] for one in document["moves"]} == {"DPU"}


def test_a_policy_that_is_not_there_is_refused(capsys: Said) -> None:
    """With exit code 1, and the path."""
    assert main(["compare", "sample", "nowhere.toml"]) == 1
    assert "nowhere.toml" in capsys.readouterr().err


def test_many_faults_are_cut_short(capsys: Said, tmp_path: Path) -> None:
    """A file of the wrong kind is wrong in every line."""
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps([{"nomor": str(one)} for one in range(100)]), "utf-8")

    assert main(["compare", "sample", "sample", str(path)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 41
    assert said[-1] == "… and 460 more (--json has all)"


@pytest.mark.parametrize(("is_looked_at", "shows"), [(True, True), (False, False)])
def test_a_bar_is_for_whoever_looks_at_the_terminal(
    monkeypatch: pytest.MonkeyPatch, *, is_looked_at: bool, shows: bool
) -> None:
    """Not for a log file."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_looked_at)

    assert console.shows_progress() is shows
