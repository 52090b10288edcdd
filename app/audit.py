"""What the validator finds: in one report, between two years, or over all reports of a year."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal

from nianbao.app import phrases
from nianbao.app.answer import Citation, Operation
from nianbao.app.carried import across, comparable, gap
from nianbao.app.draft import Draft
from nianbao.app.draft import shown as draft_shown
from nianbao.app.holdings import Holdings
from nianbao.app.query import Query
from nianbao.app.said import Said, Sheets, title
from nianbao.app.scope import Pick
from nianbao.app.series import year_before
from nianbao.app.sheets import Sheet
from nianbao.app.wanted import label_of
from nianbao.index.library import Library
from nianbao.ingest.report import NOWHERE, Finding, Place, Severity, State, Status

MOST = 5
"""Failed relations and other findings an answer spells out for one report."""

_MOST_GAPS = 10

_ASKS_BLANKS = re.compile(r"空着|空白|没填|漏填|填得|规范")
_ASKS_BALANCE = re.compile(r"收办|平衡|[=＝]|等于|相等|成立")
_BALANCE = tuple(f"applications.{row}.total" for row in ("received", "carried_in", "concluded", "carried_out"))
_ASKS_CARRY = re.compile(r"结转|衔接|接不上|接得上")


def audit(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft, library: Library, held: Holdings) -> Said:
    """Failures with their arithmetic first, then what else is worth asking the organ."""
    if _ASKS_BALANCE.search(query.text):
        balanced = [told for pick in picks if (told := _balanced(pick, sheets(pick), draft)) is not None]
        if balanced:
            return Said(tuple(balanced), _BALANCE)
    if _ASKS_CARRY.search(query.text):
        return _carried(picks, sheets, draft, library, held)
    sentences: list[str] = []
    keys: list[str] = []
    for pick in picks:
        sheet = sheets(pick)
        sentences.extend(_sums(pick, sheet, draft, keys))
        before = year_before(pick, held)
        if isinstance(before, str) and held.of(pick.organ, pick.year - 1):
            sentences.append(f"{before}，{title(pick)}的结转没有与上年核对。")
        others = [
            f
            for f in (*sheet.findings, *across(pick, before, library))
            if f.rule not in _ARITHMETIC and f.severity is not Severity.NOTE
        ]
        sentences.extend(_told(pick, sheet, finding, draft, library, keys) for finding in others[:MOST])
        for finding in (*sheet.findings, *others):
            draft.report(sheet, finding)
        if _ASKS_BLANKS.search(query.text):
            sentences.append(_blanks(pick, sheet, draft))
    if not sentences:
        return Said(("这份报告没有读到可以核对的表格。",))
    if "正文" in query.text and not any(f.finding.rule == "text_table" for f in draft.findings):
        sentences.append("正文里与表格对应得上的数字，没有发现不一致。")
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


_ARITHMETIC = frozenset({"balance", "concluded_sum", "row_total", "review_total"})


def _balanced(pick: Pick, sheet: Sheet, draft: Draft) -> str | None:
    """新收 + 上年结转 against 总计 + 结转下年度, both sides added up; None where the report has no such cells."""
    if not all(key in sheet.cells for key in _BALANCE):
        return None
    cells = [draft.figure(sheet, key) for key in _BALANCE]
    left, right = draft.sum(cells[:2]), draft.sum(cells[2:])
    told = [f"{label_of(f.key)}{phrases.said(draft, f)}" for f in cells]
    if any(f.value is None for f in cells) or left.value is None or right.value is None:
        return f"{title(pick)}，{'、'.join(told)}；有的格没有数字，无法判断收办是否平衡。"
    sides = f"{told[0]}＋{told[1]}＝{draft_shown(left.value)}件，{told[2]}＋{told[3]}＝{draft_shown(right.value)}件"
    failed = [
        relation
        for relation, status in sheet.outcomes
        if status is Status.FAIL and relation.rule == "balance" and _BALANCE[0] in relation.keys
    ]
    for relation in failed:
        draft.failure(sheet, relation)
    if left.value == right.value:
        return f"收办平衡：{title(pick)}，{sides}，两边相等。"
    finding = next((draft.failure(sheet, relation) for relation in failed), None)
    return f"收办不平衡：{title(pick)}，{sides}，两边不等。{phrases.ending(finding)}。"


def _sums(pick: Pick, sheet: Sheet, draft: Draft, keys: list[str]) -> list[str]:
    failed = [relation for relation, status in sheet.outcomes if status is Status.FAIL]
    if failed:
        located = list(dict.fromkeys(relation.right[0] for relation in failed))
        keys.extend(located)
        for relation in failed:
            draft.failure(sheet, relation)
        told = phrases.disagreement(draft, sheet, [draft.figure(sheet, key) for key in located[:MOST]], most=MOST)
        return [f"{title(pick)}的表格中有合计不符之处。", *told]
    passed = [relation for relation, status in sheet.outcomes if status is Status.PASS]
    filled = [relation for relation in passed if sheet.cells[relation.right[0]].value]
    if not sheet.outcomes:
        return []
    if not filled:
        return [f"{title(pick)}的表格没有发现合计不符之处；但各格多为零或空白，合计相符说明不了什么。"]
    figure = draft.figure(sheet, filled[-1].right[0])
    keys.append(figure.key)
    example = f"例如{label_of(figure.key)}{phrases.said(draft, figure)}与各格之和相符"
    balances = [status for relation, status in sheet.outcomes if relation.rule == "balance"]
    balanced = "收办相等，" if balances and all(status is Status.PASS for status in balances) else ""
    open_ = any(status is Status.NOT_ASSESSABLE for _, status in sheet.outcomes)
    rest = "；有的合计因空白或文字无法判断" if open_ else ""
    return [f"{title(pick)}的表格没有发现合计不符之处，{balanced}{example}{rest}。"]


def _told(pick: Pick, sheet: Sheet, finding: Finding, draft: Draft, library: Library, keys: list[str]) -> str:
    """A finding's own sentence, with its cells and the sentences it quotes cited."""
    draft.report(sheet, finding)
    marks: list[str] = []
    if finding.rule == "year_agreement" and finding.actual is not None and finding.actual.isdigit():
        return f"{title(pick)}：标题年度为{finding.expected}年，另有一处写作{finding.actual}年。{phrases.ending(finding)}。"
    for key in finding.keys[:4]:
        if key in sheet.cells:
            marks.append(draft.mark(draft.figure(sheet, key).citation))
            keys.append(key)
    for quoted in re.findall(r"「([^「」]+)」", finding.message):
        citation = _sentence(pick, quoted, library)
        if citation is not None:
            marks.append(draft.mark(draft.cite(citation).id))
    return f"{title(pick)}：{finding.message.rstrip('。')}{''.join(dict.fromkeys(marks))}。"


