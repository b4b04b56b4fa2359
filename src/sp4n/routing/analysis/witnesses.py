"""Witnesses: a made-up complaint for some values, so that anybody can try what was found."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import cycle, islice
from typing import TYPE_CHECKING

from attrs import field, frozen

from sp4n.errors import InvalidValue
from sp4n.labels import Described, Language, Template
from sp4n.model.complaint import TITLE_LIMIT_CHARACTERS, Complaint
from sp4n.quiet import shown_short
from sp4n.routing.analysis.solver import Values
from sp4n.routing.analysis.space import ABSENT, PRESENT, Space
from sp4n.routing.analysis.texts import Chunk
from sp4n.workdays import ZONES

if TYPE_CHECKING:
    from sp4n.routing.statements import Mentions

_TOLD = {
    "region": Template(id="wilayah {value}", en="region {value}"),
    "category": Template(id="kategori {value}", en="category {value}"),
    "classification": Template(id="kelas {value}", en="class {value}"),
    "channel": Template(id="kanal {value}", en="channel {value}"),
    "target_agency": Template(id="ditujukan ke {value}", en="addressed to {value}"),
    "anonymous": Template(id="anonim", en="anonymous"),
    "confidential": Template(id="rahasia", en="confidential"),
    "on": Template(id="diterima {value}", en="received on {value}"),
}
_NUMBER = "EXAMPLE"
_NOON = time(12, tzinfo=ZONES["WIB"])
_NEUTRAL_WORDS = 3
"""One stands between chunks, two by turns where a text needs more words: doubled ones go."""


@shown_short
@frozen(repr=False)
class Witness(Described):
    """A made-up complaint, and the day of its receipt.

    `is_of_that_day` tells whether another day would not do as well.
    """

    complaint: Complaint
    on: date
    is_of_that_day: bool = field(default=False, eq=False)

    @property
    def length(self) -> int:
        """How many characters its texts have."""
        return len(self.complaint.title) + len(self.complaint.body)

    def _full(self, language: Language) -> str:
        """Say what it mentions, and what else it has to be like: ``pasar (region 99.71.01)``."""
        told = self._told() | ({"on": self.on.isoformat()} if self.is_of_that_day else {})
        said = ", ".join(_TOLD[name].fill(language, value=value) for name, value in told.items())
        return f"{self.complaint.title} ({said})" if said else self.complaint.title

    def __repr__(self) -> str:
        return f"<Witness {self.describe()}>"

    def to_dict(self) -> dict[str, object]:
        """Give what it tells as plain data, ready for JSON."""
        one = self.complaint
        words = {"title": one.title, "body": one.body}
        return {"received_on": self.on.isoformat(), **words, **self._told()}

    def _told(self) -> dict[str, str | bool]:
        """Give the fields that it has beside its words."""
        one = self.complaint
        fields = {
            "region": None if one.region is None else one.region.code,
            "category": one.category,
            "classification": None if one.classification is None else one.classification.value,
            "channel": one.channel,
            "target_agency": one.target_agency,
            "anonymous": one.anonymous or None,
            "confidential": one.confidential or None,
        }
        return {name: value for name, value in fields.items() if value is not None}


class WitnessWriter:
    """Writes complaints that have certain values."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._neutral = tuple(islice(space.texts.neutral_words(), _NEUTRAL_WORDS))
        self._title_word = next(iter(self._neutral), "")

    def write(self, values: Values) -> Witness | None:
        """Write a complaint with these values, whatever the other variables are; None if none fits.

        What it mentions stands in the title, as far as that has room, and else in the body.
        """
        self._space.work.spend(len(values))
        chunks = self._chunks(values)
        fewest, most = self._space.word_range(values)
        if chunks is None or fewest > most or len(self._neutral) < _NEUTRAL_WORDS:
            return None
        title = self._side_by_side(chunks)
        words: tuple[str, ...] = ()
        if len(title) > TITLE_LIMIT_CHARACTERS:
            title, words = self._title_word, tuple(title.split())
        if len(words) > most:
            return None
        missing = fewest - len(words)
        fillers = islice(cycle(self._neutral[1:]), max(missing, 0))
        body = " ".join((*fillers, *words)) or "."
        return self._complaint(values, title or self._title_word, body)

    def _side_by_side(self, chunks: Iterable[Chunk]) -> str:
        between = f" {self._title_word} "
        return between.join(" ".join(chunk.words) for chunk in chunks)

    def _chunks(self, values: Values) -> list[Chunk] | None:
        """Choose chunks that have every word that must be there, and none that must not."""
        space = self._space
        absent = {space.mention_of[one] for one in _with(values, ABSENT) if one in space.mention_of}
        found: list[Chunk] = []
        met: set[Mentions] = set()
        for variable in _with(values, PRESENT):
            mention = space.mention_of.get(variable)
            if mention is None or mention in met:
                continue
            chunks = (one for one in space.texts.chunks(mention) if one.is_plain)
            some = (one for one in chunks if absent.isdisjoint(one.finds))
            chunk = next(some, None)
            if chunk is None:
                return None
            found.append(chunk)
            met |= chunk.finds
            space.work.spend(len(chunk.finds))
        return found

    def _complaint(self, values: Values, title: str, body: str) -> Witness | None:
        value, on = self._space.value, self._space.day(values)
        try:
            complaint = Complaint(
                _NUMBER,
                title,
                body,
                datetime.combine(on, _NOON),
                classification=value("classification", values),
                category=value("category", values),
                region=value("region", values),
                channel=value("channel", values),
                anonymous=value("anonymous", values) == "true",
                confidential=value("confidential", values) == "true",
                target_agency=value("target_agency", values),
            )
        except InvalidValue:  # a value that no complaint may have, or a text that is too long
            return None
        return Witness(complaint, on, is_of_that_day=on != self._space.days[0])


def _with(values: Values, mask: int) -> Iterator[int]:
    """Walk over the variables that have just the values of a mask."""
    return (variable for variable, left in values.items() if left == mask)
