"""Policies load from TOML without running code, and say every fault at once."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sp4n.errors import InvalidValue
from sp4n.model import Agency, Classification, Complaint, Directory
from sp4n.policy import Policy, PolicyError, load_directory, load_policy, policy_from_data
from sp4n.policy.loader import POLICY_SCHEMA
from sp4n.sample import sample_policy
from sp4n.sla import LAPOR_STANDARDS
from sp4n.workdays import Limit, OfficeHours, Ramadan
from sp4n.workflow import LAPOR, Phase

if TYPE_CHECKING:
    from tests.policy.conftest import Write

    from sp4n.routing import RoutingFacts

HEAD = 'schema = "sp4n/policy/1"\nname = "Kota"\nversion = "1"\ndirectory = "directory.toml"\n'
MON_2026_01_05 = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)


def faults_of(error: pytest.ExceptionInfo[PolicyError]) -> set[tuple[str, str]]:
    return {(one.where, one.code) for one in error.value.faults}


def test_a_small_policy_has_lapors_defaults(write: "Write") -> None:
    """What a file leaves out is LAPOR!'s own, or the calendar's default."""
    policy = load_policy(write())

    assert (policy.name, policy.version) == ("Kota Contoh", "1")
    assert policy.workflow == LAPOR
    assert policy.standards == LAPOR_STANDARDS
    assert policy.calendar().zone == "WIB"
    assert (policy.amendments, policy.receive_at) == ("follow", "front_desk")
    assert policy.directory.agency("DPU").active_from == date(2020, 1, 1)


def test_everything_that_a_file_can_say(write: "Write") -> None:
    """Calendar, workflow, standards with label, limits by class, validity, source and sureness."""
    policy = load_policy(
        write(
            HEAD
            + """
[calendar]
zone = "WITA"
week = "six-day"
joint_leave = false
amendments = "keep"
closures = [{ on = 2026-05-04, why = "Hari Jadi", known_on = 2026-01-12 }]
extra_working_days = [2026-05-09]

[workflow]
table = "lapor/1"
receive_at = "national"
timers = { close_by_system = "7 working days" }

[[standard]]
code = "settlement"
label = { id = "penyelesaian", en = "settlement" }
starts = "submitted"
stops = "answered"
limit = "14 calendar days"
limits = { oversight = "60 working days" }
pauses = ["waiting_reporter"]
resumes = ["in_progress"]
valid = { from = 2026-01-01, until = 2027-01-01 }
source = "a local decree"
sure = "secondary"
"""
        )
    )
    settings, (standard,) = policy.calendar_settings, policy.standards

    assert (settings.zone, settings.week, settings.joint_leave) == ("WITA", "six-day", False)
    assert [one.on for one in settings.closures] == [date(2026, 5, 4)]
    assert [one.on for one in settings.extra_working_days] == [date(2026, 5, 9)]
    assert (policy.amendments, policy.receive_at) == ("keep", "national")
    assert [row.after for row in policy.workflow.timers("followed_up")] == [
        Limit(7, "working days")
    ]
    assert standard.limit == Limit(14, "calendar days")
    assert standard.limit_for(Classification.OVERSIGHT) == Limit(60, "working days")
    assert standard.resumes == {Phase.IN_PROGRESS}
    assert (standard.valid_from, standard.valid_until) == (date(2026, 1, 1), date(2027, 1, 1))
    assert (standard.label.id, standard.source, standard.sure) == (
        "penyelesaian",
        "a local decree",
        "secondary",
    )


HOURS = """
[calendar]
late_receipt = "next-working-day"
[calendar.hours]
week = { Mon-Thu = "08:00-16:00", Fri = "08:00-11:00" }
ramadan = { Mon-Fri = "08:00-11:00" }
special_days = { 2026-12-24 = "08:00-09:00" }
ramadans = [{ first_on = 2028-01-28, last_on = 2028-02-25, is_sighted = false }]
"""


def test_a_file_can_say_when_the_office_is_open(write: "Write") -> None:
    """By weekday, in Ramadan, on half days; and where the library's Ramadans go on."""
    policy = load_policy(write(HEAD + HOURS))
    hours = policy.calendar().hours

    assert hours == OfficeHours(
        {"Mon-Thu": "08:00-16:00", "Fri": "08:00-11:00"},
        ramadan={"Mon-Fri": "08:00-11:00"},
        special_days={date(2026, 12, 24): "08:00-09:00"},
        ramadans=[Ramadan(date(2028, 1, 28), date(2028, 2, 25), is_sighted=False)],
    )
    assert policy.calendar().settings.late_receipt == "next-working-day"
    assert policy.calendar(as_of=date(2026, 1, 1)).hours == hours
    assert policy.digest != load_policy(write()).digest


