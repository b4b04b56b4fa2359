"""``sp4n route``: where complaints go, and why."""

import argparse

from sp4n.commandline.console import Console
from sp4n.commandline.sources import policy_named, text_of
from sp4n.interchange import read_complaints


def run(asked: argparse.Namespace, console: Console) -> int:
    """Print a route for each complaint, in the file's order."""
    policy = policy_named(asked.policy)
    routes = [
        (complaint, policy.route(complaint)) for complaint in read_complaints(text_of(asked.file))
    ]
    if console.as_json:
        console.document(
            [
                {"number": complaint.number} | route.to_dict(console.language)
                for complaint, route in routes
            ]
        )
        return 0
    for complaint, route in routes:
        console.line(f"{complaint.number}  {route.describe(console.language)}")
    return 0
