"""The mutants that are made, and those that are left out: what the score rests on."""

from collections import Counter

import pytest
from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.rooms import ROOMS, all_mutants, draw, equivalent_mutants


def changes(source: str) -> list[tuple[str, str]]:
    """What was and what it becomes, for every mutant of a source."""
    return [one.key[2:] for one in mutants_of("x.py", source.encode())]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a < b", [("a < b", "a <= b"), ("a < b", "a >= b")]),
        ("x = a is not b", [("a is not b", "a is b")]),
        ("x = a and b", [("a and b", "(a or b)"), ("a and b", "a"), ("a and b", "b")]),
        ("x = not a", [("not a", "a")]),
        ("x = a - 7", [("a - 7", "a + 7"), ("7", "6"), ("7", "8")]),
        ("x = True", [("True", "False")]),
        ("x = 'a_code'", [("'a_code'", "'a_code_x'")]),
        ("x = 'Two words'", []),
        ("x = a[b:c]", [("a[b:c]", "a[:c]"), ("a[b:c]", "a[b:]")]),
        ("x = min(a)", [("min", "max")]),
        ("x = b if a else c", [("a", "False"), ("a", "True")]),
        ("x = [b for b in c if a]", [("a", "True")]),
        ("while a:\n    b = c", [("a", "False")]),
        ("f(a)", [("f(a)", "pass")]),
        ("a.b = c", [("a.b = c", "pass")]),
        ("raise a", [("raise a", "pass")]),
        ("def f(a, *, b): ...", [("*,", "")]),
        ("def f(a: 1 = 2) -> 3: ...", [("2", "1"), ("2", "3")]),
        ("def f():\n    return a", [("a", "None")]),
        ("def f():\n    yield a", [("yield a", "pass")]),
        ("f(kw_only=True)\n'A docstring'", [("True", "False"), ("f(kw_only=True)", "pass")]),
        ("def _f(a, *, b): ...", []),
        ("@lru_cache(maxsize=8)\ndef f(): ...", []),
        ("x = Label(id='satu', en='one')", []),
        ("x = f'{a < b}'", []),
        ("__all__ = ['a']", []),
        ("if TYPE_CHECKING:\n    f(a)", []),
        ("def __repr__(self):\n    return 'a'", []),
    ],
)
def test_every_kind_of_typo_is_made(source: str, expected: list[tuple[str, str]]) -> None:
    """And nothing is made of what nobody decides by."""
    assert Counter(expected) == Counter(changes(source))


def test_all_other_lines_stay_where_they_are() -> None:
    """A change of several lines leaves as many, so that reports name the right ones."""
    source = "x = 'ä'\nif (\n    a\n    and b\n):\n    f(\n        a\n    )\ny = 1\n"

    for one in mutants_of("x.py", source.encode()):
        lines = one.mutated.decode().splitlines()
        assert one.compiles
        assert 9 == len(lines)
        assert "y = " == lines[8][:4]


def test_a_key_survives_that_its_line_moves() -> None:
    """It names the text of the line, not its number."""
    [before, *_] = mutants_of("x.py", b"x = a < b\n")
    [after, *_] = mutants_of("x.py", b"\n\nif c:\n    x = a < b\n")[2:]

    assert before.key == after.key == ("x.py", "x = a < b", "a < b", "a <= b")


@pytest.fixture(scope="module")
def mutants() -> list[Mutant]:
    return all_mutants("sla")


def test_a_seed_draws_the_same_mutants_again(mutants: list[Mutant]) -> None:
    """Another seed draws others; no line has two while others have none."""
    one, same, other = (draw(mutants, 90, seed, lambda _: False).mutants for seed in (1, 1, 2))

    assert one == same != other
    assert 90 == len({(each.file, each.line) for each in one})


def test_equivalent_mutants_are_told_beside_the_others(mutants: list[Mutant]) -> None:
    """They take no place among those asked for."""
    drawn = draw(mutants, 90, 1, lambda one: one.file == "sla/clocks.py")

    assert 90 == len(drawn.mutants)
    assert {"sla/clocks.py"} == {one.file for one in drawn.equivalent}
    assert not {"sla/clocks.py"} & {one.file for one in drawn.mutants}


def test_every_equivalent_mutant_is_one_of_the_source() -> None:
    """An entry whose line has changed has to be looked at again; each says why it is equivalent."""
    known = {one.key for room in ROOMS for one in all_mutants(room)}
    listed = equivalent_mutants()

    assert [] == [key for key in listed if key not in known]
    assert all(why.endswith(".") for why in listed.values())
