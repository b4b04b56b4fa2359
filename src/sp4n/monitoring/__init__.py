"""Monitoring: how well a city handles complaints, in figures that carry their definition.

Indicators: `observe` cases or `observe_export` into a snapshot, then `report`, or `report_by`
agency; `published` hides small numbers. The four elements: `account_activity`, `assess_reviews`,
`assess_actions`, joined in the `scorecards` of agencies. The Ombudsman: `opinion`.
"""

from typing import TYPE_CHECKING

from sp4n.doors import opened_late

if TYPE_CHECKING:
    from sp4n.interchange.lapor_export.offices import UNDISPOSED
    from sp4n.monitoring.disclosure.suppression import suppressed
    from sp4n.monitoring.figures import FEWEST, Share, Spread
    from sp4n.monitoring.four_elements.action_plan import (
        Action,
        ActionPlan,
        ActionReport,
        ActionState,
        RecurringAction,
        Task,
        assess_actions,
    )
    from sp4n.monitoring.four_elements.activity import (
        AccountUse,
        AgencyActivity,
        CityActivity,
        account_activity,
        uses_of,
    )
    from sp4n.monitoring.four_elements.elements import (
        BECAUSE_LABELS,
        OWN_WEIGHTS,
        Element,
        ElementKind,
        Weights,
    )
    from sp4n.monitoring.four_elements.kemenpanrb import activity_indicators
    from sp4n.monitoring.four_elements.recurrence import Recurrence
    from sp4n.monitoring.four_elements.reviews import (
        Review,
        ReviewPlan,
        Reviews,
        ReviewState,
        assess_reviews,
    )
    from sp4n.monitoring.four_elements.scorecard import (
        RankedAgency,
        Ranking,
        Scorecard,
        ranked,
        scorecards_table,
    )
    from sp4n.monitoring.four_elements.scoring import scorecards
    from sp4n.monitoring.indicators.definitions import (
        Basis,
        Counted,
        Counts,
        Definition,
        Knowledge,
    )
    from sp4n.monitoring.indicators.indicator import Excluded, Indicator, Part
    from sp4n.monitoring.indicators.measure import Measure, Measured
    from sp4n.monitoring.indicators.measures import MEASURES
    from sp4n.monitoring.indicators.observing import observe
    from sp4n.monitoring.indicators.observing_export import UNDISPOSED_LABEL, observe_export
    from sp4n.monitoring.indicators.snapshot import DIMENSIONS, Disposition, Entry, Snapshot, Turn
    from sp4n.monitoring.ombudsman import SCALES, Band, ComplianceOpinion, Scale, opinion
    from sp4n.monitoring.period import Period
    from sp4n.monitoring.reporting import (
        GroupedReport,
        Report,
        Unsupported,
        published,
        report,
        report_by,
    )

__all__ = [
    "BECAUSE_LABELS",
    "DIMENSIONS",
    "FEWEST",
    "MEASURES",
    "OWN_WEIGHTS",
    "SCALES",
    "UNDISPOSED",
    "UNDISPOSED_LABEL",
    "AccountUse",
    "Action",
    "ActionPlan",
    "ActionReport",
    "ActionState",
    "AgencyActivity",
    "Band",
    "Basis",
    "CityActivity",
    "ComplianceOpinion",
    "Counted",
    "Counts",
    "Definition",
    "Disposition",
    "Element",
    "ElementKind",
    "Entry",
    "Excluded",
    "GroupedReport",
    "Indicator",
    "Knowledge",
    "Measure",
    "Measured",
    "Part",
    "Period",
    "RankedAgency",
    "Ranking",
    "Recurrence",
    "RecurringAction",
    "Report",
    "Review",
    "ReviewPlan",
    "ReviewState",
    "Reviews",
    "Scale",
    "Scorecard",
    "Share",
    "Snapshot",
    "Spread",
    "Task",
    "Turn",
    "Unsupported",
    "Weights",
    "account_activity",
    "activity_indicators",
    "assess_actions",
    "assess_reviews",
    "observe",
    "observe_export",
    "opinion",
    "published",
    "ranked",
    "report",
    "report_by",
    "scorecards",
    "scorecards_table",
    "suppressed",
    "uses_of",
]

_HOMES = {
    "sp4n.interchange.lapor_export.offices": ("UNDISPOSED",),
    "sp4n.monitoring.disclosure.suppression": ("suppressed",),
    "sp4n.monitoring.figures": ("FEWEST", "Share", "Spread"),
    "sp4n.monitoring.four_elements.action_plan": (
        "Action", "ActionPlan", "ActionReport", "ActionState", "RecurringAction", "Task",
        "assess_actions",
    ),
    "sp4n.monitoring.four_elements.activity": (
        "AccountUse", "AgencyActivity", "CityActivity", "account_activity", "uses_of",
    ),
    "sp4n.monitoring.four_elements.elements": (
        "BECAUSE_LABELS", "OWN_WEIGHTS", "Element", "ElementKind", "Weights",
    ),
    "sp4n.monitoring.four_elements.kemenpanrb": ("activity_indicators",),
    "sp4n.monitoring.four_elements.recurrence": ("Recurrence",),
    "sp4n.monitoring.four_elements.reviews": (
        "Review", "ReviewPlan", "Reviews", "ReviewState", "assess_reviews",
    ),
    "sp4n.monitoring.four_elements.scorecard": (
        "RankedAgency", "Ranking", "Scorecard", "ranked", "scorecards_table",
    ),
    "sp4n.monitoring.four_elements.scoring": ("scorecards",),
    "sp4n.monitoring.indicators.definitions": (
        "Basis", "Counted", "Counts", "Definition", "Knowledge",
    ),
    "sp4n.monitoring.indicators.indicator": ("Excluded", "Indicator", "Part"),
    "sp4n.monitoring.indicators.measure": ("Measure", "Measured"),
    "sp4n.monitoring.indicators.measures": ("MEASURES",),
    "sp4n.monitoring.indicators.observing": ("observe",),
    "sp4n.monitoring.indicators.observing_export": ("UNDISPOSED_LABEL", "observe_export"),
    "sp4n.monitoring.indicators.snapshot": (
        "DIMENSIONS", "Disposition", "Entry", "Snapshot", "Turn",
    ),
    "sp4n.monitoring.ombudsman": ("SCALES", "Band", "ComplianceOpinion", "Scale", "opinion"),
    "sp4n.monitoring.period": ("Period",),
    "sp4n.monitoring.reporting": (
        "GroupedReport", "Report", "Unsupported", "published", "report", "report_by",
    ),
}  # fmt: skip
__getattr__ = opened_late(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
