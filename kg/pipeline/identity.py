"""Deciding who is who, for the names that a build has touched."""

from __future__ import annotations

import msgspec

from kg.pipeline.report import Progress
from kg.resolve import Member, assign
from kg.store import Ledger

_decoder = msgspec.json.Decoder(Member)


def identify(ledger: Ledger, progress: Progress) -> None:
    """Assign the IRIs of every block whose members have changed; articles whose IRIs change become pending."""
    progress.stage("identify", ledger.stale_block_count())
    for block in ledger.stale_blocks():
        ledger.assign(block, assign(_decoder.decode(data) for data in ledger.block(block)))
        progress.advance(1)
