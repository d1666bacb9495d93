"""A Korean article as the fact rules read it: its words, who is named where, who acts in which sentence, its times."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from kg.extract.document import Document, Sentence
from kg.extract.ko import knowledge
from kg.extract.ko.entities.group import Reference
from kg.extract.ko.predicates import Predicate, predicates
from kg.extract.ko.syntax import Syntax
from kg.extract.ko.time import TimeExpression
from kg.model import EntityType

_SUBJECT = re.compile(r"(?:측(?:에서)?)?(?:은|는|이|가|도|께서는|께서|에서는|에서도|에서|만은|만이|역시)$")
_SIDE = re.compile(r"\s?(?:측|지도부|당국|당국자들)(?=은|는|이|가|도|에서|\s)")
_ANONYMOUS = re.compile(
    r"(관계자|소식통|주민|시민|네티즌|누리꾼|전문가|유족|유가족|가족|피해자|업계|야권|여권|여당|야당|여야|학생|직원|당국자|대표단|"
    r"응답자|참가자|참석자|관객|의원들|국민|사람들|단체|일각|일부|언론|학계|변호인|변호인단|재판부|팬들|회원들|캐스터|누군가)(?:들)?(?:은|는|이|가|도|에서는|에서)?$"
)
_NOTE = re.compile(r"[*’'”\"]?(?:\([^()\n]{0,80}\)|\[[^\]\n]{0,8}\])+|[*’'”\"](?=\s)")
_SYNONYMS = {"별세": "사망", "서거": "사망", "타계": "사망", "숨지": "사망", "열리": "개최", "물러나": "사퇴"}
"""Verbs that tell an event under another name."""
_LETTERS = re.compile("[가-힣]+")
_CANDIDACY = re.compile(r"\s(?:후보자|후보|내정자|당선인|당선자|지명자|권한대행|직무대행)")
_PRONOUN = re.compile(r"(그녀|그)(는|가|도)")
_PLURAL = re.compile(r"(?:이들|그들|양측|양사|두 기관)(?:은|이|도)")
_PRONOMINAL = frozenset("이그양두")
"""With what the words begin that stand for somebody named before."""
_start, _end = attrgetter("start"), attrgetter("end")


class Agent(NamedTuple):
    """An entity as subject or topic of a clause.

    Attributes:
        start: first code point of the noun phrase.
        end: one past its particle.
        entities: local ids; several where subjects are coordinated.
        particle: the particle that makes it a subject (`은`).
    """

    start: int
    end: int
    entities: tuple[str, ...]
    particle: str

    @property
    def topic(self) -> bool:
        """Whether it is marked as the topic of its sentence, not only as a subject."""
        return self.particle.endswith(("은", "는", "도"))


@dataclass(frozen=True)
class Reading(Document):
    """A document with its syntax, its references in text order, and its time expressions."""

    syntax: Syntax
    references: tuple[Reference, ...]
    times: tuple[TimeExpression, ...]

    def type_of(self, entity: str) -> EntityType:
        """Return the type of an entity."""
        return self.entities[entity].type

    def sentence_of(self, offset: int) -> Sentence:
        """Return the sentence that holds `offset`."""
        return self.analysis.sentences[self.syntax.sentence_at(offset)]

    def between(self, start: int, end: int, *types: EntityType) -> Iterator[Reference]:
        """Yield the references that stand wholly in text[start:end], of these types (or any)."""
        at = bisect_left(self.references, (start, start, ""))
        while at < len(self.references) and self.references[at].start < end:
            reference = self.references[at]
            if reference.end <= end and (not types or self.type_of(reference.entity) in types):
                yield reference
            at += 1

    @cached_property
    def actors(self) -> tuple[Reference, ...]:
        """References to persons, organizations and places that may act, the longest at each start, without overlap."""
        chosen: list[Reference] = []
        for reference in sorted(self.references, key=lambda r: (r.start, -r.end)):
            acts = self.type_of(reference.entity) in ("Person", "Organization", "Place")
            if acts and (not chosen or reference.start >= chosen[-1].end):
                chosen.append(reference)
        return tuple(chosen)

    def phrase_end(self, reference: Reference) -> int:
        """Return where the noun phrase of an actor ends: 윤서준 [나래시장], 나래전자 [측]."""
        if reference not in self._phrase_ends:
            self._phrase_ends[reference] = self._phrase_end(reference)
        return self._phrase_ends[reference]

    @cached_property
    def _phrase_ends(self) -> dict[Reference, int]:
        """What `phrase_end` has answered so far."""
        return {}

    @cached_property
    def people_by_phrase_end(self) -> Mapping[int, Sequence[Reference]]:
        """The persons among the actors by where their noun phrase ends."""
        found: dict[int, list[Reference]] = {}
        for reference in self.actors:
            if self.type_of(reference.entity) == "Person":
                found.setdefault(self.phrase_end(reference), []).append(reference)
        return found

    def _phrase_end(self, reference: Reference) -> int:
        if self.type_of(reference.entity) != "Person":
            side = _SIDE.match(self.text, reference.end)
            return side.end() if side else reference.end
        at = self.after_brackets(reference.end)
        index = self.syntax.word_at(max(at - 1, reference.start)) + 1
        attached = _LETTERS.match(self.text, at, self.syntax.words[index - 1].stem_end)
        if attached and knowledge.split_title(attached[0]):
            return at + len(attached[0])
        for word in self.syntax.words[index : index + 6]:
            stem = self.text[word.start : word.stem_end].partition("(")[0].rstrip("’'\"")
            if self.text[at : word.start].strip(" ‘’'\"*씨"):
                break
            if stem in ("씨", "군", "양") or knowledge.split_title(stem.lstrip("‘'\"")):
                extended = _CANDIDACY.match(self.text, word.start + len(stem))
                return extended.end() if extended else word.start + len(stem)
            if word.particle or any(t.tag[0] in "VEJ" for t in self.analysis.tokens[word.first : word.last]):
                break
            at = word.end
        return reference.end

    @cached_property
    def told_events(self) -> tuple[tuple[Reference, Predicate], ...]:
        """Predicates that tell an event which the article also names: 사망하였다 for 배수혁의 사망."""
        nouns: dict[str, str] = {}
        for ident, entity in self.entities.items():
            if entity.type == "Event":
                for name in entity.names:
                    nouns.setdefault(name.split(" ")[-1], ident)
        found = []
        for sentence in self.analysis.sentences:
            for predicate in predicates(self.analysis.tokens[sentence.first : sentence.last]):
                event = nouns.get(_SYNONYMS.get(predicate.lemma, predicate.lemma))
                if event and not self.syntax.in_quotation(predicate.start):
                    found.append((Reference(predicate.start, predicate.end, event), predicate))
        return tuple(found)

    def agents_in(self, start: int, end: int) -> Sequence[Agent]:
        """Return the agents that begin in text[start:end]."""
        return self.agents[bisect_left(self.agents, (start,)) : bisect_left(self.agents, (end,))]

    def actors_in(self, start: int, end: int) -> Sequence[Reference]:
        """Return the actors that begin in text[start:end]."""
        return self.actors[bisect_left(self.actors, (start,)) : bisect_left(self.actors, (end,))]

    def actors_ending(self, start: int, end: int) -> Sequence[Reference]:
        """Return the actors that end at an offset of [start, end]."""
        first = bisect_left(self.actors, start, key=_end)
        return self.actors[first : bisect_right(self.actors, end, key=_end)]

    def times_in(self, start: int, end: int) -> Sequence[TimeExpression]:
        """Return the time expressions that begin in text[start:end]."""
        return self.times[bisect_left(self.times, start, key=_start) : bisect_left(self.times, end, key=_start)]

    @cached_property
    def events(self) -> tuple[Reference, ...]:
        """The references to events."""
        return tuple(r for r in self.references if self.type_of(r.entity) == "Event")

    def events_in(self, start: int, end: int) -> Sequence[Reference]:
        """Return the references to events that begin in text[start:end]."""
        return self.events[bisect_left(self.events, (start,)) : bisect_left(self.events, (end,))]

    @cached_property
    def by_surface(self) -> Mapping[str, Sequence[Reference]]:
        """The references by their words."""
        found: dict[str, list[Reference]] = {}
        for reference in self.references:
            found.setdefault(self.text[reference.start : reference.end], []).append(reference)
        return found

    @cached_property
    def inside_titles(self) -> frozenset[Reference]:
        """References that stand between a person's name and title (한울대학교 in 임도윤 한울대학교 총장)."""
        people = [r for r in self.actors if self.type_of(r.entity) == "Person"]
        return frozenset(r for p in people for r in self.between(p.end, self.phrase_end(p)))

    def after_brackets(self, end: int) -> int:
        """Return the offset after a bracketed note that follows directly: 강태욱(53, …), 왕하이(王海)."""
        note = _NOTE.match(self.text, end)
        return note.end() if note else end

    def after_marks(self, end: int) -> int:
        """Return the offset after the closing marks that follow a name directly."""
        while end < len(self.text) and self.text[end] in "’”'\"」』》)>":
            end += 1
        return end

    @cached_property
    def agents(self) -> tuple[Agent, ...]:
        """All agents in text order, pronouns resolved."""
        named = list(self._named_agents())
        return tuple(sorted([*named, *self._titles_alone(named)]))

    @cached_property
    def agents_by_end(self) -> Mapping[int, Sequence[Agent]]:
        """All agents by where they end."""
        found: dict[int, list[Agent]] = {}
        for agent in self.agents:
            found.setdefault(agent.end, []).append(agent)
        return found

    def _named_agents(self) -> Iterator[Agent]:
        group: list[Reference] = []
        for reference in self.actors:
            if group and not re.fullmatch(
                r"\s?(?:,|·|ㆍ|와|과|및|이나|나)\s?", self.text[self.phrase_end(group[-1]) : reference.start]
            ):
                group = []
            group.append(reference)
            end = self.phrase_end(reference)
            particle, particle_end = self.syntax.particle_after(end)
            if particle and _SUBJECT.search(particle) and self._may_act(reference, particle, particle_end):
                yield Agent(group[0].start, particle_end, tuple(dict.fromkeys(r.entity for r in group)), particle)
                group = []

    def _may_act(self, reference: Reference, particle: str, end: int) -> bool:
        """Whether a name is who acts: a place is not, nor who stands before 에서 where something happens there."""
        entity = self.entities[reference.entity]
        if not particle.startswith("에서"):
            return entity.type != "Place" or entity.gpe
        place = entity.type == "Place" and not (entity.gpe and particle == "에서는")
        return not place and not re.match(
            r"\s?(?:\S+\s){0,3}?(?:열린|열리|열렸|개최|있은|있었|발생|진행|숨|별세|태어|일어|살)",
            self.text[end : end + 20],
        )

    def _titles_alone(self, named: Sequence[Agent]) -> Iterator[Agent]:
        """그는, 장관이, 이 총장은: subjects that stand for a person named before."""
        last: Reference | None = None
        titled: dict[str, Reference] = {}
        groups = [agent for agent in named if len(agent.entities) > 1]
        references = [r for r in self.actors if self.type_of(r.entity) == "Person"]
        position, text = 0, self.text
        for word in self.syntax.words:
            while position < len(references) and references[position].start <= word.start:
                last = references[position]
                title = self.text[last.end : self.phrase_end(last)].strip()
                titled |= {title[at:]: last for at in range(len(title))}
                position += 1
            surface = text[word.start : word.end].strip("“‘\"'▲,")
            stem = text[word.start : word.stem_end] if word.particle else ""
            pronoun = surface[:1] in _PRONOMINAL
            if not (pronoun or stem in titled) or any(True for _ in self.between(word.start, word.end)):
                continue
            if _PLURAL.fullmatch(surface) and not self.syntax.in_quotation(word.start):
                group = _last_before(groups, word.start) or _last_before(named, word.start)
                if group:
                    yield Agent(word.start, word.end, group.entities, word.particle)
                continue
            if last is None:
                continue
            if _PRONOUN.fullmatch(surface) and not self.syntax.in_quotation(word.start):
                yield Agent(word.start, word.end, (last.entity,), word.particle or "는")
            elif word.particle and _SUBJECT.search(word.particle) and word.start > last.end + 1:
                owner = titled.get(stem) if knowledge.split_title(stem) else None
                if owner is not None and not self.syntax.in_quotation(word.start):
                    yield Agent(word.start, word.start + len(stem) + len(word.particle), (owner.entity,), word.particle)

    @staticmethod
    def _is_unnamed(stem: str, particle: str) -> bool:
        """Whether a subject is somebody without a name: a common noun for people, or a plural (간부들이)."""
        plural = stem.endswith("들") and stem not in ("이들", "그들") and particle in ("은", "는", "이", "가", "도")
        return plural or bool(_ANONYMOUS.search(stem + particle))

    def unnamed_subject_between(self, start: int, end: int) -> bool:
        """Whether somebody without a name is the subject between two offsets (대한상공회의소 관계자는)."""
        return any(
            word.particle and self._is_unnamed(self.text[word.start : word.stem_end], word.particle)
            for word in self.syntax.words[self.syntax.word_at(start) : self.syntax.word_at(end) + 1]
            if start <= word.start < end
        )


def _last_before(agents: Sequence[Agent], offset: int) -> Agent | None:
    """Return the last of agents in text order that ends before `offset`."""
    at = bisect_right(agents, offset, key=_end)
    return agents[at - 1] if at else None
