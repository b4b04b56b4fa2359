"""Analysis: what holds of a rule book whatever complaints come (*analisis aturan*).

`analyse` gives a verdict on every rule, `gaps` tells what is left to the front desks, `differences`
which complaints go another way by another book. Every claim that something can be has an example,
tried with the router; every claim that something can't be is proven, up to what predicates of your
own keep to themselves.
"""

from sp4n.routing.analysis.differences import BookDifferences, Difference, differences
from sp4n.routing.analysis.encoding import QUESTIONS_LIMIT
from sp4n.routing.analysis.verdicts import BookAnalysis, Gap, IdlePart, RuleVerdict, analyse, gaps
from sp4n.routing.analysis.witnesses import Witness

__all__ = [
    "QUESTIONS_LIMIT",
    "BookAnalysis",
    "BookDifferences",
    "Difference",
    "Gap",
    "IdlePart",
    "RuleVerdict",
    "Witness",
    "analyse",
    "differences",
    "gaps",
]
