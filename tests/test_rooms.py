"""The library's modules are rooms: none too large, none through another's back door, none behind itself."""

import ast

import pytest

from authoring import notebooks

FILES = sorted((notebooks.ROOT / "facelab").glob("*.py"))
LONGEST = 500  # lines


def imports(path):
    """Yield (module of facelab, imported name) for every import that a file does while it is loaded."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "facelab":
            for name in node.names:
                if node.module == "facelab":
                    yield name.name, ""
                else:
                    yield node.module.removeprefix("facelab."), name.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_room_can_be_looked_over(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < LONGEST


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nobody_takes_what_another_room_keeps_to_itself(path):
    assert [name for _, name in imports(path) if name.startswith("_")] == []


def test_no_room_leads_back_to_itself():
    leads_to = {path.stem: {module.split(".")[0] for module, _ in imports(path)} for path in FILES}
    waiting = {room: to & leads_to.keys() for room, to in leads_to.items()}
    while open_rooms := [room for room, to in waiting.items() if not to]:
        waiting = {room: to - set(open_rooms) for room, to in waiting.items() if room not in open_rooms}
    assert waiting == {}


def test_figures_know_no_scenes():
    leads_to = {path.stem: {module for module, _ in imports(path)} for path in FILES}
    rooms = {"plots"}
    while more := set.union(*(leads_to.get(room, set()) for room in rooms)) - rooms:
        rooms |= more
    assert not rooms & {"scenes", "play", "trails", "city", "matching"}
