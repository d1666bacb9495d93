"""An explained article for the terminal."""

from __future__ import annotations

from io import StringIO
from itertools import groupby

from rich.console import Console
from rich.text import Text

from kg.extract.explanation import Explanation
from kg.messages import Say
from kg.view import pieces
from kg.view.labels import arguments, entity_name, fact_groups, type_label
from kg.visible import visible

_STYLES = {
    "Person": "underline bright_blue",
    "Organization": "underline bright_red",
    "Place": "underline green",
    "Event": "underline magenta",
    "Policy": "underline bright_magenta",
    "Position": "underline cyan",
    "Time": "underline yellow",
    "Quantity": "underline bright_cyan",
}
_WIDTH = 100


def shown(say: Say, explanation: Explanation, *, colour: bool) -> str:
    """Return the article with its mentions marked, then facts, entities and what was dropped.

    With colour a mention is underlined; without, it stands in brackets with its entity: `[이재명 p1]`.
    """
    buffer = StringIO()
    console = Console(
        file=buffer, force_terminal=colour, no_color=not colour, width=_WIDTH, highlight=False, soft_wrap=not colour
    )
    document = explanation.document
    console.print(Text(visible(document.article.headline or document.id), style="bold"))
    console.print(Text(" · ".join(filter(None, (document.article.publisher, document.article.published, document.id)))))
    console.print()
    console.print(_body(explanation, colour=colour))
    _facts(console, say, explanation)
    _entities(console, say, explanation)
    _dropped(console, say, explanation)
    return buffer.getvalue()


def _body(explanation: Explanation, *, colour: bool) -> Text:
    text = Text()
    for mention, group in groupby(pieces(explanation), key=lambda piece: piece.mention):
        found = list(group)
        words = visible(explanation.document.article.text[found[0].start : found[-1].end])
        if mention is None:
            text.append(words)
        elif colour:
            text.append(words, style=_STYLES.get(mention.what, ""))
        else:
            text.append(f"[{words} {mention.entity or mention.what}]")
    return text


def _facts(console: Console, say: Say, explanation: Explanation) -> None:
    document = explanation.document
    for name, numbers in fact_groups(document):
        _heading(console, f"{type_label(say, name)} {len(numbers)}")
        for number in numbers:
            fact = document.facts[number]
            line = Text(f"{number + 1:>3}. ")
            for label, value, entity in arguments(say, fact):
                line.append(f"{label} ", style="dim")
                words = f"{entity_name(document, entity)} ({entity})" if entity else value
                style = _STYLES.get(document.entities[entity].type, "") if entity in document.entities else ""
                line.append(visible(words) + "  ", style=style)
            console.print(line)
            score = "" if fact.score is None else f"{fact.score:.2f} "
            meant = explanation.rules.get(fact.rule or "")
            meaning = say.reason(meant) if meant else ""
            console.print(Text(f"     {score}{fact.rule or ''}{': ' if meaning else ''}{meaning}", style="dim"))
            for start, end in fact.evidence:
                words = " ".join(visible(document.article.text[start:end]).split())
                console.print(Text(f"     {start}–{end} “{words}”", style="dim"))


def _entities(console: Console, say: Say, explanation: Explanation) -> None:
    document = explanation.document
    if document.entities:
        _heading(console, f"{say('explain.entities')} {len(document.entities)}")
    for ident, entity in document.entities.items():
        line = Text(f"{ident:>4}  ")
        line.append(visible(", ".join(entity.names)), style=_STYLES.get(entity.type, ""))
        line.append(f"  {type_label(say, entity.type)}", style="dim")
        console.print(line)


def _dropped(console: Console, say: Say, explanation: Explanation) -> None:
    if explanation.dropped:
        _heading(console, f"{say('explain.dropped')} {len(explanation.dropped)}")
    for candidate in explanation.dropped:
        words = " ".join(visible(explanation.document.article.text[candidate.start : candidate.end]).split())
        line = Text(f"  {candidate.start}–{candidate.end} ", style="dim")
        line.append(words, style="strike")
        line.append(f"  {type_label(say, candidate.what)}: {visible(say.reason(candidate.reason))}")
        console.print(line)


def _heading(console: Console, label: str) -> None:
    console.print()
    console.print(Text(label, style="bold"))
