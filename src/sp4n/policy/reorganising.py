"""Reorganising (*penataan perangkat daerah*): offices merged, renamed or split, in one call."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Generic, TypeVar

from attrs import evolve, fields, frozen, has

from sp4n.errors import Fact, Fault, fault, shown
from sp4n.labels import Described, Language, Message
from sp4n.model import Agency, Appointment, Directory, FormerName
from sp4n.policy.parts import PolicyParts
from sp4n.quiet import shown_short
from sp4n.routing import Predicate, Rule, RuleBook, TargetAgencyIs
from sp4n.validation import date_fault, items_or_as_given, list_faults, refuse, type_fault

Changed_co = TypeVar("Changed_co", bound=PolicyParts, covariant=True)
Kept = TypeVar("Kept", bound=PolicyParts)

_TOLD: Mapping[str, Message] = {
    "began": Message("office_change.began"),
    "ended": Message("office_change.ended"),
    "renamed": Message("office_change.renamed"),
    "mandate_widened": Message("office_change.mandate_widened"),
    "appointed": Message("office_change.appointed"),
    "hangs_below": Message("office_change.hangs_below"),
    "rule_follows": Message("office_change.rule_follows"),
    "rule_chosen": Message("office_change.rule_chosen"),
    "rule_addressed": Message("office_change.rule_addressed"),
}


@frozen
class OfficeChange(Described):
    """One thing that changed: a code, and its facts."""

    code: str
    facts: tuple[tuple[str, Fact], ...] = ()

    def _full(self, language: Language) -> str:
        """Say in a sentence what changed."""
        return _TOLD[self.code].fill(language, **dict(self.facts))

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {"code": self.code, "message": self.describe(language)}


@shown_short
@frozen(repr=False)
class Reorganisation(Described, Generic[Changed_co]):
    """A policy after its offices changed, and all that changed in it.

    Attributes:
        policy: The policy with the new directory and rule book.
        changes: What is new in them, in the order in which it was done.
    """

    policy: Changed_co
    changes: tuple[OfficeChange, ...]

    @property
    def directory(self) -> Directory:
        """The new directory."""
        return self.policy.directory

    def _full(self, language: Language) -> str:
        """Say all that changed, one a line."""
        return "\n".join(change.describe(language) for change in self.changes)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {"changes": [change.to_dict(language) for change in self.changes]}

    def __repr__(self) -> str:
        return f"<Reorganisation {self.policy.title}: {len(self.changes)} changes>"


def merged(
    policy: Kept, codes: Iterable[str], into: Agency | str, *, on: date, letter: str | None
) -> Reorganisation[Kept]:
    """Merge agencies; see `Policy.merged`."""
    given = items_or_as_given(codes)
    draft = _Draft(policy, on, letter)
    refuse(*list_faults(str, given, "codes", "code"))
    refuse(None if given else fault("empty", "codes"), *_twice(given, "codes"))
    code = draft.begin(into)
    for ended in given:
        draft.end(ended, (code,))
        draft.widen(code, ended)
        draft.appoint(ended, lambda _officer: code)
    draft.follow(given, (code,))
    return draft.done(policy)


def renamed(
    policy: Kept, code: str, name: str, *, on: date, to: str | None, letter: str | None
) -> Reorganisation[Kept]:
    """Rename an agency; see `Policy.renamed`."""
    draft = _Draft(policy, on, letter)
    refuse(
        type_fault(str, code, "code", "code"),
        type_fault(str, name, "name", "text"),
        None if to is None else type_fault(str, to, "to", "code"),
    )
    agency = policy.directory.agency(code)
    former = (*agency.former_names, FormerName(agency.name, on))
    new = evolve(agency, name=name, former_names=former)
    if to is None:
        draft.agencies[code] = new
        draft.note("renamed", agency=code, before=agency.name, after=name, on=on)
        return draft.done(policy)
    draft.end(code, (to,), lapor_ids=frozenset())
    draft.begin(evolve(new, code=to, active_from=on))
    draft.appoint(code, lambda _officer: to)
    draft.follow((code,), (to,))
    return draft.done(policy)


def split(
    policy: Kept,
    code: str,
    into: Iterable[Agency | str],
    *,
    on: date,
    chosen: Mapping[str, Mapping[str, str]],
    rest: str | None,
    letter: str | None,
) -> Reorganisation[Kept]:
    """Split an agency; see `Policy.split`."""
    draft = _Draft(policy, on, letter)
    given = items_or_as_given(into)
    refuse(
        type_fault(str, code, "code", "code"),
        type_fault(tuple, given, "into", "list"),
        *(type_fault(Mapping, table, kind, "table") for kind, table in chosen.items()),
        None if rest is None else type_fault(str, rest, "rest", "code"),
    )
    refuse(None if given else fault("empty", "into"))
    codes = tuple(draft.begin(one) for one in given)
    refuse(*_twice(codes, "into"))
    draft.end(code, codes)
    needed = {
        "officers": {held.officer for held in draft.serving(code)},
        "rules": {rule.id for rule in draft.rules if draft.names(rule, code)},
        "children": set(draft.children(code, codes)),
    }
    refuse(
        *(
            wrong
            for kind, names in needed.items()
            for wrong in _choice_faults(kind, names, chosen[kind], codes, rest)
        )
    )
    draft.appoint(code, lambda officer: chosen["officers"].get(officer, str(rest)))
    draft.hang(needed["children"], lambda child: chosen["children"].get(child, str(rest)))
    draft.choose(code, lambda rule: chosen["rules"].get(rule, str(rest)))
    draft.follow((code,), codes)
    return draft.done(policy)


def _twice(codes: Iterable[str], where: str) -> Iterator[Fault]:
    """Each code stands once."""
    met = set[str]()
    for place, code in enumerate(codes):
        if code in met:
            yield fault("duplicate", f"{where}[{place}]", found=shown(code))
        met.add(code)


def _choice_faults(
    kind: str,
    needed: Iterable[str],
    chosen: Mapping[str, str],
    codes: tuple[str, ...],
    rest: str | None,
) -> Iterator[Fault]:
    """Everybody goes to one of the successors."""
    for one in sorted(needed):
        to: object = chosen.get(one, rest)
        if to is None:
            yield fault("choice_needed", f"{kind}.{one}", allowed=codes)
        elif not isinstance(to, str):
            yield fault("wrong_type", f"{kind}.{one}", expected="code", found=type(to).__name__)
        elif to not in codes:
            yield fault("not_one_of", f"{kind}.{one}", found=shown(to), allowed=codes)


class _Draft:
    """A directory and a rule book on the way to their new form; `changes` grows as it goes."""

    def __init__(self, policy: PolicyParts, on: date, letter: str | None) -> None:
        refuse(date_fault(on, "on"))
        self.on, self.letter = on, letter
        self.directory = policy.directory
        self.agencies = {agency.code: agency for agency in policy.directory}
        self.appointments = list(policy.directory.appointments)
        self.rules = list(policy.book)
        self.changes: list[OfficeChange] = []

    def note(self, code: str, **facts: Fact) -> None:
        """Write down what changed."""
        self.changes.append(OfficeChange(code, tuple(facts.items())))

    def begin(self, into: Agency | str) -> str:
        """Let a new agency begin on the day, or take one that is there; give its code."""
        if isinstance(into, str):
            return self.directory.agency(into).code
        refuse(type_fault(Agency, into, "into", "agency"))
        if into.code in self.agencies:
            refuse(fault("duplicate", "into", found=into.code))
        new = evolve(into, active_from=into.active_from or self.on)
        self.agencies[new.code] = new
        self.note("began", agency=new.code, on=self.on)
        return new.code

    def end(
        self, code: str, successors: tuple[str, ...], lapor_ids: frozenset[str] | None = None
    ) -> None:
        """Let an agency end on the day; with other IDs, if such are given."""
        agency = self.directory.agency(code)
        refuse(
            fault("already_ended", "codes", found=code) if agency.has_ended(self.on) else None,
            fault("root_stays", "codes", found=code) if agency.parent is None else None,
        )
        self.agencies[code] = evolve(
            agency,
            active_until=self.on,
            successors=successors,
            lapor_ids=agency.lapor_ids if lapor_ids is None else lapor_ids,
        )
        self.note("ended", agency=code, on=self.on, successors=successors)

    def widen(self, code: str, ended: str) -> None:
        """Let an agency that was there already be competent for what another one was."""
        if code not in self.directory:
            return
        agency, other = self.agencies[code], self.agencies[ended]
        mandate = agency.mandate | other.mandate if agency.mandate and other.mandate else ()
        if frozenset(mandate) != agency.mandate:
            self.agencies[code] = evolve(agency, mandate=mandate)
            self.note("mandate_widened", agency=code, other=ended)

    def serving(self, code: str) -> Iterator[Appointment]:
        """Walk over the appointments at an agency that hold on the day or later."""
        for held in self.appointments:
            if held.agency == code and (held.until is None or held.until > self.on):
                yield held

    def appoint(self, code: str, place_of: Callable[[str], str]) -> None:
        """Let the people of an agency that ends go elsewhere on the day."""
        for held in [*self.serving(code)]:
            place = self.appointments.index(held)
            begun = held.since is None or held.since < self.on
            self.appointments[place : place + 1] = [evolve(held, until=self.on)] if begun else []
            since = max(held.since or self.on, self.on)
            post = evolve(held, agency=place_of(held.officer), since=since, letter=self.letter)
            if not any(map(post.is_within, self.appointments)):
                self.appointments.append(post)
                facts = {"officer": post.officer, "role": post.role.value}
                self.note("appointed", agency=post.agency, **facts)

    def children(self, code: str, but: Collection[str] = ()) -> Iterator[str]:
        """Walk over what hangs directly below an agency on the day and has not ended by then."""
        for agency in self.directory:
            line = self.directory.lineage(agency.code, self.on)
            is_there = agency.code not in but and not agency.has_ended(self.on)
            if is_there and line[:2] == (agency.code, code):
                yield agency.code

    def hang(self, children: Iterable[str], place_of: Callable[[str], str]) -> None:
        """Say below which of the successors each of them hangs from the day on."""
        for child in sorted(children):
            to, agency = place_of(child), self.agencies[child]
            self.agencies[child] = evolve(agency, falls_to=(*agency.falls_to, to))
            self.note("hangs_below", agency=child, above=to, on=self.on)

    def names(self, rule: Rule, code: str) -> bool:
        """Tell whether a rule sends to an agency, or has it help, on the day or later."""
        lasts = rule.valid_until is None or rule.valid_until > self.on
        return lasts and (rule.to == code or code in rule.supporting)

    def choose(self, code: str, place_of: Callable[[str], str]) -> None:
        """Let each rule that names an agency end on the day, and a twin begin for another one."""
        taken = {rule.id for rule in self.rules}
        for rule in [rule for rule in self.rules if self.names(rule, code)]:
            to, place = place_of(rule.id), self.rules.index(rule)
            begun = rule.valid_from is None or rule.valid_from < self.on
            twin = evolve(
                rule,
                id=_free(f"{rule.id}-{to}", taken) if begun else rule.id,
                to=to if rule.to == code else rule.to,
                supporting=tuple(to if one == code else one for one in rule.supporting),
                valid_from=max(rule.valid_from or self.on, self.on),
            )
            before = [evolve(rule, valid_until=self.on)] if begun else []
            self.rules[place : place + 1] = [*before, twin]
            taken.add(twin.id)
            self.note("rule_chosen", rule=rule.id, twin=twin.id, agency=to, on=self.on)

    def follow(self, ended: tuple[str, ...], successors: tuple[str, ...]) -> None:
        """Tell which rules follow, and let those that ask for an agency ask for its successors."""
        for place, rule in enumerate(self.rules):
            if len(successors) == 1 and any(self.names(rule, code) for code in ended):
                self.note("rule_follows", rule=rule.id, agency=successors[0], on=self.on)
            when = _addressed(rule.when, ended, successors)
            if when is not rule.when:
                self.rules[place] = evolve(rule, when=when)
                self.note("rule_addressed", rule=rule.id, agencies=successors)

    def done(self, policy: Kept) -> Reorganisation[Kept]:
        """Give the policy in its new form."""
        directory = evolve(
            self.directory, agencies=self.agencies.values(), appointments=self.appointments
        )
        changed = evolve(policy, bound_to=directory, book=RuleBook(self.rules))
        return Reorganisation(changed, tuple(self.changes))


def _free(name: str, taken: Iterable[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}.{number}"
    return free


def _addressed(when: Predicate, ended: tuple[str, ...], successors: tuple[str, ...]) -> Predicate:
    """Let a condition that asks whether a complaint names an agency ask for its successors too."""
    if isinstance(when, TargetAgencyIs):
        known = when.agencies
        if not set(known).isdisjoint(ended) and not set(known).issuperset(successors):
            return TargetAgencyIs(tuple(dict.fromkeys((*known, *successors))))
        return when
    changes: dict[str, object] = {}
    made: Any = when
    for part in fields(type(made)) if has(type(made)) else ():
        value = getattr(when, part.name)
        if isinstance(value, Predicate):
            new: object = _addressed(value, ended, successors)
        elif isinstance(value, tuple) and value and all(isinstance(p, Predicate) for p in value):
            parts = tuple(_addressed(inner, ended, successors) for inner in value)
            new = value if all(map(_is_same, parts, value)) else parts
        else:
            continue
        if new is not value:
            changes[part.name] = new
    changed: Predicate = evolve(made, **changes) if changes else when
    return changed


def _is_same(one: object, other: object) -> bool:
    return one is other
