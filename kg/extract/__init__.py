"""Extraction: from an article to its facts document, by the engine of its language.

A language is a package of this one whose engine offers `extract(id, article)` and `explain(id, article)`; nothing else
in kg knows it. To add one, write the package and name it in `ENGINES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType, ModuleType

from kg.errors import InputError
from kg.extract.explanation import Explanation
from kg.model import Article, FactsDocument

ENGINES: Mapping[str, str] = MappingProxyType({"ko": "kg.extract.ko.engine"})
"""The module of each language's engine, by BCP 47 primary tag; loaded when first used."""

Extractor = Callable[[str, Article], FactsDocument]
"""What an engine offers: a function from an id and an article to its facts document."""

Explainer = Callable[[str, Article], Explanation]
"""What it offers too: the same with the explanation."""


def extractor(language: str = "ko") -> Extractor:
    """Return the extractor of a language (`ko`, `ko-KR`). The first use may load models and take seconds.

    Raises:
        InputError: there is no engine for the language.
    """
    extract: Extractor = _engine(language).extract
    return extract


def explainer(language: str = "ko") -> Explainer:
    """Return the explainer of a language: it extracts the same, and tells how it came about.

    Raises:
        InputError: there is no engine for the language.
    """
    explain: Explainer = _engine(language).explain
    return explain


def _engine(language: str) -> ModuleType:
    module = ENGINES.get(language.partition("-")[0].lower())
    if module is None:
        known = ", ".join(ENGINES)
        raise InputError(
            f"There is no extraction engine for the language {language!r}; there are: {known}.",
            f"{language!r} 언어의 추출 엔진이 없습니다. 있는 것: {known}.",
        )
    return import_module(module)


def warm_up(language: str = "ko") -> None:
    """Load everything that the engine of a language needs, so that processes forked afterwards share it."""
    extractor(language)("", Article(text="1.", language=language))
