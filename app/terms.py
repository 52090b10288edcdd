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
    ("制发件数", "本年制发件数指当年制定并发出的规章或者行政规范性文件的件数。", "第二十条第（一）项"),
    ("废止件数", "本年废止件数指当年宣布不再执行的规章或者行政规范性文件的件数。", "第二十条第（一）项"),
    ("现行有效件数", "现行有效件数指到统计截止日仍在执行的件数，往年制发、没有废止的也在其内。", "第二十条第（一）项"),
    (
        "处理决定数量",
        "本年处理决定数量指当年作出的行政许可、行政处罚或者行政强制决定的件数。",
        "第二十条第（五）、（六）项",
    ),
    (
        "补正",
        "补正指申请内容不明确时，行政机关告知申请人在合理期限内补充改正；无正当理由逾期不补正的视为放弃申请。",
        "第三十条",
    ),
    (
        "行政诉讼",
        "行政诉讼指不服行政机关的行为而向法院起诉；表中分为未经复议直接起诉和复议后起诉，没有两者的合计。",
        "第五十一条",
    ),
    (
        "年报公布期限",
        "县级以上政府部门在每年一月三十一日前公布上一年度的年度报告，县级以上地方政府在三月三十一日前公布。",
        "第四十九条",
    ),
    (
        "其他组织",
        "申请人一栏里的“其他”指商业企业、科研机构、社会公益组织、法律服务机构以外的法人或者其他组织。",
        "",
    ),
)
"""Terms around the form that are no label of it: (term, explanation in our own words, article)."""
_ABOUT = re.compile(
    r"(?:有)?(?:什么|啥|何)(?:区别|差别|不同|不一样)|(?:区别|差别|不同)(?:是什么|在哪儿?里?|是啥)|(?:包括|包含|是指|指的是|指|分)(?:啥|什么|哪些|哪几)|(?:是不是)?(?:一样|一回事|一个意思)(?:吗|么|不|嘛)?[?？。]*$|是啥|(?:是|指)(?:说|指)?谁"
    r"|(?:什么|啥)意思|怎么回事"
)
_EXPLAINS = re.compile(
    r"(?:怎么|如何|怎样)(?:理解|区分|分|认定|界定|计算|算)|不同|不一样|(?:哪一?|第几)[条款项]|哪[两二三四五几][种类样个条项]?|[指分]哪"
    r"|算不算|属不属于|是不是|(?:算|属于|是?指|是?说|包[括含]).{0,14}[吗么]|包不?包?[括含]|会怎么样|说的?是(?:什么|啥)|指的?是?(?:什么|啥)"
    r"|(?:什么|啥)(?:意思|情况|情形)|为(?:什么|啥|何).{0,14}(?:可以|能|只计|不处理|不公开|不给)|(?:是什么|是啥)[?？。]*$"
    r"|什么时候"
)
"""Ways to ask what a term means, where its line is drawn and what it rests on."""
_COUNTS = re.compile(
    r"多少|几[件份个]|最|[变更越][多少高低]|增|减|上升|下降|比例|占|哪[个些](?:机关|单位|部门|局)|谁家"
)
"""A number or a reason behind one is wanted: no definition answers that."""
_CALLED = {
    "本年新收": "一、本年新收政府信息公开申请数量",
    "新收": "一、本年新收政府信息公开申请数量",
    "上年结转": "二、上年结转政府信息公开申请数量",
    "结转": "四、结转下年度继续办理",
    "结转下年度": "四、结转下年度继续办理",
    "办理结果总计": "（七）总计",
    "逾期不补正": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "逾期未缴费": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "逾期不缴费": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "收费金额": "行政事业性收费",
    "律所": "法律服务机构",
    "复议": "行政复议",
    "诉讼": "行政诉讼",
    "年报应该什么时候": "年报公布期限",
    "年报什么时候": "年报公布期限",
    "年度报告什么时候": "年报公布期限",
}
"""Short words of the form → the glossary's label."""
_ARTICLE = re.compile(r"第[一二三四五六七八九十]+条(?:第[（(]?([一二三四五六七八九十])[）)]?项)?")


def _rests_on(text: str) -> tuple[str, ...]:
    """The labels that rest on an article which the question names."""
    match = _ARTICLE.search(text)
    if match is None:
        return ()
    article = match[0].split("条")[0] + "条"
    item = f"（{match[1]}）" if match[1] else ""
    return tuple(label for label, _, rests in glossary() if article in rests and item in rests)


def terms_in(text: str) -> tuple[str, ...]:
    """The labels of every term in a question, as they follow there; the longer of two that overlap."""
    said = {bare(label): label for label, _, _ in (*glossary(), *_BESIDE)} | _CALLED
    said |= {hit.word: labels[0] for hit in find(text) if (labels := labels_of(hit))}
    known = {label for label, _, _ in (*glossary(), *_BESIDE)}
    taken: list[tuple[int, int, str]] = []
    for word in sorted(said, key=lambda word: (-len(word), word)):
        at = text.find(word)
        end = at + len(word)
        if len(word) > 1 and at >= 0 and said[word] in known and all(end <= a or b <= at for a, b, _ in taken):
            taken.append((at, end, said[word]))
    # 其他 alone is a word of every sentence, never a term.
    return tuple(dict.fromkeys(label for at, end, label in sorted(taken) if text[at:end] != "其他"))


def _terms_about(text: str) -> tuple[str, ...]:
    """Every term named before 有什么区别, 包括啥, 是啥; none where the question says no such thing."""
    asks = _ABOUT.search(text)
    if asks is None:
        return ()
    named = [term for term, _, _ in _BESIDE if term in text[: asks.end()]]
    if named:
        return tuple(named)
    labels = [labels_of(hit)[:1] for hit in find(text[: asks.start()])]
    return tuple(dict.fromkeys(label for found in labels for label in found))


_WHY = re.compile(
    r"为(?:什么|啥|何).{0,14}(?:可以|能|只计|不处理|不公开|不给)|(?:可以|能|不处理|不公开).{0,4}为(?:什么|啥|何)"
)


def ruled(base: Query) -> Query | None:
    """为什么可以不公开 of no organ and year asks for a term's rule and article, not for the reason behind a number."""
    text = base.text
    if base.organs or base.years.stated or _WHY.search(text) is None or _COUNTS.search(text):
        return None
    named = terms_in(text)
    return replace(base, kind=Kind.DEFINITION, terms=named) if named else None


def definition(base: Query) -> Query | None:
    """The question read as one for what a word of the form means; None where it is no such question."""
    text = base.text
    if not base.organs and not base.years.stated:
        asks = _EXPLAINS.search(text) is not None and _COUNTS.search(text) is None
        named = terms_in(text) if asks or _ABOUT.search(text) else ()
        about = _terms_about(text)
        meant = _rests_on(text) if asks else ()
        if not meant:
            meant = named if named and (asks or len(named) > len(about)) else about
        if meant:
            return replace(base, kind=Kind.DEFINITION, terms=meant)
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
        found = [label for hit in find(term) if hit.word == term for label in labels_of(hit)][:1]
    return replace(base, kind=Kind.DEFINITION, terms=tuple(found)) if found else None


def labels_of(hit: Hit) -> list[str]:
    """The printed labels that a word stands for: the glossary is keyed by them."""
    meant = {(entry.table, entry.key) for entry in hit.entries}
    return [
        entry.label
        for form in forms()
        for table in form.tables
        for entry in table.entries
        if (table.key, entry.key) in meant
    ]
