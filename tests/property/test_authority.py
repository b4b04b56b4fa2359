"""Laws of authority: in any directory, of any history, the table says what `decide` says."""

from held_against_decide import differences
from hypothesis import given, settings
from hypothesis import strategies as st

from sp4n.model import Actor
from sp4n.testing import strategies
from sp4n.workdays import indonesia
from sp4n.workflow import EXTENSIONS, LAPOR, Procedure, authority, extended

TABLE = extended(LAPOR, {name: {} for name in EXTENSIONS})
OPEN, CONFIDENTIAL = (authority(TABLE, confidential=one) for one in (False, True))


@settings(max_examples=30)  # each asks thousands of decisions
@given(st.data())
def test_no_decision_contradicts_the_table(data: st.DataObject) -> None:
    """Whoever serves where, whatever happened before, whomever the complaint accuses."""
    directory = data.draw(strategies.directories(max_agencies=5))
    procedure = Procedure(TABLE, directory, indonesia())
    case = data.draw(strategies.cases(procedure=procedure))
    serving = [Actor.officer(one.officer, at=one.agency) for one in directory.appointments]
    reporters = [Actor.reporter(case.complaint.reporter), Actor.reporter("reporter-999")]

    table = CONFIDENTIAL if case.is_confidential else OPEN
    found = differences(table, procedure, [case], [*serving, *reporters, Actor.system()])

    assert [] == list(found)
