"""Numbers that a question states, to be held against the report (pure).

A number may be stated exactly, roughly (约, 左右, 余) or as a bound. 以上, 以下, 以内 count the number itself, 超过 and
不满 do not (民法典 art. 1259); a bound that is denied is its complement: 不超过 is at most, 不少于 at least.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nianbao.app.query import Bound, Stated, Years
from nianbao.ingest.numerals import chinese_integer

ASKS = re.compile(
    r"(?:准确|属实|正确|成立|准)[吗不否么]|(?:是)?真的[?？。]?$|对吗|对不对|对么|是吗|是么|是不是|是否(?:属实|正确|准确|有误|为|是|等于|真|无误|对|相符|一致|达到?|超过|不到|确有|就是)|正确吗|准确吗|准不准|准吗|属实|没错吧|没错[?？。]?$|了吧[?？]?$|对否|对不[?？]?$|是这样|填错|写错|说错|对吧|真的吗|真的?假的?|真假|可信不可信|有这[回个]?事没有|有没有这[回个]?事|谣言|谣传|这回事|是真的|是真是假|之间吗|之间[?？]|"
    r"有没有这么[多少]|有[无没]?有?错|有无错|有没有(?:弄|搞|记|说|写|填|看)?错|记错|弄错|搞错|看错|有误|无误|出入|靠谱|靠得住|可信|可靠|"
    r"请?(?:核对|核实|核一下|核查|查证|验证|求证|证实)(?:一下|下)?[:：,，]|(?:帮我?|请|麻烦)?[^,，。]{0,4}(?:核对|核实|核一下|查证|验证|证实|确认)(?:一下|下)?[^,，。]{0,3}[:：,，]|"
    r"(?:核对|核实|核一下|查证|验证|证实|确认|核查|求证)(?:一下|下)?[。?？!！]?$|"
    r"有(?:这|那)么[多少]|真有|真是|真的有|确有|果真|当真|不会(?:是)?(?:错|假)|(?:没|不)(?:会)?(?:弄|搞|记)?错(?:吧|了吧)|是吧[?？。]?$|一致吗|相符吗|明明(?:是|有|只有|才|写着?)+\d|吻合吗|符合吗|一致不一致|能对上吗|对得上[^,，。?？]{0,3}吗|对得上不|对上了吗|算对|算得对|算错|抄[错对]|抄[的得]对|没(?:有)?(?:写|填|抄|记|弄|搞|说|看|算|印)(?:[反混漏]|颠倒)|不是假的|是这样[吗嘛么]|没(?:有|什么)?问题[吧吗么]|数字?有没有问题|真就|难道|怀疑|不(?:太|大|敢)?信|(?<![下说讲看查列排算给报来年呢找忙谢])吧[?？]?$"
)
"""Words that ask whether a stated number is right."""

_WORDS: dict[Bound, str] = {
    Bound.MORE: r"超过|超出|超|多于|高于|大于|多过|不止|突破|冲破|(?<=是)过(?=\d)",
    Bound.LESS: r"少于|低于|小于|少过|不到|不足|不满|未满|未达到?|(?<!有)没有?达到?|达不到|(?<![有到])没有?到|未到|(?<!有)没有?(?:收到|接到|收够|收满|罚到|办到)(?:了|过)?|(?<!有)没有(?=\d)",
    Bound.AT_LEAST: r"至少|最少|起码|少说|不下于?|(?<=有没有)达?到|(?<=有没有)(?=\d)|(?<=有没)达到|(?<=是否)达到|(?<=是不是)达到|(?<=到没)到|(?<=够不)够",
    Bound.AT_MOST: r"至多|最多|顶多",
}
_BEHIND: dict[Bound, str] = {
    Bound.AT_LEAST: r"及?以上|之上",
    Bound.AT_MOST: r"及?以[下内]|之[下内]",
    Bound.LESS: r"都?还?(?:不到|没到|不满)",
}
_ADVERBS: dict[Bound, str] = {
    Bound.AT_LEAST: r"至少|最少|起码|少说",
    Bound.AT_MOST: r"至多|最多|顶多|充其量",
    Bound.MORE: r"不止",
}
_APART = re.compile(
    rf"(?P<said>{'|'.join(_ADVERBS.values())}|(?P<near>大约|大概|差不多|大致|约莫))(?P<gap>[^\d,，。?？;；、:：的是零〇一二两三四五六七八九十百千万]{{1,10}})$"
)
"""至少罚了900次, 大概收了3000件: what bounds a number may stand before the verb."""
_DENIED = re.compile(r"(?:并不是|并非|(?<!是)不是|不等于)(?:只有|只|才|就)?$")
"""并非30件: not that number. 不是30件吗 states it."""
_RHETORIC = re.compile(r"[^,，。?？;；]{0,12}[吗嘛么][?？。!！]*(?=$|[,，。?？;；])")
_COMPLEMENT = {
    Bound.MORE: Bound.AT_MOST,
    Bound.LESS: Bound.AT_LEAST,
    Bound.AT_LEAST: Bound.LESS,
    Bound.AT_MOST: Bound.MORE,
}
_DENIES = r"(?:并|从)?(?:(?<!会)不会|(?<!有)没有|(?<!是)不是|(?<![有超])没|未|(?<![是会超])不)"
"""What denies a bound; 是不是超过, 有没有超过, 超没超过 ask for it and deny nothing."""
_SAID = "|".join(f"(?P<{bound.name.lower()}>{words})" for bound, words in _WORDS.items())
_BEFORE = rf"(?:(?P<denied>{_DENIES})?(?:{_SAID})了?)?"
_ABOUT = r"(?P<near>大约|大概|将近|接近|差不多|大致|约莫|约|近)?"
_UNIT = r"(?P<unit>个百分点|万元|元|件|条|项|次|宗|份|个|起|部(?![分门])|张(?!表)|%)?"
_AFTER = rf"(?P<about>左右|上下)?(?P<behind>{'|'.join(_BEHIND.values())})?"
_NUMBER = re.compile(
    rf"{_BEFORE}{_ABOUT}(?<![\d.第])(?P<minus>-)?(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<odd>余|多|来)?(?P<scale>[十百千]万|[百千万亿])?(?:(?<=万)(?P<thousands>[1-9])千)?"
    rf"(?P<over>余|多|来)?{_UNIT}(?:(?<=%)(?P<beyond>多|来))?{_AFTER}(?=[,。，对吗是吧呀！!?？;；、的和与]|$|[\u4e00-\u9fff])"
)
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_CHINESE = re.compile(
    rf"{_BEFORE}{_ABOUT}(?<!第)(?P<digits>[零〇一二两三四五六七八九十百千万]{{1,8}})(?P<over>余|多|来|几)?(?P<scale>[万亿])?(?P<unit>件|次|条|项|宗|份|起|部(?![分门])|张(?!表)|元){_AFTER}"
)
_THIS_ONE = re.compile(r"[这那该每任某哪另同各]一[件次条项宗份起]$|(?:在|合|加|放|连|都|和.{1,8}|跟.{1,8})一起$")
_NOT_ONE = re.compile(r"[^,，。?？]{0,12}?(?:都|也)(?:没有?|未|不曾)")
_LOOSE = re.compile(
    rf"{'|'.join(_WORDS[bound] for bound in (Bound.MORE, Bound.LESS))}|至少|至多|起码|顶多|以上(?![数所信内是各这])|以[下内]|之[上下内间]|往[上下]|"
    r"开外|出头|有余|介于|[上下]限"
)
"""What bounds a number and is not read: a second bound, 开外."""
_RANGE = re.compile(r"\d[十百千万亿]{0,2}[件条次项宗份起]?(?:到|至|-|—|–|~|～)\d")


def stated(text: str, when: Years) -> tuple[Stated, ...]:
    """The numbers of a question that are no years, with unit and whether they are approximate or a bound."""
    return tuple(made for match in _matches(_yearless(text, when)) if (made := _stated(match)) is not None)


def number_spans(text: str, when: Years) -> tuple[tuple[int, int], ...]:
    """Where the numbers of a question stand, with what bounds them and their units."""
    return tuple(match.span() for match in _matches(_yearless(text, when)))


def loosely_bound(text: str, when: Years) -> bool:
    """Whether a question bounds a number in a way that this module does not read."""
    rest = _yearless(text, when)
    if _RANGE.search(rest):
        return True
    for match in _matches(rest):
        before, behind = _bound(match), _behind(match)
        if before is not None and behind is not None and before is not behind:
            return True
        apart = _apart(match)
        start = apart.start() if apart is not None else match.start()
        rest = rest[:start] + "，" * (match.end() - start) + rest[match.end() :]
    return _LOOSE.search(rest) is not None


def _yearless(text: str, when: Years) -> str:
    for start, end in when.spans:
        text = text[:start] + "年" * (end - start) + text[end:]
    return text


def _matches(text: str) -> Iterator[re.Match[str]]:
    for match in _NUMBER.finditer(text):
        if match["unit"] or not text[match.end() :].startswith(("名", "位", "年", "号", "月", "日")):
            yield match
    for match in _CHINESE.finditer(text):
        if match["digits"] == "一" and (_NOT_ONE.match(text, match.end()) or _THIS_ONE.search(text[: match.end()])):
            continue  # 一件复议都没有 says 0, 这一项 and 合在一起 say no number
        if chinese_integer(match["digits"]) is not None and re.search(r"[零〇一二两三四五六七八九十]", match["digits"]):
            yield match


def _stated(match: re.Match[str]) -> Stated | None:
    known = match.groupdict()
    unit, scale = match["unit"] or "", _SCALES.get(known["scale"] or "", 1)
    arabic = match["digits"][0].isascii()
    if known["scale"] == "万" and unit == "元":
        unit, scale = "万元", 1
    if arabic:
        value = Decimal(match["digits"].replace(",", "")) * (-1 if known["minus"] else 1)
        value += Decimal(match["thousands"] or 0) / 10  # 6万8千
    else:
        value = Decimal(chinese_integer(match["digits"]) or 0)
    over = match["over"] or known.get("odd") or known.get("beyond")
    apart = _apart(match)
    near = bool(match["near"] or match["about"] or over == "来" or (apart is not None and apart["near"]))
    bound = _bound(match) or _behind(match)
    if bound is None and over in ("余", "多", "几"):
        bound = Bound.OVER
    rounded = (
        bool(known["scale"]) or unit in ("万元", "%", "个百分点") or (not arabic and match["digits"][-1] in "百千万")
    )
    # about 400 is rounded to hundreds, 40万 to ten thousands
    coarse = near or bound is Bound.OVER or not arabic
    step = _step(value) if coarse else _place(value)
    return Stated(value * scale, unit, near, step * scale, bound, not unit and scale >= _SCALES["万"], rounded=rounded)


_THAN = re.compile(r"(?:还|要|都|更)*(?P<word>[多高大少低小])(?!少)")


def _than(match: re.Match[str]) -> Bound | None:
    """比50件多 is more than 50."""
    behind = _THAN.match(match.string, match.end())
    if behind is None or not match.string[: match.start()].endswith("比"):
        return None
    return Bound.MORE if behind["word"] in "多高大" else Bound.LESS


def _bound(match: re.Match[str]) -> Bound | None:
    """The bound in front of a number, denied ones as their complement."""
    bound = next((bound for bound in _WORDS if match[bound.name.lower()] is not None), None)
    if bound is None:
        before = match.string[: match.start()]
        if (
            _DENIED.search(before)
            and not before.endswith("难道不是")
            and not _RHETORIC.match(match.string, match.end())
        ):
            return Bound.NOT
        apart = _apart(match)
        if apart is not None and not apart["near"]:
            return next(bound for bound, words in _ADVERBS.items() if re.fullmatch(words, apart["said"]))
        return _than(match)
    return _COMPLEMENT[bound] if match["denied"] else bound


def _apart(match: re.Match[str]) -> re.Match[str] | None:
    """The adverb that bounds a number, or makes it a rough one, from before the verb."""
    return _APART.search(match.string[: match.start()])


def _behind(match: re.Match[str]) -> Bound | None:
    if match["behind"] is None:
        return None
    return next(bound for bound, words in _BEHIND.items() if re.fullmatch(words, match["behind"]))


def _step(value: Decimal) -> Decimal:
    """The place of the last digit that is no zero: 41 → 1, 400 → 100, 3.5 → 0.1."""
    text = format(value, "f")
    if "." in text:
        return _place(value)
    zeros = len(text) - len(text.rstrip("0"))
    return Decimal(10) ** min(zeros, max(len(text) - 1, 0))


def _place(value: Decimal) -> Decimal:
    """The place of the last digit that is written: 400 → 1, 3.50 → 0.01."""
    text = format(value, "f")
    return Decimal(1).scaleb(-len(text.split(".")[1])) if "." in text else Decimal(1)
