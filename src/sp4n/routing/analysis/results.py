"""What an analysis finds out about a rule book: verdicts on its rules, and gaps between them."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal, get_args

from attrs import frozen

from sp4n.errors import UnknownCode
from sp4n.labels import Described, Label, Language, Template
from sp4n.routing.analysis.witnesses import Witness

Standing = Literal["live", "dead", "undecided"]
"""Whether a rule ever decides: proven by an example, refuted, or not found out."""

WhyDead = Literal["contradiction", "not_in_force", "no_agency", "not_competent", "covered"]
"""Why a rule never decides: it asks what can't be; it is in force on no day in question; its agency
is not there on those days; the agency serves none of these complaints; earlier rules take all."""

_LIVE = Template(
    id="{rule}: memutuskan, misalnya: {title}", en="{rule}: decides, for example: {title}"
)
_UNDECIDED = Template(
    id="{rule}: belum diketahui apakah pernah memutuskan",
    en="{rule}: it was not found out whether it ever decides",
)
_DEAD: "dict[WhyDead | None, Template]" = {
    "contradiction": Template(
        id="{rule}: tidak pernah memutuskan: yang diminta mustahil",
        en="{rule}: never decides: no complaint can be as it asks",
    ),
    "not_in_force": Template(
        id="{rule}: tidak pernah memutuskan: tidak berlaku pada hari yang ditanyakan",
        en="{rule}: never decides: it is not in force on any day in question",
    ),
    "no_agency": Template(
        id="{rule}: tidak pernah memutuskan: instansinya tidak ada pada hari itu",
        en="{rule}: never decides: its agency is not there on those days",
    ),
    "not_competent": Template(
        id="{rule}: tidak pernah memutuskan: bukan wewenang instansinya",
        en="{rule}: never decides: its agency is not competent",
    ),
    "covered": Template(
        id="{rule}: tidak pernah memutuskan: semuanya diambil oleh {found}",
        en="{rule}: never decides: all is taken by {found}",
    ),
}
_IDLE: "dict[str, Template]" = {
    "covered": Template(id="{says} diambil oleh {found}", en="{says} is taken by {found}"),
    "never_found": Template(id="{says} tidak mungkin ditemukan", en="{says} can't be found"),
    "not_competent": Template(
        id="{says} bukan wewenang instansinya", en="its agency is not competent for {says}"
    ),
}
_MODULO = Template(id="dengan catatan: {found}", en="modulo {found}")
_GAPS = {
    "open": Template(
        id="{category}: tidak semua diambil aturan, misalnya: {title}",
        en="{category}: not all is taken by rules, for example: {title}",
    ),
    "closed": Template(
        id="{category}: semua diambil aturan", en="{category}: all is taken by rules"
    ),
    "undecided": Template(id="{category}: belum diketahui", en="{category}: it was not found out"),
}
_NO_CATEGORY = Label(id="tanpa kategori", en="without a category")
_SUMMARY = Template(
    id="{rules} aturan: {live} hidup, {dead} mati, {undecided} belum pasti",
    en="{rules} rules: {live} live, {dead} dead, {undecided} undecided",
)


@frozen
class IdlePart(Described):
    """A part of a rule that is of no use, though the rule is.

    `says` names it: a word of a list, a category, a region. `covered_by` are the earlier rules that
    take every complaint with it to another agency; when there are none, no complaint can have it
    (`never_found`), or the rule's agency doesn't serve it (`not_competent`).
    """

    says: str
    why: Literal["covered", "never_found", "not_competent"]
    covered_by: tuple[str, ...] = ()

    def _full(self, language: Language) -> str:
        """Say what is of no use, and why."""
        found = ", ".join(self.covered_by)
        return _IDLE[self.why].fill(language, says=self.says, found=found)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "says": self.says,
            "why": self.why,
            "covered_by": list(self.covered_by),
            "message": self.describe(language),
        }


@frozen(repr=False)
class RuleVerdict(Described):
    """What the analysis found out about one rule.

    `example` is a complaint that it decides; that was tried with the router itself. A remark counts
    as live when some complaint matches it. `covered_by` are the earlier rules that together take
    all its complaints: none of them can be left out. `modulo` names what is opaque in the rule or
    in those: a dead rule is dead whatever that answers, even if it fails to; a rule that is not
    dead is undecided.
    """

    rule: str
    standing: Standing
    example: Witness | None = None
    why: WhyDead | None = None
    covered_by: tuple[str, ...] = ()
    idle: tuple[IdlePart, ...] = ()
    modulo: tuple[str, ...] = ()

    def _full(self, language: Language) -> str:
        """Say in a sentence whether the rule decides, and why not."""
        facts = {"rule": self.rule, "found": ", ".join(self.covered_by)}
        modulo = _MODULO.fill(language, found=", ".join(self.modulo))
        notes = [one.describe(language) for one in self.idle] + [modulo] * bool(self.modulo)
        if self.example is not None:
            said = _LIVE.fill(
                language, rule=self.rule, title=self.example.describe(language, short=True)
            )
        else:
            label = _UNDECIDED if self.standing == "undecided" else _DEAD[self.why]
            said = label.fill(language, **facts)
        return "; ".join([said, *notes])

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "rule": self.rule,
            "standing": self.standing,
            "why": self.why,
            "covered_by": list(self.covered_by),
            "idle": [one.to_dict(language) for one in self.idle],
            "modulo": list(self.modulo),
            "example": None if self.example is None else self.example.to_dict(),
            "message": self.describe(language),
        }

    def __repr__(self) -> str:
        return f"<RuleVerdict {self}>"


@frozen(repr=False)
class Gap(Described):
    """Complaints of a category (None: without one) that no rule may take: a desk receives them.

    `example` is one of them. Without an example the rules take all of them.
    """

    category: str | None
    example: Witness | None
    standing: Literal["open", "closed", "undecided"]

    def _full(self, language: Language) -> str:
        """Say in a sentence whether rules take all complaints of the category."""
        category = _NO_CATEGORY.describe(language) if self.category is None else self.category
        title = "" if self.example is None else self.example.describe(language, short=True)
        return _GAPS[self.standing].fill(language, category=category, title=title)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "category": self.category,
            "standing": self.standing,
            "example": None if self.example is None else self.example.to_dict(),
            "message": self.describe(language),
        }

    def __repr__(self) -> str:
        return f"<Gap {self}>"


@frozen(repr=False)
class BookAnalysis(Described):
    """The verdicts on the rules of a book, in its order.

    All is said of complaints that accuse nobody and were tried nowhere: a rule that is dead may
    still help one that accuses the agency of the rule before it.
    """

    verdicts: tuple[RuleVerdict, ...]

    def __getitem__(self, rule: str) -> RuleVerdict:
        """Find the verdict on a rule; UnknownCode when the book has no such rule."""
        for one in self.verdicts:
            if one.rule == rule:
                return one
        raise UnknownCode("rule", rule, [one.rule for one in self.verdicts])

    def __iter__(self) -> Iterator[RuleVerdict]:
        return iter(self.verdicts)

    def __len__(self) -> int:
        return len(self.verdicts)

    def with_standing(self, standing: Standing) -> tuple[RuleVerdict, ...]:
        """Give the verdicts on the rules that are live, dead, or undecided."""
        return tuple(one for one in self.verdicts if one.standing == standing)

    def _full(self, language: Language) -> str:
        """Say how many rules are live, and what is wrong with each that is not, or not wholly."""
        wrong = (one for one in self.verdicts if one.standing != "live" or one.idle)
        return "\n".join([self._summary(language), *(one.describe(language) for one in wrong)])

    def _summary(self, language: Language) -> str:
        counts = Counter(one.standing for one in self.verdicts)
        sizes = {name: counts[name] for name in get_args(Standing)}
        return _SUMMARY.fill(language, rules=len(self), **sizes)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {"rules": [one.to_dict(language) for one in self.verdicts]}

    def __repr__(self) -> str:
        return f"<BookAnalysis {self._summary('en')}>"
