"""A page as HTML and as a tagged PDF: the same words in the same order, readable without eyes and without a network."""

import io
import re
from html.parser import HTMLParser

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from facelab.audit import page as pages
from facelab.audit.page import Bullets, Page, Paragraph, Picture, Section, Table, figure, html, pdf


@pytest.fixture(scope="module")
def page():
    drawn, axes = plt.subplots(figsize=(4, 2))
    axes.plot([1, 2, 3], [0.1, 0.4, 0.2])
    picture = figure(drawn, "A line that rises & falls.")
    plt.close(drawn)
    frame = pd.DataFrame(
        {"people": [1234, 12], "FMR (95 %)": ["0.12 (0.10 to 0.15)", "none"], "why": ["<b>bold</b>", "x"]},
        index=pd.Index(["north", "south"], name="group"),
    )
    inner = Section("By #region", (Table(frame, "False matches by *region*."), picture))
    return Page(
        title="What “these” scores say: a_b <1>",
        about="Made-up scores.",
        sections=(
            Section(
                "Lines", (Paragraph("At $3 [x] @you."), Bullets(("one", "two // three", ("A <name>", "and *words*."))))
            ),
            Section("Groups", (inner, Table(pd.DataFrame({"a": ["x"]}), "Without names."))),
        ),
        answers=(("What was asked?", "This."), ("What cannot be said?", "All else.")),
        note="Small print.",
    )


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def seen(page):
    reader = Reader()
    reader.feed(html(page))
    return reader.seen


def test_headings_stand_in_order_and_every_picture_and_table_speaks(page):
    tags = seen(page)
    assert [tag for tag, _ in tags if re.fullmatch("h[1-6]", tag)] == ["h1", "h2", "h2", "h3"]
    assert dict(tags)["html"]["lang"] == "en"
    (picture,) = [attrs for tag, attrs in tags if tag == "img"]
    assert re.search(r"0\.4", picture["alt"])
    assert picture["src"].startswith("data:image/png;base64,")
    assert sum(tag == "table" for tag, _ in tags) == sum(tag == "caption" for tag, _ in tags) == 2
    scopes = [attrs.get("scope") for tag, attrs in tags if tag == "th"]
    assert scopes == ["col", "col", "col", "col", "row", "row", "col"]
    labels = [attrs["aria-label"] for _, attrs in tags if attrs.get("role") == "region"]
    assert len(set(labels)) == 2


def test_the_page_asks_nobody_for_anything_and_says_every_word(page):
    text = html(page)
    assert not re.search(r"https?:|<script|<link|@import|url\(", text)
    assert "&lt;b&gt;bold&lt;/b&gt;" in text
    assert "1,234" in text
    assert "<li><strong>A &lt;name&gt;.</strong> and *words*.</li>" in text
    assert "Table 1. False matches by *region*." in text
    assert "Figure 1. A line that rises &amp; falls." in text
    assert "Table 2. Without names." in text
    for piece in ("prefers-color-scheme: dark", "@media print", "viewport"):
        assert piece in text


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("us-letter", (612, 792))])
def test_the_pdf_is_tagged_and_says_the_same(page, paper, size):
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    content = pdf(page, paper)
    assert content == pdf(page, paper)
    read = pypdf.PdfReader(io.BytesIO(content))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata.title == page.title
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    kinds = [kind for kind, _ in _structure(root["/StructTreeRoot"])]
    assert [kind for kind in kinds if re.fullmatch(r"/H\d", kind)] == ["/H1", "/H2", "/H2", "/H3"]
    assert kinds.count("/Table") == 2
    assert kinds.count("/TH") >= 5
    assert kinds.count("/Caption") == 3
    assert [alt for kind, alt in _structure(root["/StructTreeRoot"]) if kind == "/Figure" and alt]
    assert [round(float(edge)) for edge in read.pages[0].mediabox[2:]] == list(size)
    said = " ".join(" ".join(one.extract_text() for one in read.pages).split())
    for piece in (
        "At $3 [x] @you.",
        "two // three",
        "A <name>. and *words*.",
        "By #region",
        "*region*",
        "<b>bold</b>",
        "1,234",
        "Small print.",
    ):
        assert piece in said


def _structure(node):
    """Yield (kind, alt) of every element of a PDF's structure."""
    node = node.get_object()
    if "/S" in node:
        yield node["/S"], node.get("/Alt")
    inside = node.get("/K", [])
    for one in inside if isinstance(inside, list) else [inside]:
        one = one.get_object()
        if hasattr(one, "get"):
            yield from _structure(one)


def test_without_typst_a_sentence_says_what_to_install(page, monkeypatch):
    monkeypatch.setattr(pages, "can_make_pdf", lambda: False)
    with pytest.raises(ModuleNotFoundError, match="pip install typst"):
        pdf(page)


def test_what_nobody_could_read_is_refused(page):
    with pytest.raises(ValueError, match="alternative text"):
        Picture(b"", "A caption.", " ")
    with pytest.raises(ValueError, match="caption"):
        Table(pd.DataFrame({"a": ["x"]}), "")
    with pytest.raises(ValueError, match="at least one row"):
        Table(pd.DataFrame({"a": []}), "Nothing.")
    with pytest.raises(ValueError, match="paper"):
        pdf(page, "napkin")


def test_the_files_of_a_page_lie_in_the_package():
    for name in ("report.css", "report.typ"):
        assert pages.resources.files("facelab.audit").joinpath(name).is_file()
