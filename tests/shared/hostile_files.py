"""Policy and directory files that a stranger could have written to keep a reader busy, by name.

Each is about as long as it is asked to be, so that a test can ask whether twice as much takes about
twice as long. Some can't be read at all; others are fine policies that are hard to check.
"""

import random
from collections.abc import Callable, Mapping
from itertools import count, islice, product

__all__ = ["DIRECTORY", "HOSTILE_BOOKS", "HOSTILE_DIRECTORIES", "HOSTILE_POLICIES", "HOSTILE_TEXTS"]

Hostile = Mapping[str, Callable[[int], str]]
"""By what makes it hostile: a function from about how many characters to a file's text."""

DIRECTORY = """schema = "sp4n/directory/1"
[categories]
Jalan = ""
[agency.PUSAT]
name = "Pusat"
[agency.DPU]
name = "Dinas"
parent = "PUSAT"
region = "99.71"
officers = [{ id = "X-1", name = "Contoh", role = "liaison_officer" }]
"""
"""A directory to which the hostile policies are bound."""

_STANDARD = '[[standard]]\ncode="x"\nstarts="assigned"\nstops="answered"\n'
_HEAD = 'schema = "sp4n/policy/1"\nname = "X"\nversion = "1"\ndirectory = "directory.toml"\n'
_DIRECTORY_HEAD = 'schema = "sp4n/directory/1"\n'
_AB, _BA = "ab" * 10, "ba" * 10
_ROOT = '[agency.R]\nname = "R"\n'


def _repeated(size: int, piece: Callable[[int], str]) -> str:
    """Put numbered pieces side by side until there is enough."""
    found: list[str] = []
    length = 0
    for number in count():
        if length >= size:
            return "".join(found)
        found.append(piece(number))
        length += len(found[-1])
    raise AssertionError  # there is always another number


def _listed(size: int, start: str, piece: Callable[[int], str], end: str = "]\n") -> str:
    return f"{start}{_repeated(size, lambda number: piece(number) + ',')}{end}"


