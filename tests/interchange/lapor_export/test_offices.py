"""One office is one office, two offices are two: by ID, by name and parent, by a directory."""

import io
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sp4n.interchange import Export, read_export, read_rows
from sp4n.model import Agency, Directory, FormerName
from sp4n.monitoring import observe_export
from sp4n.policy import directory_from_data
from sp4n.workdays import indonesia

Row = Callable[..., list[Any]]
Write = Callable[..., io.BytesIO]
Told = tuple[str | None, str | None, str | None]

CITY = "Pemerintah Kota Contoh"
ID, NAME, PARENT = "ID Instansi Terdisposisi", "Instansi Terdisposisi", "Instansi Induk"


def export_of(*told: Told, city: str | None = CITY, **options: Any) -> Export:
    """Rows by the ID, name and parent of their agency."""
    rows = [
        {"Tracking ID": f"X-{n}", "Tanggal Laporan Masuk": "3 Jan 2026", ID: one[0], NAME: one[1],
         PARENT: one[2], "Status Laporan": "Terverifikasi"}
        for n, one in enumerate(told, start=1)
    ]  # fmt: skip
    if city is None:
        return read_rows(rows, **options)
    lines = [f"Nama Instansi\t{city}", "\t".join(rows[0])]
    lines += ["\t".join("" if cell is None else cell for cell in row.values()) for row in rows]
    return read_export(io.BytesIO("\n".join(lines).encode()), **options)


def counted(export: Export, **options: Any) -> dict[str | None, int]:
    """How many complaints each office has, as a report counts them."""
    snapshot = observe_export(export, calendar=indonesia(), **options)
    return dict(Counter(one.agency for one in snapshot.entries))


@pytest.mark.parametrize(
    "parents",
    [
        (CITY, "Dinas Jalan"),
        (CITY, ""),
        ("Dinas Jalan", CITY.upper()),
        ("Kota Lain", "Kota Contoh"),
    ],
)
def test_an_id_makes_one_office_whatever_its_parents(parents: tuple[str, str]) -> None:
    """In real exports the parent is now the city and now the office itself."""
    first, second = parents
    export = export_of(*[("7", "Dinas Jalan", first)] * 3, ("7", "Dinas Jalan", second))

    assert {"Dinas Jalan": 4} == counted(export)


@pytest.mark.parametrize(
    "second", [("7", "DINAS  JALAN", CITY), ("7", "Dinas Jalan dan Jembatan", CITY),
               ("7.0", "Dinas Jalan", CITY), ("7", "", CITY), ("", "dinas jalan", CITY),
               ("-", "Dinas Jalan.", ""), ("NaN", "Dinas Jalan", CITY)],
)  # fmt: skip
def test_an_office_is_called_as_most_rows_call_it(second: Told) -> None:
    """However its ID or its name is written in others, and if one of the two is missing."""
    assert {"Dinas Jalan": 3} == counted(export_of(*[("7", "Dinas Jalan", CITY)] * 2, second))


def test_two_ids_of_one_name_are_two_offices() -> None:
    """Told by their parents; where those are alike by their IDs."""
    other = export_of(("7", "Dinas Kesehatan", CITY), ("8", "dinas kesehatan", "Kota Lain"))
    alike = export_of(("7", "Dinas Kesehatan", CITY), ("8", "Dinas Kesehatan", CITY))

    assert {f"Dinas Kesehatan ({CITY})": 1, "dinas kesehatan (Kota Lain)": 1} == counted(other)
    assert {"Dinas Kesehatan (ID 7)": 1, "Dinas Kesehatan (ID 8)": 1} == counted(alike)


def test_a_name_without_an_id_belongs_to_none_of_two() -> None:
    """Nobody could say to which."""
    found = counted(export_of(*[(one, "Dinas Kesehatan", CITY) for one in ("7", "8", "")]))

    assert 3 == len(found)
    assert {1} == set(found.values())


