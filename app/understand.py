"""Question + history → Query: deterministic, explainable, and never a guess that is not shown.

Read in this order: words of the form, years, organs in what is left, then what is being asked. What a
follow-up leaves out is taken from the questions before it (`app.follow`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from nianbao.app.answer import Reason
from nianbao.app.axis import SAID_AXIS, off_the_form, pinned
from nianbao.app.clauses import by_clause
from nianbao.app.follow import carried, lacks
from nianbao.app.gap import APART, PAIR
from nianbao.app.narrowing import narrowed, unaccounted
from nianbao.app.outside import outside
from nianbao.app.places import ANY, BELOW, BEST_YEAR, among, descending, filters, places, unranked
from nianbao.app.prose import asks_sentences
from nianbao.app.query import Kind, Problem, Query, Wanted, Years
from nianbao.app.rates import asks_share, rates
from nianbao.app.stated import ASKS, loosely_bound, number_spans, stated
from nianbao.app.strays import strays
from nianbao.app.times import years as read_years
from nianbao.app.vocabulary import WEAK, Hit, Slot, find
from nianbao.app.wanted import asked, by_applicant, newest
from nianbao.index.organs import Mention, Organ, OrganNames, normalise
from nianbao.ingest.form import forms, glossary
from nianbao.ingest.form import normalise as normalise_label

_DEFINITION = re.compile(
    r"(?:什么是|什么叫|何为|何谓|啥是|啥叫|解释一下|解释)(.{2,30}?)[?？。]?$|"
    r"^(.{2,30}?)(?:是什么意思|是啥意思|指什么|指的是什么|什么意思|的含义|的定义|是指什么|怎么理解|是什么|含不含.{0,12}|包不包括.{0,12}|是否包[含括].{0,12})[?？。呢]*$"
)
_RANK = re.compile(
    r"最多|最少|最高|最低|最大|排名|排行|排第|前[一二三四五六七八九十\d]{1,3}(?:名|位|个|家)?|后[一二三四五六七八九十\d]{1,3}(?:名|位|个|家)|哪个局|哪些局|哪个区|哪个县|哪个机关|哪家|哪个部门|谁最"
)
_LARGEST = re.compile(
    r"(?=.*(?:最多|最少|最高|最低|最常见))(?=.*(?:哪一?[种类项条]|何种|理由|原因|情形|哪种申请人|申请人类别))"
)
_WHICH_KIND = re.compile(r"(?:哪一?[种类项条]|何种)(?:情形|理由|原因|类型|情况)?")
_FINDINGS = re.compile(
    r"勾稽|不平|对不上|对得上|收办平衡|平衡吗|有没有(?:数据|填报|计算|写)?(?:错误|差错|问题数据|错)|有(?:无|没有)错|是否平衡|平不平|一致吗|是否一致|合计不符|校验|核对|"
    r"数据(?:有|是否|准)|算错|有错吗|写错|填错|自相矛盾|矛盾|空着|空白的?格|没填|漏填|填得|规范吗"
)
_WEB = re.compile(
    r"主动公开(?:了)?(?:政府)?(?:信息)?(?:多少|几|总)?(?:条|信息|了多少)|(?:网站|公众号|微信|微博|平台|新媒体|栏目|推送)"
)
_PROSE = re.compile(
    r"问题|不足|困难|改进|措施|下一步|怎么|如何|谁负责|负责人|做法|亮点|创新|培训|考核|监督|工作机制|解读|回应|哪些|什么|介绍|简述|总结|说了什么|"
    r"有没有提到|提到|情况怎么样|信息处理费|依据|联系"
)
_OVER_ALL = re.compile(
    r"[全本](?:市|县|区|省)|各[局区县]|各部门|各机关|所有机关|所有部门|合计|总共|一共|平均|加起来|总和"
)
_TOGETHER = re.compile(r"合计|总共|一共|加起来|累计|总和|共(?:有|收|新|计)?多少")
_WHOLE = re.compile(r"全(市|县|区|省)")
_SET = re.compile(r"(?:各个?|几个|[两二三四五六七八九十\d]+个|所有的?|全部|每个)$")
_WHICH = re.compile(r"(?:哪个|哪些|哪一个|哪家)$")
_SECTIONS = (
    ("五", re.compile(r"问题|不足|困难|短板|改进|整改|下一步|措施|打算|怎么解决|如何解决")),
    ("六", re.compile(r"信息处理费|其他需要报告|需要报告的")),
)
_OPERATIONS = (ASKS, _RANK, _WHICH_KIND, _OVER_ALL, _TOGETHER, APART, SAID_AXIS)
"""What names an operation and no figure."""


def understand(question: str, history: Sequence[str], names: OrganNames, as_of: date) -> Query:
    """Read `question` in the light of the questions before it (oldest first)."""
    before: Query | None = None
    for turn in (*history[-10:], question):
        query, hits = _alone(turn, names, as_of)
        last = before.about if before is not None else None
        before = carried(query, before, hits, names) if before is not None and lacks(query) else query
        before = replace(before, about=_about(before, last))
    return before or _alone(question, names, as_of)[0]


def _about(query: Query, last: Organ | None) -> Organ | None:
    """The organ a conversation is about: the first one a question settles on, else the one before."""
    return next((candidates[0] for candidates in query.organs if len(candidates) == 1), last)


def _plain(question: str) -> tuple[str, bool]:
    """The text that is read, and whether it corrects an earlier question (不是2023，是2024)."""
    text = re.sub(r"[“”\"「」『』'‘’《》]", "", normalise(question))
    text = re.sub(r"(?<=[市区县省镇乡])的(?=[\u4e00-\u9fff]{2,10}(?:局|委员会|厅|人民政府|办公室|街道))", "", text)
    text = re.sub(r"(?<=[市区县省])全[市区县省](?![\u4e00-\u9fff]{0,2}[局厅])", "", text)
    right = re.sub(r"不是[^,，。是]{1,30}[,，]?(?:而)?是(?=[^否不])", "", text)
    return right, right != text


def _alone(question: str, names: OrganNames, as_of: date) -> tuple[Query, tuple[Hit, ...]]:
    """The query a question makes by itself, and the words of the form in it."""
    text, corrected = _plain(question)
    when = read_years(text, as_of)
    found = pinned(find(text), text)
    when = _printed_change(found, when)
    hits = tuple(hit for hit in found if not _inside((hit.start, hit.end), when.spans))
    mentions = names.mentions(text, when.spans, [(hit.start, hit.end) for hit in hits])
    hits = tuple(h for h in hits if not any(m.start < h.end and h.start < m.end for m in mentions))
    mentioned = tuple(mention.text for mention in mentions)
    unknown = tuple(mention.text for mention in mentions if not mention.candidates)
    whole = _WHOLE.search(normalise(question))
    base = Query(
        text,
        Kind.NARRATIVE,
        _organs(mentions, text),
        unknown,
        mentioned,
        when,
        section=next((number for number, pattern in _SECTIONS if pattern.search(text)), None),
        whole=whole[1] if whole else "",
        corrected=corrected,
        problem=off_the_form(normalise(question), hits, text),
    )
    kinds = [match.span() for match in _WHICH_KIND.finditer(text)]
    taken = [*when.spans, *kinds, *((h.start, h.end) for h in hits), *((m.start, m.end) for m in mentions)]
    return _strayed(_asked(base, text, hits, taken), taken, [(m.start, m.end) for m in mentions]), hits


def _printed_change(hits: Sequence[Hit], when: Years) -> Years:
    """行政处罚增减多少 of a year whose form prints 本年增/减: that column, and no step from the year before."""
    printed = [hit for hit in hits if any(e.slot is Slot.COLUMN and e.key == "change" for e in hit.entries)]
    rows = any(e.slot is Slot.ROW and e.table == "disclosure" for hit in hits for e in hit.entries)
    if not (printed and rows and when.stated and max(when.stated) < newest().first_year):
        return when
    spans = tuple(s for s in when.spans if not any(s[0] < hit.end and hit.start < s[1] for hit in printed))
    return replace(when, change=False, spans=spans)


def _strayed(query: Query, taken: Sequence[tuple[int, int]], named: Sequence[tuple[int, int]]) -> Query:
    """A figure's question with a word left over that may be an organ's name: unknown, rather than another's figure."""
    alone = query.kind in (Kind.FINDINGS, Kind.CHANGE, Kind.LARGEST)
    if query.problem is not None or not (query.wanted or query.ratios or alone):
        return query
    found = strays(query.text, [*taken, *(m.span() for m in _FINDINGS.finditer(query.text))], named)
    if query.kind is Kind.FINDINGS or not (query.wanted or query.ratios):
        # what else such a question speaks of is what it wants checked
        found = tuple(name for name in found[:1] if query.text.startswith(name))
    query = replace(query, unknown=(*query.unknown, *found))
    return query if query.unknown or query.kind is Kind.FINDINGS else _accounted(query, taken)


