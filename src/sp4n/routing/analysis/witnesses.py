"""Witnesses: a made-up complaint for some values, so that anybody can try what was found.

A word may be a form of several roots, and a phrase holds its words. So for each word or phrase that
rules look for there are *chunks*, a few words that have it, and with each come others (`found_in`).
Chunks that stand apart in a text don't meet: a text of chunks has just what its chunks have.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from functools import lru_cache
from itertools import cycle, islice, product
from typing import TypeVar

from attrs import field, frozen

from sp4n.errors import InvalidValue
from sp4n.labels import Described, Language, Message
from sp4n.model.complaint import TITLE_LIMIT_CHARACTERS, Complaint
from sp4n.quiet import shown_short
from sp4n.routing.affixes import stems, word_forms
from sp4n.routing.analysis.logic import Values
from sp4n.routing.analysis.space import ABSENT, PRESENT, Space
from sp4n.routing.facts import RoutingFacts, Vocabulary
from sp4n.routing.statements import Mentions
from sp4n.routing.text import LITTLE_WORDS, NEGATIONS, Normaliser, normalise
from sp4n.work import Work
from sp4n.workdays import ZONES

_MOST_WORDINGS = 1_000  # own choice: of one phrase
_READING = 20  # own choice: the steps that it takes to read a text
_PARTICLES = tuple(
    owner + emphasis for owner in ("", "nya", "ku", "mu") for emphasis in ("", "lah", "kah", "pun")
)[1:]

_NEGATED_BY = (("tidak",), ("tidak", "akan"), *((word,) for word in sorted(NEGATIONS - {"tidak"})))
_REACH = {**dict.fromkeys(LITTLE_WORDS, "reaches"), **dict.fromkeys(NEGATIONS, "negates")}

_Pattern = tuple[str, frozenset[str] | None]
"""A root with the forms that don't count, or a very word (None)."""


@frozen
class Chunk:
    """A few words side by side, and everything that rules would find in them."""

    words: tuple[str, ...]
    finds: frozenset[Mentions]
    is_plain: bool
    """Whether texts can be written so: a normaliser of one's own may make them of other words."""


@frozen
class _Word:
    """A word, and every pattern that it fits."""

    word: str
    finds: frozenset[_Pattern]
    is_plain: bool


