"""Deciding who is who, for the names that a build has touched."""

from __future__ import annotations

import msgspec

from kg.pipeline.report import Progress
from kg.resolve import Member, assign
from kg.store import Identities

_decoder = msgspec.json.Decoder(Member)


def identify(identities: Identities, progress: Progress) -> None:
    """Assign the IRIs of every block whose members have changed; articles whose IRIs change become pending."""
    progress.stage("identify", identities.stale_block_count())
    for block in identities.stale_blocks():
        identities.assign(block, assign(_decoder.decode(data) for data in identities.block(block)))
        progress.advance(1)
