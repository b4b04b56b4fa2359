"""A third language is one new file: a made-up one is put beside the two, and the program speaks it.

Its words are the English ones with other letters, so that a word in plain English letters is either
data or a sentence that the catalogue does not hold.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import sp4n
from sp4n.messages import catalogue
from sp4n.sample import sample_export

CODE = "qps"
LETTERS = str.maketrans("aeiounsytr", "áéíóúñšýťř")
KEPT = re.compile(
    r"\{\w+\}|%\(\w+\)[a-z]|%[a-z]|(?<!\w)'[^']*'(?!\w)|\"[^\"]*\"|--[a-z-]+|sp4n|\b(?:dmy|mdy|iso|id|en)\b"
)
TYPED = re.compile(
    r"\{[\w,]+\}|python -m sp4n \w+|^ +(?:due|route|check|compare|report|diagram)\b|^ +class .*",
    re.MULTILINE,
)


def made_up(text: str) -> str:
    """Write a sentence in other letters, but for places, options and what stands in quotes."""
    parts, last = [], 0
    for kept in KEPT.finditer(text):
        parts += [text[last : kept.start()].translate(LETTERS), kept[0]]
        last = kept.end()
    return "".join([*parts, text[last:].translate(LETTERS)])


def as_toml() -> Iterator[str]:
    """Write the catalogue of the made-up language."""
    for section, said in catalogue("en").items():
        yield f"[{section}]\n"
        for name, text in said.items():
            yield f"{quoted(name)} = {quoted(made_up(text))}\n"


def quoted(text: str) -> str:
    """Write a TOML string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with one more file, beside a policy's data and an export."""
    copy = tmp_path_factory.mktemp("copy")
    package = copy / "sp4n"
    shutil.copytree(Path(sp4n.__file__).parent, package, ignore=shutil.ignore_patterns("__py*"))
    (package / "messages" / f"{CODE}.toml").write_text("".join(as_toml()), encoding="utf-8")
    (copy / "export.csv").write_text(sample_export(), encoding="utf-8")
    return copy


def environment(folder: Path) -> dict[str, str]:
    """Let a process import the copy; what measures the coverage of the package leaves it alone."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return own | {"PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"}


def said(folder: Path, *arguments: str) -> str:
    """What the command line of the copy says."""
    ran = subprocess.run(
        [sys.executable, "-m", "sp4n", "--language", CODE, *arguments],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        check=False,
    )
    told = (ran.stdout + ran.stderr).decode("utf-8")
    assert "Traceback" not in told
    return re.sub(r"#(\d+);", lambda code: chr(int(code[1])), told)  # as Mermaid writes letters


COMMANDS = {
    "demonstration": [],
    "help": ["--help"],
    "help on a command": ["report", "--help"],
    "wrong usage": ["due", "kemarin", "5"],
    "a refused value": ["due", "1800-01-01", "5"],
    "due": ["due", "2026-03-17", "1"],
    "due unsure": ["due", "2027-03-05", "3"],
    "check": ["check", "sample"],
    "compare": ["compare", "sample", "sample"],
    "report": ["report", "export.csv", "--as-of", "2026-12-31"],
    "no file": ["report", "none.csv"],
    "diagram": ["diagram", "--format", "mermaid"],
}

ENGLISH = {
    word
    for text in catalogue("en").values()
    for sentence in text.values()
    for word in re.findall(r"[a-z]{3,}", KEPT.sub(" ", sentence))
    if word != word.translate(LETTERS)
}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_the_command_line_speaks_a_third_language(folder: Path, arguments: list[str]) -> None:
    """Every sentence comes from the new file: no English word of ours is left."""
    told = said(folder, *arguments)

    assert set(told) & set("áéíóú")
    plain = TYPED.sub(" ", told)
    assert set(re.findall(r"(?<![\w.'-])[a-z]{3,}(?![\w.'-])", plain)) & ENGLISH == set()


def test_what_is_not_translated_yet_is_said_in_english(folder: Path) -> None:
    """A translator may begin with a few sentences."""
    path = folder / "sp4n" / "messages" / "jv.toml"
    path.write_text('[deadline]\nweekend_days = "{n} dina prei"\n', encoding="utf-8")
    code = "from sp4n.labels import Message; print(Message('phase.closed').describe('jv'))"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(folder),
        capture_output=True,
        check=True,
        text=True,
    )

    assert ran.stdout.strip() == catalogue("en")["phase"]["closed"]