def _sentence(pick: Pick, quoted: str, library: Library) -> Citation | None:
    """The passage that holds a quoted stretch, as a citation."""
    wanted = quoted.strip("…")
    for passage in library.passages(pick.entry.id):
        for sentence in passage.sentences:
            text = passage.quote(sentence)
            if wanted and wanted in text:
                page = sentence.page or passage.page
                place = sentence.places[0] if sentence.places else Place(page=page) if page else NOWHERE
                return Citation(
                    "",
                    pick.entry.id,
                    pick.organ.label,
                    pick.year,
                    passage.section,
                    place,
                    quote=text,
                    url=pick.entry.url,
                )
    return None


def _blanks(pick: Pick, sheet: Sheet, draft: Draft) -> str:
    """How many cells are blank or dashed, and the first few of them."""
    empty = [key for key, cell in sheet.cells.items() if cell.state in (State.BLANK, State.DASH)]
    if not empty:
        return f"{title(pick)}的表格没有空白格。"
    count = draft.derive(Operation.COUNT, Decimal(len(empty)), "格", "空白或斜杠的格", ())
    shown = "、".join(f"{label_of(key)}{draft.mark(draft.figure(sheet, key).citation)}" for key in empty[:3])
    return f"{title(pick)}的表格有{count.value}格空白或印作斜杠，如{shown}；空白不等于零，确为零的宜填零。"


