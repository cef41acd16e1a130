"""How many learners a class server carries: `python -m tests.hub.load 10 30 [--write]`, as root on Debian.

Simulated learners log in, start their servers and run lesson 5 through the hub, all from this machine and to this
machine alone. With --write the tables of teaching/hub/README.md are written anew.
"""

import argparse
import os
import sys
import threading
import time

import numpy as np
import pandas as pd

from authoring import readme
from tests.hub import room
from tests.hub.client import Learner

LESSON = "workbook/05-error-rates.ipynb"
STEPS = ("login", "start", "run")


class Class:
    """A number of learners who come within some seconds and do the same."""

    def __init__(self, size, within):
        self.learners = [Learner(f"learner-{number:02d}", room.ADDRESS) for number in range(1, size + 1)]
        self.within, self.failures, self.wrong = within, [], 0
        self.memory = {}  # MB of each learner, all at the end of the lesson
        self.together = threading.Barrier(size + 1)

    def work(self, learner, wait):
        """Do what a learner does; what goes wrong is kept, not raised."""
        try:
            time.sleep(wait)
            learner.login()
            learner.start()
            self.wrong += bool(learner.run(LESSON))
        except Exception as problem:
            self.failures.append(f"{learner.name}: {type(problem).__name__} {str(problem)[:200]}")
        self.together.wait()  # until the last one is done, so that all servers and kernels are in memory at once
        self.together.wait()

    def hold(self):
        """Have all learners come; return when the last one is done and all are measured."""
        waits = np.linspace(0, self.within, len(self.learners))
        threads = [threading.Thread(target=self.work, args=pair) for pair in zip(self.learners, waits, strict=True)]
        for thread in threads:
            thread.start()
        self.together.wait()
        self.memory = {learner.name: room.memory_of(learner.name) for learner in self.learners}
        self.together.wait()
        for thread in threads:
            thread.join()

    def row(self):
        """Return what was measured, one row of the table."""
        row = {"learners": len(self.learners), "come within, s": self.within}
        for step in STEPS:
            taken = [learner.seconds[step] for learner in self.learners if step in learner.seconds]
            row |= {f"{step}, median": np.median(taken), f"{step}, 95 %": np.percentile(taken, 95)}
        row |= {"memory, median MB": np.median(list(self.memory.values())), "most": max(self.memory.values())}
        return row | {"failures": len(self.failures) + self.wrong}


def machine():
    """Return the machine's size in words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GB of memory"


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.hub.load", description=__doc__.partition(":")[0] + ".")
    parser.add_argument("sizes", type=int, nargs="+", help="learners in a class")
    parser.add_argument("--within", type=float, nargs="+", default=[0, 120], help="seconds within which they come")
    parser.add_argument("--write", action="store_true", help="write the table into teaching/hub/README.md")
    options = parser.parse_args()
    rows = []
    for size in options.sizes:
        for within in options.within:
            names = [f"learner-{number:02d}" for number in range(1, size + 1)]
            with room.class_server(names):  # each class meets a new server, where nothing is warm
                one = Class(size, within)
                one.hold()
            rows.append(one.row())
            print(pd.Series(rows[-1]).to_string(), *one.failures, sep="\n", flush=True)
    table = _markdown(pd.DataFrame(rows))
    print(table)
    if options.write:
        said = f"On {machine()}; times in seconds.\n\n{table}\n"
        room.README.write_text(readme.replaced(room.README.read_text(encoding="utf-8"), "load", said), encoding="utf-8")
    return int(any(row["failures"] for row in rows))


def _markdown(frame):
    lines = [list(frame.columns), ["---:"] * len(frame.columns)]
    lines += [
        [f"{value:.0f}" if value >= 10 or value == int(value) else f"{value:.1f}" for value in row]
        for row in frame.to_numpy()
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
