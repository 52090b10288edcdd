"""Names of organs: what a question calls them, and which of the library's organs that is.

A name counts only as a whole: 洪泽区民政局 is not 洪泽区, 洪泽湖 is not 洪泽, 淮安区 is not 淮安市. A name
that looks like an organ and is none of the library's is reported as unknown, with the nearest names,
rather than dropped, so that no question is ever answered with another organ's figure.
Looking a name up costs the question's length, not the library's size.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from rapidfuzz import fuzz, process

from nianbao.index.filler import FILLER
from nianbao.index.kinds import BARE_KIND, ENDINGS, KIND, NO_KIND, NOT_NAMES, TAILS, WRITTEN_ABOUT
from nianbao.index.levels import follows_a_name, is_of_level, level_before, levels_of
from nianbao.index.names import REGION, abbreviations, split_regions
from nianbao.ingest.divisions import by_name, divisions, place_names, short_name
from nianbao.ingest.hanzi import simplified, spellings

_MODIFIERS = frozenset("东西南北新大小老古")
"""Characters that make another place's name of one they stand before (新北区, 大竹县)."""
_MENTION = re.compile(
    rf"[\u4e00-\u9fff]{{2,7}}?(?:{REGION})(?:[\u4e00-\u9fff]{{0,12}}?{ENDINGS})?|[\u4e00-\u9fffA-Za-z]{{1,12}}?{ENDINGS}"
)


@dataclass(frozen=True, slots=True)
class Organ:
    """One organ of the library. `region` tells two organs of one name apart (鼓楼区 of two cities)."""

    name: str
    region: str = ""

    @property
    def label(self) -> str:
        """The name that is shown: with its region in front where the name does not carry it."""
        return self.name if not self.region or self.region in self.name else f"{self.region}{self.name}"


@dataclass(frozen=True, slots=True)
class Mention:
    """One stretch of a question that names an organ: `candidates` is empty where the library has none."""

    text: str
    start: int
    end: int
    candidates: tuple[Organ, ...]


