"""Successors: who does on a day what an office did that has ended; former names; deputies."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sp4n.errors import UnknownCode
from sp4n.model import Acting, Agency, Appointment, Directory, FormerName, Officer, Region
from sp4n.policy import PolicyError, directory_from_data

Faults = Callable[[Callable[[], object]], list[tuple[str, str]]]
DAY = date(2026, 7, 1)
EVE = date(2026, 6, 30)
LATER = date(2027, 1, 1)


def ended(code: str, *after: str, parent: str = "KOTA", until: date = DAY) -> Agency:
    return Agency(code, code, parent=parent, active_until=until, successors=after)


def tree(*agencies: Agency) -> Directory:
    return Directory([Agency("KOTA", "Kota Contoh"), *agencies])


FAMILY = tree(
    ended("SATU", "GABUNG"),
    ended("DUA", "GABUNG"),
    Agency("SEKSI", "Seksi", parent="SATU"),
    Agency("GABUNG", "Gabungan", parent="KOTA", active_from=DAY, active_until=LATER,
           successors=["KIRI", "KANAN"]),
    Agency("KIRI", "Kiri", parent="KOTA", active_from=LATER),
    Agency("KANAN", "Kanan", parent="KOTA", active_from=LATER),
    ended("SIA", "NANTI"),
    Agency("NANTI", "Nanti", parent="KOTA", active_from=LATER),
    ended("MATI"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("SATU", EVE, ("SATU",)),
        ("SATU", DAY, ("GABUNG",)),
        ("DUA", DAY, ("GABUNG",)),
        ("SATU", LATER, ("KIRI", "KANAN")),
        ("SATU", None, ("KIRI", "KANAN")),
        ("GABUNG", EVE, ("GABUNG",)),
        ("SIA", DAY, ()),
        ("SIA", LATER, ("NANTI",)),
        ("MATI", EVE, ("MATI",)),
        ("MATI", DAY, ()),
        ("KOTA", DAY, ("KOTA",)),
    ],
)
def test_who_follows_on_a_day(code: str, on: date | None, expected: tuple[str, ...]) -> None:
    """Itself to its last day, then whoever follows and is there, over several changes."""
    assert expected == FAMILY.successors(code, on)


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("SATU", EVE, "SATU"),
        ("SATU", DAY, "GABUNG"),
        ("SATU", LATER, "SATU"),  # several follow: somebody must choose
        ("SIA", DAY, "SIA"),  # nobody is there yet
        ("MATI", LATER, "MATI"),
        ("TIADA", DAY, "TIADA"),
    ],
)
def test_who_stands_for_an_office(code: str, on: date, expected: str) -> None:
    """The only successor; the office itself where there is none, or no single one."""
    assert expected == FAMILY.in_office(code, on)


def test_an_unknown_office_has_no_successors() -> None:
    """It is not in the directory."""
    with pytest.raises(UnknownCode):
        FAMILY.successors("TIADA", DAY)


def test_all_who_ever_follow() -> None:
    """Whatever the day: so an accusation can't be shaken off by a renaming."""
    assert {"SATU", "GABUNG", "KIRI", "KANAN"} == FAMILY.with_successors({"SATU"})
    assert {"MATI", "TIADA"} == FAMILY.with_successors({"MATI", "TIADA"})
    assert frozenset() == FAMILY.with_successors(())


def test_what_hung_below_hangs_below_the_successor() -> None:
    """From its first day on; before it, and without a day, the tree is as it was."""
    assert ("SEKSI", "SATU", "KOTA") == FAMILY.lineage("SEKSI")
    assert ("SEKSI", "SATU", "KOTA") == FAMILY.lineage("SEKSI", EVE)
    assert ("SEKSI", "GABUNG", "KOTA") == FAMILY.lineage("SEKSI", DAY)
    assert FAMILY.is_within("SEKSI", "GABUNG", DAY)
    assert not FAMILY.is_within("SEKSI", "GABUNG", EVE)
    assert not FAMILY.is_within("TIADA", "KOTA", DAY)


