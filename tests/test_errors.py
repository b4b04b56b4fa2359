"""Errors: typed facts that survive pickle and copy, and never tell what a citizen wrote."""

import copy
import pickle
import pkgutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import import_module

import attrs
import pytest

import sp4n
from sp4n.errors import (
    Fault,
    InvalidValue,
    MissingExtra,
    Sp4nError,
    UnknownCode,
    closest,
    fault,
    shown,
    suggester,
)
from sp4n.interchange import FormatError
from sp4n.policy import PolicyError
from sp4n.workdays import OutsideKnownRange
from sp4n.workflow import CommandRefused
from sp4n.workflow.reasons import reason

MON_2026_01_05 = date(2026, 1, 5)
FRI_2029_12_28 = date(2029, 12, 28)


def family(base: type[Sp4nError]) -> Iterator[type[Sp4nError]]:
    """An error class and all below it."""
    yield base
    for kind in base.__subclasses__():
        yield from family(kind)


for module in pkgutil.walk_packages(sp4n.__path__, "sp4n."):
    if module.name != "sp4n.__main__":
        import_module(module.name)

# One of each: the error, the standard class it must be, and its typed attributes.
EVERY = [
    (Sp4nError(fault("empty", "x")), Exception, {"code": "empty"}),
    (
        InvalidValue(fault("empty", "a.b"), fault("too_long", "a.c", length=9, limit=3)),
        ValueError,
        {"code": "empty"},
    ),
    (
        UnknownCode("agency", "KOTAA", ["KOTA", "DPU"]),
        LookupError,
        {"kind": "agency", "found": "KOTAA", "suggestion": "KOTA", "code": "unknown_agency"},
    ),
    (MissingExtra("testing"), ImportError, {"extra": "testing", "code": "missing_extra"}),
    (FormatError(fault("missing", "events[3].at")), ValueError, {"code": "missing"}),
    (PolicyError(fault("missing", "rule[3].to")), ValueError, {"code": "missing"}),
    (
        OutsideKnownRange(MON_2026_01_05, MON_2026_01_05, FRI_2029_12_28, "SKB 1", 5),
        ValueError,
        {
            "day": MON_2026_01_05,
            "known_from": MON_2026_01_05,
            "known_until": FRI_2029_12_28,
            "last_decree": "SKB 1",
            "n": 5,
            "code": "leads_outside_known_range",
        },
    ),
    (
        CommandRefused((reason("stale", based_on=1, version=2), reason("no_proposal"))),
        Exception,
        {
            "code": "stale",
            "reasons": (reason("stale", based_on=1, version=2), reason("no_proposal")),
        },
    ),
]


def test_every_error_class_of_the_package_is_walked() -> None:
    """A new error class needs a line in the list above, and a label for what it says."""
    own = {kind for kind in family(Sp4nError) if kind.__module__.startswith("sp4n.")}

    assert own == {type(error) for error, _, _ in EVERY}


@pytest.mark.parametrize(
    ("error", "standard", "attributes"), EVERY, ids=lambda value: type(value).__name__
)
class TestEveryError:
    """What each error of the library promises."""

    def test_standard_class(
        self, error: Sp4nError, standard: type[Exception], attributes: dict[str, object]
    ) -> None:
        """Callers may catch the class of the standard library, or ours."""
        assert isinstance(error, standard)
        assert isinstance(error, Sp4nError)

    def test_typed_attributes(
        self, error: Sp4nError, standard: type[Exception], attributes: dict[str, object]
    ) -> None:
        """The facts are attributes."""
        assert attributes == {name: getattr(error, name) for name in attributes}
        assert error.faults

    def test_pickle_and_copies(
        self, error: Sp4nError, standard: type[Exception], attributes: dict[str, object]
    ) -> None:
        """By every protocol, with all facts and with notes that somebody added."""
        error = copy.copy(error)
        error.add_note("in the night run")
        twins = [
            copy.copy(error),
            copy.deepcopy(error),
            *(
                pickle.loads(pickle.dumps(error, protocol))
                for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
            ),
        ]
        for twin in twins:
            assert type(error) is type(twin)
            assert (str(error), error.args, vars(error)) == (str(twin), twin.args, vars(twin))
            assert error.to_dict() == twin.to_dict()

    def test_words(
        self, error: Sp4nError, standard: type[Exception], attributes: dict[str, object]
    ) -> None:
        """Each says what is wrong, in both languages, and its repr names its class."""
        assert str(error) == error.describe("en")
        assert error.describe("id").strip()
        assert error.describe("id") != error.describe("en")
        assert type(error).__name__ in repr(error)

    def test_plain_data(
        self, error: Sp4nError, standard: type[Exception], attributes: dict[str, object]
    ) -> None:
        """`to_dict` has code, message and the list of what is wrong, without values of ours."""
        document = error.to_dict("id")

        assert attributes["code"] == document["code"]
        assert error.describe("id") == document["message"]
        assert document.keys() & {"faults", "reasons"}