@dataclass(slots=True)
class OrganNames:
    """All names of a library's organs; built once a library version."""

    organs: tuple[Organ, ...]
    _aliases: dict[str, tuple[Organ, ...]] = field(init=False, repr=False)
    _regions: frozenset[str] = field(init=False, repr=False)
    _bodies: frozenset[str] = field(init=False, repr=False)
    """The aliases that name no region (民政局)."""
    _governments: frozenset[str] = field(init=False, repr=False)
    """The aliases that name a government and its office by their level alone (市政府, 区府办)."""
    _longest: dict[str, int] = field(init=False, repr=False)
    """The first two characters of the aliases → the length of the longest that begins with them."""
    _places: dict[str, tuple[str, ...]] = field(init=False, repr=False)
    """What a place is called → the places of that name, each in full (清汐区 → 云屿市清汐区, 临澜市清汐区)."""

    def __post_init__(self) -> None:
        aliases: dict[str, dict[Organ, None]] = {}
        regions: set[str] = set()
        for organ in self.organs:
            parts, _ = split_regions(organ.label)
            regions.update(parts)
            regions.update(part[:-1] for part in parts if len(part) > 2)
            for region in (*parts, *(part[:-1] for part in parts if len(part) > 2)):
                aliases.setdefault(
                    region, {}
                )  # a region whose own report is not here is known, and unknown as an organ
            for alias in abbreviations(organ.label):
                aliases.setdefault(alias, {})[organ] = None
            aliases.setdefault(organ.name, {})[organ] = None
            if (plain := simplified(organ.label)) != organ.label:
                # a question is read in simplified characters; so is the name of 臺前镇
                for alias in (plain, *abbreviations(plain)):
                    aliases.setdefault(alias, {})[organ] = None
        # a body alone (民政局) names every organ that has it
        bodies: set[str] = set()
        for organ in self.organs:
            body = split_regions(organ.label)[1]
            if len(body) >= 3 and not body.startswith("人民政府"):
                for alias in (body, *[a for a in abbreviations(body) if len(a) >= 3]):
                    bodies.add(alias)
                    aliases.setdefault(alias, {})[organ] = None
        governments: set[str] = set()
        for organ in self.organs:
            places, body = split_regions(organ.label)
            if body.startswith("人民政府"):
                names = [f"{level}{short}" for level in levels_of(places) for short in abbreviations(body)]
                governments.update(names)
                for alias in names:
                    aliases.setdefault(alias, {})[organ] = None
        for organ in self.organs:
            places, body = split_regions(organ.label)
            if places and body.endswith("局"):
                # 市财政, 市财局: a level holds together what would be no name by itself
                own = (a.removeprefix(places[-1]) for a in abbreviations(organ.label) if a.startswith(places[-1]))
                shorts = sorted({short for short in own if len(short) == 2 or (short and short[-1] != "局")})
                names = [f"{level}{short}" for level in levels_of(places) for short in shorts]
                governments.update(names)
                for alias in names:
                    aliases.setdefault(alias, {})[organ] = None
        self._places = _places_of(self.organs)
        self._governments = frozenset(governments)
        self._aliases = {alias: tuple(found) for alias, found in aliases.items()}
        self._regions = frozenset(regions)
        self._bodies = frozenset(bodies)
        self._longest = {}
        for alias in sorted(self._aliases, key=len):
            self._longest[alias[:2]] = len(alias)

    def mentions(
        self, question: str, taken: Sequence[tuple[int, int]] = (), words: Sequence[tuple[int, int]] = ()
    ) -> tuple[Mention, ...]:
        """The organs a question names, in order.

        Args:
            question: as asked; offsets count in its normalised form.
            taken: stretches that are something else (years).
            words: stretches that are words of the form, unless they belong to a name (行政审批局).
        """
        text = _masked(normalise(question), taken)
        found = self._known(text, words)
        rest = _masked(text, words)
        for mention in found:
            rest = rest[: mention.start] + "，" * (mention.end - mention.start) + rest[mention.end :]
        found.extend(m for m in self._unknown(rest) if not WRITTEN_ABOUT.search(m.text) or _is_asked(rest, m, found))
        found = [m if m.candidates else replace(m, candidates=self.sounding(m.text)) for m in found]
        return tuple(sorted(found, key=lambda mention: mention.start))

    def _known(self, text: str, words: Sequence[tuple[int, int]]) -> list[Mention]:
        found: list[Mention] = []
        start = 0
        while start < len(text):
            longest = self._longest.get(text[start : start + 2], 0)
            for end in range(min(len(text), start + longest), start + 1, -1):
                organs = self._aliases.get(text[start:end])
                if organs is None or any(a <= start and end <= b for a, b in words):
                    continue
                if text[end - 1] == "办" and _VERB.match(text, end):
                    continue  # 市政府办了几件: the government did, and its office is not named
                if text[start:end] in self._governments and (
                    follows_a_name(text, start) or (text[end : end + 1] == "局" and text[end - 1] != "局")
                ):
                    continue
                whole_start, whole_end, organs = self._whole(text, start, end, organs, words)
                found.append(Mention(text[whole_start:whole_end], whole_start, whole_end, organs))
                start = whole_end - 1
                break
            start += 1
        return found

    def _whole(
        self, text: str, start: int, end: int, organs: tuple[Organ, ...], words: Sequence[tuple[int, int]]
    ) -> tuple[int, int, tuple[Organ, ...]]:
        """How far the name that is found at `start:end` really reaches, and which organs it still names."""
        body = text[start:end] in self._bodies
        reach = end if self._begins(text, end) else _reach(text, start, end, words)
        if reach > end:
            end, organs = reach, ()
        place = self._place_before(text, start)
        if place:
            # 江苏省洪泽区 is 洪泽区; 南京洪泽区 is not
            lies = all(_may_lie_in(organ, place) for organ in organs)
            return start - len(place), end, organs if lies else ()
        level, at = level_before(text, start) if body else ("", start)
        if level:
            # 县自然资源局 is the county's; 省自然资源局 is not
            return at, end, tuple(o for o in organs if is_of_level(split_regions(o.label)[0], level))
        if start and text[start - 1] in _MODIFIERS and not _LEAD_IN.search(text[:start]):
            return start - 1, end, ()
        return start, end, organs

    def _begins(self, text: str, at: int) -> bool:
        """Whether another organ's name begins here, of at least four characters."""
        longest = self._longest.get(text[at : at + 2], 0)
        longest = min(longest, len(text) - at)
        return any(text[at : at + length] in self._aliases for length in range(4, longest + 1))

    def _place_before(self, text: str, start: int) -> str:
        """The longest name of a place that ends where a name begins."""
        known = place_names()
        for length in range(min(12, start), 1, -1):
            before = text[start - length : start]
            if before in known or before in self._regions:
                return before
        return ""

    def _unknown(self, text: str) -> list[Mention]:
        found = []
        masked = re.sub(NOT_NAMES, _blank, text)
        for match in _MENTION.finditer(masked):
            name = _LEAD_IN_WORDS.sub("", match[0])
            if len(name) >= 2 and not _breaks(name) and not KIND.fullmatch(name) and not BARE_KIND.fullmatch(name):
                found.append(Mention(name, match.end() - len(name), match.end(), ()))
        for mention in found:
            masked = masked[: mention.start] + "，" * (mention.end - mention.start) + masked[mention.end :]
        found.extend(_places(masked))
        return found

    def places_called(self, name: str) -> tuple[str, ...]:
        """The places with organs of the library that are called so, each by its full name."""
        return self._places.get(name, ())

    def sounding(self, name: str) -> tuple[Organ, ...]:
        """The organs of a name that is spelt with other characters of the same sound (云屿市财证局); none where it is not so.

        Only the body may be misspelt: 清汐区 and 青汐区 sound alike and are two places.
        """
        regions, body = split_regions(name)
        if len(body) < 3:
            return ()
        sounds = spellings(body)
        alike = {
            known
            for known in self._bodies
            if len(known) == len(body) and known[-1] == body[-1] and known != body and sounds & spellings(known)
        }
        found = (self._aliases.get(f"{''.join(regions)}{known}", ()) for known in sorted(alike))
        return tuple(dict.fromkeys(organ for organs in found for organ in organs)) if len(alike) == 1 else ()

    def nearest(self, name: str, limit: int = 3) -> tuple[Organ, ...]:
        """The library's organs whose names are most like `name`."""
        labels = {organ: organ.label for organ in self.organs}
        close = process.extract(name, labels, scorer=fuzz.WRatio, limit=limit * 3, score_cutoff=40)
        ranked = sorted(close, key=lambda hit: (-fuzz.partial_ratio(name, hit[0]) - fuzz.ratio(name, hit[0]), hit[0]))
        return tuple(hit[2] for hit in ranked[:limit])


