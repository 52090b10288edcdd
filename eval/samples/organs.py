"""Fictional organs: places that exist nowhere, and the departments that publish reports there.

The stems of the places were compared with the national list of divisions down to villages: none of them is one.
Region codes begin with 99, which no province has, and web sites stand under the reserved domain `.example`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from nianbao.eval.samples.departments import DEPARTMENTS, GOVERNMENT, Department

HEADS, HEADS_IN_LATIN = "澄岚沐砚杉鹭墨枫霁", ("cheng", "lan", "mu", "yan", "shan", "lu", "mo", "feng", "ji")
TAILS, TAILS_IN_LATIN = "澜汀岫溆岑汐", ("lan", "ting", "xiu", "xu", "cen", "xi")


@dataclass(frozen=True, slots=True)
class Organ:
    """One organ that publishes reports.

    Attributes:
        name: the full name, with the city.
        short: as its own reports call it in the title (`青汐区民政局`).
        place, city: where it sits (`云屿市青汐区`, `云屿市`).
        code: a region code that no region has.
        parent: full name of the organ above, or empty.
        level: 市级, 县级 or 乡级.
        scope: 本机关, or 汇总 where the report counts the departments as well.
        slug: its name in file names and web addresses.
        site: its web site's host.
    """

    name: str
    short: str
    place: str
    city: str
    code: str
    parent: str
    level: str
    scope: str
    department: Department
    slug: str
    site: str

    @property
    def self(self) -> str:
        """What the organ calls itself in running text (本局, 全市, 本街道)."""
        if self.scope == "汇总":
            return {"市级": "全市", "县级": "全" + self.place[-1]}[self.level]
        return self.department.self


def _city(stem: str, latin: str, number: int) -> Organ:
    return Organ(
        name=f"{stem}市人民政府",
        short=f"{stem}市人民政府",
        place=f"{stem}市",
        city=f"{stem}市",
        code=f"99{number:02d}00",
        parent="",
        level="市级",
        scope="汇总",
        department=GOVERNMENT,
        slug=f"{latin}-government",
        site=f"www.{latin}.example",
    )


def government(city: Organ, stem: str, suffix: str, latin: str, number: int) -> Organ:
    """The government of a district or county of `city`."""
    short = f"{stem}{suffix}"
    return Organ(
        name=f"{city.place}{short}人民政府",
        short=f"{short}人民政府",
        place=f"{city.place}{short}",
        city=city.place,
        code=f"{city.code[:4]}{number:02d}",
        parent=city.name,
        level="县级",
        scope="汇总",
        department=GOVERNMENT,
        slug=f"{city.slug.split('-')[0]}-{latin}-government",
        site=f"www.{latin}.{city.site.removeprefix('www.')}",
    )


def department(of: Organ, kind: str) -> Organ:
    """A department of the government `of`."""
    chosen = DEPARTMENTS[kind]
    short = of.short.removesuffix("人民政府") + (
        "人民政府办公室" if kind == "office" and of.level == "市级" else chosen.name
    )
    return replace(
        of,
        name=of.name.removesuffix(of.short) + short,
        short=short,
        parent=of.name,
        scope="本机关",
        department=chosen,
        slug=f"{of.slug.removesuffix('-government')}-{kind}",
    )


def street(of: Organ, stem: str, latin: str, number: int) -> Organ:
    """A 街道办事处 of the district `of`."""
    short = f"{stem}街道办事处"
    return replace(
        department(of, "street"),
        name=f"{of.place}{short}",
        short=short,
        place=f"{of.place}{stem}街道",
        code=f"{of.code}{number:03d}",
        level="乡级",
        slug=f"{of.slug.removesuffix('-government')}-{latin}",
    )


YUNYU = _city("云屿", "yunyu", 1)
LINLAN = _city("临澜", "linlan", 2)
QINGXI = government(YUNYU, "青汐", "区", "qingxi", 2)
CLEAR_XI = government(YUNYU, "清汐", "区", "qingxi3", 3)
YUNYU_DISTRICT = government(YUNYU, "云屿", "区", "yunyuqu", 4)
MOYUAN = government(YUNYU, "墨塬", "县", "moyuan", 21)
LINLAN_CLEAR_XI = government(LINLAN, "清汐", "区", "qingxi", 2)


def organs(seed: int) -> Iterator[Organ]:
    """More than 50,000 distinct organs, none of them one of the demo's, in an order that `seed` decides."""
    order = random.Random(seed)
    heads, tails = zip(HEADS, HEADS_IN_LATIN, strict=True), zip(TAILS, TAILS_IN_LATIN, strict=True)
    stems = [(head + tail, f"{a}{b}") for (head, a), (tail, b) in product(heads, tails)]
    cities = [_city(stem, latin, number) for number, (stem, latin) in enumerate(stems, 11)]
    districts = [(stem, suffix, latin) for stem, latin in stems for suffix in "区县"]
    order.shuffle(cities)
    order.shuffle(districts)
    kinds = [kind for kind in DEPARTMENTS if kind not in ("government", "street", "office")]
    for number in range(1, 100):
        for index, city in enumerate(cities):
            stem, suffix, latin = districts[(index * 7 + number) % len(districts)]
            seat = government(city, stem, suffix, f"{latin}{'q' if suffix == '区' else 'x'}", number)
            yield seat
            for kind in kinds:
                yield department(seat, kind)
