"""Account activity (*keaktifan pengelolaan akun*): which agencies use their accounts.

KemenPANRB's own review (Jambi, 2020) took two shares over a government's agencies [verified]:
*activity*, those whose account was used within the last month (10 of 12), and *connection*, those
with a letter (SK) that appoints their team (11 of 12).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from attrs import frozen
from dateutil.relativedelta import relativedelta

from sp4n.errors import InvalidValue, UnknownCode
from sp4n.labels import Described, Language, Message
from sp4n.model import ActorKind, Directory
from sp4n.monitoring.figures import Share
from sp4n.validation import (
    code_fault,
    codes_faults,
    date_fault,
    items_or_as_given,
    key_fault,
    list_faults,
    refuse,
    type_fault,
)
from sp4n.workdays import WorkingCalendar
from sp4n.workflow import Case


def _last_month() -> relativedelta:
    """Give KemenPANRB's window: the last month [verified]."""
    return relativedelta(months=1)


@frozen(order=True)
class AccountUse:
    """An account was used at an agency on a day.

    Attributes:
        agency: The agency's code.
        account: The officer's id, never a name.
        used_on: The day.

    Raises:
        InvalidValue: A field is not what it should be.

    >>> AccountUse("DPU", "dpu-penghubung", date(2026, 3, 2)).agency
    'DPU'
    """

    agency: str
    account: str
    used_on: date

    def __attrs_post_init__(self) -> None:
        refuse(
            code_fault(self.agency, "use.agency"),
            key_fault(self.account, "use.account"),
            date_fault(self.used_on, "use.used_on"),
        )


def uses_of(cases: Iterable[Case], calendar: WorkingCalendar) -> tuple[AccountUse, ...]:
    """Read from histories on which days officers used their accounts: what they did to cases.

    Every day once for each account and agency, not the last alone, so that the activity of any day
    can be told from them. Whoever only looked at a case left no event; a log of sign-ins knows
    more. `calendar` tells on which date an instant falls.

    Raises InvalidValue if *cases* is not an iterable of Case, or *calendar* not a WorkingCalendar.

    >>> from sp4n.workdays import indonesia
    >>> uses_of([], indonesia())
    ()
    """
    given = items_or_as_given(cases)
    refuse(
        *list_faults(Case, given, "cases", "case"),
        type_fault(WorkingCalendar, calendar, "calendar", "calendar"),
    )
    uses = {
        (str(event.by.agency), str(event.by.id), calendar.nearest_date_of(event.at))
        for case in given
        for event in case.events
        if event.by.kind is ActorKind.OFFICER
    }
    return tuple(AccountUse(*use) for use in sorted(uses))


