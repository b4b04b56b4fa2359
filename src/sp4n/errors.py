"""What can go wrong, as values: codes and facts, so that a program can act and a person can read.

Every error of the library is a `Sp4nError` and, beside that, the standard class that a caller
would expect (``ValueError``, ``LookupError``, ``ImportError``). Errors never carry free text or a
name that a citizen wrote: only codes, lengths, types and identifiers. They survive ``pickle`` and
``copy``.

A value with several things wrong says all of them at once: `InvalidValue.faults`.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from errno import EACCES, EISDIR, ENOENT
from heapq import nlargest
from typing import Self

from attrs import frozen

from sp4n.labels import Described, Language, Message
from sp4n.messages import FALLBACK, catalogue
from sp4n.signs import has_no_unseen, visible

__all__ = [
    "FAULTS_LIMIT",
    "Fact",
    "Fault",
    "InvalidValue",
    "MissingExtra",
    "Sp4nError",
    "UnknownCode",
    "closest",
    "fault",
    "hidden",
    "in_words",
    "reading_problem",
    "shown",
    "shown_key",
    "suggester",
]

Fact = str | int | float | date | tuple[str, ...] | None
"""What a fault or a reason may carry: identifiers, numbers, dates. Never what a citizen wrote."""

_MORE = "more_faults"
_HIDDEN = re.compile("<([a-z_]+)(?::([0-9]+))?>")

_SHOWN_LENGTH = 40  # own choice: enough to recognise a code, too little to leak a complaint
_SHOWN_DIGITS = 8  # own choice: a date's; phone numbers and the NIK have more
_INFINITY = float("inf")
FAULTS_LIMIT = 1_000
"""How many faults an error tells. Own choice: nobody reads more, and a file may have a million."""

_TOLD = 20  # own choice: of a list of codes
_LIKE = 0.6  # own choice, as in difflib: how much of two words is alike, of 1
_CANDIDATES = 10  # own choice: so many words with the same letters are compared in their order
_SUGGESTIONS = 20  # own choice: each compares with every known word

# Only a mistake needs these, so they are compiled when one is made.
_DIGITS = rf"[0-9](?:[-.]?[0-9]){{{_SHOWN_DIGITS}}}"
_REGION = r"[0-9]{2}(?:\.[0-9]{1,4}){1,4}"
_PERIOD = (
    r"(?i)[0-9]{1,6}(?: (?:working|business|office|calendar|(?:minute|hour|day|week|month|year)s?"
    r"|menit|jam|hari|minggu|bulan|tahun|kerja|kalender)){1,3}"
)


def shown(value: object) -> str:
    """Show a refused value if it looks like a code, a date, a period or a number of a few digits.

    Whatever could be what a person wrote, an address or a phone number in the wrong column for
    instance, is told by its length or type alone.

    >>> shown("32.7"), shown("10 days"), shown(7), shown(["a", "list"])
    ("'32.7'", "'10 days'", '7', 'list')
    >>> shown("Budi minta uang"), shown("0800-0000-0000"), shown(10**12)
    ('<text:15>', '<text:14>', '<number>')
    """
    if isinstance(value, str):
        return repr(value) if _may_be_shown(value) else hidden("text", len(value))
    if isinstance(value, int | float) and 10**_SHOWN_DIGITS <= abs(value) < _INFINITY:
        return hidden("number")
    if value is None or isinstance(value, bool | int | float | date):
        return str(value)
    return type(value).__name__


def hidden(kind: str, n: int | None = None) -> str:
    """Stand for a value that is not shown: of what kind it is, and of how many characters.

    The kinds are the names of the section ``hidden`` in `sp4n.messages`.

    >>> in_words(hidden("text", 15), "id"), in_words(hidden("text", 1))
    ('teks sepanjang 15 karakter', 'a string of 1 character')
    """
    return f"<{kind}>" if n is None else f"<{kind}:{n}>"


def shown_key(name: object) -> str:
    """Show a foreign key in a key path: as `shown` does, but without quotes.

    >>> shown_key("chanel"), shown_key("Budi Contoh")
    ('chanel', '<11 characters>')
    """
    if not isinstance(name, str):
        return shown(name)
    is_plain = len(name) <= _SHOWN_LENGTH and name.isascii() and name.replace("_", "").isalpha()
    return name if is_plain or _may_be_shown(name) else f"<{len(name)} characters>"


_KNOWN_PROBLEMS = {ENOENT: "no_such_file", EACCES: "no_permission", EISDIR: "is_a_folder"}


def reading_problem(error: OSError | EOFError | ValueError) -> str:
    """Say what keeps a file from being read: the fact `problem` of the fault ``not_readable``.

    What the system says of other problems is told as it says it.

    >>> in_words(reading_problem(FileNotFoundError(ENOENT, "weg")), "id")
    'berkasnya tidak ada'
    """
    match error:
        case OSError(errno=number) if number in _KNOWN_PROBLEMS:
            return hidden(_KNOWN_PROBLEMS[number])
        case OSError():
            return error.strerror or hidden("unknown_problem")
        case EOFError():
            return hidden("ends_too_early")
        case UnicodeDecodeError():
            return hidden("no_utf_8")
    return hidden("no_name_of_a_file")  # ValueError: it holds a null character


def in_words(fact: "Fact", language: Language = "en") -> object:
    """Say a fact in a language: what is hidden by its kind, and a list as one line.

    >>> in_words("'32.7'", "id"), in_words(("new", "closed")), in_words(7)
    ("'32.7'", 'new, closed', 7)
    """
    if isinstance(fact, tuple):
        told = (str(in_words(word, language)) for word in fact[:_TOLD])
        return ", ".join((*told, *(("…",) if len(fact) > _TOLD else ())))
    found = _HIDDEN.fullmatch(fact) if isinstance(fact, str) else None
    if found is None or found[1] not in catalogue(FALLBACK)["hidden"]:
        return fact
    return Message(f"hidden.{found[1]}").fill(language, n=int(found[2] or 0))


def _may_be_shown(text: str) -> bool:
    if len(text) > _SHOWN_LENGTH:
        return False
    if re.fullmatch(_REGION, text, re.ASCII) or re.fullmatch(_PERIOD, text, re.ASCII):
        return True
    one_word = has_no_unseen(text) and not any(sign.isspace() or sign == "@" for sign in text)
    return one_word and not re.search(_DIGITS, text, re.ASCII)


def closest(found: str, known: Iterable[str]) -> str | None:
    """Find the known word that a misspelt one most likely meant; None when it is like none.

    What is too long to be shown is like none.

    >>> closest("catgory", ["category", "channel"])
    'category'
    """
    from difflib import SequenceMatcher  # only a mistake needs it

    if len(found) > _SHOWN_LENGTH:
        return None
    by_folded = {word.casefold(): word for word in known}
    matcher = SequenceMatcher(b=found.casefold(), autojunk=False)
    like: list[tuple[float, str]] = []
    for word in by_folded:
        matcher.set_seq1(word)
        if matcher.real_quick_ratio() >= _LIKE and matcher.quick_ratio() >= _LIKE:
            like.append((matcher.quick_ratio(), word))
    best = ("", _LIKE)
    for _, word in nlargest(_CANDIDATES, like):
        matcher.set_seq1(word)
        best = max(best, (word, matcher.ratio()), key=lambda pair: (pair[1], pair[0]))
    return by_folded[best[0]] if best[0] else None


def suggester(known: Collection[str]) -> Callable[[str], str | None]:
    """Give `closest` for many mistakes in one value: it looks for the first 20 words only.

    Every word is looked for once; the words after those that were looked for get None.

    >>> suggest = suggester(["category", "channel"])
    >>> suggest("catgory"), suggest("xyz")
    ('category', None)
    """
    suggestions: dict[str, str | None] = {}

    def suggest(found: str) -> str | None:
        if found not in suggestions and len(suggestions) < _SUGGESTIONS:
            suggestions[found] = closest(found, known)
        return suggestions.get(found)

    return suggest


_LARGEST_FACT = 10**10  # own choice: beyond every limit; Python writes no number without end
_Facts = tuple[tuple[str, Fact], ...]


def _pairs(facts: Mapping[str, Fact]) -> _Facts:
    """Keep the facts; a number that may be somebody's own is told as `shown` does."""
    return tuple(
        (name, shown(value) if _is_too_long(value) else value) for name, value in facts.items()
    )


