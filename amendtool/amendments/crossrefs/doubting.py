"""References that may be none of ours: somebody has to say so before they are left alone."""

from __future__ import annotations

from dataclasses import replace

from amendtool.amendments.crossrefs.decide import Deciding, Decision
from amendtool.amendments.crossrefs.ledger import Rule
from amendtool.articles.references.reference import Category, Doubt, Reference
from amendtool.articles.references.resolver import resolve
from amendtool.articles.references.text_location import Standing
from amendtool.errors import Problem


class Doubting(Deciding):
    """Decides, and asks about what would have to change if it were a reference of ours."""

    def decide(self, standing: Standing, home: Standing | None, reference: Reference) -> Decision:
        """As :meth:`Deciding.decide`."""
        if home is not None and self.moved and reference.category is not Category.INTERNAL:
            if reference.doubt is Doubt.SCOPE:
                return self._doubtful_scope(standing, home, reference)
            if reference.doubt is Doubt.QUOTED:
                return self._quoted(standing, home, reference)
        return super().decide(standing, home, reference)

    def _doubtful_scope(self, standing: Standing, home: Standing, reference: Reference) -> Decision:
        """Whose Article 5 is it in "Article 5 and Article 361 of the Companies Act"?

        It is read as the law's; when it would have to change as an article of this charter,
        somebody has to say.
        """
        own = replace(reference, members=reference.members[:-1], doubt=None)
        return self._if_own(
            standing, home, own, "reference-doubtful",
            f"in {reference.text!r} it is not clear whether {{names}} of these articles is meant, "
            f"which moves, or that of {reference.law}",
            "for the law's, add `- keep: {first}`; for these articles', write the reference out "
            "in a `replace` with find and with",
        )  # fmt: skip

    def _quoted(self, standing: Standing, home: Standing, reference: Reference) -> Decision:
        """Quoted words stay, but where the number in them moves, somebody has to say so.

        「第7条」とあるのは「第8条」と読み替える speaks of the text of another article, whose own
        reference follows its target. 「前条」 is no number, and means nothing where it is quoted.
        """
        if any(place.address is None for place in reference.places):
            return Decision(Rule.FOREIGN)
        own = replace(reference, category=Category.INTERNAL, doubt=None)
        within = self.old.address(home.spot).text(self.style)
        return self._if_own(
            standing, home, own, "reference-quoted",
            f"{within} quotes the words {reference.text!r}, and {{names}} of these articles moves "
            "or goes",
            f"where the words are to stay, add `- keep: {{first}}` with `in: {within}`; where "
            "they are those of another article, write them anew in a `replace` with find and with",
        )  # fmt: skip

    def _if_own(
        self,
        standing: Standing,
        home: Standing,
        own: Reference,
        code: str,
        message: str,
        hint: str,
    ) -> Decision:
        """A question where ``own``, read as a reference into these articles, would change."""
        found = resolve(self.old, home, own)
        before = tuple(spot for each in found for spot in each.targets)
        trial = self.old_text(standing, home, own, found, before)
        targets = [self.old.address(spot) for spot in before]
        if not before or (not trial.edits and trial.question is None):
            return Decision(Rule.FOREIGN)
        if self.answers.keeps_all(targets, self.old.address(home.spot)):
            return Decision(Rule.KEPT)
        names = [target.text(self.style) for target in targets]
        question = Problem(
            code=code,
            message=message.replace("{names}", ", ".join(names)),
            hint=hint.replace("{first}", names[0]),
        )
        return Decision(Rule.QUESTION, question=question)
