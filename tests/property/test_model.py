"""Laws of the nouns, for any region, directory, complaint and reporter."""

import copy
import pickle
from itertools import pairwise
from random import Random

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sp4n.errors import InvalidValue
from sp4n.model import NATION, Actor, Agency, Complaint, Directory, Region, Reporter, Role, Texts
from sp4n.model.texts import Text
from sp4n.testing import strategies
from sp4n.validation import code_fault, text_fault

REGIONS = strategies.regions(within="ID") | strategies.regions() | st.just(NATION)


@given(REGIONS)
def test_a_lineage_climbs_one_level_at_a_time(region: Region) -> None:
    """From the region to the nation; each contains all that come before it."""
    lineage = list(region.lineage())

    assert (region, NATION) == (lineage[0], lineage[-1])
    for lower, upper in pairwise(lineage):
        assert lower.level == upper.level + 1
        assert lower.parent == upper
        assert lower in upper
        assert upper not in lower


@given(REGIONS, REGIONS)
def test_containing_is_being_in_the_lineage(outer: Region, inner: Region) -> None:
    """Whole segments, no prefix of characters; and only equals contain each other."""
    assert outer.contains(inner) is (outer in list(inner.lineage()))
    if outer in inner and inner in outer:
        assert outer == inner


@given(st.text("0123456789.ID ", max_size=15))
def test_a_region_keeps_its_code_or_refuses_it(code: str) -> None:
    """Nothing is repaired: what is accepted reads back as it was given."""
    try:
        region = Region(code)
    except InvalidValue as error:
        assert "bad_region_code" == error.code  # noqa: PT017
    else:
        assert code == region.code
        assert all(len(segment) in {2, 4} for segment in code.split("."))


@given(st.text(max_size=80))
def test_codes_are_plain(text: str) -> None:
    """A code never needs quoting: not in a path, a URL, a file name or a key path."""
    if code_fault(text, "code") is None:
        assert text.isascii()
        assert text.strip("-_.") == text
        assert not set(text) & set(" /\\?#%&'\"[]<>:\n")


@given(st.text(max_size=12), st.integers(0, 10))
def test_an_accepted_text_is_visible_short_and_storable(text: str, limit: int) -> None:
    """Any store takes it, and any reader sees something."""
    if text_fault(text, "text", limit) is None:
        assert 0 < len(text) <= limit
        assert text == text.encode().decode()
        assert text.strip()


@settings(max_examples=60)
@given(strategies.directories(), st.data())
def test_every_complaint_has_a_door(directory: Directory, data: st.DataObject) -> None:
    """No Wrong Door: the walk over front desks ends at the root, and meets nobody twice."""
    region = data.draw(st.none() | strategies.regions())
    desks = list(directory.front_desks(region))

    assert directory.root == desks[-1]
    assert len(desks) == len({desk.code for desk in desks})
    for desk in desks[:-1]:
        assert desk.front_desk
        assert desk.covers(region)
    for lower, upper in pairwise(desks[:-1]):
        assert lower.region.level > upper.region.level


@settings(max_examples=60)
@given(strategies.directories())
def test_a_directory_is_a_tree(directory: Directory) -> None:
    """One root; a lineage is the agency and its parent's lineage; children are the other way."""
    assert [directory.root] == [agency for agency in directory if agency.parent is None]
    for agency in directory:
        lineage = directory.lineage(agency.code)
        if agency.parent is not None:
            assert (agency.code, *directory.lineage(agency.parent)) == lineage
            assert agency in directory.children(agency.parent)
        for other in directory:
            assert directory.is_within(agency.code, other.code) is (other.code in lineage)


@settings(max_examples=40)
@given(strategies.directories(), st.randoms(use_true_random=False))
def test_the_order_of_a_file_does_not_matter(directory: Directory, chance: Random) -> None:
    """Digest, root and front desks are those of the same directory in another order."""
    agencies, appointments = list(directory.agencies), list(directory.appointments)
    chance.shuffle(agencies)
    chance.shuffle(appointments)
    turned = attrs.evolve(directory, agencies=agencies, appointments=appointments)

    assert directory.digest == turned.digest
    assert directory.root == turned.root
    for agency in directory:
        assert directory.front_desk(agency.region) == turned.front_desk(agency.region)


