"""``sp4n check``: what in a policy would let a complaint down."""

import argparse

from sp4n.commandline.console import Console
from sp4n.commandline.sources import policy_named, today
from sp4n.labels import Label

__all__ = ["run"]

_FINE = Label(
    id="{name} {version}: {agencies} instansi, {rules} aturan, tidak ada temuan per {on}.",
    en="{name} {version}: {agencies} agencies, {rules} rules, nothing found as of {on}.",
)


def run(asked: argparse.Namespace, console: Console) -> int:
    """Print the findings; 1 when there are any."""
    policy = policy_named(asked.policy)
    on = today(policy) if asked.on is None else asked.on
    findings = policy.check(on=on)
    if console.as_json:
        console.document([one.to_dict(console.language) for one in findings])
        return 1 if findings else 0
    for one in findings:
        console.line(f"{one.severity} {one.code} ({one.where}): {one.message(console.language)}")
    if not findings:
        facts = {"name": policy.name, "version": policy.version, "on": on}
        sizes = {"agencies": len(policy.directory), "rules": len(policy.book)}
        console.line(_FINE.text(console.language, **facts, **sizes))
    return 1 if findings else 0
