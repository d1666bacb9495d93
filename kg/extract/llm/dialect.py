"""How a server wants to be asked: what of the protocol it does not know is left out, one thing after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Body = Mapping[str, Any]


class Dialect:
    """What is known of a server so far."""

    def __init__(self) -> None:
        self._changes: list[Callable[[Body], Body]] = []

    def spoken(self, body: Body) -> Body:
        """Return a request as this server takes it."""
        for change in self._changes:
            body = change(body)
        return body

    def adapt(self, refused: Body, said: str) -> bool:
        """Learn from a refused request and what the server said of it; return whether there is another way to ask.

        Where it names a parameter, that one; otherwise structured output, which is what servers differ in.
        """
        if "max_tokens" in refused and "max_completion_tokens" in said:
            self._changes.append(_renamed)
            return True
        for name in ("temperature", "seed"):
            if name in refused and name in said:
                self._changes.append(_without(name))
                return True
        if "response_format" in refused:
            strict = refused["response_format"].get("type") == "json_schema"
            self._changes.append(_any_json if strict else _without("response_format"))
            return True
        return False


def _renamed(body: Body) -> Body:
    return {("max_completion_tokens" if name == "max_tokens" else name): value for name, value in body.items()}


def _without(name: str) -> Callable[[Body], Body]:
    return lambda body: {key: value for key, value in body.items() if key != name}


def _any_json(body: Body) -> Body:
    if "response_format" not in body:
        return body
    return {**body, "response_format": {"type": "json_object"}}
