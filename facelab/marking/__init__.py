"""Marking with nbgrader: make its source from the lessons, and ask every answer again from outside the notebook.

`python -m facelab.marking COURSE --lessons 5` begins; teaching/marking.md walks through it. nbgrader itself is needed
for `preprocessors` alone.
"""