def _accounted(query: Query, taken: Sequence[tuple[int, int]]) -> Query:
    """A figure's question with a word that nothing accounts for: not in the form, rather than the figure of all."""
    if not (query.wanted or query.ratios):
        return query
    operation = [m.span() for pattern in _OPERATIONS for m in pattern.finditer(query.text)]
    if query.kind is Kind.RANK and query.among == ANY:
        operation.extend(m.span() for m in BELOW.finditer(query.text))
    if not (left := unaccounted(query.text, [*taken, *operation, *number_spans(query.text, query.years)])):
        return query
    offered = query.wanted or tuple(ratio.numerator for ratio in query.ratios[:1])
    return replace(query, problem=Problem(f"统计表没有“{left}”这一项的数字。", Reason.NOT_IN_FORM, offered=offered))


def _organs(mentions: Sequence[Mention], text: str) -> tuple[tuple[Organ, ...], ...]:
    """One entry a name; 各民政局, 四个民政局 and 哪个民政局 mean every organ of that name."""
    organs: list[tuple[Organ, ...]] = []
    for mention in mentions:
        before = text[: mention.start]
        if len(mention.candidates) > 1 and (_SET.search(before) or _WHICH.search(before)):
            organs.extend((organ,) for organ in mention.candidates)
        elif mention.candidates:
            organs.append(mention.candidates)
    return tuple(dict.fromkeys(organs))