@frozen
class AgencyActivity(Described):
    """One agency's accounts on a day: those of the officers who are appointed there then.

    Attributes:
        agency: The agency's code.
        accounts: All of them.
        used: Those used within the window.
        never: Those never used until that day; the others were used before the window.
        others_used: Accounts that were used at the agency within the window by officers who aren't
            appointed there any more.
        last_used_on: The agency's last use until that day by anybody; None if there was none.
        has_letter: Whether a letter (SK) appoints its team.
    """

    agency: str
    accounts: tuple[str, ...]
    used: tuple[str, ...]
    never: tuple[str, ...]
    others_used: tuple[str, ...]
    last_used_on: date | None
    has_letter: bool

    @property
    def share(self) -> Share:
        """The accounts used within the window among all accounts; no share without any account."""
        return Share(len(self.used), len(self.accounts))

    @property
    def was_used(self) -> bool:
        """Tell whether an account was used at the agency within the window, by whomever."""
        return bool(self.used or self.others_used)

    def _full(self, language: Language) -> str:
        """Say how many of its accounts were used; or that it has none."""
        if not self.accounts:
            return _NO_ACCOUNT.fill(language, agency=self.agency)
        said = _ACCOUNTS.fill(language, **_facts(self.share, language))
        never = _NEVER.fill(language, n=len(self.never)) if self.never else ""
        return f"{self.agency}: {said}{never}."

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON: ids of accounts, no names."""
        return {
            "agency": self.agency,
            "accounts": list(self.accounts),
            "used": list(self.used),
            "never": list(self.never),
            "others_used": list(self.others_used),
            "last_used_on": self.last_used_on and self.last_used_on.isoformat(),
            "was_used": self.was_used,
            "has_letter": self.has_letter,
            "share": self.share.to_dict(),
            "sentence": self.describe(language),
        }


_NO_ACCOUNT = Message("activity.no_account")
_ACCOUNTS = Message("activity.accounts")
_NEVER = Message("activity.never")
_CITY = Message("activity.city")
_ACTIVE = Message("activity.active")
_CONNECTED = Message("activity.connected")
_LATER = Message("activity.later")
_ELSEWHERE = Message("activity.elsewhere")


def _facts(share: Share, language: Language) -> dict[str, object]:
    return {"part": share.part, "of": share.of, "per_cent": share.percent(language)}


@frozen
class CityActivity(Described):
    """The activity of several agencies as of a day; made by `account_activity`.

    Attributes:
        as_of_on: The last day of the window.
        after_on: The day before the first of the window, which is half-open.
        agencies: The activity of each agency.
        later: How many uses came after `as_of_on`: they are left out, since on that day nobody knew
            of them.
        elsewhere: How many uses within the window were at agencies that don't count here.
    """

    as_of_on: date
    after_on: date
    agencies: tuple[AgencyActivity, ...]
    later: int = 0
    elsewhere: int = 0

    @property
    def activity(self) -> Share:
        """KemenPANRB's activity: agencies whose account was used within the window, of all.

        An agency without an account counts among all: it was not active.
        """
        return Share(sum(agency.was_used for agency in self.agencies), len(self.agencies))

    @property
    def connection(self) -> Share:
        """KemenPANRB's connection: agencies whose team is appointed by a letter (SK), of all."""
        return Share(sum(agency.has_letter for agency in self.agencies), len(self.agencies))

    @property
    def is_last_month(self) -> bool:
        """Tell whether the window is KemenPANRB's, the last month, or as long as that."""
        return self.after_on == _back(self.as_of_on, _last_month())

    @property
    def window_days(self) -> int:
        """How many days the window has."""
        return (self.as_of_on - self.after_on).days

    @property
    def without_account(self) -> tuple[str, ...]:
        """The agencies without any account: their own share of used accounts has no meaning."""
        return tuple(agency.agency for agency in self.agencies if not agency.accounts)

    def __getitem__(self, agency: str) -> AgencyActivity:
        """Find an agency by its code; UnknownCode when it doesn't count here."""
        refuse(type_fault(str, agency, "agency", "code"))
        by_code = {activity.agency: activity for activity in self.agencies}
        if agency not in by_code:
            raise UnknownCode("agency", agency, by_code)
        return by_code[agency]

    def _full(self, language: Language) -> str:
        """Say both shares, of which days they speak, and what was left out."""
        return _CITY.fill(
            language,
            as_of_on=self.as_of_on,
            first_on=self.after_on + timedelta(days=1),
            activity=_ACTIVE.fill(language, **_facts(self.activity, language)),
            connection=_CONNECTED.fill(language, **_facts(self.connection, language)),
            left_out="".join(label.fill(language, n=n) for label, n in self._left_out() if n),
        )

    def _left_out(self) -> tuple[tuple[Message, int], ...]:
        return (_LATER, self.later), (_ELSEWHERE, self.elsewhere)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "as_of_on": self.as_of_on.isoformat(),
            "after_on": self.after_on.isoformat(),
            "activity": self.activity.to_dict(),
            "connection": self.connection.to_dict(),
            "agencies": [agency.to_dict(language) for agency in self.agencies],
            "without_account": list(self.without_account),
            "later": self.later,
            "elsewhere": self.elsewhere,
            "sentence": self.describe(language),
        }


