"""How names of organs are built and shortened: regions in front, a body behind (pure)."""

from __future__ import annotations

import re
from functools import lru_cache

from nianbao.ingest.divisions import by_name, place_names
from nianbao.ingest.organ_kinds import either

REGION = r"省|自治区|特别行政区|自治州|自治县|自治旗|地区|新区|开发区|高新区|示范区|林区|市|州|盟|县|区|旗|镇|乡|街道"
# 州 ends a name (延边州) unless it belongs to one (福州市)
_ENDS = REGION.replace("|州|", "|州(?![市区县])|")
_REGION_PART = re.compile(rf"([\u4e00-\u9fff]{{1,8}}?(?:{_ENDS}))")
_NO_REGION = frozenset({"城市", "都市", "社区", "园区", "校区", "地区", "行政区", "景区", "小区", "新市"})

# full body → what people and papers call it
_BODIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("人民政府办公厅", ("政府办公厅", "府办公厅", "政府办", "府办", "办公厅")),
    ("人民政府办公室", ("政府办公室", "府办公室", "政府办", "府办")),
    ("人民政府", ("政府", "府", "")),
    ("街道办事处", ("街道办", "街道")),
    ("办事处", ("办", "")),
    ("发展和改革委员会", ("发改委", "发展改革委", "发展和改革委", "发改局")),
    ("发展和改革局", ("发改局", "发展改革局")),
    ("卫生健康委员会", ("卫健委", "卫生健康委", "卫健局")),
    ("卫生健康局", ("卫健局",)),
    ("人力资源和社会保障局", ("人社局", "人力资源社会保障局", "人力社保局")),
    ("人力资源和社会保障厅", ("人社厅",)),
    ("住房和城乡建设局", ("住建局", "住房城乡建设局")),
    ("住房和城乡建设委员会", ("住建委",)),
    ("市场监督管理局", ("市监局", "市场监管局", "市管局")),
    ("自然资源和规划局", ("自规局", "资规局", "自然资源局")),
    ("交通运输局", ("交通局",)),
    ("农业农村局", ("农业局",)),
    ("文化广电和旅游局", ("文旅局", "文广旅局", "文化和旅游局")),
    ("文化和旅游局", ("文旅局",)),
    ("应急管理局", ("应急局",)),
    ("生态环境局", ("环保局", "环境局")),
    ("城市管理局", ("城管局",)),
    ("城市管理综合行政执法局", ("城管局", "综合执法局")),
    ("综合行政执法局", ("执法局", "综合执法局")),
    ("行政审批服务局", ("审批局", "行政审批局")),
    ("退役军人事务局", ("退役军人局",)),
    ("医疗保障局", ("医保局",)),
    ("工业和信息化局", ("工信局",)),
    ("管理委员会", ("管委会",)),
    ("教育体育局", ("教体局",)),
    ("教育和体育局", ("教体局",)),
    ("科学技术局", ("科技局",)),
    ("司法局", ()),
    ("财政局", ("财局",)),
)


_NAME_END = re.compile(rf"(?:{REGION}|{either()})$")


def named_like_an_organ(name: str) -> bool:
    """Whether a name ends in a region or in a kind of organ, or is that of a place."""
    return _NAME_END.search(name) is not None or name in place_names()


def _known_division(name: str) -> str:
    """The longest division of the national list that a name begins with (福州市, 沙市区: suffixes inside are no ends)."""
    return next((name[:length] for length in range(min(12, len(name)), 1, -1) if name[:length] in by_name()), "")


@lru_cache(maxsize=200_000)
def split_regions(name: str) -> tuple[tuple[str, ...], str]:
    """The regions in front of a name, outermost first, and its body.

    >>> split_regions("阜新市细河区民政局"), split_regions("云岭市城市管理局")
    ((('阜新市', '细河区'), '民政局'), (('云岭市',), '城市管理局'))
    """
    parts: list[str] = []
    rest = name
    while True:
        if known := _known_division(rest):
            parts.append(known)
            rest = rest[len(known) :]
            continue
        match = _REGION_PART.match(rest)
        if match is None or match[1] in _NO_REGION or (match[1] == rest and not parts and len(rest) > 6):
            break
        # a lone hanzi before 市 or 区 is no name behind another region (城市, 社区), a lone hanzi before 县 is
        if parts and len(match[1]) == 2 and match[1][-1] not in "县区旗":
            break
        parts.append(match[1])
        rest = rest[len(match[1]) :]
    return tuple(parts), rest


def _short(region: str) -> str | None:
    """细河区 → 细河; a name that would be left with one hanzi keeps its suffix."""
    for suffix in ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "街道", "地区", "新区", "开发区", "高新区"):
        if region.endswith(suffix):
            return (
                region.removesuffix(suffix) if len(region) - len(suffix) >= 2 and suffix in ("街道", "地区") else None
            )
    return region[:-1] if len(region) >= 3 else None


@lru_cache(maxsize=200_000)
def abbreviations(name: str) -> tuple[str, ...]:
    """Every name by which `name` may be called without being taken for another organ of the same form.

    >>> "细河民政局" in abbreviations("阜新市细河区民政局"), "上海市府办" in abbreviations("上海市人民政府办公厅")
    (True, True)
    >>> "细河区" in abbreviations("阜新市细河区民政局"), "洪泽" in abbreviations("淮安市洪泽区人民政府")
    (False, True)
    """
    regions, body = split_regions(name)
    bodies = {body}
    for full, shorts in _BODIES:
        if body == full:
            bodies.update(shorts)
    bodies.update(
        short[:-1] for short in list(bodies) if regions and short.endswith("局") and len(short) >= 3
    )  # 墨塬市监
    for ending in ("局", "委员会", "厅"):
        if regions and body.endswith(ending) and len(body) - len(ending) >= 2:
            bodies.add(body.removesuffix(ending))  # 云屿市财政
    if not regions:
        return tuple(sorted(b for b in bodies if len(b) >= 2))
    fronts = _fronts(regions)
    names = {front + tail for front in fronts for tail in bodies}
    return tuple(sorted(n for n in names if len(n) >= 2))


def _fronts(regions: tuple[str, ...]) -> set[str]:
    last = regions[-1]
    ends = {last} | ({short} if (short := _short(last)) else set())
    fronts = set(ends)
    for skip in range(len(regions) - 1):
        outer = [""]
        for region in regions[skip:-1]:
            forms = [region] + ([s] if (s := _short(region)) else [])
            outer = [o + f for o in outer for f in forms]
        fronts.update(o + end for o in outer for end in ends)
    return fronts
