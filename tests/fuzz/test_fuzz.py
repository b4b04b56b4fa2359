"""Whatever is fed to the library: a value or an error of its own, soon, and no citizen's words."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fuzz_judge import CANARY, MEGABYTES, Attempt, Fault, judge, seconds_allowed
from fuzz_running import Findings, fuzz, inputs
from fuzz_seeds import CORPUS, KNOWN, corpus, seeds
from fuzz_targets import TARGETS

from sp4n.errors import InvalidValue

NO_FAULT = None
FEWEST = 1  # input of each target, however slow the machine


def kept() -> Iterator[object]:
    """Every file in the corpus; those whose fault is not mended yet must still show it."""
    for target in TARGETS:
        for path in corpus(target):
            known = path.name.startswith(KNOWN)
            marks = [pytest.mark.xfail(reason="not mended yet", strict=True)] if known else []
            yield pytest.param(path, id=f"{target}/{path.name}", marks=marks)


@pytest.mark.parametrize("path", tuple(kept()))
def test_the_corpus_does_no_harm(path: Path) -> None:
    """Seeds, and inputs that did harm once."""
    fault, _, _ = judge(TARGETS[path.parent.name], path.read_bytes())

    assert NO_FAULT is fault


@pytest.mark.parametrize("target", TARGETS)
def test_mutations_do_no_harm(target: str, pytestconfig: pytest.Config) -> None:
    """As many as fit into the time (``--fuzz-seconds``), the same ones for the same seed."""
    seconds = pytestconfig.getoption("fuzz_seconds") / len(TARGETS)

    found = fuzz(target, pytestconfig.getoption("fuzz_seed"), 1_000_000, seconds)

    print(found)
    assert {} == found.faults, str(found)
    assert found.inputs >= FEWEST


def test_every_target_has_a_corpus() -> None:
    """And every folder of the corpus a target."""
    assert set(TARGETS) == {path.name for path in CORPUS.iterdir()}
    assert all(seeds(target) for target in TARGETS)


def test_mutations_follow_from_the_seed() -> None:
    """So that a fault can be shown again."""
    first, again, other = (inputs("documents", seed) for seed in (1, 1, 2))
    drawn = [[next(one) for _ in range(20)] for one in (first, again, other)]

    assert drawn[0] == drawn[1] != drawn[2]


# what judges can fail


def leaking() -> object:
    raise InvalidValue.of("not_one_of", "rule", found=CANARY, allowed=())


def leaking_behind() -> None:
    try:
        json.loads(CANARY)
    except ValueError:
        raise InvalidValue.of("bad_code", "x", found=1)  # noqa: B904 - what hangs on it counts


def words_behind() -> None:
    try:
        int(CANARY)
    except ValueError:
        raise InvalidValue.of("bad_code", "x", found=1)  # noqa: B904 - what hangs on it counts


def foreign() -> object:
    nothing: dict[str, int] = {}
    return nothing["missing"]


def refused() -> object:
    raise InvalidValue.of("bad_code", "x", found=1)


def slow() -> object:
    ends = time.process_time() + 1.1 * seconds_allowed(0)
    while time.process_time() < ends:
        pass
    return None


def large() -> object:
    return len(b"x" * ((MEGABYTES + 20) * 2**20))


@pytest.mark.parametrize(
    ("does", "expected"),
    [
        (leaking, "leak"),
        (words_behind, "leak"),
        (foreign, "KeyError"),
        (slow, "slow"),
        (large, "memory"),
        (refused, None),
        (leaking_behind, None),  # an error of JSON tells places, not words
    ],
)
def test_harm_is_seen(does: Attempt, expected: str | None) -> None:
    """Each kind of it; and no refusal is taken for harm."""
    fault, _, _ = judge(lambda data: [does], b"")

    assert expected == (fault and fault.kind)


def test_an_endless_input_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where every error is caught."""
    monkeypatch.setattr("fuzz_judge.PATIENCE_SECONDS", 0.1)

    def never_ends() -> object:
        while True:
            try:
                sum(range(1_000))
            except Exception:  # noqa: BLE001 - as a careless plug-in does
                continue

    fault, _, _ = judge(lambda data: [never_ends], b"")

    assert "endless" == (fault and fault.kind)


def test_the_shortest_input_of_a_fault_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """One for each cause."""
    fails: Callable[[bytes], list[Attempt]] = lambda data: [foreign]  # noqa: E731
    monkeypatch.setattr("fuzz_running.TARGETS", {"words": fails})
    findings = Findings("words", seed=1)
    for data in (b"long one", b"short", b"middling"):
        findings.note(data)

    assert {Fault("KeyError", "test_fuzz.py:foreign"): b"short"} == findings.faults
    assert "3 inputs (seed 1)" in str(findings)
