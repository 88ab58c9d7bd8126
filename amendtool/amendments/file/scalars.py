"""How a text is written in YAML, so that the strict reader gives it back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from amendtool.patterns import compiled

# Plain, these would begin something else than a text (YAML 1.1, 5.3: indicators).
_INDICATORS: Final = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_FLOW_INDICATORS: Final = compiled(r"[,\[\]{}]")


def scalar(text: str) -> str:
    """A text on one line: plain where that reads back the same, else in quotes."""
    # A full-width colon without quotes looks like a key to whoever reads Japanese.
    return text if is_plain(text) and "：" not in text else quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes; what JSON escapes, YAML reads the same."""
    return json.dumps(text, ensure_ascii=False)


def block(text: str) -> str:
    """A text of several lines behind ``|``; whoever writes the field indents them."""
    if not text or text != text.strip() or any(char in text for char in "\t\u0085\u2028\u2029"):
        return quoted(text)
    return f"|\n{text}"


def listed(texts: Iterable[str]) -> str:
    """Texts behind hyphens."""
    return "".join(f"\n- {scalar(text)}" for text in texts) or "[]"


def field_line(key: str, value: str, indent: int, *, flow: bool = False) -> str:
    """A key and its value; ``indent`` is that of the key, ``flow`` inside brackets."""
    name = styled(key, "", 0, flow=flow, one_line=True)
    return f"{name}: {styled(value, '', indent, flow=flow)}"


def styled(value: str, style: str, indent: int, *, flow: bool, one_line: bool = False) -> str:
    """A text as YAML, in the style of what it replaces where that gives it back.

    ``indent`` is that of the key or dash in front of it; a block text stands two further in.
    """
    lines = value.rstrip("\n").split("\n")
    blocky = (
        not flow
        and not one_line
        and (style in ("|", ">") or len(lines) > 1)
        and value.strip() != ""
        and not value.startswith((" ", "\n"))
        and all(_is_printable(line) and line == line.rstrip() for line in lines)
    )
    if blocky:
        margin = " " * (indent + 2)
        return "|\n" + "\n".join(f"{margin}{line}" if line else "" for line in lines)
    if style == "'" and "\n" not in value and _is_printable(value):
        return "'" + value.replace("'", "''") + "'"
    if (
        style in ("", "|", ">")
        and is_plain(value)
        and not (flow and _FLOW_INDICATORS.search(value))
    ):
        return value
    return quoted(value)


def _is_printable(text: str) -> bool:
    return all(char.isprintable() or char == "\u3000" for char in text)


def is_plain(text: str) -> bool:
    """Whether a text can stand without quotes (YAML 1.1, 9.1.3)."""
    return (
        bool(text)
        and text[0] not in _INDICATORS
        and text == text.strip()
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and text.isprintable()
    )
