"""KemenPANRB's two shares over a government's agencies, as indicators."""

from sp4n.labels import Label
from sp4n.monitoring.four_elements.activity import CityActivity
from sp4n.monitoring.indicators.definitions import Basis, Definition
from sp4n.monitoring.indicators.indicator import Indicator
from sp4n.validation import refuse, type_fault

__all__ = ["ACTIVITY", "CONNECTION", "activity_indicators"]

_AGENCIES = Label(id="instansi", en="agencies")
_KEMENPANRB = "KemenPANRB's review of a province's complaint handling (Jambi, 2020)"

ACTIVITY = Definition(
    "agency_activity",
    Label(id="Keaktifan instansi", en="Activity of agencies"),
    Label(
        id="bagian instansi yang akunnya digunakan dalam jangka waktu yang ditanyakan (sebulan"
        " terakhir); instansi tanpa akun ikut dihitung dan tidak aktif",
        en="the share of agencies whose account was used within the window (the last month); an"
        " agency without an account counts, and is not active",
    ),
    _AGENCIES,
    Basis.STOCK,
    source=_KEMENPANRB,
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
    source=_KEMENPANRB,
    sure="verified",
)
"""Connection: 11 of 12 in the published example."""


def activity_indicators(city: CityActivity) -> tuple[Indicator, Indicator]:
    """Give activity and connection, each with its definition, n and as of when it is.

    InvalidValue for what is no activity of a city.

    >>> from datetime import date
    >>> nobody = CityActivity(date(2026, 3, 31), date(2026, 2, 28), ())
    >>> activity, connection = activity_indicators(nobody)
    >>> activity.id, activity.n
    ('agency_activity', 0)
    """
    refuse(type_fault(CityActivity, city, "city", "the activity of a city"))
    shares = {ACTIVITY: city.activity, CONNECTION: city.connection}
    activity, connection = (
        Indicator(definition, city.as_of_on, Basis.STOCK, None, share.of, share)
        for definition, share in shares.items()
    )
    return activity, connection
