"""Answers of the course in a box: a sign and a word first, then the sentence; the same words where there is no HTML."""

import html
import re
import textwrap
from dataclasses import dataclass, field
from typing import Any

from IPython.display import display

WIDTH = 88  # characters of a line where the box is plain text

# Colours of the bar at the left; the sign and the word say the same without them.
_BARS = {"right": "#0b7a4b", "not yet": "#b3261e", "not tried": "#767676", "guess": "#5b4b8a"}


@dataclass(frozen=True)
class Box:
    """One answer.

    kind: "right", "not yet", "not tried" or "guess"; decides the bar.
    sign, word: come first, such as ✓ and Right.
    text: what follows; **bold** and `code` as in Markdown.
    quiet: a line below, in small letters.
    record: what programs read in a saved notebook, under `facelab` in the output's metadata.
    """

    kind: str
    sign: str
    word: str
    text: str
    quiet: str = ""
    record: dict[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Return the box as lines of text."""
        lines = f"{self.sign} {self.word} · {self.text}".splitlines() + ([f"({self.quiet})"] if self.quiet else [])
        return "\n".join(
            textwrap.fill(re.sub(r"\*\*(.+?)\*\*", r"\1", line), WIDTH, break_on_hyphens=False) for line in lines
        )

    def _repr_html_(self) -> str:
        text = html.escape(self.text, quote=False)
        text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
        text = re.sub(r"`(.+?)`", r"<code>\1</code>", text).replace("\n", "<br>")
        quiet = f'<div style="font-size:90%;margin-top:4px">{html.escape(self.quiet)}</div>' if self.quiet else ""
        style = f"border-left:5px solid {_BARS[self.kind]};padding:4px 0 4px 12px;max-width:860px"
        return (
            f'<div role="status" style="{style}">'
            f'<span aria-hidden="true">{self.sign} </span><strong>{self.word}</strong> · {text}{quiet}</div>'
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict, dict]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}, {
            "facelab": self.record
        } if self.record else {}

    def show(self) -> None:
        """Show the box below the cell."""
        display(self)
