"""Facts and mentions of articles as Web Annotations (W3C Recommendation, 2017), in JSON-LD.

Each fact is an annotation whose targets are its evidence, selected by position and by quote; each entity that an
article names is one at the first place where it does. The body of a statement is of the class `kg:Statement` and tells
who said it: it is never what was said alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from pyoxigraph import Literal, NamedNode

from kg.errors import InputError
from kg.export.request import Request
from kg.query.facts import Article, Evidence, Fact, articles, labels
from kg.vocab import PREFIXES, compact, node

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"kg": PREFIXES["kg"], "schema": PREFIXES["schema"]}]
_AROUND = 32
"""Characters before and after a quote by which a reader finds it in a text that has changed."""

_UNTOLD = frozenset(
    node(curie).value
    for curie in ("rdf:type", "rdf:subject", "rdf:predicate", "rdf:object", "kg:evidence", "kg:rule", "kg:confidence")
)


def write_annotations(request: Request, stream: BinaryIO) -> None:
    """Write one annotation a line within an AnnotationPage.

    Raises:
        InputError: the article that is asked for is not in the dataset.
    """
    stream.write(b'{"@context": ' + _json(_CONTEXT) + b',\n"type": "AnnotationPage",\n"items": [')
    separator = b"\n"
    for annotation in _annotations(request):
        stream.write(separator + _json(annotation))
        separator = b",\n"
    if request.article is not None and separator == b"\n":
        raise InputError(
            f"The article {request.article!r} is not there, or nothing was found in it.",
            f"{request.article!r} 기사가 없거나 거기서 찾은 것이 없습니다.",
        )
    stream.write(b"\n]}\n")


def _annotations(request: Request) -> Iterator[dict[str, Any]]:
    names = labels(request.dataset)
    suffix = None if request.article is None else _article_suffix(request.article)
    for article in articles(request.dataset):
        texts: dict[str, str] = {}
        for annotation in _of(article, names):
            for target in annotation["target"]:
                iri = target["source"]
                if iri not in texts:
                    texts[iri] = _text(request, iri)
                _surround(target["selector"], texts[iri])
            if suffix is None or annotation["target"][0]["source"].endswith(suffix):
                yield annotation


def _article_suffix(article: str) -> str:
    from kg.vocab import segment

    return f"article/{segment(article)}"


def _of(article: Article, names: dict[str, str]) -> Iterator[dict[str, Any]]:
    for entity, spans in sorted(article.mentions.items()):
        for span in spans:
            yield {
                "id": f"{span['article']}/text/{span['start']}-{span['end']}#names-{'/'.join(entity.split('/')[-2:])}",
                "type": "Annotation",
                "motivation": "identifying",
                "body": {"id": entity, "schema:name": names.get(entity, "")},
                "target": [_target(span)],
            }
    for fact in article.facts:
        yield {
            "id": f"{fact.iri}#annotation",
            "type": "Annotation",
            "motivation": "describing",
            "body": [{"id": fact.iri, "type": f"kg:{fact.kind}"}, {"type": "TextualBody", "value": _told(fact, names)}],
            "target": [_target(span) for span in fact.evidence],
        }


def _told(fact: Fact, names: dict[str, str]) -> str:
    """Return what a fact says, value by value; a statement's words in quotation marks after who said them."""
    values = [
        f"{compact(predicate).rpartition(':')[2]}: {names.get(value) or compact(value).rpartition('/')[2]}"
        for predicate in sorted(fact.values)
        if predicate not in _UNTOLD
        for value in fact.values[predicate]
    ]
    return f"{fact.kind}; " + "; ".join(values)


def _target(span: Evidence) -> dict[str, Any]:
    return {
        "source": span["article"],
        "selector": [
            {"type": "TextPositionSelector", "start": span["start"], "end": span["end"]},
            {"type": "TextQuoteSelector", "exact": span["quote"]},
        ],
    }


def _surround(selectors: list[dict[str, Any]], text: str) -> None:
    position, quote = selectors
    quote["prefix"] = text[max(position["start"] - _AROUND, 0) : position["start"]]
    quote["suffix"] = text[position["end"] : position["end"] + _AROUND]


def _text(request: Request, article: str) -> str:
    quads = request.dataset.quads_for_pattern(NamedNode(article), node("schema:articleBody"), None, None)
    return next((quad.object.value for quad in quads if isinstance(quad.object, Literal)), "")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
