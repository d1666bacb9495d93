"""A model's words as entities and facts, part by part: what one part lacks costs the others nothing."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from kg.extract.llm.schema import NamedEntity
from kg.model import AnyFact

Value = dict[str, Any]

_THOUGHTS = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_TRIES = 20
_MOST = 1_000
"""Entities, and facts, of one answer at most."""


class Answer(msgspec.Struct, frozen=True):
    """What a model wrote, each part still as it stands in its JSON."""

    entities: tuple[Any, ...] = ()
    facts: tuple[Any, ...] = ()


def read_answer(content: str) -> Answer | None:
    """Return the JSON object in a model's words, None if there is none; thoughts and fences around it do not matter."""
    plain = _THOUGHTS.sub("", content)
    start, end = plain.find("{"), plain.rfind("}")
    try:
        answer = msgspec.json.decode(plain[start : end + 1].encode(errors="replace"), type=Answer)
    except (msgspec.DecodeError, RecursionError):
        return None
    return Answer(answer.entities[:_MOST], answer.facts[:_MOST])


def read_broken_answer(content: str) -> Answer | None:
    """Return what is whole in an answer that was cut off, None if nothing is."""
    plain = _THOUGHTS.sub("", content)
    end = len(plain)
    for _ in range(_TRIES):
        end = plain.rfind("}", 0, end)
        if end < 0:
            return None
        answer = read_answer(plain[: end + 1] + "]}")
        if answer is not None:
            return answer
    return None


def entity_of(value: Any) -> NamedEntity | None:
    """Return the entity that a part of an answer is, None if it is none."""
    try:
        return msgspec.convert(value, NamedEntity)
    except (msgspec.ValidationError, RecursionError):
        return None


def fact_of(value: Any) -> AnyFact | None:
    """Return the fact that a part of an answer is, None if it is none; what only the program may write is ignored."""
    if not isinstance(value, dict):
        return None
    try:
        fact: AnyFact = msgspec.convert({k: v for k, v in value.items() if k not in _OURS}, AnyFact)
    except (msgspec.ValidationError, RecursionError):
        return None
    return fact


_OURS = frozenset({"evidence", "score", "rule", "set_aside", "ungrounded"})
