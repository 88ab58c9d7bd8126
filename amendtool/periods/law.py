"""Whose rules count the days."""

from __future__ import annotations

from enum import StrEnum


class Law(StrEnum):
    """The law by which periods and deadlines are counted; never taken from a language.

    ``NONE`` counts by the plain calendar, knows no rest days and no deadlines, and says so.
    """

    JP = "jp"
    US_DE = "us-de"
    NONE = "none"
