"""Who is who across articles: which entities of different articles are one, and what its IRI is.

An entity carries *anchors*, keys that it shares with every entity that it is one with. Entities that share an anchor
are one; so are chains of them. The anchors of an entity all lie in one *block* (its kind and name), so identity is
decided block by block, and an article touches only the blocks of the names it holds.

Posts that several can hold are no anchors; all articles on a name together tell whether they are of one person
(`kg.resolve.bearers`). Above all stand decisions (`kg.decision`), which persons and other rules make: they connect
blocks, join what shares nothing, and keep apart what does.

The settlement is a pure function of the set of documents and the log of decisions: the order in which documents came
plays no part, adding equals a rebuild.
"""

from kg.resolve.bearers import RULES
from kg.resolve.candidates import DEFAULT_SCORE, Candidate, candidates, joined
from kg.resolve.comparison import Clue
from kg.resolve.copies import Print, fingerprint, one_text, original
from kg.resolve.grounds import grounds
from kg.resolve.members import KINDS, Member, members, normalized
from kg.resolve.portrait import Gallery, Portrait
from kg.resolve.profile import Profile, profile
from kg.resolve.settlement import Resting, Settlement, assign, path_alone, settle

EDITION = 4
"""Raised when what identity notes of an entity, or how it decides, changes: stores are then decided again."""

__all__ = [
    "DEFAULT_SCORE",
    "EDITION",
    "KINDS",
    "RULES",
    "Candidate",
    "Clue",
    "Gallery",
    "Member",
    "Portrait",
    "Print",
    "Profile",
    "Resting",
    "Settlement",
    "assign",
    "candidates",
    "fingerprint",
    "grounds",
    "joined",
    "members",
    "normalized",
    "one_text",
    "original",
    "path_alone",
    "profile",
    "settle",
]