def test_several_faults_are_several_lines() -> None:
    """The code is the first one's."""
    error = InvalidValue(fault("empty", "a"), fault("missing", "b"))

    assert "a: must not be empty\nb: is required" == str(error)
    assert "a: tidak boleh kosong\nb: wajib ada" == error.describe("id")
    assert "empty" == error.code


def test_one_fault_in_a_line() -> None:
    """`of` is short for an error with a single fault."""
    assert (fault("too_long", "x", length=9, limit=3),) == InvalidValue.of(
        "too_long", "x", length=9, limit=3
    ).faults


def test_to_dict_of_an_error() -> None:
    """Dates are ISO strings, tuples lists, and what is None stays None."""
    error = FormatError(
        fault("two_roots", "agency", found=("A", "B")),
        fault("duplicate", "", found=MON_2026_01_05),
        fault("unknown_agency", "x", found="'K'", suggestion=None),
    )

    assert {
        "code": "two_roots",
        "message": "agency: more than one agency has no parent: A, B\n"
        "2026-01-05 appears more than once\nx: there is no agency 'K'",
        "faults": [
            {
                "code": "two_roots",
                "where": "agency",
                "message": "agency: more than one agency has no parent: A, B",
                "facts": {"found": ["A", "B"]},
            },
            {
                "code": "duplicate",
                "where": "",
                "message": "2026-01-05 appears more than once",
                "facts": {"found": "2026-01-05"},
            },
            {
                "code": "unknown_agency",
                "where": "x",
                "message": "x: there is no agency 'K'",
                "facts": {"found": "'K'", "suggestion": None},
            },
        ],
    } == error.to_dict()


def test_a_fault_gives_its_facts_by_name() -> None:
    """KeyError for a fact that it does not have."""
    one = fault("too_long", "complaint.body", length=3_412, limit=3_000)

    assert 3_412 == one["length"]
    with pytest.raises(KeyError):
        one["width"]


def test_faults_are_values() -> None:
    """Equal, hashable, evolved, pickled."""
    one = fault("empty", "title")

    assert one == Fault("empty", "title") == pickle.loads(pickle.dumps(one))
    assert one != attrs.evolve(one, where="body")
    assert 1 == len({one, fault("empty", "title")})


