"""Answers that learners write, right and wrong, for every exercise: one module for each lesson.

RIGHT maps an exercise to answers that must pass; WRONG to (answer, pattern that the message must contain).
"""
