"""Two policies compared: what moves, what clocks say, and that nothing is lost on the way."""

import builtins
import pickle
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from typing import Any

import pytest
from attrs import evolve

from sp4n.errors import InvalidValue, MissingExtra, UnknownCode
from sp4n.model import Actor, Agency, Complaint, Directory
from sp4n.policy import Policy, PolicyError
from sp4n.routing import AnyWord, Rule, RuleBook
from sp4n.sample import sample_cases, sample_complaints, sample_policy
from sp4n.sla import ClockState
from sp4n.workdays import Limit
from sp4n.workflow import Case, commands

MON_2026_11_02 = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)  # 10.00 WIB, no holiday near
DIRECTORY = Directory(
    [
        Agency("NASIONAL", "Admin Contoh", front_desk=True),
        Agency("KOTA", "Kota Contoh", parent="NASIONAL", region="99.71", front_desk=True),
        Agency("DPU", "Dinas Contoh", parent="KOTA", region="99.71"),
        Agency("BPBD", "Badan Contoh", parent="KOTA", region="99.71"),
    ]
)
HOLES = Rule("holes", AnyWord(["lubang"]), to="DPU")
FLOODS = Rule("floods", AnyWord(["banjir"]), to="DPU")
BEFORE = Policy("Contoh", "1", book=RuleBook([HOLES, FLOODS]), bound_to=DIRECTORY)
AFTER = evolve(BEFORE, version="2", book=RuleBook([HOLES, evolve(FLOODS, to="BPBD")]))


def complaint(number: str, text: str) -> Complaint:
    return Complaint(number, text, text, MON_2026_11_02, region="99.71")


COMPLAINTS = [
    complaint("X-0001", "Jalan berlubang"),
    complaint("X-0002", "Banjir lagi"),
    complaint("X-0003", "Lampu mati"),
    complaint("X-0004", "Lubang karena banjir"),
]


def test_who_moves_is_told_with_both_routes() -> None:
    """Only the flood that no hole comes with goes elsewhere."""
    found = BEFORE.compare(AFTER, COMPLAINTS)

    assert [
        (one.number, one.before.agency, one.after.agency, one.after.rule) for one in found.moves
    ] == [("X-0002", "DPU", "BPBD", "floods")]
    assert str(found.moves[0]) == "X-0002: DPU (rule floods) -> BPBD (rule floods)"


def test_what_the_offices_gain_and_lose_is_counted() -> None:
    """Whoever gains or loses most comes first; the front desk keeps what no rule takes."""
    found = BEFORE.compare(AFTER, COMPLAINTS)

    assert [(one.agency, one.before, one.after) for one in found.loads] == [
        ("BPBD", 0, 1),
        ("DPU", 3, 2),
        ("KOTA", 1, 1),
        ("NASIONAL", 0, 0),
    ]
    assert [one.gain for one in found.loads] == [1, -1, 0, 0]
    assert [one.is_changed for one in found.loads] == [True, True, False, False]
    assert found.items_count == 4


def test_the_rules_are_compared_exactly_without_any_complaint() -> None:
    """One kind of complaint moves, with an example that was routed by both."""
    found = BEFORE.compare(AFTER)

    assert found.rules is not None
    (one,) = found.rules
    assert (one.before.agency, one.after.agency) == ("DPU", "BPBD")
    assert BEFORE.route(one.example.complaint).agency == "DPU"
    assert AFTER.route(one.example.complaint).agency == "BPBD"
    assert found.describe() == (
        "rules: 1 kind of complaint would go to another agency\n"
        "parts that differ: rule floods: DPU -> BPBD (to)"
    )


def test_a_policy_does_nothing_different_from_itself() -> None:
    """Proven by the rules, and seen in the replay."""
    found = BEFORE.compare(BEFORE, COMPLAINTS)

    assert found.rules is not None
    assert found.rules.is_equivalent
    assert not found.moves
    assert found.describe("id").splitlines() == [
        "Contoh 1 -> 1: 0 dari 4 pengaduan akan diteruskan ke instansi lain",
        "aturan: terbukti bahwa setiap pengaduan tetap diteruskan ke instansi yang sama",
    ]