def account_activity(
    directory: Directory,
    uses: Iterable[AccountUse],
    *,
    as_of_on: date,
    window: relativedelta | None = None,
    agencies: Iterable[str] | None = None,
) -> CityActivity:
    """Tell which agencies used their accounts within a window that ends on a day.

    A use counts if ``as_of_on - window < used_on <= as_of_on``.

    Args:
        directory: Who is appointed where.
        uses: What is known of uses, of any day and agency.
        as_of_on: The last day of the window.
        window: In whole years, months and days, by default KemenPANRB's: the last month. Months end
            as calendars have them: one month before 31 March is 28 February (29 in a leap year), so
            the window begins on 1 March.
        agencies: The codes of those that count, by default all that are active on the day, the
            national ones of the directory too: give a city's own to measure a city.

    Raises:
        InvalidValue: An argument has the wrong type; the window is not at least a day long in whole
            days, or leads before the first date there is; *agencies* is not an iterable of codes.
        UnknownCode: There is no such agency.

    >>> from sp4n.model import Agency, Appointment, Officer
    >>> city = Directory(
    ...     [Agency("KOTA", "Kota Contoh"), Agency("DPU", "Dinas Contoh", parent="KOTA")],
    ...     [Officer("dpu-1", "Petugas Contoh")],
    ...     [Appointment("dpu-1", "DPU", "operator", letter="SK 1 Contoh")],
    ... )
    >>> uses = [AccountUse("DPU", "dpu-1", date(2026, 3, 2))]
    >>> found = account_activity(city, uses, as_of_on=date(2026, 3, 31), agencies=["DPU"])
    >>> str(found.activity), found["DPU"].used, found.after_on
    ('1 of 1 (100.0 %)', ('dpu-1',), datetime.date(2026, 2, 28))
    """
    given = items_or_as_given(uses)
    length = _last_month() if window is None else window
    refuse(
        type_fault(Directory, directory, "directory", "directory"),
        *list_faults(AccountUse, given, "uses", "use_of_an_account"),
        date_fault(as_of_on, "as_of_on"),
        type_fault(relativedelta, length, "window", "length_of_time"),
    )
    after_on = _after_on(as_of_on, length)
    codes = _codes(directory, agencies, as_of_on)
    known = [use for use in given if use.used_on <= as_of_on]
    last_uses = _by_agency(known)
    return CityActivity(
        as_of_on,
        after_on,
        tuple(
            _agency(directory, code, last_uses.get(code, {}), after_on, as_of_on) for code in codes
        ),
        len(given) - len(known),
        sum(use.used_on > after_on and use.agency not in codes for use in known),
    )


def _after_on(as_of_on: date, window: relativedelta) -> date:
    """Go back by the window; it has whole days only, and leads back in time."""
    parts = (window.years, window.months, window.days)
    plain = all(n.__class__ is int and n >= 0 for n in parts) and any(parts)
    if not plain or window != relativedelta(years=parts[0], months=parts[1], days=parts[2]):
        raise InvalidValue.of("bad_window", "window")
    after_on = _back(as_of_on, window)
    if after_on is None:
        raise InvalidValue.of("bad_window", "window")
    return after_on


def _back(as_of_on: date, window: relativedelta) -> date | None:
    """Go back from a day; None before the first date there is."""
    try:
        return as_of_on - window
    except (OverflowError, ValueError):
        return None


def _codes(directory: Directory, agencies: Iterable[str] | None, as_of_on: date) -> tuple[str, ...]:
    if agencies is None:
        return tuple(agency.code for agency in directory if agency.is_active(as_of_on))
    given = items_or_as_given(agencies)
    refuse(*codes_faults(given, "agencies"))
    return tuple(directory.agency(code).code for code in dict.fromkeys(given))


def _by_agency(uses: Iterable[AccountUse]) -> dict[str, dict[str, date]]:
    """Give the last use of each account at each agency."""
    last_uses: defaultdict[str, dict[str, date]] = defaultdict(dict)
    for use in uses:
        last = last_uses[use.agency]
        last[use.account] = max(use.used_on, last.get(use.account, use.used_on))
    return last_uses


def _agency(
    directory: Directory, code: str, last: dict[str, date], after_on: date, as_of_on: date
) -> AgencyActivity:
    team = directory.team(code, as_of_on)
    accounts = tuple(dict.fromkeys(appointment.officer for appointment in team))
    recent = [account for account, used_on in last.items() if used_on > after_on]
    return AgencyActivity(
        code,
        accounts,
        tuple(account for account in accounts if account in recent),
        tuple(account for account in accounts if account not in last),
        tuple(sorted(account for account in recent if account not in accounts)),
        max(last.values(), default=None),
        any(appointment.letter is not None for appointment in team),
    )
