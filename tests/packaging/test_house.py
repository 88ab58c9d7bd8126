"""Rules of the project itself that nothing else would notice being broken."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.lock import APART

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("run", "build", "dev", *APART)
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = {"linux": "Linux", "darwin": "Darwin"}

MODULES = sorted((ROOT / "amendtool").rglob("*.py"))
DOCUMENTS = sorted(
    {
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(
            readme
            for folder in ("articles", "amendments", "templates", "tests", "benchmarks")
            for readme in (ROOT / folder).rglob("README.md")
        ),
    }
)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def declared(lock: str) -> list[Requirement]:
    """What pyproject.toml asks for, by the lock file that has to answer."""
    run = project()["project"]["dependencies"]
    build = project()["build-system"]["requires"]
    dev = project()["dependency-groups"]["dev"]
    apart = {group: project()["dependency-groups"][group] for group in APART}
    lines = {"run": run, "build": build, "dev": [*run, *build, *dev], **apart}[lock]
    return [Requirement(line) for line in lines]


def lock_text(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")


def locked(lock: str) -> dict[str, str]:
    """Names and versions of a lock file."""
    pins = re.findall(r"^([a-z0-9-]+)==(\S+)", lock_text(lock), re.MULTILINE)
    return dict(pins)


# ---------------------------------------------------------------------- the lock files


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_and_hashes_and_no_address(lock: str) -> None:
    text = lock_text(lock)
    for line in text.splitlines():
        assert re.fullmatch(
            r"|#.*|    #.*|[a-z0-9-]+==[0-9][\w.]* \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?", line
        ), f"{lock}.txt: {line!r}"
    assert "/" not in text, "an address or a path of somebody's machine"
    entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert [entry for entry in entries if "--hash=" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_answers_pyproject(lock: str) -> None:
    pins = locked(lock)
    for requirement in declared(lock):
        version = pins.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement} is not in {lock}.txt: make lock"
        assert requirement.specifier.contains(version), f"{requirement}, but {version} is locked"


@pytest.mark.parametrize("lock", ["run", "build"])
def test_the_locks_agree(lock: str) -> None:
    assert locked(lock).items() <= locked("dev").items()


@pytest.mark.parametrize("name", ["lxml", "markupsafe", "pyyaml"])
def test_compiled_packages_are_locked_for_more_than_one_machine(name: str) -> None:
    entry = re.search(rf"^{name}==.*?(?=^[a-z]|\Z)", lock_text("run"), re.MULTILINE | re.DOTALL)
    assert entry is not None
    # Each Python on each platform has a wheel of its own.
    assert entry[0].count("--hash=sha256:") > len(PYTHONS) * len(PLATFORMS)


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_lock_is_complete_on(platform: str, python: str) -> None:
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": platform,
        "platform_system": PLATFORMS[platform],
        "os_name": "posix",
        "extra": "",
    }
    pins = locked("dev")
    missing = [
        f"{name} needs {requirement}"
        for name in pins
        for requirement in map(Requirement, metadata.requires(name) or ())
        if requirement.marker is None or requirement.marker.evaluate(environment)
        if canonicalize_name(requirement.name) not in pins
    ]
    assert missing == []


# ---------------------------------------------------------------------- dependencies


def test_every_dependency_has_its_paragraph_and_every_paragraph_its_dependency() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    sections = re.findall(r"^### (.+)\n\n(?=\S)", text, re.MULTILINE)
    assert sorted(sections, key=str.casefold) == sorted(
        (each.name for lock in ("dev", *APART) for each in declared(lock)), key=str.casefold
    )


def distributions_imported_by(modules: Iterable[Path]) -> set[str]:
    """The distributions from which ``modules`` import, standard library and own code aside."""
    imported: set[str] = set()
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                imported.add(node.module.partition(".")[0])
    foreign = imported - sys.stdlib_module_names - {"amendtool", "benchmarks", "tests", "tools"}
    distributions = metadata.packages_distributions()
    return {canonicalize_name(distributions[top][0]) for top in foreign}


def optional() -> list[Requirement]:
    """What the extras ask for; the package can do without."""
    extras = project()["project"]["optional-dependencies"].values()
    return [Requirement(line) for lines in extras for line in lines]


def names(requirements: Iterable[Requirement]) -> set[str]:
    return {canonicalize_name(requirement.name) for requirement in requirements}


def test_the_package_imports_what_it_declares_and_declares_what_it_imports() -> None:
    assert distributions_imported_by(MODULES) == names([*declared("run"), *optional()])


def test_what_is_optional_is_installed_for_the_tests() -> None:
    assert names(optional()) <= names(declared("dev"))
    assert not names(optional()) & names(declared("run"))


def test_tests_and_tools_import_only_what_is_declared() -> None:
    around = [
        path for top in ("tests", "benchmarks", "tools") for path in (ROOT / top).rglob("*.py")
    ]
    assert distributions_imported_by(around) <= names(declared("dev"))


# ---------------------------------------------------------------------- documents


def prose(document: Path) -> str:
    """A document without its code, in which brackets mean something else."""
    text = re.sub(r"^(```|~~~).*?^\1$", "", document.read_text("utf-8"), flags=re.M | re.S)
    return re.sub(r"`[^`\n]*`", "", text)


def anchors(document: Path) -> set[str]:
    """The anchors that git hosts give to the headings of ``document``."""
    text = re.sub(r"^(```|~~~).*?^\1$", "", document.read_text("utf-8"), flags=re.M | re.S)
    seen: dict[str, int] = {}
    found: set[str] = set()
    for heading in re.findall(r"^#{1,6} (.+?) *$", text, re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        count = seen[slug] = seen.get(slug, -1) + 1
        found.add(f"{slug}-{count}" if count else slug)
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(document: Path) -> None:
    broken = []
    for target in re.findall(r"\]\(<?([^)\s>]+)>?(?: \"[^\"]*\")?\)", prose(document)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        place = (document.parent / path).resolve() if path else document
        leads = place.exists() and place.is_relative_to(ROOT)
        if not leads or (anchor and anchor not in anchors(place)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_every_document_that_the_code_cites_exists(module: Path) -> None:
    cited = re.findall(r"\bdocs/[\w./-]+\.md\b", module.read_text("utf-8"))
    assert [path for path in cited if not (ROOT / path).is_file()] == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "adr"
    listed = set(re.findall(r"\((\d{4}-[^)]+\.md)\)", (folder / "README.md").read_text("utf-8")))
    assert listed == {path.name for path in folder.glob("[0-9]*.md")}


def test_the_changelog_names_the_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## \[(.+?)\]", text, re.MULTILINE)
    assert headings[0] == "Unreleased"
    planned = re.search(r"^To be released as (\d+\.\d+\.\d+)", text, re.MULTILINE)
    newest = headings[1] if headings[1:] else None
    assert project()["project"]["version"] in {newest, planned[1] if planned else None}


# ---------------------------------------------------------------------- code


def classes() -> dict[str, list[str]]:
    """Every class at the top of a module, with the modules that define one of its name."""
    found: dict[str, list[str]] = {}
    for module in MODULES:
        for node in ast.parse(module.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(named(module))
    return found


def test_a_name_stands_for_one_thing() -> None:
    assert {name: places for name, places in classes().items() if len(places) > 1} == {}


def test_every_public_class_has_its_entry_in_the_glossary() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    told = set(re.findall(r"`(\w+)`", text))
    public = {name for name in classes() if not name.startswith("_")}
    # The JSON documents are told by their schemas: `amendtool schema` lists them.
    records = {name for name in public if name.endswith("Record")}
    assert public - told - records == set()


def test_the_glossary_names_no_class_that_is_gone() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    shaped_like_one = set(re.findall(r"`((?:[A-Z][a-z]+){2,})`", text))
    assert shaped_like_one - set(classes()) == set()
