"""A stranger's words, at every door: refused without being repeated, or shown as what they are."""

import copy
import csv
import io
import json
import re
import tomllib
import tracemalloc
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from naughty import NAUGHTY, is_line

from sp4n.commandline import main
from sp4n.commandline.console import Console
from sp4n.errors import Sp4nError
from sp4n.interchange import load, read_export
from sp4n.labels import Label
from sp4n.model import Actor, Agency, Appointment, Categories, Complaint, Officer, Region, Reporter
from sp4n.monitoring import (
    Action,
    Band,
    Definition,
    Scale,
    Weights,
    observe_export,
    report,
    report_by,
)
from sp4n.policy import (
    Policy,
    PolicyError,
    directory_from_data,
    load_policy,
    policy_from_data,
    sample_cases,
    sample_complaints,
    sample_policy,
)
from sp4n.routing import AnyWord, CategoryWithin, ChannelIs, Rule
from sp4n.sla import LAPOR_STANDARDS, Standard
from sp4n.tables import Table
from sp4n.workdays import Closure, Decree, Holiday, indonesia
from sp4n.workflow import (
    LAPOR,
    Case,
    Command,
    CommandField,
    CommandKind,
    Status,
    Transition,
    Workflow,
)
from sp4n.workflow.diagram import dot, mermaid, svg

ON = date(2028, 1, 3)
NOW = datetime.fromisoformat("2026-03-27T17:00+07:00")
X = Label(id="x", en="x")
LAST = LAPOR_STANDARDS[0]
SAMPLE = sample_policy()
LINES = tuple(one for one in NAUGHTY if is_line(one, 200))
LONGEST_CODE = 64
WRITABLE = tuple(one for one in NAUGHTY if not re.search("[\ud800-\udfff]", one))  # in UTF-8


# --- doors: every constructor that takes words, and what it takes

