"""Account activity: whose accounts were used within the window, and who has any."""

import pickle
from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import MO, relativedelta
from hypothesis import given
from hypothesis import strategies as st
from stories import small_city, tell
from wrong_values import WRONG_VALUES, is_refused

from sp4n.errors import InvalidValue, UnknownCode
from sp4n.model import Agency, Appointment, Directory, Officer
from sp4n.monitoring.figures import Share
from sp4n.monitoring.four_elements.activity import AccountUse, account_activity, uses_of
from sp4n.workdays import indonesia

AS_OF_ON = date(2026, 3, 31)
HALF: Any = 1.5
OFFICES = [f"X-{n:02d}" for n in range(1, 13)]


def twelve_offices() -> Directory:
    """A city like that of KemenPANRB's review: twelve offices, eleven of them with a letter."""
    return Directory(
        [
            Agency("KOTA", "Kota Contoh"),
            *(Agency(code, f"Dinas Contoh {code}", parent="KOTA") for code in OFFICES),
            Agency("LAMA", "Dinas Lama", parent="KOTA", active_until=date(2026, 1, 1)),
        ],
        [Officer(f"op-{code}", "Petugas Contoh") for code in (*OFFICES, "baru")],
        [
            *(
                Appointment(f"op-{code}", code, "operator", letter=f"SK {code}")
                for code in OFFICES[:11]
            ),
            Appointment("op-X-12", "X-12", "operator", until=date(2026, 3, 20)),
            Appointment("op-baru", "X-01", "operator", since=date(2026, 3, 1)),
            Appointment("op-baru", "X-01", "liaison_officer"),
        ],
    )


CITY = twelve_offices()


def use(code: str, used_on: date, account: str | None = None) -> AccountUse:
    return AccountUse(code, account or f"op-{code}", used_on)


# Ten offices used theirs in March; X-11 on 28 February, the last day before the window.
USES = [
    *(use(code, date(2026, 3, 1)) for code in OFFICES[:10]),
    use("X-11", date(2026, 2, 28)),
    use("X-11", date(2026, 4, 1)),
]


def test_the_shares_of_kemenpanrbs_review() -> None:
    """10 of 12 agencies active, 11 of 12 connected: 83 and 92 per cent."""
    found = account_activity(CITY, USES, as_of_on=AS_OF_ON, agencies=OFFICES)

    assert (Share(10, 12), Share(11, 12)) == (found.activity, found.connection)
    assert ("83 %", "92 %") == (
        found.activity.percent(digits=0),
        found.connection.percent(digits=0),
    )
    assert ("X-12",) == found.without_account


def test_the_sentence_says_of_which_days_it_speaks() -> None:
    """In both languages; later uses are told where there were any."""
    found = account_activity(CITY, USES, as_of_on=AS_OF_ON, agencies=OFFICES)
    without = account_activity(CITY, USES[:10], as_of_on=AS_OF_ON, agencies=OFFICES)

    assert str(found) == (
        "Account activity from 2026-03-01 to 2026-03-31: 10 of 12 agencies (83.3 %) used"
        " an account; 11 of 12 agencies (91.7 %) connected by a letter of appointment;"
        " later uses not counted: 1."
    )
    assert without.describe("id") == (
        "Keaktifan akun 2026-03-01 sampai 2026-03-31: 10 dari 12 instansi (83,3 %)"
        " menggunakan akunnya;"
        " 11 dari 12 instansi (91,7 %) terhubung dengan surat keputusan (SK)."
    )


def test_accounts_are_those_of_whoever_is_appointed_on_the_day() -> None:
    """Two at X-01 (one officer with two roles is one account), none any more at X-12."""
    found = account_activity(CITY, USES, as_of_on=AS_OF_ON)
    first, eleventh, last = found["X-01"], found["X-11"], found["X-12"]

    assert (("op-X-01", "op-baru"), ("op-X-01",), ("op-baru",)) == (
        first.accounts,
        first.used,
        first.never,
    )
    assert ((), (), date(2026, 2, 28)) == (eleventh.used, eleventh.never, eleventh.last_used_on)
    assert ((), None, None) == (last.accounts, last.share.exact, last.last_used_on)
    assert [
        "X-01: 1 of 2 accounts (50.0 %) used; 1 never used.",
        "X-12: no account, not connected.",
        "X-01: 1 dari 2 akun (50,0 %) digunakan; 1 belum pernah digunakan.",
    ] == [
        first.describe(),
        last.describe(),
        first.describe("id"),
    ]


