"""Checking the ledger: hashes, what identity knows, counts, decisions."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kg.decision import Decision
from kg.errors import InputError, KgError
from kg.pipeline.checks.damage import LEDGER, Damage, damage
from kg.pipeline.intake import article_digest, document_digest, member_rows
from kg.read.documents import Reading, read_document
from kg.store import Examined, Store

_decision = msgspec.json.Decoder(Decision)


def past_states(store: Store) -> Iterator[Damage]:
    """Check the facts documents that were replaced or retracted."""
    try:
        for digest, content in store.examination().past():
            if document_digest(content) != digest:
                yield damage(
                    LEDGER,
                    None,
                    f"a facts document that was replaced or retracted is not what it was ({digest[:12]}…)",
                    f"교체되거나 철회된 사실 문서가 원래와 다릅니다({digest[:12]}…)",
                )
    except KgError as error:
        yield Damage(LEDGER, None, error.reason)


def decisions(store: Store) -> Iterator[Damage]:
    """Check the log of decisions on who is who."""
    try:
        for sequence, data in store.examination().decisions():
            try:
                whole = _decision.decode(data).sequence == sequence
            except msgspec.DecodeError:
                whole = False
            if not whole:
                yield damage(
                    LEDGER, None, f"decision {sequence} cannot be read", f"{sequence}번 결정을 읽을 수 없습니다"
                )
    except KgError as error:
        yield Damage(LEDGER, None, error.reason)


def reading_of(noted: Examined) -> Reading | None:
    """Return the facts document of an article as it is read; None if it cannot be."""
    try:
        return read_document(noted.content)
    except InputError:
        return None


def document(name: str, noted: Examined, reading: Reading | None, own_version: bool) -> Iterator[Damage]:
    """Check what the ledger noted of an article; what identity knows only if this version of kg has noted it."""
    if document_digest(noted.content) != noted.digest:
        yield damage(
            LEDGER, name, "its facts document is not the one whose hash was noted", "사실 문서가 적힌 해시와 다릅니다"
        )
    if reading is None:
        if noted.state != "refused":
            yield damage(LEDGER, name, "its facts document cannot be read", "사실 문서를 읽을 수 없습니다")
        return
    if article_digest(reading.document.article) != noted.input_digest:
        yield damage(LEDGER, name, "its text is not the one whose hash was noted", "본문이 적힌 해시와 다릅니다")
    rows = {row.local: msgspec.structs.replace(row, path=None) for row in member_rows(reading.document)}
    if own_version and rows != noted.members:
        yield damage(
            LEDGER,
            name,
            "what identity knows of its entities is not what its document says",
            "개체 판정 자료가 문서와 다릅니다",
        )
    facts = len(reading.document.facts) + sum(part.element == "fact" for part in reading.refused)
    if noted.state != "pending" and noted.accepted + noted.aside != facts:
        yield damage(
            LEDGER,
            name,
            f"{noted.accepted} accepted and {noted.aside} set aside are not the {facts} facts of its document",
            f"수용 {noted.accepted}, 보류 {noted.aside}이(가) 문서의 사실 {facts}개와 맞지 않습니다",
        )
