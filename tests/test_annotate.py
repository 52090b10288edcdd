"""The annotated draft: real Word comments where the faults are, and not another byte changed."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import docx as python_docx
import pytest
from docx.document import Document as WordDocument
from drawn import W, damaged, paragraph, word_table, zipped
from drawn import docx as bare_package
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.eval.samples import organs, slips
from nianbao.eval.samples.make import figures, make
from nianbao.eval.samples.sample import Sample
from nianbao.eval.samples.write import write
from nianbao.ingest.annotate import AUTHOR, MOST_EMPTY, annotate
from nianbao.ingest.errors import CorruptFile, FileRefused, LockedFile, OversizeFile, UnknownFormat
from nianbao.ingest.form import specs
from nianbao.ingest.parse import parse
from nianbao.ingest.report import Finding, Format, Report, Severity, Status

CIVIL = organs.department(organs.QINGXI, "civil")
AT = datetime.fromisoformat("2026-01-02T03:04:05")
TOTAL = "review.reconsideration.total"
CONCLUDED = "applications.concluded.natural_person"
MAIN = "word/document.xml"
NEW_PARTS = {MAIN, "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def sample() -> Sample:
    return make(CIVIL, 2024, file_format="docx", layout="official")


def raised(made: Sample, key: str, by: int = 1) -> Sample:
    value = made.cells[key]
    assert isinstance(value, Decimal)
    return slips.wrong_cell(made, key, int(value) + by)


def faulty() -> bytes:
    return write(slips.stale_period(raised(raised(sample(), CONCLUDED), TOTAL, 3)))


def read(data: bytes) -> Report:
    return parse(data, source="稿.docx")


def annotated(data: bytes) -> bytes:
    return annotate(data, read(data), AT).data


def word(data: bytes) -> WordDocument:
    return python_docx.Document(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(data: bytes, name: str, change: tuple[str, str]) -> bytes:
    """The package with one text in one part replaced, everywhere it stands."""
    held = parts(data)
    old, new = (text.encode() for text in change)
    assert old in held[name]
    return zipped({**held, name: held[name].replace(old, new)})


def without_marks(xml: bytes) -> bytes:
    """The main part with the comments' marks cut out again, as text."""
    xml = re.sub(rb"<w:commentRange(?:Start|End) w:id=\"\d+\"/>", b"", xml)
    return re.sub(
        rb"<w:r><w:rPr><w:sz [^>]*/><w:szCs [^>]*/></w:rPr><w:commentReference w:id=\"\d+\"/></w:r>", b"", xml
    )


def range_of(data: bytes, number: int) -> str:
    """The text between the two marks of a comment."""
    xml = parts(data)[MAIN].decode()
    (between,) = re.findall(
        rf'<w:commentRangeStart[^>]*w:id="{number}"/>(.*?)<w:commentRangeEnd[^>]*w:id="{number}"/>', xml
    )
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", between))


def commented_cells(data: bytes) -> dict[str, str]:
    """Text of each cell that holds a comment's sign → the comment's first line; read by python-docx."""
    document = word(data)
    texts = {str(comment.comment_id): comment.paragraphs[0].text for comment in document.comments}
    found = {}
    for reference in document.element.body.iter(f"{{{W}}}commentReference"):
        cell = next(reference.iterancestors(f"{{{W}}}tc"), None)
        if cell is not None:
            text = "".join(part.text or "" for part in cell.iter(f"{{{W}}}t"))
            found[text] = texts[reference.get(f"{{{W}}}id")]
    return found


# ------------------------------------------------------------------ where and what


def test_every_fault_is_a_comment_at_its_cell() -> None:
    data = faulty()
    report = read(data)
    located = report.cell(CONCLUDED), report.cell(TOTAL)
    assert all(located)
    assert commented_cells(annotated(data)) == {
        cell.raw: f"{cell.row} × {cell.column}（现填：{cell.raw}）" for cell in located if cell is not None
    }


