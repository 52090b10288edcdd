"""What narrows a figure to something the form does not count apart (pure).

农业行政许可, 行政复议被确认违法, 高校提了几件申请: the form has the figure of all, and whoever asks for a part of it must
not get the whole. So a figure is told only where every word of the question is accounted for: a word of the form, a
year, an organ, a number, the operation, or one of the words that fill a question. Whatever is left narrows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.app.harmless import TALK, unread
from nianbao.app.residue import qualifier
from nianbao.app.vocabulary import Hit, Slot

_CHANNEL = re.compile(r"网上(?!都|有人|流?传|[说讲看]|有消息)|网络|线上|线下|现场|信函|邮寄|当面|传真|口头|邮件|电话")
_KIND_BEFORE = re.compile(r"(?:刑事|民事|不予|重大|简易|一般程序|轻微)$")
_SIZE_BEFORE = re.compile(r"(?:大中小型?|中小型?|小微|大型?|中型|小型?|新|老|本[地市县区省]|[全本]国)$")
_STAGE_BEHIND = re.compile(r"申请(?!人)|听证|撤回|调解|和解|不予受理|撤诉|驳回|不予立案")
_ITEMS = re.compile(r"收费(?:的)?(?:项目|事项|种类)(?!金额)|(?:几|多少)(?:项|个|种|类)(?:项目)?收费")
"""What is charged for, where only the amount is counted."""
_CLAUSES = re.compile(r"[^,，;；。:：!！?？]+")
_ASKS = re.compile(r"多少|几|数量|总数|总量|[各占]|^(?:其中|里面|仅|只|限|专?指)")
_ORDINARY = re.compile(
    r"几倍|多少回|几回|多少倍|遮了?|挡了?|一部分|不再?管|牵涉到?|废掉|个点|百分点|排个名|[市县区省]里(?!面)|[一二两三四五六七八九十]年(?=一?[共各]|的|加|合)|收案|持平|没变|不变|未发生|未收到|未产生|其实|真实|查封扣押|材料|终止|[降增涨]幅|幅度|管用|不一样|一样|同样|假装|然后|改成|格式|怎么|为多|有多|多少[家人份部]|"
    r"加起来|加在一起|加上|加总|之和|的和|在一起|一块儿?|总的来说|总体上|总额|总数额|变动|走高|走低|对比|比较|升|跌|涨|降|"
    r"负责|主管|承担|属于|归入|列入|计入|纳入|算作|作为|视为|认定|认为|采取|进行|开展|完成|得到|获得|取得|获准|批准|核准|准予|同意|"
    r"行政机关|本级|机构|组织|主体|群体|身份|名义|权益|途径|渠道|情形|标准|口径|指标|金额|费用|款项|"
    r"间接|依法|依规|通常|一般来说|大致|也许|可能|似乎|好像|毕竟|终究|随后|之后|以后|之前|以前|先前|早先|"
    r"不服|导致|提起|提请|发起|告上|告到|法院|法庭|纠纷|争议|官司|案子|当?被告|又起诉|"
    r"结存|结余|剩下|剩余|余下|遗留|滞留|积压|还剩|执法|行政|整年|年度内?|年内|年中|年头|年终|岁末|"
    r"\([一二三四五六七八九十]\)|第[一二三四五六七八九十]+[条款项部章节]分?(?:第[一二三四五六七八九十]+[条款项])?"
)
_SINGLE = re.compile(
    r"[否嘛呗啥咋讲俺张场宗笔批类样套封部搞打拖做干弄交递送发找算报而且则即却仅只光刚好因由按照留尚仍迄止截于人怎答输行列表栏费初底后又加度第家告排啦哦哟嘛哈噢哇欸哎诶喂嗯唉]"
)
"""Words of asking and of telling about the form's figures, beside those of `FILLER` and `strays.TALK`; the second are part of
no word once those are taken out."""


def narrowed_surely(text: str, hits: Sequence[Hit], taken: Sequence[tuple[int, int]]) -> str:
    """The word that narrows a figure by what it is: a channel, a size, a kind or a stage (中小企业, 行政许可听证); or ""."""
    rows = _rows(hits)
    if any("applications" in {e.table for e in hit.entries} for hit in rows) and (channel := _CHANNEL.search(text)):
        return channel[0]
    for hit in hits:
        if hit.of(Slot.COLUMN) and (found := _SIZE_BEFORE.search(text[: hit.start])) and not hit.of(Slot.ROW):
            if _applicant(hit) and not any(a < hit.start and found.start() < b for a, b in taken):
                return f"{found[0]}{hit.word}"
    parted = any(e.table == "disclosure" and e.key != "amount" for hit in hits for e in hit.of(Slot.COLUMN))
    fees = any(entry.key == "fees" for hit in rows for entry in hit.of(Slot.ROW))
    if fees and not parted and (items := _ITEMS.search(text)):
        return items[0]
    for hit in rows:
        if hit.weak or any(entry.table == "applications" for entry in hit.entries):
            continue
        if found := _KIND_BEFORE.search(text[: hit.start]):
            return f"{found[0]}{hit.word}"
        if found := _STAGE_BEHIND.match(text[hit.end :]):
            return f"{hit.word}{found[0]}"
    return ""


def narrowed(text: str, hits: Sequence[Hit], taken: Sequence[tuple[int, int]]) -> str:
    """The word that narrows a figure by where it stands, directly before its name (农业行政许可, 农民工提了几件申请); or ""."""
    for hit in _rows(hits):
        if hit.weak:
            continue
        left = qualifier(text, hit.start, taken, (_ORDINARY, TALK))
        if left and unread(left, refusing=_of_refusing(hits), more=(_ORDINARY, _SINGLE)):
            return left
    return ""


def _rows(hits: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit.of(Slot.ROW) or hit.of(Slot.GROUP) or hit.of(Slot.MEASURE)]


def says_a_result(text: str, hits: Sequence[Hit], taken: Sequence[tuple[int, int]]) -> bool:
    """企业申请给出去的有几件: 申请 or a kind of applicant is all that is named, and something is said of what became of it."""
    concluded = all(
        entry.key == "concluded" for hit in hits if not hit.weak for slot in _NAMING for entry in hit.of(slot)
    )
    if concluded and any(entry.key == "concluded" for hit in hits for entry in hit.of(Slot.ROW)):
        return _GIVEN.search(_NO_RESULT.sub("", _blanked(text, taken))) is not None
    if any(not (hit.weak and _received(hit)) and any(hit.of(slot) for slot in _NAMING) for hit in hits):
        return False
    rest = _blanked(text, taken)
    if _FROM_BEFORE.search(text) and re.search(r"(?:20)?\d\d年", text):
        return True
    return _RESULT.search(_NO_RESULT.sub("", rest)) is not None


def _received(hit: Hit) -> bool:
    return all(entry.key == "received" for entry in hit.of(Slot.ROW))


_NAMING = (Slot.ROW, Slot.GROUP, Slot.MEASURE, Slot.SET, Slot.RATE)
_GIVEN = re.compile(r"公开|不给|没给|给了|拒绝|驳回|同意|答应")
_FROM_BEFORE = re.compile(r"(?:从|由)(?:去年|上一?年|前一年)|(?:年初|期初)")
"""What came from the year before is no 新收, whatever word is used for it."""


def _blanked(text: str, taken: Sequence[tuple[int, int]]) -> str:
    for start, end in taken:
        text = text[:start] + "，" * (end - start) + text[end:]
    return text


_RESULT = re.compile(
    r"公开|给(?!我|咱|俺|出?个|下|一下)|得到|获得|同意|答应|[批审]|退|撤|办(?:完|结|好|成)|结果|成功|答复|回复|驳|拒|挡|通过|了结|没|不予|处理"
)
_NO_RESULT = re.compile(
    r"(?:政府)?信息公开|政务公开|(?:依申请|申请|要求?|求|主动)公开|公开(?:的)?(?:信息|申请|年报|年度报告|报告|工作|数据)|有没有|没[错记弄搞说看]错?|没有?(?=[?？。]|$)|情况|结果(?:是|怎样|如何|怎么样)"
)


def _applicant(hit: Hit) -> bool:
    return any(entry.slot is Slot.COLUMN and entry.table == "applications" for entry in hit.entries)


def unaccounted(text: str, taken: Sequence[tuple[int, int]], hits: Sequence[Hit] = ()) -> str:
    """The first word that nothing accounts for, "" where all is understood.

    Args:
        text: the question, normalised.
        taken: stretches that are understood (years, words of the form, organs, numbers, the operation).
        hits: the words of the form among them.

    A clause that neither names anything understood nor asks for a number is talk, and narrows nothing.
    """
    refusing = _of_refusing(hits)
    rest = text
    for start, end in taken:
        rest = rest[:start] + "，" * (end - start) + rest[end:]
    for clause in _CLAUSES.finditer(text):
        start, end = clause.span()
        if not any(a < end and start < b for a, b in taken) and not _ASKS.search(clause[0]):
            continue
        for stretch in re.finditer(r"[\u4e00-\u9fff]+", rest[start:end]):
            at = start + stretch.start()
            if found := unread(stretch[0], refusing=refusing, more=(_ORDINARY, _SINGLE)):
                return _whole(text, at + found[0], at + found[1], taken)
    return ""


def _of_refusing(hits: Sequence[Hit]) -> bool:
    """Whether a figure is named that counts what was not given."""
    keys = {e.key for hit in hits for slot in (Slot.ROW, Slot.GROUP) for e in hit.of(slot) if e.table == "applications"}
    return any(key.split(".")[0] in ("refused", "unavailable", "not_processed", "otherwise") for key in keys)


def _whole(text: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> str:
    """The word that a left-over character is part of (校 of 高校), as far as no particle or understood word bounds it."""

    def free(at: int) -> bool:
        inside = any(a <= at < b for a, b in taken)
        return not inside and re.match(r"[\u4e00-\u9fff]", text[at]) is not None and text[at] not in _BOUNDS

    while start > 0 and free(start - 1):
        start -= 1
    while end < len(text) and free(end):
        end += 1
    return re.sub(r"(?:多少|几)[件个次条]?.*$", "", text[start:end]) or text[start:end]


_BOUNDS = "的了呢吗吧啊呀么是有和与跟及或对给从到被把由在向几多各每请问年月日"
