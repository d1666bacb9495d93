"""The way of one document to the graph: map it, have the gate check it, set aside what fails, until all passes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from kg.errors import InputError, Reason
from kg.gate import Gate, Violation
from kg.mapping import (
    Identity,
    Mapped,
    MappingSettings,
    SetAside,
    article_graph,
    map_document,
    map_entity,
    map_role,
    map_set_aside,
    role_iri,
    set_aside_graph,
)
from kg.model import Article, Entity, FactsDocument, Position, fact_type
from kg.rdf import Statement, as_nquads
from kg.read.documents import Reading, Refused, read_document
from kg.resolve import profile
from kg.store import Finding, Pending, Severity, Verdict, digest_of


@dataclass(frozen=True, slots=True)
class Admission:
    """A document that was judged.

    Attributes:
        verdict: what became of it and of its facts.
        graphs: the names of the graphs that are the document's own.
        nquads: all that these graphs shall hold.
    """

    verdict: Verdict
    graphs: tuple[str, str]
    nquads: bytes


@dataclass(frozen=True, slots=True)
class _Case:
    """A document before the gate: as read, its entities' IRIs by local id, and what the reader refused."""

    reading: Reading
    iris: Mapping[str, str]
    refused: tuple[Finding, ...]
    settings: MappingSettings


def admit(pending: Pending, gate: Gate, settings: MappingSettings) -> Admission:
    """Judge one document.

    Facts that violate a shape are set aside and the rest is mapped anew, for a fact may lean on another; a violation
    that no fact answers for sets the article aside as a whole.
    """
    case = _case(pending, settings)
    kept = list(range(len(case.reading.document.facts)))
    set_aside: dict[int, Finding] = {}
    while True:
        document = msgspec.structs.replace(
            case.reading.document, facts=tuple(case.reading.document.facts[index] for index in kept)
        )
        mapped = map_document(document, case.iris, settings)
        judged = [(v, _facts(v, mapped, kept)) for v in gate.check(mapped.statements, _context(document, case))]
        broken = [(violation, indexes) for violation, indexes in judged if violation.severity == "Violation"]
        whole = [violation for violation, indexes in broken if not indexes]
        if whole:
            return _refusal(case, _whole(case, whole[0].reason, whole[0].shape))
        if not broken:
            remarks = [remark for violation, indexes in judged for remark in _remarks(case, violation, indexes)]
            return _acceptance(case, [*set_aside.values(), *remarks], mapped, document)
        for violation, indexes in broken:
            for index in indexes:
                set_aside.setdefault(index, _of_fact(case, index, violation.reason, violation.shape))
        kept = [index for index in kept if index not in set_aside]


def refuse(pending: Pending, reason: Reason, settings: MappingSettings) -> Admission:
    """Set a document aside that could not be judged; one that cannot even be read any more has no facts to count."""
    try:
        case = _case(pending, settings)
    except InputError:
        nothing = FactsDocument(id=pending.id, article=Article(text=""))
        case = _Case(Reading(nothing, (), ()), {}, (), settings)
    return _refusal(case, _whole(case, reason, None))


def _case(pending: Pending, settings: MappingSettings) -> _Case:
    reading = read_document(pending.content)
    iris = {local: settings.base + path for local, path in pending.paths.items()}
    return _Case(reading, iris, tuple(_refused(pending.id, part) for part in reading.refused), settings)


def _context(document: FactsDocument, case: _Case) -> Iterable[Statement]:
    """What the gate must know of the entities and roles that stand in the entity graph, as this article names them."""
    named: defaultdict[str, list[Entity]] = defaultdict(list)
    for local, entity in document.entities.items():
        named[case.iris[local]].append(entity)
    for iri, entities in named.items():
        known = profile((e.type, e.names, e.gpe, 1) for e in entities)
        yield from map_entity(Identity(iri, known.types, known.names, known.gpe), case.settings)
    for title in dict.fromkeys(fact.title for fact in document.facts if isinstance(fact, Position) and fact.title):
        yield from map_role(title, case.settings)


