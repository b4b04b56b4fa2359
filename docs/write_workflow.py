# ruff: noqa: INP001 - a script beside the pages, no package
"""Write `docs/reference/workflow.md` and its pictures from LAPOR!'s table and the refusal codes.

Run it whenever one of them changes: ``.venv/bin/python docs/write_workflow.py``. What a status
means and how sure each row is stands here: the table holds only what the library acts upon.
"""

from collections.abc import Iterator
from pathlib import Path

from sp4n.labels import Language
from sp4n.messages import catalogue, sentence
from sp4n.model.officer import WHO_LABELS, Role
from sp4n.workflow import LAPOR, Reason, Transition
from sp4n.workflow.diagram import mermaid, svg
from sp4n.workflow.diagram.wording import bounds
from sp4n.workflow.guards import CHECKS

__all__ = ["files"]

_LANGUAGES: tuple[Language, ...] = ("en", "id")
_FOLDER = Path(__file__).with_name("reference")

_HEAD = """\
# LAPOR!'s workflow

<!-- Generated; don't edit. Change the library or the generator, then run the command below. -->

This page is generated from the library's own table, never edited by hand:
`.venv/bin/python docs/write_workflow.py`. A test fails when it is stale.

![Every status of LAPOR! and every way between them, in Indonesian](workflow.svg)

[The same picture in English](workflow.en.svg). Boxes are statuses, in a column for each phase; all
ends share the last. Below a status stands what may happen next, and who may do it, each on a line
in the colour of where it leads. Lines to the same status flow together; dashed lines are the
system's, once a limit has passed. *Admin* is short for the agency's or the national one,
*penghubung* for the liaison officer, and *pemegangnya sendiri* keeps to the people of whoever holds
the case; the table below is exact, and so is what a label says under
the mouse when the picture is opened by itself: then its line is drawn bold, too.

```bash
sp4n diagram --language id > workflow.svg          # LAPOR!'s own table
sp4n diagram --policy my-city/policy.toml          # your city's, with its timers
sp4n diagram --format mermaid                      # or dot, for Graphviz
```

<details><summary>The same for Mermaid</summary>

```mermaid
"""

_STATUSES = """\
```

</details>

## Statuses

Labels are exactly LAPOR!'s own, read from an admin export and its public pages (verified); the
codes, the English labels and the phases are ours. Logic outside the workflow looks at phases only.

| code | label | in English | phase | what it means |
|---|---|---|---|---|
"""

_ROWS = """\

A complaint is born *unverified*, held by the admin who verifies it: of the agency that it names
(verified), else of the lowest front desk that covers its region (own choice). What the route marks
as oversight or confidential is received by the nearest government on that way up (own choice), and
nothing by the accused or anybody below them.

## Transitions

Whatever the row, four things hold. A case moves only by the hand of whoever holds it, of an admin
above the holder, of its own reporter, or of the system; where it says *of the holder only*, an
admin above may not. To the accused and all below them no such case exists, nor does a confidential
one to officers who have no part in it ([who may know](../explanation/who-may-know.md)). And what
the command requires must be given, an answer or a reply in words. The guards are further conditions
of the row.

How sure: `verified` is told by LAPOR!'s public description of its flow, `from data` follows from
the labels of an admin export, `inferred` from the flow around it, and `own choice` is ours where no
source speaks. Elsewhere in the library, what comes from data counts as verified, and what is
inferred as our own choice.

| from | command | who | to | guards | timer | how sure |
|---|---|---|---|---|---|---|
"""

_AFTER_ROWS = """\

*Limits begin anew* means that the case stays in its status, and its timers and windows are counted
from there: each answer gives the reporter ten whole days. Who may follow up is settled by the flow
as LAPOR! tells it: the liaison officer, the operator or the agency admin *of the holder*
(verified). Admins above verify, hand on and watch; a regency tells it so too (secondary). One who
wants to answer themselves sends the case back and verifies it to their own agency, so that the
history says who answered, and nobody's clock is stopped by others.

`lapor/1` is the table as it was before a second answer was seen: without `follow_up` from
*followed_up*, and without `reply`, `return`, `dispose` and `hold` from *replied*; an admin above
the holder could follow up, and no answer was told to be interim or final. Cases that are pinned to
it go on by it, in every policy.

What LAPOR! has no public source for (reopening, joining duplicates, escalation, rating, a limit on
returns) is not in this table; such things are extensions that a policy switches on.
"""

_REASONS = """\
## Why a command is refused

`decide` gives every reason at once, each with a code, the facts in braces, and what helps. A reason
of `authority` means that this actor may not but somebody else may; of `validity` that nobody may as
things are; `hidden` that even the reason would tell too much.

| code | kind | what it says | what helps |
|---|---|---|---|
"""

_MEANING = {
    "unverified": "received; an admin has to verify it and dispose it to whoever is competent",
    "awaiting_completion": "the reporter was told what is missing; LAPOR!'s clocks stand still",
    "verified": "disposed to an agency, which has not acted on it yet",
    "followed_up": "the agency has answered; LAPOR! shows in how many days it closes by itself",
    "replied": "the reporter was not content or asks on; the agency owes an answer, no countdown",
    "closed_by_system": "done: answered, and nobody replied in time",
    "closed_by_admin": "done, as an admin decided",
    "closed_by_reporter": "done, as the reporter said",
    "archived_by_admin": "put aside with a reason: insult, no evidence, unclear, not about "
    "government; not settled",
    "archived_by_reporter": "the reporter wished it; not settled",
    "archived_by_system": "the reporter never completed it; not settled",
    "blocked": "content that must not be shown or handled",
}

