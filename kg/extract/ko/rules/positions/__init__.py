"""Who holds which post: a title after a name, before it, in apposition or told by a verb."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.ko.entities.group import Reference
from kg.extract.ko.lexicon import words
from kg.extract.ko.reading import Reading
from kg.extract.ko.rules.positions.after import (
    appositions,
    organization_before,
    organization_noted,
    shared_title,
    title_after,
)
from kg.extract.ko.rules.positions.before import titles_before
from kg.extract.ko.rules.positions.careers import careers
from kg.extract.ko.rules.positions.title import Title, by_title
from kg.model import Position

_CANDIDATE = ("후보자", "후보", "내정자", "당선인", "당선자", "지명자")


def positions(doc: Reading) -> Iterator[Position]:
    """Yield the positions of the article's persons, each once."""
    seen: set[tuple[str, str, str | None]] = set()
    people = [r for r in doc.actors if doc.type_of(r.entity) == "Person"]
    for at, person in enumerate(people):
        for found, rule in _beside(doc, person, people[at + 1 : at + 4]):
            key = (person.entity, found.title, found.organization)
            bare = (person.entity, found.title, None)
            if found.title.endswith(_CANDIDATE) and any(
                k[0] == person.entity and k[1].endswith(found.title) for k in seen
            ):
                continue
            if key in seen or (found.organization is None and any(k[:2] == bare[:2] for k in seen)):
                continue
            seen.add(key)
            yield Position(
                person=person.entity,
                title=found.title,
                organization=found.organization,
                status=found.status,
                evidence=((min(person.start, found.start), max(person.end, found.end)),),
                score=0.9 if found.organization else 0.7,
                rule=rule,
            )
    for fact in careers(doc):
        if not any(k[:2] == (fact.person, fact.title) for k in seen):
            seen.add((fact.person, fact.title, fact.organization))
            yield fact


def _beside(doc: Reading, person: Reference, following: list[Reference]) -> Iterator[tuple[Title, str]]:
    """Yield every title that stands beside a name, with the rule that found it."""
    after = title_after(doc, person) or shared_title(doc, person, following)
    if after:
        if after.organization is None:
            after = _with_organization(doc, person, after)
        yield after, "position.title-after-name"
        yield from ((title, "position.apposition") for title in appositions(doc, after))
    else:
        yield from ((title, "position.title-before-name") for title in titles_before(doc, person))


def _with_organization(doc: Reading, person: Reference, title: Title) -> Title:
    """Add the organization that stands in brackets after the title, before the name, or that the title implies."""
    noted = organization_noted(doc, title)
    if noted:
        return title._replace(organization=noted.entity, end=noted.end)
    if title.title in words("personal_titles"):
        return title
    before = organization_before(doc, person)
    if before:
        return title._replace(organization=before.entity, start=min(title.start, before.start))
    return title._replace(organization=by_title(doc, title.title))
