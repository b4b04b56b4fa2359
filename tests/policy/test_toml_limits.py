"""Limits of TOML files: what is refused before the parser sees it, and on which line."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sp4n.policy.toml_file import DEPTH_LIMIT, ENTRIES_LIMIT, SIGNS_LIMIT, limit_fault

NAME = "policy.toml"
DEEP, LONG = DEPTH_LIMIT + 1, SIGNS_LIMIT + 1


def found(text: str) -> tuple[str, object] | None:
    """Give a fault's code and line."""
    fault = limit_fault(text, NAME)
    return None if fault is None else (fault.code, fault["line"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".".join(["a"] * DEEP) + " = 1", ("too_deep", 1)),
        (".".join(["a"] * DEPTH_LIMIT) + " = 1", None),
        ("\n\n" + " . ".join(["a"] * DEEP) + " = 1", ("too_deep", 3)),
        (".".join(['"a.b"'] * DEEP) + " = 1", ("too_deep", 1)),
        (".".join(['"a.b"'] * DEPTH_LIMIT) + " = 1", None),
        ("[" + ".".join(["a"] * DEEP) + "]", ("too_deep", 1)),
        ("[[" + ".".join(["a"] * DEEP) + "]]", ("too_deep", 1)),
        ("a = 1\n[[" + ".".join(["a"] * DEPTH_LIMIT) + "]]\na.b = 1", None),
        ("x = { " + ".".join(["a"] * DEEP) + " = 1 }", ("too_deep", 1)),
        ("x = [\n" + "[" * DEEP, ("too_deep", 2)),
        ("x = " + "[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT, None),
        ("x = " + "{a=" * DEEP, ("too_deep", 1)),
        ("x = " + "[{a=" * (DEEP // 2 + 1), ("too_deep", 1)),
        ("x = [" + "[1.5]," * 50 + "]", None),
        ("[a]\n" * 100, None),
        ("a" * LONG + " = 1", ("too_long", 1)),
        ("a" * SIGNS_LIMIT + " = 1", None),
        ("x." + "a" * LONG + ".y = 1", ("too_long", 1)),
        ("'" + "a" * LONG + "'\t.b = 1", ("too_long", 1)),
        ('["' + "a" * LONG + '"]', ("too_long", 1)),
        ('x = ["' + "a" * LONG + '"]', None),
        ('x = "' + "a" * LONG + '" # = 1', None),
        ("# " + "a" * LONG + " = 1\n#" + "." * 100, None),
        ("x = " + "9" * LONG, ("not_toml", 1)),
        ("\nx = 0x" + "f" * LONG, ("not_toml", 2)),
        ("x = [" + "1," * (ENTRIES_LIMIT + 1) + "]", ("too_many", 1)),
        ("a.b = 1\n" * (ENTRIES_LIMIT // 2 + 1), ("too_many", ENTRIES_LIMIT // 2 + 1)),
        ("a = 1\n" * ENTRIES_LIMIT, None),
    ],
)
def test_each_limit_is_kept_to_the_sign(text: str, expected: tuple[str, int] | None) -> None:
    """What just keeps to it passes; what is one beyond is told with its line."""
    assert expected == found(text)


DOTS = "." * DEEP + "[" * DEEP


@pytest.mark.parametrize(
    "text",
    [
        f'a = "{DOTS}"',
        f"a = '{DOTS}'",
        f'a = "\\"{DOTS}"',
        f'a = "\\\\"\nb = "{DOTS}"',
        f"a = '\\'\nb = '{DOTS}'",
        f'a = """\n"{DOTS}"\n""{DOTS}"""',
        f'a = """\\"""{DOTS}"""',
        f"a = '''\n'{DOTS}\n''{DOTS}'''",
        f'a = """{DOTS}""""\nb = """{DOTS}"""""\nc = "{DOTS}"',
        f"a = '''{DOTS}''''\nb = '''{DOTS}'''''",
        f'a = """"{DOTS}"""',
        f'a = """""{DOTS}"""',
        f"a = 1 # \"{DOTS}\nb = 2 # '''{DOTS}",
        f'a = ""\nb = "{DOTS}"',
        f'a = """"""\nb = "{DOTS}"',
    ],
)
def test_strings_and_comments_are_no_keys(text: str) -> None:
    """Dots and brackets in them count for nothing: the parser reads these, and no limit is met."""
    assert "b" in tomllib.loads(text + "\nb2 = 1") or "a" in tomllib.loads(text)
    assert limit_fault(text, NAME) is None


@pytest.mark.parametrize("text", ['a = "x\n' + DOTS, 'a = """x' + DOTS, "a = '" + DOTS, 'a = "\\'])
def test_where_a_string_never_ends_the_parser_says_so(text: str) -> None:
    """Looking on would be guessing."""
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)

    assert limit_fault(text, NAME) is None


def test_the_message_tells_the_line_in_both_languages() -> None:
    """So that a city finds it in its file."""
    fault = limit_fault("\n" * 6 + "a" + ".a" * 40 + " = 1", NAME)

    assert fault is not None
    assert "policy.toml, line 7: is nested too deeply; at most 32 levels" == fault.describe()
    assert "policy.toml, baris 7: bersarang terlalu dalam; paling banyak 32 tingkat" == (
        fault.describe("id")
    )


PIECES = st.lists(
    st.sampled_from(
        [*"ab.=,[]{}#\"'\\ \n\t1", '"""', "'''", "\r\n", "a.b = 1\n", "[a.b]\n", "{a=1}", "[[a]]\n"]
    ),
    max_size=60,
)


@given(PIECES)
def test_whatever_keeps_to_the_limits_is_never_refused(pieces: list[str]) -> None:
    """Texts of few signs can't be too deep or too long, whatever they are; nothing is raised."""
    text = "".join(pieces)
    try:
        depth = _depth(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError):
        limit_fault(text, NAME)
        return

    assert depth <= DEPTH_LIMIT
    assert limit_fault(text, NAME) is None


@given(
    st.recursive(
        st.sampled_from(["1", '"[[."', "'{{.'", "1.5", "2026-01-01", '"""\n[["""']),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda some: f"[{', '.join(some)}]"),
            st.lists(inner, max_size=3).map(
                lambda some: "{" + ", ".join(f"k{n}.x = {one}" for n, one in enumerate(some)) + "}"
            ),
        ),
        max_leaves=20,
    ),
    st.integers(0, DEPTH_LIMIT + 4),
)
def test_arrays_are_refused_from_one_depth_on(value: str, around: int) -> None:
    """Whatever value lies in so many arrays: as deep as the brackets of it that are no strings."""
    text = f"a = {'[' * around}{value}{']' * around}\n"
    depth = around + _nesting(value)

    refused = found(text)
    assert (None if depth <= DEPTH_LIMIT else "too_deep") == (refused and refused[0])


def _depth(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def _nesting(value: str) -> int:
    """Count how deep brackets nest, the strings of these tests left out."""
    deepest = depth = 0
    for text in ('"[[."', "'{{.'", '"""\n[["""'):
        value = value.replace(text, "")
    for sign in value:
        depth += (sign in "[{") - (sign in "]}")
        deepest = max(deepest, depth)
    return deepest
