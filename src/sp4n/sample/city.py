"""The sample city: a made-up "Kota Contoh" to play with, its policy and its complaints."""

import random
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from sp4n.errors import Fault
from sp4n.model import Complaint
from sp4n.policy import Policy, PolicyError, directory_from_data, policy_from_data
from sp4n.policy.toml_file import read_toml
from sp4n.workdays.zones import ZONES

_FILES = files("sp4n.sample")


@cache
def sample_policy() -> Policy:
    """Give the policy of "Kota Contoh", bound to its directory.

    A made-up city (region ``99.71``) with some twenty offices, its province (``99``) and the
    national bodies to which a city hands complaints on. Every person in it is made up.

    >>> sample_policy().directory.front_desk(None).code
    'NASIONAL'
    """
    return policy_from_data(_sample("policy.toml")).bind(
        directory_from_data(_sample("directory.toml"))
    )


def sample_complaints(
    count: int = 40, *, seed: int = 2026, first_on: date = date(2026, 1, 5), days: int = 60
) -> tuple[Complaint, ...]:
    """Make complaints for the sample city, in the order of their submission.

    The same arguments give the same complaints on every machine. Their numbers (``C-0001``) and
    reporter keys can't be real.

    Args:
        count: How many.
        seed: Another one gives other complaints.
        first_on: The first day on which some may be handed in, at any hour.
        days: The number of such days.

    >>> [complaint.number for complaint in sample_complaints(2)]
    ['C-0001', 'C-0002']
    """
    texts = _sample("complaints.toml")
    chance = random.Random(seed)  # noqa: S311  # made-up complaints, not secrets
    seconds = sorted(chance.randrange(max(days, 1) * 86_400) for _ in range(count))
    midnight = datetime.combine(first_on, time.min, ZONES["WIB"])
    return tuple(
        _complaint(texts, chance, f"{number:04d}", midnight + timedelta(seconds=second))
        for number, second in enumerate(seconds, start=1)
    )


def _complaint(
    texts: Mapping[str, Any], chance: random.Random, number: str, submitted_at: datetime
) -> Complaint:
    text = chance.choice(texts["text"])
    filled = {"place": chance.choice(texts["places"]), "weeks": chance.randrange(2, 9)}
    return Complaint(
        number=f"C-{number}",
        title=text["title"].format(**filled),
        body=text["body"].format(**filled),
        submitted_at=submitted_at,
        category=text.get("category"),
        region=chance.choice(("99.71", "99.71", "99.71.01", "99.71.02")),
        channel=chance.choice(texts["channels"]),
        anonymous=chance.random() < _ANONYMOUS,
        reporter=f"reporter-{number}",
    )


_ANONYMOUS = 0.3  # own choice: the share of reporters who stay anonymous


@cache
def _sample(name: str) -> Mapping[str, Any]:
    data = read_toml(_FILES.joinpath(name))
    if isinstance(data, Fault):
        raise PolicyError(data)
    return data
