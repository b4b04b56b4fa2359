"""What `check` says of rules, beside the verdicts that it rests on."""

import pytest
from attrs import evolve

from sp4n.routing.analysis import analyse
from sp4n.routing.soundness import check_rules
from sp4n.sample import sample_policy


def test_a_rule_for_which_the_steps_ran_out_is_told_as_undecided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without a condition that nobody can look into there is nothing to name."""
    router = sample_policy().router
    first, *others = analyse(router)
    undecided = evolve(first, standing="undecided", modulo=())
    monkeypatch.setattr("sp4n.routing.soundness.analyse", lambda *_, **__: (undecided, *others))
    found = list(check_rules(router))

    assert [("rule_undecided", "rule[0]", ("-",))] == [
        (one.code, one.where, dict(one.facts)["modulo"]) for one in found
    ]
