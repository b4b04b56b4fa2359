"""Where an export comes from, and how its reading is followed."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sp4n.errors import InvalidValue
from sp4n.interchange import FormatError, read_export

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]


class Pipe(io.RawIOBase):
    """Bytes that can be read once."""

    def __init__(self, content: bytes) -> None:
        self._inner = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readall(self) -> bytes:
        return self._inner.read()

    def read(self, size: int = -1, /) -> bytes:
        return self._inner.read(size)


def test_a_path_is_told_by_its_bytes_not_by_its_name(
    tmp_path: Path, row: Row, write: Write
) -> None:
    """As a string and as a path; the file is closed again."""
    path = tmp_path / "unduhan.dat"
    path.write_bytes(write([row()]).getvalue())

    assert 1 == len(read_export(path))
    assert read_export(path) == read_export(str(path))
    path.unlink()


def test_a_file_that_is_open_stays_open(tmp_path: Path, row: Row, write: Write) -> None:
    """Buffered or not, it belongs to whoever gave it."""
    path = tmp_path / "laporan"
    path.write_bytes(write([row()]).getvalue())
    for buffering in (-1, 0):
        with path.open("rb", buffering=buffering) as file:
            assert 1 == len(read_export(file))
            assert not file.closed


def test_a_file_is_read_from_where_it_is(row: Row, as_csv: Write) -> None:
    """What was read before is not looked at."""
    told: list[tuple[int, int]] = []
    content = as_csv([row()]).getvalue()
    file = io.BytesIO(b"\xff\xfe\xff" + content)
    file.seek(3)
    export = read_export(file, progress=lambda done, total: told.append((done, total)))

    assert 1 == len(export)
    assert [(len(content), len(content))] == told


def test_a_file_that_cannot_go_back_is_read_at_once(row: Row, write: Write) -> None:
    """A pipe for instance, or whatever gives bytes."""
    content = write([row()]).getvalue()
    anything = type("Anything", (), {"read": lambda self: content})()

    assert 1 == len(read_export(Pipe(content)))  # type: ignore[arg-type]
    assert 1 == len(read_export(anything))


@pytest.mark.parametrize("source", [None, 7, io.StringIO("Tracking ID"), b"Tracking ID"])
def test_what_gives_no_bytes_is_refused(source: Any) -> None:
    """A file of text among them: its encoding was guessed by somebody else."""
    with pytest.raises(InvalidValue) as caught:
        read_export(source)

    assert ("source", "wrong_type") == (caught.value.faults[0].where, caught.value.code)


def test_a_path_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    """By its name; nothing is said of the folders."""
    with pytest.raises(FormatError) as caught:
        read_export(tmp_path / "tidak-ada.csv")
    assert ("tidak-ada.csv", "not_readable") == (caught.value.faults[0].where, caught.value.code)
    with pytest.raises(FormatError):
        read_export("\0")
    with pytest.raises(FormatError):
        read_export(tmp_path)


class Failing(io.BytesIO):
    """A file that the system can't read to its end."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() >= 5_000:
            raise OSError(5, "Input/output error", "/rahasia/laporan")
        return super().read(size)

    read1 = read


def test_a_file_that_can_not_be_read_on_is_refused(row: Row, write: Write) -> None:
    """What was read before would be counted as all; nothing is said of the folders."""
    rows = [row({"Tracking ID": str(number)}) for number in range(2_000)]
    with pytest.raises(FormatError) as caught:
        read_export(Failing(write(rows).getvalue()))

    assert ("not_readable", None) == (caught.value.code, caught.value.__context__)
    assert "rahasia" not in caught.value.describe()


class FailingLater(Failing):
    """A file that fails when it is read once too often."""

    passes, allowed = 0, 2

    def read(self, size: int | None = -1, /) -> bytes:
        self.passes += self.tell() == 0
        may_read = self.passes <= self.allowed
        return io.BytesIO.read(self, size) if may_read else super().read(size)

    read1 = read


@pytest.mark.parametrize("allowed", [2, 3], ids=["for its encoding", "for its rows"])
def test_a_file_may_fail_late(allowed: int, row: Row, as_csv: Write) -> None:
    """It is looked at whole before its rows are read."""
    source = FailingLater(as_csv([row({"Tracking ID": str(n)}) for n in range(2_000)]).getvalue())
    source.allowed = allowed
    with pytest.raises(FormatError) as caught:
        read_export(source)

    assert ("not_readable", None) == (caught.value.code, caught.value.__context__)
    assert allowed + 1 == source.passes


def test_progress_ends_at_the_total(row: Row, write: Write) -> None:
    """Bytes of a CSV, rows of a workbook; it never goes back."""
    told: list[tuple[int, int]] = []
    rows = [row({"Tracking ID": str(number)}) for number in range(2_500)]
    source = write(rows)
    size = len(source.getvalue())
    read_export(source, progress=lambda done, total: told.append((done, total)))

    (total,) = {one for _, one in told}
    assert total in (size, 2_511)
    assert (total, 3) == (told[-1][0], len(told))
    assert sorted(told) == told
