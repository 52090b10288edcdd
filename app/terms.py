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
    for label, explanation, article in (*glossary(), *_BESIDE):
        if label in terms:
            rests = f"（依据《政府信息公开条例》{article}）" if article else ""
            told.append(f"{bare(label)}：{explanation}{rests}")
    return "\n".join(told)


_DEFINITION = re.compile(
    r"(?:什么(?:样的)?(?:情况|情形)?(?:下)?(?:才)?(?:算是?|属于)|什么是|什么叫|何为|何谓|啥是|啥叫|解释一下|解释)(.{2,30}?)[?？。]?$|"
    r"^(.{2,30}?)(?:是什么意思|是啥意思|指什么|指的是什么|什么意思|的含义|的定义|是(?:个)?什么(?:东西|概念|情况)|是哪些(?:情况|情形)|是指谁|是指什么|怎么理解|是什么|含不含.{0,12}|包不包括.{0,12}|是否包[含括].{0,12})[?？。呢]*$"
)


_BESIDE = (
    (
        "依申请公开",
        "依申请公开指公民、法人或者其他组织向行政机关申请获取政府信息，由行政机关依法答复；统计表第三张表计的就是这类申请。",
        "第二十七条",
    ),
    ("主动公开", "主动公开指行政机关不待申请、依照规定自行向社会公布政府信息。", "第十九条、第二十条"),
    (
        "法人或其他组织",
        "法人或其他组织指自然人以外的申请人，表中分为商业企业、科研机构、社会公益组织、法律服务机构和其他，没有小计栏。",
        "第二十七条",
    ),
    (
        "信息处理费",
        "信息处理费指申请公开的数量、频次明显超过合理范围时，行政机关可以收取的费用；收了多少写在报告第六部分。",
        "第四十二条",
    ),
    (
        "勾稽关系",
        "勾稽关系指表内数字之间应当成立的相等关系，例如新收与上年结转之和等于办理结果总计与结转下年度之和，总计等于各分项之和。",
        "",
    ),
)
"""Terms around the form that are no label of it: (term, explanation in our own words, article)."""
_ABOUT = re.compile(
    r"(?:有)?(?:什么|啥|何)(?:区别|差别|不同|不一样)|(?:区别|差别|不同)(?:是什么|在哪儿?里?|是啥)|(?:包括|包含|是指|指的是|指|分)(?:啥|什么|哪些|哪几)|(?:是不是)?(?:一样|一回事|一个意思)(?:吗|么|不|嘛)?[?？。]*$|是啥|(?:是|指)(?:说|指)?谁"
    r"|(?:什么|啥)意思|怎么回事"
)
_SAYS = re.compile(r"[,，。?？!！]")


def _terms_about(text: str) -> tuple[str, ...]:
    """Every term named before 有什么区别, 包括啥, 是啥; none where the question says no such thing."""
    asks = _ABOUT.search(text)
    if asks is None:
        return ()
    named = [term for term, _, _ in _BESIDE if term in text[: asks.end()]]
    if named:
        return tuple(named)
    labels = [_labels_of(hit)[:1] for hit in find(text[: asks.start()])]
    return tuple(dict.fromkeys(label for found in labels for label in found))


def definition(base: Query) -> Query | None:
    """The question read as one for what a word of the form means; None where it is no such question."""
    text = base.text
    if not base.organs and not base.years.stated and (about := _terms_about(text)):
        return replace(base, kind=Kind.DEFINITION, terms=about)
    match = _DEFINITION.search(text)
    if match is None:
        return None
    term = normalise_label(
        re.sub(r"^(?:请问|年报|报告里的?|年报里的?|表里的?|表中的?|里的?)+|的$|[?？。]", "", match[1] or match[2])
    )
    names = [label for label, _, _ in (*glossary(), *_BESIDE)]
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
