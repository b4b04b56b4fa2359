"""Labels: every code that a source file mentions can be said in both languages, with its facts."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import sp4n
from sp4n.errors import Fault, fault, shown
from sp4n.fault_labels import FAULT_LABELS
from sp4n.kinds_of_values import KINDS_IN_INDONESIAN
from sp4n.labels import Label, Language, Template
from sp4n.workflow.reason_labels import REASON_LABELS

SOURCES = sorted(Path(sp4n.__file__).parent.rglob("*.py"))


def calls() -> Iterator[tuple[Path, str, ast.Call]]:
    """Every call in every file, with the last part of the called name."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path, getattr(node.func, "attr", getattr(node.func, "id", "")), node


CALLS = list(calls())


def mentioned(names: tuple[str, ...]) -> list[tuple[str, str, frozenset[str]]]:
    """Each code that a source file writes down by calling one of `names`, with its facts."""
    return [
        (f"{path.stem}:{call.lineno}", call.args[0].value, facts)
        for path, name, call in CALLS
        if name in names and call.args and isinstance(call.args[0], ast.Constant)
        for facts in [frozenset(str(keyword.arg) for keyword in call.keywords)]
        if isinstance(call.args[0].value, str)
    ]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


FAULTS = mentioned(("fault", "of"))
REASONS = mentioned(("reason",))
KINDS = mentioned(("UnknownCode", "_unknown"))


def test_the_sources_are_read() -> None:
    """The lists below must not be empty by mistake."""
    assert {"too_long", "unknown_schema", "two_front_desks"} <= {code for _, code, _ in FAULTS}
    assert {"stale", "too_early"} <= {code for _, code, _ in REASONS}
    assert {"agency", "status"} <= {code for _, code, _ in KINDS}


@pytest.mark.parametrize(("where", "code", "facts"), FAULTS)
def test_every_fault_has_its_label_and_the_label_its_facts(
    where: str, code: str, facts: frozenset[str]
) -> None:
    """No question mark is ever shown: what a label mentions, the fault brings."""
    assert placeholders(FAULT_LABELS[code].en) <= facts, where


def test_no_code_of_a_fault_has_two_sentences() -> None:
    """One would be said where the other is meant."""
    codes = [
        key.value
        for path in SOURCES
        if path.stem in ("fault_labels", "file_fault_labels")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    ]

    assert sorted(FAULT_LABELS) == sorted(map(str, codes))


def test_no_two_codes_of_faults_share_a_sentence() -> None:
    """What is said is true of the one; whoever needs no difference needs no second code."""
    said = [one.en for one in FAULT_LABELS.values()]

    assert sorted(set(said)) == sorted(said)


@pytest.mark.parametrize(("where", "code", "facts"), REASONS)
def test_every_reason_has_its_label_and_the_label_its_facts(
    where: str, code: str, facts: frozenset[str]
) -> None:
    """Sentence and remedy alike."""
    sort = REASON_LABELS[code]

    assert placeholders(sort.label.en) | placeholders(sort.remedy.en) <= facts, where


@pytest.mark.parametrize(("where", "kind", "_facts"), KINDS)
def test_every_kind_of_unknown_code_has_its_label(
    where: str, kind: str, _facts: frozenset[str]
) -> None:
    """`UnknownCode("agency", …)` is told by the label `unknown_agency`."""
    assert {"found", "suggestion"} == placeholders(FAULT_LABELS[f"unknown_{kind}"].en), where


ALL_LABELS = [
    *FAULT_LABELS.items(),
    *((code, sort.label) for code, sort in REASON_LABELS.items()),
    *((f"{code} (remedy)", sort.remedy) for code, sort in REASON_LABELS.items()),
]


@pytest.mark.parametrize(("code", "label"), ALL_LABELS)
def test_both_languages_say_the_same_facts(code: str, label: Template) -> None:
    """Each text is there, is no copy of the other, and fills in the same facts."""
    assert placeholders(label.id) == placeholders(label.en), code
    assert label.id.strip()
    assert label.en.strip()


