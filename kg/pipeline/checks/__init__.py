"""Checking whether a store is as it was written: hashes, offsets and counts, in the ledger and in the graph."""

from kg.pipeline.checks.check import check
from kg.pipeline.checks.damage import Checked, Damage

__all__ = ["Checked", "Damage", "check"]
