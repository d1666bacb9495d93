"""Ask a graph: the shipped questions, or any SPARQL query.

    query = load("statements")                     # a shipped name or a .rq file; shipped() lists them
    question = bound(query, {"topic": "예산"})      # parameters become terms of SPARQL
    with Pool("news.kg") as pool:                  # a store or a file, in processes that can be ended
        answer = pool.ask(question, seconds=10)    # `answer.more` says that the limit cut rows off
    write(answer, "table", sys.stdout.buffer)      # FORMATS has the names; table(answer, width) for people

`run(open_dataset("news.kg"), query, values)` asks in this process, for as long as it takes. Nothing here loads rdflib.
"""

from kg.query.answer import Answer, run
from kg.query.binding import Question, bound
from kg.query.catalogue import Query, load, shipped
from kg.query.dataset import Dataset, open_dataset
from kg.query.format import FORMATS, table, write
from kg.query.header import PARAMETER_TYPES, Parameter
from kg.query.pool import Pool
from kg.query.worker import Wanted

__all__ = [
    "FORMATS",
    "PARAMETER_TYPES",
    "Answer",
    "Dataset",
    "Parameter",
    "Pool",
    "Query",
    "Question",
    "Wanted",
    "bound",
    "load",
    "open_dataset",
    "run",
    "shipped",
    "table",
    "write",
]
