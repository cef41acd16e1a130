"""Keep the learner's copies of the lessons: `python -m facelab.workbook` brings workbook/ up to date.

A file the learner has changed is never written over. Its new version is put beside it under another name.
"""

import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ORIGINALS = ".originals.json"  # which version of each lesson the learner's copy was made from


def update(lessons: Path, workbook: Path) -> list[str]:
    """Copy new and updated lessons into the workbook and return a sentence for each thing the learner should know.

    Args:
        lessons: folder of the lessons as they are now.
        workbook: the learner's folder; made if it is missing.

    Raises:
        FileNotFoundError: if there is no lesson.
        OSError: if the workbook cannot be written.
    """
    sources = sorted(lessons.glob("*.ipynb"))
    if not sources:
        raise FileNotFoundError(f"There are no lessons in {lessons}.")
    workbook.mkdir(exist_ok=True)
    originals, sentences = _read_originals(workbook / ORIGINALS), []
    for source in sources:
        mine, new = workbook / source.name, source.read_bytes()
        version = _digest(new)
        if not mine.exists():
            mine.write_bytes(new)
        elif version != originals.get(source.name) and mine.read_bytes() != new:
            if _digest(mine.read_bytes()) == originals.get(source.name):
                mine.write_bytes(new)
                sentences.append(f"{source.name} has been updated; you had not changed it.")
            else:
                beside = workbook / f"{source.stem}.updated-{version[:8]}.ipynb"
                beside.write_bytes(new)
                sentences.append(
                    f"{source.name} has a new version. Yours, with your answers, is untouched; "
                    f"the new one lies beside it as {beside.name}."
                )
        originals[source.name] = version
    (workbook / ORIGINALS).write_text(json.dumps(originals, indent=1) + "\n", encoding="utf-8")
    return sentences


def _read_originals(file: Path) -> dict[str, str]:
    """Return the recorded versions; nothing if the record is missing or damaged: then no file counts as unchanged."""
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    try:
        for sentence in update(ROOT / "lessons", ROOT / "workbook"):
            print(f"Reading Faces: {sentence}")
    except OSError as error:
        sys.exit(f"Reading Faces: the workbook could not be prepared. {error}")
