"""A Chromium that is driven over a pipe: pages as somebody meets them who types and clicks."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_PATIENCE = 90.0


class Chromium:
    """One window of a browser."""

    def __init__(self, sending: int, receiving: int) -> None:
        self._sending, self._receiving = sending, receiving
        self._rest, self._count, self._session = b"", 0, ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self.call("Page.enable")

    def call(self, method: str, **parameters: Any) -> Any:
        """What the browser answers to one command."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._sending, json.dumps(message).encode() + b"\0")
        while True:
            told = self._told()
            if told.get("id") == self._count:
                assert "error" not in told, told
                return told["result"]

    def _told(self) -> Any:
        while b"\0" not in self._rest:
            piece = os.read(self._receiving, 1 << 20)
            assert piece, "the browser has ended"
            self._rest += piece
        first, _, self._rest = self._rest.partition(b"\0")
        return json.loads(first)

    def value(self, script: str) -> Any:
        """What a script gives on the page."""
        found = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def until(self, script: str) -> Any:
        """What a script gives as soon as that is something."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if found := self.value(script):
                return found
            time.sleep(0.05)
        raise AssertionError(f"never: {script}\n{self.value('document.body.innerText')}")

    def go(self, address: str) -> None:
        """Open a page, and wait until it and its scripts are there."""
        self.value("window.before = true")
        self.call("Page.navigate", url=address)
        self.until("!window.before && document.readyState === 'complete'")

    def sent(self, script: str) -> None:
        """Do what leads to another page, and wait for that."""
        self.value("window.before = true")
        self.value(script)
        self.until("!window.before && document.readyState === 'complete'")

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.call("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """Press and release a key."""
        codes = {"Tab": 9, "Enter": 13}
        more = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=codes[key],
                **(more if kind == "keyDown" else {}),
            )

    def picture(self, path: Path, width: int, height: int) -> None:
        """The page as it is seen in a window of this size."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        shot = self.call("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(shot))


@contextmanager
def chromium(folder: Path) -> Iterator[Chromium]:
    """A browser with a profile of its own in ``folder``; without one the test is skipped."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is not installed: no page was tried in a browser")
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    command = [
        program,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--remote-debugging-pipe",
        f"--user-data-dir={folder / 'profile'}",
    ]

    def at_their_places() -> None:
        first, second = os.dup(to_read), os.dup(from_write)
        os.dup2(first, 3)
        os.dup2(second, 4)

    running = subprocess.Popen(
        command,
        preexec_fn=at_their_places,
        pass_fds=(3, 4),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_read)
    os.close(from_write)
    try:
        yield Chromium(to_write, from_read)
    finally:
        running.kill()
        running.wait(timeout=60)
        os.close(to_write)
        os.close(from_read)
