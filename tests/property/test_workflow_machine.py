"""A random machine over several cases at once: time, counters, duplicates, several agencies."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from sp4n import sample_policy
from sp4n.model import Actor, Complaint
from sp4n.sla import due_actions, next_due_at
from sp4n.workflow import (
    EXTENSIONS,
    LAPOR,
    Case,
    Command,
    CommandRefused,
    Effect,
    FieldKind,
    Phase,
    Procedure,
    Refused,
    extended,
    join_cases,
    replay,
    separate_cases,
)

MON_2026_01_05 = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
POLICY = sample_policy()
TABLE = extended(LAPOR, {name: {} for name in EXTENSIONS})
CITY: Procedure = evolve(POLICY.procedure, workflow=TABLE)
OFFICERS = [Actor.officer(one.officer, at=one.agency) for one in POLICY.directory.appointments]
ACTORS = st.sampled_from([*OFFICERS, Actor.reporter("r-1"), Actor.reporter("r-2"), Actor.system()])
AGENCIES = [one.code for one in POLICY.directory]
MOST_CASES = 3
ENDS = {"archive", "withdraw", "block"}
AT_MOST = {"return": 2, "reopen": 1, "rate": 1}

WORDS = {
    FieldKind.TEXT: st.just("Contoh."),
    FieldKind.CLASSIFICATION: st.sampled_from(["service", "oversight"]),
    FieldKind.CATEGORY: st.just("Jalan Berlubang"),
    FieldKind.CASE: st.sampled_from(["1", "2", "3", "4"]),
    FieldKind.COUNT: st.integers(1, 3),
    FieldKind.CODE: st.just("first_follow_up"),
    FieldKind.OFFICERS: st.lists(
        st.sampled_from([str(one.id) for one in OFFICERS]), min_size=1, max_size=2
    ),
}


@st.composite
def commands(draw: st.DrawFn, code: str | None = None, agencies: list[str] = AGENCIES) -> Command:
    """Draw a command with its required fields, and now and then an optional one."""
    kind = draw(st.sampled_from([one for one in TABLE.commands if code in (None, one.code)]))
    fields: dict[str, Any] = {}
    for one in kind.fields:
        if one.required or one.name == "to" or draw(st.booleans()):
            words = WORDS | {
                FieldKind.AGENCY: st.sampled_from(agencies),
                FieldKind.AGENCIES: st.lists(st.sampled_from(agencies), min_size=1, max_size=2),
            }
            fields[one.name] = draw(
                st.sampled_from(one.choices) if one.choices else words[one.kind]
            )
    return Command(kind.code, fields)


class CaseMachine(RuleBasedStateMachine):
    """Whatever anybody tries, in whatever order: no case is lost, and no limit passed."""

    numbers: Bundle[str] = Bundle("numbers")

    def __init__(self) -> None:
        super().__init__()
        self.now = MON_2026_01_05
        self.cases: dict[str, Case] = {}

    @precondition(lambda self: len(self.cases) < MOST_CASES)
    @rule(
        target=numbers,
        accused=st.sets(st.sampled_from(AGENCIES), max_size=1),
        reporter=st.sampled_from(["r-1", "r-1", "r-2"]),
    )
    def receive(self, accused: set[str], reporter: str) -> str:
        """A reporter submits."""
        number = str(len(self.cases) + 1)
        complaint = Complaint(
            number=number, title="Contoh", body="Jalan berlubang.", submitted_at=self.now,
            region="99.71", reporter=reporter, accused=accused,
        )  # fmt: skip
        self.cases[number] = CITY.receive(complaint, at=self.now)
        return number

    @rule(days=st.integers(0, 45))
    def wait(self, days: int) -> None:
        """Time passes."""
        self.now += timedelta(days=days, hours=1)

    @rule(number=numbers, command=commands(), by=ACTORS)
    def try_something(self, number: str, command: Command, by: Actor) -> None:
        """Anybody tries anything; an allowed command has one event, a refused one has reasons."""
        case = self.cases[number]
        decision = CITY.decide(case, command, by=by, at=self.now, beside=self.cases.values())
        option = CITY.options(case, by=by, at=self.now)[command.code]
        if isinstance(decision, Refused):
            assert decision.reasons
            return
        assert not isinstance(option, Refused)
        assert case.version + 1 == decision.case.version
        if command.code not in {
            "merge",
            "gather",
            "separate",
            "let_go",
        }:  # one side alone is never stored
            self.cases[number] = decision.case

    @rule(number=numbers, data=st.data())
    def do_something_that_may_be_done(self, number: str, data: st.DataObject) -> None:
        """Somebody near the case does one of the things that they are told they may."""
        case = self.cases[number]
        line = [code for one in case.holders for code in CITY.directory.lineage(one)]
        near = [one for one in OFFICERS if one.agency in line]
        by = data.draw(st.sampled_from([*near, Actor.reporter("r-1")]))
        options = CITY.options(case, by=by, at=self.now)
        may = [code for code, one in options.items() if not isinstance(one, Refused)]
        goes_on = [code for code in may if code not in ENDS]
        chosen = may if data.draw(st.integers(0, 9)) == 0 else goes_on
        if chosen:
            code = data.draw(st.sampled_from(chosen))
            below = [one for one in AGENCIES if CITY.directory.is_within(one, str(by.agency))]
            self.try_something(number, data.draw(commands(code, below or AGENCIES)), by)

    @rule(one=numbers, other=numbers, by=ACTORS)
    def join(self, one: str, other: str, by: Actor) -> None:
        """Somebody joins two cases; both change, or neither."""
        before = self.cases[one], self.cases[other]
        try:
            merged, into = join_cases(CITY, before[0], into=before[1], by=by, at=self.now)
        except CommandRefused:
            return
        self.cases |= {one: merged, other: into}

    @rule(one=numbers, by=ACTORS)
    def separate(self, one: str, by: Actor) -> None:
        """Somebody separates a joined case again; both change, or neither."""
        joined = self.cases[one]
        if joined.joined_into is None:
            return
        host = self.cases[joined.joined_into]
        try:
            apart, let_go = separate_cases(CITY, joined, out_of=host, by=by, at=self.now)
        except CommandRefused:
            return
        assert apart.is_open
        self.cases |= {one: apart, host.number: let_go}

    @rule(number=numbers)
    def work_by_night(self, number: str) -> None:
        """The system does the first thing that it may do; once done it isn't due again."""
        case = self.cases[number]
        due = [one for one in due_actions(CITY, case, now=self.now) if one.command is not None]
        for action in due[:1]:
            command = cast("Command", action.command)
            after = CITY.perform(case, command, by=Actor.system(), at=self.now)
            keys = {one.key for one in due_actions(CITY, after, now=self.now)}
            assert action.key not in keys
            self.cases[number] = after

    @invariant()
    def a_case_is_the_fold_of_its_events(self) -> None:
        """Nothing else stores anything."""
        for case in self.cases.values():
            assert case == Case.from_events(case.complaint, case.events, case.texts)
            assert case.status == Case.from_events(case.complaint, case.events).status

    @invariant()
    def time_never_runs_backwards(self) -> None:
        """Each event comes after the one before it."""
        for case in self.cases.values():
            instants = [event.at for event in case.events]
            assert instants == sorted(instants)
            assert case.since_at in instants

    @invariant()
    def every_open_case_has_a_holder_and_something_that_comes(self) -> None:
        """An agency of the directory; nobody holds what accuses the root, and with it all."""
        for case in self.cases.values():
            if case.is_open:
                assert case.holder in AGENCIES or CITY.directory.root.code in case.accused
                waits = case.phase is Phase.WAITING_REPORTER
                assert not waits or next_due_at(CITY, case) is not None

    @invariant()
    def nothing_is_done_more_often_than_it_may(self) -> None:
        """Two returns, one reopening, one rating."""
        for case in self.cases.values():
            for command, most in AT_MOST.items():
                assert case.times(command, keyed_in=False) <= most
                assert case.times(command, keyed_in=True) <= most

    @invariant()
    def duplicates_run_in_no_circle_and_nobody_is_counted_twice(self) -> None:
        """Every complaint supports one case that isn't merged, where its reporter counts once."""
        behind: dict[str, set[str | None]] = {number: set() for number in self.cases}
        for case in self.cases.values():
            seen = [case.number]
            while (into := self.cases[seen[-1]].joined_into) is not None:
                assert into not in seen
                seen.append(into)
            behind[seen[-1]].add(case.complaint.reporter)
        for number, reporters in behind.items():
            assert self.cases[number].joined_into or len(reporters) == self.cases[number].supporters

    def teardown(self) -> None:
        """The rules that made the histories refuse none of them."""
        for case in self.cases.values():
            assert () == replay(CITY, case)
            assert all(isinstance(one, Effect) for event in case.events for one in event.effects)


TestCaseMachine = CaseMachine.TestCase
