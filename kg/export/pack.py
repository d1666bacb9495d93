"""An evidence pack: the facts that a query chooses, with all that proves them and a verifier that needs only Python.

manifest.json    the question, the versions, the SHA-256 of each file and of itself
facts.jsonl      each fact: arguments and their names, spans, quotes, sentences
sources.jsonl    each article: headline, publisher, date, address, the SHA-256 of its text, what it is a copy of
texts/N.txt      the texts, UTF-8
facts.nq         the same facts as quads
ontology/…       the vocabulary and the shapes that they passed
verify.py        checks all of it: python -I verify.py pack.zip
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kg import __version__
from kg.errors import QueryError
from kg.export.verify import canonical, packed
from kg.query import Answer, Dataset, Question
from kg.query.evidence import sentence_around
from kg.resources import shipped
from kg.vocab import compact, node

_SOURCE_FIELDS = ("headline", "publisher", "datePublished", "author", "url", "inLanguage")
_NAMES = ("schema:name", "skos:prefLabel")


def pack(dataset: Dataset, question: Question, answer: Answer) -> bytes:
    """Return the evidence pack of the facts that an answer chooses; the same dataset and question give the same bytes.

    Chosen are the facts that the answer names, and those that rest on words which it shows by `article`, `start` and
    `end`.

    Args:
        dataset: what was asked.
        question: what was asked of it.
        answer: what it answered.

    Raises:
        QueryError: the answer chooses no fact.
    """
    facts = sorted(chosen(dataset, answer))
    if not facts:
        raise QueryError(
            "The answer chooses no facts: it has neither facts nor the columns article, start and end.",
            "답이 고른 사실이 없습니다. 사실도, article·start·end 열도 없습니다.",
        )
    texts = {article: _text(dataset, article) for article in sorted({a for f in facts for a, *_ in _spans(dataset, f)})}
    names = {article: f"texts/{number}.txt" for number, article in enumerate(texts, start=1)}
    files: dict[str, bytes] = {
        "facts.jsonl": _lines(_fact(dataset, fact, texts) for fact in facts),
        "sources.jsonl": _lines(_source(dataset, article, names[article], text) for article, text in texts.items()),
        "facts.nq": _quads(dataset, facts),
        "verify.py": Path(__file__).with_name("verify.py").read_bytes(),
    }
    files |= {names[article]: text.encode() for article, text in texts.items()}
    folder = shipped("ontology")
    files |= {
        f"ontology/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in sorted(folder.rglob("*.ttl"))
    }
    manifest: dict[str, Any] = {
        "kg": __version__,
        "query": question.text,
        "facts": len(facts),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    manifest["sha256"] = hashlib.sha256(canonical(manifest)).hexdigest()
    return packed([("manifest.json", canonical(manifest)), *sorted(files.items())])


def chosen(dataset: Dataset, answer: Answer) -> set[NamedNode]:
    """Return the facts that an answer names or shows the words of."""
    terms = {term for row in answer.rows for term in row} | {
        term for triple in answer.triples or () for term in (triple.subject, triple.object)
    }
    named = {
        term
        for term in terms
        if isinstance(term, NamedNode) and any(dataset.quads_for_pattern(term, node("kg:evidence"), None, None))
    }
    shown: defaultdict[NamedNode, set[tuple[int, int]]] = defaultdict(set)
    for article, start, end in _shown(answer):
        shown[article].add((start, end))
    for article, spans in shown.items():
        for quad in dataset.quads_for_pattern(None, node("oa:hasSource"), article, None):
            if isinstance(quad.subject, NamedNode) and _offsets(dataset, quad.subject) in spans:
                facts = dataset.quads_for_pattern(None, node("kg:evidence"), quad.subject, None)
                named |= {fact.subject for fact in facts if isinstance(fact.subject, NamedNode)}
    return named


def _shown(answer: Answer) -> Iterator[tuple[NamedNode, int, int]]:
    at = {name: position for position, name in enumerate(answer.variables)}
    for before in [name[: -len("start")] for name in answer.variables if name == "start" or name.endswith("_start")]:
        columns = [at.get(f"{before}article", at.get("article")), at[f"{before}start"], at.get(f"{before}end")]
        for row in answer.rows:
            article, start, end = (None if column is None else row[column] for column in columns)
            if isinstance(article, NamedNode) and isinstance(start, Literal) and isinstance(end, Literal):
                yield article, int(start.value), int(end.value)


def _spans(dataset: Dataset, fact: NamedNode) -> list[tuple[NamedNode, int, int]]:
    spans = [
        (article, *_offsets(dataset, evidence))
        for evidence in _objects(dataset, fact, "kg:evidence")
        for article in _objects(dataset, evidence, "oa:hasSource")
    ]
    return sorted(spans, key=lambda span: (span[0].value, span[1], span[2]))


def _offsets(dataset: Dataset, evidence: NamedNode) -> tuple[int, int]:
    selector = next(iter(_objects(dataset, evidence, "oa:hasSelector")), None)
    start, end = (next(iter(_objects(dataset, selector, part)), None) for part in ("oa:start", "oa:end"))
    return (int(start.value), int(end.value)) if isinstance(start, Literal) and isinstance(end, Literal) else (0, 0)


def _fact(dataset: Dataset, fact: NamedNode, texts: Mapping[NamedNode, str]) -> dict[str, Any]:
    values: defaultdict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for quad in sorted(dataset.quads_for_pattern(fact, None, None, None), key=str):
        if quad.predicate == node("kg:evidence") or not isinstance(quad.object, NamedNode | Literal):
            continue
        values[compact(quad.predicate.value)].append(quad.object.value)
        if isinstance(quad.object, NamedNode):
            named = [name for curie in _NAMES for name in _objects(dataset, quad.object, curie)]
            names |= {quad.object.value: min(name.value for name in named)} if named else {}
    evidence = []
    for article, start, end in _spans(dataset, fact):
        text = texts[article]
        begin, after = sentence_around(text, start, end)
        evidence.append(
            {
                "article": article.value,
                "span": [start, end],
                "quote": text[start:end],
                "sentence_span": [begin, after],
                "sentence": text[begin:after],
            }
        )
    return {"fact": fact.value, "values": values, "names": names, "evidence": evidence}


def _source(dataset: Dataset, article: NamedNode, name: str, text: str) -> dict[str, Any]:
    source: dict[str, Any] = {
        "article": article.value,
        "text": name,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    for field in _SOURCE_FIELDS:
        if values := sorted(value.value for value in _objects(dataset, article, f"schema:{field}")):
            source[field] = values
    if copied := sorted(first.value for first in _objects(dataset, article, "kg:copyOf")):
        source["copyOf"] = copied
    return source


def _text(dataset: Dataset, article: NamedNode) -> str:
    bodies = (body.value for body in _objects(dataset, article, "schema:articleBody") if isinstance(body, Literal))
    return next(bodies, "")


def _quads(dataset: Dataset, facts: Iterable[NamedNode]) -> bytes:
    found: set[Quad] = set()
    for fact in facts:
        subjects = [fact, *_objects(dataset, fact, "kg:evidence")]
        subjects += [part for span in subjects[1:] for part in _objects(dataset, span, "oa:hasSelector")]
        for subject in subjects:
            found |= set(dataset.quads_for_pattern(subject, None, None, None))
    lines = (serialize([quad], format=RdfFormat.N_QUADS) or b"" for quad in found)
    return b"".join(sorted(lines))


def _objects(dataset: Dataset, subject: Any, curie: str) -> set[Any]:
    return {quad.object for quad in dataset.quads_for_pattern(subject, node(curie), None, None)}


def _lines(values: Iterable[object]) -> bytes:
    return "".join(json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n" for value in values).encode()
