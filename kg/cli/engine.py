"""The options that say who extracts: the rules, in either way, a language model, or rules and model."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from kg.messages import Say

if TYPE_CHECKING:
    from kg.extract.llm import Price, Usage
    from kg.extract.llm.settings import Spans
    from kg.pipeline import Extraction

F = TypeVar("F", bound=Callable[..., Any])

_ENGINES = ("rules", "accurate", "llm", "both")
_ALONE = ("rules", "accurate")
"""Those that ask no language model."""
_MOST_PARALLEL = 256
_OF_THE_MODEL = (
    "model",
    "base_url",
    "parallel",
    "max_requests",
    "max_tokens",
    "cache",
    "listed_spans",
    "repair",
    "timeout",
)


class Choice(NamedTuple):
    """What the options say.

    Attributes:
        dictionary: the file of names to know for certain.
        engine: who extracts.
        asked: the options of the language model that were given.
        price: what its tokens cost.
    """

    dictionary: Path | None
    engine: str
    asked: dict[str, Any]
    price: Price | None

    def extraction(self, say: Say) -> Extraction:
        """Return how to extract.

        Raises:
            click.UsageError: the options do not go together.
            SetupError: the dictionary or the address cannot be used.
        """
        from kg.extract.dictionary import NONE, read_dictionary
        from kg.extract.llm import LanguageModel
        from kg.pipeline import Extraction

        names = read_dictionary(self.dictionary) if self.dictionary else NONE
        name, url = self.asked.get("model"), self.asked.get("base_url")
        if self.engine in _ALONE:
            return Extraction(names, self.engine)  # type: ignore[arg-type]  # click checked the choice
        if not name or not url:
            raise click.UsageError(say("engine.no_model", engine=self.engine))
        rest = {key: value for key, value in self.asked.items() if key not in ("model", "base_url", "listed_spans")}
        spans: Spans = "listed" if self.asked["listed_spans"] else "free"
        model = LanguageModel(name=name, base_url=url, spans=spans, **rest)
        return Extraction(names, self.engine, model)  # type: ignore[arg-type]  # click checked the choice


def options(say: Say) -> Callable[[F], F]:
    """Add the options to a command, which gets them as its argument `choice`."""
    added = (
        click.option(
            "--engine", type=click.Choice(_ENGINES), default="rules", show_default=True, help=say("engine.engine")
        ),
        click.option("--model", metavar="NAME", envvar="KG_LLM_MODEL", help=say("engine.model")),
        click.option("--base-url", metavar="URL", envvar="KG_LLM_BASE_URL", help=say("engine.base_url")),
        click.option(
            "--parallel",
            type=click.IntRange(1, _MOST_PARALLEL),
            default=4,
            show_default=True,
            help=say("engine.parallel"),
        ),
        click.option("--max-requests", type=click.IntRange(0), metavar="N", help=say("engine.max_requests")),
        click.option("--max-tokens", type=click.IntRange(0), metavar="N", help=say("engine.max_tokens")),
        click.option("--price", metavar="READ/WRITTEN", callback=_price(say), help=say("engine.price")),
        click.option("--cache", type=click.Path(path_type=Path), metavar="FOLDER", help=say("engine.cache")),
        click.option("--listed-spans", is_flag=True, help=say("engine.listed_spans")),
        click.option("--repair/--no-repair", default=True, show_default=True, help=say("engine.repair")),
        click.option(
            "--timeout",
            type=click.FloatRange(0, min_open=True),
            default=180,
            show_default=True,
            metavar="SECONDS",
            help=say("engine.timeout"),
        ),
        click.option("--dictionary", type=click.Path(path_type=Path), metavar="FILE", help=say("option.dictionary")),
    )

    def decorate(command: F) -> F:
        @functools.wraps(command)
        def run(**given: Any) -> Any:
            asked = {name: given.pop(name) for name in _OF_THE_MODEL}
            choice = Choice(given.pop("dictionary"), given.pop("engine"), asked, given.pop("price"))
            return command(choice=choice, **given)

        wrapped: Any = run
        for option in reversed(added):
            wrapped = option(wrapped)
        return wrapped  # type: ignore[no-any-return]

    return decorate


def alone(say: Say) -> Callable[[F], F]:
    """Add the option that chooses among the engines that ask no language model."""
    return click.option(
        "--engine", type=click.Choice(_ALONE), default="rules", show_default=True, help=say("engine.alone")
    )


def told(say: Say, usage: Usage, price: Price | None) -> str:
    """Return on one line what was asked of a model and what came of it."""
    cost = say("engine.cost", cost=usage.cost(price)) if price is not None else ""
    asked = say("engine.usage", cost=cost, **_numbers(usage, "articles", "requests", "cached", "read", "written"))
    came = say("engine.came", **_numbers(usage, "proposed", "ungrounded", "repaired"))
    both = say("engine.both", **_numbers(usage, "agreed", "contradicted")) if usage.agreed + usage.contradicted else ""
    return asked + came + both


def _numbers(usage: Usage, *names: str) -> dict[str, int]:
    return {name: getattr(usage, name) for name in names}


def _price(say: Say) -> Callable[[click.Context, click.Parameter, str | None], Price | None]:
    def read(context: click.Context, option: click.Parameter, text: str | None) -> Price | None:
        del context, option
        from kg.extract.llm import Price

        if text is None:
            return None
        first, slash, second = text.partition("/")
        try:
            price = Price(float(first), float(second if slash else first))
        except ValueError:
            raise click.UsageError(say("engine.bad_price", text=text)) from None
        return price

    return read
