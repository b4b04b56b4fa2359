"""Policies that are wrong in many places, or have far too much of a kind."""

import random
from collections.abc import Callable

from hostile_pieces import AB, EMPTY_POLICY, Hostile, day, inside, policy, repeated

__all__ = ["POLICIES"]

_STANDARD = '[[standard]]\ncode="x"\nstarts="assigned"\nstops="answered"\n'


def _own_table(size: int, status: Callable[[int], str], row: Callable[[int, int], str]) -> str:
    """Write a table of one's own, half of it statuses as far as there may be so many, and rows."""
    statuses = repeated(min(size // 2, 9_000), lambda number: status(number) + ",")
    many = statuses.count("code=")
    rows = repeated(size - len(statuses), lambda number: row(number, many) + ",")
    return (
        f'{EMPTY_POLICY}[workflow]\ntable="own"\nversion="x/1"\ninitial="s0"\nstatus=[{statuses}]\n'
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


POLICIES: Hostile = {
    "unknown keys": lambda size: policy(size, "", lambda number: f"k{number}=1\n"),
    "unknown keys like known ones": lambda size: policy(
        size, "", lambda number: f"directoyr{number}=1\n"
    ),
    "tables with unknown keys": lambda size: policy(
        size, "", lambda _: "[[standard]]\nstarst=1\nsotps=1\nlimti=1\npasues=1\n"
    ),
    "rules with unknown keys": lambda size: policy(
        size, "", lambda _: "[[rule]]\nwehn=1\nporpose=1\nspuporting=1\n"
    ),
    "a rule with unknown keys": lambda size: policy(
        size, "[[rule]]\n", lambda number: f"spuporting{number}=1\n"
    ),
    "rules with unknown conditions": lambda size: policy(
        size, "", lambda number: f"[[rule]]\nwhen.classificatoin{number}=1\n"
    ),
    "rules with nothing": lambda size: policy(size, "", lambda _: "[[rule]]\n"),
    "rules of one name": lambda size: inside(
        size, "rule=[", lambda _: '{id="x",to="DPU",when={min_words=1}}'
    ),
    "rules to unknown agencies": lambda size: inside(
        size, "rule=[", lambda number: f'{{id="x{number}",to="DUP{number}",when={{min_words=1}}}}'
    ),
    "rules to unknown agencies, long and alike": lambda size: inside(
        size,
        "rule=[",
        lambda number: f'{{id="x{number}",to="{AB}{number}",when={{min_words=1}}}}',
    ),
    "empty standards": lambda size: inside(size, "standard=[", lambda _: "{}"),
    "standards of one code": lambda size: inside(
        size,
        "standard=[",
        lambda _: '{code="x",starts="assigned",stops="answered",limit="1 working day"}',
    ),
    "standards of one code that follow each other": lambda size: inside(
        size,
        "standard=[",
        lambda number: (
            '{code="x",starts="assigned",stops="answered",limit="1 working day",valid={'
            f"from={1000 + number:04}-01-01,until={1001 + number:04}-01-01}}}}"
        ),
    ),
    "standards that run in every way": lambda size: policy(size, "", _standard),
    "as many standards as may be": lambda size: policy(min(size, 19_000), "", _standard),
    "as many standards as may be, and ways on which they run": lambda size: (
        _own_table(min(size, 27_000), _status_of_any_phase, _random_step)
        + repeated(min(size, 19_000), _standard)
    ),
    "closures": lambda size: inside(
        size, "calendar.closures=[", lambda number: f'{{on={day(number)},why="x"}}'
    ),
    "empty closures": lambda size: inside(size, "calendar.closures=[", lambda _: "{}"),
    "closures on one day": lambda size: inside(
        size, "calendar.closures=[", lambda _: '{on=2026-05-04,why="x"}'
    ),
    "extra working days": lambda size: inside(size, "calendar.extra_working_days=[", day),
    "extra working days that are none": lambda size: inside(
        size, "calendar.extra_working_days=[", lambda _: "1"
    ),
    "special days of hours": lambda size: policy(
        size,
        '[calendar.hours]\nweek={Mon="08:00-16:00"}\n[calendar.hours.special_days]\n',
        lambda number: f'{day(number)}="08:00-12:00"\n',
    ),
    "ramadans": lambda size: inside(
        size,
        'calendar.hours.week={Mon="08:00-16:00"}\ncalendar.hours.ramadans=[',
        lambda number: f"{{first_on={1700 + number:04}-01-01,last_on={1700 + number:04}-01-30}}",
    ),
    "days of hours with unknown names": lambda size: policy(
        size, "[calendar.hours.week]\n", lambda number: f'Mno{number}="08:00-16:00"\n'
    ),
    "hours with many pieces": lambda size: policy(
        size,
        '[calendar.hours]\nweek={Mon="',
        lambda number: (
            f"{number // 60 % 24:02}:{number % 60:02}-{number // 60 % 24:02}:{number % 60:02}, "
        ),
        '"}\n',
    ),
    "decrees": lambda size: inside(
        size,
        "decree=[",
        lambda number: f'{{year=2030,signed_on={day(number)},national={{2030-01-01="Libur X"}}}}',
    ),
    "amendments": lambda size: inside(
        size,
        "decree=[",
        lambda number: (
            f'{{year=2025,signed_on={day(400 + number)},add_national={{2025-03-05="Libur X"}}}}'
        ),
    ),
    "amendments of nothing": lambda size: inside(
        size, "decree=[", lambda number: f"{{year=2031,signed_on={day(number)}}}"
    ),
    "decrees of every year": lambda size: inside(
        size,
        "decree=[",
        lambda number: f"{{year={2030 + number % 60},signed_on={day(number)},national={{}}}}",
    ),
    "holidays in one decree": lambda size: policy(
        size,
        "[[decree]]\nyear=2030\nsigned_on=2029-01-01\n[decree.national]\n",
        lambda number: f'{day(number)}="Libur X"\n',
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
    "a row with many actors": lambda size: inside(
        size,
        '[workflow]\nversion="x/1"\ntransition=[{from="verified",to="verified",command="verify",who=[',
        lambda number: f'"w{number}"',
        "]}]\n",
    ),
    "statuses of one code": lambda size: inside(
        size,
        '[workflow]\nversion="x/1"\nstatus=[',
        lambda _: '{code="s",phase="new",label={}}',
    ),
    "commands": lambda size: inside(
        size,
        '[workflow]\nversion="x/1"\ncommand=[',
        lambda number: f'{{code="c{number}",label={{id="x",en="x"}}}}',
    ),
    "fields of one command": lambda size: inside(
        size,
        '[workflow]\nversion="x/1"\ncommand=[{code="c",label={id="x",en="x"},fields=[',
        lambda number: f'{{name="f{number}",kind="text"}}',
        "]}]\n",
    ),
    "fields of one name": lambda size: inside(
        size,
        '[workflow]\nversion="x/1"\ncommand=[{code="c",label={id="x",en="x"},fields=[',
        lambda _: '{name="f",kind="text"}',
        "]}]\n",
    ),
    "choices of one field": lambda size: inside(
        size,
        '[workflow]\nversion="x/1"\ncommand=[{code="c",label={id="x",en="x"},fields=['
        '{name="f",kind="choice",choices=[',
        lambda number: f'"w{number}"',
        "]}]}]\n",
    ),
    "effects of one command": lambda size: inside(
        size,
        '[workflow]\nversion="x/1"\ncommand=[{code="c",label={id="x",en="x"},effects=[',
        lambda _: '"assign"',
        "]}]\n",
    ),
    "guards of one row": lambda size: inside(
        size,
        '[workflow]\nversion="x/1"\ntransition=[{from="verified",to="verified",command="verify",'
        'who=["operator"],guards=[',
        lambda _: '"category_is_known"',
        "]}]\n",
    ),
    "timers of unknown commands": lambda size: policy(
        size, "[workflow.timers]\n", lambda number: f'c{number}="1 working day"\n'
    ),
    "unknown extensions": lambda size: policy(
        size, "[workflow.extensions]\n", lambda number: f"return_limti{number}={{}}\n"
    ),
    "extensions with unknown parameters": lambda size: policy(
        size, "[workflow.extensions.return_limit]\n", lambda number: f"retunrs{number}=1\n"
    ),
    "older tables": lambda size: inside(size, "[workflow]\nolder=[", lambda _: '{table="lapor/1"}'),
    "older tables with timers": lambda size: inside(
        size,
        '[workflow]\ntimers={close_by_system="9 working days"}\nolder=[',
        lambda number: (
            f'{{version="x/{number}",status=[{{code="s{number}",phase="closed",label={{}}}}]}}'
        ),
    ),
    "older tables with every extension": lambda size: inside(
        size,
        "[workflow]\nolder=[",
        lambda number: (
            f'{{version="x/{number}",status=[{{code="s{number}",phase="closed",label={{}}}}],'
            "extensions={escalation={},appeal={},rating={},duplicates={}}}"
        ),
    ),
    "a limit with a long number": lambda size: (
        f'{EMPTY_POLICY}{_STANDARD}limit="{"9" * size} hours"\n'
    ),
    "a limit with many blanks": lambda size: f'{EMPTY_POLICY}{_STANDARD}limit="5{" " * size}x"\n',
    "limits by unknown classes": lambda size: policy(
        size,
        '[[standard]]\ncode="x"\nstarts="assigned"\nstops="answered"\nlimit="1 working day"\n'
        "[standard.limits]\n",
        lambda number: f'complanit{number}="1 working day"\n',
    ),
    "pauses of one standard": lambda size: inside(
        size,
        'standard=[{code="x",starts="assigned",stops="answered",limit="1 working day",pauses=[',
        lambda number: f'"p{number}"',
        "]}]\n",
    ),
    "a long name": lambda size: f'name="{"x" * size}"\nversion="1"\n',
    "a long directory": lambda size: f'name="x"\nversion="1"\ndirectory="{"x/" * (size // 2)}"\n',
}
"""Policies that are wrong in as many places as there is room for, or have too much of a kind."""
