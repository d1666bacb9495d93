"""From the values that a user gives to the terms that a query's variables are bound to."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from typing import NoReturn

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.query.header import LIMIT, NO_LIMIT, Parameter, ParameterType

Value = str | int | datetime.date
"""What a parameter can be given as; text is brought to NFC, as all text of a graph is."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_EXPECTED: Mapping[ParameterType, tuple[str, str]] = {
    "string": ("text", "글"),
    "name": ("text", "글"),
    "choice": ("one of its values", "정해진 값 가운데 하나"),
    "iri": ("an absolute IRI", "절대 IRI"),
    "date": ("a date such as 2012-10-30", "2012-10-30과 같은 날짜"),
    "month": ("a month such as 2012-10", "2012-10과 같은 달"),
    "integer": ("a whole number", "정수"),
}


def bind(
    parameters: tuple[Parameter, ...], values: Mapping[str, Value], where: str
) -> tuple[dict[str, Literal | NamedNode], int]:
    """Return the terms to bind, by parameter name, and the row limit (0 for none).

    An empty text is bound as the empty string whatever the type: by custom it means "any".

    Args:
        parameters: what the query declares.
        values: what the user gave.
        where: the name of the query, for messages.

    Raises:
        QueryError: a value is unknown, missing or of the wrong type.
    """
    parameters = parameters if any(p.name == LIMIT for p in parameters) else (*parameters, NO_LIMIT)
    known = [parameter.name for parameter in parameters]
    for name in values:
        if name not in known:
            names = ", ".join(known)
            raise QueryError(
                f"{where} has no parameter {name!r}; it has {names}.",
                f"{where}에는 매개변수 {name!r}가 없습니다. 있는 것: {names}.",
            )
    terms: dict[str, Literal | NamedNode] = {}
    limit = 0
    for parameter in parameters:
        given = values.get(parameter.name, parameter.default)
        if given is None:
            _fail_missing(parameter, where)
        text = given.isoformat() if isinstance(given, datetime.date) else unicodedata.normalize("NFC", str(given))
        if parameter.name == LIMIT:
            limit = _limit(parameter, text, where)
        else:
            terms[parameter.name] = _term(parameter, text, where)
    return terms, limit


def _term(parameter: Parameter, text: str, where: str) -> Literal | NamedNode:
    if parameter.type in ("string", "name") or text == "":
        return Literal(_encodable(parameter, text, where))
    if parameter.type == "choice":
        if text not in parameter.choices:
            _fail_choice(parameter, text, where)
        return Literal(text)
    try:
        if parameter.type == "iri":
            return _absolute(text)
        if parameter.type == "integer":
            return Literal(str(int(text)), datatype=NamedNode(_XSD + "integer"))
        if parameter.type == "date":
            return Literal(_matched(r"\d{4}-\d{2}-\d{2}", text, text), datatype=NamedNode(_XSD + "date"))
        return Literal(_matched(r"\d{4}-\d{2}", text, f"{text}-01"), datatype=NamedNode(_XSD + "gYearMonth"))
    except ValueError:
        _fail_type(parameter, text, where)


def _encodable(parameter: Parameter, text: str, where: str) -> str:
    """Return `text`, which a term must be able to hold (a lone surrogate cannot be UTF-8)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        _fail_type(parameter, ascii(text), where)
    return text


def _absolute(text: str) -> NamedNode:
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text):
        raise ValueError(text)
    return NamedNode(text)


def _matched(pattern: str, text: str, date: str) -> str:
    if not re.fullmatch(pattern, text, re.ASCII):
        raise ValueError(text)
    datetime.date.fromisoformat(date)
    return text


def _limit(parameter: Parameter, text: str, where: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        _fail_type(parameter, text, where)
    return int(text)


def _fail_missing(parameter: Parameter, where: str) -> NoReturn:
    raise QueryError(
        f"{where} needs the parameter {parameter.name!r}: {parameter.description.en} (empty for any).",
        f"{where}에는 매개변수 {parameter.name!r}가 필요합니다: {parameter.description.ko}(비워 두면 전부).",
    )


def _fail_choice(parameter: Parameter, text: str, where: str) -> NoReturn:
    names = ", ".join(parameter.choices)
    raise QueryError(
        f"Parameter {parameter.name!r} of {where} is one of {names}, not {text!r}.",
        f"{where}의 매개변수 {parameter.name!r}는 {names} 가운데 하나여야 합니다. 받은 값: {text!r}.",
    )


def _fail_type(parameter: Parameter, text: str, where: str) -> NoReturn:
    en, ko = _EXPECTED[parameter.type]
    raise QueryError(
        f"Parameter {parameter.name!r} of {where} must be {en}, not {text!r}.",
        f"{where}의 매개변수 {parameter.name!r}에는 {ko}을(를) 주어야 하는데 {text!r}을(를) 받았습니다.",
    )
