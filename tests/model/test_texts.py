"""Texts: words beside the history, which can be erased."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

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
