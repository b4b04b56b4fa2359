"""What somebody may type wrong: for every node of a syntax tree, the nodes that it could become.

What nobody decides by is left alone: docstrings, annotations, labels and sentences, reprs,
`__all__`, assertions, the sizes of caches.
"""

import ast
import re
from collections.abc import Iterator
from typing import Any

__all__ = ["typos"]

Typo = tuple[ast.AST, ast.AST]

_CODE = re.compile(r"[a-z][a-z0-9_.-]*")  # what code reads; a sentence has spaces or capitals
_SHOWN = {"__repr__", "__rich_repr__", "_repr_pretty_", "_repr_html_"}
_NO_CODE = {"Label", "Message", "Wording", "TypeVar", "NewType", "cast", "lru_cache"}

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
        case ast.Import() | ast.ImportFrom() | ast.Assert():
            return True
        case ast.JoinedStr():  # its parts have no true positions before Python 3.12
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in _NO_CODE
        case ast.FunctionDef(name=name):
            return name in _SHOWN or any(map(_is_overload, node.decorator_list))
        case ast.stmt():
            return _is_docstring(node) or _is_for_tools(node)
    return node in (getattr(parent, "annotation", None), getattr(parent, "returns", None))


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_for_tools(node: ast.stmt) -> bool:
    match node:
        case (
            ast.Assign(targets=[ast.Name(id="__all__")]) | ast.If(test=ast.Name(id="TYPE_CHECKING"))
        ):
            return True
    return False


def _is_overload(mark: ast.expr) -> bool:
    return isinstance(mark, ast.Name) and mark.id == "overload"


def _of_statement(node: ast.AST) -> Iterator[Typo]:
    match node:
        case ast.Expr() | ast.AugAssign() | ast.Raise():
            yield node, ast.Pass()
        case ast.Continue():
            yield node, ast.Break()
        case ast.Break():
            yield node, ast.Continue()
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield value, ast.Constant(None)
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield node, ast.Pass()
        case ast.FunctionDef(name=name, args=ast.arguments(vararg=None, kwonlyargs=[one, *_])):
            if name.startswith("__") or not name.startswith("_"):  # whom strangers may call
                yield node.args, one


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
        case ast.Compare():
            yield from ((node, other) for other in _other_comparisons(node))
        case ast.BoolOp():
            yield from ((node, other) for other in _other_conditions(node))
        case ast.BinOp(op=operator) if type(operator) in _OPERATORS:
            yield node, _with(node, op=_OPERATORS[type(operator)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield node, operand
        case ast.Call(func=ast.Name(id=name)) if name in _FUNCTIONS:
            yield node.func, ast.Name(_FUNCTIONS[name])
        case ast.Subscript(slice=ast.Slice() as bounds):
            for bound in ("lower", "upper"):
                if getattr(bounds, bound) is not None:
                    yield node, _with(node, slice=_with(bounds, **{bound: None}))
        case ast.Constant(value=value):
            yield from ((node, ast.Constant(other)) for other in _other_values(value))


def _other_comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for n, operator in enumerate(node.ops):
        for other in _COMPARISONS[type(operator)]:
            yield _with(node, ops=[*node.ops[:n], other(), *node.ops[n + 1 :]])


def _other_conditions(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    for n in range(len(node.values)):
        left = [*node.values[:n], *node.values[n + 1 :]]
        yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)


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


def _with(node: ast.AST, **fields: Any) -> ast.AST:
    return type(node)(**dict(ast.iter_fields(node)) | fields)
