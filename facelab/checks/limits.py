"""Let a learner's function run for a limited time and leave the notebook as it was."""

import _thread
import builtins
import contextlib
import os
import random
import signal
import sys
import threading
import time
import types
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import numpy as np

LOOK_EVERY = 0.02  # seconds between two looks at the clock
# A process that used less of a core than this for a whole limit is waiting, however busy the machine is.
WAITING = 0.02

# As numpy was when the course was imported: an answer that puts its own np.mean there would make anything right.
_NUMPY = {name: one for name, one in vars(np).items() if callable(one) and not name.startswith("_")}


class TookTooLong(BaseException):
    """Raised inside the learner's function; not an Exception, so that `except Exception` there lets it through.

    waiting: whether the function was waiting (for time to pass, for a key) rather than computing.
    """

    def __init__(self, waiting: bool) -> None:
        """Take what the function was doing when it was stopped."""
        self.waiting = waiting


class _Clock:
    """Looks at a block from a thread of its own and says when its time is over."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.done = seconds, threading.Event()
        self.expired = self.waiting = False
        self.main = threading.main_thread().ident or 0

    def watch(self) -> None:
        """Wait for the end of the block; after its time interrupt it, again and again until it gives up.

        Time is that of the processor: a slow answer on a busy machine is not a loop that never ends. A function that
        uses hardly any is waiting, and gets as many seconds by the wall clock.
        """
        started, used = time.monotonic(), time.process_time()
        while not self.done.wait(LOOK_EVERY):
            now, spent = time.monotonic(), time.process_time() - used
            if spent > self.seconds:
                self.expired = True
            elif now - started > self.seconds and spent < WAITING * (now - started):
                self.expired = self.waiting = True
            if self.expired:
                self._interrupt()

    def _interrupt(self) -> None:
        if hasattr(signal, "pthread_kill"):
            signal.pthread_kill(self.main, signal.SIGINT)  # ends a sleep, too
        else:
            _thread.interrupt_main()


@contextlib.contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Raise `TookTooLong` in the block after some seconds of the processor. Works in the main thread.

    A bare `except:` in the block may catch the exception; the next line and the next call raise it again.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    clock, block = _Clock(seconds), sys._getframe(2)  # the frame that holds the block

    def is_inside(frame: FrameType | None) -> bool:
        """Say whether the frame runs in the block; the only others are those that leave it."""
        while frame is not None and frame.f_back is not block:
            frame = frame.f_back
        return frame is None or frame.f_code.co_filename != contextlib.__file__

    def at_every_line(frame: FrameType, event: str, argument: Any) -> Callable | None:
        if not is_inside(frame):
            return None
        if clock.expired and not clock.done.is_set() and event == "line":
            raise TookTooLong(clock.waiting)
        return at_every_line

    def at_every_call(frame: FrameType, event: str, argument: Any) -> None:
        if clock.expired and not clock.done.is_set() and event in ("call", "c_call") and is_inside(frame):
            raise TookTooLong(clock.waiting)

    def stop(signum: int, frame: FrameType | None) -> None:
        if clock.done.is_set():
            return
        if not clock.expired:
            raise KeyboardInterrupt  # the learner pressed stop
        if not is_inside(frame):
            return
        stopped = TookTooLong(clock.waiting)
        while frame is not None and frame is not block:
            frame.f_trace = at_every_line
            frame = frame.f_back
        # Python takes each of the two away when it raises, so that one is left for what catches the other's exception.
        sys.settrace(at_every_line)
        sys.setprofile(at_every_call)
        raise stopped

    before, traced, profiled = signal.signal(signal.SIGINT, stop), sys.gettrace(), sys.getprofile()
    watcher = threading.Thread(target=clock.watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        clock.done.set()
        sys.settrace(traced)
        sys.setprofile(profiled)
        watcher.join()
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Give back what a function may have left changed: seeds, numpy's settings, the working folder, figure settings."""
    state, own = np.random.get_state(), random.getstate()
    errors, printing, folder = np.geterr(), np.get_printoptions(), os.getcwd()
    pyplot = sys.modules.get("matplotlib")
    figures = dict(dict.items(pyplot.rcParams)) if pyplot else None  # the settings' own copy takes much longer
    try:
        yield
    finally:
        np.random.set_state(state)
        random.setstate(own)
        np.seterr(**errors)
        np.set_printoptions(**printing)
        os.chdir(folder)
        if pyplot and figures is not None and dict.__ne__(pyplot.rcParams, figures):
            dict.update(pyplot.rcParams, figures)


def replaced_in_numpy() -> list[str]:
    """Return the names of numpy's functions that somebody replaced, after putting numpy's own back."""
    now = vars(np)
    changed = [name for name, one in _NUMPY.items() if now.get(name) is not one]
    for name in changed:
        setattr(np, name, _NUMPY[name])
    return changed


def hidden_builtins(function: Any) -> dict[str, Any]:
    """Return the notebook's own values under names of Python's built-in functions that the function reads."""
    if not isinstance(function, types.FunctionType):
        return {}
    notebook = function.__globals__
    return {
        name: notebook[name]
        for name in function.__code__.co_names
        if name in notebook
        and hasattr(builtins, name)
        and notebook[name] is not getattr(builtins, name)
        and not isinstance(notebook[name], types.ModuleType)
    }
