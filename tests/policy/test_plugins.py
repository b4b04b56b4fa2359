"""A policy with code of a city's own, from its file to a route and back to plain data."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from attrs import frozen

from sp4n.model import Complaint
from sp4n.policy import PolicyError, load_policy
from sp4n.routing import (
    Clause,
    Explanation,
    Plugins,
    Predicate,
    RoutingFacts,
    normalise,
    rule_book_from_data,
)

if TYPE_CHECKING:
    from tests.policy.conftest import Write

HEAD = 'schema = "sp4n/policy/1"\nname = "K"\nversion = "1"\ndirectory = "directory.toml"\n'
OWN = (
    HEAD
    + """
[[rule]]
id = "roads-at-weekends"
when = { weekend = true, any_word = ["lobang besar"] }
to = "DPU"
"""
)
SAT_2026_01_10 = datetime(2026, 1, 10, 2, 0, tzinfo=UTC)
MON_2026_01_12 = datetime(2026, 1, 12, 2, 0, tzinfo=UTC)
ran: list[str] = []


@frozen
class Weekend(Predicate):
    """Received on a Saturday or a Sunday."""

    wanted: bool

    key = "weekend"

    @classmethod
    def from_data(cls, value: object, /) -> "Weekend":
        ran.append("from_data")
        return cls(value is True)

    def test(self, facts: RoutingFacts, /) -> bool:
        ran.append("test")
        return facts.on is not None and (facts.on.isoweekday() > 5) is self.wanted

    def explain(self, facts: RoutingFacts, /) -> Explanation:
        holds = self.test(facts)
        return Explanation(holds, (Clause(self.key, (str(self.wanted).lower(),), holds),))

    def to_data(self) -> dict[str, object]:
        return {self.key: self.wanted}


def to_the_city(facts: RoutingFacts) -> Iterable[str]:
    """Send what nobody knows to the city."""
    return ["KOTA"] if facts.words else []


def javanese(text: str, /) -> tuple[str, ...]:
    """Read one more word than the library does: gedhe is besar."""
    ran.append("normaliser")
    return tuple("besar" if word == "gedhe" else word for word in normalise(text))


ALL = Plugins(predicates=[Weekend], strategies=[to_the_city], normaliser=javanese)


def _complaint(body: str, at: datetime = SAT_2026_01_10) -> Complaint:
    return Complaint("X-1", "Laporan", body, at, region="99.71")


def test_all_three_work_together(write: "Write") -> None:
    """The file's rule asks the foreign predicate; the normaliser reads rule and complaint."""
    policy = load_policy(write(OWN), plugins=ALL)
    sent = policy.route(_complaint("Lubang gedhe di jalan"))

    assert str(sent) == ("DPU (rule roads-at-weekends; weekend: true; any_word: lubang besar)")
    assert policy.route(_complaint("Lubang gedhe di jalan", MON_2026_01_12)).via == "classifier"
    assert policy.route(_complaint("Lubang kecil")).agency == "KOTA"


def test_the_book_comes_back_from_plain_data(write: "Write") -> None:
    """Through JSON, with the same plug-ins; both digests stay what they are."""
    policy = load_policy(write(OWN), plugins=ALL)
    data = json.loads(json.dumps([rule.to_data() for rule in policy.book]))
    book = rule_book_from_data(data, predicates=ALL.predicates, normaliser=ALL.normaliser)

    assert book == policy.book
    assert book.digest == policy.book.digest
    assert policy.digest == load_policy(write(OWN), plugins=ALL).digest
    assert policy.digest == load_policy(write(OWN), plugins=[Weekend]).digest


def test_without_the_plug_ins_the_file_is_refused(write: "Write") -> None:
    """The fault names the condition and its place, and no foreign code has run."""
    path = write(OWN)
    ran.clear()
    with pytest.raises(PolicyError) as refused:
        load_policy(path)

    assert [(one.code, one.where) for one in refused.value.faults] == [
        ("unknown_predicate", "rule[0].when")
    ]
    assert ran == []


def test_plug_ins_that_are_none_are_faults_of_the_policy(write: "Write") -> None:
    """Told with everything that is wrong with the file."""

    class Taken(Weekend):
        key = "region"

    broken = HEAD + '[[rule]]\nid = "x"\nwhen = { regoin = "99" }\n'
    with pytest.raises(PolicyError) as refused:
        load_policy(write(broken), plugins=[Taken])

    assert [(one.code, one.where) for one in refused.value.faults] == [
        ("duplicate", "plugins.predicates[0].key"),
        ("unknown_predicate", "rule[0].when"),
    ]


def test_a_normaliser_that_cannot_read_the_rules_is_a_fault(write: "Write") -> None:
    """With the place of each word that it can't read."""

    def silent(_text: str, /) -> tuple[str, ...]:
        return ()

    with pytest.raises(PolicyError) as refused:
        load_policy(write(OWN), plugins=Plugins(predicates=[Weekend], normaliser=silent))

    assert [(one.code, one.where) for one in refused.value.faults] == [
        ("no_word", "rule[0].when.any_word")
    ]


def test_a_predicate_that_raises_is_passed_over(write: "Write") -> None:
    """The rule is false, the route says so, and the complaint reaches an agency all the same."""

    class Broken(Weekend):
        def test(self, facts: RoutingFacts, /) -> bool:
            raise ZeroDivisionError

    route = load_policy(write(OWN), plugins=[Broken]).route(_complaint("Lubang besar"))

    assert [(one.source, one.outcome.value) for one in route.trace[:2]] == [
        ("rule", "failed"),
        ("rule", "no_rule"),
    ]
    assert route.trace[0].describe() == "rule roads-at-weekends: failed and was passed over"
    assert (route.agency, route.via) == ("KOTA", "front_desk")


def test_binding_to_another_directory_keeps_them(write: "Write") -> None:
    """They belong to the policy, not to the directory."""
    policy = load_policy(write(OWN), plugins=ALL)
    again = policy.bind(policy.directory)

    assert (again.strategies, again.normaliser) == ((to_the_city,), javanese)
