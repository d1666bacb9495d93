"""Small facts documents, their offsets right by construction, for the tests of pipeline and command line."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]


def post(name: str, person: str, title: str = "시장", organization: str | None = "가온시", **extra: Any) -> Json:
    """Return a document of the article `name`, in which `person` holds a post and says something."""
    start = f"{person} {organization} {title}" if organization else f"{person} {title}"
    text = f"{start}은 “예산을 늘리겠다”고 밝혔다."
    entities: Json = {"p1": {"type": "Person", "names": [person]}}
    position: Json = {"type": "position", "person": "p1", "title": title, "evidence": [[0, len(start)]]}
    if organization:
        entities["o1"] = {"type": "Organization", "names": [organization], "gpe": True}
        position["organization"] = "o1"
    quote = text.index("예산")
    statement = {
        "type": "statement",
        "speaker": "p1",
        "manner": "direct",
        "content": "예산을 늘리겠다",
        "verb": "밝혔다",
        "evidence": [[quote, quote + 8]],
    }
    mention = {"start": 0, "end": len(person), "type": "Person", "entity": "p1"}
    return {
        "id": name,
        "article": {"headline": "가온시 소식", "text": text, "published": "2026-03-10", **extra},
        "mentions": [mention],
        "entities": entities,
        "facts": [position, statement],
    }


def event(name: str, title: str = "가온 포럼", start: str = "2026-03-10", end: str | None = None) -> Json:
    """Return a document of the article `name` that tells when an event happens."""
    text = f"{title}이 열렸다."
    fact: Json = {"type": "event_time", "event": "v1", "start": start, "evidence": [[0, len(title)]]}
    if end is not None:
        fact["end"] = end
    return {
        "id": name,
        "article": {"headline": "가온시 소식", "text": text, "published": "2026-03-10"},
        "entities": {"v1": {"type": "Event", "names": [title]}},
        "facts": [fact],
    }


def lines(*documents: Json) -> str:
    """Return documents as JSON lines."""
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
