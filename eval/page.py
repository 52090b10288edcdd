"""A Result as one page of HTML that needs nothing but itself: scores, classes, every case, filtered in the page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from nianbao.app.markup import Markup, tag
from nianbao.eval.compare import Comparison, Fate
from nianbao.eval.describe import describe
from nianbao.eval.metrics import AT_MOST, Metric, Observation, Rate
from nianbao.eval.report import FATES, NAMES, shown, shown_before
from nianbao.eval.run import Result

_OUTCOMES = {"answered": "回答", "refused": "拒答", "clarify": "反问"}
_VERDICTS = {"misleads": "错而不自知", "wrong": "不对", "right": "对"}
_HEADLINES = ("right", "confidently_wrong", "nonzero_figures_right", "refusal_recall", "unexplained", "latency_p95_ms")


def page(result: Result, compared: Comparison | None = None) -> str:
    """The page; whatever was asked or answered is text in it, never markup. Worst cases come first."""
    right = len(result.observed) - len(result.failures)
    title = f"年报问答评测：{right}/{len(result.observed)}"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", _own("eval.css")),
        tag("script", _own("eval.js")),
    )
    ordered = sorted(result.observed, key=lambda one: list(_VERDICTS).index(_verdict(one)))
    body = tag(
        "body",
        tag("h1", title),
        tag("p", f"nianbao {result.nianbao}，{result.reports} 份报告（{result.library_version}）", class_="about"),
        tag("ul", *[_card(name, result.metrics[name]) for name in _HEADLINES], class_="cards"),
        *([] if compared is None else _comparison(compared)),
        tag("h2", "指标"),
        _metrics(result, compared),
        tag(
            "p",
            f"{'、'.join(NAMES[name] for name in NAMES if name in AT_MOST)}：越低越好。区间按威尔逊法。",
            class_="note",
        ),
        tag("h2", "类别"),
        _classes(result),
        tag("h2", "用例", id="cases"),
        _filter(result, compared),
        tag("main", *[_case(one, compared) for one in ordered]),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='zh-Hans')}\n"


@cache
def _own(name: str) -> Markup:
    """A file of our own, which goes in as it is; it may hold no end of its element."""
    return Markup(files("nianbao.eval").joinpath("static", name).read_text(encoding="utf-8"))


# ------------------------------------------------------------------ scores


def _card(name: str, metric: Metric) -> Markup:
    value, interval = shown(metric)
    value = value.split("（")[0]
    alarming = name in ("confidently_wrong", "unexplained") and bool(metric)
    said = f"{NAMES[name]}，{interval}" if interval else NAMES[name]
    return tag("li", tag("b", value), tag("span", said), class_="alarm" if alarming else None)


def _metrics(result: Result, compared: Comparison | None) -> Markup:
    heads = [tag("th", "指标"), tag("th", "值"), tag("th", "95% 区间")]
    heads += [tag("th", class_="optional")] if compared is None else [tag("th", "上次"), tag("th", class_="optional")]
    rows = []
    for name, metric in result.metrics.items():
        value, interval = shown(metric)
        before = [] if compared is None else [tag("td", shown_before(compared, name), class_="n")]
        rows.append(
            tag(
                "tr",
                tag("td", NAMES[name], tag("code", name)),
                tag("td", *_counted(value), class_="n"),
                tag("td", interval, class_="n"),
                *before,
                tag("td", _bar(metric), class_="optional"),
            )
        )
    return tag("div", tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows)), class_="wide")


def _counted(value: str) -> tuple[str | Markup, ...]:
    """The share, and the counts where there are any, which may stand below it."""
    share, bracket, counts = value.partition("（")
    return (share, tag("small", f"{bracket}{counts}")) if counts else (share,)


def _bar(metric: Metric) -> Markup | None:
    if not isinstance(metric, Rate) or metric.interval is None:
        return None
    low, high = metric.interval
    return tag("span", tag("i"), class_="bar", style=f"--low:{low:.2%};--high:{high:.2%}", aria_hidden="true")


def _classes(result: Result) -> Markup:
    heads = [tag("th", name) for name in ("类别", "答对", "95% 区间", "错而不自知")] + [tag("th", class_="optional")]
    rows = []
    for group, rate in result.groups.items():
        value, interval = shown(rate)
        misleading = sum(one.judged.misleads for one in result.observed if one.case.group == group)
        rows.append(
            tag(
                "tr",
                tag("td", tag("a", group, href="#cases", data_group=group)),
                tag("td", *_counted(value), class_="n"),
                tag("td", interval, class_="n"),
                tag("td", str(misleading or ""), class_="n"),
                tag("td", _bar(rate), class_="optional"),
            )
        )
    return tag("div", tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows)), class_="wide")


def _comparison(compared: Comparison) -> list[Markup]:
    told = "，".join(f"{name} {len(compared.cases(fate))}" for fate, name in FATES.items())
    return [
        tag("h2", "与上次相比"),
        tag("p", f"上次是 nianbao {compared.old.nianbao}：{told}。", class_="note"),
    ]


# ------------------------------------------------------------------ cases


def _filter(result: Result, compared: Comparison | None) -> Markup:
    fates = {} if compared is None else {fate.value: name for fate, name in FATES.items() if fate is not Fate.GONE}
    return tag(
        "form",
        tag("label", "找词", tag("input", name_="words", type="search"), class_="words"),
        _select("判定", "verdict", {"misleads": "错而不自知", "bad": "没有答对", "right": "对"}),
        _select("类别", "group", {group: group for group in result.groups}),
        *([_select("变化", "fate", fates)] if fates else []),
        tag("output", ""),
        class_="filter",
    )


def _select(label: str, name: str, options: dict[str, str]) -> Markup:
    every = tag("option", "全部", value="")
    chosen = [tag("option", told, value=value) for value, told in options.items()]
    return tag("label", label, tag("select", every, *chosen, name_=name))


def _verdict(one: Observation) -> str:
    return "misleads" if one.judged.misleads else "right" if one.judged.right else "wrong"


def _case(one: Observation, compared: Comparison | None) -> Markup:
    verdict = _verdict(one)
    fate = None if compared is None else compared.fates[one.case.id]
    told = [tag("dt", "应当"), tag("dd", "\n".join(describe(one.case.expect)))]
    outcome = _OUTCOMES[one.answer.outcome.value]
    told += [tag("dt", outcome), tag("dd", one.answer.text)]
    if one.answer.choices:
        told += [tag("dt", "可选"), tag("dd", "\n".join(one.answer.choices))]
    if (
        fate is not Fate.SAME
        and compared is not None
        and (before := compared.old.texts.get(one.case.id)) not in (None, one.answer.text)
    ):
        told += [tag("dt", "上次"), tag("dd", before)]
    faults = (*one.judged.faults, *one.faults)
    if faults:
        told += [tag("dt", "不合"), tag("dd", "\n".join(faults), class_="faults")]
    return tag(
        "article",
        tag(
            "div",
            tag("b", _VERDICTS[verdict]),
            tag("em", FATES[fate]) if fate in FATES else None,
            tag("span", one.case.group),
            tag("span", one.case.id),
            tag("span", f"{one.milliseconds:.1f} 毫秒"),
            class_="tags",
        ),
        tag("h3", " → ".join(one.case.turns)),
        tag("dl", *told),
        class_=verdict,
        data_verdict="right" if verdict == "right" else f"{verdict} bad",
        data_group=one.case.group,
        data_fate=fate.value if fate in FATES else "",
    )
