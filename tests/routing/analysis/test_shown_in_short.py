"""How books, routes and what is found out about them show themselves: on one line, and short."""

from collections.abc import Callable
from datetime import date

from sp4n.routing import AnyWord, ReceivedBetween, RegionWithin, Router, Rule
from sp4n.routing.analysis import analyse, differences, gaps

MakeRouter = Callable[..., Router]
HOLE = Rule("hole", AnyWord("lubang"), "A")


def test_what_is_found_out_shows_itself_in_a_sentence(router: MakeRouter) -> None:
    """As a notebook shows a list of it."""
    found = differences(router(HOLE), router())

    assert repr(found) == "<BookDifferences 1 told, 0 rules undecided>"
    assert repr(found.differences[0]) == (
        "<Difference A (rule hole) -> ROOT (last resort), for example: lubang>"
    )
    assert repr(analyse(router(HOLE))["hole"]) == (
        "<RuleVerdict hole: decides, for example: lubang>"
    )
    assert repr(gaps(router(HOLE))[0]) == (
        "<Gap without a category: not every complaint is taken by a rule, for example: contoh>"
    )


def test_books_and_routes_show_themselves_short(router: MakeRouter) -> None:
    """A book of a city would fill pages, and a trace many lines."""
    (one,) = differences(router(HOLE), router())

    assert repr(router(HOLE).book) == "<RuleBook 1 rules>"
    assert repr(one.before) == "<Route A (rule hole)>"
    assert repr(one.example) == "<Witness lubang>"


def test_an_example_tells_what_else_it_has_to_be_like(router: MakeRouter) -> None:
    """A region, and a day when another one would not do; in both languages."""
    season = ReceivedBetween(None, date(2026, 4, 1))
    verdict = analyse(router(Rule("wet", RegionWithin("99.71") & season, "A")))["wet"]

    assert verdict.example is not None
    assert verdict.example.describe(short=True) == "contoh (region 99.71, received on 2026-03-31)"
    assert verdict.describe("id").endswith("contoh (wilayah 99.71, diterima 2026-03-31)")


def test_the_first_of_all_days_has_none_before_it(router: MakeRouter) -> None:
    """A rule may be in force since then."""
    rule = Rule("ever", AnyWord("lubang"), "A", valid_from=date.min)

    assert analyse(router(rule))["ever"].standing == "live"
