"""What is suggested: short titles, printed units, days and budgets, series and leaders."""

from datetime import date

import pytest

from taizhang.intake.framing import leader_in, series_in, title_in
from taizhang.intake.names import codes_of, codes_typed, spoken
from taizhang.intake.suggestions import Draft, source_of, suggest, title_of
from taizhang.packs.load import Pack, load
from taizhang.reading.model import Article, Deadline, Person, Requirement
from taizhang.rules.refused import Refused
from tests.intake.build import DEMO

ON = date(2026, 11, 23)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load(DEMO)


def suggested(
    pack: Pack, text: str, *, kind: str = "plan", title: str = "", **slots: object
) -> Draft:
    article = Article("f", kind, (), title or None)
    found = Requirement(((0, 1),), text, "action", **slots)  # type: ignore[arg-type]
    return suggest(pack, article, found, ON, supervising="dcb").draft


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("1.完成背街小巷整治。", "完成背街小巷整治"),
        ("（三）要建立台账；每周报送", "建立台账"),
        ("要求不变", "要求不变"),
        ("甲" * 20 + "，" + "乙" * 30, "甲" * 20),
        ("丙" * 60, "丙" * 40),
        (
            "建立“一张表，一清单”制度" + "丁" * 20 + "，" + "戊" * 20,
            "建立“一张表，一清单”制度" + "丁" * 20,
        ),
    ],
)
def test_a_title_is_short_and_made_of_the_words_themselves(text: str, title: str) -> None:
    assert title_of(text) == title


def test_a_title_does_not_repeat_the_unit_that_has_its_own_column(pack: Pack) -> None:
    assert suggested(pack, "区城市管理局要牵头开展背街小巷整治").title == "开展背街小巷整治"
    words = "由区生态环境局牵头，区农业农村和水务局、棠梨街道配合，立即查明污染来源"
    assert suggested(pack, words).title == "立即查明污染来源"
    assert suggested(pack, "各级各部门要提高认识水平").title == "各级各部门要提高认识水平"


def test_printed_units_are_resolved_and_the_first_one_leads(pack: Pack) -> None:
    draft = suggested(
        pack, "完成整治", lead=("区城市管理局", "公安分局"), supporting=("各街道", "区城市管理局")
    )
    assert draft.leads == ("cgj",)
    assert draft.supports[0] == "gaj"
    assert len(draft.supports) > 5
    assert "cgj" not in draft.supports


def test_where_groups_are_charged_each_of_their_units_leads(pack: Pack) -> None:
    draft = suggested(pack, "落实属地责任", responsible=("各街道", "各乡镇"))
    assert spoken(pack, draft.leads) == "各街道（乡镇）"


def test_everybody_is_no_suggestion(pack: Pack) -> None:
    assert suggested(pack, "抓好落实工作任务", responsible=("区直各单位",)).leads in {
        (),
        suggested(pack, "抓好落实工作任务").leads,
    }


def test_the_supervising_unit_is_never_made_lead(pack: Pack) -> None:
    assert "dcb" not in suggested(pack, "督查室开展督查", responsible=("区督查办",)).leads


def test_without_a_printed_unit_the_duty_list_suggests_one(pack: Pack) -> None:
    article = Article("f", "notice", ())
    found = Requirement(((0, 1),), "加快农贸市场活禽交易区封闭改造", "action")
    suggestion = suggest(pack, article, found, ON, supervising="dcb")
    assert suggestion.lead_from == "duty"
    assert suggestion.draft.leads == ("scj",)


def test_a_printed_day_is_a_day_and_a_printed_budget_runs_from_the_hand_over(pack: Pack) -> None:
    day = Deadline("12月底前", "date", date(2026, 12, 31))
    budget = Deadline("5个工作日内", "budget", date(2026, 11, 30), days=5, unit="work_day")
    soft = Deadline("尽快", "relative", soft=True)
    standing = Deadline("长期坚持", "period")
    assert suggested(pack, "完成", deadline=day).due_on == date(2026, 12, 31)
    assert suggested(pack, "完成", deadline=budget).limit == "5 work_day printed"
    assert suggested(pack, "完成", deadline=budget).due_on is None
    assert suggested(pack, "完成", deadline=soft).due_on is None
    assert suggested(pack, "完成", deadline=standing).standing


