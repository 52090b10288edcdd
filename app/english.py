"""English questions: read into the Chinese question that asks the same, deterministically and word by word.

Every content word must be accounted for; one that is not is named, and nothing is answered. Organs are named in Chinese, or
in letters where the library has one organ that is spelt so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nianbao.app.english_claims import direction, numbers, without_hearsay
from nianbao.app.english_kinds import BOUNDS, COMPARED, LEVELS, NUMBERS, OTHER_THAN, TOGETHER, kind_asked
from nianbao.app.glosses import BODIES, PHRASES, PROSE, STOPWORDS
from nianbao.app.meaning import ORGAN
from nianbao.index.names import split_regions
from nianbao.index.organs import Organ, OrganNames
from nianbao.ingest.hanzi import spellings

_ASKS = re.compile(
    r"\b(?:how|what|which|who|why|did|does|was|were|is|are|show|list|compare|and|tell|give|number of|in|total|is)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+(?:['’\-][A-Za-z]+)*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_RANGE = re.compile(r"\b(?:from|between)?\s*((?:19|20)\d\d)\s*(?:to|through|until|–|-)\s*((?:19|20)\d\d)\b")
_INTO = re.compile(r"\b((?:carried|rolled|held|pushed|left) (?:over |forward )?(?:in)?(?:to|for)) ((?:19|20)\d\d)\b")
_LAST = re.compile(r"\b(?:last|past) (two|three|four|five|\d) years\b")
_CLAIM = re.compile(r"\b\d[\d,]*(?:\.\d+)?\b")
_MEANS = re.compile(
    r"what does [\"“'‘]?([\u4e00-\u9fff“”\"]{2,30})[\"”'’]? mean|what is (?:meant by )?[\"“'‘]?([\u4e00-\u9fff“”\"]{2,30})[\"”'’]?\s*\??$"
)
_OPERATIONS: tuple[tuple[str, str], ...] = (
    (r"(?:share|percentage|proportion|per cent|percent)", "占比"),
    (
        r"(?:increase|decrease|change|grow|fall|rise|drop)[ds]?|fell|rose|grew|dropped|declined?|(?:went|gone?) (?:up|down)|compared (?:with|to) (?:the )?(?:previous|last|prior) year|year[- ]on[- ]year",
        "比上年增加多少",
    ),
    (r"trends?", "历年趋势"),
    (r"rank(?:ing|ed)?", "排名"),
    (r"(?:the )?second[- ](?:most|largest|highest)", "第二多"),
    (r"(?:the )?third[- ](?:most|largest|highest)", "第三多"),
    (r"(?:the )?(?:most|largest|highest)(?! (?:recent|important))", "最多"),
    (r"(?:the )?(?:fewest|least|lowest|smallest)", "最少"),
    (r"why|reasons? behind", "为什么"),
    (r"predict|forecast|will", "预测"),
    (r"consistent|add up|arithmetic errors?|errors?", "勾稽有没有不平"),
)


@dataclass(frozen=True, slots=True)
class Translation:
    """An English question in Chinese.

    `unread` are its words that nothing accounts for, `names` those of them that name somebody unknown, `choices` organs
    it may mean. `front` and `years` are its organ and years in Chinese, `whole` is all of it with ○ for the organ, and
    `kind` the kind of organs that it asks for (民政局).
    """

    text: str
    unread: tuple[str, ...] = ()
    choices: tuple[Organ, ...] = ()
    names: tuple[str, ...] = ()
    front: str = ""
    years: str = ""
    whole: str = ""
    kind: str = ""


_SAYS_IN_CHINESE = re.compile(r"[的了吗呢吧几哪谁]|多少|什么|怎么|是否|有没有")
"""What makes a question Chinese, however many of its words are English; names of organs hold none of it."""


_FOLLOWS = re.compile(r"^\s*(?:and|but|so)?\s*(?:what|how)\s+about\b|^\s*and\s", re.IGNORECASE)
"""What about 清汐区财政局?: a follow-up in English, whatever it names."""


def is_english(question: str) -> bool:
    """Whether a question is asked in English; Chinese names and terms may stand in it."""
    if _FOLLOWS.search(question):
        return True
    words = _WORD.findall(re.sub(r"<[^>]*>", " ", question))
    hanzi = len(re.findall(r"[\u4e00-\u9fff]", question))
    enough = len(words) >= 3 or not hanzi
    # a heading in English (Duplicate requests, 2024?) asks as well where nothing in it is Chinese
    asks = _ASKS.search(question) is not None or (not hanzi and len(words) >= 3)
    chinese = _SAYS_IN_CHINESE.search(question) is not None or len(words) < 4
    return enough and (len(words) * 3 > hanzi or not chinese) and asks


def translated(question: str, names: OrganNames) -> Translation:
    """The Chinese question that asks the same."""
    if means := _MEANS.search(question.lower()):
        return Translation(f"什么是{(means[1] or means[2]).strip('”“')}？".replace('"', ""))
    rest = question.replace("’", "'")
    chinese = re.findall(r"[\u4e00-\u9fff]+", rest)
    rest, organs, unread = _organs(re.sub(r"[\u4e00-\u9fff]+", ORGAN, rest), names)
    whole = re.sub(rf"{ORGAN}(?: *{ORGAN})+", ORGAN, re.sub(r"\.{3,}", ORGAN, rest))
    rest = without_hearsay(rest.lower())
    rest, claims = numbers(rest) if _ASKS_WHETHER.search(question) else (rest, [])
    rest, years = _years(_year_after(rest))
    rest, operations = _taken(rest, _OPERATIONS)
    rest, which, unheld = kind_asked(rest, names)
    unread = (*unread, *unheld)
    kind = re.sub(r"^(?:哪.?个|各)", "", which)
    but = OTHER_THAN.search(rest) if which else None
    rest = OTHER_THAN.sub(lambda match: "." * len(match[0]), rest) if but else rest
    rest, bounds = _taken(rest, BOUNDS) if which else (rest, [])
    compares = COMPARED.search(rest) if not operations and len(chinese) > 1 else None
    rest = COMPARED.sub(lambda match: "." * len(match[0]), rest) if compares else rest
    rest, prose = _taken(rest, PROSE)
    rest, words = _taken(rest, PHRASES)
    left = [word for word in _WORD.findall(rest) if word.removesuffix("'s") not in STOPWORDS]
    asks_requests = re.search(r"\b(?:requests?|applications?|receive[ds]?)\b", rest) is not None
    if not words and not prose and asks_requests:
        words = ["收到申请"]
    words = _told_once(words)
    front = named = "和".join([*chinese, *(organ.label for organ in organs[: len(organs) == 1])])
    if compares:
        operations = [f"谁更{'多' if compares['more'] else '少'}"]
    number = _CLAIM.search(rest) if bounds else None
    if number is not None:
        operations = [f"{bounds[0]}{number[0].replace(',', '')}件的{kind}有哪些"]
    elif which and (front == "" or set(_ORDERS).intersection(operations)):
        front = f"除了{front}外，{which}" if front and but else f"{front}{which}"
    if not operations and (len(chinese) > 1 or which.startswith("各")) and TOGETHER.search(question):
        operations = ["合计多少"]
    whether = _ASKS_WHETHER.search(question) is not None and not claims and not prose
    if whether and operations == ["比上年增加多少"] and (way := direction(question.lower())):
        operations = [f"{'' if len(re.findall('年', years)) > 1 else '比上年'}{way}了，对吗"]
    if claims and not (operations or prose):
        if len(claims) > 1 and len(claims) != len(words):
            unread = (*unread, *claims)
        if len(claims) > 1:
            words = [f"{word}{number}" for word, number in zip(words, claims, strict=False)]
        operations = [f"{claims[0] if len(claims) == 1 else ''}，对吗"]
    asks = "".join(operations) or ("" if prose else "多少件")
    text = f"{front}{years}{'、'.join(dict.fromkeys(words))}{''.join(prose)}{asks}？"
    if not (words or prose or operations):
        text = f"{front}{years}呢？"
    words_left = tuple(dict.fromkeys((*unread, *left)))
    return Translation(text, words_left, organs if len(organs) > 1 else (), unread, named, years, whole, kind)


_ORDERS = ("最多", "最少", "第二多", "第三多")
_ASKS_WHETHER = re.compile(
    r"\b(?:true|correct|right|accurate|verify|confirm|really)\b|\bso\?|^\W*(?:did|does|was|were|is|are|has|have|had)\b(?!.*\b(?:how|what|which|who)\b)",
    re.IGNORECASE,
)
_SUITS = frozenset(["直接起诉", "复议后起诉"])
_REASONS = frozenset(
    [
        "国家秘密",
        "第三方",
        "内部事务",
        "过程性信息",
        "执法案卷",
        "三安全一稳定",
        "法律禁止公开",
        "行政查询事项",
        "不掌握",
        "另行制作",
        "补正后仍不明确",
        "信访",
        "重复申请",
        "公开出版物",
        "大量反复申请",
        "重新出具",
        "逾期不补正",
        "逾期不缴费",
    ]
)


def _told_once(words: Sequence[str]) -> list[str]:
    """Refused because of third-party rights is that row alone, lawsuits lost are those lost: the wider word goes."""
    wider = set()
    if _REASONS.intersection(words):
        wider |= {"拒绝公开", "不予公开", "无法提供", "不予处理", "新收"}
    if _SUITS.intersection(words):
        wider |= {"行政诉讼", "新收"}
    if "逾期不缴费" in words:
        wider |= {"行政事业性收费"}
    if "败诉" in words:
        wider |= {"行政诉讼"}
    return [word for word in words if word not in wider]


def _taken(rest: str, table: Sequence[tuple[str, str]]) -> tuple[str, list[str]]:
    """The Chinese words of the phrases found, in the question's order, and the question without them."""
    found: list[tuple[int, str]] = []
    for pattern, word in table:
        for match in re.finditer(rf"\b(?:{pattern})\b", rest):
            found.append((match.start(), word))
        rest = re.sub(rf"\b(?:{pattern})\b", lambda match: "." * len(match[0]), rest)
    return rest, [word for _, word in sorted(found)]


