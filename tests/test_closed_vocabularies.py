"""Closed vocabularies: a table keyed by members of one knows all of them, or says why not.

Where a branch knows each member, mypy proves it (`assert_never`); tables are looked at here.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from enum import StrEnum

import pytest

import sp4n
from sp4n.monitoring.disclosure.cells import TREE, covering
from sp4n.workflow import Phase

PARTIAL = {
    "sp4n.interchange.lapor_export.columns._LIKE_REQUIRED": "no other column has to be there",
    "sp4n.interchange.lapor_export.words._LIMITS": "no other column holds words",
    "sp4n.monitoring.indicators.clock_measures._WHY_NOT_JUDGED": "the other states are judged",
    "sp4n.monitoring.indicators.observing_export._COLUMN_OF": "no column tells of the others",
    "sp4n.workflow.rights._OVER": "rights are compared for these relations",
    "sp4n.workflow.workflow._OWN_NAMES": "fields of other kinds may have any name",
    "sp4n.workflow.workflow._NEEDED": "the other effects give the case to nobody",
    "sp4n.sla.timers._KINDS": "other phases get the kind `command`",
    "sp4n.workflow.deeds._BY_TARGET": "to come to other phases is no deed by itself",
    "sp4n.workflow.deeds._BY_EFFECT": "assigning is told by its reach; the rest is no deed",
}
"""Tables that are for some members only, and what holds for the others."""


def tables() -> Iterator[tuple[str, Mapping[StrEnum, object]]]:
    """Every table of a module whose keys are members of one vocabulary."""
    for module in pkgutil.walk_packages(sp4n.__path__, "sp4n."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, Mapping) and value:
                kinds = {type(key) for key in value}
                if len(kinds) == 1 and issubclass(next(iter(kinds)), StrEnum):
                    yield f"{module.name}.{name}", value


TABLES = dict(tables())


def test_there_are_tables_to_look_at() -> None:
    """Among them the labels of the phases."""
    assert TABLES.keys() >= {"sp4n.workflow.status.PHASE_LABELS", *PARTIAL}


@pytest.mark.parametrize("name", TABLES.keys() - PARTIAL.keys())
def test_a_table_knows_every_member(name: str) -> None:
    """A new member shows each table that lacks it."""
    table = TABLES[name]
    vocabulary = type(next(iter(table)))

    assert set(vocabulary) == set(table)


def test_the_tree_of_phases_has_each_once() -> None:
    """Suppression adds up what it knows of the phases."""
    leaves = [
        part
        for what in ("in process", "unanswered", "dismissed", "ended")
        for part in TREE[what]
        if part not in TREE
    ]

    assert sorted(Phase) == sorted(leaves)
    assert ["all"] == covering(frozenset(Phase))
