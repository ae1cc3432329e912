"""Tables of Word documents: headers, merged cells, slips."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from docx import Document
from docx.document import Document as Docx

from taizhang.reading.documents import find_kind, read_document
from taizhang.reading.formats import decode
from taizhang.reading.model import Article

TODAY = date(2026, 11, 22)


def read(document: Docx, kind: str) -> Article:
    """Return a document as an article, after making sure that its kind is told."""
    buffer = io.BytesIO()
    document.save(buffer)
    source = decode(buffer.getvalue(), "a.docx")
    assert find_kind(source) == kind
    return read_document(source, kind, today=TODAY)


def add(table: Any, words: Sequence[str]) -> None:
    """Add a row."""
    for cell, text in zip(table.add_row().cells, words, strict=True):
        cell.text = text


def grid(document: Docx, header: Sequence[str]) -> Any:
    """Return a new table with a header."""
    table = document.add_table(rows=0, cols=len(header))
    add(table, header)
    return table


def plan() -> Docx:
    """Return a new document with the title of a plan."""
    document = Document()
    document.add_paragraph("某区2026年重点工作任务清单")
    return document


def test_a_header_over_two_rows_is_read_by_its_lower_names() -> None:
    document = plan()
    table = grid(document, ["序号", "重点任务", "责任分工", "", "完成时限"])
    table.cell(0, 2).merge(table.cell(0, 3))
    add(table, ["", "", "牵头单位", "配合单位", ""])
    for column in (0, 1, 4):
        table.cell(0, column).merge(table.cell(1, column))
    add(table, ["1", "整治背街小巷50条", "区城管局", "各街道", "9月底"])
    add(table, ["2", "推行“一网通办”", "区审批局（牵头）、区市监局", "", "长期"])
    first, second = read(document, "plan").requirements
    assert (first.lead, first.supporting) == (("区城管局",), ("各街道",))
    assert first.deadline is not None
    assert first.deadline.iso == date(2026, 9, 30)
    assert (second.lead, second.supporting) == (("区审批局",), ("区市监局",))


def test_measures_under_a_merged_task_are_tasks_of_their_own() -> None:
    document = plan()
    table = grid(document, ["序号", "重点任务", "具体举措", "责任单位", "完成时限"])
    add(table, ["1", "提升城市管理水平", "1.整治小巷50条。\n2.新建公厕5座。", "区城管局", "9月底"])
    add(table, ["", "", "3.拆除违建2万平方米。", "区资源局", "12月底"])
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 1).merge(table.cell(2, 1))
    first, second = read(document, "plan").requirements
    assert [t.value for t in first.targets] == ["50", "5"]
    assert (second.text, second.section) == ("拆除违建2万平方米", "提升城市管理水平")
    assert second.lead == ("区资源局",)


def test_a_row_over_all_columns_is_a_heading_and_a_table_goes_on_over_the_page() -> None:
    document = plan()
    table = grid(document, ["序号", "工作任务", "牵头单位"])
    add(table, ["一、民生保障", "", ""])
    table.cell(1, 0).merge(table.cell(1, 2))
    add(table, ["1", "新增就业3000人", "区人社局\n各街道"])
    document.add_paragraph("续表")
    add(document.add_table(rows=0, cols=3), ["2", "新建学校2所", "区教育局"])
    first, second = read(document, "plan").requirements
    assert (first.section, first.lead) == ("一、民生保障", ("区人社局", "各街道"))
    assert (second.number, second.lead) == ("2", ("区教育局",))


def test_a_list_of_problems_keeps_the_place_with_what_is_to_be_done() -> None:
    document = Document()
    document.add_paragraph("问题整改清单")
    table = grid(document, ["序号", "点位", "存在问题", "整改要求", "责任单位", "整改时限"])
    add(table, ["1", "东街路口", "垃圾积存", "立即清理", "东苑街道、区城管局", "立行立改"])
    add(table, ["2", "北市场", "占道经营", "规范秩序", "北苑街道", "11月30日前"])
    first, second = read(document, "plan").requirements
    assert first.text == "东街路口 垃圾积存 立即清理"
    assert (first.lead, first.supporting) == (("东苑街道",), ("区城管局",))
    assert second.deadline is not None
    assert second.deadline.iso == date(2026, 11, 30)


def test_an_instruction_slip_is_read_out_of_its_cells() -> None:
    document = Document()
    document.add_heading("领导批示办理单", 0)
    table = document.add_table(rows=0, cols=4)
    add(table, ["来文单位", "区信访局", "编号", "批〔2026〕31号"])
    for label, words in (
        ("来文标题", "关于东苑小区停水问题的报告"),
        (
            "领导批示",
            "请区住建局牵头，区水务局配合，24小时内恢复供水，12月1日前报告。\n樊某某 11月20日",
        ),
        ("承办单位", "区住建局"),
        ("办结时限", "2026年12月1日"),
    ):
        add(table, [label, words, "", ""])
    found = read(document, "instruction")
    assert found.headline == "领导批示办理单"
    assert found.number == "批〔2026〕31号"
    [asked] = found.requirements
    assert (asked.lead, asked.supporting) == (("区住建局",), ("区水务局",))
    assert asked.deadline is not None
    assert (asked.deadline.days, asked.deadline.iso) == (24, date(2026, 11, 23))


def test_a_bracket_behind_the_head_of_a_paragraph_is_the_duty_of_all_of_it() -> None:
    document = plan()
    document.add_paragraph("1.推进小区改造（区住建局牵头）。改造小区20个，加装电梯9部。")
    document.add_paragraph("2.推进道路建设（区交通局牵头）。新建道路3公里。")
    document.add_paragraph("3.推进学校建设（区教育局牵头）。新建学校3所。")
    found = read(document, "plan")
    assert [r.lead for r in found.requirements] == [("区住建局",), ("区交通局",), ("区教育局",)]
    assert [t.value for t in found.requirements[0].targets] == ["20", "9"]


def test_a_bracket_behind_the_last_of_several_parts_closes_their_task() -> None:
    document = plan()
    for words in (
        "1.做好迎检工作：",
        "（1）整治背街小巷。",
        "（2）规范农贸市场。（区城管局牵头，区商务局配合）",
        "2.做好就业工作：",
        "（1）开发公益岗位。",
        "（2）开展技能培训。（区人社局牵头）",
    ):
        document.add_paragraph(words)
    first, second = read(document, "plan").requirements
    assert (first.number, first.lead, first.supporting) == ("1", ("区城管局",), ("区商务局",))
    assert "整治背街小巷" in first.text
    assert second.lead == ("区人社局",)
