"""Directories: a tree of agencies, and who serves where."""

import copy
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

from sp4n.errors import InvalidValue, UnknownCode
from sp4n.model import Actor, Agency, Appointment, Categories, Directory, Officer, Region, Role

Faults = Callable[[Callable[[], object]], list[tuple[str, str]]]
SUN_2026_01_04 = date(2026, 1, 4)
MON_2026_01_05 = date(2026, 1, 5)


def tree(**parents: str | None) -> list[Agency]:
    return [Agency(code, code, parent=parent) for code, parent in parents.items()]


# Construction


def test_there_must_be_a_root(faults: Faults) -> None:
    """An empty directory has nowhere to end."""
    assert [("agency", "no_root")] == faults(lambda: Directory([]))


def test_there_is_one_root(faults: Faults) -> None:
    """Two agencies without a parent are told together."""
    assert [("agency", "two_roots")] == faults(lambda: Directory(tree(A=None, B=None, C="A")))
    with pytest.raises(InvalidValue, match="A, B"):
        Directory(tree(A=None, B=None))


@pytest.mark.parametrize(
    ("parents", "circles"),
    [
        ({"A": "A"}, [("A", "A")]),
        ({"A": "B", "B": "A"}, [("A", "B", "A")]),
        ({"A": "B", "B": "C", "C": "A", "D": "A"}, [("A", "B", "C", "A")]),
        ({"D": "A", "A": "B", "B": "C", "C": "A"}, [("A", "B", "C", "A")]),
        ({"R": None, "A": "B", "B": "A", "C": "C"}, [("A", "B", "A"), ("C", "C")]),
        ({"R": None, "X": "R", "Y": "Z", "Z": "Y", "W": "Y"}, [("Y", "Z", "Y")]),
    ],
)
def test_circles_are_found_once(parents: dict[str, str | None], circles: list[Any]) -> None:
    """Of one, two or three, with tails leading in, beside a healthy tree, several."""
    with pytest.raises(InvalidValue) as caught:
        Directory(tree(**parents))

    found = [one for one in caught.value.faults if one.code == "cycle"]
    assert circles == [one["found"] for one in found]
    assert [f"agency.{circle[0]}.parent" for circle in circles] == [one.where for one in found]
    assert ("R" not in parents) is any(one.code == "no_root" for one in caught.value.faults)


def test_a_parent_that_is_not_there_gets_a_suggestion() -> None:
    """Most dangling parents are misspelt."""
    with pytest.raises(InvalidValue) as caught:
        Directory(tree(NASIONAL=None, KOTA="NASIONL"))

    (fault,) = caught.value.faults
    assert ("unknown_agency", "agency.KOTA.parent") == (fault.code, fault.where)
    assert ("NASIONL", "NASIONAL") == (fault["found"], fault["suggestion"])
    assert (
        "agency.KOTA.parent: there is no agency NASIONL; did you mean NASIONAL?" == fault.describe()
    )


def test_one_front_desk_a_region(faults: Faults) -> None:
    """Both desks are named with their region."""
    desks = [
        Agency("R", "R"),
        Agency("A", "A", parent="R", region="99.71", front_desk=True),
        Agency("B", "B", parent="R", region="99.71", front_desk=True),
        Agency("C", "C", parent="R", region="99.72", front_desk=True),
    ]

    assert [("agency", "two_front_desks")] == faults(lambda: Directory(desks))
    with pytest.raises(InvalidValue, match=r"region 99\.71 has more than one front desk: A, B"):
        Directory(desks)


def test_everything_wrong_is_told_at_once(faults: Faults) -> None:
    """Duplicates, dangling parents, roots, circles, desks, officers and appointments together."""
    agencies = [
        *tree(A=None, B=None, C="nowhere", D="E", E="D"),
        Agency("A", "twice"),
        Agency("F", "F", parent="A", region="99", front_desk=True),
        Agency("G", "G", parent="A", region="99", front_desk=True),
    ]
    officers = [Officer("x-1", "Satu"), Officer("x-1", "Dua")]
    appointments = [Appointment("x-2", "H-1", "operator"), Appointment("x-1", "A", "operator")]

    assert [
        ("agency.A", "duplicate"),
        ("agency.C.parent", "unknown_agency"),
        ("agency", "two_roots"),
        ("agency.D.parent", "cycle"),
        ("agency", "two_front_desks"),
        ("officer.x-1", "duplicate"),
        ("appointment[0].agency", "unknown_agency"),
        ("appointment[0].officer", "unknown_officer"),
    ] == faults(lambda: Directory(agencies, officers, appointments))


