"""The house style of a table in Esperanto."""

from __future__ import annotations

from dataclasses import replace

from amendtool.comparison.house import SEED_EN

EO = replace(
    SEED_EN,
    name="eo",
    summary="invito al ĝenerala kunveno",
    language="eo",
    columns=("Nuna statuto", "Proponita statuto"),
    note="(Ŝanĝoj estas substrekitaj.)",
    new_label="(Nova)",
    deleted_label="(Forigita)",
    omitted_label="(Teksto ellasita)",
    unchanged_label="(Senŝanĝa)",
    range_joint=" ĝis ",
    moved_label="(El {chapter})",
)
