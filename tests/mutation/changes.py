"""The changes that a mutation run makes: one operator, comparison, condition, constant or loop of a module at a time.

Left out is what states an invariant and does nothing (``assert``, ``strict=`` of zip, decorators), what is about types
alone, and what any run at all would find, such as + turned into <<: such changes only make the share look better.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from types import CodeType
from typing import Any, NamedTuple

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
_TWINS = {"any": "all", "all": "any", "min": "max", "max": "min"}
_TEXTS = (ast.JoinedStr, ast.List, ast.Tuple)


class Change(NamedTuple):
    """One change: the lines it is on, what is written there and what instead, and the module without and with it.

    ``name`` is what gets its value there, if anything does.
    """

    line: int
    last: int
    before: str
    after: str
    name: str
    plain: CodeType
    code: CodeType


class _Edit(NamedTuple):
    """Puts *value* into *field* of *node*; *shown* is the part of the text that is told."""

    shown: ast.AST
    node: ast.AST
    field: str
    value: Any
    name: str = ""


def changes(source: str, file: str) -> Iterator[Change]:
    """Every change of *source*, in the order of the text; one that compiles to what was there before is none."""
    tree = ast.parse(source)
    plain = compile(tree, file, "exec")
    for edit in sorted(_edits(tree), key=lambda edit: (_line(edit.shown), getattr(edit.shown, "col_offset", 0))):
        before = ast.unparse(edit.shown)
        held = getattr(edit.node, edit.field)
        setattr(edit.node, edit.field, edit.value)
        code = compile(ast.fix_missing_locations(tree), file, "exec")
        after = ast.unparse(_instead(edit, held))
        setattr(edit.node, edit.field, held)
        if code != plain:
            last = getattr(edit.shown, "end_lineno", 1)
            yield Change(_line(edit.shown), last, before, after, edit.name, plain, code)


def _instead(edit: _Edit, held: Any) -> ast.AST:
    """What stands in place of what is told: the node itself with its change, or another one in its place."""
    if edit.node is edit.shown:
        return edit.shown
    if isinstance(edit.value, ast.AST):
        return edit.value
    changed: ast.AST = next(new for old, new in zip(held, edit.value, strict=True) if new is not old)
    return changed


def _line(node: ast.AST) -> int:
    return int(getattr(node, "lineno", 1))


def _edits(node: ast.AST, name: str = "") -> Iterator[_Edit]:
    match node:
        case ast.Assign(targets=[ast.Name(id=given)]) | ast.AnnAssign(target=ast.Name(id=given)):
            name = given
        case _:
            pass
    yield from (edit._replace(name=name) for edit in _of(node))
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_params") or _is_no_matter(node, field):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.Assert):
                yield from _edits(child, name)


def _is_no_matter(node: ast.AST, field: str) -> bool:
    return isinstance(node, ast.keyword) and node.arg in ("strict", "slots", "frozen", "kw_only") and field == "value"


def _of(node: ast.AST) -> Iterator[_Edit]:
    match node:
        case ast.Compare():
            for at, sign in enumerate(node.ops):
                for other in _COMPARISONS[type(sign)]:
                    yield _Edit(node, node, "ops", [*node.ops[:at], other(), *node.ops[at + 1 :]])
        case ast.BoolOp():
            yield _Edit(node, node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.BinOp() if type(node.op) in _OPERATORS and not (_is_text(node.left) or _is_text(node.right)):
            yield _Edit(node, node, "op", _OPERATORS[type(node.op)]())
        case ast.AugAssign() if type(node.op) in _OPERATORS and not _is_text(node.value):
            yield _Edit(node, node, "op", _OPERATORS[type(node.op)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            # Twice the sign is none: the node keeps its place in the tree.
            yield _Edit(node, node, "operand", ast.UnaryOp(node.op, node.operand))
        case ast.Call(func=ast.Name(id=name)) if name in _TWINS:
            yield _Edit(node, node, "func", ast.Name(_TWINS[name], ast.Load()))
        case ast.Call(func=ast.Name(id="Decimal"), args=[ast.Constant(value=str(text))]):
            for number in _beside_decimal(text):
                yield _Edit(node, node, "args", [ast.Constant(number)])
        case ast.Constant(value=bool(truth)):
            yield _Edit(node, node, "value", not truth)
        case ast.Constant(value=int() | float() as number):
            for step in (1, -1):
                yield _Edit(node, node, "value", number + step)
        case ast.For():
            yield _Edit(node.iter, node, "iter", ast.Tuple([], ast.Load()))
        case _:
            pass
    yield from _of_conditions(node)
    for name in ("body", "orelse"):
        statements = getattr(node, name, None)
        if isinstance(statements, list):
            yield from _of_ends(node, name, statements)


def _of_conditions(node: ast.AST) -> Iterator[_Edit]:
    match node:
        case ast.If() | ast.While() | ast.IfExp():
            if _is_plain(node.test):
                yield _Edit(node.test, node, "test", ast.UnaryOp(ast.Not(), node.test))
        case ast.match_case(guard=ast.expr() as guard) if _is_plain(guard):
            yield _Edit(guard, node, "guard", ast.UnaryOp(ast.Not(), guard))
        case ast.comprehension():
            for at, test in enumerate(node.ifs):
                if _is_plain(test):
                    turned = ast.UnaryOp(ast.Not(), test)
                    yield _Edit(test, node, "ifs", [*node.ifs[:at], turned, *node.ifs[at + 1 :]])
        case _:
            pass


def _of_ends(node: ast.AST, name: str, statements: Sequence[ast.stmt]) -> Iterator[_Edit]:
    for at, statement in enumerate(statements):
        if isinstance(statement, (ast.Break, ast.Continue)):
            other = ast.Continue() if isinstance(statement, ast.Break) else ast.Break()
            yield _Edit(statement, node, name, [*statements[:at], other, *statements[at + 1 :]])


def _is_plain(test: ast.expr) -> bool:
    """Whether turning *test* round is a change of its own: a comparison and a ``not`` are turned round already."""
    return not isinstance(test, ast.Compare) and not (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, _TEXTS) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _beside_decimal(text: str) -> Iterator[str]:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return
    if number.is_finite():
        yield from (str(number + step) for step in (1, -1))