def test_several_findings_of_one_cell_are_one_comment_with_all_their_sentences() -> None:
    data = write(sample())
    said = [
        ("balance", Severity.QUESTION, "收办不平。"),
        ("row_total", Severity.ERROR, "本行不平。"),
        ("form_completeness", Severity.NOTE, "另有空白。"),
    ]
    found = tuple(Finding(rule, severity, Status.FAIL, (CONCLUDED, TOTAL), words) for rule, severity, words in said)
    (comment,) = word(annotate(data, replace(read(data), findings=found)).data).comments
    assert [line.text for line in comment.paragraphs[1:]] == [
        "错误：本行不平。",
        "疑问：收办不平。",
        "提示：另有空白。",
    ]


def test_comments_say_who_and_when() -> None:
    for comment in word(annotated(faulty())).comments:
        assert (comment.author, comment.initials) == ("年报校验", "校")
        assert comment.timestamp is not None
        assert comment.timestamp.replace(tzinfo=None) == AT


def test_a_comment_without_a_date_has_none() -> None:
    data = faulty()
    assert {comment.timestamp for comment in word(annotate(data, read(data)).data).comments} == {None}


def test_a_finding_on_the_text_stands_at_the_paragraph_it_is_about() -> None:
    data = faulty()
    out = annotated(data)
    (comment,) = [one for one in word(out).comments if "统计期限" in one.text]
    assert "2023年1月1日" in range_of(out, comment.comment_id)


def test_a_finding_that_quotes_stands_at_the_paragraph_that_holds_the_quotation() -> None:
    data = write(sample())
    report = read(data)
    section = next(section for section in report.sections if section.number == "五")
    sentence = max(section.text.splitlines(), key=len)
    quote = sentence[5:25]
    finding = Finding(
        "text_table", Severity.ERROR, Status.FAIL, (TOTAL,), f"正文「{quote}」，而表四“行政复议×总计”为0。"
    )
    out = annotate(data, replace(report, findings=(finding,))).data
    assert range_of(out, 0) == sentence
    assert commented_cells(out) == {}


def test_a_finding_whose_quotation_is_nowhere_stands_at_its_cell() -> None:
    data = write(sample())
    finding = Finding("text_table", Severity.ERROR, Status.FAIL, (TOTAL,), "正文「哪里也没有这样一句话」。请核。")
    out = annotate(data, replace(read(data), findings=(finding,))).data
    assert list(commented_cells(out).values()) == [f"行政复议 × 总计（现填：{sample().raw(TOTAL)}）"]


@pytest.mark.parametrize("message", ["没有写明编制机关，请补充。", "没有写到“存在的主要问题”，请补充。"])
def test_a_finding_about_the_whole_report_stands_at_the_title_whatever_it_misses(message: str) -> None:
    data = write(sample())
    finding = Finding("form_completeness", Severity.QUESTION, Status.NOT_ASSESSABLE, (), message)
    out = annotate(data, replace(read(data), findings=(finding,))).data
    assert range_of(out, 0) == sample().title


@pytest.mark.parametrize(
    "key",
    [TOTAL, "applications.refused.state_secret.total", "disclosure.fees.amount", "applications.carried_out.other_org"],
)
def test_a_comment_stands_in_the_very_cell_whatever_is_merged_around_it(key: str) -> None:
    """Every cell of the sheet holds its own number: the comment must be in the one that reads back as the fault."""
    made = sample()
    numbered = {name: Decimal(1000 + index) for index, name in enumerate(made.cells)}
    data = write(replace(made, cells=numbered))
    finding = Finding("row_total", Severity.ERROR, Status.FAIL, (key,), "请核。")
    out = annotate(data, replace(read(data), findings=(finding,))).data
    assert list(commented_cells(out)) == [str(numbered[key])]


def commented(data: bytes) -> list[str]:
    """The first line of each comment, in the order of the text; each names its cell."""
    document = word(data)
    texts = {str(comment.comment_id): comment.paragraphs[0].text for comment in document.comments}
    return [texts[one.get(f"{{{W}}}id")] for one in document.element.body.iter(f"{{{W}}}commentReference")]


