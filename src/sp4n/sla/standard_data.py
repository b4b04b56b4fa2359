"""Standards as a policy's file has them."""

from typing import get_args

from sp4n.labels import Label, Wording
from sp4n.reader import Reader
from sp4n.sla.standards import STANDARDS_LIMIT, Standard, overlap_faults
from sp4n.workdays.decree import Sureness
from sp4n.workdays.settings_data import read_limit, read_limits


def read_standards(reader: Reader) -> list[Standard]:
    """Read every ``[[standard]]``; one that can't be read is noted and left out."""
    tables = reader.tables("standard", limit=STANDARDS_LIMIT)
    standards = tuple(_standard(table) for table in tables)
    reader.faults.extend(overlap_faults(standards, "standard"))
    return [standard for standard in standards if standard is not None]


def _standard(reader: Reader) -> Standard | None:
    code, starts, stops = reader.text("code"), reader.text("starts"), reader.text("stops")
    limit = read_limit(reader, "limit")
    by_class = reader.table("limits", required=False)
    limits = read_limits(by_class) if by_class else {}
    pauses, resumes = reader.texts("pauses"), reader.texts("resumes")
    valid, label = reader.table("valid", required=False), reader.table("label", required=False)
    valid_from = valid.day("from", required=False) if valid else None
    valid_until = valid.day("until", required=False) if valid else None
    named = _label(label) if label else None
    source = reader.text("source", required=False)
    sure: Sureness = reader.word("sure", get_args(Sureness), default="own choice")
    reader.refuse_unknown_keys()
    if valid:
        valid.refuse_unknown_keys()
    if code is None or starts is None or stops is None or limit is None:
        return None
    return reader.make(
        lambda: Standard(
            code,
            starts,
            stops,
            limit,
            by_class=limits,
            pauses=pauses,
            resumes=resumes,
            valid_from=valid_from,
            valid_until=valid_until,
            label=named or Label(id=code, en=code),
            source=source or "",
            sure=sure,
        ),
        "standard.",
    )


def _label(reader: Reader) -> Wording:
    label = Label(id=reader.text("id") or "", en=reader.text("en") or "")
    reader.refuse_unknown_keys()
    return label
