"""Signs of what a question asks for: the words of its operation, and what its words and figures say together (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.app.axis import SAID_AXIS
from nianbao.app.course import COURSE
from nianbao.app.gap import APART, PAIR
from nianbao.app.narrowing import unaccounted
from nianbao.app.query import Query, Stated, Wanted
from nianbao.app.stated import ASKS
from nianbao.app.vocabulary import Hit, Slot

RANK = re.compile(
    r"最多|最少|最高|最低|最大|最快|最慢|排个?名|排行|谁第一|第一名|排第[一二三四五六七八九十\d]*|(?:位|名)列第一|居首|榜首|冠军|垫底|末位|最末|倒数|最后一名|前[一二两三四五六七八九十\d]{1,3}(?:名|位|个|家)?(?!年)|后[一二两三四五六七八九十\d]{1,3}(?:名|位|个|家)|亚军|季军|第[一二三四五六七八九十]名?(?:和|、|与|跟)第[一二三四五六七八九十]|哪个局|哪些局|哪个区|哪个县|哪个机关|哪家|哪个部门|谁家?最"
)

REASON = re.compile(r"理由|原因|情形|为由")

WHICH_KIND = re.compile(
    r"(?:哪一?[种类项条]|何种)(?:情形|理由|原因|类型|情况)?|(?:原因|理由|情形)?主要(?:是|因为|原因|理由|情形)"
)

FINDINGS = re.compile(
    r"(?:表格?|数据|报表)(?:里|中)?(?:有没有|有无|有什么|存在什么)?毛病|加错|勾稽|不平|对不上|对得上|收办平衡|平衡吗|有没有(?:数据|填报|计算|写)?(?:错误|差错|问题数据|错)|有(?:无|没有)错|是否平衡|平不平|一致吗|是否一致|合计不符|校验|核对(?:一下|数据|报告|表|吗)|(?:帮|请)[^,，]{0,3}核对|"
    r"数据(?:有|是否|准)|写对|填对|加对|加得对|合计都对|硬伤|衔接|[接对]不上|接得上|自查|校一下|算错|有错吗|写错|填错|自相矛盾|矛盾|空着|空白的?格|没填|漏填|填得|规范吗"
)

OVER_ALL = re.compile(
    r"[全本](?:市|县|区|省)|各[局区县]|各(?:部门|机关|单位)|(?:所有|全部)的?(?:机关|部门|单位)|合计|总共|一共|平均|加起来|总和|均值|[合加]在?一[起块]|合起来|加总|总计|拢共|统共|通共|相加|之和|"
    r"(?:全部|所有)[^,，。]*(?:总数|总额|总量)|(?<=[\u4e00-\u9fff])加上?(?=[\u4e00-\u9fff]{1,10}(?:局|府办?|街道))"
)

TOGETHER = re.compile(r"合计|总共|一共|加起来|累计|总和|共(?:有|收|新|计)?多少")

OPERATIONS = (ASKS, RANK, WHICH_KIND, OVER_ALL, TOGETHER, APART, SAID_AXIS, COURSE)
"""What names an operation and no figure."""


_EMPTY = re.compile(r"空着|空白的?格?|没填|漏填|填得")


def of_a_blank(text: str, wanted: Sequence[Wanted]) -> bool:
    """行政处罚那一格是空着的吗: whether one cell is filled in, which its own figure tells, and not what the tables lack."""
    return len(wanted) == 1 and FINDINGS.search(_EMPTY.sub("", text)) is None and _EMPTY.search(text) is not None


_HOW = re.compile(
    r"怎么|咋|怎样|如何|哪里|哪儿|哪些|为什么|为啥|措施|打算|问题|不足|什么|谁|慢不慢|[好难方]不[好难方]便?"
)
_NUMBER = re.compile(
    r"多少|几[件个次宗起份回场张部条项家]|几[?？。]?$|率|占|比例|比重|数量|件数|总数|数[?？。]?$|最|对吗|是不是|核[对实]|\d件|排|理由|原因|情况|走势|趋势|变化|[多少高低][?？。]?$|更[多少高低]"
)


def of_sentences(text: str) -> bool:
    """公报电子版哪里不方便: how, where or why is asked, and nothing that a figure answers."""
    return _HOW.search(text) is not None and _NUMBER.search(text) is None


_OTHER_UNIT = re.compile(r"(?:多少|几)(?:条|场|篇|期|名|位|天|处|个工作日|次培训|部门)(?!信息公开申请|申请)")
"""收到多少条意见, 办了几场: nothing that table three counts."""


def of_prose(text: str) -> bool:
    """Whether a question asks how, where or why, or counts what only the prose counts (看了多少条)."""
    return of_sentences(text) or _OTHER_UNIT.search(text) is not None


def of_organs(base: Query) -> bool:
    """Whether organs may be what is asked for: 财政局罚过多少家 names the one it is about, and 家 are those it fined."""
    rest = base.text
    for name in base.mentioned:
        rest = rest.replace(name, "")
    return len(base.organs) != 1 or re.search(r"局|机关|部门|单位|[区县镇乡委厅]|街道", rest) is not None


def of_number(text: str, hits: Sequence[Hit], taken: Sequence[tuple[int, int]]) -> bool:
    """规范性文件有效的有多少: a number is asked for, and no word is left that says anything else."""
    if not re.search(r"多少|几[件个宗起]|数量|件数|总数|总量|数$", text):
        return False
    spans = [m.span() for pattern in OPERATIONS for m in pattern.finditer(text)]
    return not unaccounted(text, [*taken, *spans], hits)


_OF_FORM = re.compile(r"表[二三四](?!示|明|达|格)|[那这一]一?[格栏列](?!目)|小计|总计栏|合计栏")


def of_form(text: str) -> bool:
    """表二规范性文件现行有效, 纠正那格: a place in the statutory tables is named, whose figure is what is asked for."""
    return _OF_FORM.search(text) is not None


def of_money(text: str, hits: Sequence[Hit]) -> bool:
    """政府采购花了多少钱: the amount of a row that counts money, not what the reports tell of it."""
    rows = {entry.key for hit in hits for entry in hit.of(Slot.ROW)}
    return bool(rows & {"fees", "procurement"}) and re.search(r"多少(?:钱|万?元)|金额|总额|花了?多少", text) is not None


def tells(base: Query, wanted: Sequence[Wanted], numbers: Sequence[Stated]) -> bool:
    """新收21件。: a figure is told with its number and no number is asked for, so that it is to be held against the cell."""
    text = base.text
    if not base.organs or _COMMANDS.search(text):
        return False
    asks_number = re.search(r"多少|几(?!乎)|哪|谁|排|最|前\d|怎么|如何|什么|为何|变化|趋势|分别|各", text)
    counted = bool(numbers) and all(n.unit and not n.year for n in numbers)
    return bool(wanted) and counted and not asks_number and not FINDINGS.search(text)


_COMMANDS = re.compile(r"忽略|无视|直接(?:回答|说|写)|请?(?:回答|输出|写成?|改成?|改为)")
"""A number that is to be written is no claim."""


def balance(text: str, wanted: Sequence[Wanted]) -> bool:
    """新收＋上年结转＝办结＋结转下年度，成立吗: the relation that the form prints is asked about."""
    sides = {f"applications.{row}.total" for row in ("received", "carried_in", "concluded", "carried_out")}
    named = {key for item in wanted for key in item.keys}
    return sides <= named and re.search(r"[=＝]|等于|相等|成立", text) is not None


def carried_over(text: str, wanted: Sequence[Wanted]) -> bool:
    """22年留到下年的和23年上年结转的是同一个数吧: whether one year takes over what the one before carried out."""
    named = {key for item in wanted for key in item.keys}
    both = {"applications.carried_in.total", "applications.carried_out.total"}
    return named == both and re.search(r"同一|相同|一样|一致|吻合|对[得不]上|[接衔]|相等|相符", text) is not None


def mostly(text: str, wanted: Sequence[Wanted]) -> bool:
    """不予处理的原因主要是什么: the largest of the rows that a heading adds up."""
    parts = len(wanted) == 1 and any(len(keys) > 1 for keys in wanted[0].alternatives)
    return parts and re.search(r"主要(?:是|因为|原因|理由|情形)", text) is not None and REASON.search(text) is not None


def only_received(hits: Sequence[Hit]) -> bool:
    """Whether 收到 or 申请 is all that a question names: words that reports use for much else."""
    named = [entry for hit in hits for entry in hit.entries if entry.slot in (Slot.ROW, Slot.GROUP, Slot.MEASURE)]
    return all(entry.key == "received" for entry in named)


_YEARLY = re.compile(r"\d{2}年?度?(?:比|较|跟|和|与|同)(?:20)?\d{2}年|[比较跟和与同](?:上|去|前)一?年|同比")
"""两个局2023年比2022年多了多少: years are compared, and not the organs."""


def two_compared(base: Query) -> bool:
    """甲局跟乙局比，哪家更多: how far the two are apart says which; an order among more is a ranking."""
    single = len(base.organs) == PAIR and all(len(candidates) == 1 for candidates in base.organs)
    yearly = _YEARLY.search(base.text) is not None and not base.of_years
    return (
        single and not yearly and APART.search(base.text) is not None and not re.search(r"最|排|第[一二三]", base.text)
    )
