"""How articles become facts documents: which engine is asked, and what the store calls it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from kg import __version__
from kg.errors import SetupError
from kg.extract.dictionary import NONE, Dictionary
from kg.extract.llm import LanguageModel

Engine = Literal["rules", "accurate", "llm", "both"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
"""The engine of the article's language by itself; the same in its slower way that is nearer to the truth; a language
model; the rules and a model as two witnesses of one article."""

_ASKING: tuple[Engine, ...] = ("llm", "both")

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Extraction:
    """How to extract.

    Attributes:
        dictionary: names that the language's engine shall know for certain.
        engine: who is asked.
        model: the language model, where one is asked.
    """

    dictionary: Dictionary = NONE
    engine: Engine = "rules"
    model: LanguageModel | None = None

    def __post_init__(self) -> None:
        """Refuse what does not go together.

        Raises:
            SetupError: there is no such engine, a model is missing, or one is named that nobody asks.
        """
        if self.engine not in ENGINES:
            known = ", ".join(ENGINES)
            raise SetupError(
                f"There is no engine {self.engine!r}; there are {known}.",
                f"{self.engine!r} 엔진은 없습니다. 있는 것: {known}.",
            )
        if self.engine in _ASKING and self.model is None:
            raise SetupError(
                f"The engine {self.engine} asks a language model; name it and its address (--model, --base-url).",
                f"{self.engine} 엔진은 언어 모델에게 묻습니다. 모델과 주소를 지정하세요(--model, --base-url).",
            )
        if self.engine not in _ASKING and self.model is not None:
            raise SetupError(
                f"The engine {self.engine} asks no language model; choose llm or both (--engine).",
                f"{self.engine} 엔진은 언어 모델에게 묻지 않습니다. llm이나 both를 고르세요(--engine).",
            )

    @property
    def accurate(self) -> bool:
        """Whether the language's engine takes its slower way."""
        return self.engine == "accurate"

    @property
    def name(self) -> str:
        """How the store names it: an article is not extracted again by the same one, and is by another one."""
        known = f"+dictionary-{self.dictionary.digest[:_DIGITS]}" if self.dictionary.entries else ""
        slower = "+accurate" if self.accurate else ""
        asked = f"+{self.engine}-{self.model.digest()[:_DIGITS]}" if self.model is not None else ""
        return f"kg-{__version__}{known}{slower}{asked}"


RULES = Extraction()
"""The engine of the article's language, without a dictionary."""