def named(key: str, shown: str) -> str:
    spec = specs()[key]
    return f"{spec.row.label} × {spec.column.label}（现填：{shown}）"


def test_each_of_a_few_blank_cells_is_commented() -> None:
    data = write(slips.blank_zeros(sample(), "review."))
    (note,) = [one for one in read(data).findings if one.severity is Severity.NOTE]
    assert len(note.keys) > 1
    assert commented(annotated(data)) == [named(key, "空白") for key in note.keys]


def test_many_blank_cells_are_one_comment() -> None:
    data = write(slips.blank_zeros(sample(), "applications."))
    (note,) = [one for one in read(data).findings if one.severity is Severity.NOTE]
    assert len(note.keys) > MOST_EMPTY
    assert commented(annotated(data)) == [named(note.keys[0], "空白")]


def test_every_cell_that_holds_words_has_a_comment_of_its_own() -> None:
    words = {"disclosure.licences.decisions": "不详", "applications.received.business": "见附件", CONCLUDED: "若干"}
    made = sample()
    data = write(replace(made, printed={**made.printed, **words}))
    found = annotated(data)
    assert commented(found) == [named(key, text) for key, text in words.items()]
    assert list(commented_cells(found)) == list(words.values())
    assert without_marks(parts(found)[MAIN]) == parts(data)[MAIN]


def test_every_count_that_is_none_has_a_comment_of_its_own() -> None:
    wrong = {"disclosure.licences.decisions": "1.5", "disclosure.penalties.decisions": "-1"}
    made = sample()
    data = write(replace(made, cells={**made.cells, **{key: Decimal(text) for key, text in wrong.items()}}))
    assert commented(annotated(data)) == [named(key, text) for key, text in wrong.items()]


def test_swapped_cells_are_commented_both() -> None:
    made = sample()
    one, two = "applications.granted.natural_person", "applications.granted.business"
    assert made.cells[one] != made.cells[two]
    swapped = {one: made.cells[two], two: made.cells[one]}
    data = write(replace(made, cells={**made.cells, **swapped}))
    assert {finding.keys[0] for finding in read(data).findings} == {one, two}
    assert commented(annotated(data)) == [named(key, str(value)) for key, value in swapped.items()]


# ------------------------------------------------------------------ nothing else changes


def test_every_other_part_is_the_same_to_the_byte_and_in_its_place() -> None:
    data = faulty()
    before, after = parts(data), parts(annotated(data))
    assert list(after) == [*before, "word/comments.xml"]
    assert {name for name in after if after[name] != before.get(name)} == NEW_PARTS


def test_the_main_part_changes_by_the_marks_alone() -> None:
    data = faulty()
    assert without_marks(parts(annotated(data))[MAIN]) == parts(data)[MAIN]


def test_entries_keep_their_dates_and_the_way_they_are_packed() -> None:
    held = parts(faulty())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, (name, content) in enumerate(held.items()):
            entry = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, number % 30 * 2))
            entry.compress_type = zipfile.ZIP_STORED if number % 2 else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(io.BytesIO(annotated(out.getvalue()))) as new:
        kept = [(one.filename, one.date_time, one.compress_type) for one in old.infolist()]
        assert [(one.filename, one.date_time, one.compress_type) for one in new.infolist()][: len(kept)] == kept


def test_an_annotated_draft_reads_as_the_draft() -> None:
    data = faulty()
    before, after = read(data), read(annotated(data))
    assert (after.cells, after.sections, after.findings) == (before.cells, before.sections, before.findings)


def test_a_draft_without_faults_comes_back_as_it_was() -> None:
    data = write(sample())
    done = annotate(data, read(data), AT)
    assert (done.data, done.comments) == (data, 0)


