"""What identity looks at: the entities of one article with their anchors."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import zip_longest

import msgspec

from kg.decision import EntityRef
from kg.extract import Aside, Naming, naming
from kg.model import Entity, EntityType, EventTime, FactsDocument, Position, Relation, Statement

_PERSON = "person"
_PLACE = "place"
_LOCAL = "in"
_TITLE = "title"
_SEAT = "seat"
_ASIDE_LENGTH = 64
_LONG_QUOTE = 20
"""Characters, without spaces, from which on two articles hardly quote different people of one name by chance."""

KINDS: Mapping[EntityType, str] = {
    "Person": _PERSON,
    "Organization": "organization",
    "Place": _PLACE,
    "Event": "event",
    "Policy": "policy",
}
"""The kind of thing that an entity of a type is, as it stands in its IRI; a `gpe` is a place whatever its type."""

_DATE_LENGTH = len("2012-10-30")
_IGNORED_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Ps", "Pe", "Pi", "Pf"})
_QUOTES = frozenset("\"'`´")


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One entity of one article, as identity sees it.

    Attributes:
        document: the article's id.
        local: the entity's id within the article.
        kind: `person`, `organization`, `place`, `event` or `policy`.
        name: its primary name in the form that names are compared in (`normalized`).
        anchors: the keys that it shares with what it is one with; each is a tuple whose first part is the name.
        type: the entity's type.
        names: its surface forms, the primary name first.
        gpe: whether it is a country or local government.
        number: which one it is of the entities of its article that have this kind and name, from 1.
        links: further keys that it shares with what it is one with, of which none is its name.
        posts: of a person, each post that the article states: organization, title (both normalized, either may be
            empty) and status.
        spelling: of a person, the name in other letters where the article gives it.
        seat: of a person, the constituency where the article gives it.
        listed: of a person, whether the article says that a list, no constituency, elected the person.
        bodies: of a person, the organizations that stand in brackets behind the name.
        quotes: of a person, a digest of each long direct quotation.
        starts: of an event, the days on which the article has it begin.
        published: the day of the article, empty if unknown.
        language: the language of the article.
    """

    document: str
    local: str
    kind: str
    name: str
    anchors: tuple[tuple[str, ...], ...]
    type: EntityType
    names: tuple[str, ...]
    gpe: bool
    number: int = 1
    links: tuple[tuple[str, ...], ...] = ()
    posts: tuple[tuple[str, str, str], ...] = ()
    spelling: str = ""
    seat: str = ""
    listed: bool = False
    bodies: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    published: str = ""
    language: str = "ko"

    @property
    def ref(self) -> EntityRef:
        """What decisions call it."""
        return EntityRef(article=self.document, kind=self.kind, name=self.name, number=self.number)

    @property
    def own(self) -> tuple[str, ...]:
        """An anchor that it shares with nothing."""
        return _own(self.document, self.name, self.number)

    @property
    def aliases(self) -> frozenset[str]:
        """All its names in the form that names are compared in."""
        return frozenset(map(normalized, self.names))

    @property
    def block(self) -> str:
        """The group of members within which identity is decided."""
        return f"{self.kind}/{self.name}"

    @property
    def alone(self) -> bool:
        """Whether its own anchor names it, whatever other articles hold."""
        return self.kind != _PERSON or (self.anchors == (self.own,) and not self.links and not self.posts)