def _inside(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in spans)


def _asked(base: Query, text: str, hits: tuple[Hit, ...], taken: Sequence[tuple[int, int]]) -> Query:
    """What is being asked, by the first sign that holds."""
    wanted, vague = by_clause(text, hits, each=bool(re.search(r"各|分别", text)))
    if wanted and filters(text):
        return replace(base, problem=Problem("这里还不能按条件筛选机关，可以看排名前十。", Reason.OUT_OF_SCOPE))
    stepped = base.years.change and wanted
    told = not stepped and not ASKS.search(text) and asks_sentences(text, hits, taken)
    if (problem := outside(text, hits, wanted, asks=ASKS.search(text) is not None, told=told)) is not None:
        return replace(base, kind=base.kind if problem.reason else Kind.FIGURES, problem=problem)
    if not _LARGEST.search(text) and (defined := _definition(text, base)) is not None:
        return defined
    if base.problem is not None:
        return replace(base, kind=Kind.FIGURES)
    if told and not _FINDINGS.search(text):
        return base
    numbers = stated(text, base.years)
    claims = numbers if ASKS.search(text) else ()
    if claims and loosely_bound(text, base.years):
        message = "所问的范围没有读懂，请写明是超过、不超过、不少于还是不到某数。"
        return replace(base, kind=Kind.FIGURES, problem=Problem(message, choices=_plainly(wanted)))
    if _FINDINGS.search(text) and not claims:
        return replace(base, kind=Kind.FINDINGS, wanted=wanted)
    if ratios := rates(hits, text):
        return replace(base, kind=Kind.CLAIM if claims else Kind.RATE, ratios=ratios, claims=claims)
    if hits and asks_share(text) and not ratios:
        problem = Problem("请写明是什么占什么，例如“国家秘密占不予公开的比例”。", choices=_shares_to_choose(wanted))
        return replace(base, kind=Kind.FIGURES, problem=problem)
    named_rows = any(h.of(Slot.ROW) or h.of(Slot.GROUP) for h in hits if h.word not in WEAK)
    if _WEB.search(text) and not named_rows:
        return replace(base, terms=("主动公开",) if "主动公开" in text and not re.search("推送|账号", text) else ())
    if wanted and _asks_prose(text, hits):
        return base
    if vague is not None and vague.reason is not None:
        return replace(base, problem=vague)
    if wanted and (left := narrowed(text, hits, taken)):
        message = f"统计表没有“{left}”这一项的数字。"
        return replace(base, problem=Problem(message, Reason.NOT_IN_FORM, offered=wanted))
    if wanted:
        return _figures(base, text, wanted, claims)
    return _without_figures(base, text, hits, vague, claims)


def _shares_to_choose(wanted: Sequence[Wanted]) -> tuple[str, ...]:
    return (*(asked(item) for item in wanted[:2]), "不予公开占办理结果总计的比例", "自然人占新收申请的比例")


def _plainly(wanted: Sequence[Wanted]) -> tuple[str, ...]:
    """The figures themselves, to be asked for without a number."""
    return tuple(asked(item) for item in wanted[:3]) or ("新收申请多少件",)


