"""A fact as a form: a field for each of its arguments, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import msgspec

from kg.errors import InputError
from kg.messages import Say
from kg.model import FACT_CLASSES, AnyFact, FactsDocument
from kg.view.labels import concept_label

_BESIDE = frozenset({"evidence", "quote", "score", "rule"})
_CLASSES: Mapping[str, type[AnyFact]] = {str(kind.__struct_config__.tag): kind for kind in FACT_CLASSES}


class Choice(NamedTuple):
    """One value that a field can take, and what it is called."""

    value: str
    label: str


class Field(NamedTuple):
    """A field of the form.

    Attributes:
        name: of the argument.
        label: what it is called.
        kind: `choice`, `number`, `text`, or `long` for several lines.
        value: what it holds now.
        choices: for a `choice`.
        needed: whether it must be given.
    """

    name: str
    label: str
    kind: Literal["choice", "number", "text", "long"]
    value: str
    choices: tuple[Choice, ...]
    needed: bool


def fields(say: Say, document: FactsDocument, fact: Mapping[str, Any]) -> tuple[Field, ...]:
    """Return the fields for a fact as it stands in a facts document; none if its type is not known.

    Args:
        say: the language of the labels.
        document: whose entities can be chosen.
        fact: the fact as JSON.
    """
    kind = _CLASSES.get(str(fact.get("type")))
    if kind is None:
        return ()
    return tuple(_field(say, document, kind, info, fact) for info in _arguments(kind))


def _arguments(kind: type[AnyFact]) -> list[msgspec.structs.FieldInfo]:
    return [info for info in msgspec.structs.fields(kind) if info.name not in _BESIDE]


def _field(
    say: Say, document: FactsDocument, kind: type[AnyFact], info: msgspec.structs.FieldInfo, fact: Mapping[str, Any]
) -> Field:
    value = fact.get(info.name, "" if info.required else info.default)
    text = "" if value is None else str(value)
    label = say(f"argument.{info.name}")
    if info.name in kind.entity_arguments:
        choices = tuple(
            Choice(local, f"{entity.names[0] if entity.names else local} · {say(f'type.{entity.type}')}")
            for local, entity in document.entities.items()
        )
        return Field(info.name, label, "choice", text, choices, info.required)
    codes = _codes(info.type)
    if codes:
        shown = tuple(Choice(code, concept_label(code, say.language)) for code in codes)
        return Field(info.name, label, "choice", text, shown, info.required)
    is_number = info.type is float
    return Field(
        info.name,
        label,
        "number" if is_number else "long" if info.name == "content" else "text",
        text,
        (),
        info.required,
    )


def _codes(of_type: object) -> tuple[str, ...]:
    """The values of a `Literal`."""
    found = msgspec.inspect.type_info(of_type)
    return tuple(str(value) for value in found.values) if isinstance(found, msgspec.inspect.LiteralType) else ()


def edited(fact: Mapping[str, Any], sent: Mapping[str, str], quote: str) -> dict[str, Any]:
    """Return `fact` as the form that was sent makes it.

    The words that say it stay at their place unless the editor changed them; then they are looked for in the text.

    Args:
        fact: as it stands in the facts document.
        sent: the fields of the form; of a fact of an unknown type the whole of it as JSON, in `json`.
        quote: the words that were shown.

    Raises:
        InputError: a value is no number, or the JSON is none.
    """
    kind = _CLASSES.get(str(fact.get("type")))
    if kind is None:
        return _whole(sent.get("json", ""))
    result = {key: value for key, value in fact.items() if key not in ("set_aside", "score", "rule")}
    for info in _arguments(kind):
        text = sent.get(info.name, "").strip()
        if text:
            result[info.name] = _number(text) if info.type is float else text
        else:
            result.pop(info.name, None)
    words = sent.get("quote", "").replace("\r\n", "\n").strip()
    if words != quote:
        result.pop("evidence", None)
        result["quote"] = words
    return result


def _number(text: str) -> float:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        raise InputError(f"{text!r} is no number.", f"{text!r}은(는) 수가 아닙니다.") from None


def _whole(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise InputError(f"Not JSON: {error}.", f"JSON이 아닙니다: {error}.") from None
    if not isinstance(found, dict):
        raise InputError("A fact is an object of JSON.", "사실은 JSON 객체여야 합니다.")
    return found
