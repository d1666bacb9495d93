"""Build many synthetic articles and print how much memory the build takes as it goes on.

    python benchmarks/soak [--articles N] [--texts] [--workers N] [--html]

The articles are made up: a few sentences each, with names out of lists and numbers that make no two alike, a thousand
people and as many organizations that come again and again. By default they come as facts documents, which are checked,
mapped and stored without extraction; with `--texts` as texts that are extracted, with `--html` as web pages. They are
written to one file first, compressed, so that reading is a part of what is measured. Memory is that of all processes
of the build, shared pages counted once (PSS, Linux). A build whose memory is flat ends a stage with what it began with.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.stages.peak import proportional  # noqa: E402 - the folder must be known first
from kg.pipeline import BuildSettings, build  # noqa: E402

_FAMILY = (
    "강고구국권김나노도류맹명문민박방배백변복사서석선설성소손송신심안양여염오옥왕우원유윤은이임장전정조주지진차채천최"
)
_GIVEN = "가나다라마바사아자차카타파하온솔빛별봄결찬율담비"
_POINTS = 20
"""How many points of the curve a stage has."""


def main() -> None:
    """Run the soak."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=50_000, metavar="N", help="how many (default: 50,000)")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="number of processes (default: 2)")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--texts", action="store_true", help="texts that are extracted, not facts documents")
    kind.add_argument("--html", action="store_true", help="web pages that are read and extracted")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = written(Path(folder), options.articles, texts=options.texts, html=options.html)
        curve = Curve(options.articles)
        summary = build([str(source)], Path(folder) / "soak.kg", BuildSettings(workers=options.workers), curve)
        curve.stage("end", None)
    print(f"\n{summary.totals.articles:,} articles, {summary.unread} unread; peak {curve.peak:,.0f} MB")


def written(folder: Path, count: int, *, texts: bool, html: bool) -> Path:
    """Write the articles and return the file."""
    if html:
        import tarfile
        from io import BytesIO

        path = folder / "pages.tar.gz"
        with tarfile.open(path, "w:gz", compresslevel=1) as archive:
            for document in documents(count):
                page = html_page(document).encode()
                entry = tarfile.TarInfo(f"{document['id']}.html")
                entry.size = len(page)
                archive.addfile(entry, BytesIO(page))
        return path
    path = folder / "articles.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        for document in documents(count):
            line = {"id": document["id"], **document["article"]} if texts else document
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path


def documents(count: int) -> Iterator[dict[str, Any]]:
    """Yield facts documents, no two of one text."""
    for number in range(count):
        person, body, place = _name(number * 7 % 1000), f"나래{number * 13 % 1000}협회", f"가온{number % 200}동"
        amount = 10 + number
        statement = f"올해 예산을 {amount}억 원으로 늘리겠다"
        first = f"{person} {body} 회장은 {1 + number % 28}일 {place}에서 기자회견을 열었다."
        second = f"{person} 회장은 “{statement}”고 말했다."
        third = f"이 자리에는 주민 {amount}명이 참석했다."
        text = "\n\n".join([first, second, third, "행사는 저녁까지 이어졌으며 큰 사고 없이 끝났다."])

        def span(words: str, text: str = text) -> list[list[int]]:
            return [[text.index(words), text.index(words) + len(words)]]

        yield {
            "id": f"soak-{number:07d}",
            "article": {"headline": f"{body} 기자회견", "text": text, "published": _day(number)},
            "entities": {
                "p": {"type": "Person", "names": [person]},
                "o": {"type": "Organization", "names": [body]},
                "l": {"type": "Place", "names": [place]},
                "e": {"type": "Event", "names": ["기자회견"]},
            },
            "facts": [
                {
                    "type": "position", "person": "p", "title": "회장", "organization": "o", "status": "current",
                    "evidence": span(f"{person} {body} 회장"),
                },
                {
                    "type": "statement", "speaker": "p", "manner": "direct", "content": statement,
                    "evidence": span(second),
                },
                {"type": "event_place", "event": "e", "place": "l", "evidence": span(first)},
                {"type": "measure", "value": amount, "unit": "명", "evidence": span(f"{amount}명")},
            ],
        }  # fmt: skip


def html_page(document: dict[str, Any]) -> str:
    """Return a facts document's article as a web page."""
    article = document["article"]

    paragraphs = "".join(f"<p>{text}</p>" for text in article["text"].split("\n\n"))
    return (
        f"<html><head><title>{article['headline']}</title></head><body><h1>{article['headline']}</h1>"
        f"<p>입력 {article['published']}</p><div class='article-body'>{paragraphs}</div></body></html>"
    )


def _name(number: int) -> str:
    return _FAMILY[number % len(_FAMILY)] + _GIVEN[number // 20 % len(_GIVEN)] + _GIVEN[number % 20]


def _day(number: int) -> str:
    return f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}"


class Curve:
    """Progress that measures memory."""

    def __init__(self, articles: int) -> None:
        self.peak = 0.0
        self._step = max(1, articles // _POINTS)
        self._stage, self._done, self._shown = "", 0, 0
        self._first: float | None = None
        self._begin = time.monotonic()

    def stage(self, stage: str, total: int | None) -> None:
        """A stage begins and the one before ends."""
        del total
        if self._first is not None:
            print(f"{self._stage:10} from {self._first:,.0f} to {proportional():,.0f} MB", flush=True)
        self._stage, self._done, self._shown, self._first = stage, 0, 0, None

    def used(self, usage: object) -> None:
        """Nothing is asked of a language model here."""

    def advance(self, steps: int) -> None:
        """So many articles are done."""
        self._done += steps
        if self._done - self._shown >= self._step:
            self._shown = self._done
            now = proportional()
            self._first = now if self._first is None else self._first
            self.peak = max(self.peak, now)
            seconds = time.monotonic() - self._begin
            print(f"{self._stage:10} {self._done:>9,} {now:>8,.0f} MB {seconds:>8,.0f} s", flush=True)

    def expect(self, total: int) -> None:
        """Do nothing: how many there are is known."""


if __name__ == "__main__":
    main()
