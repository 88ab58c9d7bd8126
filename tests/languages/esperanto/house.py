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
    pending_label="(Valida de {day})",
    leaving_label="(Forigota je {day})",
    overlap_label="(Iama, valida por {cases})",
    overlap_until_label="(Iama, valida ĝis {day} por {cases})",
)
