"""Reports that tell much, with what each of them tells: the truth for questions about prose.

Every report tells a different third of the topics, so that a question may be about something its report leaves out,
and the same things are told by many organs and in many years, so that only the right report's sentence is right.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from nianbao.eval.samples import phrases, topics
from nianbao.eval.samples.make import figures, make
from nianbao.eval.samples.organs import Organ, organs
from nianbao.eval.samples.sample import Prose, Sample
from nianbao.eval.samples.topics import Topic

PROBLEMS = 3
"""Pairs of problem and improvement that section 五 tells."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a report (without what introduces it), its topic and its section.

    The topics of section 五 are `problem` and `improvement`, each with the number of its pair: `problem.2`.
    """

    topic: str
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A report and what it tells."""

    sample: Sample
    told: tuple[Told, ...]

    def about(self, topic: str) -> tuple[Told, ...]:
        """The sentences of a topic; `problem` means all the problems."""
        return tuple(one for one in self.told if one.topic == topic or one.topic.startswith(f"{topic}."))


def talkative(n: int, seed: int = 0, *, years: tuple[int, ...] = (2022, 2023, 2024)) -> Iterator[Talk]:
    """The reports of `n` organs about each of `years`, organ by organ."""
    for number, organ in enumerate(islice(organs(seed), n)):
        for year in years:
            sample = make(organ, year, figures(organ, year), title="full")
            yield _talk(sample, run_in=number % 2 == 0, headed=number % 3 != 0)


def _talk(sample: Sample, *, run_in: bool, headed: bool) -> Talk:
    organ, year = sample.organ, sample.year
    rng = random.Random(f"talk {organ.name} {year}")
    told: list[Told] = []
    texts = {
        "一": _situation(rng, sample, told, run_in=run_in),
        "五": _problems(rng, organ, year, told, headed=headed),
        "六": _other(rng, organ, year, told),
    }
    sections = tuple(Prose(one.number, one.heading, texts.get(one.number, one.paragraphs)) for one in sample.sections)
    return Talk(replace(sample, sections=sections), tuple(told))


def _say(rng: random.Random, topic: Topic, organ: Organ, year: int) -> str:
    a, b, c = organ.department.topics
    return rng.choice(topic.wordings).format(
        a=a,
        b=b,
        c=c,
        we=organ.self,
        year=year,
        place=organ.place.removeprefix(organ.city) or organ.city,
        n=rng.randrange(12, 160),
        m=rng.randrange(2, 9),
        k=rng.randrange(2, 7),
    )


def _situation(rng: random.Random, sample: Sample, told: list[Told], *, run_in: bool) -> tuple[str, ...]:
    """Section 一: the plain report's sentence on what was published and its figures, then the topics."""
    organ, year = sample.organ, sample.year
    plain = next(section for section in sample.sections if section.number == "一").paragraphs
    bodies = {plain[at].split("）", 1)[1]: plain[at + 1] for at in range(1, len(plain), 2)}
    told.append(Told("published", "一", bodies["主动公开"].split("。", 1)[0] + "。"))
    told += [Told("applications", "一", f"{one}。") for one in bodies["依申请公开"].split("。") if one]
    told += [Told("documents", "一", f"{one}。") for one in bodies["主动公开"].split("。")[1:] if one]
    lines = [plain[0]]
    for number, (heading, choice, count) in zip("一二三四五", topics.CHAPTERS, strict=True):
        chosen = rng.sample(choice, count)
        sentences = [(one.name, _say(rng, one, organ, year)) for one in chosen]
        told += [Told(name, "一", text) for name, text in sentences]
        body = bodies[heading] if heading in ("主动公开", "依申请公开") else ""
        body += "".join(text for _, text in sentences)
        lines += [f"（{number}）{heading}。{body}"] if run_in else [f"（{number}）{heading}", body]
    return tuple(lines)


def _problems(rng: random.Random, organ: Organ, year: int, told: list[Told], *, headed: bool) -> tuple[str, ...]:
    own = rng.choice(organ.department.problems)
    pairs = (own, *rng.sample(phrases.COMMON_PROBLEMS, PROBLEMS - 1))
    told += [Told(f"problem.{number}", "五", problem) for number, (problem, _) in enumerate(pairs, 1)]
    told += [Told(f"improvement.{number}", "五", remedy) for number, (_, remedy) in enumerate(pairs, 1)]
    listed = ["；".join(f"{n}是{pair[side]}" for n, pair in zip("一二三", pairs, strict=True)) for side in (0, 1)]
    opening = rng.choice((f"{year}年，{organ.self}政府信息公开工作仍有一些不足：", "工作中主要有以下薄弱环节："))
    after = rng.choice(("针对上述问题，下一步将采取以下措施：", f"{year + 1}年将着力改进："))
    first, second = f"{opening}{listed[0]}。", f"{after}{listed[1]}。"
    return ("（一）存在的主要问题", first, "（二）改进情况", second) if headed else (first, second)


def _other(rng: random.Random, organ: Organ, year: int, told: list[Told]) -> tuple[str, ...]:
    chosen = (topics.FEE, *rng.sample(topics.OTHER, 2))
    sentences = [(one.name, _say(rng, one, organ, year)) for one in chosen]
    told += [Told(name, "六", text) for name, text in sentences]
    return tuple(text for _, text in sentences)
