"""read_items: complaints and cases of one file, each as what it is."""

import json
from datetime import UTC, datetime

import pytest

from sp4n.interchange import FormatError, dump, read_items
from sp4n.model import Complaint
from sp4n.sample import sample_policy

AT = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
COMPLAINT = Complaint("X-0001", "Jalan", "Jalan berlubang.", AT, region="99.71")
CASE = sample_policy().receive(COMPLAINT, at=AT)


def test_complaints_and_cases_may_stand_in_one_file() -> None:
    """A case keeps its events; the keys of a complaint may stand alone."""
    plain = dump(COMPLAINT)["complaint"]
    lines = [json.dumps(one) for one in (dump(CASE), dump(COMPLAINT), plain)]

    assert (CASE, COMPLAINT, COMPLAINT) == read_items("\n".join(lines))


def test_each_fault_of_a_case_has_its_place() -> None:
    """Beside those of a complaint; unknown keys are refused too."""
    broken = dump(CASE) | {"events": [], "colour": "red"}

    with pytest.raises(FormatError) as refused:
        read_items(json.dumps([broken, {"number": "X-0002"}]))
    assert {"[0].events", "[0].colour", "[1].title", "[1].body", "[1].submitted_at"} == {
        one.where for one in refused.value.faults
    }


def test_what_is_no_list_of_either_is_refused() -> None:
    """As for complaints."""
    with pytest.raises(FormatError) as refused:
        read_items("5")
    assert "not_complaints" == refused.value.code