DECREE = """
[[decree]]
year = 2028
signed_on = 2027-09-14
numbers = ["1/2027"]
national = { 2028-01-03 = "new_year" }
joint_leave = { 2028-01-04 = "Cuti contoh" }
source = "made up"
sure = "own choice"
"""


def test_a_file_can_bring_a_decree_before_the_library_has_it(write: "Write") -> None:
    """It counts from its signing day on, and is part of the policy's digest."""
    policy = load_policy(write(HEAD + DECREE))
    fri_2027_12_31 = date(2027, 12, 31)

    assert policy.calendar().add(fri_2027_12_31, 1) == date(2028, 1, 5)
    assert policy.calendar(as_of=date(2027, 9, 13)).add(fri_2027_12_31, 1) == date(2028, 1, 3)
    assert policy.decrees[0].sure == "own choice"
    assert policy.digest != load_policy(write()).digest


def test_hours_and_decrees_are_refused_with_their_key_paths(write: "Write") -> None:
    """Each fault where it is written."""
    with pytest.raises(PolicyError) as error:
        load_policy(
            write(
                HEAD
                + """
[calendar]
late_receipt = "never"
[calendar.hours]
week = { Mon-Thu = "8-16", Frieday = "08:00-11:00" }
special_days = { Christmas = "08:00-09:00" }
ramadans = [{ first_on = 2028-02-25, last_on = 2028-01-28 }, { first_on = 2028-01-28 }]
half_days = 1
[[decree]]
year = 2028
[[decree]]
year = 2028
signed_on = 2027-09-14
national = { 2027-01-03 = "new_year" }
"""
            )
        )

    assert faults_of(error) == {
        ("calendar.late_receipt", "not_one_of"),
        ("calendar.hours.week.Mon-Thu", "bad_hours"),
        ("calendar.hours.week", "not_one_of"),
        ("calendar.hours.special_days", "not_a_date"),
        ("calendar.hours.ramadans[0].last_on", "out_of_order"),
        ("calendar.hours.ramadans[1].last_on", "missing"),
        ("calendar.hours.half_days", "unknown_key"),
        ("decree[0].signed_on", "missing"),
        ("decree[1].national", "contradiction"),
    }


def test_decrees_are_read_in_the_order_of_their_signing_days(write: "Write") -> None:
    """Each amendment changes the one before it, wherever it stands in the file."""
    amendments = [
        f"[[decree]]\nyear = 2026\nsigned_on = 2026-{month}-01\n"
        f'add_joint_leave = {{ 2026-06-0{day} = "Cuti contoh" }}\n'
        for month, day in (("04", 4), ("05", 5))
    ]
    for text in ("".join(amendments), "".join(reversed(amendments))):
        policy = load_policy(write(HEAD + text))
        assert policy.calendar().add(date(2026, 6, 3), 1) == date(2026, 6, 8)


def test_amendments_are_refused_with_their_key_paths(write: "Write") -> None:
    """A day that isn't there, a year without a list, a date that is named twice."""
    with pytest.raises(PolicyError) as error:
        load_policy(
            write(
                HEAD
                + """
[[decree]]
year = 2026
signed_on = 2026-04-01
remove = [2026-05-05]
[[decree]]
year = 2028
signed_on = 2027-09-14
add_joint_leave = { 2028-01-04 = "Cuti contoh" }
[[decree]]
year = 2026
signed_on = 2026-05-01
add_joint_leave = { 2026-06-04 = "Cuti contoh", 20260604 = "Lain" }
[[decree]]
add_national = { 2026-06-04 = "Contoh" }
[[decree]]
year = 2028
national = { 2028-01-03 = "new_year" }
"""
            )
        )

    assert faults_of(error) == {
        ("decree[0].remove", "not_listed"),
        ("decree[1].national", "missing"),
        ("decree[2].add_joint_leave", "duplicate"),
        ("decree[3].year", "missing"),
        ("decree[3].signed_on", "missing"),
        ("decree[4].signed_on", "missing"),
    }


