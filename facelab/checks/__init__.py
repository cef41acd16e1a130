"""The questions that the checks put to a learner's answer: one module for each lesson, and how they are put."""
