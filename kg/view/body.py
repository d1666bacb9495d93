"""The article's text as HTML, each piece carrying what stands there."""

from __future__ import annotations

from kg.extract.explanation import Explanation
from kg.markup import element, text
from kg.messages import Say
from kg.view.labels import entity_name, type_label
from kg.view.marks import Mark, Piece, pieces


def body(say: Say, explanation: Explanation) -> str:
    """Return the text; a piece is a link to the card of what stands there, and the place that cards link to."""
    return "".join(_piece(say, explanation, piece) for piece in pieces(explanation))


def _piece(say: Say, explanation: Explanation, piece: Piece) -> str:
    words = text(explanation.document.article.text[piece.start : piece.end])
    if not piece.marks:
        return words
    mention = piece.mention
    evidence = [m for m in piece.marks if m.kind == "evidence"]
    dropped = next((m for m in piece.marks if m.kind == "dropped"), None)
    classes = ["s", *(["m", f"t-{mention.what}"] if mention else [])]
    classes += ["e"] if evidence else []
    classes += ["d"] if dropped and not mention else []
    return element(
        "a",
        words,
        class_=" ".join(classes),
        id=f"at-{piece.start}",
        href=_target(mention, evidence, dropped),
        title="\n".join(_tip(say, explanation, mark) for mark in piece.marks),
        data_f=" ".join(str(m.number) for m in evidence),
        data_e=mention.entity if mention else "",
    )


def _target(mention: Mark | None, evidence: list[Mark], dropped: Mark | None) -> str:
    """Return which card a piece leads to: its closest fact, else its entity, else why it was dropped."""
    if evidence:
        return f"#fact-{evidence[0].number}"
    if mention and mention.entity:
        return f"#entity-{mention.entity}"
    return f"#dropped-{dropped.number}" if dropped else ""


def _tip(say: Say, explanation: Explanation, mark: Mark) -> str:
    """Return one line about a mark, for the pointer that rests on it."""
    label = type_label(say, mark.what)
    if mark.kind == "evidence":
        fact = explanation.document.facts[mark.number]
        return f"{mark.number + 1}. {label} · {fact.rule or ''}".rstrip(" ·")
    if mark.kind == "dropped":
        return f"✗ {label}: {say.reason(explanation.dropped[mark.number].reason)}"
    score = f" {mark.score:.2f}" if mark.score is not None else ""
    name = f": {entity_name(explanation.document, mark.entity)} ({mark.entity})" if mark.entity else ""
    return f"{label}{name}{score}"
