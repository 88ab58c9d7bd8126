"""What an import found, in words."""

from __future__ import annotations

from amendtool.importing.document import Report
from amendtool.messages import say, say_count


def found_in(report: Report) -> list[str]:
    """What was found in a document, and where each of its characters went, in two lines."""
    counts = report.characters
    found = [say_count("{count} article", "{count} articles", report.articles)]
    if report.chapters:
        found.append(say_count("{count} chapter", "{count} chapters", report.chapters))
    if report.supplementary:
        found.append(say("{count} in the supplementary provisions", count=report.supplementary))
    total = say("{count} characters in", count=counts.read)
    if counts.generated:
        generated = say("{count} in generated numbers", count=counts.generated)
        total = say(", ").join((total, generated))
    out = [
        say("{count} in clause files", count=counts.clauses),
        say("{count} in the preamble", count=counts.preamble),
        say("{count} in the closing", count=counts.closing),
        say("{count} in numbers and brackets that the style writes", count=counts.numbering),
        say("{count} left out", count=counts.left_out),
        say("{count} lost", count=counts.lost),
    ]
    return [f"{report.file}: {say(', ').join(found)}", f"{total} = {' + '.join(out)}"]
