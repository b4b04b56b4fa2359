"""What another policy would do differently: exact differences, moves, loads and clocks."""

from collections.abc import Iterator
from datetime import datetime

from attrs import frozen

from sp4n.errors import Fault
from sp4n.labels import Described, Label, Language, Template
from sp4n.policy.lab.changes import HandlingChange, Load, Move
from sp4n.policy.lab.clock_changes import ClockChange, ClockCount
from sp4n.policy.lab.comparison_tables import TABLES
from sp4n.policy.lab.part_changes import PartChange
from sp4n.quiet import shown_short
from sp4n.routing.analysis import BookDifferences
from sp4n.tables import Table, table_named
from sp4n.workflow import Divergence

_SUMMARY = Template(
    id="{title}: {moves} dari {items} pengaduan beralih ke instansi lain",
    en="{title}: {moves} of {items} complaints would go to another agency",
)
_HANDLING = Template(
    id="diverifikasi instansi lain: {received}; instansi pendukung lain: {supporting};"
    " usulan lain: {proposals}",
    en="verified by another agency: {received}; other supporting agencies: {supporting};"
    " other proposals: {proposals}",
)
_CLOCKS = Template(
    id="batas waktu yang dibaca per {now}: {read}; yang berbeda: {n}; tenggat bergeser: {moved};"
    " pelanggaran: {before} -> {after} (muncul {appear}, hilang {vanish})",
    en="clocks read at {now}: {read}; that stand otherwise: {n}; deadlines moved: {moved};"
    " breaches: {before} -> {after} (appear {appear}, vanish {vanish})",
)
_NOT_READ = Label(
    id="batas waktu tidak dibaca: waktu bacanya (now) tidak diberikan",
    en="clocks not read: no instant to read them at (now) was given",
)
_DIVERGENCES = Template(
    id="riwayat yang akan ditolak oleh {after}: {n}",
    en="histories that would be refused by {after}: {n}",
)
_PARTS = Template(id="bagian yang berbeda: {parts}", en="parts that differ: {parts}")
_MORE = Template(id="dan {n} lagi", en="and {n} more")
_TIMERS = Label(
    id="(tindakan otomatis tidak diputar ulang)", en="(what timers do is not played anew)"
)
_SHOWN_PARTS = 5  # own choice: the table has all