def test_unusual_ways_to_write_the_same_xml_stay_as_they_are() -> None:
    xml = parts(faulty())[MAIN].decode()
    odd = xml.replace("<w:body>", "<!-- 草稿 --><w:body ><?mark one?>", 1).replace(
        'w:val="center"/>', "w:val = 'center' />"
    )
    data = zipped({**parts(faulty()), MAIN: odd.encode()})
    assert without_marks(parts(annotated(data))[MAIN]).decode() == odd


def test_a_document_in_utf_16_stays_in_utf_16() -> None:
    xml = parts(faulty())[MAIN].decode().replace("UTF-8", "UTF-16").replace("utf-8", "UTF-16")
    for codec, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        data = zipped({**parts(faulty()), MAIN: mark + xml.encode(codec)})
        after = parts(annotated(data))[MAIN]
        assert after.startswith(mark)
        assert without_marks(after[2:].decode(codec).encode()).decode() == xml
        assert list(commented_cells(annotated(data))) == list(commented_cells(annotated(faulty())))


# ------------------------------------------------------------------ comments that are there


def commented_by_hand(data: bytes) -> bytes:
    document = word(data)
    run = next(run for line in document.paragraphs for run in line.runs if run.text)
    document.add_comment(run, text="请领导阅", author="王科", initials="王")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_existing_comments_stay_and_numbers_go_on() -> None:
    data = commented_by_hand(faulty())
    before, after = parts(data), parts(annotated(data))
    assert list(before) == list(after)
    assert {name for name in after if after[name] != before[name]} == {MAIN, "word/comments.xml"}
    comments = list(word(annotated(data)).comments)
    made = annotate(faulty(), read(faulty())).comments
    assert [comment.comment_id for comment in comments] == list(range(1 + made))
    assert (comments[0].author, comments[0].text) == ("王科", "请领导阅")
    assert after["word/comments.xml"].startswith(before["word/comments.xml"].partition(b"</w:comments>")[0])


def test_numbers_go_on_behind_marks_whose_comment_is_gone() -> None:
    data = with_part(faulty(), MAIN, ("<w:body>", '<w:body><w:p><w:commentRangeStart w:id="41"/></w:p>'))
    assert min(comment.comment_id for comment in word(annotated(data)).comments) == 42


def test_what_was_said_before_is_not_said_again() -> None:
    once = annotated(faulty())
    again = annotate(once, read(once), datetime.fromisoformat("2027-01-01"))
    assert (again.data, again.comments) == (once, 0)


def test_the_same_words_by_someone_else_do_not_silence_the_check() -> None:
    once = with_part(annotated(faulty()), "word/comments.xml", (AUTHOR.name, "王科"))
    assert annotate(once, read(once), AT).comments == annotate(faulty(), read(faulty())).comments > 0


def test_the_comments_part_may_have_another_name() -> None:
    data = commented_by_hand(faulty())
    held = parts(data)
    held["word/remarks.xml"] = held.pop("word/comments.xml")
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        held[name] = held[name].replace(b"comments.xml", b"remarks.xml")
    made = annotate(faulty(), read(faulty())).comments
    assert len(list(word(annotated(zipped(held))).comments)) == 1 + made


# ------------------------------------------------------------------ odd documents


REPORT_TABLE = word_table(
    (
        ("行政复议", 0, 0, 1, 5), *((head, 1, column, 1, 1) for column, head in enumerate(("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"))),
        *((figure, 2, column, 1, 1) for column, figure in enumerate(("1", "2", "3", "4", "11"))),
    )
)  # fmt: skip
TITLE = paragraph("甲市乙局2023年政府信息公开工作年度报告")
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def small(body: str, *, namespace: str = W) -> bytes:
    """A minimal package: no relations of the main part, no styles."""
    return zipped({**parts(bare_package(body, namespace=namespace)), "[Content_Types].xml": TYPES.encode()})


