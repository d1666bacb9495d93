"""The least engine that there can be, for a language that kg does not know: capitalised words are persons who speak."""

from __future__ import annotations

import re

from kg.extract.dictionary import Dictionary
from kg.extract.explanation import Explanation
from kg.model import Article, Entity, FactsDocument, Mention, Statement

_SAID = re.compile(r"(?P<who>[A-Z][a-z]+) (?P<verb>diris): (?P<what>[^.]+)\.")


def extract(ident: str, article: Article, dictionary: Dictionary, accurate: bool) -> FactsDocument:
    return explain(ident, article, dictionary, accurate).document


def explain(ident: str, article: Article, dictionary: Dictionary, accurate: bool) -> Explanation:
    found = [m for m in _SAID.finditer(article.text) if m["who"] not in dictionary.by_form]
    names = {name: f"p{number}" for number, name in enumerate(dict.fromkeys(m["who"] for m in found), start=1)}
    return Explanation(
        FactsDocument(
            id=ident,
            article=article,
            mentions=tuple(
                Mention(start=m.start("who"), end=m.end("who"), type="Person", entity=names[m["who"]], score=1.0)
                for m in found
            ),
            entities={ident: Entity(type="Person", names=(name,)) for name, ident in names.items()},
            facts=tuple(
                Statement(
                    speaker=names[m["who"]],
                    manner="direct",
                    content=m["what"],
                    verb=m["verb"],
                    evidence=(m.span("what"),),
                    score=1.0,
                    rule="statement.colon",
                )
                for m in found
            ),
        )
    )
