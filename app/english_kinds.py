"""Which organs an English question asks for, compares or bounds: which civil affairs bureau, more than 10 (pure)."""

from __future__ import annotations

import re

from nianbao.app.glosses import BODIES, STOPWORDS
from nianbao.index.names import split_regions
from nianbao.index.organs import OrganNames

LEVELS = {
    "city": "市",
    "district": "区",
    "county": "县",
    "province": "省",
    "municipal": "市",
    "town": "镇",
    "township": "乡",
}
NUMBERS = {"two": "两", "three": "三", "four": "四", "five": "五"}
_WHICH = re.compile(
    r"\bwhich (?:(?P<said>[a-z]+) )?(?P<kind>bureau|department|agenc|organ|authorit|government|office)(?:s|y|ies)?\b"
)
OTHER_THAN = re.compile(r"\b(?:other than|except(?: for)?|excluding|apart from|besides|leaving out)\b", re.IGNORECASE)
TOGETHER = re.compile(r"\b(?:total|combined|together|altogether|sum)\b", re.IGNORECASE)
BOUNDS = (
    (r"(?:more|higher|larger) than|over|above", "超过"),
    (r"(?:fewer|less|lower) than|under|below", "不到"),
    (r"at least", "不少于"),
    (r"at most", "不超过"),
)
COMPARED = re.compile(r"\b(?:(?P<more>more|larger|higher)|fewer|less|lower)\b", re.IGNORECASE)


def kind_asked(rest: str, names: OrganNames) -> tuple[str, str, tuple[str, ...]]:
    """The question without the kind of organs it asks for, and that kind: which civil affairs bureau → 哪个民政局.

    The third is a kind that the library has no organ of, about which nothing can be answered.
    """
    bodies = {split_regions(organ.label)[1] for organ in names.organs}
    for pattern, shape in BODIES:
        named = re.search(rf"\b(?:(which|what) (?:of the )?(?:{pattern})|(?:all |the )*(?:{pattern})s)\b", rest)
        own = sorted((body for body in bodies if re.fullmatch(shape, body)), key=len)
        if named is None or "人民政府" in shape:
            continue
        rest = rest[: named.start()] + "." * len(named[0]) + rest[named.end() :]
        return (rest, f"{'哪个' if named[1] else '各'}{own[0]}", ()) if own else (rest, "", (named[0],))
    found = _WHICH.search(rest)
    if found is None:
        return rest, "", ()
    said, number = found["said"] or "", NUMBERS.get(found["said"] or "", "")
    if said and not number and (said in LEVELS or said not in STOPWORDS):
        return rest, "", (f"{said} {found['kind']}",)
    kind = {"bureau": "局", "department": "部门"}.get(found["kind"], "机关")
    rest = rest[: found.start("kind")] + "." * len(found["kind"]) + rest[found.end("kind") :]
    return rest.replace(f"which {said}", "which", 1) if number else rest, f"哪{number}个{kind}", ()