def test_an_office_may_end_in_one_of_its_own_units() -> None:
    """Then the unit has the ended office above it, as before, and no line runs in a circle."""
    directory = tree(ended("DINAS", "UNIT"), Agency("UNIT", "Unit", parent="DINAS"))

    assert ("UNIT", "DINAS", "KOTA") == directory.lineage("UNIT", DAY)
    assert ("UNIT", "DINAS", "KOTA") == directory.lineage("DINAS", DAY)


def test_many_ways_to_one_successor_are_walked_once() -> None:
    """Forty offices, each split into two that were merged again."""
    agencies = []
    for n in range(40):
        until = date(2000 + n, 1, 1)
        agencies.append(ended(f"A{n}", f"B{n}", f"C{n}", until=until))
        agencies += [ended(f"{half}{n}", f"A{n + 1}", until=until) for half in "BC"]
    directory = tree(*agencies, Agency("A40", "A40", parent="KOTA"))

    assert ("A40",) == directory.successors("A0")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"successors": ["B"]}, ("agency.successors", "successor_without_end")),
        ({"successors": ["B", "B"]}, ("agency.successors[1]", "duplicate")),
        ({"successors": ["A"]}, ("agency.successors[0]", "duplicate")),
        ({"successors": ["no code"]}, ("agency.successors[0]", "bad_code")),
        ({"successors": 7}, ("agency.successors", "wrong_type")),
        ({"former_names": ["Lama"]}, ("agency.former_names[0]", "wrong_type")),
        ({"former_names": 7}, ("agency.former_names", "wrong_type")),
        (
            {"former_names": [FormerName("Satu", DAY), FormerName("Dua", DAY)]},
            ("agency.former_names[1].until", "duplicate"),
        ),
    ],
)
def test_bad_successors_and_names_are_refused(
    fields: dict[str, Any], expected: tuple[str, str], faults: Faults
) -> None:
    """Each says what is wrong, and where."""
    until = None if expected[1] == "successor_without_end" else DAY

    assert [expected] == faults(lambda: Agency("A", "A", active_until=until, **fields))


def test_a_bad_former_name_is_refused(faults: Faults) -> None:
    """Its name is a line, its day a date."""
    build: Any = FormerName

    assert [("former_name.name", "empty"), ("former_name.until", "wrong_type")] == faults(
        lambda: build("", "2026-07-01")
    )


def test_successors_are_there_and_run_in_no_circle(faults: Faults) -> None:
    """Nobody follows themselves in the end, over however many steps."""
    assert [("agency.A.successors[0]", "unknown_agency")] == faults(lambda: tree(ended("A", "B")))
    assert [("agency.A.successors", "successor_cycle")] == faults(
        lambda: tree(ended("A", "B"), ended("B", "C"), ended("C", "A", "KOTA"))
    )


def test_two_front_desks_may_follow_each_other(faults: Faults) -> None:
    """One region has one desk a day: the successor's from its first day on."""
    old = Agency("LAMA", "Lama", parent="KOTA", region="99", front_desk=True, active_until=DAY)
    new = Agency("BARU", "Baru", parent="KOTA", region="99", front_desk=True, active_from=DAY)
    early = Agency("DINI", "Dini", parent="KOTA", region="99", front_desk=True, active_from=EVE)
    directory = tree(old, new)

    assert "LAMA" == directory.front_desk(Region("99"), EVE).code
    assert "BARU" == directory.front_desk(Region("99"), DAY).code
    assert [("agency", "two_front_desks")] == faults(lambda: tree(old, early))