LINE_DOORS: dict[str, Callable[[str], object]] = {
    "agency.name": lambda text: Agency("A", text),
    "agency.mandate": lambda text: Agency("A", "x", mandate=[text]),
    "officer.name": lambda text: Officer("a", text),
    "appointment.letter": lambda text: Appointment("a", "A", "operator", letter=text),
    "category": lambda text: Categories({text: None}),
    "category_within": lambda text: CategoryWithin([text]),
    "channel_is": lambda text: ChannelIs([text]),
    "closure.why": lambda text: Closure(ON, text),
    "holiday": lambda text: Holiday.named(ON, text),
    "decree.numbers": lambda text: Decree(2028, ON, [text], national={ON: "new_year"}),
    "decree.national": lambda text: Decree(2028, ON, national={ON: f"X{text}"}),
    "policy.name": lambda text: evolve(SAMPLE, name=text),
    "policy.version": lambda text: evolve(SAMPLE, version=text),
    "workflow.version": lambda text: evolve(LAPOR, version=text),
    "scale.name": lambda text: Scale(text, None, None, [Band("A", X, "green", 0)]),
}
LABEL_DOORS: dict[str, Callable[[Label], object]] = {
    "status": lambda label: Status("a", "new", label),  # type: ignore[arg-type]
    "command": lambda label: CommandKind("a", label),
    "standard": lambda label: evolve(LAST, label=label),
    "closure": lambda label: Closure(ON, label),
    "holiday": lambda label: Holiday(ON, label),
    "band": lambda label: Band("A", label, "green", 0),
}
NOTE_DOORS: dict[str, Callable[[str], object]] = {
    "standard.source": lambda text: evolve(LAST, source=text),
    "definition.source": lambda text: Definition("a", X, X, X, source=text),
    "scale.source": lambda text: Scale("x", None, None, [Band("A", X, "green", 0)], text),
    "decree.source": lambda text: Decree(2028, ON, national={ON: "new_year"}, source=text),
    "rule.basis": lambda text: Rule("a", AnyWord("x"), "A", basis=text),
}
CODE_DOORS: dict[str, Callable[[str], object]] = {
    "agency.code": lambda text: Agency(text, "x"),
    "agency.parent": lambda text: Agency("A", "x", parent=text),
    "officer.id": lambda text: Officer(text, "x"),
    "appointment.agency": lambda text: Appointment("a", text, "operator"),
    "actor": lambda text: Actor.officer(text, at="A"),
    "reporter": Actor.reporter,
    "rule.id": lambda text: Rule(text, AnyWord("x"), "A"),
    "rule.to": lambda text: Rule("a", AnyWord("x"), text),
    "standard.code": lambda text: evolve(LAST, code=text),
    "status.code": lambda text: Status(text, "new", X),  # type: ignore[arg-type]
    "command.code": lambda text: CommandKind(text, X),
    "field.name": lambda text: CommandField(text, "text"),  # type: ignore[arg-type]
    "field.choices": lambda text: CommandField("a", "choice", choices=(text,)),  # type: ignore[arg-type]
    "transition.source": lambda text: Transition(text, "a", ("operator",), "b"),
    "transition.command": lambda text: Transition("a", text, ("operator",), "b"),
    "transition.who": lambda text: Transition("a", "b", (text,), "b"),
    "transition.target": lambda text: Transition("a", "b", ("operator",), text),
    "transition.guards": lambda text: Transition("a", "b", ("operator",), "b", (text,)),
    "definition.id": lambda text: Definition(text, X, X, X),
    "action.code": lambda text: Action(text, "A", None, ON),
    "action.owner": lambda text: Action("a", "A", text, ON),
}
OTHER_DOORS: dict[str, Callable[[str], object]] = {
    "field.text_kind": lambda text: CommandField("a", "text", text_kind=text),  # type: ignore[arg-type]
    "any_word": AnyWord,
    "complaint.category": lambda text: Complaint("1", "x", "x", NOW, category=text),
    "complaint.number": lambda text: Complaint(text, "x", "x", NOW),
    "complaint.title": lambda text: Complaint("1", text, "x", NOW),
    "complaint.body": lambda text: Complaint("1", "x", text, NOW),
    "region": Region,
    "weights.source": lambda text: Weights(1, 1, 1, 1, text),
    "table": lambda text: Table(text, [text], [[text]]),
    "standard.starts": lambda text: Standard("a", text, "answered", LAST.limit),  # type: ignore[arg-type]
    "reporter.key": Reporter,
    "command": lambda text: Command(text, {text: text}),
}


def refusal(build: Callable[[], object]) -> Sp4nError | None:
    """Give what a door says no with; any other error is a failure."""
    try:
        build()
    except Sp4nError as error:
        return error
    return None


def is_quiet(error: Sp4nError, words: str) -> bool:
    """Tell whether both messages are lines without anything hidden, and don't repeat long words."""
    said = [one.message(language) for one in error.faults for language in ("en", "id")]
    return all(hides_nothing(one) and len(one) < 1_000 for one in said) and not (
        len(words) > LONGEST_CODE and any(words in one for one in said)
    )


def misjudged(
    door: Callable[[Any], object], words: str, given: object, *, fits: bool
) -> str | None:
    """Say what a door did wrong, if anything."""
    error = refusal(lambda: door(given))
    if (error is None) != fits:
        return "taken" if error is None else f"refused: {error.code}"
    return None if error is None or is_quiet(error, words) else "repeated"


def wrongs(
    doors: dict[str, Callable[[Any], object]],
    fits: Callable[[str], bool],
    made_of: Callable[[str], object] = str,
) -> list[tuple[str, str, str]]:
    return [
        (name, wrong, words[:80])
        for name, door in doors.items()
        for words in NAUGHTY
        if (wrong := misjudged(door, words, made_of(words), fits=fits(words)))
    ]


def test_a_name_is_a_line_whoever_gives_it() -> None:
    """A decree's feast has a prefix here, since small words are taken for misspelt codes."""
    named = dict(LINE_DOORS)
    prefixed = {name: named.pop(name) for name in ("decree.national",)}

    assert [] == wrongs(named, lambda words: is_line(words, 200))
    assert [] == wrongs(prefixed, lambda words: is_line(f"X{words}", 200))


