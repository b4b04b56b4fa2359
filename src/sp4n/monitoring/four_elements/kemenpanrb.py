"""KemenPANRB's two shares over a government's agencies, as indicators."""

from attrs import evolve

from sp4n.labels import Message
from sp4n.monitoring.four_elements.activity import CityActivity
from sp4n.monitoring.indicators.definitions import Basis, Counts, Definition
from sp4n.monitoring.indicators.indicator import Indicator
from sp4n.monitoring.indicators.measure import KEMENPANRB, OUR_OWN, called
from sp4n.validation import refuse, type_fault

_AGENCIES = Message("indicator.agencies")

ACTIVITY = Definition(
    *called("agency_activity"),
    _AGENCIES,
    Basis.STOCK,
    counts=Counts(),
    source=KEMENPANRB,
    sure="verified",
)
"""Activity: 10 of 12 in the published example."""

CONNECTION = Definition(
    *called("agency_connection"),
    _AGENCIES,
    Basis.STOCK,
    counts=Counts(),
    source=KEMENPANRB,
    sure="verified",
)
"""Connection: 11 of 12 in the published example."""


def activity_indicators(city: CityActivity) -> tuple[Indicator, Indicator]:
    """Give activity and connection, each with its definition, n and as of when it is.

    Activity over another window than the last month is not KemenPANRB's: it is our own choice, has
    another id (``agency_activity_in_window``) and says how many days the window has. Both count
    agencies; which uses were left out is told by the activity of the city itself.

    Raises InvalidValue if *city* is not a CityActivity.

    >>> from datetime import date
    >>> nobody = CityActivity(date(2026, 3, 31), date(2026, 2, 28), ())
    >>> activity, connection = activity_indicators(nobody)
    >>> activity.id, activity.n
    ('agency_activity', 0)
    """
    refuse(type_fault(CityActivity, city, "city", "the_activity_of_a_city"))
    shares = {_activity(city): city.activity, CONNECTION: city.connection}
    activity, connection = (
        Indicator(definition, city.as_of_on, Basis.STOCK, None, share.of, share)
        for definition, share in shares.items()
    )
    return activity, connection


def _activity(city: CityActivity) -> Definition:
    if city.is_last_month:
        return ACTIVITY
    code, label, meaning = called("agency_activity_in_window")
    return evolve(
        ACTIVITY,
        id=code,
        label=label.given(days=city.window_days),
        meaning=meaning.given(days=city.window_days),
        source=OUR_OWN,
        sure="own choice",
    )
