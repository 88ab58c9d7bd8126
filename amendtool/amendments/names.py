"""What the names of files in ``amendments/`` say, known without reading one."""

from __future__ import annotations

from typing import Final

RECORD: Final = ".record"
"""What the name of a record's file has behind the name of its amendment."""
