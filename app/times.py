"""Years in a question: ２０２４, 二〇二四年, 24年, 去年, 近三年, 比上年 (pure).

Relative words are relative to `as_of`, never to the newest report.
"""

from __future__ import annotations

import re
from datetime import date

from nianbao.app.query import Years
from nianbao.ingest.numerals import chinese_integer, year_of

_FOUR_DIGITS = 4
_UNITS = r"件|条|项|次|元|万|个|份|宗|名|号|人"
_RANGE = re.compile(r"((?:19|20)\d{2})年?度?(?:-|—|–|~|～|至|到)((?:19|20)\d{2})年?")
_BOUNDS = rf"(?:-|—|–|~|～|至|到)\d+(?:{_UNITS})"  # 2000到3000件 is no year
_FULL = re.compile(rf"(?<!\d)((?:19|20)\d{{2}})(?!\d)(?!{_UNITS}|{_BOUNDS})(?:年度|年)?")
_CHINESE = re.compile(r"((?:二[〇零○Oo0]|一九)[〇零○Oo0一二三四五六七八九]{2})年(?:度)?")
_SHORT = re.compile(r"(?<!\d)(\d{2})年(?:度)?")
_SHORT_CHINESE = re.compile(r"(?<![一二三四五六七八九十〇零])([一二][〇零一二三四五六七八九])年(?:度)?")
_CHANGE = re.compile(
    r"(?:比|较|与|同|跟|和)(?:上一?年度?|去年|前一年|上年同期|去年同期)(?:同期)?(?:相比)?|同比(?:增长|增加|减少|下降|变化)?|(?:涨|升|增|多|增加|上升)了?还是(?:跌|降|减|少|减少|下降)了?|是增是减|是升是降|环比|年增长|增幅|涨幅|降幅|增速|增量|(?:增长|增加|下降|减少|上升|上涨|下跌|变化|涨|降)(?:得)?(?=最)|最[大高快多小慢]的?(?=增|涨|降|变化)|增长率|增长了?多少|增加了?多少|减少了?多少|下降了?多少|增减了?多少|变化了?多少|涨了?多少"
)
_BETWEEN = re.compile(r"比|较|增幅|降幅|涨幅|多了|少了|多收|少收|增加|减少|上升|下降|增长|变化|相差|差多少")
_LAST = re.compile(r"(?:近|最近|过去|这|前(?!一年))([一二两三四五六七八九十\d]{1,2})年(?:来)?")
_RELATIVE = (
    ("大前年", -3),
    ("前年", -2),
    ("去年", -1),
    ("上年(?!度|同期|结转|[遗滞留末底剩])", -1),
    ("上一年度", -1),
    ("上年度", -1),
    ("今年", 0),
    ("本年度", 0),
)
_ODD = re.compile(
    r"民国(?P<republic>\d{1,3})年|(?<!\d)(?P<arabic>\d{4})年|(?P<chinese>[一二两三四五六七八九十百千零〇廿]{2,8})年(?!来|间|内|期|级)"
)
_YEAR_BEFORE = re.compile(
    r"(?:，的?|，?(?:年度)?(?:年报|报告)(?:中|里|里面)?的?|^那?(?:再|更)?(?:往)?)(?:上一?年|前一年)"
    r"(?!度?结转|同期|度?报告|项目|[遗滞]?留|转|未|没|剩|余|末|底|有?(?:多少|几)项)"
)
_YEAR_AFTER = re.compile(r"(?:，的|^那?)(?:下一年|次年)(?!度?继续)")
_SERIES = re.compile(r"(?<!\d)\d{2}(?:年?[、,，和]\d{2})+年")
"""22、23、24年."""
_SINCE = re.compile(r"(?<!\d)((?:19|20)?\d{2})年(?:度)?(?:以来|起|开始|往后|至今|到现在|到今年)(?!诉)")
"""2022年起: that year and all since."""
_TWO_DIGITS = re.compile(r"(?<!\d)(\d{2})年?(?:-|—|–|~|至|到)(\d{2})年")
_NEWEST = re.compile(
    r"(?:最近|最新|最后|新近)的?(?:这|那)?(?:[一1][年期份个]|年度)?度?(?:公布|发布|公开|出|报|披露)?(?:来)?的?(?:那|这)?一?[份期]?"
    r"(?=的?(?:年度)?(?:工作)?(?:报告|年报|数据|统计表?|表格?)(?!公开|里没有))|最新的?(?:一年|一期|年度|数字|情况)"
)
"""最近一年的报告, 最新的年报: the newest report there is, whenever it is of."""
_TREND = re.compile(r"历年|趋势|每年|各年|逐年|这几年|近几年|近年来?|年年|变化情况|走势")


