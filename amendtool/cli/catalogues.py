"""Where the sentences in other languages are; loaded by those who do not read English."""

from __future__ import annotations

from pathlib import Path
from typing import Final

CATALOGUES: Final = Path(__file__).resolve().parent.parent / "locale"
