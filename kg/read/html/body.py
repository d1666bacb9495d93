"""Where on a page the article's body is."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence

from kg.read import korean
from kg.read.html.blocks import Line, lines_of
from kg.read.html.tree import FURNITURE, UNSEEN, Element, drop, is_hidden, is_unwanted, names

_MARKED = re.compile(
    r"(?:^|[\s_-])(?:(?:article|artice|news|view|story|entry|post|read)[\s_-]?(?:view)?[\s_-]?(?:body|contents?|cont|txt|text|con|area|view|"
    r"main|detail)|articletxt|dic_area|newsct_article|harmony_?container|body_?text|text_?body|news_?end|cont_?article)"
    r"(?=$|[\s_-]|\d)",
    re.IGNORECASE,
)
_MOST = 0.3
"""What holds more than this part of a page's running text is no furniture, whatever it is called."""
_PURE = 0.8
"""So much of an element is running text if it holds an article and nothing else."""
_PICTURE_WORDS = re.compile(r"사진|그래픽|제공|캡처|캡쳐|출처|자료|©|ⓒ|/\s*[가-힣A-Za-z]{2,10}$")


def prune(root: Element) -> None:
    """Take out of a page what is not its article's text: what nobody sees, furniture, boxes, captions."""
    weights = _weights(root)
    whole = weights.get(root, 0)
    for element in list(root.iter()):
        tag = element.tag
        if not isinstance(tag, str) or tag in ("html", "body", "head"):
            continue
        share = weights.get(element, 0) / whole if whole else 0
        if tag in UNSEEN or is_hidden(element) or (share <= _MOST and _is_furniture(element)):
            drop(element)


def _is_furniture(element: Element) -> bool:
    tag = element.tag
    if tag in FURNITURE or tag in ("aside", "figcaption", "amp-ad", "amp-sidebar"):
        return True
    if element.get("itemprop") == "articleBody" or tag in ("br", "a"):
        return False
    return is_unwanted(element) and not _MARKED.search(names(element))


def _weights(root: Element) -> dict[Element, int]:
    """How many characters of running text each element holds."""
    weights: dict[Element, int] = {}
    for line in lines_of(root):
        if line.is_text:
            element = line.element
            while element is not None:
                weights[element] = weights.get(element, 0) + len(line.text)
                element = element.getparent()
    return weights


def container(root: Element) -> Element | None:
    """Return the innermost element that the page marks as the body and that holds most running text."""
    weights = _weights(root)
    marked = [element for element in root.iter() if isinstance(element.tag, str) and _is_marked(element)]
    best = max((weights.get(element, 0) for element in marked), default=0)
    if best == 0 or best < 0.5 * weights.get(root, 0):
        return None
    return [element for element in marked if weights.get(element, 0) >= 0.9 * best][-1]


def _is_marked(element: Element) -> bool:
    return (
        element.tag == "article"
        or element.get("itemprop") == "articleBody"
        or _MARKED.search(names(element)) is not None
    )


def densest(root: Element) -> Element:
    """Return the innermost element that holds nearly all running text; the paragraph of an only sentence is none."""
    weights = _weights(root)
    paragraphs = {line.element for line in lines_of(root) if line.is_text and len(line.element) == 0}
    element = root
    while True:
        heavy = [
            child
            for child in element
            if weights.get(child, 0) >= 0.85 * weights.get(root, 0) > 0 and child not in paragraphs
        ]
        if not heavy:
            return element
        element = heavy[0]


def is_pure(lines: Sequence[Line]) -> bool:
    """Whether nearly all that `lines` say from the first sentence to the last is running text."""
    kept = without_captions(lines)
    texts = [index for index, line in enumerate(kept) if line.is_text]
    kept = kept[texts[0] : texts[-1] + 1] if texts else []
    return sum(len(line.text) for line in kept if line.is_text) >= _PURE * sum(len(line.text) for line in kept)


def without_captions(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without those that describe a picture."""
    return [line for line in lines if not _is_caption(line)]


def _is_caption(line: Line) -> bool:
    text = line.text
    if line.element.tag in ("figcaption", "figure", "caption"):
        return True
    if line.by_picture and len(text) <= 200:
        credited = _PICTURE_WORDS.search(text[-30:]) is not None
        return korean.is_caption(text) or credited or (len(text) < 100 and not korean.is_sentence(text))
    return korean.is_caption(text) and not korean.is_bullet(text)


def trusted(root: Element) -> list[str]:
    """Return the lines that trafilatura takes for the body of a page."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports each page that it takes nothing from
    text = trafilatura.extract(
        root, favor_recall=True, include_comments=False, include_tables=True, output_format="txt", with_metadata=False
    )
    return (text or "").split("\n")


def running(lines: Iterable[str]) -> int:
    """Return how many characters of sentences there are in `lines`."""
    return sum(len(line) for line in lines if len(line) >= 20 and korean.is_sentence(line))
