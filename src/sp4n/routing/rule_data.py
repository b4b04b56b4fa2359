"""Rules from plain data, as a policy file has them under ``[[rule]]``."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sp4n.errors import Fault, InvalidValue, closest, fault, shown, shown_key
from sp4n.routing.predicate_data import Conditions, conditions, read_predicate
from sp4n.routing.predicates import Predicate
from sp4n.routing.proposals import Proposals
from sp4n.routing.rulebook import Rule, RuleBook
from sp4n.routing.text import Normaliser, normalise
from sp4n.routing.word_predicates import WordsAtLeast

_RULE_KEYS = ("id", "when", "to", "supporting", "propose", "basis", "valid")
_PROPOSAL_KEYS = ("classification", "confidential", "urgent", "ask_for_completion")
_VALID_KEYS = ("from", "until")
_SUGGESTED = 20  # own choice: each key of a rule is compared with all known ones
_UNREADABLE = WordsAtLeast(0)
"""Stands for a predicate that could not be read, so that the rest of the rule is checked too."""


def rule_book_from_data(
    data: object,
    where: str = "rule",
    *,
    predicates: Iterable[type[Predicate]] = (),
    normaliser: Normaliser = normalise,
) -> RuleBook:
    """Read all rules; InvalidValue with the faults of all of them, at ``rule[3].to`` and so on.

    `predicates` and `normaliser` are those of one's own, as `predicate_from_data` takes them.

    >>> book = rule_book_from_data([{"id": "road", "when": {"any_word": "aspal"}, "to": "DPU"}])
    >>> len(book)
    1
    """
    rules, faults = read_rules(data, where, conditions(predicates, normaliser))
    if faults:
        raise InvalidValue(*faults)
    return RuleBook(rule for _, rule in rules)


def read_rules(
    data: object, where: str, known: Conditions
) -> tuple[list[tuple[int, Rule]], list[Fault]]:
    """Read what can be read of all rules, each with its place, and say what is wrong.

    A rule with faults may still be among them, so that its other parts can be looked at.
    """
    if isinstance(data, str) or not isinstance(data, Sequence):
        found = type(data).__name__
        return [], [fault("wrong_type", where, expected="a list of tables", found=found)]
    readers = [_Reader(f"{where}[{place}]", known) for place in range(len(data))]
    read = [reader.rule(one) for reader, one in zip(readers, data, strict=True)]
    rules = [(place, rule) for place, rule in enumerate(read) if rule is not None]
    faults = [one for reader in readers for one in reader.faults]
    return rules, faults + _duplicates(data, where)


def rule_from_data(
    data: object,
    where: str = "rule",
    *,
    predicates: Iterable[type[Predicate]] = (),
    normaliser: Normaliser = normalise,
) -> Rule:
    """Read one rule; InvalidValue with all its faults, each with its key path below `where`.

    >>> rule_from_data({"id": "x", "wen": {}, "to": "DPU"}, "rule[0]")
    Traceback (most recent call last):
    sp4n.errors.InvalidValue: rule[0].wen: is not a known key; did you mean when?
    rule[0].when: is required
    """
    reader = _Reader(where, conditions(predicates, normaliser))
    rule = reader.rule(data)
    if rule is None or reader.faults:
        raise InvalidValue(*reader.faults)
    return rule


class _Reader:
    """Reads one rule and collects what is wrong with its data."""

    def __init__(self, where: str, known: Conditions) -> None:
        self.where = where
        self.known = known
        self.faults: list[Fault] = []
        self.suggested = 0

    def rule(self, data: object) -> Rule | None:
        """Read the parts, then make the rule."""
        if not isinstance(data, Mapping):
            found = type(data).__name__
            self.faults.append(fault("wrong_type", self.where, expected="a table", found=found))
            return None
        self.check_keys(data, _RULE_KEYS, self.where)
        for key in ("id", "when"):
            if key not in data:
                self.faults.append(fault("missing", f"{self.where}.{key}"))
        valid = self.table(data, "valid", _VALID_KEYS)
        parts = {
            "id": data.get("id", "missing"),
            "when": self.when(data),
            "to": data.get("to"),
            "supporting": data.get("supporting", ()),
            "propose": self.propose(data),
            "basis": data.get("basis"),
            "valid_from": self.day(valid, "from"),
            "valid_until": self.day(valid, "until"),
        }
        return self.made(parts)

    def made(self, parts: dict[str, object]) -> Rule | None:
        """Make the rule; what its constructor refuses is a fault at this place."""
        try:
            return Rule(**parts)  # type: ignore[arg-type]  # the constructor checks the types
        except InvalidValue as error:
            self.faults += [
                one.under(self.where)
                for one in error.faults
                if one.code != "rule_does_nothing" or not self.faults
            ]
            return None

    def when(self, data: Mapping[str, object]) -> Predicate:
        """Read the predicate."""
        if "when" not in data:
            return _UNREADABLE
        try:
            return read_predicate(data["when"], f"{self.where}.when", self.known)
        except InvalidValue as error:
            self.faults += error.faults
            return _UNREADABLE

    def propose(self, data: Mapping[str, object]) -> Proposals:
        """Read the proposals."""
        table = self.table(data, "propose", _PROPOSAL_KEYS)
        try:
            return Proposals(**table)  # type: ignore[arg-type]  # the constructor checks the types
        except InvalidValue as error:
            self.faults += [one.under(f"{self.where}.propose") for one in error.faults]
            return Proposals()

    def table(
        self, data: Mapping[str, object], key: str, known: Sequence[str]
    ) -> dict[str, object]:
        """Read a table of known keys; what is unknown is a fault and left out."""
        value = data.get(key, {})
        where = f"{self.where}.{key}"
        if not isinstance(value, Mapping):
            found = type(value).__name__
            self.faults.append(fault("wrong_type", where, expected="a table", found=found))
            return {}
        self.check_keys(value, known, where)
        return {name: value[name] for name in known if name in value}

    def check_keys(self, data: Mapping[str, object], known: Sequence[str], where: str) -> None:
        """Note every unknown key, with the known one that was probably meant."""
        self.faults += [
            fault("unknown_key", f"{where}.{shown_key(key)}", suggestion=self.suggest(key, known))
            for key in data
            if key not in known
        ]

    def suggest(self, key: object, known: Sequence[str]) -> str | None:
        """Say which known key was probably meant, of the first few that are not known."""
        self.suggested += 1
        return closest(str(key), known) if self.suggested <= _SUGGESTED else None

    def day(self, valid: Mapping[str, object], side: str) -> object:
        """Read an ISO date in a string; TOML's own dates are checked by the rule."""
        value = valid.get(side)
        if not isinstance(value, str):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            where = f"{self.where}.valid.{side}"
            self.faults.append(fault("not_a_date", where, found=shown(value)))
            return None


def _duplicates(data: Sequence[object], where: str) -> list[Fault]:
    seen: set[object] = set()
    faults: list[Fault] = []
    for place, one in enumerate(data):
        found = one.get("id") if isinstance(one, Mapping) else None
        if isinstance(found, str) and found in seen:
            faults.append(fault("duplicate", f"{where}[{place}].id", found=shown(found)))
        elif isinstance(found, str):
            seen.add(found)
    return faults
