"""Question + history → Query: deterministic, explainable, and never a guess that is not shown.

Read in this order: words of the form, years, organs in what is left, then what is being asked. What a
follow-up leaves out is taken from the questions before it, newest first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from nianbao.app.answer import Reason
from nianbao.app.query import Kind, Problem, Query, Wanted, Years
from nianbao.app.times import years as read_years
from nianbao.app.vocabulary import Hit, Slot, find
from nianbao.app.wanted import cell, from_hits, label_of, rates
from nianbao.index.organs import Mention, OrganNames, normalise
from nianbao.ingest.form import forms, glossary, specs
from nianbao.ingest.form import normalise as normalise_label
from nianbao.ingest.numerals import chinese_integer

_CLAIM = re.compile(
    r"对吗|对不对|对么|是吗|是不是|正确吗|准确吗|属实|没错吧|是这样吗|填错|写错|说错|对吧|真的吗|是真的"
)
_NUMBER = re.compile(
    r"(?<![\d.第])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(万)?(?=件|条|项|次|万?元|宗|份|个|起|,|。|,|对|吗|是|$|\?)"
)
_CHINESE_NUMBER = re.compile(r"([零〇一二两三四五六七八九十百千万]{1,8})(?=件|次|条|项|宗|份|起)")
_DEFINITION = re.compile(
    r"(?:什么是|什么叫|何为|何谓|啥是|啥叫|解释一下|解释)(.{2,30}?)[?？。]?$|^(.{2,30}?)(?:是什么意思|是啥意思|指什么|指的是什么|什么意思|的含义|的定义|是指什么|怎么理解|是什么)[?？。呢]*$"
)
_RANK = re.compile(
    r"最多|最少|最高|最低|最大|排名|排行|排第|前[一二三四五六七八九十\d]{1,3}(?:名|位|个|家)?|哪个局|哪些局|哪个区|哪个县|哪个机关|哪家|哪个部门|谁最"
)
_FINDINGS = re.compile(
    r"勾稽|不平|对不上|有没有(?:数据|填报|计算)?(?:错误|差错|问题数据)|有(?:无|没有)错|是否平衡|平不平|一致吗|合计不符|对得上|校验|核对|数据(?:有|是否|准)|算错|有错吗|自相矛盾|矛盾"
)
_WHY = re.compile(r"为什么|为何|为啥|凭什么|什么原因|是何原因|预计|预测|明年|后年|将会|会不会|将来|未来会")
_PERSONAL = re.compile(
    r"谁(?:申请|提出|提的|提了|举报|投诉)|申请人(?:是谁|叫什么|的?(?:姓名|名字|电话|身份证|住址|地址|手机))|身份证|手机号|家庭住址|哪个人|某某人|个人信息是"
)
_FINE_MONEY = re.compile(
    r"(?:罚|罚款|罚没)(?:了)?(?:多少)?(?:钱|款|金额|元)|罚款(?:金额|总额|数额)?|罚没(?:收入|金额)?"
)
_LATE = re.compile(r"逾期|超期|超时限|超过期限|按时答复率|及时率")
_APPLICANTS_LATE = re.compile(r"逾期(?:不补正|未按|未缴|不缴|没缴)|不补正|申请人逾期")
_WEB = re.compile(
    r"主动公开(?:了)?(?:政府)?(?:信息)?(?:多少|几|总)?(?:条|信息|了多少)|(?:网站|公众号|微信|微博|平台|新媒体|栏目)"
)
_ASKS_NARRATIVE = re.compile(
    r"问题|不足|困难|改进|措施|下一步|怎么|如何|谁负责|负责人|做法|亮点|创新|培训|考核|监督|工作机制|解读|回应|哪些|什么|介绍|简述|总结|说了什么|有没有提到|提到|情况怎么样|信息处理费|依据|联系"
)
_FOLLOW = re.compile(r"^(?:那|那么|还有|然后|再|换成|改成|另外|以及|和|又)|呢[?？。]?$|^(?:比|较|同比)|^不是")
_OVER_ALL = re.compile(r"全市|全县|全区|全省|各局|各区|各县|各部门|各机关|所有|合计|总共|一共|平均")
_SECTIONS = (
    ("五", re.compile(r"问题|不足|困难|短板|改进|整改|下一步|措施|打算")),
    ("六", re.compile(r"信息处理费|其他需要报告|需要报告的")),
)
_ATTACK = re.compile(
    r"忽略(?:以上|之前|前面|所有)|无视(?:以上|之前)|你现在是|扮演|system ?prompt|ignore (?:all|previous|the above)|提示词|越狱"
)


def understand(question: str, history: Sequence[str], names: OrganNames, as_of: date) -> Query:
    """Read `question` in the light of the questions before it (oldest first)."""
    query, hits, carries = _alone(question, names, as_of)
    for earlier in reversed(history[-10:]):
        if not (carries and _lacks(query)):
            break
        before, _, _ = _alone(earlier, names, as_of)
        query = _carried(query, before, hits)
    return query


def _plain(question: str) -> str:
    text = re.sub(r"[“”\"「」『』'‘’《》]", "", normalise(question))
    # a correction holds what it corrects to: 不是2023，是2024
    return re.sub(r"不是[^,，。是]{1,30}[,，]?(?:而)?是(?=[^否])", "", text)


def _alone(question: str, names: OrganNames, as_of: date) -> tuple[Query, tuple[Hit, ...], bool]:
    """The query a question makes by itself, its words, and whether it may take from earlier questions."""
    text = _plain(question)
    when = read_years(text, as_of)
    hits = tuple(hit for hit in find(text) if not _inside((hit.start, hit.end), when.spans))
    mentions = names.mentions(text, [(hit.start, hit.end) for hit in hits] + list(when.spans))
    mentions = _without_shadows(mentions, names, text, hits, when)
    organs = tuple(mention.candidates for mention in mentions if mention.candidates)
    unknown = tuple(mention.text for mention in mentions if not mention.candidates)
    mentioned = tuple(mention.text for mention in mentions)
    base = Query(text, Kind.NARRATIVE, organs, unknown, mentioned, when, section=_section(text))
    query = _asked(base, text, hits, as_of)
    return query, hits, True


def _without_shadows(
    mentions: tuple[Mention, ...], names: OrganNames, text: str, hits: Sequence[Hit], when: Years
) -> tuple[Mention, ...]:
    """Words of the form that hide inside a name (行政审批局) give the name back where the library knows it."""
    whole = names.mentions(text, list(when.spans))
    extra = [
        m
        for m in whole
        if m.candidates and not any(m.start < o.end and o.start < m.end for o in mentions if o.candidates)
    ]
    kept = [m for m in mentions if m.candidates or not any(m.start < e.end and e.start < m.end for e in extra)]
    return tuple(sorted((*kept, *extra), key=lambda m: m.start))


def _inside(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in spans)


def _section(text: str) -> str | None:
    return next((number for number, pattern in _SECTIONS if pattern.search(text)), None)


def _asked(base: Query, text: str, hits: tuple[Hit, ...], as_of: date) -> Query:
    """What is being asked, by the first sign that holds."""
    if _PERSONAL.search(text):
        return replace(base, problem=Problem("年度报告不含申请人的个人信息，nianbao 也不提供。", Reason.PERSONAL))
    if _ATTACK.search(text) and not hits:
        return replace(base, problem=Problem("这句话不是关于年度报告的问题。", Reason.OUT_OF_SCOPE))
    if (defined := _definition(text, base)) is not None:
        return defined
    wanted, problem = from_hits(hits, each=bool(re.search(r"各|分别", text)))
    if _LATE.search(text) and not _APPLICANTS_LATE.search(text):
        return replace(
            base,
            problem=Problem(
                "表中的“逾期”是指申请人逾期不补正或逾期不缴费；行政机关自己是否逾期答复，统计表不反映。",
                Reason.NOT_IN_FORM,
                offered=(
                    cell("applications.otherwise.not_corrected.total"),
                    cell("applications.otherwise.fee_unpaid.total"),
                ),
            ),
        )
    if _FINE_MONEY.search(text) and not re.search(r"几次|多少次|多少件|几件", text):
        offered = (cell("disclosure.penalties.decisions"),)
        return replace(
            base, problem=Problem("统计表只列行政处罚的决定件数，没有罚款金额。", Reason.NOT_IN_FORM, offered=offered)
        )
    if _WHY.search(text) and (hits or not _ASKS_NARRATIVE.sub("", _WHY.sub("", text)).strip()):
        return replace(
            base,
            problem=Problem(
                "年度报告只公布结果，不说明数字背后的原因，也不作预测。", Reason.OUT_OF_SCOPE, offered=wanted
            ),
        )
    if _FINDINGS.search(text) and not (_CLAIM.search(text) and _numbers(text, base.years)):
        return replace(base, kind=Kind.FINDINGS, wanted=wanted)
    ratios = rates(hits, text)
    if ratios:
        return replace(base, kind=Kind.RATE, ratios=ratios)
    if _WEB.search(text) and not any(h.of(Slot.ROW) or h.of(Slot.GROUP) for h in hits if h.word not in ("公开",)):
        return replace(base, kind=Kind.NARRATIVE, terms=("主动公开",))
    strong = [hit for hit in hits if not hit.of(Slot.VAGUE)]
    if wanted and _asks_prose(text, hits):
        return replace(base, kind=Kind.NARRATIVE)
    if wanted:
        numbers = _numbers(text, base.years)
        if _CLAIM.search(text) and numbers:
            return replace(base, kind=Kind.CLAIM, wanted=wanted, claims=numbers)
        if _RANK.search(text):
            return replace(
                base,
                kind=Kind.RANK,
                wanted=wanted[:1],
                places=_places(text),
                descending=not re.search("最少|最低", text),
                among=_among(text),
            )
        kind = Kind.CHANGE if base.years.change else Kind.FIGURES
        return replace(base, kind=kind, wanted=wanted, every=bool(_OVER_ALL.search(text)) and not base.organs, among=_among(text))
    if problem is not None and strong == [] and hits and not _ASKS_NARRATIVE.search(text):
        return replace(base, kind=Kind.FIGURES, problem=problem)
    if problem is not None and strong and problem.choices and re.search(r"几|多少|数", text):
        return replace(base, kind=Kind.FIGURES, problem=problem)
    if base.years.change and not _ASKS_NARRATIVE.search(text):
        return replace(base, kind=Kind.CHANGE)
    numbers = _numbers(text, base.years)
    if _CLAIM.search(text) and numbers:
        return replace(base, kind=Kind.CLAIM, claims=numbers)
    return base


def _asks_prose(text: str, hits: Sequence[Hit]) -> bool:
    """存在什么问题, 怎么改进 … ask for sentences although words of the form occur in them."""
    if re.search(r"多少|几(?:件|条|次|项|个|宗|起|份)?|数量|件数|各提|对吗|比例|是否为", text):
        return False
    if re.search(r"信息处理费|收费标准", text):
        return True
    rest = text
    for hit in hits:
        rest = rest.replace(hit.word, "")
    return (
        re.search(
            r"问题|不足|困难|改进|措施|下一步|怎么(?!样)|如何|谁负责|做法|亮点|培训|考核|解读|渠道|流程|机制|哪些工作",
            rest,
        )
        is not None
    )


def _definition(text: str, base: Query) -> Query | None:
    match = _DEFINITION.search(text)
    if match is None:
        return None
    term = normalise_label(re.sub(r"^(?:请问|报告里的?|表里的?|表中的?)|的$|[?？。]", "", match[1] or match[2]))
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
        found = [entry for hit in find(term) if hit.word == term for entry in _labels_of(hit)][:1]
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


def _numbers(text: str, when: Years) -> tuple[Decimal, ...]:
    rest = text
    for start, end in when.spans:
        rest = rest[:start] + "年" * (end - start) + rest[end:]
    found = [Decimal(m[1].replace(",", "")) * (10000 if m[2] else 1) for m in _NUMBER.finditer(rest)]
    found += [Decimal(n) for m in _CHINESE_NUMBER.finditer(rest) if (n := chinese_integer(m[1])) is not None]
    return tuple(found)


def _places(text: str) -> int:
    match = re.search(r"前([一二三四五六七八九十]{1,3}|\d{1,3})(?:名|位|个|家)?", text)
    if match:
        number = int(match[1]) if match[1].isdecimal() else chinese_integer(match[1])
        return max(1, min(number or 1, 20))
    return 10 if re.search("排名|排行", text) else 1


def _among(text: str) -> str:
    match = re.search(r"(?:哪(?:个|些|家|一个)|各|所有的?)(局|区县|区|县|市|镇|乡|街道|委|厅)", text)
    return match[1] if match else ""


# ------------------------------------------------------------------ follow-ups


def _lacks(query: Query) -> bool:
    """Whether earlier questions can still add something."""
    asks = query.wanted or query.ratios or query.problem or query.kind in (Kind.DEFINITION, Kind.FINDINGS)
    return not (query.organs or query.unknown) or not asks or not query.years.stated


def _carried(query: Query, before: Query, hits: Sequence[Hit]) -> Query:
    """`query` with what it leaves out taken from `before`."""
    if query.kind is Kind.DEFINITION or (query.problem and query.problem.reason is Reason.PERSONAL):
        return query
    follow = _FOLLOW.search(query.text) is not None or len(query.text) <= 8
    # a new full question about something else keeps only its organ
    has_own = (
        bool(query.wanted or query.ratios or query.terms)
        or query.kind is Kind.FINDINGS
        or (query.kind is Kind.NARRATIVE and not follow and len(query.text) > 6)
    )
    out = query
    if not query.organs and not query.unknown and query.kind is not Kind.RANK and not query.every:
        out = replace(out, organs=before.organs, unknown=before.unknown)
    if not query.years.stated and query.years.last is None:
        carried = before.years.stated
        out = replace(out, years=replace(query.years, stated=carried))
    if not has_own and (before.wanted or before.ratios or before.kind in (Kind.NARRATIVE, Kind.FINDINGS)):
        kind = query.kind if query.kind in (Kind.CHANGE, Kind.CLAIM) and before.wanted else before.kind
        if kind is Kind.CLAIM and not query.claims:
            kind = Kind.FIGURES
        text = before.text if kind is Kind.NARRATIVE and not _topic(query) else query.text
        out = replace(
            out,
            kind=kind,
            text=text,
            wanted=_wanted_with(before, hits),
            ratios=before.ratios,
            problem=out.problem or (before.problem if not before.wanted else None),
            terms=before.terms,
            section=out.section or before.section,
        )
    return out


def _topic(query: Query) -> bool:
    return _ASKS_NARRATIVE.search(query.text) is not None


def _wanted_with(before: Query, hits: Sequence[Hit]) -> tuple[Wanted, ...]:
    """律所呢 after 企业提了几件: the earlier rows in the column just named."""
    columns = [entry.key for hit in hits for entry in hit.of(Slot.COLUMN)]
    if not columns:
        return before.wanted
    out = []
    for wanted in before.wanted:
        for column in columns:
            keys = tuple(f"{key.rsplit('.', 1)[0]}.{column}" for key in wanted.keys)
            if all(key in specs() for key in keys):
                label = label_of(keys[0]) if len(keys) == 1 else f"{wanted.label}（{specs()[keys[0]].column.label}）"
                out.append(Wanted(label, (keys,), wanted.note))
    return tuple(out) or before.wanted
