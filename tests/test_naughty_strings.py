"""A stranger's words, at every door: refused without being repeated, or shown as what they are."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import pytest
from attrs import evolve
from naughty import NAUGHTY, hides_nothing, is_line, is_quiet, refusal

from sp4n.labels import Label
from sp4n.model import Actor, Agency, Appointment, Categories, Complaint, Officer, Region, Reporter
from sp4n.model.officer import ADMIN_ROLES
from sp4n.monitoring import (
    Action,
    Band,
    Definition,
    Scale,
    Weights,
)
from sp4n.monitoring.four_elements.recurrence import Recurrence
from sp4n.monitoring.indicators.indicator import Excluded, Part
from sp4n.monitoring.indicators.measure import parts_of
from sp4n.routing import AnyWord, CategoryWithin, ChannelIs, Rule
from sp4n.sample import sample_complaints, sample_policy
from sp4n.sla import LAPOR_STANDARDS, Standard
from sp4n.tables import Table, table_named
from sp4n.workdays import Closure, Decree, Holiday, Limit, OfficeHours, indonesia
from sp4n.workflow import (
    LAPOR,
    Command,
    CommandField,
    CommandKind,
    Refused,
    Status,
    Transition,
    extended,
)

ON = date(2028, 1, 3)
NOW = datetime.fromisoformat("2026-03-27T17:00+07:00")
X = Label(id="x", en="x")
LAST = LAPOR_STANDARDS[0]
SAMPLE = sample_policy()


# --- doors: every constructor that takes words, and what it takes

LINE_DOORS: dict[str, Callable[[str], object]] = {
    "agency.name": lambda text: Agency("A", text),
    "agency.mandate": lambda text: Agency("A", "x", mandate=[text]),
    "officer.name": lambda text: Officer("a", text),
    "appointment.letter": lambda text: Appointment("a", "A", "operator", letter=text),
    "category": lambda text: Categories({text: None}),
    "category_within": lambda text: CategoryWithin([text]),
    "channel_is": lambda text: ChannelIs([text]),
    "closure.why": lambda text: Closure(ON, text),
    "holiday": lambda text: Holiday.named(ON, text),
    "decree.numbers": lambda text: Decree(2028, ON, [text], national={ON: "new_year"}),
    "decree.national": lambda text: Decree(2028, ON, national={ON: f"X{text}"}),
    "policy.name": lambda text: evolve(SAMPLE, name=text),
    "policy.version": lambda text: evolve(SAMPLE, version=text),
    "workflow.version": lambda text: evolve(LAPOR, version=text),
    "scale.name": lambda text: Scale(text, None, None, [Band("A", X, "green", 0)]),
}
LABEL_DOORS: dict[str, Callable[[Label], object]] = {
    "status": lambda label: Status("a", "new", label),
    "command": lambda label: CommandKind("a", label),
    "standard": lambda label: evolve(LAST, label=label),
    "closure": lambda label: Closure(ON, label),
    "holiday": lambda label: Holiday(ON, label),
    "band": lambda label: Band("A", label, "green", 0),
}
NOTE_DOORS: dict[str, Callable[[str], object]] = {
    "standard.source": lambda text: evolve(LAST, source=text),
    "definition.source": lambda text: Definition("a", X, X, X, source=text),
    "scale.source": lambda text: Scale("x", None, None, [Band("A", X, "green", 0)], text),
    "decree.source": lambda text: Decree(2028, ON, national={ON: "new_year"}, source=text),
    "rule.basis": lambda text: Rule("a", AnyWord("x"), "A", basis=text),
}
CODE_DOORS: dict[str, Callable[[str], object]] = {
    "agency.code": lambda text: Agency(text, "x"),
    "agency.parent": lambda text: Agency("A", "x", parent=text),
    "officer.id": lambda text: Officer(text, "x"),
    "appointment.agency": lambda text: Appointment("a", text, "operator"),
    "actor": lambda text: Actor.officer(text, at="A"),
    "reporter": Actor.reporter,
    "rule.id": lambda text: Rule(text, AnyWord("x"), "A"),
    "rule.to": lambda text: Rule("a", AnyWord("x"), text),
    "standard.code": lambda text: evolve(LAST, code=text),
    "status.code": lambda text: Status(text, "new", X),
    "command.code": lambda text: CommandKind(text, X),
    "field.name": lambda text: CommandField(text, "text"),
    "field.choices": lambda text: CommandField("a", "choice", choices=(text,)),
    "transition.source": lambda text: Transition(text, "a", ("operator",), "b"),
    "transition.command": lambda text: Transition("a", text, ("operator",), "b"),
    "transition.who": lambda text: Transition("a", "b", (text,), "b"),
    "transition.target": lambda text: Transition("a", "b", ("operator",), text),
    "transition.guards": lambda text: Transition("a", "b", ("operator",), "b", (text,)),
    "definition.id": lambda text: Definition(text, X, X, X),
    "action.code": lambda text: Action(text, "A", None, ON),
    "action.owner": lambda text: Action("a", "A", text, ON),
}
OTHER_DOORS: dict[str, Callable[[str], object]] = {
    "field.text_kind": lambda text: CommandField("a", "text", text_kind=text),
    "any_word": AnyWord,
    "complaint.category": lambda text: Complaint("1", "x", "x", NOW, category=text),
    "complaint.number": lambda text: Complaint(text, "x", "x", NOW),
    "complaint.title": lambda text: Complaint("1", text, "x", NOW),
    "complaint.body": lambda text: Complaint("1", "x", text, NOW),
    "region": Region,
    "weights.source": lambda text: Weights(1, 1, 1, 1, text),
    "table": lambda text: Table(text, [text], [[text]]),
    "standard.starts": lambda text: Standard("a", text, "answered", LAST.limit),
    "reporter.key": Reporter,
    "command": lambda text: Command(text, {text: text}),
    "limit": Limit.parse,
    "hours": lambda text: OfficeHours({"Mon-Fri": text}),
    "days": lambda text: OfficeHours({text: "08:00-16:00"}),
    "week": lambda text: indonesia(week=text),
    "recurrence": lambda text: Recurrence(text, from_on=ON),
    "timer": lambda text: LAPOR.with_timers({text: "5 working days"}),
    "extension": lambda text: extended(LAPOR, {text: {}}),
    "parameter": lambda text: extended(LAPOR, {"rating": {text: 1}}),
    "status named": LAPOR.status,
    "agency named": SAMPLE.directory.agency,
    "officer named": SAMPLE.directory.actor,
    "rule named": SAMPLE.book.rule,
    "excluded.reason": lambda text: Excluded(text, 1),
    "part": lambda text: Part(text, Label(id=text, en=text), None),
    "part_of": lambda text: parts_of({text: 1}, of=1),
    "weights label": lambda text: Weights(1, 1, 1, 1, Label(id=text, en=text), "secondary"),
    "table named": lambda text: table_named(text, {}, found=None),
}


def misjudged(
    door: Callable[[Any], object], words: str, given: object, *, fits: bool
) -> str | None:
    """Say what a door did wrong, if anything."""
    error = refusal(lambda: door(given))
    if (error is None) != fits:
        return "taken" if error is None else f"refused: {error.code}"
    return None if error is None or is_quiet(error, words) else "repeated"


def wrongs(
    doors: Mapping[str, Callable[[Any], object]],
    fits: Callable[[str], bool],
    made_of: Callable[[str], object] = str,
) -> list[tuple[str, str, str]]:
    return [
        (name, wrong, words[:80])
        for name, door in doors.items()
        for words in NAUGHTY
        if (wrong := misjudged(door, words, made_of(words), fits=fits(words)))
    ]


def test_a_name_is_a_line_whoever_gives_it() -> None:
    """A decree's feast has a prefix here, since small words are taken for misspelt codes."""
    named = dict(LINE_DOORS)
    prefixed = {name: named.pop(name) for name in ("decree.national",)}

    assert [] == wrongs(named, lambda words: is_line(words, 200))
    assert [] == wrongs(prefixed, lambda words: is_line(f"X{words}", 200))


