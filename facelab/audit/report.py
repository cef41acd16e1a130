"""Put findings onto a page: tables, figures and sentences, in the order in which a reader asks for them."""

from math import isinf

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from scipy.special import ndtri

from facelab import style
from facelab.alt_text import describe
from facelab.audit import wording
from facelab.audit.drawing import Shuffled
from facelab.audit.grouping import Grouping
from facelab.audit.measuring import Findings, Line
from facelab.audit.page import Bullets, Page, Paragraph, Picture, Section, Table, figure
from facelab.groups import GroupRow
from facelab.plots import det, intervals, shuffles
from facelab.plots_of_rates import interval_of
from facelab.ratios import NOT_MEASURABLE
from facelab.wording import count, with_interval

MOST_PANELS = 5  # of shuffles, under each other


def page(found: Findings, title: str = "") -> Page:
    """Return the report of some findings."""
    whole = found.whole
    return Page(
        title=title or f"What these scores say: {whole.name}",
        about=f"A report of {len(whole.score):,} comparisons of {int(whole.present.sum()):,} people, "
        f"{'distances' if whole.is_distance else 'similarities'}, read from {whole.name}.",
        answers=wording.answers(found),
        sections=(
            _lines(found),
            _failures(found),
            _groups(found),
            _warnings(found),
            Section("How each number was made", (Bullets(tuple(wording.how_made(found))),)),
            Section(
                "What a whole evaluation would add",
                (
                    Paragraph(
                        "The words mated, non-mated, FMR and FNMR are those of ISO/IEC 19795-1. This report is no test "
                        "after that standard: it has the scores and nothing else. The list is ours, and not the "
                        "standard's own. Missing are:"
                    ),
                    Bullets(tuple(wording.missing())),
                ),
            ),
        ),
        note="Made by facelab.audit of Reading Faces. The same table and the same settings give the same report.",
    )


def _lines(found: Findings) -> Section:
    points = [line.at for line in found.lines]
    sign = -1 if found.whole.is_distance else 1
    names = pd.Index([wording.asked_said(line) for line in found.lines], name="FMR asked")
    lines = ["none" if isinf(at.threshold) else wording.number(sign * at.threshold) for at in points]
    false_matches = pd.DataFrame(
        {
            "line": lines,
            "FMR (95 %)": [with_interval(at.fmr, *at.fmr_interval) for at in points],
            "false matches": [count(at.n_false_matches, at.n_nonmated) for at in points],
            "people in them": [at.n_people_in_false_matches for at in points],
            "kept": [wording.kept_said(line) for line in found.lines],
            "support": [str(at.support) for at in points],
        },
        index=names,
    )
    misses = pd.DataFrame(
        {
            "line": lines,
            "FNMR (95 %)": [with_interval(at.fnmr, *at.fnmr_interval) for at in points],
            "misses": [count(at.n_false_nonmatches, at.n_mated) for at in points],
        },
        index=names,
    )
    side = "at or below it" if found.whole.is_distance else "at or above it"
    tried = f"{found.failures.n_people:,} people"
    parts: list = [
        Paragraph(wording.people_said(found)),
        Table(
            false_matches,
            f"False matches: the FMR asked of each line, and what it gives on {tried}. A comparison matches {side}. "
            "Intervals are over people.",
        ),
        Paragraph(wording.legend()),
        Table(misses, "Misses at the same lines. Comparisons without a score are not among them."),
        _curve(found),
        Paragraph(wording.eer_said(found)),
    ]
    return Section("The lines, and what they do", tuple(parts))


