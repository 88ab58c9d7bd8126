"""DOCX to PDF through LibreOffice, run out of sight: own profile, no macros, no network."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Final

from amendtool.errors import Problem, RepositoryError
from amendtool.messages import say
from amendtool.render.pdf.stamp import stamped, utc

SECONDS: Final = 300
"""How long LibreOffice may take; a table of a thousand rows takes six seconds."""

_NAMES: Final = ("soffice", "libreoffice")
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "~/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
"""Where it is installed without being on the PATH."""

_FILTER: Final = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"false"}}'
)

# A proxy that is not there is how LibreOffice is kept off the network; our documents name
# nothing that it would fetch.
_SETTINGS: Final = (
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)

# What would lead LibreOffice to other programs or libraries than its own.
_UNSET: Final = ("PYTHONPATH", "PYTHONHOME", "LD_PRELOAD", "DISPLAY", "WAYLAND_DISPLAY")


def find_office() -> Path | None:
    """LibreOffice's program on this machine, or None.

    Only absolute entries of the PATH count, so that nothing in the folder of the articles
    is ever run.
    """
    entries = os.environ.get("PATH", "").split(os.pathsep)
    search = os.pathsep.join(entry for entry in entries if os.path.isabs(entry))
    for name in _NAMES:
        found = shutil.which(name, path=search) if search else None
        if found:
            return Path(found)
    places = (Path(place).expanduser() for place in _PLACES)
    return next((place for place in places if os.access(place, os.X_OK)), None)


def print_office(
    office: Path, docx: bytes, *, moment: datetime | None = None, seconds: float = SECONDS
) -> bytes:
    """``docx`` as PDF, tagged for screen readers.

    Raises :class:`RepositoryError` (``pdf-failed``) when LibreOffice takes longer than
    ``seconds``, when it cannot be run, and when it leaves no PDF.
    """
    with tempfile.TemporaryDirectory(prefix="amendtool-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, profile = folder / "document.docx", folder / "profile"
        source.write_bytes(docx)
        settings = profile / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_registry(), encoding="utf-8")
        command = [
            str(office),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            *("--convert-to", _FILTER, "--outdir", str(folder), str(source)),
        ]
        told = _run(command, folder, _environment(moment), seconds)
        target = folder / "document.pdf"
        pdf = target.read_bytes() if target.is_file() else b""
    if not pdf.startswith(b"%PDF-"):
        raise _failure(
            say(
                "LibreOffice ({office}) made no PDF: {told}",
                office=office,
                told=told or say("it said nothing"),
            )
        )
    return stamped(pdf, moment)


def _run(command: list[str], folder: Path, environment: dict[str, str], seconds: float) -> str:
    """What LibreOffice said; the whole group of its processes is ended when it is late."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise _failure(
            say(
                "{command} cannot be run: {reason}",
                command=command[0],
                reason=error.strerror or error,
            )
        ) from None
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise _failure(
            say("LibreOffice was not done after {seconds:g} seconds", seconds=seconds)
        ) from None
    finally:
        # Also when we are interrupted: LibreOffice is started by a script of its own.
        if process.poll() is None:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1][:200] if lines else ""


def _environment(moment: datetime | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
    epoch = str(int(utc(moment).timestamp()))
    return {**kept, "TZ": "UTC", "SOURCE_DATE_EPOCH": epoch, "SAL_USE_VCLPLUGIN": "svp"}


def _registry() -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items '
        f'xmlns:oor="http://openoffice.org/2001/registry">\n{items}</oor:items>\n'
    )


def _failure(message: str) -> RepositoryError:
    return RepositoryError(
        Problem(
            code="pdf-failed",
            message=message,
            hint=say(
                "write .docx instead, open it in LibreOffice or Word and print it to PDF there"
            ),
        )
    )
