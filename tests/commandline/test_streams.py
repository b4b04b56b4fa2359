"""What commands read from and write to: closed streams, other encodings, files that break off."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from sp4n.commandline import main
from sp4n.commandline.console import Console, shows_progress
from sp4n.commandline.sources import exports_named, text_of
from sp4n.interchange import FormatError, read_export
from sp4n.sample import sample_export

Said = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", '"Kota 😭 é"'),
        ("UTF8", '"Kota 😭 é"'),
        ("latin-1", r'"Kota \ud83d\ude2d \u00e9"'),
        ("ascii", r'"Kota \ud83d\ude2d \u00e9"'),
    ],
)
def test_a_document_is_json_in_any_encoding(
    monkeypatch: pytest.MonkeyPatch, encoding: str, expected: str
) -> None:
    """What a stream can't show is written with JSON's own escapes, not with Python's."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding, errors="backslashreplace", newline="\n")
    monkeypatch.setattr(sys, "stdout", stream)
    Console(as_json=True, language="en").document("Kota 😭 é")
    stream.seek(0)

    assert f"{expected}\n" == stream.read()
    assert "Kota 😭 é" == json.loads(expected)


def test_nothing_is_printed_to_a_closed_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is it an error."""
    monkeypatch.setattr(sys, "stdout", None)
    Console(as_json=True, language="en").document("é")


@pytest.mark.parametrize("arguments", [["report", "sample", "--json"], ["report", "sample"], []])
def test_an_answer_to_a_closed_standard_output_is_no_success(
    monkeypatch: pytest.MonkeyPatch, capsys: Said, arguments: list[str]
) -> None:
    """Whoever asked did not get it."""
    monkeypatch.setattr(sys, "stdout", None)

    assert 1 == main(arguments)
    assert "standard output: is closed\n" == capsys.readouterr().err


def test_the_help_says_what_excludes_what(capsys: Said) -> None:
    """Two formats at once are none."""
    assert 0 == main(["report", "--help"])
    assert "not with --json" in " ".join(capsys.readouterr().out.split())


def test_a_closed_standard_error_is_no_error(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """Nobody looks at progress, and complaints go nowhere, least of all into the answer."""
    monkeypatch.setattr(sys, "stderr", None)

    assert not shows_progress()
    assert (0, 1) == (main(["report", "sample"]), main(["report", "tidak-ada.csv"]))
    said = capsys.readouterr().out
    assert said.startswith("Pemerintah Kota Contoh")
    assert "tidak-ada" not in said


@pytest.mark.parametrize("is_closed", [True, False])
def test_a_reader_that_has_seen_enough_is_no_error(
    monkeypatch: pytest.MonkeyPatch,
    is_closed: bool,  # noqa: FBT001
) -> None:
    """Whether there is a standard error or not."""

    class Full(io.StringIO):
        def write(self, text: str, /) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stderr", None if is_closed else io.StringIO())
    monkeypatch.setattr(sys, "stdout", Full())

    assert 0 == main(["report", "sample"])


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="a file that can't be read on")
def test_a_file_that_can_not_be_read_on_is_the_file_s_fault(capsys: Said) -> None:
    """Not that of standard output; as a document, it is one."""
    assert 1 == main(["report", "/proc/self/mem", "--json"])
    assert "not_readable" == json.loads(capsys.readouterr().out)["error"]["code"]
    assert 1 == main(["report", "/proc/self/mem"])
    assert "standard output" not in capsys.readouterr().err


def test_an_export_may_come_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """As bytes: whichever encoding it has is read from them."""
    stdin = SimpleNamespace(buffer=io.BytesIO(sample_export().encode("utf-16")))
    monkeypatch.setattr(sys, "stdin", stdin)

    assert 40 == len(read_export(exports_named(["-"])))


def test_other_names_of_exports() -> None:
    """A path stays one; the sample needs no file."""
    assert ["laporan.csv"] == exports_named(["laporan.csv"])
    assert 40 == len(read_export(exports_named(["sample"])))


def test_a_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its name on the command line."""
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(FormatError) as caught:
        exports_named(["-"])

    assert "-: cannot be read: standard input is closed" == caught.value.describe()


@pytest.mark.parametrize("name", ["latin-1.json", "tidak-ada.json", "\0"])
def test_what_can_not_be_read_carries_nothing_along(tmp_path: Path, name: str) -> None:
    """Not even what was raised first: that may hold what a citizen wrote."""
    (tmp_path / "latin-1.json").write_bytes("Nama Contoh é".encode("latin-1"))
    with pytest.raises(FormatError) as caught:
        text_of(name if name == "\0" else str(tmp_path / name))

    assert ("not_readable", None) == (caught.value.code, caught.value.__context__)


def test_json_holds_nothing_that_a_terminal_obeys(capsys: pytest.CaptureFixture[str]) -> None:
    """Controls beyond ASCII and marks of direction are written as JSON's escapes."""
    Console(as_json=True, language="en").document({"x": "a\x9b31m\u202eb, Ω"})
    written = capsys.readouterr().out

    assert not {"\x9b", "\u202e"} & set(written)
    assert {"x": "a\x9b31m\u202eb, Ω"} == json.loads(written)
