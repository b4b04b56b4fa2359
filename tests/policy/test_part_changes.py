"""Which parts of two policies differ, each told by its name."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from known_decrees import LIST_OF_2027

from sp4n.labels import Label
from sp4n.model import Directory
from sp4n.policy import Policy
from sp4n.policy.lab.part_changes import part_changes
from sp4n.routing import AnyWord, Rule, RuleBook
from sp4n.sample import sample_complaints, sample_policy
from sp4n.sla import Standard
from sp4n.workdays import GOVERNMENT_HOURS, Closure, Decree, Limit
from sp4n.workflow import LAPOR

CITY = sample_policy()
RULES = tuple(CITY.book)
VERIFICATION, FOLLOW_UP, SETTLEMENT = CITY.standards
SETTINGS = CITY.calendar_settings
FLOODS = Rule("floods-first", AnyWord(["banjir"]), to="BPBD")
DECREE = Decree(2027, date(2026, 12, 1), "own", national=LIST_OF_2027.national, joint_leave=())


def _to_the_city(_facts: object) -> str:
    return "KOTA"


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.lower().split())


class _Asked:
    def __call__(self, _facts: object) -> str:
        return "KOTA"


def book(*rules: Rule) -> Policy:
    return evolve(CITY, book=RuleBook(rules))


def standards(*changed: Standard) -> Policy:
    return evolve(CITY, standards=changed)


def settings(**changes: Any) -> Policy:
    return evolve(CITY, calendar_settings=evolve(SETTINGS, **changes))


def without_an_officer() -> Policy:
    directory = CITY.directory
    return CITY.bind(
        Directory(
            directory.agencies,
            directory.officers,
            directory.appointments[:-1],
            categories=directory.categories,
        )
    )


CHANGES: list[tuple[Callable[[], Policy], list[str]]] = [
    (lambda: CITY, []),
    (lambda: book(FLOODS, *RULES), ["rule floods-first: none -> BPBD"]),
    (lambda: book(*RULES[1:]), [f"rule {RULES[0].id}: {RULES[0].to or 'remark'} -> none"]),
    (
        lambda: book(RULES[1], RULES[0], *RULES[2:]),
        [f"rule {RULES[1].id} (position)"],
    ),
    (
        lambda: book(evolve(RULES[0], when=AnyWord(["x"]), basis="SK 1"), *RULES[1:]),
        [f"rule {RULES[0].id} (when, basis)"],
    ),
    (
        lambda: standards(
            evolve(VERIFICATION, limit=Limit(2, "working days")), FOLLOW_UP, SETTLEMENT
        ),
        ["standard verification: 3 working days -> 2 working days (limit)"],
    ),
    (
        lambda: standards(VERIFICATION, FOLLOW_UP),
        [
            (
                "standard settlement: 14 working days, oversight 60 working days, service 14"
                " working days, normative 5 working days, information 5 working days,"
                " aspiration 5 working days -> none"
            )
        ],
    ),
    (
        lambda: standards(
            evolve(VERIFICATION, source="SK 1", label=Label(id="x", en="y")), FOLLOW_UP, SETTLEMENT
        ),
        ["standard verification (label, source)"],
    ),
    (
        lambda: standards(evolve(VERIFICATION, valid_from=date(2026, 1, 1)), FOLLOW_UP, SETTLEMENT),
        [
            "standard verification: 3 working days -> none",
            "standard verification 2026-01-01: none -> 3 working days",
        ],
    ),
    (
        lambda: evolve(CITY, workflow=CITY.workflow.with_timers({"expire": "9 calendar days"})),
        ["timer expire: 30 calendar days -> 9 calendar days"],
    ),
    (
        lambda: evolve(CITY, workflow=evolve(CITY.workflow, transitions=LAPOR.transitions[1:])),
        [f"workflow {CITY.workflow.version} (transitions)"],
    ),
    (
        lambda: evolve(CITY, older_workflows=[evolve(LAPOR, version="old/1")]),
        ["workflow old/1: none -> old/1"],
    ),
    (lambda: settings(week="six-day"), ["calendar week: five-day -> six-day"]),
    (lambda: settings(joint_leave=False), ["calendar joint_leave: true -> false"]),
    (lambda: settings(zone="WIT"), ["calendar zone: WIB -> WIT"]),
    (
        lambda: settings(late_receipt="next-working-day"),
        ["calendar late_receipt: same-day -> next-working-day"],
    ),
    (
        lambda: settings(hours=GOVERNMENT_HOURS),
        [f"calendar hours: none -> {GOVERNMENT_HOURS.describe('en')}"],
    ),
    (
        lambda: settings(closures=[*SETTINGS.closures, Closure(date(2026, 2, 4), "Libur")]),
        ["calendar closures 2026-02-04: none -> 2026-02-04"],
    ),
    (
        lambda: settings(extra_working_days=[date(2026, 2, 7)]),
        ["calendar extra_working_days 2026-02-07: none -> 2026-02-07"],
    ),
    (lambda: evolve(CITY, decrees=[DECREE]), [f"decree {DECREE}: none -> {DECREE}"]),
    (lambda: evolve(CITY, amendments="keep"), ["setting amendments: follow -> keep"]),
    (lambda: evolve(CITY, receive_at="national"), ["setting receive_at: front_desk -> national"]),
    (
        lambda: evolve(CITY, strategies=[_to_the_city, _Asked()]),
        ["code _to_the_city: none -> strategy", "code _Asked: none -> strategy"],
    ),
    (
        lambda: evolve(CITY, normaliser=_split),
        ["code normaliser: normalise -> _split (function)"],
    ),
]


@pytest.mark.parametrize(("other", "said"), CHANGES)
def test_what_differs_is_told_by_its_name(other: Callable[[], Policy], said: list[str]) -> None:
    """And nothing else is."""
    assert said == [str(one) for one in part_changes(CITY, other())]


def test_of_a_directory_only_numbers_are_told() -> None:
    """Who the officers are is nobody's business here."""
    n = len(CITY.directory.appointments)

    (found,) = part_changes(CITY, without_an_officer())
    assert f"directory appointments: {n} -> {n - 1} (entries)" == str(found)


def test_as_plain_data_and_in_indonesian() -> None:
    """None where there is no such part."""
    (found,) = part_changes(CITY, book(FLOODS, *RULES))

    assert "<PartChange rule floods-first: none -> BPBD>" == repr(found)
    assert {
        "part": "rule",
        "name": "floods-first",
        "before": None,
        "after": "BPBD",
        "details": [],
        "message": "aturan floods-first: tidak ada -> BPBD",
    } == found.to_dict("id")


def test_a_comparison_names_the_parts_and_says_that_timers_are_not_played() -> None:
    """The rules are the same, and yet the policies are not."""
    other = evolve(CITY, workflow=CITY.workflow.with_timers({"close_by_system": "7 working days"}))
    found = CITY.compare(other, sample_complaints(3))

    assert (
        "rules: it is proven that every complaint goes to the same agency\n"
        "parts that differ: timer close_by_system: 10 working days -> 7 working days"
        " (what timers do is not replayed)"
    ) in str(found)
    assert ["timer"] == found.table("parts").to_dict()["part"]


def test_many_parts_are_cut_short_in_words() -> None:
    """The table has all."""
    rules = [Rule(f"r{n}", AnyWord([f"kata{n}"]), to="BPBD") for n in range(8)]
    found = CITY.compare(book(*rules, *RULES))

    assert "rule r4: none -> BPBD; and 3 more" in str(found)
    assert 8 == len(found.table("parts"))
