"""The Korean engine: from an article to its facts document, one stage after the other."""

from __future__ import annotations

from datetime import date, datetime

from kg.extract.dictionary import NONE, Dictionary
from kg.extract.explanation import Explanation
from kg.extract.ko.analysis import analyse
from kg.extract.ko.encoder.model import open_encoder
from kg.extract.ko.entities import gather
from kg.extract.ko.listed import canonical, find_listed, listed_names, listed_phrases, with_listed
from kg.extract.ko.names import find_names
from kg.extract.ko.phrases import find_phrases
from kg.extract.ko.reading import Reading
from kg.extract.ko.rules import FOLLOWING, RULES
from kg.extract.ko.rules.catalogue import meanings
from kg.extract.ko.sentences import joined
from kg.extract.ko.settle import distinct, settle
from kg.extract.ko.syntax import Syntax
from kg.extract.ko.tagger import tag
from kg.extract.ko.time import find_times
from kg.extract.ko.trace import Stages, explained
from kg.model import Article, FactsDocument

__all__ = ["explain", "extract", "meanings"]


def extract(ident: str, article: Article, dictionary: Dictionary = NONE, accurate: bool = False) -> FactsDocument:
    """Extract what a Korean article says; names of `dictionary` are certain, and an `accurate` run asks the encoder.

    Every fact's evidence is a span of `article.text`; nothing is drawn from the headline.
    """
    return _stages(ident, article, dictionary, accurate).document


def explain(ident: str, article: Article, dictionary: Dictionary = NONE, accurate: bool = False) -> Explanation:
    """Extract what a Korean article says, and tell what came of each candidate."""
    return explained(_stages(ident, article, dictionary, accurate))


def _stages(ident: str, article: Article, dictionary: Dictionary, accurate: bool) -> Stages:
    encoder = open_encoder() if accurate else None
    analysed = analyse(article.text, dictionary)
    listed = find_listed(analysed, dictionary)
    mentions = with_listed(tag(analysed, dictionary, encoder=encoder), listed, listed)
    analysis = joined(analysed)
    syntax = Syntax(analysis)
    phrases, lost_phrases = find_phrases(syntax, mentions)
    phrases = with_listed(phrases, listed, listed_phrases(listed))
    names, lost_names = find_names(syntax, mentions)
    names = with_listed(names, listed, listed_names(listed))
    entities, references = gather(syntax, names, phrases)
    if listed:
        entities, references = canonical(entities, references, dictionary)
    reading = Reading(
        article=article,
        analysis=analysis,
        mentions=mentions,
        entities=entities,
        syntax=syntax,
        references=references,
        times=find_times(article.text, _published(article)),
    )
    facts, repeated = distinct(fact for rule in RULES for fact in rule(reading))
    for following in FOLLOWING:
        facts, again = distinct([*facts, *following(reading, facts)])
        repeated += again
    spans = {(p.start, p.end) for p in phrases if p.sure}
    sure = frozenset(r.entity for r in references if (r.start, r.end) in spans)
    document, ids = settle(ident, reading, facts, sure)
    return Stages(
        reading=reading,
        candidates=(*names, *lost_names, *phrases, *lost_phrases),
        repeated=tuple(repeated),
        document=document,
        ids=ids,
    )


def _published(article: Article) -> date | datetime | None:
    return datetime.fromisoformat(article.published) if article.published else None
