"""A page that a person saved as text: find the headline, the byline, the date and the body among the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.errors import InputError
from kg.model import Article
from kg.read import korean
from kg.read.korean import Credits
from kg.read.text import body, clean, lines_unified

_HEAD_LINES = 40
"""How many lines may stand above the body."""
_LONG = 120
"""Longer lines are no headlines."""
_SENTENCE = 20
"""A sentence of this length is running text."""
_SHORT = 60
"""Lines below the body that are no longer than this and end in no sentence are advertisements."""
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|div|script|meta|table)\b", re.IGNORECASE)
_HANGUL = re.compile("[가-힣]")


@dataclass
class Found:
    """What the lines of a page say about its article; where two places say it, the first stands.

    Attributes:
        headline: the headline.
        credits: byline and date lines, in their order.
        publishers: names of papers in notices and captions.
    """

    headline: str | None = None
    credits: list[Credits] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)

    def published(self) -> str | None:
        """Return the publication date: labelled as such, else any, else that of a change."""
        for kind in ("published", "dated", "modified"):
            for credit in self.credits:
                value: str | None = getattr(credit, kind)
                if value:
                    return value
        return None

    def authors(self) -> tuple[str, ...]:
        """Return the names of the bylines."""
        return tuple(dict.fromkeys(name for credit in self.credits for name in credit.authors))

    def publisher(self) -> str | None:
        """Return the paper."""
        named = [credit.publisher for credit in self.credits if credit.publisher]
        return next(iter([*named, *self.publishers]), None)


def read_page(page: str) -> Article:
    """Return the article of a page saved as text.

    The body is what remains, line by line as it stands, when headline lines, byline and date lines, buttons, notices
    and advertisements are taken away; captions stay in it.

    Raises:
        InputError: the page is no article; the reason says why.
    """
    text = clean(lines_unified(page))
    _check(text)
    lines = text.split("\n")
    start = _head_end(lines)
    found, text = _split(lines, start)
    if start and not text:  # the byline stood below the body
        found, text = _split(lines, 0)
    if not text:
        raise InputError(
            "There is no article text in this page, only headlines, bylines or buttons.",
            "기사 본문이 없습니다. 제목, 작성자, 버튼 같은 것만 있습니다.",
        )
    return Article(
        text=body(text),
        headline=found.headline,
        published=found.published(),
        publisher=found.publisher(),
        authors=found.authors(),
    )


def read_body(lines: Sequence[str], headline: str | None) -> tuple[Found, str]:
    """Return what the lines of an article's part of a page say about it, and its body, captions left out.

    Args:
        lines: the lines, none of them blank.
        headline: the headline, if it is known; where it stands among the lines it is no part of the body.
    """
    found = Found()
    rest = list(lines)
    end = _head_end(rest)
    found.credits += filter(None, map(korean.credit_line, rest[:end]))
    apart = [part for line in rest[end:] if line != headline for part in (line, "")]
    return found, "\n".join(line for line in _cut_tail(_middle(apart, found)) if line)


def _split(lines: Sequence[str], start: int) -> tuple[Found, str]:
    """Return what the lines say about the article, and its body; `start` is where the head ends."""
    found = Found()
    captions = _read_head(lines[:start], found)
    rest = list(lines[start:])
    if found.headline is None:
        rest = _take_headline(rest, found)
    middle = "\n".join(_cut_tail(_middle(rest, found))).strip()
    return found, "\n\n".join([*captions, middle]).strip()


def _check(text: str) -> None:
    """Refuse what is no page of Korean text."""
    body(text)
    start = text.lstrip()[:2000]
    if start.startswith("<") and _HTML.search(start):
        raise InputError(
            "This is HTML, not text; save the page as text, or copy the article into a .txt file.",
            "텍스트가 아니라 HTML입니다. 웹 페이지를 텍스트로 저장하거나 기사를 복사해 .txt 파일로 만드세요.",
        )
    if start.startswith(('{"', '[{"')):
        raise InputError(
            "This is JSON, not a page; name the file .jsonl or .json.",
            "기사 텍스트가 아니라 JSON입니다. 파일 이름을 .jsonl이나 .json으로 바꾸세요.",
        )
    if not _HANGUL.search(text):
        raise InputError(
            "There is no Korean in this page, so it is no article that can be read; "
            'for another language give a .jsonl line with "language".',
            '한글이 없어 기사로 읽을 수 없습니다. 다른 언어의 기사는 "language"를 적어 .jsonl로 주세요.',
        )


def _head_end(lines: Sequence[str]) -> int:
    """Return the index behind the last byline or date line that stands above the body, 0 if there is none."""
    end, sentences, seen = 0, 0, 0
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        seen += 1
        if korean.credit_line(line) is not None:
            end = index + 1
        elif korean.is_caption(line):
            continue
        elif korean.lead(line):
            break
        elif korean.is_sentence(line):
            sentences += 1
            if sentences > 1 or korean.is_paragraph(line):
                break
        if seen > _HEAD_LINES:
            break
    return end


def _read_head(lines: Sequence[str], found: Found) -> list[str]:
    """Read what stands above the body; return the captions in it, which belong to the body."""
    titles: list[str] = []
    captions: list[str] = []
    for line in lines:
        credit = korean.credit_line(line)
        if credit is not None:
            found.credits.append(credit)
        elif korean.is_caption(line):
            captions.append(line)
            _note_publisher(korean.caption_publisher(line), found)
        elif line.strip() and not korean.is_furniture(line):
            titles.append(korean.headline(line))
    found.headline = _headline(titles, found)
    return captions


def _headline(titles: Sequence[str], found: Found) -> str | None:
    """Choose the headline: the line that stands twice, else the first that is not the paper's name."""
    for title in titles:
        short, site = korean.split_site(title)
        if site and short in titles:
            _note_publisher(site, found)
            return short
    for title in titles:
        if titles.count(title) > 1 and not korean.is_publisher(title):
            return title
    for title in titles:
        if not korean.is_publisher(title):
            return title
        _note_publisher(title, found)
    return None