@pytest.mark.parametrize(
    ("where", "prefix", "expected"),
    [
        ("to", "rule[3]", "rule[3].to"),
        ("[3].to", "rule", "rule[3].to"),
        ("", "rule", "rule"),
        ("to", "", "to"),
        ("", "", ""),
    ],
)
def test_a_fault_moves_under_a_prefix(where: str, prefix: str, expected: str) -> None:
    """Key paths read like rule[3].to, without a dot too many."""
    assert expected == fault("empty", where).under(prefix).where


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("32.7", "'32.7'"),
        ("x" * 40, f"'{'x' * 40}'"),
        ("x" * 41, "<text:41>"),
        ("it's", '"it\'s"'),
        ("10 working days", "'10 working days'"),
        ("99.71.01.1001", "'99.71.01.1001'"),
        ("2026-01-05", "'2026-01-05'"),
        ("Budi minta uang", "<text:15>"),
        ("nama@example.invalid", "<text:20>"),
        ("0800-0000-0000", "<text:14>"),
        ("9999000000000000", "<text:16>"),
        ("dua\nbaris", "<text:9>"),
        ("a\u202eb", "<text:3>"),
        (9_999_000_000_000_000, "<number>"),
        (-1e20, "<number>"),
        (float("inf"), "inf"),
        (7, "7"),
        (True, "True"),
        (None, "None"),
        (1.5, "1.5"),
        (MON_2026_01_05, "2026-01-05"),
        (datetime(2026, 1, 5, tzinfo=UTC), "2026-01-05 00:00:00+00:00"),
        (10**5_000, "<number>"),
        (-(10**5_000), "<number>"),
        (["rahasia"], "list"),
        ({"rahasia": 1}, "dict"),
        (b"rahasia", "bytes"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_refused_values_are_shown_safely(value: object, expected: str) -> None:
    """Codes, dates, periods and small numbers as they are; all else by its length or type."""
    assert expected == shown(value)


@pytest.mark.parametrize(
    ("found", "known", "expected"),
    [
        ("catgory", ["category", "channel"], "category"),
        ("dpu", ["DPU", "DLH"], "DPU"),
        ("STRASSE", ["straße"], "straße"),
        ("xyz", ["category"], None),
        ("", ["category"], None),
        ("category", [], None),
    ],
)
def test_the_closest_word(found: str, known: list[str], expected: str | None) -> None:
    """Case does not count; nothing is suggested when nothing is near."""
    assert expected == closest(found, known)


def test_no_suggestion_for_what_is_too_long_to_be_shown() -> None:
    """It costs time and is no code."""
    assert closest("x" * 41, ["x" * 40]) is None


def test_many_mistakes_get_few_suggestions() -> None:
    """A file with thousands of unknown words must not take minutes to refuse."""
    suggest = suggester(["category", "channel"])

    assert "category" == suggest("catgory")
    assert suggest("xyz") is None
    assert [None] * 18 == [suggest(f"word{n}") for n in range(18)]
    assert suggest("chanel") is None
    assert "category" == suggest("catgory")


def test_an_unknown_code_of_any_length_is_shown_safely() -> None:
    """Neither the sentence nor the attribute has it whole."""
    error = UnknownCode("agency", "x" * 500)

    assert "<text:500>" == error.found
    assert error.suggestion is None
    assert "there is no agency a string of 500 characters" == str(error)


@pytest.mark.parametrize("number", [10**10, -(10**10), 10**5_000], ids=("long", "below", "huge"))
def test_an_error_can_always_be_said(number: int) -> None:
    """Python writes no number of thousands of digits; and a long one may be somebody's own."""
    found = InvalidValue.of("too_large", "n", limit=9, found=number)

    assert "n: must be at most 9, not a very long number" == found.describe()
    assert "<number>" == found.faults[0]["found"]
    assert "0000" not in repr(found.faults)


def test_of_very_many_faults_the_first_are_told_and_the_others_counted() -> None:
    """A file may have a million; nobody reads a message of 40 MB."""
    faults = [fault("empty", f"a[{n}]") for n in range(1_500)]
    error = InvalidValue(*faults)

    assert (*faults[:1_000], fault("more_faults", count=500)) == error.faults
    assert "faults besides these: 500" == str(error).splitlines()[-1]
    assert "masih ada 500 kesalahan lain" == error.describe("id").splitlines()[-1]
    assert error.faults == pickle.loads(pickle.dumps(error)).faults  # our own
    assert tuple(faults[:1_000]) == InvalidValue(*faults[:1_000]).faults


def test_faults_that_were_counted_before_are_counted_on() -> None:
    """Whoever gathers the faults of two values loses none."""
    first, second = (
        InvalidValue(*[fault("empty", f"{name}[{n}]") for n in range(1_200)]) for name in "ab"
    )
    both = PolicyError(*first.faults, *second.faults)

    assert 1_001 == len(both.faults)
    assert fault("more_faults", count=1_400) == both.faults[-1]


def test_of_a_long_list_of_codes_the_first_are_said() -> None:
    """The fault has all of them."""
    one = fault("two_roots", "agency", found=tuple(f"A{n}" for n in range(50)))

    assert "A18, A19, …" in one.describe()
    assert "A20" not in one.describe()
    assert 50 == len(str(one.to_dict()["facts"]).split(","))


def test_the_closest_of_many_words_with_other_letters_is_found() -> None:
    """However many there are that have a few letters of it."""
    known = [f"{letter}{n}-office" for letter in "abcdefg" for n in range(1_000)]

    assert "roads-office" == closest("raods-office", [*known, "roads-office"])
