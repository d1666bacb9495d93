"""Candidates, decisions and sides as lines for the terminal. What comes from articles is made visible, never obeyed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from kg.decision import AuthorityRef, Decision, Side
from kg.messages import Say
from kg.visible import visible

if TYPE_CHECKING:
    from kg.pipeline import Excerpt, Link
    from kg.resolve import Candidate
    from kg.store import Store

_MARK = ("【", "】")


def side_text(side: Side) -> str:
    """Return a side in the form in which it can be typed: `person/김민수@a`."""
    if isinstance(side, AuthorityRef):
        return visible(side.iri)
    number = f"#{side.number}" if side.number > 1 else ""
    return visible(f"{side.kind}/{side.name}@{side.article}{number}")


def marked(excerpt: Excerpt) -> str:
    """Return a sentence on one line, its marks between 【 】, bold where the terminal can."""
    parts, at = [], 0
    for start, end in excerpt.marks:
        parts.append(_line(excerpt.sentence[at:start]))
        parts.append(click.style(_MARK[0] + _line(excerpt.sentence[start:end]) + _MARK[1], bold=True))
        at = end
    return "".join([*parts, _line(excerpt.sentence[at:])]).strip()


def excerpt_lines(say: Say, store: Store, side: Side) -> Iterator[str]:
    """Yield what the article of a side says of it, a line a sentence, after a line on the article."""
    from kg.pipeline import excerpts

    if isinstance(side, AuthorityRef):
        return
    try:
        found = excerpts(store, side)
    except KeyError:
        yield say("identity.gone", article=visible(side.article))
        return
    for number, excerpt in enumerate(found):
        if number == 0:
            about = " ".join(visible(part) for part in (excerpt.published[:10], excerpt.headline) if part)
            yield click.style(f"{visible(side.article)}  {about}", dim=True)
        yield marked(excerpt)


def candidate_lines(say: Say, store: Store, candidate: Candidate | Link, rank: str) -> Iterator[str]:
    """Yield a candidate: score and names, both sides with their sentences, the clues."""
    kind = say(f"type.{candidate.paths[0].partition('/')[0].capitalize()}")
    yield click.style(f"{rank}  {candidate.score:.2f}  {kind}", bold=True)
    sides: tuple[Side, ...] = candidate.sides
    for letter, side, path in zip("AB", sides, candidate.paths, strict=True):
        yield f"  {letter}  " + click.style(visible(path), fg="cyan") + f"  ({side_text(side)})"
        yield from (f"       {line}" for line in excerpt_lines(say, store, side))
    for clue in sorted(candidate.clues, key=lambda clue: -abs(clue.weight)):
        colour = "green" if clue.weight > 0 else "red"
        yield "  " + click.style(f"{clue.weight:+5.1f}", fg=colour) + f"  {visible(say.reason(clue.reason))}"


def decision_lines(
    say: Say, decision: Decision, resting: Sequence[int] | None, undone: int | None, *, long: bool = False
) -> Iterator[str]:
    """Yield a decision: its number, what it says, who made it; then whether it stands."""
    sides = [side_text(side) for side in decision.sides]
    what = say("identity.undoes", number=decision.undoes) if decision.kind == "undo" else ""
    kind = say(f"identity.kind.{decision.kind}")
    sign = "  =  " if decision.kind == "same" else "  ≠  "
    maker = say(f"identity.maker.{decision.maker}", by=visible(decision.by) or "—")
    score = "" if decision.score is None else f"  {decision.score:.2f}"
    yield f"{decision.sequence}  {kind}  {what or sign.join(sides)}  {maker}{score}"
    if undone is not None:
        yield "     " + say("identity.undone", number=undone)
    elif resting:
        yield "     " + say("identity.resting", numbers=", ".join(map(str, resting)))
    for name in decision.names:
        yield "     " + visible(f"{name.name}: {name.since or '…'} – {name.until or '…'}")
    if decision.note:
        yield "     " + visible(decision.note)
    if long:
        if decision.reason is not None:
            yield "     " + visible(say.reason(decision.reason))
        for quotes in decision.evidence:
            for quote in quotes:
                yield f"     {visible(quote.article)} {quote.span[0]}–{quote.span[1]}: “{_line(quote.text)}”"


def _line(text: str) -> str:
    return visible(" ".join(text.split())) if text.strip() == text else visible(" " + " ".join(text.split()) + " ")