def test_a_package_without_relations_gets_them() -> None:
    out = annotated(small(TITLE + REPORT_TABLE))
    assert list(commented_cells(out)) == ["11"]


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_the_comment_finds_its_cell_in_any_table_before_or_around(data: st.DataObject) -> None:
    others = data.draw(
        st.lists(
            st.sampled_from(
                (
                    paragraph("一段话。"),
                    word_table((("甲", 0, 0, 2, 1), ("1", 0, 1, 1, 1), ("2", 1, 1, 1, 1))),
                    "<w:p/>",
                )
            ),
            max_size=4,
        )
    )
    out = annotated(small(TITLE + "".join(others) + REPORT_TABLE))
    assert list(commented_cells(out)) == ["11"]


def test_a_table_inside_a_layout_table_is_found() -> None:
    long = "一、总体情况" + "本局认真贯彻条例，推进公开，各项工作有序开展。" * 8
    outer = f"<w:tbl><w:tr><w:tc>{paragraph(long)}{REPORT_TABLE}<w:p/></w:tc></w:tr></w:tbl>"
    out = annotated(small(TITLE + outer))
    assert "行政复议 × 总计" in str(commented_cells(out)["11"])


def test_a_figure_wrapped_in_a_table_of_its_own_is_commented_there() -> None:
    wrapped = f"<w:tbl><w:tr><w:tc>{paragraph('11')}</w:tc></w:tr></w:tbl><w:p/>"
    data = small(TITLE + REPORT_TABLE.replace(paragraph("11"), wrapped))
    assert TOTAL in {finding.keys[0] for finding in read(data).findings if finding.keys}
    assert list(commented_cells(annotated(data))) == ["11"]


@pytest.mark.parametrize(
    "written",
    [
        "<w:p/>",
        "<w:p />",
        '<w:p w:rsidR="00/>A1"/>',
        "<w:p></w:p>",
        "<w:p><w:pPr/></w:p>",
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr></w:p>',
    ],
)
def test_an_empty_paragraph_holds_a_comment_however_it_is_written(written: str) -> None:
    data = small(TITLE + REPORT_TABLE.replace(paragraph("11"), written))
    finding = Finding("review_total", Severity.ERROR, Status.FAIL, (TOTAL,), "总计空白，请核。")
    out = annotate(data, replace(read(data), findings=(finding,))).data
    assert list(commented_cells(out)) == [""]
    assert [comment.paragraphs[1].text for comment in word(out).comments] == ["错误：总计空白，请核。"]


def test_a_cell_of_several_paragraphs_is_commented_as_a_whole() -> None:
    data = small(TITLE + REPORT_TABLE.replace(paragraph("11"), paragraph("1") + paragraph("1")))
    finding = Finding("review_total", Severity.ERROR, Status.FAIL, (TOTAL,), "请核。")
    assert range_of(annotate(data, replace(read(data), findings=(finding,))).data, 0) == "11"


def test_a_text_box_is_commented_where_it_is_anchored() -> None:
    """Word allows no comment inside a text box."""
    box = f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('截至2022年1月1日的一句话')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    data = small(TITLE + box + REPORT_TABLE)
    finding = Finding("text_table", Severity.ERROR, Status.FAIL, (), "正文「截至2022年1月1日的一句话」，请核。")
    xml = parts(annotate(data, replace(read(data), findings=(finding,))).data)[MAIN].decode()
    assert (
        xml.index("commentRangeStart") < xml.index("<w:pict>") < xml.index("</w:pict>") < xml.index("commentRangeEnd")
    )


def test_the_strict_edition_gets_strict_comments() -> None:
    out = parts(annotated(small(TITLE + REPORT_TABLE, namespace=STRICT)))
    assert f'xmlns:w="{STRICT}"'.encode() in out["word/comments.xml"]
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in out["word/_rels/document.xml.rels"]


def test_a_document_without_prefixes_gets_marks_with_their_own() -> None:
    xml = parts(small(TITLE + REPORT_TABLE))[MAIN].decode().replace("w:document", "document", 1)
    plain = (
        re.sub(r"<(/?)w:", r"<\1", xml)
        .replace("</document>", "</document>")
        .replace("<document ", f'<document xmlns="{W}" ', 1)
    )
    data = zipped({**parts(small(TITLE + REPORT_TABLE)), MAIN: plain.encode()})
    out = parts(annotated(data))[MAIN].decode()
    assert f'<w:commentRangeStart xmlns:w="{W}" w:id="0"/>' in out
    assert list(commented_cells(annotated(data))) == ["11"]


