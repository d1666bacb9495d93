"""Candidates and decisions as JSON lines, and decisions read from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from kg.decision import EntityRef, Judgement, Quotation, Side
from kg.errors import InputError, Reason

if TYPE_CHECKING:
    from kg.pipeline import Excerpt, Link
    from kg.resolve import Candidate
    from kg.store import Store


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A line that `kg identity candidates --format jsonl` wrote, with what somebody put into it.

    Attributes:
        sides: the two sides.
        decision: `same`, `different`, or None, which decides nothing.
        score: the score of the candidate.
        reason: the clues in words.
        evidence: the words of both articles.
        by: who decided; None takes who hands it in.
        note: a remark.
    """

    sides: tuple[Side, Side]
    decision: Literal["same", "different"] | None = None
    score: float | None = None
    reason: Reason | None = None
    evidence: tuple[tuple[Quotation, ...], ...] = ()
    by: str | None = None
    note: str = ""


def candidate_json(store: Store, candidate: Candidate | Link) -> bytes:
    """Return a candidate as one line, in which `decision` waits to be filled in."""
    shown = [_excerpts(store, side) for side in candidate.sides]
    data: dict[str, Any] = {
        "decision": None,
        "score": candidate.score,
        "paths": candidate.paths,
        "sides": candidate.sides,
        "reason": candidate.reason,
        "clues": [{"name": c.name, "weight": round(c.weight, 2), "reason": c.reason} for c in candidate.clues],
        "evidence": [[excerpt.quotation for excerpt in found] for found in shown],
        "sentences": [[excerpt.sentence for excerpt in found] for found in shown],
    }
    return msgspec.json.encode(data) + b"\n"


def answers(lines: Iterator[bytes], source: str) -> Iterator[Answer]:
    """Yield the lines that decide something.

    Raises:
        InputError: a line is none that can be understood; it says which.
    """
    decoder = msgspec.json.Decoder(Answer)
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                answer = decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise InputError(
                    f"{source}, line {number}: {error}. Nothing after it was decided.",
                    f"{source}, {number}번째 줄: {error}. 그 뒤는 결정하지 않았습니다.",
                ) from error
            if answer.decision is not None:
                yield answer


def judgement(store: Store, answer: Answer, by: str) -> Judgement | None:
    """Return what an answer decides; None if it decides nothing."""
    if answer.decision is None:
        return None
    evidence = answer.evidence or tuple(evidence_of(store, side) for side in answer.sides)
    return Judgement(
        kind=answer.decision,
        sides=answer.sides,
        by=by if answer.by is None else answer.by,
        evidence=evidence,
        score=answer.score,
        reason=answer.reason,
        note=answer.note,
    )


def evidence_of(store: Store, side: Side) -> tuple[Quotation, ...]:
    """Return the words of a side's article that show it."""
    return tuple(excerpt.quotation for excerpt in _excerpts(store, side))


def _excerpts(store: Store, side: Side) -> tuple[Excerpt, ...]:
    from kg.pipeline import excerpts

    try:
        return excerpts(store, side) if isinstance(side, EntityRef) else ()
    except KeyError:
        return ()