def _curve(found: Findings) -> Picture | Paragraph:
    """Return the DET curve with the lines marked on it; a sentence where no line makes both errors."""
    _, fmr, fnmr = found.scores.det()
    if not ((fmr > 0) & (fmr < 1) & (fnmr > 0) & (fnmr < 1)).any():
        return Paragraph("At no line do both errors occur on these people, so there is no curve to draw.")
    drawn = det({"these scores": found.scores})
    axes = drawn.axes[0]
    axes.texts[-1].set_visible(False)  # the name of the only curve
    marked = []
    for line in found.lines:
        if 0 < line.at.fmr < 1 and 0 < line.at.fnmr < 1:
            place = ndtri(line.at.fmr), ndtri(line.at.fnmr)
            axes.plot(*place, "o", color=style.BLACK, markersize=8, label="_")
            name = wording.number(-line.at.threshold if found.whole.is_distance else line.at.threshold)
            axes.annotate(f"line {name}", place, (9, 6), textcoords="offset points", fontsize=style.SMALLEST + 1)
            marked.append(f"The line {name} stands at an FMR of {line.at.fmr:.2g} and an FNMR of {line.at.fnmr:.2g}.")
    alt = (
        "A curve that falls from the upper left to the lower right: the fewer false matches a line allows, the more "
        f"people it misses. The equal error rate is {found.eer.value:.4f}."
    )
    return _picture(
        drawn,
        "The DET curve: for every line the share of non-mated comparisons that match, and of mated ones that do not. "
        "Dots are the lines of the table. Comparisons without a score are not in it.",
        " ".join([alt, *marked]),
    )


def _failures(found: Findings) -> Section:
    failures = found.failures
    frame = pd.DataFrame(
        {
            "without a score": [failures.n_mated_failed, failures.n_nonmated_failed],
            "of": [failures.n_mated, failures.n_nonmated],
        },
        index=pd.Index(["mated", "non-mated"], name="comparisons"),
    )
    refused = pd.DataFrame(
        {
            "missed": [line.at.n_false_nonmatches for line in found.lines],
            "without a score": [failures.n_mated_failed for _ in found.lines],
            "refused": [count(line.refused.count, line.refused.n) for line in found.lines],
            "share (95 %)": [
                with_interval(one.refused.value, one.refused.low, one.refused.high) for one in found.lines
            ],
        },
        index=pd.Index([_name(found, line) for line in found.lines], name="line"),
    )
    if failures.n_mated_failed + failures.n_nonmated_failed == 0:
        said = (
            "Every comparison of the table has a score. If photos failed before they could be compared, somebody left "
            "them out, and this report cannot know how many."
        )
        return Section("Failures", (Paragraph(said),))
    said = "Everybody has a score in some comparison."
    if failures.n_not_enrolled + failures.n_not_acquired:
        said = (
            f"Of {failures.n_people:,} people, {wording.counted(failures.n_not_enrolled)} no score as the enrolled "
            f"person in any comparison, and {wording.counted(failures.n_not_acquired)} none as the probe."
        )
    said += " A person whose comparison has no score is sent away like one who is missed:"
    return Section(
        "Failures",
        (
            Table(frame, "Comparisons without a score, by kind."),
            Paragraph(said),
            Table(refused, "Mated comparisons that do not end in a match, for a score on the wrong side or for none."),
        ),
    )


def _groups(found: Findings) -> Section:
    if not found.groupings:
        said = (
            "The table has no column that names groups. Two columns such as probe_region and enrolled_region would let "
            "this report count the errors within each group."
        )
        return Section("Groups", (Paragraph(said),))
    line = found.lines[found.main]
    asked = "" if line.at.asked is None else f", {wording.line_named(found, line)}"
    said = (
        f"Tables and figures of groups are at {wording.line_said(found, line)}{asked}: the middle one of the lines, "
        "whatever it shows. A label is whatever the table says; who gave it, and how often it is wrong, is not known "
        "here."
    )
    return Section("Groups", (Paragraph(said), *(_grouping(found, one) for one in found.groupings)))