def test_what_is_no_list_of_agencies_is_refused(faults: Faults) -> None:
    """All four parts are looked at, with the place of what does not belong there."""
    given: tuple[Any, ...] = (["A"], None, [Agency("A", "A"), None], {"Jalan": None})

    assert [
        ("agencies[0]", "wrong_type"),
        ("officers", "wrong_type"),
        ("appointments[0]", "wrong_type"),
        ("appointments[1]", "wrong_type"),
        ("categories", "wrong_type"),
    ] == faults(lambda: Directory(*given))


def test_a_large_directory_is_made_in_time() -> None:
    """20,000 agencies with an officer each: nothing grows with the square."""
    agencies = [Agency("R", "R"), *(Agency(f"A{n}", "A", parent="R") for n in range(20_000))]
    officers = [Officer(f"o{n}", "O") for n in range(20_000)]
    appointments = [Appointment(f"o{n}", f"A{n}", "operator") for n in range(20_000)]

    assert 20_001 == len(Directory(agencies, officers, appointments))


def test_many_dangling_parents_cost_few_comparisons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each kind of code is looked for twenty times at most, and no word twice."""
    asked: list[str] = []
    monkeypatch.setattr("sp4n.errors.closest", lambda found, known: asked.append(found))
    agencies = [Agency("R", "R"), *(Agency(f"A{n}", "A", parent=f"X{n}") for n in range(3_000))]
    appointments = [Appointment(f"o{n // 2}", "X0", "operator") for n in range(3_000)]

    with pytest.raises(InvalidValue) as caught:
        Directory(agencies, (), appointments)

    assert 1_001 == len(caught.value.faults)
    assert 8_000 == caught.value.faults[-1]["count"]
    assert 40 == len(asked) == len(set(asked))


# Lookup


def test_unknown_agencies_get_a_suggestion(directory: Directory) -> None:
    """`agency` and `lineage` raise UnknownCode, which is a LookupError."""
    for ask in (directory.agency, directory.lineage):
        with pytest.raises(LookupError) as caught:
            ask("kotaa")
        assert isinstance(caught.value, UnknownCode)
        assert ("agency", "kotaa", "KOTA") == (
            caught.value.kind,
            caught.value.found,
            caught.value.suggestion,
        )


def test_the_lineage_ends_with_the_root(directory: Directory) -> None:
    """Codes from an agency upward, both ends included, whatever the order in the file."""
    turned = Directory(reversed(directory.agencies))

    for one in (directory, turned):
        assert ("KEL", "KEC", "KOTA", "PROV", "NASIONAL") == one.lineage("KEL")
        assert ("NASIONAL",) == one.lineage("NASIONAL")
        assert "NASIONAL" == one.root.code


def test_within_and_children(directory: Directory) -> None:
    """An agency is within itself; unknown codes are within nothing."""
    assert directory.is_within("DPU", "KOTA")
    assert directory.is_within("DPU", "DPU")
    assert not directory.is_within("KOTA", "DPU")
    assert not directory.is_within("NOWHERE", "NASIONAL")
    assert not directory.is_within("DPU", "NOWHERE")
    assert ["DPU", "LAMA", "BARU", "KEC"] == [one.code for one in directory.children("KOTA")]
    assert () == directory.children("KEL")


def test_a_directory_can_be_walked(directory: Directory) -> None:
    """`in`, `len` and iteration speak of agencies, in the given order."""
    assert "DPU" in directory
    assert "dpu" not in directory
    assert 8 == len(directory)
    assert "NASIONAL" == next(iter(directory)).code


# Front desks


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("99.71.01.1001", ["KEL", "KEC", "KOTA", "PROV", "NASIONAL"]),
        ("99.71.01.1002", ["KEC", "KOTA", "PROV", "NASIONAL"]),
        ("99.71.02", ["KOTA", "PROV", "NASIONAL"]),
        ("99.72", ["PROV", "NASIONAL"]),
        ("98", ["NASIONAL"]),
        ("ID", ["NASIONAL"]),
        (None, ["NASIONAL"]),
    ],
)
def test_front_desks_are_walked_upward(
    region: str | None, expected: list[str], directory: Directory
) -> None:
    """Village, district, city, province, nation; the root comes last and once."""
    land = None if region is None else Region(region)

    assert expected == [desk.code for desk in directory.front_desks(land)]
    assert expected[0] == directory.front_desk(land).code


def test_a_root_that_is_a_front_desk_comes_once() -> None:
    """A city may run its own directory, whose root receives for its region."""
    city = Directory([Agency("KOTA", "Kota", region="99.71", front_desk=True)])

    assert ["KOTA"] == [desk.code for desk in city.front_desks(Region("99.71.01"))]


def test_another_agency_may_have_the_roots_desk() -> None:
    """The nation's desk need not be the root; the root still comes last."""
    nation = Directory([Agency("R", "R"), Agency("DESK", "D", parent="R", front_desk=True)])

    assert ["DESK", "R"] == [desk.code for desk in nation.front_desks(Region("99"))]


