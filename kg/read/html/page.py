"""A web page: its body by trafilatura or by its own marks, what it says of itself by the layer around that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from kg.errors import InputError
from kg.model import Article
from kg.read import korean
from kg.read.html.about import About, linked_data, meta_data, micro_data, own_address
from kg.read.html.blocks import Line, lines_of
from kg.read.html.body import container, densest, is_pure, prune, running, trusted, without_captions
from kg.read.html.state import as_html, hidden_bodies, stated_about
from kg.read.html.tree import Element, parse, parse_text
from kg.read.korean import Credits
from kg.read.page import Found, read_body
from kg.read.text import body as checked
from kg.read.text import clean

_SHORT = 0.5
"""A body that is shorter than this part of another that the page holds is only its beginning."""
_BELOW = 15
"""How many lines below the body are looked at for a byline."""
_HANGUL = re.compile("[가-힣]")


def read_html(data: bytes, address: str | None = None) -> Article:
    """Return the article of a web page.

    Its date is read from the page's own words and data, never guessed. Captions, notices, buttons and links to other
    articles are left out.

    Args:
        data: the page; UTF-8 or CP949, whatever its label says.
        address: the URL under which it was found; the page's own comes first.

    Raises:
        InputError: it is no page of an article; the reason says why.
    """
    root = parse(data)
    if not _HANGUL.search(root.text_content()):
        raise InputError(
            "There is no Korean in this page, so it is no article that can be read.",
            "한글이 없어 기사로 읽을 수 없습니다.",
        )
    stated = [linked_data(root), meta_data(root), micro_data(root)]
    lines = lines_of(root)
    hidden = hidden_bodies(root)
    headline = _headline(stated, lines, root)
    if not any(about.published for about in stated) or not any(about.authors for about in stated):
        stated.append(stated_about(root, headline))
    found, text = _body(root, headline, stated[0].body, hidden)
    if not text:
        raise InputError(
            "There is no article text in this page, only headlines, links or buttons.",
            "기사 본문이 없습니다. 제목이나 링크, 버튼 같은 것만 있습니다.",
        )
    around = _around(lines, headline, text)
    return Article(
        text=checked(clean(text)),
        headline=headline or around.headline,
        published=_published(stated, (around, found)),
        publisher=_publisher(stated, (around, found)),
        authors=_authors(stated, (around, found)),
        url=next((about.url for about in stated if about.url), None) or own_address([address]),
    )


def fragment(markup: str, headline: str | None = None) -> tuple[Found, str]:
    """Return what a piece of HTML says about its article, and its text: the body of a feed's entry, of a script.

    Raises:
        InputError: there is nothing in it.
    """
    root = parse_text(f"<html><body><div>{markup}</div></body></html>")
    prune(root)
    return _read(lines_of(root), headline)


def _body(root: Element, headline: str | None, stated: str | None, hidden: Sequence[str]) -> tuple[Found, str]:
    """The longest of what can be the body, the earlier source where another is hardly longer."""
    prune(root)
    best = Found(), ""
    for found, text in _candidates(root, headline, stated, hidden):
        if running(best[1].split("\n")) < _SHORT * running(text.split("\n")) or not best[1]:
            best = found, text
    return best


def _candidates(
    root: Element, headline: str | None, stated: str | None, hidden: Sequence[str]
) -> Iterator[tuple[Found, str]]:
    marked = container(root)
    if marked is not None:
        yield _read(lines_of(marked), headline)
    else:
        element = densest(root)
        dense = lines_of(element)
        if is_pure(dense):
            yield _read(dense, headline)
        yield read_body(_without_captions_of(dense, trusted(element)), headline)
        yield _read(dense, headline)
    for markup in (stated or "", *hidden):
        try:
            yield fragment(as_html(markup), headline) if markup.strip() else (Found(), "")
        except InputError:
            continue


def _read(lines: Sequence[Line], headline: str | None) -> tuple[Found, str]:
    kept = [line.text for line in without_captions(lines) if line.is_text or not line.is_link]
    return read_body(_unwrapped(kept), headline)


def _without_captions_of(lines: Sequence[Line], texts: Sequence[str]) -> list[str]:
    """`texts` without the captions and links that `lines` show."""
    kept = {line.text for line in without_captions(lines) if line.is_text or not line.is_link}
    captions = {line.text for line in lines} - kept
    cleaned = [" ".join(text.strip("| ").split()) for text in texts]
    return _unwrapped([text for text in cleaned if text and text not in captions])


def _unwrapped(lines: list[str]) -> list[str]:
    """The lines, joined to paragraphs where a page breaks them as a typewriter does."""
    long = [line for line in lines if len(line) >= 25]
    if len(long) < 5 or sum(map(korean.is_sentence, long)) * 2 > len(long) or max(map(len, long)) > 120:
        return lines
    joined: list[str] = []
    for line in lines:
        if joined and not korean.is_sentence(joined[-1]) and len(joined[-1]) >= 25:
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _headline(stated: Sequence[About], lines: Sequence[Line], root: Element) -> str | None:
    """The headline that readers see, if it is what the page states; else what it states, without the site's name."""
    titles = [about.headline for about in stated if about.headline]
    titles += [" ".join(title.text_content().split()) for title in root.iter("title")][:1]
    seen = [line.text for line in lines if line.heading and len(line.text) <= 200]
    for title in titles:
        for text in sorted(seen, key=len, reverse=True):
            if len(text) >= 4 and _key(text) in _key(title):
                return korean.headline(text)
    for title in titles:
        short = korean.split_site(title)[0]
        if not korean.is_publisher(short):
            return korean.headline(short)
    return next((korean.headline(text) for text in seen if not korean.is_publisher(text)), None)


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _around(lines: Sequence[Line], headline: str | None, text: str) -> Found:
    """What the lines between headline and body, and shortly below the body, say about the article."""
    paragraphs = {line for line in text.split("\n") if len(line) >= 20}
    inside = [index for index, line in enumerate(lines) if line.text in paragraphs]
    first, last = (inside[0], inside[-1]) if inside else (len(lines), len(lines))
    titles = [index for index, line in enumerate(lines[:first]) if headline and _key(line.text) == _key(headline)]
    begin = titles[-1] if titles else max(0, first - _BELOW)
    found = Found()
    for index, line in enumerate(lines[:first]):
        credit = korean.credit_line(line.text)
        if credit is None:
            continue
        if index >= begin:
            if headline is None and found.headline is None and (credit.authors or credit.published):
                found.headline = _title_above(lines[:index])
            found.credits.append(credit)
        elif credit.published:  # above the headline a date without label is that of the day
            found.credits.append(Credits(published=credit.published))
    for line in lines[last + 1 : last + 1 + _BELOW]:
        if korean.opens_tail(line.text) or line.heading or (line.is_link and len(line.text) > 25):
            break
        if korean.is_notice(line.text) and (name := korean.notice_publisher(line.text)):
            found.publishers.append(name)
        elif (credit := korean.credit_line(line.text)) is not None:
            found.credits.append(credit)
    return found


