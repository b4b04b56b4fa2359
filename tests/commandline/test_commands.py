"""The command line: words for people, one document with --json, and never a traceback."""

import io
import json
import os
import runpy
import subprocess
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from sp4n.commandline import main, sources
from sp4n.sample import sample_policy

DATA = Path(__file__).parents[1] / "data"

Said = pytest.CaptureFixture[str]

# calendar.md, section 6: worked out by hand from the decrees.
GOLDEN = [
    ("2025-01-24", 5, "2025-02-05"),
    ("2025-03-27", 5, "2025-04-14"),
    ("2026-03-14", 5, "2026-03-27"),
    ("2025-08-15", 5, "2025-08-25"),
    ("2025-01-02", 60, "2025-04-10"),
]


def document(said: Said, *arguments: str) -> tuple[int, Any]:
    code = main([*arguments, "--json"])
    return code, json.loads(said.readouterr().out)


@pytest.fixture(name="said")
def _said(capsys: Said) -> Said:
    return capsys


@pytest.mark.parametrize(("start", "n", "due"), GOLDEN)
def test_due_gives_the_golden_deadlines(said: Said, start: str, n: int, due: str) -> None:
    """The deadlines that were worked out by hand."""
    code, found = document(said, "due", start, str(n))

    assert (code, found["due_on"], found["certainty"]) == (0, due, "fixed")


def test_due_lists_the_skipped_days_of_lebaran_2025(said: Said) -> None:
    """28 March to 6 April, 7 April, and the weekend of 12 April: thirteen days."""
    _, found = document(said, "due", "2025-03-27", "5")
    days = [date.fromisoformat(day["date"]).isoformat() for day in found["skipped"]]

    assert days == [
        *(f"2025-03-{day}" for day in (28, 29, 30, 31)),
        *(f"2025-04-0{day}" for day in (1, 2, 3, 4, 5, 6, 7)),
        "2025-04-12",
        "2025-04-13",
    ]
    assert found["skipped"][0]["kind"] == "joint_leave"
    assert "1017" in str(found["skipped"][0]["decree"]) or "933" in str(
        found["skipped"][0]["decree"]
    )


def test_due_as_of_a_day_knows_what_was_known_then(said: Said) -> None:
    """On 20 May 2020 a decree made 22 May a working day; a day earlier nobody knew."""
    _, before = document(said, "due", "2020-05-18", "5", "--as-of", "2020-05-19")
    _, after = document(said, "due", "2020-05-18", "5", "--as-of", "2020-05-21")

    assert (before["due_on"], after["due_on"]) == ("2020-05-28", "2020-05-27")
    assert (before["as_of"], after["as_of"]) == ("2020-05-19", "2020-05-21")
    assert {"2020-05-22"} == {one["date"] for one in before["skipped"]} - {
        one["date"] for one in after["skipped"]
    }


def test_due_with_the_offices_own_settings(said: Said) -> None:
    """Working joint leave: 28 Mar, 2, 3, 4, 7 Apr 2025. Six days: Sat 25 Jan and 1 Feb count."""
    _, leave = document(said, "due", "2025-03-27", "5", "--no-joint-leave")
    _, six = document(said, "due", "2025-01-24", "5", "--six-day")

    assert leave["due_on"] == "2025-04-07"
    assert six["due_on"] == "2025-02-03"


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("60 calendar days", "2026-05-16"),  # 14 in March, 30 in April, 16 in May
        ("60 hari kalender", "2026-05-16"),
        ("3 weeks", "2026-04-07"),
        ("5 working days", "2026-03-31"),
    ],
)
def test_due_takes_a_limit_in_any_unit_of_days(said: Said, limit: str, due: str) -> None:
    """In one argument or in several, in both languages."""
    _, whole = document(said, "due", "2026-03-17", limit)
    _, words = document(said, "due", "2026-03-17", *limit.split())

    assert due == whole["due_on"] == words["due_on"]


@pytest.mark.parametrize(
    ("start", "limit", "options", "due"),
    [
        ("2026-03-16T15:30", "1 x 24 jam", [], "2026-03-17T15:30:00+07:00"),
        ("2026-03-16T15:30", "1 x 24 jam", ["--zone", "WIT"], "2026-03-17T15:30:00+09:00"),
        ("2026-03-16T08:30:00+00:00", "90 minutes", [], "2026-03-16T17:00:00+07:00"),
        # half an hour on Monday; from Tuesday on half past seven, with an hour's break
        ("2026-03-16T15:30", "8 working hours", [], "2026-03-17T16:00:00+07:00"),
    ],
)
def test_due_takes_a_time(said: Said, start: str, limit: str, options: list[str], due: str) -> None:
    """With its offset, or as the office's clock shows it."""
    hours = ["--hours", "Mon-Thu 07:30-12:00 13:00-16:00; Fri 07:30-16:30"]
    _, found = document(said, "due", start, limit, *options, *hours)

    assert due == found["due_at"]


