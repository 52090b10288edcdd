"""What a term of the form means: which one is asked for, our own words, and the article they rest on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.app.query import Kind, Query
from nianbao.app.vocabulary import Hit, find
from nianbao.ingest.form import bare, forms, glossary
from nianbao.ingest.form import normalise as normalise_label


def define(terms: Sequence[str]) -> str:
    """The glossary's sentences for printed labels."""
    told = []
    for label, explanation, article in glossary():
        if label in terms:
            rests = f"（依据《政府信息公开条例》{article}）" if article else ""
            told.append(f"{bare(label)}：{explanation}{rests}")
    return "\n".join(told)


_DEFINITION = re.compile(
    r"(?:什么是|什么叫|何为|何谓|啥是|啥叫|解释一下|解释)(.{2,30}?)[?？。]?$|"
    r"^(.{2,30}?)(?:是什么意思|是啥意思|指什么|指的是什么|什么意思|的含义|的定义|是指什么|怎么理解|是什么|含不含.{0,12}|包不包括.{0,12}|是否包[含括].{0,12})[?？。呢]*$"
)


def definition(base: Query) -> Query | None:
    """The question read as one for what a word of the form means; None where it is no such question."""
    text = base.text
    match = _DEFINITION.search(text)
    if match is None:
        return None
    term = normalise_label(
        re.sub(r"^(?:请问|年报|报告里的?|年报里的?|表里的?|表中的?|里的?)+|的$|[?？。]", "", match[1] or match[2])
    )
    names = [label for label, _, _ in glossary()]
    exact = [label for label in names if normalise_label(label) == term]
    loose = [
        label
        for label in names
        if len(term) >= 3
        and (term in normalise_label(label) or (len(normalise_label(label)) >= 4 and normalise_label(label) in term))
    ]
    found = exact or sorted(loose, key=lambda label: (abs(len(normalise_label(label)) - len(term)), label))[:1]
    if not found:
        found = [label for hit in find(term) if hit.word == term for label in _labels_of(hit)][:1]
    return replace(base, kind=Kind.DEFINITION, terms=tuple(found)) if found else None


def _labels_of(hit: Hit) -> list[str]:
    """The printed labels that a word stands for: the glossary is keyed by them."""
    meant = {(entry.table, entry.key) for entry in hit.entries}
    return [
        entry.label
        for form in forms()
        for table in form.tables
        for entry in table.entries
        if (table.key, entry.key) in meant
    ]