def _title_above(lines: Sequence[Line]) -> str | None:
    """The line above the byline that may be the headline of a page that does not mark it."""
    for line in reversed(lines[-5:]):
        if 8 <= len(line.text) <= 120 and not line.is_link and korean.credit_line(line.text) is None:
            return korean.headline(line.text)
    return None


def _published(stated: Sequence[About], found: Sequence[Found]) -> str | None:
    """The publication date: what readers see labelled as such, then what the page states, then any other."""
    labelled = next((c.published for part in found for c in part.credits if c.published), None)
    declared = next((about.published for about in stated if about.published), None)
    dated = next((c.dated for part in found for c in part.credits if c.dated), None)
    changed = next((c.modified for part in found for c in part.credits if c.modified), None)
    changed = changed or next((about.modified for about in stated if about.modified), None)
    seen = labelled or dated
    if declared and seen and not _nine_hours_apart(declared, seen):
        return (
            declared if len(seen) == 10 and len(declared) > 10 and declared.startswith(seen) else labelled or declared
        )
    return seen if declared and seen else declared or seen or changed


def _nine_hours_apart(declared: str, seen: str) -> bool:
    """Whether a page labels Korean time as UTC."""
    if len(declared) <= 10 or len(seen) <= 10:
        return False
    gap = datetime.fromisoformat(declared) - datetime.fromisoformat(seen)
    return abs(gap - timedelta(hours=9)) < timedelta(minutes=1)


def _authors(stated: Sequence[About], found: Sequence[Found]) -> tuple[str, ...]:
    seen = tuple(dict.fromkeys(name for part in found for name in part.authors()))
    declared = next((about.authors for about in stated if about.authors), ())
    return seen if set(declared) <= set(seen) else declared


def _publisher(stated: Sequence[About], found: Sequence[Found]) -> str | None:
    named = [part.publisher() for part in reversed(found)]
    return next((about.publisher for about in stated if about.publisher), None) or next(filter(None, named), None)