def test_names_by_date() -> None:
    """Each name to the day before the next; the present one after the last, and without a day."""
    names = [FormerName("Kedua", LATER), FormerName("Pertama", DAY)]
    agency = Agency("DPU", "Ketiga", former_names=names)

    assert ["Pertama", "Kedua", "Ketiga", "Ketiga"] == [
        agency.name_on(on) for on in (EVE, DAY, LATER, None)
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"acting": "plh"}, ("appointment.acting_for", "missing")),
        ({"acting_for": "satu"}, ("appointment.acting", "missing")),
        ({"acting": "pjs", "acting_for": "satu"}, ("appointment.acting", "not_one_of")),
        ({"acting": "plt", "acting_for": "no id"}, ("appointment.acting_for", "bad_code")),
        ({"acting": "plt", "acting_for": "dua"}, ("appointment.acting_for", "contradiction")),
    ],
)
def test_bad_deputies_are_refused(
    fields: dict[str, Any], expected: tuple[str, str], faults: Faults
) -> None:
    """A Plh. says for whom they act, who is somebody else."""
    assert [expected] == faults(lambda: Appointment("dua", "DPU", "operator", **fields))


def test_a_deputy_for_nobody_known_is_refused(faults: Faults) -> None:
    """Whoever they act for is an officer too; a Plt. of a vacant post acts for none."""
    agencies, people = [Agency("KOTA", "Kota")], [Officer("dua", "Dua")]
    vacant = Appointment("dua", "KOTA", "operator", acting="plt")
    stranger = Appointment("dua", "KOTA", "operator", acting="plt", acting_for="satu")

    assert Acting.PLT is Directory(agencies, people, [vacant]).appointments[0].acting
    assert [("appointment[0].acting_for", "unknown_officer")] == faults(
        lambda: Directory(agencies, people, [stranger])
    )


def test_the_digest_notices_what_was_added_only_if_it_is_told() -> None:
    """Successors, former names and deputies; a directory without any keeps the digest it had."""
    old = Agency("A", "A", parent="KOTA", active_until=DAY)
    digests = {
        tree(old, Agency("B", "B", parent="KOTA")).digest,
        tree(ended("A", "B"), Agency("B", "B", parent="KOTA")).digest,
        tree(old, Agency("B", "B", parent="KOTA", former_names=[FormerName("C", DAY)])).digest,
    }

    assert 3 == len(digests)
    assert tree().digest == (
        "sha256:f708cc9b1483aaa009d0c28deeb0f6b19a9f292aea399987ab690b1db8b6431b"
    )


def test_a_file_says_all_of_it() -> None:
    """Successors, former names, and for whom an officer acts."""
    data: dict[str, Any] = {
        "schema": "sp4n/directory/1",
        "agency": {
            "KOTA": {"name": "Kota", "former_names": [{"name": "Kotamadya", "until": DAY}]},
            "LAMA": {
                "name": "Lama", "parent": "KOTA", "active": {"until": DAY}, "successors": ["KOTA"],
                "officers": [
                    {"id": "satu", "name": "Satu", "role": "operator"},
                    {"id": "dua", "name": "Dua", "role": "operator", "acting": "plh",
                     "acting_for": "satu"},
                ],
            },
        },
    }  # fmt: skip
    directory = directory_from_data(data)

    assert ("KOTA",) == directory.agency("LAMA").successors
    assert (FormerName("Kotamadya", DAY),) == directory.agency("KOTA").former_names
    assert ("satu", Acting.PLH) == (
        directory.appointments[1].acting_for,
        directory.appointments[1].acting,
    )


def test_a_file_with_mistakes_says_where() -> None:
    """Under the key that holds them."""
    data: dict[str, Any] = {
        "schema": "sp4n/directory/1",
        "agency": {
            "KOTA": {
                "name": "Kota",
                "successors": ["X"],
                "former_names": [{"name": "Lama"}, {"name": "", "until": DAY}],
            }
        },
    }
    with pytest.raises(PolicyError) as caught:
        directory_from_data(data)

    assert {
        ("agency.KOTA.successors", "successor_without_end"),
        ("agency.KOTA.former_names[0].until", "missing"),
        ("agency.KOTA.former_names[1].name", "empty"),
    } == {(one.where, one.code) for one in caught.value.faults}
