"""A language model as one more engine: it proposes, and nothing that it says is taken on trust.

1. `prompt`, `schema`: the article goes to the model between marks, with the form of the answer.
2. `asking` (`client`, `dialect`, `backoff`, `cache`, `budget`): one question, answered once.
3. `answer`, `draft` (`locating`, `checks`): each part of the answer is held against the text; what stands there gets
   exact offsets, what does not is kept apart with the reason.
4. `witness`: the way of an article, with a second look at what was set aside.

What is offered here loads without the extra `llm`; `asking`, `budget`, `client` and `witness` need it.
"""

from kg.extract.llm.faults import BudgetError
from kg.extract.llm.settings import KEY, LanguageModel
from kg.extract.llm.usage import Price, Usage

__all__ = ["KEY", "BudgetError", "LanguageModel", "Price", "Usage"]
