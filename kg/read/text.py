"""From bytes to clean text: encodings, control characters, Unicode normalization.

Stored text is cleaned first and then brought to NFC; every offset counts in the result. Cleaning replaces one character
by one character, so offsets that somebody counted in an NFC text with control characters stay right.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from kg.errors import InputError

MAX_CHARACTERS = 1_000_000
"""The longest text that is taken for one article, in code points; a long newspaper article has 20,000."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What XML 1.0 and therefore GraphML, GEXF and SPARQL XML results cannot carry, and the C1 controls.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\x7f-\x9f\ufffe\uffff\u2028\u2029]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNCLEAN = re.compile(f"{_CONTROL.pattern}|{_SURROGATE.pattern}")
_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")


def decode(data: bytes) -> str:
    """Decode a file's bytes: by its byte order mark, else UTF-8, else CP949, each strictly.

    Raises:
        InputError: the bytes are none of these, or are no text at all.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], encoding)
    if b"\x00" in data:
        raise InputError(
            "This is a binary file, or UTF-16 without a byte order mark; save the article as UTF-8 text.",
            "텍스트가 아닌 이진 파일이거나 BOM이 없는 UTF-16 파일입니다. UTF-8 텍스트로 저장하세요.",
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode(data, "cp949")
    controls = len(_CONTROL.findall(text.replace("\r", "")))
    if controls * 20 > len(text):
        raise InputError(
            "This is a binary file, not text; save the article as UTF-8 text.",
            "텍스트가 아닌 이진 파일입니다. UTF-8 텍스트로 저장하세요.",
        )
    return text


def decode_page(data: bytes) -> str:
    """Decode a web page: as `decode` does, but tolerating a few broken characters, which are common in them.

    What the page says of its encoding does not count, for it is often wrong.

    Raises:
        InputError: too much is broken, or it is no text at all.
    """
    try:
        return decode(data)
    except InputError as error:
        if b"\x00" in data or data.startswith(tuple(mark for mark, _ in _BOMS[1:])):
            raise
        texts = [data.decode(encoding, errors="replace") for encoding in ("utf-8", "cp949")]
        text = min(texts, key=lambda text: text.count("\ufffd"))
        if text.count("\ufffd") * _BROKEN > len(text):
            raise error from None
        return text.replace("\ufffd", "")


_BROKEN = 200
"""Of so many characters one may be broken."""


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        tried = "UTF-8, CP949" if encoding == "cp949" else encoding.upper()
        raise InputError(
            f"The bytes are not valid text ({tried}; first fault at byte {error.start}); save it as UTF-8.",
            f"글자를 해독할 수 없습니다({tried}, {error.start}번째 바이트). UTF-8로 저장하세요.",
        ) from None


def lines_unified(text: str) -> str:
    """Return a page's text with every kind of line end as a line feed."""
    return _LINE_END.sub("\n", text)


def clean(text: str) -> str:
    """Return `text` with each control character (tab and line feed aside) replaced by a space, in NFC.

    Raises:
        InputError: the text holds a lone surrogate, which no UTF-8 file can carry.
    """
    if _UNCLEAN.search(text):  # seldom, so all others are looked through once
        if _SURROGATE.search(text):
            raise surrogate_error()
        text = _CONTROL.sub(" ", text)
    return unicodedata.normalize("NFC", text)


def surrogate_error() -> InputError:
    """Return the error for a lone surrogate."""
    return InputError(
        "The text holds half of a surrogate pair (as \\ud83d), which is no character; write the whole character.",
        "짝이 없는 서로게이트(예: \\ud83d)가 있습니다. 온전한 글자로 고치세요.",
    )


def clean_line(text: str) -> str:
    """Return `text` cleaned, on one line, without space around it: for headlines, names, ids."""
    return " ".join(clean(text).split())


def body(text: str) -> str:
    """Return `text` if it can be an article's body.

    Raises:
        InputError: it is blank or longer than `MAX_CHARACTERS`.
    """
    if not _BLANK.sub("", text):
        raise InputError("There is no text in it.", "본문이 비어 있습니다.")
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"The text has {len(text):,} characters; an article has at most {MAX_CHARACTERS:,}. Split it.",
            f"본문이 {len(text):,}자입니다. 기사 하나는 {MAX_CHARACTERS:,}자까지입니다. 기사별로 나누세요.",
        )
    return text
