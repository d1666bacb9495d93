"""Indirect speech: the clause before -다고, -라며, -다는 입장, 것으로, -음을 and -도록 with what reports it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter

from kg.extract.document import Sentence, Token
from kg.extract.ko.reading import Reading
from kg.extract.ko.rules.statements.reporting import reports, speech_noun
from kg.extract.ko.rules.statements.said import Said
from kg.extract.ko.rules.statements.speakers import main_agent

_INDIRECT = re.compile(r"^(?:[ᆫ-ᆯ]|는|으|느)?(?P<mood>다|라|자|냐)(?P<kind>고|며|면서|는)$")
_LEAD = re.compile(
    r"(?:[\s,]|또한|또|다시|이어|특히|한편|앞서|이날|그는|자신의|\[\d+\]|\([^)]{0,60}\)|최근|현재|"
    r"이에 대해(?:서)?|이와 관련해(?:서)?|이를 두고|"
    r"\S+에\s따르면,?|[가-힣A-Za-z·0-9]+\s?"
    r"(?:(?:을|를)\s통해(?:서)?|에\s대해(?:서)?|과\s관련해|와\s관련해|에서는?|에\s출연해|에게|에)(?=[\s,]))"
)
_CLOSING = frozenset(("EC", "ETM", "EF", "ETN", "NNB"))
"""Tags of the morphemes that can end a reported clause."""
_SPLIT_TAGS = ("며", "으며")
_start = attrgetter("start")
_FARTHEST = 160
"""Characters within which the words before reported speech are looked for."""


def indirect_speech(doc: Reading, sentence: Sentence, direct: list[Said]) -> Iterator[Said]:
    """Yield the clauses before -다고, -라며, -다는 (입장), 것으로 and -음을 with what reports them."""
    tokens = doc.analysis.tokens
    for at in range(sentence.first, sentence.last):
        token = tokens[at]
        if token.tag not in _CLOSING or doc.syntax.in_quotation(token.start):
            continue
        found = _clause_end(doc, at, sentence)
        if found is None:
            continue
        content_end, cue_end, rule, score = found
        if any(s.end <= content_end <= s.cue_end + 1 for s in direct):
            continue
        yield Said(sentence.start, content_end, cue_end, "indirect", score, rule)


def _clause_end(doc: Reading, at: int, sentence: Sentence) -> tuple[int, int, str, float] | None:
    """Return content end, cue end, rule and score if the token at `at` ends a reported clause."""
    tokens, text = doc.analysis.tokens, doc.text
    token = tokens[at]
    after = text[token.end : sentence.end]
    mood = _INDIRECT.match(token.form)
    if mood and token.tag in ("EC", "ETM", "EF"):
        kind = mood["kind"]
        end = token.end - len(kind)
        if mood["mood"] == "라" and at > sentence.first and tokens[at - 1].tag == "VCP":
            end = tokens[at - 1].start
        if kind == "고":
            after = re.sub(r"^(?:도|는|만)", "", after)
            return (end, token.end, "statement.indirect", 0.75) if reports(after[:60]) else None
        if kind == "는":
            insists = re.match(r"\s?것(?:이다|이었다|이라|으로)", after)
            if insists:
                return end, token.end + insists.end(), "statement.insists", 0.55
            named = text[end - 1 : end] in tuple("’”'\"")  # ‘친환경’이라는 말: a word is spoken of
            return (end, token.end, "statement.holds", 0.6) if speech_noun(after[:24]) and not named else None
        return end, token.end, "statement.indirect", 0.75
    if (
        token.tag == "NNB"
        and token.form == "것"
        and re.match(
            r"(?:으로|임을)\s(?:(?!\S*[다라]고\s)\S+\s){0,2}(?:밝|알렸|알려왔|전했|내다|전망|예상|판단|보고\s있)", after
        )
    ):
        return token.end, token.end + 2, "statement.that", 0.6
    if (
        token.form == "도록"
        and token.tag == "EC"
        and re.match(r"\s(?:\S+\s)?(?:지시|요구|명령|요청|당부|권고|촉구|주문|지도)(?:했|하|한)", after)
    ):
        return token.end, token.end, "statement.orders", 0.55
    if token.tag == "ETN" and re.match(r"(?:을|를)\s(?:\S+\s){0,1}(?:밝|강조|시사|분명|인정|확인|알렸|재확인)", after):
        return token.end, token.end + 1, "statement.that", 0.55
    return None


def content_start(doc: Reading, said: Said, previous: int) -> int:
    """Return where an indirect clause begins: after its speaker and the adverbs that belong to the reporting verb."""
    start = previous
    outside = [
        a for a in doc.agents_in(previous, said.end) if a.end <= said.end and not doc.syntax.in_quotation(a.start)
    ]
    chosen = main_agent(outside, "indirect")
    if chosen is not None and (chosen.topic or chosen.start - previous < 25):
        start = chosen.end
    prelude = re.match(
        r"\s?(?:\S+\s){0,6}?\S+(?:을|를)\s(?:열고|열어|내고|내어|갖고|통해|만나|찾아|들어)\s",
        doc.text[start : min(said.end, start + _FARTHEST)],
    )
    if chosen is not None and prelude:
        start += prelude.end()
    for _ in range(6):
        lead = _LEAD.match(doc.text, start, start + _FARTHEST)
        event = next(
            (
                e
                for e in doc.between(start, start + 24, "Event")
                if re.match(r"[’”'\"]?에서는?\s", doc.text[e.end : e.end + 5])
            ),
            None,
        )
        time = next((t for t in doc.times_in(start, start + 1) if t.end < said.end), None)
        if time and chosen is not None:
            start = time.end
            particle = re.match(r"(?:에는|에|께)?\s?", doc.text[start : start + 4])
            start += particle.end() if particle else 0
        elif event is not None and chosen is not None and event.end + 4 < said.end - 6:
            start = doc.text.index("에서", event.end) + 2
        elif lead and lead.end() < said.end - 6:
            start = lead.end()
        else:
            break
    return start


def parts(doc: Reading, start: int, said: Said) -> Iterator[Said]:
    """Split indirect speech where each coordinate clause has its own predicate; direct speech is never split."""
    if said.manner == "indirect":
        for token in _joints(doc, start, said.end):
            if token.end - start > 8 and said.end - token.end > 8:
                yield Said(start, token.end, said.cue_end, said.manner, said.score, said.rule)
                start = token.end
    if start < said.end:
        yield Said(start, said.end, said.cue_end, said.manner, said.score, said.rule)


def _joints(doc: Reading, start: int, end: int) -> Iterator[Token]:
    tokens = doc.analysis.tokens
    for at in range(bisect_right(tokens, start, key=_start), bisect_left(tokens, end, key=_start)):
        token = tokens[at]
        if token.tag != "EC" or at < 2:
            continue
        quoted = doc.syntax.in_marks(token.start)
        past = tokens[at - 1].tag == "EP" or (tokens[at - 1].tag == "VX" and tokens[at - 1].form == "있")
        if not quoted and (token.form in _SPLIT_TAGS or (token.form == "고" and past)):
            yield token
