"""What a report is made of, and the two forms it takes: `html` for the screen, `pdf` for paper.

A `Page` holds sections, a section paragraphs, lists, tables, pictures and smaller sections. Texts and cells are words
already: nothing is computed here. A cell that is a number is written as `facelab.wording.said` writes it. Both forms
hold the same in the same order.
"""

import base64
import html as escaping
import io
import json
import tempfile
from dataclasses import dataclass, fields, is_dataclass, replace
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from matplotlib.figure import Figure
from PIL import Image

from facelab.tables import NUMBERS
from facelab.wording import said

PAPERS = ("a4", "us-letter")
NO_TYPST = (
    "The PDF was not made: it is set with Typst, which is not installed. Install it (pip install typst) and run this "
    "again; the HTML page holds the same text, and your browser can print it."
)
SHORT, LONG = 16, 28  # letters of the widest cell of a column
HIGHEST = 0.44  # of a picture on paper, as a share of the width of the text
PIXELS = 200  # an inch of a picture: sharp on paper and on screens with small pixels


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list, an entry a text, or a (name, text) pair whose name stands out."""

    items: tuple[str | tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """A table: at least one row and one column, cells as words; an index other than 0, 1, 2 names the rows."""

    frame: pd.DataFrame
    caption: str

    def __post_init__(self) -> None:
        """Refuse a table that nobody could read.

        Raises:
            ValueError: if the frame is empty or the caption is missing.
        """
        if self.frame.empty or not self.caption.strip():
            raise ValueError("A table of a report needs at least one row, one column, and a caption.")


@dataclass(frozen=True)
class Picture:
    """A picture with what stands under it and what it says to a reader who does not see it."""

    png: bytes
    caption: str
    alt: str

    def __post_init__(self) -> None:
        """Refuse a picture without words.

        Raises:
            ValueError: if the caption or the alternative text is missing.
        """
        if not self.caption.strip() or not self.alt.strip():
            raise ValueError("A picture of a report needs a caption and an alternative text.")


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it; a section within a section has a smaller heading, and holds none itself."""

    title: str
    parts: "tuple[Paragraph | Bullets | Table | Picture | Section, ...]"


@dataclass(frozen=True)
class Page:
    """A report.

    title: its heading. about: a sentence under it: what was audited, from which file.
    answers: (question, answer) pairs in a box at the top: what was asked, what was found, what cannot be said.
    sections: the rest, in order. note: the small print at the end. language: of the text.
    """

    title: str
    about: str
    sections: tuple[Section, ...]
    answers: tuple[tuple[str, str], ...] = ()
    note: str = ""
    language: str = "en"


