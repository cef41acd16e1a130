"""The library's modules are rooms: none too large, none through another's back door, none behind itself."""

import ast

import pytest

from authoring import notebooks

LIBRARY = notebooks.ROOT / "facelab"
ROOMS = {
    ".".join(path.relative_to(LIBRARY).with_suffix("").parts): path
    for path in sorted([*LIBRARY.glob("*.py"), *LIBRARY.glob("answers/*.py")])
}
LONGEST = 500  # lines


def imports(path):
    """Yield (module of facelab, imported name) for every import that a file does while it is loaded."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "facelab":
            for name in node.names:
                module = f"{node.module}.{name.name}".removeprefix("facelab.")
                if module in ROOMS or node.module == "facelab":
                    yield module, ""
                else:
                    yield node.module.removeprefix("facelab."), name.name


@pytest.mark.parametrize("path", ROOMS.values(), ids=ROOMS)
def test_a_room_can_be_looked_over(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < LONGEST


@pytest.mark.parametrize("path", ROOMS.values(), ids=ROOMS)
def test_nobody_takes_what_another_room_keeps_to_itself(path):
    assert [name for _, name in imports(path) if name.startswith("_")] == []


def test_no_room_leads_back_to_itself():
    leads_to = {room: {module for module, _ in imports(path)} for room, path in ROOMS.items()}
    waiting = {room: to & leads_to.keys() for room, to in leads_to.items()}
    while open_rooms := [room for room, to in waiting.items() if not to]:
        waiting = {room: to - set(open_rooms) for room, to in waiting.items() if room not in open_rooms}
    assert waiting == {}


def test_the_library_calls_no_answer_that_lives_with_the_answers():
    for room, path in ROOMS.items():
        if not room.startswith("answers."):
            assert not [module for module, _ in imports(path) if module.split(".")[0] == "answers"], room


def test_figures_know_no_scenes():
    leads_to = {room: {module for module, _ in imports(path)} for room, path in ROOMS.items()}
    rooms = {"plots"}
    while more := set.union(*(leads_to.get(room, set()) for room in rooms)) - rooms:
        rooms |= more
    assert not rooms & {"scenes", "play", "trails", "city", "matching"}