_VERIFIED, _DATA = "`verified`", "`from data`: the label of where it leads"
_ARCHIVED = "`verified`; `from data`"
_LOG = f"{_VERIFIED} by the public log of a real report"
_ANEW = (
    "that what runs begins anew is `inferred` from LAPOR!'s store text, which closes after ten "
    "days without a word from the reporter or the administrator"
)
_OF_HOLDER = (
    "by whom is `verified` too: the liaison officer, the operator or the agency admin of the holder"
)
_PASSED_ON = "`inferred`: as from *verified*, since the question may belong to another office"
_SURE = {
    ("unverified", "verify"): f"{_VERIFIED}; LAPOR! promises it within 3 working days",
    ("unverified", "hold"): _VERIFIED,
    ("unverified", "return"): "`own choice`: LAPOR! tells of returning only after a disposition",
    ("unverified", "archive"): _ARCHIVED,
    ("unverified", "block"): _DATA,
    ("unverified", "withdraw"): _DATA,
    ("awaiting_completion", "complete"): "`inferred`: it goes back to who held it before",
    ("awaiting_completion", "expire"): f"{_DATA}; the length is `own choice`: LAPOR!'s is unknown, "
    "UU 25/2009 art. 44(4)-(5) gives 30 days (verified)",
    ("awaiting_completion", "archive"): _ARCHIVED,
    ("awaiting_completion", "withdraw"): _DATA,
    (
        "verified",
        "follow_up",
    ): f"{_VERIFIED}; LAPOR! promises it within 5 working days; {_OF_HOLDER}",
    ("verified", "dispose"): _VERIFIED,
    ("verified", "return"): f"{_VERIFIED}; the agency counts as tried",
    ("verified", "hold"): _VERIFIED,
    ("verified", "archive"): _ARCHIVED,
    ("verified", "withdraw"): _DATA,
    ("followed_up", "reply"): f"{_VERIFIED}; until it is closed: `own choice`",
    ("followed_up", "close_by_system"): _VERIFIED,
    ("followed_up", "close"): _DATA,
    ("followed_up", "withdraw"): _DATA,
    (
        "followed_up",
        "follow_up",
    ): f"{_LOG}: a second answer after 27 minutes; {_ANEW}; {_OF_HOLDER}",
    ("replied", "follow_up"): f"{_VERIFIED}; {_OF_HOLDER}",
    ("replied", "reply"): f"{_LOG}: a second reply after four days",
    ("replied", "return"): _PASSED_ON,
    ("replied", "dispose"): _PASSED_ON,
    ("replied", "hold"): _PASSED_ON,
    ("replied", "close"): _DATA,
    ("replied", "withdraw"): _DATA,
}


def files() -> dict[str, str]:
    """Give the page and its pictures as they should be, by name."""
    return {
        "workflow.md": "".join(_page()),
        "workflow.svg": svg(LAPOR, "id"),
        "workflow.en.svg": svg(LAPOR, "en"),
    }


def _page() -> Iterator[str]:
    yield _HEAD
    yield mermaid(LAPOR, "id")
    yield _STATUSES
    for one in LAPOR.statuses:
        cells = f"`{one.code}`", one.label.id, one.label.en, f"`{one.phase}`", _MEANING[one.code]
        yield _line(*cells)
    yield _ROWS
    yield from map(_row, LAPOR.transitions)
    yield _AFTER_ROWS
    yield from _guards()
    yield _REASONS
    for code in catalogue("en")["reason"]:
        said, helps = (
            f"{sentence(name, 'en')}<br>*{sentence(name, 'id')}*"
            for name in (f"reason.{code}", f"remedy.{code}")
        )
        yield _line(f"`{code}`", Reason(code).kind.value, said, helps)


def _line(*cells: str) -> str:
    return f"| {' | '.join(one.replace('|', chr(92) + '|') for one in cells)} |\n"


def _row(row: Transition) -> str:
    command = next(one for one in LAPOR.commands if one.code == row.command)
    return _line(
        f"`{row.source}`",
        f"`{row.command}`: {command.label.en} (*{command.label.id}*)",
        _who(row),
        f"`{row.target}`",
        "<br>".join(f"`{one}`" for one in row.guards),
        _limits(row),
        _SURE[row.source, row.command],
    )


def _limits(row: Transition) -> str:
    """The timer, the window, how often, and what begins anew, in both languages."""
    said, indonesian = ("; ".join(bounds(row, language)) for language in _LANGUAGES)
    return f"{said} (*{indonesian}*)" if said else ""


def _who(row: Transition) -> str:
    """Everybody who may, in the order of the roles."""
    order = [*Role, "reporter", "system"]
    who = ", ".join(WHO_LABELS[one].en for one in sorted(row.who, key=order.index))
    return f"{who}, of the holder only" if row.holder_only else who


def _guards() -> Iterator[str]:
    used = {one for row in LAPOR.transitions for one in row.guards}
    yield "\n| guard | what it asks |\n|---|---|\n"
    for name, check in CHECKS.items():
        if name in used:
            yield _line(f"`{name}`", (check.__doc__ or "").strip())
    yield "\n"


if __name__ == "__main__":
    for name, content in files().items():
        (_FOLDER / name).write_text(content, encoding="utf-8", newline="\n")
