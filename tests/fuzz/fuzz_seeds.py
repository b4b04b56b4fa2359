"""Seeds: what the mutations begin with. All of it is made up."""

import csv
import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tomllib import loads

import openpyxl
from attrs import evolve
from fuzz_judge import CANARY
from fuzz_targets import PARTING

import sp4n.sample
from sp4n.interchange import dump
from sp4n.sample import sample_cases, sample_export

__all__ = ["CORPUS", "KNOWN", "corpus", "seeds"]

KNOWN = "known-"
"""How a file in the corpus begins whose fault is not mended yet."""

CORPUS = Path(__file__).parent / "corpus"
_GOLDEN = Path(__file__).parents[1] / "data" / "golden"
_CASES, _LINES = 6, 24


def corpus(target: str) -> list[Path]:
    """Give the files in the corpus of a target, by name."""
    return sorted(path for path in (CORPUS / target).iterdir() if path.is_file())


@cache
def seeds(target: str) -> tuple[bytes, ...]:
    """Give a target's corpus, and what the library itself writes or brings along."""
    made = _MADE.get(target, list)()
    kept = (path for path in corpus(target) if not path.name.startswith(KNOWN))
    return (*(path.read_bytes() for path in kept), *made)


def _documents() -> list[bytes]:
    golden = [path.read_bytes() for path in sorted(_GOLDEN.glob("*.json"))]
    complaints = []
    for case in sample_cases()[:_CASES]:
        told = evolve(case.complaint, title=CANARY, body=f"{CANARY}. {case.complaint.body}")
        golden += [_json(dump(case)), _json(dump(case.events))]
        complaints.append(dump(told))
    return [*golden, *map(_json, complaints), b"\n".join(map(_json, complaints))]


def _policies() -> list[bytes]:
    folder = Path(sp4n.sample.__file__).parent
    policy = (folder / "policy.toml").read_bytes()
    directory = (folder / "directory.toml").read_bytes()
    small = (CORPUS / "policies" / "small.toml").read_bytes()
    tables = _json(loads(small.partition(PARTING)[0].decode()), default=str)
    return [policy + PARTING + directory, *4 * [small], *3 * [tables]]  # the small one is quicker


def _exports() -> list[bytes]:
    lines = sample_export().splitlines(keepends=True)[:_LINES]
    text = "".join(lines).replace("Jalan", CANARY)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in csv.reader(io.StringIO(text)):
        sheet.append(row)
    into = io.BytesIO()
    book.save(into)
    return [text.encode(), text.replace(",", ";").encode(), into.getvalue()]


def _json(value: object, default: Callable[[object], object] | None = None) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=default).encode()


_MADE = {"documents": _documents, "policies": _policies, "exports": _exports}
