"""Web pages that a browser saved as one file, MHTML: a mail whose first HTML part is the page."""

from __future__ import annotations

import email
import email.policy
import io
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from typing import BinaryIO

from kg.errors import InputError
from kg.read.record import Item, Origin
from kg.read.web import read_web_page

MAX_MAIL = 64 * 1024 * 1024
"""The largest file that is read, in bytes, pictures included."""


def read_mail_page(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """Yield the article of the page in an MHTML file.

    Raises:
        InputError: it is too large, or there is no page in it.
    """
    data = stream.read(MAX_MAIL + 1)
    if len(data) > MAX_MAIL:
        limit = MAX_MAIL // (1 << 20)
        raise InputError(f"The saved page is larger than {limit} MiB.", f"저장한 페이지가 {limit}MiB를 넘습니다.")
    try:
        mail = email.message_from_bytes(data, policy=email.policy.compat32)
        page = next((part for part in mail.walk() if part.get_content_type() == "text/html"), None)
        content = page.get_payload(decode=True) if page is not None else None
    except (MessageError, ValueError, LookupError, AttributeError, TypeError):
        content = None
    if page is None or not isinstance(content, bytes):
        raise InputError("There is no web page in this MHTML file.", "MHTML 파일 안에 웹 페이지가 없습니다.")
    address = str(page.get("Content-Location") or mail.get("Snapshot-Content-Location") or "")
    yield from read_web_page(io.BytesIO(content), replace(origin, address=address or None))
