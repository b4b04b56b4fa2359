"""Running: so many inputs or so long, what was found, and how dear it was."""

import time
from collections.abc import Iterator
from functools import cache
from random import Random

from attrs import define, field
from fuzz_judge import Fault, judge
from fuzz_mutations import mutated
from fuzz_seeds import KNOWN, corpus, seeds
from fuzz_targets import TARGETS

__all__ = ["Findings", "fuzz", "inputs", "known_faults"]


@define
class Findings:
    """What a run found: one input for each fault, the shortest, and what was dearest."""

    target: str
    seed: int
    inputs: int = 0
    faults: dict[Fault, bytes] = field(factory=dict)
    slowest_seconds: float = 0.0
    most_megabytes: int = 0

    def note(self, data: bytes) -> None:
        """Judge one more input."""
        fault, seconds, megabytes = judge(TARGETS[self.target], data)
        self.inputs += 1
        self.slowest_seconds = max(self.slowest_seconds, seconds)
        self.most_megabytes = max(self.most_megabytes, megabytes)
        if fault is None or fault in known_faults(self.target):
            return
        if len(data) < len(self.faults.get(fault, data + b"x")):
            self.faults[fault] = data

    def __str__(self) -> str:
        dearest = f"slowest {self.slowest_seconds:.2f} s, most memory {self.most_megabytes} MB"
        count = f"{self.inputs} inputs (seed {self.seed}), {len(self.faults)} faults"
        lines = [f"{self.target}: {count}, {dearest}"]
        lines += [f"  {fault}\n    {data[:300]!r}" for fault, data in self.faults.items()]
        return "\n".join(lines)


@cache
def known_faults(target: str) -> frozenset[Fault | None]:
    """Give the faults of the files in the corpus that are not mended yet: to be found once only."""
    known = (path for path in corpus(target) if path.name.startswith(KNOWN))
    return frozenset(judge(TARGETS[target], path.read_bytes())[0] for path in known)


def inputs(target: str, seed: int) -> Iterator[bytes]:
    """Give inputs without end, the same for the same seed and the same seeds in the corpus."""
    given = seeds(target)
    number = 0
    while True:
        yield mutated(Random(f"{seed}/{target}/{number}"), given)
        number += 1


def fuzz(target: str, seed: int, most: int, seconds: float) -> Findings:
    """Feed a target so many inputs, or for so long, whichever ends first."""
    findings = Findings(target, seed)
    ends = time.monotonic() + seconds
    for data in inputs(target, seed):
        if findings.inputs >= most or time.monotonic() > ends:
            break
        findings.note(data)
    return findings