def _carried(picks: Sequence[Pick], sheets: Sheets, draft: Draft, library: Library, held: Holdings) -> Said:
    """上年结转 of a year against 结转下年度 of the year before."""
    sentences: list[str] = []
    keys = ["applications.carried_in.total", "applications.carried_out.total"]
    years: list[int] = []
    asked = {(pick.organ, pick.year) for pick in picks}
    # two years named are held against each other; one is held against the year before
    later = [pick for pick in picks if (pick.organ, pick.year - 1) in asked] or picks
    for pick in later:
        last = year_before(pick, held)
        if isinstance(last, str):
            sentences.append(f"{last}，{title(pick)}的结转无从核对。")
            years.append(pick.year - 1)
            continue
        now, then = sheets(pick), sheets(last)
        if keys[0] not in now.cells or keys[1] not in then.cells:
            continue
        carried_in, carried_out = draft.figure(now, keys[0]), draft.figure(then, keys[1])
        same = carried_in.value is not None and carried_in.value == carried_out.value
        unknown = carried_in.value is None or carried_out.value is None
        found = tuple(across(pick, last, library))
        gap = next((one for one in found if one.keys == tuple(keys)), None)
        differ = f"两者不一致，{phrases.ending(gap)}"
        word = "有的格没有数字，无从核对" if unknown else "两者相符" if same else differ
        sentences.append(
            f"{title(last)}结转下年度继续办理{phrases.said(draft, carried_out)}，{title(pick)}上年结转{phrases.said(draft, carried_in)}，{word}。"
        )
        for finding in found:
            draft.report(now, finding)
    return Said(tuple(sentences) or ("所问的报告没有可以核对的结转数字。",), tuple(keys), years=tuple(years))


def over_reports(query: Query, held: Holdings, sheets: Sheets, draft: Draft, library: Library) -> Said:
    """Which reports of a year have sums that fail, or do not take over what the year before carried out."""
    years = query.years.stated or tuple(sorted(held.all_years, reverse=True))
    if _ASKS_CARRY.search(query.text):
        return _over_carried(query.years.stated or held.all_years, held, sheets, draft, library)
    sentences: list[str] = []
    keys: list[str] = []
    for year in years:
        picks = [Pick(organ, year, entry) for organ, entry in held.in_year(year)]
        bad = [p for p in picks if p.entry.checks.failed]
        count = draft.derive(Operation.COUNT, Decimal(len(picks)), "份", "该年度的报告", ())
        failed = draft.derive(Operation.COUNT, Decimal(len(bad)), "份", "合计不符的报告", ())
        sentences.append(f"资料库中{year}年的{count.value}份报告里，有{failed.value}份的表格有合计不符之处。")
        for pick in bad[:10]:
            sentences.extend(_sums(pick, sheets(pick), draft, keys)[:3])
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


def _over_carried(years: Collection[int], held: Holdings, sheets: Sheets, draft: Draft, library: Library) -> Said:
    """Of all reports of these years whose last year's is here: which carry in something else."""
    keys = ["applications.carried_in.total", "applications.carried_out.total"]
    picks = [Pick(organ, year, entry) for year in sorted(years) for organ, entry in held.in_year(year)]
    pairs = [pick for pick in picks if comparable(pick, "total", sheets, held)]
    told = [sentence for p in pairs if (sentence := gap(p, "total", sheets, draft, library, held)) is not None]
    count = draft.derive(Operation.COUNT, Decimal(len(pairs)), "份", "有上年报告可以核对的报告", ())
    failed = draft.derive(Operation.COUNT, Decimal(len(told)), "份", "结转与上年不一致的报告", ())
    first = f"资料库中有{count.value}份报告可以与上年核对结转，其中{failed.value}份不一致。"
    return Said((first, *told[:_MOST_GAPS]), tuple(keys))
