"""What goes into the ledger and comes out of it."""

from __future__ import annotations

from typing import Literal

import msgspec

from kg.decision import DatedName
from kg.errors import Reason

Origin = Literal["article", "facts"]
"""Where a facts document came from: extracted from an article, or handed in as it is."""

Severity = Literal["violation", "warning"]


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """A facts document on its way into the store.

    Attributes:
        id: the article's id.
        content: the facts document as one line of JSON, as it came.
        digest: SHA-256 (hex) of `content` in a form that ignores white space and the order of keys.
        origin: whether it was extracted or handed in.
        input_digest: SHA-256 (hex) of the article alone, to know it again before it is extracted.
        engine: the extractor and its version; empty for a document that was handed in.
        source: where it was read, for messages.
        members: its entities as identity sees them.
        sketch: what tells copies of its text.
    """

    id: str
    content: bytes
    digest: str
    origin: Origin
    input_digest: str
    engine: str
    source: str
    members: tuple[MemberRow, ...]
    sketch: Sketch


class Sketch(msgspec.Struct, frozen=True):
    """What is kept of an article's text to find its copies.

    Attributes:
        rank: a number that only the words of the text decide.
        hashes: numbers of which copies share some.
    """

    rank: int
    hashes: tuple[int, ...]


class Stored(msgspec.Struct, frozen=True):
    """A facts document as the ledger keeps it; the fields are those of `Incoming`."""

    id: str
    content: bytes
    digest: str
    origin: Origin
    input_digest: str
    engine: str
    source: str


class MemberRow(msgspec.Struct, frozen=True, kw_only=True):
    """One entity of one article.

    Attributes:
        local: its id in the article.
        block: the group within which identity is decided.
        path: the path of its IRI below the base where it is known at once unless a decision names one of its block;
            None where the whole block decides.
        data: what identity wants to see again when it decides, as the caller encoded it.
        type: its type.
        names: its names, the primary one first.
        gpe: whether it is a country or local government.
    """

    local: str
    block: str
    path: str | None
    data: bytes
    type: str
    names: tuple[str, ...]
    gpe: bool


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """What decisions say of an entity beside who it is.

    Attributes:
        authorities: IRIs of authority records that are about the same, in code point order.
        names: names that it bore one after the other.
    """

    authorities: tuple[str, ...] = ()
    names: tuple[DatedName, ...] = ()


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was set aside (a violation) or remarked on (a warning).

    Attributes:
        document: the article's id.
        element: `fact`, `mention`, `entity`, or `document` for the article as a whole.
        number: its place in its list in the facts document, from 0.
        severity: `violation` or `warning`.
        stage: who found it: `read`, `map` or `gate`.
        type: the fact's type or the like, as written; may be empty.
        shape: IRI of the violated shape, None if no shape was involved.
        reason: why, for people.
        span: where in the text, None if that cannot be told.
        candidate: the part itself as JSON.
    """

    document: str
    element: str
    number: int
    severity: Severity
    stage: str
    type: str
    shape: str | None
    reason: Reason
    span: tuple[int, int] | None
    candidate: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one document in mapping and gate.

    Attributes:
        document: the article's id.
        accepted: whether the article stands in the graph; False sets it aside as a whole.
        counts: by fact type, how many facts were accepted and set aside.
        findings: what was set aside or remarked on.
        roles: the titles of its accepted positions, by the IRI path of the role that each is.
        written: digest of what the article's own graphs hold.
    """

    document: str
    accepted: bool
    counts: dict[str, tuple[int, int]]
    findings: tuple[Finding, ...]
    roles: dict[str, str]
    written: str


class Pending(msgspec.Struct, frozen=True):
    """A document that waits to be mapped, checked and loaded.

    Attributes:
        id: the article's id.
        content: its facts document as JSON.
        paths: the IRI path of each of its entities, by local id.
        in_graph: whether the graph may already hold quads of an earlier state.
    """

    id: str
    content: bytes
    paths: dict[str, str]
    in_graph: bool


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """All that the ledger holds of one article.

    Attributes:
        content: its facts document as JSON.
        state: `pending`, `accepted` or `refused`.
        paths: the IRI path of each of its entities, by local id.
        findings: what was set aside of it or remarked on.
    """

    content: bytes
    state: str
    paths: dict[str, str]
    findings: tuple[Finding, ...]


Said = tuple[tuple[str, str], ...]
"""What the entity graph says of one entity: predicates (IRIs) and values."""


class ArticleState(msgspec.Struct, frozen=True):
    """An article as the graph held it after some run.

    Attributes:
        document: its id.
        digest: of its facts document.
        accepted: whether it stood in the graph.
        aside: the facts that were set aside, by their places in the facts document.
    """

    document: str
    digest: str
    accepted: bool
    aside: frozenset[int]


class Run(msgspec.Struct, frozen=True):
    """One entry of the log of what was run.

    Attributes:
        number: counts from 1.
        started: when, ISO 8601.
        finished: when it came to its end; None if it was stopped.
        version: of kg.
        settings: as JSON.
        command: what was run: `build`, `retract`, ….
        note: why, in the words of who ran it.
        decisions: number of the last decision on who is who that it took into account, 0 if there was none.
    """

    number: int
    started: str
    finished: str | None
    version: str
    settings: str
    command: str
    note: str
    decisions: int


class Totals(msgspec.Struct, frozen=True):
    """What a store holds.

    Attributes:
        articles: number of accepted articles.
        copies: number of those whose text is that of another one, so that the two are one source.
        refused: number of articles that were set aside as a whole.
        pending: number of articles that an interrupted build has still to finish.
        entities: number of entities by kind.
        accepted: number of accepted facts by type.
        set_aside: number of facts set aside by type.
        warnings: number of warnings.
        unread: number of inputs that could not be read.
        reasons: the commonest reasons for setting aside with their numbers; of those of one shape one is an example.
        remarks: the same of warnings.
    """

    articles: int
    copies: int
    refused: int
    pending: int
    entities: dict[str, int]
    accepted: dict[str, int]
    set_aside: dict[str, int]
    warnings: int
    unread: int
    reasons: tuple[tuple[Reason, int], ...]
    remarks: tuple[tuple[Reason, int], ...]
