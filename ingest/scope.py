"""Whose figure a sentence tells: the report's own, another's, or nobody can be sure (FORM §4, pure).

What stands before a figure decides. Only words that are known to leave the figure the report's own are
harmless; a word that makes it another figure (another year, a comparison, one channel, one subject, one
office) takes it out of the check; every other word leaves room for doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, auto

_REGION = re.compile(r"省|自治区|自治州|自治县|新区|市(?!场)|州|盟|县|区|旗|镇|乡|街道")
_GOVERNMENT = re.compile(r"人民政府$|管(?:理)?委(?:员)?会$")

_TO = r"起?(?:[-~—–]+|至|到)(?:(?:19|20)\d\d年)?"
_MONTHS = (
    rf"(?<!\d)(?!0?1月?(?:0?1日)?{_TO}12月)\d{{1,2}}月?(?:\d{{1,2}}日)?{_TO}\d{{1,2}}月|"
    rf"自(?:(?:19|20)\d\d年)?(?!0?1月)\d{{1,2}}月(?:\d{{1,2}}日)?起|\d{{1,2}}月\d{{1,2}}日{_TO}\d{{1,2}}日|年初{_TO}(?!12月)\d{{1,2}}月|"
    r"截[至止]到?(?:(?:19|20)\d\d年)?(?!12月)\d{1,2}月|"
    r"(?<![\d至到止~—–-])(?<!截[至止]\d{4}年)\d{1,2}月份?(?=,)"
)
"""Some months of a year: 1月至6月, 截至6月底, 12月，. The whole year is told from 1月 to 12月."""
_SPAN = (
    rf"{_MONTHS}|"
    r"去年全年|(?:去年|上一年|上年)(?!度?.{0,4}(?:结转|遗留|转入))|前年|往年|历年|[近过]去?[一二两三四五六七八九十\d]+年|[一二两三四五六七八九十]年来|(?<!今年)(?<!年初)以来|"
    r"[上下]半年|[一二三四]季度"
)
COMPARED = re.compile(
    r"较|同比|环比|相比|比[上去前同往]|同期|增加|增长|增幅|新增|减少|下降|上升|回落|降低|净增|多于|少于|(?<!最)[多少][了出]?$|倍|"
    r"提高|目标|计划|力争|预计|不超过|标准|上限|下限"
)
"""Words that make a figure another one's, or the distance to it."""
_ELSEWHEN = re.compile(
    rf"{_SPAN}|季度|(?<!12)月份|(?<!\d)(?!12月)\d{{1,2}}月(?!\d*日|底)(?!份?{_TO}12月)|(?<![至到~—–-])12月(?!\d*日|底)|三年|五年|十四五|十三五|明年|次年|[每凡若]|如(?![期实])|首次|首件|一旦"
)
_CHANNEL = re.compile(
    r"网上|网络|在线|线上|线下|专区|平台|网站|门户|互联网|服务网|APP|小程序|公众号|客户端|信函|邮寄|邮政|来信|邮件|邮箱|当面|现场|传真|窗口|微信|电子|书面|口头|来访|来函|EMS|政务大厅"
)
_ALL_CHANNELS = re.compile(
    r"(?:通过|畅通|利用)?(?:各[种类]|多种|多个|线上、?(?:和|与|及)?线下|网上、?(?:和|与|及)?网下)(?:等|多种|各类)*(?:渠道|途径|方式|形式|平台)|线上线下"
)
_SUBJECT = re.compile(
    r"涉|关于|有关|不服|重新|纠正|责令|方面|领域|(?<!各)类|未|没有|收费|补正|延期|转办|转送|移交|撤回|撤销|重复|同一|不予$|拒绝|审结|驳回|判决|一审|二审|应诉"
)
SOME = re.compile(f"{_CHANNEL.pattern}|{_SUBJECT.pattern}")
"""Words that make it a count of some: of one channel, one subject, one course of events."""
_AVERAGED = re.compile(
    r"平均|均值|人均|户均|件均|[季月周]均|(?<!\d)日均|(?<![\d全本当])年均|最[多高低少大]|单[月周日次件个]|峰值"
)
"""An average or an extreme is no count."""
_HANDS_ON = re.compile(
    r"指导|协助|帮助|督[促办导]|协调|配合|会同|代(?!表)|抽[查取检选样]|评[查议选]|检查|复[核查]|核查|(?<!经)审[核查]|通报|示范|典型|选取|"
    r"培训|演练|模拟|学习|提前|当[日天场]|即[时办]|[转移]交|转来|现已|目前|复议机关"
)
"""Words that make it work on others' applications, on some of one's own, or after the year."""
_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百\d]+条")
_CUMULATED = re.compile(r"累[计积]")
_UNTIL = re.compile(r"截[至止]")
_UNTIL_NOW = re.compile(r"截[至止]到?(?:目前|今|现在|本?报告|发布|填报|统计之?日)|至今|迄今")
_THIS_YEAR = re.compile(r"今年|本年|当年|全年|年内|年初|报告期|统计期|期间|1月1日")
_YEARS = re.compile(r"(?:19|20)\d\d年?(?:[-~—–]+|至|到)(?:(?:19|20)\d\d|\d\d)年(?!\d)")
OFFICE = re.compile(
    r"(?:局|委|办公室|办公厅|厅|镇|乡|街道|街|办事处|中心|大队|支队|总队|分局|所|站|科室|处室|部门|单位|区县|县区|市区|旗县|\(市、区\)|基层|园区|开发区|公司|学校|医院)"
    r"(?:分别|各|共|新|依法|已|等|全年度?|本年度?|年内|累计|收到|受理|办理|审理|作出)*$"
)
"""Words that end in an office's name, and what it may have done."""
_WIDER = re.compile(
    r"本级|机关(?!事)(?<!行政机关)|政府办|办公[室厅]|系统|局属|下属|所属|直属|各[级县市区镇乡街部单科处]|"
    r"[市县区省州](?:委)?政府(?!信息)|(?:部门|镇街|乡镇|街道|单位|基层)(?:层面|方面)"
)
_ALONE = re.compile(r"本级|政府办|办公[室厅]")
_OURSELVES = re.compile(r"[我本全](?:局|委|厅|办|院|所|中心|单位|机关|街道|镇|乡|处|部|站|会|馆|署|队|校|社)")
_JOINED = re.compile(
    r"[\u4e00-\u9fff](?<!受理)(?<!办理)(?<!处理)(?<!登记)(?<!接收)(?<!答复)(?<!审查)(?:、|和|及|与|以及)$"
)  # 不予公开、无法提供共8件
_TOPIC = re.compile(r"(?:涉及?|有关|关于)?(?:政府)?信息公开(?:工作)?(?:方面|类)?的?")
_WHOLE = re.compile(r"[全我本]([省市县区州旗盟镇乡])")
_HARMLESS = re.compile(
    r"(?>全年度?|本年度?|年度|年内|今年以来|今年|报告期内?|统计期限?内?|期间|截[至止]到?|1月1日起?至|12月31日止?|12月底|年?[底末]|"
    r"公民、法人(?:[和或]者?|及|、)其他组织|公民|法人|其他组织|社会公众|公众|群众|申请人|市民|社会各界|提交|提出|递交|"
    r"共计|共有|共|累计|总计|合计|总共|新|已经|已|均|全部|依法|依规|依申请|按时|按期|及时|如期|妥善|认真|实际|正式|"
    r"规范|有序|高效|高质量|高标准|积极|严格|稳妥|扎实|切实|准确|精准|精心|细致|审慎|优质|圆满|快速|逐[件条]|"
    r"受理|接收|登记|审查|按照?规定|按照?要求|"
    r"在?法定(?:期限|时限)内|对|将|向|各类|各项|其中|另外|另有|另|还有|有|并|和|与|以及|及|、|的|了|中|分别是|为|是|由|"
    r"决定|作出|给予|答复|办结|办理|结果|情况|申请|属于|通过各[种类]?(?:渠道|途径|方式)|线上线下|等|工作|"
    r"[一二三四五]是|[一二三四五六七八九十]、|\([一二三四五六七八九十\d]\)|\d[.、])*+"
)
_YEAR = re.compile(
    rf"(?P<before>较|比|与|同|和|(?<!截)至|(?<!截至)(?<!截止)到|按照|根据)?(?:(?P<year>(?:19|20)\d\d)年(?:全年)?|(?P<past>{_SPAN})|(?P<own>今年|本年|当年|全年|年内))"
    r"(?!度?(?:的?(?:结转|遗留|转入|继续)|政府信息公开工作年度报告|政府信息公开年度报告|年报|同期))"
)
_TITLED = re.compile(r"《[^《》]*》")
_ANOTHER = (COMPARED, _ELSEWHEN, _CHANNEL, _SUBJECT, _JOINED, _AVERAGED, _HANDS_ON)
"""Each makes it another figure."""