@pytest.mark.parametrize(("code", "label"), ALL_LABELS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_label_formats_with_its_facts(code: str, label: Template, language: Language) -> None:
    """All facts show, nothing stays open."""
    facts = {name: f"<{name}>" for name in placeholders(label.en)}
    said = label.fill(language, **facts)

    assert all(fact in said for fact in facts.values()), code
    assert "?" not in said.replace(">?", "")
    assert "{" not in said


@pytest.mark.parametrize(
    "code", [code for code, label in FAULT_LABELS.items() if "{suggestion}" in label.en]
)
def test_a_fault_without_a_suggestion_asks_nothing(code: str) -> None:
    """Half a question would read like a mistake of ours."""
    said = Fault(code, "", (("found", "xyz"), ("suggestion", None)))

    assert "?" not in said.describe("en")
    assert "?" not in said.describe("id")
    assert "None" not in said.describe("en")


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
def test_every_kind_that_is_asked_for_has_an_indonesian_name(expected: str, where: str) -> None:
    """But for those of other libraries."""
    assert expected in KINDS_IN_INDONESIAN or expected == "JSON" or "[" in expected, where


def test_a_wrong_type_is_told_in_one_language() -> None:
    """What was found is named as well; a type that has no name in it is told as it is."""
    known = fault("wrong_type", "x", expected="a list of texts", found="int")
    other = fault("wrong_type", "x", expected="text", found="Decimal")
    long = fault("wrong_type", "x", expected="a date", found=shown("Budi minta uang"))

    assert "x: must be a list of texts, not int" == known.describe()
    assert "x: harus berupa daftar teks, bukan bilangan bulat" == known.describe("id")
    assert "x: harus berupa teks, bukan Decimal" == other.describe("id")
    assert "x: harus berupa tanggal, bukan teks sepanjang 15 karakter" == long.describe("id")


def test_what_is_not_shown_is_told_in_one_language() -> None:
    """A length or a long number in the place of words; a code that reads like a type stays."""
    words = fault("not_a_date", "x", found=shown("Budi minta uang"))
    number = fault("too_large", "x", limit=5, found=shown(10**12))
    code = fault("duplicate", "x", found="text")

    assert "teks sepanjang 15 karakter" in words.describe("id")
    assert "x: paling banyak 5, bukan bilangan yang sangat panjang" == number.describe("id")
    assert "x: text ada lebih dari satu kali" == code.describe("id")


def test_a_missing_fact_shows_as_a_question_mark() -> None:
    """A sentence never raises while somebody tells of another error."""
    said = Template(id="{n} hari kerja", en="{n} working days")

    assert "? hari kerja" == said.fill("id")
    assert "5 working days" == said.fill(n=5, m=6)
    assert "5 working days" == said.fill("en", n=5)


def test_facts_are_never_formatted_twice() -> None:
    """Braces in a fact stay what they are."""
    assert "no {n}" == Template(id="tanpa {what}", en="no {what}").fill(what="{n}")


@pytest.mark.parametrize(
    "words", ["dalam {5} hari", "{x:>300000000}", "{0.__class__}", "{a[b]}", "{}", "{", "}", "%s"]
)
def test_a_label_is_words_whatever_signs_it_holds(words: str) -> None:
    """Only the sentences of this library have places for facts."""
    label = Label(id=words, en=f"en {words}")

    assert words == label.describe("id")
    assert f"en {words}" == label.describe("en")


def written(kind: str) -> list[tuple[str, str]]:
    """Every text that a source file writes into a label, or into a template, and where."""
    return [
        (f"{path.stem}:{call.lineno}", one.value)
        for path, name, call in CALLS
        if name == kind
        for one in ast.walk(call)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]


def test_our_own_templates_have_plain_names_only() -> None:
    """They are filled by names alone: no number, index, attribute, width or conversion."""
    templates = written("Template")

    odd = [
        (where, text)
        for where, text in templates
        for _, name, width, conversion in Formatter().parse(text)
        if not (name is None or name.isidentifier()) or width or conversion
    ]

    assert len(templates) > 600
    assert [] == odd


def test_our_own_templates_are_filled_in_every_place() -> None:
    """No brace is left when all facts are given."""
    left = [
        (where, text)
        for where, text in written("Template")
        if "{" in Template(id=text, en=text).fill(**dict.fromkeys(placeholders(text), "x"))
    ]

    assert [] == left


def test_our_own_labels_have_no_places_for_facts() -> None:
    """What has one is a template."""
    labels = written("Label")

    assert len(labels) > 200
    assert [] == [(where, text) for where, text in labels if "{" in text]