def test_other_directories_are_replayed_but_not_proven() -> None:
    """Why the rules were not compared is said in both languages."""
    other = AFTER.bind(Directory([*DIRECTORY, Agency("DLH", "Dinas Contoh 2", parent="KOTA")]))
    found = BEFORE.compare(other, COMPLAINTS)

    assert found.rules is None
    assert found.rules_fault is not None
    assert found.rules_fault.code == "different_directories"
    assert len(found.moves) == 1
    assert "the two use different directories" in found.describe()


def test_texts_that_are_read_in_other_ways_are_not_proven_either() -> None:
    """A proof speaks of words as one normaliser reads them."""
    found = BEFORE.compare(evolve(AFTER, normaliser=lambda text: tuple(text.lower().split())))

    assert found.rules_fault is not None
    assert found.rules_fault.code == "different_normalisers"


def _to_the_city(_facts: object) -> str:
    return "KOTA"


def test_a_proof_says_up_to_which_strategies_it_holds() -> None:
    """What no rule takes goes by them, and they are foreign code."""
    found = BEFORE.compare(evolve(BEFORE, strategies=(_to_the_city,)))

    assert found.rules is not None
    assert found.rules.modulo == ("_to_the_city",)
    assert not found.rules.is_equivalent
    assert "except those that _to_the_city decides\n" in found.describe()


CITY = sample_policy()


def verifying_within(days: int) -> Policy:
    """The sample city's policy with another limit; its own is 3 working days."""
    verification, *others = CITY.standards
    limit = Limit(days, "working days")
    return evolve(CITY, version="2026.2", standards=[evolve(verification, limit=limit), *others])


STRICTER = verifying_within(1)
HOLE = CITY.receive(COMPLAINTS[0], at=MON_2026_11_02)


def test_a_clock_that_stands_otherwise_is_told_with_both_readings() -> None:
    """Received on a Monday: 3 working days end on Thursday, 1 ends on Tuesday. It is Wednesday."""
    found = CITY.compare(STRICTER, [HOLE], now=MON_2026_11_02 + timedelta(days=2))
    (change,) = found.clocks

    assert change.before is not None
    assert change.after is not None
    assert (change.number, change.standard) == ("X-0001", "verification")
    assert (change.before.due_on, change.after.due_on) == (
        datetime(2026, 11, 5).date(),  # noqa: DTZ001
        datetime(2026, 11, 3).date(),  # noqa: DTZ001
    )
    assert change.after.state is ClockState.OVERDUE
    assert str(change).startswith("X-0001: verification")
    assert (
        "clocks read at 2026-11-04 03:00+00:00: 2; different: 1; deadlines moved: 1;"
        " breaches: 0 -> 1 (1 new, 0 gone)"
    ) in str(found)


def test_a_clock_may_only_be_due_at_another_time() -> None:
    """On the Monday itself there is time enough, 3 days or 5: Thursday, or Monday after."""
    found = CITY.compare(verifying_within(5), [HOLE], now=MON_2026_11_02)
    (change,) = found.clocks

    assert not change.is_other_state
    assert (4, True, None) == (change.moved_days, change.is_deadline_moved, change.breach)
    assert ((change,), (), ()) == (
        found.deadlines_moved,
        found.breaches_appeared,
        found.breaches_vanished,
    )


def test_a_breach_appears_by_the_stricter_and_vanishes_by_the_milder() -> None:
    """On Wednesday the one day is over and the three are not; the other way round it vanishes."""
    wednesday = MON_2026_11_02 + timedelta(days=2)
    stricter = CITY.compare(STRICTER, [HOLE], now=wednesday)
    milder = STRICTER.compare(CITY, [HOLE], now=wednesday)

    assert stricter.breaches_appeared == stricter.clocks
    assert ("appears", -2) == (stricter.clocks[0].breach, stricter.clocks[0].moved_days)
    assert milder.breaches_vanished == milder.clocks
    assert ("vanishes", 2) == (milder.clocks[0].breach, milder.clocks[0].moved_days)
    assert () == milder.breaches_appeared
    told = stricter.clocks[0].to_dict()
    assert (1, -2, "appears") == (told["run"], told["moved_days"], told["breach"])


