"""The guesses behind a drafted amendment, as comments for its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amendtool.amendments.operations import Insert, Operation
from amendtool.articles.addresses import Address
from amendtool.articles.charter import Article, Charter
from amendtool.articles.matching import Match, PartingMatch
from amendtool.articles.styles import DraftingStyle
from amendtool.drafting.answers import keep_words
from amendtool.drafting.draft import Draft
from amendtool.periods.counted import Told


def guesses(present: Charter, draft: Draft, style: DraftingStyle) -> dict[int, str]:
    """What the matching guessed, with its score, by the operation that it led to.

    Each is one line in the language of ``style``: an article that is taken for the same under
    another text or heading, one that moved, one that was split, several that became one. Where
    one guess led to several operations it stands above the first.
    """
    naming = _Naming(present, draft, style)
    found: dict[int, list[str]] = {}
    for keys, story in naming.stories():
        for at, operation in enumerate(draft.amendment.operations):
            if naming.acts_on(operation, keys):
                found.setdefault(at, []).append(story.text(style.language))
                break
    return {at: "\n".join(lines) for at, lines in found.items()}


def left_behind(draft: Draft, style: DraftingStyle) -> dict[int, str]:
    """What each ``keep`` leaves that nobody edited, by its operation; a line each, as above."""
    answers: dict[Operation, list[str]] = {}
    for stale in draft.left:
        where = stale.entry.address.text(style)
        told = Told(
            f"{where}は「{stale.left}」を引用したままです。この行を除くと「{stale.right}」となります",
            f"{where} still cites {stale.left!r}; without this operation that becomes "
            f"{stale.right!r}",
        )
        answers.setdefault(keep_words(stale.entry), []).append(told.text(style.language))
    return {
        at: "\n".join(answers[operation])
        for at, operation in enumerate(draft.amendment.operations)
        if operation in answers
    }


def _guessed(ja: str, en: str, score: float) -> Told:
    return Told(f"推測：{ja}（確からしさ {score:.2f}）", f"guess: {en}, score {score:.2f}")


class _Naming:
    def __init__(self, present: Charter, draft: Draft, style: DraftingStyle) -> None:
        self.present = present
        self.draft = draft
        self.style = style
        self.old = present.by_key()
        self.new = draft.goal.by_key()
        self.supplementary = {article.key for article in present.supplementary}
        self.keys = {name: key for key, name in draft.names.items()}

    def stories(self) -> Iterator[tuple[list[str], Told]]:
        """Each guess, after the keys of the articles whose operations it explains."""
        parted = {parting.heir.present for parting in self.draft.matching.partings}
        for parting in self.draft.matching.partings:
            yield self._parting(parting)
        for each in self.draft.matching.articles:
            if each.present in parted:
                continue
            if each.moved:
                yield [each.present], self._moved(each)
            elif each.kind == "guess":
                yield [each.present], self._guess(each)

    def _moved(self, each: Match) -> Told:
        was, now = self._was(each.present), self._is(each.present)
        return _guessed(f"{was.ja}を{now}に移したもの", f"{was.en} moved to {now}", each.score)

    def _guess(self, each: Match) -> Told:
        one, other = self.old[each.present], self.new[each.present]
        what = Told("文言", "another text")
        if one.heading != other.heading:
            what = Told("見出し", "another heading")
        was, now = self._was(each.present), self._is(each.present)
        return _guessed(
            f"{now}は{was.ja}の{what.ja}を改めたもので、新設ではない",
            f"{now} is {was.en} with {what.en}, not a new article",
            each.score,
        )

    def _parting(self, parting: PartingMatch) -> tuple[list[str], Told]:
        heir = parting.heir.present
        was, now = self._was(heir), self._is(heir)
        if parting.split:
            new = [self.keys[name] for name in parting.others]
            parts = [now, *map(self._is, new)]
            return [*new, heir], _guessed(
                f"{was.ja}を{'と'.join(parts)}に分割したもの。キーは{now}が引き継ぐ",
                f"split of {was.en} into {' and '.join(parts)}; {now} keeps its key",
                parting.score,
            )
        merged = [was, *map(self._was, parting.others)]
        return [*parting.others, heir], _guessed(
            f"{'と'.join(each.ja for each in merged)}を{now}に統合したもの。"
            f"キーは{was.ja}のものを引き継ぐ",
            f"{' and '.join(each.en for each in merged)} merged into {now}, which keeps the key "
            f"of {was.en}",
            parting.score,
        )

    def _was(self, key: str) -> Told:
        name = self._name(self.old[key])
        return Told(f"現行の{name}", f"the present {name}")

    def _is(self, key: str) -> str:
        return self._name(self.new[key])

    def _name(self, article: Article) -> str:
        supplementary = article.key not in {a.key for a in self.draft.goal.articles} and (
            article.key in self.supplementary
            or any(article.key == a.key for a in self.draft.goal.supplementary)
        )
        return Address(supplementary=supplementary, article=article.number).text(self.style)

    def acts_on(self, operation: Operation, keys: Iterable[str]) -> bool:
        """Whether an operation changes, makes, moves or deletes one of the articles."""
        if isinstance(operation, Insert) and operation.key is not None:
            return operation.key in keys
        target = operation.target
        first, last = (
            (target, target) if isinstance(target, Address) else (target.first, target.last)
        )
        for key in keys:
            article = self.old.get(key)
            if article is None or (key in self.supplementary) != first.supplementary:
                continue
            number, low, high = article.number, first.article, last.article
            if number is None:
                if low is None and first.supplementary:
                    return True
            elif low is not None and high is not None and low <= number <= high:
                return True
        return False
