"""Which language the command line speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_VARIABLES = ("KG_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return `ko` or `en`: what `--lang` says, else the first of KG_LANG, LC_ALL, LC_MESSAGES, LANG that is set.

    It must be known before the arguments are parsed, for the help is in that language too.
    """
    stated = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    for position, argument in enumerate(arguments):
        if not argument.startswith("-"):
            break
        if argument == "--lang" and position + 1 < len(arguments):
            stated = arguments[position + 1]
            break
        if argument.startswith("--lang="):
            stated = argument.partition("=")[2]
            break
    return "ko" if stated.lower().startswith("ko") else "en"
