"""KemenPANRB's two shares over a government's agencies, as indicators."""

from attrs import evolve

from sp4n.labels import Label, Template
from sp4n.monitoring.four_elements.activity import CityActivity
from sp4n.monitoring.indicators.definitions import Basis, Counts, Definition
from sp4n.monitoring.indicators.indicator import Indicator
from sp4n.monitoring.indicators.measure import KEMENPANRB, OUR_OWN
from sp4n.validation import refuse, type_fault

_AGENCIES = Label(id="instansi", en="agencies")

ACTIVITY = Definition(
    "agency_activity",
    Label(id="Keaktifan instansi", en="Activity of agencies"),
    Label(
        id="bagian instansi yang akunnya digunakan dalam sebulan terakhir; instansi tanpa akun ikut"
        " dihitung dan tidak aktif",
        en="the share of agencies whose account was used within the last month; an agency without"
        " an account counts, and is not active",
    ),
    _AGENCIES,
    Basis.STOCK,
    counts=Counts(),
    source=KEMENPANRB,
    sure="verified",
)
"""Activity: 10 of 12 in the published example."""

CONNECTION = Definition(
    "agency_connection",
    Label(id="Keterhubungan instansi", en="Connection of agencies"),
    Label(
        id="bagian instansi yang timnya ditunjuk dengan surat keputusan (SK)",
        en="the share of agencies whose team is appointed by a letter (SK)",
    ),
    _AGENCIES,
    Basis.STOCK,
    counts=Counts(),
    source=KEMENPANRB,
    sure="verified",
)
"""Connection: 11 of 12 in the published example."""

_LABEL = Template(
    id="Keaktifan instansi dalam {days} hari", en="Activity of agencies within {days} days"
)
_MEANING = Template(
    id="bagian instansi yang akunnya digunakan dalam {days} hari terakhir (KemenPANRB: sebulan"
    " terakhir); instansi tanpa akun ikut dihitung dan tidak aktif",
    en="the share of agencies whose account was used within the last {days} days (KemenPANRB: the"
    " last month); an agency without an account counts, and is not active",
)


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
    refuse(type_fault(CityActivity, city, "city", "the activity of a city"))
    shares = {_activity(city): city.activity, CONNECTION: city.connection}
    activity, connection = (
        Indicator(definition, city.as_of_on, Basis.STOCK, None, share.of, share)
        for definition, share in shares.items()
    )
    return activity, connection


def _activity(city: CityActivity) -> Definition:
    if city.is_last_month:
        return ACTIVITY
    return evolve(
        ACTIVITY,
        id="agency_activity_in_window",
        label=_with_days(_LABEL, city.window_days),
        meaning=_with_days(_MEANING, city.window_days),
        source=OUR_OWN,
        sure="own choice",
    )


def _with_days(said: Template, days: int) -> Label:
    return Label(id=said.fill("id", days=days), en=said.fill(days=days))
