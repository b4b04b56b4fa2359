"""Small files that a policy can be loaded from."""

from collections.abc import Callable
from pathlib import Path

import pytest

DIRECTORY = """
schema = "sp4n/directory/1"

[categories]
Jalan = ""
"Jalan Berlubang" = "Jalan"

[agency.NASIONAL]
name = "Admin Nasional Contoh"
kind = "national"
front_desk = true
officers = [{ id = "nasional", name = "Petugas Contoh 1", role = "national_admin" }]

[agency.KOTA]
name = "Kota Contoh"
kind = "city"
parent = "NASIONAL"
region = "99.71"
front_desk = true
officers = [
    { id = "kota", name = "Petugas Contoh 2", role = "agency_admin", since = 2024-01-02 },
]

[agency.DPU]
name = "Dinas Contoh"
parent = "KOTA"
region = "99.71"
mandate = ["Jalan"]
active = { from = 2020-01-01 }
officers = [
    { id = "dpu", name = "Petugas Contoh 3", role = "liaison_officer", letter = "SK Contoh" },
    { id = "kota", name = "Petugas Contoh 2", role = "operator", until = 2030-01-01 },
]
"""

POLICY = """
schema = "sp4n/policy/1"
name = "Kota Contoh"
version = "1"
directory = "directory.toml"

[[rule]]
id = "road"
when = { any_word = ["lubang"] }
to = "DPU"
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a policy and a directory; give the policy's path."""

    def _write(policy: str = POLICY, directory: str | None = DIRECTORY) -> Path:
        if directory is not None:
            (tmp_path / "directory.toml").write_text(directory, encoding="utf-8")
        path = tmp_path / "policy.toml"
        path.write_text(policy, encoding="utf-8")
        return path

    return _write
