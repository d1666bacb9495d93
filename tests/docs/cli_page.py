"""The pages docs/cli.md and docs/cli.ko.md, rendered from the help of the commands. Run it to write them anew."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import COMMANDS, Commands
from kg.messages import Say

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {"en": DOCS / "cli.md", "ko": DOCS / "cli.ko.md"}
_INTRODUCTION = {
    "en": "# The command line\n\n"
    "What `kg` and each of its commands say with `--help`. Written by `python tests/docs/cli_page.py`.\n"
    "[한국어](cli.ko.md)\n\n"
    "Messages are in Korean or English after `--lang`, else after the first of `KG_LANG`, `LC_ALL`, `LC_MESSAGES` and\n"
    "`LANG` that is set. Results go to standard output, everything else to standard error. `-` is standard input or\n"
    "output.\n",
    "ko": "# 명령줄\n\n"
    "`kg`와 각 명령이 `--help`로 보이는 내용입니다. `python tests/docs/cli_page.py`로 만듭니다. [English](cli.md)\n\n"
    "메시지 언어는 `--lang`, 없으면 `KG_LANG`, `LC_ALL`, `LC_MESSAGES`, `LANG` 가운데 처음 설정된 것을 따릅니다.\n"
    "결과는 표준 출력으로, 나머지는 모두 표준 오류로 나갑니다. `-`는 표준 입력이나 출력입니다.\n",
}


def render(language: str) -> str:
    """Return the page in `language` (`en` or `ko`)."""
    group = Commands(Say(language))
    parts = [_INTRODUCTION[language], _section("kg", group)]
    for name, _ in COMMANDS:
        command = group.get_command(click.Context(group, **group.context_settings), name)
        assert command is not None
        parts.append(_section(f"kg {name}", command))
        for part, under in getattr(command, "commands", {}).items():
            parts.append(_section(f"kg {name} {part}", under))
    return "\n".join(parts)


def _section(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name, terminal_width=100, **command.context_settings)
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"## {name}\n\n```text\n{text}\n```\n"


if __name__ == "__main__":
    for language, page in PAGES.items():
        page.write_text(render(language), encoding="utf-8")
