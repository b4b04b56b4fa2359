"""Messages: every code that a source file mentions can be said in each language, with its facts."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest

import sp4n
from sp4n.errors import Fault, fault, in_words, shown
from sp4n.labels import Label, Language, Message
from sp4n.messages import catalogue, languages, sentence

SOURCES = sorted(Path(sp4n.__file__).parent.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
ENGLISH = catalogue("en")


def calls() -> Iterator[tuple[Path, str, ast.Call]]:
    """Every call in every file, with the last part of the called name."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield path, getattr(node.func, "attr", getattr(node.func, "id", "")), node


CALLS = list(calls())


def mentioned(*names: str) -> list[tuple[str, str, frozenset[str]]]:
    """Each code that a source file writes down by calling one of `names`, with its facts."""
    return [
        (f"{path.stem}:{call.lineno}", call.args[0].value, facts)
        for path, name, call in CALLS
        if name in names and call.args and isinstance(call.args[0], ast.Constant)
        for facts in [frozenset(str(keyword.arg) for keyword in call.keywords)]
        if isinstance(call.args[0].value, str)
    ]


def places(text: str) -> set[str]:
    """The names of the facts that go into a sentence."""
    return {name.lower() for _, name, _, _ in Formatter().parse(text) if name is not None}


def sentences(said: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """All sentences of a language by their full codes."""
    return {f"{section}.{name}": text for section in said for name, text in said[section].items()}


FAULTS = mentioned("fault", "of")
REASONS = mentioned("reason")
KINDS = mentioned("UnknownCode", "_unknown")
MESSAGES = mentioned("Message")
ALL = sentences(ENGLISH)


def test_the_sources_are_read() -> None:
    """The lists below must not be empty by mistake."""
    assert {"too_long", "unknown_schema", "two_front_desks"} <= {code for _, code, _ in FAULTS}
    assert {"stale", "too_early"} <= {code for _, code, _ in REASONS}
    assert {"agency", "status"} <= {code for _, code, _ in KINDS}
    assert len(MESSAGES) > 300


@pytest.mark.parametrize(("where", "code", "facts"), FAULTS)
def test_every_fault_has_a_sentence_and_the_sentence_its_facts(
    where: str, code: str, facts: frozenset[str]
) -> None:
    """No question mark is ever shown: what a sentence mentions, the fault brings."""
    assert places(ENGLISH["fault"][code]) <= facts, where


@pytest.mark.parametrize(("where", "code", "facts"), REASONS)
def test_every_reason_has_its_sentences_and_they_have_their_facts(
    where: str, code: str, facts: frozenset[str]
) -> None:
    """The reason and its remedy alike."""
    said = (ENGLISH["reason"][code], ENGLISH["remedy"][code])

    assert set().union(*map(places, said)) <= facts, where


@pytest.mark.parametrize(("where", "kind", "_facts"), KINDS)
def test_every_kind_of_unknown_code_has_a_sentence(
    where: str, kind: str, _facts: frozenset[str]
) -> None:
    """`UnknownCode("agency", …)` is told by the sentence ``fault.unknown_agency``."""
    assert places(ENGLISH["fault"][f"unknown_{kind}"]) == {"found"}, where


@pytest.mark.parametrize(("where", "code", "_facts"), MESSAGES)
def test_every_message_is_in_the_catalogue(where: str, code: str, _facts: frozenset[str]) -> None:
    """A code that is written down is found."""
    assert code in ALL, where


def found_by_parts() -> set[str]:
    """The sections whose names are put together while the program runs."""
    return {
        str(part.values[0].value).partition(".")[0]
        for _, name, call in CALLS
        if name == "Message"
        for part in call.args[:1]
        if isinstance(part, ast.JoinedStr) and isinstance(part.values[0], ast.Constant)
    }


def test_every_sentence_is_said_by_somebody() -> None:
    """What nobody says, nobody need translate."""
    written = {code for _, code, _ in MESSAGES}
    constants = {
        node.value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    by_parts = found_by_parts()
    unsaid = [
        code
        for code in ALL
        for section, _, name in [code.removesuffix(".one").partition(".")]
        if code.removesuffix(".one") not in written
        and section not in ("argparse", "expected_kind", "found_kind")
        and not (
            section in by_parts
            and (section not in NAMED_IN_CODE or name.removesuffix("_meaning") in constants)
        )
    ]

    assert unsaid == []


NAMED_IN_CODE = ("reason", "remedy", "finding", "indicator")
"""Sections whose names source files write down as they stand."""


@pytest.mark.parametrize("language", [one for one in languages() if one != "en"])
def test_a_language_says_all_that_english_says(language: Language) -> None:
    """Each sentence is there and fills in the same facts; a form for one thing may be missing."""
    own = sentences(catalogue(language))
    of_one = {code for code in {*ALL, *own} if code.endswith(".one")}

    assert ALL.keys() - of_one == own.keys() - of_one
    assert {code: places(text) for code, text in own.items()} == {
        code: places(ALL[code.removesuffix(".one") if code not in ALL else code]) for code in own
    }
    assert [code for code, text in own.items() if not text.strip()] == []


def test_a_form_for_one_thing_stands_beside_the_common_one() -> None:
    """It mentions no fact that the common one does not have."""
    forms = {code: text for code, text in ALL.items() if code.endswith(".one")}

    assert "limit.working_days.one" in forms
    assert [
        code for code, text in forms.items() if not places(text) <= places(ALL[code[:-4]]) | {"n"}
    ] == []


def test_places_have_plain_names_only() -> None:
    """They are filled by names alone: no number, index, attribute, width or conversion."""
    odd = [
        code
        for code, text in ALL.items()
        if not code.startswith(("argparse.", "help."))
        for _, name, width, conversion in Formatter().parse(text)
        if not (name is None or name.isidentifier()) or width or conversion
    ]

    assert odd == []


@pytest.mark.parametrize("language", languages())
def test_no_brace_is_left_when_all_facts_are_given(language: Language) -> None:
    """All facts show, nothing stays open."""
    left = [
        code
        for code, text in sentences(catalogue(language)).items()
        if not code.startswith(("argparse.", "help.")) and not code.endswith(".one")
        for facts in [{name: f"<{name}>" for name in places(text)}]
        for said in [Message(code).fill(language, **facts)]
        if "{" in said or not all(fact.lower() in said.lower() for fact in facts.values())
    ]

    assert left == []


def test_no_two_faults_share_a_sentence() -> None:
    """What is said is true of the one; whoever needs no difference needs no second code."""
    said = list(ENGLISH["fault"].values())

    assert sorted(set(said)) == sorted(said)


SUGGESTING = sorted({code for _, code, facts in FAULTS if "suggestion" in facts})


@pytest.mark.parametrize("code", SUGGESTING)
def test_a_fault_without_a_suggestion_asks_nothing(code: str) -> None:
    """Half a question would read like a mistake of ours."""
    said = Fault(code, "", (("found", "xyz"), ("suggestion", None)))

    assert "?" not in said.describe("en")
    assert "?" not in said.describe("id")
    assert "None" not in said.describe("en")


def test_a_suggestion_is_asked_after_the_sentence() -> None:
    """In the language of the sentence."""
    said = fault("unknown_key", "chanel", suggestion="channel")

    assert said.describe() == "chanel: is not a known key; did you mean channel?"
    assert said.describe("id") == "chanel: bukan kunci yang dikenal; maksud Anda channel?"


EXPECTED = sorted(
    {
        (word.value, f"{path.stem}:{call.lineno}")
        for path, name, call in CALLS
        for word in (
            [keyword.value for keyword in call.keywords if keyword.arg == "expected"]
            + (call.args[3:4] if name in ("type_fault", "list_faults", "kind_fault") else [])
            + (call.args[2:3] if name == "_typed" else [])
        )
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    }
)


@pytest.mark.parametrize(("expected", "where"), EXPECTED)
def test_every_kind_that_is_asked_for_has_a_name(expected: str, where: str) -> None:
    """But for those of other libraries."""
    assert expected in ENGLISH["expected_kind"] or expected in ("JSON", "datetime64[D]"), where


def test_a_wrong_type_is_told_in_one_language() -> None:
    """What was found is named as well; a type that has no name in it is told as it is."""
    known = fault("wrong_type", "x", expected="list_of_texts", found="int")
    other = fault("wrong_type", "x", expected="text", found="Decimal")
    long = fault("wrong_type", "x", expected="date", found=shown("Budi minta uang"))

    assert known.describe() == "x: must be a list of texts, not int"
    assert known.describe("id") == "x: harus berupa daftar teks, bukan bilangan bulat"
    assert other.describe("id") == "x: harus berupa teks, bukan Decimal"
    assert long.describe("id") == "x: harus berupa tanggal, bukan teks sepanjang 15 karakter"


def test_what_is_not_shown_is_told_in_one_language() -> None:
    """A length or a long number in the place of words; a code that reads like a type stays."""
    words = fault("not_a_date", "x", found=shown("Budi minta uang"))
    number = fault("too_large", "x", limit=5, found=shown(10**12))
    code = fault("duplicate", "x", found="text")

    assert "teks sepanjang 15 karakter" in words.describe("id")
    assert number.describe("id") == "x: harus paling banyak 5, bukan bilangan yang sangat panjang"
    assert code.describe("id") == "x: text muncul lebih dari satu kali"


@pytest.mark.parametrize("text", ["<text:15>", "<number>", "<elsewhere>"])
def test_nobody_can_write_what_stands_for_a_hidden_value(text: str) -> None:
    """What somebody wrote is shown in quotes, or hidden itself."""
    assert in_words(shown(text)) == repr(text)


def test_a_missing_fact_shows_as_a_question_mark() -> None:
    """A sentence never raises while somebody tells of another error."""
    said = Message("limit.working_days")

    assert said.fill("id") == "? hari kerja"
    assert said.fill(n=5, m=6) == "5 working days"
    assert said.fill("en", n=1) == "1 working day"


def test_facts_are_never_formatted_twice() -> None:
    """Braces in a fact stay what they are."""
    assert Message("limit.working_days").fill(n="{n}") == "{n} working days"


def test_facts_that_speak_follow_the_language() -> None:
    """Alone, or several in a row."""
    phases = (Message("phase.closed"), Label(id="baru", en="new"))

    assert Message("limit.working_days", {"n": phases}).describe("id") == "selesai, baru hari kerja"
    assert Message("limit.working_days").given(n=phases[1]).describe() == "new working days"


def test_a_message_equals_the_label_that_says_the_same() -> None:
    """A city that writes LAPOR!'s words into its policy has changed nothing."""
    message = Message("phase.closed")

    assert message == Label(id=message.id, en=message.en)
    assert hash(message) == hash(Label(id=message.id, en=message.en))
    assert message != Message("phase.new")
    assert message != "closed"


@pytest.mark.parametrize("language", ["xx", "", "../id", "id.toml", "ID"])
def test_an_unknown_language_is_refused(language: str) -> None:
    """By the languages that there are."""
    with pytest.raises(LookupError, match="must be one of ") as caught:
        Message("phase.closed").describe(language)

    assert str(caught.value).endswith(", ".join(languages()))


def test_an_unknown_code_is_a_mistake_of_ours() -> None:
    """It is never said as an empty sentence."""
    with pytest.raises(KeyError, match=r"phase\.gone"):
        sentence("phase.gone", "id")


@pytest.mark.parametrize(
    "words", ["dalam {5} hari", "{x:>300000000}", "{0.__class__}", "{a[b]}", "{}", "{", "}", "%s"]
)
def test_a_label_is_words_whatever_signs_it_holds(words: str) -> None:
    """Only the sentences of this library have places for facts."""
    label = Label(id=words, en=f"en {words}")

    assert label.describe("id") == words
    assert label.describe("en") == f"en {words}"
    assert label.describe("jv") == words
