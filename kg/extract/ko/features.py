"""What the mention tagger sees of each morpheme."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.document import Token

_EDGE = ("", "", "", "")
_WINDOW = 3


def _own(token: Token) -> tuple[str, str, str, str]:
    """Return form, tag, and the feature strings' parts of one morpheme: its last and first syllables."""
    form = token.form
    return form, token.tag, form[-1:], form[:1]


def features(tokens: Sequence[Token]) -> list[list[str]]:
    """Return the feature strings of each morpheme of one sentence."""
    own = [_EDGE] * _WINDOW + [_own(token) for token in tokens] + [_EDGE] * _WINDOW
    rows = []
    for index, token in enumerate(tokens):
        at = index + _WINDOW
        form, tag, last, first = own[at]
        row = ["f=" + form, "t=" + tag, "l=" + last, "i=" + first, "l2=" + form[-2:], "i2=" + form[:2]]
        row.append(f"n={min(len(form), 5)}{tag}")
        for distance in (-3, -2, -1, 1, 2, 3):
            near = own[at + distance]
            row.append(f"f{distance}={near[0]}")
            row.append(f"t{distance}={near[1]}")
        row.append(f"t-1,0={own[at - 1][1]},{tag}")
        row.append(f"t0,1={tag},{own[at + 1][1]}")
        row.append(f"f-1,0={own[at - 1][0]},{form}")
        row.append(f"f0,1={form},{own[at + 1][0]}")
        if index == 0 or tokens[index - 1].end < token.start:
            row.append("space")
        rows.append(row)
    return rows