def _figures(base: Query, text: str, wanted: tuple[Wanted, ...], claims: tuple[object, ...]) -> Query:
    if _LARGEST.search(text):
        parts = by_applicant(wanted[0]) if re.search(r"申请人|申请者|主体|群体|人群", text) else wanted[0]
        if len(wanted) == 1 and parts is not None and any(len(keys) > 1 for keys in parts.alternatives):
            return replace(base, kind=Kind.LARGEST, wanted=(parts,), descending=descending(text))
        return replace(
            base,
            kind=Kind.FIGURES,
            problem=Problem(
                "请指明要比较的几项，或逐项来问。", choices=("不予公开一共几件", "无法提供一共几件", "不予处理一共几件")
            ),
        )
    if (problem := unranked(text, named=bool(base.organs))) is not None and not claims:
        return replace(base, kind=Kind.FIGURES, wanted=wanted, problem=problem)
    if _RANK.search(text) and claims == () and ASKS.search(text) and base.organs:
        base = replace(base, organs=())  # 最多的局是某局，对吗: the organ is what is claimed, not the set compared
    numbers = stated(text, base.years) if claims else ()
    if numbers and re.search(r"不是-?\d|并非\d|没有\d", text):
        return replace(
            base,
            kind=Kind.FIGURES,
            problem=Problem("请从正面说要核对的数，例如“新收多少件，对吗”。", choices=("新收申请多少件",)),
        )
    if numbers:
        return replace(base, kind=Kind.CLAIM, wanted=wanted, claims=numbers)
    if BEST_YEAR.search(text):
        return replace(base, kind=Kind.FIGURES, wanted=wanted, years=_all_years(base.years), best_year=True)
    if _RANK.search(text):
        return replace(
            base,
            kind=Kind.RANK,
            wanted=wanted[:1],
            places=places(text),
            descending=descending(text),
            among=among(text, base.mentioned),
        )
    kind = Kind.CHANGE if base.years.change else Kind.FIGURES
    if kind is Kind.FIGURES and len(base.organs) == PAIR and APART.search(text):
        kind = Kind.GAP
    together = bool(_OVER_ALL.search(text)) and (len(base.organs) != 1 or bool(among(text, base.mentioned)))
    added = (
        bool(_TOGETHER.search(text)) and len(base.organs) == 1 and (len(base.years.stated) > 1 or bool(base.years.last))
    )
    return replace(
        base,
        kind=kind,
        wanted=wanted,
        every=together and kind is Kind.FIGURES,
        among=among(text, base.mentioned),
        over_years=added,
    )


def _all_years(years: Years) -> Years:
    return years if years.stated else replace(years, last=20)


def _without_figures(
    base: Query, text: str, hits: tuple[Hit, ...], vague: Problem | None, claims: tuple[object, ...]
) -> Query:
    """A question without a figure: one that could be two cells, a bare step or number, or prose."""
    strong = [hit for hit in hits if not hit.of(Slot.VAGUE)]
    if vague is not None and hits and not strong and not _PROSE.search(text):
        return replace(base, kind=Kind.FIGURES, problem=vague)
    if vague is not None and strong and vague.choices and re.search(r"几|多少|数", text):
        return replace(base, kind=Kind.FIGURES, problem=vague)
    if BEST_YEAR.search(text) and re.search(r"最[多少高低大小]", text):
        return replace(base, kind=Kind.FIGURES, years=_all_years(base.years), best_year=True)
    if _LARGEST.search(text) and not base.organs:
        return replace(base, kind=Kind.LARGEST, descending=descending(text))
    if (
        _RANK.search(text)
        and re.search(r"最多|最少|最高|最低|排名|排行", text)
        and not _PROSE.search(re.sub("哪些", "", text))
    ):
        return replace(
            base,
            kind=Kind.RANK,
            descending=descending(text),
            places=places(text),
            among=among(text, base.mentioned),
        )
    if base.years.change and not _PROSE.search(text):
        return replace(base, kind=Kind.CHANGE)
    if claims:
        return replace(base, kind=Kind.CLAIM, claims=stated(text, base.years))
    return base


def _asks_prose(text: str, hits: Sequence[Hit]) -> bool:
    """存在什么问题, 怎么改进 … ask for sentences although words of the form occur in them."""
    if re.search(r"信息处理费|收费标准", text):
        return True
    if re.search(r"多少|几(?:件|条|次|项|个|宗|起|份)?|数量|件数|各提|对吗|比例|是否为|怎么变化|如何变化|变化", text):
        return False
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
