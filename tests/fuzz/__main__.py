"""A long run: ``python tests/fuzz --inputs 100000``; each fault is told with its shortest input.

``--engine atheris`` lets libFuzzer choose the inputs by coverage (``pip install atheris``).
"""

import argparse
import math
import resource
import sys
from pathlib import Path

_SHARES = {"documents": 0.5, "policies": 0.05, "exports": 0.15, "words": 0.28, "arguments": 0.02}
"""How many of the inputs each target gets; a policy and a command take longest."""
_MOST_BYTES = 6 * 2**30  # of address space: what wants more ends this run, not the machine


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tests/fuzz", description=__doc__)
    parser.add_argument("--target", choices=tuple(_SHARES), help="one target only")
    parser.add_argument("--inputs", type=int, default=100_000, help="over all targets")
    parser.add_argument("--seconds", type=float, default=math.inf, help="for each target")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--engine", choices=("own", "atheris"), default="own")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write inputs with faults here")
    return parser.parse_args()


def _own(asked: argparse.Namespace) -> int:
    from fuzz_running import fuzz

    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    chosen = {asked.target: 1.0} if asked.target else _SHARES
    faults = 0
    for target, share in chosen.items():
        found = fuzz(target, asked.seed, round(asked.inputs * share), asked.seconds)
        print(found, flush=True)
        faults += len(found.faults)
        if asked.keep is not None:
            asked.keep.mkdir(parents=True, exist_ok=True)
            for place, data in enumerate(found.faults.values()):
                (asked.keep / f"{target}-{place}").write_bytes(data)
    return 1 if faults else 0


def _atheris(asked: argparse.Namespace) -> int:
    """Coverage of the library guides it; the first fault ends it, with its input in a file."""
    import atheris  # an engine of choice, in no group of pyproject.toml

    with atheris.instrument_imports(include=["sp4n"]):
        from fuzz_judge import judge
        from fuzz_running import known_faults
        from fuzz_seeds import CORPUS
        from fuzz_targets import TARGETS

    target = asked.target or "documents"
    known = known_faults(target)

    def test(data: bytes) -> None:
        fault, _, _ = judge(TARGETS[target], data)
        if fault is not None and fault not in known:
            raise RuntimeError(str(fault))

    seconds = 60 if math.isinf(asked.seconds) else int(asked.seconds)
    options = [f"-max_total_time={seconds}", f"-seed={asked.seed}", f"-runs={asked.inputs}"]
    found = Path(asked.keep or "fuzz-found")
    found.mkdir(parents=True, exist_ok=True)
    # What libFuzzer learns goes into the first folder; the corpus in the repository stays as it is.
    folders = [str(found), str(CORPUS / target)]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={found}/", *folders], test)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    asked = _arguments()
    sys.exit(_atheris(asked) if asked.engine == "atheris" else _own(asked))