@lru_cache(maxsize=10_000)  # of names many come again and again
def normalized(name: str) -> str:
    """Return the form in which names are compared: NFKC, case folded, without spaces, quotation marks and brackets.

    A name that consists of nothing else stays as it is, so that no two such names fall together.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    kept = "".join(c for c in folded if unicodedata.category(c) not in _IGNORED_CATEGORIES and c not in _QUOTES)
    return kept or name


def members(document: FactsDocument) -> tuple[Member, ...]:
    """Return the entities of `document` with their anchors, in the order of the document."""
    known = naming(document.article.language)
    posts, starts, numbers = _posts(document), _starts(document), _numbers(document)
    wholes = _wholes(document)
    published = (document.article.published or "")[:_DATE_LENGTH]
    asides, quotes = _asides(document, known), _quotes(document)
    seats = {local: aside.seat for local, aside in asides.items() if aside.seat} or _named_seat(document, posts, known)
    bodies = {normalized(entity.names[0]) for entity in document.entities.values() if entity.type == "Organization"}
    result = []
    for local, entity in document.entities.items():
        kind, name, aside = _kind(entity), normalized(entity.names[0]), asides.get(local, Aside())
        person = kind == _PERSON
        larger = {known.larger(name, whole) for whole in wholes[local]} - {""} if kind == _PLACE else set()
        anchors = _anchors(kind, name, posts[local], starts[local], known)
        if len(larger) == 1:
            anchors = ((name, *larger),)
        result.append(
            Member(
                document=document.id,
                local=local,
                kind=kind,
                name=name,
                anchors=anchors or (_own(document.id, name, numbers[local]),),
                type=entity.type,
                names=entity.names,
                gpe=entity.gpe,
                number=numbers[local],
                links=_links(name, seats.get(local, "")) if person else (),
                quotes=tuple(sorted(quotes[local])) if person else (),
                posts=tuple(sorted(posts[local])) if person else (),
                spelling=aside.spelling,
                seat=seats.get(local, "") if person else "",
                listed=aside.listed,
                bodies=tuple(sorted(bodies & set(map(normalized, aside.others)))),
                starts=tuple(sorted(starts[local])),
                published=published,
                language=document.article.language,
            )
        )
    return tuple(result)


def _anchors(
    kind: str, name: str, posts: set[tuple[str, str, str]], starts: set[str], known: Naming
) -> tuple[tuple[str, ...], ...]:
    """The anchors of an entity, sorted.

    - organizations, places and policies: the name; districts of which several cities have one of the name: with the
      city, where the article says in which one it lies;
    - events: the name with the earliest start that the article states (a 기자회견 is not every 기자회견);
    - persons: the name with each organization of which they hold a post that one person holds at a time, and with each
      title that is that of one office by itself (국무총리). A post that many hold (의원, 교수) is none, for two of one
      name may hold it, nor is the bare name.
    """
    stated: set[tuple[str, ...]]
    if kind == _PERSON:
        stated = {(name, organization) for organization, title, _ in posts if organization and known.sole(title)}
        stated |= {
            (name, _TITLE, title) for organization, title, _ in posts if not organization and known.national(title)
        }
    elif kind == "event":
        stated = {(name, min(starts))} if starts else set()
    else:
        stated = {(name,)}
    return tuple(sorted(stated))


def _links(name: str, seat: str) -> tuple[tuple[str, ...], ...]:
    """Further keys of a person: the name with the constituency."""
    return ((name, _SEAT, seat),) if seat else ()


def _named_seat(
    document: FactsDocument, posts: Mapping[str, set[tuple[str, str, str]]], known: Naming
) -> dict[str, str]:
    """The constituency that an article names without saying whose: it names one, and one member of an assembly."""
    seated = [local for local, held in posts.items() if any(known.seated(title) for _, title, _ in held)]
    named = {seat for entity in document.entities.values() if (seat := known.constituency(entity.names[0]))}
    return {seated[0]: named.pop()} if len(seated) == 1 and len(named) == 1 else {}


def _own(document: str, name: str, number: int) -> tuple[str, ...]:
    return (name, _LOCAL, document, *([str(number)] if number > 1 else []))


def _kind(entity: Entity) -> str:
    return _PLACE if entity.gpe else KINDS[entity.type]


def _posts(document: FactsDocument) -> defaultdict[str, set[tuple[str, str, str]]]:
    """What each person's positions say: organization, title, status."""
    posts: defaultdict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for fact in document.facts:
        if isinstance(fact, Position):
            organization = document.entities.get(fact.organization or "")
            body = normalized(organization.names[0]) if organization else ""
            title = normalized(fact.title) if fact.title.strip() else ""
            if body or title:
                posts[fact.person].add((body, title, fact.status))
    return posts


def _wholes(document: FactsDocument) -> defaultdict[str, set[str]]:
    """The names of what the article says that each entity lies in or is part of."""
    wholes: defaultdict[str, set[str]] = defaultdict(set)
    for fact in document.facts:
        if isinstance(fact, Relation) and fact.predicate in ("located_in", "part_of"):
            whole = document.entities.get(fact.object)
            wholes[fact.subject] |= set(map(normalized, whole.names)) if whole else set()
    return wholes


def _starts(document: FactsDocument) -> defaultdict[str, set[str]]:
    """The days (or months, or years, as precise as stated) on which each event begins."""
    starts: defaultdict[str, set[str]] = defaultdict(set)
    for fact in document.facts:
        if isinstance(fact, EventTime) and fact.start:
            starts[fact.event].add(fact.start[:_DATE_LENGTH])
    return starts


def _quotes(document: FactsDocument) -> defaultdict[str, set[str]]:
    """A digest of each long direct quotation of a speaker."""
    quotes: defaultdict[str, set[str]] = defaultdict(set)
    for fact in document.facts:
        if isinstance(fact, Statement) and fact.manner == "direct":
            words = normalized(fact.content)
            if len(words) >= _LONG_QUOTE:
                quotes[fact.speaker].add(hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16])
    return quotes


def _asides(document: FactsDocument, known: Naming) -> dict[str, Aside]:
    """What stands in brackets behind the names of persons, the first of each kind that the article gives."""
    found: dict[str, Aside] = {}
    people = sorted((m for m in document.mentions if m.type == "Person"), key=lambda m: (m.start, m.end))
    for mention, following in zip_longest(people, people[1:]):
        if mention.entity is not None and mention.end >= 0:
            stop = (
                mention.end + _ASIDE_LENGTH if following is None else min(following.start, mention.end + _ASIDE_LENGTH)
            )
            new = known.aside(document.article.text[mention.end : max(stop, mention.end)])
            old = found.get(mention.entity, Aside())
            found[mention.entity] = Aside(
                old.spelling or new.spelling,
                old.seat or new.seat,
                old.listed or new.listed,
                tuple(dict.fromkeys((*old.others, *new.others))),
            )
    return found


def _numbers(document: FactsDocument) -> dict[str, int]:
    """A number for each entity that tells apart those of one kind and name, from 1."""
    seen: Counter[tuple[str, str]] = Counter()
    numbers = {}
    for local, entity in document.entities.items():
        key = _kind(entity), normalized(entity.names[0])
        seen[key] += 1
        numbers[local] = seen[key]
    return numbers
