"""What is said to a model: how to read, the article between marks that it cannot forge, and what was set aside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.errors import Reason
from kg.model import Article

Message = dict[str, str]

_INSTRUCTIONS = Path(__file__).with_name("instructions.txt")
_KEY_DIGITS = 12
_NOT_JSON = "That was not one JSON object. Answer again, with the JSON object alone, and shorter if need be."
_MOST_REPAIRED = 40


def system(guide: str) -> str:
    """Return how to read and answer, with what there is to know of the articles' language."""
    return f"{_INSTRUCTIONS.read_text(encoding='utf-8')}\n{guide}"


def opening(guide: str, article: Article, words: str) -> list[Message]:
    """Return the messages that ask for the facts of `words`, a part of an article.

    The article stands between marks with a digest of the words: no article can hold the mark that closes it.
    """
    key = hashlib.sha256(words.encode()).hexdigest()[:_KEY_DIGITS]
    asked = (
        f"KEY is {key}. Day of publication: {article.published or 'unknown'}.\n"
        f"<article {key}>\n{words}\n</article {key}>\n"
        f"Write down what the article between the marks says, as the JSON object described above."
    )
    return [{"role": "system", "content": system(guide)}, {"role": "user", "content": asked}]


def once_more(messages: Sequence[Message], answer: str) -> list[Message]:
    """Return the messages that ask again after an answer that is not JSON."""
    return [*messages, {"role": "assistant", "content": answer}, {"role": "user", "content": _NOT_JSON}]


def repairing(messages: Sequence[Message], answer: str, faults: Sequence[tuple[Any, Reason]]) -> list[Message]:
    """Return the messages that show a model what was set aside of its answer, and why."""
    lines = [
        json.dumps({"set_aside": part, "why": reason.en}, ensure_ascii=False)
        for part, reason in faults[:_MOST_REPAIRED]
    ]
    asked = (
        "These parts of your answer were set aside:\n" + "\n".join(lines) + "\n"
        "Read the article again. Answer with a JSON object of the same form that holds corrected versions of those "
        "parts that the article really says, with the entities they name. Leave the others out, and do not repeat what "
        "was not set aside. If nothing can be corrected, both lists are empty."
    )
    return [*messages, {"role": "assistant", "content": answer}, {"role": "user", "content": asked}]
