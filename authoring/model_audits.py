"""Make the two model audits of lesson 16 as pages: `python -m authoring.model_audits --out FOLDER`.

The texts and the counts stand in the solved lesson; its cells are run here without a kernel, and the two audits are
written as the learner's own are.
"""

import argparse
import contextlib
import io
import os
from pathlib import Path

from authoring import notebooks

LESSON = notebooks.ROOT / "solutions" / "16-audit-a-vendor.ipynb"
AUDITS = {"deploy-with-limits": "second", "do-not-deploy": "audit"}  # folder -> the audit's name in the lesson


def main(arguments: list[str] | None = None) -> int:
    """Run the lesson's cells and write both audits, each into a folder of its own."""
    parser = argparse.ArgumentParser(description="Make the two model audits of lesson 16.")
    parser.add_argument("--out", required=True, type=Path, help="the folder for the pages")
    out = parser.parse_args(arguments).out
    names = cells_run()
    for folder, name in AUDITS.items():
        with contextlib.redirect_stdout(io.StringIO()):
            names[name].save(out / folder)
        print(*sorted((out / folder).iterdir()), sep="\n")
    return 0


def cells_run() -> dict:
    """Run the code of the solved lesson in a plain namespace, and return it; what it shows is thrown away."""
    os.environ.setdefault("MPLBACKEND", "Agg")
    names: dict = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in notebooks.read(LESSON).cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, f"{LESSON.name}, a cell", "exec"), names)
    return names


if __name__ == "__main__":
    raise SystemExit(main())