def test_earlier_runs_of_a_clock_are_compared_too() -> None:
    """Verified on Wednesday, sent back on Thursday: by the one day, the first run was too late."""
    admin, office = (
        Actor.officer("kota-admin", at="KOTA"),
        Actor.officer("dpu-penghubung", at="DPU"),
    )
    wednesday, thursday = (MON_2026_11_02 + timedelta(days=days) for days in (2, 3))
    case = CITY.perform(HOLE, commands.verify(), by=admin, at=wednesday)
    case = CITY.perform(
        case, commands.return_to_sender(why="Bukan wewenang kami."), by=office, at=thursday
    )

    found = CITY.compare(STRICTER, [case], now=thursday)

    assert [("verification", 2, None), ("verification", 1, "appears")] == sorted(
        ((one.standard, one.run, one.breach) for one in found.clocks), key=lambda one: -one[1]
    )


def test_a_deadline_that_only_one_policy_knows_is_not_moved() -> None:
    """A standard that is dropped leaves nothing to compare with."""
    without = evolve(CITY, standards=CITY.standards[1:])
    (change,) = CITY.compare(without, [HOLE], now=MON_2026_11_02).clocks

    assert (None, False) == (change.moved_days, change.is_deadline_moved)
    assert change.due_on[1] is None


def test_tables_of_a_comparison() -> None:
    """Each with its columns, ready for a frame, and with as many rows as the values."""
    wednesday = MON_2026_11_02 + timedelta(days=2)
    found = CITY.compare(STRICTER, [HOLE], now=wednesday)
    moved = BEFORE.compare(AFTER, COMPLAINTS)

    assert [
        {
            "number": "X-0002", "before_agency": "DPU", "before_via": "rule",
            "before_rule": "floods", "after_agency": "BPBD", "after_via": "rule",
            "after_rule": "floods",
        }
    ] == moved.table("moves").records()  # fmt: skip
    assert {
        "agency": "BPBD", "before": 0, "after": 1, "gain": 1, "supporting_before": 0,
        "supporting_after": 0, "received_before": 0, "received_after": 0,
    } == moved.table("loads").records()[0]  # fmt: skip
    (clock,) = found.table("clocks").records()
    assert ("due_soon", "overdue", -2, "appears") == tuple(
        clock[name] for name in ("before_state", "after_state", "moved_days", "breach")
    )
    assert found.table("deadlines").rows == found.table("breaches").rows
    assert ["2026-11-03"] == found.table("breaches").to_dict()["after_due_on"]
    assert 0 == len(found.table("divergences"))
    assert [-1] == moved.table("loads").to_pandas().query("agency == 'DPU'")["gain"].tolist()
    assert [1] == found.table("clocks").to_polars()["run"].to_list()


def test_a_table_of_another_name_is_unknown() -> None:
    """With the name that was most likely meant."""
    with pytest.raises(UnknownCode) as unknown:
        BEFORE.compare(AFTER).table("move")
    assert ("table", "moves") == (unknown.value.kind, unknown.value.suggestion)
    with pytest.raises(InvalidValue):
        BEFORE.compare(AFTER).table(7)  # type: ignore[arg-type]


def test_a_clock_that_only_one_policy_has_is_told_too() -> None:
    """Who drops a standard drops a promise."""
    without = evolve(CITY, standards=CITY.standards[1:])
    found = CITY.compare(without, [HOLE], now=MON_2026_11_02)
    (change,) = found.clocks

    assert change.after is None
    assert change.standard == "verification"
    assert change.describe("id").endswith("tanpa hitungan waktu")
    assert change.to_dict()["after"] is None


def test_clocks_are_not_read_without_an_instant() -> None:
    """And a complaint alone has none."""
    unread = CITY.compare(STRICTER, [HOLE])
    assert not unread.clocks
    assert (None, None) == (unread.clocks_read, unread.breaches_counts)
    assert "clocks not read" in unread.describe()
    assert unread.to_dict()["clocks_read"] is None
    bare = CITY.compare(STRICTER, [HOLE.complaint], now=MON_2026_11_02)
    assert not bare.clocks
    assert "clocks" not in bare.describe()