def test_a_desk_that_ended_is_passed_over(directory: Directory) -> None:
    """On a day before its end it still receives."""
    agencies = [
        attrs.evolve(one, active_until=MON_2026_01_05) if one.code == "KEC" else one
        for one in directory
    ]
    later = Directory(agencies)

    assert "KEC" == later.front_desk(Region("99.71.01"), SUN_2026_01_04).code
    assert "KOTA" == later.front_desk(Region("99.71.01"), MON_2026_01_05).code
    assert "KOTA" == later.front_desk(Region("99.71.01")).code


# Competence


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, True),
        ({"region": "99.71.01"}, True),
        ({"region": "99.72"}, False),
        ({"region": "99"}, False),
        ({"category": "Jalan"}, True),
        ({"category": "Jalan Berlubang"}, True),
        ({"category": "Sampah"}, False),
        ({"category": "Hewan"}, True),
        ({"region": "99.71", "category": "Sampah"}, False),
    ],
)
def test_competence_needs_region_and_mandate(
    asked: dict[str, str],
    directory: Directory,
    *,
    expected: bool,
) -> None:
    """A mandate covers the categories below; what is unknown excludes nobody."""
    region = Region(asked["region"]) if "region" in asked else None

    assert expected is directory.is_competent("DPU", region=region, category=asked.get("category"))


def test_an_agency_without_a_mandate_takes_everything(directory: Directory) -> None:
    """None means all."""
    assert directory.is_competent("KOTA", category="Sampah", region=Region("99.71"))


def test_nobody_is_competent_before_the_beginning_or_after_the_end(directory: Directory) -> None:
    """LAMA ended with 2024, BARU begins with 2026."""
    assert directory.is_competent("LAMA", on=date(2024, 12, 31))
    assert not directory.is_competent("LAMA", on=date(2025, 1, 1))
    assert not directory.is_competent("LAMA")
    assert not directory.is_competent("BARU", on=date(2025, 12, 31))
    assert directory.is_competent("BARU", on=date(2026, 1, 1))


def test_competence_of_nobody_is_an_error(directory: Directory) -> None:
    """A misspelt code must not look like an incompetent agency."""
    with pytest.raises(UnknownCode):
        directory.is_competent("NOWHERE")


# Who serves


def test_roles_hold_from_the_first_day_to_the_day_before_the_end(directory: Directory) -> None:
    """On the day of the handover there is one role, not two and not none."""
    assert frozenset({Role.LIAISON_OFFICER}) == directory.roles("kota", "KOTA", on=SUN_2026_01_04)
    assert frozenset({Role.AGENCY_ADMIN}) == directory.roles("kota", "KOTA", on=MON_2026_01_05)


def test_two_roles_at_once(directory: Directory) -> None:
    """In March 2026 the liaison officer is an operator too."""
    both = frozenset({Role.LIAISON_OFFICER, Role.OPERATOR})

    assert both == directory.roles("dpu", "DPU", on=date(2026, 3, 31))
    assert frozenset({Role.LIAISON_OFFICER}) == directory.roles("dpu", "DPU", on=date(2026, 4, 1))


def test_nobody_has_a_role_elsewhere(directory: Directory) -> None:
    """Another agency, an unknown officer, an unknown agency: no role."""
    for officer, agency in (("dpu", "KOTA"), ("nobody", "DPU"), ("dpu", "NOWHERE")):
        assert frozenset() == directory.roles(officer, agency, on=MON_2026_01_05)


def test_the_team_of_a_day(directory: Directory) -> None:
    """With a day who serves on it; without one, who serves without end."""
    assert [Role.LIAISON_OFFICER] == [one.role for one in directory.team("DPU", MON_2026_01_05)]
    assert [Role.LIAISON_OFFICER] == [one.role for one in directory.team("DPU", None)]
    assert 2 == len(directory.team("DPU", date(2026, 3, 1)))
    assert directory.has_role("KEC", Role.OPERATOR, on=date(2026, 2, 1))
    assert not directory.has_role("KEC", Role.OPERATOR, on=None)


def test_nobody_acts_for_an_agency_that_is_not_active() -> None:
    """Before its beginning and from its end on there are no roles, no team and no actor."""
    directory = Directory(
        [
            Agency("R", "R"),
            Agency("X", "X", parent="R", active_from=MON_2026_01_05, active_until=date(2026, 1, 6)),
        ],
        [Officer("o", "O")],
        [Appointment("o", "X", "operator")],
    )

    assert frozenset({Role.OPERATOR}) == directory.roles("o", "X", on=MON_2026_01_05)
    assert Actor.officer("o", at="X") == directory.actor("o", on=MON_2026_01_05)
    assert directory.has_role("X", Role.OPERATOR, on=MON_2026_01_05)
    for day in (SUN_2026_01_04, date(2026, 1, 6)):
        assert frozenset() == directory.roles("o", "X", on=day)
        assert () == directory.team("X", day)
        with pytest.raises(InvalidValue, match="holds no appointment"):
            directory.actor("o", on=day)
    assert () == directory.team("X", None) == directory.team("NOWHERE", None)
    assert Actor.officer("o", at="X") == directory.actor("o")


