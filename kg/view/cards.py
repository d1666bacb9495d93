"""Facts, entities and dropped candidates as HTML, each with links to where they stand in the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kg.extract.explanation import Dropped, Explanation
from kg.markup import element, text
from kg.messages import Say
from kg.model import ENTITY_TYPES, AnyFact, Span, fact_type
from kg.view.labels import arguments, entity_name, fact_groups, type_label

_LONG = 90
"""Characters of evidence that a card shows."""


def facts(say: Say, explanation: Explanation) -> str:
    """Return the facts by type."""
    document = explanation.document
    groups = []
    for name, numbers in fact_groups(document):
        heading = _heading(type_label(say, name), len(numbers))
        cards = "".join(_fact(say, explanation, number, document.facts[number]) for number in numbers)
        groups.append(element("section", heading + element("ul", cards, class_="cards")))
    return "".join(groups) or element("p", text(say("explain.nothing")), class_="none")


def _fact(say: Say, explanation: Explanation, number: int, fact: AnyFact) -> str:
    rows = "".join(
        element(
            "div",
            element("dt", text(label)) + element("dd", _entity_link(explanation, entity) if entity else text(value)),
        )
        for label, value, entity in arguments(say, fact)
    )
    places = "".join(_evidence(explanation, span) for span in fact.evidence)
    rule = ""
    if fact.rule:
        meaning = explanation.rules.get(fact.rule)
        rule = element("code", text(fact.rule))
        if meaning:
            rule = element("details", element("summary", rule) + element("p", text(say.reason(meaning))))
    score = _score(say, fact.score)
    return element(
        "li",
        element("b", str(number + 1), class_="n")
        + element("dl", rows)
        + element("div", places, class_="places")
        + element("div", score + rule, class_="why"),
        id=f"fact-{number}",
        class_=f"card f-{fact_type(fact)}",
        data_f=str(number),
    )


def _score(say: Say, score: float | None) -> str:
    if score is None:
        return ""
    bar = element("meter", "", min="0", max="1", value=f"{score:.3f}", title=say("explain.score"))
    return bar + element("span", f"{score:.2f}", class_="score", title=say("explain.score"))


def _evidence(explanation: Explanation, span: Span) -> str:
    words = " ".join(explanation.document.article.text[slice(*span)].split())
    short = words if len(words) <= _LONG else f"{words[: _LONG // 2]} … {words[-_LONG // 2 :]}"
    return element("a", element("q", text(short)), href=f"#at-{span[0]}", title=f"{span[0]}–{span[1]}")


def _entity_link(explanation: Explanation, entity: str) -> str:
    found = explanation.document.entities.get(entity)
    kind = found.type if found else ""
    name = text(entity_name(explanation.document, entity))
    return element("a", name, class_=f"m t-{kind}", href=f"#entity-{entity}", data_e=entity)


def entities(say: Say, explanation: Explanation, pages: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the entities by type, each linked to its page, where `pages` has the address of one by its local id."""
    places: dict[str, list[Span]] = {}
    for mention in explanation.references or explanation.document.mentions:
        if mention.entity:
            places.setdefault(mention.entity, []).append((mention.start, mention.end))
    groups = []
    for kind in ENTITY_TYPES:
        items = [
            _entity(explanation, ident, places.get(ident, []), pages.get(ident, ""))
            for ident, entity in explanation.document.entities.items()
            if entity.type == kind
        ]
        if items:
            heading = _heading(type_label(say, kind), len(items))
            groups.append(element("section", heading + element("ul", "".join(items), class_="cards")))
    return "".join(groups)


def _entity(explanation: Explanation, ident: str, places: Iterable[Span], page: str) -> str:
    entity = explanation.document.entities[ident]
    names = element("b", text(entity.names[0] if entity.names else ident), class_=f"m t-{entity.type}")
    if page:
        names = element("a", names, href=page)
    others = element("span", text(", ".join(entity.names[1:])), class_="others") if entity.names[1:] else ""
    links = "".join(element("a", str(start), href=f"#at-{start}") for start, _ in places)
    code = element("code", text(ident))
    return element(
        "li",
        names + " " + others + element("div", code + links, class_="where"),
        id=f"entity-{ident}",
        class_="card",
        data_e=ident,
    )


def dropped(say: Say, explanation: Explanation) -> str:
    """Return what was dropped, the same words for the same reason once."""
    document = explanation.document
    groups: dict[tuple[str, str, str], list[tuple[int, Dropped]]] = {}
    for number, candidate in enumerate(explanation.dropped):
        words = document.article.text[candidate.start : candidate.end]
        groups.setdefault((candidate.what, words, candidate.reason.en), []).append((number, candidate))
    items = []
    for (what, words, _), found in groups.items():
        links = "".join(element("a", str(c.start), href=f"#at-{c.start}", id=f"dropped-{n}") for n, c in found)
        items.append(
            element(
                "li",
                element("b", text(words))
                + element("span", text(type_label(say, what)), class_="others")
                + element("p", text(say.reason(found[0][1].reason)))
                + element("div", links, class_="where"),
                class_="card",
            )
        )
    return element("ul", "".join(items), class_="cards") if items else ""


def _heading(label: str, count: int) -> str:
    return element("h3", text(label) + " " + element("small", str(count)))
