"""Who said what: direct speech between quotation marks, indirect speech before a reporting verb, "X에 따르면"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.document import Sentence, Token
from kg.extract.ko.lexicon import words
from kg.extract.ko.reading import Agent, Reading
from kg.extract.ko.syntax import Quotation
from kg.model import Manner, Statement

_CUE = re.compile(
    r"\s?(?:\([^)]*\)\s?)?(?P<cue>이?라며|며|이?라면서|면서|이?라고|고|이?라는|는|이?란|이?라|하고|다며|다고|다는|하려는|한다고|을|를)(?P<rest>도|는)?(?=[\s,]|$)"
)
_SENTENCE_END = re.compile(r"(?:[다요까냐라자죠네지오음함됨임것]|[.!?…])['’\"”]?$")
_INDIRECT = re.compile(r"^(?:[ᆫ-ᆯ]|는|으|느)?(?P<mood>다|라|자|냐)(?P<kind>고|며|면서|는)$")
_CONTINUES = re.compile(
    r"\s*[▲△]?\s*(?:또|또한|그리고|이어|이어서|아울러|특히|이와 함께|그러면서|다만|더불어|이밖에|이 밖에|계속해서|나아가|[“\"‘'])"
)
_LEAD = re.compile(
    r"(?:[\s,]|또한|또|다시|이어|특히|한편|앞서|이날|그는|자신의|\[\d+\]|\([^)]{0,60}\)|최근|현재|이에 대해(?:서)?|이와 관련해(?:서)?|이를 두고|"
    r"\S+에\s따르면,?|[가-힣A-Za-z·0-9]+\s?(?:(?:을|를)\s통해(?:서)?|에\s대해(?:서)?|과\s관련해|와\s관련해|에서는?|에\s출연해|에게|에)(?=[\s,]))"
)
_ACCORDING = re.compile(
    r"(?:(?:이|가)\s[^\s]{1,12}\s)?(?:\[[^\]]*\])?(?:의\s[^.]{0,16}?)?(?:에|를)\s?(?:따르면|의하면),?\s?(?:\[\d+\])?"
)
_SPLIT_TAGS = ("며", "으며")


@dataclass(frozen=True)
class _Said:
    """A span of text that somebody says, before it is known who."""

    start: int
    end: int
    cue_end: int
    manner: Manner
    score: float
    rule: str


def statements(doc: Reading) -> Iterator[Statement]:
    """Yield what the article reports that somebody said, each content once for each speaker."""
    seen: set[tuple[str, str]] = set()
    last: tuple[int, tuple[str, ...]] | None = None
    for index, sentence in enumerate(doc.analysis.sentences):
        for said, speakers in [*_in_sentence(doc, sentence, index, last), *_thus(doc, sentence, index)]:
            last = (index, speakers) if speakers else None
            for speaker in speakers:
                content = doc.text[said.start : said.end].strip(" ,")
                if content and (speaker, content) not in seen:
                    seen.add((speaker, content))
                    start = (
                        said.start
                        + len(doc.text[said.start : said.end])
                        - len(doc.text[said.start : said.end].lstrip(" ,"))
                    )
                    yield Statement(
                        speaker=speaker,
                        manner=said.manner,
                        content=content,
                        verb=_verb(doc, said.cue_end, sentence.end),
                        evidence=((start, start + len(content)),),
                        score=said.score,
                        rule=said.rule,
                    )


def _in_sentence(
    doc: Reading, sentence: Sentence, index: int, last: tuple[int, tuple[str, ...]] | None
) -> Iterator[tuple[_Said, tuple[str, ...]]]:
    """Yield what is said in one sentence, in text order, with its speakers (none if nobody with a name)."""
    direct = [s for q in doc.syntax.quotations if sentence.start <= q.start < sentence.end and (s := _direct(doc, q))]
    indirect = list(_indirect(doc, sentence, direct))
    according = list(_according(doc, sentence, [*direct, *indirect]))
    yield from according
    current: tuple[str, ...] | None = None
    previous, same_subject = sentence.start, False
    for said in sorted([*direct, *indirect], key=lambda s: (s.start, s.end)):
        speakers = current if same_subject and current is not None else _speakers(doc, said, sentence, previous)
        if speakers is None:
            speakers = current if current is not None else _carried(doc, sentence, index, last, bool(according))
        if speakers is not None:
            current = speakers
        start = said.start
        if said.manner == "indirect":
            start = _content_start(doc, said, sentence, previous)
        same_subject = bool(re.search(r"(?:며|면서|고)$", doc.text[said.end : said.cue_end])) and not _verb_ends(doc, said, sentence)
        previous = _verb_ends(doc, said, sentence) or said.cue_end
        for part in _parts(doc, start, said):
            yield part, speakers or ()


def _verb_ends(doc: Reading, said: _Said, sentence: Sentence) -> int:
    """Return where the reporting verb of a clause in -고 ends if another clause follows it; 0 if none does."""
    if not doc.text[: said.cue_end].endswith("고"):
        return 0
    for word in doc.syntax.words[doc.syntax.word_at(said.cue_end) : doc.syntax.word_at(said.cue_end) + 6]:
        if word.start >= said.cue_end and word.end < sentence.end and _is_reporting(doc.text[word.start : word.end]):
            return word.end
    return 0


def _carried(
    doc: Reading, sentence: Sentence, index: int, last: tuple[int, tuple[str, ...]] | None, according: bool
) -> tuple[str, ...] | None:
    """Return the speaker of the sentence before, where this one goes on without naming anybody."""
    if last is None or according:
        return None
    distance = index - last[0]
    if distance == 1 or (distance <= 2 and _CONTINUES.match(doc.text, sentence.start)):
        return last[1]
    return None


def _direct(doc: Reading, quotation: Quotation) -> _Said | None:
    """Return a quotation as direct speech if what follows it says so."""
    if quotation.depth and quotation.mark not in '“"' or quotation.mark not in "“\"‘'":
        return None
    start, end = quotation.inner
    content = doc.text[start:end]
    cue = _CUE.match(doc.text, quotation.end)
    if cue is None or not content.strip():
        return None
    sentence_like = bool(_SENTENCE_END.search(content.strip())) and len(content.split()) >= 2
    after = doc.text[cue.end() : cue.end() + 24]
    if cue["cue"] in ("을", "를"):
        return None
    if cue["cue"] in ("는", "란", "이란", "고", "며", "면서") and not (
        sentence_like or cue["cue"] in ("고", "며", "면서")
    ):
        return None
    if cue["cue"] in ("이라는", "라는", "는", "다는", "란", "이란") and not _speech_noun(after, "carriers"):
        return None
    if cue["cue"] in ("이라", "라") and not _reports(after):
        return None
    if quotation.mark in "‘'":
        if not sentence_like or (cue["cue"] in ("이라고", "고", "라고") and not _reports(after)):
            return None
        if any(q.start < quotation.start and quotation.end < q.end for q in doc.syntax.quotations):
            return None
    if re.match(r"\s?\S*(?:했|혔|렸|였|었)다(?:고|며)\s", doc.text[cue.end() :]):
        return None
    score = 0.9 if sentence_like and quotation.mark in '“"' else 0.7
    return _Said(start, end, cue.end(), "direct", score, "statement.direct")


@cache
def _ends_in(*lists: str) -> re.Pattern[str]:
    nouns = "|".join(sorted((noun for name in lists for noun in words(name)), key=lambda noun: (-len(noun), noun)))
    return re.compile(rf"\S*(?:{nouns})(?:이|을|를|의|도|과|이다|으로|에|인|였|이었|$|[,.])")


def _speech_noun(after: str, *lists: str) -> bool:
    """Whether a noun that holds speech follows within three words (입장, 말, 소감, 해명문)."""
    return any(_ends_in("speech_nouns", *lists).match(word) for word in after.split()[:3])


def _reports(after: str) -> bool:
    """Whether a reporting verb follows within the next words."""
    clause = re.split(r"(?:다고|라고|다며|라며|다는|라는)\s|,", after.strip())[0]
    return any(_is_reporting(word) for word in clause.split()[:6])


def _is_reporting(word: str) -> bool:
    stems = words("reporting_verbs")
    return any(
        word.startswith(stem)
        and len(word) > len(stem)
        and (word[len(stem)] in "하했한해혔히며" or stem[-1] in "히하리붙" or stem in ("전", "말"))
        for stem in stems
        if len(stem) > 1
    ) or bool(
        re.match(
            r"(?:밝혔|밝히|밝힌|말했|말하|말해|말한|전했|전하|전한|알렸|알려|덧붙|내다봤|꼬집|물었|외쳤|썼|적었|했|했다|한다|하며|하는|이른)",
            word,
        )
    )


def _indirect(doc: Reading, sentence: Sentence, direct: list[_Said]) -> Iterator[_Said]:
    """Yield the clauses before -다고, -라며, -다는 (입장), 것으로 and -음을 with what reports them."""
    tokens = doc.analysis.tokens
    quoted = [(q.start, q.end) for q in doc.syntax.quotations if q.mark in '“"']
    for at in range(sentence.first, sentence.last):
        token = tokens[at]
        if any(start < token.start < end for start, end in quoted):
            continue
        found = _clause_end(doc, at, sentence)
        if found is None:
            continue
        content_end, cue_end, rule, score = found
        if any(s.end <= content_end <= s.cue_end + 1 for s in direct):
            continue
        yield _Said(sentence.start, content_end, cue_end, "indirect", score, rule)


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
            return (end, token.end, "statement.indirect", 0.75) if _reports(after[:60]) else None
        if kind == "는":
            insists = re.match(r"\s?것(?:이다|이었다|이라|으로)", after)
            if insists:
                return end, token.end + insists.end(), "statement.insists", 0.55
            return (end, token.end, "statement.holds", 0.6) if _speech_noun(after[:24]) else None
        return end, token.end, "statement.indirect", 0.75
    if (
        token.tag == "NNB"
        and token.form == "것"
        and re.match(r"(?:으로|임을)\s(?:\S+\s){0,2}(?:밝|알렸|알려왔|전했|내다|전망|예상|판단|보고\s있)", after)
    ):
        return token.end, token.end + 2, "statement.that", 0.6
    if token.form == "도록" and token.tag == "EC" and re.match(r"\s(?:\S+\s)?(?:지시|요구|명령|요청|당부|권고|촉구|주문|지도)(?:했|하|한)", after):
        return token.end, token.end, "statement.orders", 0.55
    if token.tag == "ETN" and re.match(r"(?:을|를)\s(?:\S+\s){0,1}(?:밝|강조|시사|분명|인정|확인|알렸|재확인)", after):
        return token.end, token.end + 1, "statement.that", 0.55
    return None


_THUS = re.compile(r"이\s?같이|이와\s같이|이처럼|이렇게")


def _thus(doc: Reading, sentence: Sentence, index: int) -> Iterator[tuple[_Said, tuple[str, ...]]]:
    """Yield the sentence before "X는 이같이 밝혔다" as what X said, without the words that only present it."""
    match = _THUS.search(doc.text, sentence.start, sentence.end)
    if not match or not index or not _reports(doc.text[match.end() : match.end() + 16]):
        return
    before = doc.analysis.sentences[index - 1]
    agents = [a for a in doc.agents if sentence.start <= a.start < match.start()]
    if not agents or any(before.start <= q.start < before.end and q.mark in '“"' for q in doc.syntax.quotations):
        return
    content = re.sub(r"(?:이?라는\s\S+\s제기\S+|고\s(?:알렸|밝혔|말했)다)?[.\s]*$", "", doc.text[before.start : before.end])
    if content and not any(before.start <= s.end <= before.end for s in _indirect(doc, before, [])):
        agent = _main_agent(agents, "indirect") or agents[0]
        yield _Said(before.start, before.start + len(content), sentence.end, "indirect", 0.6, "statement.thus"), agent.entities


def _according(doc: Reading, sentence: Sentence, other: list[_Said]) -> Iterator[tuple[_Said, tuple[str, ...]]]:
    """Yield what stands after "X에 따르면", unless somebody else is quoted there."""
    for reference in doc.actors:
        if not sentence.start <= reference.start < sentence.end:
            continue
        match = _ACCORDING.match(doc.text, doc.after_brackets(doc.phrase_end(reference)))
        if not match or doc.type_of(reference.entity) == "Place" and not doc.entities[reference.entity].gpe:
            continue
        inner = [a for a in doc.agents if match.end() <= a.start < sentence.end]
        quoted = [s for s in other if s.start >= match.end() or s.manner == "indirect" and s.end > match.end()]
        if quoted:
            if not any(a.end <= quoted[0].end for a in inner) and quoted[0].manner == "direct":
                yield quoted[0], (reference.entity,)
            continue
        end = sentence.end
        while end > match.end() and doc.text[end - 1] in " .\n”\"'’]0123456789[":
            end -= 1
        content = doc.text[match.end() : end]
        if content.endswith("다") and len(content.split()) >= 3:
            yield _Said(match.end(), end, end, "indirect", 0.7, "statement.according-to"), (reference.entity,)


def _speakers(doc: Reading, said: _Said, sentence: Sentence, previous: int) -> tuple[str, ...] | None:
    """Return who says it: named before it, after it, or None if this sentence names nobody; empty if unnamed."""
    outside = [
        a for a in doc.agents if sentence.start <= a.start < sentence.end and not doc.syntax.in_quotation(a.start)
    ]
    limit = said.start if said.manner == "direct" else said.end
    before = [a for a in outside if a.end <= limit and previous <= a.start]
    chosen = _main_agent(before, said.manner)
    after = [a for a in outside if said.cue_end <= a.start <= said.cue_end + 30]
    if chosen is None and after and _reports(doc.text[after[0].end : after[0].end + 40]):
        return after[0].entities
    if said.manner == "direct":
        floor = chosen.end if chosen else previous
        if doc.unnamed_subject_between(floor, said.start):
            return ()
    elif doc.unnamed_subject_between(previous, chosen.start if chosen else min(said.end, previous + 30)):
        return ()
    if chosen is not None:
        return chosen.entities
    clause = re.match(r"\s?(?:\S+\s){0,2}\S*(?:한|힌|된|쓴|온|린|던)\s", doc.text[said.cue_end : said.cue_end + 40])
    if clause:
        named = next(doc.between(said.cue_end, said.cue_end + 50, "Person"), None)
        if named and named.start <= said.cue_end + clause.end() + 12:
            return (named.entity,)
    return None


def _main_agent(before: list[Agent], manner: Manner) -> Agent | None:
    """Choose the subject of the reporting verb: of direct speech the nearest topic, of indirect speech the first one."""
    topics = [a for a in before if a.topic or a.particle.startswith("에서")]
    if manner == "direct":
        return topics[-1] if topics else (before[-1] if before else None)
    return topics[0] if topics else (before[0] if before else None)


def _content_start(doc: Reading, said: _Said, sentence: Sentence, previous: int) -> int:
    """Return where an indirect clause begins: after its speaker and the adverbs that belong to the reporting verb."""
    start = previous
    outside = [
        a for a in doc.agents if previous <= a.start and a.end <= said.end and not doc.syntax.in_quotation(a.start)
    ]
    chosen = _main_agent(outside, "indirect")
    if chosen is not None and (chosen.topic or chosen.start - previous < 25):
        start = chosen.end
    prelude = re.match(r"\s?(?:\S+\s){0,6}?\S+(?:을|를)\s(?:열고|열어|내고|내어|갖고|통해|만나|찾아|들어)\s", doc.text[start : said.end])
    if chosen is not None and prelude:
        start += prelude.end()
    for _ in range(6):
        lead = _LEAD.match(doc.text, start)
        event = next((e for e in doc.between(start, start + 24, "Event") if re.match(r"[’”'\"]?에서는?\s", doc.text[e.end : e.end + 5])), None)
        time = next((t for t in doc.times if t.start == start and t.end < said.end), None)
        if time and chosen is not None:
            start = time.end
            particle = re.match(r"(?:에는|에|께)?\s?", doc.text[start:])
            start += particle.end() if particle else 0
        elif event is not None and chosen is not None and event.end + 4 < said.end - 6:
            start = doc.text.index("에서", event.end) + 2
        elif lead and lead.end() < said.end - 6:
            start = lead.end()
        else:
            break
    return start


def _parts(doc: Reading, start: int, said: _Said) -> Iterator[_Said]:
    """Split indirect speech where each coordinate clause has its own predicate; direct speech is never split."""
    if said.manner == "indirect":
        for token in _joints(doc, start, said.end):
            if token.end - start > 8 and said.end - token.end > 8:
                yield _Said(start, token.end, said.cue_end, said.manner, said.score, said.rule)
                start = token.end
    if start < said.end:
        yield _Said(start, said.end, said.cue_end, said.manner, said.score, said.rule)


def _joints(doc: Reading, start: int, end: int) -> Iterator[Token]:
    tokens = doc.analysis.tokens
    for at, token in enumerate(tokens):
        if not start < token.start < end or token.tag != "EC" or at < 2:
            continue
        quoted = any(q.start < token.start < q.end for q in doc.syntax.quotations)
        past = tokens[at - 1].tag == "EP" or tokens[at - 1].tag == "VX" and tokens[at - 1].form == "있"
        if not quoted and (token.form in _SPLIT_TAGS or token.form == "고" and past):
            yield token


def _verb(doc: Reading, start: int, end: int) -> str | None:
    """Return the reporting verb after a cue as it stands in the text, without its final ending marks."""
    for word in doc.syntax.words[doc.syntax.word_at(start) : doc.syntax.word_at(start) + 8]:
        surface = doc.text[word.start : word.end].strip(".,\"'”’")
        if word.start >= start - 1 and word.start < end and _is_reporting(surface):
            return surface
    return None