class Standing(IntEnum):
    """Whether a figure is the report's own; of two that bear on one figure, the larger holds."""

    OWN = auto()
    UNSURE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Scope:
    """Organ and year of the report, prepared for the words that mean them."""

    year: int | None
    names: tuple[str, ...]
    place: str

    def standing(self, lead: str, before: str, paragraph: str = "", *, at_end: bool = False) -> Standing:
        """Of a figure that `lead` introduces, in a sentence of which `before` stands before the figure's words.

        Args:
            lead: the words between the last stop (or the last figure) and the figure's own words.
            before: the sentence up to the same point.
            paragraph: what stands before the sentence in its paragraph.
            at_end: it counts what there is at the year's end, not what was done in the year.
        """
        lead = _TITLED.sub("", lead)
        since = Standing.OWN if at_end else self._since(lead, before)
        if self._other_year(before) or since is Standing.OTHER:
            return Standing.OTHER
        own = self._without_own(lead)
        if any(pattern.search(own) for pattern in _ANOTHER):
            return Standing.OTHER
        if OFFICE.search(own) and not _WIDER.search(own):
            return Standing.OTHER
        wider = self._without_own(before)
        if self.place and _ALONE.search(self._without_own(paragraph)):
            return Standing.UNSURE
        if not _HARMLESS.fullmatch(own) or _WIDER.search(wider) or _WHOLE.search(wider):
            return Standing.UNSURE
        return Standing.UNSURE if _ARTICLE.search(_TITLED.sub("", before)) else since

    def _since(self, lead: str, before: str) -> Standing:
        """Whether the count may have begun before the year, or go on behind it.

        累计 and 截至 say when a count ended; when it began is the year's first day only where the sentence says so.
        """
        if _UNTIL_NOW.search(before):
            return Standing.OTHER
        until = _UNTIL.search(before)
        if not until and not _CUMULATED.search(lead):
            return Standing.OWN
        if _THIS_YEAR.search(before) or (self.year is not None and self._named(before)):
            return Standing.OWN
        return Standing.OTHER if _CUMULATED.search(lead) else Standing.UNSURE

    def _named(self, before: str) -> bool:
        """Whether the report's year is named as such, and not as the end of a longer time."""
        return re.search(rf"(?<![至止到]){self.year}年(?!底|末|1\d月)", before) is not None

    def _without_own(self, text: str) -> str:
        for name in self.names:
            text = text.replace(name, "")
        text = _ALL_CHANNELS.sub("", _TOPIC.sub("", _OURSELVES.sub("", text)))
        if self.year is not None:
            text = text.replace(f"{self.year}年度", "").replace(f"{self.year}年", "")
        if self.place:
            for ours in "全我本":
                text = text.replace(ours + self.place, "")
        return text

    def _other_year(self, before: str) -> bool:
        """Whether the last year that was named is another one, or the last of several."""
        last = None
        for match in _YEAR.finditer(_TITLED.sub("", before)):
            if match["before"] is None or match["own"]:
                last = match
        several = [match.end() for match in _YEARS.finditer(before)]
        if several and (last is None or last.end() <= several[-1]):
            return True
        if last is None or last["own"] or self.year is None:
            return last is not None and last["past"] is not None
        return last["past"] is not None or int(last["year"]) != self.year


def scope_of(organ: str | None, year: int | None) -> Scope:
    """The scope of a report by `organ` about `year`; without an organ nothing wider than 本 is its own."""
    if organ is None:
        return Scope(year, (), "")
    cuts = [0, *(match.end() for match in _REGION.finditer(organ) if match.end() < len(organ))]
    last = organ[: cuts[-1]]
    kind = organ[cuts[-1] :]
    if _GOVERNMENT.search(organ):
        # its table counts the whole place; 区政府 and 政府办公室 may be the office alone
        return Scope(year, tuple(organ[cut:] for cut in cuts[:-1]), last[-1:])
    names = [organ[cut:] for cut in cuts] + [f"{last[-1:]}{kind}"]
    names += [name.replace("人民政府", "政府") for name in names]
    return Scope(year, tuple(sorted({name for name in names if len(name) > 2}, key=len, reverse=True)), "")