def _is_too_long(value: Fact) -> bool:
    return isinstance(value, int) and abs(value) >= _LARGEST_FACT


@frozen
class Fault(Described):
    """One thing wrong with a value: what (a code), where (a key path), and the facts.

    `where` reads like ``rule[3].to`` or ``complaint.body``; it is empty for the value as a whole.
    The codes are the names of the section ``fault`` in `sp4n.messages`.
    """

    code: str
    where: str = ""
    facts: _Facts = ()

    def __getitem__(self, name: str) -> Fact:
        """Give one fact by its name; KeyError when the fault has no such fact."""
        return dict(self.facts)[name]

    def _full(self, language: Language) -> str:
        """Say in a sentence what is wrong and where: one line in which no sign is hidden."""
        facts = {name: in_words(value, language) for name, value in self.facts}
        if self.code == "wrong_type":
            facts |= {name: _kind_in_words(name, facts[name], language) for name in _OF_TYPES}
        said = Message(f"fault.{self.code}").fill(language, **facts)
        if facts.get("suggestion") is not None:
            said += Message("fault_parts.did_you_mean").fill(language, **facts)
        return visible(f"{self._place(language)}: {said}" if self.where else said)

    def _place(self, language: Language) -> str:
        """Say where it is, with the line, unless its sentence has that."""
        line = dict(self.facts).get("line")
        if line is None or "{line}" in catalogue(FALLBACK)["fault"][self.code]:
            return self.where
        return f"{self.where}, {Message('fault_parts.line').fill(language, number=line)}"

    def under(self, prefix: str) -> Self:
        """Place the fault below another key path: ``to`` under ``rule[3]`` is ``rule[3].to``."""
        joint = "" if not self.where or self.where.startswith("[") or not prefix else "."
        return type(self)(self.code, f"{prefix}{joint}{self.where}", self.facts)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "code": self.code,
            "where": self.where,
            "message": self.describe(language),
            "facts": {name: _plain(value) for name, value in self.facts},
        }


