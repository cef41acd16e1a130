"""Make what nbgrader needs to mark lessons: `python -m facelab.marking COURSE --lessons 5`."""

import argparse
import sys
from pathlib import Path

from facelab.marking import source


def main(arguments: list[str] | None = None) -> None:
    """Write the course's folder for nbgrader and print what to do next."""
    parser = argparse.ArgumentParser(
        prog="python -m facelab.marking",
        description="Write nbgrader's source from the lessons, its configuration, and two submissions to try it with.",
    )
    parser.add_argument("course", type=Path, help="nbgrader's folder; made if it is missing")
    parser.add_argument("--lessons", type=int, nargs="+", required=True, metavar="N", help="such as 5 6")
    parser.add_argument("--only", nargs="+", default=[], metavar="N.M", help="mark only these, such as 5.1 5.2")
    parser.add_argument("--points", type=float, default=1, help="for each exercise; 1")
    parser.add_argument("--replace", action="store_true", help="write over files that were changed")
    options = parser.parse_args(arguments)
    try:
        left = source.write(options.course, options.lessons, options.points, options.only, options.replace)
    except (ValueError, OSError) as problem:
        sys.exit(f"Reading Faces: {problem}")
    for sentence in left:
        print(f"Reading Faces: {sentence}")
    print(f"{options.course} is ready. Next, for each lesson, with nbgrader:\n\n    cd {options.course}")
    for lesson in options.lessons:
        print(f"    nbgrader generate_assignment lesson-{lesson:02d}\n    nbgrader autograde lesson-{lesson:02d}")
    print(f"    nbgrader export\n\n{source.REFERENCE} must have all points, and {source.UNTOUCHED} none.")


if __name__ == "__main__":
    main()
