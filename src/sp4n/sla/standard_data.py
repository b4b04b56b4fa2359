"""Standards as a policy's file has them."""

from typing import TypeVar, get_args

from attrs import evolve

from sp4n.errors import fault
from sp4n.labels import Label, Wording
from sp4n.reader import Reader
from sp4n.sla.conditions import ALWAYS, Condition, read_condition
from sp4n.sla.extension import Extension
from sp4n.sla.moments import AGAIN, RUNS_FOR
from sp4n.sla.standards import STANDARDS_LIMIT, ByCondition, Standard, overlap_faults, uncovered
from sp4n.workdays import Limit
from sp4n.workdays.decree import Sureness
from sp4n.workdays.limit import Roll
from sp4n.workdays.settings_data import read_limit, read_limits

Word = TypeVar("Word", bound=str)

LIMITS_LIMIT = 200
"""How many limits by condition a standard may have: own choice."""


def read_standards(reader: Reader) -> list[Standard]:
    """Read every ``[[standard]]``; one that can't be read is noted and left out."""
    tables = reader.tables("standard", limit=STANDARDS_LIMIT)
    standards = tuple(_standard(table) for table in tables)
    reader.faults.extend(overlap_faults(standards, "standard"))
    return [standard for standard in standards if standard is not None]


def _standard(reader: Reader) -> Standard | None:
    code, starts, stops = reader.text("code"), _words(reader, "starts"), _words(reader, "stops")
    limit, by_condition, by_class = _limits(reader)
    when = reader.table("when", required=False)
    condition = read_condition(when) if when else ALWAYS
    pauses, resumes = reader.texts("pauses"), reader.texts("resumes")
    again, runs_for = _word(reader, "again", AGAIN), _word(reader, "runs_for", RUNS_FOR)
    extension = _extension(reader)
    valid, label = reader.table("valid", required=False), reader.table("label", required=False)
    valid_from = valid.day("from", required=False) if valid else None
    valid_until = valid.day("until", required=False) if valid else None
    named = _label(label) if label else None
    source = reader.text("source", required=False)
    sure: Sureness = reader.word("sure", get_args(Sureness), default="own choice")
    reader.refuse_unknown_keys()
    if valid:
        valid.refuse_unknown_keys()
    if code is None or starts is None or stops is None or limit is None or condition is None:
        return None
    return reader.make(
        lambda: Standard(
            code,
            starts,
            stops,
            limit,
            by_class=by_class,
            by_condition=by_condition,
            when=condition,
            pauses=pauses,
            resumes=resumes,
            again=again,
            runs_for=runs_for,
            extension=extension,
            valid_from=valid_from,
            valid_until=valid_until,
            label=named or Label(id=code, en=code),
            source=source or "",
            sure=sure,
        ),
        "standard.",
    )


def _extension(reader: Reader) -> Extension | None:
    """Read by how much, and how often (once, unless it says so)."""
    table = reader.table("extension", required=False)
    if table is None:
        return None
    by = read_limit(table, "by")
    times = table.number("times") if table.has("times") else 1
    table.refuse_unknown_keys()
    if by is None or times is None:
        return None
    return table.make(lambda: Extension(by, times), "extension.")


def _words(reader: Reader, name: str) -> tuple[str, ...] | None:
    """Read one moment or a list of them."""
    if isinstance(reader.raw(name), list):
        return reader.texts(name) or ()
    word = reader.text(name)
    return None if word is None else (word,)


def _word(reader: Reader, name: str, allowed: tuple[Word, ...]) -> Word | None:
    """Read one of some words, which need not be there."""
    return reader.word(name, allowed, default=allowed[0]) if reader.has(name) else None


_Limits = tuple[Limit | None, ByCondition, dict[str, Limit]]


def _limits(reader: Reader) -> _Limits:
    """Read the general limit, and those by class (a table) or by condition (a list of tables).

    In a list, an entry without a condition is a general limit too.
    """
    rolls: Roll = reader.word("rolls", get_args(Roll), default="not")
    if not isinstance(reader.raw("limits"), list):
        by_class = reader.table("limits", required=False)
        limits = read_limits(by_class) if by_class else {}
        rolled = {name: _rolling(limit, rolls) for name, limit in limits.items()}
        return _rolled(read_limit(reader, "limit"), rolls), (), rolled
    entries = [_limit_when(table, rolls) for table in reader.tables("limits", limit=LIMITS_LIMIT)]
    by_condition = tuple(entry for entry in entries if entry is not None)
    limit = _rolled(read_limit(reader, "limit", required=False), rolls)
    last = by_condition[-1] if by_condition else None
    if limit is None and last is not None and last[0].is_empty:
        return last[1], by_condition[:-1], {}
    if limit is None and not reader.has("limit") and len(by_condition) == len(entries):
        left = uncovered(by_condition)
        where = reader.path("limits")
        reader.faults += [fault("class_without_limit", where, found=left)] if left else []
        limit = None if left or last is None else last[1]
    return limit, by_condition, {}


def _limit_when(reader: Reader, rolls: Roll) -> tuple[Condition, Limit] | None:
    when = reader.table("when", required=False)
    condition = read_condition(when) if when else ALWAYS
    limit = _rolled(read_limit(reader, "limit"), rolls)
    reader.refuse_unknown_keys()
    return None if condition is None or limit is None else (condition, limit)


def _rolled(limit: Limit | None, rolls: Roll) -> Limit | None:
    """Give a limit whose last day rolls as the standard says, unless it says so itself."""
    return None if limit is None else _rolling(limit, rolls)


def _rolling(limit: Limit, rolls: Roll) -> Limit:
    can = limit.in_days and limit.unit != "working days" and limit.rolls is None
    return evolve(limit, rolls=rolls) if can else limit


def _label(reader: Reader) -> Wording:
    label = Label(id=reader.text("id") or "", en=reader.text("en") or "")
    reader.refuse_unknown_keys()
    return label
