"""Strategies for who complains and of what: reporters and complaints."""

from datetime import date

from hypothesis import strategies as st

from sp4n.model import Attachment, Classification, Complaint, Directory, Reporter
from sp4n.model.complaint import BODY_LIMIT_CHARACTERS, TITLE_LIMIT_CHARACTERS
from sp4n.testing.strategies.organisation import CATEGORIES
from sp4n.testing.strategies.plain import instants, made_up_codes, regions, texts

_CHANNELS = ("Website", "SMS", "Tatap Muka", "Website - contoh")
_NOBODY = st.just(frozenset[str]())
_KEYS = made_up_codes("reporter", 3)


def reporters() -> st.SearchStrategy[Reporter]:
    """Give made-up identities, any of whose masked fields may be missing.

    Keys are few, so that complaints of one reporter meet. Shrinks to a key alone.

    >>> from hypothesis import find
    >>> find(reporters(), lambda reporter: True).key
    'reporter-0001'
    """
    numbers = st.integers(1, 9_999)

    def maybe(form: str) -> st.SearchStrategy[str | None]:
        return st.none() | numbers.map(form.format)

    return st.builds(
        Reporter,
        _KEYS,
        name=maybe("Pelapor Contoh {}"),
        phone=maybe("0800-0000-{:04d}"),
        email=maybe("pelapor{}@example.invalid"),
        national_id=maybe("999900000000{:04d}"),
        address=maybe("Jalan Contoh {}"),
    )


def complaints(*, directory: Directory | None = None) -> st.SearchStrategy[Complaint]:
    """Give complaints as a citizen may submit them between 2025 and 2026.

    Everything optional may be missing. With a directory, regions, categories and the named target
    are mostly its own; unknown ones occur too, as in life. The accused are its own agencies and
    officers, or nobody would receive the complaint; most accuse nobody. Texts may have any length
    that is allowed. Shrinks to number X-0001 with one-character texts.

    >>> from hypothesis import find
    >>> find(complaints(), lambda complaint: True).number
    'X-0001'
    """
    categories = tuple(CATEGORIES if directory is None else directory.categories)
    lands = [] if directory is None else sorted({agency.region for agency in directory})
    codes = known = made_up_codes("X", 20)
    people = st.frozensets(made_up_codes("officer", 5), max_size=2)
    if directory is not None:
        known = st.sampled_from([agency.code for agency in directory])
        codes = known | codes
        ids = [officer.id for officer in directory.officers]
        people = st.frozensets(st.sampled_from(ids), max_size=2) if ids else _NOBODY
    return st.builds(
        Complaint,
        made_up_codes("X"),
        texts(max_characters=TITLE_LIMIT_CHARACTERS),
        texts() | texts(max_characters=BODY_LIMIT_CHARACTERS),
        instants(),
        occurred_on=st.none() | st.dates(date(2024, 1, 1), date(2026, 12, 31)),
        classification=st.none() | st.sampled_from(Classification),
        category=st.sampled_from((None, *categories, "Kategori Tak Dikenal")),
        region=st.none() | (st.sampled_from(lands) if lands else st.nothing()) | regions(),
        channel=st.sampled_from((None, *_CHANNELS)),
        anonymous=st.booleans(),
        confidential=st.booleans(),
        target_agency=st.none() | codes,
        accused=_NOBODY | _NOBODY | st.frozensets(known, max_size=2),
        accused_officers=_NOBODY | _NOBODY | _NOBODY | people,
        attachments=st.lists(_attachments(), max_size=2),
        reporter=st.none() | _KEYS,
        representatives=_NOBODY | _NOBODY | st.frozensets(_KEYS, max_size=2),
        recorded=st.booleans(),
    )


def _attachments() -> st.SearchStrategy[Attachment]:
    return st.builds(
        Attachment,
        made_up_codes("file"),
        st.sampled_from((None, "image/jpeg", "application/pdf")),
        st.none() | st.integers(0, 2_000_000),
    )