def _take_headline(lines: list[str], found: Found) -> list[str]:
    """Take the headline from the first line of a page without byline, unless that is a sentence of the body."""
    filled = [i for i, line in enumerate(lines) if line.strip() and not korean.is_furniture(line)]
    if len(filled) < 2:
        return lines
    first = lines[filled[0]]
    if len(first) > _LONG or korean.ends_in_full_stop(first) or korean.is_bullet(first) or korean.lead(first):
        return lines
    found.headline = korean.headline(first)
    return lines[filled[0] + 1 :]


def _middle(lines: Sequence[str], found: Found) -> list[str]:
    """Return the lines without furniture, bylines and lists of other articles."""
    kept: list[str] = []
    texts = [index for index, line in enumerate(lines) if _is_text(line)]
    first, last = (texts[0], texts[-1]) if texts else (-1, -1)
    begun = in_tail = False
    for index, line in enumerate(lines):
        if korean.opens_tail(line):
            if index > last:
                _note_notices(lines[index:], found)
                break
            in_tail = True
        elif _is_text(line):
            in_tail = False
        inside = begun and index < last
        if in_tail or _is_about(line, inside, found) or (index < first and korean.is_heading(line)):
            continue
        kept.append(line if begun else _without_lead(line, found))
        begun = begun or _is_text(line)
        if korean.is_caption(line):
            _note_publisher(korean.caption_publisher(line), found)
    return kept


def _is_about(line: str, inside: bool, found: Found) -> bool:
    """Whether `line` is a byline, a date line or furniture; `inside` the body a bare date, number or rule is none."""
    credit = korean.credit_line(line)
    if credit is not None and not (inside and credit == Credits(dated=credit.dated)):
        found.credits.append(credit)
        return True
    if korean.is_furniture(line) and not (inside and not any(map(str.isalpha, line))):
        _note_notices([line], found)
        return True
    return False


def _without_lead(line: str, found: Found) -> str:
    opened = korean.lead(line)
    if opened is None:
        return line
    found.credits.append(opened[0])
    return line[opened[1] :]


def _cut_tail(lines: list[str]) -> list[str]:
    """Cut what stands below the body, apart from it: short lines that end in no sentence."""
    if not any(map(_is_text, lines)):
        return lines
    end = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index].strip()
        if not line:
            end = index
        elif len(line) > _SHORT or _is_end(line):
            break
    return lines[:end]


def _is_end(line: str) -> bool:
    """Whether a body may end with the short `line`."""
    tests = (korean.ends_in_full_stop, korean.is_paragraph, korean.is_bullet, korean.is_caption)
    return any(test(line) for test in tests)


def _is_text(line: str) -> bool:
    """Whether `line` is running text, not a headline or a quoted word."""
    return korean.is_paragraph(line) or (len(line) >= _SENTENCE and korean.is_sentence(line))


def _note_notices(lines: Iterable[str], found: Found) -> None:
    for line in lines:
        if korean.is_notice(line):
            _note_publisher(korean.notice_publisher(line), found, first=True)


def _note_publisher(name: str | None, found: Found, first: bool = False) -> None:
    if name:
        found.publishers.insert(0 if first else len(found.publishers), name)
