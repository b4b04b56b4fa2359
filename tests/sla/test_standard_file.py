"""Standards as a policy's file has them: old words, new ones, and every fault at once."""

import tomllib

from sp4n.reader import Reader
from sp4n.sla import Condition, Standard
from sp4n.sla.standard_data import read_standards
from sp4n.workdays import Limit

FULL = """
[[standard]]
code     = "decision"
starts   = ["complete", "assigned"]
stops    = ["decide", "closed"]
pauses   = ["waiting_reporter"]
again    = "beside"
runs_for = "case"
rolls    = "forward"
when     = { classification = ["information", "service"], accused = false }
limits   = [
  { when = { category = "Perhubungan", urgent = true }, limit = "1 x 24 jam" },
  { when = { channel = ["SMS"] }, limit = "2 weeks" },
  { limit = "14 hari kalender" },
]

[[standard]]
code   = "old"
starts = "new"
stops  = "assigned"
limit  = "3 working days"
limits = { oversight = "5 working days" }
"""


def read(text: str) -> tuple[list[Standard], list[tuple[str, str]]]:
    reader = Reader(tomllib.loads(text))
    standards = read_standards(reader)
    return standards, [(one.where, one.code) for one in reader.faults]


def test_a_file_says_all_that_a_standard_can() -> None:
    """Several moments, conditions first match, an entry without one last, and a roll for days."""
    (decision, old), faults = read(FULL)

    assert [] == faults
    assert (("complete", "assigned"), ("decide", "closed")) == (decision.starts, decision.stops)
    assert Limit(14, "calendar days", "forward") == decision.limit
    assert (
        (Condition(category="Perhubungan", urgent=True), Limit(24, "calendar hours")),
        (Condition(channel="SMS"), Limit(2, "weeks", "forward")),
    ) == decision.by_condition
    assert Condition(classification=["information", "service"], accused=False) == decision.when
    assert ("beside", "case", None) == (decision.again, decision.runs_for, old.again)
    assert Limit(5, "working days") == old.limit_for(old.by_class[0][0])


def test_what_a_standard_writes_is_read_again() -> None:
    """Its plain data are what the file has."""
    given, _ = read(FULL)
    tables = [{**one.to_data(), "label": {"id": one.code, "en": one.code}} for one in given]
    reader = Reader({"standard": tables})

    assert given == read_standards(reader)
    assert [] == reader.faults


def test_every_fault_is_told_at_once_with_its_key_path() -> None:
    """Circles, classes without a limit, unknown moments and words, keys that nobody knows."""
    _, faults = read("""
[[standard]]
code   = "a"
starts = ["answer", "yesterday"]
stops  = ["answer", "submitted"]
limit  = "5 working days"
again  = "always"

[[standard]]
code   = "b"
starts = []
stops  = "closed"
limits = [{ when = { classification = "oversight" }, limit = "60 working days" }]

[[standard]]
code   = "c"
starts = "new"
stops  = "closed"
limits = [{ when = { classification = "x", colour = "red" }, limit = "5 days" }]
limit  = "5 working days"
runs_for = "everybody"
""")

    assert {
        ("standard[0].again", "not_one_of"),
        ("standard[0].starts", "not_one_of"),
        ("standard[0].stops", "not_one_of"),
        ("standard[0].starts", "starts_and_stops"),
        ("standard[1].limits", "class_without_limit"),
        ("standard[2].limits[0].when.colour", "unknown_key"),
        ("standard[2].limits[0].when.classification", "not_one_of"),
        ("standard[2].limits[0].limit", "bad_limit"),
        ("standard[2].runs_for", "not_one_of"),
    } == set(faults)
