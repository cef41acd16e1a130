"""Show rows as tables that everybody can read: `table(frame, caption)`, and the frames of the library's own rows.

A table is HTML with a caption and header cells for screen readers, and the same rows as plain text for terminals and
for nbval, which compares them.
"""

import html
import re
import textwrap
from collections.abc import Sequence

import pandas as pd
from IPython.display import display

from facelab.boxes import WIDTH
from facelab.groups import GroupRow, PairRow
from facelab.wording import count, one_in, said, share, span

__all__ = ["Table", "by_group_frame", "by_pair_frame", "count", "one_in", "share", "span", "table"]

MOST = 40  # rows: more than this nobody reads
# A text that is all number, such as "612 of 3,422", "0.12 to 0.27" or "1 in 1,000", is aligned as one.
NUMBERS = re.compile(r"-?|none|all|(1 in )?-?[\d.,]+( (of|to) -?[\d.,]+)?( ?%)?( \([\d., to]+\))?")


def table(frame: pd.DataFrame, caption: str) -> None:
    """Show a frame as a table with a caption. Its index names the rows; a default index of 0, 1, 2 is left out.

    Numbers are aligned to the right and written as `facelab.wording.said` writes them; texts stay as they are.

    Args:
        frame: at least one row and one column, at most 40 rows; with named columns.
        caption: what the table shows, in a sentence; it stands over the table.

    Raises:
        ValueError: if the frame is empty or too long, or the caption is missing.
        TypeError: if it is no DataFrame.
    """
    display(Table(frame, caption))


class Table:
    """A frame with its caption, as HTML and as text."""

    def __init__(self, frame: pd.DataFrame, caption: str) -> None:
        """Take the frame; see `table`."""
        if not isinstance(frame, pd.DataFrame):
            raise TypeError(f"table shows a pandas DataFrame; it was given a {type(frame).__name__}.")
        if frame.empty or len(frame) > MOST:
            raise ValueError(
                f"table shows 1 to {MOST} rows; this frame has {len(frame)} rows and {frame.shape[1]} columns."
            )
        if not caption.strip():
            raise ValueError("table needs a caption: a sentence that says what the rows show.")
        self.caption = caption.strip()
        self.heads = [str(name) for name in frame.columns]
        self.corner = " · ".join(str(name) for name in frame.index.names if name is not None)
        numbered = isinstance(frame.index, pd.RangeIndex) and not self.corner
        self.names = (
            None
            if numbered
            else [" · ".join(map(str, key)) if isinstance(key, tuple) else str(key) for key in frame.index]
        )
        self.right = [pd.api.types.is_numeric_dtype(frame[name]) for name in frame.columns]
        self.cells = [[said(value) for value in row] for row in frame.itertuples(index=False, name=None)]
        self.right = [
            right or all(NUMBERS.fullmatch(row[place]) for row in self.cells) for place, right in enumerate(self.right)
        ]

    def __repr__(self) -> str:
        """Return the table as text: the caption, the heads, a row a line, each column as wide as its widest cell."""
        rows = [self._line(self.corner, self.heads)] + [
            self._line(self.names[place] if self.names else "", row) for place, row in enumerate(self.cells)
        ]
        widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
        left = [True] * bool(self.names) + [not right for right in self.right]
        lines = [
            "  ".join(
                cell.ljust(width) if is_left else cell.rjust(width)
                for cell, width, is_left in zip(row, widths, left, strict=True)
            ).rstrip()
            for row in rows
        ]
        return "\n".join([textwrap.fill(self.caption, WIDTH), *lines])

    def _repr_html_(self) -> str:
        def cell(kind: str, text: str, right: bool, scope: str = "") -> str:
            align = "right" if right else "left"
            scoped = f' scope="{scope}"' if scope else ""
            return f'<{kind}{scoped} style="text-align:{align}">{html.escape(text, quote=False)}</{kind}>'

        head = (
            cell("th", self.corner, False, "col") if self.names and self.corner else "<td></td>" if self.names else ""
        )
        head += "".join(cell("th", name, right, "col") for name, right in zip(self.heads, self.right, strict=True))
        rows = []
        for place, row in enumerate(self.cells):
            name = cell("th", self.names[place], False, "row") if self.names else ""
            rows.append(name + "".join(cell("td", text, right) for text, right in zip(row, self.right, strict=True)))
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        caption = html.escape(self.caption, quote=False)
        return (
            '<table style="font-size:100%;max-width:860px">'
            f'<caption style="text-align:left;caption-side:top;color:inherit;padding:0 0 4px 0">{caption}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def _line(self, name: str, cells: Sequence[str]) -> list[str]:
        return [name, *cells] if self.names else list(cells)


def by_group_frame(rows: Sequence[GroupRow], rate: str = "fmr") -> pd.DataFrame:
    """Return the rows of `facelab.groups.by_group` as a frame for `table`: people, rate, counts, interval, support.

    Args:
        rows: of one matcher at one line. rate: "fmr" or "fnmr".

    Raises:
        ValueError: if the rate is neither.
    """
    if rate not in ("fmr", "fnmr"):
        raise ValueError(f"The rate of a table is 'fmr' or 'fnmr'; it was {rate!r}.")
    columns: dict[str, list] = {"people": [row.n_people for row in rows]}
    if rate == "fmr":
        columns |= {
            "FMR": [one_in(row.fmr) for row in rows],
            "false matches": [count(row.n_false_matches, row.n_nonmated) for row in rows],
            "95 % interval": [span(*row.fmr_interval) for row in rows],
            "support": [str(row.support) for row in rows],
        }
    else:
        columns |= {
            "FNMR": [share(row.fnmr) for row in rows],
            "misses": [count(row.n_false_nonmatches, row.n_mated) for row in rows],
            "95 % interval": [span(*row.fnmr_interval) for row in rows],
            "failed": [row.n_failed for row in rows],
        }
    return pd.DataFrame(columns, index=pd.Index([row.group for row in rows], name="group"))


def by_pair_frame(rows: Sequence[PairRow]) -> pd.DataFrame:
    """Return the rows of `facelab.groups.by_pair_of_groups` as a frame for `table`."""
    return pd.DataFrame(
        {
            "enrolled": [row.enrolled for row in rows],
            "FMR": [one_in(row.fmr) for row in rows],
            "false matches": [count(row.n_false_matches, row.n_nonmated) for row in rows],
            "95 % interval": [span(*row.interval) for row in rows],
            "support": [str(row.support) for row in rows],
        },
        index=pd.Index([row.probe for row in rows], name="probe"),
    )
