"""Gaps: the categories of which no rule takes some complaint."""

from collections.abc import Callable
from datetime import date

from sp4n.model import Agency, Categories, Directory
from sp4n.routing import AnyWord, CategoryWithin, Router, Rule, WordsAtLeast
from sp4n.routing.analysis import gaps

MakeRouter = Callable[..., Router]
NEW_YEAR = date(2026, 1, 1)
ROADS = Directory(
    [
        Agency("ROOT", "Root"),
        Agency("JALAN", "Roads", parent="ROOT"),
        Agency("BARU", "New", parent="ROOT", active_from=NEW_YEAR),
    ],
    categories=Categories({"Jalan": None, "Lubang": "Jalan", "Sampah": None}),
)


def test_a_category_is_closed_with_those_below_it(router: MakeRouter) -> None:
    """A rule for roads takes holes too; waste and what has no category stay open."""
    found = gaps(router(Rule("roads", CategoryWithin("Jalan"), "JALAN"), directory=ROADS))

    assert [(one.category, one.standing) for one in found] == [
        (None, "open"),
        ("Jalan", "closed"),
        ("Lubang", "closed"),
        ("Sampah", "open"),
    ]


def test_a_gap_may_be_one_of_days(router: MakeRouter) -> None:
    """Who takes everything only does so from the day on which the office is there."""
    every = router(Rule("all", WordsAtLeast(0), "BARU"), directory=ROADS)
    before, after = gaps(every, on=date(2025, 12, 31)), gaps(every, on=NEW_YEAR)

    assert {one.standing for one in before} == {"open"}
    assert {one.standing for one in after} == {"closed"}
    assert gaps(every)[0].example is not None


def test_gaps_say_what_they_are(router: MakeRouter) -> None:
    """In both languages, and as plain data."""
    rules = (
        Rule("roads", CategoryWithin("Jalan"), "JALAN"),
        Rule("rest", AnyWord("lubang"), "JALAN"),
    )
    none, roads, _, waste = gaps(router(*rules, directory=ROADS))

    assert (
        str(none)
        == "without a category: not every complaint is taken by a rule, for example: contoh"
    )
    assert roads.describe("id") == "Jalan: semua pengaduan diambil oleh aturan"
    assert waste.to_dict("id") == {
        "category": "Sampah",
        "standing": "open",
        "example": {
            "received_on": "2026-01-05",
            "title": "contoh",
            "body": ".",
            "category": "Sampah",
        },
        "message": (
            "Sampah: tidak semua pengaduan diambil oleh aturan, misalnya: contoh (kategori Sampah)"
        ),
    }
    undecided = gaps(router(*rules, directory=ROADS), questions=0)[0]
    assert str(undecided) == "without a category: it could not be determined"
