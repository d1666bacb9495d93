"""The store: facts documents, decisions and quads on disk, one folder a newsroom."""

from kg.store.copies import Copies
from kg.store.decisions import Decisions
from kg.store.examination import Examination, Examined
from kg.store.faults import damaged, fault_of, store_faults
from kg.store.graph import digest_of, nquads_of
from kg.store.history import History
from kg.store.identities import Identities, Naming
from kg.store.ledger import Ledger, Outcome, duplicate
from kg.store.records import (
    ArticleState,
    Decided,
    Finding,
    Held,
    Incoming,
    MemberRow,
    Pending,
    Run,
    Said,
    Severity,
    Sketch,
    Stored,
    Totals,
    Verdict,
)
from kg.store.store import Store, open_read_only
from kg.store.verdicts import Verdicts

__all__ = [
    "ArticleState",
    "Copies",
    "Decided",
    "Decisions",
    "Examination",
    "Examined",
    "Finding",
    "Held",
    "History",
    "Identities",
    "Incoming",
    "Ledger",
    "MemberRow",
    "Naming",
    "Outcome",
    "Pending",
    "Run",
    "Said",
    "Severity",
    "Sketch",
    "Store",
    "Stored",
    "Totals",
    "Verdict",
    "Verdicts",
    "damaged",
    "digest_of",
    "duplicate",
    "fault_of",
    "nquads_of",
    "open_read_only",
    "store_faults",
]