@pytest.mark.parametrize("city", [CITY, CITY.upper(), "pemerintah  kota contoh"])
def test_without_ids_a_name_is_one_office(city: str) -> None:
    """If its parents are the government whose export it is, the office itself, or nobody."""
    parents = (CITY, "Dinas Jalan", "DINAS JALAN", "", "-")
    export = export_of(*(("", "Dinas Jalan", parent) for parent in parents), city=city)

    assert {"Dinas Jalan": 5} == counted(export)


def test_without_ids_one_other_parent_tells_nothing_apart() -> None:
    """The office may stand below it as well as below the city."""
    export = export_of(("", "Puskesmas", CITY), ("", "Puskesmas", "Dinas Kesehatan"))

    assert {"Puskesmas": 2} == counted(export)


def test_without_ids_two_other_parents_make_two_offices() -> None:
    """What stands below neither is a third."""
    parents = ("Kecamatan Satu", "Kecamatan Dua", "KECAMATAN DUA", CITY)
    export = export_of(*(("", "Kelurahan Mekar", parent) for parent in parents))

    assert [1, 1, 2] == sorted(counted(export).values())
    assert 3 == len(counted(export))


def test_two_governments_keep_their_offices(row: Row, as_csv: Write) -> None:
    """Each has one for health; without IDs the government tells them apart."""
    files = []
    for number, city in enumerate(("Kota Satu", "Kota Dua"), start=1):
        cells = {"Tracking ID": f"9{number}", ID: "", NAME: "Dinas Kesehatan", PARENT: city}
        preamble = [["Nama Instansi", city], ["Tanggal Generate", "3 Feb 2026"]]
        files.append(as_csv([row(cells)], preamble=preamble))

    assert {"Dinas Kesehatan (Kota Satu)": 1, "Dinas Kesehatan (Kota Dua)": 1} == counted(
        read_export(files)
    )


def test_no_key_stands_for_two_offices() -> None:
    """Not even when an office is called as the key of another would be."""
    export = export_of(
        ("1", "Dinas A", "X"), ("2", "Dinas A", "Y"), ("3", "Dinas A (X)", CITY),
        ("4", "Dinas A (ID 1)", CITY), ("5", "undisposed", CITY), ("", "", CITY),
    )  # fmt: skip

    assert [1] * 6 == [*counted(export).values()]
    assert "undisposed" in counted(export)


TOLD = st.tuples(
    st.sampled_from(["", "1", "2", "3"]),
    st.sampled_from(["A", "a", "A (P)", "A (ID 1)", "A (ID -)", "B", "undisposed"]),
    st.sampled_from(["", "P", "Q", CITY, "A"]),
)


@given(st.lists(TOLD, min_size=1, max_size=12))
def test_ids_and_keys_are_one_to_one(told: list[Told]) -> None:
    """Rows have one key exactly if they have one ID, whatever else stands in them."""
    export = export_of(*told)
    keys = [export.offices.key_of(row) for row in export.rows]
    pairs = {(one[0], key) for one, key in zip(told, keys, strict=True) if one[0]}

    assert len(pairs) == len({one for one, _ in pairs}) == len({key for _, key in pairs})
    assert "undisposed" not in keys


DIRECTORY = Directory(
    [
        Agency("KOTA", "Kota Contoh"),
        Agency("DPU", "Dinas Pekerjaan Umum", parent="KOTA", lapor_ids={"7", "70"}),
        Agency("DINKES", "Dinas  Kesehatan", parent="KOTA"),
        Agency("KEL-1", "Kelurahan Contoh", parent="KOTA"),
        Agency("KEL-2", "Kelurahan Contoh", parent="KOTA"),
    ]
)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (("7", "Dinas Pekerjaan Umum", CITY), "DPU"),
        (("7.0", "Nama Lama", CITY), "DPU"),
        (("70", "Bina Marga", "Kota Lain"), "DPU"),
        (("", "dinas pekerjaan umum", CITY), "DPU"),
        (("9", "DINAS KESEHATAN", "Kota Lain"), "DINKES"),
        (("8", "Dinas Pekerjaan Umum", CITY), "Dinas Pekerjaan Umum"),
        (("", "Kelurahan Contoh", CITY), "Kelurahan Contoh"),
        (("5", "Dinas Lain", CITY), "Dinas Lain"),
        (("6", "DPU", CITY), f"DPU ({CITY})"),
    ],
)
def test_an_office_is_found_in_a_directory(told: Told, expected: str) -> None:
    """By an ID, else by a name that one has; one of other IDs is another office."""
    export = export_of(told, directory=DIRECTORY)

    assert {expected: 1} == counted(export)
    assert counted(export) == counted(export_of(told), directory=DIRECTORY)


