"""A stranger's words in files: each fault stands where the file has them, and repeats none."""

import copy
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from naughty import NAUGHTY, is_line, is_quiet, refusal

from sp4n.interchange import load
from sp4n.policy import (
    PolicyError,
    directory_from_data,
    load_policy,
    policy_from_data,
)

LONGEST_CODE = 64
WRITABLE = tuple(one for one in NAUGHTY if not re.search("[\ud800-\udfff]", one))  # in UTF-8

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
        "agency = {{ KOTA = {{ name = 'x' }} }}\ncategories = {{ {} = 1 }}",
        "agency = {{ KOTA = {{ name = 'x' }} }}\ncategories = {{ a = {} }}",
        "agency = {{ {} = {{ name = 1 }} }}",
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
        "workflow = {{ version = 'v/1', status = [{{ code = {}, phase = 'new', label = 1 }}] }}",
        "workflow = {{ version = 'kota/1', command = [{{ code = {}, label = {{ }} }}] }}",
        (
            "workflow = {{ version = 'kota/1', command = [{{ code = 'x', label = {{ }},"
            " fields = [{{ name = 'x', kind = 'choice', choices = [{}] }}] }}] }}"
        ),
        (
            "workflow = {{ version = 'kota/1', transition = [{{ from = {}, to = 'x',"
            " command = 'x', who = ['reporter'] }}] }}"
        ),
        "workflow = {{ version = {}, status = [{{ code = 'x', phase = 'new', label = {{ }} }}] }}",
        "calendar = {{ zone = {} }}",
        "calendar = {{ hours = {{ week = {{ {} = '08:00-16:00' }} }} }}",
        "calendar = {{ hours = {{ week = {{ {} = 1 }} }} }}",
        "calendar = {{ hours = {{ special_days = {{ {} = 1 }} }} }}",
        "decree = [{{ year = 2029, signed_on = 2028-09-01, national = {{ {} = 'x' }} }}]",
        "workflow = {{ extensions = {{ {} = 1 }} }}",
        "workflow = {{ timers = {{ {} = 1 }} }}",
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
