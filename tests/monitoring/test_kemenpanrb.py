"""KemenPANRB's published example: activity 10 of 12, connection 11 of 12."""

from datetime import date

import pytest

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
        city.activity.text(digits=0),
        city.connection.text(digits=0),
    )
    assert (12, FRI_28_FEB, "stock") == (activity.n, activity.as_of, activity.basis)
    assert (
        "Activity of agencies: 10 of 12 (83.3 %); n = 12 (agencies when read); as of 2020-02-28."
    ) == str(activity)
    assert connection.sentence("id").startswith("Keterhubungan instansi: 11 dari 12 (91,7 %)")


def test_only_the_activity_of_a_city_is_measured() -> None:
    """Not a share alone."""
    with pytest.raises(InvalidValue) as refused:
        activity_indicators(Share(10, 12))  # type: ignore[arg-type]

    assert "wrong_type" == refused.value.code
