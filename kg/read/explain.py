"""Says in both languages what msgspec found wrong with a piece of JSON, for people who do not program."""

from __future__ import annotations

import json
import re
from typing import get_args

import msgspec

from kg.errors import InputError, Reason
from kg.model import Action, Manner, PositionStatus, Predicate, Role
from kg.read.text import surrogate_error

_PLACE = r"(?: - at `\$(?:\.|\[\.\.\.\]\.?)?(?P<place>[^`]*)`)?$"
_MISSING = re.compile(r"^Object missing required field `(?P<field>[^`]*)`" + _PLACE)
_LENGTH = re.compile(
    r"^Expected `(?:array|object)` of (?:at (?P<bound>least|most) )?length (?P<length>[^,]*?)" + _PLACE
)
_TYPE = re.compile(r"^Expected `(?P<expected>[^`]*)`(?:.*), got `(?P<got>[^`]*)`" + _PLACE)
_VALUE = re.compile(r"^Invalid (?:enum )?value (?P<value>.*?)" + _PLACE)
_RANGE = re.compile(r"^(?:Number|Integer value) out of range" + _PLACE)
_BYTE = re.compile(r"\(byte (\d+)\)")

_TYPES = {
    "str": ("text", "글자열", "로"),
    "int": ("a whole number", "정수", "로"),
    "float": ("a number", "수", "로"),
    "bool": ("true or false", "true나 false", "로"),
    "array": ("a list […]", "목록 […]", "으로"),
    "object": ("an object {…}", "객체 {…}", "로"),
    "null": ("null", "null", "로"),
}
"""What JSON's types are called, in Korean with the particle for "as"."""

_CHOICES: dict[str, tuple[str, ...]] = {
    "status": get_args(PositionStatus),
    "role": get_args(Role),
    "manner": get_args(Manner),
    "action": get_args(Action),
    "predicate": get_args(Predicate),
}
"""What may stand in a key that allows a few words only."""

_NOT_FINITE = re.compile(rb'"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b', re.DOTALL)
NOT_FINITE = ("NaN", "Infinity", "-Infinity")
"""Numbers that Python and JavaScript write and JSON does not have."""

AS_TEXT = b'"%b"'
"""What stands for such a number where it is to be named to whoever wrote it."""


def explain(error: msgspec.DecodeError, raw: bytes = b"") -> Reason:
    """Return what `error`, found in `raw`, says, in English and Korean."""
    message = str(error)
    if match := _MISSING.match(message):
        field = match["field"]
        return Reason(f"{field!r} is missing.", f"{field!r} 항목이 없습니다.")
    if match := _TYPE.match(message):
        return _mistyped(match, raw)
    if match := _LENGTH.match(message):
        en, ko = _where(match["place"])
        return Reason(
            f"{en} has the wrong length; a span is a list of two numbers: [start, end].",
            f"{ko} 길이가 맞지 않습니다. 구간은 [시작, 끝]처럼 수 둘의 목록입니다.",
        )
    if match := _RANGE.match(message):
        en, ko = _where(match["place"])
        return Reason(f"{en} is too large a number.", f"{ko} 너무 큰 수입니다.")
    if match := _VALUE.match(message):
        en, ko = _where(match["place"])
        choices = ", ".join(_CHOICES.get(match["place"] or "", ()))
        known_en, known_ko = (f" There are {choices}.", f" 쓸 수 있는 값: {choices}.") if choices else ("", "")
        return Reason(
            f"{en} has the unknown value {match['value']}.{known_en}",
            f"{ko} 알 수 없는 값 {match['value']}입니다.{known_ko}",
        )
    return Reason(f"It cannot be used: {message}.", f"쓸 수 없습니다: {message}.")


def _mistyped(match: re.Match[str], raw: bytes) -> Reason:
    en, ko = _where(match["place"])
    value = _value(raw, match["place"])
    if value in NOT_FINITE:
        return Reason(f"{en} is {value}, which is no number.", f"{ko} {value}인데, 이것은 수가 아닙니다.")
    kinds = [_TYPES.get(kind, (kind, kind, "(으)로")) for kind in match["expected"].split(" | ")]
    got = _TYPES.get(match["got"], (match["got"],) * 2)
    expected_en, expected_ko = " or ".join(kind[0] for kind in kinds), " 또는 ".join(kind[1] for kind in kinds)
    return Reason(
        f"{en} is {got[0]}, but should be {expected_en}.", f"{ko} {got[1]}입니다. {expected_ko}{kinds[-1][2]} 쓰세요."
    )


def _value(raw: bytes, place: str | None) -> object:
    try:
        value = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        return None
    return value.get(place) if isinstance(value, dict) and place else None


def finite(data: bytes, instead: bytes) -> bytes:
    """Return JSON with `instead` in place of NaN and infinite numbers, which programs write although JSON has none."""
    if b"NaN" not in data and b"Infinity" not in data:
        return data
    return _NOT_FINITE.sub(
        lambda match: match[0] if match[0].startswith(b'"') else instead.replace(b"%b", match[0]), data
    )


def malformed(data: bytes, error: Exception) -> InputError:
    """Say why `data` is no JSON; half surrogate pairs deserve their own words, for other readers accept them."""
    try:
        json.dumps(json.loads(data), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return surrogate_error()
    except (ValueError, RecursionError):
        pass
    place = _BYTE.search(str(error))
    if place:
        return InputError(f"Not valid JSON: {error}", f"올바른 JSON이 아닙니다({place[1]}번째 바이트 근처).")
    if "truncated" in str(error):
        return InputError(f"Not valid JSON: {error}", "올바른 JSON이 아닙니다. 중간에 끊겼습니다.")
    return InputError(f"Not valid JSON: {error}", f"올바른 JSON이 아닙니다: {error}")


def _where(place: str | None) -> tuple[str, str]:
    return (f"{place!r}", f"{place!r} 항목이") if place else ("It", "값이")
