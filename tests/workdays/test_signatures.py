"""Flags and options are given by name, so that no call can mean another one by its order."""

from collections.abc import Callable
from inspect import Parameter, isclass, signature
from typing import Any

import pytest

import sp4n.workdays
from sp4n.workdays import (
    CalendarSettings,
    Closure,
    Decree,
    OfficeHours,
    OutsideKnownRange,
    Ramadan,
    calendar_of,
    indonesia,
)


@pytest.mark.parametrize(
    ("called", "by_place", "by_name"),
    [
        (Closure, "on why", "known_on"),
        (Decree, "year signed_on numbers", "national joint_leave source sure instrument"),
        (
            Decree.amended,
            "self signed_on numbers",
            "add_national add_joint_leave remove source instrument",
        ),
        (OfficeHours, "week", "ramadan special_days ramadans"),
        (OutsideKnownRange, "day known_from known_until last_decree n hours", "by_ramadan"),
        (Ramadan, "first_on last_on", "is_sighted"),
        (CalendarSettings.describe, "self language", "short"),
        (calendar_of, "settings", "as_of decrees"),
        (
            indonesia,
            "",
            (
                "as_of joint_leave week closures extra_working_days zone hours late_receipt "
                "works_on_holidays changes decrees"
            ),
        ),
    ],
    ids=lambda value: value.__qualname__ if callable(value) else None,
)
def test_options_are_given_by_name(called: Callable[..., Any], by_place: str, by_name: str) -> None:
    """The nouns come in their order, the rest by name."""
    found = signature(called).parameters.values()

    assert (by_place.split(), by_name.split()) == (
        [one.name for one in found if one.kind is Parameter.POSITIONAL_OR_KEYWORD],
        [one.name for one in found if one.kind is Parameter.KEYWORD_ONLY],
    )


def test_english_is_spoken_unless_another_language_is_asked_for() -> None:
    """Wherever a public value can speak, the language may be left out."""
    public = [getattr(sp4n.workdays, name) for name in sp4n.workdays.__all__]
    classes = [one for one in public if isclass(one)]
    methods = [one for each in classes for name, one in vars(each).items() if name[0] != "_"]
    speaking = [
        signature(one).parameters["language"]
        for one in (*public, *methods)
        if callable(one) and "language" in getattr(one, "__annotations__", ())
    ]

    assert len(speaking) > 5
    assert {"en"} == {one.default for one in speaking}
