"""The learner's audit of a made-up vendor: findings with their counts, a decision, texts; checked, and made a report.

`Audit.check` counts everything again and says what the counts show; `Audit.save` writes the report of `facelab.audit`.
"""

from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown, display

from facelab import findings
from facelab.audit import page as pages
from facelab.findings import DECISIONS, EVIDENCE, Count
from facelab.plots_of_claims import claims
from facelab.tables import table
from facelab.vendor import FAULTS, Vendor, for_the_check
from facelab.wording import count, one_in, share, span

TEXTS = {
    "plan": "what you set out to measure, on whom, and what would have changed your mind",
    "reasons": "why you decide as you do, with the numbers that carry it",
    "limits": "what must hold if it is used: which line, for whom, with which way in for those who are turned away",
    "not_measured": "what your audit cannot say",
}
SHORTEST = 20  # letters: a text below that says nothing
MADE_UP = (
    "Seller, town, tender and people are made up and simulated: no product of anybody's was tested. The audit was "
    "written in lesson 16 of Reading Faces."
)


class Audit:
    """An audit of one vendor: `finding`, `note` and `decide` fill it, `check` judges it, `save` writes the report."""

    def __init__(self, vendor: Vendor) -> None:
        """Begin an empty audit.

        Raises:
            TypeError: if it is not given a vendor.
        """
        if not isinstance(vendor, Vendor):
            raise TypeError(f"Audit is given a vendor, such as Audit(Vendor(16)); it was given {vendor!r:.60}.")
        self.vendor = vendor
        self.found: dict[str, tuple[Count, ...]] = {}
        self.texts: dict[str, str] = {}
        self.decision = ""

    def finding(self, fault: str, *counts: Any) -> None:
        """Keep a finding: a fault and the counts that show it. The same fault again replaces the first.

        Args:
            fault: a name of `facelab.vendor.FAULTS`.
            counts: pairs (errors, of how many), as many and in the order of `facelab.findings.EVIDENCE`; three dots, of
                an answer that is not written yet, are passed over.

        Raises:
            ValueError: if there is no such fault, or the counts are not what it is shown by.
        """
        if fault not in FAULTS:
            raise ValueError(f"There is no fault {fault!r:.60}. The faults are: {', '.join(FAULTS)}.")
        if not counts or any(one is ... for one in counts):
            return
        wanted = EVIDENCE[fault]
        if len(counts) != len(wanted):
            listed = "; ".join(f"({place}) {what}" for place, what in enumerate(wanted, 1))
            raise ValueError(f"{fault!r} is shown by {len(wanted)} counts, each (errors, of how many): {listed}.")
        self.found[fault] = tuple(_count(one, fault, place) for place, one in enumerate(counts, 1))

    def note(self, **texts: Any) -> None:
        """Keep texts of the report: plan, reasons, limits, not_measured. Three dots are passed over.

        Raises:
            ValueError: if there is no such text, or it is none.
        """
        for name, text in texts.items():
            if name not in TEXTS:
                raise ValueError(f"A report has no text {name!r:.40}. Its texts are: {', '.join(TEXTS)}.")
            if text is ...:
                continue
            if not isinstance(text, str):
                raise ValueError(f"The text {name} is words in quotes; it was {text!r:.40}.")
            self.texts[name] = " ".join(text.split())

    def decide(self, decision: Any) -> None:
        """Keep the decision: "deploy", "deploy with limits" or "do not deploy". Three dots are passed over.

        Raises:
            ValueError: if it is none of the three.
        """
        if decision is ...:
            return
        if decision not in DECISIONS:
            raise ValueError(f"The decision is one of {', '.join(map(repr, DECISIONS))}; it was {decision!r:.60}.")
        self.decision = decision

    def _says(self, name: str) -> bool:
        return len(self.texts.get(name, "")) >= SHORTEST

    def missing(self) -> list[str]:
        """Return a sentence for each part that the audit lacks."""
        lacking = [
            f"The text “{name}” is missing: {what}."
            for name, what in TEXTS.items()
            if not self._says(name) and not (name == "limits" and self.decision != DECISIONS[1])
        ]
        if not self.found:
            lacking.insert(0, "There is no finding: give at least one fault with its counts.")
        if not self.decision:
            lacking.append("There is no decision: deploy, deploy with limits, or do not deploy.")
        return lacking

    def verdicts(self) -> dict[str, str]:
        """Return finding -> what its counts, counted again, show: "shown", or why they do not show it."""
        right, why_not = findings.evidence(self.vendor), findings.shown(self.vendor)
        said = {}
        for fault, counts in self.found.items():
            other = [
                place for place, (one, wanted) in enumerate(zip(counts, right[fault], strict=True), 1) if one != wanted
            ]
            if other:
                where = " and ".join(map(str, other))
                what = "; ".join(EVIDENCE[fault][place - 1] for place in other)
                said[fault] = f"not supported: count {where} is not what the vendor's answers give. It counts {what}."
            elif why_not[fault]:
                said[fault] = f"not supported: the counts are right, but {why_not[fault]}."
            else:
                said[fault] = "shown"
        return said

    def check(self, tell_all: bool = False) -> None:
        """Show what the evidence shows: each finding, the decision, and what is missing.

        How many faults were planted is told once there are a plan and a decision.

        Args:
            tell_all: then also name the planted faults that are not shown yet.
        """
        verdicts, faults = self.verdicts(), for_the_check(self.vendor)
        if verdicts:
            rows = {fault: [_words(self.found[fault]), said] for fault, said in verdicts.items()}
            table(pd.DataFrame(rows, ["your counts", "what they show"]).T, f"The findings about {self.vendor.name}.")
        shown = {fault for fault, said in verdicts.items() if said == "shown"}
        if not (self.decision and self._says("plan")):
            lines = [
                f"Your evidence shows **{len(shown)}** of your {len(verdicts)} findings. How many faults were planted "
                "is told when the audit has a plan and a decision."
            ]
        else:
            lines = [f"Your evidence shows **{len(shown & faults)} of {len(faults)}** planted faults."]
            if tell_all and faults - shown:
                lines.append(f"Not shown yet: {', '.join(sorted(faults - shown))}.")
            if shown - faults:
                listed = ", ".join(sorted(shown - faults))
                lines.append(f"Shown, and not planted by itself (chance, or another fault's doing): {listed}.")
        lines += [self._judged(), *self.missing()]
        display(Markdown("\n".join(f"- {line}" for line in lines if line)))

    def _judged(self) -> str:
        """Return a sentence about the decision; none if there is none."""
        follows = findings.follows(self.vendor)
        if not self.decision:
            return ""
        if self.decision == follows:
            return f"Your decision, *{self.decision}*, is the one that the tender's rule gives."
        return (
            f"By the tender's own rule the numbers give another decision than yours, *{self.decision}*. Go through the "
            "three requirements again, or say in `reasons` why you leave the rule."
        )

    def page(self) -> pages.Page:
        """Return the audit as a report; parts that are missing are named in it."""
        vendor, verdicts = self.vendor, self.verdicts()
        shown = [fault for fault, said in verdicts.items() if said == "shown"]
        sections = [
            pages.Section("What was asked", (self._text("plan"), pages.Table(vendor.tender().frame(), "The tender."))),
            pages.Section("What the brochure says and what was measured", tuple(self._claims())),
            pages.Section("What was found", tuple(self._findings(verdicts))),
            pages.Section("What is decided", tuple(self._decided())),
            pages.Section("What this audit cannot say", (self._text("not_measured"),)),
            pages.Section("How the numbers were made", (pages.Bullets(HOW),)),
        ]
        if lacking := self.missing():
            sections.insert(0, pages.Section("What is missing in this audit", (pages.Bullets(tuple(lacking)),)))
        answers = (
            ("May it be used?", self.decision.capitalize() + "." if self.decision else "Not decided yet."),
            (
                "What was found?",
                "; ".join(FAULTS[one] for one in shown).capitalize() + "." if shown else "Nothing yet.",
            ),
        )
        about = f"An audit of a face matcher for {vendor.tender().place}, at the seller's line of {vendor.line:.3f}."
        return pages.Page(f"Audit of {vendor.name}", about, tuple(sections), answers, MADE_UP)

    def save(self, folder: str | Path) -> None:
        """Write audit.html and, where Typst is installed, audit.pdf into a folder, and say what was written.

        Raises:
            ValueError: if the folder is a file.
        """
        place, report = Path(folder), self.page()
        if place.exists() and not place.is_dir():
            raise ValueError(f"{place} is a file. Give the name of a folder for the report.")
        place.mkdir(parents=True, exist_ok=True)
        (place / "audit.html").write_text(pages.html(report), encoding="utf-8")
        said = [f"Written: `{place / 'audit.html'}`."]
        if pages.can_make_pdf():
            (place / "audit.pdf").write_bytes(pages.pdf(report))
            said.append(f"Written: `{place / 'audit.pdf'}`.")
        else:
            said.append(pages.NO_TYPST)
        display(Markdown(" ".join(said)))

    def _text(self, name: str) -> pages.Paragraph:
        return pages.Paragraph(self.texts.get(name) or f"Not written: {TEXTS[name]}.")

    def _claims(self) -> list[Any]:
        found, says = findings.measured(self.vendor), self.vendor.brochure()["the brochure says"]
        rows = {
            claim.letter: [says[claim.letter], claim.what, count(*claim.count), _interval(claim), claim.verdict]
            for claim in found
        }
        heads = ["the brochure says", "counted", "errors", "95 % interval", "the claim is"]
        frame = pd.DataFrame(rows, heads).T
        frame.index.name = "claim"
        caption = "Each claim beside what the box itself answers. A list that was counted in full has no interval."
        drawn = claims(found)
        picture = pages.figure(drawn, "What is claimed (open diamonds) beside what was measured (dots, 95 %).")
        plt.close(drawn)
        return [pages.Table(frame, caption), picture]

    def _findings(self, verdicts: dict[str, str]) -> list[Any]:
        if not verdicts:
            return [pages.Paragraph("No finding is written down.")]
        parts: list[Any] = []
        right, ends = findings.evidence(self.vendor), findings.intervals(self.vendor)
        for fault, said in verdicts.items():
            rows = [
                [what, count(*one), _ends(interval) if one == wanted else "not the box's count"]
                for what, one, wanted, interval in zip(
                    EVIDENCE[fault], self.found[fault], right[fault], ends[fault], strict=True
                )
            ]
            frame = pd.DataFrame(rows, columns=["counted", "errors", "95 % interval"])
            title = FAULTS[fault][0].upper() + FAULTS[fault][1:]
            verdict = "The counts show it." if said == "shown" else f"{said[0].upper()}{said[1:]}"
            if fault == "tuned line" and said == "shown":
                line = findings.line_of_test(self.vendor)
                verdict += f" Set on the test people for claim B, the line is {line:.3f}: the seller's."
            parts.append(pages.Section(title, (pages.Table(frame, f"Evidence: {fault}."), pages.Paragraph(verdict))))
        return parts

    def _decided(self) -> list[Any]:
        rows = {
            what: [one_in(allowed), share(value), span(low, high), findings.verdict(low, high, allowed)]
            for what, (allowed, value, low, high) in findings.requirements(self.vendor).items()
        }
        heads = ["allowed", "measured on the panel", "95 % interval", "the requirement is"]
        decided = self.decision.capitalize() + "." if self.decision else "There is no decision."
        parts: list[Any] = [pages.Paragraph(decided), self._text("reasons")]
        if self.decision == "deploy with limits" or "limits" in self.texts:
            parts.append(pages.Section("Limits", (self._text("limits"),)))
        return [*parts, pages.Table(pd.DataFrame(rows, heads).T, "What the tender asks, and what was measured.")]


