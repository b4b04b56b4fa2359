"""Which files are read: regular ones, and for a policy's directory only those below the policy."""

import os
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sp4n.errors import Fault
from sp4n.policy import PolicyError, load_directory, load_policy
from sp4n.policy.toml_file import file_below, read_toml

if TYPE_CHECKING:
    from tests.policy.conftest import Write

HEAD = 'schema = "sp4n/policy/1"\nname = "K"\nversion = "1"\n'
DIRECTORY = 'schema = "sp4n/directory/1"\n[agency.A]\nname = "Kantor Contoh"\n'
ELSEWHERE = (
    "directory: cannot be read: it must be in the policy's own folder or below it; give"
    " any other file as an argument"
)


def refused(path: Path) -> str:
    with pytest.raises(PolicyError) as error:
        load_policy(path)
    return str(error.value)


def names(folder: Path, directory: str) -> Path:
    """Write a policy that names a directory into a folder of its own."""
    (folder / "city").mkdir()
    path = folder / "city" / "policy.toml"
    path.write_text(f"{HEAD}directory = '{directory}'\n", encoding="utf-8")
    return path


# What is no regular file


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)


def _link_to_a_pipe(path: Path) -> None:
    _fifo(path.parent / "p")
    path.symlink_to("p")


MAKINGS: dict[str, Callable[[Path], None]] = {
    "pipe": _fifo,
    "link to a pipe": _link_to_a_pipe,
    "socket": _socket,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "terminal": lambda path: path.symlink_to("/dev/tty"),
    "folder": Path.mkdir,
    "link to itself": lambda path: path.symlink_to(path.name),
    "link to nothing": lambda path: path.symlink_to("none"),
}


@pytest.mark.parametrize("making", MAKINGS.values(), ids=MAKINGS)
def test_whatever_is_no_regular_file_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, making: Callable[[Path], None]
) -> None:
    """A pipe without a writer would block for ever: as policy, as directory, as both."""
    monkeypatch.chdir(tmp_path)  # names of sockets are short
    path = tmp_path / "one.toml"
    making(path)

    for load in (load_policy, load_directory):
        with pytest.raises(PolicyError) as error:
            load(path)
        assert ("not_readable", "one.toml") == (error.value.code, error.value.faults[0].where)


def test_a_pipe_below_the_policy_is_refused_too(tmp_path: Path) -> None:
    """The policy itself is fine."""
    path = names(tmp_path, "directory.toml")
    os.mkfifo(path.parent / "directory.toml")

    assert "directory.toml: cannot be read: not a file" == refused(path)


def test_no_file_stays_open(tmp_path: Path) -> None:
    """Neither what is read nor what is refused."""
    (tmp_path / "fine.toml").write_text("a = 1\n", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.toml")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        read_toml(tmp_path / "fine.toml")
        read_toml(tmp_path / "pipe.toml")

    assert before == len(list(Path("/proc/self/fd").iterdir()))


def test_a_file_within_an_archive_is_read(tmp_path: Path) -> None:
    """An installed package may be one; a folder in it is no file."""
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a/policy.toml", "a = 1\n")
    root = zipfile.Path(tmp_path / "x.zip")

    assert {"a": 1} == read_toml(root / "a" / "policy.toml")
    none = read_toml(root / "a" / "none.toml")
    assert isinstance(none, Fault)
    assert "not_readable" == none.code


# What a policy may name


@pytest.mark.parametrize(
    "name", ["d.toml", "./d.toml", "a/d.toml", "a/./b/d.toml", "a..b/..d.toml"]
)
def test_a_directory_below_the_policy_is_read(tmp_path: Path, name: str) -> None:
    """In the folder itself or deeper; dots within a name are nothing special."""
    path = names(tmp_path, name)
    below = path.parent / name
    below.parent.mkdir(parents=True, exist_ok=True)
    below.write_text(DIRECTORY, encoding="utf-8")

    assert "A" in load_policy(path).directory


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "//host/share/d.toml",
        "../d.toml",
        "a/../../d.toml",
        "a/../d.toml",
        "..",
        "a/..",
        "C:/d.toml",
        "C:d.toml",
        "d.toml:stream",
        "..\\d.toml",
        "\\\\host\\d.toml",
        "a\\d.toml",
        "~/d.toml",
        "~root/d.toml",
        "",
        "   ",
        "a/" * 125 + "d.toml",
    ],
)
def test_a_name_never_leads_elsewhere(tmp_path: Path, name: str, is_there: bool) -> None:  # noqa: FBT001
    """The same sentence whether something lies there or not: so nothing can be found out."""
    path = names(tmp_path, name)
    if is_there:
        for one in (tmp_path / "d.toml", path.parent / "d.toml"):
            one.write_text(DIRECTORY, encoding="utf-8")

    assert ELSEWHERE == refused(path)


