"""FrozenDict: a dict to whoever reads it, and closed to whoever writes."""

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from sp4n.frozen_dict import FrozenDict

TABLE: Any = FrozenDict({"DPU": 1, "DLH": 2})


@pytest.mark.parametrize(
    "change",
    [
        lambda: TABLE.__setitem__("DPU", 3),
        lambda: TABLE.__delitem__("DPU"),
        lambda: TABLE.__ior__({"DPU": 3}),
        lambda: TABLE.update(DPU=3),
        lambda: TABLE.setdefault("DPU", 3),
        lambda: TABLE.setdefault("BPBD", 3),
        lambda: TABLE.pop("DPU"),
        TABLE.popitem,
        TABLE.clear,
    ],
)
def test_every_verb_of_change_is_refused(change: Callable[[], object]) -> None:
    """With the error that a mapping proxy raises, too."""
    with pytest.raises(TypeError, match=r"^FrozenDict can't be changed$"):
        change()
    assert {"DPU": 1, "DLH": 2} == TABLE


def test_it_is_not_filled_a_second_time() -> None:
    """As a dict would be."""
    TABLE.__init__({"DPU": 3})

    assert {"DPU": 1, "DLH": 2} == TABLE


def test_what_it_came_from_may_change() -> None:
    """It has its own entries."""
    given = {"DPU": 1}
    table: FrozenDict[str, int] = FrozenDict(given)
    given["DPU"] = 2

    assert 1 == table["DPU"]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_is_pickled(protocol: int) -> None:
    """It comes back as frozen as it was."""
    again = pickle.loads(pickle.dumps(TABLE, protocol))

    assert (FrozenDict, TABLE) == (type(again), again)


def test_copies() -> None:
    """Those of the module are frozen; what `dict` gives is the receiver's own."""
    assert FrozenDict is type(copy.copy(TABLE)) is type(copy.deepcopy(TABLE))
    assert dict is type(TABLE.copy()) is type(TABLE | {"BPBD": 3})


def test_it_reads_like_a_dict() -> None:
    """Also to JSON."""
    assert {} == FrozenDict()
    assert '{"DPU": 1, "DLH": 2}' == json.dumps(TABLE)
    assert "{'DPU': 1, 'DLH': 2}" == repr(TABLE)