@shown_short
@frozen(repr=False)
class Comparison(Described):
    """What another policy would do differently.

    `parts` lists what differs between the policies themselves, whether it comes to anything or not.
    `rules` are the exact differences of the rule books, None when `rules_fault` says why there are
    none. The rest speaks of the `items_count` complaints and cases given: `moves` to another
    agency, in their order; `handling`, what else changes about each; `loads` of the agencies, those
    first that gain or lose most; `divergences`, the first fact of each case that the other policy's
    workflow would refuse and this one's would not, or only later.

    Clocks are read at `now`, and not at all without it. `clocks` are those that stand otherwise,
    `clock_counts` how many there are by standard and agency, and how many of them are broken.
    """

    before: str
    after: str
    items_count: int
    rules: BookDifferences | None
    rules_fault: Fault | None = None
    moves: tuple[Move, ...] = ()
    loads: tuple[Load, ...] = ()
    clocks: tuple[ClockChange, ...] = ()
    divergences: tuple[Divergence, ...] = ()
    now: datetime | None = None
    cases_count: int = 0
    handling: tuple[HandlingChange, ...] = ()
    clock_counts: tuple[ClockCount, ...] = ()
    parts: tuple[PartChange, ...] = ()

    @property
    def title(self) -> str:
        """Both policies in short: their versions, where both have one name."""
        name, _, version = self.after.rpartition(" ")
        same = self.before.rpartition(" ")[0] == name
        return f"{self.before} -> {version if same else self.after}"

    @property
    def deadlines_moved(self) -> tuple[ClockChange, ...]:
        """The clocks that are due at another time."""
        return tuple(one for one in self.clocks if one.is_deadline_moved)

    @property
    def breaches_appeared(self) -> tuple[ClockChange, ...]:
        """The clocks whose standard is broken by the other policy only."""
        return tuple(one for one in self.clocks if one.breach == "appears")

    @property
    def breaches_vanished(self) -> tuple[ClockChange, ...]:
        """The clocks whose standard is broken by the first policy only."""
        return tuple(one for one in self.clocks if one.breach == "vanishes")

    @property
    def clocks_read(self) -> tuple[int, int] | None:
        """How many clocks have started by the one and by the other; None if they were not read."""
        if self.now is None:
            return None
        counts = self.clock_counts
        return sum(one.clocks_before for one in counts), sum(one.clocks_after for one in counts)

    @property
    def breaches_counts(self) -> tuple[int, int] | None:
        """How many standards are broken by the one and by the other; None if they were not read."""
        if self.now is None:
            return None
        counts = self.clock_counts
        return (
            sum(one.breaches_before for one in counts),
            sum(one.breaches_after for one in counts),
        )

    def table(self, name: str) -> Table:
        """Give a table: ``moves``, ``handling``, ``loads``, ``parts`` or ``divergences``.

        Or, of clocks: ``clocks``, ``deadlines`` (those that move), ``breaches`` (that appear or
        vanish) and ``clock_counts``. UnknownCode for another name.

        >>> from sp4n.sample import sample_complaints, sample_policy
        >>> policy = sample_policy()
        >>> policy.compare(policy, sample_complaints(9)).table("loads").columns[:4]
        ('agency', 'before', 'after', 'gain')
        """
        return table_named(name, TABLES, found=self)

    def _full(self, language: Language) -> str:
        """Say in a few lines what changes, without the single complaints."""
        return "\n".join(self._lines(language))

    def _lines(self, language: Language) -> Iterator[str]:
        if self.items_count:
            facts = {"title": self.title, "moves": len(self.moves), "items": self.items_count}
            yield _SUMMARY.fill(language, **facts)
        if self.handling:
            yield self._handling_line(language)
        if self.cases_count:
            yield self._clocks_line(language)
        if self.divergences:
            yield _DIVERGENCES.fill(language, n=len(self.divergences), after=self.after)
        for told in (self.rules, self.rules_fault):
            if told is not None:
                yield told.describe(language)
        if self.parts:
            yield self._parts_line(language)

    def _handling_line(self, language: Language) -> str:
        return _HANDLING.fill(
            language,
            received=sum(one.is_received_elsewhere for one in self.handling),
            supporting=sum(one.has_other_support for one in self.handling),
            proposals=sum(one.has_other_proposals for one in self.handling),
        )

    def _clocks_line(self, language: Language) -> str:
        if self.now is None or self.clocks_read is None or self.breaches_counts is None:
            return _NOT_READ.describe(language)
        before, after = self.breaches_counts
        return _CLOCKS.fill(
            language,
            now=self.now.isoformat(" ", "minutes"),
            read=max(self.clocks_read),
            n=len(self.clocks),
            moved=len(self.deadlines_moved),
            before=before,
            after=after,
            appear=len(self.breaches_appeared),
            vanish=len(self.breaches_vanished),
        )

    def _parts_line(self, language: Language) -> str:
        said = [one.describe(language) for one in self.parts[:_SHOWN_PARTS]]
        if len(self.parts) > _SHOWN_PARTS:
            said.append(_MORE.fill(language, n=len(self.parts) - _SHOWN_PARTS))
        line = _PARTS.fill(language, parts="; ".join(said))
        has_timers = any(one.part == "timer" for one in self.parts)
        return f"{line} {_TIMERS.describe(language)}" if has_timers else line

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON; ``clocks_read`` is None when they were not read."""
        read, breaches = self.clocks_read, self.breaches_counts
        return {
            "before": self.before,
            "after": self.after,
            "parts": [one.to_dict(language) for one in self.parts],
            "items": self.items_count,
            "cases": self.cases_count,
            "now": None if self.now is None else self.now.isoformat(),
            "rules": None if self.rules is None else self.rules.to_dict(language),
            "rules_fault": self.rules_fault and self.rules_fault.to_dict(language),
            "moves": [one.to_dict(language) for one in self.moves],
            "handling": [one.to_dict(language) for one in self.handling],
            "loads": [one.to_dict() for one in self.loads],
            "clocks_read": None if read is None else list(read),
            "breaches": None if breaches is None else list(breaches),
            "clock_counts": [one.to_dict() for one in self.clock_counts],
            "clocks": [one.to_dict(language) for one in self.clocks],
            "divergences": [one.to_dict(language) for one in self.divergences],
        }

    def __repr__(self) -> str:
        moved = f"{len(self.moves)} of {self.items_count} move"
        return f"<Comparison {self.before}, {self.after}: {moved}>"