def test_limits_in_hours_need_hours_on_every_working_day(write: "Write") -> None:
    """A six-day office that doesn't say when it opens on Saturdays is refused when it is loaded."""
    timers = '[workflow]\ntimers = { close_by_system = "20 working hours" }\n'
    with pytest.raises(PolicyError) as error:
        load_policy(write(HEAD + '[calendar]\nweek = "six-day"\n' + timers))

    assert {code for _, code in faults_of(error)} == {"no_hours"}
    assert load_policy(write(HEAD + timers)).workflow.timers("followed_up")


@pytest.mark.parametrize("where", ['limit = "{hours}"', 'limits = {{ light = "{hours}" }}'])
def test_standards_may_be_in_hours_and_then_need_hours_too(write: "Write", where: str) -> None:
    """In general, or for one class alone."""
    days = "" if where.startswith("limit =") else 'limit = "3 working days"\n'
    hours = where.format(hours="3 working hours")
    standard = f'[[standard]]\ncode = "x"\nstarts = "new"\nstops = "assigned"\n{days}{hours}\n'
    with pytest.raises(PolicyError) as error:
        load_policy(write(HEAD + '[calendar]\nweek = "six-day"\n' + standard))

    assert {code for _, code in faults_of(error)} == {"no_hours"}
    (loaded,) = load_policy(write(HEAD + standard)).standards
    assert "3 working hours" in map(str, loaded.limits)


def test_hours_need_a_week(write: "Write") -> None:
    """Half days alone say nothing about the others."""
    with pytest.raises(PolicyError) as error:
        load_policy(write(HEAD + '[calendar.hours]\nramadan = { Mon = "08:00-09:00" }\n'))

    assert faults_of(error) == {("calendar.hours.week", "missing")}


def test_decrees_that_contradict_each_other_are_refused(write: "Write") -> None:
    """Two lists for one year, signed on one day."""
    with pytest.raises(PolicyError) as error:
        load_policy(write(HEAD + DECREE + DECREE.replace("2028-01-04", "2028-01-05")))

    assert {code for _, code in faults_of(error)} == {"contradiction"}


def test_a_standard_without_a_label_is_called_by_its_code(write: "Write") -> None:
    """A label is for people; the code stands in."""
    policy = load_policy(
        write(
            HEAD + '[[standard]]\ncode = "x"\nstarts = "new"\nstops = "answered"\n'
            'limit = "3 working days"\n'
        )
    )

    assert policy.standards[0].label.en == "x"
    assert policy.standards[0].sure == "own choice"


def test_all_faults_of_both_files_come_at_once(write: "Write") -> None:
    """Six mistakes in two files are six faults, each with its key path."""
    broken = """
schema = "sp4n/policy/2"
name = 7
versoin = "1"
directory = "directory.toml"

[calendar]
zone = "WIT"
week = "four-day"
amendments = "ignore"
closures = [{ on = "2026-13-01", why = "x" }, { why = "x", when = 2026-01-01 }]

[workflow]
table = "lapor/9"
extensions = { retrun_limit = { returns = 2 } }
timers = { close_by_system = "10 days", close_by_sistem = "10 working days" }

[[standard]]
code = "a"
starts = "nwe"
stops = "answered"
limit = "5 working days"
limits = { severe = "5 working days" }
sure = "certain"
valid = { form = 2026-01-01 }
label = { id = "x" }

[[standard]]
code = "b"
starts = "new"
stops = "answered"
limit = "3 hours"

[[standard]]
code = "b"
starts = "new"
stops = "answered"
limit = "3 working days"

[[standard]]
code = "b"
starts = "new"
stops = "assigned"
limit = "3 working days"

[[standard]]
starts = "new"

[[rule]]
id = "road"
when = { any_wrod = ["lubang"] }
to = "DPU"
"""
    directory = '[agency.DPU]\nname = "x"\nkind = "ofice"\nregion = "9.9"\n'
    with pytest.raises(PolicyError) as error:
        load_policy(write(broken, directory))

    assert faults_of(error) >= {
        ("schema", "unknown_schema"),
        ("name", "wrong_type"),
        ("version", "missing"),
        ("versoin", "unknown_key"),
        ("calendar.week", "not_one_of"),
        ("calendar.amendments", "not_one_of"),
        ("calendar.closures[0].on", "not_a_date"),
        ("calendar.closures[1].on", "missing"),
        ("calendar.closures[1].when", "unknown_key"),
        ("workflow.table", "not_one_of"),
        ("workflow.extensions.retrun_limit", "unknown_extension"),
        ("workflow.timers.close_by_system", "bad_limit"),
        ("workflow.timers.close_by_sistem", "not_one_of"),
        ("standard[0].sure", "not_one_of"),
        ("standard[0].valid.form", "unknown_key"),
        ("standard[0].label.en", "missing"),
        ("standard[0].limits", "not_one_of"),
        ("standard[1].limit", "bad_limit"),
        ("standard[4].code", "missing"),
        ("standard[4].limit", "missing"),
        ("standard[3]", "duplicate"),
        ("rule[0].when", "unknown_predicate"),
        ("agency.DPU.kind", "not_one_of"),
        ("agency.DPU.region", "bad_region_code"),
    }


