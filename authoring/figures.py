"""Draw the pictures to remember for paper: the solved lesson's own code draws them once more, for 178 mm.

A figure on a page of A4 is smaller than on a screen. Here it is drawn at a size at which its smallest letters are
printed with 8 points or more, and with 300 dots an inch. What is kept lies in `products/figures`.
"""

import functools
import hashlib
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from matplotlib.figure import Figure
from PIL import Image

from authoring import notebooks, sheets
from facelab import plots, style

KEPT = notebooks.ROOT / "products" / "figures"
PRINTED_WIDTH, PRINTED_HEIGHT = 178, 98  # millimetres that a sheet has for its picture
SMALLEST = 8  # points on paper
DOTS = 300  # an inch of paper
COLOURS, LARGE, JPEG_QUALITY = 256, 100_000, 80
INCH = 25.4


def for_paper(path: Path, begins: str, height: float = PRINTED_HEIGHT) -> bytes:
    """Return the figure whose caption begins so as PNG or JPEG, drawn for paper by a lesson's own code.

    Args:
        path: the solved lesson. begins: of the caption. height: at most so many millimetres on paper.

    Raises:
        LookupError: if the lesson shows no such figure.
    """
    code = _code_until(path, begins)
    made_of = f"{code}{_library()}{height}"
    kept = KEPT / f"{path.stem}-{hashlib.sha256(made_of.encode()).hexdigest()[:16]}.image"
    if not kept.is_file():
        KEPT.mkdir(parents=True, exist_ok=True)
        _draw(code, begins, kept, height)
    return kept.read_bytes()


def _code_until(path: Path, begins: str) -> str:
    """Return the code of a lesson up to the cell that shows the figure."""
    cells = []
    for cell in notebooks.read(path).cells:
        if cell.cell_type == "code":
            cells.append(cell.source)
            if any(caption.startswith(begins) for _, _, caption in sheets.figures(cell)):
                return "\n\n".join(cells)
    raise LookupError(f"{path.name}: no figure's caption begins with {begins!r}.")


@functools.cache
def _library() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted((notebooks.ROOT / "facelab").rglob("*.py")))


def _draw(code: str, begins: str, target: Path, height: float) -> None:
    listening = f"from authoring import figures\nfigures.listen({begins!r}, {str(target)!r}, {height!r})"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in (listening, code)])
    with tempfile.TemporaryDirectory() as folder:
        lesson = Path(folder) / "lesson.ipynb"
        nbformat.write(notebook, lesson)
        notebooks.run(lesson, modules=[notebooks.ROOT])
    if not target.is_file():
        raise LookupError(f"No figure that begins with {begins!r} was drawn.")


def listen(begins: str, target: str, height: float) -> None:
    """Have `facelab.plots.show` write the figure whose caption begins so into a file; it shows nothing."""

    def instead(shown: Callable[[Figure, str], None]) -> Callable[[Figure, str], None]:
        def show(figure: Figure, about: str) -> None:
            if about.strip().startswith(begins):
                Path(target).write_bytes(printed(figure, height))
            shown(figure, about)

        return show

    plots.show = instead(plots.show)


def printed(figure: Figure, height: float = PRINTED_HEIGHT) -> bytes:
    """Return a figure for paper, as wide as on the screen but not higher than the sheet has room for."""
    width = figure.get_figwidth()
    figure.set_figheight(min(figure.get_figheight(), width * height / PRINTED_WIDTH))
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", dpi=DOTS * PRINTED_WIDTH / INCH / width)
    return compact(drawn.getvalue())


def compact(picture: bytes) -> bytes:
    """Return a PNG with fewer bytes, for a page that holds many.

    Lines in few colours stay a PNG, with 256 of them. Photographs and thousands of fine lines become a JPEG.
    """
    drawn, page = Image.open(io.BytesIO(picture)).convert("RGB"), io.BytesIO()
    drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(page, "png", optimize=True)
    if page.tell() > LARGE:
        page = io.BytesIO()
        drawn.save(page, "jpeg", quality=JPEG_QUALITY, subsampling=0)
    return page.getvalue()


def smallest_printed() -> float:
    """Return how large the smallest letters of the course's figures are on paper, in points."""
    return style.SMALLEST * PRINTED_WIDTH / INCH / style.WIDTH