HOSTILE_TEXTS: Hostile = {
    "one dotted key": lambda size: f"a{'.a' * (size // 2)} = 1\n",
    "one dotted key with blanks": lambda size: f"a{' . a' * (size // 4)} = 1\n",
    "one dotted key in quotes": lambda size: '"a"' + '."a"' * (size // 4) + " = 1\n",
    "one dotted header": lambda size: f"[a{'.a' * (size // 2)}]\n",
    "one dotted header of an array": lambda size: f"[[a{'.a' * (size // 2)}]]\n",
    "dotted keys of 30 parts": lambda size: _repeated(
        size, lambda number: f"k{number}{'.a' * 29} = 1\n"
    ),
    "dotted headers of 30 parts": lambda size: _repeated(
        size, lambda number: f"[a{'.a' * 28}.k{number}]\n"
    ),
    "dotted keys in one inline table": lambda size: _listed(
        size, "a = {", lambda number: f"k{number}{'.a' * 29} = 1", "b = 1}\n"
    ),
    "a dotted key in an inline table": lambda size: f"a = {{ b{'.b' * (size // 2)} = 1 }}\n",
    "arrays in arrays": lambda size: f"a = {'[' * (size // 2)}{']' * (size // 2)}\n",
    "arrays that never end": lambda size: f"a = {'[' * size}",
    "tables in tables": lambda size: f"a = {'{a=' * (size // 4)}1{'}' * (size // 4)}\n",
    "arrays in tables": lambda size: f"a = {'[{a=' * (size // 6)}1{'}]' * (size // 6)}\n",
    "many tables": lambda size: _repeated(size, lambda number: f"[t{number}]\n"),
    "many arrays of tables": lambda size: _repeated(size, lambda number: f"[[t{number}]]\n"),
    "one array of many tables": lambda size: _repeated(size, lambda _: "[[t]]\n"),
    "one array of many tables with tables": lambda size: _repeated(
        size, lambda _: "[[t]]\n[t.a]\n"
    ),
    "many empty arrays": lambda size: _listed(size, "a = [", lambda _: "[]"),
    "many empty inline tables": lambda size: _listed(size, "a = [", lambda _: "{}"),
    "many keys": lambda size: _repeated(size, lambda number: f"k{number}=1\n"),
    "many keys in one inline table": lambda size: _listed(
        size, "a = {", lambda number: f"k{number}=1", "b=1}\n"
    ),
    "a long whole number": lambda size: f"a = {'9' * size}\n",
    "a long hexadecimal number": lambda size: f"a = 0x{'f' * size}\n",
    "many long hexadecimal numbers": lambda size: _repeated(
        size, lambda number: f"k{number} = 0x{'f' * 4000}\n"
    ),
    "many numbers of 4,000 digits": lambda size: _repeated(
        size, lambda number: f"k{number} = {'9' * 4000}\n"
    ),
    "a long number with underscores": lambda size: f"a = 1{'_1' * (size // 2)}\n",
    "a long float": lambda size: f"a = 0.{'1' * size}\n",
    "a long exponent": lambda size: f"a = 1e{'1' * size}\n",
    "a long time": lambda size: f"a = 07:32:00.{'1' * size}\n",
    "many dates": lambda size: _listed(size, "a = [", lambda _: "2026-01-01"),
    "many instants": lambda size: _listed(
        size, "a = [", lambda number: f"2026-01-01T00:00:00+{number % 24:02}:{number % 60:02}"
    ),
    "a long bare key": lambda size: f"{'a' * size} = 1\n",
    "a long quoted key": lambda size: f'"{"a" * size}" = 1\n',
    "long keys around many faults": lambda size: (
        f"[{'a' * (size // 2)}]\n" + _repeated(size // 2, lambda number: f"k{number}=1\n")
    ),
    "backslashes": lambda size: f'a = "{chr(92) * 2 * (size // 2)}"\n',
    "escaped quotes": lambda size: f'a = "{(chr(92) + chr(34)) * (size // 2)}"\n',
    "escaped signs": lambda size: f'a = "{(chr(92) + "u0041") * (size // 6)}"\n',
    "a text that never ends": lambda size: f'a = "{"x" * size}',
    "a text of many lines that never ends": lambda size: f'a = """{(chr(34) + "x") * (size // 2)}',
    "many quotes in a text of many lines": lambda size: (
        f'a = """{(chr(34) * 2 + "x") * (size // 3)}"""\n'
    ),
    "many quotes in a literal of many lines": lambda size: (
        f"a = '''{(chr(39) * 2 + 'x') * (size // 3)}'''\n"
    ),
    "folded lines": lambda size: f'a = """{(chr(92) + chr(10)) * (size // 2)}"""\n',
    "empty lines": lambda size: "\n" * size,
    "empty lines of Windows": lambda size: "\r\n" * (size // 2),
    "carriage returns": lambda size: "\r" * size,
    "blanks": lambda size: " " * size,
    "one comment": lambda size: f"# {'x' * size}\n",
    "many comments": lambda size: "#\n" * (size // 2),
    "null characters": lambda size: "\0" * size,
    "marks of byte order": lambda size: "\ufeff" * (size // 3),
    "opening quotes": lambda size: '"' * size,
    "equal signs": lambda size: "=" * size,
    "dots": lambda size: "." * size,
}
"""What keeps a parser of TOML busy, or would use up its stack."""


def _policy(size: int, start: str, piece: Callable[[int], str], end: str = "") -> str:
    return f"{_HEAD}{start}{_repeated(size, piece)}{end}"


def _inside(size: int, start: str, piece: Callable[[int], str], end: str = "]\n") -> str:
    return f"{_HEAD}{_listed(size, start, piece, end)}"


def _own_table(size: int, status: Callable[[int], str], row: Callable[[int, int], str]) -> str:
    """Write a table of one's own, half of it statuses as far as there may be so many, and rows."""
    statuses = _repeated(min(size // 2, 9_000), lambda number: status(number) + ",")
    many = statuses.count("code=")
    rows = _repeated(size - len(statuses), lambda number: row(number, many) + ",")
    return (
        f'{_HEAD}[workflow]\ntable="own"\nversion="x/1"\ninitial="s0"\nstatus=[{statuses}]\n'
        'command=[{code="c",label={id="c",en="c"}},' + _COMMANDS + "]\n"
        f"transition=[{rows}]\n"
    )


def _status_of_any_phase(number: int) -> str:
    phase = ("assigned", "in_progress", "answered", "waiting_reporter")[number * 7 % 11 % 4]
    return f'{{code="s{number}",phase="{phase}",label={{id="x",en="x"}}}}'


def _open_status(number: int) -> str:
    return f'{{code="s{number}",phase="in_progress",label={{id="x",en="x"}}}}'


_COMMANDS = ",".join(f'{{code="c{number}",label={{id="x",en="x"}}}}' for number in range(100))
_ROLES = ("operator", "liaison_officer", "agency_admin", "national_admin")


def _step(number: int, many: int) -> str:
    source, target = number % many, (number + 1) % many
    who = _ROLES[number // many % len(_ROLES)]
    return f'{{from="s{source}",to="s{target}",command="c{number // many // 4}",who=["{who}"]}}'


def _random_step(number: int, many: int) -> str:
    """Lead from each status to four others, one for each role."""
    chance = random.Random(number)  # no secret
    source, target = number % many, chance.randrange(many)
    who = _ROLES[number // many % len(_ROLES)]
    return f'{{from="s{source}",to="s{target}",command="c{number // many // 4}",who=["{who}"]}}'


def _timed_step(number: int, many: int) -> str:
    source, target = number % many, (number + 1) % many
    timer = 'who=["system"],after="1 working day"'
    return f'{{from="s{source}",to="s{target}",command="c{number // many}",{timer}}}'


def _standard(number: int) -> str:
    phases = ("new", "assigned", "in_progress", "answered", "waiting_reporter", "closed")
    chance = random.Random(number)  # no secret
    starts = chance.choice(("submitted", *phases[:4]))
    stops, *others = chance.sample([one for one in phases if one != starts], 5)
    pauses = ",".join(f'"{one}"' for one in others[: chance.randrange(3)])
    resumes = ",".join(f'"{one}"' for one in others[4 - chance.randrange(2) :])
    return (
        f'[[standard]]\ncode="c{number}"\nstarts="{starts}"\nstops="{stops}"\n'
        f'limit="1 working day"\n'
        f"pauses=[{pauses}]\nresumes=[{resumes}]\n"
    )


HOSTILE_POLICIES: Hostile = {
    "unknown keys": lambda size: _policy(size, "", lambda number: f"k{number}=1\n"),
    "unknown keys like known ones": lambda size: _policy(
        size, "", lambda number: f"directoyr{number}=1\n"
    ),
    "tables with unknown keys": lambda size: _policy(
        size, "", lambda _: "[[standard]]\nstarst=1\nsotps=1\nlimti=1\npasues=1\n"
    ),
    "rules with unknown keys": lambda size: _policy(
        size, "", lambda _: "[[rule]]\nwehn=1\nporpose=1\nspuporting=1\n"
    ),
    "a rule with unknown keys": lambda size: _policy(
        size, "[[rule]]\n", lambda number: f"spuporting{number}=1\n"
    ),
    "rules with unknown conditions": lambda size: _policy(
        size, "", lambda number: f"[[rule]]\nwhen.classificatoin{number}=1\n"
    ),
    "rules with nothing": lambda size: _policy(size, "", lambda _: "[[rule]]\n"),
    "rules of one name": lambda size: _inside(
        size, "rule=[", lambda _: '{id="x",to="DPU",when={min_words=1}}'
    ),
    "rules to unknown agencies": lambda size: _inside(
        size, "rule=[", lambda number: f'{{id="x{number}",to="DUP{number}",when={{min_words=1}}}}'
    ),
    "rules to unknown agencies, long and alike": lambda size: _inside(
        size,
        "rule=[",
        lambda number: f'{{id="x{number}",to="{_AB}{number}",when={{min_words=1}}}}',
    ),
    "empty standards": lambda size: _inside(size, "standard=[", lambda _: "{}"),
    "standards of one code": lambda size: _inside(
        size,
        "standard=[",
        lambda _: '{code="x",starts="assigned",stops="answered",limit="1 working day"}',
    ),
    "standards of one code that follow each other": lambda size: _inside(
        size,
        "standard=[",
        lambda number: (
            '{code="x",starts="assigned",stops="answered",limit="1 working day",valid={'
            f"from={1000 + number:04}-01-01,until={1001 + number:04}-01-01}}}}"
        ),
    ),
    "standards that run in every way": lambda size: _policy(size, "", _standard),
    "as many standards as may be": lambda size: _policy(min(size, 19_000), "", _standard),
    "as many standards as may be, and ways on which they run": lambda size: (
        _own_table(min(size, 27_000), _status_of_any_phase, _random_step)
        + _repeated(min(size, 19_000), _standard)
    ),
    "closures": lambda size: _inside(
        size, "calendar.closures=[", lambda number: f'{{on={_day(number)},why="x"}}'
    ),
    "empty closures": lambda size: _inside(size, "calendar.closures=[", lambda _: "{}"),
    "closures on one day": lambda size: _inside(
        size, "calendar.closures=[", lambda _: '{on=2026-05-04,why="x"}'
    ),
    "extra working days": lambda size: _inside(size, "calendar.extra_working_days=[", _day),
    "extra working days that are none": lambda size: _inside(
        size, "calendar.extra_working_days=[", lambda _: "1"
    ),
    "special days of hours": lambda size: _policy(
        size,
        '[calendar.hours]\nweek={Mon="08:00-16:00"}\n[calendar.hours.special_days]\n',
        lambda number: f'{_day(number)}="08:00-12:00"\n',
    ),
    "ramadans": lambda size: _inside(
        size,
        'calendar.hours.week={Mon="08:00-16:00"}\ncalendar.hours.ramadans=[',
        lambda number: f"{{first_on={1700 + number:04}-01-01,last_on={1700 + number:04}-01-30}}",
    ),
    "days of hours with unknown names": lambda size: _policy(
        size, "[calendar.hours.week]\n", lambda number: f'Mno{number}="08:00-16:00"\n'
    ),
    "hours with many pieces": lambda size: _policy(
        size,
        '[calendar.hours]\nweek={Mon="',
        lambda number: (
            f"{number // 60 % 24:02}:{number % 60:02}-{number // 60 % 24:02}:{number % 60:02}, "
        ),
        '"}\n',
    ),
    "decrees": lambda size: _inside(
        size,
        "decree=[",
        lambda number: f'{{year=2030,signed_on={_day(number)},national={{2030-01-01="Libur X"}}}}',
    ),
    "amendments": lambda size: _inside(
        size,
        "decree=[",
        lambda number: (
            f'{{year=2025,signed_on={_day(400 + number)},add_national={{2025-03-05="Libur X"}}}}'
        ),
    ),
    "amendments of nothing": lambda size: _inside(
        size, "decree=[", lambda number: f"{{year=2031,signed_on={_day(number)}}}"
    ),
    "decrees of every year": lambda size: _inside(
        size,
        "decree=[",
        lambda number: f"{{year={2030 + number % 60},signed_on={_day(number)},national={{}}}}",
    ),
    "holidays in one decree": lambda size: _policy(
        size,
        "[[decree]]\nyear=2030\nsigned_on=2029-01-01\n[decree.national]\n",
        lambda number: f'{_day(number)}="Libur X"\n',
    ),
    "statuses in a row": lambda size: _own_table(size, _open_status, _step),
    "statuses all connected": lambda size: _own_table(size, _open_status, _random_step),
    "timers in a row": lambda size: _own_table(size, _open_status, _timed_step),
    "rows from unknown statuses": lambda size: _own_table(
        size,
        _open_status,
        lambda number, _: f'{{from="t{number}",to="u{number}",command="c",who=["operator"]}}',
    ),
    "rows with unknown commands": lambda size: _own_table(
        size,
        _open_status,
        lambda number, _: f'{{from="s0",to="s1",command="c{number}",who=["operator"]}}',
    ),
    "rows with unknown actors": lambda size: _own_table(
        size,
        _open_status,
        lambda number, _: f'{{from="s0",to="s1",command="c",who=["w{number}"]}}',
    ),
    "a row with many actors": lambda size: _inside(
        size,
        '[workflow]\nversion="x/1"\ntransition=[{from="verified",to="verified",command="verify",who=[',
        lambda number: f'"w{number}"',
        "]}]\n",
    ),
    "statuses of one code": lambda size: _inside(
        size,
        '[workflow]\nversion="x/1"\nstatus=[',
        lambda _: '{code="s",phase="new",label={}}',
    ),
    "commands": lambda size: _inside(
        size,
        '[workflow]\nversion="x/1"\ncommand=[',
        lambda number: f'{{code="c{number}",label={{id="x",en="x"}}}}',
    ),
    "fields of one command": lambda size: _inside(
        size,
        '[workflow]\nversion="x/1"\ncommand=[{code="c",label={id="x",en="x"},fields=[',
        lambda number: f'{{name="f{number}",kind="text"}}',
        "]}]\n",
    ),
    "fields of one name": lambda size: _inside(
        size,
        '[workflow]\nversion="x/1"\ncommand=[{code="c",label={id="x",en="x"},fields=[',
        lambda _: '{name="f",kind="text"}',
        "]}]\n",
    ),
    "choices of one field": lambda size: _inside(
        size,
        '[workflow]\nversion="x/1"\ncommand=[{code="c",label={id="x",en="x"},fields=['
        '{name="f",kind="choice",choices=[',
        lambda number: f'"w{number}"',
        "]}]}]\n",
    ),
    "effects of one command": lambda size: _inside(
        size,
        '[workflow]\nversion="x/1"\ncommand=[{code="c",label={id="x",en="x"},effects=[',
        lambda _: '"assign"',
        "]}]\n",
    ),
    "guards of one row": lambda size: _inside(
        size,
        '[workflow]\nversion="x/1"\ntransition=[{from="verified",to="verified",command="verify",'
        'who=["operator"],guards=[',
        lambda _: '"category_is_known"',
        "]}]\n",
    ),
    "timers of unknown commands": lambda size: _policy(
        size, "[workflow.timers]\n", lambda number: f'c{number}="1 working day"\n'
    ),
    "unknown extensions": lambda size: _policy(
        size, "[workflow.extensions]\n", lambda number: f"return_limti{number}={{}}\n"
    ),
    "extensions with unknown parameters": lambda size: _policy(
        size, "[workflow.extensions.return_limit]\n", lambda number: f"retunrs{number}=1\n"
    ),
    "older tables": lambda size: _inside(
        size, "[workflow]\nolder=[", lambda _: '{table="lapor/1"}'
    ),
    "older tables with timers": lambda size: _inside(
        size,
        '[workflow]\ntimers={close_by_system="9 working days"}\nolder=[',
        lambda number: (
            f'{{version="x/{number}",status=[{{code="s{number}",phase="closed",label={{}}}}]}}'
        ),
    ),
    "older tables with every extension": lambda size: _inside(
        size,
        "[workflow]\nolder=[",
        lambda number: (
            f'{{version="x/{number}",status=[{{code="s{number}",phase="closed",label={{}}}}],'
            "extensions={escalation={},appeal={},rating={},duplicates={}}}"
        ),
    ),
    "a limit with a long number": lambda size: f'{_HEAD}{_STANDARD}limit="{"9" * size} hours"\n',
    "a limit with many blanks": lambda size: f'{_HEAD}{_STANDARD}limit="5{" " * size}x"\n',
    "limits by unknown classes": lambda size: _policy(
        size,
        '[[standard]]\ncode="x"\nstarts="assigned"\nstops="answered"\nlimit="1 working day"\n'
        "[standard.limits]\n",
        lambda number: f'complanit{number}="1 working day"\n',
    ),
    "pauses of one standard": lambda size: _inside(
        size,
        'standard=[{code="x",starts="assigned",stops="answered",limit="1 working day",pauses=[',
        lambda number: f'"p{number}"',
        "]}]\n",
    ),
    "a long name": lambda size: f'name="{"x" * size}"\nversion="1"\n',
    "a long directory": lambda size: f'name="x"\nversion="1"\ndirectory="{"x/" * (size // 2)}"\n',
}
"""Policies that are wrong in as many places as there is room for, or have too much of a kind."""


def _day(number: int) -> str:
    """Give a day by its number, from 1950 on."""
    year, rest = divmod(number, 336)
    return f"{1950 + year % 140:04}-{rest // 28 + 1:02}-{rest % 28 + 1:02}"


def _directory(size: int, piece: Callable[[int], str]) -> str:
    return f"{_DIRECTORY_HEAD}{_ROOT}{_repeated(size, piece)}"


def _below_the_last(number: int) -> str:
    return f'c{number + 1}="c{number}"\n'


def _above(number: int) -> str:
    return f"a{number - 1}" if number else "R"


def _officers(size: int, piece: Callable[[int], str]) -> str:
    return f"{_DIRECTORY_HEAD}{_ROOT}{_listed(size, 'officers=[', piece)}"


HOSTILE_DIRECTORIES: Hostile = {
    "a chain of agencies": lambda size: _directory(
        size,
        lambda number: f'[agency.a{number}]\nname="x"\nparent="{_above(number)}"\n',
    ),
    "agencies in a circle": lambda size: (
        _directory(
            size,
            lambda number: f'[agency.a{number}]\nname="x"\nparent="a{number + 1}"\n',
        )
        + '[agency.aa]\nname="x"\nparent="a0"\n'
    ),
    "agencies each in its own circle": lambda size: _directory(
        size, lambda number: f'[agency.a{number}]\nname="x"\nparent="a{number}"\n'
    ),
    "agencies without parents": lambda size: _directory(
        size, lambda number: f'[agency.a{number}]\nname="x"\n'
    ),
    "agencies with unknown parents": lambda size: _directory(
        size, lambda number: f'[agency.{_AB}{number}]\nname="x"\nparent="{_BA}{number}"\n'
    ),
    "agencies with nothing": lambda size: _directory(size, lambda number: f"[agency.a{number}]\n"),
    "agencies with unknown keys": lambda size: _directory(
        size, lambda number: f"[agency.a{number}]\nnmae=1\nmandtae=1\nprent=1\n"
    ),
    "desks of one region": lambda size: _directory(
        size, lambda number: f'[agency.a{number}]\nname="x"\nparent="R"\nfront_desk=true\n'
    ),
    "a flat directory": lambda size: _directory(
        size, lambda number: f'[agency.a{number}]\nname="x"\nparent="R"\n'
    ),
    "regions": lambda size: _directory(
        size,
        lambda number: (
            f'[agency.a{number}]\nname="x"\nparent="R"\nfront_desk=true\n'
            f'region="99.{number % 90 + 10}.{number // 90 % 90 + 10}"\n'
        ),
    ),
    "mandates": lambda size: (
        f"{_DIRECTORY_HEAD}{_ROOT}" + _listed(size, "mandate=[", lambda number: f'"m{number}"')
    ),
    "a chain of categories": lambda size: (
        f"{_DIRECTORY_HEAD}[categories]\nc0=''\n" + _repeated(size, _below_the_last) + _ROOT
    ),
    "a chain of categories in many mandates": lambda size: (
        f"{_DIRECTORY_HEAD}[categories]\nc0=''\n"
        + _repeated(size // 2, _below_the_last)
        + _ROOT
        + _listed(size // 2, "mandate=[", lambda number: f'"c{number}"')
    ),
    "categories in a circle": lambda size: (
        f"{_DIRECTORY_HEAD}[categories]\nc0='c1'\nc1='c0'\n"
        + _repeated(size, lambda number: f'd{number}="d{number}"\n')
        + _ROOT
    ),
    "categories with unknown parents": lambda size: (
        f"{_DIRECTORY_HEAD}[categories]\n"
        + _repeated(size, lambda number: f'{_AB}{number}="{_BA}{number}"\n')
        + _ROOT
    ),
    "officers": lambda size: _officers(
        size, lambda number: f'{{id="o{number}",name="x",role="operator"}}'
    ),
    "one officer many times": lambda size: _officers(
        size, lambda _: '{id="o",name="x",role="operator"}'
    ),
    "one officer by many names": lambda size: _officers(
        size, lambda number: f'{{id="o",name="x{number}",role="operator"}}'
    ),
    "officers with nothing": lambda size: _officers(size, lambda _: "{}"),
    "officers with unknown roles": lambda size: _officers(
        size, lambda number: f'{{id="o{number}",name="x",role="oprator"}}'
    ),
}
"""Directories that are too deep, too wide, or wrong everywhere."""


def _rules(size: int, rule: Callable[[int], str]) -> str:
    return _inside(size, "rule=[", rule)


def _rule(number: int, when: str, more: str = "") -> str:
    return f'{{id="r{number}",to="DPU",when={when}{more}}}'


def _word(number: int, letters: str = "bcdfgjklmnprst") -> str:
    """Make up a word of two syllables or more, which has as many forms as can be."""
    found = ""
    number += len(letters) * 5
    while number:
        number, one = divmod(number, len(letters) * 5)
        found += letters[one // 5] + "aeiou"[one % 5]
    return found


def _words(first: int, many: int, mark: str = "") -> str:
    return "[" + ",".join(f'"{mark}{_word(number)}"' for number in range(first, first + many)) + "]"


def _phrase(number: int, many: int) -> str:
    chance = random.Random(number)  # no secret
    return '"' + " ".join(_word(chance.randrange(40)) for _ in range(many)) + '"'


def _nested(kinds: tuple[str, ...], depth: int, number: int) -> str:
    if depth == 0:
        return f"{{any_word={_words(number % 50, 2)}}}"
    kind = kinds[depth % len(kinds)]
    inner = _nested(kinds, depth - 1, number * 2 + 1)
    if kind == "not":
        return f"{{not={inner}}}"
    return f"{{{kind}=[{inner},{{any_word={_words(number % 50, 2)}}}]}}"


def _of_two(number: int) -> str:
    return (
        f"{{all=[{{any_word={_words(number % 30, 4)}}},{{any_word={_words(number % 29 + 1, 4)}}}]}}"
    )


def _one_rule(said: list[str]) -> str:
    return f"{_HEAD}rule=[{_rule(0, '{all=[' + ','.join(said) + ']}')}]\n"


def _pigeons(size: int) -> str:
    """Ask for more pigeons than there are holes: no solver without counting sees it soon."""
    holes = min(9, max(3, round((size / 40) ** (1 / 3))))
    said = [
        "{any=[" + ",".join(f'{{any_word="{_word(p * holes + h)}"}}' for h in range(holes)) + "]}"
        for p in range(holes + 1)
    ]
    said += [
        f'{{not={{all_words=["{_word(p * holes + h)}","{_word(q * holes + h)}"]}}}}'
        for h in range(holes)
        for p in range(holes + 1)
        for q in range(p)
    ]
    return _one_rule(said)


def _clauses_of_three(size: int) -> str:
    """Ask for three of many words or their absence, at the ratio that is the hardest."""
    chance = random.Random(3)  # no secret
    many = min(size // 90, 240)  # a rule has a limited number of clauses
    words = max(5, int(many / 4.26))

    def literal() -> str:
        word = f'{{any_word="{_word(chance.randrange(words))}"}}'
        return word if chance.random() < 0.5 else f"{{not={word}}}"

    return _one_rule(["{any=[" + ",".join(literal() for _ in range(3)) + "]}" for _ in range(many)])


def _covered(size: int) -> str:
    """Let one rule be taken by all before it, each of which takes a bit."""
    regions = [f"99.{one}" for one in range(10, 100)]
    pairs = islice(product(regions, range(10_000)), size // 60)
    said = [
        _rule(number, f'{{region="{region}",any_word="{_word(one)}"}}')
        for number, (region, one) in enumerate(pairs)
    ]
    said.append(_rule(9_999_999, "{min_words=0}"))
    return f"{_HEAD}rule=[{','.join(said)}]\n"


HOSTILE_BOOKS: Hostile = {
    "tiny rules": lambda size: _rules(
        size, lambda number: _rule(number, f'{{any_word="{_word(number)}"}}')
    ),
    "tiny rules that ask alike": lambda size: _rules(
        size, lambda number: _rule(number, '{any_word="jalan"}')
    ),
    "tiny rules that ask nothing": lambda size: _rules(
        size, lambda number: _rule(number, "{min_words=0}")
    ),
    "rules that take a number of words": lambda size: _rules(
        size, lambda number: _rule(number, f"{{min_words={number},max_words={number}}}")
    ),
    "rules that leave out a number of words": lambda size: _rules(
        size, lambda number: _rule(number, f"{{not={{min_words={number},max_words={number}}}}}")
    ),
    "rules of many words": lambda size: _rules(
        size, lambda number: _rule(number, f"{{any_word={_words(number * 1000, 1000)}}}")
    ),
    "rules of the same many words": lambda size: _rules(
        size, lambda number: _rule(number, f"{{any_word={_words(number, 500)}}}")
    ),
    "rules of all of many words": lambda size: _rules(
        size, lambda number: _rule(number, f"{{all_words={_words(number * 50, 300)}}}")
    ),
    "rules of very words": lambda size: _rules(
        size, lambda number: _rule(number, f"{{any_word={_words(number * 10, 400, '=')}}}")
    ),
    "rules of all forms of a word": lambda size: _rules(
        size,
        lambda number: _rule(number, '{any_word=["pukul","=memukul","=dipukul","=pemukulan"]}'),
    ),
    "rules with many exceptions": lambda size: _rules(
        size,
        lambda number: _rule(
            number, f'{{any_word=["{_word(number)}",{_words(number * 7, 200, "-")[1:]}}}'
        ),
    ),
    "rules with exceptions of their own words": lambda size: _rules(
        size,
        lambda number: _rule(
            number, f'{{any_word=["pukul","tulis","-{("di", "ter", "me")[number % 3]}pukul"]}}'
        ),
    ),
    "long phrases": lambda size: _rules(
        size, lambda number: _rule(number, f"{{phrase=[{_phrase(number, 20)}]}}")
    ),
    "long phrases that are not there": lambda size: _rules(
        size,
        lambda number: _rule(number, f"{{min_words=1,not={{phrase=[{_phrase(number, 12)}]}}}}"),
    ),
    "phrases of one word again and again": lambda size: _rules(
        size,
        lambda number: _rule(number, f'{{phrase=["pukul{" tulis pukul" * (number % 12 + 1)}"]}}'),
    ),
    "phrases of negations": lambda size: _rules(
        size,
        lambda number: _rule(
            number,
            f'{{negated=["tidak {_word(number % 9)} belum bukan"],'
            f'affirmed=["akan {_word(number % 7)}"]}}',
        ),
    ),
    "affirmed and negated": lambda size: _rules(
        size,
        lambda number: _rule(
            number, f"{{affirmed={_words(number % 20, 8)},negated={_words(number % 17, 8)}}}"
        ),
    ),
    "nested not, all and any": lambda size: _rules(
        size, lambda number: _rule(number, _nested(("all", "any", "not"), 12, number))
    ),
    "nested all and any": lambda size: _rules(
        size, lambda number: _rule(number, _nested(("all", "any"), 12, number))
    ),
    "nested nots": lambda size: _rules(
        size, lambda number: _rule(number, _nested(("not",), 13, number))
    ),
    "cross products": lambda size: _rules(size, lambda number: _rule(number, _of_two(number))),
    "cross products that are not there": lambda size: _rules(
        size, lambda number: _rule(number, f"{{not={_of_two(number)}}}")
    ),
    "any of many alls": lambda size: _rules(
        size,
        lambda number: _rule(
            number,
            "{any=["
            + ",".join(f"{{all_words={_words((number + one) % 40, 3)}}}" for one in range(40))
            + "]}",
        ),
    ),
    "all of many anys": lambda size: _rules(
        size,
        lambda number: _rule(
            number,
            "{all=["
            + ",".join(
                f"{{any_word={_words((number * 7 + one * 3) % 60, 3)}}}" for one in range(40)
            )
            + "]}",
        ),
    ),
    "none of many alls": lambda size: _rules(
        size,
        lambda number: _rule(
            number,
            "{not={any=["
            + ",".join(f"{{all_words={_words((number + one) % 40, 3)}}}" for one in range(20))
            + "]}}",
        ),
    ),
    "pigeons": _pigeons,
    "clauses of three": _clauses_of_three,
    "a rule taken by many": _covered,
    "regions that overlap": lambda size: _rules(
        size,
        lambda number: _rule(
            number,
            "{region=["
            + ",".join(f'"99.{(number * 7 + one * 11) % 90 + 10}"' for one in range(20))
            + "]}",
        ),
    ),
    "many regions": lambda size: _rules(
        size,
        lambda number: _rule(
            number, f'{{region="99.{number % 90 + 10}.{number // 90 % 90 + 10}.{1001 + number}"}}'
        ),
    ),
    "many channels": lambda size: _rules(
        size, lambda number: _rule(number, f'{{channel="k{number}"}}')
    ),
    "no channel of many": lambda size: _rules(
        size,
        lambda number: _rule(
            number,
            "{not={channel=["
            + ",".join(f'"k{number * 31 % 1000 + one}"' for one in range(40))
            + "]}}",
        ),
    ),
    "intervals of days": lambda size: _rules(
        size,
        lambda number: _rule(
            number, f"{{received={{from={_day(number)},until={_day(number + 90)}}}}}"
        ),
    ),
    "rules in force for a day": lambda size: _rules(
        size,
        lambda number: _rule(
            number, "{min_words=1}", f",valid={{from={_day(number)},until={_day(number + 1)}}}"
        ),
    ),
    "remarks": lambda size: _rules(
        size,
        lambda number: (
            f'{{id="r{number}",propose={{urgent=true}},when={{any_word={_words(number % 90, 6)}}}}}'
        ),
    ),
    "supporting agencies": lambda size: _inside(
        size,
        'rule=[{id="r",to="DPU",when={min_words=1},supporting=[',
        lambda _: '"DPU"',
        "]}]\n",
    ),
}
"""Books of rules that can be read, and are hard to analyse."""