def lies_in(organ: Organ, place: str) -> bool:
    """Whether an organ's name says that it lies in a place, which is given in full.

    >>> lies_in(Organ("云屿市墨塬县财政局"), "云屿市"), lies_in(Organ("云屿市财政局"), "云屿市墨塬县")
    (True, False)
    """
    regions, _ = split_regions(organ.label)
    return any("".join(regions[:deep]) == place for deep in range(1, len(regions) + 1))


_SHORTEST_PLACE = 2
"""A place that is called by one character and its kind (东区) is never called by the character alone."""


def _places_of(organs: Sequence[Organ]) -> dict[str, tuple[str, ...]]:
    called: dict[str, dict[str, None]] = {}
    for regions in {split_regions(organ.label)[0]: None for organ in organs}:
        for deep in range(1, len(regions) + 1):
            for first in range(deep):
                name = "".join(regions[first:deep])
                for called_so in (name, *([name[:-1]] if len(regions[deep - 1]) > _SHORTEST_PLACE else [])):
                    called.setdefault(called_so, {})["".join(regions[:deep])] = None
    return {name: tuple(sorted(found)) for name, found in called.items()}


def normalise(question: str) -> str:
    """NFKC without white space, in simplified characters; every stretch of a question is counted in this form."""
    return simplified(re.sub(r"\s+", "", unicodedata.normalize("NFKC", question)))


def _masked(text: str, taken: Iterable[tuple[int, int]]) -> str:
    for start, end in taken:
        text = text[:start] + "，" * (end - start) + text[end:]
    return text


_LEAD_IN = re.compile(
    r"(?:知道|请问|想问|想查|查询|查找|告诉|了解|看看|关于|统计|帮忙|帮我|比较|对比|还有|以及|那么|如果|所以|但是|换成|改成|而是|换|据|向|东西|也好|不论|无论)$"
)
_LEAD_IN_WORDS = re.compile(
    r"^.*(?:知道|也好|不论|无论|有人[讲说传]|网上[传说讲]|传说|看到?|看见|报道|记得|听说|据说|[找问跟让]|请问|想问|想查|查询|查找|告诉我|了解|看看|关于|统计|帮忙|帮我|比较|对比|还有|以及|那么|换成|改成|而是|我们|你们|年度|提到|提及|涉及|针对|[的是在那和与跟及把给从])"
)
_TAIL_BREAKS = re.compile(
    r"[年月日件条项的是和与跟及或比、有呢吗]|多少|几|新收|收到|受理|申请|公开|存在|问题|结转|办理|情况|提供|怎么|怎样|如何|什么|准备|打算|谁|"
    r"[没未被因了已]|不(?!动产)|给(?![水排])|答复|答应|为了|经过|直接|一共|总共|告到|来自|拒绝|同意"
)
"""Words that no longer name holds between its known beginning and its kind: 市政府没经过复议直接去法院."""
_GOES_ON = re.compile(
    r"(?:加上?(?=[\u4e00-\u9fff])|[之当]?中间?(?=[\u4e00-\u9fff])|之间|在|[把向同既跟对将从替为让叫靠由以用较]|(?:跟|同|和|与|对)?比|里|那|这)(?!阳|江|心|州|山|川|安|化)"
)
"""What goes on behind a whole name and is the beginning of no longer one: 财政局把律师所的申请 (but 财政局向阳分局)."""
_BREAKING = re.compile(
    r"[年月日件条项]|多少|几|新收|收到|受理|申请|公开|办理|结转|处罚|许可|强制|复议|诉讼|规章|文件|什么|怎么|哪|是否|有没有|提供|处理|情况|存在|问题|采购|收费|"
    r"[被没未]|^[后前由]|直接|告[上到]|[去到上]法[院庭]|答应|答复"
)