def test_an_officer_acts_where_they_serve(directory: Directory) -> None:
    """With a day only the appointments of that day count."""
    assert Actor.officer("nas", at="NASIONAL") == directory.actor("nas")
    assert Actor.officer("dpu", at="DPU") == directory.actor("dpu", on=date(2026, 1, 31))


def test_whoever_serves_twice_must_say_where(directory: Directory) -> None:
    """Both agencies are named."""
    with pytest.raises(InvalidValue) as caught:
        directory.actor("dpu", on=date(2026, 2, 1))

    assert "ambiguous_actor" == caught.value.code
    assert ("DPU", "KEC") == caught.value.faults[0]["agencies"]
    with pytest.raises(InvalidValue, match="serves at DPU, KEC"):
        directory.actor("dpu")


def test_two_roles_at_one_agency_are_not_ambiguous(directory: Directory) -> None:
    """The question is only where somebody acts."""
    assert Actor.officer("dpu", at="DPU") == directory.actor("dpu", on=date(2026, 3, 1))


@pytest.mark.parametrize(
    ("officer", "on"), [("nobody", None), ("nobody", MON_2026_01_05), ("late", SUN_2026_01_04)]
)
def test_whoever_serves_nowhere_can_not_act(officer: str, on: date | None) -> None:
    """An unknown officer, or one whose appointment begins on the next day."""
    directory = Directory(
        [Agency("A", "A")],
        [Officer("late", "Terlambat")],
        [Appointment("late", "A", "operator", since=MON_2026_01_05)],
    )
    with pytest.raises(InvalidValue) as caught:
        directory.actor(officer, on=on)

    assert ("no_appointment", officer) == (caught.value.code, caught.value.faults[0]["officer"])


def test_agencies_without_a_liaison_officer(directory: Directory) -> None:
    """They are not connected yet (belum terhubung); inactive agencies do not count."""
    before = [one.code for one in directory.without_liaison(SUN_2026_01_04)]
    after = [one.code for one in directory.without_liaison(MON_2026_01_05)]
    without_day = [one.code for one in directory.without_liaison(None)]

    assert ["NASIONAL", "PROV", "BARU", "KEC", "KEL"] == before
    assert ["NASIONAL", "PROV", "KOTA", "BARU", "KEC", "KEL"] == after
    assert ["NASIONAL", "PROV", "KOTA", "BARU", "KEC", "KEL"] == without_day


# Being a value


def test_a_directory_is_a_value(directory: Directory) -> None:
    """Equal, hashable, copied, pickled; what it knows survives."""
    twin = pickle.loads(pickle.dumps(directory))

    assert directory == twin == copy.deepcopy(directory) == attrs.evolve(directory)
    assert hash(directory) == hash(twin)
    assert ("KEL", "KEC", "KOTA", "PROV", "NASIONAL") == twin.lineage("KEL")


def test_a_directory_shows_no_names_of_people(directory: Directory) -> None:
    """Its repr holds agencies only."""
    assert all(officer.name not in repr(directory) for officer in directory.officers)


def test_the_digest_forgets_the_order(directory: Directory) -> None:
    """The same agencies, officers and appointments in another order are the same directory."""
    turned = Directory(
        reversed(directory.agencies),
        reversed(directory.officers),
        reversed(directory.appointments),
        directory.categories,
    )

    assert directory.digest == turned.digest
    assert "sha256:" == directory.digest[:7]
    assert 64 == len(bytes.fromhex(directory.digest[7:])) * 2


def test_the_digest_notices_every_part(directory: Directory) -> None:
    """Agencies, officers, appointments and categories."""
    others = [
        attrs.evolve(directory, agencies=[*directory.agencies, Agency("N", "N", parent="KOTA")]),
        attrs.evolve(directory, officers=[*directory.officers, Officer("neu", "Neu")]),
        attrs.evolve(directory, appointments=directory.appointments[1:]),
        attrs.evolve(directory, categories=Categories({"Jalan": None})),
    ]

    assert 5 == len({directory.digest, *(one.digest for one in others)})


def test_the_digest_is_equal_on_every_machine() -> None:
    """No hash seed changes it: the mandate of several categories is a set."""
    code = (
        "from datetime import date; from sp4n.model import *; "
        "print(Directory([Agency('A', 'Å', mandate={'x', 'y', 'z'}, active_from=date(2026, 1, 5))])"
        ".digest)"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert 1 == len(digests)
