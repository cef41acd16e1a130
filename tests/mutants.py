"""Change a solution by program, one small thing at a time: each mutant is a mistake someone could make."""

import ast
import copy
from collections.abc import Iterator

COMPARE = {ast.GtE: ast.Gt, ast.Gt: ast.GtE, ast.LtE: ast.Lt, ast.Lt: ast.LtE, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
ARITHMETIC = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.Mod: ast.FloorDiv,
}
NAMES = {
    "argmin": "argmax",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "sum": "mean",
    "sqrt": "square",
    "maximum": "minimum",
    "inf": "nan",
    "flatten": "list",
}


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Yield (what was changed, changed source) for every change of the code of a function.

    Comparisons turn strict or lax, signs flip, constants move by one, axes and methods are exchanged, arguments of a
    call change places, a call that changes its argument in place is left out, a transpose is forgotten.
    """
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    for place, node in enumerate(nodes):
        for what, change in _changes(node):
            mutant = copy.deepcopy(tree)
            change(list(ast.walk(mutant))[place])
            text = ast.unparse(ast.fix_missing_locations(mutant))
            if text != ast.unparse(tree):
                yield f"line {getattr(node, 'lineno', 0)}: {what}", text


def frozen(source: str, name: str, value: object) -> str:
    """Return the function as one that takes a value of its own for an argument, whatever is given."""
    tree = ast.parse(source)
    function = tree.body[0]
    parameter = next(one for one in function.args.args if one.arg == name or one.arg.startswith(name))
    plain = value.item() if hasattr(value, "item") else value
    function.body.insert(0, ast.parse(f"{parameter.arg} = {plain!r}").body[0])
    return ast.unparse(ast.fix_missing_locations(tree))


def _changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARE:
        yield "comparison", lambda n: n.ops.__setitem__(0, COMPARE[type(n.ops[0])]())
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        yield "operator", lambda n: setattr(n, "op", ARITHMETIC[type(n.op)]())
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub | ast.MatMult):
        yield "operands", lambda n: (lambda a, b: (setattr(n, "left", b), setattr(n, "right", a)))(n.left, n.right)
    if isinstance(node, ast.Constant) and isinstance(node.value, int) and not isinstance(node.value, bool):
        yield "constant plus one", lambda n: setattr(n, "value", n.value + 1)
        yield "constant minus one", lambda n: setattr(n, "value", n.value - 1)
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "switch", lambda n: setattr(n, "value", not n.value)
    if isinstance(node, ast.Attribute) and node.attr in NAMES:
        yield f"{node.attr} to {NAMES[node.attr]}", lambda n: setattr(n, "attr", NAMES[n.attr])
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in NAMES:
        yield f"{node.id} to {NAMES[node.id]}", lambda n: setattr(n, "id", NAMES[n.id])
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield "transpose forgotten", lambda n: setattr(n, "attr", "real")
    if isinstance(node, ast.UnaryOp):
        yield "sign", lambda n: setattr(n, "op", ast.UAdd())
    if isinstance(node, ast.Call) and len(node.args) >= 2 and not any(isinstance(a, ast.Starred) for a in node.args):
        yield "arguments exchanged", lambda n: n.args.__setitem__(slice(0, 2), [n.args[1], n.args[0]])
    if isinstance(node, ast.FunctionDef):
        for place, statement in enumerate(node.body):
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
                yield "statement left out", lambda n, place=place: n.body.__setitem__(place, ast.Pass())
