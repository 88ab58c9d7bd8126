"""Articles that are numbered in words, as certificates of incorporation number them."""

from __future__ import annotations

import pytest

from amendtool.workflow.importing.document import import_articles, import_target

ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()


@pytest.mark.parametrize("case", [str.upper, str.capitalize])
@pytest.mark.parametrize("head", ["## ARTICLE {}", "Article {}. Of this"])
def test_articles_in_words_are_read_to_the_twentieth(case: object, head: str) -> None:
    assert callable(case)
    texts = [f"{head.format(case(word))}\n\nThe {word} of them.\n" for word in ORDINALS]
    text = "# CERTIFICATE OF INCORPORATION\n\n" + "\n".join(texts)
    made = import_articles(
        import_target(None, style="en", write=False), text.encode(), file="a.md", write=False
    )
    found = made.imported.charter.articles
    assert [article.number and article.number.main for article in found] == list(range(1, 21))
