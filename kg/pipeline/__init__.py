"""From inputs to a store: the one module that knows the order of the stages.

    summary = build(["articles/", "facts.jsonl"], "news.kg", BuildSettings(workers=2))
    for line in extract(["articles/"]): ...

1. read and extract (in workers): a facts document for each input, into the ledger;
2. identify: the IRIs of all entities that the new documents touch;
3. admit (in workers): map, check and load every document that is new, changed or whose IRIs changed;
4. describe: names and types of the entities, once, in the entity graph.
"""

from kg.pipeline.as_of import AsOf, as_of
from kg.pipeline.candidates import Excerpt, candidates, excerpts, gallery, joined
from kg.pipeline.checks import Checked, Damage, check
from kg.pipeline.deciding import best_shown, deciding, find_side, grounds_of, same_as
from kg.pipeline.engines import ENGINES, Engine, Extraction
from kg.pipeline.explanation import explain
from kg.pipeline.extraction import extract
from kg.pipeline.identity import decide, undo
from kg.pipeline.linking import Link, links
from kg.pipeline.rebuilding import rebuild
from kg.pipeline.report import Progress, Silent, Stage, Summary
from kg.pipeline.retraction import Retraction, reinstate, retract
from kg.pipeline.sequence import BuildSettings, build, cores
from kg.pipeline.validation import validate, validate_whole

__all__ = [
    "ENGINES",
    "AsOf",
    "BuildSettings",
    "Checked",
    "Damage",
    "Engine",
    "Excerpt",
    "Extraction",
    "Link",
    "Progress",
    "Retraction",
    "Silent",
    "Stage",
    "Summary",
    "as_of",
    "best_shown",
    "build",
    "candidates",
    "check",
    "cores",
    "decide",
    "deciding",
    "excerpts",
    "explain",
    "extract",
    "find_side",
    "gallery",
    "grounds_of",
    "joined",
    "links",
    "rebuild",
    "reinstate",
    "retract",
    "same_as",
    "undo",
    "validate",
    "validate_whole",
]