def test_a_label_is_a_line_in_each_language_or_blank() -> None:
    """The other language doesn't matter."""

    def fits(words: str) -> bool:
        return words in ("", " ") or is_line(words, 200)

    assert [] == wrongs(LABEL_DOORS, fits, lambda words: Label(id=words, en="x"))
    assert [] == wrongs(LABEL_DOORS, fits, lambda words: Label(id="x", en=words))


def test_a_source_is_a_line_or_nothing() -> None:
    """Of 500 characters; the basis of a rule is left out or a line."""
    optional = {name: door for name, door in NOTE_DOORS.items() if name != "rule.basis"}
    basis = {"rule.basis": NOTE_DOORS["rule.basis"]}

    assert [] == wrongs(optional, lambda words: words == "" or is_line(words, 500))
    assert [] == wrongs(basis, lambda words: is_line(words, 500))


def test_an_indicator_is_explained_in_lines_of_a_thousand_characters() -> None:
    doors = {
        "label": lambda label: Definition("a", label, X, X),
        "meaning": lambda label: Definition("a", X, label, X),
        "unit": lambda label: Definition("a", X, X, label),
        "measured_in": lambda label: Definition("a", X, X, X, measured_in=label),
    }

    def fits(words: str) -> bool:
        return words in ("", " ") or is_line(words, 1_000)

    assert [] == wrongs(doors, fits, lambda words: Label(id=words, en=words))


def test_a_code_is_a_code_whoever_gives_it() -> None:
    """Letters, digits, dots, hyphens and underscores of ASCII, at most 64."""
    code = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?", re.ASCII)

    assert [] == wrongs(CODE_DOORS, lambda words: code.fullmatch(words) is not None)


@pytest.mark.parametrize("name", OTHER_DOORS)
def test_every_other_door_takes_words_or_refuses_them_quietly(name: str) -> None:
    found = [(words, refusal(lambda: OTHER_DOORS[name](words))) for words in NAUGHTY]  # noqa: B023

    assert [] == [words[:80] for words, error in found if error and not is_quiet(error, words)]


def test_a_request_of_naughty_words_is_refused_quietly() -> None:
    """Its command, its fields and what is in them: reasons and remedies repeat nothing long."""
    complaint = sample_complaints(1)[0]
    at = complaint.submitted_at
    case = SAMPLE.receive(complaint, at=at)
    team = SAMPLE.directory.team(case.holders[0], at.date())
    admin = next(one for one in team if one.role in ADMIN_ROLES)
    by = Actor.officer(admin.officer, at=admin.agency)
    loud, codes = [], set()
    for words in NAUGHTY:
        for command in (
            Command(words),
            Command("verify", {words: words}),
            Command("verify", {"to": words, "title": words, "category": words}),
            Command("archive", {"reason": words, "note": words}),
        ):
            found = SAMPLE.decide(case, command, by=by, at=at)
            reasons = found.reasons if isinstance(found, Refused) else ()
            codes |= {one.code for one in reasons}
            said = " ".join(str(one) for one in reasons)
            if not hides_nothing(said) or (len(words) > 64 and words in said):
                loud.append((command.code[:80], words[:80]))

    assert [] == loud
    assert {"unknown_command", "field_invalid"} <= codes