def test_what_a_directory_does_not_have_is_listed_with_its_count() -> None:
    """The most frequent first; without a directory nothing is lacking."""
    told = [("5", "Dinas Lain", CITY)] + [("6", "Dinas Baru", CITY)] * 2 + [("7", "X", CITY)]
    export = export_of(*told, ("", "", CITY), directory=DIRECTORY)

    assert [("Dinas Baru", 2), ("Dinas Lain", 1)] == [*export.offices.unknown.items()]
    assert {} == dict(export_of(*told).offices.unknown)


def test_two_ids_may_be_one_agency_of_a_directory() -> None:
    """An office that was renamed got a second ID."""
    export = export_of(("7", "Dinas PU", CITY), ("70", "Dinas PUPR", CITY), directory=DIRECTORY)

    assert {"DPU": 2} == counted(export)


def test_an_id_of_two_agencies_is_nobody_s() -> None:
    """The directory is wrong, and nothing is guessed."""
    directory = Directory(
        [Agency("A", "A", lapor_ids={"7"}), Agency("B", "B", parent="A", lapor_ids={"7"})]
    )

    assert {"Dinas X": 1} == counted(export_of(("7", "Dinas X", CITY), directory=directory))


def test_a_directory_file_carries_the_ids() -> None:
    """As a list beside the name."""
    data = {
        "schema": "sp4n/directory/1",
        "agency": {"DPU": {"name": "Dinas Pekerjaan Umum", "kind": "work_unit", "lapor_id": ["7"]}},
    }
    directory = directory_from_data(data)

    assert [frozenset({"7"})] == [one.lapor_ids for one in directory]
    assert {"DPU": 1} == counted(export_of(("7", "Nama Lama", CITY), directory=directory))


def test_a_register_without_a_government_has_offices_too() -> None:
    """As rows from a program have none."""
    told = [("7", "Dinas Jalan", "Kota"), ("7", "Dinas Jalan", "Dinas Jalan"), (None, None, None)]

    assert {"Dinas Jalan": 2, "undisposed": 1} == counted(export_of(*told, city=None))


@pytest.mark.parametrize("name", ["Tidak Diketahui", "N/A", "tidak ada", "NULL"])
def test_a_placeholder_is_noted(name: str) -> None:
    """Counted as it is written: nobody knows what was meant."""
    export = export_of(("", name, CITY))

    assert [(NAME, "placeholder", f"'{name}'")] == [
        (one.where, one.code, one["found"]) for one in export.rows[0].notes if one.where == NAME
    ]
    assert {name: 1} == counted(export)


def test_an_office_is_found_by_what_it_was_called() -> None:
    """An export of last year has last year's names; a name that two had tells neither."""
    day = date(2026, 1, 1)
    directory = Directory(
        [
            Agency("KOTA", "Kota Contoh"),
            Agency("DPU", "Dinas PUPR", parent="KOTA", former_names=[FormerName("Dinas PU", day)]),
            Agency("A", "Dinas A", parent="KOTA", former_names=[FormerName("Dinas X", day)]),
            Agency("B", "Dinas B", parent="KOTA", former_names=[FormerName("Dinas X", day)]),
        ]
    )
    told = [("", "dinas pu", CITY), ("", "Dinas X", CITY)]

    assert {"DPU": 1, "Dinas X": 1} == counted(export_of(*told, directory=directory))