def test_a_label_is_a_line_in_each_language_or_blank() -> None:
    """The other language doesn't matter."""

    def fits(words: str) -> bool:
        return words in ("", " ") or is_line(words, 200)

    assert [] == wrongs(LABEL_DOORS, fits, lambda words: Label(id=words, en="x"))
    assert [] == wrongs(LABEL_DOORS, fits, lambda words: Label(id="x", en=words))


def test_a_source_is_a_line_or_nothing() -> None:
    """Of 500 characters; the basis of a rule is left out or a line."""
    optional = {name: door for name, door in NOTE_DOORS.items() if name != "rule.basis"}
    basis = {"rule.basis": NOTE_DOORS["rule.basis"]}

    assert [] == wrongs(optional, lambda words: words == "" or is_line(words, 500))
    assert [] == wrongs(basis, lambda words: is_line(words, 500))


def test_an_indicator_is_explained_in_lines_of_a_thousand_characters() -> None:
    doors = {
        "label": lambda label: Definition("a", label, X, X),
        "meaning": lambda label: Definition("a", X, label, X),
        "unit": lambda label: Definition("a", X, X, label),
        "measured_in": lambda label: Definition("a", X, X, X, measured_in=label),
    }

    def fits(words: str) -> bool:
        return words in ("", " ") or is_line(words, 1_000)

    assert [] == wrongs(doors, fits, lambda words: Label(id=words, en=words))


def test_a_code_is_a_code_whoever_gives_it() -> None:
    """Letters, digits, dots, hyphens and underscores of ASCII, at most 64."""
    code = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?", re.ASCII)

    assert [] == wrongs(CODE_DOORS, lambda words: code.fullmatch(words) is not None)


@pytest.mark.parametrize("name", OTHER_DOORS)
def test_every_other_door_takes_words_or_refuses_them_quietly(name: str) -> None:
    found = [(words, refusal(lambda: OTHER_DOORS[name](words))) for words in NAUGHTY]  # noqa: B023

    assert [] == [words[:80] for words, error in found if error and not is_quiet(error, words)]


# --- files

POLICY: dict[str, Any] = {
    "schema": "sp4n/policy/1",
    "name": "x",
    "version": "x",
    "directory": "directory.toml",
    "calendar": {
        "closures": [{"on": date(2026, 5, 4), "why": "x"}],
    },
    "decree": [
        {
            "year": 2029,
            "signed_on": date(2028, 9, 1),
            "numbers": ["x"],
            "source": "x",
            "national": {"2029-01-01": "x"},
            "joint_leave": {"2029-01-02": "x"},
        }
    ],
    "workflow": {
        "version": "kota/1",
        "status": [{"code": "own", "phase": "closed", "label": {"id": "x", "en": "x"}}],
        "command": [{"code": "settle", "label": {"id": "x", "en": "x"}}],
        "transition": [
            {"from": "followed_up", "to": "own", "command": "settle", "who": ["reporter"]}
        ],
    },
    "standard": [
        {
            "code": "own",
            "starts": "assigned",
            "stops": "answered",
            "limit": "5 working days",
            "label": {"id": "x", "en": "x"},
            "source": "x",
        }
    ],
    "rule": [{"id": "own", "when": {"category": "Top"}, "to": "DPU", "basis": "x"}],
}
DIRECTORY: dict[str, Any] = {
    "schema": "sp4n/directory/1",
    "categories": {"Top": ""},
    "agency": {
        "KOTA": {
            "name": "x",
            "kind": "city",
            "front_desk": True,
            "officers": [{"id": "kota", "name": "x", "role": "agency_admin", "letter": "x"}],
        },
        "DPU": {"name": "x", "parent": "KOTA", "mandate": ["x"]},
    },
}


