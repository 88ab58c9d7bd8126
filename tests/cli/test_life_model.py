"""The life of amendments against a model of keys, whatever git is asked to do in between.

The model knows which clauses there are, what each says, and where each amendment stands. After
every step the articles, ``status`` and the list of revisions have to say the same.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.cli.conftest import Repository

DAY = "2024-06-25"
TRIAL, LATER = "2024-07-31", "2024-08-01"
"""The day on which what was tried ends by its own terms, and one on which that is landed."""
KEYS = ("name", "purpose", "office", "seal", "year")


@dataclass(frozen=True)
class Proposal:
    """What one amendment does: to ``key``, which it brings, deletes or gives another word."""

    kind: str
    key: str
    word: str
    """The new word; of a deletion the one that goes."""
    before: str = ""
    """The word that a change expects."""
    ends: bool = False
    """Whether what it brings ends by its own terms."""


@dataclass
class Model:
    """The clauses in their order, each with its word, and where the amendments stand."""

    words: dict[str, str]
    standing: dict[str, str] = field(default_factory=dict)
    trials: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What ends by its own terms: by key the word that was meant, and the amendment that said so.

    A correction mends that word; whoever votes for another one has decided anew.
    """

    def copy(self) -> Model:
        return replace(
            self,
            words=dict(self.words),
            standing=dict(self.standing),
            trials=dict(self.trials),
        )

    def brought(self, name: str, proposal: Proposal) -> None:
        """What an amendment brought that was adopted."""
        if proposal.ends:
            self.trials[proposal.key] = (proposal.word, name)

    def over(self) -> list[str]:
        """The keys of what has ended and stands as it was meant."""
        return [
            key
            for key, (word, name) in self.trials.items()
            if self.words.get(key) == word and self.standing[name] == "adopted"
        ]


