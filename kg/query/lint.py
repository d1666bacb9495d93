"""Look a query file over: its header, its terms, its parameters and its limit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Store

from kg.errors import QueryError, Reason
from kg.query.answer import answered
from kg.query.binding import PARAMETERS, bound, called
from kg.query.catalogue import Query, load
from kg.query.header import LIMIT, Parameter
from kg.query.syntax import Token, expanded, prefixes, tokens
from kg.query.unbound import unbound
from kg.vocab import PREFIXES, terms


class Remark(NamedTuple):
    """What is wrong with a query file; `line` counts from 1, 0 is the file as a whole."""

    path: Path
    line: int
    reason: Reason


_SAMPLES = {"iri": "urn:x", "date": "2000-01-01", "month": "2000-01", "integer": "1"}
_OPEN = (PREFIXES["xsd"],)
"""Namespaces whose terms may be used without being in the ontology file: casts to any datatype."""


def lint(path: str | Path) -> list[Remark]:
    """Return what is wrong with a query file or a shipped query, in the order of its lines."""
    try:
        query = load(path)
    except QueryError as error:
        return [Remark(Path(path), 0, error.reason)]
    content = list(tokens(query.text))
    found = [
        *_header(query, content),
        *_terms(query, content),
        *_parameters(query, content),
        *_grammar(query),
    ]
    return sorted(found, key=lambda remark: (remark.line, remark.reason.en))


def _header(query: Query, content: list[Token]) -> Iterator[Remark]:
    if not query.group:
        yield _remark(query, 0, "the file has no header (# title: …)", "머리말이 없습니다(# title: …)")
    limits = [
        after.text
        for token, after in zip(_meaningful(content), _meaningful(content)[1:], strict=False)
        if token.says("LIMIT")
    ]
    declared = next((p.default for p in query.parameters if p.name == LIMIT), None)
    rows = any(token.says("SELECT") for token in content)
    if rows and declared is None and not limits:
        yield _remark(query, 0, "neither the header nor the query sets a limit", "머리말에도 질의에도 LIMIT이 없습니다")
    elif rows and declared is not None and declared not in limits:
        yield _remark(
            query,
            0,
            f"the header's limit does not stand in the query as LIMIT {declared}, so all rows are made before it cuts",
            f"머리말의 limit이 질의에 LIMIT {declared}(으)로 나오지 않아, 모든 행을 만든 뒤에야 자릅니다",
        )


def _terms(query: Query, content: list[Token]) -> Iterator[Remark]:
    namespaces = prefixes(_meaningful(content))
    declared = {token.start for before, token in zip(content, content[2:], strict=False) if before.says("PREFIX")}
    known = terms()
    for token in content:
        if token.kind != "name" or token.start in declared or token.text.startswith("_:"):
            continue
        iri = expanded(token, namespaces)
        prefix = token.text.partition(":")[0]
        if iri is None:
            yield _at(query, token, f"the prefix {prefix}: is not declared", f"접두어 {prefix}:가 선언되지 않았습니다")
        elif iri in (*PREFIXES.values(), PARAMETERS) or iri.startswith((*_OPEN, PARAMETERS)):
            continue
        elif iri not in known and any(iri.startswith(namespace) for namespace in PREFIXES.values()):
            yield _at(
                query,
                token,
                f"the ontology has no term {token.text}, so nothing will match it",
                f"온톨로지에 {token.text}라는 말이 없어 아무것도 맞지 않습니다",
            )


def _parameters(query: Query, content: list[Token]) -> Iterator[Remark]:
    namespaces = prefixes(_meaningful(content))
    declared = {parameter.name for parameter in query.parameters} - {LIMIT}
    used = set()
    for position, token in enumerate(content):
        if call := called(content, position, namespaces):
            used.add(call[0])
            if call[0] not in declared:
                yield _at(
                    query,
                    token,
                    f"the header does not declare the parameter {call[0]!r}",
                    f"머리말에 매개변수 {call[0]!r}가 없습니다",
                )
    for name in sorted(declared - used):
        yield _remark(
            query, 0, f"the parameter {name!r} is declared and not used", f"매개변수 {name!r}를 선언하고 쓰지 않습니다"
        )


def _grammar(query: Query) -> Iterator[Remark]:
    """Ask an empty dataset, which tells whether the query can be asked at all."""
    values = {parameter.name: _sample(parameter) for parameter in query.parameters if parameter.default is None}
    try:
        question = bound(query, values)
        answered(Store(), question)
    except QueryError as error:
        if "does not declare" not in error.reason.en:  # said with its line already
            yield Remark(query.path, 0, error.reason)
        return
    for name in unbound(question.text):
        yield _remark(
            query,
            0,
            f"?{name} may be unbound where it is joined, and then matches everything: nest the OPTIONAL that needs it "
            "in the one that binds it, or join a BIND(COALESCE(…))",
            f"?{name}은(는) 값이 없을 수 있는 채로 결합되어 그때 모든 것과 맞습니다. 값을 쓰는 OPTIONAL을 값을 주는 "
            "OPTIONAL 안에 넣거나 BIND(COALESCE(…))를 결합하세요",
        )


def _sample(parameter: Parameter) -> str:
    return parameter.choices[0] if parameter.choices else _SAMPLES.get(parameter.type, "x")


def _meaningful(content: list[Token]) -> list[Token]:
    return [token for token in content if token.kind != "gap"]


def _at(query: Query, token: Token, en: str, ko: str) -> Remark:
    return _remark(query, query.text.count("\n", 0, token.start) + 1, en, ko)


def _remark(query: Query, line: int, en: str, ko: str) -> Remark:
    return Remark(query.path, line, Reason(f"{en}.", f"{ko}."))
