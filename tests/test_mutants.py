"""Every small mutation of a solution fails its check, or is listed here with the reason why it is right as well."""

import ast
import importlib
import re

import numpy as np
import pytest

from authoring import notebooks
from facelab import (
    decisions,
    errors,
    fairness,
    identification,
    matching,
    scenes,
    simulate,
    subspaces,
)
from facelab.checks.asking import NotTried, Slow, Wrong
from facelab.lesson import find_exercise
from tests.mutants import frozen, mutants

ANSWERS = [
    importlib.import_module(f"facelab.answers.{path.stem}")
    for path in sorted((notebooks.ROOT / "facelab" / "answers").glob("lesson*.py"))
]
# Mutants that are right as well, each with its reason.
RIGHT_TOO = {
    ("1.1a", "line 2: constant plus one"): "reshape(n, -2): numpy reads every negative number as -1",
    ("1.1b", "line 2: constant plus one"): "reshape(-2, ...): numpy reads every negative number as -1",
    ("1.2", "line 6: operands"): "a distance does not depend on which of two points is subtracted",
    ("1.P", "line 4: constant minus one"): "axis 0 for 1: a table of distances within one set is symmetric",
    ("2.1", "line 3: operands"): "mean minus points turns every direction into its negative: the sign is free",
    ("3.2", "line 3: operands"): "a distance does not depend on which of two points is subtracted",
    ("3.3a", "line 3: operands"): "the product of a difference with itself does not depend on its sign",
    ("3.3b", "line 4: operator"): "divided or multiplied by its length: numpy's eigenvectors have length 1 already",
    ("4.2a", "line 3: mean to sum"): "a sum points the same way as a mean, and is scaled to length 1 as well",
    ("4.2b", "line 2: operands"): "the sum of products does not depend on which row comes first",
    ("5.4", "line 9: arguments exchanged"): "the smaller of two numbers does not depend on their order",
    ("6.3", "line 5: comparison"): "that an end of the interval is exactly the promise happens by rounding only",
    ("7.2", "line 4: constant plus one"): "every FMR one higher: all costs grow alike",
    ("7.2", "line 4: constant minus one"): "every FMR one lower: all costs shrink alike",
    ("7.2", "line 7: constant plus one"): "rounded to 13 digits instead of 12",
    ("7.2", "line 7: constant minus one"): "rounded to 11 digits instead of 12",
    ("11.1", "line 2: arguments exchanged"): "the smaller of two numbers does not depend on their order",
    ("11.2", "line 6: operands"): "both rates change their sign, and their ratio does not",
    ("11.2", "line 7: operands"): "both rates change their sign, and their ratio does not",
    ("11.3", "line 6: arguments exchanged"): "the smaller of two numbers does not depend on their order",
    ("2.P", "line 3: switch"): "strict=False only changes what happens with lists of different lengths",
}


def solutions():
    """Yield (number, source of the function) for every solved exercise of every lesson."""
    for path in notebooks.paths():
        for cell in notebooks.read(path).cells:
            found = re.search(r'^(\w+) = check\("([^"]+)", \1\)$', cell.source, re.MULTILINE)
            if cell.cell_type == "code" and found:
                functions = [n for n in ast.parse(cell.source).body if isinstance(n, ast.FunctionDef)]
                (function,) = [f for f in functions if f.name == found[1]]
                yield pytest.param(found[2], ast.unparse(function), id=found[2])


def build(source):
    """Return the function that the source defines, with the names a lesson has at hand."""
    names = {"np": np}
    rooms = (matching, subspaces, errors, identification, decisions, scenes, fairness, simulate)
    for module in (*rooms, *ANSWERS):
        names |= {name: value for name, value in vars(module).items() if callable(value)}
    exec(compile(source, "mutant", "exec"), names)
    return names[ast.parse(source).body[0].name]


@pytest.mark.slow
@pytest.mark.parametrize(("number", "source"), list(solutions()))
@pytest.mark.filterwarnings("ignore")
def test_no_mutant_passes(number, source, monkeypatch, seeds):
    monkeypatch.setattr("facelab.checks.answer.TIME_LIMIT", 3.0)
    exercise, survivors = find_exercise(number), set()
    for what, mutant in [*mutants(source), *ignoring(exercise, source, seeds)]:
        function = build(mutant)
        if any(passes(exercise, function, seed) for seed in seeds):
            survivors.add((number, what))
    assert survivors == {row for row in RIGHT_TOO if row[0] == number}


def passes(exercise, function, seed):
    """Say whether an exercise accepts a function, asked with the questions of a seed."""
    try:
        exercise.examine(function, seed)
    except (NotTried, Wrong):
        return False
    except Slow:
        return True
    return True


def ignoring(exercise, source, seeds):
    """Yield the solution with each scalar argument frozen at values that the questions ask with."""
    if exercise.ask is None:
        return
    asked = exercise.questions(np.random.default_rng(seeds[0]))
    for number, name in enumerate(exercise.names):
        values = [question.arguments[number] for question in asked if number in question.scalars]
        for value in {value: None for value in values}:
            yield f"{name} ignored, {value!r} taken", frozen(source, name, value)


def test_every_solution_has_mutants():
    counts = {param.values[0]: len(list(mutants(param.values[1]))) for param in solutions()}
    assert len(counts) >= 12
    assert min(counts.values()) >= 1