_WHOLE_NAME = re.compile(r"(?:局|厅|委员会|人民政府|办公室|办事处)$")


def _reach(text: str, start: int, end: int, words: Sequence[tuple[int, int]]) -> int:
    """Where a name that is known up to `end` really ends: a longer name has a kind of its own behind it."""
    alias, tail = text[start:end], text[end:]
    more = re.match(
        rf"[\u4e00-\u9fff]{{0,10}}?(?:{TAILS}|(?<=[\u4e00-\u9fff])(?:{REGION})(?![\u4e00-\u9fff]*场))", tail
    )
    court = (
        more is not None
        and re.match("[上去到]?法[院庭]|企业|公司|律师|个人|自然人", more[0])
        and alias.endswith(("局", "厅", "委", "办", "处"))
    )
    if (
        more
        and not court
        and not _TAIL_BREAKS.search(more[0])
        and not (_WHOLE_NAME.search(alias) and _GOES_ON.match(more[0]))
        and not NO_KIND.search(more[0] + tail[more.end() : more.end() + 2])
    ):
        stop = end + more.end()
        if not any(a <= end and stop <= b for a, b in words):
            return stop
    if re.search(rf"(?:{REGION}|{ENDINGS}|(?<=[\u4e00-\u9fff]{{2}})办)$", alias):
        return end
    # a name without its suffix (洪泽) ends only where something begins that no name holds
    at = end
    while at < len(text) and _is_hanzi(text[at]) and not any(a <= at < b for a, b in words):
        filler = FILLER.match(text, at)
        if filler is None:
            return at + 1
        at = filler.end()
    return end


_VERB = re.compile(r"[理结了过完成]")
_TELLS = re.compile(r"提到|提及|[说写对向到在去被找由给从为把就]|关于|涉及|针对")
_JOINED = re.compile(r"(?:和|与|及|以及|跟|同|比|或|、|还有|加上?|[，,])$")


def _is_asked(text: str, mention: Mention, known: Sequence[Mention]) -> bool:
    """Whether a word that reports also write about is the organ asked for: a question begins with it, or lists it."""
    before = text[: mention.start]
    between = [(m.end, mention.start) if m.end <= mention.start else (mention.end, m.start) for m in known]
    if any(_JOINED.fullmatch(text[a:b]) for a, b in between):
        return True
    return not known and not _TELLS.search(before) and not re.search(r"[\u4e00-\u9fff]", FILLER.sub("", before))


def _is_hanzi(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _blank(match: re.Match[str]) -> str:
    return "，" * len(match[0])


def _places(text: str) -> list[Mention]:
    """Places named without any suffix (北京2023年收到多少): provinces and cities, where nothing else can be meant."""
    found, start = [], 0
    known, beginnings = place_names(), _place_beginnings()
    while start < len(text):
        within = start and _is_hanzi(text[start - 1])
        if text[start : start + 2] not in beginnings or (within and not _LEAD_IN.search(text[:start])):
            start += 1
            continue
        for length in range(min(12, len(text) - start), 1, -1):
            name, end = text[start : start + length], start + length
            if name in known and (end == len(text) or not _is_hanzi(text[end]) or FILLER.match(text, end)):
                found.append(Mention(name, start, end, ()))
                start = end - 1
                break
        start += 1
    return found


@cache
def _place_beginnings() -> frozenset[str]:
    return frozenset(name[:2] for name in place_names())


def _may_lie_in(organ: Organ, place: str) -> bool:
    """Whether an organ's regions lie in a place, as far as the national list of divisions tells."""
    regions, _ = split_regions(organ.label)
    if any(region == place or short_name(region) == place for region in regions):
        return True
    outer = [d for d in divisions() if place in (d.name, short_name(d.name))]
    # the outermost region that the list knows says where the organ is; one that several places bear says nothing
    inner = next((found for region in regions if (found := by_name().get(region))), ())
    return bool(inner) and all(any(i.code.startswith(o.code[: o.level * 2]) for o in outer) for i in inner)


def _breaks(name: str) -> bool:
    """Whether a stretch holds words that no name of an organ holds."""
    return _BREAKING.search(name) is not None