def test_an_officer_who_has_left_had_used_the_agencys_account() -> None:
    """The agency was active; its present accounts were not."""
    uses = [use("X-12", date(2026, 3, 19))]
    found = account_activity(CITY, uses, as_of_on=AS_OF_ON, agencies=["X-12"])

    assert (Share(1, 1), ("op-X-12",), Share(0, 0)) == (
        found.activity,
        found["X-12"].others_used,
        found["X-12"].share,
    )


@pytest.mark.parametrize(
    ("as_of_on", "window", "after_on"),
    [
        (date(2026, 3, 31), relativedelta(months=1), date(2026, 2, 28)),
        (date(2024, 3, 31), relativedelta(months=1), date(2024, 2, 29)),
        (date(2026, 3, 28), relativedelta(months=1), date(2026, 2, 28)),
        (date(2026, 7, 31), relativedelta(months=1), date(2026, 6, 30)),
        (date(2026, 7, 30), relativedelta(months=1), date(2026, 6, 30)),
        (date(2024, 2, 29), relativedelta(years=1), date(2023, 2, 28)),
        (date(2026, 1, 1), relativedelta(weeks=2, days=1), date(2025, 12, 17)),
    ],
)
def test_the_window_is_half_open(as_of_on: date, window: relativedelta, after_on: date) -> None:
    """The day a window before does not count, the day itself does; months end as they do."""
    day = timedelta(days=1)
    edges = [after_on, after_on + day, as_of_on, as_of_on + day]

    def is_used(used_on: date) -> bool:
        uses = [use("X-01", used_on)]
        found = account_activity(CITY, uses, as_of_on=as_of_on, window=window)
        assert after_on == found.after_on
        return found["X-01"].was_used

    assert [False, True, True, False] == [is_used(one) for one in edges]


def test_which_agencies_count() -> None:
    """By default all that are active on the day, the root too; each once; elsewhere is told."""
    everyone = account_activity(CITY, USES, as_of_on=AS_OF_ON)
    few = account_activity(CITY, USES, as_of_on=AS_OF_ON, agencies=["X-02", "X-01", "X-02"])

    assert ["KOTA", *OFFICES] == [one.agency for one in everyone.agencies]
    assert (["X-02", "X-01"], 8, 1) == (
        [one.agency for one in few.agencies],
        few.elsewhere,
        few.later,
    )
    assert few.describe().endswith(
        "; later uses not counted: 1; uses at other agencies not counted: 8."
    )
    assert account_activity(CITY, USES, as_of_on=AS_OF_ON, agencies=[]).activity.exact is None


def test_an_unknown_agency_is_told() -> None:
    """It would count as inactive otherwise, and no use could ever mend that."""
    with pytest.raises(UnknownCode, match="there is no agency"):
        account_activity(CITY, USES, as_of_on=AS_OF_ON, agencies=["X-1"])
    found = account_activity(CITY, USES, as_of_on=AS_OF_ON)
    wrong: Any = 5
    with pytest.raises(UnknownCode, match=r"there is no agency 'X-1'; did you mean X-1[0-2]"):
        found["X-1"]

    assert is_refused(lambda: found[wrong])


def test_uses_are_read_from_what_officers_did() -> None:
    """Each day of each account once; reporters and the system have no accounts."""
    city = small_city()
    steps = [
        "2025-01-08 09:00 kota verify DINAS",
        "2025-01-09 09:00 dinas follow_up",
        "2025-01-09 10:00 pelapor reply",
        "2025-01-09 23:30 dinas follow_up",
        "2025-01-10 00:30 pelapor reply",
        "2025-01-10 00:40 dinas follow_up",
        "2025-02-03 09:00 sistem close_by_system",
    ]
    case = tell(city, number="C-1", submitted="2025-01-06 09:00", steps=steps)

    assert (
        AccountUse("DINAS", "dinas", date(2025, 1, 9)),
        AccountUse("DINAS", "dinas", date(2025, 1, 10)),
        AccountUse("KOTA", "kota", date(2025, 1, 8)),
    ) == uses_of([case, case], indonesia())
    assert date(2025, 1, 9) == uses_of([case], indonesia(zone="WIT"))[0].used_on
    assert 4 == len(uses_of([case], indonesia(zone="WIT"))) + 1