def _year_after(rest: str) -> str:
    """Carried into 2024 beside 2023 is carried to the next year, and no second year that is asked about."""
    named = {int(year) for year in _YEAR.findall(rest)}

    def said(match: re.Match[str]) -> str:
        return f"{match[1]} the next year" if int(match[2]) - 1 in named else match[0]

    return _INTO.sub(said, rest)


def _years(rest: str) -> tuple[str, str]:
    if span := _RANGE.search(rest):
        return rest.replace(span[0], " "), f"{span[1]}年到{span[2]}年"
    if last := _LAST.search(rest):
        number = NUMBERS.get(last[1], last[1])
        return rest.replace(last[0], " "), f"近{number}年"
    if found := _YEAR.findall(rest):
        return _YEAR.sub(" ", rest), "和".join(f"{year}年" for year in dict.fromkeys(found))
    for said, year in (("last year", "去年"), ("this year", "今年")):
        if re.search(rf"\b{said}\b", rest):
            return rest.replace(said, " "), year
    return rest, ""


def _organs(rest: str, names: OrganNames) -> tuple[str, tuple[Organ, ...], tuple[str, ...]]:
    """The organs spelt in letters, the question without them, and names that are of none of the library's organs."""
    found = _places(rest, names)
    if not found:
        return *_without(rest, unknown := _capitalised(rest)), tuple(unknown)
    body = next(
        (match for pattern, _ in BODIES if (match := re.search(rf"\b(?:{pattern})\b", rest, re.IGNORECASE))), None
    )
    shape = next(
        (shape for pattern, shape in BODIES if body and re.fullmatch(pattern, body[0], re.IGNORECASE)), "人民政府"
    )
    organs = [
        organ
        for organ in names.organs
        if (regions := split_regions(organ.label)) and re.fullmatch(shape, regions[1]) and _fits(regions[0], found)
    ]
    spans = [span for _, span, _ in found] + ([body.span()] if body else [])
    named = " ".join(rest[a:b] for a, b in sorted(spans))
    for a, b in spans:
        rest = rest[:a] + "." * (b - a) + rest[b:]
    if not organs:
        return rest, (), (named,)
    rest, _ = _without(rest, unknown := _capitalised(rest))
    return rest, tuple(organs), tuple(unknown)


