"""``sp4n compare``: what a second policy would change, in words and as one document."""

import json
import shutil
import sys
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from sp4n.commandline import console, main
from sp4n.interchange import dump
from sp4n.model import Complaint
from sp4n.sample import sample_complaints, sample_policy

Said = pytest.CaptureFixture[str]

FLOODS_FIRST = '[[rule]]\nid = "floods-first"\nwhen.any_word = ["banjir"]\nto = "BPBD"\n\n'


@pytest.fixture(name="proposal")
def _proposal(tmp_path: Path) -> str:
    """The sample city's policy with one rule more, before all others."""
    with_samples = files("sp4n.sample")
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
        "rules: it is proven that every complaint goes to the same agency\n"
    )


def test_a_proof_that_nothing_changes_is_a_document_too(capsys: Said) -> None:
    """Without any difference, it still says that it was looked for."""
    assert main(["compare", "sample", "sample", "--json"]) == 0
    rules = json.loads(capsys.readouterr().out)["rules"]

    assert rules == {
        "differences": [],
        "undecided": [],
        "modulo": [],
        "message": "rules: it is proven that every complaint goes to the same agency",
    }


def test_moves_gains_and_kinds_are_told(capsys: Said, proposal: str, complaints: str) -> None:
    """Floods go from the roads' office to the one for disasters; long lists are cut."""
    assert main(["compare", "sample", proposal, complaints]) == 0
    said = capsys.readouterr().out

    assert "Kota Contoh 2026.1 -> 2026.1: " in said
    assert "of 200 complaints would go to another agency" in said
    assert "DPU (rule drains-and-floods) -> BPBD (rule floods-first), for example: banjir" in said
    assert "Agencies: before, after, difference" in said
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


MON_2026_11_02 = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)  # 10.00 WIB, no holiday near


@pytest.fixture(name="case")
def _case(tmp_path: Path) -> str:
    """One case that was received on a Monday, as `dump` writes it."""
    complaint = Complaint(
        "X-0001", "Jalan berlubang", "Jalan berlubang", MON_2026_11_02, region="99.71"
    )
    path = tmp_path / "cases.jsonl"
    case = sample_policy().receive(complaint, at=MON_2026_11_02)
    path.write_text(json.dumps(dump(case)), "utf-8")
    return str(path)


@pytest.fixture(name="stricter")
def _stricter(tmp_path: Path) -> str:
    """The sample city's policy, but complaints have to be verified within one working day."""
    with_samples = files("sp4n.sample")
    shutil.copy(str(with_samples / "directory.toml"), tmp_path)
    policy = (with_samples / "policy.toml").read_text("utf-8")
    path = tmp_path / "stricter.toml"
    path.write_text(policy.replace('limit = "3 working days"', 'limit = "1 working days"'), "utf-8")
    return str(path)


def test_cases_keep_their_histories(capsys: Said, stricter: str, case: str) -> None:
    """Read on the Wednesday after: by one working day, verification is overdue."""
    now = "2026-11-04T10:00+07:00"
    assert main(["compare", "sample", stricter, case, "--now", now]) == 0
    said = capsys.readouterr().out

    assert "clocks read at 2026-11-04 10:00+07:00: 2; different: 1" in said
    assert "Clocks that would differ\n" in said
    assert "overdue, due on 2026-11-03" in said


def test_without_an_instant_clocks_are_read_now(capsys: Said, stricter: str, case: str) -> None:
    """By the clock of the machine, which is past November 2026 or before it."""
    assert main(["compare", "sample", stricter, case, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)

    read = datetime.fromisoformat(document["now"])
    assert timedelta(0) <= datetime.now(UTC) - read < timedelta(minutes=5)
    assert 1 == document["cases"]


@pytest.mark.parametrize("now", ["2026-11-04T10:00", "yesterday"])
def test_an_instant_needs_its_offset(capsys: Said, now: str) -> None:
    """Wrong usage, with an example."""
    assert main(["compare", "sample", "sample", "--now", now]) == 2
    assert "such as" in (told := capsys.readouterr().err)
    assert "+07:00" in told


def test_who_verifies_is_told_beside_who_gains(
    capsys: Said, tmp_path: Path, complaints: str
) -> None:
    """The national admin gets all that the city verified, what is delicate too."""
    with_samples = files("sp4n.sample")
    shutil.copy(str(with_samples / "directory.toml"), tmp_path)
    policy = (with_samples / "policy.toml").read_text("utf-8")
    path = tmp_path / "national.toml"
    path.write_text(
        policy.replace("\n[workflow]", '\n[workflow]\nreceive_at = "national"'), "utf-8"
    )

    assert main(["compare", "sample", str(path), complaints]) == 0
    said = capsys.readouterr().out

    assert "verifies +200" in said
    assert "verified by another agency: 200" in said
    assert "setting receive_at: front_desk -> national" in said


@pytest.mark.parametrize(("is_looked_at", "shows"), [(True, True), (False, False)])
def test_a_bar_is_for_whoever_looks_at_the_terminal(
    monkeypatch: pytest.MonkeyPatch, *, is_looked_at: bool, shows: bool
) -> None:
    """Not for a log file."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_looked_at)

    assert console.shows_progress() is shows
