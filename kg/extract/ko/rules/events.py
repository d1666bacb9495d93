"""When and where events happen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kg.extract.document import Sentence
from kg.extract.ko.entities.group import Reference
from kg.extract.ko.reading import Reading
from kg.extract.ko.time import TimeExpression
from kg.model import EventPlace, EventTime

_ELECTION = re.compile(r"선거|총선|대선|투표")
_HELD = re.compile(
    r"열리|열|연다|여는|개최|개막|개회|시작|진행|발생|거행|치르|치러|벌어지|벌이|일어나|실시|마련|갖|가지|참석|참가|참여|나서|나오|출석|발표|방문|취임|사퇴|사망|별세|폐막|마치|"
    r"선언|결정|의결|발급|체결|끝나|이어지|예정|있"
)


_FUTURE = re.compile(
    r"(?:[가-힣]*(?:연다|린다|한다|된다|간다|온다|쓴다|친다|펼친다|갖는다|맞는다)|예정(?:이다|이며)?|계획(?:이다|이며)?|방침이다|것이다)[.”\"]?$"
)


def event_times(doc: Reading) -> Iterator[EventTime]:
    """Yield when each event happens: the time that stands nearest to it in a sentence that names it."""
    for event, references in _events(doc).items():
        best: tuple[int, Reference, TimeExpression] | None = None
        for order, reference in enumerate(references):
            found = _time_of(doc, reference)
            if found is not None:
                distance = found[0] + 15 * order
                if best is None or distance < best[0] or _refines(found[1], best[2]):
                    best = distance, reference, found[1]
        if best is None:
            continue
        _, reference, time = best
        start, end = _ahead(doc, time), time.finish
        if time.open == "start":
            start, end = None, time.finish or time.begin
        yield EventTime(
            event=event,
            start=start,
            end=end,
            evidence=((min(reference.start, time.start), max(reference.end, time.end)),),
            score=0.7 if best[0] < 20 else 0.55,
            rule="event-time.beside",
        )


def _refines(time: TimeExpression, known: TimeExpression) -> bool:
    """Whether `time` says the same as `known`, only more exactly (2015-11-14 after 2015-11)."""
    begin, other = time.begin or "", known.begin or ""
    return len(begin) > len(other) > 0 and begin.startswith(other)


def _ahead(doc: Reading, time: TimeExpression) -> str | None:
    """Return the begin of a time; a bare day in a sentence about what is to come (27일 … 연다) is the next such day."""
    published, sentence = doc.article.published, doc.sentence_of(time.start)
    bare = re.match(r"\d{1,2}일", time.surface) and time.past is None and time.earliest is not None
    if (
        not bare
        or not published
        or not time.begin
        or not _FUTURE.search(doc.text[sentence.start : sentence.end].rstrip())
    ):
        return time.begin
    day, today = date.fromisoformat(time.begin[:10]), date.fromisoformat(published[:10])
    if day >= today or not 0 < (today - day).days < 31:
        return time.begin
    month, year = (today.month + 1, today.year) if today.month < 12 else (1, today.year + 1)
    try:
        coming = today.replace(day=day.day) if day.day >= today.day else date(year, month, day.day)
    except ValueError:
        return time.begin
    return coming.isoformat() + time.begin[10:]


def _events(doc: Reading) -> dict[str, list[Reference]]:
    found: dict[str, list[Reference]] = {}
    for reference in [*doc.events, *(told for told, _ in doc.told_events)]:
        found.setdefault(reference.entity, []).append(reference)
    return found


def _time_of(doc: Reading, event: Reference) -> tuple[int, TimeExpression] | None:
    """Return the time of an event in its sentence with a distance that tells how loosely they stand together."""
    sentence = doc.sentence_of(event.start)
    quoted = doc.syntax.in_quotation(event.start)
    candidates = []
    for time in doc.times_in(sentence.start, sentence.end):
        if not (time.begin or time.finish):
            continue
        if time.surface.endswith(("간", "동안")):
            continue
        if doc.syntax.in_quotation(time.start) != quoted:
            continue
        inside = event.start <= time.start and time.end <= event.end
        if inside:
            candidates.append((3, time))
        elif time.end <= event.start:
            gap = doc.text[time.end : event.start]
            others = sum(1 for r in doc.between(time.end, event.start, "Event"))
            if _clause_breaks(doc, time.end, event.start) == 0 and others <= 1:
                candidates.append((len(gap) + 10 * others, time))
        elif event.end <= time.start:
            gap = doc.text[event.end : time.start]
            breaks = _clause_breaks(doc, event.end, time.start) + gap.count(", ")
            topic = doc.syntax.particle_after(event.end)[0] in ("은", "는", "이", "가")
            if breaks <= (2 if topic else 0) and _holds(doc, time, sentence):
                candidates.append((25 + len(gap) // 4 if topic else len(gap) + 12, time))
    if not candidates:
        return None
    nearest = min(candidates, key=lambda c: (c[0], c[1].start))
    return nearest if nearest[0] <= (90 if len(candidates) == 1 else 60) else None


def _clause_breaks(doc: Reading, start: int, end: int) -> int:
    """Count the ends of clauses between two offsets; what describes a noun (열린) ends none."""
    tokens = doc.analysis.tokens
    first = doc.syntax.words[doc.syntax.word_at(start)].first
    return sum(
        1
        for token in tokens[first : first + (end - start) + 2]
        if start <= token.start < end and token.tag in ("EC", "EF") and token.form not in ("어", "아", "게", "지")
    )


def _holds(doc: Reading, time: TimeExpression, sentence: Sentence) -> bool:
    return bool(_HELD.search(doc.text, time.end, min(sentence.end, time.end + 60)))


def event_places(doc: Reading) -> Iterator[EventPlace]:
    """Yield where each event happens."""
    seen: set[tuple[str, str]] = set()
    for event, references in _events(doc).items():
        for reference in references:
            for place in _places_of(doc, reference):
                if (event, place.entity) not in seen:
                    seen.add((event, place.entity))
                    span = min(reference.start, place.start), max(reference.end, place.end)
                    yield EventPlace(
                        event=event, place=place.entity, evidence=(span,), score=0.65, rule="event-place.at"
                    )
            if any(e == event for e, _ in seen):
                break


def _places_of(doc: Reading, event: Reference) -> Iterator[Reference]:
    """Yield places of an event: X에서 열린 E, E가 X에서 열렸다, X E (나래산 산불)."""
    sentence = doc.sentence_of(event.start)
    before: Reference | None = None
    for reference in doc.actors_in(sentence.start, sentence.end):
        if doc.type_of(reference.entity) == "Person":
            continue
        is_place = doc.type_of(reference.entity) == "Place" or doc.entities[reference.entity].gpe
        particle, after = doc.syntax.particle_after(reference.end)
        if not particle:
            area = re.match(
                r"\s?(?:등(?:\s(?:전국|도내|국내|세계)?\s?\d+\S{1,2}(?:\s[가-힣]{2})?)?|"
                r"내|안|인근|근처|앞|일대|도심|지역|현장|본관|\d+층|전 지역|전국 \d+곳)\S{0,3}?(에서|에)",
                doc.text[reference.end : reference.end + 40],
            )
            particle, after = (area[1], reference.end + area.end()) if area else ("", reference.end)
        if event.start <= reference.start and reference.end < event.end and is_place:
            row = re.fullmatch(
                r"(?:(?:\d{4}년|지난해|작년|올해)\s)?(?:\S+[·,])?", doc.text[event.start : reference.start]
            )
            if doc.text[reference.end] in " ·" and row and not _ELECTION.search(doc.text[event.start : event.end]):
                yield reference
        elif reference.end == event.start - 1 and doc.text[reference.end] == " " and is_place:
            yield reference
        elif particle in ("에서", "에서는", "에서도") and after <= event.start:
            if _clause_breaks(doc, after, event.start) == 0 and event.start - after < 45:
                before = reference
        elif particle in ("에서", "에서는") and event.end <= reference.start and is_place:
            verb = doc.text[after : after + 40]
            if _clause_breaks(doc, event.end, reference.start) == 0 and re.match(
                r"\s?(?:\S+\s){0,6}?(?:열|개최|발생|진행|거행|시작|치러|개막)", verb
            ):
                yield reference
    if before is not None and not _acts(doc, before, event):
        yield before
        yield from _row_before(doc, before)


def _row_before(doc: Reading, last: Reference) -> Iterator[Reference]:
    """Yield the places that stand in a row before one: 삼척·영월·동해·강릉 등 전국 8곳에서."""
    while before := doc.actors_ending(last.start - 3, last.start - 1):
        if not re.fullmatch(r"\s?[·,]\s?|[와과]\s", doc.text[before[-1].end : last.start]):
            return
        last = before[-1]
        yield last


def _acts(doc: Reading, place: Reference, event: Reference) -> bool:
    """Whether the body before 에서 is who acts there (정부에서는 … 회의를) and not where."""
    return doc.type_of(place.entity) == "Organization" and not re.search(
        r"(?:열린|열리|개최|있은|있었던|진행)", doc.text[place.end : event.start] + doc.text[event.end : event.end + 12]
    )