def _without(rest: str, names: Sequence[str]) -> tuple[str, tuple[Organ, ...]]:
    """The question without names that are of none of the library's organs."""
    for name in names:
        rest = rest.replace(name, "." * len(name))
    return rest, ()


def _fits(regions: tuple[str, ...], found: Sequence[tuple[str, tuple[int, int], str]]) -> bool:
    """Whether each place named is a region of the organ, and one of them its innermost."""
    spelt = [(_spelt(region), region) for region in regions]
    each = all(
        any(spelling in ways and region.endswith(level) for ways, region in spelt) for spelling, _, level in found
    )
    return each and bool(spelt) and any(s in spelt[-1][0] and spelt[-1][1].endswith(level) for s, _, level in found)


@lru_cache(maxsize=100_000)
def _spelt(region: str) -> frozenset[str]:
    bare = region.removesuffix("街道") if region.endswith("街道") else region[:-1]
    return spellings(bare) | spellings(region) if len(region) > 2 else spellings(region)


def _places(rest: str, names: OrganNames) -> list[tuple[str, tuple[int, int], str]]:
    """(spelling, where, level) of every place of the library that is spelt in the question."""
    known = _known(names)
    words = list(_WORD.finditer(rest))
    found: list[tuple[str, tuple[int, int], str]] = []
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + 4), at, -1):
            spelling = re.sub(r"[^a-z]", "", "".join(word[0] for word in words[at:end]).lower().removesuffix("'s"))
            if spelling in known and words[at][0][0].isupper():
                follows = words[end][0].lower() if end < len(words) else ""
                level = LEVELS.get(follows, "")
                stop = words[end].end() if level else words[end - 1].end()
                found.append((spelling, (words[at].start(), stop), level))
                at = end - 1
                break
        at += 1
    return found


_kept: list[tuple[OrganNames, frozenset[str]]] = []


def _known(names: OrganNames) -> frozenset[str]:
    """Every spelling of a place of the library; made with the first English question of a library version."""
    if not _kept or _kept[0][0] is not names:
        regions = {region for organ in names.organs for region in split_regions(organ.label)[0]}
        _kept[:] = [(names, frozenset(way for region in regions for way in _spelt(region)))]
    return _kept[0][1]


def _capitalised(rest: str) -> list[str]:
    """Names in capitals inside a sentence, which are of none of the library's organs."""
    found = re.findall(r"(?<=[a-z,'] )[A-Z][a-z]+(?:'[a-z]+)?(?: [A-Z][A-Za-z']+)*", rest)
    return [name for name in found if name.split()[0].lower() not in STOPWORDS]