@pytest.mark.parametrize("is_there", [True, False])
def test_links_do_not_lead_elsewhere_either(tmp_path: Path, is_there: bool) -> None:  # noqa: FBT001
    """A link to a file, a link to a folder, a link through a link, links that go round."""
    outside = tmp_path / "outside"
    outside.mkdir()
    if is_there:
        (outside / "d.toml").write_text(DIRECTORY, encoding="utf-8")
    path = names(tmp_path, "d.toml")
    inside = path.parent
    for name, target in (
        ("d.toml", outside / "d.toml"),
        ("e", outside),
        ("f.toml", Path("d.toml")),
        ("g.toml", Path("e/d.toml")),
        ("h.toml", Path("../outside/d.toml")),
    ):
        (inside / name).symlink_to(target)

    for name in ("d.toml", "e/d.toml", "f.toml", "g.toml", "h.toml"):
        path.write_text(f"{HEAD}directory = '{name}'\n", encoding="utf-8")
        assert ELSEWHERE == refused(path)


def test_links_within_the_folder_are_followed(tmp_path: Path) -> None:
    """As where configuration is mounted; the folder itself may be a link as well."""
    path = names(tmp_path, "directory.toml")
    (path.parent / "data").mkdir()
    (path.parent / "data" / "d.toml").write_text(DIRECTORY, encoding="utf-8")
    (path.parent / "directory.toml").symlink_to("data/d.toml")
    (tmp_path / "town").symlink_to("city")

    for one in (path, tmp_path / "town" / "policy.toml"):
        assert "A" in load_policy(one).directory


def test_links_that_go_round_lead_nowhere(tmp_path: Path) -> None:
    """They are no file below the folder, or none that can be read."""
    path = names(tmp_path, "a/d.toml")
    (path.parent / "a").symlink_to("b")
    (path.parent / "b").symlink_to("a")

    assert "cannot be read" in refused(path)


def test_a_caller_may_mean_any_file(tmp_path: Path, write: "Write") -> None:
    """What a program passes is its own affair; the policy's key is not looked at then."""
    path = names(tmp_path, "/etc/passwd")
    there = write().parent / "directory.toml"

    assert 3 == len(load_policy(path, there).directory)


def test_the_sentence_is_in_indonesian_too(tmp_path: Path) -> None:
    """As all that a city reads."""
    with pytest.raises(PolicyError) as error:
        load_policy(names(tmp_path, "/etc/passwd"))

    assert (
        "directory: tidak dapat dibaca: harus berada di dalam folder kebijakan ini atau di"
        " bawahnya; berikan berkas lain sebagai argumen" == error.value.describe("id")
    )


def test_what_lies_below_is_told_by_its_place(tmp_path: Path) -> None:
    """The answer is the file itself, links followed."""
    (tmp_path / "a").mkdir()

    assert (tmp_path / "a" / "d.toml").resolve() == file_below(tmp_path, "a/d.toml")
