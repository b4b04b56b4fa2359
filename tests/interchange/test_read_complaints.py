"""read_complaints: JSON text of any sort gives complaints or a FormatError, never a traceback."""

import json
from typing import Any

import pytest

from sp4n.interchange import FormatError, read_complaints

ROW = {
    "number": "1",
    "title": "Jalan",
    "body": "Jalan berlubang.",
    "submitted_at": "2026-01-05T09:30:00+07:00",
    "region": "99.71",
}
LINE = json.dumps(ROW)


def refused(text: str) -> list[tuple[str, str]]:
    """The place and code of every fault."""
    with pytest.raises(FormatError) as caught:
        read_complaints(text)
    return [(one.where, one.code) for one in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[]", 0),
        (f"[{LINE}]", 1),
        (f"[{LINE}, {LINE}]", 2),
        (LINE, 1),
        (json.dumps(ROW, indent=2), 1),
        (json.dumps([ROW, ROW], indent=2), 2),
        (f"{LINE}\n{LINE}", 2),
        (f"{LINE}\n{LINE}\n{LINE}\n", 3),
        (f"\n\n  {LINE}\n \t\n{LINE}\n\n", 2),
        (f"{LINE}\r\n{LINE}\r\n", 2),
        (f"\r\n[\r\n{LINE}\r\n]\r\n", 1),
        (f"\ufeff{LINE}\n{LINE}", 2),
        (f"\ufeff[{LINE}]", 1),
    ],
)
def test_the_shapes_that_are_read(text: str, expected: int) -> None:
    """An array, one object, or one object a line; blank lines, CRLF and a BOM do not matter."""
    assert expected == len(read_complaints(text))


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_a_line_ends_with_a_line_feed_only(separator: str) -> None:
    """JSON may hold the other line ends of Unicode within a string (as it must escape controls)."""
    body = f"baris satu{separator}baris dua"
    line = json.dumps(ROW | {"body": body}, ensure_ascii=False)
    first, second = read_complaints(f"{line}\n{line}\n")

    assert (body, body) == (first.body, second.body)


def test_only_four_keys_are_required() -> None:
    """A complaint without a region is read: its region is unknown."""
    row = {name: value for name, value in ROW.items() if name != "region"}

    assert read_complaints(json.dumps([row]))[0].region is None
    assert [(f"[0].{name}", "missing") for name in row] == refused("[{}]")


@pytest.mark.parametrize(
    "text", ["", " ", "\n\r\n\t", "\ufeff", "null", "7", '"[]"', "true", "-0.5", " NaN "]
)
def test_other_json_is_no_complaints(text: str) -> None:
    """Nothing at all, and scalars."""
    assert [("", "not_complaints")] == refused(text)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("[null, 7]", ["[0]", "[1]"]),
        ("[[]]", ["[0]"]),
        ("7\n8", ["[0]", "[1]"]),
        ("[]\n[]", ["[0]", "[1]"]),
        (f'{LINE}\n"x"\n{LINE}', ["[1]"]),
    ],
)
def test_rows_that_are_no_tables(text: str, places: list[str]) -> None:
    """Each such row has one fault, the others are read."""
    assert [(place, "wrong_type") for place in places] == refused(text)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("{", 1, 2),
        ("[1,", 1, 4),
        ("x", 1, 1),
        ("\n\n[1,\n}", 4, 1),
        ('{\n  "number": "1",\n  "title": oops\n}', 3, 12),
        (f"{LINE}\nnot json\n", 2, 1),
        (f"{LINE}\n\n\n{{]\n{LINE}", 4, 2),
        (f"not json\n{LINE}", 1, 1),
        ("[]]", 1, 3),
        ("{'number': 1}", 1, 2),
        ('["\t"]', 1, 3),
        ("\ufeff{", 1, 2),
    ],
)
def test_broken_json_says_where(text: str, line: int, column: int) -> None:
    """Line and column are those of the text as it was given."""
    with pytest.raises(FormatError) as caught:
        read_complaints(text)

    (fault,) = caught.value.faults
    assert ("not_json", line, column) == (fault.code, fault["line"], fault["column"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100_000, "too_deep"),
        ("[" * 100_000 + "]" * 100_000, "too_deep"),
        ('{"a":' * 100_000, "too_deep"),
        (f"{LINE}\n" + "[" * 100_000, "too_deep"),
        ("[" + "1" * 5_000 + "]", "not_readable"),
        ('{"number": ' + "9" * 100_000 + "}", "not_readable"),
    ],
    ids=["open", "closed", "tables", "lines", "digits", "number"],
)
def test_hostile_json_is_refused(text: str, code: str) -> None:
    """Depth and digits beyond what Python reads."""
    assert [("", code)] == refused(text)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"number": 7}, ("[1].number", "wrong_type")),
        ({"body": "x" * 3_001}, ("[1].body", "too_long")),
        ({"body": "\ud83d"}, ("[1].body", "not_unicode")),
        ({"region": "32.7"}, ("[1].region", "bad_region_code")),
        ({"submitted_at": "2026-01-05T09:30:00"}, ("[1].submitted_at", "naive_datetime")),
        ({"chanel": "SMS"}, ("[1].chanel", "unknown_key")),
    ],
)
def test_each_fault_has_its_place(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    """In an array and in lines alike."""
    rows = [ROW, ROW | fields]

    assert [expected] == refused(json.dumps(rows))
    assert [expected] == refused("\n".join(map(json.dumps, rows)))


def test_the_faults_of_all_rows_are_told_at_once() -> None:
    """Nothing is half-done."""
    rows = [ROW | {"title": ""}, ROW, ROW | {"body": "", "region": "1"}]

    assert [("[0].title", "empty"), ("[2].region", "bad_region_code"), ("[2].body", "empty")] == (
        refused(json.dumps(rows))
    )


def test_an_unknown_key_gets_a_suggestion() -> None:
    """The closest key that there is."""
    with pytest.raises(FormatError, match=r"did you mean channel\?"):
        read_complaints(json.dumps(ROW | {"chanel": "SMS"}))
