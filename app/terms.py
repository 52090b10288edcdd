"""What a term of the form means: our own words and the article they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.ingest.form import bare, glossary


def define(terms: Sequence[str]) -> str:
    """The glossary's sentences for printed labels."""
    told = []
    for label, explanation, article in glossary():
        if label in terms:
            rests = f"（依据《政府信息公开条例》{article}）" if article else ""
            told.append(f"{bare(label)}：{explanation}{rests}")
    return "\n".join(told)
