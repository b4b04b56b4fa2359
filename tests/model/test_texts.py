"""Texts: words beside the history, which can be erased."""

import copy
import pickle
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

from sp4n.errors import InvalidValue
from sp4n.model import Text, Texts

Faults = Callable[[Callable[[], object]], list[tuple[str, str]]]
ANSWER = Text("1/2/answer", "answer", "Sudah ditambal.")
REPLY = Text("1/3/reply", "reply", "Belum.")


def test_a_text_shows_its_length_only() -> None:
    """And says when it was erased."""
    assert "Text(key='1/2/answer', kind='answer', body=<15 characters>)" == repr(ANSWER)
    assert "Text(key='1/2/answer', kind='answer', body=<erased>)" == repr(ANSWER.erase())
    assert "ditambal" not in repr(Texts([ANSWER]))


def test_erasing_keeps_key_and_kind() -> None:
    """The history mentions them."""
    assert Text("1/2/answer", "answer", None) == ANSWER.erase() == ANSWER.erase().erase()


def test_texts_keep_the_order_in_which_they_were_written() -> None:
    """A key that is there already is replaced in its place."""
    texts = Texts().add([ANSWER]).add([REPLY])
    corrected = Text("1/2/answer", "answer", "Sudah.")

    assert [ANSWER, REPLY] == list(texts)
    assert [corrected, REPLY] == list(texts.add([corrected]))
    assert 2 == len(texts)
    assert "1/3/reply" in texts
    assert "1/4/reply" not in texts


def test_one_text_can_be_erased() -> None:
    """The others stay, and so does the original value."""
    texts = Texts([ANSWER, REPLY])
    erased = texts.erase("1/2/answer")

    assert erased["1/2/answer"].body is None
    assert REPLY == erased["1/3/reply"]
    assert ANSWER == texts["1/2/answer"]


def test_what_is_not_there_is_a_key_error() -> None:
    """For reading and for erasing."""
    with pytest.raises(KeyError):
        Texts()["1/2/answer"]
    with pytest.raises(KeyError):
        Texts().erase("1/2/answer")


def test_two_texts_with_one_key_are_refused(faults: Faults) -> None:
    """One of them would be lost."""
    assert [("texts", "duplicate")] == faults(lambda: Texts([ANSWER, REPLY, ANSWER.erase()]))


def test_what_is_no_list_of_texts_is_refused(faults: Faults) -> None:
    """With the place of what is none."""
    given: tuple[Any, ...] = (None, [ANSWER, "x"])

    assert [("texts", "wrong_type")] == faults(lambda: Texts(given[0]))
    assert [("texts[1]", "wrong_type")] == faults(lambda: Texts(given[1]))


def test_a_duplicate_key_of_words_is_not_repeated() -> None:
    """A key is no code by force: what does not look like one is told by its length."""
    with pytest.raises(ValueError, match="a string of 12 characters appears more than once"):
        Texts([Text("Budi Santoso", "reply", None), Text("Budi Santoso", "reply", None)])


def test_bad_texts_are_refused(faults: Faults) -> None:
    """All that is wrong at once."""
    given: tuple[Any, ...] = (1, None, b"Sudah")

    assert [
        ("text.key", "wrong_type"),
        ("text.kind", "wrong_type"),
        ("text.body", "wrong_type"),
    ] == faults(lambda: Text(*given))


def test_texts_are_values() -> None:
    """A list given is a tuple kept; equal, hashable, copied, pickled."""
    texts = Texts([ANSWER, REPLY])

    assert texts == Texts((ANSWER, REPLY)) == copy.deepcopy(texts)
    assert texts == pickle.loads(pickle.dumps(texts))
    assert hash(texts) == hash(Texts((ANSWER, REPLY)))


def test_only_texts_can_be_added() -> None:
    """Words alone have no key."""
    with pytest.raises(InvalidValue, match="must be text, not str"):
        Texts().add(["Sudah."])  # type: ignore[list-item]


# The index: made when a text is first looked for, and for the records as they are


def test_the_index_answers_as_the_records_do() -> None:
    """Whatever is asked first, and whatever was asked before a change; in any order of writing."""
    keys = [f"1/{number}/note" for number in range(1, 8)]
    records = [Text(key, "note", f"Catatan {key}.") for key in keys]
    for ahead in permutations(records, 3):
        texts = Texts(ahead)
        for key, record in zip(keys, records, strict=True):
            assert (record in ahead) is (key in texts)
        assert [*ahead] == [texts[record.key] for record in ahead]


def test_no_change_is_missed_by_what_was_looked_up_before() -> None:
    """Added, replaced and erased: each new value has an index of its own, and the old one stays."""
    texts = Texts([ANSWER])
    assert "1/3/reply" not in texts  # makes the index
    more = texts.add([REPLY])
    replaced = more.add([Text("1/3/reply", "reply", "Sudah.")])
    erased = replaced.erase("1/3/reply")

    bodies = [one["1/3/reply"].body for one in (more, replaced, erased)]
    assert ["Belum.", "Sudah.", None] == bodies
    assert ["1/3/reply" in one for one in (texts, more, replaced, erased)] == [False, *[True] * 3]


def test_an_index_is_no_part_of_the_value() -> None:
    """Nor of how it is shown, copied or stored, be it made or not; and nobody can change it."""
    asked, unasked = Texts([ANSWER, REPLY]), Texts([ANSWER, REPLY])
    assert ANSWER == asked["1/2/answer"]

    for made in (asked, copy.copy(asked), copy.deepcopy(asked), pickle.loads(pickle.dumps(asked))):
        assert (unasked, hash(unasked), repr(unasked)) == (made, hash(made), repr(made))
        assert [ANSWER, REPLY] == [made[key] for key in ("1/2/answer", "1/3/reply")]
    with pytest.raises(FrozenInstanceError):
        asked.records = ()  # type: ignore[misc]


@pytest.mark.parametrize("strange", [None, 1, ("1/2/answer",), b"1/2/answer"])
def test_what_is_no_key_is_in_no_texts(strange: object) -> None:
    """It is not there, and that is all."""
    assert strange not in Texts([ANSWER])
