"""Rules from plain data, as a policy file has them under ``[[rule]]``."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sp4n.errors import Fault, InvalidValue, fault, shown
from sp4n.reader import Reader
from sp4n.routing.predicate_data import Conditions, conditions, read_predicate
from sp4n.routing.predicates import Predicate
from sp4n.routing.proposals import Proposals
from sp4n.routing.rulebook import Rule, RuleBook
from sp4n.routing.text import Normaliser, normalise
from sp4n.routing.word_predicates import WordsAtLeast

_RULE_KEYS = ("id", "when", "to", "supporting", "propose", "basis", "valid")
_PLAIN_KEYS = ("id", "to", "supporting", "basis")
_PROPOSAL_KEYS = ("classification", "confidential", "urgent", "ask_for_completion")
_VALID_KEYS = ("from", "until")
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

    Args:
        data: A list of tables, as a policy's file has it under ``[[rule]]``.
        where: The key path of the list, for the faults.
        predicates: Classes of one's own, as `predicate_from_data` takes them.
        normaliser: Reads the word lists.

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
        return [], [fault("wrong_type", where, expected="list_of_tables", found=found)]
    readers = [Reader(table, f"{where}[{place}]") for place, table in enumerate(data)]
    read = [_read_rule(reader, known) for reader in readers]
    rules = [(place, rule) for place, rule in enumerate(read) if rule is not None]
    faults = [wrong for reader in readers for wrong in reader.faults]
    return rules, faults + _duplicates(data, where)


def rule_from_data(
    data: object,
    where: str = "rule",
    *,
    predicates: Iterable[type[Predicate]] = (),
    normaliser: Normaliser = normalise,
) -> Rule:
    """Read one rule.

    Args:
        data: A table, as a policy's file has it under ``[[rule]]``.
        where: The key path of the table, for the faults.
        predicates: Classes of one's own, as `predicate_from_data` takes them.
        normaliser: Reads the word lists.

    Raises:
        InvalidValue: With all faults, each with its key path below `where`.

    >>> rule_from_data({"id": "x", "wen": {}, "to": "DPU"}, "rule[0]")
    Traceback (most recent call last):
    sp4n.errors.InvalidValue: rule[0].wen: is not a known key; did you mean when?
    rule[0].when: is required
    """
    reader = Reader(data, where)
    rule = _read_rule(reader, conditions(predicates, normaliser))
    if rule is None or reader.faults:
        raise InvalidValue(*reader.faults)
    return rule


def _read_rule(reader: Reader, known: Conditions) -> Rule | None:
    """Read the parts, then make the rule."""
    if reader.faults:  # it is not a table
        return None
    reader.refuse_unknown_keys(_RULE_KEYS)
    reader.require("id")
    reader.require("when")
    valid = _table(reader, "valid", _VALID_KEYS)
    given = {name: reader.raw(name) for name in reader.names() if name in _PLAIN_KEYS}
    parts = {
        "id": "missing",
        **given,
        "when": _predicate(reader, known),
        "propose": _proposals(reader),
        **{f"valid_{side}": _day(valid, side) for side in _VALID_KEYS},
    }
    had_faults = bool(reader.faults)
    rule = reader.make(lambda: Rule(**parts))  # type: ignore[arg-type]  # the constructor checks
    if had_faults:  # what could not be read, it would have done
        reader.faults[:] = [wrong for wrong in reader.faults if wrong.code != "rule_does_nothing"]
    return rule


def _predicate(reader: Reader, known: Conditions) -> Predicate:
    if "when" not in reader.names():
        return _UNREADABLE
    try:
        return read_predicate(reader.raw("when"), reader.path("when"), known)
    except InvalidValue as error:
        reader.faults += error.faults
        return _UNREADABLE


def _proposals(reader: Reader) -> Proposals:
    table = _table(reader, "propose", _PROPOSAL_KEYS)
    given: dict[str, Any] = {
        name: table.raw(name) for name in table.names() if name in _PROPOSAL_KEYS
    }
    return table.make(lambda: Proposals(**given)) or Proposals()


def _day(valid: Reader, side: str) -> object:
    """Read an ISO date in a string; TOML's own dates are checked by the rule."""
    given = valid.raw(side)
    return valid.day(side) if isinstance(given, str) else given


def _table(reader: Reader, name: str, known: Sequence[str]) -> Reader:
    """Read a table of known keys; one that is not there is empty."""
    given = reader.raw(name) if name in reader.names() else {}
    table = Reader(given, reader.path(name), reader.faults)
    table.refuse_unknown_keys(known)
    return table


def _duplicates(data: Sequence[object], where: str) -> list[Fault]:
    ids = [table.get("id") if isinstance(table, Mapping) else None for table in data]
    seen: set[str] = set()
    faults: list[Fault] = []
    for place, rule_id in enumerate(ids):
        if isinstance(rule_id, str) and rule_id in seen:
            faults.append(fault("duplicate", f"{where}[{place}].id", found=shown(rule_id)))
        elif isinstance(rule_id, str):
            seen.add(rule_id)
    return faults
