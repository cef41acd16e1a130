"""How far a class is, from saved notebooks alone: which exercises are right, tried and open, by learner and lesson.

A copied verdict is no proof: marking runs the answers again (`teaching/marking.md`).
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from facelab.audit.page import Page, Paragraph, Section, Table
from facelab.audit.page import html as as_html
from facelab.lesson import NOT_TRIED
from facelab.progress import DONE, lessons_in, verdicts_in

RIGHT, TRIED, OPEN = "right", "tried", "open"


@dataclass(frozen=True)
class Class:
    """What the folders of a class say.

    exercises: a row for each learner and exercise of the lessons that they saved: learner, lesson, exercise, state,
        which is "right", "tried" or "open".
    unreadable: files that are no notebooks, as "learner/file"; they were left out.
    """

    exercises: pd.DataFrame
    unreadable: list[str]

    @property
    def begun(self) -> list[int]:
        """The lessons in which somebody has tried an exercise."""
        return sorted(int(one) for one in self.exercises.loc[self.exercises["state"] != OPEN, "lesson"].unique())

    def not_begun(self) -> str:
        """Return a sentence about the lessons in which nobody has tried anything; none if there are none."""
        others = sorted(int(one) for one in set(self.exercises["lesson"]) - set(self.begun))
        return f"Nobody has tried an exercise of lesson {', '.join(map(str, others))} yet." if others else ""

    def overview(self) -> pd.DataFrame:
        """Return a row for each learner and a column for each lesson that somebody has begun; all if nobody has.

        An entry is such as "2 of 5", and "-" without a saved lesson.
        """
        every, lessons = self.exercises["learner"].unique(), self.begun or self.exercises["lesson"].unique()
        grouped = self.exercises[self.exercises["lesson"].isin(lessons)].groupby(["learner", "lesson"])["state"]
        counts = grouped.agg(lambda states: f"{sum(states == RIGHT)} of {len(states)}").unstack(fill_value="-")
        counts = counts.reindex(sorted(every), fill_value="-")
        counts.columns = [f"lesson {number}" for number in counts.columns]
        return counts

    def by_exercise(self, lesson: int) -> pd.DataFrame:
        """Return a row for each exercise of a lesson: how many learners have it right, have tried it, and have not."""
        own = self.exercises[self.exercises["lesson"] == lesson]
        table = own.groupby("exercise", sort=False)["state"].value_counts().unstack(fill_value=0)
        return table.reindex(columns=[RIGHT, TRIED, OPEN], fill_value=0)


def read_class(folder: Path | str) -> Class:
    """Return the progress of a class: a folder that holds a folder of saved lessons for each learner.

    A folder that itself holds lessons is a class of one. The lessons may lie in a folder `workbook` of the learner.

    Raises:
        FileNotFoundError: if there is no such folder, or nobody in it has a saved lesson.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no folder {folder}. Name the folder that holds a folder for each learner.")
    places = {folder.resolve().name: folder} if lessons_in(folder) else _learners(folder)
    if not places:
        raise FileNotFoundError(
            f"Nobody in {folder} has a saved lesson. It should hold a folder for each learner, with lessons such as "
            "05-error-rates.ipynb in it."
        )
    rows, unreadable = [], []
    for learner, place in places.items():
        by_lesson, broken = verdicts_in(place)
        unreadable += [f"{learner}/{name}" for name in broken]
        for lesson, verdicts in by_lesson.items():
            for exercise, verdict in verdicts.items():
                state = RIGHT if verdict in DONE else OPEN if verdict == NOT_TRIED else TRIED
                rows.append((learner, lesson, exercise, state))
    return Class(pd.DataFrame(rows, columns=["learner", "lesson", "exercise", "state"]), unreadable)


def _learners(folder: Path) -> dict[str, Path]:
    found = {}
    for own in sorted(path for path in folder.iterdir() if path.is_dir()):
        places = [place for place in (own, own / "workbook") if lessons_in(place)]
        if places:
            found[own.name] = places[0]
    return found


def html(one_class: Class) -> str:
    """Return the progress of a class as a page that asks no other machine for anything."""
    learners = one_class.exercises["learner"].nunique()
    overview = Table(one_class.overview(), "Exercises that are right, of all exercises of a lesson.")
    lessons = [
        Section(
            f"Lesson {lesson}",
            (Table(one_class.by_exercise(lesson), f"Lesson {lesson}: how many learners stand where."),),
        )
        for lesson in one_class.begun
    ]
    said = [Paragraph("“Tried” is an answer that is not yet right; “open” is none.")]
    if one_class.not_begun():
        said.append(Paragraph(one_class.not_begun()))
    if one_class.unreadable:
        said.append(Paragraph(f"Left out, since they cannot be read: {', '.join(one_class.unreadable)}."))
    return as_html(
        Page(
            title="How far is the class?",
            about=f"{learners} learners, from the notebooks that they saved.",
            sections=(Section("All learners", (overview, *said)), *lessons),
            note="A verdict in a notebook can be copied, so it is no proof. Marking runs the answers again.",
        )
    )