HOW = (
    "A match is a score of at least the seller's line. Turned away is who holds the right card and does not match, "
    "those whose photo gave no score among them.",
    "The panel is people whom the seller has never seen; its test and development sets are the seller's own lists.",
    "Intervals are 95 % over people: Wilson's, for one trial a person; for false matches, where each person takes part "
    "in many comparisons, with the number of independent comparisons that they are worth.",
    "A district's interval treats the panel as drawn from the town's card holders. Volunteers are not quite that.",
    "The worst-off district was looked for: the worst of three equal ones looks worse than it is, so a narrow miss "
    "there shows nothing.",
)


def _interval(claim: findings.Claim) -> str:
    return "counted in full" if claim.low == claim.high else span(claim.low, claim.high)


def _ends(interval: tuple[float, float] | None) -> str:
    return "counted in full" if interval is None else span(*interval)


def _words(counts: tuple[Count, ...]) -> str:
    return ", ".join(count(*one) for one in counts)


def _count(value: Any, fault: str, place: int) -> Count:
    """Return a count as two plain numbers.

    Raises:
        ValueError: if it is no pair of whole numbers, errors first.
    """
    try:
        errors, n = (int(one) if float(one).is_integer() else None for one in value)
    except (TypeError, ValueError):
        errors = n = None
    if errors is None or n is None or not 0 <= errors <= n or n == 0:
        raise ValueError(
            f"Count {place} of {fault!r} is a pair (errors, of how many), two whole numbers, such as (12, 200); "
            f"it was {np.asarray(value, dtype=object).tolist()!r:.60}."
        )
    return errors, n
