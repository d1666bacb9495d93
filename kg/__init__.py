"""kg builds knowledge graphs from the news, Korean first.

    >>> import kg
    >>> summary = kg.build("data/facts.jsonl", out="news.kg")
    >>> summary.totals.articles
    8
    >>> with kg.open("news.kg") as news:
    ...     posts = news.query("positions", person="강태욱")
    ...     graph = kg.networkx_graph(news)
    ...     wrong = news.validate()  # violations, and warnings where articles do not agree

The commands of `kg` are the same verbs. What is offered here is loaded when it is first used.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kg.api import (
        News,
        analyse,
        as_of,
        ask,
        build,
        check,
        difference,
        explain,
        explanation_page,
        extract_facts,
        extract_sources,
        networkx_graph,
        read_sources,
        rebuild,
        reinstate,
        retract,
    )
    from kg.api import open_store as open  # noqa: A004 - the command's noun
    from kg.errors import InputError, KgError, QueryError, Reason, SetupError, StoreError
    from kg.extract.llm import BudgetError, LanguageModel
    from kg.model import Article, Entity, FactsDocument, Mention

_OFFERED = {
    "Article": ("kg.model", "Article"),
    "BudgetError": ("kg.extract.llm", "BudgetError"),
    "Entity": ("kg.model", "Entity"),
    "FactsDocument": ("kg.model", "FactsDocument"),
    "InputError": ("kg.errors", "InputError"),
    "KgError": ("kg.errors", "KgError"),
    "LanguageModel": ("kg.extract.llm", "LanguageModel"),
    "Mention": ("kg.model", "Mention"),
    "News": ("kg.api", "News"),
    "QueryError": ("kg.errors", "QueryError"),
    "Reason": ("kg.errors", "Reason"),
    "SetupError": ("kg.errors", "SetupError"),
    "StoreError": ("kg.errors", "StoreError"),
    "analyse": ("kg.api", "analyse"),
    "build": ("kg.api", "build"),
    "as_of": ("kg.api", "as_of"),
    "ask": ("kg.api", "ask"),
    "check": ("kg.api", "check"),
    "rebuild": ("kg.api", "rebuild"),
    "difference": ("kg.api", "difference"),
    "explain": ("kg.api", "explain"),
    "explanation_page": ("kg.api", "explanation_page"),
    "extract_facts": ("kg.api", "extract_facts"),
    "extract_sources": ("kg.api", "extract_sources"),
    "networkx_graph": ("kg.api", "networkx_graph"),
    "open": ("kg.api", "open_store"),
    "read_sources": ("kg.api", "read_sources"),
    "reinstate": ("kg.api", "reinstate"),
    "retract": ("kg.api", "retract"),
}

__all__ = [
    "Article",
    "BudgetError",
    "Entity",
    "FactsDocument",
    "InputError",
    "KgError",
    "LanguageModel",
    "Mention",
    "News",
    "QueryError",
    "Reason",
    "SetupError",
    "StoreError",
    "__version__",
    "analyse",
    "as_of",
    "ask",
    "build",
    "check",
    "difference",
    "explain",
    "explanation_page",
    "extract_facts",
    "extract_sources",
    "networkx_graph",
    "open",
    "read_sources",
    "rebuild",
    "reinstate",
    "retract",
]


def __getattr__(name: str) -> Any:
    """Load what is offered when it is first used (PEP 562)."""
    if name not in _OFFERED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _OFFERED[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return __all__
