"""The built web edition says what the notebooks say and asks no other machine: `make products` builds it first."""

import html
import re

import pytest

from authoring import handouts, notebooks, slides, website

pytestmark = pytest.mark.products
LARGEST = 30e6


def seen(page: str) -> str:
    """Return the words of an HTML page, without tags and with single spaces."""
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def said(output) -> list[str]:
    """Return the pieces of text that an output shows, without marks and tags."""
    data = output.get("data", {})
    if "text/html" in data:
        return [piece for piece in re.split(r"<[^>]+>", data["text/html"]) if piece.strip()]
    return re.split(r"[*`“”\"'’]+|^- |\n- ", data.get("text/markdown", ""))


def test_every_output_of_a_notebook_stands_on_its_page(solution):
    page = seen((website.SITE / "solutions" / f"{solution.stem}.html").read_text(encoding="utf-8"))
    pieces = [
        " ".join(html.unescape(piece).split())
        for cell in notebooks.read(solution).cells
        for output in cell.get("outputs", [])
        for piece in said(output)
    ]
    assert len(pieces) > 30
    missing = [piece for piece in pieces if piece not in page]
    assert not missing


def test_every_picture_keeps_its_alt_text(solution):
    page = (website.SITE / "solutions" / f"{solution.stem}.html").read_text(encoding="utf-8")
    for cell in notebooks.read(solution).cells:
        for output in cell.get("outputs", []):
            for alt in re.findall(r'alt="([^"]+)"', output.get("data", {}).get("text/html", "")):
                assert alt in page


def test_no_page_names_a_file_of_another_machine():
    for path in website.SITE.rglob("*.html"):
        tags = re.findall(r"<(?:script|img|iframe|source|link)\b[^>]*>", path.read_text(encoding="utf-8"))
        for tag in tags:
            assert not re.search(r'(?:src|href)="(?:https?:)?//', tag), (path, tag[:200])


def test_the_site_is_small_enough_to_hand_on():
    assert sum(path.stat().st_size for path in website.SITE.rglob("*") if path.is_file()) < LARGEST


def test_every_number_of_a_sheet_and_of_its_key_is_printed(solved_lesson):
    pypdf = pytest.importorskip("pypdf")
    one = handouts.lesson(solved_lesson)
    shown = pypdf.PdfReader(handouts.HANDOUTS / f"{solved_lesson.stem}.pdf")
    keys = pypdf.PdfReader(handouts.HANDOUTS / "key.pdf")
    assert len(shown.pages) == 2
    sheet, key = (" ".join(page.extract_text() for page in pdf.pages) for pdf in (shown, keys))
    asked = [one["caption"], one["paper"], one["debate"], *(guess["asked"] for guess in one["predictions"])]
    answered = [one["key"], *one["wrong"], *(guess["outcome"] for guess in one["predictions"])]
    answered += [question["answer"] for question in one["quiz"]]
    for text, printed in ((" ".join(asked), sheet), (" ".join(answered), key)):
        for number in re.findall(r"\d(?:[\d.,]*\d)?", text):
            assert number in printed


def test_the_pictures_of_a_sheet_have_alt_texts_and_its_parts_are_tagged():
    pypdf = pytest.importorskip("pypdf")
    for path in handouts.HANDOUTS.glob("*.pdf"):
        root = pypdf.PdfReader(path).trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert "pdfuaid" in root["/Metadata"].get_data().decode("utf-8")


def test_slides_are_as_many_as_were_made_and_print_every_number(solved_lesson):
    pypdf = pytest.importorskip("pypdf")
    made = slides.slides(solved_lesson)
    pages = pypdf.PdfReader(slides.SLIDES / f"{solved_lesson.stem}.pdf").pages
    assert len(pages) == len(made)
    for page, slide in zip(pages, made, strict=True):
        printed = page.extract_text()
        for number in re.findall(r"\d(?:[\d.,]*\d)?", slide.get("words", "") + slide.get("outcome", "")):
            assert number in printed