def _facts(violation: Violation, mapped: Mapped, kept: Sequence[int]) -> tuple[int, ...]:
    """The facts of the document as read that answer for `violation`; none if the article as a whole does."""
    return tuple(kept[mapped.facts[iri]] for iri in violation.facts)


def _acceptance(case: _Case, findings: Sequence[Finding], mapped: Mapped, document: FactsDocument) -> Admission:
    roles = {
        role_iri(case.settings.base, fact.title).removeprefix(case.settings.base): fact.title
        for fact in document.facts
        if isinstance(fact, Position) and fact.title
    }
    accepted = Counter(fact_type(fact) for fact in document.facts)
    return _admission(case, findings, accepted, roles, mapped.statements)


def _refusal(case: _Case, whole: Finding) -> Admission:
    """Set the article aside, and each of its facts with it."""
    reason = Reason(f"Its article was set aside: {whole.reason.en}", f"기사 전체가 보류되었습니다: {whole.reason.ko}")
    facts = [_of_fact(case, index, reason, whole.shape) for index in range(len(case.reading.document.facts))]
    return _admission(case, [whole, *facts], Counter(), {}, None)


def _admission(
    case: _Case,
    findings: Sequence[Finding],
    accepted: Counter[str],
    roles: dict[str, str],
    statements: Sequence[Statement] | None,
) -> Admission:
    document, base = case.reading.document.id, case.settings.base
    everything = tuple(sorted([*case.refused, *findings], key=lambda f: (f.element, f.number)))
    aside = [finding for finding in everything if finding.severity == "violation"]
    lost = Counter(finding.type for finding in aside if finding.element == "fact")
    kinds = [*accepted, *(kind for kind in lost if kind not in accepted)]
    records = [
        SetAside(f.candidate, f.type if f.element == "fact" else f.element, f.reason, f.shape, f.span) for f in aside
    ]
    nquads = as_nquads([*(statements or ()), *map_set_aside(document, records, case.settings)])
    verdict = Verdict(
        document=document,
        accepted=statements is not None,
        counts={kind: (accepted[kind], lost[kind]) for kind in kinds},
        findings=everything,
        roles=roles,
        written=digest_of(nquads),
    )
    graphs = (article_graph(base, document), set_aside_graph(base, document))
    return Admission(verdict, graphs, nquads)


def _refused(document: str, part: Refused) -> Finding:
    return Finding(
        document=document,
        element=part.element,
        number=part.number,
        severity="violation",
        stage="read",
        type=part.type,
        shape=None,
        reason=part.reason,
        span=part.span,
        candidate=part.candidate,
    )


def _remarks(case: _Case, violation: Violation, indexes: Sequence[int]) -> list[Finding]:
    """What the gate remarks on without refusing it."""
    if not indexes:
        return [_whole(case, violation.reason, violation.shape, "warning")]
    return [_of_fact(case, index, violation.reason, violation.shape, "warning") for index in indexes]


def _whole(case: _Case, reason: Reason, shape: str | None, severity: Severity = "violation") -> Finding:
    return Finding(
        document=case.reading.document.id,
        element="document",
        number=0,
        severity=severity,
        stage="map" if shape is None else "gate",
        type="",
        shape=shape,
        reason=reason,
        span=None,
        candidate="",
    )


def _of_fact(case: _Case, index: int, reason: Reason, shape: str | None, severity: Severity = "violation") -> Finding:
    fact = case.reading.document.facts[index]
    return Finding(
        document=case.reading.document.id,
        element="fact",
        number=case.reading.numbers[index],
        severity=severity,
        stage="map" if shape is None else "gate",
        type=fact_type(fact),
        shape=shape,
        reason=reason,
        span=fact.evidence[0],
        candidate=msgspec.json.encode(fact).decode(),
    )