def test_clocks_that_were_read_and_did_not_change_are_told_apart_from_those_not_read() -> None:
    """Verification and settlement have started, and neither is broken."""
    found = CITY.compare(CITY, [HOLE], now=MON_2026_11_02)

    assert ((2, 2), (0, 0), ()) == (found.clocks_read, found.breaches_counts, found.clocks)
    assert "clocks read at 2026-11-02 03:00+00:00: 2; different: 0" in str(found)
    assert ([2, 2], 1) == (found.to_dict()["clocks_read"], found.to_dict()["cases"])


def test_a_case_that_begins_after_the_instant_has_no_clocks() -> None:
    """Not even such as are not started."""
    found = CITY.compare(STRICTER, [HOLE], now=MON_2026_11_02 - timedelta(days=1))

    assert ((0, 0), ()) == (found.clocks_read, found.clocks)


def test_a_history_that_the_other_workflow_refuses_is_told() -> None:
    """Its clerk has left in the other directory before the case was verified."""
    admin = Actor.officer("kota-admin", at="KOTA")
    tuesday = MON_2026_11_02 + timedelta(days=1)
    verified = CITY.perform(HOLE, commands.verify(), by=admin, at=tuesday)
    left = Directory(
        CITY.directory.agencies,
        CITY.directory.officers,
        [
            evolve(one, until=MON_2026_11_02.date()) if one.officer == "kota-admin" else one
            for one in CITY.directory.appointments
        ],
        categories=CITY.directory.categories,
    )
    found = CITY.compare(CITY.bind(left), [HOLE, verified])

    assert [(one.case, one.event, one.kind) for one in found.divergences] == [
        ("X-0001", 2, "verify")
    ]
    assert "histories that would be refused by Kota Contoh 2026.1: 1" in str(found)
    (row,) = found.table("divergences").records()
    assert ("X-0001", 2, "verify", tuesday) == (
        row["number"],
        row["event"],
        row["command"],
        row["at"],
    )


def test_everything_is_plain_data_on_demand() -> None:
    """For a file, or a table of a notebook."""
    data = BEFORE.compare(AFTER, COMPLAINTS).to_dict()

    assert data["items"] == 4
    assert data["loads"][0]["agency"] == "BPBD"  # type: ignore[index]
    assert data["parts"][0]["message"] == "rule floods: DPU -> BPBD (to)"  # type: ignore[index]
    assert [one["number"] for one in data["moves"]] == ["X-0002"]  # type: ignore[attr-defined]
    assert data["rules_fault"] is None


def test_a_comparison_shows_itself_short() -> None:
    """Thousands of moves don't belong in a notebook's output."""
    assert repr(BEFORE.compare(AFTER, COMPLAINTS)) == "<Comparison Contoh 1, Contoh 2: 1 of 4 move>"


def test_moves_and_clocks_show_themselves_in_a_sentence() -> None:
    """As a notebook shows a list of them."""
    (move,) = BEFORE.compare(AFTER, COMPLAINTS).moves
    (change,) = CITY.compare(STRICTER, [HOLE], now=MON_2026_11_02 + timedelta(days=2)).clocks

    assert repr(move) == "<Move X-0002: DPU (rule floods) -> BPBD (rule floods)>"
    assert repr(change).startswith("<ClockChange X-0001: verification (3 working days): due soon")


@pytest.mark.parametrize("workers", ["processes", "threads"])
def test_any_executor_may_do_the_work(workers: str) -> None:
    """Complaints and cases of the sample city, in other processes and threads, in their order."""
    floods = Rule("floods-first", AnyWord(["banjir"]), to="BPBD")
    other = evolve(STRICTER, book=RuleBook((floods, *CITY.book)))
    items: list[Complaint | Case] = [
        *sample_complaints(60),
        *sample_cases(sample_complaints(20, seed=3), seed=3),
    ]
    now = datetime(2026, 3, 27, 10, 0, tzinfo=UTC)
    alone = CITY.compare(other, items, now=now)
    pool: ProcessPoolExecutor | ThreadPoolExecutor = (
        ProcessPoolExecutor(2, mp_context=get_context("spawn"))
        if workers == "processes"
        else ThreadPoolExecutor(2)
    )
    with pool:
        together = CITY.compare(other, items, now=now, map=pool.map)

    assert alone.moves
    assert alone.clocks
    assert together == alone


