"""``sp4n diagram``: a workflow as a picture, or as text for Mermaid or Graphviz."""

import argparse

from sp4n.commandline.console import Console
from sp4n.commandline.sources import policy_named
from sp4n.workflow import LAPOR


def run(asked: argparse.Namespace, console: Console) -> int:
    """Print the diagram of the policy's workflow, or of LAPOR!'s own."""
    from sp4n.workflow.diagram import FORMATS  # no other command needs what draws

    workflow = LAPOR if asked.policy is None else policy_named(asked.policy).workflow
    drawn = FORMATS[asked.format](workflow, console.language)
    if console.as_json:
        console.document({"format": asked.format, "diagram": drawn})
        return 0
    console.verbatim(drawn)
    return 0
