"""The audit of a matcher, as a report: `python -m facelab.audit scores.csv --out report/`.

`facelab.audit.page` is the form of a report, which the command and the lesson's own audits share.
"""
