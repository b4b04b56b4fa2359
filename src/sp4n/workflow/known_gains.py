"""What the extensions are known to add to somebody's rights, and why it is accepted."""

from collections.abc import Mapping
from functools import cache

from sp4n.labels import Label
from sp4n.workflow.commands import Effect
from sp4n.workflow.extensions import extended
from sp4n.workflow.lapor import LAPOR
from sp4n.workflow.status import Phase
from sp4n.workflow.table import Transition, Workflow

_BECAUSE: Mapping[str, Label] = {
    "duplicates": Label(
        id="ekstensi duplicates: laporan yang digabung ditangani dalam laporan lain",
        en="the extension duplicates: what is joined is handled in the other case",
    ),
    "escalation": Label(
        id="ekstensi escalation: yang terlambat naik ke admin di atas, dan jamnya berjalan terus",
        en="the extension escalation: what is late goes to the admin above, and its clock runs on",
    ),
    "return_limit": Label(
        id="ekstensi return_limit: admin memutuskan, dan hanya ke unit di bawahnya",
        en="the extension return_limit: an admin adjudicates, and only to units below",
    ),
    "closing_after_reply": Label(
        id="ekstensi closing_after_reply: log publik menunjukkan bahwa LAPOR! kadang begitu",
        en="the extension closing_after_reply: public logs show that LAPOR! does so at times",
    ),
}
"""Of each extension that lets officers or the system do what they may not in LAPOR!."""

Meaning = tuple[
    Phase, Phase, frozenset[str], frozenset[str], tuple[Effect, ...], tuple[str, ...], bool
]
"""All of a row but its words and numbers."""


def accepted_gains(workflow: Workflow) -> Mapping[Meaning, Label]:
    """Give what the extensions named in a workflow's version add, and why that is accepted.

    A row that means something else, since a city changed who may take it for instance, is not among
    them.
    """
    switched_on = workflow.version.split("+")[1:]
    return {
        known: because
        for name, because in _BECAUSE.items()
        if name in switched_on
        for known in _meanings(name)
    }


@cache
def _meanings(name: str) -> tuple[Meaning, ...]:
    table = extended(LAPOR, {name: {}})
    return tuple(meaning(table, row) for row in table.transitions if row not in LAPOR.transitions)


def meaning(workflow: Workflow, row: Transition) -> Meaning:
    """Give all of a row but its words and numbers."""
    kind = workflow.command(row.command)
    return (
        workflow.phases[row.source],
        workflow.phases[row.target],
        frozenset(row.who),
        frozenset(row.guards),
        kind.effects if kind else (),
        kind.required if kind else (),
        row.after is None,
    )
