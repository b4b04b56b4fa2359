"""Channels are compared whatever the case of letters, by rules, index and analysis alike."""

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest

from sp4n.model import Complaint, Directory
from sp4n.routing import ChannelIs, Router, Rule, RuleBook
from sp4n.routing.analysis import analyse, differences

MakeComplaint = Callable[..., Complaint]
MON_2026_01_05 = date(2026, 1, 5)
WAYS = ["SMS", " sms", "Sms "]


@pytest.mark.parametrize(("asked", "told"), list(product(WAYS, WAYS)))
def test_the_index_finds_the_rule_that_holds(
    directory: Directory, complaint: MakeComplaint, asked: str, told: str
) -> None:
    """However a rule and a complaint write it, the channel is the same."""
    book = RuleBook([Rule("short", ChannelIs(asked), "DISHUB")])
    route = Router(directory, book).route(complaint(channel=told), on=MON_2026_01_05)

    assert book.plan("short").guards == (("channel", "sms"),)
    assert route.rule == "short"


@pytest.mark.parametrize(("first", "second"), list(product(WAYS, WAYS)))
def test_the_analysis_knows_that_it_is_the_same(
    directory: Directory, first: str, second: str
) -> None:
    """A second rule for the same channel never decides, however it writes it."""
    rules = [Rule("one", ChannelIs(first), "DISHUB"), Rule("two", ChannelIs(second), "DPU")]
    found = analyse(Router(directory, RuleBook(rules)))

    assert found["one"].standing == "live"
    assert found["two"].covered_by == ("one",)


def test_an_example_of_another_channel_is_another_one_to_the_rules_too(
    directory: Directory,
) -> None:
    """What the analysis calls another channel is none that a rule asks for in capitals."""
    named = ["Other-0", "OTHER-1"]
    rules = [Rule("named", ChannelIs(named), "DISHUB"), Rule("rest", ~ChannelIs(named), "DPU")]
    found = analyse(Router(directory, RuleBook([*rules, Rule("last", ChannelIs("x"), "DPU")])))

    assert [one.standing for one in found] == ["live", "live", "dead"]


def test_books_that_write_a_channel_otherwise_are_equivalent(directory: Directory) -> None:
    """Changing the case of letters changes no complaint's way."""
    before, after = (
        Router(directory, RuleBook([Rule("short", ChannelIs(one), "DISHUB")]))
        for one in ("SMS", "sms")
    )

    assert differences(before, after).is_equivalent