def years(text: str, as_of: date) -> Years:
    """The years named in `text` (normalised), in order of time."""
    spans: list[tuple[int, int]] = []
    stated: list[int] = []
    relative = ""

    def take(pattern: re.Pattern[str], text: str) -> str:
        for match in pattern.finditer(text):
            spans.append(match.span())
        return pattern.sub(lambda m: "，" * len(m[0]), text)

    for match in _RANGE.finditer(text):
        first, last = sorted((int(match[1]), int(match[2])))
        stated.extend(range(first, last + 1) if last <= first + 20 else (first, last))
    for match in _TWO_DIGITS.finditer(text):
        first, last = sorted((2000 + int(match[1]), 2000 + int(match[2])))
        stated.extend(range(first, last + 1))
    for match in _SERIES.finditer(text):
        stated.extend(2000 + int(short) for short in re.findall(r"\d{2}", match[0]))
    for match in _SINCE.finditer(text):
        first = int(match[1]) if len(match[1]) == _FOUR_DIGITS else 2000 + int(match[1])
        stated.extend(range(first, max(as_of.year, first + 1)) if first > as_of.year - 20 else (first,))
    rest = take(_SINCE, take(_SERIES, take(_TWO_DIGITS, take(_RANGE, text))))
    for pattern in (_FULL, _CHINESE):
        # a year no report can be for is kept, to be refused
        stated.extend(year_of(m[1]) or int(m[1]) for m in pattern.finditer(rest) if m[1].isdecimal() or year_of(m[1]))
        rest = take(pattern, rest)
    for pattern in (_SHORT, _SHORT_CHINESE):
        for match in pattern.finditer(rest):
            short = int(match[1]) if match[1].isdecimal() else chinese_integer(match[1])
            if short is not None and 8 <= short <= as_of.year % 100 + 1:
                stated.append(2000 + short)
                spans.append(match.span())
    for year, span in _odd(rest):
        stated.append(year)
        spans.append(span)
        rest = rest[: span[0]] + "，" * (span[1] - span[0]) + rest[span[1] :]
    change = _CHANGE.search(rest) is not None
    rest = take(_CHANGE, rest)
    last_years: int | None = None
    if (newest := _NEWEST.search(rest)) and not stated:
        last_years = 1
        spans.append(newest.span())
        rest = rest[: newest.start()] + "，" * len(newest[0]) + rest[newest.end() :]
    elif found := _LAST.search(rest):
        number = int(found[1]) if found[1].isdecimal() else chinese_integer(found[1])
        if number and number <= 20:
            last_years, relative = number, f"{found[0]}指{as_of.year - number}年至{as_of.year - 1}年"
            stated.extend(range(as_of.year - number, as_of.year))
            spans.append(found.span())
            rest = rest[: found.start()] + "，" * len(found[0]) + rest[found.end() :]
    elif _TREND.search(rest):
        last_years = 20
        rest = take(_TREND, rest)
    if not (stated and change):
        named, notes = bool(stated), [relative] if relative else []
        for relation, offset in _RELATIVE:
            said = re.search(rf"(?:{relation})(?!结转)", rest)
            word = said[0] if said else ""
            if said is None or (word == "本年度" and stated) or (word == "上年" and named):
                continue
            stated.append(as_of.year + offset)
            spans.append(said.span())
            notes.append(f"{word}指{as_of.year + offset}年")
            rest = rest.replace(word, "，" * len(word))
        relative = "，".join(notes)
    between = len(set(stated)) == 2 and _BETWEEN.search(rest) is not None
    if counted := _of_so_many(rest, len(set(stated))):
        spans.append(counted)
    stated, note = _shifted(stated, rest, as_of)
    relative = relative or note
    return Years(tuple(sorted(set(stated))), last_years, change or between, relative, tuple(sorted(spans)))


def _of_so_many(text: str, number: int) -> tuple[int, int] | None:
    """Where 三年 stands beside three years that are named: it counts them and names no other."""
    for match in re.finditer(r"(?:这|共)?([两二三四五六七八九十\d])个?年(?!度|级|来)", text):
        said = match[1].replace("两", "二")
        if number > 1 and (int(said) if said.isdecimal() else chinese_integer(said)) == number:
            return match.span()
    return None


def _odd(text: str) -> list[tuple[int, tuple[int, int]]]:
    """Years that no report can be for, read so that they are refused and not passed over: 1924年, 民国112年, 廿四年."""
    found = []
    for match in _ODD.finditer(text):
        if match["republic"]:
            found.append((1911 + int(match["republic"]), match.span()))
        elif match["arabic"]:
            found.append((int(match["arabic"]), match.span()))
        elif (number := chinese_integer(match["chinese"].replace("廿", "二十"))) is not None and number >= 10:
            found.append((number if number > 100 else 2000 + number, match.span()))
    return found


def _shifted(stated: list[int], rest: str, as_of: date) -> tuple[list[int], str]:
    """2024年的上一年 is 2023; 上一年 alone is last year's; a follow-up's is told by its own step."""
    for pattern, step in ((_YEAR_BEFORE, -1), (_YEAR_AFTER, 1)):
        if pattern.search(rest):
            if stated:
                return [year + step for year in stated], ""
            return [as_of.year + step], f"{'上一年' if step < 0 else '下一年'}指{as_of.year + step}年"
    return stated, ""
