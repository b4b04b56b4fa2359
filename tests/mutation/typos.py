"""What somebody may type wrong: for every node of a syntax tree, the nodes that it could become.

What nobody decides by is left alone: docstrings, annotations, labels, reprs, `__all__`, assertions.
"""

import ast
import re
from collections.abc import Iterator
from typing import Any

__all__ = ["typos"]

Typo = tuple[ast.AST, ast.AST]

_CODE = re.compile(r"[a-z][a-z0-9_.-]*")  # what code reads; a sentence has spaces or capitals
_SHOWN = {"__repr__", "__rich_repr__", "_repr_pretty_", "_repr_html_"}
_NO_CODE = {"Label", "TypeVar", "NewType", "cast"}

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any"}


def typos(node: ast.AST) -> Iterator[Typo]:
    """Pairs of a node inside *node* and what may stand in its place.

    The arguments of a function are paired with the first that is given by name: there the star is
    lost, so that it may be given by place.
    """
    for child in ast.iter_child_nodes(node):
        if not _left_alone(child, node):
            yield from _of_statement(child)
            yield from _of_test(child)
            yield from _of_expression(child)
            yield from typos(child)


def _left_alone(node: ast.AST, parent: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant(value=str())):  # a docstring
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in _NO_CODE
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.FunctionDef(name=name, decorator_list=marks):
            overloads = (isinstance(one, ast.Name) and one.id == "overload" for one in marks)
            return name in _SHOWN or any(overloads)
        case ast.Import() | ast.ImportFrom() | ast.Assert():
            return True
        case ast.JoinedStr():  # its parts have no true positions before Python 3.12
            return True
    return node in (getattr(parent, "annotation", None), getattr(parent, "returns", None))


def _of_statement(node: ast.AST) -> Iterator[Typo]:
    match node:
        case ast.Expr() | ast.AugAssign() | ast.Raise():
            yield node, ast.Pass()
        case ast.Continue():
            yield node, ast.Break()
        case ast.Break():
            yield node, ast.Continue()
        case ast.Return(value=ast.expr() as value):
            yield value, ast.Constant(None)
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield node, ast.Pass()
        case ast.FunctionDef(args=ast.arguments(vararg=None, kwonlyargs=[_, *_]) as given):
            yield given, given.kwonlyargs[0]


def _of_test(node: ast.AST) -> Iterator[Typo]:
    match node:
        case ast.If(test=test) | ast.IfExp(test=test) | ast.match_case(guard=ast.expr() as test):
            yield test, ast.Constant(value=True)
            yield test, ast.Constant(value=False)
        case ast.While(test=test):
            yield test, ast.Constant(value=False)
        case ast.comprehension(ifs=tests):
            yield from ((test, ast.Constant(value=True)) for test in tests)


def _of_expression(node: ast.AST) -> Iterator[Typo]:
    match node:
        case ast.Compare(ops=operators):
            for n, operator in enumerate(operators):
                for other in _COMPARISONS[type(operator)]:
                    yield node, _with(node, ops=[*operators[:n], other(), *operators[n + 1 :]])
        case ast.BoolOp(op=operator, values=values):
            yield node, _with(node, op=ast.Or() if isinstance(operator, ast.And) else ast.And())
            for n in range(len(values)):
                yield node, _fewer(node, [*values[:n], *values[n + 1 :]])
        case ast.BinOp(op=operator) if type(operator) in _OPERATORS:
            yield node, _with(node, op=_OPERATORS[type(operator)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield node, operand
        case ast.Call(func=ast.Name(id=name)) if name in _FUNCTIONS:
            yield node.func, ast.Name(_FUNCTIONS[name])
        case ast.Subscript(slice=ast.Slice(lower=lower, upper=upper) as bounds):
            if lower is not None:
                yield node, _with(node, slice=_with(bounds, lower=None))
            if upper is not None:
                yield node, _with(node, slice=_with(bounds, upper=None))
        case ast.Constant(value=value):
            yield from ((node, ast.Constant(other)) for other in _other_values(value))


def _other_values(value: object) -> tuple[Any, ...]:
    match value:
        case bool():
            return (not value,)
        case int() | float():
            return (value + 1, value - 1)
        case str() if _CODE.fullmatch(value):
            return (value + "_x",)
        case _:
            return ()


def _fewer(node: ast.BoolOp, values: list[ast.expr]) -> ast.expr:
    return values[0] if len(values) == 1 else ast.BoolOp(node.op, values)


def _with(node: ast.AST, **fields: Any) -> ast.AST:
    return type(node)(**{name: value for name, value in ast.iter_fields(node)} | fields)