@settings(max_examples=40)
@given(strategies.directories(max_agencies=5), st.data())
def test_a_parent_turned_downward_makes_a_circle(directory: Directory, data: st.DataObject) -> None:
    """Whoever hangs an agency below one of its own units is told so, whatever the tree."""
    agencies = list(directory)
    upper = data.draw(st.sampled_from(agencies))
    lower = data.draw(
        st.sampled_from([one for one in agencies if directory.is_within(one.code, upper.code)])
    )
    turned = [attrs.evolve(one, parent=lower.code) if one == upper else one for one in agencies]
    with pytest.raises(InvalidValue) as caught:
        Directory(turned)

    (circle,) = (one["found"] for one in caught.value.faults if one.code == "cycle")
    assert isinstance(circle, tuple)
    assert {upper.code, lower.code} <= set(circle)
    assert circle[0] == circle[-1]


@settings(max_examples=60)
@given(strategies.directories(), st.data())
def test_missing_knowledge_excludes_nobody(directory: Directory, data: st.DataObject) -> None:
    """To forget the region or the category never makes an agency incompetent."""
    agency = data.draw(st.sampled_from(list(directory)))
    region = data.draw(strategies.regions())
    category = data.draw(st.sampled_from(tuple(directory.categories)))
    if directory.is_competent(agency.code, region=region, category=category):
        assert directory.is_competent(agency.code, region=region)
        assert directory.is_competent(agency.code, category=category)
        assert directory.is_competent(agency.code, region=region, category="tak dikenal")
    assert directory.is_competent(agency.code) is (agency.active_until is None)


@settings(max_examples=60)
@given(strategies.directories())
def test_whoever_can_act_alone_acts_where_they_serve(directory: Directory) -> None:
    """`actor` gives the one agency, or names all of them."""
    for officer in directory.officers:
        places = sorted({one.agency for one in directory.appointments if one.officer == officer.id})
        if len(places) == 1:
            assert Actor.officer(officer.id, at=places[0]) == directory.actor(officer.id)
        else:
            with pytest.raises(InvalidValue) as caught:
                directory.actor(officer.id)
            assert tuple(places) == caught.value.faults[0]["agencies"]


@settings(max_examples=60)
@given(strategies.directories())
def test_connected_or_not(directory: Directory) -> None:
    """An active agency either has a liaison officer or is listed as having none."""
    without = directory.without_liaison(None)
    for agency in directory:
        has_one = directory.has_role(agency.code, Role.LIAISON_OFFICER, on=None)
        assert (agency in without) is (agency.is_active(None) and not has_one)


@given(strategies.complaints())
def test_a_complaint_never_shows_its_words(complaint: Complaint) -> None:
    """Its repr is that of a complaint with other words of the same length."""
    other = attrs.evolve(
        complaint,
        title="x" * len(complaint.title),
        body="y" * len(complaint.body),
        reporter="somebody-else",
    )

    assert repr(other) == repr(complaint) == str(complaint)


@given(strategies.complaints())
def test_complaints_survive_copy_and_pickle(complaint: Complaint) -> None:
    """Whatever is in them."""
    assert complaint == copy.deepcopy(complaint) == pickle.loads(pickle.dumps(complaint))


@given(strategies.reporters())
def test_a_reporter_never_shows_the_identity(reporter: Reporter) -> None:
    """What is shown is the same for two reporters with the same key and the same gaps."""
    revealed = {name: words for name, words in reporter.reveal().items() if words is not None}
    other = Reporter(**(dict.fromkeys(revealed, "another") | {"key": reporter.key}))

    assert (repr(other), other._repr_html_(), other.to_dict()) == (
        repr(reporter),
        reporter._repr_html_(),
        reporter.to_dict(),
    )
    assert reporter == Reporter(**revealed)


@given(st.dictionaries(st.text("abc/123", min_size=1), strategies.texts(), max_size=5), st.data())
def test_erasing_touches_one_text(bodies: dict[str, str], data: st.DataObject) -> None:
    """The order, the keys and all other words stay."""
    texts = Texts(Text(key, "answer", body) for key, body in bodies.items())
    for gone in bodies:
        erased = texts.erase(gone)
        assert list(bodies) == [text.key for text in erased]
        assert bodies | {gone: None} == {text.key: text.body for text in erased}


@given(st.lists(strategies.agencies(), max_size=4))
def test_any_agencies_make_a_directory_or_say_why_not(agencies: list[Agency]) -> None:
    """Nothing but InvalidValue, and always with a place."""
    try:
        directory = Directory(agencies)
    except InvalidValue as error:
        assert all(fault.where for fault in error.faults)  # noqa: PT017
    else:
        assert 1 == len(directory)
