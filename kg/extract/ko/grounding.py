"""A Korean article to hold proposals against: where names stand, and what its sentences say of times and quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from kg.extract.dictionary import NONE, Dictionary
from kg.extract.grounds import Amount, Choices, Period
from kg.extract.ko import knowledge
from kg.extract.ko.analysis import analyse
from kg.extract.ko.quantities import Quantity, find_quantities
from kg.extract.ko.sentences import joined
from kg.extract.ko.syntax import Syntax, is_nominal
from kg.extract.ko.tagger import tag
from kg.extract.ko.time import TimeExpression, find_times
from kg.extract.ko.units import CANONICAL
from kg.model import Article, EntityType, Mention, Span

_GUIDE = Path(__file__).with_name("guide.txt")


def guide() -> str:
    """Return how facts are read from Korean news, in words for a language model, with an example."""
    return _GUIDE.read_text(encoding="utf-8")


def grounds(article: Article, dictionary: Dictionary = NONE) -> KoreanGrounds:
    """Analyse an article. The first call loads the models, which takes seconds."""
    analysed = analyse(article.text, dictionary)
    return KoreanGrounds(article, Syntax(joined(analysed)), tag(analysed, dictionary))


@dataclass(frozen=True)
class KoreanGrounds:
    """An article with its words and sentences, and the mentions that the tagger finds."""

    article: Article
    syntax: Syntax
    mentions: tuple[Mention, ...]

    def sentences(self) -> Sequence[Span]:
        """Return the sentences in text order."""
        return [(sentence.start, sentence.end) for sentence in self.syntax.analysis.sentences]

    def names(self, name: str, kind: EntityType) -> tuple[Span, ...]:
        """Return where `name` stands as a name of its own: particles may follow, or for a body a title (나래시장).

        A title, with or without the body that it belongs to, is no name of a person.
        """
        if kind == "Person" and _is_title(name):
            return ()
        found = re.finditer(re.escape(name), self.syntax.text) if name else iter(())
        spans = [match.span() for match in found]
        return tuple(span for span in spans if self._begins(span[0]) and self._ends(span, kind))

    def bare(self, name: str) -> str:
        """Return a name without the particles at its end (이재명은: 이재명)."""
        words = Syntax(analyse(name)).words
        return name[: words[-1].stem_end] if words and words[-1].stem_end > words[-1].start else name

    def periods(self, start: int, end: int) -> tuple[Period, ...]:
        """Return the times that text[start:end] states, resolved against the day of publication."""
        found = [time for time in self._times if start < time.end and time.start < end]
        return tuple(period for time in found for period in self._readings(time))

    def amounts(self, start: int, end: int) -> tuple[Amount, ...]:
        """Return the quantities that text[start:end] states; of a range both ends."""
        found = [q for q in self._quantities if start < q.end and q.start < end]
        return tuple(
            Amount((q.start, q.end), float(v), q.unit) for q in found for v in (q.value, q.upper) if v is not None
        )

    def unit(self, unit: str) -> str:
        """Return a unit in the form that facts use."""
        plain = re.sub(r"\s+", "", unit)
        return CANONICAL.get(plain, plain)

    def choices(self) -> Choices:
        """Return noun phrases and the tagger's mentions, titles, sentences, quoted words, times and quantities."""
        text = self.syntax.text
        names = sorted({*self._noun_phrases(), *((m.start, m.end) for m in self.mentions if m.type not in _NO_NAMES)})
        titles = sorted({*self._titles(), *((m.start, m.end) for m in self.mentions if m.type == "Position")})
        quoted = [quotation.inner for quotation in self.syntax.quotations if quotation.depth == 0]
        amounts = self.amounts(0, len(text))
        return Choices(
            names=_once(text, names),
            titles=_once(text, titles),
            sentences=_once(text, self.sentences()),
            contents=_once(text, [*quoted, *self.sentences()]),
            times=tuple(dict.fromkeys(t for period in self.periods(0, len(text)) for t in period if t)),
            values=tuple(dict.fromkeys(amount.value for amount in amounts)),
            units=tuple(dict.fromkeys(amount.unit for amount in amounts)),
        )

    @cached_property
    def _times(self) -> tuple[TimeExpression, ...]:
        published = self.article.published
        return find_times(self.syntax.text, datetime.fromisoformat(published) if published else None)

    def _readings(self, time: TimeExpression) -> Iterator[Period]:
        """Yield what a time says; a bare day before the one of publication (17일) may be that of the next month too."""
        yield _period(time)
        published = self.article.published
        if published and time.begin and _BARE_DAY.match(time.surface) and time.begin[:10] < published[:10]:
            coming = _next_month(date.fromisoformat(time.begin[:10]))
            if coming is not None:
                yield Period(coming.isoformat() + time.begin[10:], None)

    @cached_property
    def _quantities(self) -> tuple[Quantity, ...]:
        return find_quantities(self.syntax.text)

    @cached_property
    def _ends_of_morphemes(self) -> frozenset[int]:
        return frozenset(token.end for token in self.syntax.analysis.tokens)

    def _begins(self, start: int) -> bool:
        text = self.syntax.text
        return start == 0 or not text[start - 1].isalnum() or self.syntax.token_at(start) is not None

    def _ends(self, span: Span, kind: EntityType) -> bool:
        start, end = span
        text = self.syntax.text
        word = self.syntax.words[self.syntax.word_at(end - 1)]
        if word.particle and end > word.stem_end:
            return False
        if end == len(text) or not text[end].isalnum():
            return True
        if end in self._ends_of_morphemes and self.syntax.token_at(end) is not None:
            return True
        if kind == "Person":
            return False
        begin = max(start, word.start)
        split = knowledge.split_title(text[begin : word.stem_end])
        return split is not None and split[0] == text[begin:end]

    def _noun_phrases(self) -> Iterator[Span]:
        """Yield runs of up to four words, all but the last without particles, that begin and end in nouns."""
        tokens = self.syntax.analysis.tokens
        words = self.syntax.words
        for first, word in enumerate(words):
            for last in range(first, min(first + _LONGEST_PHRASE, len(words))):
                inside = [t for t in tokens[word.first : words[last].last] if t.start < words[last].stem_end]
                if not inside or not all(is_nominal(token) for token in inside):
                    break
                yield word.start, words[last].stem_end
                if words[last].particle or words[last].end != words[last].stem_end:
                    break

    def _titles(self) -> Iterator[Span]:
        for word in self.syntax.words:
            split = knowledge.split_title(self.syntax.text[word.start : word.stem_end])
            if split is not None:
                yield word.stem_end - len(split[1]), word.stem_end


_LONGEST_PHRASE = 4
_BARE_DAY = re.compile(r"\d{1,2}일")
_DECEMBER = 12
_NO_NAMES = ("Position", "Time", "Quantity")


def _is_title(name: str) -> bool:
    split = None if " " in name else knowledge.split_title(name)  # 이 시장 is how a person is called
    return split is not None and (split[0] + split[1] == name or bool(split[0]))


def _next_month(day: date) -> date | None:
    """Return the same day of the next month, None if it has none."""
    year, month = (day.year, day.month + 1) if day.month < _DECEMBER else (day.year + 1, 1)
    try:
        return day.replace(year=year, month=month)
    except ValueError:
        return None


def _period(time: TimeExpression) -> Period:
    if time.open == "start":
        return Period(None, time.finish or time.begin)
    return Period(time.begin, time.finish)


def _once(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text[start:end] for start, end in spans))
