"""The front lines of a clause file: what its number prints as, and what it stands behind.

    ---
    mark: "Section 1.2."
    after: "members"
    ---

    # Dues

A clause file begins with them only where its article or chapter is not numbered as the others
at its level are (``docs/drafting-styles.md``), or does not stand where its number says. An empty
mark is that of a number that is not printed. A text that happens to begin with ``---`` is none:
the lines behind it name fields up to the next ``---``.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from amendtool.patterns import compiled

_FENCE: Final = "---"
_FIELD: Final = compiled(r"(?P<name>[a-z][a-z-]*):[ \t]*(?P<value>.*?)[ \t]*")


class FrontField(NamedTuple):
    """A field of the front lines, and the line that it stands on, from 1."""

    name: str
    value: str | None
    """None where it is no text in quotes."""
    line: int


def front_of(**fields: str | None) -> list[str]:
    """The front lines of a file that hold these texts, as one block; none where there are none."""
    import json

    given = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in fields.items()
        if value is not None
    ]
    return ["\n".join((_FENCE, *given, _FENCE))] if given else []


def take_front(lines: list[str]) -> tuple[FrontField, ...]:
    """The fields of the front lines, which are emptied in ``lines``; none where there are none."""
    start = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if start >= len(lines) or lines[start].rstrip() != _FENCE:
        return ()
    found: list[FrontField] = []
    for at in range(start + 1, len(lines)):
        line = lines[at].rstrip()
        if line == _FENCE and found:
            lines[start : at + 1] = [""] * (at + 1 - start)
            return tuple(found)
        match = _FIELD.fullmatch(line)
        if match is None:
            return ()
        found.append(FrontField(match["name"], _value(match["value"]), at + 1))
    return ()


def _value(text: str) -> str | None:
    if not text.startswith('"'):
        return text or None
    import json

    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, str) else None
