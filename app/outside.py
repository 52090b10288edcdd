"""What the reports do not say, or may not be asked: found by words, refused in one sentence (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.app.answer import Reason
from nianbao.app.query import Problem, Wanted
from nianbao.app.vocabulary import Hit, Slot
from nianbao.app.wanted import cell

_WHY = re.compile(r"为什么|为何|为啥|凭什么|什么原因|是何原因|预计|预测|明年|后年|将会|会不会|将来|未来会")
_WHETHER = re.compile(r"会不会")
_OPINION = re.compile(
    r"你觉得|你认为|你怎么看|好不好|评价一下|怎么评价|打分|谁做得好|哪个做得|别的省|其他省|外省|全国平均|公开得怎么样"
)
_PERSONAL = re.compile(
    r"(?<![找向])谁(?:来|去)?(?:申请|提出|提的|提了|举报|投诉)|申请人(?:是谁|叫什么|的?(?:姓名|名字|电话|身份证|住址|地址|手机))|身份证|手机号|家庭住址|哪个人|某某人|[那这]个人(?:叫|是谁|姓)|个人信息是|"
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}(?:(?:在)?\d{4}年)?(?:向|给|在)[\u4e00-\u9fff]{2,20}(?:提的|申请的|交的|(?:提|申请|要)了(?:什么|哪些|啥))|那件申请"
)
_FINE_MONEY = re.compile(
    r"(?:罚|罚款|罚没)(?:了)?(?:多少)?(?:钱|款|金额|元)|罚款(?:金额|总额|数额)?|罚没(?:收入|金额)?"
)
_OTHER_MONEY = re.compile(r"赔(?:了|偿)?(?:多少|金额)|赔偿|花了多少|多少经费|经费|预算多少|工资|补贴多少|违法所得")
_LATE = re.compile(r"逾期|超期|超时限|超过期限|按时答复率|及时率")
_APPLICANTS_LATE = re.compile(
    r"(?:逾期|[超过到]期|超时)(?:了|也|仍|还|都|却|又|一直|迟迟)*(?:不|未|没有?|没来|拒不)(?:来|去|肯)?(?:补|按|缴|交)|不补正|申请人逾期"
)
_ATTACK = re.compile(
    r"忽略(?:以上|之前|前面|所有)|无视(?:以上|之前)|你现在是|扮演|system ?prompt|ignore (?:all|previous|the above)|提示词|越狱"
)
_CONTENTS = re.compile(
    r"每一?件申请的?(?:内容|详情|材料)|(?<!补正后)申请的?(?:具体)?内容(?!仍|还|依|也|说|讲|写|不|没|经)|申请了什么|申请书(?!(?:一共|总共|共|有)?(?:收|递|提)?(?:到|了|交)*(?:多少|几)[份件])|逐件|一件一件"
)
_PART_OF_YEAR = re.compile(
    r"[上下]半年|(?:第?[一二三四1-4]|前[一二三]|首)个?季度|\d{1,2}月份?(?!\d|\d?日)|[一二三四五六七八九十]{1,2}月份?(?!\d?日)|上旬|中旬|下旬|每月|每个月|按月|逐月"
)
_UNKNOWN_RATE = re.compile(r"(?:办结|受理|答复|结案|审结|满意|合格|通过|处理|申请|起诉|败诉|胜诉|上诉)率")
_BESIDE = re.compile(
    r"行政(?:征收|征用|协议|登记|确认(?!的)|裁决|给付|补偿|指导|命令|奖励|监督|检查)"
    r"|[\d一二两三五十百千]+[万千百]?元(?:以上|以下|以内)的?(?:行政)?(?:处罚|罚款|罚单)|(?:误|错|漏|补|违规|擅自|重新)公开"
    r"|[\d一二两三四五六七八九十]+(?:个?工作日|天|日|周|个?月)(?:之内|以内|内)(?=答复|办结|公开|回复|办完|处理)"
)
"""Kinds of acts, sizes of fines, spans of time and ways of publishing beside what the tables count."""
_COUNTED = re.compile(r"多少|几[件个次起宗份项]|几[?？。]?$|件数|数量")
_OPEN_YEARS = re.compile(
    r"\d{4}年(?:度)?(?:以后|之后|以前|之前)(?!(?:已经?)?(?:答复|申请|提|给|办|没)过?)|(?:不是|除了?)\d{4}年"
)
_POINTER = re.compile(r"^(?:前者|后者|第[一二三]个)")
_AVERAGE = re.compile(r"平均|人均|均值|中位数")
_NEGATED = re.compile(r"(?:除了?|除去|不是|不属于|没有|没|未|非)$")
_ABOUT_WORK = re.compile(r"(?:为什么|为何|为啥)(?=[\u4e00-\u9fff]{5})(?!.*(?:[多少增减降升涨]|预))")
_PROSE_TOO = re.compile(r"怎么|如何|哪些|什么|措施|做法")


def outside(
    text: str, hits: Sequence[Hit], wanted: tuple[Wanted, ...], *, asks: bool = False, told: bool = False
) -> Problem | None:
    """The refusal a question earns by its words alone, None where it may be looked up.

    `asks` says that it asks whether something is right: 没有行政复议，对吗 is no complement; `told`, that it asks for
    something reports write about, so that 会不会 is no prediction, 花了多少 no amount and 打分 nobody's opinion.
    """
    kinds = any(e.table == "applications" for hit in hits for e in hit.of(Slot.COLUMN))
    if _PERSONAL.search(re.sub("谁(?:来|去)?(?:申请|提)", "", text) if kinds else text):
        return Problem("年度报告不含申请人的个人信息，这里也不提供。", Reason.PERSONAL)
    if _CONTENTS.search(text):
        return Problem("年度报告只有件数，不列每件申请的内容。", Reason.OUT_OF_SCOPE, offered=wanted, doubtful=True)
    if _ATTACK.search(text) and not hits:
        return Problem("这句话不是关于年度报告的问题。", Reason.OUT_OF_SCOPE)
    if not told and _LATE.search(text) and not _APPLICANTS_LATE.search(text):
        return Problem(
            "表中的“逾期”是指申请人逾期不补正或逾期不缴费；行政机关自己是否逾期答复，统计表不反映。",
            Reason.NOT_IN_FORM,
            offered=(
                cell("applications.otherwise.not_corrected.total"),
                cell("applications.otherwise.fee_unpaid.total"),
            ),
        )
    if _FINE_MONEY.search(text) and not re.search(r"几次|多少次|多少件|几件", text):
        offered = (cell("disclosure.penalties.decisions"),)
        return Problem("统计表只列行政处罚的决定件数，没有罚款金额。", Reason.NOT_IN_FORM, offered=offered)
    if not told and _OTHER_MONEY.search(text) and not any("采购" in hit.word for hit in hits):
        return Problem("统计表里的金额只有行政事业性收费和政府集中采购，没有所问的金额。", Reason.NOT_IN_FORM)
    if not told and (beside := _BESIDE.search(text)) and _COUNTED.search(text) and beside[0] not in _printed(hits):
        return Problem(f"统计表没有“{beside[0]}”这一项的数字。", Reason.NOT_IN_FORM, offered=wanted)
    if _OPEN_YEARS.search(text):
        return Problem("请写明是哪一年或哪几年。", choices=("2024年新收申请多少件", "2023年新收申请多少件"))
    if _POINTER.search(text):
        return Problem("请写明机关名称和年度。", choices=("新收申请多少件",))
    if (
        (hits or len(text) <= 8)
        and (part := _PART_OF_YEAR.search(text))
        and not re.search(r"统计期限|统计时间|截[至止]", text)
    ):
        return Problem(f"年度报告只有全年的数字，没有“{part[0]}”的数字。", Reason.NOT_IN_FORM, offered=wanted)
    if hits and _UNKNOWN_RATE.search(text) and not any(hit.of(Slot.RATE) for hit in hits):
        return Problem(
            "这个比率没有通行的算法，这里不计算；可以查分子和分母的件数。", Reason.NOT_IN_FORM, offered=wanted
        )
    if hits and _AVERAGE.search(text) and not (mean(text) and len(wanted) == 1):
        return Problem(NO_MEAN, Reason.NOT_IN_FORM, offered=wanted)
    if not asks and not told and (negated := _negated(text, hits)) is not None:
        return negated
    if not told and _OPINION.search(text):
        return Problem("这里只转述报告写明的内容，不作评价，也不与库外的机关比较。", Reason.OUT_OF_SCOPE)
    text = _apart(text, hits)
    if _WHY.search(text) and not hits and _ABOUT_WORK.search(text):
        return None  # why something in the work was so: the report's own sentences may say it
    if _WHY.search(_WHETHER.sub("", text) if told else text) and (hits or not _PROSE_TOO.search(_WHY.sub("", text))):
        return Problem("年度报告只公布结果，不说明数字背后的原因，也不作预测。", Reason.OUT_OF_SCOPE, offered=wanted)
    return None


def _printed(hits: Sequence[Hit]) -> str:
    return "，".join(hit.word for hit in hits)


def _apart(text: str, hits: Sequence[Hit]) -> str:
    """The question without what was carried over: 明年接着办 is a row of the form and no prediction."""
    for hit in hits:
        if any(entry.key in ("carried_in", "carried_out") for entry in hit.entries):
            text = text[: hit.start] + "，" * (hit.end - hit.start) + text[hit.end :]
    return text


def mean(text: str) -> bool:
    """Whether the mean of a figure over years or organs is asked for, and over nothing the reports do not count."""
    return _MEAN.search(text) is not None and _NO_MEAN.search(text) is None


NO_MEAN = "只计算逐年的平均，或者同一年度各机关的平均；别的平均数请逐个机关或逐年查数。"
_MEAN = re.compile(r"平均|均值|年均")
_NO_MEAN = re.compile(
    r"人均|中位数|每[件人天日月]|平均(?:每)?(?:[件人天日月]|多少天|几天|用时|时长|时间)|全国|天|工作日"
)


def _negated(text: str, hits: Sequence[Hit]) -> Problem | None:
    """没有予以公开, 除了自然人: the complement of a cell can be several cells; asked back."""
    for at, hit in enumerate(hits):
        if hit.word[0] in "不没未非" or hit.of(Slot.SET) or (_happens(hit) and not _of_another(hit, hits[at + 1 :])):
            continue
        before, after = text[: hit.start], text[hit.end :]
        if (_NEGATED.search(before) and not re.search(r"有没有$|是不是$", before)) or after.startswith(
            ("以外", "之外")
        ):
            column = any(entry.slot in (Slot.COLUMN, Slot.COLUMN_GROUP) for entry in hit.entries)
            choices = (
                ("法人或其他组织提了几件申请？", "自然人提了几件申请？")
                if column and "review" not in {entry.table for entry in hit.entries}
                else ("行政复议总计几件？", "行政复议结果维持几件？", "行政复议结果纠正几件？", "行政诉讼几件？")
                if column
                else ("不予公开几件？", "无法提供几件？", "不予处理几件？", "予以公开几件？")
            )
            return Problem(
                f"“{hit.word}”以外可以指好几种情形，请问是哪一种？",
                choices=tuple(c.rstrip("？") for c in choices),
            )
    return None


def _of_another(hit: Hit, behind: Sequence[Hit]) -> bool:
    """没收到答复: what did not come is what is named next, and is no request."""
    received = any(entry.key == "received" for entry in hit.of(Slot.ROW))
    return received and any(0 <= other.start - hit.end <= 1 and not other.weak for other in behind)


def _happens(hit: Hit) -> bool:
    """没有行政复议, 未收到申请: whether something came at all, which its own figure answers; no complement."""
    return any(
        (entry.table == "review" and entry.slot in (Slot.ROW, Slot.MEASURE))
        or (entry.table == "disclosure" and entry.slot is Slot.ROW)
        or (entry.slot is Slot.ROW and entry.key in ("received", "carried_in", "carried_out"))
        for entry in hit.entries
    )