def test_a_campaign_is_told_by_its_name_and_never_lets_a_lead_verify_itself(pack: Pack) -> None:
    title = "关于国家卫生城市复审的通知"
    assert suggested(pack, "清理小广告", title=title).campaign == "hygienic_city"
    assert suggested(pack, "清理小广告").campaign == "general"
    assert (
        suggested(pack, "重点项目包保台账", lead=("区重点项目建设指挥部办公室",)).campaign
        == "general"
    )


def test_a_draft_survives_being_written_down() -> None:
    draft = Draft("题", ("cgj",), ("gaj", "scj"), ON, "", "0101", "general", "标准", standing=True)
    assert Draft.from_json(draft.to_json()) == draft


@pytest.mark.parametrize(
    ("kind", "urgency", "source"),
    [
        ("instruction", "特急", "urgent_instruction"),
        ("instruction", None, "instruction"),
        ("order", None, "upper_level"),
        ("minutes", None, "minutes"),
        ("meeting", None, "meeting"),
    ],
)
def test_a_kind_of_document_is_a_source(kind: str, urgency: str | None, source: str) -> None:
    assert source_of(Article("f", kind, (), urgency=urgency)) == source


@pytest.mark.parametrize(
    ("kind", "title", "text", "series"),
    [
        ("minutes", "云川市清河区人民政府第61次常务会议纪要", "", "区政府常务会议"),
        ("meeting", "区委常委会会议召开", "", "区委常委会会议"),
        ("meeting", "我区召开城乡环境整治工作推进会", "", "城乡环境整治工作推进会"),
        ("notice", "关于召开区政府常务会议的通知", "", ""),
    ],
)
def test_a_series_has_no_ordinal_number(kind: str, title: str, text: str, series: str) -> None:
    assert series_in(Article("f", kind, (), title), text) == series


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        ("instruction", "批示领导：区长　樊知行\n批示时间：", "樊知行"),
        ("instruction", "批示人：舒思远", "舒思远"),
        ("minutes", "2026年11月19日，区长樊知行主持召开区政府常务会议", "樊知行"),
        ("notice", "请各单位抓紧办理", ""),
    ],
)
def test_a_leader_is_named_without_the_title(kind: str, text: str, name: str) -> None:
    assert leader_in(Article("f", kind, ()), text) == name


def test_the_chair_of_a_reported_meeting_is_whose_words_they_are() -> None:
    assert leader_in(Article("f", "meeting", (), chair=Person("樊知行")), "") == "樊知行"


def test_units_are_understood_as_people_write_them(pack: Pack) -> None:
    assert codes_of(pack, "区城市管理局") == codes_of(pack, "城管局") == ("cgj",)
    assert codes_typed(pack, "城管局、公安分局", "配合单位") == ("cgj", "gaj")
    assert codes_of(pack, "清河区") == ()
    with pytest.raises(Refused, match="无此局"):
        codes_typed(pack, "城管局、无此局", "配合单位")


def test_what_is_spoken_is_understood_again(pack: Pack) -> None:
    for codes in (("cgj",), ("cgj", "gaj"), codes_of(pack, "各街道"), ()):
        assert set(codes_typed(pack, spoken(pack, codes), "牵头单位")) == set(codes)


@pytest.mark.parametrize(
    ("kind", "headline", "rest", "title"),
    [
        ("instruction", "批示抄清", "来文标题：《关于清雪的专报》", "关于清雪的专报"),
        ("order", "督办通知单", "编号\t8号\n督办事项\t三号楼停工问题\n", "三号楼停工问题"),
        ("order", "关于清雪的督办单", "督办事项：清雪除冰工作", "关于清雪的督办单"),
        ("instruction", "批示单", "请办理督办事项：以下各条。", "批示单"),
        ("notice", "通知", "标题：清雪除冰工作", "通知"),
        ("order", None, "无题", ""),
    ],
)  # fmt: skip
def test_a_form_is_called_by_what_it_is_about(
    kind: str, headline: str | None, rest: str, title: str
) -> None:
    assert title_in(Article("f", kind, (), headline), f"{headline}\n{rest}") == title
