"""What identity looks at: the entities of one article with their anchors."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from kg.decision import EntityRef
from kg.model import Entity, EntityType, EventTime, FactsDocument, Position

_PERSON = "person"
_PLACE = "place"
_LOCAL = "in"
_TITLE = "title"
_POST_LENGTH = 2
"""Parts of the anchor of a person with an organization: its name and the organization's."""

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

    @property
    def ref(self) -> EntityRef:
        """What decisions call it."""
        return EntityRef(article=self.document, kind=self.kind, name=self.name, number=self.number)

    @property
    def own(self) -> tuple[str, ...]:
        """An anchor that it shares with nothing."""
        return _own(self.document, self.name, self.number)

    @property
    def block(self) -> str:
        """The group of members within which identity is decided."""
        return f"{self.kind}/{self.name}"

    @property
    def alone(self) -> bool:
        """Whether its own anchor names it, whatever other articles hold: all but persons with a post."""
        return self.kind != _PERSON or (self.anchors[0][1] == _LOCAL and len(self.anchors[0]) > _POST_LENGTH)


def normalized(name: str) -> str:
    """Return the form in which names are compared: NFKC, case folded, without spaces, quotation marks and brackets.

    A name that consists of nothing else stays as it is, so that no two such names fall together.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    kept = "".join(c for c in folded if unicodedata.category(c) not in _IGNORED_CATEGORIES and c not in _QUOTES)
    return kept or name


def members(document: FactsDocument) -> tuple[Member, ...]:
    """Return the entities of `document` with their anchors, in the order of the document."""
    keys = anchors(document)
    numbers = _numbers(document)
    return tuple(
        Member(
            document=document.id,
            local=local,
            kind=_kind(entity),
            name=normalized(entity.names[0]),
            anchors=keys[local],
            type=entity.type,
            names=entity.names,
            gpe=entity.gpe,
            number=numbers[local],
        )
        for local, entity in document.entities.items()
    )


def anchors(document: FactsDocument) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the anchors of each entity of `document` by local id, sorted.

    - organizations, places and policies: the name;
    - persons: the name with each organization of their positions, and with each title that stands without one;
    - events: the name with the earliest start that the article states (a 기자회견 is not every 기자회견);
    - persons and events without such evidence: the name with the article, for a bare name never merges.
    """
    posts = _posts(document)
    starts = _starts(document)
    numbers = _numbers(document)
    result = {}
    for local, entity in document.entities.items():
        name = normalized(entity.names[0])
        stated: Iterable[tuple[str, ...]]
        if entity.type == "Person" and not entity.gpe:
            stated = {(name, *post) for post in posts[local]}
        elif entity.type == "Event" and not entity.gpe:
            stated = {(name, min(starts[local]))} if starts[local] else ()
        else:
            stated = {(name,)}
        result[local] = tuple(sorted(stated)) or (_own(document.id, name, numbers[local]),)
    return result


def _own(document: str, name: str, number: int) -> tuple[str, ...]:
    return (name, _LOCAL, document, *([str(number)] if number > 1 else []))


def _kind(entity: Entity) -> str:
    return _PLACE if entity.gpe else KINDS[entity.type]


def _posts(document: FactsDocument) -> defaultdict[str, set[tuple[str, ...]]]:
    """What each person's positions say: (organization,), or ("title", title) where no organization is named."""
    posts: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for fact in document.facts:
        if not isinstance(fact, Position):
            continue
        organization = document.entities.get(fact.organization or "")
        if organization is not None:
            posts[fact.person].add((normalized(organization.names[0]),))
        elif fact.title.strip():
            posts[fact.person].add((_TITLE, normalized(fact.title)))
    return posts


def _starts(document: FactsDocument) -> defaultdict[str, set[str]]:
    """The days (or months, or years, as precise as stated) on which each event begins."""
    starts: defaultdict[str, set[str]] = defaultdict(set)
    for fact in document.facts:
        if isinstance(fact, EventTime) and fact.start:
            starts[fact.event].add(fact.start[:_DATE_LENGTH])
    return starts


def _numbers(document: FactsDocument) -> dict[str, int]:
    """A number for each entity that tells apart those of one kind and name, from 1."""
    seen: Counter[tuple[str, str]] = Counter()
    numbers = {}
    for local, entity in document.entities.items():
        key = _kind(entity), normalized(entity.names[0])
        seen[key] += 1
        numbers[local] = seen[key]
    return numbers
