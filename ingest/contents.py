"""`form_completeness`, the part about the report as a whole: sections, tables, topics, the notice, the edition (pure).

What the format demands (国办公开办函〔2021〕30号 and the one before it): six sections, three tables, five topics of
section 一, and the edition in force. Whatever is missing may have been missed by reading, so nothing here is
more than a question. That a report names the notice is not demanded; that it names the right one is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from nianbao.ingest.completeness import RULE
from nianbao.ingest.form import Form, forms
from nianbao.ingest.outline import SECTIONS
from nianbao.ingest.prose import plain, squeezed
from nianbao.ingest.report import Finding, Section, Severity, Status
from nianbao.ingest.wording import PLEASE_CHECK

_TABLES = {"disclosure": "表二", "applications": "表三", "review": "表四"}
_TOPICS = (
    ("主动公开", re.compile(r"主动公开|公开(?:政府)?信息|发布(?:各类)?(?:政府)?信息")),
    ("依申请公开", re.compile(r"依申请|申请")),
    ("政府信息管理", re.compile(r"信息管理|信息资源|管理制度|管理机制|审核|审查|台账|更新|清理|规范性文件|源头|归档")),
    ("平台建设", re.compile(r"平台|网站|新媒体|公众号|专栏|公报|查阅点|栏目")),
    ("监督保障", re.compile(r"监督|保障|考核|评议|培训|督查|检查|追究|领导小组")),
)
_NOTICE = re.compile(r"国办公开办?函?[〔\[(【](\d{4})[〕\])】]第?(\d+)号")
_TEMPLATE = re.compile(r"[(](?:文字描述|此处|请填写)[^()]*[)]")
_LEAST_TEXT = 40


def contents(sections: Sequence[Section], editions: Mapping[str, str], year: int | None) -> tuple[Finding, ...]:
    """What the format demands and the report does not have.

    Args:
        sections: as found, with the preamble.
        editions: table → edition, for the tables that were found.
        year: of the report; without it no edition is in force.
    """
    in_force = next((form for form in forms() if year is not None and form.first_year <= year), None)
    told = (
        *_sections(sections),
        *_template(sections),
        *_topics(sections),
        *_found_tables(editions),
        *_editions(editions, in_force, year),
        *_notices(sections, in_force),
    )
    return tuple(Finding(RULE, Severity.QUESTION, Status.NOT_ASSESSABLE, (), message) for message in told)


def _sections(sections: Sequence[Section]) -> Iterator[str]:
    found = {section.number for section in sections}
    missing = [f"“{number}、{title}”" for number, title, _ in SECTIONS if number not in found]
    if missing:
        yield f"没有找到{'、'.join(missing)}{_parts(missing)}，格式要求六个部分齐全，{PLEASE_CHECK}"


def _parts(missing: Sequence[str]) -> str:
    return "部分" if len(missing) == 1 else f"这{len(missing)}个部分"


def _template(sections: Iterable[Section]) -> Iterator[str]:
    left = [
        section
        for section in sections
        if len(section.text) < _LEAST_TEXT and _TEMPLATE.search(plain(squeezed(section.text)))
    ]
    if left:
        names = "、".join(f"“{section.number}、{section.heading}”" for section in left)
        yield f"{names}还留有格式模板的提示语（如“文字描述”）。{PLEASE_CHECK}"


def _topics(sections: Iterable[Section]) -> Iterator[str]:
    text = next((plain(squeezed(section.text)) for section in sections if section.number == "一"), "")
    if len(text) < _LEAST_TEXT:
        return
    missing = [topic for topic, words in _TOPICS if not words.search(text)]
    if missing:
        yield f"“一、总体情况”没有写到{'、'.join(missing)}，格式要求写明主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面。{PLEASE_CHECK}"


def _found_tables(editions: Mapping[str, str]) -> Iterator[str]:
    missing = [name for table, name in _TABLES.items() if table not in editions]
    if missing:
        yield f"没有找到{'、'.join(missing)}，格式要求三张表齐全，{PLEASE_CHECK}"


def _editions(editions: Mapping[str, str], in_force: Form | None, year: int | None) -> Iterator[str]:
    """Tables that follow an edition which another had replaced when the year began."""
    for table, edition in editions.items():
        if in_force is None or edition >= in_force.edition:
            continue
        old, new = ({spec.key for spec in form.table(table).cells} for form in (_edition(edition), in_force))
        if old != new:
            yield (
                f"{_TABLES[table]}还是{edition}年的格式，{year}年的报告应按{in_force.notice}的格式编制。{PLEASE_CHECK}"
            )


def _edition(edition: str) -> Form:
    return next(form for form in forms() if form.edition == edition)


def _notices(sections: Iterable[Section], in_force: Form | None) -> Iterator[str]:
    """Notices named in the text, none of which is the one in force."""
    if in_force is None:
        return
    named = [m for section in sections if "国" in section.text for m in _NOTICE.finditer(plain(squeezed(section.text)))]
    current = _NOTICE.search(plain(in_force.notice))
    if current is None or not named or any(match.groups() == current.groups() for match in named):
        return
    yield f"文中引用的格式文号是国办公开办函〔{named[0][1]}〕{named[0][2]}号，现行格式是{in_force.notice}。{PLEASE_CHECK}"
