"""The right answers of exercises that nothing else calls: one module for each lesson, in the order of its exercises.

An answer that a later lesson, the rest of the library or a program of `datasets/` or `authoring/` calls is not here: it
stays in the module where it is used, and so does one that shares a helper with what stays there. `facelab/checks/`
names the right answer of every exercise, wherever it lives.
"""