@pytest.mark.parametrize(
    "window",
    [
        relativedelta(),
        relativedelta(months=-1),
        relativedelta(months=1, days=-1),
        relativedelta(hours=30),
        relativedelta(days=HALF),
        relativedelta(year=2025),
        relativedelta(days=7, weekday=MO),
        relativedelta(years=5000),
        relativedelta(months=10**30),
    ],
    ids=str,
)
def test_a_window_is_a_length_of_whole_days_back(window: relativedelta) -> None:
    """Neither nothing nor forward, no hours, no fixed dates, nothing before the first year."""
    with pytest.raises(InvalidValue) as caught:
        account_activity(CITY, USES, as_of_on=AS_OF_ON, window=window)

    assert "bad_window" == caught.value.code


@pytest.mark.parametrize("wrong", WRONG_VALUES.values(), ids=WRONG_VALUES.keys())
def test_wrong_values_are_told_by_name(wrong: Any) -> None:
    """Nothing raw comes from deep inside; the agencies and the window may be left out."""
    otherwise: Any = -1 if wrong is None else wrong
    builds = [
        lambda: AccountUse(wrong, "op", AS_OF_ON),
        lambda: AccountUse("X-01", wrong, AS_OF_ON),
        lambda: AccountUse("X-01", "op", wrong),
        lambda: uses_of(wrong, indonesia()),
        lambda: uses_of([], wrong),
        lambda: account_activity(wrong, USES, as_of_on=AS_OF_ON),
        lambda: account_activity(CITY, wrong, as_of_on=AS_OF_ON),
        lambda: account_activity(CITY, USES, as_of_on=wrong),
        lambda: account_activity(CITY, USES, as_of_on=AS_OF_ON, window=otherwise),
    ]

    def some() -> object:
        return account_activity(CITY, USES, as_of_on=AS_OF_ON, agencies=wrong)

    assert all(map(is_refused, builds))
    if wrong == {"a": 1}:  # a list of codes, of which there is none
        with pytest.raises(UnknownCode):
            some()
    else:
        assert (wrong is not None) is is_refused(some)


def test_plain_data() -> None:
    """Ids of accounts, days, shares; no names."""
    found = account_activity(CITY, USES, as_of_on=AS_OF_ON, agencies=OFFICES)
    data: Any = found.to_dict()

    assert found == pickle.loads(pickle.dumps(found))
    assert {"part": 10, "of": 12, "share": 10 / 12} == data["activity"]
    assert (["X-12"], 1, 0, "2026-02-28") == (
        data["without_account"],
        data["later"],
        data["elsewhere"],
        data["after_on"],
    )
    assert {
        "agency": "X-11",
        "accounts": ["op-X-11"],
        "used": [],
        "never": [],
        "others_used": [],
        "last_used_on": "2026-02-28",
        "was_used": False,
        "has_letter": True,
        "share": {"part": 0, "of": 1, "share": 0.0},
        "sentence": "X-11: 0 of 1 accounts (0.0 %) used.",
    } == data["agencies"][10]


@given(
    st.lists(
        st.builds(
            AccountUse,
            st.sampled_from(OFFICES),
            st.sampled_from([f"op-{code}" for code in OFFICES]),
            st.dates(date(2026, 1, 1), date(2026, 6, 1)),
        ),
        max_size=30,
    ),
    st.dates(date(2026, 1, 1), date(2026, 6, 1)),
    st.integers(1, 90),
)
def test_a_wider_window_never_shows_less(uses: list[AccountUse], as_of_on: date, days: int) -> None:
    """Whoever was active within some days was so within more; shares never exceed the whole."""
    narrow, wide = (
        account_activity(CITY, uses, as_of_on=as_of_on, window=relativedelta(days=n))
        for n in (days, days + 5)
    )

    assert narrow.activity.part <= wide.activity.part <= wide.activity.of == 13
    assert all(
        set(one.used) <= set(other.used) <= set(other.accounts) - set(other.never)
        for one, other in zip(narrow.agencies, wide.agencies, strict=True)
        if as_of_on >= date(2026, 1, 2)
    )
