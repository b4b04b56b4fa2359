"""Reporters: identities that do not show themselves."""

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from sp4n.errors import InvalidValue
from sp4n.model import Masked, Reporter

Faults = Callable[[Callable[[], object]], list[tuple[str, str]]]

NAME, PHONE = "Pelapor <b>Rahasia</b>", "0800-0000-0000"
FIELDS = {
    "name": NAME,
    "phone": PHONE,
    "email": "rahasia@example.invalid",
    "national_id": "9999000000000000",
    "address": "Jalan Rahasia 1",
}


@pytest.fixture
def reporter() -> Reporter:
    """A reporter of whom everything is known."""
    return Reporter("r-1", **FIELDS)


def shows_nothing(text: str) -> bool:
    return not any(secret in text for secret in (*FIELDS.values(), "Rahasia", "rahasia", "0800"))


@pytest.mark.parametrize(
    "show",
    [
        repr, str, format, ascii, "{:>40}".format, "{!r}".format, "%s".__mod__, "%r".__mod__,
        lambda datum: f"{datum}", lambda datum: f"{datum!s:20}", lambda datum: f"{[datum]}",
    ],
)  # fmt: skip
def test_a_masked_datum_shows_a_mask(show: Callable[[object], str]) -> None:
    """However it is turned into text."""
    shown = show(Masked(PHONE))

    assert shows_nothing(shown)
    assert "•••" in shown or "\\u2022" in shown


def test_masked_data_compare_by_their_words() -> None:
    """Two are equal when their words are; the words alone equal nothing."""
    assert Masked("a") == Masked("a")
    assert Masked("a") != Masked("b")
    assert Masked("a") != "a"
    assert {Masked("a")} == {Masked("a"), Masked("a")}


def test_masked_words_never_change() -> None:
    """Neither by another call of the constructor nor through an attribute."""
    datum: Any = Masked("a")

    datum.__init__("b")
    for name in ("_Masked__words", "words"):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(datum, name, "b")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del datum._Masked__words

    assert ("a", hash(Masked("a"))) == (datum.reveal(), hash(datum))


@pytest.mark.parametrize("words", [80_000_000, None, b"0800", ["0800"]])
def test_only_text_is_masked(words: Any) -> None:
    """A number would be shown by whatever keeps it: it is refused by its type."""
    with pytest.raises(InvalidValue) as caught:
        Masked(words)

    assert "wrong_type" == caught.value.code
    assert shows_nothing(str(caught.value))


@pytest.mark.parametrize(
    ("show", "shows"),
    [
        (repr, "nothing"),
        (str, "nothing"),
        (format, "nothing"),
        (lambda one: one._repr_html_(), "the key"),
        (lambda one: json.dumps(one.to_dict()), "the key"),
    ],
)
def test_a_reporter_shows_the_key_at_most(
    show: Callable[[Reporter], str], shows: str, reporter: Reporter
) -> None:
    """Nothing in logs and failing tests; the key where somebody asks for it, as JSON does."""
    assert shows_nothing(show(reporter))
    assert ("r-1" if shows == "the key" else "•••") in show(reporter)
    assert ("r-1" in show(reporter)) is (shows == "the key")


def test_json_refuses_what_is_masked(reporter: Reporter) -> None:
    """`json.dumps` knows no masked datum; `attrs.asdict` does not unmask one."""
    with pytest.raises(TypeError) as caught:
        json.dumps(attrs.asdict(reporter))

    assert shows_nothing(str(caught.value))
    assert shows_nothing(json.dumps(attrs.asdict(reporter), default=str))


def test_the_html_is_escaped() -> None:
    """A key is a code, and a mask is a mask; nothing else gets into the table."""
    assert (
        "<table><tr><th>key</th><td>r-1</td></tr><tr><th>name</th><td>•••</td></tr>"
        "<tr><th>phone</th><td></td></tr><tr><th>email</th><td></td></tr>"
        "<tr><th>national_id</th><td></td></tr><tr><th>address</th><td></td></tr></table>"
    ) == Reporter("r-1", name=NAME)._repr_html_()


def test_to_dict_tells_what_is_there() -> None:
    """A mask for each datum that is there, None for each that is not."""
    shown = Reporter("r-1", name=NAME).to_dict()

    assert {
        "key": "r-1", "name": "•••", "phone": None, "email": None, "national_id": None,
        "address": None,
    } == shown  # fmt: skip


def test_revealing_is_on_purpose(reporter: Reporter) -> None:
    """`reveal` gives plain words, which may be pickled and stored."""
    revealed = reporter.reveal()

    assert {"key": "r-1"} | FIELDS == revealed
    assert revealed == pickle.loads(pickle.dumps(revealed))
    assert {"key": "r-2"} | dict.fromkeys(FIELDS) == Reporter("r-2").reveal()
    assert PHONE == Masked(PHONE).reveal()


@pytest.mark.parametrize("twin", [copy.copy, copy.deepcopy, attrs.evolve])
def test_copies_keep_the_words(twin: Callable[[Reporter], Reporter], reporter: Reporter) -> None:
    """copy, deepcopy and evolve."""
    assert reporter == twin(reporter)
    assert reporter.reveal() == twin(reporter).reveal()
    assert hash(reporter) == hash(twin(reporter))


def test_copies_of_one_datum_keep_its_words() -> None:
    """A masked datum never changes, so it may be its own copy."""
    phone = Masked(PHONE)

    assert phone == copy.copy(phone) == copy.deepcopy([phone])[0]
    assert PHONE == copy.copy(phone).reveal()


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickling_is_refused(protocol: int, reporter: Reporter) -> None:
    """By every protocol, for the datum, the reporter, and whatever holds them."""
    for value in (Masked(PHONE), reporter, [reporter], {"who": Masked(PHONE)}):
        with pytest.raises(InvalidValue) as caught:
            pickle.dumps(value, protocol)
        assert "masked" == caught.value.code


def test_a_reporter_without_data_may_be_pickled() -> None:
    """There is nothing to hide."""
    assert Reporter("r-1") == pickle.loads(pickle.dumps(Reporter("r-1")))


def test_bad_reporters_are_refused_without_showing_anything(faults: Faults) -> None:
    """A key that is no code may be a name; a phone number may come as a number."""
    given: dict[str, Any] = {"phone": 80_000_000, "email": ["rahasia"]}

    assert [
        ("reporter.key", "bad_code"),
        ("reporter.phone", "wrong_type"),
        ("reporter.email", "wrong_type"),
    ] == faults(lambda: Reporter("Pelapor Rahasia", **given))
    with pytest.raises(InvalidValue) as caught:
        Reporter("Pelapor Rahasia", **given)
    assert shows_nothing(f"{caught.value} {caught.value!r}")
