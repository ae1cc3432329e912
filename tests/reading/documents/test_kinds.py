"""Every kind of document, read from the samples of the demonstration pack."""

from datetime import date
from pathlib import Path

import pytest

from taizhang.reading.documents import find_kind, read_document
from taizhang.reading.formats import decode, load
from taizhang.reading.model import Article, Requirement, Source

SAMPLES = Path(__file__).parents[3] / "taizhang" / "packs" / "demo" / "samples"
TODAY = date(2026, 11, 22)
KINDS = {
    "03": "plan",
    "04": "notice",
    "05": "minutes",
    "06": "order",
    "07": "instruction",
    "08": "brief",
    "09": "plan",
}


def sample(number: str) -> Source:
    """Return the sample of that number."""
    [path] = SAMPLES.glob(f"{number}-*")
    return load(path)


def article(number: str) -> Article:
    """Return the sample of that number, read."""
    return read_document(sample(number), KINDS[number], today=TODAY)


def one(found: Article, words: str) -> Requirement:
    """Return the requirement that holds some words."""
    [match] = [r for r in found.requirements if words in r.text]
    return match


@pytest.mark.parametrize(("number", "kind"), KINDS.items())
def test_the_kind_is_told_from_the_document(number: str, kind: str) -> None:
    assert find_kind(sample(number)) == kind


@pytest.mark.parametrize("number", ["01", "02"])
def test_a_newspaper_page_is_no_such_document(number: str) -> None:
    assert find_kind(sample(number)) is None


@pytest.mark.parametrize("number", KINDS)
def test_every_requirement_slices_back_to_its_words(number: str) -> None:
    source, found = sample(number), article(number)
    assert found.requirements
    for r in found.requirements:
        sliced = "".join(source.text[s:e] for s, e in r.ranges)
        assert "".join(sliced.split()) == "".join(r.text.split())


@pytest.mark.parametrize("number", KINDS)
def test_no_two_requirements_claim_the_same_characters(number: str) -> None:
    claimed = [i for r in article(number).requirements for s, e in r.ranges for i in range(s, e)]
    assert len(claimed) == len(set(claimed))


def test_the_plan_gives_its_sixty_tasks_in_order() -> None:
    tasks = [r for r in article("03").requirements if r.number]
    assert [t.number for t in tasks] == [str(n) for n in range(1, 61)]
    assert all(t.lead and t.deadline and t.section for t in tasks)
    assert {t.section for t in tasks} >= {"重点项目建设", "民生实事"}
    road = one(article("03"), "公路改建工程")
    assert (road.lead, road.supporting) == (("区交通运输局",), ("白芦镇", "岭禾乡"))
    assert road.deadline is not None
    assert road.deadline.iso == date(2026, 12, 31)


def test_a_notice_has_its_frame() -> None:
    found = article("04")
    assert found.headline is not None
    assert found.headline.startswith("云川市清河区人民政府办公室关于切实做好今冬明春")
    assert found.number == "清政办〔2026〕41号"
    assert found.addressees == ("各街道办事处", "各乡镇人民政府", "区直各单位")
    assert found.issuer == "云川市清河区人民政府办公室"
    assert found.event_date.iso == date(2026, 11, 20)


def test_a_notice_puts_dated_duties_to_those_it_names() -> None:
    found = article("04")
    power = one(found, "电力设施")
    assert (power.lead, power.supporting) == (("区发展改革委",), ("国网清河供电公司",))
    assert power.deadline is not None
    assert power.deadline.iso == date(2026, 12, 5)
    watch = one(found, "日报告")
    assert watch.responsible_source == "inherited"
    assert watch.responsible == found.addressees


def test_minutes_give_what_was_resolved_and_not_what_was_reported() -> None:
    found = article("05")
    assert not [r for r in found.requirements if "总体平稳" in r.text or "听取" in r.text]
    stalled = one(found, "36个滞后项目")
    assert stalled.lead == ("区发展改革委",)
    assert stalled.supporting == ("区重点项目建设指挥部办公室",)
    assert stalled.type == "action"


def test_an_order_gives_its_matter_and_its_demands() -> None:
    found = article("06")
    assert found.number == "清政督〔2026〕58号"
    matter = one(found, "锦棠苑")
    assert matter.lead == ("区住房城乡建设局",)
    assert matter.supporting == ("区财政局", "鹿鸣桥街道")
    assert matter.deadline is not None
    assert matter.deadline.text == "2026年12月10日前"
    reply = one(found, "书面反馈")
    assert reply.lead == ("区住房城乡建设局",)
    assert reply.responsible_source == "inherited"


def test_an_order_in_lines_reads_like_one_in_a_table() -> None:
    text = (
        "督办通知单\n编号：清督〔2026〕1号\n承办单位：区教育局  协办单位：区财政局\n"
        "督办事项：校舍维修进度缓慢问题\n办结时限：12月10日前\n"
        "督办要求：一、请区教育局牵头，3日内制定方案。\n二、每周五前报送进展。\n2026年11月20日\n"
    )
    source = decode(text.encode(), "a.txt")
    assert find_kind(source) == "order"
    found = read_document(source, "order", today=TODAY)
    assert [r.lead for r in found.requirements] == [("区教育局",)] * 3
    assert one(found, "每周五前").supporting == ("区财政局",)


def test_an_instruction_gives_the_leaders_words() -> None:
    found = article("07")
    first = found.requirements[0]
    assert first.lead == ("区生态环境局",)
    assert first.supporting == ("区农业农村和水务局", "棠梨街道")
    assert first.deadline is not None
    assert first.deadline.iso == date(2026, 11, 22)
    assert not [r for r in found.requirements if "来文标题" in r.text]


def test_a_brief_gives_each_problem_to_those_who_must_mend_it() -> None:
    market = one(article("08"), "棠梨农贸市场")
    assert market.lead == ("区市场监管局",)
    assert market.supporting == ("区商务局", "棠梨街道")
    assert market.deadline is not None
    assert market.deadline.iso == date(2026, 11, 30)


def test_a_text_that_requires_nothing_has_no_requirements() -> None:
    text = (
        "关于全区经济运行情况的通报\n\n一、总体情况\n前三季度，全区经济运行平稳。\n二、"
        "主要成效\n工业增加值稳步增长。\n"
    )
    source = decode(text.encode(), "a.txt")
    kind = find_kind(source)
    assert kind is not None
    assert read_document(source, kind, today=TODAY).requirements == ()
