"""Where the IRIs of a dataset begin, and who made it; and the IRIs that follow from an article's id."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg import __version__
from kg.errors import SetupError
from kg.model import Span
from kg.vocab import DEFAULT_BASE, segment

ROLES = "role/"
"""Begins the IRI path of a role, below the base."""


@dataclass(frozen=True, slots=True)
class MappingSettings:
    """What the graph depends on beside the documents.

    Attributes:
        base: absolute IRI, ending in `/`, that every IRI of data begins with.
        version: version of the software that made the graph.
        run: name of the run, made from version and settings and never from a clock.
    """

    base: str = DEFAULT_BASE
    version: str = __version__
    run: str = f"kg-{__version__}"

    def __post_init__(self) -> None:
        """Refuse a base that no IRI can begin with.

        Raises:
            SetupError: `base` is no absolute IRI ending in `/`.
        """
        try:
            NamedNode(self.base)
        except ValueError:
            valid = False
        else:
            valid = self.base.endswith("/") and "#" not in self.base
        if not valid:
            raise SetupError(
                f"{self.base!r} cannot be the base of IRIs; give an absolute IRI without # that ends in /.",
                f"{self.base!r}는 IRI의 바탕이 될 수 없습니다. #이 없고 /로 끝나는 절대 IRI를 주세요.",
            )


def article_iri(base: str, article: str) -> str:
    """Return the IRI of the article with this id."""
    return f"{base}article/{segment(article)}"


def article_graph(base: str, article: str) -> str:
    """Return the name of the graph that holds what the article says."""
    return f"{base}graph/article/{segment(article)}"


def set_aside_graph(base: str, article: str) -> str:
    """Return the name of the graph that holds what was set aside of the article."""
    return f"{base}graph/set-aside/{segment(article)}"


def copies_graph(base: str) -> str:
    """Return the name of the graph that holds which articles are copies of which."""
    return f"{base}graph/copies"


def entity_graph(base: str) -> str:
    """Return the name of the graph that holds names and types of entities."""
    return f"{base}graph/entities"


def role_iri(base: str, title: str) -> str:
    """Return the IRI of the role with this title."""
    return f"{base}{ROLES}{segment(title)}"


def text_iri(article: str, span: Span) -> str:
    """Return the IRI of a span of the text of the article whose IRI is `article`."""
    return f"{article}/text/{span[0]}-{span[1]}"