def toml(value: object) -> str:
    """Write plain data as an inline value of TOML, with every sign that may not stand escaped."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{toml(key)} = {toml(one)}' for key, one in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, str):
        return '"' + "".join(map(_escaped, value)) + '"'
    return str(value).lower() if isinstance(value, bool) else str(value)


def _escaped(sign: str) -> str:
    is_plain = sign.isprintable() and sign not in '"\\'
    return sign if is_plain else f"\\U{ord(sign):08x}"


def places(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of the plain data above that holds a made-up word."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        if value == "x":
            yield (*path, key)
        elif isinstance(value, dict | list):
            yield from places(value, (*path, key))


def put(data: Any, path: tuple[str | int, ...], words: str) -> None:
    *outer, last = path
    for key in outer:
        data = data[key]
    data[last] = words


def key_path(path: tuple[str | int, ...]) -> str:
    parts = (f"[{one}]" if isinstance(one, int) else f".{one}" for one in path)
    return "".join(parts).removeprefix(".")


def written(template: dict[str, Any], words: str) -> str:
    """Write TOML with some words in every place for words."""
    data = copy.deepcopy(template)
    for path in places(template):
        put(data, path, words)
    return "\n".join(f"{key} = {toml(one)}" for key, one in data.items())


NOTES = ("source", "basis")
LABELS = ("id", "en")


def fits(path: tuple[str | int, ...], words: str) -> bool:
    """Say whether some words may stand in a place."""
    last = path[-1]
    if last in NOTES:
        return is_line(words, 500) or (words == "" and last == "source")
    return is_line(words, 200) or (last in LABELS and words in ("", " "))


def is_like_a_code(words: str) -> bool:
    """Tell whether a decree would take it for a misspelt feast."""
    return re.fullmatch("[a-z]+(_[a-z]+)*", words, re.ASCII) is not None


def test_a_file_is_refused_at_every_place_or_loaded() -> None:
    """Every naughty string in every place at once: each fault stands where the file has it."""
    whole = [*places(POLICY), *places(DIRECTORY)]
    wrong = []
    for words in WRITABLE:
        if is_like_a_code(words):
            continue
        expected = {
            key_path(path).replace("mandate[0]", "mandate")
            for path in whole
            if not fits(path, words)
        }
        errors = [
            refusal(lambda: policy_from_data(tomllib.loads(written(POLICY, words)))),  # noqa: B023
            refusal(lambda: directory_from_data(tomllib.loads(written(DIRECTORY, words)))),  # noqa: B023
        ]
        found = {one.where for error in errors if error for one in error.faults}
        if found != expected or not all(is_quiet(error, words) for error in errors if error):
            wrong.append((words[:80], found ^ expected))

    assert len(whole) == 20
    assert [] == wrong


@pytest.mark.parametrize(
    "template",
    [
        "agency = {{ KOTA = {{ name = 'x' }}, {} = {{ name = 'x', parent = 'KOTA' }} }}",
        "agency = {{ KOTA = {{ name = 'x' }} }}\ncategories = {{ {} = '' }}",
        "agency = {{ KOTA = {{ name = 'x', {} = 1 }} }}",
        "{} = 1\nagency = {{ KOTA = {{ name = 'x' }} }}",
        "agency = {{ KOTA = {{ name = 'x', region = {} }} }}",
        "agency = {{ KOTA = {{ name = 'x', kind = {} }} }}",
        "agency = {{ KOTA = {{ name = 'x', parent = {} }} }}",
    ],
)
def test_a_directory_with_a_naughty_key_is_loaded_or_refused_quietly(template: str) -> None:
    head = "schema = 'sp4n/directory/1'\n"

    assert [] == loud(directory_from_data, head + template)


def loud(read: Callable[[dict[str, Any]], object], template: str) -> list[str]:
    """Find the words that a reader of TOML repeats when it refuses them."""
    errors = {
        words: refusal(lambda: read(tomllib.loads(template.format(toml(words)))))  # noqa: B023
        for words in WRITABLE
    }
    return [words[:80] for words, error in errors.items() if error and not is_quiet(error, words)]


@pytest.mark.parametrize(
    "template",
    [
        "workflow = {{ timers = {{ {} = '5 working days' }} }}",
        "workflow = {{ extensions = {{ {} = {{ }} }} }}",
        "workflow = {{ extensions = {{ rating = {{ {} = 1 }} }} }}",
        "workflow = {{ table = {} }}",
        "calendar = {{ zone = {} }}",
        "calendar = {{ hours = {{ week = {{ {} = '08:00-16:00' }} }} }}",
        "calendar = {{ hours = {{ week = {{ Mon-Fri = {} }} }} }}",
        "rule = [{{ id = {}, when = {{ any_word = 'x' }}, to = 'DPU' }}]",
        "rule = [{{ id = 'x', when = {{ any_word = {} }}, to = 'DPU' }}]",
        "rule = [{{ id = 'x', when = {{ {} = 1 }}, to = 'DPU' }}]",
        "rule = [{{ id = 'x', when = {{ any_word = 'x' }}, to = {} }}]",
        "standard = [{{ code = 'x', starts = {}, stops = 'answered', limit = '5 working days' }}]",
        "standard = [{{ code = 'x', starts = 'new', stops = 'answered', limit = {} }}]",
        (
            "standard = [{{ code = 'x', starts = 'new', stops = 'answered', limit = '5 hours',"
            " limits = {{ {} = '1 working day' }} }}]"
        ),
        "{} = 1",
    ],
)
def test_a_policy_with_a_naughty_key_or_code_is_loaded_or_refused_quietly(template: str) -> None:
    head = "schema = 'sp4n/policy/1'\nname = 'x'\nversion = 'x'\ndirectory = 'directory.toml'\n"

    assert [] == loud(policy_from_data, head + template)


def test_a_file_is_read_as_its_data_is(tmp_path: Path) -> None:
    """Faults of both files at once, each at its key path."""
    for name, template in (("policy", POLICY), ("directory", DIRECTORY)):
        (tmp_path / f"{name}.toml").write_text(written(template, "a\tb"), encoding="utf-8")

    with pytest.raises(PolicyError) as refused:
        load_policy(tmp_path / "policy.toml")

    assert {"control_character"} == {one.code for one in refused.value.faults}
    assert 20 == len(refused.value.faults)


GOLDEN = Path(__file__).parent / "data" / "golden"


@pytest.mark.parametrize("name", ["complaint.json", "case.json", "events.json", "texts.json"])
def test_a_document_with_naughty_strings_is_loaded_or_refused(name: str) -> None:
    """In the place of every text, one after the other, and as one more key of every table."""
    document = json.loads((GOLDEN / name).read_text(encoding="utf-8"))
    texts = [path for path, value in leaves(document) if isinstance(value, str)]
    for n, words in enumerate(NAUGHTY):
        changed = copy.deepcopy(document)
        put(changed, texts[n % len(texts)], words)
        error = refusal(lambda: load(changed))  # noqa: B023

        assert error is None or len(words) <= LONGEST_CODE or words not in str(error)


def leaves(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, object]]:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        if isinstance(value, dict | list):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key), value


# --- what is shown


class _Words(HTMLParser):
    """The tags of a page, and the words between them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag if not attrs else f"{tag} with attributes")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read_html(page: str) -> _Words:
    found = _Words()
    found.feed(page)
    found.close()
    return found


HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def hides_nothing(text: str) -> bool:
    return not any(unicodedata.category(one) in HIDDEN for one in text if one != "\n")


RUN_BY_SPREADSHEETS = re.compile(r'["\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff0b\uff0d\uff1d\uff20]')


def test_no_cell_of_a_csv_is_run() -> None:
    """Whichever way a spreadsheet splits it: at commas, or at semicolons as in Indonesia."""
    table = Table("x", ["words", "n"], [[words, -1] for words in NAUGHTY])
    rows = list(csv.reader(io.StringIO(table.to_csv(), newline="")))
    cells = [row[0] for row in rows[1:]]
    parts = [part for cell in cells for part in re.split("[;\r\n]", cell)]

    assert len(rows) == len(NAUGHTY) + 1
    assert [] == [part[:80] for part in parts if RUN_BY_SPREADSHEETS.match(part)]
    assert [] == [cell[:80] for cell in cells if cell[:1] in "\t\r" and cell]
    assert {"-1"} == {row[1] for row in rows[1:]}
    assert [] == [
        words
        for words, cell in zip(NAUGHTY, cells, strict=True)
        if re.sub(r"\r\n?", "\n", words)
        not in (cell, cell.replace("'", "", 1), cell.replace("'", ""))
    ]


def test_a_table_in_a_notebook_has_no_tag_of_a_strangers() -> None:
    """And hides nothing; what is one line is shown as it is."""
    shown = {words: Table("x", [words], [[words]])._repr_html_() for words in NAUGHTY}
    tags = {tuple(read_html(page).tags) for page in shown.values()}

    assert {("table", "thead", "tr", "th", "tbody", "tr", "td")} == tags
    assert [] == [words[:80] for words, page in shown.items() if not hides_nothing(page)]
    assert [] == [words for words in LINES if [words] * 2 != read_html(shown[words]).words]


