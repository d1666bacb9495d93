"""Extraction: from an article to its facts document, by the engine of its language.

A language is a package of this one whose engine offers `extract(id, article, dictionary, accurate)`,
`explain(id, article, dictionary, accurate)` and `meanings(rules)`; nothing else in kg knows it. To add one, write the
package and name it in `ENGINES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import Literal, NamedTuple, Protocol, cast

from kg.errors import InputError, Reason
from kg.extract.dictionary import NONE, Dictionary
from kg.extract.explanation import Explanation
from kg.extract.grounds import Grounds
from kg.model import Article, FactsDocument

ENGINES: Mapping[str, str] = MappingProxyType({"ko": "kg.extract.ko.engine"})
"""The module of each language's engine, by BCP 47 primary tag; loaded when first used."""

NAMINGS: Mapping[str, str] = MappingProxyType({"ko": "kg.extract.ko.naming"})
"""The module that knows how the names of each language are written and what its titles mean; no models."""

GROUNDINGS: Mapping[str, str] = MappingProxyType({"ko": "kg.extract.ko.grounding"})
"""The module that holds words against articles of each language, for those who do not count offsets themselves."""

Extractor = Callable[[str, Article], FactsDocument]
"""A function from an id and an article to its facts document."""

Explainer = Callable[[str, Article], Explanation]
"""The same with the explanation."""


def extractor(language: str = "ko", dictionary: Dictionary = NONE, accurate: bool = False) -> Extractor:
    """Return the extractor of a language (`ko`, `ko-KR`). The first use may load models and take seconds.

    Args:
        language: a BCP 47 tag.
        dictionary: names that it shall know for certain.
        accurate: whether it takes the slower way that is nearer to the truth, where the language has one.

    Raises:
        InputError: there is no engine for the language.
        SetupError: what the slower way needs is not installed.
    """
    return partial(_engine(language).extract, dictionary=dictionary, accurate=accurate)


def explainer(language: str = "ko", dictionary: Dictionary = NONE, accurate: bool = False) -> Explainer:
    """Return the explainer of a language: it extracts the same, and tells how it came about.

    Raises:
        InputError: there is no engine for the language.
        SetupError: what the slower way needs is not installed.
    """
    return partial(_engine(language).explain, dictionary=dictionary, accurate=accurate)


def grounded(article: Article, dictionary: Dictionary = NONE) -> Grounds:
    """Return what the engine of an article's language reads in it, to hold the words of somebody else against.

    Raises:
        InputError: there is no engine for the language.
    """
    return cast("Grounds", _module(GROUNDINGS, article.language).grounds(article, dictionary))


def guide(language: str = "ko") -> str:
    """Return how facts are read from articles of a language, in words for a language model.

    Raises:
        InputError: there is no engine for the language.
    """
    return cast("str", _module(GROUNDINGS, language).guide())


class Aside(NamedTuple):
    """What an article says of a person in brackets behind the name.

    Attributes:
        spelling: the name in other letters (金成泰), empty if there is none.
        seat: the constituency, in one form for its usual spellings; empty if there is none.
        listed: whether a list elected the person, so that there is no constituency.
        others: what else stands there, part by part: a party, often.
    """

    spelling: str = ""
    seat: str = ""
    listed: bool = False
    others: tuple[str, ...] = ()


class Naming(Protocol):
    """What is known of the names of a language, for telling who is who across articles. Names come normalized."""

    def sole(self, title: str) -> bool:
        """Tell whether an organization has one holder of this title at a time."""

    def national(self, title: str) -> bool:
        """Tell whether the title, with no organization beside it, is that of one office."""

    def seated(self, title: str) -> bool:
        """Tell whether who bears the title sits in an assembly, for a constituency or from a list."""

    def within(self, body: str) -> Literal["assembly", "committee", ""]:
        """Tell what of an assembly a body is, whose members belong to a party as well; of other bodies nothing."""

    def larger(self, name: str, whole: str) -> str:
        """Return in one form the name of the city or province `whole`, if several have a district called `name`."""

    def constituency(self, name: str) -> str:
        """Return the constituency that a name plainly is (부산 부산진구갑), in the form of `Aside.seat`; or nothing."""

    def readings(self, name: str) -> tuple[str, ...]:
        """Return other spellings of `name` in the language's own letters (of 金成泰: 김성태); itself is none."""

    def sound(self, name: str) -> str:
        """Return a rough key that a person's name and its romanizations share; empty where there is none."""

    def alike_in_sound(self, name: str, other: str) -> float:
        """Return in [0, 1] how well one name can be the romanization of the other."""

    def foreign(self, name: str) -> bool:
        """Tell whether a name in the language's own letters is likely transcribed from another language."""

    def aside(self, after: str) -> Aside:
        """Return what stands in brackets behind a person's name and title, where `after` is the text from there on."""

    def shortens(self, short: str, full: str) -> bool:
        """Tell whether `short` can be an abbreviation of the name `full` of a body."""


def naming(language: str = "ko") -> Naming:
    """Return what is known of the names of a language; of one that kg does not know, what is known of Korean names."""
    module = NAMINGS.get(language.partition("-")[0].lower(), NAMINGS["ko"])
    return cast("Naming", import_module(module))


def rule_meanings(names: Iterable[str]) -> dict[str, Reason]:
    """Return what rules look for, by their names; of a name that no engine knows nothing. Loads no models."""
    wanted = set(names)
    parts = sorted({part for name in wanted for part in name.split(_AND)})
    found = {part: _proposed(part[len(_MODEL) :]) for part in parts if part.startswith(_MODEL)}
    for module in ENGINES.values():
        found |= import_module(module).meanings(parts)
    whole = {name: [found[part] for part in name.split(_AND) if part in found] for name in wanted}
    return {
        name: Reason("\n\n".join(one.en for one in meanings), "\n\n".join(one.ko for one in meanings))
        for name, meanings in whole.items()
        if meanings
    }


def _proposed(model: str) -> Reason:
    return Reason(
        f"Proposed by the language model {model}, and found in the text.",
        f"언어 모델 {model}이(가) 제안하고 본문에서 확인한 것.",
    )


_AND = "+"
"""Stands between the rules of a fact that several witnesses found."""
_MODEL = "llm."


def _engine(language: str) -> ModuleType:
    return _module(ENGINES, language)


def _module(table: Mapping[str, str], language: str) -> ModuleType:
    module = table.get(language.partition("-")[0].lower())
    if module is None:
        known = ", ".join(table)
        raise InputError(
            f"There is no extraction engine for the language {language!r}; there are: {known}.",
            f"{language!r} 언어의 추출 엔진이 없습니다. 있는 것: {known}.",
        )
    return import_module(module)


def warm_up(language: str = "ko", dictionary: Dictionary = NONE, accurate: bool = False) -> None:
    """Load everything that the engine of a language needs, so that processes forked afterwards share it."""
    extractor(language, dictionary, accurate)("", Article(text="1.", language=language))
