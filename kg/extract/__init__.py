"""Extraction: from an article to its facts document, by the engine of its language.

A language is a package of this one that offers `extract(id, article)`; nothing else in kg knows it. To add one, write
the package and name it in `ENGINES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from kg.errors import InputError
from kg.model import Article, FactsDocument

ENGINES: Mapping[str, str] = MappingProxyType({"ko": "kg.extract.ko.engine"})
"""The module of each language's engine, by BCP 47 primary tag; loaded when first used."""

Extractor = Callable[[str, Article], FactsDocument]
"""What an engine offers: a function from an id and an article to its facts document."""


def extractor(language: str = "ko") -> Extractor:
    """Return the extractor of a language (`ko`, `ko-KR`). The first use may load models and take seconds.

    Raises:
        InputError: there is no engine for the language.
    """
    module = ENGINES.get(language.partition("-")[0].lower())
    if module is None:
        known = ", ".join(ENGINES)
        raise InputError(
            f"There is no extraction engine for the language {language!r}; there are: {known}.",
            f"{language!r} 언어의 추출 엔진이 없습니다. 있는 것: {known}.",
        )
    engine: Extractor = import_module(module).extract
    return engine


def warm_up(language: str = "ko") -> None:
    """Load everything that the engine of a language needs, so that processes forked afterwards share it."""
    extractor(language)("", Article(text="준비.", language=language))