class Texts:
    """Every word and phrase that some rules look for, and how a text can hold them.

    What a normaliser of one's own makes of texts nobody knows: it may make any words.
    """

    def __init__(
        self,
        mentions: Iterable[Mentions],
        vocabulary: Vocabulary,
        normaliser: Normaliser,
        work: Work,
    ) -> None:
        self.work = work
        self.vocabulary = vocabulary
        self.normaliser = normaliser
        self._is_foreign = normaliser is not normalise
        self._by_root: defaultdict[str, list[Mentions]] = defaultdict(list)
        self._by_word: defaultdict[str, list[Mentions]] = defaultdict(list)
        self._exceptions: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
        self._words: set[str] = set()
        self._excepted: set[str] = set()
        self._has_manners = False
        for mention in dict.fromkeys(mentions):
            work.spend(_READING)
            self._add(mention)
        singled_out = self._words | self._excepted
        self._singled_out = frozenset(stem for word in singled_out for stem in stems(word))
        # Kept by each for itself: what is remembered goes when it goes.
        self.chunks = lru_cache(None)(self._chunks)
        self._words_for = lru_cache(None)(self._words_for_root)
        self._matched_by = lru_cache(None)(self._matched_by_word)

    def _add(self, mention: Mentions) -> None:
        self._has_manners |= mention.manner != "any"
        first = mention.entry.roots[0]
        if mention.entry.is_exact:
            self._by_word[first].append(mention)
            self._words.update(mention.entry.roots)
            return
        self._by_root[first].append(mention)
        for root in mention.entry.roots:
            self._exceptions[root].add(mention.without)
        self._excepted |= mention.without

    def _chunks(self, mention: Mentions) -> tuple[Chunk, ...]:
        """Give the chunks that have a word or phrase and as little else as can be.

        None when no text can have it: it is never found.
        """
        chunks: list[Chunk] = []
        for words in islice(self._wordings(mention), _MOST_WORDINGS):
            is_plain = self._is_plain(words)
            if is_plain or self._is_foreign:
                chunk = Chunk(words, self.found_in(words), is_plain)
                chunks += [chunk] if mention in chunk.finds else []
                if is_plain and chunk.finds == {mention}:
                    break  # there is no chunk that has less
        return tuple(_least(chunks, self.work))

    def knows_all_chunks(self, mention: Mentions) -> bool:
        """Tell whether all ways to word it were looked at, as far as they differ."""
        if self._has_manners and not self._knows_all_negations(mention):
            return False
        return next(islice(self._wordings(mention), _MOST_WORDINGS, None), None) is None

    def _knows_all_negations(self, mention: Mentions) -> bool:
        """Tell whether some negation says nothing by itself, and reaches as far as the others.

        Rules may look for the negations themselves; and what begins with a little word may be just
        within the reach of one, when its other words are not.
        """
        if mention.manner == "affirmed":
            return True
        first, *rest = mention.entry.roots
        is_within_reach = rest and not LITTLE_WORDS.isdisjoint(self._words_at(first, mention))
        return not is_within_reach and any(map(self._is_looked_for_by_none, NEGATIONS))

    def _is_looked_for_by_none(self, word: str) -> bool:
        return word not in self._words and not self.vocabulary.roots_of(word)

    def _wordings(self, mention: Mentions) -> Iterator[tuple[str, ...]]:
        choices = [self._words_at(root, mention) for root in mention.entry.roots]
        for before in self._before(mention):
            yield from ((*before, *words) for words in product(*choices))

    def _before(self, mention: Mentions) -> tuple[tuple[str, ...], ...]:
        """Give what may stand before a mention: nothing, or what negates it."""
        if mention.manner == "affirmed" or (mention.manner == "any" and not self._has_manners):
            return ((),)
        return _NEGATED_BY if mention.manner == "negated" else ((), *_NEGATED_BY)

    def found_in(self, words: tuple[str, ...]) -> frozenset[Mentions]:
        """Give everything that rules would find in a few words."""
        facts = RoutingFacts(words=words, word_count=len(words), vocabulary=self.vocabulary)
        perhaps = list(self._perhaps_in(words))
        self.work.spend(_READING + len(words) + len(perhaps))
        return frozenset(mention for mention in perhaps if mention.is_in(facts))

    def _perhaps_in(self, words: tuple[str, ...]) -> Iterator[Mentions]:
        for word in dict.fromkeys(words):
            yield from self._by_word.get(word, ())
        roots = (root for word in words for root in self.vocabulary.roots_of(word))
        for root in dict.fromkeys(roots):
            yield from self._by_root.get(root, ())

    def _words_at(self, root: str, mention: Mentions) -> tuple[str, ...]:
        """Give words that a mention takes for mention of its roots."""
        return (root,) if mention.entry.is_exact else self._words_for(root, mention.without)

    def _words_for_root(self, root: str, without: frozenset[str]) -> tuple[str, ...]:
        """Give words that are taken for a root, those that match the fewest other things."""
        candidates: list[_Word] = []
        for word in self._words_of(root):
            finds, is_plain = self._finds(word, root), self._is_plain((word,))
            if (root, without) in finds and (is_plain or self._is_foreign):
                candidates.append(_Word(word, finds, is_plain))
                if is_plain and len(finds) == 1:
                    break  # there is no word that matches less
        return tuple([candidate.word for candidate in _least(candidates, self.work)])

    def _words_of(self, root: str) -> Iterator[str]:
        """Walk over a root's forms, the root first; those that rules single out with particles."""
        yield root
        for form in sorted(word_forms(root), key=lambda form: (len(form), form)):
            yield form
            if form in self._singled_out:
                yield from (form + particles for particles in _PARTICLES)

    def _finds(self, word: str, root: str) -> frozenset[_Pattern]:
        """Give every pattern that a word fits; and how negations reach through it.

        That is no matter of more or less. It is told only where words for the root differ in it.
        """
        matched = self._matched_by(word)
        if not self._has_manners or word_forms(root).isdisjoint(_REACH):
            return matched
        return matched | {(_REACH.get(word, "stops"), None)}

    def _matched_by_word(self, word: str) -> frozenset[_Pattern]:
        """Give every pattern that a word fits."""
        of_word = frozenset(stems(word))
        patterns: set[_Pattern] = {(word, None)} if word in self._words else set()
        for root in self.vocabulary.roots_of(word):
            exceptions = self._exceptions[root]
            self.work.spend(1 + len(exceptions))
            patterns.update(
                (root, without) for without in exceptions if of_word.isdisjoint(without)
            )
        return frozenset(patterns)

    def read(self, text: str) -> tuple[str, ...]:
        """Read a text as the rules do; nothing of it, if the normaliser of one's own fails."""
        self.work.spend(_READING + len(text) // _READING)
        try:
            return tuple(self.normaliser(text))
        except Exception:  # noqa: BLE001  # foreign code must not cost a city its analysis
            return ()

    def _is_plain(self, words: tuple[str, ...]) -> bool:
        """Tell whether a text of these words is read as it is."""
        return self.read(" ".join(words)) == words

    def neutral_words(self) -> Iterator[str]:
        """Walk over words that no rule looks for, to stand between chunks."""
        for word in _NEUTRAL:
            if not self._matched_by(word) and self._is_plain((word,)):
                yield word  # no negation reaches through it


_NEUTRAL = (
    *("contoh", "begini", "isi", "cerita", "teks", "warga", "paragraf", "kata", "kalimat"),
    *(f"{a}{b}" for a in "bxv" for b in "aeou"),
)
"""Own choice: harmless words, and syllables in case that rules look for all of them."""


_Finder = TypeVar("_Finder", Chunk, _Word)


def _least(finders: list[_Finder], work: Work) -> Iterator[_Finder]:
    """Leave out what finds all that another one finds; of equals the first stays.

    What can be written as it is stays all the same, beside what can't.
    """
    kept: list[_Finder] = []
    for new in sorted(finders, key=lambda finder: (len(finder.finds), not finder.is_plain)):
        work.spend(1 + len(kept))
        if not any(old.finds <= new.finds and old.is_plain >= new.is_plain for old in kept):
            kept.append(new)
            yield new


_TOLD = {
    "region": Message("witness.told_region"),
    "category": Message("witness.told_category"),
    "classification": Message("witness.told_classification"),
    "channel": Message("witness.told_channel"),
    "target_agency": Message("witness.told_target_agency"),
    "accused": Message("witness.told_accused"),
    "anonymous": Message("witness.told_anonymous"),
    "confidential": Message("witness.told_confidential"),
    "on": Message("witness.told_on"),
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
        words = {"title": self.complaint.title, "body": self.complaint.body}
        return {"received_on": self.on.isoformat(), **words, **self._told()}

    def _told(self) -> dict[str, str | bool]:
        """Give the fields that it has beside its words."""
        complaint = self.complaint
        region, classification = complaint.region, complaint.classification
        fields = {
            "region": None if region is None else region.code,
            "category": complaint.category,
            "classification": None if classification is None else classification.value,
            "channel": complaint.channel,
            "target_agency": complaint.target_agency,
            "accused": ", ".join(sorted(complaint.accused)) or None,
            "anonymous": complaint.anonymous or None,
            "confidential": complaint.confidential or None,
        }
        return {name: value for name, value in fields.items() if value is not None}


class WitnessWriter:
    """Writes complaints that have certain values."""

    def __init__(self, space: Space, texts: Texts) -> None:
        self._space = space
        self._texts = texts
        self._neutral = tuple(islice(texts.neutral_words(), _NEUTRAL_WORDS))
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
        mentions = map(space.mention_of.get, _with(values, ABSENT))
        absent = {mention for mention in mentions if mention is not None}
        chosen: list[Chunk] = []
        met: set[Mentions] = set()
        for variable in _with(values, PRESENT):
            mention = space.mention_of.get(variable)
            if mention is None or mention in met:
                continue
            plain = (chunk for chunk in self._texts.chunks(mention) if chunk.is_plain)
            chunk = next((chunk for chunk in plain if absent.isdisjoint(chunk.finds)), None)
            if chunk is None:
                return None
            chosen.append(chunk)
            met |= chunk.finds
            space.work.spend(len(chunk.finds))
        return chosen

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
                accused=self._space.accused(values),
            )
        except InvalidValue:  # a value that no complaint may have, or a text that is too long
            return None
        return Witness(complaint, on, is_of_that_day=on != self._space.days[0])


def _with(values: Values, mask: int) -> Iterator[int]:
    """Walk over the variables that have just the values of a mask."""
    return (variable for variable, left in values.items() if left == mask)
