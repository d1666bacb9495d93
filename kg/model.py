"""The facts document: what is known of one article. It is the seam of the system.

The extractor, a person with an editor and a language model all write it; the mapping to RDF reads it. As JSON it is
one object a line. Offsets are half-open, in Unicode code points of `Article.text`, which is in NFC.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal, get_args

import msgspec

from kg.markup import Marked, element, marked, table, text

Span = tuple[int, int]
"""A half-open range of code points of an article's text."""

EntityType = Literal["Person", "Organization", "Place", "Event", "Policy"]
MentionType = Literal[EntityType, "Position", "Time", "Quantity"]
PositionStatus = Literal["current", "former", "future"]
Role = Literal["organizer", "sponsor", "speaker", "moderator", "participant", "winner", "target"]
Manner = Literal["direct", "indirect"]
Action = Literal["proposes", "adopts", "implements", "supports", "opposes"]
Predicate = Literal["part_of", "member_of", "located_in", "partner_of", "owner_of", "founder_of", "relative_of"]

ENTITY_TYPES: tuple[EntityType, ...] = get_args(EntityType)
MENTION_TYPES: tuple[MentionType, ...] = get_args(MentionType)


UNGROUNDED = "ungrounded"
"""A key of an entity, mention or fact whose writer did not find it in the text: why, as `{"en": …, "ko": …}`."""


class Article(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An article as it was read.

    Attributes:
        text: the body in NFC; every offset counts in it.
        headline: the headline, None if there is none.
        published: ISO 8601 date, or date and time with its offset (`2012-10-30T16:10+09:00`); None if unknown.
        publisher: the publisher where stated.
        authors: the names of the byline.
        url: where the article stands.
        language: BCP 47 tag.
    """

    text: str
    headline: str | None = None
    published: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str = "ko"

    def _repr_html_(self) -> str:
        """Return the article as a notebook shows it."""
        return _article(self, ())


class Mention(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A typed span of the text.

    Attributes:
        start: first code point.
        end: one past the last code point.
        type: one of `MENTION_TYPES`.
        entity: local id of the entity it names, if any.
        score: the writer's confidence in [0, 1].
        rule: what found it, None for the writer's usual way.
    """

    start: int
    end: int
    type: MentionType
    entity: str | None = None
    score: float | None = None
    rule: str | None = None


class Entity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that the article names.

    Attributes:
        type: one of `ENTITY_TYPES`.
        names: its surface forms, the fullest first.
        gpe: whether it is a country or local government (both a place and a body that acts).
    """

    type: EntityType
    names: tuple[str, ...]
    gpe: bool = False


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """What every fact carries beside its arguments.

    Attributes:
        evidence: spans of the text that say it.
        quote: the verbatim words that say it, where a writer gives no offsets; reading turns it into `evidence`.
        score: the writer's confidence in [0, 1].
        rule: what produced the fact.
    """

    entity_arguments: ClassVar[tuple[str, ...]] = ()
    """Names of the arguments that hold local ids of entities."""

    evidence: tuple[Span, ...] = ()
    quote: str | None = None
    score: float | None = None
    rule: str | None = None

    def _repr_html_(self) -> str:
        """Return the fact as a notebook shows it, its entities by their local ids."""
        header, values = zip(*_arguments(self), strict=True)
        return table(header, [values])


class Position(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="position"):
    """A person holds, held or will hold a post; `title` is without the organization's name."""

    entity_arguments = ("person", "organization")

    person: str
    title: str
    organization: str | None = None
    status: PositionStatus = "current"


class EventTime(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="event_time"):
    """When an event happens: ISO 8601 at the precision that the text supports, resolved; either end may be open."""

    entity_arguments = ("event",)

    event: str
    start: str | None = None
    end: str | None = None


class EventPlace(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="event_place"):
    """Where an event happens."""

    entity_arguments = ("event", "place")

    event: str
    place: str


class Participation(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="participation"):
    """Somebody's part in an event."""

    entity_arguments = ("agent", "event")

    agent: str
    event: str
    role: Role


class Statement(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="statement"):
    """What somebody says in the article: never a fact of its own.

    Attributes:
        content: verbatim; of direct speech what stands between the quotation marks, of indirect speech the clause.
        verb: the reporting verb as it stands in the text, with its force (밝혔다, 주장했다, 부인했다).
    """

    entity_arguments = ("speaker",)

    speaker: str
    manner: Manner
    content: str
    verb: str | None = None


class PolicyAction(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="policy_action"):
    """What somebody does about a policy."""

    entity_arguments = ("agent", "policy")

    agent: str
    action: Action
    policy: str


class Relation(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="relation"):
    """A lasting relation between two entities."""

    entity_arguments = ("subject", "object")

    subject: str
    predicate: Predicate
    object: str


class Measure(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="measure"):
    """A quantity.

    Attributes:
        value: the number (`3백여 명` is 300).
        unit: 명, 원, %, 개 and the like.
        of: the entity that is measured.
        qualifier: what bounds the number, as in the text (약, 이상, 이하, 여, 돌파).
    """

    entity_arguments = ("of",)

    value: float
    unit: str
    of: str | None = None
    qualifier: str | None = None


AnyFact = Position | EventTime | EventPlace | Participation | Statement | PolicyAction | Relation | Measure
FACT_CLASSES: tuple[type[AnyFact], ...] = get_args(AnyFact)
FACT_TYPES: tuple[str, ...] = tuple(str(c.__struct_config__.tag) for c in FACT_CLASSES)


def fact_type(fact: Fact) -> str:
    """Return the type name of `fact` as it stands in JSON (`"event_time"`)."""
    return str(type(fact).__struct_config__.tag)


class FactsDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known of one article.

    Attributes:
        id: the article's id, stable and unique in a store.
        article: the article itself.
        mentions: typed spans in text order.
        entities: by local id (`p1`, `o1`, …), in order of first mention.
        facts: in text order.
    """

    id: str
    article: Article
    mentions: tuple[Mention, ...] = ()
    entities: dict[str, Entity] = {}
    facts: tuple[AnyFact, ...] = ()

    def _repr_html_(self) -> str:
        """Return the document as a notebook shows it: the text with its mentions, and each fact with its words."""
        names = {local: entity.names[0] for local, entity in self.entities.items() if entity.names}
        rows = []
        for fact in self.facts:
            values = ", ".join(f"{key}: {names.get(value, value)}" for key, value in _arguments(fact)[1:])
            rows.append((fact_type(fact), values, " … ".join(self.article.text[slice(*s)] for s in fact.evidence)))
        marks = [Marked(m.start, m.end, f"{m.type} {names.get(m.entity or '', '')}".strip()) for m in self.mentions]
        return _article(self.article, marks) + table(("fact", "arguments", "evidence"), rows)


def _article(article: Article, marks: Iterable[Marked]) -> str:
    byline = " · ".join(filter(None, (article.publisher, article.published, *article.authors, article.url)))
    return element("h3", text(article.headline or "")) + element("p", text(byline)) + marked(article.text, marks)


def _arguments(fact: Fact) -> list[tuple[str, str]]:
    """Return the type of a fact and what it says, without evidence."""
    carried = Fact.__struct_fields__
    values = [(name, getattr(fact, name)) for name in fact.__struct_fields__ if name not in carried]
    return [("type", fact_type(fact)), *((name, str(value)) for name, value in values if value is not None)]
