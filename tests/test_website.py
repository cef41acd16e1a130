"""What the web edition is built from: pages with targets, links that lead to pages, folded answers, equal numbers."""

import re
from pathlib import Path

import pytest

from authoring import lessons, notebooks, website

KNOWN = {Path("GLOSSARY.md"), Path("REFERENCES.md"), Path("solutions/05-a.ipynb"), Path("datasets/orl/README.md")}


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ('## Base rate\n<a id="base-rate"></a>\nText.', "(base-rate)=\n## Base rate\nText."),
        ("a **[rate](../GLOSSARY.md#base-rate)**", "a **[rate](#base-rate)**"),
        ("[King 2018](../REFERENCES.md#king-2018)", "[King 2018](#king-2018)"),
        ("[the card](../datasets/orl/README.md)", "[the card](../datasets/orl/README.md)"),
        ("[a program](../datasets/orl/build.py) builds it", "a program builds it"),
        ("[next](05-a.ipynb) and [far](https://example.org/a)", "[next](05-a.ipynb) and [far](https://example.org/a)"),
        ("![alt](static/a.png)", "![alt](static/a.png)"),
    ],
)
def test_what_only_a_repository_understands_is_translated(text, page):
    assert website.page(text, Path("solutions/04-b.ipynb"), KNOWN) == page


def test_no_anchor_means_two_things():
    anchors = [
        name
        for page in ("GLOSSARY.md", "REFERENCES.md")
        for name in re.findall(r'<a id="([^"]+)"', (notebooks.ROOT / page).read_text(encoding="utf-8"))
    ]
    assert len(set(anchors)) == len(anchors) > 50


def test_a_solved_lesson_keeps_every_output_and_folds_its_answers(solution, tmp_path):
    copy = tmp_path / solution.name
    copy.write_text(website.solved(solution, set()), encoding="utf-8")
    there, made = notebooks.read(solution), notebooks.read(copy)
    assert [cell.get("outputs") for cell in made.cells] == [cell.get("outputs") for cell in there.cells]
    for before, after in zip(there.cells, made.cells, strict=True):
        assert lessons.BEGIN not in after.source
        if before.cell_type == "code" and lessons.BEGIN in before.source:
            assert "hide-input" in after.metadata.tags
    if solution.name != notebooks.WORKSHOP:
        assert f'href="../notebooks/{solution.name}" download' in made.cells[0].source


def test_the_first_page_has_every_lesson_and_the_alt_texts_of_its_pictures():
    known = {path.relative_to(notebooks.ROOT) for path in notebooks.shown()}
    text = website.front((website.WEBSITE / "index.md").read_text(encoding="utf-8"), known)
    for path in notebooks.paths():
        assert f"](solutions/{path.name})" in text
    assert "%" not in re.sub(r"\d ?%", "", text)
    assert all(len(alt) > 60 for alt in re.findall(r"!\[([^]]*)\]", text))
