"""Mutations: one input made into another, by bytes, by lines, by structure, or inside of a zip."""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from fuzz_judge import CANARY

__all__ = ["mutated"]

LONGEST = 120_000
_WORDS = (
    "0", "-1", "1e999", "9" * 400, "nan", "true", "null", "{}", "[]", '""', "''", "{0}", "{n}",
    "{x:>99}", "%s", "%n", "=1+1", "\x00", "\x1b[31m", "\r", "\n", "\n\n", "\t", "\ufeff", "\u202e",
    "\u200b", "\u0301", "\u0130", "\u00df", "\ud83d", "\U0001f525", "\u0660", "\u4e00", "\uff11",
    "\xa0", "lubang-lubang", "2026-02-30", "0001-01-01", "9999-12-31T23:59:59+14:00", "99.71",
    "99.7", "10 working days", "FREQ=DAILY", "UNTIL=", "BYDAY=-9MO", "24:00-24:00", '"""', "'''",
    ",", ";", ".", "..", "[", "]", "{", "}", "]]", "=", "#", "-", "--json", "--", "@", "\\", "\\u",
    "\\ud800", "\\u0000", "$python", "extra", CANARY,
)  # fmt: skip
_STRANGE = ("bytes", "set", "tuple", "object", "rude", "class", "date", "datetime", "decimal",
            "circle", "huge", "keys")  # fmt: skip


def mutated(random: Random, seeds: Sequence[bytes]) -> bytes:
    """Take one of the seeds, and change it once or a few times."""
    data = random.choice(seeds)
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        data = _one_of(random, data, seeds)[:LONGEST]
    return data


def _one_of(random: Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    if data.startswith(b"PK") and random.random() < 0.9:
        return _zipped(random, data)
    if data.lstrip()[:1] in {b"{", b"["} and random.random() < 0.6:
        return _structure(random, data)
    if random.random() < 0.1:
        return _spliced(random, data, random.choice(seeds))
    return random.choice(_PLAIN)(random, data)


def _span(random: Random, size: int, most: int = 40) -> slice:
    start = random.randint(0, size)
    return slice(start, start + random.randint(0, most))


def _cut(random: Random, data: bytes) -> bytes:
    span = _span(random, len(data))
    return data[: span.start] + data[span.stop :]


def _flip(random: Random, data: bytes) -> bytes:
    changed = bytearray(data or b"x")
    for _ in range(random.randint(1, 4)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _put(random: Random, data: bytes) -> bytes:
    span = _span(random, len(data), random.choice((0, 8)))
    word = random.choice(_WORDS).encode("utf-8", "surrogatepass")
    return data[: span.start] + word + data[span.stop :]


def _repeat(random: Random, data: bytes) -> bytes:
    span = _span(random, len(data), random.choice((3, 300)))
    piece = data[span]
    times = random.choice((1, 2, 50, 20_000 // max(1, len(piece))))
    return data[: span.start] + piece * times + data[span.start :]


def _end(random: Random, data: bytes) -> bytes:
    return data[: random.randint(0, len(data))]


def _lines(random: Random, data: bytes) -> bytes:
    """Drop a line, give it twice, put it elsewhere, or leave half of it out."""
    lines = data.split(b"\n")
    at, to = random.randrange(len(lines)), random.randrange(len(lines))
    line = lines[at]
    change = random.randrange(4)
    if change != 1:
        del lines[at]
    if change in {1, 2}:
        lines.insert(to, line)
    if change == 3:
        lines.insert(at, line.partition(random.choice((b"=", b",", b" ")))[2])
    return b"\n".join(lines)


def _value(random: Random, data: bytes) -> bytes:
    """Give the key of some line of TOML, or some cell, another value."""
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    key, sign, _ = lines[at].partition(random.choice((b" = ", b",")))
    word = random.choice(_WORDS).encode("utf-8", "surrogatepass")
    quoted = b'"' + word + b'"' if random.random() < 0.5 else word
    lines[at] = key + sign + quoted
    return b"\n".join(lines)


_PLAIN: tuple[Callable[[Random, bytes], bytes], ...] = (
    _cut, _flip, _put, _put, _repeat, _end, _lines, _lines, _value, _value,
)  # fmt: skip


def _spliced(random: Random, data: bytes, other: bytes) -> bytes:
    return data[: random.randint(0, len(data))] + other[random.randint(0, len(other)) :]


def _structure(random: Random, data: bytes) -> bytes:
    """Change one place of a JSON value; what is none is changed by its bytes."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return random.choice(_PLAIN)(random, data)
    places = list(_places(value))
    if not places:
        return json.dumps(_odd(random)).encode()
    holder, key = random.choice(places)
    other_holder, other_key = random.choice(places)
    change = random.randrange(6)
    if change == 0:
        del holder[key]
    elif change == 1 and isinstance(holder, dict):
        holder[random.choice(_WORDS)] = holder.pop(key)
    elif change == 2:
        holder[key] = json.loads(json.dumps(other_holder[other_key]))
    elif change == 3 and isinstance(holder[key], list):
        holder[key] = holder[key] * random.choice((2, 100))
    elif change == 4 and isinstance(holder[key], str):
        holder[key] += random.choice(_WORDS)
    else:
        holder[key] = _odd(random)
    return json.dumps(value).encode()


def _places(value: Any) -> list[tuple[Any, Any]]:
    found, waiting = [], [value]
    while waiting:
        one = waiting.pop()
        keys = (
            list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        )
        for key in keys:
            found.append((one, key))
            waiting.append(one[key])
    return found


def _odd(random: Random) -> Any:
    deep: Any = 1
    for _ in range(random.choice((0, 0, 3, 400))):
        deep = [deep] if random.random() < 0.5 else {"x": deep}
    return random.choice(
        (
            None, True, 0, -1, 1.5, 10**30, float("inf"), "", [], {}, deep, random.choice(_WORDS),
            random.choice(_WORDS) * 300, {"$python": random.choice(_STRANGE)},
        )
    )  # fmt: skip


def _zipped(random: Random, data: bytes) -> bytes:
    """Change one of the files in a zip, its name, or how often it is there."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            files = [(one, old.read(one)) for one in old.namelist()]
    except Exception:  # noqa: BLE001 - it was broken before, by whatever
        return random.choice(_PLAIN)(random, data)
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = random.randrange(len(files)) if files else 0
        for place, (name, content) in enumerate(files):
            if place != chosen:
                new.writestr(name, content)
            elif random.random() < 0.1:
                new.writestr(name + random.choice(_WORDS[:3]), content)
            elif random.random() < 0.9:
                new.writestr(name, _content(random, content))
    return into.getvalue()


def _content(random: Random, content: bytes) -> bytes:
    if random.random() < 0.05:
        return content + b" " * random.choice((10**6, 2 * 10**7))
    return random.choice(_PLAIN)(random, content)
