"""Build the web edition in products/site: `make site`.

The pages are the solved lessons, the glossary, the cards, the references and the pages for teachers, as they lie in the
repository. This program copies them, turns what only a repository understands into what Sphinx understands, and has
Sphinx build the pages. No page asks another machine for anything.
"""

import argparse
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from authoring import lessons, notebooks, readme

ROOT = notebooks.ROOT
WEBSITE, SITE = ROOT / "website", ROOT / "products" / "site"
PAGES = (
    "GLOSSARY.md", "REFERENCES.md", "REFRESHER.md", "teaching/*.md", "teaching/hub/*.md", "datasets/README.md",
    "datasets/*/README.md",
)  # fmt: skip
NO_PAGES = ("datasets/example_workbook/README.md",)
ANCHOR = re.compile(r'^(#+ .+)\n<a id="([^"]+)"></a>', re.MULTILINE)
TO_ANCHOR = re.compile(r"\]\((?:\.\./)*(?:GLOSSARY|REFERENCES)\.md#([\w-]+)\)")
TO_SOLVED = re.compile(r" · \[this lesson, solved\]\([^)]+\)")
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)#:]+)(#[^)]*)?\)")
MATHJAX = "static/mathjax/tex-svg.js"


def page(text: str, place: Path, known: set[Path]) -> str:
    """Return a Markdown text with targets for its anchors; a link to a file that is no page is left as words.

    Args:
        text: Markdown. place: where it lies, relative to the repository. known: all pages, relative as well.
    """
    text = TO_ANCHOR.sub(r"](#\1)", ANCHOR.sub(r"(\2)=\n\1", text))

    def keep_or_drop(link: re.Match) -> str:
        target = Path(os.path.normpath(place.parent / link[2]))
        return link[0] if target in known else link[1]

    return LINK.sub(keep_or_drop, text)


def solved(path: Path, known: set[Path]) -> str:
    """Return a solved notebook as a page: answers and sliders are folded, and the open lesson can be downloaded."""
    notebook = notebooks.read(path)
    download = f' · <a href="../notebooks/{path.name}" download>download the open notebook</a>'
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = page(TO_SOLVED.sub(download, cell.source), path.relative_to(ROOT), known)
            continue
        tags = cell.metadata.get("tags", [])
        answer = lessons.BEGIN in cell.source
        folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
        lines = cell.source.split("\n")
        cell.source = "\n".join(line for line in lines if line.strip() not in (lessons.BEGIN, lessons.END))
        cell.metadata = {"tags": [*tags, "hide-input"]} if answer or folded or tags else {}
    return notebooks.text(notebook)


def front(text: str, known: set[Path]) -> str:
    """Return the first page with the lesson table and the figures' alt texts in it."""
    for name in readme.FIGURES:
        text = text.replace(f"%{name}%", readme.figure(name)[1].replace("\n", " "))
    rows = ["| | lesson | you will see | minutes in class (all) |", "| --- | --- | --- | --- |"]
    rows += [
        f"| {n} | [{title}](solutions/{name}) | {seen} | {m} |" for name, n, title, seen, m in readme.lesson_rows()
    ]
    return page(text.replace("%lessons%", "\n".join(rows)), Path("index.md"), known | {Path("downloads.md")})


def prepare(source: Path) -> None:
    """Write everything that Sphinx builds from into an empty folder.

    Raises:
        ModuleNotFoundError: if the package that brings MathJax is not installed.
    """
    texts = [path for pattern in PAGES for path in sorted(ROOT.glob(pattern))]
    texts = [path for path in texts if path.relative_to(ROOT).as_posix() not in NO_PAGES]
    shown = notebooks.shown()
    known = {path.relative_to(ROOT) for path in [*texts, *shown, *ROOT.glob("teaching/print/*.pdf")]}
    for path in texts:
        _write(source / path.relative_to(ROOT), page(path.read_text(encoding="utf-8"), path.relative_to(ROOT), known))
    for path in shown:
        _write(source / path.relative_to(ROOT), solved(path, known))
    _write(source / "index.md", front((WEBSITE / "index.md").read_text(encoding="utf-8"), known))
    _write(source / "conf.py", (WEBSITE / "conf.py").read_text(encoding="utf-8"))
    figures = (ROOT / "authoring" / name for name in readme.FIGURES)
    for path in [*WEBSITE.glob("*.css"), *WEBSITE.glob("*.js"), *WEBSITE.glob("*.svg"), *figures, mathjax()]:
        _copy(path, source / "static" / path.name)
    for path in shown:
        _copy(notebooks.LESSONS / path.name, source / "extra" / "notebooks" / path.name)
    for path in [*ROOT.glob("teaching/print/*.pdf"), *ROOT.glob("teaching/hub/*.png")]:
        _copy(path, source / path.relative_to(ROOT))
    _write(source / "downloads.md", downloads(source))


def downloads(source: Path) -> str:
    """Return the page that lists every PDF; slides are on it, and beside it, once `make slides` made them."""
    kept = sorted((ROOT / "teaching" / "print").glob("*.pdf"))
    slides = [path for path in sorted((ROOT / "products" / "slides").glob("*.pdf")) if "-notes" not in path.stem]
    for path in slides:
        _copy(path, source / "extra" / "slides" / path.name)
    rows = [f"- [{_told(path)}](teaching/print/{path.name})" for path in kept]
    made = [f'- <a href="slides/{path.name}" download>{_told(path)}</a>' for path in slides]
    parts = [
        "# To print",
        "All are A4 and tagged for screen readers. `make handouts` makes them for US Letter, or lesson by lesson.",
        "## Handouts, keys, paper pack, reference sheet",
        "\n".join(rows),
        *(["## Slides", "\n".join(made), "`make slides` makes them with a teacher's notes as well."] if made else []),
    ]
    return "\n\n".join(parts) + "\n"


def _told(path: Path) -> str:
    return f"{path.stem.replace('-', ' ')} ({path.stat().st_size / 1e6:.1f} MB)"


def mathjax() -> Path:
    """Return the one file of MathJax that draws formulas without fetching anything.

    Raises:
        ModuleNotFoundError: if the package that brings it is not installed.
    """
    found = importlib.util.find_spec("sphinx-mathjax-offline")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("sphinx-mathjax-offline is not installed: run make site, which installs it.")
    return Path(found.origin).parent / MATHJAX


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def build(site: Path = SITE) -> int:
    """Build the site into an empty folder; return Sphinx's exit status."""
    shutil.rmtree(site, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-j", "auto", "-d", f"{folder}/.trees"]
        status = subprocess.run([*command, folder, str(site)], check=False).returncode
    for path in site.rglob("*.map"):  # the theme's own, for its developers
        path.unlink()
    return status


def main() -> int:
    """Build the site and say where it lies."""
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    status = build()
    if status == 0:
        size = sum(path.stat().st_size for path in SITE.rglob("*") if path.is_file())
        print(f"The site lies in {SITE.relative_to(ROOT)}, {size / 1e6:.0f} MB: open index.html there.")
    return status


if __name__ == "__main__":
    sys.exit(main())
