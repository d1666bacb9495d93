"""Says in both languages what msgspec found wrong with a piece of JSON."""

from __future__ import annotations

import json
import re

import msgspec

from kg.errors import InputError, Reason
from kg.read.text import surrogate_error

_PLACE = r"(?: - at `\$(?:\.|\[\.\.\.\]\.?)?(?P<place>[^`]*)`)?$"
_MISSING = re.compile(r"^Object missing required field `(?P<field>[^`]*)`" + _PLACE)
_TYPE = re.compile(r"^Expected `(?P<expected>[^`]*)`(?:.*), got `(?P<got>[^`]*)`" + _PLACE)
_VALUE = re.compile(r"^Invalid (?:enum )?value (?P<value>.*?)" + _PLACE)


def explain(error: msgspec.DecodeError) -> Reason:
    """Return what `error` says, in English and Korean."""
    message = str(error)
    if match := _MISSING.match(message):
        field = match["field"]
        return Reason(f"{field!r} is missing.", f"{field!r} 항목이 없습니다.")
    if match := _TYPE.match(message):
        en, ko = _where(match["place"])
        expected, got = match["expected"], match["got"]
        return Reason(f"{en} is {got} where {expected} is expected.", f"{ko} {expected}이어야 하는데 {got}입니다.")
    if match := _VALUE.match(message):
        en, ko = _where(match["place"])
        return Reason(f"{en} has the unknown value {match['value']}.", f"{ko} 알 수 없는 값 {match['value']}입니다.")
    return Reason(f"{message}.", f"형식이 맞지 않습니다: {message}.")


def malformed(data: bytes, error: Exception) -> InputError:
    """Say why `data` is no JSON; half surrogate pairs deserve their own words, for other readers accept them."""
    try:
        json.dumps(json.loads(data), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return surrogate_error()
    except (ValueError, RecursionError):
        pass
    return InputError(f"Not valid JSON: {error}", f"올바른 JSON이 아닙니다: {error}")


def _where(place: str | None) -> tuple[str, str]:
    return (f"{place!r}", f"{place!r} 항목이") if place else ("It", "값이")
