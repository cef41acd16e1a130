"""Keep the learner's copies of the lessons: `python -m facelab.workbook` brings workbook/ up to date.

A file the learner has changed is never written over. Its new version is put beside it under another name.
Prints the folder that holds the workbook, and then a sentence for each thing the learner should know.
"""

import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

import nbformat
from nbformat.sign import NotebookNotary

ROOT = Path(__file__).resolve().parent.parent
ORIGINALS = ".originals.json"  # which version of each lesson the learner's copy was made from
# What a workbook outside the course's folder needs beside it: the lessons link there.
NEIGHBOURS = ("GLOSSARY.md", "REFERENCES.md", "REFRESHER.md", "datasets", "lessons", "solutions")


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
    workbook.mkdir(parents=True, exist_ok=True)
    originals, sentences = _read_originals(workbook / ORIGINALS), []
    for source in sources:
        mine, new = workbook / source.name, source.read_bytes()
        version = _digest(new)
        if not mine.exists():
            mine.write_bytes(new)
        elif version != originals.get(source.name) and _digest(mine.read_bytes()) != version:
            if originals.get(source.name) in _digests(mine.read_bytes()):
                mine.write_bytes(new)
                sentences.append(f"{source.name} has been updated; you had not changed it.")
            else:
                beside = _beside(workbook, source.stem, version)
                beside.write_bytes(new)
                sentences.append(
                    f"{source.name} has a new version. Yours, with your answers, is untouched; "
                    f"the new one lies beside it as {beside.name}. What is new: CHANGELOG.md."
                )
        originals[source.name] = version
    (workbook / ORIGINALS).write_text(json.dumps(originals, indent=1) + "\n", encoding="utf-8")
    return sentences


def trust(*folders: Path) -> None:
    """Sign the course's own notebooks, so that JupyterLab neither warns of them nor strips their pictures and boxes."""
    notary = NotebookNotary()
    for folder in folders:
        for path in sorted(folder.glob("*.ipynb")):
            try:
                notebook = nbformat.read(path, as_version=4)
            except (OSError, ValueError):  # a damaged file of the learner's: JupyterLab will say so itself
                continue
            if not notary.check_signature(notebook):
                notary.sign(notebook)


def place() -> Path:
    """Return the folder that holds the workbook: the course's, or one at home where that belongs to somebody else."""
    if os.access(ROOT, os.W_OK) and (not (ROOT / "workbook").exists() or os.access(ROOT / "workbook", os.W_OK)):
        return ROOT
    home = Path.home() / "reading-faces"
    home.mkdir(exist_ok=True)
    for name in NEIGHBOURS:
        if not (home / name).exists():
            _link(ROOT / name, home / name)
    return home


def _link(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source, target_is_directory=source.is_dir())
    except OSError:  # Windows lets few people make links
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)


def _beside(workbook: Path, stem: str, version: str) -> Path:
    """Return a name for a new version that can be told from the old one in a narrow list: new2-05-error-rates.ipynb."""
    number = 2
    while True:
        path = workbook / f"new{number}-{stem}.ipynb"
        if not path.exists() or _digest(path.read_bytes()) == version:
            return path
        number += 1


def _read_originals(file: Path) -> dict[str, str]:
    """Return the recorded versions; nothing if the record is missing or damaged: then no file counts as unchanged."""
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _digest(content: bytes) -> str:
    """Return a digest of what a learner can have changed: the cells' text. Merely running a lesson changes none of it.

    A file that is no notebook counts byte by byte.
    """
    try:
        cells = json.loads(content)["cells"]
        content = json.dumps([[cell["cell_type"], "".join(cell["source"])] for cell in cells]).encode()
    except (ValueError, KeyError, TypeError):
        pass
    return hashlib.sha256(content).hexdigest()


def _digests(content: bytes) -> tuple[str, str]:
    """Return the digest of the cells and that of the whole file, by which the first edition kept its record."""
    return _digest(content), hashlib.sha256(content).hexdigest()


def main() -> None:
    """Prepare the workbook and print where it lies, then what the learner should know."""
    folder = place()
    sentences = update(ROOT / "lessons", folder / "workbook")
    trust(folder / "workbook", ROOT / "solutions")
    if folder != ROOT:
        sentences.insert(0, f"this folder belongs to somebody else, so your workbook lies in {folder / 'workbook'}.")
    print(folder, *(f"Reading Faces: {sentence}" for sentence in sentences), sep="\n")


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"Reading Faces: the workbook could not be prepared. {error}")