class Life(RuleBasedStateMachine):
    """Amendments that are proposed, adopted, rejected, undone, and branches that come and go."""

    prepared: Path
    folder: Path
    first: tuple[str, ...] = KEYS[:3]
    made = 0

    def __init__(self) -> None:
        super().__init__()
        Life.made += 1
        path = shutil.copytree(self.prepared / "small", self.folder / f"life{Life.made}")
        self.repository = Repository(path=path)
        self.model = Model(words=dict.fromkeys(self.first, ""))
        shutil.rmtree(self.repository.path / "articles")
        for at, key in enumerate(self.model.words, 1):
            self.model.words[key] = f"{key}0"
            text = f"# {key.capitalize()}\n\nThe {key}0 stands.\n"
            self.repository.write(f"articles/{at:03}-{key}.md", text.encode())
        self.repository.commit("The articles of the model")
        self.proposals: dict[str, Proposal] = {}
        self.branches = self.corrections = 0
        self.last: tuple[Model, int] | None = None
        """What stood before the newest commits, and how many of them an adoption made."""

    # What the program says

    def run(self, *words: str) -> int:
        result = self.repository.at(*words)
        assert result.code in (0, 1, 3, 4), result.err
        return result.code

    def articles(self) -> dict[str, str]:
        found = {}
        for path, data in sorted(self.repository.files().items()):
            if path.endswith(".md") and "README" not in path:
                key = path.rpartition("/")[2][4:-3]
                found[key] = data.decode().split("The ")[-1].split(" stands")[0]
        return found

    def pending(self) -> list[str]:
        return [name for name, where in self.model.standing.items() if where == "pending"]

    # Proposals

    def propose(self, proposal: Proposal, operation: str) -> None:
        name = f"a{len(self.proposals)}"
        tree = self.repository.git("rev-parse", "HEAD:articles").strip()
        more = f"written_against: {tree}\ntitle: The matter {name}\nadopted: {DAY}\n"
        self.repository.amend(name, operation, more=more)
        self.repository.commit(f"Propose {name}")
        self.proposals[name] = proposal
        self.model.standing[name] = "pending"
        self.last = None

    @rule(data=st.data())
    def propose_an_article(self, data: st.DataObject) -> None:
        key = f"key{len(self.proposals)}"
        at = data.draw(st.integers(1, len(self.model.words) + 1))
        ends = data.draw(st.booleans())
        operation = (
            f"  - insert: Article {at}\n    key: {key}\n    heading: {key.capitalize()}\n"
            f"    text: The {key}0 stands.\n" + (f"    delete_on: {TRIAL}\n" if ends else "")
        )
        self.propose(Proposal("insert", key, f"{key}0", ends=ends), operation)

    @precondition(lambda self: self.model.words)
    @rule(data=st.data())
    def propose_a_change(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.model.words)))
        at, before = list(self.model.words).index(key) + 1, self.model.words[key]
        word = f"{key}{len(self.proposals) + 1}"
        operation = (
            f"  - replace: Article {at}\n    find: The {before} stands\n"
            f"    with: The {word} stands\n"
        )
        self.propose(Proposal("change", key, word, before), operation)

    @precondition(lambda self: len(self.model.words) > 2)
    @rule(data=st.data())
    def propose_a_deletion(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.model.words)))
        at = list(self.model.words).index(key) + 1
        self.propose(Proposal("delete", key, self.model.words[key]), f"  - delete: Article {at}\n")

    # Votes

    def collides(self, name: str) -> bool:
        proposal, words = self.proposals[name], self.model.words
        match proposal.kind:
            case "insert":
                return proposal.key in words
            case "change":
                return words.get(proposal.key) != proposal.before
            case _:
                return words.get(proposal.key) != proposal.word

    def adopted(self, name: str) -> None:
        """The model after an adoption: the place of a new clause is taken from the articles."""
        proposal, found = self.proposals[name], self.articles()
        if proposal.kind == "insert":
            rest = {key: word for key, word in found.items() if key != proposal.key}
            assert list(rest) == list(self.model.words)
            self.model.words = {**found, **self.model.words, proposal.key: proposal.word}
            self.model.words = {key: self.model.words[key] for key in found}
            self.model.brought(name, proposal)
        elif proposal.kind == "change":
            self.model.words[proposal.key] = proposal.word
        else:
            del self.model.words[proposal.key]
        self.model.standing[name] = "adopted"

    def adopt(self, name: str) -> bool:
        head = self.repository.head
        code = self.run("apply", name)
        assert (code == 0) is not self.collides(name), (name, code)
        if code != 0:
            assert self.repository.head == head
            return False
        before = self.model.copy()
        self.adopted(name)
        count = self.repository.git("rev-list", "--count", f"{head}..HEAD")
        self.last = (before, int(count))
        return True

    @precondition(lambda self: self.pending())
    @rule(data=st.data())
    def edit_it(self, data: st.DataObject) -> None:
        """The words of a proposal are others before anybody votes; its base stays."""
        name = data.draw(st.sampled_from(self.pending()))
        proposal = self.proposals[name]
        if proposal.kind == "delete":
            return
        word = f"{proposal.word}e"
        path = self.repository.path / f"amendments/{name}.yaml"
        text = path.read_text()
        assert text.count(f"The {proposal.word} stands") == 1
        path.write_text(text.replace(f"The {proposal.word} stands", f"The {word} stands"))
        self.repository.commit(f"Edit {name}")
        self.proposals[name] = replace(proposal, word=word)
        self.last = None

    @precondition(lambda self: len(self.pending()) > 1)
    @rule(data=st.data())
    def vote_on_several(self, data: st.DataObject) -> None:
        """The items of one meeting land together, or none does."""
        names = data.draw(
            st.lists(st.sampled_from(self.pending()), min_size=2, max_size=3, unique=True)
        )
        now, before = self.model.words, self.model.copy()
        wrong = any(map(self.collides, names))
        made, brought = dict(now), {}
        for name in names:
            proposal = self.proposals[name]
            self.model.words = made
            wrong = wrong or self.collides(name) or proposal.key in brought
            if proposal.kind == "insert":
                brought[proposal.key] = proposal.word
            elif proposal.kind == "change":
                made[proposal.key] = proposal.word
            else:
                made.pop(proposal.key, None)
        self.model.words = now
        head = self.repository.head
        code = self.run("apply", *names)
        assert (code == 0) is not wrong, (names, code)
        if wrong:
            assert self.repository.head == head
            return
        found = self.articles()
        assert [key for key in found if key not in brought] == list(made)
        self.model.words = {key: {**made, **brought}[key] for key in found}
        self.model.standing |= dict.fromkeys(names, "adopted")
        for name in names:
            self.model.brought(name, self.proposals[name])
        count = self.repository.git("rev-list", "--count", f"{head}..HEAD")
        self.last = (before, int(count))

    @rule(data=st.data())
    def correct_a_word(self, data: st.DataObject) -> None:
        """A clerical mend by hand: whoever expects the old word finds it gone."""
        key = data.draw(st.sampled_from(sorted(self.model.words)))
        (path,) = self.repository.path.glob(f"articles/*-{key}.md")
        before, self.corrections = self.model.words[key], self.corrections + 1
        word = f"{key}c{self.corrections}"
        path.write_text(path.read_text().replace(f"The {before} stands", f"The {word} stands"))
        assert self.run("correct", "--reason", f"misprint of {before}", "--on", DAY) == 0
        self.model.words[key] = word
        meant, of = self.model.trials.get(key, ("", ""))
        if meant == before:
            self.model.trials[key] = (word, of)
        self.last = None

    @precondition(lambda self: self.model.over())
    @rule()
    def expire(self) -> None:
        """What has ended by its own terms is deleted, and nothing else."""
        before, head = self.model.copy(), self.repository.head
        assert self.run("expire", "--on", LATER) == 0
        for key in self.model.over():
            del self.model.words[key]
        # Where numbers move behind what goes, it is two commits, as of an adoption.
        count = self.repository.git("rev-list", "--count", f"{head}..HEAD")
        self.last = (before, int(count))

    @precondition(lambda self: "adopted" in self.model.standing.values())
    @rule(data=st.data())
    def take_back_by_a_new_vote(self, data: st.DataObject) -> None:
        """``new --reverse`` proposes what takes an adopted one back, or says that it cannot."""
        names = [name for name, where in self.model.standing.items() if where == "adopted"]
        of = data.draw(st.sampled_from(names))
        name = f"a{len(self.proposals)}"
        if self.run("new", name, "--reverse", of) != 0:
            return
        path = self.repository.path / f"amendments/{name}.yaml"
        text = path.read_text().replace("draft: yes\n", f"adopted: {DAY}\n")
        path.write_text(text.replace(f"The matter {of}", f"The matter {name}"))
        self.repository.commit(f"Propose {name}")
        taken = self.proposals[of]
        self.proposals[name] = {
            "insert": Proposal("delete", taken.key, taken.word),
            "delete": Proposal("insert", taken.key, taken.word),
        }.get(taken.kind, Proposal("change", taken.key, taken.before, taken.word))
        self.model.standing[name] = "pending"
        self.last = None

    @precondition(lambda self: self.pending())
    @rule(data=st.data())
    def vote_for_it(self, data: st.DataObject) -> None:
        self.adopt(data.draw(st.sampled_from(self.pending())))

    @precondition(lambda self: self.pending())
    @rule(data=st.data(), verb=st.sampled_from(["reject", "withdraw"]))
    def drop_it(self, data: st.DataObject, verb: str) -> None:
        name = data.draw(st.sampled_from(self.pending()))
        assert self.run(verb, name, "--on", DAY) == 0
        self.model.standing[name] = "rejected" if verb == "reject" else "withdrawn"
        self.last = None

    @precondition(lambda self: "adopted" in self.model.standing.values())
    @rule(data=st.data())
    def undo_it(self, data: st.DataObject) -> None:
        names = [name for name, where in self.model.standing.items() if where == "adopted"]
        name = data.draw(st.sampled_from(names))
        code, found = self.run("undo", name), self.articles()
        self.last = None
        if self.gone(name):
            assert code != 0, "an expiry leans on it"
        if code != 0:
            assert found == self.model.words
            return
        proposal, words = self.proposals[name], dict(self.model.words)
        if proposal.kind == "insert":
            assert words.pop(proposal.key) == proposal.word
        elif proposal.kind == "change":
            assert words[proposal.key] == proposal.word
            words[proposal.key] = proposal.before
        else:
            assert proposal.key not in words
            words = {key: words.get(key, proposal.word) for key in found}
        assert {key: found[key] for key in found if key in words} == words
        self.model.words = {key: words[key] for key in found}
        self.model.standing[name] = "pending"

    def gone(self, name: str) -> bool:
        """Whether what an adopted amendment brought is not there any more."""
        proposal = self.proposals[name]
        return proposal.kind == "insert" and proposal.key not in self.model.words

    @rule()
    def rebase_all(self) -> None:
        for name in self.pending():
            if not self.collides(name):
                assert self.run("rebase", name) == 0
        if self.repository.status:
            self.repository.commit("Rebase")
            self.last = None

    # What git does

    @precondition(lambda self: self.last is not None)
    @rule()
    def revert(self) -> None:
        assert self.last is not None
        before, count = self.last
        self.repository.git("revert", "--no-edit", *(f"HEAD~{at}" if at else "HEAD"
                                                     for at in range(count)))  # fmt: skip
        self.model, self.last = before, None

    @precondition(lambda self: self.pending())
    @rule(data=st.data(), way=st.sampled_from(["squash", "pick", "merge", "leave"]))
    def vote_on_a_branch(self, data: st.DataObject, way: str) -> None:
        name = data.draw(st.sampled_from(self.pending()))
        git, model = self.repository.git, self.model.copy()
        start = self.repository.head
        self.branches += 1
        branch = f"side{self.branches}"
        git("checkout", "-q", "-b", branch)
        done = self.adopt(name)
        git("checkout", "-q", "main")
        self.last = None
        if not done:
            return
        if way == "leave":
            self.model = model
        elif way == "merge":
            git("merge", "-q", "--no-ff", "--no-edit", branch)
        elif way == "pick":
            self.repository.write("notes.txt", f"{name} {start}\n".encode())
            self.repository.commit("A note")
            git("cherry-pick", f"{start}..{branch}")
        else:
            git("merge", "-q", "--squash", branch)
            git("commit", "-q", "--no-edit")

    @precondition(lambda self: len(self.pending()) > 1)
    @rule(data=st.data())
    def both_branches_vote(self, data: st.DataObject) -> None:
        """Each of two branches adopts an amendment without the other, and git merges them.

        What git cannot merge is given up. Where the numbers come out wrong, for each has counted
        without the other, ``check`` and ``verify`` have to say so, and the merge is given up, too.
        """
        one, other = data.draw(
            st.lists(st.sampled_from(self.pending()), min_size=2, max_size=2, unique=True)
        )
        if self.proposals[one].key == self.proposals[other].key:
            return
        git, model = self.repository.git, self.model.copy()
        self.branches += 1
        branch = f"side{self.branches}"
        git("checkout", "-q", "-b", branch)
        done = self.adopt(one)
        git("checkout", "-q", "main")
        self.model, self.last = model, None
        if not done or not self.adopt(other):
            return
        self.last, head = None, self.repository.head
        if self.merge_fails(branch):
            return
        numbers = [int(path.split("/")[1][:3]) for path in self.clauses()]
        sound = numbers == list(range(1, len(numbers) + 1))
        told = json.loads(self.repository.at("check", "--json").data)["findings"]
        # Proposals that collide with what was adopted are told too, each in its own file.
        proposed = {f"amendments/{name}.yaml" for name in self.proposals}
        wrong = {each["code"] for each in told if each["file"] not in proposed}
        if not sound:
            assert wrong & {"merge-number", "number-twice", "number-missing"}, numbers
            assert self.run("verify") == 1
            git("reset", "-q", "--hard", head)
            return
        assert wrong == set()
        found, proposal, words = self.articles(), self.proposals[one], dict(self.model.words)
        if proposal.kind == "insert":
            assert [key for key in found if key != proposal.key] == list(words)
            words = {key: words.get(key, proposal.word) for key in found}
        elif proposal.kind == "change":
            words[proposal.key] = proposal.word
        else:
            del words[proposal.key]
        self.model.words = words
        self.model.brought(one, proposal)
        self.model.standing[one] = "adopted"

    def clauses(self) -> list[str]:
        return [
            path
            for path in sorted(self.repository.files())
            if path.startswith("articles/") and "README" not in path
        ]

    def merge_fails(self, branch: str) -> bool:
        self.repository.git("merge", "-q", "--no-edit", branch, ok=False)
        stopped = (self.repository.path / ".git/MERGE_HEAD").exists()
        if stopped:
            self.repository.git("merge", "--abort")
        return stopped

    @rule()
    def clone_without_tags(self) -> None:
        Life.made += 1
        target = self.folder / f"clone{Life.made}"
        self.repository.git("clone", "-q", "--no-tags", str(self.repository.path), str(target))
        shutil.rmtree(self.repository.path)
        self.repository = Repository(path=target)

    # What always holds

    @invariant()
    def the_articles_are_those_of_the_model(self) -> None:
        assert self.articles() == self.model.words
        assert self.repository.status == []

    @invariant()
    def it_is_proved(self) -> None:
        result = self.repository.at("verify")
        assert result.code == 0, result.out

    @invariant()
    def each_stands_where_the_model_says(self) -> None:
        told: Mapping[str, Any] = json.loads(self.repository.at("status", "--json").data)
        found = {each["amendment"]: each["standing"] for each in told["amendments"]}
        assert found == self.model.standing
        printed = self.repository.at("export", "--format", "txt")
        assert printed.code == 0, printed.err
        adopted = [name for name, where in found.items() if where == "adopted"]
        for name in found:
            assert (f"The matter {name} " in printed.out) is (name in adopted)

    def teardown(self) -> None:
        shutil.rmtree(self.repository.path, ignore_errors=True)


def tried(prepared: Path, folder: Path, *, articles: int, examples: int, steps: int) -> None:
    """Run the model; the articles that it begins with tell one part of its runs from another."""
    Life.prepared, Life.folder, Life.first = prepared, folder, KEYS[:articles]
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_branch_and_the_model_agree(prepared: Path, tmp_path: Path) -> None:
    tried(prepared, tmp_path, articles=3, examples=2, steps=5)


@pytest.mark.first
@pytest.mark.parametrize(
    "articles",
    [pytest.param(count, marks=pytest.mark.long) for count in (3, 5)]
    + [pytest.param(count, marks=pytest.mark.sweep) for count in (2, 4, 6)],
)
def test_they_agree_for_thousands_of_steps(prepared: Path, tmp_path: Path, articles: int) -> None:
    """Five hundred steps in each part; the parts run beside each other."""
    tried(prepared, tmp_path, articles=articles, examples=20, steps=25)