def said_of(message: str) -> str:
    """What a comment shows of a finding's sentence."""
    data = small(TITLE + REPORT_TABLE)
    finding = Finding("review_total", Severity.ERROR, Status.FAIL, (TOTAL,), message)
    (comment,) = word(annotate(data, replace(read(data), findings=(finding,))).data).comments
    return comment.paragraphs[1].text.removeprefix("错误：")


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=40)
)
@settings(max_examples=30, deadline=None)
def test_any_sentence_is_text_in_the_comment(message: str) -> None:
    assert said_of(f"<w:p>&{message}]]>") == f"<w:p>&{message}]]>"


def test_characters_that_no_document_can_hold_are_left_out() -> None:
    assert said_of("一\x00二\x0b三\ud800四\uffff五") == "一二三四五"


# ------------------------------------------------------------------ what cannot be annotated


def test_a_file_that_is_no_docx_is_refused_by_name() -> None:
    made = replace(sample(), format="text", layout="tabs")
    data = write(made)
    with pytest.raises(UnknownFormat, match=r"稿\.txt.*DOCX"):
        annotate(data, parse(data, source="稿.txt"))


def test_a_package_that_word_cannot_open_is_not_annotated() -> None:
    data = bare_package(TITLE + REPORT_TABLE)
    with pytest.raises(CorruptFile, match="Content_Types"):
        annotate(data, read(data))


def test_a_bomb_among_the_other_parts_is_refused_and_not_unpacked_whole() -> None:
    data = small(TITLE + REPORT_TABLE)
    out = io.BytesIO(data)
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/image1.png", "w") as target,
    ):
        for _ in range(420):
            target.write(bytes(1 << 20))
    with pytest.raises(OversizeFile):
        annotate(out.getvalue(), read(data))


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(small(TITLE + REPORT_TABLE))
    report = read(bytes(data))
    out = io.BytesIO(bytes(data))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/media/secret.bin", b"x")
    data = bytearray(out.getvalue())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(LockedFile):
        annotate(bytes(data), report)


@given(damaged(small(TITLE + REPORT_TABLE)))
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_is_annotated_or_refused(data: bytes) -> None:
    report = read(small(TITLE + REPORT_TABLE))
    try:
        out = annotate(data, report, AT).data
    except FileRefused:
        return
    assert parts(out)[MAIN]


@given(damaged(parts(small(TITLE + REPORT_TABLE))[MAIN]))
@settings(max_examples=150, deadline=None)
def test_damaged_xml_is_annotated_or_refused(xml: bytes) -> None:
    whole = small(TITLE + REPORT_TABLE)
    try:
        out = annotate(zipped({**parts(whole), MAIN: xml}), read(whole), AT).data
    except FileRefused:
        return
    assert without_marks(parts(out)[MAIN]) == xml


def test_two_parts_of_one_name_are_refused() -> None:
    out = io.BytesIO(small(TITLE + REPORT_TABLE))
    report = read(out.getvalue())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", parts(out.getvalue())[MAIN])
    with pytest.raises(FileRefused, match="重名"):
        annotate(out.getvalue(), report)


def test_every_demo_draft_is_annotated_by_marks_alone() -> None:
    before = figures(CIVIL, 2023)
    for made in (
        sample(),
        make(CIVIL, 2024, figures(CIVIL, 2024, before=before), file_format="docx", layout="official"),
    ):
        for put in (
            lambda s: slips.dash_zeros(s, "disclosure.", "review."),
            lambda s: slips.blank_zeros(s, "applications."),
            lambda s: raised(s, "applications.received.business"),
        ):
            data = write(put(made))
            assert read(data).format is Format.DOCX
            out = annotated(data)
            assert without_marks(parts(out)[MAIN]) == parts(data)[MAIN]
            assert commented_cells(out)
