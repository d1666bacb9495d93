"""The sentences behind the rows of an answer, with the evidence marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.query.answer import Answer, Term
from kg.query.binding import Question, written_term

MARKS = ("«", "»")
"""What stands before and after the evidence in its sentence."""

_ENDS = re.compile(r"[.!?…][\"'”’)]*(?=\s)|\n")
_CLOSED = re.compile(r"[.!?…][\"'”’)]*$")
_AT_A_TIME = 200
_BODY = "https://schema.org/articleBody"


class _Place(NamedTuple):
    """The columns that say where the evidence of a row stands."""

    column: str
    article: int
    start: int
    end: int


def with_sentences(answer: Answer, ask: Callable[[Question], Answer]) -> Answer:
    """Return the answer with a column `sentence` for its columns `article`, `start` and `end`.

    Columns `other_start` and `other_end`, and whatever precedes the two instead of `other_`, give `other_sentence`;
    their article is that of `other_article`, or where there is none, of `article`.

    Args:
        answer: rows of a SELECT.
        ask: asks what gave the answer for the texts.

    Raises:
        QueryError: the answer has no such columns.
    """
    places = list(_places(answer.variables))
    if not places:
        raise QueryError(
            "The answer has no columns article, start and end, so no sentence stands behind its rows.",
            "답에 article, start, end 열이 없어 근거 문장을 보일 수 없습니다.",
        )
    texts = _texts(sorted({str(article) for article in _articles(answer, places)}), ask)
    rows = tuple((*row, *(_cell(row, place, texts) for place in places)) for row in answer.rows)
    return replace(answer, variables=(*answer.variables, *(place.column for place in places)), rows=rows)


def sentences_of(facts: Iterable[str], ask: Callable[[Question], Answer]) -> dict[str, list[tuple[str, str]]]:
    """Return by fact the sentences that say it, the evidence marked, each with the IRI of its article.

    Args:
        facts: IRIs of facts.
        ask: asks the dataset that holds them.
    """
    wanted = sorted(set(facts))
    found: dict[str, list[tuple[str, str]]] = {fact: [] for fact in wanted}
    for first in range(0, len(wanted), _AT_A_TIME):
        some = " ".join(written_term(NamedNode(fact)) for fact in wanted[first : first + _AT_A_TIME])
        text = (
            "PREFIX kg: <https://kg.example/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> "
            f"SELECT ?fact ?article ?start ?end {{ VALUES ?fact {{ {some} }} GRAPH ?g {{ ?fact kg:evidence ?evidence . "
            "?evidence oa:hasSource ?article ; oa:hasSelector ?span . ?span oa:start ?start ; oa:end ?end } } "
            "ORDER BY ?fact ?article ?start"
        )
        for fact, article, _, _, sentence in with_sentences(ask(Question(text, name="evidence")), ask).rows:
            if isinstance(fact, NamedNode) and isinstance(article, NamedNode) and isinstance(sentence, Literal):
                found[fact.value].append((article.value, sentence.value))
    return found


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence or sentences begin and end in which the span `start` to `end` of `text` stands.

    A sentence ends with its line, or at a mark before white space; that is enough to show it.
    """
    begin = 0
    for match in _ENDS.finditer(text, 0, start + 1):
        if match.end() <= start:
            begin = match.end()
    while begin < start and text[begin].isspace():
        begin += 1
    if _CLOSED.search(text[start:end]):
        return begin, end
    after = _ENDS.search(text, end)
    if after is None:
        return begin, len(text.rstrip()) if len(text.rstrip()) >= end else end
    return begin, after.start() if after.group() == "\n" else after.end()


def marked(text: str, start: int, end: int) -> str:
    """Return the sentence of `text` around a span, the span between `MARKS`."""
    begin, after = sentence_around(text, start, end)
    return text[begin:start] + MARKS[0] + text[start:end] + MARKS[1] + text[end:after]


def _places(variables: tuple[str, ...]) -> Iterator[_Place]:
    for position, name in enumerate(variables):
        if name != "start" and not name.endswith("_start"):
            continue
        before = name[: -len("start")]
        article = f"{before}article" if f"{before}article" in variables else "article"
        if f"{before}end" in variables and article in variables and f"{before}sentence" not in variables:
            yield _Place(f"{before}sentence", variables.index(article), position, variables.index(f"{before}end"))


def _articles(answer: Answer, places: list[_Place]) -> Iterator[NamedNode]:
    for row in answer.rows:
        for place in places:
            article = row[place.article]
            if isinstance(article, NamedNode):
                yield article


def _texts(articles: list[str], ask: Callable[[Question], Answer]) -> dict[Term | None, str]:
    found: dict[Term | None, str] = {}
    for first in range(0, len(articles), _AT_A_TIME):
        some = " ".join(articles[first : first + _AT_A_TIME])
        body = written_term(NamedNode(_BODY))
        text = (
            f"SELECT ?article ?body {{ VALUES ?article {{ {some} }} "
            f"{{ GRAPH ?g {{ ?article {body} ?body }} }} UNION {{ ?article {body} ?body }} }}"
        )
        for row in ask(Question(text, name="--evidence")).rows:
            if isinstance(row[1], Literal):
                found[row[0]] = row[1].value
    return found


def _cell(row: tuple[Term | None, ...], place: _Place, texts: dict[Term | None, str]) -> Literal | None:
    text = texts.get(row[place.article])
    start, end = row[place.start], row[place.end]
    if text is None or not isinstance(start, Literal) or not isinstance(end, Literal):
        return None
    if not (start.value.isdecimal() and end.value.isdecimal()):
        return None
    return Literal(marked(text, int(start.value), int(end.value)))
