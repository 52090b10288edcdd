"""A Result as JUnit XML, as CI servers show it: a suite a class, a test a case (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from nianbao.eval.describe import describe
from nianbao.eval.metrics import Observation, number
from nianbao.eval.run import Result

# what XML 1.0 cannot hold in any spelling
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(result: Result) -> str:
    """The document. A failure's type says whether the answer is confidently wrong; metrics are properties."""
    root = _tests(Element("testsuites", name="nianbao eval"), result.observed)
    for group in result.groups:
        observed = [one for one in result.observed if one.case.group == group]
        suite = _tests(SubElement(root, "testsuite", name=_plain(group)), observed)
        if group == next(iter(result.groups)):
            _properties(suite, result)
        for one in observed:
            _test(suite, one)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _tests(element: Element, observed: Sequence[Observation]) -> Element:
    wrong = sum(not one.judged.right for one in observed)
    spent = sum(one.milliseconds for one in observed) / 1000
    for name, value in (("tests", len(observed)), ("failures", wrong), ("errors", 0), ("time", f"{spent:.3f}")):
        element.set(name, str(value))
    return element


def _properties(suite: Element, result: Result) -> None:
    """Of the whole run; the format has a place for them in suites alone."""
    properties = SubElement(suite, "properties")
    for name, metric in result.metrics.items():
        value = number(metric)
        SubElement(properties, "property", name=name, value="" if value is None else f"{value:.4f}")


def _test(suite: Element, one: Observation) -> None:
    test = SubElement(
        suite,
        "testcase",
        classname=_plain(one.case.group),
        name=_plain(f"{one.case.id}：{' → '.join(one.case.turns)}"),
        time=f"{one.milliseconds / 1000:.4f}",
    )
    if one.judged.right:
        return
    faults = (*one.judged.faults, *one.faults)
    kind = "confidently_wrong" if one.judged.misleads else "wrong"
    failure = SubElement(test, "failure", type=kind, message=_plain("；".join(faults)))
    failure.text = _plain("\n".join(("应当：", *describe(one.case.expect), "回答：", one.answer.text)))


def _plain(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