def _grouping(found: Findings, one: Grouping) -> Section:
    rows = one.rows[found.main]
    parts: list = [
        Table(
            _frame(rows, "fmr"),
            f"False matches by {one.name}: comparisons of two people of one group.",
        ),
        Table(
            _frame(rows, "fnmr"),
            f"Misses by {one.name}, and people of whom no probe or no enrolment ever gave a score (failed).",
        ),
    ]
    asked = found.lines[found.main].at.asked
    if any(row.fmr > 0 for row in rows):
        drawn = intervals(
            {row.group: interval_of(row) for row in rows if row.n_nonmated},
            "FMR within the group, 95 % over people",
            log=True,
            promise=None if asked is None else (asked, "asked"),
        )
        caption = f"The FMR within each group by {one.name}. Each step to the right is ten times as many."
        alt = f"A dot shows the share of false matches within each group, and a bar the interval. {describe(drawn)}"
        parts.append(_picture(drawn, caption, alt))
    if one.beside is not None:
        parts += _beside(found, one)
    return Section(f"By {one.name}", tuple(parts))


def _frame(rows: tuple[GroupRow, ...], rate: str) -> pd.DataFrame:
    table = []
    for row in rows:
        value, (low, high) = getattr(row, rate), getattr(row, f"{rate}_interval")
        errors = row.n_false_matches if rate == "fmr" else row.n_false_nonmatches
        n = row.n_nonmated if rate == "fmr" else row.n_mated
        cells = {
            "people": row.n_people,
            f"{rate.upper()} (95 %)": with_interval(value, low, high) if n else NOT_MEASURABLE,
            "false matches" if rate == "fmr" else "misses": count(errors, n),
        }
        cells |= {"support": str(row.support)} if rate == "fmr" else {"failed": row.n_failed}
        table.append(cells)
    return pd.DataFrame(table, index=pd.Index([row.group for row in rows], name="group"))


def _beside(found: Findings, one: Grouping) -> list:
    """Return ratios to the largest group at every line, and what labels dealt out by lot give."""
    names, table = [], []
    for place, line in enumerate(found.lines):
        fmr, fnmr = one.fmr_ratios[place], one.fnmr_ratios[place]
        for group in dict.fromkeys([*fmr, *fnmr]):
            names.append(f"{_name(found, line)}, {group}")
            lot = None if one.shuffled is None else one.shuffled[place].get(group)
            table.append(
                {
                    "FMR": str(fmr.get(group, NOT_MEASURABLE)),
                    "shuffles": "-" if lot is None or np.isnan(lot.value) else _as_far(lot),
                    "FNMR": str(fnmr.get(group, NOT_MEASURABLE)),
                }
            )
    if not table:
        return []
    caption = (
        f"How many times as high each rate is as in “{one.beside}”, with 95 % intervals and the errors of both; and "
        "how many shuffles of the labels give a ratio of FMRs as far from 1."
    )
    parts: list = [Table(pd.DataFrame(table, index=pd.Index(names, name="line, group")), caption)]
    lots = {} if one.shuffled is None else one.shuffled[found.main]
    panels = {
        group: (lot.ratios[np.isfinite(lot.ratios)], lot.value)
        for group, lot in lots.items()
        if 0 < lot.value < np.inf and (lot.ratios[np.isfinite(lot.ratios)] > 0).any()
    }
    if panels:
        drawn = shuffles(dict(list(panels.items())[:MOST_PANELS]), f"FMR within the group ÷ within “{one.beside}”")
        parts.append(
            _picture(
                drawn,
                "Grey: what chance alone makes of the ratio. Line: the ratio as the labels are. "
                "People with a failure are left out here.",
            )
        )
    return parts


def _as_far(lot: Shuffled) -> str:
    return f"{count(lot.as_far, len(lot.ratios))} as {'low' if lot.value < 1 else 'high'}"


def _warnings(found: Findings) -> Section:
    said = wording.warnings(found)
    if not said:
        return Section("What to mind", (Paragraph("Nothing in this table asks for a warning."),))
    return Section("What to mind", (Bullets(tuple(said)),))


def _name(found: Findings, line: Line) -> str:
    """Return the short name of a line: what was asked of it, or where it stands."""
    return wording.asked_said(line) if line.at.asked is not None else wording.line_said(found, line)


def _picture(drawn: Figure, caption: str, alt: str = "") -> Picture:
    made = figure(drawn, caption, alt)
    plt.close(drawn)
    return made
