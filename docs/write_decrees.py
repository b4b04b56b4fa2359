# ruff: noqa: INP001 - a script beside the pages, no package
"""Write `docs/reference/decrees.md` from the library's table of decrees.

Run it whenever the table changes: ``.venv/bin/python docs/write_decrees.py``. The page lists no day
of a year that only the package `holidays` estimates: it doesn't depend on that package's version.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

from sp4n.commandline.console import day
from sp4n.labels import Wording
from sp4n.workdays import REVIEWED_ON, CalendarYear, Decree, Holiday, decrees, indonesia

__all__ = ["page"]

_PAGE = Path(__file__).with_name("reference") / "decrees.md"

_HEAD = f"""\
# The decree tables

<!-- Generated; don't edit. Change the table in the library, then run the command below. -->

This page is generated from the library's own table, never edited by hand:
`.venv/bin/python docs/write_decrees.py`. A test fails when it is stale. [Working
days](working-days.md) says what the table means and how sure it is.

* **SKB 3 Menteri** is the joint decree (*surat keputusan bersama*) of three ministers. Numbers are
  those of the ministers for religion, manpower and administrative reform, in that order.
* **National holiday** is *libur nasional*, **joint leave** is *cuti bersama*.
* A decree carries the year's whole list and replaces the one before. What it changed stands in a
  block: `+` is a day off that it added, `-` one that it took away.
* Sure: `secondary` means told by others. Joint leave, numbers and signing days come from news and
  government pages of the time; the national holidays were drafted from the package `holidays` 0.109
  and then reviewed. The signed texts were not read.
* Feasts carry today's names in all years, and a day of joint leave the name of the feast that it
  surrounds (own choices).
* A weekend day in a list is there because decrees list it; it was off anyway.
* The table was reviewed on {REVIEWED_ON}: no later decree is in it.
"""

# What a row of the table can't say, by year and signing day.
_NOTES = {
    (2020, date(2020, 4, 9)): ("The signing day is the day of the ministers' meeting (secondary)."),
    (2024, date(2024, 2, 29)): (
        "Renames Christian feasts and moves no day. It was signed in February 2024; which day is "
        "unknown. The last of the month is our own choice."
    ),
}


def page() -> str:
    """Give the whole page as it should be."""
    years = indonesia().years
    parts = [_HEAD, *_sources(years)]
    for year in years:
        if year.decree:
            parts += [*_national(year), *_decreed(year.year)]
    return "\n".join(parts)


def _sources(years: Iterable[CalendarYear]) -> Iterator[str]:
    yield "## Where each year's list comes from\n"
    yield "| year | list | in force | sure |\n|---|---|---|---|"
    for year in years:
        origin, in_force, sure = _origin(year)
        yield f"| {year.year} | {origin} | {in_force} | {sure} |"
    yield ""


def _origin(year: CalendarYear) -> tuple[str, str, str]:
    if year.decree is None:
        return "estimated by the package `holidays`, without joint leave", "none", "estimated"
    if year.decree.signed_on is None:
        return "final list only", "versions not recorded", year.decree.sure
    versions = len(_versions(year.year))
    return f"{versions} decree{'s' * (versions > 1)}", str(year.decree), year.decree.sure


def _versions(year: int) -> list[Decree]:
    return [one for one in decrees() if one.year == year]


def _national(year: CalendarYear) -> Iterator[str]:
    yield f"## {year.year}\n\n### National holidays of {year.year}, as in force\n"
    yield "| day | English | Indonesian | note |\n|---|---|---|---|"
    for one in year.national:
        yield f"| {day(one.on)} | {one.name.en} | {one.name.id} | {_note(year, one)} |"
    yield ""


def _note(year: CalendarYear, holiday: Holiday) -> str:
    if holiday in year.elections:
        return "day of voting, by a decree of its own that the table doesn't record"
    pending = (year.year, holiday.feast) in indonesia().pending
    return "waits for the moon sighting (*isbat*)" if pending else ""


def _decreed(year: int) -> Iterator[str]:
    versions = _versions(year)
    yield from _version(versions[0], versions[0], None)
    for previous, decree in pairwise(versions):
        yield from _version(decree, versions[0], previous)


def _version(decree: Decree, first: Decree, previous: Decree | None) -> Iterator[str]:
    yield f"### {decree}\n"
    yield f"* For the year: {decree.year}"
    yield f"* Signed on: {decree.signed_on or 'not recorded; counts as always known (own choice)'}"
    yield f"* Numbers: {', '.join(decree.numbers) or 'not recorded'}"
    yield f"* Source: {decree.source}; sure: {decree.sure}"
    if note := _NOTES.get((decree.year, decree.signed_on or date.min)):
        yield f"* Note: {note}"
    yield f"* National holidays moved since the first list: {_moved(first, decree) or 'none'}"
    yield from _changes(previous, decree)
    yield from _joint_leave(decree)


def _moved(first: Decree, decree: Decree) -> str:
    changed = sorted({*first.national} ^ {*decree.national}, key=lambda one: one.on)
    return "; ".join(
        f"{name.en} (*{name.id}*) from {_days(first, name)} to {_days(decree, name)}"
        for name in dict.fromkeys(one.name for one in changed)
    )


def _days(decree: Decree, name: Wording) -> str:
    return ", ".join(day(one.on) for one in decree.national if one.name == name)


def _changes(previous: Decree | None, decree: Decree) -> Iterator[str]:
    if previous is None:
        yield "* Changed: nothing, it is the first list of the year in the table\n"
        return
    old, new = set(_lines(previous)), set(_lines(decree))
    marked = sorted([(*one, "-") for one in old - new] + [(*one, "+") for one in new - old])
    if not marked:
        yield "* Changed from the decree before: no day\n"
        return
    yield "* Changed from the decree before:\n\n```diff"
    yield from (f"{sign} {day(on)} {said}" for on, said, sign in marked)
    yield "```\n"


def _lines(decree: Decree) -> Iterator[tuple[date, str]]:
    for kind, days in (
        ("national holiday", decree.national),
        ("joint leave", decree.joint_leave),
    ):
        yield from ((one.on, f"{kind}: {one.name.en} ({one.name.id})") for one in days)


def _joint_leave(decree: Decree) -> Iterator[str]:
    if not decree.joint_leave:
        yield "Joint leave in force from then on: none.\n"
        return
    yield f"Joint leave in force from then on ({len(decree.joint_leave)}):\n"
    yield "| day | English | Indonesian |\n|---|---|---|"
    yield from (f"| {day(one.on)} | {one.name.en} | {one.name.id} |" for one in decree.joint_leave)
    yield ""


if __name__ == "__main__":
    _PAGE.write_text(page(), encoding="utf-8")