def test_a_standard_may_have_versions_that_follow_each_other(write: "Write") -> None:
    """By the day of receipt; on one day there is never more than one."""
    versions = "".join(
        f'[[standard]]\ncode = "x"\nstarts = "new"\nstops = "assigned"\nlimit = "{limit}"\n'
        f"valid = {{ {valid} }}\n"
        for limit, valid in (
            ("5 working days", "until = 2026-01-01"),
            ("3 working days", "from = 2026-01-01"),
        )
    )
    policy = load_policy(write(HEAD + versions))

    assert ["5 working days", "3 working days"] == [str(one.limit) for one in policy.standards]


@pytest.mark.parametrize(
    ("line", "where", "code"),
    [
        ('starts = "nwe"\nstops = "answered"', "standard[0].starts", "not_one_of"),
        ('starts = "new"\nstops = "answred"', "standard[0].stops", "not_one_of"),
        ('starts = "closed"\nstops = "answered"', "standard[0].starts", "not_one_of"),
        (
            'starts = "new"\nstops = "answered"\nvalid = {from = 2026-01-02, until = 2026-01-01}',
            "standard[0].valid",
            "out_of_order",
        ),
        ('starts = "new"\nstops = "answered"\npauses = ["x"]', "standard[0].pauses", "not_one_of"),
    ],
)
def test_standards_that_are_none(write: "Write", line: str, where: str, code: str) -> None:
    """A standard is refused where it stands."""
    with pytest.raises(PolicyError) as error:
        load_policy(write(HEAD + f'[[standard]]\ncode = "a"\nlimit = "5 working days"\n{line}\n'))

    assert faults_of(error) == {(where, code)}


def test_rules_are_checked_against_the_directory(write: "Write") -> None:
    """A rule may not send to an agency that there is none of; a close one is suggested."""
    rule = '[[rule]]\nid = "road"\nwhen = { any_word = ["lubang"] }\nto = "DPUU"\n'
    with pytest.raises(PolicyError) as error:
        load_policy(write(HEAD + rule))

    assert faults_of(error) == {("rule[0].to", "unknown_agency")}
    assert error.value.faults[0]["suggestion"] == "DPU"


def test_an_unknown_key_is_answered_with_the_known_one(write: "Write") -> None:
    """A misspelt key is no silent default."""
    with pytest.raises(PolicyError) as error:
        load_policy(write(HEAD + "[calender]\nzone = 'WIB'\n"))

    assert "did you mean calendar?" in str(error.value)


