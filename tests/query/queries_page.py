"""The page docs/queries.md, rendered from the headers of the shipped queries. Run it to write it anew."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from kg.query import Parameter, Query, shipped
from kg.query.header import GROUPS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "queries.md"

_INTRODUCTION = """# Questions a newsroom asks · 편집국이 묻는 질문

Written from the headers of `queries/*.rq` by `python tests/query/queries_page.py`. How a query is written:
[queries/README.md](../queries/README.md).

```sh
kg build data/facts.jsonl --out news.kg
kg query news.kg statements --param topic=예산
kg query news.kg positions --param person=이재명 --format csv
kg query news.kg measures --evidence
```

Each row shows where it stands: `article`, `start` and `end` (characters of its text, counted from 0) and `quote`; a
fact that rests on two spans has two rows. `--evidence` shows the whole sentence, the evidence marked. What somebody
said is presented as said. A part of a name is enough; a parameter that is left out or empty matches everything. What
`limit` cuts is the older part; `limit=0` shows all rows.

행마다 근거가 함께 나옵니다: 기사(`article`), 본문에서의 위치(`start`, `end`, 0부터 센 글자 수), 인용문(`quote`).
근거가 두 곳이면 행도 둘입니다. `--evidence`는 근거를 표시한 문장을 보입니다. 누가 한 말은 그가 한 말로만 나옵니다.
이름은 일부만 주어도 되고, 주지 않거나 빈 매개변수는 모두와 맞습니다. `limit`이 자르는 것은 오래된 쪽이고,
`limit=0`이면 모든 행을 보입니다.
"""


def render() -> str:
    """Return the page."""
    parts = [_INTRODUCTION]
    for group, queries in groupby(shipped(), key=lambda query: query.group):
        parts.append(f"\n## {GROUPS[group].en} · {GROUPS[group].ko}\n")
        parts += [_section(query) for query in queries]
    return "".join(parts)


def _section(query: Query) -> str:
    lines = [
        f"\n### {query.name}\n",
        f"**{query.title.en}** · **{query.title.ko}**\n",
        f"{query.description.en}\n",
        f"{query.description.ko}\n",
        "| Parameter | Type | Default | |",
        "|---|---|---|---|",
        *map(_row, query.parameters),
    ]
    return "\n".join(lines) + "\n"


def _row(parameter: Parameter) -> str:
    default = {None: "required · 필수", "": ""}.get(parameter.default, f"`{parameter.default}`")
    description = f"{parameter.description.en} · {parameter.description.ko}".replace("|", "\\|")
    kind = " ".join(f"`{choice}`" for choice in parameter.choices) or parameter.type
    return f"| `{parameter.name}` | {kind} | {default} | {description} |"


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
