"""The graph of one article while it is being written."""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import VocabularyError
from kg.mapping.literals import integer, language_tag, plain, unicode_text, words
from kg.mapping.settings import MappingSettings, article_graph, article_iri, text_iri
from kg.model import Fact, FactsDocument, Span, fact_type
from kg.rdf import Statement, Term, Value
from kg.vocab import iri


class ArticleGraph:
    """Collects the statements of one article in a fixed order.

    Attributes:
        document: what is mapped.
        settings: base and version.
        article: the IRI of the article.
        graph: the name of its graph.
        text: the body, as it can stand in a literal.
        language: the tag of its literals, None if the article has no valid one.
        statements: what was written so far.
    """

    def __init__(self, document: FactsDocument, iris: Mapping[str, str], settings: MappingSettings) -> None:
        self.document = document
        self.settings = settings
        self.article = article_iri(settings.base, document.id)
        self.graph = article_graph(settings.base, document.id)
        self.text = unicode_text(document.article.text)
        self.language = language_tag(document.article.language)
        self.statements: list[Statement] = []
        self._entities = iris
        self._spans: dict[Span, str] = {}
        self._fact_names: dict[str, int] = {}

    def add(self, subject: str, predicate: str, value: Term) -> None:
        """Write one triple; `predicate` is a term of the vocabulary such as `"org:member"`."""
        self.statements.append((subject, iri(predicate), value, self.graph))

    def words(self, text: str) -> Value:
        """Return words of the article."""
        return words(text, self.language)

    def entity(self, local: str) -> Term:
        """Return the entity with this local id.

        An id that names no entity is returned as a string: the gate refuses the fact and can say which id it was.
        """
        return self._entities.get(local) or plain(local)

    def concept(self, value: str) -> Term:
        """Return the concept that a value of the facts document names, or the value as a string if there is none."""
        try:
            return iri(f"kg:{value}")
        except VocabularyError:
            return plain(value)

    def part(self, whole: str, name: str) -> str:
        """Return a node that belongs to `whole` alone."""
        return f"{whole}#{name}"

    def span(self, span: Span) -> str:
        """Return the node of a span of the text, written on first use.

        A span that does not lie in the text gets as its quote what does lie there; the gate refuses it.
        """
        known = self._spans.get(span)
        if known is not None:
            return known
        start, end = span
        found = self._spans[span] = text_iri(self.article, span)
        selector = self.part(found, "selector")
        self.add(found, "rdf:type", iri("oa:SpecificResource"))
        self.add(found, "oa:hasSource", self.article)
        self.add(found, "oa:hasSelector", selector)
        self.add(selector, "rdf:type", iri("oa:TextPositionSelector"))
        self.add(selector, "rdf:type", iri("oa:TextQuoteSelector"))
        self.add(selector, "oa:start", integer(start))
        self.add(selector, "oa:end", integer(end))
        self.add(selector, "oa:exact", self.words(self.text[max(start, 0) : max(end, 0)]))
        return found

    def fact(self, fact: Fact) -> str:
        """Return a new node for `fact`, named by its type and first span; a number is added where that is taken."""
        start, end = fact.evidence[0] if fact.evidence else (0, 0)
        name = f"{self.article}/fact/{fact_type(fact)}.{start}-{end}"
        count = self._fact_names[name] = self._fact_names.get(name, 0) + 1
        return name if count == 1 else f"{name}.{count}"