def _out_of_order(function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterable[Any]:
    return builtins.map(function, reversed(list(batches)))


def _lossy(function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterable[Any]:
    return builtins.map(function, list(batches)[1:])


def _twice(function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterable[Any]:
    return [function(one) for one in batches for _ in range(2)]


def test_answers_may_come_in_any_order() -> None:
    """As those of a pool that gives whatever is ready."""
    items = sample_complaints(60)
    floods = Rule("floods-first", AnyWord(["banjir"]), to="BPBD")
    other = evolve(CITY, book=RuleBook((floods, *CITY.book)))

    assert CITY.compare(other, items, map=_out_of_order) == CITY.compare(other, items)


def _speechless(function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterable[Any]:
    return [None for one in batches if function(one)]


def _by_pickles(function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterable[Any]:
    return [pickle.loads(pickle.dumps(function))(one) for one in batches]


def test_the_work_can_be_pickled_with_every_batch() -> None:
    """As a pool of processes does; it is unpickled once."""
    assert BEFORE.compare(AFTER, COMPLAINTS, map=_by_pickles) == BEFORE.compare(AFTER, COMPLAINTS)


def _no_answer(_function: Callable[[Any], Any], _batches: Iterable[Any]) -> None:
    return None


@pytest.mark.parametrize("broken", [_lossy, _twice, _speechless, _no_answer])
def test_no_complaint_is_lost_by_a_broken_map(broken: Callable[..., Iterable[Any]]) -> None:
    """Nor counted twice."""
    with pytest.raises(InvalidValue) as refused:
        BEFORE.compare(AFTER, COMPLAINTS, map=broken)

    assert refused.value.code == "lost_answers"


def test_progress_is_told_up_to_the_end() -> None:
    """How many are done, and how many there are."""
    told: list[tuple[int, int]] = []
    BEFORE.compare(AFTER, COMPLAINTS, progress=lambda done, total: told.append((done, total)))

    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_bar_is_shown_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    """By tqdm, on request; else nothing is written."""
    BEFORE.compare(AFTER, COMPLAINTS)
    silent = capsys.readouterr()
    BEFORE.compare(AFTER, COMPLAINTS, progress=True)

    assert (silent.out, silent.err) == ("", "")
    assert "4/4" in capsys.readouterr().err


def test_without_a_console_there_is_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a program with windows only; the work is done all the same."""
    monkeypatch.setattr(sys, "stderr", None)

    assert len(BEFORE.compare(AFTER, COMPLAINTS, progress=True).moves) == 1


def test_a_bar_needs_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name is in the error."""
    monkeypatch.setitem(sys.modules, "tqdm", None)

    with pytest.raises(MissingExtra) as missing:
        BEFORE.compare(AFTER, COMPLAINTS, progress=True)

    assert missing.value.extra == "progress"


@pytest.mark.parametrize(
    ("arguments", "code", "where"),
    [
        ({"items": 5}, "wrong_type", "items"),
        ({"items": "X-0001"}, "wrong_type", "items"),
        ({"items": [COMPLAINTS[0], "X-0002"]}, "wrong_type", "items[1]"),
        ({"now": datetime(2026, 11, 2)}, "naive_datetime", "now"),  # noqa: DTZ001
        ({"progress": "yes"}, "not_progress", "progress"),
        ({"map": 5}, "wrong_type", "map"),
    ],
)
def test_bad_arguments_are_refused(arguments: dict[str, Any], code: str, where: str) -> None:
    """Before anything is worked out, and with the place."""
    with pytest.raises(InvalidValue) as refused:
        BEFORE.compare(AFTER, **arguments)

    assert [(one.code, one.where) for one in refused.value.faults] == [(code, where)]


@pytest.mark.parametrize("standards", [5, ["verification"]])
def test_what_is_no_list_of_standards_makes_no_policy(standards: Any) -> None:
    """Before they are compared with each other."""
    with pytest.raises(InvalidValue) as refused:
        evolve(CITY, standards=standards)

    assert refused.value.code == "wrong_type"


def test_only_policies_can_be_compared() -> None:
    """And only those that are bound to a directory."""
    with pytest.raises(InvalidValue, match="must be a policy"):
        BEFORE.compare("sample")  # type: ignore[arg-type]
    with pytest.raises(PolicyError) as refused:
        BEFORE.compare(Policy("Contoh", "3"), COMPLAINTS)
    assert refused.value.code == "not_bound"
