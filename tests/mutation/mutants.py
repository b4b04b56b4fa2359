"""A mutant: a file with one small fault that somebody could have typed.

It replaces an expression or a statement by its position, so that all lines stay where they are.
"""

import ast
import re
from collections.abc import Iterator
from difflib import unified_diff

from attrs import field, frozen
from tests.mutation.typos import typos

__all__ = ["Mutant", "mutants_of"]

_STAR = re.compile(rb"(?<=[(\s])\*, ?")  # in a signature: what follows is given by name only


@frozen
class Mutant:
    """One change of one file: the bytes from `start` to `end` become others."""

    file: str
    source: bytes = field(repr=False)
    start: int
    end: int
    becomes: str

    @property
    def line(self) -> int:
        """The number of the line where the change begins, from 1 on."""
        return self.source.count(b"\n", 0, self.start) + 1

    @property
    def lines(self) -> range:
        """The numbers of all lines that are changed."""
        return range(self.line, self.line + 1 + self.source.count(b"\n", self.start, self.end))

    @property
    def mutated(self) -> bytes:
        """The whole file with the change."""
        return self.source[: self.start] + self.becomes.encode() + self.source[self.end :]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What names the change wherever its line moves: file, the line's text, was, becomes."""
        text = self.source.splitlines()[self.line - 1].decode()
        was = self.source[self.start : self.end].decode()
        return self.file, text.strip(), _on_one_line(was), _on_one_line(self.becomes)

    @property
    def compiles(self) -> bool:
        """Whether it is Python at all."""
        try:
            compile(self.mutated, self.file, "exec")
        except SyntaxError:
            return False
        return True

    def diff(self) -> str:
        """The change as a diff without context."""
        before, after = (text.decode().splitlines() for text in (self.source, self.mutated))
        changed = list(unified_diff(before, after, lineterm="", n=0))[3:]
        return "\n".join(one for one in changed if one.strip() != "+")


def mutants_of(file: str, source: bytes) -> list[Mutant]:
    """All mutants of a source, in the order of its lines."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def span(node: ast.AST) -> tuple[int, int]:
        at = (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset)  # type: ignore[attr-defined]
        return starts[at[0] - 1] + at[2], starts[at[1] - 1] + at[3]

    def found() -> Iterator[tuple[int, int, str]]:
        for old, new in typos(ast.parse(source)):
            if isinstance(old, ast.arguments):
                *_, star = _STAR.finditer(source, 0, span(new)[0])
                yield *star.span(), ""
            else:
                start, end = span(old)
                yield start, end, _written(old, new, source.count(b"\n", start, end))

    changes = sorted(set(found()))
    return [Mutant(file, source, *one) for one in changes]


def _written(old: ast.AST, new: ast.AST, more_lines: int) -> str:
    """A node as text, on as many lines as the old one had."""
    text = ast.unparse(new)
    if isinstance(new, ast.stmt):
        return text + "\n" * more_lines
    binds_otherwise = type(old) is not type(new) and not isinstance(new, ast.Constant | ast.Name)
    if more_lines or binds_otherwise or isinstance(new, ast.BoolOp):
        return f"({text}" + "\n" * more_lines + ")"
    return text


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
