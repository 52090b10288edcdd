"""Rules of a question's own words: what each weighs, and which sentence holds clearly more of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nianbao.app.choose import choose
from nianbao.app.content import content, of
from nianbao.app.query import Kind as Asking
from nianbao.app.query import Query, Years
from nianbao.app.topic import Topic, topic
from nianbao.index import rarity as rarities
from nianbao.index.library import Library
from nianbao.index.passages import Kind, Passage
from nianbao.index.sentences import Sentence, sentences
from nianbao.index.source import Source
from nianbao.ingest.parse import parse


def passage(section: str, text: str) -> Passage:
    spans = tuple(Sentence(a, b) for a, b in sentences(text, 0, len(text)))
    return Passage(text, "r", Kind.PROSE, section, (section,), "", text, sentences=spans)


def about(text: str) -> Topic:
    return topic(Query(text, Asking.NARRATIVE, (), (), (), Years()))


GENERAL = (
    passage(
        "一", "开展个人信息泄露风险排查7次，对公示名单中的证件号码统一遮盖后再发布。配备专职人员2名，建立替岗制度。"
    ),
)
FIVE = (
    passage(
        "五",
        "主要存在以下问题：一是低保对象公示与隐私保护的界限把握不准；二是收费目录与实际执行存在表述差异。"
        "下一步将采取以下措施：一是制定公示信息脱敏规范；二是会同价格主管部门逐条比对。",
    ),
)


def texts(question: str) -> list[str]:
    return [one.text for one in choose(about(question), (*GENERAL, *FIVE), five=FIVE)]


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    said = content("征地材料", (), lambda wanted: {one: 5.0 if one in "征地" else 1.0 for one in wanted})
    assert said.share(of("早年征地批复")) > 0.5 > said.share(of("解读材料"))


def test_a_theme_told_in_other_words_counts_and_the_word_itself_counts_more() -> None:
    said = content("隐私", ())
    assert said.share(of("脱敏"), told=[(0, 2)]) > said.share(of("脱敏"), near=of("隐私")) > 0
    assert said.share(of("隐私")) > said.share(of("脱敏"), told=[(0, 2)])


def test_a_sentence_that_holds_clearly_more_goes_before_one_that_tells_the_theme_alone() -> None:
    assert any("低保对象" in text for text in texts("怎么保护低保户的隐私"))
    assert not any("泄露风险" in text for text in texts("怎么保护低保户的隐私"))
    assert any("泄露风险" in text for text in texts("公示名单会不会泄露隐私"))


def test_a_point_of_section_five_stands_with_its_other_half() -> None:
    found = texts("收费目录有没有比对过")
    assert [text[:4] for text in found] == ["二是收费", "二是会同"]


def test_characters_alone_are_no_answer() -> None:
    assert texts("低温和保暖") == []


def test_a_number_is_asked_for_and_a_sentence_without_one_is_no_answer() -> None:
    named = (passage("一", "区民政局严格按照局长为责任人开展工作。"),)
    assert choose(about("局长的电话是多少"), named) == []
    assert choose(about("局长负什么责"), named)


@pytest.fixture(scope="module")
def library(demo_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("rarity") / "library", create=True) as opened:
        for path in sorted(demo_files.glob("*.md")):
            data = path.read_bytes()
            opened.add(parse(data, source=path.name), data, Source(path.name))
        yield opened


def test_an_accidental_pair_weighs_nothing_and_an_unknown_word_the_most(library: Library) -> None:
    weights = library.rarity.of({"公", "开", "公开", "堂", "食堂", "慈善", "善", "慈", "善公"})
    assert weights["善公"] == 0
    assert weights["堂"] == weights["食堂"] > weights["慈善"] > weights["公开"] >= 0


def test_a_sample_tells_the_rare_from_the_common_as_well(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rarities, "COUNTED", 0)
    monkeypatch.setattr(rarities, "SAMPLE", 10)
    weights = library.rarity.of({"公开", "慈善", "善公", "善", "公"})
    assert weights["慈善"] > weights["公开"]
    assert weights["善公"] == 0
