"""What the page calls things: types, arguments and concepts, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from kg.messages import MESSAGES
from kg.model import ENTITY_TYPES
from kg.view.news.content import ARGUMENTS
from kg.vocab import LANGUAGES, iri, terms


def words(concepts: Iterable[str]) -> dict[str, list[str]]:
    """Return what things are called, by their names: [Korean, English].

    Args:
        concepts: local names of the concepts that facts hold.
    """
    messages = [f"type.{kind}" for kind in ENTITY_TYPES]
    messages += sorted({f"argument.{name}" for arguments in ARGUMENTS.values() for name in arguments})
    found = {key: [MESSAGES[key].text(language) for language in LANGUAGES] for key in messages}
    found |= {f"type.{kind}": _labels(kind) for kind in ARGUMENTS}
    return found | {f"concept.{concept}": _labels(concept) for concept in sorted(set(concepts))}


def _labels(name: str) -> list[str]:
    labels = terms()[iri(f"kg:{name}")].labels
    return [labels[language] for language in LANGUAGES]
