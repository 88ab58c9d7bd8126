"""Nothing but ``amendtool.disk`` writes to a disk: what the fakes of other systems stand below."""

from __future__ import annotations

import ast
from pathlib import Path

import amendtool

PACKAGE = Path(amendtool.__file__).parent
CALLS = frozenset(
    ("write_text", "write_bytes", "unlink", "rmdir", "mkdir", "makedirs", "removedirs", "rename",
     "renames", "symlink", "symlink_to", "hardlink_to", "link", "chmod", "lchmod", "chown", "utime",
     "truncate", "touch", "mkfifo", "mknod", "rmtree", "copyfile", "copy2", "copytree", "mkstemp",
     "mkdtemp", "fsync", "pwrite", "sendfile")
)  # fmt: skip
"""Methods and functions that write, by their names; ``replace`` and ``open`` are told apart."""

ELSEWHERE = {
    "amendtool.cli.app": {"the null device, where a stream is closed"},
    "amendtool.desk.server": {"a socket of its own, where it listens"},
    "amendtool.render.apart": {"a pipe to the child that renders"},
    "amendtool.render.pdf.office": {"a folder of its own in the temporary folder"},
    "amendtool.render.word": {"a document in memory"},
    "amendtool.render.word_package": {"a document in memory"},
}
"""What writes, but not into a repository or for a user."""


def writes(tree: ast.Module) -> list[str]:
    """The calls of a module that write to a disk."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id == "open":
            name, owner = "open", ""
        elif isinstance(node.func, ast.Attribute):
            name, owner = node.func.attr, ""
            if name in CALLS or name in ("replace", "open"):
                owner = ast.unparse(node.func.value)
        else:
            continue
        given = [each.value for each in node.args if isinstance(each, ast.Constant)]
        if name == "open" and any(
            isinstance(mode, str) and set(mode) <= set("rwxabt+") and set(mode) & set("wxa+")
            for mode in given
        ):
            found.append(f"{owner}.open")
        elif name == "open" and owner == "os" and "O_CREAT" in ast.unparse(node):
            found.append("os.open")
        elif (name in CALLS and owner != "disk") or (name == "replace" and owner == "os"):
            found.append(f"{owner}.{name}")
    return found


def test_only_the_port_writes() -> None:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(("amendtool", *path.relative_to(PACKAGE).with_suffix("").parts))
        calls = writes(ast.parse(path.read_text(encoding="utf-8")))
        if calls and name not in ELSEWHERE and name != "amendtool.disk":
            found[name] = calls
    assert found == {}


def test_a_write_is_seen() -> None:
    text = "import os\nos.replace(a, b)\npath.unlink()\nopen(a, 'w')\nb.open('xb')\n"
    assert len(writes(ast.parse(text))) == 4
    assert writes(ast.parse("a.replace('x', 'y')\nopen(a, 'rb')\nb.open()\n")) == []
