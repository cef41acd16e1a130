"""What Python reads first in the course's environment: find its own modules first, and skip one that only costs time.

`install.py` copies this file into the environment and has Python read it at its start, so it imports nothing of the
course. A random.py or numpy.py of the learner's, beside a lesson or on PYTHONPATH, would otherwise stop the kernel, or
a lesson's first cell.
"""

import sys
from importlib.machinery import ModuleSpec, PathFinder

# At this moment the path holds PYTHONPATH, Python's own folders and the environment's; not yet the folder of a lesson.
OWN = [folder for folder in sys.path if folder.startswith((sys.prefix, sys.base_prefix))]
LEFT_TO_OTHERS = {"sitecustomize", "usercustomize"}


class OwnModulesFirst:
    """A finder that looks for the top of every module in the environment before anybody else does."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Return where the environment has the module; None if it has none."""
        if path is not None or name in LEFT_TO_OTHERS:
            return None
        found = PathFinder.find_spec(name, OWN)
        return found if found is not None and found.origin is not None else None


sys.meta_path.insert(2, OwnModulesFirst)  # after the built-in and frozen modules

# jsonschema, with which Jupyter reads notebooks and its own settings, imports a grammar of web addresses in all
# alphabets if it can, and goes on without it. Building that grammar takes two seconds at every start of JupyterLab.
# None is how Python is told that a module is not here.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
