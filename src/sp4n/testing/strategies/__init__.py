"""Hypothesis strategies: any text, region, directory, complaint, event or case there may be.

All arguments are keyword-only and checked when the strategy is made (Hypothesis' own
`InvalidArgument`). Values are built, not filtered. Nothing looks like a real person, office or
place: regions begin with 99, codes and numbers read like ``X-0001``.
"""

from sp4n.testing.strategies.citizens import complaints, reporters
from sp4n.testing.strategies.histories import cases, events
from sp4n.testing.strategies.organisation import actors, agencies, directories
from sp4n.testing.strategies.plain import instants, limits, regions, texts

__all__ = [
    "actors",
    "agencies",
    "cases",
    "complaints",
    "directories",
    "events",
    "instants",
    "limits",
    "regions",
    "reporters",
    "texts",
]