def test_due_by_a_policy_and_with_closures(said: Said) -> None:
    """The sample city's calendar; and one day more that is off."""
    _, plain = document(said, "due", "2026-03-25", "2", "--policy", "sample")
    _, closed = document(
        said, "due", "2026-03-25", "2", "--closure", "2026-03-26=Hari Jadi", "--closure",
        "2026-03-27",
    )  # fmt: skip

    assert ("2026-03-27", "2026-03-31") == (plain["due_on"], closed["due_on"])
    assert ["2026-03-26", "2026-03-27"] == [
        day["date"] for day in closed["skipped"] if day["kind"] == "closure"
    ]


def test_due_after_hours_by_the_policy_or_the_day_itself(said: Said) -> None:
    """Without a rule for it, what comes at night is of that day."""
    _, found = document(said, "due", "2026-03-25T23:30", "1")

    assert "2026-03-26" == found["due_on"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["due", "2026-03-17", "8", "working", "hours"], "needs_a_time"),
        (["due", "2026-03-17", "5", "--hours", "Mon 25:00-26:00"], "bad_hours"),
        (["due", "2026-03-17", "5", "--hours", "Someday 08:00-16:00"], "not_one_of"),
        (["due", "2026-03-17", "5", "--policy", "nowhere.toml"], "not_readable"),
        (["due", "9999-12-31T23:59", "60", "calendar", "days"], "outside_known_range"),
    ],
)
def test_due_refuses_what_it_can_not_tell(said: Said, arguments: list[str], code: str) -> None:
    """With a code, whatever is wrong."""
    assert 1 == main([*arguments, "--json"])
    assert code in said.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["due", "2026-03-17T99", "5"], "2026-03-17T15:30+07:00"),
        (["due", "2026-03-17", "five"], "working days"),
        (["due", "2026-03-17", "5", "--closure", "soon=x"], "2026-01-31"),
    ],
)
def test_due_says_what_to_write_instead(said: Said, arguments: list[str], words: str) -> None:
    """As wrong usage."""
    assert 2 == main(arguments)
    assert words in said.readouterr().err


def test_due_in_words(said: Said) -> None:
    """A sentence, and a line for each skipped day, in either language."""
    assert main(["due", "2025-01-24", "5", "--language", "id"]) == 0
    words = said.readouterr().out

    assert "5 hari kerja sesudah 2025-01-24 berakhir pada 2025-02-05" in words
    assert "2025-01-28 cuti bersama: Tahun Baru Imlek" in words


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["due", "2014-12-31", "5"], "outside_known_range"),
        (["due", "2029-12-31", "5"], "leads_outside_known_range"),
        (["due", "2025-01-24", "-5"], "too_small"),
        (["route", "none.toml", "-"], "not_readable"),
        (["route", "sample", "none.json"], "not_readable"),
        (["check", "none.toml"], "not_readable"),
        (["check", str(DATA)], "not_readable"),
    ],
)
def test_a_refused_input_is_a_document(said: Said, arguments: list[str], code: str) -> None:
    """Exit 1, and with --json the error with its code on standard output."""
    status, found = document(said, *arguments)

    assert (status, found["error"]["code"]) == (1, code)
    assert found["error"]["message"]


def test_a_refused_input_in_words_goes_to_standard_error(said: Said) -> None:
    """So that standard output holds answers only."""
    assert main(["due", "2014-12-31", "5"]) == 1
    out, err = said.readouterr()

    assert out == ""
    assert "2015-01-01" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["due"],
        ["due", "2025-13-01", "5"],
        ["due", "2025-01-24", "five"],
        ["due", "2025-01-24", "5", "--as-of", "yesterday"],
        ["router", "sample", "-"],
        ["--seed", "x"],
        ["check", "sample", "--language", "jv"],
    ],
)
def test_wrong_usage_is_exit_2(said: Said, arguments: list[str]) -> None:
    """Unknown commands, missing and unreadable arguments."""
    assert main(arguments) == 2
    assert "usage:" in said.readouterr().err


