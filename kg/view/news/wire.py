"""The content of a page as JSON values; entities and articles refer to each other by their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.extract import rule_meanings
from kg.model import FACT_CLASSES
from kg.view.news.content import Content, Told
from kg.view.news.words import words

FORMAT = 1
"""Version of these values; `web/src/view/model.ts` reads it."""

_TAGS = {str(kind.__struct_config__.tag): kind.__name__ for kind in FACT_CLASSES}


def wire(content: Content, whole: Content) -> dict[str, Any]:
    """Return `content`, which was chosen from `whole`, as values that `json.dumps` takes."""
    base = _base([*content.texts, *content.entities])
    articles = {iri: number for number, iri in enumerate(_by_date(content))}
    entities = {iri: number for number, iri in enumerate(content.entities)}
    concepts = {a.value for fact in content.facts for a in fact.arguments.values() if a.kind == "concept"}
    meanings = rule_meanings({fact.rule for fact in content.facts if fact.rule})
    return {
        "format": FORMAT,
        "base": base,
        "whole": {"articles": len(whole.texts), "facts": len(whole.facts)},
        "words": words(concepts),
        "rules": {name: [meaning.ko, meaning.en] for name, meaning in sorted(meanings.items())},
        "articles": [_article(content, iri, base, entities) for iri in articles],
        "entities": [
            {"id": iri.removeprefix(base), "type": entity.types[0], "types": entity.types, "names": entity.names}
            for iri, entity in content.entities.items()
        ],
        "facts": [_fact(fact, base, articles, entities) for fact in content.facts if fact.article in articles],
        "aside": [
            {
                "article": articles[one.article],
                "type": _TAGS.get(one.fact_type, one.fact_type),
                "reason": [one.reason.ko, one.reason.en],
                "span": list(one.span) if one.span else None,
                "candidate": one.candidate,
            }
            for one in content.aside
            if one.article in articles
        ],
    }


def _by_date(content: Content) -> list[str]:
    return sorted(content.texts, key=lambda iri: (content.texts[iri].published, iri))


def _article(content: Content, iri: str, base: str, entities: Mapping[str, int]) -> dict[str, Any]:
    text = content.texts[iri]
    mentions = [[start, end, entities[entity]] for start, end, entity in content.mentions.get(iri, ())]
    return {
        "id": iri.removeprefix(base),
        "headline": text.headline,
        "published": text.published,
        "publisher": text.publisher,
        "authors": text.authors,
        "url": text.url,
        "language": text.language,
        "text": text.text,
        "mentions": mentions,
    }


def _fact(fact: Told, base: str, articles: Mapping[str, int], entities: Mapping[str, int]) -> dict[str, Any]:
    written: dict[str, Any] = {
        "id": fact.iri.removeprefix(base),
        "type": fact.type,
        "article": articles[fact.article],
        "args": {
            name: entities[argument.value] if argument.kind == "entity" else argument.value
            for name, argument in fact.arguments.items()
        },
        "evidence": fact.evidence,
    }
    if fact.about:
        written["about"] = [entities[iri] for iri in fact.about]
    if fact.score is not None:
        written["score"] = fact.score
    if fact.rule:
        written["rule"] = fact.rule
    return written


def _base(iris: Iterable[str]) -> str:
    """Return what all IRIs begin with, up to a slash."""
    low, high = min(iris, default=""), max(iris, default="")
    same = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))
    return low[: low.rfind("/", 0, same) + 1]
