"""Texts that would keep a parser of TOML busy, or use up its stack."""

from hostile_pieces import Hostile, listed, repeated

__all__ = ["TEXTS"]

TEXTS: Hostile = {
    "one dotted key": lambda size: f"a{'.a' * (size // 2)} = 1\n",
    "one dotted key with blanks": lambda size: f"a{' . a' * (size // 4)} = 1\n",
    "one dotted key in quotes": lambda size: '"a"' + '."a"' * (size // 4) + " = 1\n",
    "one dotted header": lambda size: f"[a{'.a' * (size // 2)}]\n",
    "one dotted header of an array": lambda size: f"[[a{'.a' * (size // 2)}]]\n",
    "dotted keys of 30 parts": lambda size: repeated(
        size, lambda number: f"k{number}{'.a' * 29} = 1\n"
    ),
    "dotted headers of 30 parts": lambda size: repeated(
        size, lambda number: f"[a{'.a' * 28}.k{number}]\n"
    ),
    "dotted keys in one inline table": lambda size: listed(
        size, "a = {", lambda number: f"k{number}{'.a' * 29} = 1", "b = 1}\n"
    ),
    "a dotted key in an inline table": lambda size: f"a = {{ b{'.b' * (size // 2)} = 1 }}\n",
    "arrays in arrays": lambda size: f"a = {'[' * (size // 2)}{']' * (size // 2)}\n",
    "arrays that never end": lambda size: f"a = {'[' * size}",
    "tables in tables": lambda size: f"a = {'{a=' * (size // 4)}1{'}' * (size // 4)}\n",
    "arrays in tables": lambda size: f"a = {'[{a=' * (size // 6)}1{'}]' * (size // 6)}\n",
    "many tables": lambda size: repeated(size, lambda number: f"[t{number}]\n"),
    "many arrays of tables": lambda size: repeated(size, lambda number: f"[[t{number}]]\n"),
    "one array of many tables": lambda size: repeated(size, lambda _: "[[t]]\n"),
    "one array of many tables with tables": lambda size: repeated(size, lambda _: "[[t]]\n[t.a]\n"),
    "many empty arrays": lambda size: listed(size, "a = [", lambda _: "[]"),
    "many empty inline tables": lambda size: listed(size, "a = [", lambda _: "{}"),
    "many keys": lambda size: repeated(size, lambda number: f"k{number}=1\n"),
    "many keys in one inline table": lambda size: listed(
        size, "a = {", lambda number: f"k{number}=1", "b=1}\n"
    ),
    "a long whole number": lambda size: f"a = {'9' * size}\n",
    "a long hexadecimal number": lambda size: f"a = 0x{'f' * size}\n",
    "many long hexadecimal numbers": lambda size: repeated(
        size, lambda number: f"k{number} = 0x{'f' * 4000}\n"
    ),
    "many numbers of 4,000 digits": lambda size: repeated(
        size, lambda number: f"k{number} = {'9' * 4000}\n"
    ),
    "a long number with underscores": lambda size: f"a = 1{'_1' * (size // 2)}\n",
    "a long float": lambda size: f"a = 0.{'1' * size}\n",
    "a long exponent": lambda size: f"a = 1e{'1' * size}\n",
    "a long time": lambda size: f"a = 07:32:00.{'1' * size}\n",
    "many dates": lambda size: listed(size, "a = [", lambda _: "2026-01-01"),
    "many instants": lambda size: listed(
        size, "a = [", lambda number: f"2026-01-01T00:00:00+{number % 24:02}:{number % 60:02}"
    ),
    "a long bare key": lambda size: f"{'a' * size} = 1\n",
    "a long quoted key": lambda size: f'"{"a" * size}" = 1\n',
    "long keys around many faults": lambda size: (
        f"[{'a' * (size // 2)}]\n" + repeated(size // 2, lambda number: f"k{number}=1\n")
    ),
    "backslashes": lambda size: f'a = "{chr(92) * 2 * (size // 2)}"\n',
    "escaped quotes": lambda size: f'a = "{(chr(92) + chr(34)) * (size // 2)}"\n',
    "escaped signs": lambda size: f'a = "{(chr(92) + "u0041") * (size // 6)}"\n',
    "a text that never ends": lambda size: f'a = "{"x" * size}',
    "a text of many lines that never ends": lambda size: f'a = """{(chr(34) + "x") * (size // 2)}',
    "many quotes in a text of many lines": lambda size: (
        f'a = """{(chr(34) * 2 + "x") * (size // 3)}"""\n'
    ),
    "many quotes in a literal of many lines": lambda size: (
        f"a = '''{(chr(39) * 2 + 'x') * (size // 3)}'''\n"
    ),
    "folded lines": lambda size: f'a = """{(chr(92) + chr(10)) * (size // 2)}"""\n',
    "empty lines": lambda size: "\n" * size,
    "empty lines of Windows": lambda size: "\r\n" * (size // 2),
    "carriage returns": lambda size: "\r" * size,
    "blanks": lambda size: " " * size,
    "one comment": lambda size: f"# {'x' * size}\n",
    "many comments": lambda size: "#\n" * (size // 2),
    "null characters": lambda size: "\0" * size,
    "marks of byte order": lambda size: "\ufeff" * (size // 3),
    "opening quotes": lambda size: '"' * size,
    "equal signs": lambda size: "=" * size,
    "dots": lambda size: "." * size,
}
"""What keeps a parser of TOML busy, or would use up its stack."""
