"""``sp4n check``: what in a policy would let a complaint down."""

import argparse

from sp4n.commandline.console import Console
from sp4n.commandline.sources import policy_named, today
from sp4n.findings import Finding
from sp4n.labels import Message

_FINE = Message("check.fine")


_WAY = Message("check.way")
_ACCEPTED = Message("check.accepted")


def run(asked: argparse.Namespace, console: Console) -> int:
    """Print the findings; 1 when there are any but accepted ones."""
    policy = policy_named(asked.policy)
    on = today(policy) if asked.on is None else asked.on
    findings = policy.check(on=on, include_accepted=asked.all)
    if console.as_json:
        console.document([finding.to_dict(console.language) for finding in findings])
    else:
        for finding in findings:
            _tell(finding, console)
        if not findings:
            facts = {"name": policy.name, "version": policy.version, "on": on}
            sizes = {"agencies": len(policy.directory), "rules": len(policy.book)}
            console.line(_FINE.fill(console.language, **facts, **sizes))
    return 0 if all(finding.is_accepted for finding in findings) else 1


def _tell(finding: Finding, console: Console) -> None:
    """Say what was found; below it, how it can come about, and why it is accepted."""
    language, because = console.language, finding.accepted_because
    console.line(
        f"{finding.severity} {finding.code} ({finding.where}): {finding.describe(language)}"
    )
    if finding.witness:
        console.line(_WAY.fill(language, way=" -> ".join(finding.witness)), indent=4)
    if because is not None:
        console.line(_ACCEPTED.fill(language, why=because.describe(language)), indent=4)