def test_a_terminal_is_given_no_orders(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is printed for people, on either stream."""
    console = Console(as_json=False, language="en")
    for words in NAUGHTY:
        console.line(words)
        console.heading(words)
        console.rows([[words, 1]])
        console.verbatim(words)
        console.complain(words)
    said = capsys.readouterr()

    assert hides_nothing(said.out)
    assert hides_nothing(said.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["\x1b[31m"], ["due", "\x1b[31m\u202e", "5"], ["check", "\x1b[31m\u202e.toml"],
        ["route", "sample", "\x9b1m.json"], ["report", "a\x1b]0;x\x07.csv"],
        ["report", "sample", "--region", "\u202e1"], ["--language", "\x1b[1m"],
    ],
)  # fmt: skip
def test_what_somebody_typed_is_not_obeyed_either(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong argument or a file's name is told with its escapes."""
    assert main(arguments) in (1, 2)
    assert hides_nothing(capsys.readouterr().err)


def drawn(words: str) -> Workflow:
    label = Label(id=words, en=words)
    return Workflow(
        words,
        (Status("a", "new", label), Status("b", "closed", label)),  # type: ignore[arg-type]
        (CommandKind("go", label),),
        (Transition("a", "go", ("reporter",), "b"),),
        "a",
    )


def test_a_diagram_says_what_labels_say() -> None:
    """An SVG has our own elements only, with the words in its tooltips; the others keep a form."""
    known = {"svg", "title", "desc", "rect", "text", "g", "circle", "path"}
    mermaid_lines, dot_lines = set(), set()
    for words in LINES:
        table, said = drawn(words), " ".join(words.split())
        root = ET.fromstring(svg(table))
        titles = [one.text or "" for one in root.iter() if one.tag.endswith("title")]

        assert {one.tag.rpartition("}")[2] for one in root.iter()} <= known
        assert sum(said in title for title in titles) >= 4
        assert hides_nothing("".join(root.itertext()))
        mermaid_lines.add(len(mermaid(table).splitlines()))
        dot_lines.add(len(re.sub(r'"(?:[^"\\]|\\.)*"', "", dot(table)).splitlines()))

    assert (1, 1) == (len(mermaid_lines), len(dot_lines))


def lived(words: str) -> tuple[Policy, tuple[Case, ...]]:
    """The sample city with some words for all of its labels, and a few of its cases."""
    label = Label(id=words, en=words)
    workflow = SAMPLE.workflow
    policy = evolve(
        SAMPLE,
        name=words,
        version=words,
        workflow=evolve(
            workflow,
            statuses=tuple(evolve(one, label=label) for one in workflow.statuses),
            commands=tuple(
                CommandKind(one.code, label, one.fields, one.effects) for one in workflow.commands
            ),
        ),
        standards=tuple(evolve(one, label=label, source=words) for one in SAMPLE.standards),
    )
    return policy, CASES


CASES = sample_cases(sample_complaints(6), policy=SAMPLE)


@pytest.mark.parametrize("words", ["dalam {5} hari", "{x:>300000000}", "{0.__class__}", "{}", "{"])
def test_a_label_is_no_format_string(words: str) -> None:
    """Reports, readings and findings show it as it is, in both languages."""
    policy, cases = lived(words)
    found = report(policy.snapshot(cases, now=NOW))
    by = report_by(policy.snapshot(cases, now=NOW), "agency")
    readings = [one for case in cases for one in policy.assess(case, now=NOW)]
    said = [
        *(found["by_status"].brief(language) for language in ("id", "en")),
        *(one.sentence(language) for one in readings for language in ("id", "en")),
        json.dumps(found.to_dict("id"), ensure_ascii=False),
    ]

    assert readings
    assert [] == [one for one in said if words not in one]
    assert words[1:] in found["verification_in_time"].sentence("id")  # "Verifikasi tepat waktu"
    assert "?" not in by.table().to_csv()
    assert read_html(found._repr_html_()).tags.count("script") == 0


def test_a_width_in_a_label_makes_nothing_wide() -> None:
    """A label of 14 characters once made a report of 1.2 GB."""
    policy, cases = lived("{x:>300000000}")
    tracemalloc.start()
    said = report(policy.snapshot(cases, now=NOW)).table().to_csv()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(said) < 100_000
    assert most < 20_000_000


# --- cells of exports

HEADER = (
    "Tracking ID", "Tanggal Laporan Masuk", "Waktu Laporan Masuk", "Judul Laporan",
    "Isi Laporan Awal", "Status Laporan", "Kategori", "Sumber Laporan", "Instansi Induk",
    "Instansi Terdisposisi", "Alasan Tunda/Arsip", "Provinsi", "Kota/Kabupaten", "Kecamatan",
    "Kelurahan", "Rating",
)  # fmt: skip
NAMES = HEADER[6:10] + HEADER[11:15]
ROW = ("3 Jan 2026", "01:30:15", "x", "x", "Diarsipkan oleh Admin")


@pytest.mark.parametrize("column", HEADER)
def test_an_export_with_naughty_cells_is_read_and_shown_harmlessly(column: str) -> None:
    """A bad cell costs its cell, or its row where a complaint can't be without it."""
    into = io.StringIO()
    writer = csv.writer(into)
    writer.writerow(HEADER)
    for n, words in enumerate(NAUGHTY):
        cells = dict(zip(HEADER, (f"C-{n:04}", *ROW), strict=False))
        cells |= {column: words.replace("\x00", "")}
        writer.writerow([cells.get(one, "") for one in HEADER])
    written = into.getvalue().encode(errors="replace")
    export = read_export(io.BytesIO(written), region="99.71")
    names = {
        name
        for row in export.rows
        for name in (row.agency, row.parent_agency, row.complaint.category, row.complaint.channel)
        if name is not None
    }
    snapshot = observe_export(export, calendar=indonesia())
    shown = [
        report(snapshot).table().to_csv(),
        *(report_by(snapshot, by).table().to_csv() for by in ("agency", "category", "region")),
        *(one.message() for one in export.unreadable),
    ]

    assert export.rows or column in HEADER[:3]
    assert [] == [name for name in names if not is_line(name, 200)]
    assert [] == [one[:200] for one in shown if not hides_nothing(one)]


def test_an_export_of_naughty_agencies_is_told_on_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As words, as CSV; the title of the file too."""
    file = tmp_path / "export.csv"
    with file.open("w", encoding="utf-8", errors="replace", newline="") as into:
        writer = csv.writer(into)
        writer.writerow(["Nama Instansi", "\x1b[31mKota\u202e"])
        writer.writerow([*HEADER, "\x1b[31mkolom\u202e"])
        for n, words in enumerate(NAUGHTY):
            name = words.replace("\x00", "")
            writer.writerow([f"C-{n:04}", *ROW, name, name, name, name])
    for extra in ([], ["--csv", "--by", "agency"], ["--by", "category"]):
        main(["report", str(file), *extra])
    said = capsys.readouterr()

    assert "C-" not in said.out
    assert hides_nothing(said.out)
    assert hides_nothing(said.err)
