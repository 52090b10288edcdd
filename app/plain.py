"""The question as it is read: quotation marks out, what it takes back left out, said names put in (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nianbao.app.joined import spread
from nianbao.app.stated import ASKS
from nianbao.index.names import split_regions
from nianbao.index.organs import OrganNames, normalise

_QUOTES = re.compile(r"[“”\"「」『』'‘’《》]")
_OF_ORGAN = re.compile(r"(?<=[市区县省镇乡])的(?=[\u4e00-\u9fff]{2,10}(?:局|委员会|厅|人民政府|办公室|街道))")
_IN_SET = re.compile(r"(?<=[局委厅])(?:之?中|当中)(?=[\u4e00-\u9fff]{2,6}[市区县])")
"""民政局中青汐区民政局: the set, and one of it."""
_WHOLE_BEHIND = re.compile(r"(?<=[市区县省])全[市区县省](?!(?!各|所有)[\u4e00-\u9fff]{0,2}[局厅])")
_WHOLE_INSIDE = re.compile(r"([\u4e00-\u9fff]{2,4})全([市区县省])(?!长)")
_NOT_BUT = re.compile(r"不是[^,，。是]{1,30}[,，]?(?:而)?是(?=[^否不])")
_TAKEN_BACK = re.compile(
    r"^(?:不对|错了|不是|说错了|搞错了|弄错了|打错了|写错了|问错了)?(?:啊|了|呀)?[,，、。]?"
    r"(?:我)?(?:刚才|刚刚|是)?(?:想问|要问|问|说|指|要|想查|查|想要)的?(?:其实)?(?:应该)?是(?:的)?(?![多否不])"
    r"|^(?:不对|错了|说错了|搞错了|弄错了|打错了|写错了|问错了|更正(?:一下)?)[,，、。]?(?:应该)?是?"
)
_ANEW = re.compile(
    r"^(?:我们?)?(?:(?:从头|重新)(?:开始|来过?|问)(?:吧|一次)?|换(?:一?个)?(?:话题|问题|别的)(?:吧|问)?|(?:先)?不(?:问|说|聊)这个了|清空(?:对话|历史)?|新(?:的)?(?:话题|对话|问题))(?:吧|了)?[,，。、:：!！]?"
)
_POLITE = (
    r"(?:好的?呀?|好[吧啊]|嗯+|哦+|噢+|啊|行|可以|多谢|(?:非常)?感谢(?:你|您)?|谢谢?(?:你|您)?[了啦]?|辛苦[了啦]?|(?:我)?(?:明白|知道|了解|懂|清楚|看到|晓得)[了啦]"
    r"|收到|没问题|很好|不错|太好了|原来如此|原来是这样|这样啊|哈哈+|okay|ok|thanks?(?:you)?|thx|great|good)"
)
_CHAT = re.compile(rf"(?:{_POLITE}[,，。.!！~～、\s]*)+", re.IGNORECASE)
"""Thanks and nods: they ask nothing and change nothing."""
_CHAT_BEFORE = re.compile(
    rf"^(?:{_POLITE}[,，。.!！~～、\s]+)+(?=.)|^[哦噢嗯啊]+(?=[说搞弄打写问]错|不对|不是)", re.IGNORECASE
)
_SWITCHED = re.compile(
    r"^(?:那|那么|再|请|帮我|给我)*(?:换成|改成|换到|改到|改为|换作|切换到|换)(?=.{2})(?!(?:一?个)?(?:话题|问题|别的))"
    r"(?P<rest>.+?)(?:再?(?:看看|试试|查查|看一?下|查一?下|来看|比一比))?(?P<end>[吧呢?？。!！]*)$"
)
"""换成2024年看看: what takes the place of what was asked before."""
_BUREAU = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?<!邻)(?<!民)(?<!分)[居剧句](?=的?(?:20)?[\d零〇二一]{2,4}年)|(?<=[民财]政)[居剧句]"
)
"""局 as it is misspelt before a year."""
_INSTRUCTS = re.compile(
    r"(?<=[,，。?？;；!！])(?:如果|要是|假如|万一|若)(?:是)?(?:查|找|没|不|看|数据)[^,，。?？]{0,10}(?:[,，]?(?:就|则|那|请)[^,，。?？]*)?[,，。?？!！]*$"
    r"|(?<=[,，。?？;；!！])(?:请|麻烦)?(?:不要|别|不许|不能)(?:瞎|乱|胡|随便|自己)?(?:编|猜|说|造|蒙)[^,，。?？]{0,8}[,，。?？!！]*$"
)
"""What a question says at its end of how it is to be answered."""
_HEARSAY = re.compile(
    r"(?:有[份篇]|一[份篇]|[这那][份篇]|昨天|今天|最近|刚才|县里|市里|区里)?的?(?:新闻稿?|通稿|报纸?|媒体|公众号|朋友圈|文章|材料|简报|通报|帖子|网帖|微信群|群里|电视|广播|同事|邻居|村里人?|朋友|领导|老乡|亲戚)"
    r"(?:里面?|上|里头|中)?(?:都|也|就|有人|跟我|对我|告诉我?)?(?:说|写|讲|称|登|传|报)(?:的是|的|过|着|了|道|到)?(?=(?:(?:19|20)\d\d|[^\d,，。?？了过着到道])[^,，。?？]{1,40}\d)"
)
"""Where a number was read or heard, before the number."""
_SURELY = re.compile(r"(?:^|(?<=[,，。]))(?:难道说?|莫非|莫不是|该不会是?|不会吧[,，])(?![^,，。?？]*没)")
"""难道市政府…不是收了30件吗: how the number behind it is told."""
_OF_MYSELF = re.compile(
    r"^(?:你好|您好)?[,，。!！]?(?:我|俺|咱)们?(?:家)?(?:是|在|就是)[^,，。!！?？\d]{1,14}[,，。!！](?=.{6})"
)
"""我是法学院的，想知道…: who asks."""
_FEELS = re.compile(
    r"(?<=[,，。?？;；!！])(?:可?我)?(?:怎么|咋)?(?:觉得|感觉|印象[里中]?)[^,，。?？\d]{0,10}[?？。!！]*$"
)
"""我怎么觉得不止: what is felt of the number told."""
_DOUBTED = re.compile(
    r"(?<!是)不是(?:(?:都)?(?:说|讲|写)(?:着|了|过|好)?(?P<said>[^?？]*\d[^?？]*?)|(?P<stated>[^?？,，。]{0,12}\d[^?？,，。]*?))(?:吗|么|嘛)(?=[?？。,，!！]|$)[?？]?"
)
"""不是说只有3件吗, 不是3件吗: the number is told and doubted."""
_TOLD_BY = re.compile(
    r"^[^\d,，。?？:：]{1,12}?(?:说|讲|称|传|看到|看见|瞧见|听到|读到|刷到|翻到|写道?|报道|爆料|反映|透露|告诉我)(?:过|了|着|的是|道|到)?[,，:：]?(?=[^?？]*\d)"
)
"""街坊说市政府…: who told a number, before anything that it is told of."""
_HOW_COME = re.compile(
    r"(?P<said>明明[^,，。?？]*\d[^,，。?？]*)[,，](?:这)?(?:是)?(?:怎么|咋)(?:个)?(?:回事|搞的)?[?？]?$"
)
_WITHOUT = re.compile(
    r"[,，]?(?<![含算计])(?<!包括)(?:不|没)(?:含|算|包括|计)(?:上一?年|去年)?度?的?结转(?:过来|来)?(?:的|数|部分)?[,，]?"
)
"""What 新收 leaves out by itself."""
_PART = re.compile(
    r"(?:占(?:比|了|到)?)?(?P<bound>超过|不到|不足|至少|高于|低于|接近|差不多|约|大约|大概|将近)?(?:(?P<tenths>[一二两三四五六七八九])成(?![功立本员果交为了人绩熟])(?P<more>多|来)?|(?<![另这那开留给])一半(?!留|公开))(?(bound)|(?=以上|以下|左右|上下|[,，。?？对是吗多都的]|$))"
)
"""A share said in tenths, or as a half."""
_RENAMED = re.compile(
    r"(?P<old>[\u4e00-\u9fff]{3,16}?)[(（](?:现在?(?:叫|名|称|为|是)|更名为|改名叫?|改称)(?P<new>[\u4e00-\u9fff]{3,16})[)）]"
)

_OTHERS = re.compile(r"(?<=[外,，])(?:其[他它余]|别的|剩下)的?(?:各|所有)?(?=(?:局|机关|部门|单位|街道)(?!信息))")
"""除了财政局，其他局: those that are left, and no kind of applicant."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A question in the form in which it is read.

    `corrected` says that it takes something back (不是2023，是2024), `anew` that it leaves the conversation behind.
    """

    text: str
    corrected: bool = False
    anew: bool = False


def is_chat(question: str) -> bool:
    """Whether a turn says thanks or nods and asks nothing."""
    return _CHAT.fullmatch(re.sub(r"\s", "", normalise(question))) is not None


def plain(question: str, names: OrganNames) -> Plain:
    """`question` without what only says how it is meant to be read."""
    text = _QUOTES.sub("", normalise(question))
    text = _CHAT_BEFORE.sub("", text)
    text = _SWITCHED.sub(lambda match: f"{match['rest']}呢", text)
    started = _ANEW.sub("", text)
    anew, text = started != text, started
    text = _DOUBTED.sub(lambda match: f"听说{match['said'] or match['stated']}，对吗？", text)
    text = _HOW_COME.sub(lambda match: f"{match['said']}，对吗？", text)
    text = _HEARSAY.sub("听说", text)
    text = _told(text, names)
    text = _OF_MYSELF.sub("", text)
    text = _SURELY.sub("", text)
    text = _BUREAU.sub("局", text)
    text = _FEELS.sub("", _INSTRUCTS.sub("", text))
    text = _WITHOUT.sub("", text) if "新收" in text else text
    text = _PART.sub(_share, text)
    if ASKS.search(text):
        text = _DOUBLED.sub("增长约100%", _MOST.sub("占比超过50%", text))
        text = _NOT_AS.sub(lambda match: f"比{match['than']}{_OPPOSITE[match['word']]}", text)
    text = _RENAMED.sub(_renamed, text)
    text = _OTHERS.sub("各", text)
    text = spread(text, names)
    text = _OF_ORGAN.sub("", text)
    text = _IN_SET.sub("里", text)
    text = _WHOLE_BEHIND.sub("", text)
    text = _WHOLE_INSIDE.sub(lambda match: _whole(match, names), text)
    right = _TAKEN_BACK.sub("", _NOT_BUT.sub("", text))
    return Plain(right or text, right not in ("", text), anew)


def _told(text: str, names: OrganNames) -> str:
    """`text` without who tells it, unless that may be an organ which it is told of."""
    match = _TOLD_BY.match(text) if ASKS.search(text) else None
    return text if match is None or names.mentions(match[0]) else f"听说{text[match.end() :]}"


def _share(match: re.Match[str]) -> str:
    """超过九成 → 占比超过90%, 一半以上 → 占比50%以上."""
    tenths = "一二三四五六七八九".find(match["tenths"].replace("两", "二")) + 1 if match["tenths"] else 5
    behind = match.string[match.end() :]
    said = match["bound"] or match["more"] or re.match("以[上下]", behind)
    # 八成是自然人 is said in tenths, and 下降两成 is no share
    share = (
        "" if re.search(r"(?:增|减|降|涨|跌|升|少|多)[长加少低]?(?:了|幅)?$", match.string[: match.start()]) else "占比"
    )
    return f"{share}{'' if said else '约'}{match['bound'] or ''}{tenths}0{match['more'] or ''}%"


_MOST = re.compile(
    r"(?:绝?大多数|绝?大部分|多半|大半(?!年)|过半数?|(?:超|超过|多于)半数|半数以上)的?(?=[^,，。?？]*(?:[,，]|吧?[?？]?$))"
)
"""过半 of a figure, where whether it is so is asked."""


_DOUBLED = re.compile(r"(?:增长|增加|上升|涨)?(?:了)?翻(?:了)?一?[番倍](?!半)")
_NOT_AS = re.compile(r"没有?(?P<than>(?:20)?\d\d年|去年|前年|上一?年度?)(?:那么|的)*(?P<word>[多少高低])(?!少)")
"""没有2023年多 is less than 2023."""
_OPPOSITE = {"多": "少", "少": "多", "高": "低", "低": "高"}


def _renamed(match: re.Match[str]) -> str:
    """墨塬县工商局（现在叫市场监督管理局） → the new name, in the region of the old one."""
    regions, _ = split_regions(match["old"])
    return match["new"] if split_regions(match["new"])[0] else f"{''.join(regions)}{match['new']}"


def _whole(match: re.Match[str], names: OrganNames) -> str:
    """云屿全市 → 云屿市, where the library knows such a place; anything before it stays."""
    for length in range(len(match[1]), 1, -1):
        place = f"{match[1][-length:]}{match[2]}"
        if names.places_called(place):
            return f"{match[1][:-length]}{place}"
    return match[0]