def fault(code: str, where: str = "", /, **facts: Fact) -> Fault:
    """Write a fault down.

    >>> fault("too_long", "complaint.body", length=3412, limit=3000).describe()
    'complaint.body: is too long: 3412 characters, at most 3000'
    """
    return Fault(code, where, _pairs(facts))


_OF_TYPES = ("expected", "found")


def _kind_in_words(name: str, kind: object, language: Language) -> object:
    """Say a kind of values in a language; one that has no name there is told as it is."""
    section = f"{name}_kind"
    has_name = kind in catalogue(FALLBACK)[section]
    return Message(f"{section}.{kind}").describe(language) if has_name else kind


def _plain(value: Fact) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


class Sp4nError(Described, Exception):
    """The base of every error that this library raises on purpose.

    `faults` tells everything that is wrong; `code` is the first fault's code. Of more than 1,000
    faults the first ones are told, and a last one (`more_faults`) says how many there are besides.
    """

    faults: tuple[Fault, ...]

    def __init__(self, *faults: Fault) -> None:
        told = faults if len(faults) <= FAULTS_LIMIT else _first_of(faults)
        super().__init__(*told)
        self.faults = told

    @classmethod
    def of(cls, code: str, where: str = "", /, **facts: Fact) -> Self:
        """Make the error for a single fault.

        >>> raise InvalidValue.of("empty", "complaint.title")
        Traceback (most recent call last):
        sp4n.errors.InvalidValue: complaint.title: must not be empty
        """
        return cls(fault(code, where, **facts))

    @property
    def code(self) -> str:
        """The code of the first fault, for programs that act on one."""
        return self.faults[0].code

    def _full(self, language: Language) -> str:
        """Say what is wrong, one line a fault."""
        return "\n".join(fault.describe(language) for fault in self.faults)

    def to_dict(self, language: Language = "en") -> dict[str, object]:
        """Give plain data, ready for JSON."""
        return {
            "code": self.code,
            "message": self.describe(language),
            "faults": [fault.to_dict(language) for fault in self.faults],
        }

    def __reduce__(self) -> tuple[object, ...]:
        """Rebuild from the attributes, whatever the subclass's constructor looks like."""
        return _rebuild, (type(self), self.args, self.__dict__)


def _first_of(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Give the first faults, and how many there are besides; some may say so of others already."""
    told = [fault for fault in faults if fault.code != _MORE][:FAULTS_LIMIT]
    counts = (dict(fault.facts)["count"] if fault.code == _MORE else 1 for fault in faults)
    return (*told, fault(_MORE, count=sum(map(int, map(str, counts))) - len(told)))


def _rebuild(
    kind: type[Sp4nError], args: tuple[object, ...], attributes: dict[str, object]
) -> Sp4nError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(attributes)
    return error


class InvalidValue(Sp4nError, ValueError):
    """A value can't be what it claims to be; `faults` lists all that is wrong with it."""


class UnknownCode(Sp4nError, LookupError):
    """A code was asked for that the directory, the workflow or the book does not have.

    `kind` says of what (``"agency"``, ``"status"``, …), `found` is the code asked for as `shown`
    shows it, without quotes: what looks like no code is told by its length. `suggestion` is the
    known code that it may have meant, or None.
    """

    kind: str
    found: str
    suggestion: str | None

    def __init__(self, kind: str, found: str, known: Iterable[str] = ()) -> None:
        suggestion = closest(found, known)
        super().__init__(fault(f"unknown_{kind}", found=shown(found), suggestion=suggestion))
        self.kind = kind
        self.found = found if _may_be_shown(found) else shown(found)
        self.suggestion = suggestion


class MissingExtra(Sp4nError, ImportError):
    """An optional package is needed for this; `extra` names the extra that brings it."""

    extra: str

    def __init__(self, extra: str) -> None:
        super().__init__(fault("missing_extra", extra=extra))
        self.extra = extra
