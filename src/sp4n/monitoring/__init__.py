"""Monitoring: how well a city handles complaints, in figures that carry their definition."""

from sp4n.monitoring.definitions import Basis, Definition, Knowledge
from sp4n.monitoring.figures import Share, Spread
from sp4n.monitoring.indicator import Excluded, Indicator, Part
from sp4n.monitoring.measure import Measure, Measured
from sp4n.monitoring.measures import MEASURES
from sp4n.monitoring.observing import observe
from sp4n.monitoring.period import Period
from sp4n.monitoring.report import GroupedReport, Report, Unsupported, report, report_by
from sp4n.monitoring.snapshot import DIMENSIONS, Disposition, Entry, Snapshot, Turn
from sp4n.monitoring.suppression import FEWEST, suppressed

__all__ = [
    "DIMENSIONS",
    "FEWEST",
    "MEASURES",
    "Basis",
    "Definition",
    "Disposition",
    "Entry",
    "Excluded",
    "GroupedReport",
    "Indicator",
    "Knowledge",
    "Measure",
    "Measured",
    "Part",
    "Period",
    "Report",
    "Share",
    "Snapshot",
    "Spread",
    "Turn",
    "Unsupported",
    "observe",
    "report",
    "report_by",
    "suppressed",
]
