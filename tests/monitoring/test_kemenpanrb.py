"""KemenPANRB's published example: activity 10 of 12, connection 11 of 12."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta

from sp4n import InvalidValue
from sp4n.model import Agency, Appointment, Directory, Officer
from sp4n.monitoring import AccountUse, Share, account_activity, activity_indicators

FRI_28_FEB = date(2020, 2, 28)
CODES = [f"DINAS-{n:02}" for n in range(1, 13)]


@pytest.fixture(name="directory")
def _directory() -> Directory:
    """Twelve agencies, of which eleven have a letter."""
    return Directory(
        [Agency("PROVINSI", "Contoh"), *(Agency(code, code, parent="PROVINSI") for code in CODES)],
        [Officer(code.lower(), "Petugas Contoh") for code in CODES],
        [
            Appointment(code.lower(), code, "operator", letter=f"SK {code}" if n < 11 else None)
            for n, code in enumerate(CODES)
        ],
    )


def test_the_published_example(directory: Directory) -> None:
    """10/12 = 83 % were active within the last month, 11/12 = 92 % are connected."""
    uses = [AccountUse(code, code.lower(), date(2020, 2, 10)) for code in CODES[:10]]
    old = [AccountUse(CODES[10], CODES[10].lower(), date(2020, 1, 28))]
    city = account_activity(directory, [*uses, *old], as_of_on=FRI_28_FEB, agencies=CODES)

    activity, connection = activity_indicators(city)

    assert (Share(10, 12), Share(11, 12)) == (activity.value, connection.value)
    assert ("83 %", "92 %") == (
        city.activity.percent(digits=0),
        city.connection.percent(digits=0),
    )
    assert (12, FRI_28_FEB, "stock") == (activity.n, activity.as_of, activity.basis)
    assert (
        "Activity of agencies: 10 of 12 (83.3 %); n = 12 (agencies when read); as of 2020-02-28."
    ) == str(activity)
    assert connection.describe("id").startswith("Keterhubungan instansi: 11 dari 12 (91,7 %)")


@pytest.mark.parametrize(
    ("as_of_on", "window", "sure"),
    [
        (FRI_28_FEB, relativedelta(months=1), "verified"),
        (date(2020, 3, 31), relativedelta(days=31), "verified"),  # after 29 February: the same days
        (FRI_28_FEB, relativedelta(months=3), "own choice"),
        (date(1, 1, 15), relativedelta(days=3), "own choice"),  # a month before there is no date
    ],
)
def test_only_the_last_month_is_kemenpanrbs(
    directory: Directory, as_of_on: date, window: relativedelta, sure: str
) -> None:
    """Its name stands for no other window."""
    city = account_activity(directory, [], as_of_on=as_of_on, window=window, agencies=CODES)

    assert sure == activity_indicators(city)[0].definition.sure


def test_another_window_is_our_own_and_says_how_long_it_is(directory: Directory) -> None:
    """Two weeks until 28 February: the label and the meaning tell it, in both languages."""
    uses = [AccountUse(code, code.lower(), date(2020, 2, 20)) for code in CODES[:9]]
    city = account_activity(
        directory, uses, as_of_on=FRI_28_FEB, window=relativedelta(days=14), agencies=CODES
    )
    activity, connection = activity_indicators(city)
    own = activity.definition

    assert ("agency_activity_in_window", "own choice", "our own definition") == (
        activity.id,
        own.sure,
        own.source,
    )
    assert str(activity).startswith("Activity of agencies within 14 days: 9 of 12 (75.0 %)")
    assert activity.describe("id").startswith("Keaktifan instansi dalam 14 hari: 9 dari 12")
    assert "within the last 14 days (KemenPANRB: the last month)" in own.meaning.en
    assert "dalam 14 hari terakhir (KemenPANRB: sebulan terakhir)" in own.meaning.id
    assert "verified" == connection.definition.sure


def test_only_the_activity_of_a_city_is_measured() -> None:
    """Not a share alone."""
    with pytest.raises(InvalidValue) as refused:
        activity_indicators(Share(10, 12))  # type: ignore[arg-type]

    assert "wrong_type" == refused.value.code
