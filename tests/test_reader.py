"""Reader: foreign data, asked for by name and type, with every fault written down."""

from datetime import UTC, date, datetime

import pytest

from sp4n.errors import InvalidValue, fault, shown_key
from sp4n.interchange import FormatError, Reader
from sp4n.model import Role

MON_2026_01_05 = date(2026, 1, 5)


def noted(reader: Reader) -> list[tuple[str, str]]:
    return [(one.where, one.code) for one in reader.faults]


def test_what_is_there_is_read() -> None:
    """Each kind of value; flags have a default, and lists may be absent."""
    reader = Reader(
        {
            "text": "x", "yes": True, "n": 7, "list": ["a"], "role": "operator",
            "roles": ["operator"], "at": "2026-01-05T00:00:00Z", "on": "2026-01-05",
            "toml_on": MON_2026_01_05, "toml_at": datetime(2026, 1, 5, tzinfo=UTC),
        }
    )  # fmt: skip

    assert "x" == reader.text("text")
    assert (True, False, True) == (
        reader.flag("yes"), reader.flag("no"), reader.flag("other", default=True),
    )  # fmt: skip
    assert 7 == reader.number("n")
    assert (("a",), ()) == (reader.texts("list"), reader.texts("none"))
    assert Role.OPERATOR is reader.choice("role", Role)
    assert (Role.OPERATOR,) == reader.choices("roles", Role)
    assert datetime(2026, 1, 5, tzinfo=UTC) == reader.instant("at") == reader.instant("toml_at")
    assert MON_2026_01_05 == reader.day("on") == reader.day("toml_on")
    assert [] == reader.faults


def test_what_is_missing_is_noted_where_it_is_required() -> None:
    """Null is missing too."""
    reader = Reader({"null": None}, "top")
    asked = [
        reader.text("null"), reader.number("b"), reader.choice("c", Role), reader.instant("d"),
        reader.day("e"), reader.table("f"), reader.raw("g"),
    ]  # fmt: skip
    optional = [
        reader.text("b", required=False), reader.number("c", required=False),
        reader.choice("d", Role, required=False), reader.instant("e", required=False),
        reader.day("f", required=False), reader.table("g", required=False),
    ]  # fmt: skip

    assert [None] * 13 == [*asked, *optional]
    assert [] == reader.tables("none")
    assert [(f"top.{name}", "missing") for name in ("null", "b", "c", "d", "e", "f")] == noted(
        reader
    )
    assert [] == reader.tables("g", required=True)
    assert ("top.g", "missing") == noted(reader)[-1]


def test_a_wrong_type_is_noted_and_read_as_nothing() -> None:
    """With its place in a list."""
    reader = Reader({"a": 1, "b": [1, "x", None], "on": datetime(2026, 1, 5, tzinfo=UTC), "r": 3})

    assert reader.text("a") is None
    assert ("x",) == reader.texts("b")
    assert reader.day("on") is None
    assert reader.choice("r", Role) is None
    assert [(place, "wrong_type") for place in ("a", "b[0]", "b[2]", "on", "r")] == noted(reader)


def test_tables_within_tables_share_their_faults() -> None:
    """And know their key path."""
    reader = Reader({"outer": {"inner": [{}, 5]}})
    outer = reader.table("outer")
    assert outer is not None
    for inner in outer.tables("inner"):
        inner.text("name")

    assert [("outer.inner[1]", "wrong_type"), ("outer.inner[0].name", "missing")] == noted(reader)


def test_a_value_that_refuses_itself_is_noted_under_our_path() -> None:
    """The value's own name for itself is replaced."""

    def refuse() -> None:
        raise InvalidValue(fault("empty", "thing.a"), fault("missing"))

    reader = Reader({}, "row[3]")

    assert reader.make(refuse, "thing.") is None
    assert [("row[3].a", "empty"), ("row[3]", "missing")] == noted(reader)
    assert 7 == reader.make(lambda: 7)


def test_unknown_keys_are_those_that_nobody_asked_for() -> None:
    """Or those that are not on a list of known ones."""
    reader = Reader({"name": 1, "nmae": 2})
    reader.raw("name")
    reader.refuse_unknown_keys()

    assert (fault("unknown_key", "nmae", suggestion="name"),) == tuple(reader.faults)
    strict = Reader({"name": 1})
    strict.refuse_unknown_keys(["title"])
    assert [("name", "unknown_key")] == noted(strict)


def test_presence_can_be_asked() -> None:
    """A null is no value, but it is there; `names` gives what stands there."""
    reader = Reader({"a": None, "b": 0})
    for name in ("a", "b", "c"):
        reader.require(name)

    assert (False, True, False) == (reader.has("a"), reader.has("b"), reader.has("c"))
    assert [("c", "missing")] == noted(reader)
    assert ["a", "b"] == reader.names()


def test_check_raises_everything_at_once() -> None:
    """Or nothing."""
    reader = Reader({})
    reader.check()
    reader.text("a")
    reader.text("b")
    with pytest.raises(FormatError) as caught:
        reader.check()
    with pytest.raises(InvalidValue):
        reader.check(InvalidValue)

    assert tuple(reader.faults) == caught.value.faults


@pytest.mark.parametrize(
    ("name", "expected"),
    [("chanel", "chanel"), ("x" * 40, "x" * 40), ("x" * 41, "<41 characters>"), (7, "7")],
)
def test_long_keys_are_shown_by_their_length(name: object, expected: str) -> None:
    """Somebody may have written a whole complaint where a key belongs."""
    assert expected == shown_key(name)
