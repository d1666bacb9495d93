"""Verify an evidence pack of kg. It needs Python 3.8 or later and nothing else.

    python -I verify.py pack.zip [SHA-256 OF pack.zip]

It checks that no byte of the pack was changed, that each text has the hash that its source states, that the words of
each piece of evidence stand at its offsets, and that its sentence is around them. Exit code 0 if all is so, else 1.
Whoever can write a pack can write another one: that it is the one that was handed over, the second argument tells.
"""

from __future__ import annotations

import hashlib
import io
import json
import pathlib
import sys
import zipfile
from typing import Any, Iterator, Sequence  # noqa: UP035 - for Python 3.8 too


def main(arguments: Sequence[str]) -> int:
    """Verify the pack and return the exit code."""
    if len(arguments) not in (1, 2):
        print(__doc__)
        return 2
    try:
        content = pathlib.Path(arguments[0]).read_bytes()
    except OSError as error:
        print(f"FAILED: {error}")
        return 1
    problems = []
    digest = hashlib.sha256(content).hexdigest()
    if len(arguments) == 2 and arguments[1].lower() != digest:
        problems.append(f"the pack is not the one of SHA-256 {arguments[1]}")
    counts: dict[str, int] = {}
    try:
        problems += verified(content, counts)
    except Exception as error:  # whatever a damaged file leads to
        problems.append(f"the pack is damaged: {type(error).__name__}: {error}")
    for problem in problems:
        print(f"FAILED: {problem}")
    if not problems:
        print(f"OK: {counts['facts']} facts, {counts['evidence']} spans in {counts['texts']} texts. SHA-256 {digest}")
    return 1 if problems else 0


def verified(content: bytes, counts: dict[str, int]) -> list[str]:
    """Return what is wrong with the bytes of a pack."""
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        members = [(info.filename, pack.read(info)) for info in pack.infolist()]
    problems = []
    if packed(members) != content:
        problems.append("the file is not as kg writes it: something was changed, added or taken away")
    files = dict(members)
    manifest = json.loads(files["manifest.json"])
    stated = manifest.pop("sha256")
    if hashlib.sha256(canonical(manifest)).hexdigest() != stated:
        problems.append("manifest.json was changed")
    if sorted(manifest["files"]) != sorted(name for name in files if name != "manifest.json"):
        problems.append("the files are not those of manifest.json")
    for name, sha256 in sorted(manifest["files"].items()):
        if name in files and hashlib.sha256(files[name]).hexdigest() != sha256:
            problems.append(f"{name} was changed")
    return problems + list(unproved(files, counts))


def unproved(files: dict[str, bytes], counts: dict[str, int]) -> Iterator[str]:
    """Yield what the texts do not bear out."""
    sources = {source["article"]: source for source in lines(files["sources.jsonl"])}
    texts = {}
    for iri, source in sources.items():
        data = files[source["text"]]
        texts[iri] = data.decode("utf-8")
        if hashlib.sha256(data).hexdigest() != source["sha256"]:
            yield f"{source['text']} has another SHA-256 than its source states"
    facts = lines(files["facts.jsonl"])
    spans = [(fact, span) for fact in facts for span in fact["evidence"]]
    for fact, span in spans:
        text, (start, end), (begin, after) = texts[span["article"]], span["span"], span["sentence_span"]
        if not (0 <= begin <= start < end <= after <= len(text)):
            yield f"{fact['fact']}: the span {start}-{end} does not lie in its sentence and text"
        elif text[start:end] != span["quote"]:
            yield f"{fact['fact']}: {span['quote']!r} does not stand at {start}-{end}"
        elif text[begin:after] != span["sentence"]:
            yield f"{fact['fact']}: the sentence at {begin}-{after} is another one"
    counts.update(facts=len(facts), evidence=len(spans), texts=len(texts))


def lines(content: bytes) -> list[Any]:
    """Return the JSON values of a file, one a line."""
    return [json.loads(line) for line in content.decode("utf-8").split("\n") if line]


def canonical(value: object) -> bytes:
    """Return a JSON value as bytes, always the same."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8")


def packed(members: Sequence[tuple[str, bytes]]) -> bytes:
    """Return the bytes of a zip file of these (name, content), always the same: not compressed, without times."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as pack:
        for name, content in members:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o644 << 16
            pack.writestr(info, content)
    return stream.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
