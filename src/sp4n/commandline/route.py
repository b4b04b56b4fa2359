"""``sp4n route``: where complaints go, and why."""

import argparse

from sp4n.commandline.console import Console
from sp4n.commandline.sources import policy_named, text_of
from sp4n.interchange import read_complaints


def run(asked: argparse.Namespace, console: Console) -> int:
    """Print a route for each complaint, in the file's order."""
    policy = policy_named(asked.policy)
    routes = [(one, policy.route(one)) for one in read_complaints(text_of(asked.file))]
    if console.as_json:
        console.document(
            [{"number": one.number} | found.to_dict(console.language) for one, found in routes]
        )
        return 0
    for one, found in routes:
        console.line(f"{one.number}  {found.describe(console.language)}")
    return 0
