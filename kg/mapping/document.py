"""A facts document as the quads of its article's graph."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from kg.mapping.entities import classes
from kg.mapping.facts import write_fact
from kg.mapping.graph import ArticleGraph
from kg.mapping.literals import integer, plain, web_address
from kg.mapping.rules import Edge, derive
from kg.mapping.settings import MappingSettings, article_iri, copies_graph
from kg.mapping.time import moment
from kg.model import FactsDocument, Mention
from kg.rdf import Statement
from kg.vocab import iri, segment


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapped document.

    Attributes:
        statements: all in the article's graph, each once, in an order that only the document decides.
        facts: index into `FactsDocument.facts` by the IRI of the fact.
    """

    statements: tuple[Statement, ...]
    facts: Mapping[str, int]


def map_document(document: FactsDocument, iris: Mapping[str, str], settings: MappingSettings) -> Mapped:
    """Map `document`; nothing in it makes this fail, what is wrong is for the gate to see.

    Args:
        document: what is known of the article.
        iris: IRI of each entity by its local id.
        settings: base, version and run.
    """
    graph = ArticleGraph(document, iris, settings)
    _write_article(graph)
    _write_provenance(graph)
    _write_mentions(graph)
    before = len(graph.statements)
    facts = {write_fact(fact, graph): index for index, fact in enumerate(document.facts)}
    derived = derive(_premises(graph, graph.statements[before:]))
    return Mapped((*graph.statements, *((*triple, graph.graph) for triple in derived)), facts)


def map_copy(article: str, original: str, settings: MappingSettings) -> tuple[Statement, ...]:
    """Return the statements that say of an article, by id, that its text is that of another one."""
    copy, source = (article_iri(settings.base, name) for name in (article, original))
    return ((copy, iri("kg:copyOf"), source, copies_graph(settings.base)),)


def _write_article(graph: ArticleGraph) -> None:
    this, article = graph.article, graph.document.article
    graph.add(this, "rdf:type", iri("schema:NewsArticle"))
    if article.headline:
        graph.add(this, "schema:headline", graph.words(article.headline))
    if article.published:
        published = moment(article.published)
        graph.add(this, "schema:datePublished", published.stated if published else plain(article.published))
    if article.publisher:
        graph.add(this, "schema:publisher", plain(article.publisher))
    for author in dict.fromkeys(article.authors):
        graph.add(this, "schema:author", plain(author))
    graph.add(this, "schema:inLanguage", plain(article.language))
    if article.url:
        graph.add(this, "schema:url", web_address(article.url))
    graph.add(this, "schema:articleBody", graph.words(article.text))
    graph.add(this, "kg:textHash", plain(hashlib.sha256(graph.text.encode("utf-8")).hexdigest()))
    graph.add(this, "kg:textLength", integer(len(graph.text)))


def _write_provenance(graph: ArticleGraph) -> None:
    settings = graph.settings
    run = f"{settings.base}run/{segment(settings.run)}"
    software = f"{settings.base}software/kg-{segment(settings.version)}"
    graph.add(graph.graph, "rdf:type", iri("prov:Bundle"))
    graph.add(graph.graph, "prov:wasDerivedFrom", graph.article)
    graph.add(graph.graph, "prov:wasGeneratedBy", run)
    graph.add(run, "rdf:type", iri("prov:Activity"))
    graph.add(run, "prov:wasAssociatedWith", software)
    graph.add(software, "rdf:type", iri("prov:SoftwareAgent"))
    graph.add(software, "schema:softwareVersion", plain(settings.version))


def _write_mentions(graph: ArticleGraph) -> None:
    """Write what the article mentions, and where it first does so within its text."""
    document = graph.document
    first: dict[str, Mention] = {}
    for mention in document.mentions:
        if mention.entity is None or not 0 <= mention.start < mention.end <= len(graph.text):
            continue
        known = first.get(mention.entity)
        if known is None or (mention.start, mention.end) < (known.start, known.end):
            first[mention.entity] = mention
    mentioned: set[str] = set()
    for local in document.entities:
        entity = graph.entity(local)
        if not isinstance(entity, str) or entity in mentioned:
            continue
        mentioned.add(entity)
        graph.add(graph.article, "schema:mentions", entity)
        if local in first:
            graph.add(graph.span((first[local].start, first[local].end)), "kg:refersTo", entity)


def _premises(graph: ArticleGraph, statements: list[Statement]) -> list[Edge]:
    """What rules look at: the facts without their evidence, and the types of the entities."""
    facts = graph.article + "/fact/"
    premises = [(s, p, o) for s, p, o, _ in statements if isinstance(o, str) and s.startswith(facts)]
    for local, entity in graph.document.entities.items():
        this = graph.entity(local)
        if isinstance(this, str):
            premises += [(this, iri("rdf:type"), kind) for kind in classes((entity.type,), entity.gpe)]
    return premises
