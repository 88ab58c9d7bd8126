"""Problems as git hosts read them, whatever stands in their words."""

from __future__ import annotations

import json

from amendtool.errors import Place, Problem
from amendtool.render.annotations import to_github, to_gitlab

HOSTILE = Problem(
    code="text",
    message="100%\n::error file=a::b",
    hint="write\r\nit",
    place=Place(file="amendments/a,b:c.yaml", line=7, column=2, path="operations[0]"),
    severity="warning",
)


def test_a_message_begins_no_command_and_no_property() -> None:
    (line,) = to_github([HOSTILE]).splitlines()
    assert line == (
        "::warning file=amendments/a%2Cb%3Ac.yaml,line=7,col=2,title=text"
        "::100%25%0A::error file=a::b%0Awrite%0D%0Ait"
    )


def test_what_has_no_line_has_no_column_either() -> None:
    problem = Problem(code="a", message="m", place=Place(file="f", column=3), severity="note")
    assert to_github([problem]) == "::notice file=f,title=a::m"
    assert to_github([Problem(code="a", message="m")]) == "::error title=a::m"
    assert to_github([]) == ""


def test_the_report_keeps_two_that_are_alike_apart_and_stays_the_same() -> None:
    one = json.loads(to_gitlab([HOSTILE, HOSTILE, Problem(code="a", message="m")]))
    assert len({each["fingerprint"] for each in one}) == 3
    assert [each["severity"] for each in one] == ["minor", "minor", "major"]
    assert one[0]["location"] == {"path": "amendments/a,b:c.yaml", "lines": {"begin": 7}}
    assert one[2]["location"] == {"path": "amendtool.toml", "lines": {"begin": 1}}
    moved = Problem(
        code="text", message=HOSTILE.message, place=Place(file="amendments/a,b:c.yaml", line=9)
    )
    again = json.loads(to_gitlab([moved]))
    assert again[0]["fingerprint"] != one[0]["fingerprint"], "another place in the file"
    assert json.loads(to_gitlab([HOSTILE]))[0]["fingerprint"] == one[0]["fingerprint"]
