"""Misfits: agencies and categories that rules name and the directory does not have."""

from collections.abc import Collection, Iterable, Iterator

from sp4n.errors import Fault, fault, shown, suggester
from sp4n.model.directory import Directory
from sp4n.routing.field_predicates import CategoryWithin, TargetAgencyIs
from sp4n.routing.rulebook import Rule

__all__ = ["misfits"]


def misfits(rules: Iterable[tuple[int, Rule]], directory: Directory) -> Iterator[Fault]:
    """Tell of every rule, each with its place in the book, what the directory does not have.

    A directory without categories has no tree to check them against.
    """
    agencies = _Known("agency", [one.code for one in directory])
    categories = _Known("category", list(directory.categories))
    for place, rule in rules:
        where = f"rule[{place}]"
        if rule.to is not None:
            yield from agencies.lacks(rule.to, f"{where}.to")
        for at, code in enumerate(rule.supporting):
            yield from agencies.lacks(code, f"{where}.supporting[{at}]")
        for one in rule.when.walk():
            if isinstance(one, TargetAgencyIs):
                for code in one.agencies:
                    yield from agencies.lacks(code, f"{where}.when.{one.key}")
            if isinstance(one, CategoryWithin) and categories.codes:
                for name in one.categories:
                    yield from categories.lacks(name, f"{where}.when.{one.key}")


class _Known:
    """What a directory has of a kind; it suggests what a misspelt one may have meant."""

    def __init__(self, kind: str, codes: Collection[str]) -> None:
        self.kind = kind
        self.codes = frozenset(codes)
        self.suggest = suggester(codes)

    def lacks(self, code: str, where: str) -> Iterator[Fault]:
        """Complain about a code that is not there."""
        if code not in self.codes:
            suggestion = self.suggest(code)
            yield fault(f"unknown_{self.kind}", where, found=shown(code), suggestion=suggestion)
