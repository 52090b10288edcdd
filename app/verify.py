"""Claims → verdicts: no number reaches the reader that the answer does not account for (pure).

Allowed are the values of figures and derivations with their operands, years of the scope, expected and
actual of findings, numbers in the names of organs and files and in the form's labels, and articles of the 条例
(INTERFACES). A quotation must stand literally in one of the citations. A sentence that fails is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cache

from nianbao.app.answer import Answer, Derivation
from nianbao.app.claims import Claim, claims, quotations, sentences
from nianbao.ingest import form as forms_module
from nianbao.ingest.form import glossary

_ARTICLE = re.compile(r"第[一二三四五六七八九十百零]+条(?:第[（(]?[一二三四五六七八九十]+[）)]?[项款])*")


def verified(answer: Answer, known_years: frozenset[int] = frozenset()) -> Answer:
    """`answer` without any sentence that claims a number or a quotation nothing accounts for; those are `removed`.

    `known_years` are the years the library has reports for: a refusal names them.
    """
    bad = set(unexplained(answer, known_years))
    if not bad:
        return answer
    kept: list[str] = []
    removed: list[str] = []
    for start, end in sentences(answer.text):
        fails = any(start <= at < end for at in bad)
        (removed if fails else kept).append(answer.text[start:end])
    text = "".join(kept).strip()
    told = "有的句子未能通过核对，没有显示。"
    text = f"{text}{told}" if text else "这一问的答句未能通过核对，请直接查看引用的原表。"
    return replace(answer, text=text, removed=tuple(removed))


def unexplained(answer: Answer, known_years: frozenset[int] = frozenset()) -> tuple[int, ...]:
    """Where `answer.text` claims a number or a quotation that the answer does not account for."""
    text = answer.text
    allowed, percentages = allowed_numbers(answer), allowed_percentages(answer)
    years = allowed_years(answer) | known_years
    exempt = _exempt(answer)
    bad = [
        claim.start
        for claim in claims(text, frozenset(c.id for c in answer.citations))
        if not _explained(claim, text, allowed, percentages, years)
        and not any(a <= claim.start and claim.end <= b for a, b in exempt)
    ]
    told = [q.text for found in answer.findings for q in quotations(found.finding.message)]
    sources = told + [c.quote.replace("「", "『").replace("」", "』") for c in answer.citations if c.quote]
    bad.extend(q.start for q in quotations(text) if not any(q.text in source for source in sources))
    return tuple(sorted(bad))


def _explained(
    claim: Claim, text: str, allowed: frozenset[Decimal], percentages: frozenset[Decimal], years: frozenset[int]
) -> bool:
    if len(claim.printed) == 4 and text.startswith(("年", " report"), claim.end):
        return claim.value % 1 == 0 and int(claim.value) in years
    return claim.value in (percentages if claim.percent else allowed)


def allowed_numbers(answer: Answer) -> frozenset[Decimal]:
    """Every number, other than percentages, that a figure, a derivation or a finding of the answer stands for."""
    numbers: set[Decimal] = {abs(f.value) for f in answer.figures if f.value is not None}
    for derivation in answer.derivations:
        if derivation.unit != "%":
            numbers.update(_of_derivation(derivation))
    for found in answer.findings:
        # a finding's sentence is the validator's own, made from the report
        numbers.update(_decimals((found.finding.expected, found.finding.actual)))
        numbers.update(claim.value for claim in claims(found.finding.message))
    return frozenset(numbers)


def allowed_percentages(answer: Answer) -> frozenset[Decimal]:
    """The values of rates and growth."""
    values = [d.value for d in answer.derivations if d.unit == "%"]
    for found in answer.findings:
        values += [found.finding.expected, found.finding.actual]
        values += [str(claim.value) for claim in claims(found.finding.message) if claim.percent]
    return frozenset(abs(number) for number in _decimals(values))


def _of_derivation(derivation: Derivation) -> Iterable[Decimal]:
    yield from (abs(number) for number in _decimals((derivation.value,)))
    if derivation.of is not None:
        yield Decimal(derivation.of)


def _decimals(texts: Iterable[str | None]) -> Iterable[Decimal]:
    for text in texts:
        if text is None:
            continue
        try:
            yield Decimal(text)
        except InvalidOperation:
            continue  # a rank's value is a name


def allowed_years(answer: Answer) -> frozenset[int]:
    """Years of the scope, those before them, of what is cited, of asking, and the year whose caveat table four carries."""
    # 比上年: the year before may be named to say that its report is missing
    years = {
        *answer.scope.years,
        *(year - 1 for year in answer.scope.years),
        *(f.year for f in answer.figures),
        *(c.year for c in answer.citations),
    }
    for found in answer.findings:
        years.add(found.year)
        years.update(int(claim.value) for claim in claims(found.finding.message) if len(claim.printed) == 4)
    years.add(int(answer.as_of[:4]))
    years.add(2024)  # the year from which 行政复议法 art. 23 changes what table 四 counts
    return frozenset(years)


def _exempt(answer: Answer) -> list[tuple[int, int]]:
    """Stretches that are names or labels: 三安全一稳定, 第二十条, 第二人民医院, （2024-1.pdf）."""
    spans = [m.span() for m in _ARTICLE.finditer(answer.text)]
    for name in (*answer.names, *answer.scope.organs, *(f.organ for f in answer.figures), *_numbered_labels()):
        start = answer.text.find(name)
        while start >= 0:
            spans.append((start, start + len(name)))
            start = answer.text.find(name, start + 1)
    return spans


@cache
def _numbered_labels() -> tuple[str, ...]:
    labels = {forms_module.bare(label) for label, _, _ in glossary()}
    labels.update(
        column.label for form in forms_module.forms() for t in form.tables for b in t.blocks for column in b.columns
    )
    return tuple(label for label in labels if re.search(r"[\d一二三四五六七八九十]", label))