def test_a_policy_must_name_a_directory_or_be_given_one(write: "Write") -> None:
    """The third way is to pass a Directory, from a database say."""
    path = write('schema = "sp4n/policy/1"\nname = "K"\nversion = "1"\n')
    directory = Directory([Agency("NASIONAL", "Admin nasional")])

    assert load_policy(path, directory).directory is directory
    assert len(load_policy(path, path.parent / "directory.toml").directory) == 3
    with pytest.raises(PolicyError) as error:
        load_policy(path)
    assert faults_of(error) == {("directory", "missing")}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"name = ", "not_toml"),
        (b"name = 'x", "not_toml"),
        (b"name = '\xff'", "not_readable"),
        (b"a = " + b"[" * 100_000, "too_deep"),
        (b"a = " + b"1" * 5_000, "not_toml"),
        (b"# " + b"x" * 5_000_000, "too_long"),
        (b"", "missing"),
    ],
)
def test_files_that_are_no_policy(tmp_path: Path, content: bytes, code: str) -> None:
    """Whatever lies in the file, it is a fault and no traceback."""
    path = tmp_path / "policy.toml"
    path.write_bytes(content)
    with pytest.raises(PolicyError) as error:
        load_policy(path)

    assert error.value.code == code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The fault names the file, not the folders above it."""
    with pytest.raises(PolicyError) as error:
        load_policy(tmp_path / "none.toml")

    assert faults_of(error) == {("none.toml", "not_readable")}


def test_a_strategy_is_passed_in_and_asked_when_no_rule_decides(write: "Write") -> None:
    """Plug-ins are arguments: loading a file runs no code of its own."""

    def always_dpu(facts: "RoutingFacts") -> list[str]:
        return ["DPU"]

    policy = load_policy(write(), plugins=[always_dpu])
    complaint = Complaint("X-1", "Lain", "Lain-lain saja", MON_2026_01_05, region="99.71")

    assert (policy.route(complaint).agency, policy.route(complaint).via) == ("DPU", "classifier")


def test_an_unbound_policy_says_so() -> None:
    """Rules without a directory can be read and compared, but not routed with."""
    policy = policy_from_data({"schema": POLICY_SCHEMA, "name": "K", "version": "1"})

    with pytest.raises(PolicyError) as error:
        policy.check()
    assert error.value.code == "not_bound"


def test_the_digest_is_of_the_rules_alone() -> None:
    """Another directory, the same digest; another rule, another digest."""
    policy = sample_policy()
    data = {"schema": POLICY_SCHEMA, "name": "K", "version": "1"}
    rule = {"id": "a", "when": {"any_word": ["lubang"]}, "to": "DPU"}
    timers = {"timers": {"close_by_system": "7 working days"}}

    assert policy.digest == policy.bind(policy.directory).digest
    assert policy_from_data(data).digest == policy_from_data(data).digest
    digests = {
        policy_from_data(data | change).digest
        for change in ({}, {"rule": [rule]}, {"workflow": timers}, {"version": "2"})
    }
    assert len(digests) == 4


@pytest.mark.parametrize("name", ["/dev/zero", "a\\u0000b", ".", "none.toml"])
def test_directories_that_are_no_files(write: "Write", name: str) -> None:
    """A device, a folder, a name with a null byte: a fault, and nothing is read for ever."""
    head = 'schema = "sp4n/policy/1"\nname = "K"\nversion = "1"\n'
    with pytest.raises(PolicyError) as error:
        load_policy(write(f'{head}directory = "{name}"\n'))

    assert error.value.code == "not_readable"


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    """Some editors write one."""
    path = tmp_path / "directory.toml"
    path.write_text(
        'schema = "sp4n/directory/1"\n[agency.A]\nname = "Kantor Contoh"\n', encoding="utf-8-sig"
    )

    assert len(load_directory(path)) == 1


@pytest.mark.parametrize("days", ["5", "[5]", '["2026-13-01"]', "[2026-01-01T00:00:00]"])
def test_extra_working_days_that_are_none(write: "Write", days: str) -> None:
    """They are a list of dates."""
    with pytest.raises(PolicyError) as error:
        load_policy(write(HEAD + f"[calendar]\nextra_working_days = {days}\n"))

    assert all(one.where.startswith("calendar.extra_working_days") for one in error.value.faults)


def test_a_policy_checks_what_it_is_made_of() -> None:
    """All at once, as every value does."""
    with pytest.raises(InvalidValue) as error:
        Policy(
            "",
            "\t",
            book=5,  # type: ignore[arg-type]
            workflow="x",  # type: ignore[arg-type]
            standards=["x"],  # type: ignore[list-item]
            amendments="zzz",  # type: ignore[arg-type]
            receive_at=7,  # type: ignore[arg-type]
        )

    assert [one.where for one in error.value.faults] == [
        "policy.name",
        "policy.version",
        "policy.workflow",
        "policy.book",
        "policy.standards[0]",
        "policy.amendments",
        "policy.receive_at",
    ]
