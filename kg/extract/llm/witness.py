"""A language model as a witness: asked about an article, held against it, shown its faults once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kg.errors import Reason, SetupError
from kg.extract.grounds import Grounds
from kg.extract.llm.answer import Answer, read_answer, read_broken_answer
from kg.extract.llm.asking import Asking
from kg.extract.llm.client import Reply
from kg.extract.llm.draft import Draft, Notebook
from kg.extract.llm.faults import AnswerError, LengthError
from kg.extract.llm.locating import Text
from kg.extract.llm.pieces import halves, pieces
from kg.extract.llm.prompt import Message, once_more, opening, repairing
from kg.extract.llm.schema import Schema, answer_schema
from kg.extract.llm.usage import Counter
from kg.model import Article, Span

Judge = Callable[[Draft], Sequence[tuple[Any, Reason]]]
"""Tells what would be set aside of a draft, each part with the reason."""

_IN_A_ROW = 5
"""After so many articles without an answer, one after the other, the server is taken to be broken."""


class Witness:
    """Reads articles by asking a model."""

    def __init__(self, asking: Asking, guide: str, rule: str, counter: Counter) -> None:
        """Make ready.

        Args:
            asking: how the model is asked.
            guide: how articles of this language are read.
            rule: what the facts say they were made by.
            counter: is told what came of the answers.
        """
        self._asking = asking
        self._guide = guide
        self._rule = rule
        self._counter = counter
        self._failed = 0

    async def read(self, article: Article, grounds: Grounds, judge: Judge) -> Draft:
        """Return what a model says of an article, as far as it stands there, and what it says beside that.

        Raises:
            AnswerError: the model gives no answer that can be used for this article.
            BudgetError: there is no room left to ask.
            SetupError: the server refuses every request, or gave no answer for several articles in a row.
        """
        try:
            draft = await _Reader(self, article, grounds, judge).draft()
        except AnswerError as error:
            self._failed += 1
            if self._failed < _IN_A_ROW:
                raise
            raise SetupError(
                f"The model gave no answer for {_IN_A_ROW} articles in a row, the last time: {error.reason.en}",
                f"모델이 기사 {_IN_A_ROW}건에 잇달아 답하지 못했습니다. 마지막 이유: {error.reason.ko}",
            ) from error
        self._failed = 0
        facts, aside = len(draft.facts), len(draft.aside_facts)
        self._counter.add(articles=1, proposed=facts + aside, ungrounded=aside)
        return draft

    @property
    def asking(self) -> Asking:
        """How the model is asked."""
        return self._asking

    def notebook(self, article: Article, text: Text, grounds: Grounds) -> Notebook:
        """Return an empty notebook for an article."""
        return Notebook(article, text, grounds, self._rule)

    def opening(self, article: Article, words: str) -> list[Message]:
        """Return the messages that ask for the facts of a part of an article."""
        return opening(self._guide, article, words)

    def repaired(self, facts: int) -> None:
        """Count facts that came of the second look."""
        self._counter.add(repaired=facts)


class _Reader:
    """The way of one article."""

    def __init__(self, witness: Witness, article: Article, grounds: Grounds, judge: Judge) -> None:
        self._witness = witness
        self._article = article
        self._grounds = grounds
        self._judge = judge
        self._text = Text(article.text)
        listed = witness.asking.model.spans == "listed"
        self._schema: Schema = answer_schema(grounds.choices() if listed else None)

    async def draft(self) -> Draft:
        sentences = self._grounds.sentences()
        answers: list[Answer] = []
        for piece in pieces(sentences, self._witness.asking.model.piece):
            answers += await self._piece(piece, sentences)
        return self._noted(answers)

    async def _piece(self, piece: Span, sentences: Sequence[Span]) -> list[Answer]:
        """Ask about a piece; where the answer does not fit, about its halves."""
        messages = self._witness.opening(self._article, self._article.text[slice(*piece)])
        parts = halves(piece, sentences)
        try:
            reply = await self._witness.asking.ask(messages, self._schema)
        except LengthError:
            if parts is None:
                raise
        else:
            if not reply.cut_off:
                return await self._understood(messages, reply)
            if parts is None:
                return [_whole_parts(reply)]
        assert parts is not None
        return [answer for part in parts for answer in await self._piece(part, sentences)]

    async def _understood(self, messages: list[Message], reply: Reply) -> list[Answer]:
        answer = read_answer(reply.content)
        if answer is None:
            messages = once_more(messages, reply.content)
            reply = await self._witness.asking.ask(messages, self._schema)
            answer = read_answer(reply.content)
        if answer is None:
            raise AnswerError("The model's answer is no JSON object, twice.", "모델의 답이 두 번 다 JSON이 아닙니다.")
        if not self._witness.asking.model.repair:
            return [answer]
        draft = self._noted([answer])
        faults = self._judge(draft)
        if not faults:
            return [answer]
        again = await self._witness.asking.ask(repairing(messages, reply.content, faults), self._schema)
        second = read_answer(again.content)
        if second is None:
            return [answer]
        gained = len(self._noted([answer, second]).facts) - len(draft.facts)
        self._witness.repaired(max(gained, 0))
        return [answer, second]

    def _noted(self, answers: Sequence[Answer]) -> Draft:
        notebook = self._witness.notebook(self._article, self._text, self._grounds)
        for answer in answers:
            notebook.add(answer)
        return notebook.draft()


def _whole_parts(reply: Reply) -> Answer:
    """Return what is whole in an answer about one sentence that does not come to an end."""
    answer = read_broken_answer(reply.content)
    if answer is not None:
        return answer
    raise AnswerError(
        "The model's answer about one sentence does not come to an end.",
        "문장 하나에 대한 모델의 답이 끝나지 않습니다.",
    )