def figure(drawn: Figure, caption: str, alt: str = "") -> Picture:
    """Return a matplotlib figure as a picture, and close nothing; without `alt`, the text says what is drawn.

    Raises:
        ValueError: if the caption is missing or nothing is drawn.
    """
    from facelab.alt_text import describe

    alt = alt or describe(drawn)
    buffer = io.BytesIO()
    drawn.savefig(buffer, format="png", dpi=PIXELS, facecolor="white")
    small = io.BytesIO()
    Image.open(buffer).convert("RGB").quantize(64, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return Picture(small.getvalue(), caption, alt)


def html(page: Page) -> str:
    """Return the report as one HTML page that asks no other machine for anything."""
    page = _numbered(page)
    title, about = _words(page.title), _words(page.about)
    box = "".join(f"<div><dt>{_words(asked)}</dt><dd>{_words(said)}</dd></div>" for asked, said in page.answers)
    style = resources.files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{_words(page.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f'<p class="about">{about}</p>\n'
        + (f'<dl class="answers">{box}</dl>\n' if box else "")
        + "\n".join(_section(section, 2) for section in page.sections)
        + "\n</main>\n"
        + (f"<footer><p>{_words(page.note)}</p></footer>\n" if page.note else "")
        + "</body>\n</html>\n"
    )


def can_make_pdf() -> bool:
    """Return whether Typst is installed, which sets the PDF."""
    return find_spec("typst") is not None


def pdf(page: Page, paper: Literal["a4", "us-letter"] = "a4") -> bytes:
    """Return the report as a tagged PDF; the same page gives the same bytes.

    Raises:
        ModuleNotFoundError: if Typst is not installed.
        ValueError: if the paper is none of `PAPERS`.
        typst.TypstError: if the page cannot be set, for example for a character that no font at hand has.
    """
    if paper not in PAPERS:
        raise ValueError(f"The paper is one of {', '.join(PAPERS)}; it was {paper!r}.")
    if not can_make_pdf():
        raise ModuleNotFoundError(NO_TYPST)
    import typst  # an extra: what it sets is tested where it is installed

    template = resources.files(__package__).joinpath("report.typ").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        pictures: list[bytes] = []
        data = _plain(_numbered(page), pictures) | {"paper": paper}
        for number, png in enumerate(pictures):
            (folder / f"{number}.png").write_bytes(png)
        (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
        (folder / "report.typ").write_text(template, encoding="utf-8")
        return typst.compile(str(folder / "report.typ"), ignore_system_fonts=True, pdf_standards=["ua-1"], timestamp=0)


def _numbered(page: Page) -> Page:
    """Return the page with "Table 1." and "Figure 1." before its captions, so that a reader can name them."""
    seen = {Table: 0, Picture: 0}

    def number(part: Any) -> Any:
        if isinstance(part, Section):
            return replace(part, parts=tuple(number(one) for one in part.parts))
        if isinstance(part, Table | Picture):
            seen[type(part)] += 1
            word = "Table" if isinstance(part, Table) else "Figure"
            return replace(part, caption=f"{word} {seen[type(part)]}. {part.caption}")
        return part

    return replace(page, sections=tuple(number(section) for section in page.sections))


def _words(text: str) -> str:
    return escaping.escape(text)


def _section(section: Section, level: int) -> str:
    inside = "\n".join(_part(part, level) for part in section.parts)
    return f"<section>\n<h{level}>{_words(section.title)}</h{level}>\n{inside}\n</section>"


def _part(part: Paragraph | Bullets | Table | Picture | Section, level: int) -> str:
    match part:
        case Paragraph(text):
            return f"<p>{_words(text)}</p>"
        case Bullets(items):
            return "<ul>" + "".join(f"<li>{_entry(item)}</li>" for item in items) + "</ul>"
        case Picture(png, caption, alt):
            source = base64.b64encode(png).decode()
            with Image.open(io.BytesIO(png)) as image:
                size = f'width="{image.width * 100 // PIXELS}" height="{image.height * 100 // PIXELS}"'
            return (
                f'<figure><img {size} alt="{_words(alt)}" src="data:image/png;base64,{source}">'
                f"<figcaption>{_words(caption)}</figcaption></figure>"
            )
        case Table():
            return _table(part)
        case Section():
            return _section(part, level + 1)


def _entry(item: str | tuple[str, str]) -> str:
    return _words(item) if isinstance(item, str) else f"<strong>{_words(item[0])}.</strong> {_words(item[1])}"


def _table(table: Table) -> str:
    heads, rows, right = _cells(table)
    named = len(heads) > len(table.frame.columns)
    # Short names of rows stay on one line, and long texts keep a width at which they can be read.
    looks = ["number" if one else "long" if _widest(rows, place) > LONG else "" for place, one in enumerate(right)]
    if named and _widest(rows, 0) <= SHORT:
        looks[0] = "short"
    aligned = [f' class="{look}"' if look else "" for look in looks]
    top = "".join(
        f'<th scope="col"{look}>{_words(head)}</th>' if head else "<td></td>"
        for head, look in zip(heads, aligned, strict=True)
    )
    body = ""
    for row in rows:
        cells = [f"<td{look}>{_words(cell)}</td>" for cell, look in zip(row, aligned, strict=True)]
        if named:
            cells[0] = f'<th scope="row"{aligned[0]}>{_words(row[0])}</th>'
        body += f"<tr>{''.join(cells)}</tr>"
    # A table that is wider than a telephone is moved sideways, by keys as well; so it must take the focus.
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{_words(table.caption)}"><table>'
        f"<caption><span>{_words(table.caption)}</span></caption><thead><tr>{top}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _widest(rows: list[list[str]], place: int) -> int:
    return max(len(row[place]) for row in rows)


def _cells(table: Table) -> tuple[list[str], list[list[str]], list[bool]]:
    """Return the heads, the rows and which columns are numbers; the names of the rows are the first column."""
    frame = table.frame
    heads, rows = (
        [str(name) for name in frame.columns],
        [[said(cell) for cell in row] for row in frame.itertuples(index=False, name=None)],
    )
    if not isinstance(frame.index, pd.RangeIndex):
        heads = [str(frame.index.name or ""), *heads]
        rows = [[str(name), *row] for name, row in zip(frame.index, rows, strict=True)]
    right = [all(NUMBERS.fullmatch(row[place]) for row in rows) for place in range(len(heads))]
    if len(heads) > len(frame.columns):
        right[0] = False
    return heads, rows, right


def _plain(part: Any, pictures: list[bytes]) -> Any:
    """Return a part of a page as lists and words for the template; pictures are put aside, their numbers stay."""
    if isinstance(part, Table):
        heads, rows, right = _cells(part)
        return {"kind": "Table", "heads": heads, "rows": rows, "right": right, "caption": part.caption}
    if isinstance(part, Picture):
        pictures.append(part.png)
        with Image.open(io.BytesIO(part.png)) as image:
            wide = min(1.0, HIGHEST * image.width / image.height)
        name = f"{len(pictures) - 1}.png"
        return {"kind": "Picture", "png": name, "wide": wide, "caption": part.caption, "alt": part.alt}
    if is_dataclass(part):
        named = {one.name: _plain(getattr(part, one.name), pictures) for one in fields(part)}
        return named | {"kind": type(part).__name__}
    if isinstance(part, tuple):
        return [_plain(one, pictures) for one in part]
    return part
