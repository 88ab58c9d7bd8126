"""The proof: what was adopted is what stands there, and what was not is told with its commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pytest

from amendtool.repository.git import Git
from benchmarks.history import make
from tests.cli.conftest import Repository

INSERT = "  - insert: Article 2\n    key: seal\n    heading: Seal\n    text: There is a seal.\n"
CHANGE = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"


def proof(repository: Repository) -> dict[str, Any]:
    result = repository.at("verify", "--json")
    record = result.record
    assert result.code == (1 if record["findings"] else 0)
    return record


def findings(repository: Repository) -> list[tuple[str, str | None]]:
    return [(each["code"], each["file"]) for each in proof(repository)["findings"]]


@pytest.fixture
def adopted(small: Repository) -> Repository:
    """Two amendments in force, one with citations that follow."""
    small.write(
        "articles/003-office.md", b"# Office\n\nSee   Article 2 and Article 3, Minato-ku.\n"
    )
    small.commit("A citation")
    small.amend("seal", INSERT + CHANGE)
    small.amend("more", "  - delete: Article 1\n", more="after: seal\n")
    small.commit("Two items")
    for name in ("seal", "more"):
        assert small.at("apply", name).code == 0
    return small


def test_the_published_example_is_proved(demo: Repository) -> None:
    assert proof(demo)["replayed"] == ["2007-06-26-agm", "2013-06-26-agm"]
    assert findings(demo) == []


def test_what_was_adopted_is_proved(adopted: Repository) -> None:
    assert findings(adopted) == []
    assert proof(adopted)["replayed"] == ["seal", "more"]
    assert "the articles are what was adopted" in adopted.at("verify").out
    adopted.write("articles/README.md", b"What this folder holds.\n")
    adopted.commit("A word about the folder")
    assert findings(adopted) == []


def test_acts_and_what_is_taken_back_are_proved(adopted: Repository) -> None:
    assert adopted.at("record", "seal", "registered", "2024-07-01").code == 0
    assert adopted.at("undo", "more").code == 0
    assert findings(adopted) == []
    assert adopted.at("apply", "more").code == 0
    adopted.git("revert", "--no-edit", "HEAD", "HEAD~1")
    assert findings(adopted) == []
    assert proof(adopted)["replayed"] == ["seal"]


def test_a_hand_in_the_articles_is_told(adopted: Repository) -> None:
    path = adopted.path / "articles/003-office.md"
    path.write_bytes(path.read_bytes().replace(b"Chuo-ku", b"Koto-ku"))
    commit = adopted.commit("A slip of the pen")
    (found,) = proof(adopted)["findings"]
    assert (found["code"], found["file"]) == ("change-unexplained", "articles/003-office.md")
    assert commit[:12] in found["message"]


def test_a_trailer_is_no_excuse(adopted: Repository) -> None:
    path = adopted.path / "articles/003-office.md"
    path.write_bytes(path.read_bytes().replace(b"Chuo-ku", b"Koto-ku"))
    adopted.git("commit", "-q", "-am", "The office\n\nAmendment: seal")
    assert findings(adopted) == [("change-unexplained", "articles/003-office.md")]


def test_a_hand_in_the_commit_of_an_amendment_is_told(adopted: Repository) -> None:
    path = adopted.path / "articles/003-office.md"
    path.write_bytes(path.read_bytes().replace(b"Chuo-ku", b"Koto-ku"))
    adopted.git("commit", "-q", "-a", "--amend", "--no-edit")
    assert findings(adopted) == [("landed-otherwise", "amendments/more.record.yaml")]


def test_a_squash_on_a_branch_that_has_moved_on_is_proved(small: Repository) -> None:
    tree = small.git("rev-parse", "HEAD:articles").strip()
    small.amend("seal", INSERT, more=f"written_against: {tree}\n")
    words = "  - replace: Article 1\n    find: Example\n    with: Sample\n"
    small.amend("name", words, more=f"written_against: {tree}\n")
    small.commit("Two items")
    small.git("checkout", "-q", "-b", "side")
    assert small.at("apply", "seal").code == 0
    small.git("checkout", "-q", "main")
    assert small.at("apply", "name").code == 0
    small.git("merge", "-q", "--squash", "side")
    small.git("commit", "-q", "-m", "The seal (#2)")
    assert findings(small) == []
    assert sorted(proof(small)["replayed"]) == ["name", "seal"]


# --- signatures --------------------------------------------------------------------------


@pytest.fixture
def signed(small: Repository, tmp_path: Path) -> Repository:
    """One amendment in force, whose commit is signed by a key that nobody knows yet."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is not installed here, so nothing can be signed")
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key], check=True)
    small.amend("office", CHANGE)
    small.commit("Propose it")
    sign = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={key}", "-c", "commit.gpgSign=true")
    assert small.at("apply", "office").code == 0
    small.git(*sign, "commit", "-q", "--amend", "--no-edit")
    (tmp_path / "signers").write_text(f"taro@example.com {key.with_suffix('.pub').read_text()}")
    return small


