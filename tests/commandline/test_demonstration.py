"""The main job: the sample city's complaints through their whole life."""

import json

import pytest

from sp4n.commandline import main
from sp4n.commandline.console import WIDTH_COLUMNS


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("seed", ["2026", "1", "2", "3", "4"])
def test_it_is_pleasant_to_read(
    capsys: pytest.CaptureFixture[str], seed: str, language: str
) -> None:
    """Six parts, at most 100 columns, whatever the seed."""
    assert main(["--seed", seed, "--language", language]) == 0
    words = capsys.readouterr().out

    assert max(map(len, words.splitlines())) <= WIDTH_COLUMNS
    assert [words.count(f"\n{part}. ") for part in range(1, 7)] == [1] * 6
    assert "{" not in words


def test_it_shows_what_it_promises(capsys: pytest.CaptureFixture[str]) -> None:
    """Doors, reasons, a refusal with who may, skipped days with a decree, one late, a summary."""
    assert main([]) == 0
    words = " ".join(capsys.readouterr().out.split())

    for expected in (
        "Instagram:",
        "-> INSPEKTORAT (rule ",
        "who may: ",
        "joint leave: ",
        "SKB 3 Menteri",
        "working days ago",
        "By status",
        "By agency",
        "By clock",
        "overdue",
    ):
        assert expected in words


def test_a_seed_without_anything_late_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing is late, the part says none."""
    seeds = (str(seed) for seed in range(1, 60))
    said = []
    for seed in seeds:
        main(["--seed", seed])
        said.append(capsys.readouterr().out)
        if "(none)" in said[-1]:
            break

    assert "(none)" in said[-1]


def test_as_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    """The same facts as JSON, and they add up."""
    assert main(["--json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert len(found["complaints"]) == 40
    assert sum(found["by_status"].values()) == 40
    assert sum(one["all"] for one in found["by_office"].values()) == 40
    assert set(found["by_clock"]) == {"verification", "first_follow_up", "settlement"}