def test_wrong_usage_shows_nothing_that_a_terminal_obeys(said: Said) -> None:
    """What was typed, or pasted from a file, is told with visible escapes."""
    assert main(["due", "2025-01-24", "5\x1b[31m\u202e"]) == 2
    assert main(["check", "sample", "x\x1b[31m\u202e"]) == 2
    err = said.readouterr().err

    assert not {"\x1b", "\u202e"} & set(err)
    assert "due" in err


def test_help_is_fine(said: Said) -> None:
    """Asking for help is no mistake."""
    assert main(["--help"]) == 0
    assert "due" in said.readouterr().out


ROW = {
    "number": "X-0001",
    "title": "Jalan berlubang",
    "body": "Jalan depan pasar berlubang, mohon ditambal",
    "submitted_at": "2026-01-05T09:00:00+07:00",
    "region": "99.71",
}


def given(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_route_reads_an_array_a_file_and_lines(
    said: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An array, one object a line, and a file with a byte-order mark say the same."""
    two = [ROW, ROW | {"number": "X-0002", "body": "Listrik padam tiap malam", "title": "Listrik"}]
    lines = "\n".join(json.dumps(row) for row in two)
    path = tmp_path / "complaints.jsonl"
    path.write_text(lines, encoding="utf-8-sig")
    given(monkeypatch, json.dumps(two).encode())
    code, array = document(said, "route", "sample", "-")
    _, from_file = document(said, "route", "sample", str(path))

    assert code == 0
    assert [(row["number"], row["agency"], row["via"]) for row in array] == [
        ("X-0001", "DPU", "rule"),
        ("X-0002", "PLN", "rule"),
    ]
    assert from_file == array


def test_route_in_words(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line each: the agency, the rule, and the words that matched; at most 100 columns."""
    given(monkeypatch, json.dumps([ROW]).encode())
    assert main(["route", "sample", "-"]) == 0
    words = said.readouterr().out

    assert words.startswith("X-0001  DPU (rule road-damage")
    assert "berlubang ← lubang" in words
    assert max(map(len, words.splitlines())) <= 100


@pytest.mark.parametrize(
    "content",
    [
        b"", b"   ", b"5", b"null", b'"text"', b"[5]", b"[[]]", b"[null]", b"{", b"[", b"{}",
        b"[{}]", b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b"<html></html>",
        b"number,title\n1,x", b'{"complaints": []}',
        json.dumps([ROW | {"submitted_at": "2026-01-05T09:00:00"}]).encode(),
        json.dumps([ROW | {"region": "32.7"}]).encode(),
        json.dumps([ROW | {"body": "x" * 3_001}]).encode(),
        json.dumps([ROW | {"body": 5, "titel": "x"}]).encode(),
        json.dumps([ROW | {"submitted_at": "2026-01-05T09:00:00+99:00"}]).encode(),
        json.dumps([ROW | {"submitted_at": 1767578400}]).encode(),
        json.dumps([ROW | {"accused": "DPU"}]).encode(),
        json.dumps([ROW | {"classification": ["service"]}]).encode(),
    ],
)  # fmt: skip
def test_what_is_no_complaints_is_refused_whole(
    said: Said, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    """Whatever comes in, it is exit 1 with a document; nothing is half-done."""
    given(monkeypatch, content)
    status, found = document(said, "route", "sample", "-")

    assert (status, set(found)) == (1, {"error"})
    assert "x" * 41 not in json.dumps(found)


def test_no_complaints_is_an_empty_answer(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty array is a list of complaints."""
    given(monkeypatch, b"[]")

    assert document(said, "route", "sample", "-") == (0, [])


def test_check_of_the_sample_is_fine(said: Said) -> None:
    """Exit 0, and an empty list as the document."""
    assert document(said, "check", "sample") == (0, [])
    assert main(["check", "sample", "--on", "2026-01-05"]) == 0
    assert "nothing found as of 2026-01-05" in said.readouterr().out


def test_check_of_a_policy_with_findings(said: Said, tmp_path: Path) -> None:
    """Exit 1; each finding has a code, a severity, a place and a message."""
    (tmp_path / "d.toml").write_text(
        'schema = "sp4n/directory/1"\n[agency.A]\nname = "Kantor Contoh"\n', encoding="utf-8"
    )
    path = tmp_path / "p.toml"
    path.write_text(
        'schema = "sp4n/policy/1"\nname = "K"\nversion = "1"\ndirectory = "d.toml"\n',
        encoding="utf-8",
    )
    status, found = document(said, "check", str(path))

    assert status == 1
    assert {row["code"] for row in found} >= {"root_without_admin", "agency_without_liaison"}
    assert all({"code", "severity", "message", "where"} <= set(row) for row in found)
    assert main(["check", str(path), "--language", "id"]) == 1
    assert "tidak memiliki admin" in said.readouterr().out


def test_check_shows_what_is_accepted_when_asked(said: Said) -> None:
    """Exit 0 all the same; each with its way and its reason, in the language asked for."""
    status, found = document(said, "check", "sample", "--all", "--language", "id")

    assert status == 0
    assert [row["witness"] for row in found] == [
        ["unverified", "verify", "verified", "return", "unverified"],
        ["unverified", "return", "unverified"],
    ]
    assert all("return_limit" in row["accepted_because"] for row in found)
    assert main(["check", "sample", "--all", "--language", "id"]) == 0
    assert "jalurnya: unverified -> return -> unverified" in said.readouterr().out


def test_today_is_the_policys_own() -> None:
    """The clock is read in the policy's zone, and in the command line only."""
    assert isinstance(sources.today(sample_policy()), date)


def test_a_reader_that_goes_away_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """``sp4n due … | head`` closes the pipe early."""

    class Closed(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    monkeypatch.setattr(sys, "stderr", io.StringIO())

    assert main(["due", "2025-01-24", "5"]) == 0


def run_shell(line: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    python = f"{sys.executable} -m sp4n"
    return subprocess.run(
        ["/bin/sh", "-c", line.replace("SP4N", python)],
        capture_output=True,
        check=False,
        env=os.environ | environment,
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("SP4N route sample - <&-", 1),
        ("SP4N due 2026-03-17 5 >&-", 1),
        ("SP4N report sample --json >&-", 1),
        ("SP4N due 2026-03-17 5 >/dev/full", 1),
        ("SP4N due 2026-03-17 60 | head -c 1 >/dev/null", 0),
    ],
)
def test_closed_and_full_streams_are_no_tracebacks(line: str, code: int) -> None:
    """Whatever the shell does with the streams."""
    done = run_shell(line)

    assert (done.returncode, b"Traceback" in done.stderr) == (code, False)


def test_a_terminal_without_arrows_gets_escapes() -> None:
    """An encoding that lacks a sign shows it as an escape; JSON stays JSON."""
    done = run_shell("SP4N", PYTHONIOENCODING="ascii")
    document = run_shell("SP4N --json", PYTHONIOENCODING="ascii")

    assert done.returncode == 0
    assert b"\\xb7" in done.stdout
    assert len(json.loads(document.stdout)["complaints"]) == 40


def test_one_complaint_at_the_end_of_time_does_not_stop_the_others(
    said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every complaint has a route, whenever it says that it was submitted."""
    last = ROW | {"number": "X-0002", "submitted_at": "9999-12-31T23:00:00Z"}
    given(monkeypatch, json.dumps([ROW, last]).encode())
    code, found = document(said, "route", "sample", "-")

    assert (code, [row["agency"] for row in found]) == (0, ["DPU", "DPU"])


def test_the_module_is_the_command_line(monkeypatch: pytest.MonkeyPatch, said: Said) -> None:
    """``python -m sp4n`` is `main` with its exit code."""
    monkeypatch.setattr(sys, "argv", ["sp4n", "due", "2025-01-24", "5"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_module("sp4n", run_name="__main__")

    assert import_module("sp4n.__main__").__doc__
    assert stop.value.code == 0
    assert "2025-02-05" in said.readouterr().out


def test_a_closed_standard_input_is_said(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service without standard input gets an error, not a traceback."""
    monkeypatch.setattr(sys, "stdin", None)
    code, found = document(said, "route", "sample", "-")

    assert (code, found["error"]["code"]) == (1, "not_readable")


def test_a_name_with_a_null_byte_is_no_file(said: Said) -> None:
    """As any other name that can't be read."""
    code, found = document(said, "route", "sample", "a\0b")

    assert (code, found["error"]["code"]) == (1, "not_readable")


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch, said: Said) -> None:
    """Exit 1, and the reason on standard error."""

    class Full(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())

    assert main(["due", "2025-01-24", "5"]) == 1
    assert "No space left" in said.readouterr().err
