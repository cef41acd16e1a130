"""Write the report of a table of comparisons: `python -m facelab.audit scores.csv --out report/`."""

import argparse
import sys
from pathlib import Path

import matplotlib as mpl

from facelab.audit import page as pages
from facelab.audit.columns import BadTable
from facelab.audit.measuring import ASKED, Settings, measure
from facelab.audit.reading import read
from facelab.audit.report import page


def main(arguments: list[str] | None = None) -> int:
    """Write report.html and report.pdf into a folder; return 0, or 1 with a sentence on stderr."""
    options = _parser().parse_args(arguments)
    mpl.use("Agg")  # figures are drawn without a screen
    try:
        return _write(options)
    except BadTable as error:
        _progress("")
        print(f"No report was made. {error}", file=sys.stderr)
        return 1


def _write(options: argparse.Namespace) -> int:
    out: Path = options.out
    if out.exists() and not out.is_dir():
        raise BadTable(f"{out} is a file. Name a folder for the report.")
    rename = dict(_column(one) for one in options.column)
    settings = Settings(
        asked=tuple(options.fmr) if options.fmr else () if options.threshold else ASKED,
        lines=tuple(options.threshold),
        same_people=options.same_people,
        distrust=not options.as_they_are,
        seed=options.seed,
    )
    table = read(
        options.table,
        options.distance,
        rename,
        options.repeats,
        lambda share: _progress(f"reading {options.table.name}: {share:.0%}"),
    )
    if options.groups is not None:
        unknown = [name for name in options.groups if name not in table.groups]
        if unknown:
            known = ", ".join(table.groups) or "none"
            raise BadTable(
                f"{table.name} has no grouping '{unknown[0]}'; it has {known}. A grouping needs two columns, "
                f"probe_{unknown[0]} and enrolled_{unknown[0]}."
            )
        for name in set(table.groups) - set(options.groups):
            del table.groups[name]
    made = page(measure(table, settings, _progress), options.title)
    _progress("writing")
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "report.html").write_text(pages.html(made), encoding="utf-8")
    except OSError as error:
        raise BadTable(f"Nothing can be written to {out} ({error.strerror}). Name another folder.") from error
    _progress("")
    print(f"The report lies in {out / 'report.html'}.")
    if not pages.can_make_pdf():
        print(pages.NO_TYPST)
        return 0
    try:
        paper = pages.pdf(made, options.paper)
    except RuntimeError as error:  # what typst.TypstError is
        print(f"The PDF was not made ({error}). The HTML page holds the same text, and your browser can print it.")
        return 0
    (out / "report.pdf").write_bytes(paper)
    print(f"The same for paper lies in {out / 'report.pdf'}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m facelab.audit",
        description="Write a report of a matcher's scores: error rates at a line, with intervals over people, "
        "failures, groups, and what cannot be measured.",
        epilog="The table has a row a comparison. Columns: score, probe, enrolled (the two people); if wanted mated, "
        "split (development or test), probe_photo and enrolled_photo, and pairs such as probe_region and "
        "enrolled_region.",
    )
    parser.add_argument("table", type=Path, help="CSV or Parquet")
    parser.add_argument("--out", type=Path, required=True, help="folder for report.html and report.pdf")
    parser.add_argument("--distance", action="store_true", help="a smaller score means more alike")
    parser.add_argument("--fmr", type=_rate, nargs="+", help="false match rates asked for (0.01 0.001 0.0001)")
    parser.add_argument(
        "--threshold", type=_line, nargs="+", action="extend", default=[], metavar="LINE[=FMR]",
        help="lines in use, each with the false match rate promised for it if there is one, such as 0.6=0.001; "
        "a negative one as --threshold=-2",
    )  # fmt: skip
    parser.add_argument("--same-people", action="store_true", help="choose the line on the people it is reported on")
    parser.add_argument("--groups", nargs="*", help="groupings to report; by default all that the table has")
    parser.add_argument(
        "--column", nargs="+", default=[], metavar="NAME=COLUMN", help="the table's own names, such as score=similarity"
    )
    parser.add_argument("--repeats", action="store_true", help="equal rows are different comparisons")
    parser.add_argument("--as-they-are", action="store_true", help="do not ask whether the scores are turned round")
    parser.add_argument("--title", default="", help="heading of the report")
    parser.add_argument("--paper", choices=pages.PAPERS, default="a4")
    parser.add_argument("--seed", type=int, default=0, help="of everything that is drawn by lot")
    return parser


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = -1
    if not 0 < rate < 1:
        raise argparse.ArgumentTypeError(f"a rate lies between 0 and 1, such as 0.001; it was {text}")
    return rate


def _line(text: str) -> tuple[float, float | None]:
    line, _, promised = text.partition("=")
    try:
        number = float(line)
    except ValueError:
        number = float("nan")
    if number != number or abs(number) == float("inf"):
        raise argparse.ArgumentTypeError(f"a line is a number, such as 0.6 or 0.6=0.001; it was {text}")
    return number, _rate(promised) if promised else None


def _column(text: str) -> tuple[str, str]:
    """Return (the table's name, ours)."""
    ours, equals, theirs = text.partition("=")
    if not equals or not ours or not theirs:
        raise BadTable(f"--column wants our name and the table's, such as score=similarity; it was {text!r}.")
    return theirs, ours


def _progress(what: str) -> None:
    """Show what is being done on the last line of the screen; nothing in a file, where nobody looks at it."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
