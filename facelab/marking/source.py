"""What nbgrader is given: lessons with marking cells behind them, its configuration, and two submissions to try it."""

import re
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from facelab.lesson import exercises_of, find_exercise
from facelab.workbook import ROOT

SCHEMA = 3  # of nbgrader's metadata
GRADE_ID = re.compile(r"exercise-(\d+)-(\w+)")
MARKS = re.compile(r"[^\n]*### (?:BEGIN|END) SOLUTION[^\n]*\n?")
REFERENCE, UNTOUCHED = "reference", "untouched"  # two "learners": everything right, and nothing done

CONFIGURATION = '''"""How nbgrader marks this course; written by `python -m facelab.marking`. Change it as you like."""

from pathlib import Path

c = get_config()  # noqa: F821 - nbgrader puts it here

c.CourseDirectory.course_id = "reading-faces"
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.NbGrader.logfile = "marking.log"

# Nobody's notebook may stop the batch, or take the machine.
c.Execute.timeout = 60  # seconds a cell; a cell that raises or takes longer costs no other its run
c.Execute.interrupt_on_timeout = True
c.RunAndAsk.seconds_in_all = 300  # seconds a notebook
c.RunAndAsk.megabytes = 2000  # memory of a kernel; an untouched lesson takes up to 450

# For zip_collect: files that a learning platform names like anna_05-error-rates.ipynb.
c.FileNameCollectorPlugin.named_regexp = r".*/(?P<student_id>[^_/]+)_(?:new\\d+-)?(?P<file_id>\\d\\d-[\\w-]+)"

# Marking cells that a learner deleted or changed come back.
c.OverwriteCells.add_missing_cells = True
ours, theirs = "facelab.marking.preprocessors.", "nbgrader.preprocessors."
c.Autograde.sanitize_preprocessors = [
    theirs + "ClearOutput",
    ours + "MarkingCells",
    theirs + "DeduplicateIds",
    theirs + "OverwriteKernelspec",
    theirs + "OverwriteCells",
    theirs + "CheckCellMetadata",
]
# As nbgrader has it, but for the step that runs the notebook: it asks each answer again from outside.
c.Autograde.autograde_preprocessors = [
    ours + "RunAndAsk",
    theirs + "IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    theirs + "LimitOutput",
    theirs + "SaveAutoGrades",
    theirs + "AssignLatePenalties",
    theirs + "CheckCellMetadata",
]
'''


def grade_id(number: str) -> str:
    """Return the name under which nbgrader keeps an exercise, such as "exercise-5-1"."""
    return "exercise-" + number.replace(".", "-")


def number_of(cell: NotebookNode) -> str | None:
    """Return the exercise that a marking cell marks, such as "5.1"; None for any other cell."""
    data = cell.metadata.get("nbgrader")
    return number_in(str(data.get("grade_id"))) if isinstance(data, dict) else None


def number_in(name: str) -> str | None:
    """Return the exercise in a name of `grade_id`; None for any other name."""
    match = GRADE_ID.fullmatch(name)
    return f"{match[1]}.{match[2]}" if match else None


def marking_cell(number: str, points: float) -> NotebookNode:
    """Return a locked cell that is worth the points of an exercise.

    Raises:
        ValueError: if there is no such exercise.
    """
    find_exercise(number)
    cell = nbformat.v4.new_code_cell(
        f"# Exercise {number}, for marking: please leave this cell as it is.\n"
        f'from facelab.lesson import marked\n\nprint("{number} right:", marked("{number}"))',
        id=grade_id(number).replace("exercise", "mark"),
    )
    cell.metadata = NotebookNode(
        deletable=False,
        editable=False,
        nbgrader=NotebookNode(
            schema_version=SCHEMA, grade_id=grade_id(number), cell_type="code",
            grade=True, locked=True, solution=False, task=False, points=points,
        ),
    )  # fmt: skip
    return cell


def with_marking_cells(lesson: Path, points: float = 1, only: Sequence[str] = ()) -> NotebookNode:
    """Return a lesson as it is, and behind it a marking cell for each exercise.

    Args:
        lesson: the notebook, such as lessons/05-error-rates.ipynb.
        points: for each exercise.
        only: the exercises that are marked; all, if none is named.

    Raises:
        ValueError: if none of its exercises is to be marked, or the points are no positive number.
    """
    if not points > 0:
        raise ValueError(f"An exercise is worth a positive number of points, not {points:g}.")
    notebook = nbformat.read(lesson, as_version=4)
    numbers = [number for number in exercises_of(str(int(lesson.name[:2]))) if not only or number in only]
    if not numbers:
        raise ValueError(f"{lesson.name} has no exercise to mark. Name another lesson, or other exercises.")
    notebook.cells += [marking_cell(number, points) for number in numbers]
    return notebook


def solved(notebook: NotebookNode, solution: Path) -> NotebookNode:
    """Return what somebody would hand in who knows everything: the solved lesson, with the source's marking cells."""
    answers = nbformat.read(solution, as_version=4)
    for cell in answers.cells:
        cell.source = MARKS.sub("", cell.source)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    answers.cells += [cell for cell in notebook.cells if number_of(cell) is not None]
    return answers


def lesson_paths(lessons: Sequence[int]) -> list[Path]:
    """Return the files of some lessons.

    Raises:
        ValueError: if there is no such lesson.
    """
    paths = []
    for lesson in lessons:
        found = sorted((ROOT / "lessons").glob(f"{lesson:02d}-*.ipynb"))
        if not found:
            raise ValueError(f"There is no lesson {lesson} in {ROOT / 'lessons'}.")
        paths += found
    return paths


def write(course: Path, lessons: Sequence[int], points: float, only: Sequence[str], replace: bool) -> list[str]:
    """Write the sources, the configuration and the two submissions to try; return a sentence for what was left alone.

    Args:
        course: nbgrader's folder of the course; made if it is missing.
        lessons: their numbers.
        points: for each exercise.
        only: the exercises that are marked; all, if none is named.
        replace: write over files that were changed.

    Raises:
        ValueError: as `with_marking_cells` and `lesson_paths`; nothing is written then.
        OSError: if the folder cannot be written.
    """
    for number in only:
        find_exercise(number)
    files = {course / "nbgrader_config.py": CONFIGURATION}
    for path in lesson_paths(lessons):
        notebook = with_marking_cells(path, points, only)
        assignment = f"lesson-{path.name[:2]}"
        files[course / "source" / assignment / path.name] = _text(notebook)
        submitted = course / "submitted"
        files[submitted / UNTOUCHED / assignment / path.name] = _text(notebook)
        reference = solved(notebook, ROOT / "solutions" / path.name)
        files[submitted / REFERENCE / assignment / path.name] = _text(reference)
    sentences = []
    for path, text in files.items():
        if path.exists() and path.read_text(encoding="utf-8") != text and not replace:
            sentences.append(f"{path} is there and differs, so it was left alone; --replace writes over it.")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return sentences


def _text(notebook: NotebookNode) -> str:
    return nbformat.writes(notebook, indent=1) + "\n"
