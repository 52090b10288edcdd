"""What a question asks for, once its words, years and organs are known: the operation and its figures (pure).

Decided by the first sign that holds, in the order of `asked_for`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.app.answer import Reason
from nianbao.app.axis import SAID_AXIS
from nianbao.app.clauses import by_clause
from nianbao.app.gap import APART, PAIR
from nianbao.app.narrowing import narrowed
from nianbao.app.outside import outside
from nianbao.app.places import BEST_YEAR, among, descending, filters, places, unranked
from nianbao.app.query import Kind, Problem, Query, Wanted, Years
from nianbao.app.rates import asks_share, rates
from nianbao.app.stated import ASKS, loosely_bound, stated
from nianbao.app.terms import definition
from nianbao.app.vocabulary import WEAK, Hit, Slot
from nianbao.app.wanted import asked, by_applicant

_RANK = re.compile(
    r"最多|最少|最高|最低|最大|排名|排行|排第|前[一二三四五六七八九十\d]{1,3}(?:名|位|个|家)?|后[一二三四五六七八九十\d]{1,3}(?:名|位|个|家)|哪个局|哪些局|哪个区|哪个县|哪个机关|哪家|哪个部门|谁最"
)

_LARGEST = re.compile(
    r"(?=.*(?:最多|最少|最高|最低|最常见))(?=.*(?:哪一?[种类项条]|何种|理由|原因|情形|哪种申请人|申请人类别))"
)

WHICH_KIND = re.compile(r"(?:哪一?[种类项条]|何种)(?:情形|理由|原因|类型|情况)?")

FINDINGS = re.compile(
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

OPERATIONS = (ASKS, _RANK, WHICH_KIND, _OVER_ALL, _TOGETHER, APART, SAID_AXIS)
"""What names an operation and no figure."""


def asked_for(base: Query, hits: tuple[Hit, ...], taken: Sequence[tuple[int, int]]) -> Query:
    """What is being asked, by the first sign that holds."""
    text = base.text
    wanted, vague = by_clause(text, hits, each=bool(re.search(r"各|分别", text)))
    if wanted and filters(text):
        return replace(base, problem=Problem("这里还不能按条件筛选机关，可以看排名前十。", Reason.OUT_OF_SCOPE))
    if (problem := outside(text, hits, wanted, asks=ASKS.search(text) is not None)) is not None:
        return replace(base, kind=base.kind if problem.reason else Kind.FIGURES, problem=problem)
    if not _LARGEST.search(text) and (defined := definition(base)) is not None:
        return defined
    if base.problem is not None:
        return replace(base, kind=Kind.FIGURES)
    numbers = stated(text, base.years)
    claims = numbers if ASKS.search(text) else ()
    if claims and loosely_bound(text, base.years):
        message = "所问的范围没有读懂，请写明是超过、不超过、不少于还是不到某数。"
        return replace(base, kind=Kind.FIGURES, problem=Problem(message, choices=_plainly(wanted)))
    if FINDINGS.search(text) and not claims:
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