def states(repository: Repository) -> list[tuple[str, str]]:
    return [(each["state"], each["signer"]) for each in proof(repository)["signatures"]]


def test_a_signature_is_worth_what_the_user_says(
    signed: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed.git("config", "gpg.ssh.allowedSignersFile", str(tmp_path / "signers"))
    ((state, _),) = states(signed)
    assert state == "untrusted", "the repository itself may not say whom to trust"
    own = tmp_path / "own.config"
    own.write_text(f'[gpg "ssh"]\n\tallowedSignersFile = {tmp_path / "signers"}\n')
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    assert states(signed) == [("good", "taro@example.com")]
    assert "1 commit signed: 1 good (taro@example.com)" in signed.at("verify").out


def test_no_program_of_the_repository_checks_a_signature(
    signed: Repository, tmp_path: Path
) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path / 'went-off'}\nexit 0\n")
    trap.chmod(0o755)
    for name in ("gpg.program", "gpg.ssh.program", "gpg.openpgp.program", "gpg.x509.program"):
        signed.git("config", name, str(trap))
    assert states(signed)[0][0] == "untrusted"
    assert not (tmp_path / "went-off").exists()


def test_a_signature_of_something_else_is_a_finding(signed: Repository) -> None:
    raw = signed.git("cat-file", "commit", "HEAD").replace("\n\noffice\n", "\n\nOffice\n", 1)
    forged = signed.git(
        "hash-object", "-t", "commit", "-w", "--stdin", input=f"{raw}\n".encode()
    ).strip()
    signed.git("reset", "-q", "--hard", forged)
    assert [code for code, _ in findings(signed)] == ["signature-bad"]


def test_what_was_to_go_on_a_day_is_noted(small: Repository) -> None:
    lines = "    key: {0}\n    heading: {0}\n    text: It ends.\n    delete_on: {1}\n"
    passed = "  - insert: Article 4\n" + lines.format("past", "2021-03-31")
    ahead = "  - insert: Article 5\n" + lines.format("ahead", "2999-03-31")
    small.amend("ending", passed + ahead)
    assert small.at("apply", "ending").code == 0
    (note,) = proof(small)["expired"]
    assert (note["code"], "Article 4" in note["message"]) == ("expired-standing", True)
    small.amend("tidy", "  - delete: Article 4\n", more="after: ending\n")
    assert small.at("apply", "tidy").code == 0
    assert proof(small)["expired"] == []


def test_it_is_one_pass_whatever_the_history_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git is asked as often for many amendments as for few: the objects come at once."""
    calls: list[int] = []
    run = Git.run

    def counted(git: Git, *words: Any, **options: Any) -> Any:
        calls.append(1)
        return run(git, *words, **options)

    monkeypatch.setattr(Git, "run", counted)
    counts = []
    for amendments in (2, 9):
        folder = tmp_path / f"history{amendments}"
        make(folder, amendments, 3, dict(os.environ))
        calls.clear()
        result = Repository(path=folder).at("verify", "--json")
        assert len(result.record["replayed"]) == amendments
        counts.append(len(calls))
    assert counts[0] == counts[1]


def test_a_tree_that_is_damaged_is_no_proof(adopted: Repository) -> None:
    """What is read at once is hashed as anything else is."""
    record = (adopted.path / "amendments/seal.record.yaml").read_text()
    base = record.split("base: ")[1].split()[0]
    blob = adopted.git("rev-parse", f"{base}:002-purpose.md")
    path = adopted.path / f".git/objects/{blob[:2]}/{blob[2:]}"
    path.chmod(0o644)
    path.write_bytes(zlib.compress(b"blob 6\0other\n"))
    found = proof(adopted)["findings"]
    assert {each["code"] for each in found} == {"replay-stopped"}
    assert blob in found[0]["message"]
