"""Ask a graph: the shipped questions, or any SPARQL query.

The command `kg query` is these calls and no more:

    query = load("statements")                     # a shipped name or a .rq file; shipped() lists them for --list
    answer = run(open_dataset("news.kg"), query, {"topic": "예산"})
    write(answer, "table", sys.stdout.buffer)      # FORMATS has the names for --format; table(answer, width) for people

`answer.more` says that the limit cut rows off. Nothing here loads rdflib.
"""

from kg.query.answer import Answer, run
from kg.query.catalogue import Query, load, shipped
from kg.query.dataset import Dataset, open_dataset
from kg.query.format import FORMATS, table, write
from kg.query.header import PARAMETER_TYPES, Parameter

__all__ = [
    "FORMATS",
    "PARAMETER_TYPES",
    "Answer",
    "Dataset",
    "Parameter",
    "Query",
    "load",
    "open_dataset",
    "run",
    "shipped",
    "table",
    "write",
]
