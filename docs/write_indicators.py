# ruff: noqa: INP001 - a script beside the pages, no package
"""Write `docs/reference/indicators.md` from the library's own definitions.

Run it whenever a definition changes: ``.venv/bin/python docs/write_indicators.py``.
"""

from collections.abc import Iterator
from pathlib import Path

from sp4n.monitoring import FEWEST, MEASURES, Definition, Measure
from sp4n.monitoring.indicators.clock_measures import clock_measures
from sp4n.monitoring.indicators.definitions import KNOWLEDGE_LABELS
from sp4n.monitoring.indicators.indicator import EXCLUSION_LABELS
from sp4n.sla import LAPOR_STANDARDS

__all__ = ["page"]

_PAGE = Path(__file__).with_name("reference") / "indicators.md"

_HEAD = f"""\
# Indicators

<!-- Generated; don't edit. Change the definitions in the library, then run the command below. -->

This page is generated from the library's own definitions, never edited by hand:
`.venv/bin/python docs/write_indicators.py`. A test fails when it is stale. [From an export to a
scorecard](../tutorial/from-export-to-scorecard.md) shows them at work.

Every figure carries what it needs to be read rightly:

* **as of**: the instant (or day) at which the complaints were read. The same cohort read later
  gives another figure.
* **basis**: `cohort` speaks of the complaints received in the period, wherever they stand by
  now; `flow` of those that ended in it, whenever they were received; `stock` of those that are
  open when read. Where an indicator has no basis of its own, `report(…, basis=…)` chooses.
* **n**, and what was **left out** with the reason: together they are all that the basis has.
* the **definition's id**, its source, and how sure we are of it.

Shares are whole numbers (so many of so many) and rounded, half up, only when shown. Of nothing
there is no share: it is empty, never 0 %. What is open and overdue counts as a breach; what is
not due yet is left out. Archived is not resolved. Silence is no rating.

Complaints that were joined to another one are **left out as joined**, with the runs of their
clocks and their dispositions: they are handled there. Ten reports of one hole, nine of them joined
to the tenth, which was mended, are a follow-up rate of 1 of 1 = 100 %, with nine left out. Only
receipts (`received`, `inflow`) count all ten; and `satisfaction` whoever rated. A measure of your
own is given the complaints that stand, unless it says `counted=None`.

`suppressed()` hides what counts fewer than {FEWEST} (own choice), and as many others as it takes so
that no such number can be told from what is shown: by the sums within an indicator, between the
indicators of a report, and between groups and the whole. What is published together is hidden
together, with `published(whole, by_agency, by_month)`. The less is published, the less has to be
hidden: `report(…, measures=…)` takes some of `MEASURES` only. It reckons with readers who go from
sum to sum; one who solves many of them at once may in rare cases still tell a number, and reports
of other periods or instants that were hidden apart may tell more when somebody puts them together.

A measure of your own declares what its numbers count, with `counts=Counts(…)` in its definition:
it is hidden by that, and refused (`counts_undeclared`) without. A wrong one protects nothing.

By agency, a complaint goes to its holder; each run of a clock and each disposition goes to the
agency whose it was. A clock that starts at the submission (settlement) goes to whoever holds
the complaint at last.
"""


def page() -> str:
    """Give the whole page as it should be."""
    definitions = [one.definition for one in (*MEASURES[:2], *_clocks(), *MEASURES[2:])]
    return "\n".join(
        [_HEAD, *_overview(definitions), *_each(definitions), *_left_out(), *_lacking(), ""]
    )


def _clocks() -> tuple[Measure, ...]:
    return clock_measures(LAPOR_STANDARDS)


def _overview(definitions: list[Definition]) -> Iterator[str]:
    yield "## Overview\n"
    yield "| id | English | Indonesian | basis | sure |\n|---|---|---|---|---|"
    for one in definitions:
        basis = "cohort or flow" if one.basis is None else one.basis.value
        yield f"| `{one.id}` | {one.label.en} | {one.label.id} | {basis} | {one.sure} |"
    yield ""
    yield "A policy's standards bring two each: `<code>_in_time` and `<code>_time`."
    yield "Those of LAPOR! are shown.\n"


def _each(definitions: list[Definition]) -> Iterator[str]:
    yield "## What each one measures\n"
    for one in definitions:
        needs = "; ".join(sorted(need.value for need in one.needs)) or "nothing more"
        yield f"### {one.id}\n"
        yield f"{_sentence(one.meaning.en)} (*{one.meaning.id}*)\n"
        yield f"* Counts: {one.unit.en}{_measured_in(one)}"
        yield f"* Needs beside the complaints: {needs}"
        yield f"* Source: {one.source}; sure: {one.sure}\n"


def _measured_in(definition: Definition) -> str:
    unit = definition.measured_in.en
    return f"; in {unit}" if unit else ""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _left_out() -> Iterator[str]:
    yield "## Why something is left out\n"
    yield "| reason | English | Indonesian |\n|---|---|---|"
    yield from (
        f"| `{code}` | {label.en} | {label.id} |" for code, label in EXCLUSION_LABELS.items()
    )
    yield ""


def _lacking() -> Iterator[str]:
    yield "## What a source may lack\n"
    yield "An indicator whose source lacks what it needs is listed as unsupported, never as zero.\n"
    yield "| needs | said as |\n|---|---|"
    yield from (f"| `{one.value}` | {label.en} |" for one, label in KNOWLEDGE_LABELS.items())


if __name__ == "__main__":
    _PAGE.write_text(page(), encoding="utf-8")
